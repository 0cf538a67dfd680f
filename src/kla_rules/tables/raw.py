"""Tables as columns of raw cells: from CSV, rows, documents and data frames."""

import csv
import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

from attrs import evolve

from kla_rules.core.findings import MOST, Finding, check_choice
from kla_rules.core.given import Place, Upload
from kla_rules.core.reading.read import bytes_of, read_file
from kla_rules.core.resources import is_there
from kla_rules.tables.cells import Mark
from kla_rules.tables.form import LARGEST_ID, MAX_COLUMNS, MAX_ROWS, Form, RawTable, refused
from kla_rules.tables.frames import as_list, document_rows, twice
from kla_rules.tables.given import MAX_BYTES, is_csv

Encoding = Literal["utf-8", "windows-1252"]
ENCODINGS: Final[tuple[Encoding, ...]] = ("utf-8", "windows-1252")
# In a line: what stands between cells may stand within quotes as well.
_LONGEST_HEADER: Final = 100_000
_MOST_MARKS: Final = 20 * MAX_COLUMNS
_CODECS: Final[Mapping[Encoding, str]] = {"utf-8": "utf-8-sig", "windows-1252": "cp1252"}
# What is wrong with a CSV, by what the standard library says of it.
_CSV_REASONS: Final = {
    "unexpected end of data": "quote",
    "expected after": "behind",
    "field larger": "long",
}
_DELIMITERS: Final = (",", ";")
_DECIMAL: Final = re.compile(r"[0-9]+([.,])[0-9]+\s*%?\Z")
# The first line with which a spreadsheet says how it has separated the cells.
_SEPARATOR: Final = re.compile(r"sep=(.)\Z", re.IGNORECASE)


