"""How long tables of 10^4 to 10^7 profiles take, and how much memory: what docs/scale.md shows.

Tables are made by `examples/make_national.py`, in a folder that is kept (`--folder`), and each is
read a run at a time from Parquet, evaluated and written, in a process of its own. A size is left
out with `--most`. Other programs on the machine make all of it slower: run it alone.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
SIZES: Final = (10_000, 100_000, 1_000_000, 10_000_000)
MEGA: Final = 1_000_000


def evaluated(path: Path, out: Path, *, known_only: bool) -> dict[str, Any]:
    """Evaluate a table into another; return rows, seconds and megabytes.

    Args:
        path: the table.
        out: where results go.
        known_only: only read, and reckon nothing: what any engine must do.
    """
    import pyarrow as pa  # noqa: PLC0415 - the idle process has it, too
    import pyarrow.parquet as pq  # noqa: PLC0415

    import kla_rules as kla  # noqa: PLC0415
    from kla_rules.columns.arrays import ROWS  # noqa: PLC0415
    from kla_rules.columns.heads import table_columns  # noqa: PLC0415
    from kla_rules.columns.request import TableRequest  # noqa: PLC0415
    from kla_rules.columns.stream import Stream  # noqa: PLC0415

    # By default what was read of a file is kept until all of it is.
    file = pq.ParquetFile(path, pre_buffer=False)
    request = TableRequest(kla.edition("kla-2024"), unit="thousandths")
    given = [name for name in file.schema_arrow.names if name in kla.edition("kla-2024").ids]
    stream = Stream(request, table_columns(given, request))
    idle = peak()
    start, busy = time.perf_counter(), time.process_time()
    batches = file.iter_batches(ROWS, columns=given)
    levels: Counter[str | None] = Counter()
    if known_only:
        rows = sum(len(batch) for batch in batches)
    else:
        rows, writer = 0, None
        for run in stream.evaluated(batches):
            rows += len(run.rows)
            counted = run.results["level"].value_counts().to_pylist()
            levels.update({one["values"]: one["counts"] for one in counted})
            if writer is None:
                writer = pq.ParquetWriter(out, run.results.schema)
            writer.write_table(pa.Table.from_batches([run.results]))
        if writer is not None:
            writer.close()
    seconds = time.perf_counter() - start
    return {
        "rows": rows,
        "seconds": seconds,
        "busy": time.process_time() - busy,
        "above": peak() - idle,
        "peak": peak(),
        "in": path.stat().st_size / MEGA,
        "out": out.stat().st_size / MEGA if out.exists() else 0,
        "levels": {str(level): count for level, count in sorted(levels.items(), key=str)},
    }


def peak() -> float:
    """Return the most memory that the process has had resident, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 * 1.048576


def table_of(folder: Path, rows: int) -> Path:
    """Return a table of so many invented profiles; it is made where it is not there."""
    path = folder / f"{rows}.parquet"
    if not path.exists():
        made = [
            str(ROOT / "examples" / "make_national.py"),
            "--rows",
            str(rows),
            "--unit",
            "thousandths",
            "--out",
            str(path),
        ]
        subprocess.run([sys.executable, *made], check=True, stdout=subprocess.DEVNULL)
    return path


def measured(path: Path, out: Path, what: str) -> dict[str, Any]:
    """Return what another process says of a table: the quickest of three, where that is quick."""
    words = [sys.executable, __file__, "--one", str(path), str(out), what]
    found: list[dict[str, Any]] = []
    while len(found) < 3 and sum(one["seconds"] for one in found) < 30:  # noqa: PLR2004
        found.append(json.loads(subprocess.run(words, check=True, capture_output=True).stdout))
    return min(found, key=lambda one: float(one["seconds"]))


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="where tables are kept")
    parser.add_argument("--most", type=int, default=SIZES[-1], help="the largest size")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        path, out, what = given.one
        print(json.dumps(evaluated(Path(path), Path(out), known_only=what == "read")))
        return
    print(
        f"{'rows':>10}{'MB in':>9}{'read s':>9}{'whole s':>9}{'CPU s':>8}{'rows/s':>11}"
        f"{'MB above':>10}{'MB out':>8}"
    )
    whole: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        for rows in (size for size in SIZES if size <= given.most):
            path, out = table_of(folder, rows), Path(temporary) / "results.parquet"
            read, whole = (measured(path, out, what) for what in ("read", "evaluate"))
            print(
                f"{rows:>10}{whole['in']:>9.1f}{read['seconds']:>9.2f}{whole['seconds']:>9.2f}"
                f"{whole['busy']:>8.2f}{rows / whole['seconds']:>11.0f}"
                f"{whole['above']:>10.0f}{whole['out']:>8.1f}",
                flush=True,
            )
    print(whole.get("levels"))


if __name__ == "__main__":
    main()
