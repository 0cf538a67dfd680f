"""What a table can hold, and its cells as they were given, by column."""

import functools
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from attrs import evolve, field, frozen

from kla_rules.core.findings import Finding, Path
from kla_rules.core.reading.documents import Document
from kla_rules.tables.cells import Mark

LEFT_ALONE: Final = "x-"
ILLUSTRATIVE: Final = "illustrative"
HIDDEN: Final = "..."
# What findings may say of any table: words of ours, and of whoever read the file.
_HARMLESS: Final = frozenset({"byte", "columns", "known", "near", "reason", "word"})
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

    def quiet(self, finding: Finding) -> Finding:
        """Return a finding that repeats no name but ours; of a private table no cell either.

        What heads a column that is not known can be the name of a child.
        """
        ours = frozenset({self.key, ILLUSTRATIVE, *self.known})

        def kept(key: str, value: object) -> object:
            if key in _HARMLESS or isinstance(value, int) or not self.is_quiet(key):
                return value
            return value if isinstance(value, str) and value in ours else HIDDEN

        values = {key: kept(key, value) for key, value in finding.values.items()}
        path = tuple(
            part if isinstance(part, int) or part in ours else HIDDEN for part in finding.path
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
        header: the names in a CSV, in their order; empty for all else.
        lines: of a CSV, the line on which each row begins.
        illustrative: what was read says that it is invented.
        findings: what is wrong with the table as such.
        left_out: why rows are not among the cells, where it is read row by row.
        first_line: of a CSV, the one that should be its header, where it names no known column.
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
    illustrative: object = None
    findings: tuple[Finding, ...] = ()
    left_out: tuple[Finding, ...] = ()
    first_line: str = ""

    @functools.cached_property
    def positions(self) -> dict[str, int]:
        """Return by name the number of the column, from 1 on: in a CSV, else of those not known."""
        return {
            name: number for number, name in reversed([*enumerate(self.header or self.others, 1)])
        }

    @property
    def is_text(self) -> bool:
        """Return whether every cell is text: those of a CSV are."""
        return bool(self.header)

    def place(self, finding: Finding, row: int | None, column: str | None) -> Finding:
        """Return a finding with the place of a cell: rows from 0 on, None for the header.

        The path that a finding has is one within the cell.
        """
        path: Path = (*(part for part in (row, column) if part is not None), *finding.path)
        if self.document is not None:
            under = () if isinstance(self.document.root, list) else (self.form.key,)
            placed = self.document.locate(evolve(finding, path=(*under, *path)))
        elif self.header:
            line = self.lines[0 if row is None else row + 1]
            position = 1 if column is None else self.positions.get(column, 1)
            placed = evolve(finding, path=path).at(self.file, (line, position))
        else:
            placed = evolve(finding, path=path).at(self.file, None)
        return self.form.quiet(placed)


def refused(
    form: Form, finding: Finding, file: str | None, position: tuple[int, int] | None = None
) -> RawTable:
    """Return a table of which nothing could be read."""
    return RawTable(form, file=file, findings=(finding.at(file, position),))
