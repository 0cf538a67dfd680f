"""The most that 0, 1, 2, ... of some questions can move together, and which of them do it.

What a node gains with one question more is mostly no more than with the one before: such curves are
joined by taking the larger steps first. A cap that swallows the first points makes one that begins
flat; it is joined piece by piece, each of which has that form.
"""

import bisect
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Final

from kla_rules.model.edition import Edition


class Best:
    """The most that so many questions below a node can do.

    Attributes:
        points: thousandths by number of questions.
        order: positions of questions of which so many of the first do the best.
        parts: two nodes that were joined, else None.
        second: of two, how many questions of the second are taken, by number of questions.
    """

    __slots__ = ("order", "parts", "points", "second")

    def __init__(
        self,
        points: Sequence[int],
        order: Sequence[int] = (),
        parts: "tuple[Best, Best] | None" = None,
        second: Sequence[int] = (),
    ) -> None:
        """Take what is known of it."""
        self.points, self.order, self.parts, self.second = points, order, parts, second

    def giving(self, points: Sequence[int]) -> "Best":
        """Return the same questions where they give other points."""
        return Best(points, self.order, self.parts, self.second)

    def picks(self, count: int) -> Iterator[int]:
        """Yield the positions of the questions that do the best that so many can."""
        waiting = [(self, count)]
        while waiting:
            best, taken = waiting.pop()
            if best.parts is not None:
                own = best.second[taken]
                waiting += [(best.parts[1], own), (best.parts[0], taken - own)]
            else:
                yield from best.order[:taken]


NOTHING: Final = Best((0,))


def alone(questions: Mapping[int, int]) -> Best:
    """Return the best of questions side by side: the largest first, of equal ones the last."""
    order = sorted(questions, key=lambda position: (-questions[position], -position))
    return Best([*accumulate((questions[one] for one in order), initial=0)], order)


def together(first: Best, second: Best) -> Best:
    """Return the best of two nodes together, for every number of questions.

    Of two ways that do as much, the one with more questions of the second is taken.
    """
    if len(second.points) == 1:
        return first
    if len(first.points) == 1:
        return second
    most = len(first.points) + len(second.points) - 2
    joined: list[tuple[int, int]] = [(-1, 0)] * (most + 1)
    simple = len([*_runs(first.points)]) == 1
    for start, end in _runs(second.points):
        run = second.points[start : end + 1]
        part = _merged(first.points, run) if simple else _searched(first.points, run)
        for count, (points, taken) in enumerate(part, start):
            joined[count] = max(joined[count], (points, taken + start))
    return Best([best for best, _ in joined], (), (first, second), [own for _, own in joined])


def _runs(points: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield where pieces begin and end in which no step is larger than the one before."""
    start = 0
    steps = [after - before for before, after in pairwise(points)]
    for place, (before, after) in enumerate(pairwise(steps), start=1):
        if after > before:
            yield start, place
            start = place
    yield start, len(points) - 1


def _merged(first: Sequence[int], second: Sequence[int]) -> list[tuple[int, int]]:
    """Return by number the best, and how many of the second: the larger step comes first."""
    best = [(first[0] + second[0], 0)]
    mine = taken = 0
    while mine + taken < len(first) + len(second) - 2:
        ours = first[mine + 1] - first[mine] if mine + 1 < len(first) else None
        theirs = second[taken + 1] - second[taken] if taken + 1 < len(second) else None
        if theirs is not None and (ours is None or theirs >= ours):
            taken += 1
        else:
            mine += 1
        best.append((first[mine] + second[taken], taken))
    return best


def _searched(first: Sequence[int], second: Sequence[int]) -> list[tuple[int, int]]:
    """Return the same where steps of the first may grow; those of the second do not.

    With more questions the best way never takes fewer of the first: what was found for a number in
    the middle bounds both sides.
    """
    last = len(first) + len(second) - 2
    best: list[tuple[int, int]] = [(0, 0)] * (last + 1)
    waiting = [(0, last, 0, len(first) - 1)]
    while waiting:
        low, high, least, top = waiting.pop()
        if low > high:
            continue
        count = (low + high) // 2
        mine = max(
            range(max(least, count - len(second) + 1), min(top, count, len(first) - 1) + 1),
            key=lambda here: first[here] + second[count - here],
        )
        best[count] = first[mine] + second[count - mine], count - mine
        waiting += [(low, count - 1, least, mine), (count + 1, high, mine, top)]
    return best


class Moved:
    """How far questions that move take the score along; one of them at a time is moved anew."""

    def __init__(
        self,
        edition: Edition,
        most: Sequence[int],
        slack: Sequence[int],
        changes: Mapping[int, int],
    ) -> None:
        """Take what every node can move at most, and what it swallows before it moves."""
        self.edition, self.most, self.slack = edition, most, slack
        self.moved = [0] * len(most)
        self.below = [0] * len(most)
        for position, points in changes.items():
            self.moved[position] = points
        for branch in edition.branches:
            here = branch.index
            self.below[here] = sum(self.moved[child] for child in branch.children)
            self.moved[here] = self._at(here, self.below[here])

    def least(self, position: int, points: int, wanted: int) -> int:
        """Return the least change of one question that leaves enough, and let it have that."""

        def top(change: int) -> int:
            return [*self._up(position, change)][-1][1]

        found = bisect.bisect_left(range(points + 1), wanted, key=top)
        for here, moved in [*self._up(position, found)]:
            above = self._above(here)
            if above is not None:
                self.below[above] += moved - self.moved[here]
            self.moved[here] = moved
        return found

    def _up(self, position: int, change: int) -> Iterator[tuple[int, int]]:
        """Yield a question and the nodes above it with what each moves by."""
        here, moved = position, change
        while True:
            yield here, moved
            above = self._above(here)
            if above is None:
                return
            below = self.below[above] + moved - self.moved[here]
            here, moved = above, self._at(above, below)

    def _at(self, here: int, below: int) -> int:
        return min(self.most[here], max(0, below - self.slack[here]))

    def _above(self, here: int) -> int | None:
        parent = self.edition.nodes[here].parent
        return None if parent is None else self.edition.positions[parent]
