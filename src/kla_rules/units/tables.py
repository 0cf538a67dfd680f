"""Tables of units as columns of raw cells: from CSV, rows, documents and data frames."""

import csv
import io
import itertools
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any, Final, Literal

from attrs import evolve, field, frozen

from kla_rules.findings import Finding, Path
from kla_rules.reading.documents import Document
from kla_rules.reading.read import read_file
from kla_rules.units.cells import Mark

Encoding = Literal["utf-8", "windows-1252"]
ENCODINGS: Final[tuple[Encoding, ...]] = ("utf-8", "windows-1252")
MAX_BYTES: Final = 64_000_000
MAX_ROWS: Final = 200_000
LEFT_ALONE: Final = "x-"
_CODECS: Final[Mapping[Encoding, str]] = {"utf-8": "utf-8-sig", "windows-1252": "cp1252"}
_DELIMITERS: Final = (",", ";")
_DECIMAL: Final = re.compile(r"[0-9]+([.,])[0-9]+\s*%?\Z")
# The first line with which a spreadsheet says how it has separated the cells.
_SEPARATOR: Final = re.compile(r"sep=(.)\Z", re.IGNORECASE)


@frozen
class RawTable:
    """Cells as they were given, by column.

    Attributes:
        columns: name to cells, each column as long as the others; only columns that are known.
        others: the other names, in their order, but for those to be left alone.
        size: how many rows there are.
        mark: the decimal mark of text.
        file: name of the file, or None.
        document: the document that was read, where it knows its lines; None for CSV and values.
        header: the names in a CSV, in their order; empty for all else.
        lines: of a CSV, the line on which each row begins.
        illustrative: what was read says that it is invented.
        findings: what is wrong with the table as such.
    """

    columns: Mapping[str, Sequence[Any]] = field(factory=dict)
    others: Sequence[str] = ()
    size: int = 0
    mark: Mark = "."
    file: str | None = None
    document: Document | None = None
    header: Sequence[str] = ()
    lines: Sequence[int] = ()
    illustrative: object = None
    findings: tuple[Finding, ...] = ()

    @property
    def is_text(self) -> bool:
        """Tell whether every cell is text: those of a CSV are."""
        return bool(self.header)

    def place(self, finding: Finding, row: int | None, column: str | None) -> Finding:
        """Return a finding with the place of a cell: rows from 0 on, None for the header."""
        path: Path = tuple(part for part in (row, column) if part is not None)
        if self.document is not None:
            return self.document.locate(evolve(finding, path=("units", *path)))
        found = evolve(finding, path=path)
        if not self.header:
            return found.at(self.file, None)
        line = self.lines[0 if row is None else row + 1]
        position = 1 + self.header.index(column) if column in self.header else 1
        return found.at(self.file, (line, position))


def refused(
    finding: Finding, file: str | None, position: tuple[int, int] | None = None
) -> RawTable:
    """Return a table of which nothing could be read."""
    return RawTable(file=file, findings=(finding.at(file, position),))


