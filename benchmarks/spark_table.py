"""A table of two million profiles on Spark: native expressions beside SQL written by hand.

    python benchmarks/spark_table.py [ROWS] [FOLDER]

One session on two cores, one Parquet of 274 columns of whole thousandths (int32, a tenth of the
cells unknown), written once to FOLDER. All give the same outputs, which are compared first: range,
levels, whether they are one. By hand there are no checks of cells, and once there are the same.
Times are of the better of two runs after the comparison, and of the processor, in all threads.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import kla_rules as kla

ROWS: Final = 2_000_000
SETTINGS: Final = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.log.level": "ERROR",
}
_RUN: Final = 100_000
_RUNS: Final = 2
_UNKNOWN: Final = 0.1  # of the cells
SHOWN: Final = ("score_low", "score_high", "level_low", "level_high", "determined")


def main(words: Sequence[str]) -> None:
    """Measure, and print a table."""
    from pyspark.sql import SparkSession  # noqa: PLC0415 - heavy

    rows = int(words[0]) if words else ROWS
    edition = kla.edition("kla-2024")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(words[1] if len(words) > 1 else folder) / f"table-{rows}.parquet"
        if not path.exists():
            make(edition, rows, path)
        begun = SparkSession.builder.master("local[2]")
        for name, value in SETTINGS.items():
            begun = begun.config(name, value)
        session = begun.getOrCreate()
        frame = session.read.parquet(str(path))
        frame.createOrReplaceTempView("given")
        names = frame.columns
        ways: dict[str, Callable[[], Any]] = {
            "by hand, no checks": lambda: session.sql(by_hand(edition, names, checked=False)),
            "by hand, cells checked": lambda: session.sql(by_hand(edition, names, checked=True)),
            "kla.spark.evaluate, flag": lambda: ours(frame, edition, "flag"),
            "kla.spark.evaluate, raise": lambda: ours(frame, edition, "raise"),
        }
        compare(ways)
        print(f"{rows:,} rows: the outputs are the same", flush=True)
        machine: Any = session._jvm  # noqa: SLF001 - the one way
        pid = int(machine.java.lang.ProcessHandle.current().pid())
        measured = {name: measure(way, pid) for name, way in ways.items()}
        session.stop()
    first = measured["by hand, no checks"]
    for name, (wall, cpu) in measured.items():
        print(
            f"{name:28} {rows / wall:10,.0f} rows/s  {first[0] / wall:5.2f} of by hand"
            f"  {cpu:6.1f} s of processor  {first[1] / cpu:5.2f}"
        )


def ours(frame: Any, edition: kla.Edition, on_error: Any) -> Any:  # noqa: ANN401 - of Spark
    """Return what the library makes, with the outputs that are written by hand."""
    found = kla.spark.evaluate(frame, edition, unit="thousandths", on_error=on_error, inputs=False)
    return found.select(*SHOWN)


def by_hand(edition: kla.Edition, columns: Sequence[str], *, checked: bool) -> str:
    """Return SQL as one would write it for this edition alone."""
    nodes = {node.id: node for node in edition.nodes}
    most = dict(zip(edition.ids, edition.ceilings_thousandths, strict=True))

    def tree(node: str, *, full: bool) -> str:
        below = nodes[node].children
        if not below:
            return f"coalesce(`{node}`, {most[node] if full else 0})"
        return f"least({' + '.join(tree(one, full=full) for one in below)}, {most[node]})"

    floors = [(one.threshold_thousandths(edition.edge.policy), one.id) for one in edition.levels]

    def level(score: str) -> str:
        return (
            f"CASE {' '.join(f'WHEN {score} >= {n} THEN {name!r}' for n, name in floors[::-1])} END"
        )

    bad = "0"
    if checked:
        bad = " + ".join(
            f"CASE WHEN `{one}` NOT BETWEEN 0 AND {most[one]} THEN 1 ELSE 0 END" for one in columns
        )
    root = edition.ids[0]
    return f"""
        SELECT CASE WHEN bad = 0 THEN CAST(low AS BIGINT) END AS score_low,
               CASE WHEN bad = 0 THEN CAST(high AS BIGINT) END AS score_high,
               CASE WHEN bad = 0 THEN {level("low")} END AS level_low,
               CASE WHEN bad = 0 THEN {level("high")} END AS level_high,
               bad = 0 AND {level("low")} <=> {level("high")} AS determined
        FROM (SELECT {tree(root, full=False)} AS low, {tree(root, full=True)} AS high, {bad} AS bad
              FROM given)"""  # noqa: S608 - of a packaged edition


def make(edition: kla.Edition, rows: int, path: Path) -> None:
    """Write the table: invented, from little to nearly all."""
    draw = np.random.default_rng(1)
    leaves = [
        (node.id, most)
        for node, most in zip(edition.nodes, edition.ceilings_thousandths, strict=True)
        if not node.children
    ]
    schema = pa.schema([(name, pa.int32()) for name, _ in leaves])
    with pq.ParquetWriter(path, schema) as writer:
        for first in range(0, rows, _RUN):
            size = min(_RUN, rows - first)
            good = draw.random(size)
            arrays = [
                pa.array(
                    (most * good ** draw.random(size)).astype(np.int32),
                    mask=draw.random(size) < _UNKNOWN,
                )
                for _, most in leaves
            ]
            writer.write_table(pa.table(arrays, schema=schema))


def compare(ways: dict[str, Callable[[], Any]]) -> None:
    """See that all give the same."""
    found = {
        name: way().selectExpr("count(*)", *(f"sum(hash({one}))" for one in SHOWN)).collect()
        for name, way in ways.items()
    }
    if len(set(map(str, found.values()))) != 1:
        raise SystemExit(f"the outputs differ: {found}")


def measure(way: Callable[[], Any], pid: int) -> tuple[float, float]:
    """Return the seconds of the best run, on the clock and of the processor."""
    taken = []
    for _ in range(_RUNS):
        begun, before = time.perf_counter(), processor(pid)
        way().write.format("noop").mode("overwrite").save()
        taken.append((time.perf_counter() - begun, processor(pid) - before))
    return min(taken)


def processor(pid: int) -> float:
    """Return the seconds of processor that a process has taken."""
    parts = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / 100


if __name__ == "__main__":
    main(sys.argv[1:])
