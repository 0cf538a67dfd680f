"""The fewest and the most points each node can have, given what is known.

A node's points come from itself if given, else from its children, at most its maximum. What is not
known lies anywhere between nothing and its maximum; where not even that is known, the maximum of
the nearest node above is the most it can have.
"""

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from kla_rules.model import Edition


@frozen
class Bounds:
    """Thousandths by position in `edition.nodes`: the fewest and the most."""

    low: tuple[int, ...]
    high: tuple[int, ...]


def bounds(edition: Edition, values: Sequence[int | None]) -> Bounds:
    """Return the fewest and the most thousandths of every node.

    Args:
        edition: the tree.
        values: thousandths by position in `edition.nodes`; None is unknown.

    >>> import kla_rules as kla
    >>> tree = kla.edition("kla-2024")
    >>> reach = bounds(tree, [None] * len(tree.nodes))
    >>> reach.low[0], reach.high[0]
    (0, 1000000)
    """
    low, is_open = _summed(edition, values, edition.nothing)
    high = _summed(edition, values, edition.ceilings)[0] if is_open else low
    return Bounds(low, high)


def _summed(
    edition: Edition, values: Sequence[int | None], unknown: Sequence[int]
) -> tuple[tuple[int, ...], bool]:
    """Sum the tree from below, `unknown` for what is not known; tell whether anything is not."""
    points: list[Any] = list(values)  # no None is left at the end
    is_open = False
    for branch in edition.branches:
        if branch.leaves is not None:
            part = points[branch.leaves]
            if None in part:
                is_open = True
                fill = unknown[branch.leaves]
                part = [e if p is None else p for p, e in zip(part, fill, strict=True)]
                points[branch.leaves] = part
            total = sum(part)
        else:
            total = 0
            for child in branch.children:
                if points[child] is None:  # a leaf beside inner nodes
                    is_open = True
                    points[child] = unknown[child]
                total += points[child]
        if points[branch.index] is None:
            ceiling = branch.ceiling
            # Faster than min(), and this line runs for every inner node of every evaluation.
            points[branch.index] = total if total < ceiling else ceiling  # noqa: FURB136
    if points[0] is None:  # a tree of one node
        is_open = True
        points[0] = unknown[0]
    return tuple(points), is_open
