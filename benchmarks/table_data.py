"""Invented tables for `table.py`: points, points with measures, and answers with a scale."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

import kla_rules as kla
from kla_rules.columns.known import answer_column, columns_of, value_column
from kla_rules.model.answer_forms import fits

UNKNOWN = 0.1  # of all cells
SEED = 26


def points(edition: kla.Edition, rows: int) -> pa.Table:
    """Return points of every question as thousandths of 32 bits, a tenth of them unknown."""
    dice = np.random.default_rng(SEED)
    leaves = [node for node in edition.nodes if not node.children]
    # Where no maximum is known of them, all together have that of the whole.
    share = len(leaves) if edition.holes else 1
    most = {leaf.id: leaf.ceiling_thousandths // share for leaf in leaves}
    return pa.table({name: _numbers(dice, rows, 0, one) for name, one in most.items()})


def as_floats(table: pa.Table) -> pa.Table:
    """Return the same in points, as programs for tables hold them."""
    found = {}
    for name in table.column_names:
        unknown = np.asarray(table[name].chunk(0).is_null())
        held = np.asarray(table[name].chunk(0).fill_null(0))
        found[name] = pa.array(held / 1000, mask=unknown)
    return pa.table(found)


def measured(edition: kla.Edition, rows: int) -> pa.Table:
    """Return points of every question, and every measure that requirements rest on."""
    dice = np.random.default_rng(SEED)
    known = columns_of(edition)
    table = points(edition, rows)
    for measure in edition.measures:
        name = f"measures.{measure.id}"
        column = known[name]
        if column.kind == "yes_no":
            held = pa.array(dice.integers(0, 2, rows) == 1, mask=dice.random(rows) < UNKNOWN)
        else:
            held = _numbers(dice, rows, 0, min(column.most, 100_000))
        table = table.append_column(name, held)
        if f"{name}.before" in known:
            # The year before is known where this one is: nothing else can be.
            before = dice.integers(0, 100_001, rows, dtype=np.int32)
            known_now = np.asarray(held.is_valid())
            table = table.append_column(f"{name}.before", pa.array(before, mask=~known_now))
    return table


def answered(edition: kla.Edition, rows: int) -> pa.Table:
    """Return an answer to every question: an option, yes or no, or a value that a scale turns."""
    dice = np.random.default_rng(SEED)
    known = columns_of(edition)
    found: dict[str, Any] = {}
    for node in edition.nodes:
        name = value_column(node.id)
        if node.question is None or node.children:
            continue
        if fits(node, "value"):
            found[name] = _numbers(dice, rows, 0, min(known[name].most, 100_000))
            continue
        words = known[answer_column(node.id)].words
        codes = dice.integers(0, len(words), rows, dtype=np.int8)
        indices = pa.array(codes, mask=dice.random(rows) < UNKNOWN)
        found[answer_column(node.id)] = pa.DictionaryArray.from_arrays(indices, pa.array(words))
    return pa.table(found)


def scale_of(edition: kla.Edition) -> bytes:
    """Return an invented scale: half of the points up to the middle, and all of them from there."""
    scales: dict[str, Any] = {}
    for node in edition.nodes:
        if node.question is None or node.children or not fits(node, "value"):
            continue
        ends = (node.ceiling_thousandths / 2000, node.ceiling_thousandths / 1000)
        first, last = ends[::-1] if node.question.direction == "negative" else ends
        upper = {"from": 50, "points": last}
        if node.question.answer != "count" and not node.question.may_exceed_100:
            upper["to"] = 100
        scales[node.id] = {"bands": [{"from": 0, "to": 50, "points": first}, upper]}
    held = {"id": "invented", "edition": edition.id, "source": "invented", "scales": scales}
    return json.dumps(held).encode()


def _numbers(dice: np.random.Generator, rows: int, least: int, most: int) -> pa.Array:
    held = dice.integers(least, most + 1, rows, dtype=np.int32)
    return pa.array(held, mask=dice.random(rows) < UNKNOWN)


def write(table: pa.Table, path: Path) -> int:
    """Write a table as it stands in memory; return the bytes of its columns."""
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    return int(table.nbytes)


def read(path: Path) -> pa.Table:
    """Return a table, read into the memory of this process."""
    with pa.OSFile(str(path), "rb") as source:
        return pa.ipc.open_file(source).read_all()
