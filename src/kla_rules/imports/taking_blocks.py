"""What a mapping takes of lists side by side: villages, each with its kecamatan."""

from collections.abc import Iterator
from typing import Any

from kla_rules.core.notes import Note
from kla_rules.imports.blocks import cell_at, is_total, kecamatan_word
from kla_rules.imports.mapping import Block, FileMapping, letters
from kla_rules.imports.model import Found, Remark
from kla_rules.imports.tables import text_of
from kla_rules.imports.taken import Role, Taken
from kla_rules.tables.cells import is_empty


def taken_of_blocks(found: Found, mapping: FileMapping) -> Taken:
    """Return the villages of lists side by side, each with the name of its kecamatan."""
    sheet = found.sheet
    index = {number: at for at, number in enumerate(sheet.numbers)}
    kecamatan, village = Role("name", "kecamatan"), Role("name", "village")
    cells: dict[Role, list[Any]] = {kecamatan: [], village: []}
    places: dict[Role, list[tuple[int, int]]] = {kecamatan: [], village: []}
    rows: list[int] = []
    totals = 0
    for at, block in enumerate(mapping.blocks):
        row = index.get(block.row)
        if row is None or is_empty(cell_at(sheet, row, block.column)):
            values = {"row": block.row, "column": letters(block.column)}
            raise mapping.refuse("import.mapping-block", ("blocks", at), **values)
        before = len(rows)
        for number in range(block.first, min(block.last, sheet.numbers[-1]) + 1):
            own = index.get(number)
            cell = None if own is None else cell_at(sheet, own, block.names)
            if own is None or is_empty(cell):
                continue
            if is_total(text_of(cell)):
                totals += 1
                continue
            rows.append(own)
            cells[kecamatan].append(cell_at(sheet, row, block.column))
            places[kecamatan].append((row, block.column))
            cells[village].append(cell)
            places[village].append((own, block.names))
        if len(rows) == before:
            values = {"row": block.first, "column": letters(block.names)}
            raise mapping.refuse("import.mapping-block", ("blocks", at), **values)
    remarks = [*_beside(found, mapping)]
    if totals:
        remarks.append(found.remark("left", Note("import.totals", {"count": totals})))
    return Taken(found, mapping, rows, cells, places=places, remarks=tuple(remarks))


def _beside(found: Found, mapping: FileMapping) -> Iterator[Remark]:
    """Yield what of lists side by side is left: columns beside the names, titles, notes below."""
    taken_cells = {(block.row, block.column) for block in mapping.blocks}
    ranges: dict[int, list[Block]] = {}
    for block in mapping.blocks:
        ranges.setdefault(block.names, []).append(block)
    columns: set[int] = set()
    below: list[int] = []
    begin = min(block.first for block in mapping.blocks)
    for number, row in zip(found.sheet.numbers, found.sheet.cells, strict=True):
        for at, cell in enumerate(row):
            if is_empty(cell) or (number, at) in taken_cells or _is_beside_number(cell):
                continue
            if kecamatan_word(text_of(cell)):
                continue
            inside = any(one.first <= number <= one.last for one in ranges.get(at, ()))
            if inside or number < begin:
                continue
            if any(one.first <= number <= one.last for one in mapping.blocks):
                columns.add(at)
            else:
                below.append(number)
    if columns:
        values = {"count": len(columns), "columns": [letters(at) for at in sorted(columns)]}
        yield found.remark("left", Note("import.left-columns", values))
    if below:
        at = [*found.sheet.numbers].index(below[0])
        yield found.remark("left", Note("import.below", {"count": len({*below})}), at)


def _is_beside_number(cell: object) -> bool:
    return text_of(cell).strip(".)").isdecimal()
