"""Small numbers are not shown: few cases in a place can be enough to know whose they are.

What is hidden must not follow from what is shown. A table of counts has a row for each place and
one for all of them, a column for each part and one for their sum. A number below the fewest that
are shown is hidden, nought too: a place without a case looks like one with few. Then, line by line,
further numbers are hidden until no line gives one away by subtraction.
"""

from collections.abc import Mapping, Sequence
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


def hidden(table: Table, also: frozenset[Cell] = frozenset()) -> frozenset[Cell]:
    """Return the cells that are not shown.

    Args:
        table: as `table_of` makes it.
        also: cells that are hidden in any case.

    >>> city = table_of({"a": {"late": 6, "on time": 9}, "b": {"late": 2, "on time": 9}},
    ...                 ["late", "on time"])
    >>> sorted(map(str, hidden(city)))
    ["('a', 'late')", "('a', 'on time')", "('b', 'late')", "('b', 'on time')"]
    """
    small = {(p, n) for p, own in table.items() for n, count in own.items() if count < FEWEST}
    found = small | also
    size = -1
    while size < len(found):
        size = len(found)
        for line in _lines(table):
            found |= _given_away(table, line, found)
    return frozenset(found)


def _lines(table: Table) -> list[list[Cell]]:
    """Return rows and columns, each with its sum last."""
    places = sorted(table, key=lambda place: (place is ALL, place or ""))
    parts = list(table[ALL])  # WHOLE stands last
    return [
        *([(place, part) for part in parts] for place in places),
        *([(place, part) for place in places] for part in parts),
    ]


def _given_away(table: Table, line: list[Cell], found: set[Cell] | frozenset[Cell]) -> set[Cell]:
    """Return the cells of a line that must be hidden beside those that are."""
    *parts, whole = line
    out = [cell for cell in parts if cell in found]
    shown = sorted(
        (cell for cell in parts if cell not in found), key=lambda c: (table[c[0]][c[1]], str(c))
    )
    more: set[Cell] = set()
    if whole in found:
        return {shown[0]} if shown and not out else more

    def count() -> int:
        return sum(table[place][part] for place, part in [*out, *more])

    while (out or more) and (len(out) + len(more) < 2 or count() < FEWEST):  # noqa: PLR2004 - one is a difference
        if not shown:
            return {*more, whole}
        more.add(shown.pop(0))
    return more
