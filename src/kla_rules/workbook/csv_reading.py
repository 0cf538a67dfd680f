"""A form as CSV, read to a sheet: as it was written, or saved by a spreadsheet in its own way."""

import csv
from typing import Final

from kla_rules.core.findings import Finding
from kla_rules.core.given import MOST_BYTES, Place, Upload
from kla_rules.core.reading.read import bytes_of
from kla_rules.sheets.model import Workbook
from kla_rules.sheets.text import said_delimiter, split_text, with_lines, without_blank_rows
from kla_rules.tables.cells import as_word
from kla_rules.tables.decoding import decoded, wide_codec
from kla_rules.workbook.cells import Mark
from kla_rules.workbook.found import MOST_ABOVE, headings

_DELIMITERS: Final = (",", ";", "\t")
_BEGINNING: Final = 20_000
_ENOUGH: Final = 5  # so many of our headings no other table has
_MOST_LINES: Final = 20_000
_MOST_CELLS: Final = 200


def is_form_csv(path: Place) -> bool:
    """Return whether a file begins as a form does that is a CSV."""
    try:
        with path.open("rb") as stream:
            begin = stream.read(_BEGINNING)
    except (OSError, ValueError):  # whoever reads it tells
        return False
    text = begin.decode(wide_codec(begin) or "utf-8-sig", "replace")
    return any(_ours(text, mark) >= _ENOUGH for mark in _DELIMITERS)


def is_form(path: Place) -> bool:
    """Return whether a file is a workbook, or a form as CSV."""
    suffix = path.suffix.lower()
    if suffix in _WORKBOOKS:
        return True
    unnamed = isinstance(path, Upload) and not suffix
    return (suffix == ".csv" or unnamed) and is_form_csv(path)


# What no program of ours can read is refused by the reader of workbooks, with how to save it.
_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})


def _ours(text: str, delimiter: str) -> int:
    """Return how many headings of a form stand in one line at the beginning of a text, at most."""
    lines = text.splitlines()[:MOST_ABOVE]
    return max((_headings_in(line, delimiter) for line in lines), default=0)


def _headings_in(line: str, delimiter: str) -> int:
    try:
        heads = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return 0
    return len({known for head in heads if (known := headings().get(as_word(head)))})


def read_csv_form(path: Place) -> tuple[Workbook, Mark]:
    """Return a form that is a CSV as a workbook of one sheet, and its decimal mark.

    With semicolons between cells decimals have a comma, as spreadsheets write both together.
    """
    name = str(path)
    data = bytes_of(path, MOST_BYTES)
    if isinstance(data, Finding):
        return Workbook(name, findings=(data,)), ""
    if len(data) > MOST_BYTES:
        large = Finding("document.too-large", {"size": len(data), "limit": MOST_BYTES}, file=name)
        return Workbook(name, findings=(large,)), ""
    read = decoded(data, None)
    if read.finding is not None:
        return Workbook(name, findings=(read.finding.at(name, read.place),)), ""
    text = with_lines(read.text)
    before, said = said_delimiter(text)
    begin = text[:_BEGINNING]
    delimiter = said or max(_DELIMITERS, key=lambda mark: _ours(begin, mark))
    mark: Mark = "." if delimiter == "," else ","
    split = split_text(text, delimiter, before, most_rows=_MOST_LINES, most_columns=_MOST_CELLS)
    if split.sheet is None:
        finding = split.finding or Finding("table.csv", {"reason": ""})
        place = (split.line, 1) if split.line else None
        return Workbook(name, findings=(finding.at(name, place),)), mark
    return Workbook(name, {"": without_blank_rows(split.sheet)}, notes=read.notes), mark
