"""Suppression of small numbers: few cases in a place can be enough to know whose they are.

A table of counts has a row for each place and one for all of them, a column for each part and one
for their sum. Numbers from one to four are suppressed, and as many others as it takes that none of
them follows from what is shown. Nought is not shown either, but nothing else is suppressed on its
account.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

FEWEST: Final = 5
ALL: Final = None
WHOLE: Final = None
Place = str | None
Part = str | None
Cell = tuple[Place, Part]
Table = Mapping[Place, Mapping[Part, int]]
Point = tuple[str, str | None]


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


def suppressed(table: Table, always: frozenset[Cell] = frozenset()) -> frozenset[Cell]:
    """Return the cells that are not shown.

    Args:
        table: as `table_of` makes it.
        always: cells that are suppressed in any case.

    >>> city = table_of({"a": {"late": 6, "on time": 9}, "b": {"late": 2, "on time": 9}},
    ...                 ["late", "on time"])
    >>> sorted(map(str, suppressed(city)))
    ["('a', 'late')", "('a', 'on time')", "('b', 'late')", "('b', 'on time')"]
    """
    cells = [(place, part) for place, own in table.items() for part in own]
    nought = {cell for cell in cells if not _count(table, cell)}
    withheld = {cell for cell in cells if 0 < _count(table, cell) < FEWEST} | (always - nought)
    lines = _lines(table)
    while True:
        added = {cell for line in lines for cell in _complements(table, line, withheld)} - withheld
        added = added or _exposing(table, lines, withheld)
        if not added:
            return frozenset(withheld | nought)
        withheld |= added


def _count(table: Table, cell: Cell) -> int:
    return table[cell[0]][cell[1]]


def _lines(table: Table) -> list[list[Cell]]:
    """Return rows and columns, each with its sum last."""
    places = sorted(table, key=lambda place: (place is ALL, place or ""))
    parts = list(table[ALL])  # WHOLE stands last
    return [
        *([(place, part) for part in parts] for place in places),
        *([(place, part) for place in places] for part in parts),
    ]


def _complements(table: Table, line: list[Cell], withheld: set[Cell]) -> Iterable[Cell]:
    """Return what must be suppressed besides in a line: two cells, and not few cases together."""
    *cells, whole = line
    parts = [cell for cell in cells if _count(table, cell)]
    away = [cell for cell in parts if cell in withheld]
    visible = _smallest(table, (cell for cell in parts if cell not in withheld))
    if whole in withheld:
        return visible[:1] if not away else ()
    added: list[Cell] = []
    while away and (len(away) < 2 or sum(_count(table, cell) for cell in away) < FEWEST):  # noqa: PLR2004 - one is a difference
        if not visible:
            return [*added, whole]
        added.append(visible.pop(0))
        away.append(added[-1])
    return added


def _smallest(table: Table, cells: Iterable[Cell]) -> list[Cell]:
    return sorted(cells, key=lambda cell: (_count(table, cell), str(cell)))


def _exposing(table: Table, lines: list[list[Cell]], withheld: set[Cell]) -> set[Cell]:
    """Return what must be suppressed because the sums leave a small number no other value.

    A cell stands in one row and one column. With rows and columns as points and withheld cells as
    lines between them, sums leave a cell another value just where it lies on a circle: a number can
    go round it, added here and taken there.
    """
    few = {cell for cell in withheld if _count(table, cell) < FEWEST}
    for bridge in sorted(few & _bridges(withheld), key=str):
        joined = _joined(bridge, withheld)
        touching = (cell for line in lines for cell in line if not joined.isdisjoint(_points(cell)))
        others = (cell for cell in touching if _count(table, cell) and cell not in withheld)
        return set(_smallest(table, others)[:1])
    return set()


def _points(cell: Cell) -> tuple[Point, Point]:
    return ("row", cell[0]), ("column", cell[1])


def _ways(cells: Iterable[Cell]) -> dict[Point, list[Cell]]:
    """Return by row and column the cells that stand in it."""
    ways: dict[Point, list[Cell]] = {}
    for cell in cells:
        for point in _points(cell):
            ways.setdefault(point, []).append(cell)
    return ways


def _joined(start: Cell, cells: set[Cell]) -> set[Point]:
    """Return the rows and columns that lead to one another from a cell."""
    ways, joined, waiting = _ways(cells), set(_points(start)), [*_points(start)]
    while waiting:
        for cell in ways.get(waiting.pop(), ()):
            new = set(_points(cell)) - joined
            joined |= new
            waiting += new
    return joined


def _bridges(cells: set[Cell]) -> set[Cell]:
    """Return the cells that lie on no circle (Tarjan, by one walk through all of them)."""
    ways = _ways(cells)
    number: dict[Point, int] = {}
    back: dict[Point, int] = {}
    bridges: set[Cell] = set()
    for root in ways:
        if root in number:
            continue
        number[root] = back[root] = len(number)
        walk: list[tuple[Point, Cell | None, Iterator[Cell]]] = [(root, None, iter(ways[root]))]
        while walk:
            point, came, rest = walk[-1]
            for cell in rest:
                (other,) = {*_points(cell)} - {point}
                if cell == came:
                    continue
                if other in number:
                    back[point] = min(back[point], number[other])
                    continue
                number[other] = back[other] = len(number)
                walk.append((other, cell, iter(ways[other])))
                break
            else:
                walk.pop()
                if came is not None:
                    before = walk[-1][0]
                    back[before] = min(back[before], back[point])
                    if back[point] > number[before]:
                        bridges.add(came)
    return bridges
