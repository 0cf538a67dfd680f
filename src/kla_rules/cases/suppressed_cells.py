"""Suppression of small numbers: few cases in a place can be enough to know whose they are.

A table of counts has a row for each place and one for all of them, a column for each part and one
for their sum. Whoever reads it knows how it was made as well: a number that hides beside another
may follow from the rule by which both were hidden. So the rule never chooses: in a line of numbers
it hides all up to a height, whoever they belong to, and any two of those may have changed places.
"""

from collections import Counter
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


class Suppressed:
    """The cells of a table that are not shown, and do not follow from those that are.

    The sums of places are one line, those of parts another. What a place has of a part is shown
    where that is small nowhere, neither in a place that is shown nor in all others together; else
    of no place. For each cell that is hidden there are at least two tables which give what is
    shown and differ in it.

    >>> city = table_of({"a": {"late": 6, "on time": 9}, "b": {"late": 2, "on time": 9}},
    ...                 ["late", "on time"])
    >>> hidden_ones = Suppressed(city)
    >>> [(place, part) for place in city for part in city[place] if (place, part) in hidden_ones]
    [('a', 'late'), ('a', 'on time'), ('b', 'late'), ('b', 'on time')]
    """

    def __init__(self, table: Table) -> None:
        """Take a table, as `table_of` makes it."""
        self.table = table
        sums: dict[Place, int] = {
            place: own[WHOLE] for place, own in table.items() if place is not ALL
        }
        whole: dict[Part, int] = {
            part: count for part, count in table[ALL].items() if part is not WHOLE
        }
        self.all = is_small(table[ALL][WHOLE])
        self.places, self.parts = hidden(sums), hidden(whole)
        self.rest = {part: sum(table[place][part] for place in self.places) for part in whole}
        listed = [
            own for place, own in table.items() if place is not ALL and place not in self.places
        ]
        numbers = (own[part] for own in listed for part in whole)
        # A sum of a part is hidden only beside a small one, and then one of these is small.
        self.within = any(map(is_small, (*self.rest.values(), *numbers)))
        # What is in one place only, or of one part only, has the number of that part or place.
        self.one_place = not self.places and sum(map(bool, sums.values())) == 1
        self.one_part = not self.parts and sum(map(bool, whole.values())) == 1

    def __contains__(self, cell: Cell) -> bool:
        """Return whether a cell is not shown."""
        place, part = cell
        if self.all:
            return True
        if part is WHOLE:
            return place in self.places
        if place is ALL:
            return part in self.parts
        if not self.within:
            return place in self.places and bool(self.rest[part])
        known_part = part not in self.parts and (self.one_place or not self.table[ALL][part])
        known_place = place not in self.places and (self.one_part or not self.table[place][WHOLE])
        return not known_part and not known_place


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
