"""The engines that reckon a run of rows: NumPy, or as a witness Polars or DuckDB."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kla_rules.columns.arrays import Array, Cells, Run
from kla_rules.columns.outputs import BAD_CELLS, Output
from kla_rules.columns.polars import polars_stages
from kla_rules.columns.program import Program
from kla_rules.columns.request import TableEngine
from kla_rules.columns.sql import sql_query
from kla_rules.core.findings import MissingExtraError
from kla_rules.core.points import SCALE
from kla_rules.core.showing import Unit

_ROW: Final = "number of the row"  # no node can have this name
# Reckons a run: by name its columns, and how many rows it has.
Reckoner = Callable[[Mapping[str, Cells], int], pa.RecordBatch]


def reckoner(
    program: Program, shown: Iterable[Output], unit: Unit, engine: TableEngine = "numpy"
) -> Reckoner:
    """Return what reckons one run of rows after another, in their order.

    Its batches have the outputs, and `bad_cells`.

    Args:
        program: an edition as columns.
        shown: what the result has.
        unit: "points" or "thousandths" of the result.
        engine: who reckons.

    Raises:
        MissingExtraError: if the engine is not installed.
    """
    outputs = tuple(shown)
    if engine == "numpy":
        return _numpy(program, outputs, unit)
    ask = _polars(program, outputs) if engine == "polars" else _duckdb(program, outputs)

    def reckon(cells: Mapping[str, Cells], size: int) -> pa.RecordBatch:
        # A table without columns has no rows, and a program may look at none.
        given = {_ROW: pa.array(np.arange(size)), **{k: _arrow(one) for k, one in cells.items()}}
        found = ask(pa.table(given))
        bad = _numbers(found[BAD_CELLS])
        arrays = [_of_engine(found, output, bad, unit) for output in outputs]
        return _batch(outputs, arrays, bad)

    return reckon


def result_schema(shown: Iterable[Output], unit: Unit) -> pa.Schema:
    """Return the columns that batches of results have, `bad_cells` last."""
    figures = pa.float64() if unit == "points" else pa.int64()
    kinds = {
        "points": figures,
        "level": pa.dictionary(pa.int8(), pa.string(), ordered=True),
        "same": pa.bool_(),
        "state": pa.bool_(),
    }
    fields = [(output.name, kinds[output.kind]) for output in shown]
    return pa.schema([*fields, (BAD_CELLS, pa.int32())])


def _numpy(program: Program, outputs: tuple[Output, ...], unit: Unit) -> Reckoner:
    run = Run(program, [step for one in outputs for step in one.steps])

    def reckon(cells: Mapping[str, Cells], size: int) -> pa.RecordBatch:
        run.take(cells, size)
        known = None if not run.wrong.any() else run.wrong == 0
        # Score and level are the lower ends again, by the names that they have where these are one.
        shown: dict[object, pa.Array] = {}
        for one in outputs:
            if (one.kind, one.steps) not in shown:
                steps = [run.get(step) for step in one.steps]
                shown[one.kind, one.steps] = _shown(one, steps, known, unit)
        return _batch(outputs, [shown[one.kind, one.steps] for one in outputs], run.wrong)

    return reckon


def _shown(output: Output, steps: list[Array], known: Array | None, unit: Unit) -> pa.Array:
    """Return a column of the result; nothing is known of rows with bad cells."""
    match output.kind:
        case "points":
            figures = steps[0] / SCALE if unit == "points" else steps[0].astype(np.int64)
            return _column(figures, known)
        case "level":
            some = steps[0] > 0
            return _levels(output, steps[0] - 1, some if known is None else some & known)
        case "same":
            same = steps[0] == steps[1]
            return _column(same if known is None else same & known, None)
        case "state":
            said = steps[0] | steps[1]
            return _column(steps[0], said if known is None else said & known)


def _column(data: Array, known: Array | None) -> pa.Array:
    """Return numbers or truths as an array of Arrow that has none where they are not known."""
    kind = pa.from_numpy_dtype(data.dtype)
    held = np.packbits(data, bitorder="little") if data.dtype == bool else data
    bits = None if known is None else np.packbits(known, bitorder="little")
    buffers = [None if one is None else pa.py_buffer(one) for one in (bits, held)]
    return pa.Array.from_buffers(kind, len(data), buffers)


def _levels(output: Output, numbers: Array, known: Array) -> pa.Array:
    indices = _column(numbers.astype(np.int8), known)
    words = pa.array(output.words, pa.string())
    return pa.DictionaryArray.from_arrays(indices, words, ordered=True)


def _batch(outputs: tuple[Output, ...], arrays: list[pa.Array], bad: Array) -> pa.RecordBatch:
    names = [*(output.name for output in outputs), BAD_CELLS]
    return pa.RecordBatch.from_arrays([*arrays, pa.array(bad.astype(np.int32))], names=names)


def _arrow(cells: Cells) -> pa.Array:
    """Return a run as an array of Arrow; where nothing is known there is nothing."""
    size = len(cells.data)
    bits = None if cells.bits is None else pa.py_buffer(cells.bits)
    kind = pa.from_numpy_dtype(cells.data.dtype)
    return pa.Array.from_buffers(kind, size, [bits, pa.py_buffer(np.ascontiguousarray(cells.data))])


def _numbers(column: Any) -> Array:  # noqa: ANN401 - of Arrow
    return np.asarray(column.combine_chunks().cast(pa.int64()).fill_null(0))


def _of_engine(found: pa.Table, output: Output, bad: Array, unit: Unit) -> pa.Array:
    """Return a column of what an engine found as the result has it."""
    column = found[output.name].combine_chunks()
    known = np.asarray(column.is_valid())
    if output.kind == "points":
        return _shown(output, [_numbers(found[output.name])], known if bad.any() else None, unit)
    if output.kind == "level":
        words = pa.array(output.words, pa.string())
        codes = pc.index_in(column.cast(pa.string()), words)
        return _levels(output, np.asarray(codes.fill_null(-1)), known)
    truths = np.asarray(column.fill_null(False))  # noqa: FBT003 - of Arrow
    return _column(truths, known if output.kind == "state" else None)


def _polars(program: Program, outputs: tuple[Output, ...]) -> Callable[[pa.Table], pa.Table]:
    try:
        import polars as pl  # noqa: PLC0415 - asked for
    except ImportError as error:
        raise MissingExtraError("polars", "engines") from error
    stages = polars_stages(program, outputs, pl)
    names = [*(output.name for output in outputs), BAD_CELLS]

    def ask(table: pa.Table) -> pa.Table:
        frame = pl.DataFrame(table).lazy()
        for stage in stages:
            frame = frame.with_columns(stage)
        found: pa.Table = frame.select(_ROW, *names).collect().sort(_ROW).to_arrow()
        return found

    return ask


def _duckdb(program: Program, outputs: tuple[Output, ...]) -> Callable[[pa.Table], pa.Table]:
    try:
        import duckdb  # noqa: PLC0415 - asked for
    except ImportError as error:
        raise MissingExtraError("duckdb", "engines") from error
    query = sql_query(program, outputs, "duckdb", "given_cells", kept=(_ROW,))
    database = duckdb.connect()  # one for all runs: to open one takes longer than to ask

    def ask(table: pa.Table) -> pa.Table:
        with database.cursor() as connection:
            connection.register("given_cells", table)
            found: pa.Table = connection.sql(f'{query} ORDER BY "{_ROW}"').to_arrow_table()
            return found

    return ask
