"""What a mapping takes of a table: its columns, where their headings stand, and its rows."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from kla_rules.core.findings import MOST, Finding
from kla_rules.core.notes import Note
from kla_rules.imports.blocks import cell_at
from kla_rules.imports.headings import composed, key
from kla_rules.imports.mapping import Column, FileMapping, letters
from kla_rules.imports.model import Found, ImportRefusedError
from kla_rules.imports.personal import names_person
from kla_rules.imports.table_rows import rows_of
from kla_rules.imports.tables import headings_of
from kla_rules.imports.taken import Role, Taken
from kla_rules.imports.taking_blocks import taken_of_blocks
from kla_rules.tables.cells import is_empty

_FEWEST_NUMBERS: Final = 3
_LOOKED_AT: Final = 30


def taken(found: Found, mapping: FileMapping) -> Taken:
    """Return what a mapping takes of a sheet.

    Raises:
        ImportRefusedError: if the mapping does not fit the sheet, and for cells that hold nothing
            to be taken.
    """
    is_list = mapping.layout == "side-by-side"
    one = taken_of_blocks(found, mapping) if is_list else _of_table(found, mapping)
    needed = [role for role in one.cells if role.of != "province"]
    findings = found.troubles(
        place
        for place in dict.fromkeys(
            one.places[role][record] if role in one.places else (row, one.columns[role])
            for record, row in enumerate(one.rows)
            for role in needed
        )
    )
    findings = findings or _shared(one)
    if findings:
        raise ImportRefusedError(findings)
    return one


def _shared(one: Taken) -> list[Finding]:
    """Find facts in merged cells: nothing tells of which of the units below them they are."""
    found = one.found
    merged, numbers = found.sheet.merged, found.sheet.numbers
    facts = [(role, at) for role, at in one.columns.items() if role.what == "fact"]
    if not merged or not facts:
        return []
    heads: dict[tuple[int, int], tuple[int, Role]] = {}
    for record, row in enumerate(one.rows):
        for role, at in facts:
            head = merged.get((numbers[row], at + 1))
            if head is not None and not is_empty(one.cells[role][record]):
                heads.setdefault(head, (record, role))
    return [one.refuse("import.shared", *place) for place in [*heads.values()][: MOST + 1]]


def _of_table(found: Found, mapping: FileMapping) -> Taken:
    sheet = found.sheet
    header = _header(found, mapping)
    keys = headings_of(sheet, header) if header is not None else []
    columns = [*_placed(found, mapping, keys)]
    _refuse_persons(found, header, keys, columns)
    roles = {
        Role(one.what, one.of, one.codes, one.fact): (at, one)
        for at, one in columns
        if one.what not in {"left", "dropped"}
    }
    first = 0 if header is None else header + 1
    rows, remarks = rows_of(found, first, {role: at for role, (at, _) in roles.items()})
    named = {at for at, _ in columns}
    more = [at for at in range(_width(found, first)) if at not in named]
    left = sorted(
        {at for at, one in columns if one.what == "left"} | {*_filled(found, more, first)}
    )
    if left:
        values = {"count": len(left), "columns": [letters(at) for at in left]}
        remarks.append(found.remark("left", Note("import.left-columns", values)))
    return Taken(
        found,
        mapping,
        rows,
        {role: _column(found, rows, at) for role, (at, _) in roles.items()},
        {role: at for role, (at, _) in roles.items()},
        remarks=tuple(remarks),
        rules={role: one for role, (_, one) in roles.items()},
    )


def _refuse_persons(
    found: Found, header: int | None, keys: Sequence[str], columns: Sequence[tuple[int, Column]]
) -> None:
    """Refuse a mapping that takes names of units from a column whose heading names persons.

    Raises:
        ImportRefusedError: for one.
    """
    for at, one in columns:
        heading = keys[at] if at < len(keys) else ""
        if one.what == "name" and composed(heading) is None and names_person(heading):
            finding = Finding("import.personal")
            raise ImportRefusedError([found.place(finding, header or 0, at)])


def _column(found: Found, rows: Sequence[int], at: int) -> list[Any]:
    """Return the cells of a column; None where a row ends before it."""
    cells = found.sheet.cells
    try:
        return [cells[row][at] for row in rows]
    except IndexError:
        return [cell_at(found.sheet, row, at) for row in rows]


def _width(found: Found, first: int) -> int:
    return max(map(len, found.sheet.cells[first:]), default=0)


def _filled(found: Found, columns: Sequence[int], first: int) -> Iterator[int]:
    """Yield the columns that hold anything."""
    for at in columns:
        if any(at < len(row) and not is_empty(row[at]) for row in found.sheet.cells[first:]):
            yield at


def _header(found: Found, mapping: FileMapping) -> int | None:
    """Return the row of the headings, from 0 in the cells."""
    if mapping.header is None:
        return None
    try:
        return [*found.sheet.numbers].index(mapping.header)
    except ValueError:
        raise mapping.refuse("import.mapping-row", ("header",), row=mapping.header) from None


def _placed(
    found: Found, mapping: FileMapping, keys: Sequence[str]
) -> Iterator[tuple[int, Column]]:
    """Yield columns with where they stand; one that has moved is found by its heading.

    Raises:
        ImportRefusedError: for one that is gone, or that could be two.
    """
    for at, one in enumerate(mapping.columns):
        path = ("columns", at)
        heading = key(one.heading)
        if not heading or not keys:
            if one.what not in {"left", "dropped"} and one.column >= _width(found, 0):
                raise mapping.refuse(
                    "import.mapping-column", path, column=letters(one.column), reason=""
                )
            yield one.column, one
            continue
        if one.column < len(keys) and keys[one.column] == heading:
            yield one.column, one
            continue
        same = [column for column, other in enumerate(keys) if other == heading]
        if len(same) != 1:
            reason = "two" if same else ""
            raise mapping.refuse(
                "import.mapping-column", path, column=letters(one.column), reason=reason
            )
        yield same[0], one


def nothing(found: Found) -> ImportRefusedError:
    """Return what refuses a sheet of which a mapping takes no row."""
    return ImportRefusedError([found.place(Finding("import.no-rows"))])
