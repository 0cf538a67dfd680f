"""A sheet as a table: its headings, its records, and its columns of raw cells."""

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import evolve

from kla_rules.core.findings import MOST, Finding
from kla_rules.sheets.model import Sheet
from kla_rules.tables.body import Body, records_of
from kla_rules.tables.cells import Mark, is_empty
from kla_rules.tables.form import MAX_COLUMNS, MAX_ROWS, Form, RawTable, refused
from kla_rules.tables.frames import column_twice, headed, twice
from kla_rules.tables.heads import Heads, find_heads
from kla_rules.tables.left_out import counting, counts_notes, reading_notes

_DECIMAL: Final = re.compile(r"[0-9]+([.,])[0-9]+\s*%?\Z")


def sheet_table(
    sheet: Sheet,
    file: str | None,
    form: Form,
    decimal: Mark | None = None,
    mark: Mark | None = None,
) -> RawTable:
    """Return the table on a sheet: titles, totals and footnotes around it are left out, and noted.

    Args:
        sheet: where it stands.
        file: the file that it is of.
        form: what the table can hold.
        decimal: the decimal mark of text, or None to find it.
        mark: the one that text has where nobody says it; None: what its numbers use.
    """
    heads = find_heads(sheet.cells, form)
    if heads is None:
        key = "table.header" if sheet.cells else "table.empty"
        finding = Finding(key, {"known": form.required or tuple(form.numbers)[:3]})
        return refused(form, finding, file, (1, 1, sheet.name) if sheet.name else (1, 1))
    if not sheet.is_text and (wide := max(map(len, sheet.cells))) > MAX_COLUMNS:
        row = next(row for row, cells in enumerate(sheet.cells) if len(cells) == wide)
        finding = Finding("table.too-many-columns", {"limit": MAX_COLUMNS})
        return evolve(refused(form, finding, file), findings=(sheet.place(finding, file, row),))
    body = records_of(sheet, heads, form)
    if len(body.records) > MAX_ROWS:
        return refused(form, Finding("table.too-many", {"limit": MAX_ROWS}), file)
    header, numbers = heads.names, sheet.numbers
    rows = _rows(sheet, heads, body)
    counts = counting(heads, rows, form)
    notes = (*reading_notes(sheet, heads, body, form), *counts_notes(heads, counts))
    lines = [numbers[heads.row], *_chosen(numbers, body.records)]
    named = (name for place, name in enumerate(header) if name and place not in counts)
    others = form.others(named)
    table = RawTable(
        form,
        file=file,
        header=header,
        lines=lines,
        sheet=sheet.name,
        notes=notes,
        others=others,
        written=headed(heads.texts, header),
    )
    is_even = _is_even(sheet, heads, body)
    findings = [*_of_heads(table, sheet, heads, rows)]
    findings += itertools.islice(_refused(table, sheet, heads, body), MOST + 1)
    ragged = [] if findings or is_even else _ragged(table, rows)
    if findings or (ragged and not form.row_by_row):
        return evolve(table, findings=(*findings, *ragged))
    if ragged:
        even = [index for index, row in enumerate(rows) if len(row) == len(header)]
        rows = [rows[index] for index in even]
        lines = [lines[0], *(lines[index + 1] for index in even)]
        table = evolve(table, lines=lines, left_out=tuple(ragged))
    cells: Iterable[Sequence[Any]] = zip(*rows, strict=True) if rows else itertools.repeat(())
    columns = {
        column: own for column, own in zip(header, cells, strict=False) if column in form.known
    }
    table = evolve(table, columns=columns, size=len(rows))
    if decimal is None and mark is None:
        decimal, two = _mark(columns, form.numbers)
        if two is not None:
            return evolve(table, findings=(table.place(Finding("table.two-marks"), *two),))
    return evolve(table, mark=decimal or mark or ".")


