"""Tables as columns of raw cells: from CSV, rows, documents and data frames."""

import csv
import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any, Final, Literal

from attrs import evolve

from kla_rules.core.findings import MOST, Finding, check_choice, wrong_type
from kla_rules.core.reading.documents import Document
from kla_rules.core.reading.read import read_file, unreadable
from kla_rules.core.resources import is_there
from kla_rules.core.writing import shown
from kla_rules.tables.cells import Mark
from kla_rules.tables.form import ILLUSTRATIVE, Form, RawTable

Encoding = Literal["utf-8", "windows-1252"]
ENCODINGS: Final[tuple[Encoding, ...]] = ("utf-8", "windows-1252")
MAX_BYTES: Final = 64_000_000
MAX_ROWS: Final = 100_000  # all kecamatan, villages and wards of the nation are fewer
MAX_COLUMNS: Final = 1_000
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


def refused(
    form: Form, finding: Finding, file: str | None, position: tuple[int, int] | None = None
) -> RawTable:
    """Return a table of which nothing could be read."""
    return RawTable(form, file=file, findings=(finding.at(file, position),))


def csv_table(path: FilePath, form: Form, encoding: Encoding, decimal: Mark | None) -> RawTable:
    """Return the table in a CSV file.

    Args:
        path: the file.
        form: what it can hold.
        encoding: "utf-8" (with or without a byte order mark), or "windows-1252".
        decimal: the decimal mark, or None to find it.

    The delimiter is the one under which the header holds columns that are known. With commas
    between cells decimals have a point; with semicolons they may have either, but one of them only.
    """
    name = str(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        return refused(form, unreadable(error, name), name)
    if len(data) > MAX_BYTES:
        return refused(
            form, Finding("document.too-large", {"size": len(data), "limit": MAX_BYTES}), name
        )
    try:
        text = data.decode(_CODECS[encoding])
    except UnicodeDecodeError as error:
        key = "table.encoding" if encoding == "utf-8" else "table.other-encoding"
        finding = Finding(key, {"byte": f"0x{data[error.start]:02x}"})
        line = data.rfind(b"\n", 0, error.start) + 1
        place = (data.count(b"\n", 0, error.start) + 1, error.start - line + 1)
        return refused(form, finding, name, place)
    if encoding != "utf-8" and not data.isascii() and _is_utf_8(data):
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
        for column in _twice(header)
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


def _name(key: object) -> str:
    """Return what a column is called; what is no text can be too long to write."""
    return key if isinstance(key, str) else shown(key)


def _twice(names: Iterable[str]) -> list[str]:
    """Return the columns that stand more than once."""
    return [name for name, number in Counter(names).items() if number > 1]


def row_table(rows: Iterable[Any], form: Form, document: Document | None = None) -> RawTable:
    """Return the table of rows, each a mapping; a key that a row lacks is unknown there."""
    bounded = list(itertools.islice(rows, MAX_ROWS + 1))
    if len(bounded) > MAX_ROWS:
        return refused(form, Finding("table.too-many", {"limit": MAX_ROWS}), None)
    names: dict[str, None] = {}
    file = document.file if document else None
    table = RawTable(form, size=len(bounded), document=document, file=file)
    for index, row in enumerate(bounded):
        if not isinstance(row, Mapping):
            finding = table.place(Finding("table.row"), index, None)
            return evolve(table, findings=(finding,))
        names |= dict.fromkeys(map(_name, row))
        if len(names) > MAX_COLUMNS:
            return refused(form, Finding("table.too-many-columns", {"limit": MAX_COLUMNS}), file)
    columns = {name: [row.get(name) for row in bounded] for name in names if name in form.known}
    return evolve(table, columns=columns, others=form.others(names))


def document_table(path: FilePath, form: Form) -> RawTable:
    """Return the table in a YAML or JSON file: a mapping with a list under the key of its form."""
    if path.suffix.lower() not in {".json", ".yaml", ".yml"} and is_there(path):
        return refused(form, Finding("table.suffix", {"name": path.name}), str(path))
    document = read_file(path)
    root = document.root
    if document.findings:
        return RawTable(form, file=str(path), findings=tuple(document.findings))
    rows = root.get(form.key) if isinstance(root, Mapping) else None
    if not isinstance(rows, list):
        finding = document.locate(Finding("table.no-list", {"key": form.key}))
        return RawTable(form, file=str(path), findings=(finding,))
    known = (form.key, ILLUSTRATIVE)
    unknown = [
        document.locate(
            Finding("table.unknown-key", {"key": key, "known": known}, (key,)), key=True
        )
        for key in root
        if key not in known
    ]
    if unknown:
        return RawTable(form, file=str(path), findings=tuple(unknown))
    return evolve(row_table(rows, form, document), illustrative=root.get(ILLUSTRATIVE))


def frame_table(frame: Any, form: Form) -> RawTable:  # noqa: ANN401 - any data frame
    """Return the table in a data frame: anything with `columns` whose columns make lists."""
    heads = list(itertools.islice(frame.columns, MAX_COLUMNS + 1))
    names = [_name(head).lower() if form.small_heads else _name(head) for head in heads]
    if len(names) > MAX_COLUMNS:
        return refused(form, Finding("table.too-many-columns", {"limit": MAX_COLUMNS}), None)
    findings = [Finding("table.column-twice", {"column": name}, (name,)) for name in _twice(names)]
    if findings:
        return RawTable(form, findings=tuple(findings))
    columns = {}
    for head, name in zip(heads, names, strict=True):
        if name in form.known:
            cells = frame[head]
            columns[name] = cells.to_list() if hasattr(cells, "to_list") else cells.tolist()
    size = len(next(iter(columns.values()))) if columns else 0
    if size > MAX_ROWS:
        return refused(form, Finding("table.too-many", {"limit": MAX_ROWS}), None)
    return RawTable(form, columns=columns, others=form.others(names), size=size)


def table_of(rows: Any, form: Form) -> RawTable:  # noqa: ANN401 - rows or a data frame
    """Return the table of rows, each a mapping, or of a data frame.

    Raises:
        TypeError: for anything else.
    """
    if isinstance(getattr(rows, "columns", None), Iterable):  # of a class of frames it is none
        table = frame_table(rows, form)
        return evolve(table, findings=tuple(map(form.quiet, table.findings)))
    if isinstance(rows, str | bytes | Mapping) or not isinstance(rows, Iterable):
        raise wrong_type("a table", "rows, each a mapping", rows)
    return row_table(rows, form)


def file_table(
    path: FilePath, form: Form, encoding: Encoding = "utf-8", decimal: Mark | None = None
) -> RawTable:
    """Return the table in a file: CSV (`.csv`), JSON (`.json`) or YAML.

    Raises:
        ArgumentError: for an encoding or a decimal mark that there is not.
    """
    check_choice("encoding", encoding, ENCODINGS)
    if decimal is not None:
        check_choice("decimal mark", decimal, (".", ","))
    csv = path.suffix.lower() == ".csv"
    table = csv_table(path, form, encoding, decimal) if csv else document_table(path, form)
    return evolve(table, findings=tuple(map(form.quiet, table.findings)))
