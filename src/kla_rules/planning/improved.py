"""What a set of tasks leads to: points of every node, when each task ends, the improved profile."""

import heapq
import operator
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from kla_rules.conditions.judge import judge
from kla_rules.core.notes import Note
from kla_rules.core.points import decimal
from kla_rules.evaluation.bounds import Bounds, cut_total
from kla_rules.evaluation.levels import Gates, level_at, levels_between
from kla_rules.evaluation.requirements import facts_of, gates, judged_requirements
from kla_rules.evaluation.result import Evaluation
from kla_rules.evaluation.whatif import proofs, risen, what_if
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


class Gains:
    """What is gained as one task after another is done: each looks only at the way up from it.

    Attributes:
        at: by position the thousandths that a node gains, as far as its headroom lets it.
    """

    def __init__(self, start: Standing, tasks: Iterable[Task] = ()) -> None:
        """Take where a plan starts from, and what is done."""
        self.edition, self.headroom = start.evaluation.edition, start.headroom
        self.at = list(self.edition.nothing_thousandths)
        # Before headroom limits it: what a question gains, and what a node does from its parts.
        self.whole = list(self.edition.nothing_thousandths)
        for task in tasks:
            self.add(task)

    def add(self, task: Task) -> None:
        """Count a task."""
        for position, gain in task.gains.items():
            here: int | None = position
            more = gain
            while here is not None and more:
                self.whole[here] += more
                now = min(self.whole[here], self.headroom[here])
                more, self.at[here] = now - self.at[here], now
                parent = self.edition.nodes[here].parent
                here = None if parent is None else self.edition.positions[parent]


def gained(start: Standing, tasks: Iterable[Task]) -> list[int]:
    """Return by position the thousandths that questions and the nodes above them gain."""
    return Gains(start, tasks).at


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


def low_then(start: Standing, gains: Sequence[int]) -> int:
    """Return the thousandths of the score that are secured once so much is gained."""
    evaluation = start.evaluation
    return cut_total(evaluation.edition, evaluation.bounds.exact_thousandths[0][0] + gains[0])


def level_then(
    start: Standing, gains: Sequence[int], *, best: bool, low: int | None = None
) -> Level | None:
    """Return the level that is secured then.

    Args:
        start: where it starts from.
        gains: by position what nodes gain.
        best: what is not known holds.
        low: thousandths of the score, where more of them are known than the gains tell.
    """
    evaluation, low = start.evaluation, low_then(start, gains) if low is None else low
    edition, policy = evaluation.edition, evaluation.edge_policy
    if not edition.requirements:
        return level_at(edition, low, policy)
    opened = gates(edition, judged_requirements(evaluation.profile, reach(start, gains)))
    far = opened.open if best else opened.secured
    return levels_between(edition, low, low, policy, Gates(far, far))[0]


def timed(start: Standing, tasks: Sequence[Task]) -> tuple[Timed, ...]:
    """Return tasks in an order in which they can be done, each as early as it can be.

    Those are left out before which something must hold that does not, after all that can be done.
    """
    # A step done unit by unit ends when it has been done in all the units that were chosen.
    longest: dict[str, int] = {}
    for task in tasks:
        longest[task.step.id] = max(task.months, longest.get(task.step.id, 0))
    lasting = [evolve(task, months=longest[task.step.id]) for task in tasks]
    return tuple(_Order(start, lasting).placed())


