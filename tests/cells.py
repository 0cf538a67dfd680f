"""Tables of profiles, random and hostile, in every type that a database has cells in."""

import datetime as dt
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import numpy as np
import pyarrow as pa

import kla_rules as kla
from kla_rules.columns.known import columns_of
from kla_rules.columns.request import TableRequest
from kla_rules.columns.sql_cells import CellType
from kla_rules.columns.stream import Stream
from kla_rules.conditions.columns import Column

_ARROW: Final[Mapping[CellType, pa.DataType]] = {
    "integer": pa.int64(),
    "double": pa.float64(),
    "float": pa.float32(),
    "decimal": pa.decimal128(38, 12),
    "text": pa.string(),
    "boolean": pa.bool_(),
    "other": pa.date32(),
}
_TEXTS: Final = (
    "", " ", "\t\u3000", "x", "NaN", "1e3", "0x1", "--1", "1,5", "1.0005", "1.5000", " 2 ", "+1", ".5",
    "1.", "TRUE", "true", "False", "0", "1", "none", " full\n", "FULL", "'; DROP TABLE x; --", "${user}",
    "\\", "9" * 30, "\u0661", "\u00a03.25\u2003", "1\n", "-0", "007",
)  # fmt: skip
_ODD: Final[Mapping[CellType, tuple[object, ...]]] = {
    "integer": (-1, 2**31 - 1, 2**31, -(2**31), 2**63 - 1, -(2**63)),
    "double": (math.nan, math.inf, -math.inf, 1e308, -1e308, 5e-324, 0.0005, 1.00049, 1e-10, -0.0, 9.1e12),
    "float": (math.nan, math.inf, 3e38, 0.0005, 8192.25, 8192.3, 16777215.0, 16777216.0, 1e-30, 9000.1234),
    "decimal": (Decimal("0.0005"), Decimal("1.000000000001"), Decimal(10) ** 25, -Decimal(10) ** 25),
    "text": _TEXTS,
    "boolean": (True, False),
    "other": (dt.date(2024, 7, 23),),
}  # fmt: skip


def random_table(
    edition: kla.Edition, rows: int, seed: int, *, leave: Sequence[CellType] = ()
) -> tuple[pa.Table, dict[str, CellType]]:
    """Return a table in points, and the type of each of its columns.

    Half of its rows have no odd cell. Each seed has other columns, and these in other types.
    """
    draw = random.Random(seed)  # noqa: S311 - drawn anew for every test
    known = columns_of(edition)
    kinds = [kind for kind in _ARROW if kind not in leave]
    share = draw.choice([0.3, 0.7, 1])
    types = {name: _type(one, draw, kinds) for name, one in known.items() if draw.random() < share}
    drawn = [dict(_row(edition, known, draw)) for _ in range(rows)]
    for row in drawn:
        for name in draw.sample([*types], min(len(types), draw.choice([0, 0, 0, 1, 2]))):
            row[name] = draw.choice(_edges(known[name]))
    cells = {
        name: [_cell(known[name], row.get(name), kind) for row in drawn]
        for name, kind in types.items()
    }
    for place in range(rows):
        for name in draw.sample([*types], min(len(types), draw.choice([0, 0, 1, 3]))):
            cells[name][place] = draw.choice(_ODD[types[name]])
    arrays = {name: _array(cells[name], kind) for name, kind in types.items()}
    return pa.table({"region": [f"region {n}" for n in range(rows)], **arrays}), types


def _array(cells: list[Any], kind: CellType) -> pa.Array:
    if kind == "float":  # of Python's floats Arrow makes none that has no room
        cells = [None if one is None else np.float32(one) for one in cells]
    return pa.array(cells, _ARROW[kind])


def _type(column: Column, draw: random.Random, kinds: Sequence[CellType]) -> CellType:
    """Return mostly a type that a column can be told in."""
    if draw.random() < 0.05:
        return draw.choice(kinds)
    if column.kind in ("option", "yes_no"):
        return draw.choice(["text", "text", "boolean" if column.kind == "yes_no" else "text"])
    return draw.choice(
        [kind for kind in ("integer", "double", "float", "decimal", "text") if kind in kinds]
    )


