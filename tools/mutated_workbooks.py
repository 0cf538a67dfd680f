"""Mutated workbooks: each is refused, or read as it was, or as its change means; nothing else.

    python tools/mutated_workbooks.py                     # 2,000 of them
    python tools/mutated_workbooks.py --number 200 --seed 7

Bytes, the archive, or the XML of a part are changed in one place. A value other than before must be
what openpyxl reads in the changed file as well; where that reads nothing, none may differ. A cell
that is refused differs in no value. The command fails where another exception is raised than a
finding says, or a value is another one.
"""

import argparse
import io
import random
import sys
import warnings
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import openpyxl
import xlsxwriter  # type: ignore[import-untyped]
from openpyxl.utils.escape import unescape

from kla_rules.core.given import Upload
from kla_rules.core.places import column_letters
from kla_rules.sheets.model import Workbook
from kla_rules.sheets.read import read_workbook
from mutations_of_workbooks import MUTATIONS, packed

ROOT: Final = Path(__file__).parents[1]
CALC: Final = ROOT / "tests" / "fixtures" / "workbooks" / "calc.xlsx"
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MIDNIGHT: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - no zone
# By sheet, row and column, from 1: what stands there.
Cells = dict[tuple[str, int, int], Any]


def main() -> int:
    """Mutate, read, and print how often what came of it; return 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=2000)
    parser.add_argument("--seed", default="0")
    parser.add_argument(
        "--keep", type=Path, help="a folder for those with which something is wrong"
    )
    arguments = parser.parse_args()
    told: Counter[tuple[str, str]] = Counter()
    wrong: list[str] = []
    for number in range(arguments.number):
        kind, data, outcome = tried(arguments.seed, number)
        told[kind, outcome.partition(":")[0]] += 1
        if outcome.startswith("WRONG"):
            wrong.append(f"{number} ({kind}) {outcome}")
            if arguments.keep:
                (arguments.keep / f"{number}.xlsx").write_bytes(data)
    outcomes = sorted({outcome for _, outcome in told})
    print(f"{'':34}" + "".join(f"{outcome:>14}" for outcome in outcomes))
    for kind in MUTATIONS:
        print(f"{kind:34}" + "".join(f"{told[kind, outcome]:14}" for outcome in outcomes))
    print(*wrong, sep="\n")
    return int(bool(wrong))


def tried(seed: str, number: int) -> tuple[str, bytes, str]:
    """Return the kind of a mutation, the workbook with it, and what came of it.

    What came of it is "refused", "same", "cells refused", "changed", or begins with "WRONG".
    """
    chance = random.Random(f"{seed}/{number}")  # noqa: S311 - no secret
    data = BASES[number % len(BASES)]
    kind = list(MUTATIONS)[number // len(BASES) % len(MUTATIONS)]
    mutated = MUTATIONS[kind](data, chance)
    return kind, mutated, outcome_of(data, mutated)


def outcome_of(before: bytes, mutated: bytes) -> str:
    """Return what came of the reading of a mutated workbook."""
    try:
        book = _read(mutated)
    except Exception as error:  # noqa: BLE001 - whatever is raised is wrong
        return f"WRONG: {type(error).__name__}: {error}"
    if book.findings:
        return "refused" if not book.sheets else "WRONG: refused, and read"
    was = _read(before)
    expected, found = cells_of(was), cells_of(book)
    refused = {(name, *place) for name, one in book.sheets.items() for place in one.refused}
    other = [
        place
        for place in {**expected, **found}
        if place not in refused and not _equal(expected.get(place), found.get(place))
    ]
    names = list(book.sheets)
    if not other and names == list(was.sheets):
        return "cells refused" if len(refused) > _refused(was) else "same"
    means = _by_openpyxl(mutated) or _by_openpyxl(_without(mutated, book))
    if means is None:
        return f"WRONG: {other[:5]} differ, and nothing else reads it"
    bad = [place for place in other if not _equal(means.get(place), found.get(place))]
    return (
        f"WRONG: {[(one, found.get(one), means.get(one)) for one in bad[:5]]}" if bad else "changed"
    )


def _refused(book: Workbook) -> int:
    return sum(len(sheet.refused) for sheet in book.sheets.values())


def _read(data: bytes) -> Workbook:
    return read_workbook(Upload("mutated.xlsx", data))


def cells_of(book: Workbook) -> Cells:
    """Return what stands in the cells of a workbook, by place."""
    return {
        (name, number, column): cell
        for name, sheet in book.sheets.items()
        for number, row in zip(sheet.numbers, sheet.cells, strict=True)
        for column, cell in enumerate(row, 1)
        if cell is not None
    }


def _equal(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other


def _by_openpyxl(data: bytes) -> Cells | None:
    """Return the cells as openpyxl reads them, written as the library has them."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except Exception:  # noqa: BLE001 - it raises many
        return None
    return {
        (sheet.title, cell.row or 0, cell.column or 0): value
        for sheet in book.worksheets
        for cell in sheet._cells.values()  # noqa: SLF001 - those that there are, of a million rows
        if (value := _plain(cell.value, cell.number_format)) is not None
    }


