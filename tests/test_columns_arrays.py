"""The quick ways through a table: whichever a column takes, the results are the same."""

import itertools

import numpy as np
import pyarrow as pa
import pytest

import kla_rules as kla
from kla_rules.columns.arrays import ROWS, Cells, Run
from kla_rules.columns.folds import folds_of
from kla_rules.columns.heads import table_columns
from kla_rules.columns.program import program
from kla_rules.columns.quick import quick_cells
from kla_rules.columns.request import TableRequest
from kla_rules.columns.stream import Stream

EDITION = kla.edition("kla-2024")
LEAVES = [node for node in EDITION.nodes if not node.children]
ODD = 1_003  # rows: no multiple of eight


def table_of(rows: int, unknown: float = 0.1, seed: int = 1) -> pa.Table:
    """Return thousandths, where cells are unknown with numbers that none can have beneath."""
    dice = np.random.default_rng(seed)
    columns = {}
    for leaf in LEAVES:
        held = dice.integers(0, leaf.ceiling_thousandths + 1, rows, dtype=np.int32)
        mask = dice.random(rows) < unknown
        columns[leaf.id] = pa.array(np.where(mask, np.int32(-77), held), mask=mask)
    return pa.table(columns)


def evaluated(
    batches: list[pa.RecordBatch], nodes: tuple[str, ...] = ()
) -> tuple[pa.Table, Stream]:
    """Return the results of a table in thousandths, and what evaluated it."""
    request = TableRequest(EDITION, unit="thousandths", nodes=nodes)
    stream = Stream(request, table_columns(batches[0].schema.names, request))
    found = pa.Table.from_batches([one.results for one in stream.evaluated(batches)])
    return found.combine_chunks(), stream


def in_sums(table: pa.Table) -> tuple[list[int], list[int]]:
    """Return the fewest and the most thousandths of each row, added up in Python."""
    low, high = [], []
    for row in table.to_pylist():
        ends = []
        for unknown in (lambda _: 0, lambda leaf: leaf.ceiling_thousandths):
            points = {
                leaf.id: unknown(leaf) if row.get(leaf.id) is None else row[leaf.id]
                for leaf in LEAVES
            }
            for branch in EDITION.branches:
                total = sum(points[EDITION.ids[child]] for child in branch.children)
                points[EDITION.ids[branch.index]] = min(total, branch.ceiling_thousandths)
            ends.append(points[EDITION.ids[0]])
        low.append(ends[0])
        high.append(ends[1])
    return low, high


@pytest.mark.parametrize("unknown", [0, 0.1, 1])
def test_sums_are_those_of_python_whatever_is_unknown(unknown: float) -> None:
    table = table_of(61, unknown)
    found, _ = evaluated(table.to_batches())
    assert (found["score_low"].to_pylist(), found["score_high"].to_pylist()) == in_sums(table)


def test_columns_that_a_table_has_not_are_unknown() -> None:
    table = table_of(9).select([leaf.id for leaf in LEAVES[::3]])
    found, _ = evaluated(table.to_batches())
    assert (found["score_low"].to_pylist(), found["score_high"].to_pylist()) == in_sums(table)


@pytest.mark.parametrize("offset", [1, 8, 13])
def test_rows_from_the_middle_of_a_table_are_evaluated_as_they_were(offset: int) -> None:
    table = table_of(ODD)
    whole, _ = evaluated(table.to_batches())
    part, _ = evaluated(table.slice(offset).to_batches())
    assert part.to_pylist() == whole.slice(offset).to_pylist()


