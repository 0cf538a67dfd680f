"""The fewest and the most points each node can have, given what is known.

A node's points come from itself if given, else from its children, at most its maximum. What is not
known lies anywhere between nothing and its maximum; where not even that is known, the maximum of
the nearest node above is the most it can have. Of some questions part is known: they have two ends
of their own.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from attrs import frozen

from kla_rules.core.frozen import FrozenMap
from kla_rules.core.points import decimal
from kla_rules.core.printed import Data
from kla_rules.core.renamed import Renamed
from kla_rules.model.edition import Edition

Ends = Mapping[int, tuple[int, int]]
NO_ENDS: Final[Ends] = FrozenMap()


@frozen(repr=False, eq=False)
class Bounds(Data):
    """The fewest and the most that every node can have.

    Attributes:
        low_thousandths: the fewest thousandths by position in `edition.nodes`.
        high_thousandths: the most thousandths by position.
    """

    low_thousandths: tuple[int, ...]
    high_thousandths: tuple[int, ...]
    low = Renamed[tuple[int, ...]]("low_thousandths")
    high = Renamed[tuple[int, ...]]("high_thousandths")

    def ends_thousandths(self, position: int) -> tuple[int, int]:
        """Return the fewest and the most thousandths of a node, by position in `edition.nodes`."""
        return self.low_thousandths[position], self.high_thousandths[position]

    def ends_points(self, position: int) -> tuple[Decimal, Decimal]:
        """Return the fewest and the most points of a node, by position in `edition.nodes`."""
        low, high = self.ends_thousandths(position)
        return decimal(low), decimal(high)


def bounds(edition: Edition, values: Sequence[int | None], ends: Ends = NO_ENDS) -> Bounds:
    """Return the fewest and the most thousandths of every node.

    Args:
        edition: the tree.
        values: thousandths by position in `edition.nodes`; None is unknown.
        ends: by position the fewest and the most of questions of which part is known.

    >>> import kla_rules as kla
    >>> tree = kla.edition("kla-2024")
    >>> reach = bounds(tree, [None] * len(tree.nodes))
    >>> reach.low_thousandths[0], reach.high_thousandths[0]
    (0, 1000000)
    """
    least: Sequence[int] = edition.nothing_thousandths
    most: Sequence[int] = edition.ceilings_thousandths
    if ends:
        least, most = (_patched(figures, ends, end) for end, figures in enumerate((least, most)))
    low, is_open = _summed(edition, values, least)
    high = _summed(edition, values, most)[0] if is_open else low
    return Bounds(low, high)


def _patched(figures: Sequence[int], ends: Ends, end: int) -> list[int]:
    points = list(figures)
    for position, both in ends.items():
        points[position] = both[end]
    return points


def _summed(
    edition: Edition, values: Sequence[int | None], unknown: Sequence[int]
) -> tuple[tuple[int, ...], bool]:
    """Return the sums from below, `unknown` for what is not known, and whether anything is not."""
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
            ceiling = branch.ceiling_thousandths
            # Faster than min(), and this line runs for every inner node of every evaluation.
            points[branch.index] = total if total < ceiling else ceiling  # noqa: FURB136
    if points[0] is None:  # a tree of one node
        is_open = True
        points[0] = unknown[0]
    return tuple(points), is_open