def _without(data: bytes, book: Workbook) -> bytes:
    """Return a workbook without the cells that are refused: openpyxl reads nothing beside them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for number, sheet in enumerate(book.sheets.values(), 1):
        name = f"xl/worksheets/sheet{number}.xml"
        if name in parts and sheet.refused:
            root = ET.fromstring(parts[name])  # noqa: S314 - the library has read it
            places = {f"{column_letters(column)}{row}" for row, column in sheet.refused}
            for row in root.iter(f"{{{MAIN}}}row"):
                for cell in [one for one in row if one.get("r") in places]:
                    row.remove(cell)
            parts[name] = ET.tostring(root)
    return packed(parts)


def _plain(value: Any, code: str) -> Any:  # noqa: ANN401 - of a cell
    if isinstance(value, datetime):
        return value.date() if value.time() == time() and "h" not in code.lower() else value
    if isinstance(value, timedelta):
        return (MIDNIGHT + value).time() if value < timedelta(1) else value
    if isinstance(value, str):
        # It leaves what the format escapes as it is written, and has a function for that.
        return unescape(value).replace("\r\n", "\n") or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        if "%" in code:
            return f"{(Decimal(repr(value)) * 100).normalize():f}%"
        return int(value) if isinstance(value, float) and value.is_integer() else value
    return value


def _written() -> bytes:
    """Return a workbook as XlsxWriter makes it: nothing has computed its formulas."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    share = book.add_format({"num_format": "0.0%"})
    for name in ("Dinas Sosial", "Bappeda"):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["No", "Pertanyaan", "Nilai", "Capaian", "Tanggal", "Ada"])
        for row in range(1, 6):
            sheet.write_row(row, 0, [row, f"Pertanyaan {row} {name}", row * 12.5])
            sheet.write_number(row, 3, row / 8, share)
            sheet.write_datetime(row, 4, datetime(2024, row, 17), day)  # noqa: DTZ001 - no zone
            sheet.write_boolean(row, 5, row % 2 == 0)
        sheet.write_formula(6, 2, "=SUM(C2:C6)")
        sheet.write_rich_string(7, 1, "satu ", book.add_format({"bold": True}), "dua", " tiga")
        sheet.merge_range("B9:D9", "gabung")
    book.close()
    return stream.getvalue()


def _by_hand() -> bytes:
    """Return a workbook as openpyxl makes it: texts within the cells are shared, others are not."""
    stream = io.BytesIO()
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - for the checker of types
    sheet.title = "Data"
    for row in (
        [1, "a", 0.25],
        [2, "b & c", date(2024, 2, 29)],
        [None, "é ü", True],
        [3.5, "  x ", -7],
    ):
        sheet.append(row)
    book.save(stream)
    return stream.getvalue()


BASES: Final = (CALC.read_bytes(), _written(), _by_hand())


if __name__ == "__main__":
    sys.exit(main())
