"""The steps of a plan, each with its months, what it adds, and the units in which it is done."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from attrs import evolve, field, frozen

from kla_rules.core.frozen import frozen_map
from kla_rules.core.points import decimal, of_hundredths
from kla_rules.core.renamed import Renamed
from kla_rules.core.showing import Row, Unit
from kla_rules.core.shown import Shown
from kla_rules.core.writing import Language
from kla_rules.model.levels import Level
from kla_rules.planning.improved import Gains, Timed, level_then, low_after, low_then
from kla_rules.planning.months import Month
from kla_rules.planning.numbered import months_of, numbered
from kla_rules.planning.tasks import Standing, Task
from kla_rules.steps.model import Step
from kla_rules.steps.places import StepPlaces


@frozen(repr=False)
class UnitsOfStep(Shown):
    """Units in which a step is done.

    Attributes:
        count: in how many.
        lacking: how many lack what the step brings, or may lack it: of some it may not be known.
        ids, names: of that many units that lack it, the known ones first; any others that lack it
            serve as well. Empty where the profile brought no table of units.
    """

    count: int
    lacking: int
    ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@frozen(repr=False)
class PlannedStep(Shown):
    """A step of a plan.

    Attributes:
        step: what to do.
        starts, ends: the months of the plan in which it begins and ends, counted from 1.
        effort: units of effort, as they were assumed or given.
        gain_thousandths: thousandths that the score rises by when it ends, after all that ends
            earlier; of steps that end in one month, after those of smaller numbers.
        low_thousandths: thousandths of the score then.
        level: the level that is secured by then, or None.
        questions: ids of the questions that it mends.
        first: ids of the steps of the plan that must come before it.
        units: in which units it is done, where a table of units tells who lacks it, or where it is
            done unit by unit; else None.
        places: in how many places it is done, or None for one office.
        expected_thousandths: by question that it mends, the thousandths that it is counted with
            before the step and once it is done.
    """

    step: Step
    starts: int
    ends: int
    effort: Decimal
    gain_thousandths: int
    low_thousandths: int
    level: Level | None
    questions: tuple[str, ...]
    first: tuple[str, ...]
    units: UnitsOfStep | None = None
    places: StepPlaces | None = None
    expected_thousandths: Mapping[str, tuple[int, int]] = field(
        factory=dict, converter=frozen_map, repr=False
    )
    gain = Renamed[int]("gain_thousandths", points="points")
    low = Renamed[int]("low_thousandths", points="low_points")

    def _row(self, unit: Unit, language: Language) -> Row:
        from kla_rules.planning.rows import planned_row  # noqa: PLC0415 - asked for by few

        return planned_row(self, unit, language)

    @property
    def low_points(self) -> Decimal:
        """Return the points of the score once it is done."""
        return decimal(self.low_thousandths)

    @property
    def id(self) -> str:
        """Return the id of the step."""
        return self.step.id

    @property
    def points(self) -> Decimal:
        """Return the points that the score rises by."""
        return decimal(self.gain_thousandths)

    @property
    def expected_points(self) -> dict[str, tuple[Decimal, Decimal]]:
        """Return by question the points that it is counted with before the step and after it."""
        return {
            question: (decimal(before), decimal(then))
            for question, (before, then) in self.expected_thousandths.items()
        }


def as_they_end(steps: Iterable[PlannedStep]) -> list[PlannedStep]:
    """Return the steps of a plan in the order in which their points arrive: when they end."""
    return sorted(steps, key=lambda planned: planned.ends)


def planned_steps(
    start: Standing, order: Sequence[Timed], begins: Month | None, *, best: bool
) -> tuple[PlannedStep, ...]:
    """Return the steps as they are numbered, each with what it adds when it ends.

    What is done already stands before all of them.

    Args:
        start: where the plan begins.
        order: its tasks, each with its months, in the order in which they end.
        begins: year and month of its first month, or None where months are counted.
        best: unknown answers count as full.
    """
    before = [entry.task for entry in order if entry.task.done]
    gains = Gains(start, before)
    low, done = low_after(start, before, gains.at), [*before]
    secured, edition = start.evaluation.bounds.low_thousandths, start.evaluation.edition
    by_step: dict[str, list[Task]] = {}
    firsts: list[Timed] = []
    for entry in order:
        if not entry.task.done:
            own = by_step.setdefault(entry.task.step.id, [])
            firsts += [] if own else [entry]
            own.append(entry.task)
    numbers = numbered(firsts, begins)
    steps = {}
    for first in sorted(numbers, key=lambda entry: months_of(entry)[1]):
        own = by_step[first.task.step.id]
        gaining = sorted({position for task in own for position in task.gains})
        had = [secured[position] + gains.at[position] for position in gaining]
        for task in own:
            gains.add(task)
        done += own
        then = low_after(start, done, gains.at)
        starts, ends = months_of(first)
        steps[first.task.step.id] = PlannedStep(
            step=first.task.step,
            starts=starts,
            ends=ends,
            effort=of_hundredths(sum(task.cost for task in own)),
            gain_thousandths=then - low,
            low_thousandths=then,
            level=level_then(start, gains.at, best=best, low=then),
            questions=tuple(edition.ids[position] for position in gaining),
            first=first.task.after,
            units=_units(start, own),
            places=_places(own[-1]),
            expected_thousandths={
                edition.ids[position]: (before, secured[position] + gains.at[position])
                for position, before in zip(gaining, had, strict=True)
            },
        )
        low = then
    return tuple(steps[entry.task.step.id] for entry in numbers)


def begins(start: Standing, done: Sequence[Task], *, best: bool) -> dict[str, Any]:
    """Return the fields of a plan that say what it counts from: with what is done already."""
    gains = Gains(start, done).at
    return {
        "begins_thousandths": low_then(start, gains),
        "begins_level": level_then(start, gains, best=best),
    }


def _places(task: Task) -> StepPlaces | None:
    """Return where a step is done; unit by unit, in the units that were chosen."""
    if task.places is None or task.portion is None:
        return task.places
    return evolve(task.places, count=task.portion.units, is_assumed=False)


def _units(start: Standing, own: Sequence[Task]) -> UnitsOfStep | None:
    """Return the units in which a step is done; None where nothing is known of any."""
    profile, mends, portion = start.given.profile, own[0].step.mends, own[-1].portion
    answer = profile.answers.get(mends[0]) if len(mends) == 1 else None
    if profile.rollup is None or answer is None or answer.form != "units":
        return None if portion is None else UnitsOfStep(portion.units, portion.lacking)
    share, table = profile.rollup[mends[0]], profile.rollup.units
    lack = (*share.holding, *share.open)
    count, lacking = (portion.units, portion.lacking) if portion else (len(lack), len(lack))
    return UnitsOfStep(
        count,
        lacking,
        tuple(table.ids[position] for position in lack[:count]),
        tuple(table.names[position] for position in lack[:count]),
    )
