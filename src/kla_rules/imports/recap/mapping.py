"""The mapping of a recap: which columns are what, and which rows are which questions."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from kla_rules.core.suggestion import suggestions
from kla_rules.imports.headings import key
from kla_rules.imports.mapping import Column, FileMapping, letters
from kla_rules.imports.model import Found, Remark
from kla_rules.imports.personal import names_person
from kla_rules.imports.recap.columns import Columns, Role, find_columns, headings_at, values_at
from kla_rules.imports.recap.reading import Recap, Table
from kla_rules.imports.recap.remarks import remarks_of
from kla_rules.model.edition import Edition

ROLES: Final[tuple[Role, ...]] = (
    *("cluster", "indicator", "number", "question", "maximum", "value", "agencies"),
)


def columns_as_said(found: Found, mapping: FileMapping) -> Columns | None:
    """Return the table of a sheet as a mapping says it; None where it says nothing of columns.

    Raises:
        ImportRefusedError: if the mapping does not fit the sheet.
    """
    own = [one for one in mapping.columns if one.what in ROLES]
    if not own:
        return None
    roles = {one.what for one in own}
    if "value" not in roles or not roles & {"question", "number"}:
        raise mapping.refuse("recap.mapping-columns", ("columns",))
    header = _header(found, mapping)
    itself = find_columns(found.sheet)
    is_same = itself is not None and itself.last == header
    headings: Mapping[int, str] = {}
    if itself is not None and is_same:
        headings = itself.headings
    elif header is not None:
        headings = headings_at(found.sheet, header)
    places: dict[Role, tuple[int, ...]] = {}
    for one in own:
        role = cast("Role", one.what)
        places[role] = (*places.get(role, ()), _placed(one, mapping, headings))
    values = tuple(values_at(column, headings.get(column, "")) for column in places["value"])
    row = -1 if header is None else header
    return Columns(row, row, places, values, headings)


def _header(found: Found, mapping: FileMapping) -> int | None:
    if mapping.header is None:
        return None
    numbers = [*found.sheet.numbers]
    if mapping.header not in numbers:
        raise mapping.refuse("import.mapping-row", ("header",), row=mapping.header)
    return numbers.index(mapping.header)


def _placed(column: Column, mapping: FileMapping, headings: Mapping[int, str]) -> int:
    """Return where a column stands: one that has moved is found by its heading."""
    heading = " ".join(column.heading.split()).casefold()
    if not heading or not headings or headings.get(column.column, "").casefold() == heading:
        return column.column
    same = [place for place, own in headings.items() if own.casefold() == heading]
    if len(same) == 1:
        return same[0]
    at = mapping.columns.index(column)
    values = {"column": letters(column.column), "reason": "two" if same else ""}
    raise mapping.refuse("import.mapping-column", ("columns", at), **values)


def rows_as_said(tables: Sequence[Table], edition: Edition) -> dict[tuple[int, int], str | None]:
    """Return by table and row the question that mappings say; None for a row to be left.

    Raises:
        ImportRefusedError: for a question or a row that there is not.
    """
    found: dict[tuple[int, int], str | None] = {}
    for place, table in enumerate(tables):
        mapping: FileMapping | None = table.found.mapping
        if mapping is None:
            continue
        sheet = table.found.sheet
        numbers = {number: row for row, number in enumerate(sheet.numbers)}
        for at, one in enumerate(mapping.questions):
            if one.sheet is not None and one.sheet != sheet.name:
                continue
            if one.row not in numbers:
                raise mapping.refuse("import.mapping-row", ("rows", at, "row"), row=one.row)
            if one.question is not None and one.question not in edition.positions:
                near = suggestions(one.question, edition.positions)
                values = {"node": one.question, "near": near}
                raise mapping.refuse("profile.unknown-node", ("rows", at, "question"), **values)
            found[place, numbers[one.row]] = one.question
    return found


def suggested(recap: Recap) -> tuple[dict[str, Any], list[Remark]]:
    """Return how a recap is read as a mapping: columns of its first table, and rows in doubt."""
    table = recap.tables[0]
    sheet, columns = table.found.sheet, table.columns
    several = len(recap.tables) > 1
    plain: dict[str, Any] = {"layout": "recap"}
    if sheet.name and not several:
        plain["sheet"] = sheet.name
    if not several:
        plain["header"] = sheet.numbers[columns.last]
        plain["columns"] = [*_columns(table)]
    marked = [one.match.read.line for one in recap.answers.values() if one.other is not None]
    if marked:
        cell = str(
            recap.tables[marked[0].table].found.sheet.cells[marked[0].row][marked[0].columns[1]]
        )
        plain["decimal"] = "," if "," in cell else "."
    rows = [
        {
            **({"sheet": _sheet(recap, one.match.read.line.table)} if several else {}),
            "row": _row(recap, one.match.read.line.table, one.match.read.line.row),
            "question": name,
        }
        for name, one in recap.answers.items()
        if one.match.guess is not None
    ]
    if rows:
        plain["rows"] = rows
    return plain, list(remarks_of(recap))


def _sheet(recap: Recap, table: int) -> str:
    return recap.tables[table].found.sheet.name


def _row(recap: Recap, table: int, row: int) -> int:
    return recap.tables[table].found.sheet.numbers[row]


def _columns(table: Table) -> list[dict[str, Any]]:
    """Return the columns in order; a heading about persons is not said again."""
    roles = {column: role for role, own in table.columns.places.items() for column in own}
    found: list[dict[str, Any]] = []
    for column, heading in sorted(table.columns.headings.items()):
        role = roles.get(column, "other")
        other_value = role == "value" and column != table.values.column
        if role == "other" or other_value:
            own = names_person(key(heading))
            entry = {"column": letters(column), "is": "dropped" if own else "left"}
            found.append(entry if own else {**entry, "heading": heading})
        else:
            found.append({"column": letters(column), "heading": heading, "is": role})
    return found
