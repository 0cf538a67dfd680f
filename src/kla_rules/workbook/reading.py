"""A form that was filled in, read to a document of a profile in which each value has its cell.

The careful reader of profiles holds that against the edition as it holds any other, so that what is
wrong is told with the sheet and the cell. What only a form can have wrong is found here.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from attrs import frozen

from kla_rules.core.findings import Position
from kla_rules.core.given import Place
from kla_rules.core.notes import Note
from kla_rules.core.printed import Data
from kla_rules.core.reading.documents import Document
from kla_rules.model.edition import Edition
from kla_rules.sheets.model import Workbook
from kla_rules.sheets.read import read_workbook
from kla_rules.tables.cells import as_word
from kla_rules.workbook import layout
from kla_rules.workbook.building import Building
from kla_rules.workbook.cells import Mark, is_blank
from kla_rules.workbook.content import NO_AGENCY
from kla_rules.workbook.found import FoundTable, Said, fields_on, position, silent_sheets, table_on
from kla_rules.workbook.head import (
    fields_in,
    made_with,
    take_head,
    take_scales,
    take_stage,
    take_version,
)
from kla_rules.workbook.row import rows_of
from kla_rules.workbook.rows import Rows

# Returns the edition that a form is held against, by what it says of itself; None where there is
# none: then the reader of profiles tells why.
EditionOf = Callable[[Mapping[str, Any]], Edition | None]
_SHOWN: Final = frozenset(column.id for column in layout.CSV if column.holds == "shown")


@frozen(repr=False, eq=False)
class FormDocument(Data):
    """What was read of a form.

    Attributes:
        document: a profile, each value with its row, column and sheet.
        notes: what a reader should know: sheets that were left out, cells beside the form.
    """

    document: Document
    notes: tuple[Note, ...] = ()


def form_document(
    book: Workbook, edition_of: EditionOf, asked: Edition | None = None, mark: Mark = ""
) -> FormDocument:
    """Return what a form says.

    Args:
        book: the workbook, or a CSV as a sheet of its own.
        edition_of: returns the edition that it is held against.
        asked: the edition that was asked for; a form of another one is refused.
        mark: the decimal mark of a CSV.
    """
    if book.findings:
        return FormDocument(Document(None, book.file, book.findings), book.notes)
    building = Building(book.file)
    tables, heads = _parts(book, building)
    if not tables and not heads:
        building.found("form.none", None)
        return _done(building)
    made = made_with(book, tables)
    heads += [said for table in tables for said in fields_in(table)]
    if not heads:
        building.notes.append(Note("form.no-overview"))
    take_head(heads, made, asked, building)
    edition = None if building.findings else edition_of(building.root)
    if edition is not None:
        take_version(made, edition, building)
        take_stage(edition, building)
        rows = Rows(building, edition, take_scales(book, tables, building))
        for table in tables:
            _take(table, rows, mark)
        _complete(rows, made, edition, building)
    return _done(building)


def holds_form(path: Place) -> bool:
    """Return whether a workbook has anything of a form, or cannot be read, as its reader tells."""
    book = read_workbook(path)
    return bool(book.findings) or any(_parts(book, Building(book.file)))


def _done(building: Building) -> FormDocument:
    """Return what was read; nothing of it where anything of the form itself is wrong."""
    root = None if building.findings else building.root
    document = Document(root, building.file, tuple(building.findings))
    return FormDocument(document, tuple(building.notes))


def _parts(
    book: Workbook, building: Building
) -> tuple[list[FoundTable], list[tuple[layout.Field, Said]]]:
    """Return the tables of a form, and what it says of itself; what is neither is said."""
    tables, heads = [], []
    read = set()
    for sheet in book.sheets.values():
        said, wrong = fields_on(sheet, book.file)
        table = None
        if not said:
            table, more = table_on(sheet, book.file)
            wrong += more
        building.findings += wrong
        heads += said
        tables += [] if table is None else [table]
        if said or table is not None:
            read.add(sheet.name)
        elif sheet.cells and as_word(sheet.name) not in silent_sheets():
            building.notes.append(Note("form.left-out", {"sheet": sheet.name}))
    # The form itself hides what only programs read.
    building.notes += [note for note in book.notes if note.values.get("sheet") in {None, *read}]
    return tables, heads


def _take(table: FoundTable, rows: Rows, mark: Mark) -> None:
    """Take the rows of a table, and tell what of it cannot be read."""
    building = rows.building
    places = set(table.columns.values())
    width = max(places, default=-1) + 1
    gaps = [place for place in range(width) if place not in places]
    beside: list[Position] = []
    for row in rows_of(table, mark):
        rows.take(row)
        cells = row.cells
        if gaps or len(cells) > width:
            beside += [
                position(table.sheet, row.number, place)
                for place in (*gaps, *range(width, len(cells)))
                if place < len(cells) and not is_blank(cells[place])
            ]
    if beside:
        values = {"count": len(beside), "cell": building.place(beside[0])}
        building.notes.append(Note("form.beside", values))
    _merged(table, building)


def _merged(table: FoundTable, building: Building) -> None:
    """Tell of answers that stand in cells that were merged over several rows."""
    sheet = table.sheet
    if not sheet.merged:
        return
    head = sheet.numbers[table.head]
    rows = dict(zip(sheet.numbers, sheet.cells, strict=True))
    read = {place + 1 for name, place in table.columns.items() if name not in _SHOWN}
    for (number, column), (first, left) in sheet.merged.items():
        row = rows.get(first, ())
        answers = first > head and number != first and column in read and left <= len(row)
        if answers and not is_blank(row[left - 1]):
            other = building.place(position(sheet, first, left - 1))
            building.found("form.merged", position(sheet, number, column - 1), other=other)


def _complete(rows: Rows, made: Mapping[str, str], edition: Edition, building: Building) -> None:
    """Tell where questions have no row: their answers stay unknown."""
    agency = made.get("kla-agency")
    expected = [
        question.id
        for question in edition.questions
        if agency is None or (layout.lead_of(question) or NO_AGENCY) == agency
    ]
    missing = [name for name in expected if name not in rows.seen]
    if missing:
        values = {"count": len(missing), "first": missing[0]}
        building.notes.append(Note("form.rows-missing", values))
