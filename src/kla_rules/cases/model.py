"""The `CaseRecords`: what is recorded of cases, without anything that says whose they are."""

from collections.abc import Mapping
from typing import Any, Self

from attrs import evolve, field, frozen

from kla_rules.cases.case import Case
from kla_rules.cases.reading import cases_of, form
from kla_rules.core.findings import Finding, FindingsError
from kla_rules.core.frozen import frozen_map
from kla_rules.core.given import GivenFile
from kla_rules.core.printed import Data
from kla_rules.core.showing import Showing
from kla_rules.tables.form import RawTable
from kla_rules.tables.frames import table_of
from kla_rules.tables.given import table_file
from kla_rules.tables.raw import Encoding, file_table
from kla_rules.tables.records import read_records
from kla_rules.units.model import Units, known_units


class CasesError(FindingsError):
    """A table of case records was refused."""


@frozen(repr=False, eq=False)
class CaseRecords(Data):
    """Case records, checked when they are read; nothing in them names or describes a child.

    Build them with `CaseRecords.read` or `CaseRecords.from_rows`.

    Attributes:
        cases: what is recorded of each case, by id.
        illustrative: they are invented for illustration.
    """

    cases: Mapping[str, Case] = field(converter=frozen_map)
    illustrative: bool = False

    @classmethod
    def read(
        cls,
        path: GivenFile,
        *,
        encoding: Encoding = "utf-8",
        units: Units | None = None,
    ) -> Self:
        """Return the case records in a file: CSV (`.csv`), JSON (`.json`) or YAML.

        Args:
            path: the file: its path, its bytes, or open.
            encoding: of a CSV: "utf-8", with or without a byte order mark, or "windows-1252".
            units: the units of the region; a case of another one is refused.

        Raises:
            CasesError: with every finding, its row and column; none repeats what stands there.
        """
        return cls._in(file_table(table_file("path", path), form(), encoding), units)

    @classmethod
    def from_rows(cls, rows: Any, *, units: Units | None = None) -> Self:  # noqa: ANN401 - rows or a data frame
        """Return the case records in rows, or in whatever a program has a table in.

        A data frame, Arrow, what a query gives, columns by name, JSON: see "From a program" in
        `docs/units.md`.

        Args:
            rows: mappings with `id`, `unit`, `risk`, `channel`, and for each event a time; or with
                `event` and `time`, one row for each event.
            units: the units of the region; a case of another one is refused.

        Raises:
            CasesError: with every finding, its row and column.

        >>> cases = CaseRecords.from_rows([
        ...     {"id": "c-1", "unit": "sebani", "risk": "high", "channel": "patbm",
        ...      "reported": "2025-03-02 08:15 WIB", "served": "2025-03-02 09:00 WIB"},
        ... ])
        >>> cases, str(cases.cases["c-1"].events["served"][0].at)
        (CaseRecords(...), '2025-03-02 09:00 WIB')
        """
        return cls._in(table_of(rows, form()), units)

    @classmethod
    def _in(cls, table: RawTable, units: Units | None) -> Self:
        known = known_units(units)
        cases, illustrative = read_records(table, lambda cells: cases_of(cells, known), CasesError)
        return cls(cases, illustrative)

    def __len__(self) -> int:
        """Return how many cases there are."""
        return len(self.cases)

    def __add__(self, other: "CaseRecords") -> "CaseRecords":
        """Return both together.

        Raises:
            CasesError: if a case is in both.
        """
        if not isinstance(other, CaseRecords):
            return NotImplemented
        if not self.cases.keys().isdisjoint(other.cases):
            raise CasesError([Finding("incident.twice")])
        return evolve(
            self,
            cases={**self.cases, **other.cases},
            illustrative=self.illustrative or other.illustrative,
        )

    def __repr__(self) -> str:
        """Return a summary that does not count: there may be few."""
        return "CaseRecords(...)"

    def _showing(self) -> Showing:
        from kla_rules.cases.card import records_shown  # noqa: PLC0415 - asked for by few

        return records_shown(self)
