"""The numbers of a result that an output shows: all, or none that is small or gives one away."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from kla_rules.incidents.handling import GroupHandling, Handling
from kla_rules.incidents.judged import NO_LIMIT
from kla_rules.incidents.small import ALL, FEWEST, WHOLE, Cell, Place, Table, hidden, table_of

_NOWHERE: Final = ""
_WHOLE: Final = 100


class Shown:
    """Counts, shares and medians by place; None where one is not shown."""

    def __init__(self, handling: Handling, *, show: bool) -> None:
        """Take a result.

        Args:
            handling: the result.
            show: small numbers too.
        """
        self.handling, self.show = handling, show
        names = handling.parts()
        self.tables: dict[str, Table] = {
            parts: table_of(self._counts(parts), own) for parts, own in names.items()
        }
        self.hidden: dict[str, frozenset[Cell]] = {} if show else self._hidden()

    def _counts(self, parts: str) -> Mapping[str, Mapping[str, int]]:
        """Return counts by place; cases of which the unit is not known are a place of their own."""
        found = {unit: own.counts(parts) for unit, own in self.handling.units.items()}
        there = self.handling.region.counts(parts)
        rest = {
            name: count - sum(own.get(name, 0) for own in found.values())
            for name, count in there.items()
        }
        return {**found, _NOWHERE: rest} if any(rest.values()) else found

    def _hidden(self) -> dict[str, frozenset[Cell]]:
        """Return what is hidden in each table; the sums of places stand in all of them."""
        sums: frozenset[Cell] = frozenset()
        while True:
            found = {parts: hidden(table, sums) for parts, table in self.tables.items()}
            more = frozenset(cell for some in found.values() for cell in some if cell[1] is WHOLE)
            if more == sums:
                return found
            sums = more

    def count(self, place: Place, parts: str, part: str | None) -> int | None:
        """Return how many cases of a place are of a part."""
        if (place, part) in self.hidden.get(parts, ()):
            return None
        return self.tables[parts][place][part]

    def share(self, place: Place, parts: str, part: str) -> Fraction | None:
        """Return the share of a part in the cases of a place, or of a limit, in per cent."""
        count, whole = self.count(place, parts, part), self.whole(place)
        if parts in {one.id for one in self.handling.settings.limits}:
            rest = self.count(place, parts, NO_LIMIT)
            whole = None if whole is None or rest is None or part == NO_LIMIT else whole - rest
        return None if count is None or not whole else Fraction(_WHOLE * count, whole)

    def whole(self, place: Place) -> int | None:
        """Return how many cases a place has."""
        return self.count(place, "states", WHOLE)

    def group(self, place: Place) -> GroupHandling:
        """Return how the cases of a place were handled."""
        return self.handling.region if place is ALL else self.handling.units[str(place)]

    def median(self, place: Place, limit: str) -> Fraction | None:
        """Return the median of what a limit measures; None over fewer than five cases."""
        if self.whole(place) is None:
            return None
        return self.group(place).median(limit, 1 if self.show else FEWEST)

    def units(self) -> list[str]:
        """Return the ids of the units whose numbers of cases are shown."""
        return [unit for unit in self.handling.units if self.whole(unit) is not None]