class _Order:
    """Places one task after another, always the first to end.

    So what is placed never ends before what was placed earlier, and a task of which all that must
    come before it is placed has its time. Only what waits for a condition is looked at anew, as
    more is gained: each time at the moment that has come.
    """

    def __init__(self, start: Standing, tasks: Sequence[Task]) -> None:
        self.start, self.gains, self.now = start, Gains(start), 0
        self.tasks = {task.id: task for task in tasks}
        self.lacking = {task.id: len(set(task.after)) for task in tasks}
        self.waiting: dict[str, list[str]] = {}
        for task in tasks:
            for before in dict.fromkeys(task.after):
                self.waiting.setdefault(before, []).append(task.id)
        self.ready: list[tuple[int, int, str]] = []  # a heap: when it ends and begins, and its id
        self.conditional: dict[str, int | None] = {}  # when it can begin, if it can by now
        for task in tasks:
            if not task.after:
                self._make_ready(task)

    def placed(self) -> Iterator[Timed]:
        """Yield the tasks with their times."""
        while True:
            self._look_again()
            can = [self._key(name, at) for name, at in self.conditional.items() if at is not None]
            first = min([*self.ready[:1], *can], default=None)
            if first is None:
                return
            ends, begins, name = first
            if name in self.conditional:
                del self.conditional[name]
            else:
                heapq.heappop(self.ready)
            task = self.tasks[name]
            yield Timed(task, begins, ends)
            self.now = ends
            self.gains.add(task)
            for other in self.waiting.get(name, ()):
                self.lacking[other] -= 1
                if not self.lacking[other]:
                    self._make_ready(self.tasks[other])

    def _make_ready(self, task: Task) -> None:
        if task.when is None:
            heapq.heappush(self.ready, self._key(task.id, self.now))
        else:
            self.conditional[task.id] = None

    def _key(self, name: str, begins: int) -> tuple[int, int, str]:
        return begins + self.tasks[name].months, begins, name

    def _look_again(self) -> None:
        """Look which conditions hold now; one that held earlier keeps its time."""
        open_ = [name for name, at in self.conditional.items() if at is None or at == self.now]
        if not open_:
            return
        facts = facts_of(self.start.evaluation.profile, reach(self.start, self.gains.at))
        for name in open_:
            when = self.tasks[name].when
            holds = when is None or judge(when, facts).state is True
            self.conditional[name] = self.now if holds else None


def improved(start: Standing, tasks: Sequence[Task]) -> Profile:
    """Return the profile that tasks are assumed to lead to; it says that nobody has reported it."""
    evaluation = start.evaluation
    edition, own = evaluation.edition, evaluation.profile.to_dict().get("answers", {})
    gains = gained(start, tasks)
    in_units = {
        position: task.portion.then
        for task in sorted(tasks, key=lambda one: one.portion.units if one.portion else 0)
        if task.portion
        for position in task.gains
    }
    answers, above = {}, {}
    for position, gain in enumerate(gains):
        if not gain:
            continue
        node = edition.nodes[position]
        now = evaluation.bounds.exact_thousandths[0][position]
        then = risen(now, gain)
        if node.question is not None:
            if position in in_units:
                then = risen(in_units[position], 0)
            elif isinstance(now, Fraction) and gain == start.headroom[position]:
                then = decimal(node.ceiling_thousandths)  # nothing is left of the gap
            answers[node.id] = {"points": then, **proofs(own.get(node.id, {}))}
        elif evaluation.known.values_thousandths[position] is not None:
            above[node.id] = then
    after = what_if(evaluation, above, answers).after.profile
    return evolve(after, illustrative=True, notes=(Note("profile.planned"), *after.notes))


def low_after(start: Standing, tasks: Sequence[Task], gains: Sequence[int]) -> int:
    """Return the thousandths of the score that are secured once tasks are done, with all digits.

    Args:
        start: where they start from.
        tasks: what is done.
        gains: by position what nodes gain by it, as far as that is whole thousandths.
    """
    if by_digits(start, tasks):
        return start.given.of(improved(start, tasks)).low_thousandths
    return low_then(start, gains)


def by_digits(start: Standing, tasks: Iterable[Task]) -> int:
    """Return by how many thousandths more or fewer than they say tasks may gain, with all digits.

    A gain is in whole thousandths: of each figure that has more, one is cut off of what is there
    now and one of what is then, and where the figures of a sum are cut is not where the sum is.
    """
    exact = start.evaluation.bounds.exact_thousandths[0]
    counted = {
        position
        for task in tasks
        if task.portion and isinstance(task.portion.then, Fraction)
        for position in task.gains
    }
    finer = {position for position, points in enumerate(exact) if isinstance(points, Fraction)}
    return 2 * len(counted | finer)


def check_planned(start: Standing, tasks: Sequence[Task], after: Evaluation, least: int) -> None:
    """Hold the evaluation of the improved profile against what was planned.

    Args:
        start: where the plan starts from.
        tasks: what is done.
        after: the improved profile, evaluated.
        least: the thousandths that were asked for on top of what is secured.

    Raises:
        AssertionError: if it is another: a fault of ours.
    """
    now = start.evaluation.low_thousandths
    expected = now + gained(start, tasks)[0]
    beyond = after.low_thousandths - expected
    if abs(beyond) > by_digits(start, tasks) or after.low_thousandths < now + least:
        raise AssertionError(
            f"a plan for {expected} thousandths is evaluated as {after.low_thousandths}"
        )
