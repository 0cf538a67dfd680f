"""Results beside what was evaluated: the kind of table that was given is given back."""

import secrets
from collections.abc import Iterator
from types import FunctionType
from typing import Any

import narwhals as nw
import pyarrow as pa

from kla_rules.columns.arrays import ROWS
from kla_rules.columns.columnwise import of_polars
from kla_rules.columns.engines import result_schema
from kla_rules.columns.evaluating import Evaluating
from kla_rules.columns.outputs import BAD_CELLS, Output
from kla_rules.columns.request import OnBadCell


def returned(asked: Evaluating, on_error: OnBadCell, kept: tuple[int, ...]) -> Any:  # noqa: ANN401 - what was given
    """Return the table with its results.

    Args:
        asked: the table, and how it is evaluated.
        on_error: what becomes of bad cells.
        kept: the places of the columns that the result has besides.

    Raises:
        ProfileError: with `on_error="raise"` for bad cells, where the table is read here.
    """
    table = asked.table
    if table.kind in {"reader", "file"}:
        return _reader(asked, on_error, kept)
    if asked.origin is not None:  # made wide of a long table: there are no rows to lay it beside
        return _as_kind(asked, _reader(asked, on_error, kept).read_all())
    match table.kind:
        case "pandas":
            return _pandas(table.native, kept, _results(asked, on_error))
        case "eager":
            return _eager(table.native, kept, _results(asked, on_error), asked)
        case "lazy":
            return _lazy(asked, on_error, kept)
    return _as_kind(asked, _reader(asked, on_error, kept).read_all())


def _schema(asked: Evaluating, on_error: OnBadCell, kept: tuple[int, ...] = ()) -> pa.Schema:
    given, own = asked.table.schema, result_fields(asked, on_error)
    return pa.schema([*(given.field(place) for place in kept), *own], given.metadata)


def result_fields(asked: Evaluating, on_error: OnBadCell) -> list[pa.Field]:
    """Return the columns that results have; of tables without bad cells none tells of them."""
    fields = result_schema(asked.columns.outputs, asked.request.unit)
    return [one for one in fields if on_error == "flag" or one.name != BAD_CELLS]


def _reader(asked: Evaluating, on_error: OnBadCell, kept: tuple[int, ...]) -> pa.RecordBatchReader:
    """Return the rows with their results, run by run."""
    schema = _schema(asked, on_error, kept)

    def batches() -> Iterator[pa.RecordBatch]:
        for run in asked.runs(on_error):
            own = [run.rows.column(place) for place in kept]
            results = run.results.columns[: len(schema) - len(kept)]
            yield pa.RecordBatch.from_arrays([*own, *results], schema=schema)

    return pa.RecordBatchReader.from_batches(schema, batches())


def _results(asked: Evaluating, on_error: OnBadCell) -> pa.Table:
    return _reader(asked, on_error, ()).read_all()


def _as_kind(asked: Evaluating, whole: pa.Table) -> Any:  # noqa: ANN401 - what was given
    """Return a table of Arrow as the kind that was given."""
    native = asked.table.native
    match asked.table.kind:
        case "batch":
            return pa.RecordBatch.from_arrays(
                [_whole(column) for column in whole.columns], schema=whole.schema
            )
        case "pandas":
            return _to_pandas(whole)
        case "duckdb":
            return _relation(native, whole)
        case "eager" | "lazy":
            return _as_frame(asked, whole)
    return whole


def _as_frame(asked: Evaluating, whole: pa.Table) -> Any:  # noqa: ANN401 - a frame
    """Return a table of Arrow as a frame of the library that was given."""
    native = asked.table.native
    frame: Any = nw.from_native(native)
    match frame.implementation:
        case nw.Implementation.POLARS:
            found: Any = nw.from_native(_of_levels(whole, asked.columns.outputs))
        case nw.Implementation.PANDAS:
            found = nw.from_native(_to_pandas(whole))
        case other:
            found = nw.from_arrow(whole, backend=other)
    found = found.lazy() if asked.table.kind == "lazy" else found
    return found if isinstance(native, nw.DataFrame | nw.LazyFrame) else found.to_native()


def _whole(column: pa.ChunkedArray) -> pa.Array:
    one = column.combine_chunks()
    return one if isinstance(one, pa.Array) else one.chunk(0)


def _relation(native: Any, whole: pa.Table) -> Any:  # noqa: ANN401 - of DuckDB
    """Return a relation that keeps the table it is of.

    It is of the same connection, unless that one does not look for what Python has.
    """
    import duckdb  # noqa: PLC0415 - it is a relation of it that was given

    frame = native.to_native() if isinstance(native, nw.LazyFrame) else native
    # A table of the connection goes before one of Python: no other may have this name.
    name = f"kla_rules_{secrets.token_hex(16)}"
    ask = FunctionType(_asked.__code__, {name: whole})
    try:
        found = ask(frame, f"SELECT * FROM {name}")  # noqa: S608 - of our own name
    except duckdb.CatalogException:
        found = duckdb.connect().from_arrow(whole)
    return nw.from_native(found) if isinstance(native, nw.LazyFrame) else found