def csv_table(path: Place, form: Form, encoding: Encoding | None, decimal: Mark | None) -> RawTable:
    """Return the table in a CSV file.

    Args:
        path: the file.
        form: what it can hold.
        encoding: "utf-8" (with or without a byte order mark), or "windows-1252"; None: the first,
            where nothing else can be said.
        decimal: the decimal mark, or None to find it.

    The delimiter is the one under which the header holds columns that are known. With commas
    between cells decimals have a point; with semicolons they may have either, but one of them only.
    """
    name = str(path)
    data = bytes_of(path, MAX_BYTES)
    if isinstance(data, Finding):
        return refused(form, data, name)
    if len(data) > MAX_BYTES:
        return refused(
            form, Finding("document.too-large", {"size": len(data), "limit": MAX_BYTES}), name
        )
    try:
        text = data.decode(_CODECS[encoding or "utf-8"])
    except UnicodeDecodeError as error:
        key = "table.other-encoding" if encoding == "windows-1252" else "table.encoding"
        reason = "" if encoding else "only"
        finding = Finding(key, {"byte": f"0x{data[error.start]:02x}", "reason": reason})
        line = data.rfind(b"\n", 0, error.start) + 1
        place = (data.count(b"\n", 0, error.start) + 1, error.start - line + 1)
        return refused(form, finding, name, place)
    if encoding == "windows-1252" and not data.isascii() and _is_utf_8(data):
        return refused(form, Finding("table.is-utf-8"), name, (1, 1))
    return _csv(text, name, form, decimal)


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _csv(text: str, name: str, form: Form, decimal: Mark | None) -> RawTable:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    before, delimiter = _begin(text, form.known)
    if delimiter is None:
        key = "table.header" if text.strip() else "table.empty"
        known = form.required or tuple(form.numbers)[:3]
        table = refused(form, Finding(key, {"known": known}), name, (before + 1, 1))
        first = next(itertools.islice(_lines(text), before, None), "")
        return evolve(table, first_line=first[:_LONGEST_HEADER])
    wide = Finding("table.too-many-columns", {"limit": MAX_COLUMNS})
    own = itertools.islice(_lines(text), before, None)
    reader = csv.reader(_bounded(own, delimiter), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    same: dict[str, str] = {}  # cells repeat: a text that is kept once takes a tenth of the memory
    line = before + 1
    try:
        for row in reader:
            if len(row) > MAX_COLUMNS:
                return refused(form, wide, name, (line, 1))
            if row:
                rows.append([same.setdefault(cell, cell) for cell in row])
                lines.append(line)
            line = before + reader.line_num + 1
            if len(rows) > MAX_ROWS + 1:
                return refused(form, Finding("table.too-many", {"limit": MAX_ROWS}), name)
    except _TooWideError:
        return refused(form, wide, name, (line, 1))
    except csv.Error as error:
        reasons = (reason for text, reason in _CSV_REASONS.items() if text in str(error))
        reason = next(reasons, "")
        return refused(form, Finding("table.csv", {"reason": reason}), name, (line, 1))
    header, body = [cell.strip().lower() for cell in rows[0]], rows[1:]
    table = RawTable(form, file=name, header=header, lines=lines)
    findings = [
        table.place(Finding("table.empty-column", {"number": number}), None, "")
        for number, column in enumerate(header, 1)
        if not column
    ][:1] or [
        table.place(Finding("table.column-twice", {"column": column}), None, column)
        for column in twice(header)
        if column in form.known or column in form.others((column,))
    ]
    ragged = [] if findings else _ragged(table, body)
    if findings or (ragged and not form.row_by_row):
        return evolve(table, others=form.others(header), findings=(*findings, *ragged))
    if ragged:
        even = [index for index, row in enumerate(body) if len(row) == len(header)]
        body = [body[index] for index in even]
        lines = [lines[0], *(lines[index + 1] for index in even)]
        table = evolve(table, lines=lines, left_out=tuple(ragged))
    cells: Iterable[Sequence[str]] = zip(*body, strict=True) if body else itertools.repeat(())
    columns = {
        column: own for column, own in zip(header, cells, strict=False) if column in form.known
    }
    table = evolve(table, columns=columns, others=form.others(header), size=len(body))
    if decimal is None and delimiter == ";":
        decimal, two = _mark(columns, form.numbers)
        if two is not None:
            return evolve(table, findings=(table.place(Finding("table.two-marks"), *two),))
    return evolve(table, mark=decimal or ".")


def _ragged(table: RawTable, body: Sequence[Sequence[str]]) -> list[Finding]:
    """Return findings for rows that are not as wide as the header, up to the most."""
    width = len(table.header)
    uneven = ((index, len(row)) for index, row in enumerate(body) if len(row) != width)
    return [
        table.place(Finding("table.ragged", {"cells": cells, "columns": width}), index, None)
        for index, cells in itertools.islice(uneven, MOST + 1)
    ]


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text; a stream of it would hold it once more, four times as large."""
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin) + 1 or len(text)
        yield text[begin:end]
        begin = end


class _TooWideError(Exception):
    """A line has far more cells than any table; nothing of it is taken apart."""


def _bounded(lines: Iterable[str], delimiter: str) -> Iterator[str]:
    for line in lines:
        if line.count(delimiter) > _MOST_MARKS:
            raise _TooWideError
        yield line


def _begin(text: str, known: Collection[str]) -> tuple[int, str | None]:
    """Return how many lines stand before the header, and what separates its cells."""
    for before, line in enumerate(_lines(text)):
        begin = line.strip()
        if begin and not _SEPARATOR.match(begin):
            counts = {mark: len(set(_header(begin, mark)) & set(known)) for mark in _DELIMITERS}
            best = max(_DELIMITERS, key=lambda mark: counts[mark])
            return before, best if counts[best] else None
    return 0, None


def _header(line: str, delimiter: str) -> list[str]:
    try:
        rows = list(csv.reader([line[:_LONGEST_HEADER]], delimiter=delimiter))
    except csv.Error:
        return []
    return [cell.strip().lower() for cell in rows[0]] if rows else []


def _mark(
    columns: Mapping[str, Sequence[str]], numbers: Collection[str]
) -> tuple[Mark, tuple[int, str] | None]:
    """Return the decimal mark that columns of numbers use, and where they begin to use another."""
    mark: Mark | None = None
    for name in columns.keys() & set(numbers):
        for cell in dict.fromkeys(columns[name]):
            decimal = _DECIMAL.match(cell.strip())
            own: Mark | None = None if decimal is None else "." if decimal[1] == "." else ","
            if own is not None and mark not in {None, own}:
                return ",", (columns[name].index(cell), name)
            mark = own or mark
    return mark or ",", None


def document_table(path: Place, form: Form) -> RawTable:
    """Return the table in a YAML or JSON file: a mapping with a list under the key of its form."""
    named = path.suffix or not isinstance(path, Upload)
    if named and path.suffix.lower() not in {".json", ".yaml", ".yml"} and is_there(path):
        return refused(form, Finding("table.suffix", {"name": path.name}), str(path))
    if isinstance(path, Upload) and path.unread is None and path.suffix == ".json":
        path = evolve(path, data=as_list(path.data))
    document = read_file(path, largest=LARGEST_ID)
    return document_rows(document, form)


def file_table(
    path: Place, form: Form, encoding: Encoding = "utf-8", decimal: Mark | None = None
) -> RawTable:
    """Return the table in a file: CSV (`.csv`), JSON (`.json`) or YAML.

    An upload without a name is what it looks like.

    Raises:
        ArgumentError: for an encoding or a decimal mark that there is not.
    """
    check_reading(encoding, decimal)
    csv = path.suffix.lower() == ".csv" or (isinstance(path, Upload) and is_csv(path, form.known))
    table = csv_table(path, form, encoding, decimal) if csv else document_table(path, form)
    return evolve(table, findings=tuple(map(form.quiet, table.findings)))


def check_reading(encoding: str = "utf-8", decimal: str | None = None) -> None:
    """Refuse a way of reading a CSV that there is not.

    Raises:
        ArgumentError: for an encoding or a decimal mark that there is not.
        TypeError: for what is no text.
    """
    check_choice("encoding", encoding, ENCODINGS)
    if decimal is not None:
        check_choice("decimal mark", decimal, (".", ","))
