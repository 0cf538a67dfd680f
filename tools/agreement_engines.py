"""The engines that are held against each other, each behind the same call."""

import contextlib
import io
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
from attrs import evolve

from agreement_rows import Batch
from kla_rules.columns.arrays import ROWS, Cells
from kla_rules.columns.engines import reckoner
from kla_rules.columns.outputs import BAD_CELLS, Output
from kla_rules.columns.program import Program
from kla_rules.columns.request import TableEngine
from kla_rules.columns.sql import sql_query
from kla_rules.columns.sql_words import Dialect, quoted
from kla_rules.columns.steps import Step
from kla_rules.conditions.columns import Named, Sum, high_of, low_of
from postgres_cluster import cluster

Ask = Callable[[Program, tuple[Output, ...], Batch], pa.Table]
Open = Callable[[], "contextlib.AbstractContextManager[Ask]"]
_NARROW: Final = 2**31 - 1
_ROW: Final = "number of the row"


def with_prints(program: Program) -> tuple[Program, tuple[Output, ...]]:
    """Return a program that also adds up every node, and what shows the sums.

    A million rows of every node are too many to be handed over. Each engine adds them up itself,
    each so many times as no other one: where a node differs, a sum does.
    """
    dice = np.random.default_rng(len(program.steps))
    steps, shown = [], []
    for end, name_of in (("low", low_of), ("high", high_of)):
        weights = dice.integers(1, 2**20, len(program.edition.ids)).tolist()
        terms = zip(weights, map(Named, map(name_of, program.edition.ids)), strict=True)
        name = f"all nodes {end}"
        last = max(step.stage for step in program.steps) + 1
        steps.append(Step(name, last, Sum(tuple(terms))))
        shown.append(Output(name, "points", (name,)))
    return evolve(program, steps=(*program.steps, *steps)), tuple(shown)


def cells_of_batch(batch: Batch) -> dict[str, Cells]:
    """Return cells as intake makes them."""
    cells = {}
    for name, column in batch.columns.items():
        data = batch.data[name]
        if column.most <= _NARROW and column.least >= -_NARROW:
            data = data.astype(np.int32)
        known = batch.known[name]
        bits = None if known.all() else np.packbits(known, bitorder="little")
        cells[name] = Cells(data, bits)
    return cells


def arrow_of(batch: Batch, names: Mapping[str, str]) -> pa.Table:
    """Return a batch as a table, under these names, with the number of each row."""
    columns = {_ROW: pa.array(np.arange(batch.size))}
    for name, column in batch.columns.items():
        narrow = column.most <= _NARROW and column.least >= -_NARROW
        data = batch.data[name].astype(np.int32 if narrow else np.int64)
        columns[names[name]] = pa.array(data, mask=~batch.known[name])
    return pa.table(columns)


def same_kind(found: pa.Table, outputs: tuple[Output, ...]) -> pa.Table:
    """Return a result in columns of one kind each, whoever reckoned it."""
    kinds = {"points": pa.int64(), "level": pa.string(), "same": pa.bool_(), "state": pa.bool_()}
    columns = {}
    for output in outputs:
        column = found[output.name]
        if pa.types.is_dictionary(column.type):
            column = pc.cast(column, pa.string())
        columns[output.name] = column.cast(kinds[output.kind])
    columns[BAD_CELLS] = found[BAD_CELLS].cast(pa.int64())
    return pa.table(columns).combine_chunks()


def _own(name: TableEngine) -> Open:
    @contextlib.contextmanager
    def opened() -> Iterator[Ask]:
        def ask(program: Program, outputs: tuple[Output, ...], batch: Batch) -> pa.Table:
            reckon = reckoner(program, outputs, "thousandths", name)
            found = []
            for first in range(0, batch.size, ROWS):
                part = batch.part(first, min(ROWS, batch.size - first))
                found.append(reckon(cells_of_batch(part), part.size))
            return same_kind(pa.Table.from_batches(found), outputs)

        yield ask

    return opened


def _query(program: Program, outputs: tuple[Output, ...], dialect: Dialect, table: str) -> str:
    query = sql_query(program, outputs, dialect, table, kept=(_ROW,))
    return f"{query} ORDER BY {quoted(_ROW, dialect)}"


@contextlib.contextmanager
def _postgres() -> Iterator[Ask]:
    import psycopg  # noqa: PLC0415 - only who asks it needs it

    with cluster() as address, psycopg.connect(address, autocommit=True) as connection:
        connection.execute("SET work_mem = '256MB'")

        def ask(program: Program, outputs: tuple[Output, ...], batch: Batch) -> pa.Table:
            given = arrow_of(batch, {name: name for name in batch.columns})
            kinds = ", ".join(
                f"{quoted(name, 'postgres')} {'int' if one == pa.int32() else 'bigint'}"
                for name, one in zip(given.column_names, given.schema.types, strict=True)
            )
            connection.execute("DROP TABLE IF EXISTS given_rows")
            connection.execute(f"CREATE UNLOGGED TABLE given_rows ({kinds})")
            text = io.BytesIO()
            pa_csv.write_csv(given, text, pa_csv.WriteOptions(include_header=False))
            with connection.cursor().copy("COPY given_rows FROM STDIN (FORMAT csv)") as copy:
                copy.write(text.getbuffer())
            query = _query(program, outputs, "postgres", "given_rows")
            with connection.cursor().copy(f"COPY ({query}) TO STDOUT (FORMAT csv)") as copy:
                out = b"".join(bytes(part) for part in copy)
            return same_kind(_read(out, outputs), outputs)

        yield ask


def _read(text: bytes, outputs: tuple[Output, ...]) -> pa.Table:
    """Return what PostgreSQL wrote as CSV."""
    kinds = {"points": pa.int64(), "level": pa.string(), "same": pa.bool_(), "state": pa.bool_()}
    names = [_ROW, *(output.name for output in outputs), BAD_CELLS]
    types = {output.name: kinds[output.kind] for output in outputs}
    return pa_csv.read_csv(
        io.BytesIO(text),
        pa_csv.ReadOptions(column_names=names),
        convert_options=pa_csv.ConvertOptions(
            column_types={_ROW: pa.int64(), BAD_CELLS: pa.int64(), **types},
            null_values=[""],
            true_values=["t"],
            false_values=["f"],
            strings_can_be_null=True,
        ),
    )


@contextlib.contextmanager
def _spark() -> Iterator[Ask]:
    from pyspark.sql import SparkSession  # noqa: PLC0415 - only who asks it needs it

    builder: Any = SparkSession.builder
    session = (
        builder.master("local[2]")
        .appName("agree")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.memory", "3g")
        # So many expressions are too many for one method of Java; to find that out takes minutes.
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )
    try:

        def ask(program: Program, outputs: tuple[Output, ...], batch: Batch) -> pa.Table:
            given = session.createDataFrame(arrow_of(batch, {name: name for name in batch.columns}))
            given.createOrReplaceTempView("given_rows")
            found = session.sql(_query(program, outputs, "spark", "given_rows")).toArrow()
            return same_kind(found, outputs)

        yield ask
    finally:
        session.stop()


# The first is the one that the others are held against.
ENGINES: Final[Mapping[str, Open]] = {
    "numpy": _own("numpy"),
    "polars": _own("polars"),
    "duckdb": _own("duckdb"),
    "postgres": _postgres,
    "spark": _spark,
}
