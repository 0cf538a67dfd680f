"""A form that is filled in, as it stands in memory after it was read: cells are changed one by one."""

import functools
from collections.abc import Callable, Mapping
from typing import Any

from attrs import evolve

import kla_rules as kla
from kla_rules.core.catalogues import PROFILE_FORM
from kla_rules.core.findings import Finding
from kla_rules.core.given import given_file
from kla_rules.core.text import Text
from kla_rules.forms.profile_form import profile_form
from kla_rules.profile.reading import Opened, fields_of_opened
from kla_rules.sheets.model import Cell, Sheet, Workbook
from kla_rules.sheets.read import read_workbook
from kla_rules.tables.cells import as_word
from kla_rules.testing import small_edition
from kla_rules.workbook.found import heading_row, headings
from kla_rules.workbook.reading import FormDocument, form_document

SMALL = small_edition()
_ELSEWHERE = PROFILE_FORM.say("asked-elsewhere", "id", agency=Text("?", "?")).partition("?")[0]
EMPTY = profile_form(SMALL, region="Kota Contoh", year=2025, stage="self")


@functools.cache
def empty() -> Workbook:
    """Return the empty form of the small edition."""
    return read_workbook(given_file("form", EMPTY))


def columns(sheet: Sheet) -> dict[str, int]:
    """Return the place of each column of a sheet by its id."""
    row = heading_row(sheet)
    assert row is not None
    return {headings()[as_word(str(cell))]: place for place, cell in enumerate(sheet.cells[row])}


def filled(cells: Mapping[tuple[str, str], Cell], book: Workbook | None = None) -> Workbook:
    """Return the form with cells changed, each by the id of its row and that of its column.

    The first row that has the id, and can be filled in, is meant: not where a question is shown to
    another agency.
    """
    book = book or empty()
    sheets = dict(book.sheets)
    for (row_id, column), cell in cells.items():
        name, row = row_of(row_id, column, book)
        sheets[name] = with_cell(sheets[name], row, columns(sheets[name])[column], cell)
    return evolve(book, sheets=sheets)


def row_of(row_id: str, column: str = "number", book: Workbook | None = None) -> tuple[str, int]:
    """Return the sheet and the place of the row with an id."""
    return next(
        (sheet.name, index)
        for sheet in (book or empty()).sheets.values()
        if heading_row(sheet) is not None and column in columns(sheet)
        for index, row in enumerate(sheet.cells)
        if row[0] == row_id and _is_open(sheet, row)
    )


def _is_open(sheet: Sheet, row: Any) -> bool:  # noqa: ANN401 - cells
    place = columns(sheet).get("remark")
    remark = None if place is None or place >= len(row) else row[place]
    return not str(remark).startswith(_ELSEWHERE)


def with_cell(sheet: Sheet, row: int, column: int, cell: Cell) -> Sheet:
    """Return a sheet with one cell changed."""
    rows = [[*one] for one in sheet.cells]
    rows[row] += [None] * (column + 1 - len(rows[row]))
    rows[row][column] = cell
    return evolve(sheet, cells=rows)


def changed(book: Workbook, sheet: str, change: Callable[[Sheet], Sheet]) -> Workbook:
    """Return a form of which one sheet is changed."""
    sheets = {name: change(one) if name == sheet else one for name, one in book.sheets.items()}
    return evolve(book, sheets=sheets)


def document(book: Workbook, edition: kla.Edition = SMALL) -> FormDocument:
    """Return what the reader of forms makes of a form."""
    return form_document(evolve(book, file="form.xlsx"), lambda _: edition, edition)


def profile(cells: Mapping[tuple[str, str], Cell], book: Workbook | None = None) -> kla.Profile:
    """Return the profile that the form gives with cells changed."""
    form = document(filled(cells, book))
    return kla.Profile(**fields_of_opened(Opened(form.document, None, form.notes), SMALL))


def refused(cells: Mapping[tuple[str, str], Cell], book: Workbook | None = None) -> list[Finding]:
    """Return what the form is refused for with cells changed."""
    try:
        profile(cells, book)
    except kla.ProfileError as error:
        return list(error.findings)
    return []
