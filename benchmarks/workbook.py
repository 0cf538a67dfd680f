"""A workbook of all questions read, beside openpyxl that only goes over its cells.

    python benchmarks/workbook.py

274 rows of 12 columns as a form has them: texts, whole and broken numbers, dates, empty cells. What
both read is compared first, cell by cell. The median of many runs; openpyxl reads only, and gives
plain values, which is its fastest way.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import openpyxl
import xlsxwriter  # type: ignore[import-untyped]

from kla_rules.core.given import Upload
from kla_rules.sheets.read import read_workbook

ROWS, COLUMNS, BAR = 274, 12, 3.0
SHEETS = 12


def main() -> None:
    """Write the workbook, compare, measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--rows", type=int, default=ROWS)
    arguments = parser.parse_args()
    data = workbook(arguments.rows)
    if ours(data) != theirs(data):
        raise SystemExit("the cells differ")
    took = {read.__name__: median(read, data, arguments.runs) for read in (ours, theirs)}
    factor = took["ours"] / took["theirs"]
    print(f"{arguments.rows} rows of {COLUMNS} columns on {SHEETS} sheets, {len(data)} bytes")
    print(f"  openpyxl, read-only, values alone    {took['theirs'] * 1000:7.1f} ms")
    print(f"  kla_rules, with the gate before it   {took['ours'] * 1000:7.1f} ms  {factor:.2f} x")
    print(f"  bar: at most {BAR} x")


def workbook(rows: int) -> bytes:
    """Return a workbook as a form is, filled with invented answers."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for sheet in range(SHEETS):
        page = book.add_worksheet(f"Dinas {sheet}")
        for row in range(sheet, rows, SHEETS):
            place = row // SHEETS
            page.write_row(place, 0, [f"{row}", f"Pertanyaan nomor {row}", row, row / 8])
            page.write_row(place, 4, ["ya" if row % 3 else "tidak", None, f"Bukti {row}"])
            page.write_datetime(place, 7, datetime(2024, 1, 1 + row % 28), day)  # noqa: DTZ001 - no zone
            page.write_row(
                place, 8, [row % 5, None, row % 2 == 0, f"Catatan untuk pertanyaan {row}"]
            )
    book.close()
    return stream.getvalue()


def ours(data: bytes) -> list[list[tuple[Any, ...]]]:
    """Return the cells of all sheets as the library reads them."""
    read = read_workbook(Upload("form.xlsx", data))
    return [[tuple(row) for row in sheet.cells] for sheet in read.sheets.values()]


def theirs(data: bytes) -> list[list[tuple[Any, ...]]]:
    """Return the cells as openpyxl gives them, dates without their midnight."""
    book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
    return [[_plain(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets]


def _plain(row: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(one.date() if isinstance(one, datetime) else one for one in row)


def median(read: Callable[[bytes], object], data: bytes, runs: int) -> float:
    """Return the seconds of processor that a reading takes."""
    took = []
    for _ in range(runs):
        before = time.process_time()
        read(data)
        took.append(time.process_time() - before)
    return statistics.median(took)


if __name__ == "__main__":
    main()
