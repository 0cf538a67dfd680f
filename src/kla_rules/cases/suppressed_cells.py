"""Suppression of small numbers: few cases in a place can be enough to know whose they are.

A table of counts has a row for each place and one for all of them, a column for each part and one
for their sum. Whoever reads it knows how it was made as well: a number that hides beside another
may follow from the rule by which both were hidden. So the rule never chooses: in a line of numbers
it hides all up to a height, whoever they belong to, and any two of those may have changed places.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

FEWEST: Final = 5
ALL: Final = None
WHOLE: Final = None
Place = str | None
Part = str | None
Cell = tuple[Place, Part]
Table = Mapping[Place, Mapping[Part, int]]


def table_of(parts: Mapping[str, Mapping[str, int]], names: Sequence[str]) -> Table:
    """Return a table with its sums: `ALL` is the row of all places, `WHOLE` the column of sums.

    Args:
        parts: by place and part how many cases.
        names: of the parts.
    """
    table: dict[Place, dict[Part, int]] = {
        place: {name: own.get(name, 0) for name in names} for place, own in parts.items()
    }
    table[ALL] = {name: sum(own[name] for own in table.values()) for name in names}
    for own in table.values():
        own[WHOLE] = sum(own.values())
    return table


def suppressed(table: Table) -> frozenset[Cell]:
    """Return the cells that are not shown, and do not follow from those that are.

    The sums of places are one line, those of parts another. What a place has of a part is shown
    where that is small nowhere, neither in a place that is shown nor in all others together; else
    of no place. For each cell that is hidden there are at least two tables which give what is
    shown and differ in it.

    Args:
        table: as `table_of` makes it.

    >>> city = table_of({"a": {"late": 6, "on time": 9}, "b": {"late": 2, "on time": 9}},
    ...                 ["late", "on time"])
    >>> sorted(map(str, suppressed(city)))
    ["('a', 'late')", "('a', 'on time')", "('b', 'late')", "('b', 'on time')"]
    """
    places: dict[Place, int] = {
        place: own[WHOLE] for place, own in table.items() if place is not ALL
    }
    parts: dict[Part, int] = {
        part: count for part, count in table[ALL].items() if part is not WHOLE
    }
    if is_small(table[ALL][WHOLE]):
        return frozenset((place, part) for place, own in table.items() for part in own)
    few_places, few_parts = hidden(places), hidden(parts)
    return frozenset(
        {
            *((place, WHOLE) for place in few_places),
            *((ALL, part) for part in few_parts),
            *_within(table, few_places, few_parts),
        }
    )


def is_small(count: int) -> bool:
    """Return whether a number of cases is small; nought is not: it is nobody's."""
    return 0 < count < FEWEST


def hidden(counts: Mapping[str | None, int]) -> frozenset[str | None]:
    """Return whose numbers are hidden in a line of which the sum is known.

    Where none is small, none; else all up to the first that is not, and as many more heights as it
    takes until those hidden are not small together.

    >>> sorted(hidden({"a": 4, "b": 4, "c": 5, "d": 6})), sorted(hidden({"a": 3, "b": 7, "c": 9}))
    (['a', 'b', 'c'], ['a', 'b'])
    """
    if not any(map(is_small, counts.values())):
        return frozenset()
    together = 0
    heights = sorted({*counts.values(), FEWEST})
    number = Counter(counts.values())
    for height in heights:
        together += height * number[height]
        if height >= FEWEST <= together:
            break
    return frozenset(name for name, count in counts.items() if count <= height)


def _within(
    table: Table, few_places: frozenset[Place], few_parts: frozenset[Part]
) -> Iterator[Cell]:
    """Yield what is not shown of single places and parts, but for what follows all the same."""
    parts = [part for part in table[ALL] if part is not WHOLE]
    rest = {part: sum(table[place][part] for place in few_places) for part in parts}
    shown = [own for place, own in table.items() if place is not ALL and place not in few_places]
    numbers = (own[part] for own in shown for part in parts)
    if not few_parts and not any(map(is_small, (*rest.values(), *numbers))):
        for place in few_places:
            yield from ((place, part) for part in parts if rest[part])
        return
    # What is in one place only, or of one part only, has the number of that part or place.
    one_place = not few_places and sum(map(bool, (own[WHOLE] for own in shown))) == 1
    one_part = not few_parts and sum(bool(table[ALL][part]) for part in parts) == 1
    for place, own in table.items():
        if place is ALL or (place not in few_places and not own[WHOLE]):
            continue
        for part in parts:
            follows = part not in few_parts and (one_place or not table[ALL][part])
            if not follows and not (one_part and place not in few_places):
                yield place, part
