"""The steps that can stand in a plan: what each gains, what it needs, when it can be done."""

import functools
import math
import operator
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from attrs import evolve, field, frozen

from kla_rules.conditions.judge import judge
from kla_rules.conditions.operators import Condition
from kla_rules.core.frozen import frozen_list, frozen_map
from kla_rules.core.points import decimal, hundredths, share
from kla_rules.evaluation.requirements import facts_of
from kla_rules.evaluation.result import Evaluation
from kla_rules.evaluation.whatif import proofs, what_if
from kla_rules.model.folds import counting, headroom
from kla_rules.planning.by_unit import Portion, portions
from kla_rules.planning.request import Request
from kla_rules.steps.model import NO_STEPS, Assumption, Catalogue, Step
from kla_rules.steps.places import Places, StepPlaces, in_places
from kla_rules.steps.reading import catalogue_of


@frozen
class Task:
    """A step that can stand in a plan.

    Attributes:
        step: what is done.
        cost: effort in hundredths.
        months: how long it takes.
        gains: by position of a question, the thousandths of its gap that the step mends.
        after: ids of the tasks that must come before it.
        when: what must hold before it and is not known to, or None.
        done: it is done already: it gains, costs nothing, and needs nothing.
        small: by itself it gains less than is asked for, so it is worth doing only for what waits
            for it.
        soonest: months after which it can have ended, whatever must hold before it.
        portion: the units in which it is done, where it is done unit by unit.
        besides: id of the task that does it in fewer units, which must be in the plan as well.
        places: where it is done, or None for one office.
    """

    step: Step
    cost: int
    months: int
    gains: Mapping[int, int] = field(converter=frozen_map)
    after: tuple[str, ...] = ()
    when: Condition | None = None
    done: bool = False
    small: bool = False
    soonest: int = 0
    portion: Portion | None = None
    besides: str | None = None
    places: StepPlaces | None = None

    @property
    def id(self) -> str:
        """Return the id of the step; of a step done unit by unit with the number of units."""
        if self.portion is None:
            return self.step.id
        return f"{self.step.id}/{self.portion.units:06}"


@frozen
class Standing:
    """Where a plan starts from.

    Attributes:
        evaluation: what is known; with unknown answers full where they are assumed to be.
        given: what is known, as it was given.
        headroom: by position the thousandths that a node can still gain.
        gaps: the same at the questions, where a plan may count on it.
    """

    evaluation: Evaluation = field(repr=False)
    given: Evaluation = field(repr=False)
    headroom: Sequence[int] = field(converter=frozen_list, repr=False)
    gaps: Mapping[int, int] = field(converter=frozen_map, repr=False)

    def places(self, request: Request) -> Places:
        """Return how many places there are in which steps are done."""
        catalogue = catalogue_of(self.given.edition) or NO_STEPS
        return Places(self.given, catalogue, request.places, best=request.assume == "best")

    @functools.cached_property
    def most(self) -> Sequence[int]:
        """Return by position the most thousandths that a node can come to."""
        return tuple(map(operator.add, self.evaluation.bounds.low_thousandths, self.headroom))


def standing(evaluation: Evaluation, request: Request) -> Standing:
    """Return where a plan starts from.

    In the worst case an unknown answer is worth nothing, and a figure above it says nothing of what
    is missing there; in the best case the answer is full, and what is missing below a figure lies
    where steps mend it.
    """
    claimed = evaluation
    if request.assume == "best":
        evaluation = _filled(evaluation)
    edition = evaluation.edition
    # A step gains whole thousandths, and no more than all digits of what is there leave room for.
    above = [
        max(0, room - isinstance(exact, Fraction))
        for room, exact in zip(
            headroom(edition, evaluation.bounds.low_thousandths),
            evaluation.bounds.exact_thousandths[0],
            strict=True,
        )
    ]
    gaps = {
        position: above[position]
        for position, node in enumerate(edition.nodes)
        if node.question is not None
        and (request.assume == "best" or position not in evaluation.hidden)
    }
    return Standing(evaluation, claimed, above, gaps)


def _filled(evaluation: Evaluation) -> Evaluation:
    """Return the evaluation with full answers where none is known and no figure stands above."""
    reach, own = evaluation.bounds, evaluation.profile.to_dict().get("answers", {})
    ends = evaluation.known.ends_thousandths
    full = {
        node.id: {**proofs(own.get(node.id, {})), **_best(ends.get(position))}
        for position, node in enumerate(evaluation.edition.nodes)
        if node.question is not None
        and reach.low_thousandths[position] < reach.high_thousandths[position]
        and position not in evaluation.hidden
    }
    if not full:
        return evaluation
    return what_if(evaluation, {}, full).after


