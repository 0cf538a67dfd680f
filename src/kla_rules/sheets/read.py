"""Read a workbook (.xlsx): its cells by sheet, within bounds."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from attrs import evolve

from kla_rules.core.findings import Finding
from kla_rules.core.given import Place
from kla_rules.core.notes import Note
from kla_rules.core.places import column_letters
from kla_rules.core.reading.documents import StopReadingError
from kla_rules.core.reading.read import bytes_of
from kla_rules.sheets.book import SheetPart, read_book
from kla_rules.sheets.bounds import MAX_BYTES, Budget, stop
from kla_rules.sheets.cells import ENTRY, Context, SheetReading, in_place_of
from kla_rules.sheets.formats import read_formats
from kla_rules.sheets.model import Sheet, Workbook
from kla_rules.sheets.package import Package
from kla_rules.sheets.strings import read_strings
from kla_rules.sheets.xml import scan

_MOST_SPANS: Final = 10  # of hidden rows or columns that a note names


def read_workbook(path: Place) -> Workbook:
    """Return what a workbook holds; one that is refused has findings and no sheets."""
    name = str(path)
    data = bytes_of(path, MAX_BYTES)
    if isinstance(data, Finding):
        return Workbook(name, findings=(data,))
    try:
        return _read(name, data)
    except StopReadingError as error:
        return Workbook(name, findings=(evolve(error.finding, file=name),))


def _read(name: str, data: bytes) -> Workbook:
    if len(data) > MAX_BYTES:
        raise stop("workbook.too-much", reason="bytes", limit=MAX_BYTES // 1_000_000)
    budget = Budget()
    package = Package(data, budget)
    book = read_book(package)
    strings = read_strings(package, book.strings)
    formats = read_formats(package, book.styles)
    context = Context(strings, formats, book.from_1904, book.untrusted, budget)
    sheets = {one.name: _sheet(package, one, context) for one in book.sheets}
    notes = tuple(note for sheet in sheets.values() for note in _notes(sheet))
    return Workbook(name, sheets, notes=notes, properties=book.properties)


def _sheet(package: Package, part: SheetPart, context: Context) -> Sheet:
    reading = SheetReading(context, part.part)
    scan(package, part.part, reading)
    if not reading.has_data:
        raise stop("workbook.damaged", reason="part", part=part.part)
    merged = _merged(reading)
    _refuse_covered(reading, merged)
    if context.untrusted is not None:
        _refuse_filled(reading, f"formula-{context.untrusted}")
    widest = max(map(len, reading.rows), default=0)
    columns = {
        column
        for first, last in reading.hidden_columns
        for column in range(first, min(last, widest) + 1)
    }
    hidden = {"sheet": part.is_hidden, "rows": reading.hidden_rows, "columns": columns}
    return Sheet(
        part.name,
        reading.rows,
        reading.numbers,
        frozenset(kind for kind, some in hidden.items() if some),
        merged,
        refused=reading.refused,
        hidden_rows=frozenset(reading.hidden_rows),
        hidden_columns=frozenset(columns),
    )


def _merged(reading: SheetReading) -> dict[tuple[int, int], tuple[int, int]]:
    """Return each cell within merged ones but the first, as far as the sheet holds anything."""
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    widest = max(map(len, reading.rows), default=0)
    for top, left, bottom, right in reading.merged:
        for row in _within(reading, top, bottom):
            number = reading.numbers[row]
            for column in range(left, min(right, widest) + 1):
                if (number, column) != (top, left):
                    reading.budget.keep(ENTRY)
                    merged.setdefault((number, column), (top, left))
    return merged


def _within(reading: SheetReading, top: int, bottom: int) -> range:
    """Return the places of the rows between two of the sheet, of those that hold anything."""
    reading.budget.keep(ENTRY)
    return range(bisect_left(reading.numbers, top), bisect_right(reading.numbers, bottom))


def _refuse_covered(
    reading: SheetReading, merged: Mapping[tuple[int, int], tuple[int, int]]
) -> None:
    """Refuse values that stand below a merged cell: nobody who opens the file sees them."""
    for number, column in merged:
        _refuse(reading, bisect_left(reading.numbers, number), column, "covered")


def _refuse_filled(reading: SheetReading, reason: str) -> None:
    """Refuse the values of a formula that fills a range, of which only one cell has it."""
    for top, left, bottom, right in reading.filled:
        for row in _within(reading, top, bottom):
            for column in range(left, min(right, len(reading.rows[row])) + 1):
                reading.budget.keep(ENTRY)
                _refuse(reading, row, column, reason)


def _refuse(reading: SheetReading, row: int, column: int, reason: str) -> None:
    cells, place = reading.rows[row], (reading.numbers[row], column)
    if column <= len(cells) and cells[column - 1] is not None and place not in reading.refused:
        reading.budget.keep(ENTRY)
        reading.refused[place] = reason
        cells[column - 1] = in_place_of(reason)


def _notes(sheet: Sheet) -> Iterator[Note]:
    """Yield what whoever opens the file does not see, and what was read all the same."""
    if not sheet.cells:
        return
    if "sheet" in sheet.hidden:
        yield Note("workbook.hidden-sheet", {"sheet": sheet.name})
    if sheet.hidden_rows:
        places = _spans(sorted(sheet.hidden_rows))
        yield Note("workbook.hidden-rows", {"sheet": sheet.name, "places": places})
    if sheet.hidden_columns:
        columns = sorted(sheet.hidden_columns)
        places = _spans(columns, column_letters)
        yield Note("workbook.hidden-columns", {"sheet": sheet.name, "places": places})


def _spans(numbers: Sequence[int], write: Callable[[int], str] = str) -> list[str]:
    """Return numbers as spans, the first few of them."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        elif len(spans) > _MOST_SPANS:
            break
        else:
            spans.append([number, number])
    told = [
        write(first) if first == last else f"{write(first)}-{write(last)}"
        for first, last in spans[:_MOST_SPANS]
    ]
    return told if len(spans) <= _MOST_SPANS else [*told, "..."]