def _asked(frame: Any, query: str) -> Any:  # noqa: ANN401 - of DuckDB
    return frame.query("given", query)


def _to_pandas(results: pa.Table) -> Any:  # noqa: ANN401 - of pandas
    """Return results as pandas has them: what may be unknown is of a type that knows it."""
    import pandas as pd  # noqa: PLC0415 - it is a frame of it that was given

    kinds = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    frame = results.to_pandas(types_mapper=kinds.get)
    frame["determined"] = frame["determined"].astype(bool)
    return frame


def _pandas(native: Any, kept: tuple[int, ...], results: pa.Table) -> Any:  # noqa: ANN401 - of pandas
    import pandas as pd  # noqa: PLC0415 - it is a frame of it that was given

    found = _to_pandas(results)
    found.index = native.index
    return pd.concat([native.iloc[:, [*kept]], found], axis=1)


def _eager(native: Any, kept: tuple[int, ...], results: pa.Table, asked: Evaluating) -> Any:  # noqa: ANN401 - a frame
    """Return a frame of any library with results beside its columns."""
    frame: Any = nw.from_native(native)
    whole = frame.to_native()
    if nw.dependencies.is_pandas_dataframe(whole):
        return nw.from_native(_pandas(whole, kept, results))
    if nw.dependencies.is_polars_dataframe(whole):
        found = _laid_beside(whole, kept, _of_levels(results, asked.columns.outputs))
        return nw.from_native(found) if isinstance(native, nw.DataFrame) else found
    beside = nw.from_arrow(results, backend=frame.implementation)
    found = nw.concat([frame[:, [*kept]], beside], how="horizontal") if kept else beside
    return found if isinstance(native, nw.DataFrame) else found.to_native()


def _laid_beside(frame: Any, kept: tuple[int, ...], results: Any) -> Any:  # noqa: ANN401 - of Polars
    """Return some columns of a frame with results beside them."""
    own = frame.get_columns()
    return results.select([*(own[place] for place in kept), *results.get_columns()])


def _of_levels(results: Any, outputs: tuple[Output, ...]) -> Any:  # noqa: ANN401 - of Arrow, and Polars
    """Return results as Polars has them: levels are an Enum of all of them."""
    import polars as pl  # noqa: PLC0415 - it is a frame of it that was given

    levels = [
        pl.col(one.name).cast(pl.String).cast(pl.Enum(one.words))
        for one in outputs
        if one.kind == "level"
    ]
    frame = pl.from_arrow(results)
    assert isinstance(frame, pl.DataFrame)  # noqa: S101 - of a table
    return frame.with_columns(levels)


def _lazy(asked: Evaluating, on_error: OnBadCell, kept: tuple[int, ...]) -> Any:  # noqa: ANN401 - of Polars
    """Return a lazy frame that evaluates part by part, each time that it is collected."""
    from polars.io.plugins import register_io_source  # noqa: PLC0415 - as above

    native = asked.table.native
    frame = native.to_native() if isinstance(native, nw.LazyFrame) else native
    own = frame.collect_schema()
    names = [asked.columns.names[place] for place in kept]
    fields = pa.schema(result_fields(asked, on_error))
    shown = _of_levels(fields.empty_table(), asked.columns.outputs).schema
    schema = {**{name: own[name] for name in names}, **shown}

    def source(
        with_columns: list[str] | None,
        predicate: Any,  # noqa: ANN401 - of Polars
        n_rows: int | None,
        _: int | None,
    ) -> Iterator[Any]:
        piece: list[Any] = [None]

        def batches() -> Iterator[pa.RecordBatch]:
            for part in frame.collect_batches(chunk_size=ROWS, maintain_order=True):
                for piece[0] in part.iter_slices(ROWS):
                    yield from of_polars(piece[0]).combine_chunks().to_batches()

        for run in asked.runs(on_error, batches):
            results = run.results.select(fields.names)
            found = _of_levels(results, asked.columns.outputs)
            rows = _laid_beside(piece[0], kept, found)
            if n_rows is not None:
                rows = rows.head(n_rows)
                n_rows -= len(rows)
            if predicate is not None:
                rows = rows.filter(predicate)
            yield rows if with_columns is None else rows.select(with_columns)
            if n_rows == 0:
                break

    found = register_io_source(source, schema=schema)
    return nw.from_native(found) if isinstance(native, nw.LazyFrame) else found