def csv_table(
    path: FilePath,
    known: Collection[str],
    numbers: Collection[str],
    encoding: Encoding,
    decimal: Mark | None,
) -> RawTable:
    """Return the table in a CSV file.

    Args:
        path: the file.
        known: columns that there can be.
        numbers: those of them that hold decimals.
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
        reason = getattr(error, "strerror", None) or str(error)
        return refused(Finding("document.unreadable", {"reason": reason}), name)
    if len(data) > MAX_BYTES:
        return refused(Finding("document.too-large", {"size": len(data), "limit": MAX_BYTES}), name)
    try:
        text = data.decode(_CODECS[encoding])
    except UnicodeDecodeError as error:
        key = "units.encoding" if encoding == "utf-8" else "units.other-encoding"
        finding = Finding(key, {"byte": f"0x{data[error.start]:02x}"})
        line = data.rfind(b"\n", 0, error.start) + 1
        place = (data.count(b"\n", 0, error.start) + 1, error.start - line + 1)
        return refused(finding, name, place)
    if encoding != "utf-8" and not data.isascii() and _is_utf_8(data):
        return refused(Finding("units.is-utf-8"), name, (1, 1))
    return _csv(text, name, known, numbers, decimal)


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _csv(
    text: str,
    name: str,
    known: Collection[str],
    numbers: Collection[str],
    decimal: Mark | None,
) -> RawTable:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    before, delimiter = _begin(text, known)
    if delimiter is None:
        key = "units.header" if text.strip() else "units.empty"
        return refused(Finding(key, {"known": sorted(known)}), name, (before + 1, 1))
    reader = csv.reader(
        itertools.islice(io.StringIO(text), before, None), delimiter=delimiter, strict=True
    )
    rows: list[list[str]] = []
    lines: list[int] = []
    line = before + 1
    try:
        for row in reader:
            if row:
                rows.append(row)
                lines.append(line)
            line = before + reader.line_num + 1
            if len(rows) > MAX_ROWS + 1:
                return refused(Finding("units.too-many", {"limit": MAX_ROWS}), name)
    except csv.Error as error:
        return refused(Finding("units.csv", {"reason": str(error)}), name, (line, 1))
    header, body = [cell.strip().lower() for cell in rows[0]], rows[1:]
    table = RawTable(file=name, header=header, lines=lines)
    findings = [
        table.place(Finding("units.column-twice", {"column": one}), None, one)
        for one in dict.fromkeys(header)
        if header.count(one) > 1 and not one.startswith(LEFT_ALONE)
    ] or [
        table.place(
            Finding("units.ragged", {"cells": len(row), "columns": len(header)}), index, None
        )
        for index, row in enumerate(body)
        if len(row) != len(header)
    ]
    if findings:
        return evolve(table, findings=tuple(findings))
    cells: Iterable[Sequence[str]] = zip(*body, strict=True) if body else itertools.repeat(())
    columns = {one: some for one, some in zip(header, cells, strict=False) if one in known}
    table = evolve(table, columns=columns, others=_others(header, known), size=len(body))
    if decimal is None and delimiter == ";":
        decimal, two = _mark(columns, numbers)
        if two is not None:
            return evolve(table, findings=(table.place(Finding("units.two-marks"), *two),))
    return evolve(table, mark=decimal or ".")


def _others(names: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
    return tuple(one for one in names if one not in known and not one.startswith(LEFT_ALONE))


def _begin(text: str, known: Collection[str]) -> tuple[int, str | None]:
    """Return how many lines stand before the header, and what separates its cells."""
    for before, line in enumerate(io.StringIO(text)):
        begin = line.strip()
        if begin and not _SEPARATOR.match(begin):
            counts = {one: len(set(_header(begin, one)) & set(known)) for one in _DELIMITERS}
            best = max(_DELIMITERS, key=lambda one: counts[one])
            return before, best if counts[best] else None
    return 0, None


def _header(line: str, delimiter: str) -> list[str]:
    try:
        rows = list(csv.reader([line], delimiter=delimiter))
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
            found = _DECIMAL.match(cell.strip())
            here: Mark | None = None if found is None else "." if found[1] == "." else ","
            if here is not None and mark not in {None, here}:
                return ",", (columns[name].index(cell), name)
            mark = here or mark
    return mark or ",", None


def row_table(
    rows: Iterable[Any], known: Collection[str], document: Document | None = None
) -> RawTable:
    """Return the table of rows, each a mapping; a key that a row lacks is unknown there."""
    there = list(itertools.islice(rows, MAX_ROWS + 1))
    if len(there) > MAX_ROWS:
        return refused(Finding("units.too-many", {"limit": MAX_ROWS}), None)
    names: dict[str, None] = {}
    table = RawTable(size=len(there), document=document, file=document.file if document else None)
    for index, row in enumerate(there):
        if not isinstance(row, Mapping):
            finding = table.place(Finding("units.row", {"found": row}), index, None)
            return evolve(table, findings=(finding,))
        names |= dict.fromkeys(map(str, row))
    columns = {name: [row.get(name) for row in there] for name in names if name in known}
    return evolve(table, columns=columns, others=_others(names, known))


def document_table(path: FilePath, known: Collection[str]) -> RawTable:
    """Return the table in a YAML or JSON file: a mapping with a list under `units`."""
    if path.suffix.lower() not in {".json", ".yaml", ".yml"}:
        return refused(Finding("units.suffix", {"name": path.name}), str(path))
    document = read_file(path)
    root = document.root
    if document.findings:
        return RawTable(file=str(path), findings=tuple(document.findings))
    rows = root.get("units") if isinstance(root, Mapping) else None
    if not isinstance(rows, list):
        return RawTable(file=str(path), findings=(document.locate(Finding("units.no-list")),))
    unknown = [
        document.locate(Finding("units.unknown-key", {"key": key}, (key,)), key=True)
        for key in root
        if key not in {"units", "illustrative"}
    ]
    if unknown:
        return RawTable(file=str(path), findings=tuple(unknown))
    return evolve(row_table(rows, known, document), illustrative=root.get("illustrative"))


def frame_table(frame: Any, known: Collection[str]) -> RawTable:  # noqa: ANN401 - any data frame
    """Return the table in a data frame: anything with `columns` whose columns make lists."""
    names = [str(name) for name in frame.columns]
    twice = [one for one in dict.fromkeys(names) if names.count(one) > 1]
    if twice:
        found = [Finding("units.column-twice", {"column": one}, (one,)) for one in twice]
        return RawTable(findings=tuple(found))
    columns = {}
    for name in frame.columns:
        if str(name) in known:
            cells = frame[name]
            columns[str(name)] = cells.to_list() if hasattr(cells, "to_list") else cells.tolist()
    size = len(next(iter(columns.values()))) if columns else 0
    if size > MAX_ROWS:
        return refused(Finding("units.too-many", {"limit": MAX_ROWS}), None)
    return RawTable(columns, _others(names, known), size)
