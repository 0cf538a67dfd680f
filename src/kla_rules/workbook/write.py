"""Write a profile form as a workbook (.xlsx), or as CSV."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any, Final

from attrs import evolve

from kla_rules.core.text import Text
from kla_rules.core.writing import spreadsheet_cell
from kla_rules.sheets.write import open_workbook
from kla_rules.workbook.calculation import Reckoned, reckoned, write_calculation
from kla_rules.workbook.content import Content, Part, Row
from kla_rules.workbook.formulas import quoted
from kla_rules.workbook.layout import (
    ANSWERS,
    CSV,
    DOCUMENTS,
    FIELD_MARK,
    FIELDS,
    HEAD_ROW,
    MEASURES,
    NODE_MARK,
    PARTS,
    SCALES,
    Column,
    kind_titles,
    office_titles,
    yes_no,
)
from kla_rules.workbook.overview import Overview, progress_of
from kla_rules.workbook.sheet import Form, height, open_form

# Rows that are left free, for a second document and a second reading.
_MORE_DOCUMENTS: Final = 100
_MORE_READINGS: Final = 20
_GUIDE_WIDTHS: Final = (30, 100)
_LONGEST_CELL: Final = 30_000
_DATA_WIDTH: Final = 24


def workbook_form(content: Content) -> bytes:
    """Return a form as a workbook.

    Raises:
        MissingExtraError: where the library that writes workbooks is not installed.
    """
    stream = BytesIO()
    book = open_workbook(stream)
    form = open_form(book, content)
    made = reckoned(content, form.names["calculation"])
    _guide(form)
    Overview(form, made).write()
    for part in content.parts:
        _part(form, part, made)
    if content.nodes:
        _table(form, "parts", PARTS, content.nodes)
    if content.measures:
        _table(form, "measures", MEASURES, (*content.measures, *_free_readings(content)))
    _table(form, "documents", DOCUMENTS, (*content.documents, *_free_documents(content)))
    write_calculation(form, made)
    _data(form)
    for name, value in content.properties.items():
        book.set_custom_property(name, value, "text")
    book.get_worksheet_by_name(form.names["overview"]).activate()
    book.close()
    return stream.getvalue()


def _guide(form: Form) -> None:
    """Write how the form is filled in, and what each column holds."""
    sheet = form.new_sheet("guide", form.names["guide"])
    sheet.set_column(0, 0, _GUIDE_WIDTHS[0])
    sheet.set_column(1, 1, _GUIDE_WIDTHS[1])
    sheet.fit_to_pages(1, 1)
    row = 2
    for key in ("start", "answer", "choice", "unknown", "evidence", "elsewhere", "send", "private"):
        sheet.write_string(row, 0, form.say(f"guide-{key}"), form.styles["key"])
        said = form.say(f"guide-{key}-about")
        sheet.write_string(row, 1, said, form.styles["shown"])
        sheet.set_row(row, height([(said, _GUIDE_WIDTHS[1])]))
        row += 1
    row += 1
    sheet.write_string(row, 0, form.say("guide-column"), form.styles["head"])
    sheet.write_string(row, 1, form.say("guide-meaning"), form.styles["head"])
    for column in ANSWERS:
        row += 1
        heading = column.heading.get(form.content.language)
        sheet.write_string(row, 0, heading, form.styles["key"])
        said = form.say(f"about-{column.id}")
        sheet.write_string(row, 1, said, form.styles["shown"])
        sheet.set_row(row, height([(said, _GUIDE_WIDTHS[1])]))


def _part(form: Form, part: Part, made: Reckoned) -> None:
    """Write the sheet of an agency."""
    sheet = form.new_sheet(part.agency, part.title, ANSWERS)
    sheet.write_string(1, 0, form.say("part-about"), form.styles["lead"])
    count = sum(row.id in made.answered for row in part.rows if not row.elsewhere)
    said = form.say("overview-of", count=part.own)
    sheet.write_string(2, 0, form.say("column-answered"), form.styles["key"])
    formula = f"{progress_of(made, part.agency)}&{quoted(said)}"
    sheet.write_formula(2, 2, formula, form.styles["key"], f"{count}{said}")
    if form.content.given.data.get("illustrative"):
        sheet.write_string(2, 3, form.say("overview-illustrative"), form.styles["lead"])
    form.write_rows(sheet, ANSWERS, part.rows)
    form.bound_columns(sheet, ANSWERS, len(part.rows), _titles(form.content))
    sheet.set_v_pagebreaks([[column.id for column in ANSWERS].index("remark")])


def _table(form: Form, key: str, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """Write a sheet of its own for rows that belong to no agency."""
    sheet = form.new_sheet(key, form.names[key], columns)
    sheet.write_string(1, 0, form.say(f"{key}-about"), form.styles["lead"])
    form.write_rows(sheet, columns, rows)
    form.bound_columns(sheet, columns, len(rows), _titles(form.content))
    number = [column.id for column in columns].index("number") if key != "documents" else None
    for index, row in enumerate(rows, HEAD_ROW):
        if key == "parts" and number is not None and "number" in row.open:
            ceiling = form.content.edition.node(row.id).ceiling_points
            sheet.data_validation(index, number, index, number, form.number_of(float(ceiling)))


def _titles(content: Content) -> Mapping[str, Sequence[str]]:
    """Return by what a column holds the texts that can be chosen in it."""
    edition = content.edition
    named: Mapping[str, Mapping[Any, Text]] = {
        "kind": kind_titles(edition),
        "agency": office_titles(edition, "agency"),
        "signer": office_titles(edition, "signed_by"),
        "yes_no": yes_no(),
    }
    return {
        holds: [title.get(content.language) for title in titles.values()]
        for holds, titles in named.items()
    }


def _free_documents(content: Content) -> list[Row]:
    """Return rows for further documents, of any question of the form."""
    own = tuple(row.id for part in content.parts for row in part.rows if row.asked)
    free = Row("", {}, frozenset(column.id for column in DOCUMENTS) - {"title"})
    return [evolve(free, lists={"id": own})] * _MORE_DOCUMENTS if own else []


def _free_readings(content: Content) -> list[Row]:
    """Return rows for further readings of measures."""
    shown = {"title", "asked"}
    own = tuple(dict.fromkeys(row.id for row in content.measures))
    opened = frozenset(column.id for column in MEASURES) - shown
    choices = tuple(title.get(content.language) for title in yes_no().values())
    return [Row("", {}, opened, None, {"id": own, "choice": choices})] * _MORE_READINGS


def _data(form: Form) -> None:
    """Write what a program reads and nobody else: what the form is, and the lists."""
    sheet = form.book.get_worksheet_by_name(form.names["data"])
    sheet.protect("")
    sheet.hide()
    sheet.set_column(0, 1, _DATA_WIDTH)
    content = form.content
    for row, (name, value) in enumerate(content.properties.items()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)
    if content.scales is not None:
        text = json.dumps(content.scales)
        for row, begin in enumerate(range(0, len(text), _LONGEST_CELL), len(content.properties)):
            sheet.write_string(row, 0, SCALES)
            sheet.write_string(row, 1, text[begin : begin + _LONGEST_CELL])
    for options, source in form.lists.items():
        letter = source.split("$")[1]
        for row, option in enumerate(options, 1):
            write = sheet.write_string if isinstance(option, str) else sheet.write_number
            write(f"{letter}{row}", option)


def csv_form(content: Content, *, semicolon: bool = False) -> str:
    """Return a form as CSV.

    Args:
        content: of the form.
        semicolon: between cells, with a decimal comma, as spreadsheets in Indonesian take them.
    """
    stream = StringIO()
    writer = csv.writer(stream, delimiter=";" if semicolon else ",", lineterminator="\n")
    writer.writerow(column.heading.get(content.language) for column in CSV)
    for agency, row in _csv_rows(content):
        cells = {"id": row.id, "responsible": agency, **row.cells}
        writer.writerow(_csv_cell(cells.get(column.id), comma=semicolon) for column in CSV)
    return stream.getvalue()


def _csv_rows(content: Content) -> Iterator[tuple[str | None, Row]]:
    """Yield every row with the name of its agency."""
    for name, value in content.properties.items():
        yield None, Row(FIELD_MARK + name, {"choice": value})
    for one in FIELDS:
        cells = {"title": one.label.get(content.language), "choice": content.fields[one.id]}
        yield None, Row(FIELD_MARK + one.id, cells)
    if content.scales is not None:
        yield None, Row(FIELD_MARK + SCALES, {"choice": json.dumps(content.scales)})
    for part in content.parts:
        for row in part.rows:
            if not row.elsewhere:
                yield part.title, evolve(row, id=NODE_MARK + row.id)
    for row in (*content.documents, *content.nodes):
        yield None, evolve(row, id=NODE_MARK + row.id)
    for row in content.measures:
        yield None, row


def _csv_cell(value: Any, *, comma: bool) -> str:  # noqa: ANN401 - a cell
    if value is None:
        return ""
    text = spreadsheet_cell(value) if isinstance(value, str) else f"{value}"
    return text.replace(".", ",") if comma and isinstance(value, float) else text
