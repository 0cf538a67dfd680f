"""Parts of a sweep: a level and its share, what was varied, and how settled the shares are."""

import math
from decimal import Decimal
from typing import Final

from attrs import field, frozen

from kla_rules.core.frozen import frozen_list
from kla_rules.core.points import decimal
from kla_rules.core.showing import Row, Unit
from kla_rules.core.shown import Shown
from kla_rules.core.text import Text
from kla_rules.core.writing import Language
from kla_rules.model.levels import Level
from kla_rules.model.tree import Node
from kla_rules.sweeps.parts import Vary

# Of a normal distribution so many standard errors to each side hold 95 per cent.
_WIDE: Final = 1.96


def interval(count: int, n: int) -> tuple[float, float]:
    """Return an interval that in 95 of 100 sweeps holds the share of all what-ifs there are.

    It is Wilson's interval: it says something of a share of nothing as well.

    Args:
        count: how many what-ifs came out so.
        n: of how many.

    >>> interval(0, 1_000)
    (0.0, 0.003826898586390522)
    """
    share, spread = count / n, _WIDE * _WIDE / n
    middle = (share + spread / 2) / (1 + spread)
    half = _WIDE * math.sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    return (
        0.0 if count == 0 else max(0.0, middle - half),
        1.0 if count == n else min(1.0, middle + half),
    )


@frozen(repr=False)
class SweptLevel(Shown):
    """A level, and how many what-ifs came to it.

    Attributes:
        level: the level, or None for no level.
        count: how many what-ifs.
        n: how many what-ifs there are.
    """

    level: Level | None
    count: int
    n: int

    @property
    def share(self) -> float:
        """Return the share of the what-ifs, from 0 to 1."""
        return self.count / self.n

    @property
    def standard_error(self) -> float:
        """Return the standard error of the share, from 0 to 1."""
        return math.sqrt(self.share * (1 - self.share) / self.n)

    @property
    def share_range(self) -> tuple[float, float]:
        """Return the interval of 95 per cent of the share: of the drawing alone."""
        return interval(self.count, self.n)

    def _row(self, unit: Unit, language: Language) -> Row:  # noqa: ARG002 - it has no points
        from kla_rules.sweeps.card import level_row  # noqa: PLC0415 - asked for by few

        return level_row(self, language)


@frozen(repr=False)
class SweptSource(Shown):
    """One thing that was varied.

    Attributes:
        id: "unknown", "verification", "scales" or "caps".
        count: how many answers, drops or indicators there are of it; none where nothing is open.
        assumption: what is assumed of it.
        moves: which share of the differences in reaching the target goes with it alone, from 0 to
            1; None where all what-ifs are alike, or there is nothing of it.
    """

    id: Vary
    count: int
    assumption: Text
    moves: float | None


@frozen(repr=False)
class SweptPart(Shown):
    """A question or an indicator that was varied.

    Attributes:
        source: what varies it, as for `SweptSource`.
        node: it.
        low_thousandths, high_thousandths: the fewest and the most thousandths that were drawn from;
            of a capped indicator the most that another reading takes away from it.
        moves: which share of the differences goes with it alone, from 0 to 1, or None, as for
            `SweptSource`.
    """

    source: Vary
    node: Node
    low_thousandths: int
    high_thousandths: int
    moves: float | None

    @property
    def low_points(self) -> Decimal:
        """Return the fewest points that were drawn from."""
        return decimal(self.low_thousandths)

    @property
    def high_points(self) -> Decimal:
        """Return the most points that were drawn from."""
        return decimal(self.high_thousandths)


@frozen(repr=False)
class SweptAfter(Shown):
    """How the shares stood after the first what-ifs.

    Attributes:
        n: after how many.
        counts: how many of them came to no level, and to each, the lowest first.
    """

    n: int
    counts: tuple[int, ...] = field(converter=frozen_list)

    @property
    def shares(self) -> tuple[float, ...]:
        """Return the shares, from 0 to 1, of no level first."""
        return tuple(count / self.n for count in self.counts)

    @property
    def half_width(self) -> float:
        """Return half the width of the widest interval of 95 per cent of the shares."""
        ends = (interval(count, self.n) for count in self.counts)
        return max((high - low) / 2 for low, high in ends)
