"""The `ForumRecords`: what a children's forum has done, without who did it."""

from typing import Any, Self

from attrs import evolve, field, frozen

from kla_rules.core.findings import FindingsError
from kla_rules.core.given import GivenFile
from kla_rules.core.listed import Listed, listed
from kla_rules.core.notes import Note
from kla_rules.core.printed import Data
from kla_rules.model.edition import Edition
from kla_rules.participation.reading import FORM, records_of
from kla_rules.participation.record import ForumRecord
from kla_rules.rulesets.find import edition_of
from kla_rules.tables.decoding import Encoding
from kla_rules.tables.form import RawTable
from kla_rules.tables.frames import table_of
from kla_rules.tables.given import table_file
from kla_rules.tables.raw import file_table
from kla_rules.tables.records import read_records
from kla_rules.tables.words import Meanings, cell_words
from kla_rules.units.model import Units, known_units


class ForumError(FindingsError):
    """Records of a children's forum were refused."""


@frozen(repr=False, eq=False)
class ForumRecords(Data):
    """What a children's forum has done in a season, checked when it is read.

    Build them with `ForumRecords.read` or `ForumRecords.from_rows`.

    Attributes:
        edition: the edition whose rules say what follows.
        records: in the order of the table.
        illustrative: they are invented for illustration.
        notes: what a reader should know of how the table was read.
    """

    edition: Edition
    records: Listed[ForumRecord] = field(converter=listed)
    illustrative: bool = False
    notes: Listed[Note] = field(default=(), converter=listed)

    @classmethod
    def read(
        cls,
        path: GivenFile,
        edition: Edition | str | None = None,
        *,
        encoding: Encoding | None = None,
        units: Units | None = None,
        meanings: Meanings = None,
    ) -> Self:
        """Return the records in a file: CSV, a workbook (`.xlsx`), JSON or YAML.

        Args:
            path: the file: its path, its bytes, or open.
            edition: the edition, or its id; left out, the default edition.
            encoding: of a CSV: "utf-8", "utf-16" or "windows-1252"; left out, what it can be
                read in alone.
            units: the units of the region; a record of another one is refused.
            meanings: as of `Units.read`: what marks mean in the table.

        Raises:
            ForumError: with every finding, its row and column.
            RuleError: if the edition has no rules on such records.
        """
        table = file_table(table_file("path", path), FORM, encoding)
        return cls._in(evolve(table, words=cell_words(meanings)), edition, units)

    @classmethod
    def from_rows(
        cls,
        rows: Any,  # noqa: ANN401 - rows or a data frame
        edition: Edition | str | None = None,
        *,
        units: Units | None = None,
        meanings: Meanings = None,
    ) -> Self:
        """Return the records in rows, or in whatever a program has a table in.

        A data frame, Arrow, what a query gives, columns by name, JSON: see "From a program" in
        `docs/units.md`.

        Args:
            rows: mappings with `id`, `kind` and what else is known.
            edition: the edition, or its id; left out, the default edition.
            units: the units of the region; a record of another one is refused.
            meanings: as of `Units.read`: what marks mean in the table.

        Raises:
            ForumError: with every finding, its row and column.
            RuleError: if the edition has no rules on such records.

        >>> ForumRecords.from_rows([{"id": "a", "kind": "activity", "role": "pioneer"}])
        ForumRecords(1 records)
        """
        return cls._in(evolve(table_of(rows, FORM), words=cell_words(meanings)), edition, units)

    @classmethod
    def _in(cls, table: RawTable, edition: Edition | str | None, units: Units | None) -> Self:
        tree, known = edition_of(edition), known_units(units)
        records, illustrative, notes = read_records(
            table, lambda cells: records_of(cells, tree, known), ForumError
        )
        return cls(tree, records, illustrative, notes)

    def __len__(self) -> int:
        """Return how many records there are."""
        return len(self.records)

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"ForumRecords({len(self.records)} records)"
