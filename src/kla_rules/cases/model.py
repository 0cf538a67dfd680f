"""The `CaseRecords`: what is recorded of cases, without anything that says whose they are."""

from collections.abc import Mapping
from typing import Any, Self

from attrs import evolve, field, frozen

from kla_rules.cases.case import Case
from kla_rules.cases.reading import cases_of, form
from kla_rules.core.findings import Finding, FindingsError
from kla_rules.core.frozen import frozen_map
from kla_rules.core.given import GivenFile
from kla_rules.core.listed import Listed, listed
from kla_rules.core.notes import Note
from kla_rules.core.printed import Data
from kla_rules.core.showing import Showing
from kla_rules.tables.decoding import Encoding
from kla_rules.tables.form import RawTable
from kla_rules.tables.frames import table_of
from kla_rules.tables.given import table_file
from kla_rules.tables.raw import file_table
from kla_rules.tables.records import read_records
from kla_rules.tables.words import Meanings, cell_words
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
        notes: what a reader should know of how the table was read; no cell of it is in them.
    """

    cases: Mapping[str, Case] = field(converter=frozen_map)
    illustrative: bool = False
    notes: Listed[Note] = field(default=(), converter=listed)

    @classmethod
    def read(
        cls,
        path: GivenFile,
        *,
        encoding: Encoding | None = None,
        units: Units | None = None,
        meanings: Meanings = None,
    ) -> Self:
        """Return the case records in a file: CSV, a workbook (`.xlsx`), JSON or YAML.

        Args:
            path: the file: its path, its bytes, or open.
            encoding: of a CSV: "utf-8", "utf-16" or "windows-1252"; left out, what it can be
                read in alone.
            units: the units of the region; a case of another one is refused.
            meanings: as of `Units.read`: what marks mean in the table.

        Raises:
            CasesError: with every finding, its row and column; none repeats what stands there.
        """
        table = file_table(table_file("path", path), form(), encoding)
        return cls._in(evolve(table, words=cell_words(meanings)), units)

    @classmethod
    def from_rows(
        cls,
        rows: Any,  # noqa: ANN401 - rows or a data frame
        *,
        units: Units | None = None,
        meanings: Meanings = None,
    ) -> Self:
        """Return the case records in rows, or in whatever a program has a table in.

        A data frame, Arrow, what a query gives, columns by name, JSON: see "From a program" in
        `docs/units.md`.

        Args:
            rows: mappings with `id`, `unit`, `risk`, `channel`, and for each event a time; or with
                `event` and `time`, one row for each event.
            units: the units of the region; a case of another one is refused.
            meanings: as of `Units.read`: what marks mean in the table.

        Raises:
            CasesError: with every finding, its row and column.

        >>> cases = CaseRecords.from_rows([
        ...     {"id": "c-1", "unit": "sebani", "risk": "high", "channel": "patbm",
        ...      "reported": "2025-03-02 08:15 WIB", "served": "2025-03-02 09:00 WIB"},
        ... ])
        >>> cases, str(cases.cases["c-1"].events["served"][0].at)
        (CaseRecords(...), '2025-03-02 09:00 WIB')
        """
        return cls._in(evolve(table_of(rows, form()), words=cell_words(meanings)), units)

    @classmethod
    def _in(cls, table: RawTable, units: Units | None) -> Self:
        known = known_units(units)
        cases, illustrative, notes = read_records(
            table, lambda cells: cases_of(cells, known), CasesError
        )
        return cls(cases, illustrative, notes)

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
            notes=(*self.notes, *other.notes),
        )

    def __repr__(self) -> str:
        """Return a summary that does not count: there may be few."""
        return "CaseRecords(...)"

    def _showing(self) -> Showing:
        from kla_rules.cases.card import records_shown  # noqa: PLC0415 - asked for by few

        return records_shown(self)
