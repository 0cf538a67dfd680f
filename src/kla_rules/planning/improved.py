"""What a set of tasks leads to: points of every node, when each task ends, the improved profile."""

import operator
from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen

from kla_rules.conditions.judge import judge
from kla_rules.core.notes import Note
from kla_rules.core.points import decimal
from kla_rules.evaluation.bounds import Bounds
from kla_rules.evaluation.levels import Gates, level_at, levels_between
from kla_rules.evaluation.requirements import facts_of, gates, judged_requirements
from kla_rules.evaluation.whatif import proofs, what_if
from kla_rules.model.folds import summed
from kla_rules.model.levels import Level
from kla_rules.planning.tasks import Standing, Task
from kla_rules.profile.model import Profile


@frozen
class Timed:
    """A task with its time.

    Attributes:
        task: what is done.
        starts, ends: months from the start of the plan; it begins after so many, and ends with so
            many.
    """

    task: Task
    starts: int
    ends: int


def gained(start: Standing, tasks: Iterable[Task]) -> list[int]:
    """Return by position the thousandths that questions and the nodes above them gain."""
    edition = start.evaluation.edition
    gains = list(edition.nothing_thousandths)
    for task in tasks:
        for position, gain in task.gains.items():
            gains[position] += gain
    return summed(edition, list(map(min, gains, start.headroom)), start.headroom)


def reach(start: Standing, gains: Sequence[int]) -> Bounds:
    """Return the fewest and the most thousandths of every node once they have gained."""
    edition, now = start.evaluation.edition, start.evaluation.bounds
    low = list(map(operator.add, now.low_thousandths, gains))
    high = [
        most
        if most > now.low_thousandths[i]
        else min(edition.ceilings_thousandths[i], most + gains[i])
        for i, most in enumerate(now.high_thousandths)
    ]
    return Bounds(tuple(low), tuple(map(max, low, high)))


def level_then(start: Standing, points: Bounds, *, best: bool) -> Level | None:
    """Return the level that is secured with these points; `best`: what is not known holds."""
    evaluation, low = start.evaluation, points.low_thousandths[0]
    edition, policy = evaluation.edition, evaluation.edge_policy
    if not edition.requirements:
        return level_at(edition, low, policy)
    opened = gates(edition, judged_requirements(evaluation.profile, points))
    far = opened.open if best else opened.secured
    return levels_between(edition, low, low, policy, Gates(far, far))[0]


def timed(start: Standing, tasks: Sequence[Task]) -> tuple[Timed, ...]:
    """Return tasks in an order in which they can be done, each as early as it can be.

    Those are left out before which something must hold that does not, after all that can be done.
    """
    ends: dict[str, int] = {}
    order: list[Timed] = []
    waiting = list(tasks)
    while waiting:
        ready = [task for task in waiting if all(name in ends for name in task.after)]
        made = [timed for task in ready if (timed := _timed(start, task, ends, order)) is not None]
        if not made:
            break
        # What waits for a condition may begin earlier once more is known: take the first to end.
        first = min(made, key=lambda timed: (timed.ends, timed.starts, timed.task.id))
        ends[first.task.id] = first.ends
        order.append(first)
        waiting.remove(first.task)
    return tuple(order)


def _timed(
    start: Standing, task: Task, ends: Mapping[str, int], order: Sequence[Timed]
) -> Timed | None:
    """Return when a task can be done, after what is done already; None where it cannot yet."""
    begins = max((ends[name] for name in task.after), default=0)
    if task.when is None:
        return Timed(task, begins, begins + task.months)
    for moment in sorted({begins, *(entry.ends for entry in order if entry.ends > begins)}):
        points = reach(
            start, gained(start, [entry.task for entry in order if entry.ends <= moment])
        )
        if judge(task.when, facts_of(start.evaluation.profile, points)).state is True:
            return Timed(task, moment, moment + task.months)
    return None


def improved(start: Standing, tasks: Sequence[Task]) -> Profile:
    """Return the profile that tasks are assumed to lead to; it says that nobody has reported it."""
    evaluation = start.evaluation
    edition, own = evaluation.edition, evaluation.profile.to_dict().get("answers", {})
    gains = gained(start, tasks)
    answers, above = {}, {}
    for position, gain in enumerate(gains):
        if not gain:
            continue
        node = edition.nodes[position]
        then = decimal(evaluation.bounds.low_thousandths[position] + gain)
        if node.question is not None:
            answers[node.id] = {"points": then, **proofs(own.get(node.id, {}))}
        elif evaluation.known.values_thousandths[position] is not None:
            above[node.id] = then
    after = what_if(evaluation, above, answers, answers).after.profile
    return evolve(after, illustrative=True, notes=(Note("profile.planned"), *after.notes))
