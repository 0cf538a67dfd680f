"""Tables of profiles: rows a second beside others that sum the same columns, and peak memory.

    python benchmarks/table.py

Points of 274 questions as whole numbers of 32 bits, a tenth of them unknown, all invented; the same
file for everyone, read into memory before the clock runs. Each runs in a process of its own, in
turns; the median of all runs counts, and nothing is timed that does not give equal results. Ours
gives every output and checks every cell; the others give both ends and both levels, and check
nothing. Ratios are to `limit`, which reads and sums the columns once and knows nothing of nulls:
by the clock, and by the time of all processors, which counts on a machine that does other things.
"""

import argparse
import functools
import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from attrs import frozen

import kla_rules as kla
import table_data
import table_rivals as rivals
from kla_rules.columns.heads import table_columns
from kla_rules.columns.request import TableRequest
from kla_rules.columns.stream import Stream

FEW: Final = 131_072  # rows of what takes minutes for all; equal results are looked for in these
MOST_MEMORY: Final = 1.5  # of the columns
Found = Any  # a table of Arrow, or arrays by their names


@frozen
class Way:
    """Something that is measured.

    Attributes:
        text: what it is, for people.
        prepare: makes of a table and an edition what is timed.
        threads: that it may use; 0: as many as there are.
        rows: of the table that it is given; 0: all.
        data: which table.
        told: what it gives: "both" ends, the "low" one, or "nothing" that is compared.
    """

    text: str
    prepare: Callable[[pa.Table, kla.Edition], Callable[[], Found]]
    threads: int = 1
    rows: int = 0
    data: str = "points"
    told: str = "both"


def ours(table: pa.Table, edition: kla.Edition, **options: Any) -> Callable[[], Found]:
    """Evaluate a table as a stream, with all outputs and checks."""

    def run() -> Found:
        asked = TableRequest(edition, unit="thousandths", **options)
        stream = Stream(asked, table_columns(table.column_names, asked))
        found = [one.results for one in stream.evaluated(table.to_batches())]
        if stream.bad.total:
            raise SystemExit("invented cells are refused")
        return pa.Table.from_batches(found)

    return run


def by_call(table: pa.Table, edition: kla.Edition, **options: Any) -> Callable[[], Found]:
    """Evaluate a table by the function that everybody calls."""
    fixed = {"unit": "thousandths", "inputs": False, **options}
    if "scales" in fixed:
        fixed["scales"] = table_data.scale_of(edition)
    return lambda: kla.evaluate_table(table, edition, **fixed)


WAYS: Final[Mapping[str, Way]] = {
    "limit": Way("limit: read and sum once, NumPy", rivals.limit, told="nothing"),
    "ours": Way("kla_rules", ours),
    "call": Way("kla_rules, kla.evaluate_table(...)", by_call),
    "ours-polars": Way("kla_rules on Polars", functools.partial(ours, engine="polars"), 0),
    "ours-duckdb": Way("kla_rules on DuckDB", functools.partial(ours, engine="duckdb"), 0, FEW),
    "columns": Way("np.where of whole columns", rivals.column_wise),
    "polars-1": Way("Polars' sum_horizontal, one thread", rivals.polars_by_hand),
    "polars": Way("Polars' sum_horizontal, all cores", rivals.polars_by_hand, 0),
    "duckdb-1": Way("DuckDB, SQL by hand, one thread", rivals.duckdb_by_hand),
    "duckdb": Way("DuckDB, SQL by hand, all cores", rivals.duckdb_by_hand, 0),
    "openfisca": Way("OpenFisca-Core, both ends", rivals.openfisca),
    "openfisca-low": Way(
        "OpenFisca-Core, low end, nulls filled before", rivals.openfisca_filled, told="low"
    ),
    "limit-floats": Way("limit of floats", rivals.limit, data="floats", told="nothing"),
    "floats": Way(
        "kla_rules, points as floats", functools.partial(by_call, unit="points"), data="floats"
    ),
    "limit-2019": Way("limit of kla-2019", rivals.limit, data="kla-2019", told="nothing"),
    "2019": Way("kla-2019 with measures", by_call, data="kla-2019", told="nothing"),
    "answers": Way(
        "answers with a scale", functools.partial(by_call, scales=True), data="answers",
        told="nothing",
    ),
}  # fmt: skip
SLOW: Final = {"ours-polars", "ours-duckdb", "duckdb", "duckdb-1", "openfisca", "answers"}  # once
DATA: Final[Mapping[str, tuple[str, Callable[[kla.Edition, int], pa.Table]]]] = {
    "points": ("kla-2024", table_data.points),
    "floats": ("kla-2024", lambda e, rows: table_data.as_floats(table_data.points(e, rows))),
    "kla-2019": ("kla-2019", table_data.measured),
    "answers": ("kla-2024", table_data.answered),
}


