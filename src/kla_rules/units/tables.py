"""Tables of units as columns of raw cells: from CSV, rows, documents and data frames."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
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
_MAX_CELL: Final = 500
_CODECS: Final[Mapping[Encoding, str]] = {"utf-8": "utf-8-sig", "windows-1252": "cp1252"}
_DELIMITERS: Final = (",", ";")


@frozen
class RawTable:
    """Cells as they were given, by column.

    Attributes:
        columns: name to cells, each column as long as the others.
        size: how many rows there are.
        mark: the decimal mark of text.
        file: name of the file, or None.
        document: the document that was read, where it knows its lines; None for CSV and values.
        text: the text of a CSV, to find lines in; None for all else.
        delimiter: of the CSV.
        illustrative: what was read says that it is invented.
        findings: what is wrong with the table as such.
    """

    columns: Mapping[str, Sequence[Any]] = field(factory=dict)
    size: int = 0
    mark: Mark = "."
    file: str | None = None
    document: Document | None = None
    text: str | None = None
    delimiter: str = ","
    illustrative: bool = False
    findings: tuple[Finding, ...] = ()

    def place(self, finding: Finding, row: int, column: str | None) -> Finding:
        """Return a finding with the place of a cell; rows are counted from 0."""
        cell: Path = (row,) if column is None else (row, column)
        if self.document is not None:
            return self.document.locate(evolve(finding, path=("units", *cell)))
        found = evolve(finding, path=cell)
        if self.text is None:
            return found
        position = 1 if column is None else 1 + list(self.columns).index(column)
        return found.at(self.file, (_line(self.text, self.delimiter, row), position))


def _line(text: str, delimiter: str, row: int) -> int:
    """Return the line on which a row of a CSV begins: cells may hold several lines, or none."""
    rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    seen = -2  # the header stands before the first row
    for cells in rows:
        seen += bool(cells)
        if cells and seen == row:
            return rows.line_num - sum(cell.count("\n") for cell in cells)
    return 1


def refused(finding: Finding, file: str | None) -> RawTable:
    """Return a table of which nothing could be read."""
    return RawTable(file=file, findings=(finding.at(file, None),))


def csv_table(
    path: FilePath,
    known: Iterable[str],
    numbers: Iterable[str],
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
        line = data[: error.start].count(b"\n") + 1
        finding = Finding("units.encoding", {"byte": f"0x{data[error.start]:02x}"})
        return RawTable(file=name, findings=(finding.at(name, (line, 1)),))
    return _csv(text, name, (frozenset(known), frozenset(numbers)), decimal)


def _csv(
    text: str, name: str, columns_known: tuple[frozenset[str], frozenset[str]], decimal: Mark | None
) -> RawTable:
    known, numbers = columns_known
    begin = text.split("\n", 1)[0]
    counts = {one: len(known & set(_header(begin, one))) for one in _DELIMITERS}
    delimiter = max(_DELIMITERS, key=lambda one: counts[one])
    if not counts[delimiter]:
        values = {"known": sorted(known)}
        return RawTable(file=name, findings=(Finding("units.header", values).at(name, (1, 1)),))
    try:
        rows = [
            row for row in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True) if row
        ]
    except csv.Error as error:
        found = Finding("units.csv", {"reason": str(error)})
        return RawTable(file=name, findings=(found.at(name, (1, 1)),))
    header, body = [cell.strip() for cell in rows[0]], rows[1:]
    empty: dict[str, Sequence[Any]] = dict.fromkeys(header, ())
    table = RawTable(empty, file=name, text=text, delimiter=delimiter)
    if len(set(header)) < len(header):
        twice = next(one for one in header if header.count(one) > 1)
        doubled = Finding("units.column-twice", {"column": twice})
        return RawTable(file=name, findings=(doubled.at(name, (1, 1)),))
    if len(body) > MAX_ROWS:
        return refused(Finding("units.too-many", {"limit": MAX_ROWS}), name)
    ragged = [i for i, row in enumerate(body) if len(row) != len(header)]
    if ragged:
        some = [
            table.place(
                Finding("units.ragged", {"cells": len(body[i]), "columns": len(header)}), i, None
            )
            for i in ragged[:20]
        ]
        return RawTable(file=name, findings=tuple(some))
    columns: dict[str, Sequence[Any]] = (
        dict(zip(header, zip(*body, strict=True), strict=True))
        if body
        else dict.fromkeys(header, ())
    )
    mark: Mark | None = decimal or (
        "." if delimiter == "," else _mark([columns[one] for one in header if one in numbers])
    )
    if mark is None:
        return RawTable(file=name, findings=(Finding("units.two-marks").at(name, (1, 1)),))
    return RawTable(columns, len(body), mark, name, None, text, delimiter)


def _header(line: str, delimiter: str) -> list[str]:
    try:
        rows = list(csv.reader([line], delimiter=delimiter))
    except csv.Error:
        return []
    return [cell.strip() for cell in rows[0]] if rows else []


def _mark(columns: Iterable[Sequence[str]]) -> Mark | None:
    """Return the decimal mark that columns of numbers use; None where they use two."""
    marks: set[Mark] = set()
    for cells in columns:
        for cell in set(cells):
            digits = cell.strip().removesuffix("%").rstrip()
            for mark in (".", ","):
                whole, found, part = digits.partition(mark)
                if found and whole.isdecimal() and part.isdecimal():
                    marks.add(mark)
    if len(marks) > 1:
        return None
    return marks.pop() if marks else ","


def row_table(rows: Sequence[Any], document: Document | None = None) -> RawTable:
    """Return the table of rows, each a mapping; a key that a row lacks is unknown there."""
    names: dict[str, None] = {}
    for row in rows:
        if not isinstance(row, Mapping):
            return RawTable(findings=(Finding("units.row", {"found": row}),))
        names |= dict.fromkeys(map(str, row))
    if len(rows) > MAX_ROWS:
        return refused(Finding("units.too-many", {"limit": MAX_ROWS}), None)
    columns = {name: [row.get(name) for row in rows] for name in names}
    return RawTable(columns, len(rows), document=document, file=document.file if document else None)


def document_table(path: FilePath) -> RawTable:
    """Return the table in a YAML or JSON file: a mapping with a list under `units`."""
    document = read_file(path)
    root = document.root
    if document.findings:
        return RawTable(file=str(path), findings=tuple(document.findings))
    rows = root.get("units") if isinstance(root, Mapping) else None
    if not isinstance(rows, list):
        return RawTable(file=str(path), findings=(document.locate(Finding("units.no-list")),))
    table = row_table(rows, document)
    return evolve(table, illustrative=root.get("illustrative") is True)


def frame_table(frame: Any) -> RawTable:  # noqa: ANN401 - any data frame
    """Return the table in a data frame: anything with `columns` whose columns make lists."""
    columns = {}
    for name in frame.columns:
        cells = frame[name]
        columns[str(name)] = cells.to_list() if hasattr(cells, "to_list") else cells.tolist()
    size = len(next(iter(columns.values()))) if columns else 0
    return RawTable(columns, size)