def _edges(column: Column) -> list[int]:
    """Return the ends of what a column can have, and what is just outside."""
    return [column.least, column.most, column.least - 1, column.most + 1]


def _row(
    edition: kla.Edition, known: Mapping[str, Column], draw: random.Random
) -> Iterator[tuple[str, int]]:
    """Yield cells of one row in whole numbers, as many as it may have without being wrong."""
    fill, most, odd = (
        draw.choice([0, 0.5, 0.95, 1]),
        draw.choice([0.3, 0.95, 1]),
        draw.choice([0, 0.2]),
    )
    for node, ceiling in zip(edition.nodes, edition.ceilings_thousandths, strict=True):
        if draw.random() < (0.03 if node.children else fill):
            chance, ways = (
                draw.random(),
                [f"answers.{node.id}", f"values.{node.id}", f"values.{node.id}.part"],
            )
            way = ways[min(2, int(chance / odd))] if odd and chance < 3 * odd else node.id
            yield from _told(known, way if way in known else node.id, draw, int(most * ceiling))
    for measure in edition.measures:
        name = f"measures.{measure.id}"
        if draw.random() < 0.8:
            yield from _told(
                known,
                draw.choice([name, f"{name}.part"]) if f"{name}.part" in known else name,
                draw,
                100_000,
            )
            if f"{name}.before" in known and draw.random() < 0.5:
                yield f"{name}.before", draw.randrange(100) * 1000
    for name, column in known.items():
        if name.startswith("ratios.") and draw.random() < 0.3:
            yield name, draw.randint(0, column.most)
    if draw.random() < 0.3:
        yield "year", draw.choice([2012, 2015, 2018, 2019, 2021, 2022, 2024, 2025])


def _told(
    known: Mapping[str, Column], name: str, draw: random.Random, most: int
) -> Iterator[tuple[str, int]]:
    if name.endswith(".part"):
        whole = draw.randint(1, 40)
        yield from ((name, draw.randint(0, whole)), (name.replace(".part", ".whole"), whole))
        if draw.random() < 0.3:
            yield name.replace(".part", ".unknown"), draw.randint(0, whole)
        return
    column = known[name]
    most = min(column.most, most if column.kind in ("points", "figure") else 60)
    least = most // 2 if column.kind == "points" and draw.random() < 0.7 else max(0, column.least)
    yield name, draw.randint(min(least, most), most)


def _cell(column: Column, number: int | None, kind: CellType) -> object:
    """Return a whole number as a cell of a type has it in points; None where it cannot."""
    if number is None:
        return None
    if column.kind == "option":
        word = column.words[number] if 0 <= number <= column.most else "no such word"
        return word if kind == "text" else None
    if column.kind == "yes_no":
        return bool(number) if kind == "boolean" else "true" if kind == "text" and number else None
    exact = Decimal(number) if column.kind == "count" else Decimal(number) / 1000
    match kind:
        case "integer":
            return int(exact)
        case "double" | "float":
            return float(exact)
        case "decimal":
            return exact
        case "text":
            return f"{exact:f}"
    return None


def expected(
    table: pa.Table, edition: kla.Edition, nodes: Sequence[str] = (), **more: Any
) -> pa.Table:
    """Return the results of a table, as NumPy reckons them."""
    request = TableRequest(edition, nodes=tuple(nodes), **more)
    from kla_rules.columns.heads import table_columns

    stream = Stream(request, table_columns(table.schema.names, request))
    runs = [one.results for one in stream.evaluated(table.to_batches())]
    return pa.Table.from_batches(runs)


def assert_same(found: Mapping[str, list[Any]], wanted: pa.Table) -> None:
    """Hold each column of a result to those that are wanted, row by row."""
    for name in wanted.schema.names:
        expected_cells = wanted[name].to_pylist()
        if found[name] != expected_cells:
            rows = [
                n
                for n, (one, other) in enumerate(zip(found[name], expected_cells, strict=True))
                if one != other
            ]
            raise AssertionError(
                (name, rows[:5], [(found[name][n], expected_cells[n]) for n in rows[:5]])
            )
