"""A table that is open, evaluated run by run, from whatever it stands in."""

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
from attrs import frozen

from kla_rules.columns.arrays import Array
from kla_rules.columns.bad_cells import BadCells
from kla_rules.columns.heads import TableColumns, at_places, table_columns
from kla_rules.columns.intake import Mark
from kla_rules.columns.known import columns_of
from kla_rules.columns.long import PROFILE, pivoted
from kla_rules.columns.opening import Opened
from kla_rules.columns.request import Layout, OnBadCell, TableRequest
from kla_rules.columns.stream import Evaluated, Stream, gathered
from kla_rules.conditions.columns import Column
from kla_rules.core.findings import Finding, ProfileError

_COMMA: Final = r"^\s*-?[0-9]+,[0-9]+\s*$"
# Three digits after a point may be thousands, where people write a comma before decimals.
_POINT: Final = r"^\s*-?[0-9]+\.([0-9]{1,2}|[0-9]{4,})\s*$"


@frozen
class Evaluating:
    """A table that is evaluated.

    Attributes:
        table: it, open.
        request: how.
        columns: what the edition makes of its columns.
        pairs: by column the rows whose cell was said twice in a long table.
        origin: returns for a column and a row of a table made wide the row of the long one.
    """

    table: Opened
    request: TableRequest
    columns: TableColumns
    pairs: Mapping[str, Array] | None = None
    origin: Callable[[str, int], int] | None = None

    def runs(
        self,
        on_error: OnBadCell = "raise",
        batches: Callable[[], Iterator[pa.RecordBatch]] | None = None,
    ) -> Iterator[Evaluated]:
        """Yield runs of rows with their results, in the order of the table.

        Args:
            on_error: "raise" refuses the table once all of it is read, and yields nothing from the
                first bad cell on; "flag" yields all.
            batches: returns the rows of the table, in its order; left out, those that it has.

        Raises:
            ProfileError: with a finding for each bad cell.
        """
        stream, rows = self.stream(batches)
        for run in stream.evaluated(gathered(rows)):
            if on_error == "flag" or not stream.bad.total:
                yield run
        if on_error == "raise" and stream.bad.total:
            raise ProfileError(self.findings(stream.bad))

    def stream(
        self, given: Callable[[], Iterator[pa.RecordBatch]] | None = None
    ) -> tuple[Stream, Iterator[pa.RecordBatch]]:
        """Return what evaluates the table from its first row on, and its batches."""
        batches = (given or self.table.batches)()
        mark: Mark = "."
        if self.table.delimiter not in {"", ","}:
            first = next((one for one in batches if len(one)), None)
            if first is not None:
                mark = mark_of(first, self.columns.given.values())
                batches = itertools.chain([first], batches)
        return Stream(self.request, self.columns, mark, self.pairs), batches

    def findings(self, bad: BadCells) -> tuple[Finding, ...]:
        """Return what is wrong with cells, each with its place."""
        if self.origin is not None:
            moved = [one._replace(row=self.origin(one.column, one.row)) for one in bad.first]
            bad = BadCells(moved, bad.counts, bad.rows)
        place = self.table.place(one.row for one in bad.first)
        return bad.findings(self.known, self.request.unit, self.heads, place)

    @property
    def known(self) -> Mapping[str, Column]:
        """By name the columns that the edition knows."""
        return columns_of(self.request.edition, self.request.tables)

    @property
    def heads(self) -> dict[str, tuple[str, int]]:
        """By these names the heads of the table with their places; without one, the name.

        The parts of a node may come to too much where it has no column itself.
        """
        names, given = self.columns.names, self.columns.given
        own = {name: (names[place], place) for name, place in given.items()}
        return {**{name: (name, 0) for name in self.known}, **own}


def evaluating(
    table: Opened,
    request: TableRequest,
    keep: Collection[str] = (),
    layout: Layout = "wide",
) -> Evaluating:
    """Return a table that is evaluated; of a wide one nothing is read but its heads.

    Args:
        table: it, open.
        request: how.
        keep: names of columns that say nothing here, and are wanted in the result.
        layout: "wide", or "long" with a profile, a column and a value in each row.

    Raises:
        ProfileError: for a column that is not known, or stands twice, and where none says anything.
        ArgumentError: for a column that is to be kept and is not there.
    """
    if layout == "long":
        wide = pivoted(table, request, keep)
        columns = table_columns(wide.table.schema.names, request, keep, (PROFILE,))
        return Evaluating(wide.table, request, columns, wide.pairs, wide.origin)
    names = table.schema.names
    try:
        return Evaluating(table, request, table_columns(names, request, keep))
    except ProfileError as error:
        raise at_places(error, names, table.file if table.lines else None) from None


def mark_of(batch: pa.RecordBatch, places: Iterable[int]) -> Mark:
    """Return the decimal mark of the numbers in some columns of text; where none tells, a comma.

    >>> mark_of(pa.record_batch({"13.1": ["4", "3.5"]}), [0])
    '.'
    """
    columns = [batch.column(place) for place in places]
    if any(_matches(column, _COMMA) for column in columns):
        return ","
    return "." if any(_matches(column, _POINT) for column in columns) else ","


def _matches(column: pa.Array, pattern: str) -> bool:
    return bool(pc.any(pc.match_substring_regex(column, pattern)).as_py())