def _best(ends: tuple[int, int] | None) -> dict[str, object]:
    """Return the best answer: full, or where part is known, the most that it leaves."""
    return {"option": "full"} if ends is None else {"points": decimal(ends[1])}


def tasks(start: Standing, request: Request) -> dict[str, Task]:
    """Return the steps that can stand in a plan, by id, in the order of their ids.

    They gain something, or something that gains waits for them; they are not locked, nor is what
    must come before them; and there is time for both.
    """
    candidates = possible(start, request)
    wanted = [
        task.id for task in candidates.values() if task.done or (task.gains and not task.small)
    ]
    return useful(candidates, wanted)


def possible(start: Standing, request: Request) -> dict[str, Task]:
    """Return the steps that can be done, gaining or not, each after those that come before it."""
    evaluation = start.evaluation
    edition = evaluation.edition
    catalogue = catalogue_of(edition) or NO_STEPS
    facts = facts_of(evaluation.profile, evaluation.bounds)
    low, done = evaluation.bounds.low_thousandths, frozenset(request.done)
    missing = {
        node
        for node, now, most in zip(edition.ids, low, edition.ceilings_thousandths, strict=True)
        if now < most
    }
    places = start.places(request)
    candidates: dict[str, Task] = {}
    ends: dict[str, int] = {}
    for step in catalogue.steps.values():  # each after those that must come before it
        assumed = request.assumed[step.id]
        gains = _gains(start, step, assumed, outcomes=request.outcomes)
        if step.id in done:
            candidates[step.id] = Task(step, cost=0, months=0, gains=gains, done=True)
            ends[step.id] = 0
            continue
        after = tuple(
            before
            for before in step.after
            if before not in done and not missing.isdisjoint(catalogue.steps[before].mends)
        )
        if step.id in request.locked or any(before not in candidates for before in after):
            continue
        here = places.of(step)
        taken = in_places(assumed, here)
        months = int(taken.months)
        begins = max((ends[before] for before in after), default=0)
        ends[step.id] = begins + months
        when = step.when
        if when is not None and judge(when, facts).state is True:
            when = None
        cost = hundredths(taken.effort)
        small = gain_alone(start, gains) < request.minimum_thousandths
        task = Task(
            step=step,
            cost=cost,
            months=months,
            gains=gains,
            after=after,
            when=when,
            small=small,
            soonest=ends[step.id],
            places=here,
        )
        latest = math.inf if request.horizon is None else request.horizon - begins
        parts = _by_unit(start, catalogue, task, assumed, request, latest)
        candidates |= {part.id: part for part in parts if part.months <= latest}
    return candidates


def _by_unit(
    start: Standing,
    catalogue: Catalogue,
    task: Task,
    assumed: Assumption,
    request: Request,
    latest: float,
) -> list[Task]:
    """Return a task unit by unit, as far as there is time; itself where it cannot be done so."""
    best = request.assume == "best"
    found = portions(start.given, catalogue, task.step, assumed, task.places, best=best)
    if found is None or not task.gains:
        return [task]
    parts = [portion for portion in found if portion.months <= latest]
    pieces: list[Task] = []
    (position,) = task.gains
    for portion in parts:
        fewer = pieces[-1].id if pieces else None
        gains = {position: portion.gain}
        pieces.append(
            evolve(
                task,
                cost=portion.cost,
                months=portion.months,
                soonest=task.soonest - task.months + portion.months,
                gains=gains,
                portion=portion,
                besides=fewer,
            )
        )
    whole = {position: sum(portion.gain for portion in parts)}
    return pieces if gain_alone(start, whole) >= request.minimum_thousandths else []


def gain_alone(start: Standing, gains: Mapping[int, int]) -> int:
    """Return the thousandths that the score rises by if nothing else is done."""
    edition, low = start.evaluation.edition, start.evaluation.bounds.low_thousandths
    return counting(edition, gains, start.most, low) if gains else 0


def _gains(start: Standing, step: Step, assumed: Assumption, *, outcomes: bool) -> dict[int, int]:
    positions = start.evaluation.edition.positions
    if step.is_outcome and not outcomes:
        return {}
    gaps = {positions[question]: start.gaps.get(positions[question], 0) for question in step.mends}
    gains = {position: share(assumed.share, 1, gap) for position, gap in gaps.items()}
    return {position: gain for position, gain in gains.items() if gain}


def useful(candidates: Mapping[str, Task], wanted: Iterable[str]) -> dict[str, Task]:
    """Return those that are wanted and those that must come before them, in the order of ids."""
    kept: set[str] = set()
    waiting = list(wanted)
    while waiting:
        name = waiting.pop()
        if name not in kept:
            kept.add(name)
            waiting += candidates[name].after
    return {name: candidates[name] for name in sorted(kept)}