def child(way: Way, path: Path, repeats: int) -> None:
    """Run one way, and print its seconds, its peak memory and what it found."""
    edition = kla.edition(DATA[way.data][0])
    small = table_data.read(path.with_suffix(".small"))
    way.prepare(small, edition)()  # what it imports and keeps is there before memory is measured
    idle = _memory("VmRSS")
    table = table_data.read(path)
    if way.rows:
        table = pa.concat_tables([table.slice(0, way.rows)]).combine_chunks()
    run = way.prepare(table, edition)
    found = run()
    seconds, processor = [], []
    for _ in range(repeats):
        found = None
        start, begun = time.perf_counter(), time.process_time()
        found = run()
        seconds.append(time.perf_counter() - start)
        processor.append(time.process_time() - begun)
    peak = (_memory("VmHWM") - idle) * 1024 / table.nbytes
    told = {"rows": len(table), "seconds": seconds, "processor": processor, "memory": peak}
    print(json.dumps({**told, "found": _digests(way, found)}))


def _memory(key: str) -> int:
    """Return kilobytes of this process."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{key}:"))


def _digests(way: Way, found: Any) -> dict[str, list[str]]:  # noqa: ANN401 - of any of them
    """Return digests of what was found: of the rows that all have, and of all."""
    if way.told == "nothing":
        return {}
    if isinstance(found, pa.Table):
        scale = 1000 if way.data == "floats" else 1
        ends = {end: np.rint(np.asarray(found[f"score_{end}"]) * scale) for end in ("low", "high")}
        found = ends | {f"level_{end}": _codes(found[f"level_{end}"]) for end in ends}
    whole = {name: np.asarray(column).astype(np.int64) for name, column in found.items()}
    return {
        name: [hashlib.sha256(part.tobytes()).hexdigest() for part in (column[:FEW], column)]
        for name, column in sorted(whole.items())
    }


def _codes(column: Any) -> Any:  # noqa: ANN401 - of Arrow, and of NumPy
    chunks = [chunk.indices.fill_null(-1) for chunk in column.chunks]
    return np.concatenate([np.asarray(chunk) for chunk in chunks]) + 1


def measured(name: str, path: Path, repeats: int) -> dict[str, Any]:
    """Return what a way prints, run in a process of its own."""
    threads = WAYS[name].threads or os.cpu_count() or 1
    limits = ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
    command = [sys.executable, __file__, "--way", name, "--data", str(path)]
    command += ["--repeats", str(repeats)]
    environment = os.environ | dict.fromkeys(limits, str(threads))
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise SystemExit(f"{name}: {done.stderr[-2000:]}")
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def compare(told: Mapping[str, list[dict[str, Any]]]) -> None:
    """Stop where a way found something else than ours."""
    reference = told["ours"][0]["found"]
    for name, runs in told.items():
        for one in runs:
            for column, (few, whole) in one["found"].items():
                same = reference[column]
                if few != same[0] or (not WAYS[name].rows and whole != same[1]):
                    raise SystemExit(f"{name} differs in {column}")


def table_of(told: Mapping[str, list[dict[str, Any]]]) -> bool:
    """Print a line for each way; return whether the bars are kept."""
    rate, own = (
        {
            name: runs[0]["rows"] / statistics.median(s for one in runs for s in one[clock])
            for name, runs in told.items()
        }
        for clock in ("seconds", "processor")
    )
    print(f"  {'':46} {'rows/s':>11} {'of limit':>9} {'processor':>9} {'memory':>7} threads")
    for name, way in WAYS.items():
        if name not in told:
            continue
        limit = {"floats": "limit-floats", "kla-2019": "limit-2019"}.get(way.data, "limit")
        ratios = f"{'':19}"
        if way.data != "answers" and limit in told:
            ratios = f"{rate[name] / rate[limit]:9.3f} {own[name] / own[limit]:9.3f}"
        memory = statistics.median(one["memory"] for one in told[name])
        few = f", {way.rows} rows" if way.rows else ""
        threads = way.threads or os.cpu_count()
        print(f"  {way.text + few:46} {rate[name]:11,.0f} {ratios} {memory:6.2f}x {threads}")
    if not {"ours", "call", "limit", "openfisca", "duckdb"} <= told.keys():
        return True
    kept = [
        (f"{rate['ours'] / rate['limit']:.3f} of the limit", rate["ours"] >= 0.15 * rate["limit"]),
        (f"{rate['ours'] / rate['openfisca']:.1f} x OpenFisca-Core",
         rate["ours"] >= 10 * rate["openfisca"]),
        (f"{rate['ours'] / rate['duckdb']:.1f} x DuckDB", rate["ours"] >= 3 * rate["duckdb"]),
        (f"{told['call'][0]['memory']:.2f} x the columns in memory",
         told["call"][0]["memory"] <= MOST_MEMORY),
    ]  # fmt: skip
    print("  bars, 0.15, 10 x, 3 x and at most 1.5 x:", ", ".join(text for text, _ in kept))
    return all(held for _, held in kept)


def grown(rows: int, most: int, folder: Path) -> None:
    """Print rows a second and peak memory of tables that are read from Parquet as a stream."""
    edition = kla.edition("kla-2024")
    path = folder / "table.parquet"
    table = table_data.points(edition, rows)
    pq.write_table(table, path, row_group_size=65_536, compression="zstd")
    del table
    print(f"streamed from Parquet ({path.stat().st_size / 1e6:,.0f} MB for {rows} rows):")
    size = 10_000
    while size <= most:
        command = [sys.executable, __file__, "--stream", str(path), "--rows", str(size)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        seconds, memory = json.loads(done.stdout)
        print(f"  {size:11,} rows {seconds:8.2f} s {size / seconds:11,.0f} rows/s {memory:6.0f} MB")
        size *= 10


def streamed(path: Path, rows: int) -> None:
    """Evaluate so many rows of a file as one stream; of a shorter file, it again and again."""

    def batches() -> Iterator[pa.RecordBatch]:
        left = rows
        while left:
            for batch in pq.ParquetFile(path, pre_buffer=False).iter_batches(65_536):
                yield batch.slice(0, left)
                left -= min(left, len(batch))
                if not left:
                    return

    schema = pq.read_schema(path)
    edition = kla.edition("kla-2024")
    kla.evaluate_table(schema.empty_table(), edition)
    idle = _memory("VmRSS")
    start = time.perf_counter()
    reader = pa.RecordBatchReader.from_batches(schema, batches())
    found = kla.evaluate_table(reader, edition, unit="thousandths", inputs=False)
    read = sum(len(batch) for batch in found)
    seconds = time.perf_counter() - start
    if read != rows:
        raise SystemExit("rows are lost")
    print(json.dumps([seconds, (_memory("VmHWM") - idle) / 1024]))


def beside_single(edition: kla.Edition) -> None:
    """Print small tables beside the same profiles evaluated many at once, and one by one."""
    for rows, single in ((514, 514), (83_762, 2_000)):
        table = table_data.as_floats(table_data.points(edition, rows))
        rowed = table.slice(0, single).to_pylist()
        start = time.perf_counter()
        found = kla.evaluate_table(table, edition, inputs=False)
        whole = time.perf_counter() - start
        profiles = [{"points": {k: v for k, v in row.items() if v is not None}} for row in rowed]
        start = time.perf_counter()
        made = [kla.Profile.from_dict(one, edition) for one in profiles]
        results = [kla.evaluate(one) for one in made]
        each = (time.perf_counter() - start) / single
        same = [one.bounds.ends_thousandths(0)[0] for one in results]
        if [round(one * 1000) for one in found["score"].to_pylist()[:single]] != same:
            raise SystemExit("evaluate() finds something else")
        print(
            f"  {rows:7,} rows: evaluate_table {whole:.3f} s, evaluate() {each * rows:.2f} s "
            f"(by {single} of them), {each * rows / whole:.0f} x"
        )


def main() -> int:
    """Measure, and print; return 1 where a bar is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--most", type=int, default=10_000_000, help="rows that are streamed")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--only", nargs="*", help="ways that are measured")
    parser.add_argument("--way", choices=WAYS)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--stream", type=Path)
    asked = parser.parse_args()
    if asked.way:
        child(WAYS[asked.way], asked.data, asked.repeats)
        return 0
    if asked.stream:
        streamed(asked.stream, asked.rows)
        return 0
    told: dict[str, list[dict[str, Any]]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for data, (edition, make) in DATA.items():
            ways = [one for one, way in WAYS.items() if way.data == data]
            ways = [one for one in ways if not asked.only or one in asked.only]
            if not ways:
                continue
            table_data.write(make(kla.edition(edition), asked.rows), folder / data)
            table_data.write(make(kla.edition(edition), 64), (folder / data).with_suffix(".small"))
            for turn in range(asked.rounds):
                for one in ways:
                    repeats = 1 if one in SLOW else asked.repeats
                    run = measured(one, folder / data, repeats)
                    told.setdefault(one, []).append(run)
                if not turn and "ours" in told:
                    compare(told)
            (folder / data).unlink()
        if "ours" in told:
            compare(told)
        print(f"{asked.rows} rows, equal results")
        kept = table_of(told)
        if not asked.only:
            grown(min(asked.rows, asked.most), asked.most, folder)
    if not asked.only:
        print("small tables of points, beside one profile at a time:")
        beside_single(kla.edition("kla-2024"))
    return int(not kept)


if __name__ == "__main__":
    raise SystemExit(main())
