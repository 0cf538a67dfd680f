"""The numbers of a result as an output has them: all, or none that is small or gives one away."""

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from kla_rules.cases.groups import GroupHandling, part_of
from kla_rules.cases.judged import NO_LIMIT
from kla_rules.cases.suppressed_cells import (
    ALL,
    FEWEST,
    WHOLE,
    Place,
    Suppressed,
    Table,
    table_of,
)

if TYPE_CHECKING:
    from kla_rules.cases.handling import Handling

_NOWHERE: Final = ""
# Tables that say little of each other. Risks and what limits say follow from one another, and a
# limit from the state: side by side they would give small numbers away.
SAFE_TOGETHER: Final = ("states", "progress", "referrals", "channels")
_WHOLE: Final = 100


class Suppression:
    """Counts, shares and medians by place; None where one is suppressed."""

    def __init__(self, handling: "Handling", *, show: bool) -> None:
        """Take a result.

        Args:
            handling: the result.
            show: small numbers too.
        """
        self.handling, self.show = handling, show
        self.parts = {
            name: own for name, own in handling.parts().items() if show or name in SAFE_TOGETHER
        }
        self.tables: dict[str, Table] = {
            name: table_of(self._counts(name), own) for name, own in self.parts.items()
        }
        self.suppressed: dict[str, Suppressed] = (
            {} if show else {name: Suppressed(table) for name, table in self.tables.items()}
        )

    def _counts(self, parts: str) -> dict[str, dict[str, int]]:
        """Return counts by place; cases of which the unit is not known are a place of their own."""
        part = part_of(parts)
        counts: dict[str, dict[str, int]] = {unit: {} for unit in (*self.handling.units, _NOWHERE)}
        for case in self.handling.region.cases:
            own, name = counts[case.incident.unit or _NOWHERE], part(case)
            own[name] = own.get(name, 0) + 1
        return counts

    def count(self, place: Place, parts: str, part: str | None) -> int | None:
        """Return how many cases of a place are of a part; None where that is suppressed."""
        if parts not in self.tables or (place, part) in self.suppressed.get(parts, ()):
            return None
        return self.tables[parts][place][part]

    def share(self, place: Place, parts: str, part: str) -> Fraction | None:
        """Return the share of a part in the cases of a place, or of a limit, in per cent."""
        count, whole = self.count(place, parts, part), self.whole(place)
        if parts in {limit.id for limit in self.handling.settings.limits}:
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
