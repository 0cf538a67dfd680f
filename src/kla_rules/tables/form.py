"""What a table can hold, and its cells as they were given, by column."""

import functools
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from attrs import evolve, field, frozen

from kla_rules.core.findings import Finding, Path, Position
from kla_rules.core.notes import Note
from kla_rules.core.reading.documents import Document
from kla_rules.core.text import Text
from kla_rules.tables.cells import Mark
from kla_rules.tables.headings import Heading, headings, named, normal, rows_keys
from kla_rules.tables.words import CellWords, plain_words

LEFT_ALONE: Final = "x-"
ILLUSTRATIVE: Final = "illustrative"
HIDDEN: Final = "..."
# What findings may say of any table: words of ours, and of whoever read the file.
_HARMLESS: Final = frozenset({"byte", "columns", "encoding", "known", "near", "reason", "word"})
MAX_ROWS: Final = 100_000  # all kecamatan, villages and wards of the nation are fewer
MAX_COLUMNS: Final = 1_000
LARGEST_ID: Final = 10**18
_NAMES: Final = frozenset({"column", "key"})  # what of a finding names a column


@frozen
class Form:
    """What a table can hold.

    Attributes:
        key: what a YAML or JSON file has its list of rows under.
        required: columns that every table has.
        known: all columns that there can be.
        numbers: those of them that hold decimals.
        personal: the finding that a column is which may name or describe a person; None where
            such a column is as any other.
        private: it may hold what is nobody's business: nothing of it is repeated in a finding, and
            no column is left alone.
        needs: by column, the one without which its cells mean nothing.
        row_by_row: a row of a CSV that is not as wide as the header is left out; else the whole
            table is refused.
        small_heads: what is known is in small letters; so are heads read, whatever they are in.
        titles: by column what rules call it, in both languages: a heading as well.
        also: by word the column that rules let it name.
        ids: columns that say which record a row is of.
        names: columns that say what it is called.
    """

    key: str
    required: tuple[str, ...]
    known: Collection[str]
    numbers: Collection[str] = ()
    personal: str | None = None
    private: bool = False
    needs: Mapping[str, str] = field(factory=dict)
    row_by_row: bool = False
    small_heads: bool = False
    titles: Mapping[str, Text] = field(factory=dict)
    also: Mapping[str, str] = field(factory=dict)

    @functools.cached_property
    def headings(self) -> tuple[Heading, ...]:
        """Return every column with the headings by which it is known, in the order of `known`."""
        return headings(self.key, self.known, self.titles, self.also)

    @functools.cached_property
    def rows_keys(self) -> Collection[str]:
        """Return what the list of rows of a document may be under, as it is looked up."""
        return rows_keys(self.key)

    def called(self, columns: Iterable[str]) -> list[Text]:
        """Return what columns are called: in Indonesian by their headings."""
        text = {heading.id: heading.text.id for heading in self.headings}
        return [Text(text.get(name, name), name) for name in columns]

    @functools.cached_property
    def by_heading(self) -> Mapping[str, str]:
        """Return by heading, as it is looked up, the column that it names."""
        return named(self.headings)

    def named(self, head: str) -> str:
        """Return the column that a heading names; the heading itself where it names none."""
        return head if head in self.known else self.by_heading.get(normal(head), head)

    ids: tuple[str, ...] = ("id",)
    names: tuple[str, ...] = ("name",)

    def quiet(self, finding: Finding) -> Finding:
        """Return a finding that repeats no name but ours; of a private table no cell either.

        What heads a column that is not known can be the name of a child.
        """
        ours = frozenset({self.key, ILLUSTRATIVE, *self.known})

        def is_ours(text: str) -> bool:
            return text in ours or self.named(text) in ours or normal(text) in self.rows_keys

        def kept(key: str, value: object) -> object:
            if key in _HARMLESS or isinstance(value, int) or not self.is_quiet(key):
                return value
            text = value.en if isinstance(value, Text) else value
            return value if isinstance(text, str) and is_ours(text) else HIDDEN

        values = {key: kept(key, value) for key, value in finding.values.items()}
        path = tuple(
            part if isinstance(part, int) or is_ours(part) else HIDDEN for part in finding.path
        )
        return evolve(finding, path=path, values=values)

    def is_quiet(self, key: str) -> bool:
        """Return whether a value of findings is not repeated: names; where it is private all."""
        return self.private or key in _NAMES

    def others(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the names that are not known, but for those to be left alone."""
        return tuple(
            name
            for name in names
            if name not in self.known and (self.private or not name.startswith(LEFT_ALONE))
        )


@frozen
class RawTable:
    """Cells as they were given, by column.

    Attributes:
        form: what it can hold.
        columns: name to cells, each column as long as the others; only columns that are known.
        others: the other names, in their order, but for those to be left alone.
        size: how many rows there are.
        mark: the decimal mark of text.
        file: name of the file, or None.
        document: the document that was read, where it knows its lines; None for CSV and values.
        header: the names in a CSV or on a sheet, in their order; empty for all else.
        lines: of a CSV or a sheet, the line on which its header and each row begins.
        sheet: the sheet of a workbook that it stands on; empty for all else.
        illustrative: what was read says that it is invented.
        findings: what is wrong with the table as such.
        left_out: why rows are not among the cells, where it is read row by row.
        first_line: of a CSV, the one that should be its header, where it names no known column.
        written: by column, and by the key of the form, the headings under which they stand, where
            these are not their ids.
        words: what words say in its cells.
        notes: what a reader should know: rows that are no records and were left out, and how it
            was read where nobody has said so.
    """

    form: Form
    columns: Mapping[str, Sequence[Any]] = field(factory=dict)
    others: Sequence[str] = ()
    size: int = 0
    mark: Mark = "."
    file: str | None = None
    document: Document | None = None
    header: Sequence[str] = ()
    lines: Sequence[int] = ()
    sheet: str = ""
    illustrative: object = None
    findings: tuple[Finding, ...] = ()
    left_out: tuple[Finding, ...] = ()
    first_line: str = ""
    written: Mapping[str, tuple[str, ...]] = field(factory=dict)
    words: CellWords = field(factory=plain_words)
    notes: tuple[Note, ...] = ()

    @functools.cached_property
    def positions(self) -> dict[str, int]:
        """Return by name the number of the column, from 1 on: of a header, else of the unknown."""
        return {
            name: number for number, name in reversed([*enumerate(self.header or self.others, 1)])
        }

    @property
    def is_text(self) -> bool:
        """Return whether every cell is text: those of a CSV are."""
        return bool(self.header) and not self.sheet

    @property
    def rows_key(self) -> str:
        """Return what the list of rows of a document is under."""
        return self.written.get(self.form.key, (self.form.key,))[0]

    def head(self, column: Any, row: int | None) -> Any:  # noqa: ANN401 - a name, or None
        """Return the heading under which a column stands; of a document, in a row."""
        heads = self.written.get(column, ()) if isinstance(column, str) else ()
        if len(heads) > 1 and row is not None and self.document is not None:
            rows = self.document.root
            rows = rows if isinstance(rows, list) else rows[self.rows_key]
            return next((head for head in heads if head in rows[row]), heads[0])
        return heads[0] if heads else column

    def place(self, finding: Finding, row: int | None, column: str | None) -> Finding:
        """Return a finding with the place of a cell: rows from 0 on, None for the header.

        The path that a finding has is one within the cell.
        """
        head = self.head(column, row)
        path: Path = (*(part for part in (row, head) if part is not None), *finding.path)
        if "column" in finding.values:
            own = self.head(finding.values["column"], row)
            finding = evolve(finding, values={**finding.values, "column": own})
        if self.document is not None:
            under = () if isinstance(self.document.root, list) else (self.rows_key,)
            placed = self.document.locate(evolve(finding, path=(*under, *path)))
        elif self.header:
            line = self.lines[0 if row is None else row + 1]
            position = 1 if column is None else self.positions.get(column, 1)
            where = (line, position, self.sheet) if self.sheet else (line, position)
            placed = evolve(finding, path=path).at(self.file, where)
        else:
            placed = evolve(finding, path=path).at(self.file, None)
        return self.form.quiet(placed)


def refused(
    form: Form, finding: Finding, file: str | None, position: Position | None = None
) -> RawTable:
    """Return a table of which nothing could be read."""
    return RawTable(form, file=file, findings=(finding.at(file, position),))
