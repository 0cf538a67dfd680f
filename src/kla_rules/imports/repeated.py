"""Rows of one unit: whether the second says the same again, or is of another group or month."""

from typing import Final

from kla_rules.imports.blocks import cell_at
from kla_rules.imports.headings import composed, key
from kla_rules.imports.tables import text_of
from kla_rules.imports.taken import Taken
from kla_rules.sheets.model import Sheet

_OF_ROWS: Final = frozenset({"id"})  # heads numbers of rows in open data


def other_column(taken: Taken, first: int, second: int) -> int | None:
    """Return a column, from 0, in which two records differ and which nothing is taken of.

    Numbers of rows differ always and tell nothing.
    """
    if taken.places:
        return None
    sheet, rows = taken.found.sheet, taken.rows
    used = {*taken.columns.values(), *_numbers(sheet, taken.mapping.header)}
    one, two = rows[first], rows[second]
    width = max(len(sheet.cells[one]), len(sheet.cells[two]))
    for column in range(width):
        if column not in used and text_of(cell_at(sheet, one, column)) != text_of(
            cell_at(sheet, two, column)
        ):
            return column
    return None


def _numbers(sheet: Sheet, header: int | None) -> frozenset[int]:
    """Return the columns whose headings say that they number the rows."""
    if header is None:
        return frozenset()
    at = [*sheet.numbers].index(header)
    meanings = [(key(text_of(cell)), column) for column, cell in enumerate(sheet.cells[at])]
    return frozenset(
        column
        for said, column in meanings
        if said in _OF_ROWS or ((one := composed(said)) is not None and one.what == "number")
    )
