"""The `Incidents`: what is recorded of cases, without anything that says whose they are."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from attrs import field, frozen

from kla_rules.incidents.times import Moment
from kla_rules.tables.raw import Encoding

if TYPE_CHECKING:
    from kla_rules.conditions.judge import State
    from kla_rules.units.model import Units


@frozen
class Event:
    """Something that took place in a case, or did not.

    Attributes:
        took_place: True, False, or None where it is not known.
        at: when; None where that is not known, or it did not take place.
    """

    took_place: "State"
    at: Moment | None = None


@frozen
class Incident:
    """What is recorded of one case.

    Attributes:
        id: an id that means nothing.
        unit: id of the unit that it belongs to, or None where that is not known.
        risk: class of risk ("high", "medium", "low"), or None.
        channel: how it was reported, such as "patbm", or None.
        events: by id what took place, in the order of time; what is not in it has not, or not yet.
    """

    id: str
    unit: str | None
    risk: str | None
    channel: str | None
    events: Mapping[str, tuple[Event, ...]] = field(hash=False)


@frozen(repr=False, eq=False)
class Incidents:
    """Case records, checked when they are read; nothing in them names or describes a child.

    Build them with `Incidents.read` or `Incidents.from_rows`.

    Attributes:
        cases: what is recorded of each case, by id.
        illustrative: they are invented for illustration.
    """

    cases: Mapping[str, Incident]
    illustrative: bool = False

    @classmethod
    def read(
        cls,
        path: str | os.PathLike[str],
        *,
        encoding: Encoding = "utf-8",
        units: "Units | None" = None,
    ) -> Self:
        """Read case records from a file: CSV (`.csv`), JSON (`.json`) or YAML.

        Args:
            path: the file.
            encoding: of a CSV: "utf-8", with or without a byte order mark, or "windows-1252".
            units: the units of the region; a case of another one is refused.

        Raises:
            IncidentsError: with every finding, its row and column; none repeats what stands there.
        """
        from kla_rules.incidents.read import read_incidents  # noqa: PLC0415 - reading builds what stands here

        return read_incidents(cls, Path(path), encoding, units)

    @classmethod
    def from_rows(cls, rows: Any, *, units: "Units | None" = None) -> Self:  # noqa: ANN401 - rows or a data frame
        """Build case records from rows, each a mapping, or from a data frame (pandas, Polars).

        Args:
            rows: mappings with `id`, `unit`, `risk`, `channel`, and for each event a time; or with
                `event` and `time`, one row for each event.
            units: the units of the region; a case of another one is refused.

        Raises:
            IncidentsError: with every finding, its row and column.

        >>> cases = Incidents.from_rows([
        ...     {"id": "c-1", "unit": "sebani", "risk": "high", "channel": "patbm",
        ...      "reported": "2025-03-02 08:15 WIB", "served": "2025-03-02 09:00 WIB"},
        ... ])
        >>> cases, str(cases.cases["c-1"].events["served"][0].at)
        (Incidents(...), '2025-03-02 09:00 WIB')
        """
        from kla_rules.incidents.read import incidents_of  # noqa: PLC0415 - as above

        return incidents_of(cls, rows, units)

    def __len__(self) -> int:
        """Return how many cases there are."""
        return len(self.cases)

    def __add__(self, other: "Incidents") -> "Incidents":
        """Return both together.

        Raises:
            IncidentsError: if a case is in both.
        """
        if not isinstance(other, Incidents):
            return NotImplemented
        from kla_rules.incidents.read import together  # noqa: PLC0415 - as above

        return together(self, other)

    def __repr__(self) -> str:
        """Return a summary that does not count: there may be few."""
        return "Incidents(...)"
