"""The fewest answers that bring both ends of the range between two figures."""

import bisect
import itertools
from collections.abc import Iterator, Sequence

from attrs import frozen

from kla_rules.evaluation.open_groups import Group
from kla_rules.model.tree import Node

# A question, and the fewest and the most thousandths that its answer may give.
Wanted = tuple[Node, int, int]


def fewest_answers(groups: Sequence[Group], least: int, most: int) -> tuple[Wanted, ...] | None:
    """Return a smallest set of answers that brings both ends into `least`..`most`, if there is."""
    free, capped = groups[0], groups[1:]
    best: tuple[int, _Plan] | None = None
    choices = ([len(g.open)] if g.whole else range(len(g.open) + 1) for g in capped)
    for taken in itertools.product(*choices):
        # With the largest questions first, taking more of the free group never hurts.
        counts = range(len(free.open) + 1)
        fewest = bisect.bisect_left(
            counts, 1, key=lambda n: _plan(groups, (n, *taken), least, most) is not None
        )
        size = fewest + sum(taken)
        if fewest < len(counts) and (best is None or size < best[0]):
            plan = _plan(groups, (fewest, *taken), least, most)
            if plan is not None:
                best = size, plan
    return None if best is None else tuple(_needs(groups, best[1]))


@frozen
class _Plan:
    """How many questions of each group are answered, and by how much the ends may move.

    Attributes:
        taken: number of questions by group.
        full: whether a group is answered in full, so that its upper end rests on the cap.
        headroom: thousandths by which both ends of a group can rise together.
        rise, slack: thousandths by which they must rise, and may rise beyond.
    """

    taken: tuple[int, ...]
    full: tuple[bool, ...]
    headroom: tuple[int, ...]
    rise: int
    slack: int


def _plan(groups: Sequence[Group], taken: tuple[int, ...], least: int, most: int) -> _Plan | None:
    """Return how the largest questions of each group settle the level, or None if they cannot.

    A capped group is either full, so that its upper end rests on the cap, or below the point where
    the cap begins to bind; there both ends move with the answers.
    """
    ways = [(True,) if group.whole else (False, True) for group in groups[1:]]
    if any(group.whole for group in groups[1:]):
        ways = [(False,)] * len(ways) if least == 0 else ways
    for choice in itertools.product(*ways):
        full = (False, *choice)
        low = high = 0
        headroom = []
        for group, count, is_full in zip(groups, taken, full, strict=True):
            answered, rest = group.sums[count], group.rest(count)
            start = group.known + (answered if is_full else 0)
            low += min(group.cap, start)
            high += min(group.cap, start + rest)
            linear = 0 if is_full else max(0, group.cap - start - rest)
            headroom.append(min(linear, answered))
        rise = max(0, least - low)
        if rise <= sum(headroom) and high + rise <= most:
            slack = min(sum(headroom) - rise, most - high - rise)
            return _Plan(taken, full, tuple(headroom), rise, slack)
    return None


def _needs(groups: Sequence[Group], plan: _Plan) -> Iterator[Wanted]:
    """Yield what must and what may be, spread over the questions, the largest first."""
    rise, slack = plan.rise, plan.slack
    for group, taken, is_full, headroom in zip(
        groups, plan.taken, plan.full, plan.headroom, strict=True
    ):
        must = min(rise, headroom)
        may = min(slack, headroom - must)
        rise -= must
        slack -= may
        # Where the cap binds anyhow, more is harmless.
        unbound = is_full or group.known + must + may + group.rest(taken) >= group.cap
        for question in group.open[:taken]:
            low = question.size if is_full else min(must, question.size)
            extra = min(may, question.size - low)
            must -= min(must, low)
            may -= extra
            high = question.size if unbound else low + extra
            yield question.node, question.least + low, question.least + high
