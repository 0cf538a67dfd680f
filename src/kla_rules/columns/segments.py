"""The form of a file of results: each run of rows is encoded by itself, and gathered at the end.

A segment never changes, so whoever is interrupted goes on after the last one; and the same rows in
the same segments are the same bytes.
"""

import io
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath
from typing import BinaryIO, Final, Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from kla_rules.core.writing import spreadsheet_cell

_NO_WORD: Final = "^[^0-9A-Za-z]"  # so a formula may begin


class UnfitError(Exception):
    """A column cannot be written in this form; its name is told."""


class Segments(Protocol):
    """A form of files that are written in segments."""

    def segment(self, rows: pa.RecordBatch) -> bytes:
        """Return rows of the schema as bytes."""
        ...

    def gather(self, segments: Iterable[bytes], sink: BinaryIO) -> None:
        """Write the file that has the rows of all segments.

        Raises:
            OSError: if it cannot be written.
        """
        ...


class ParquetSegments:
    """Parquet: each segment is a group of rows, and until then a stream of Arrow."""

    def __init__(self, schema: pa.Schema) -> None:
        self.schema = schema
        self.gather([], io.BytesIO())

    def segment(self, rows: pa.RecordBatch) -> bytes:
        """Return rows as a stream of Arrow."""
        sink = pa.BufferOutputStream()
        options = pa.ipc.IpcWriteOptions(compression="lz4")
        with pa.ipc.new_stream(sink, self.schema, options=options) as writer:
            writer.write_batch(rows)
        return bytes(sink.getvalue())

    def gather(self, segments: Iterable[bytes], sink: BinaryIO) -> None:
        """Write the groups of rows."""
        # All that a version of Arrow could choose anew is said.
        with pq.ParquetWriter(
            sink,
            self.schema,
            version="2.6",
            data_page_version="1.0",
            compression="snappy",
            use_dictionary=True,
            write_statistics=True,
            write_page_index=False,
            write_page_checksum=False,
            store_schema=True,
        ) as writer:
            for segment in segments:
                rows = pa.ipc.open_stream(segment).read_all()
                writer.write_table(rows, row_group_size=len(rows))


class CsvSegments:
    """CSV as programs read it: commas, a decimal point, and UTF-8 without a mark."""

    def __init__(self, schema: pa.Schema) -> None:
        """Begin a file.

        Raises:
            UnfitError: for a column that has no form as text.
        """
        for field in schema:
            try:
                self._encoded(pa.schema([field]).empty_table(), heading=True)
            except (pa.ArrowException, TypeError) as error:
                raise UnfitError(field.name) from error
        self.head = self._encoded(schema.empty_table(), heading=True)

    def segment(self, rows: pa.RecordBatch) -> bytes:
        """Return rows as lines."""
        return self._encoded(pa.Table.from_batches([rows]), heading=False)

    def gather(self, segments: Iterable[bytes], sink: BinaryIO) -> None:
        """Write the heading, and the lines of all segments."""
        sink.write(self.head)
        sink.writelines(segments)

    def _encoded(self, table: pa.Table, *, heading: bool) -> bytes:
        sink = io.BytesIO()
        columns = [_plain(one) for one in table.columns]
        plain = pa.table(columns, names=table.column_names)
        options = pa_csv.WriteOptions(include_header=heading, quoting_style="needed")
        pa_csv.write_csv(plain, sink, options)
        return sink.getvalue()


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column whose words are texts, none of which a spreadsheet takes for a formula."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if not _is_text(column.type):
        return column
    text = column.cast(pa.string())
    odd = pc.match_substring_regex(text, _NO_WORD)
    if not pc.any(odd).as_py():
        return text
    pairs = zip(text.to_pylist(), odd.to_pylist(), strict=True)
    cells = [spreadsheet_cell(cell) if is_odd else cell for cell, is_odd in pairs]
    return pa.chunked_array([pa.array(cells, pa.string())])


def _is_text(kind: pa.DataType) -> bool:
    return kind in {pa.string(), pa.large_string(), pa.string_view()}


_FORMS: Final[Mapping[str, Callable[[pa.Schema], Segments]]] = {
    ".parquet": ParquetSegments,
    ".csv": CsvSegments,
}
SUFFIXES: Final = tuple(_FORMS)


def segments_of(path: PurePath, schema: pa.Schema) -> Segments:
    """Return the form of a file that its suffix says.

    Raises:
        KeyError: for another suffix than `SUFFIXES` has.
        UnfitError: for a column that it cannot have.
    """
    return _FORMS[path.suffix.lower()](schema)
