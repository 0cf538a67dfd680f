"""What a form says of itself: whose it is, of which round, and of which edition."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from kla_rules.core.findings import Position
from kla_rules.core.notes import Note
from kla_rules.core.reading.documents import Map
from kla_rules.core.reading.read import read_value
from kla_rules.core.writing import shown
from kla_rules.model.edition import Edition
from kla_rules.sheets.model import Cell, Workbook
from kla_rules.tables.cells import as_word, is_empty
from kla_rules.workbook import layout
from kla_rules.workbook.building import Building, put
from kla_rules.workbook.cells import Refused, is_blank, number_in, text_in, year_in, yes_in
from kla_rules.workbook.found import FoundTable, Said, position
from kla_rules.workbook.row import Row, known_choices, rows_of
from kla_rules.workbook.words import named_in, truth_words, with_ids

Fields = Sequence[tuple[layout.Field, Said]]
_FIELDS: Final = {field.id: field for field in layout.FIELDS}


def made_with(book: Workbook, tables: Sequence[FoundTable]) -> dict[str, str]:
    """Return what a form says of how it was made, as the layout names it.

    Its properties say it, or where a program has lost them its sheet of them, or rows of a CSV.
    """
    ways = (dict(book.properties), *map(_in_sheet, book.sheets.values()), *map(_in_rows, tables))
    for made in ways:
        if layout.MARK in made:
            return {name: made[name] for name in layout.PROPERTIES if name in made}
    return {}


def _in_sheet(sheet: Any) -> dict[str, str]:  # noqa: ANN401 - a sheet
    return {
        row[0]: text_in(row[1])
        for row in sheet.cells
        if len(row) > 1 and type(row[0]) is str and not is_blank(row[1])
    }


def _in_rows(table: FoundTable) -> dict[str, str]:
    return {name: text_in(row["choice"]) for name, row in _own_rows(table)}


def _own_rows(table: FoundTable) -> Iterator[tuple[str, Row]]:
    """Yield what rows of a table say of the form, by name."""
    for row in rows_of(table):
        cell = row["id"]
        if type(cell) is str and cell.startswith(layout.FIELD_MARK) and not is_empty(row["choice"]):
            yield cell.removeprefix(layout.FIELD_MARK).strip(), row


def fields_in(table: FoundTable) -> Iterator[tuple[layout.Field, Said]]:
    """Yield what rows of a table say of the region and the round, as a CSV has them."""
    for name, row in _own_rows(table):
        field = _FIELDS.get(name)
        if field is not None and (field.holds == "text" or not is_blank(row["choice"])):
            yield field, Said(row["choice"], row.at("choice"))


def take_head(
    fields: Fields, made: Mapping[str, str], asked: Edition | None, building: Building
) -> None:
    """Put what a form says of the region, the round and the edition into the profile.

    Args:
        fields: what its cells say.
        made: how it was made.
        asked: the edition that was asked for.
        building: the profile.
    """
    version = made.get(layout.MARK, layout.VERSION)
    if version != layout.VERSION:
        building.found("form.version", None, found=shown(version), version=layout.VERSION)
    known: dict[str, Said] = {}
    for field, said in fields:
        if field.id in known:
            other = building.place(known[field.id].position)
            building.found("form.field-twice", said.position, field=field.label, other=other)
            continue
        known[field.id] = said
        value = _value(field, said.cell)
        if isinstance(value, Refused):
            building.found("form.cell", said.position, reason=value.reason, **value.values)
            continue
        *above, name = field.id.split(".")
        put(building.map_at(*above, position=said.position), name, value, said.position)
    _edition(made, asked, building)


def _value(field: layout.Field, cell: Cell) -> Any:  # noqa: ANN401 - of any kind
    match field.holds:
        case "year":
            return year_in(cell)
        case "number":
            return number_in(cell)
        case "yes_no":
            return yes_in(cell, truth_words(), [*layout.yes_no().values()])
        case "code":
            return text_in(cell) if isinstance(cell, str) else Refused("code", {"found": str(cell)})
        case "kind":
            return as_word(text_in(cell))
        case "edition":
            return text_in(cell).strip()
        case _:
            return text_in(cell)


def _edition(made: Mapping[str, str], asked: Edition | None, building: Building) -> None:
    """Hold the edition of a form against the one with which it was made, and the one asked for."""
    root, own = building.root, made.get("kla-edition")
    where: Position | None = root.value_positions.get("edition")
    said = root.setdefault("edition", own)
    if said is None:
        del root["edition"]
        if asked is None:
            building.found("form.no-edition", where)
        return
    root.value_positions.setdefault("edition", None)
    if own is not None and said != own:
        building.found("form.edition-edited", where, found=shown(said), edition=own)
    elif asked is not None and said != asked.id:
        building.found("form.other-edition", where, found=shown(said), edition=asked.id)


def take_version(made: Mapping[str, str], edition: Edition, building: Building) -> None:
    """Note where a form was made with another version of its edition."""
    version = made.get("kla-edition-version")
    if version is not None and version != edition.version:
        values = {"found": version, "version": edition.version, "edition": edition.id}
        building.notes.append(Note("form.other-version", values))


def take_stage(edition: Edition, building: Building) -> None:
    """Replace the title of a stage by its id."""
    root = building.root
    if "stage" in root:
        titles = layout.stage_titles(edition)
        stage = named_in(root["stage"], with_ids(titles))
        if stage is None:
            values = known_choices(shown(text_in(root["stage"])), [*titles.values()])
            where = root.value_positions.get("stage")
            building.found("form.cell", where, reason="choice", **values)
        root["stage"] = stage or root["stage"]


def take_scales(
    book: Workbook, tables: Sequence[FoundTable], building: Building
) -> dict[str, list[str]]:
    """Put the table that a form brings along into the profile; return its options by question."""
    for sheet in book.sheets.values():
        kept = [
            (number, cells[1])  # what lists have in the same row stands beside it
            for number, cells in zip(sheet.numbers, sheet.cells, strict=True)
            if len(cells) > 1 and cells[0] == layout.SCALES
        ]
        if kept:
            text = "".join(cell for _, cell in kept if isinstance(cell, str))
            return _scales(text, position(sheet, kept[0][0], 1), building)
    for table in tables:
        for name, row in _own_rows(table):
            if name == layout.SCALES:
                return _scales(str(row["choice"]), row.at("choice"), building)
    return {}


def _scales(text: str, where: Position, building: Building) -> dict[str, list[str]]:
    try:
        document = read_value(json.loads(text))
    except (ValueError, RecursionError):
        document = read_value(None)
    if document.findings or not isinstance(document.root, Map):
        building.found("form.scales", where)
        return {}
    put(building.root, "scales", document.root, where)
    scales = document.root.get("scales")
    return {
        name: list(one["options"])
        for name, one in (scales.items() if isinstance(scales, dict) else ())
        if isinstance(one, dict) and isinstance(one.get("options"), dict)
    }
