"""The fewest and the most points each node can have, given what is known.

A node's points come from itself if given, else from its children, at most its maximum. What is not
known lies anywhere between nothing and its maximum; where not even that is known, the maximum of
the nearest node above is the most it can have. Of some questions part is known: they have two ends
of their own. Of others the figure has more digits than thousandths: they are summed with all of
them, and only what comes out is cut.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from attrs import frozen

from kla_rules.core.frozen import FrozenMap
from kla_rules.core.points import cut, decimal
from kla_rules.core.printed import Data
from kla_rules.core.renamed import Renamed
from kla_rules.model.edition import Edition

Ends = Mapping[int, tuple[int, int]]
NO_ENDS: Final[Ends] = FrozenMap()
# Thousandths with all their digits.
Exact = int | Fraction
Finer = Mapping[int, tuple[Exact, Exact]]
NO_FINER: Final[Finer] = FrozenMap()


@frozen(repr=False, eq=False)
class Bounds(Data):
    """The fewest and the most that every node can have.

    Attributes:
        low_thousandths: the fewest thousandths by position in `edition.nodes`.
        high_thousandths: the most thousandths by position.
        finer_thousandths: both with all their digits where some figure has more than thousandths;
            else None.
    """

    low_thousandths: tuple[int, ...]
    high_thousandths: tuple[int, ...]
    finer_thousandths: tuple[tuple[Exact, ...], tuple[Exact, ...]] | None = None
    low = Renamed[tuple[int, ...]]("low_thousandths")
    high = Renamed[tuple[int, ...]]("high_thousandths")

    def ends_thousandths(self, position: int) -> tuple[int, int]:
        """Return the fewest and the most thousandths of a node, by position in `edition.nodes`."""
        return self.low_thousandths[position], self.high_thousandths[position]

    @property
    def exact_thousandths(self) -> tuple[Sequence[Exact], Sequence[Exact]]:
        """Return the fewest and the most thousandths by position, with all their digits."""
        return self.finer_thousandths or (self.low_thousandths, self.high_thousandths)

    def ends_points(self, position: int) -> tuple[Decimal, Decimal]:
        """Return the fewest and the most points of a node, by position in `edition.nodes`."""
        low, high = self.ends_thousandths(position)
        return decimal(low), decimal(high)


def bounds(
    edition: Edition,
    values: Sequence[int | None],
    ends: Ends = NO_ENDS,
    finer: Finer = NO_FINER,
) -> Bounds:
    """Return the fewest and the most thousandths of every node.

    Args:
        edition: the tree.
        values: thousandths by position in `edition.nodes`; None is unknown.
        ends: by position the fewest and the most of questions of which part is known.
        finer: by position the fewest and the most with all digits, of figures that have more.

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
    if finer:
        least, most = (_patched(figures, finer, end) for end, figures in enumerate((least, most)))
        whole = {i: both for i, both in finer.items() if values[i] is not None}
        values = _patched(values, whole, 0)
    low, is_open = _summed(edition, values, least)
    high = _summed(edition, values, most)[0] if is_open else low
    return cut_bounds(edition, low, high) if finer else Bounds(low, high)


def _patched(figures: Sequence[Any], ends: Finer, end: int) -> list[Any]:
    points = list(figures)
    for position, both in ends.items():
        points[position] = both[end]
    return points


def cut_bounds(edition: Edition, low: Sequence[Exact], high: Sequence[Exact]) -> Bounds:
    """Return bounds in whole thousandths of sums that have all their digits."""
    ends = (tuple(low), tuple(high))
    first, last = ((cut_total(edition, end[0]), *map(cut, end[1:])) for end in ends)
    return Bounds(first, last, ends)


def cut_total(edition: Edition, points: Exact) -> int:
    """Return whole thousandths on the same side of every floor as points with all their digits.

    What is above a floor by less than a thousandth is the next one, not the floor itself: so
    whoever reckons with thousandths comes to the level that the exact sum has.

    >>> import kla_rules as kla
    >>> tree = kla.edition("kla-2024")
    >>> [cut_total(tree, points + Fraction(1, 9)) for points in (599_999, 600_000, 600_001)]
    [599999, 600001, 600001]
    """
    whole = cut(points)
    floors = (level.floor_thousandths for level in edition.levels)
    return whole + (whole != points and whole in floors)


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
