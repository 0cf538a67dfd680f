"""The steps of a plan, each with its months, what it adds, and the units in which it is done."""

from collections.abc import Sequence
from decimal import Decimal

from attrs import evolve, frozen

from kla_rules.core.points import decimal, of_hundredths
from kla_rules.core.renamed import Renamed
from kla_rules.model.levels import Level
from kla_rules.planning.improved import Gains, Timed, level_then, low_after
from kla_rules.planning.tasks import Standing, Task
from kla_rules.steps.model import Step
from kla_rules.steps.places import StepPlaces


@frozen
class UnitsOfStep:
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


@frozen
class PlannedStep:
    """A step of a plan.

    Attributes:
        step: what to do.
        starts, ends: the months of the plan in which it begins and ends, counted from 1.
        effort: units of effort, as they were assumed or given.
        gain_thousandths: thousandths that the score rises by, after the steps before it.
        low_thousandths: thousandths of the score once it is done.
        level: the level that is secured by then, or None.
        questions: ids of the questions that it mends.
        first: ids of the steps of the plan that must come before it.
        units: in which units it is done, where a table of units tells who lacks it, or where it is
            done unit by unit; else None.
        places: in how many places it is done, or None for one office.
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
    gain = Renamed[int]("gain_thousandths", points="points")
    low = Renamed[int]("low_thousandths", points="low_points")

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


def planned_steps(
    start: Standing, order: Sequence[Timed], *, best: bool
) -> tuple[PlannedStep, ...]:
    """Return the steps with what each adds; what is done already stands before all of them.

    Args:
        start: where the plan begins.
        order: its tasks, each with its months.
        best: unknown answers count as full.
    """
    before = [entry.task for entry in order if entry.task.done]
    gains = Gains(start, before)
    low, done = low_after(start, before, gains.at), [*before]
    by_step: dict[str, list[Timed]] = {}
    for entry in order:
        if not entry.task.done:
            by_step.setdefault(entry.task.step.id, []).append(entry)
    steps = []
    for entries in by_step.values():
        first, own = entries[0], [entry.task for entry in entries]
        for task in own:
            gains.add(task)
        done += own
        then = low_after(start, done, gains.at)
        gaining = sorted({position for task in own for position in task.gains})
        steps.append(
            PlannedStep(
                step=first.task.step,
                starts=min(first.starts + 1, max(first.ends, 1)),
                ends=max(first.ends, 1),
                effort=of_hundredths(sum(task.cost for task in own)),
                gain_thousandths=then - low,
                low_thousandths=then,
                level=level_then(start, gains.at, best=best, low=then),
                questions=tuple(start.evaluation.edition.ids[position] for position in gaining),
                first=first.task.after,
                units=_units(start, own),
                places=_places(own[-1]),
            )
        )
        low = then
    return tuple(steps)


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