def test_runs_of_any_size_keep_the_order_of_rows() -> None:
    table = table_of(ODD).select([LEAVES[0].id, LEAVES[-1].id])
    long = pa.concat_tables([table] * (2 * ROWS // ODD + 1)).combine_chunks()
    whole, _ = evaluated(table.to_batches())
    repeated = pa.concat_tables([whole] * (2 * ROWS // ODD + 1))
    found, stream = evaluated(long.to_batches())
    assert stream.row == len(long)
    assert found.equals(repeated)


def test_small_batches_are_evaluated_as_one() -> None:
    table = table_of(ODD)
    whole, _ = evaluated(table.to_batches())
    found, _ = evaluated(table.to_batches(max_chunksize=100))
    assert found.equals(whole)


def test_one_bad_cell_in_the_last_row_is_found_and_leaves_the_others_alone() -> None:
    table = table_of(ODD)
    whole, _ = evaluated(table.to_batches())
    leaf = LEAVES[-1]
    for wrong in (-1, leaf.ceiling_thousandths + 1, 2**31 - 1):
        held = [*table[leaf.id].to_pylist()[:-1], wrong]
        place = table.column_names.index(leaf.id)
        bad = table.set_column(place, leaf.id, pa.array(held, pa.int32()))
        found, stream = evaluated(bad.to_batches())
        assert [(one.row, one.column) for one in stream.bad.first] == [(ODD - 1, leaf.id)]
        assert found.slice(0, ODD - 1).to_pylist() == whole.slice(0, ODD - 1).to_pylist()
        assert found["score_low"][ODD - 1].as_py() is None


def test_parts_that_exceed_a_whole_are_told_of_it_though_the_table_has_no_column_of_it() -> None:
    edition = kla.edition("kla-2019")
    leaves = [node for node in edition.nodes if not node.children]
    row = {leaf.id: [leaf.ceiling_thousandths] for leaf in leaves}
    with pytest.raises(kla.ProfileError, match=rf"\[0\]\.{edition.ids[0]}: "):
        kla.evaluate_table(pa.table(row), edition, unit="thousandths")


def test_a_node_is_what_it_is_whether_or_not_its_sum_is_kept() -> None:
    table = table_of(ODD)
    nodes = tuple(EDITION.ids[branch.index] for branch in EDITION.branches)
    kept, _ = evaluated(table.to_batches(), nodes=nodes)
    prog = program(EDITION, table.column_names)
    assert len(folds_of(prog)) < len(nodes)
    run = Run(prog)
    batch = table.to_batches()[0]
    cells = {name: _cells(batch.column(name)) for name in table.column_names}
    run.take(cells, ODD)
    for node in nodes:
        assert run.get(f"{node} low").tolist() == kept[f"low.{node}"].to_pylist()
        assert run.get(f"{node} high").tolist() == kept[f"high.{node}"].to_pylist()


def _cells(array: pa.Array) -> Cells:
    held = np.asarray(array.fill_null(-77))
    return Cells(held, np.packbits(np.asarray(array.is_valid()), bitorder="little"))


@pytest.mark.parametrize("kind", [pa.int64(), pa.float64()])
def test_wide_columns_come_to_the_same(kind: pa.DataType) -> None:
    table = table_of(ODD)
    whole, _ = evaluated(table.to_batches())
    wide = pa.table({name: table[name].cast(kind) for name in table.column_names})
    found, _ = evaluated(wide.to_batches())
    assert found.equals(whole)


@pytest.mark.parametrize("rows", [1, 8, 16_384, 16_391])
def test_what_is_unknown_is_never_looked_at(rows: int) -> None:
    room = np.empty(rows, np.int32)
    data = np.full(rows, np.nan)
    data[0] = 1.25
    bits = np.packbits(np.arange(rows) == 0, bitorder="little")
    cells = quick_cells(data, bits, 1000, room)
    assert cells is not None
    assert cells.data.tolist() == [1250] + [0] * (rows - 1)


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf, 1e300, 3e6, 0.0004, 12.3456])
def test_what_is_doubtful_takes_the_long_way(wrong: float) -> None:
    data = np.zeros(20_000)
    data[-1] = wrong
    assert quick_cells(data, None, 1000, np.empty(20_000, np.int32)) is None


def test_every_thousandth_of_a_float_is_read_as_it_is() -> None:
    whole = np.arange(0, 1_000_001, 7, dtype=np.int64)
    for off, kind in itertools.product((0, 1e-12, -1e-12), (np.float64, np.int64)):
        held = (whole / 1000 + off) if kind is np.float64 else whole
        cells = quick_cells(
            held, None, 1000 if kind is np.float64 else 1, np.empty(len(whole), "i4")
        )
        assert cells is not None
        assert (cells.data == whole).all()
