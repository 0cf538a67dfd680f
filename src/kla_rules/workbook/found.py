"""Where a form stands in a workbook: its tables, found by their headings, and what it says of itself.

Nothing is found by the name of a sheet or by the place of a column: officials rename and move both.
"""  # noqa: E501 - one sentence

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import frozen

from kla_rules.core.findings import Finding
from kla_rules.core.suggestion import suggestions
from kla_rules.core.writing import LANGUAGES, shown
from kla_rules.sheets.model import Cell, Sheet
from kla_rules.tables.cells import as_word, is_empty
from kla_rules.workbook import layout
from kla_rules.workbook.cells import is_blank, text_in

# A row with so many of our headings is a heading, whatever else stands in it; some of them must be
# read, as those of the sheet on which a form reckons are not.
_ENOUGH: Final = 3
_ENOUGH_READ: Final = 2
# A sheet is a form only where its headings stand among the first rows.
MOST_ABOVE: Final = 40
_LONGEST: Final = 200
READ: Final = frozenset(column.id for column in layout.CSV if column.holds != "shown")
KINDS: Final[Mapping[str, tuple[layout.Column, ...]]] = {
    "answers": layout.ANSWERS,
    "parts": layout.PARTS,
    "measures": layout.MEASURES,
    "documents": layout.DOCUMENTS,
    "csv": layout.CSV,
}
# Without these an answer would be lost, or mean something else.
_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "answers": ("id", "number", "form", "whole", "unknown", "choice"),
    "parts": ("id", "number", "ratio"),
    "measures": ("id", "number", "choice", "part", "whole", "unknown", "measured", "definition"),
    "documents": ("id", "document-kind", "document-title"),
    "csv": ("id", "number", "form", "whole", "unknown", "choice"),
}


@frozen
class FoundTable:
    """A table of a form on a sheet.

    Attributes:
        kind: "answers", "parts", "measures", "documents" or "csv".
        sheet: where it stands.
        head: place of its headings among the rows of the sheet.
        columns: place of each column, by id.
    """

    kind: str
    sheet: Sheet
    head: int
    columns: Mapping[str, int]

    def rows(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Yield the rows below the headings, each with its number in the file."""
        cells, numbers = self.sheet.cells, self.sheet.numbers
        for place in range(self.head + 1, len(cells)):
            yield numbers[place], cells[place]


@functools.cache
def headings() -> dict[str, str]:
    """Return ids of columns by their headings in both languages, as they are compared."""
    found = {column.id: column.id for column in layout.CSV}
    for column in layout.CSV:
        found |= {as_word(column.heading.get(language)): column.id for language in LANGUAGES}
    return found


@functools.cache
def labels() -> dict[str, layout.Field]:
    """Return the fields of a form by their labels in both languages, as they are compared."""
    found: dict[str, layout.Field] = {}
    for field in layout.FIELDS:
        found |= {as_word(field.label.get(language)): field for language in LANGUAGES}
    return found


@functools.cache
def silent_sheets() -> frozenset[str]:
    """Return names of sheets of a form that hold nothing to be read, as they are compared."""
    keys: tuple[layout.SheetKey, ...] = ("guide", "overview", "calculation", "data")
    return frozenset(
        as_word(layout.sheet_title(key, language)) for key in keys for language in LANGUAGES
    )


def heading_row(sheet: Sheet) -> int | None:
    """Return the place of the row with the headings of a form, or None."""
    known = headings()
    for place, row in enumerate(sheet.cells[:MOST_ABOVE]):
        ours: set[str | None] = {
            known.get(as_word(cell)) for cell in row if type(cell) is str and len(cell) < _LONGEST
        }
        if len(ours - {None}) >= _ENOUGH and len(ours & READ) >= _ENOUGH_READ:
            return place
    return None


def table_on(sheet: Sheet, file: str | None) -> tuple[FoundTable | None, list[Finding]]:
    """Return the table of a form on a sheet, or None where there is none; and what is wrong."""
    head = heading_row(sheet)
    if head is None:
        return None, []
    known = headings()
    columns: dict[str, int] = {}
    findings = []
    for place, cell in enumerate(sheet.cells[head]):
        text = "" if cell is None else text_in(cell)
        if not text.strip():
            continue
        column = known.get(as_word(text[:_LONGEST]))
        if column is None:
            own = [layout_column.heading.id for layout_column in layout.CSV]
            values = {"found": shown(text), "near": suggestions(text, own)}
            findings.append(sheet.place(Finding("form.heading", values), file, head, place))
        elif column in columns:
            values = {"found": shown(text)}
            findings.append(sheet.place(Finding("form.heading-twice", values), file, head, place))
        else:
            columns[column] = place
    kind = max(KINDS, key=lambda one: _alike(columns, KINDS[one]))
    titles = {column.id: column.heading for column in layout.CSV}
    for column in _NEEDED[kind]:
        if column not in columns:
            missing = Finding("form.no-column", {"column": titles[column]})
            findings.append(sheet.place(missing, file, head, 0))
    return FoundTable(kind, sheet, head, columns), findings


def _alike(columns: Mapping[str, int], kind: Sequence[layout.Column]) -> float:
    """Return how alike headings are to those of a kind of table, from 0 to 1."""
    own = {column.id for column in kind}
    return len(own & columns.keys()) / len(own | columns.keys())


@frozen
class Said:
    """What a form says of itself in one cell.

    Attributes:
        cell: what stands there.
        position: row and column, from 1, and the sheet.
    """

    cell: Cell
    position: tuple[int, int] | tuple[int, int, str]


def position(sheet: Sheet, number: int, column: int) -> tuple[int, int] | tuple[int, int, str]:
    """Return where a cell stands: the number of its row, and its column from 0."""
    return (number, column + 1, sheet.name) if sheet.name else (number, column + 1)


def fields_on(
    sheet: Sheet, file: str | None
) -> tuple[list[tuple[layout.Field, Said]], list[Finding]]:
    """Return what a sheet says of the region and the round, and what is wrong with such cells.

    A sheet with few of the labels says nothing: one of them alone may stand anywhere.
    """
    known = labels()
    found = [
        (known[word], index, column + 1)
        for index, row in enumerate(sheet.cells[:MOST_ABOVE])
        for column, cell in enumerate(row)
        if type(cell) is str and len(cell) < _LONGEST and (word := as_word(cell)) in known
    ]
    if len({field.id for field, *_ in found}) < _ENOUGH:
        return [], []
    said, findings = [], []
    for field, index, column in found:
        row = sheet.cells[index]
        cell = row[column] if column < len(row) else None
        trouble = sheet.trouble(index, column, file)
        if trouble is not None:
            findings.append(trouble)
        elif not (is_empty if field.holds == "text" else is_blank)(cell):
            said.append((field, Said(cell, position(sheet, sheet.numbers[index], column))))
    return said, findings
