"""A file of rows, read from any row on in runs of one size, with little of it in memory at once."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from kla_rules.columns.arrays import ROWS
from kla_rules.columns.evaluating import Evaluating
from kla_rules.columns.files import refuse_file

_ENDS: Final = 1 << 20  # bytes at each end of a file by which it is known again
_READ: Final = 8_192  # rows of a Parquet file at once: more are slower to read, and take more room
_BUFFER: Final = 1 << 16  # bytes of each column of a Parquet file that are read ahead


def runs_from(asked: Evaluating, first: int, rows: int = ROWS) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a file from one on, in runs; the last may be shorter.

    Args:
        asked: a file that is evaluated.
        first: the row to begin with, from 0.
        rows: how many a run has.

    Raises:
        ProfileError: where it is damaged.
    """
    table = asked.table
    if asked.origin is None and not table.delimiter:
        return _in_runs(_of_parquet(table.native, first), rows)
    return _in_runs(_without(table.batches(), first), rows)


def mark_of_file(path: Path) -> dict[str, Any]:
    """Return by what a file is known again: its size, its time, and what stands at its ends.

    Raises:
        ProfileError: if it cannot be read.
    """
    try:
        status = path.stat()
        found = hashlib.sha256()
        with path.open("rb") as stream:
            found.update(stream.read(_ENDS))
            stream.seek(max(0, status.st_size - _ENDS))
            found.update(stream.read(_ENDS))
    except OSError as error:
        refuse_file(error, path, "columns.csv")
    return {"size": status.st_size, "time": status.st_mtime_ns, "ends": found.hexdigest()}


def _of_parquet(path: Path, first: int) -> Iterator[pa.RecordBatch]:
    """Yield rows of a Parquet file; groups of rows before the first are not looked at."""
    try:
        # Neither mapped nor read ahead: what was read would stay in memory, or come all at once.
        with pq.ParquetFile(path, buffer_size=_BUFFER, pre_buffer=False) as file:
            sizes = [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)]
            skipped = 0
            while skipped < len(sizes) and first >= sizes[skipped]:
                first -= sizes[skipped]
                skipped += 1
            groups = list(range(skipped, len(sizes)))
            if groups:
                yield from _without(file.iter_batches(_READ, row_groups=groups), first)
    except (OSError, ValueError, pa.ArrowException) as error:
        refuse_file(error, path, "columns.parquet")


def _without(batches: Iterable[pa.RecordBatch], first: int) -> Iterator[pa.RecordBatch]:
    """Yield batches without so many rows."""
    for batch in batches:
        if first < len(batch):
            yield batch.slice(first)
        first = max(0, first - len(batch))


def _in_runs(batches: Iterable[pa.RecordBatch], rows: int) -> Iterator[pa.RecordBatch]:
    """Yield the rows of batches in runs of so many rows."""
    held: list[pa.RecordBatch] = []
    count = 0
    for whole in batches:
        batch = whole
        while count + len(batch) >= rows:
            held.append(batch.slice(0, rows - count))
            batch = batch.slice(rows - count)
            count = 0
            yield _taken(held)
        if len(batch):
            held.append(batch)
            count += len(batch)
    if held:
        yield _taken(held)


def _taken(held: list[pa.RecordBatch]) -> pa.RecordBatch:
    """Return batches as one; nothing holds them any more."""
    batch = held[0] if len(held) == 1 else pa.concat_batches(held)
    held.clear()
    return batch
