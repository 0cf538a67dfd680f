"""Tables in files as columns of raw cells: CSV, sheets of workbooks, and documents."""

from typing import Final

from attrs import evolve

from kla_rules.core.findings import Finding, check_choice
from kla_rules.core.given import ARCHIVE, Place, Upload
from kla_rules.core.notes import Note
from kla_rules.core.reading.read import bytes_of, read_file
from kla_rules.core.resources import is_there
from kla_rules.sheets.read import read_workbook
from kla_rules.tables.cells import Mark
from kla_rules.tables.decoding import ENCODINGS, Encoding, decoded
from kla_rules.tables.form import LARGEST_ID, Form, RawTable, refused
from kla_rules.tables.frames import as_list, document_rows
from kla_rules.tables.given import MAX_BYTES, TEXTS, WORKBOOKS, is_csv
from kla_rules.tables.heads import find_heads, is_whole
from kla_rules.tables.separated import separated
from kla_rules.tables.sheet_table import sheet_table

_DOCUMENTS: Final = frozenset({".json", ".yaml", ".yml"})


def csv_table(
    path: Place,
    form: Form,
    encoding: Encoding | None = None,
    decimal: Mark | None = None,
    *,
    is_said: bool = True,
) -> RawTable:
    """Return the table in a text with marks between its cells: CSV, tabs, bars.

    Args:
        path: the file.
        form: what it can hold.
        encoding: "utf-8" (with or without a byte order mark), "utf-16" or "windows-1252"; None:
            what it can be read in alone.
        decimal: the decimal mark, or None to find it.
        is_said: whoever reads it can say the encoding; a hint of it is of use.

    The mark is the one under which the header holds columns that are known. With commas between
    cells decimals have a point; with others they may have either, but one of them only.
    """
    name = str(path)
    data = bytes_of(path, MAX_BYTES)
    if isinstance(data, Finding):
        return refused(form, data, name)
    if data.startswith(ARCHIVE):
        return workbook_table(Upload(name, data), form, decimal)
    if len(data) > MAX_BYTES:
        return refused(
            form, Finding("document.too-large", {"size": len(data), "limit": MAX_BYTES}), name
        )
    text = decoded(data, encoding)
    if text.finding is not None:
        finding = text.finding
        if finding.id == "table.encoding" and not finding.values["reason"] and not is_said:
            finding = evolve(finding, values={**finding.values, "reason": "only"})
        return refused(form, finding, name, text.place)
    read = separated(text.text, form)
    if read.sheet is None:
        finding = read.finding or Finding("table.csv", {"reason": ""})
        table = refused(form, finding, name, (read.line, 1) if read.line else None)
        return evolve(table, first_line=read.first_line)
    # With commas between cells a comma in a number would have to stand in quotes.
    mark: Mark | None = "." if read.delimiter == "," else None
    table = sheet_table(read.sheet, name, form, decimal, mark)
    return evolve(table, notes=(*text.notes, *table.notes))


def workbook_table(path: Place, form: Form, decimal: Mark | None = None) -> RawTable:
    """Return the table in a workbook: on the only sheet that has headings which are known.

    Raises:
        MissingExtraError: where the library that reads workbooks is not installed.
    """
    book = read_workbook(path)
    if book.findings:
        return RawTable(form, file=book.file, findings=book.findings)
    full = [sheet for sheet in book.sheets.values() if sheet.cells]
    tables = [sheet for sheet in full if find_heads(sheet.cells, form) is not None]
    whole = [sheet for sheet in tables if is_whole(sheet.cells, form)] or tables
    if len(whole) > 1:
        names = [sheet.name for sheet in whole]
        return refused(form, Finding("table.several-sheets", {"sheets": names}), book.file)
    if not whole:
        key = "table.header" if full else "table.empty"
        known = form.required or tuple(form.numbers)[:3]
        position = (1, 1, full[0].name) if len(full) == 1 else None
        return refused(form, Finding(key, {"known": known}), book.file, position)
    table = sheet_table(whole[0], book.file, form, decimal)
    others = [sheet.name for sheet in full if sheet is not whole[0]]
    values = {"sheet": whole[0].name, "others": others}
    sheets = (Note("table.other-sheets", values),) if others else ()
    # What is hidden on a sheet that is not read is no matter of the table.
    hidden = (one for one in book.notes if one.values.get("sheet", whole[0].name) == whole[0].name)
    return evolve(table, notes=(*hidden, *sheets, *table.notes))


def document_table(path: Place, form: Form) -> RawTable:
    """Return the table in a YAML or JSON file: a mapping with a list under the key of its form."""
    named = path.suffix or not isinstance(path, Upload)
    if named and path.suffix.lower() not in _DOCUMENTS and is_there(path):
        return refused(form, Finding("table.suffix", {"name": path.name}), str(path))
    if isinstance(path, Upload) and path.unread is None and path.suffix == ".json":
        path = evolve(path, data=as_list(path.data))
    document = read_file(path, largest=LARGEST_ID)
    return document_rows(document, form)


def file_table(
    path: Place, form: Form, encoding: Encoding | None = None, decimal: Mark | None = None
) -> RawTable:
    """Return the table in a file: CSV (`.csv`, `.tsv`, `.txt`), a workbook, JSON or YAML.

    An upload without a name is what it looks like.

    Raises:
        ArgumentError: for an encoding or a decimal mark that there is not.
        MissingExtraError: for a workbook where the library that reads it is not installed.
    """
    check_reading(encoding, decimal)
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS:
        table = workbook_table(path, form, decimal)
    elif suffix in TEXTS or (isinstance(path, Upload) and is_csv(path, form)):
        table = csv_table(path, form, encoding, decimal)
    else:
        table = document_table(path, form)
    return evolve(table, findings=tuple(map(form.quiet, table.findings)))


def check_reading(encoding: str | None = None, decimal: str | None = None) -> None:
    """Refuse a way of reading a CSV that there is not.

    Raises:
        ArgumentError: for an encoding or a decimal mark that there is not.
        TypeError: for what is no text.
    """
    if encoding is not None:
        check_choice("encoding", encoding, ENCODINGS)
    if decimal is not None:
        check_choice("decimal mark", decimal, (".", ","))
