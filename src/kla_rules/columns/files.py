"""Tables in files: CSV and Parquet, read a part at a time."""

import csv
import errno
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NoReturn

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
from attrs import frozen

from kla_rules.columns.arrays import ROWS
from kla_rules.core.findings import Finding, ProfileError
from kla_rules.core.reading.read import unreadable

_CSV: Final = frozenset({".csv", ".tsv", ".tab", ".txt"})
_PARQUET: Final = frozenset({".parquet", ".pq"})
_MAGIC: Final = b"PAR1"
_DELIMITERS: Final = (",", ";", "\t")
_BLOCK: Final = 4_000_000
_LONGEST_HEADER: Final = 1_000_000


def is_csv(path: Path) -> bool:
    """Return whether a file is CSV, by its name."""
    return path.suffix.lower() in _CSV


def is_parquet(path: Path) -> bool:
    """Return whether a file is Parquet, by its name."""
    return path.suffix.lower() in _PARQUET


def begins_as_parquet(path: Path) -> bool:
    """Return whether a file that can be read holds Parquet, whatever its name says."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(_MAGIC)) == _MAGIC
    except (OSError, ValueError):  # said when it is opened to be read
        return False


@frozen
class ParquetTable:
    """A Parquet file.

    Attributes:
        path: where it is.
        schema: its columns.
        rows: how many rows it has.
    """

    path: Path
    schema: pa.Schema
    rows: int

    @staticmethod
    def open(path: Path) -> "ParquetTable":
        """Return a Parquet file.

        Raises:
            ProfileError: if it cannot be read, or is none.
        """
        try:
            with path.open("rb") as stream, pq.ParquetFile(stream) as file:
                return ParquetTable(path, file.schema_arrow, file.metadata.num_rows)
        except (OSError, ValueError, pa.ArrowException) as error:
            refuse_file(error, path, "columns.parquet")

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield its rows, a part at a time.

        Raises:
            ProfileError: if it is damaged.
        """
        try:
            # By default what was read of a file is kept until all of it is.
            with pq.ParquetFile(self.path, pre_buffer=False) as file:
                yield from file.iter_batches(ROWS)
        except (OSError, ValueError, pa.ArrowException) as error:
            refuse_file(error, self.path, "columns.parquet")


@frozen
class CsvFile:
    """A CSV file with a header; all its cells are text.

    Attributes:
        path: where it is.
        schema: its columns.
        delimiter: what stands between cells.
    """

    path: Path
    schema: pa.Schema
    delimiter: str

    @staticmethod
    def open(path: Path) -> "CsvFile":
        """Return a CSV file, its first line read.

        Raises:
            ProfileError: if it cannot be read, or has no header.
        """
        try:
            with path.open(encoding="utf-8-sig", newline="") as stream:
                line = stream.readline(_LONGEST_HEADER)
            if not line.strip():
                raise ProfileError([Finding("columns.csv", {"reason": "header"}, file=str(path))])
            heads = {mark: next(csv.reader([line], delimiter=mark)) for mark in _DELIMITERS}
        except (OSError, ValueError, csv.Error) as error:
            refuse_file(error, path, "columns.csv")
        delimiter = max(heads, key=lambda mark: len(heads[mark]))
        schema = pa.schema([(head, pa.string()) for head in heads[delimiter]])
        return CsvFile(path, schema, delimiter)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield its rows, a part at a time.

        Raises:
            ProfileError: where a row has more or fewer cells than the header, or what stands there
                is no text in UTF-8.
        """
        ragged: list[pc.InvalidRow] = []

        def row(one: pc.InvalidRow) -> str:
            ragged.append(one)
            return "error"

        names = [str(place) for place in range(len(self.schema))]
        read = pc.ReadOptions(
            use_threads=False, block_size=_BLOCK, column_names=names, skip_rows_after_names=1
        )
        parse = pc.ParseOptions(
            delimiter=self.delimiter, newlines_in_values=True, invalid_row_handler=row
        )
        convert = pc.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
        )
        try:
            with pc.open_csv(self.path, read, parse, convert) as reader:
                for batch in reader:
                    yield pa.RecordBatch.from_arrays(batch.columns, schema=self.schema)
        except (OSError, ValueError, pa.ArrowException) as error:
            if not ragged:
                refuse_file(error, self.path, "columns.csv")
            one = ragged[0]
            values = {"cells": one.actual_columns, "columns": one.expected_columns}
            finding = Finding("table.ragged", values)
            line = (one.number, 1) if one.number else None
            raise ProfileError([finding.at(str(self.path), line)]) from error

    def lines_of_rows(self, rows: Iterable[int]) -> dict[int, int]:
        """Return for some rows, counted from 0, the lines in which they begin, from 1."""
        wanted = set(rows)
        each = enumerate(itertools.islice(self.line_of_each(), max(wanted, default=-1) + 1))
        return {row: line for row, line in each if row in wanted}

    def line_of_each(self) -> Iterator[int]:
        """Yield for each row the line in which it begins, from 1.

        Blank lines are no rows, and a cell in quotes may hold several lines.
        """
        is_header, is_open, begun = True, False, 1
        # What is neither a quote nor the end of a line may be any byte.
        with self.path.open(encoding="latin-1", newline="") as stream:
            for number, line in enumerate(stream, 1):
                if not is_open:
                    if not line.strip("\r\n"):
                        continue
                    begun = number
                if '"' in line:
                    is_open = _stays_open(line, self.delimiter, is_open=is_open)
                if is_open:
                    continue
                if not is_header:
                    yield begun
                is_header = False
        if is_open and not is_header:  # a quote that nothing closes holds all that follows it
            yield begun


def _stays_open(line: str, delimiter: str, *, is_open: bool) -> bool:
    """Return whether a line ends within a cell in quotes; these open where a cell begins.

    Args:
        line: with its end.
        delimiter: what stands between cells.
        is_open: whether it begins within such a cell.

    >>> [_stays_open(line, ",", is_open=False) for line in ('A,"x', 'A,x"', 'A,"x""', 'A,"x"" y"')]
    [True, False, True, False]
    """
    at = 0
    if not is_open and line[:1] == '"':
        is_open, at = True, 1
    while True:
        if is_open:
            end = line.find('"', at)
            if end < 0:
                return True
            is_open = line[end + 1 : end + 2] == '"'  # two of them are one of the text
            at = end + 1 + is_open
            continue
        end = line.find(delimiter, at)
        if end < 0:
            return False
        is_open = line[end + 1 : end + 2] == '"'
        at = end + 1 + is_open


def refuse_file(
    error: OSError | ValueError | csv.Error | pa.ArrowException, path: Path, key: str
) -> NoReturn:
    """Refuse a file that the system does not read, or that is not what its name says.

    Raises:
        ProfileError: always.
    """
    is_system = isinstance(error, OSError) and error.errno not in {None, errno.EINVAL}
    is_name = isinstance(error, ValueError) and "null" in str(error)
    if isinstance(error, OSError | ValueError) and (is_system or is_name):
        raise ProfileError([unreadable(error, str(path))]) from error
    raise ProfileError([Finding(key, file=str(path))]) from error
