"""Files as sheets: workbooks, CSV and what separates cells otherwise, JSON of open data."""

import csv
import itertools
from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from attrs import evolve

from kla_rules.core.findings import Finding
from kla_rules.core.given import Place, Upload
from kla_rules.core.notes import Note
from kla_rules.core.reading.documents import Map, Seq
from kla_rules.core.reading.read import bytes_of, read_bytes
from kla_rules.sheets.model import Sheet, Workbook
from kla_rules.sheets.read import read_workbook
from kla_rules.sheets.text import said_delimiter, split_text, with_lines, without_blank_rows
from kla_rules.tables.decoding import Encoding, decoded
from kla_rules.tables.form import LARGEST_ID, MAX_COLUMNS, MAX_ROWS
from kla_rules.tables.frames import as_list
from kla_rules.tables.given import MAX_BYTES

_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
_TEXTS: Final = frozenset({".csv", ".tsv", ".txt", ""})
_SEPARATORS: Final = (",", ";", "\t", "|")
_LOOKED_AT: Final = 30
_DATA: Final = ("data", "result", "records")  # what open data has its records under
_ABOUT: Final = ("pagination", "meta", "metadata")  # and what says how many there are


def read_sheets(place: Place, encoding: Encoding | None = None) -> Workbook:
    """Return a file as sheets; one that is refused has findings and no sheets.

    Raises:
        MissingExtraError: for a workbook, where the library that reads it is not installed.
    """
    suffix, name = place.suffix.lower(), str(place)
    if suffix in _WORKBOOKS:
        return _bounded(read_workbook(place))
    if suffix not in _TEXTS and suffix != ".json":
        return _refused(name, Finding("import.suffix"))
    data = bytes_of(place, MAX_BYTES)
    if isinstance(data, Finding):
        return Workbook(name, findings=(data,))
    if len(data) > MAX_BYTES:
        return _refused(
            name, Finding("document.too-large", {"size": len(data), "limit": MAX_BYTES})
        )
    if suffix == ".json":
        return _records(data, name)
    if suffix == "" and isinstance(place, Upload) and data.startswith(b"PK\x03\x04"):
        return _bounded(read_workbook(place))
    return _text(data, name, encoding)


def _refused(name: str, finding: Finding, line: int | None = None, column: int = 1) -> Workbook:
    return Workbook(name, findings=(finding.at(name, None if line is None else (line, column)),))


def _bounded(book: Workbook) -> Workbook:
    """Return a workbook, or why it is too large to be a table."""
    for sheet in book.sheets.values():
        finding = _too_much(len(sheet.cells), max(map(len, sheet.cells), default=0))
        if finding is not None:
            return Workbook(book.file, findings=(finding.at(book.file, (1, 1, sheet.name)),))
    return book


def _too_much(rows: int, columns: int) -> Finding | None:
    if rows > MAX_ROWS + _LOOKED_AT:
        return Finding("table.too-many", {"limit": MAX_ROWS})
    if columns > MAX_COLUMNS:
        return Finding("table.too-many-columns", {"limit": MAX_COLUMNS})
    return None


def _text(data: bytes, name: str, encoding: Encoding | None) -> Workbook:
    read = decoded(data, encoding)
    if read.finding is not None:
        return _refused(name, read.finding, *read.place)
    text = with_lines(read.text)
    before, said = said_delimiter(text)
    split = split_text(
        text,
        said or _separator(text),
        before,
        most_rows=MAX_ROWS + _LOOKED_AT,
        most_columns=MAX_COLUMNS,
    )
    if split.sheet is None:
        finding = split.finding or Finding("table.csv", {"reason": ""})
        return _refused(name, finding, split.line or None)
    return Workbook(name, {"": without_blank_rows(split.sheet)}, notes=read.notes)


def _separator(text: str) -> str:
    """Return what separates cells: what cuts most of the first lines into as many."""
    lines = [line for line in itertools.islice(text.splitlines(), _LOOKED_AT) if line.strip()]

    def evenly(mark: str) -> tuple[int, int]:
        try:
            sizes = Counter(len(row) for row in csv.reader(lines, delimiter=mark) if len(row) > 1)
        except csv.Error:
            return 0, 0
        width, often = max(sizes.items(), key=lambda one: (one[1], one[0]), default=(0, 0))
        return often, width

    return max(_SEPARATORS, key=evenly)


def _records(data: bytes, name: str) -> Workbook:
    """Return records of JSON as a sheet: a list of them, one on each line, or below some names."""
    document = read_bytes(as_list(data), file=name, json=True, largest=LARGEST_ID)
    if document.findings:
        return Workbook(name, findings=document.findings)
    root: Any = document.root
    total = 0
    while isinstance(root, Map) and (own := [one for one in _DATA if _holds(root, one)]):
        if len(own) > 1:
            return _refused(name, Finding("import.records"), 1)
        total = _total(root) or total
        root = root[own[0]]
    if not isinstance(root, Seq) or not all(isinstance(one, Map) for one in root):
        return _refused(name, Finding("import.records"), 1)
    heads = [*dict.fromkeys(head for one in root for head in one)]
    if too_much := _too_much(len(root), len(heads)):
        return _refused(name, too_much)
    rows: list[Sequence[Any]] = [heads]
    numbers = [1]
    for number, (record, place) in enumerate(zip(root, root.value_positions, strict=True), 1):
        cells = [record.get(head) for head in heads]
        nested = next((at for at, cell in enumerate(cells) if isinstance(cell, Map | Seq)), None)
        line = place[0] if place else number
        if nested is not None:
            return _refused(name, Finding("import.records"), line)
        rows.append(cells)
        numbers.append(line)
    part = Note("import.part-of-records", {"count": len(root), "total": total})
    notes = (part,) if total > len(root) else ()
    return Workbook(name, {"": Sheet("", rows, numbers)}, notes=notes)


def _holds(root: Map, name: str) -> bool:
    return isinstance(root.get(name), Map | Seq)


def _total(root: Map) -> int:
    """Return how many records there are, of which a page may hold some; 0 where nothing says it."""
    places = [root, *(root[one] for one in _ABOUT if isinstance(root.get(one), Map))]
    counts = (place.get(key) for place in places for key in ("total", "count"))
    return max((one for one in counts if type(one) is int), default=0)


def visible(book: Workbook) -> list[Sheet]:
    """Return the sheets that whoever opens the file sees."""
    return [sheet for sheet in book.sheets.values() if "sheet" not in sheet.hidden]


def filled(sheet: Sheet) -> Sheet:
    """Return a sheet in which every cell of merged ones holds what the first of them holds."""
    if not sheet.merged:
        return sheet
    rows = [list(row) for row in sheet.cells]
    refused = dict(sheet.refused)
    index = {number: at for at, number in enumerate(sheet.numbers)}
    for (row, column), (first_row, first_column) in sheet.merged.items():
        at, first = index.get(row), index.get(first_row)
        if at is None or first is None or first_column > len(rows[first]):
            continue
        rows[at] += [None] * (column - len(rows[at]))
        rows[at][column - 1] = rows[first][first_column - 1]
        if (reason := sheet.refused.get((first_row, first_column))) is not None:
            refused.setdefault((row, column), reason)
    return evolve(sheet, cells=rows, refused=refused)
