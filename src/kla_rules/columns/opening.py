"""Whatever a table stands in, opened: its heads, and its rows as batches of Arrow, in their order.

Frames are recognised by Narwhals, and what it does not know by the protocol of Arrow.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal

import narwhals as nw
import pyarrow as pa
from attrs import frozen

from kla_rules.columns.arrays import ROWS
from kla_rules.columns.bad_cells import TablePlace
from kla_rules.columns.columnwise import of_pandas, of_polars
from kla_rules.columns.files import CsvFile, ParquetTable, begins_as_parquet, is_csv, is_parquet
from kla_rules.core.findings import Finding, ProfileError, check_path, wrong_type
from kla_rules.core.reading.read import unreadable
from kla_rules.core.resources import is_file, is_folder, is_there

TableKind = Literal["arrow", "batch", "reader", "pandas", "eager", "lazy", "duckdb", "file"]
EXPECTED: Final = (
    "a frame of pandas, Polars or what Narwhals knows, a table or a stream of Arrow, a relation of "
    "DuckDB, or the path of a CSV or Parquet file"
)


@frozen
class Opened:
    """A table that is open.

    Attributes:
        kind: what it stands in, which decides what the result stands in.
        native: it, as it was given; a path as a `Path`.
        schema: its columns as batches of Arrow have them; those of a CSV are text.
        rows: how many there are; None where nobody knows before they are read.
        batches: returns its rows from the first one on; a stream gives them once.
        file: its name, or None.
        delimiter: of a CSV what stands between its cells, else "".
        lines: returns for some rows, counted from 0, the lines of the file that they stand in.
        line_of_each: yields these lines for every row, in their order.
    """

    kind: TableKind
    native: Any
    schema: pa.Schema
    rows: int | None
    batches: Callable[[], Iterator[pa.RecordBatch]]
    file: str | None = None
    delimiter: str = ""
    lines: Callable[[Iterable[int]], Mapping[int, int]] | None = None
    line_of_each: Callable[[], Iterator[int]] | None = None

    def place(self, rows: Iterable[int]) -> TablePlace:
        """Return where these rows stand."""
        return TablePlace(self.file, None if self.lines is None else self.lines(rows))


def opened(table: Any) -> Opened:  # noqa: ANN401 - anything that holds a table
    """Return a table, open.

    Args:
        table: a frame, a table or stream of Arrow, a relation, or the path of a file.

    Raises:
        ProfileError: for a file that cannot be read, or is neither CSV nor Parquet.
        TypeError: for what is no table.
    """
    if isinstance(table, str | os.PathLike):
        return _file(check_path("table", table))
    if isinstance(table, type) or table is None:
        raise wrong_type("table", EXPECTED, table)
    if isinstance(table, pa.RecordBatch):
        return Opened("batch", table, table.schema, len(table), lambda: iter([table]))
    if isinstance(table, pa.RecordBatchReader):
        return Opened("reader", table, table.schema, None, lambda: iter(table))
    if isinstance(table, pa.Table):
        return _whole("arrow", table, table)
    is_narwhals = isinstance(table, nw.DataFrame | nw.LazyFrame)
    if not is_narwhals and nw.dependencies.is_pandas_dataframe(table):  # its heads may be anything
        return _whole("pandas", table, of_pandas(table))
    frame: Any = nw.from_native(table, pass_through=True)
    if isinstance(frame, nw.DataFrame):
        return _eager(table, frame)
    if isinstance(frame, nw.LazyFrame):
        return _lazy(table, frame)
    try:
        return _of_protocol(table)
    except pa.ArrowInvalid:  # a column alone
        raise wrong_type("table", EXPECTED, table) from None


def _of_protocol(table: Any) -> Opened:  # noqa: ANN401 - as above
    """Return what speaks the protocol of Arrow."""
    if hasattr(table, "__arrow_c_stream__"):
        reader = pa.RecordBatchReader.from_stream(table)
        return Opened("reader", table, reader.schema, None, lambda: iter(reader))
    if hasattr(table, "__arrow_c_array__"):
        batch = pa.record_batch(table)
        return Opened("batch", table, batch.schema, len(batch), lambda: iter([batch]))
    raise wrong_type("table", EXPECTED, table)


def _whole(kind: TableKind, table: Any, arrow: pa.Table) -> Opened:  # noqa: ANN401 - as above
    return Opened(kind, table, arrow.schema, len(arrow), lambda: iter(arrow.to_batches(ROWS)))


def _eager(table: Any, frame: nw.DataFrame[Any]) -> Opened:  # noqa: ANN401 - a frame
    native = frame.to_native()
    match frame.implementation:
        case nw.Implementation.PANDAS:
            return _whole("eager", table, of_pandas(native))
        case nw.Implementation.POLARS:
            return _whole("eager", table, of_polars(native))
    return _whole("eager", table, frame.to_arrow())


def _lazy(table: Any, frame: nw.LazyFrame[Any]) -> Opened:  # noqa: ANN401 - a frame
    native = frame.to_native()
    match frame.implementation:
        case nw.Implementation.POLARS:
            schema = of_polars(native.collect_schema().to_frame()).schema
            return Opened("lazy", table, schema, None, lambda: polars_batches(native))
        case nw.Implementation.DUCKDB:
            schema = native.limit(0).to_arrow_table().schema
            return Opened("duckdb", table, schema, None, lambda: iter(native.to_arrow_reader(ROWS)))
        case nw.Implementation.PYSPARK | nw.Implementation.PYSPARK_CONNECT:
            raise wrong_type("table", EXPECTED, table)
    return _whole("arrow", table, frame.collect("pyarrow").to_native())


def polars_batches(frame: Any) -> Iterator[pa.RecordBatch]:  # noqa: ANN401 - of Polars
    """Yield the rows of a lazy frame in their order; no more of it stands in memory."""
    for part in frame.collect_batches(chunk_size=ROWS, maintain_order=True):
        yield from of_polars(part).to_batches(ROWS)


def _file(path: Path) -> Opened:
    name = str(path)
    # It is read more than once, which a pipe cannot be.
    if is_there(path) and not (is_file(path) or is_folder(path)):
        raise ProfileError([Finding("document.unreadable", {"reason": "special"}, file=name)])
    if is_parquet(path) or begins_as_parquet(path):
        parquet = ParquetTable.open(path)
        return Opened("file", path, parquet.schema, parquet.rows, parquet.batches, name)
    if is_csv(path):
        csv = CsvFile.open(path)
        return Opened(
            "file",
            path,
            csv.schema,
            None,
            csv.batches,
            name,
            csv.delimiter,
            csv.lines_of_rows,
            csv.line_of_each,
        )
    try:
        path.open("rb").close()
    except (OSError, ValueError) as error:
        raise ProfileError([unreadable(error, name)]) from error
    raise ProfileError([Finding("columns.suffix", {"found": path.suffix}, file=name)])
