"""From points, and from what is asked besides them, to levels."""

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from kla_rules.core.printed import Data
from kla_rules.model.edition import Edition
from kla_rules.model.levels import EdgePolicy, Level


@frozen(repr=False, eq=False)
class Gates(Data):
    """How far up requirements let a region come, counted in levels from the lowest.

    A level asks for its own requirements and for those of every level below it.

    Attributes:
        secured: how many levels there are whose requirements are all met.
        open: how many there are of whose requirements none is known not to be met.
    """

    secured: int
    open: int


_ALL: Final = Gates(10**6, 10**6)


def level_at(edition: Edition, points: int, policy: EdgePolicy) -> Level | None:
    """Return the highest level that `points` thousandths reach, or None for no level.

    Source: the floors and the edge policy stand in the edition's rule files.

    >>> import kla_rules as kla
    >>> tree = kla.edition("kla-2024")
    >>> level_at(tree, 700_000, "floor_exclusive").id, level_at(tree, 700_000, "floor_inclusive").id
    ('madya', 'nindya')
    """
    return levels_between(edition, points, points, policy)[0]


def levels_between(
    edition: Edition, low: int, high: int, policy: EdgePolicy, gates: Gates = _ALL
) -> tuple[Level | None, ...]:
    """Return the levels from the one that is secured to the highest possible; None is no level.

    Args:
        edition: the levels.
        low: the fewest thousandths.
        high: the most thousandths.
        policy: the reading of the floors.
        gates: what requirements leave open; left out, nothing but points is asked.
    """
    first = last = -1
    for index, level in enumerate(edition.levels):
        threshold = level.threshold_thousandths(policy)
        if low >= threshold and index < gates.secured:
            first = index
        if high >= threshold and index < gates.open:
            last = index
    return tuple(edition.levels[i] if i >= 0 else None for i in range(first, last + 1))


def level_by(
    edition: Edition, points: int, floors: Sequence[int | None], gate: int
) -> Level | None:
    """Return the highest of the lowest `gate` levels whose floor in another reading is reached."""
    reached = [
        level
        for level, floor in zip(edition.levels[:gate], floors[:gate], strict=True)
        if floor is not None and points >= floor
    ]
    return reached[-1] if reached else None


def levels_up_to(edition: Edition, level: Level | None) -> tuple[Level, ...]:
    """Return every level up to `level`, lowest first; none for no level."""
    return edition.levels[: 0 if level is None else edition.levels.index(level) + 1]


def next_level(edition: Edition, level: Level | None) -> Level | None:
    """Return the level above `level`, or None where there is none."""
    above = 0 if level is None else edition.levels.index(level) + 1
    return edition.levels[above] if above < len(edition.levels) else None