def _chosen(items: Sequence[Any], positions: Sequence[int]) -> Sequence[Any]:
    """Return the items at some positions; at all that follow one without looking at each."""
    if isinstance(positions, range):
        return items[positions.start : positions.stop]
    return [items[position] for position in positions]


def _rows(sheet: Sheet, heads: Heads, body: Body) -> Sequence[Sequence[Any]]:
    """Return the cells of the records, each row as wide as the headings where nothing is lost."""
    width = len(heads.names)
    named = max(place for place, name in enumerate(heads.names, 1) if name)
    rows = _chosen(sheet.cells, body.records)
    if _is_even(sheet, heads, body):
        return rows
    # A row of text that ends before the headings has lost something; a sheet keeps no empty cell.
    least = named if sheet.is_text else 0
    return [row if len(row) == width else _even(row, width, least) for row in rows]


def _is_even(sheet: Sheet, heads: Heads, body: Body) -> bool:
    """Return whether every row was found to be as wide as the headings."""
    return isinstance(body.records, range) and len(sheet.cells[heads.last]) == len(heads.names)


def _even(row: Sequence[Any], width: int, least: int) -> Sequence[Any]:
    """Return a row as wide as the headings, if it is wide enough and empty beyond them."""
    if least <= len(row) < width:
        return [*row, *[None] * (width - len(row))]
    return row[:width] if all(map(is_empty, row[width:])) and len(row) > width else row


def _of_heads(
    table: RawTable, sheet: Sheet, heads: Heads, rows: Sequence[Sequence[Any]]
) -> Iterable[Finding]:
    """Yield what is wrong with headings: cells below none, one twice, one that is no text."""
    for number, column in enumerate(heads.names, 1):
        if not column and not all(is_empty(row[number - 1]) for row in rows if len(row) >= number):
            found = table.place(Finding("table.empty-column", {"number": number}), None, "")
            yield evolve(found, column=number)
            return
    for column in twice(filter(None, heads.names)):
        if column in table.form.known or column in table.form.others((column,)):
            yield table.place(column_twice(column, table.written), None, column)
    for finding, place in heads.findings:
        yield table.form.quiet(sheet.place(finding, table.file, heads.row, place))


def _refused(table: RawTable, sheet: Sheet, heads: Heads, body: Body) -> Iterator[Finding]:
    """Yield why cells of records hold nothing to be taken, such as formulas without a value.

    Those of totals, titles and footnotes are no matter: nothing of them is read.
    """
    if not sheet.refused:
        return
    rows = {sheet.numbers[row]: row for row in body.records}
    for number, column in sorted(sheet.refused):
        is_known = column <= len(heads.names) and heads.names[column - 1] in table.form.known
        if is_known and number in rows:
            trouble = sheet.trouble(rows[number], column - 1, table.file)
            if trouble is not None:
                yield table.form.quiet(trouble)


def _ragged(table: RawTable, rows: Sequence[Sequence[Any]]) -> list[Finding]:
    """Return findings for rows that are not as wide as the header, up to the most."""
    width = len(table.header)
    uneven = ((index, len(row)) for index, row in enumerate(rows) if len(row) != width)
    return [
        table.place(Finding("table.ragged", {"cells": cells, "columns": width}), index, None)
        for index, cells in itertools.islice(uneven, MOST + 1)
    ]


def _mark(
    columns: Mapping[str, Sequence[Any]], numbers: Collection[str]
) -> tuple[Mark, tuple[int, str] | None]:
    """Return the decimal mark that columns of numbers use, and where they begin to use another."""
    mark: Mark | None = None
    for name in columns.keys() & set(numbers):
        for cell in dict.fromkeys(columns[name]):
            decimal = _DECIMAL.match(cell.strip()) if isinstance(cell, str) else None
            own: Mark | None = None if decimal is None else "." if decimal[1] == "." else ","
            if own is not None and mark not in {None, own}:
                return ",", (columns[name].index(cell), name)
            mark = own or mark
    return mark or ",", None
