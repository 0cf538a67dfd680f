"""The two folds of the tree of an edition: from below, and from above.

Whoever needs more than one node at a time goes through them. `bounds` alone has a loop of its own:
it runs with every evaluation, and where every question is known it takes three fifths of the time
of the fold (13 to 22 microseconds under kla-2024). A property holds it against the fold.
"""

import heapq
import itertools
from collections.abc import Callable, Container, Mapping, Sequence
from typing import TypeVar

from kla_rules.model.edition import Edition
from kla_rules.model.tree import Branch

T = TypeVar("T")
# Thousandths, and the position of the node at which they are open.
Open = tuple[int, int]


def parts(branch: Branch, values: Sequence[T]) -> Sequence[T]:
    """Return what the children of a node have, of values by position."""
    if branch.leaves is not None:
        return values[branch.leaves]
    return [values[child] for child in branch.children]


def from_below(
    edition: Edition, leaves: Sequence[T], at: Callable[[Branch, Sequence[T]], T]
) -> list[T]:
    """Return by position what every node has, each inner node from what its children have.

    Args:
        edition: the tree.
        leaves: by position what the leaves have; what stands at inner nodes is not looked at.
        at: tells what an inner node has, of the node and what its children have.

    >>> import kla_rules as kla
    >>> tree = kla.edition("kla-2024")
    >>> leaves = [not node.children for node in tree.nodes]
    >>> from_below(tree, leaves, lambda _, below: sum(below))[0]
    274
    """
    values = list(leaves)
    for branch in edition.branches:
        values[branch.index] = at(branch, parts(branch, values))
    return values


def from_above(edition: Edition, top: T, at: Callable[[int, T], T]) -> list[T]:
    """Return by position what every node is handed by the node above it.

    Args:
        edition: the tree.
        top: what the root is handed.
        at: tells what an inner node hands to each of its children, of its position and what it was
            handed itself.

    >>> import kla_rules as kla
    >>> tree = kla.edition("kla-2024")
    >>> depth = from_above(tree, 0, lambda _, above: above + 1)
    >>> depth[tree.positions["6.3"]]
    3
    """
    handed = [top] * len(edition.nodes)
    for branch in reversed(edition.branches):
        below = at(branch.index, handed[branch.index])
        for child in branch.children:
            handed[child] = below
    return handed


def covered(edition: Edition, values: Sequence[object]) -> list[bool]:
    """Return by position whether points are given at a node above."""
    return from_above(edition, False, lambda here, above: above or values[here] is not None)  # noqa: FBT003 - nothing stands above the root


def summed(edition: Edition, points: Sequence[int], most: Sequence[int]) -> list[int]:
    """Return by position what points at leaves come to, at every inner node at most `most`."""
    return from_below(edition, points, lambda branch, below: min(sum(below), most[branch.index]))


def headroom(edition: Edition, low: Sequence[int]) -> list[int]:
    """Return by position how many thousandths a node can still rise by, above what is secured.

    What its children secure beyond a cap, or beyond a figure given for it, leaves no more room.
    """
    left = [most - now for most, now in zip(edition.ceilings_thousandths, low, strict=True)]
    for branch in edition.branches:
        below = min(sum(parts(branch, low)), branch.ceiling_thousandths)
        left[branch.index] = branch.ceiling_thousandths - max(below, low[branch.index])
    return left


def counting(
    edition: Edition, gains: Mapping[int, int], most: Sequence[int], now: Sequence[int]
) -> int:
    """Return how many thousandths of some gains count at the top.

    It is a fold from below that looks only at the way up from the few nodes that gain.

    Args:
        edition: the tree.
        gains: thousandths by position of a question.
        most: by position the thousandths that a node can rise to.
        now: by position those that it has.

    >>> import kla_rules as kla
    >>> tree = kla.edition("kla-2024")
    >>> both = {tree.positions["19.1"]: 9_000, tree.positions["6.1"]: 1_000}
    >>> now = [0] * len(tree.nodes)
    >>> now[tree.positions["19"]] = 50_000
    >>> counting(tree, both, tree.ceilings_thousandths, now)
    2000
    """
    rising = {0: 0, **gains}
    waiting = [-position for position in rising]
    heapq.heapify(waiting)
    while True:
        here = -heapq.heappop(waiting)  # the last: every node stands after the one above it
        gain = max(0, min(rising[here], most[here] - now[here]))
        parent = edition.nodes[here].parent
        if parent is None:
            return gain
        above = edition.positions[parent]
        if above not in rising:
            rising[above] = 0
            heapq.heappush(waiting, -above)
        rising[above] += gain


def spread(
    edition: Edition,
    lack: Sequence[int],
    *,
    whole: Container[int] = (),
    keeps: Callable[[Branch], bool] = lambda _: True,
) -> list[Open]:
    """Return where points are open, each at the deepest place, and what is left of them above.

    What is open at a node is no more than what is open at any node above it, so what a cap or a
    figure above takes away is open nowhere.

    Args:
        edition: the tree.
        lack: by position the thousandths that a node lacks, whatever stands above it.
        whole: positions of inner nodes that are one place, not one for each of their parts.
        keeps: tells whether what an inner node lacks beyond its parts is open there.
    """
    room = from_above(
        edition, edition.maximum_thousandths, lambda here, above: min(above, lack[here])
    )
    room = list(map(min, room, lack))

    def at(branch: Branch, below: Sequence[list[Open]]) -> list[Open]:
        here = room[branch.index]
        if here <= 0:
            return []
        if branch.index in whole:
            return [(here, branch.index)]
        places = list(itertools.chain.from_iterable(below))
        rest = here - sum(points for points, _ in places)
        if rest > 0 and keeps(branch):
            places.append((rest, branch.index))
        return places

    leaves: list[list[Open]] = [
        [(points, position)] if points > 0 else [] for position, points in enumerate(room)
    ]
    return from_below(edition, leaves, at)[0]
