"""From points to levels."""

from kla_rules.model import EdgePolicy, Edition, Level


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
    edition: Edition, low: int, high: int, policy: EdgePolicy
) -> tuple[Level | None, ...]:
    """Return the levels from that of `low` to that of `high` thousandths; None is no level."""
    first = last = -1
    for index, level in enumerate(edition.levels):
        threshold = level.threshold(policy)
        if low >= threshold:
            first = index
        if high >= threshold:
            last = index
    return tuple(edition.levels[i] if i >= 0 else None for i in range(first, last + 1))


def next_level(edition: Edition, level: Level | None) -> Level | None:
    """Return the level above `level`, or None where there is none."""
    above = 0 if level is None else edition.levels.index(level) + 1
    return edition.levels[above] if above < len(edition.levels) else None
