"""Tables with a row for each unit, or for each unit and year: recognised, their mapping guessed.

Open data, tables of wards and lists of codes differ in their headings alone.
"""

import functools
from collections.abc import Sequence
from typing import Any, Final

from kla_rules.core.catalogues import HEADINGS
from kla_rules.imports.codes import is_like_code
from kla_rules.imports.headings import Meaning, composed, entry, key
from kla_rules.sheets.model import Sheet
from kla_rules.tables.cells import is_empty

LOOKED_AT: Final = 30
_SAMPLE: Final = 500
_ABOVE: Final = 2
_MOST_OF: Final = 0.7
_UNITS: Final = frozenset({"unit", "village", "kecamatan"})
_OPEN_DATA, _WARDS, _CODES = "open-data", "ward-table", "code-list"


@functools.cache
def _every_fact() -> frozenset[str]:
    """Return all phrases of headings of facts, of whatever edition."""
    names = (name for name in HEADINGS.keys() if name.startswith(("fact-", "guess-")))  # noqa: SIM118 - no mapping
    return frozenset(phrase for name in names for phrase in entry(name))


def text_of(cell: object) -> str:
    """Return what a cell says, on one line."""
    return "" if is_empty(cell) else " ".join(str(cell).split())


def header_of(sheet: Sheet) -> int | None:
    """Return the row, from 0, with the headings of a table of units; None where there is none."""
    best, most = None, 1
    for at, row in enumerate(sheet.cells[:LOOKED_AT]):
        keys = [key(cell) for cell in row if isinstance(cell, str)]
        meanings = [composed(one) for one in keys]
        known = sum(
            meaning is not None or one in _every_fact()
            for one, meaning in zip(keys, meanings, strict=True)
        )
        of_units = any(
            one is not None and one.what in {"code", "name"} and one.level in _UNITS
            for one in meanings
        )
        if of_units and known > most:
            best, most = at, known
    return best


def headings_of(sheet: Sheet, header: int) -> list[str]:
    """Return the keys of headings; an empty cell has that of the cell above, of merged ones."""
    width = max(map(len, sheet.cells[header : header + LOOKED_AT]), default=0)

    def heading(column: int) -> str:
        for row in range(header, max(header - _ABOVE, 0) - 1, -1):
            cells = sheet.cells[row]
            if column < len(cells) and not is_empty(cells[column]):
                whole = [one for one in cells if not is_empty(one)]
                return key(str(cells[column])) if row == header or len(whole) > 1 else ""
        return ""

    return [heading(column) for column in range(width)]


def recognises_open_data(sheet: Sheet) -> int | None:
    """Return how sure a sheet is of the long format of open data."""
    meanings = _meanings(sheet)
    codes = [one for one in meanings if one.what == "code" and one.level in _UNITS]
    years = any(one.what == "year" for one in meanings)
    return 90 if codes and (years or any(one.family for one in codes)) else None


def recognises_wards(sheet: Sheet) -> int | None:
    """Return how sure a sheet is of a table with a row for each unit."""
    meanings = _meanings(sheet)
    names = [one for one in meanings if one.what == "name" and one.level == "village"]
    return 60 if meanings and len(names) <= 1 else None


def recognises_codes(sheet: Sheet) -> int | None:
    """Return how sure a sheet is of a list of codes and names without headings."""
    if header_of(sheet) is not None:
        return None
    return 80 if code_columns(sheet) is not None else None


def _meanings(sheet: Sheet) -> list[Meaning]:
    header = header_of(sheet)
    if header is None:
        return []
    found = (composed(one) for one in headings_of(sheet, header))
    return [one for one in found if one is not None]


def code_columns(sheet: Sheet) -> tuple[int, int] | None:
    """Return the columns of codes and of names of a list without headings."""
    rows = sheet.cells[:_SAMPLE]
    width = max(map(len, rows), default=0)
    codes = next((at for at in range(width) if share(rows, at, is_like_code) >= _MOST_OF), None)
    names = next((at for at in range(width) if share(rows, at, _is_name) >= _MOST_OF), None)
    return None if codes is None or names is None else (codes, names)


def _is_name(cell: object) -> bool:
    return isinstance(cell, str) and any(map(str.isalpha, cell))


def share(rows: Sequence[Sequence[Any]], column: int, fits: Any) -> float:  # noqa: ANN401 - a function
    """Return the share of the cells of a column, of those that hold anything, that fit."""
    cells = [row[column] for row in rows if column < len(row) and not is_empty(row[column])]
    return sum(map(fits, cells)) / len(cells) if cells else 0.0
