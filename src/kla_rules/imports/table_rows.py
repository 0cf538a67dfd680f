"""Which rows of a table are about units: not its totals, nor what stands below it."""

import functools
from collections.abc import Mapping, Sequence
from typing import Any, Final

from kla_rules.core.notes import Note
from kla_rules.imports.blocks import is_total
from kla_rules.imports.codes import is_code
from kla_rules.imports.headings import entry
from kla_rules.imports.model import Found, Remark
from kla_rules.imports.tables import text_of
from kla_rules.imports.taken import Role
from kla_rules.tables.cells import is_empty

_FEWEST_NUMBERS: Final = 3
_LOOKED_AT: Final = 30


def rows_of(
    found: Found, first: int, columns: Mapping[Role, int]
) -> tuple[list[int], list[Remark]]:
    """Return the rows with units, and what is said of others.

    Args:
        found: the sheet.
        first: the first row below the headings, from 0 in the cells.
        columns: by role its column, from 0.
    """
    cells = found.sheet.cells
    named = [at for role, at in columns.items() if role.what in {"code", "name"}]
    coded = {at for role, at in columns.items() if role.what == "code"}
    texts = [at for role, at in columns.items() if role.what == "name"]
    usual = _usual(cells[first : first + _LOOKED_AT])
    end = _end(found, first, usual)
    rows: list[int] = []
    left: dict[str, list[int]] = {}
    for at in range(first, end):
        row = cells[at]
        if at - first < _FEWEST_NUMBERS and _are_numbers(row):
            left.setdefault("import.row-of-numbers", []).append(at)
            continue
        held = [one for one in named if one < len(row) and not is_empty(row[one])]
        words = [row[one] for one in texts if one < len(row)]
        if any(map(_is_total, [_begin(row), *words])):
            left.setdefault("import.totals", []).append(at)
        elif not held or _is_aside(row, held, coded, usual):
            left.setdefault("import.rows-unnamed", []).append(at)
        else:
            rows.append(at)
    if end < len(cells):
        left["import.below"] = [*range(end, len(cells))]
    return rows, [
        found.remark("left", Note(name, {"count": len(every)}), every[0])
        for name, every in left.items()
    ]


def _begin(row: Sequence[Any]) -> Any:  # noqa: ANN401 - a cell
    return next((cell for cell in row if not is_empty(cell)), None)


def _is_aside(row: Sequence[Any], held: Sequence[int], coded: set[int], usual: int) -> bool:
    """Return whether a row is a title or a source: one text where codes stand in other rows."""
    if len(held) > 1 or usual <= 1 or held[0] not in coded or _held(row) > 1:
        return False
    cell = row[held[0]]
    return isinstance(cell, str) and " " in cell.strip() and not is_code(cell)


def _end(found: Found, first: int, usual: int) -> int:
    """Return the row behind the last of a table: below it stand a place, a date, and who signs.

    What has few cells, behind the last row with as many as usual and a gap or a total, is no row.
    """
    sheet = found.sheet
    end = len(sheet.cells)
    last = next(
        (at for at in range(end - 1, first - 1, -1) if 2 * _held(sheet.cells[at]) >= usual), end
    )
    is_record = not sheet.is_text and not sheet.name  # lines of JSON say nothing of gaps
    for at in range(last + 1, end):
        gap = sheet.numbers[at] - sheet.numbers[at - 1] > 1 and not is_record
        if gap or _is_total(_begin(sheet.cells[at - 1])):
            return at
    return end


def _held(row: Sequence[Any]) -> int:
    """Return how many cells of a row hold anything."""
    return sum(not is_empty(cell) for cell in row)


def _usual(rows: Sequence[Sequence[Any]]) -> int:
    """Return how many cells the rows of a table hold, as most of them do."""
    sizes = sorted(map(_held, rows))
    return sizes[len(sizes) // 2] if sizes else 0


def _is_total(cell: object) -> bool:
    """Return whether a cell says that its row is a total; most do not begin like one."""
    if not isinstance(cell, str) or cell.strip()[:3].casefold() not in _totals():
        return False
    return is_total(cell)


@functools.cache
def _totals() -> frozenset[str]:
    return frozenset(word[:3] for word in entry("word-total"))


def _are_numbers(row: Sequence[Any]) -> bool:
    """Return whether a row below headings numbers the columns: 1, 2, 3."""
    texts = [text_of(cell).strip("()") for cell in row if not is_empty(cell)]
    counted = [str(number) for number in range(1, len(texts) + 1)]
    return len(texts) >= _FEWEST_NUMBERS and texts == counted
