"""A stream of rows evaluated: runs of a table in, for each run its results and its bad cells."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from kla_rules.columns.arrays import ROWS, Array, Cells, Run
from kla_rules.columns.bad_cells import BadCell, BadCells
from kla_rules.columns.engines import reckoner, result_schema
from kla_rules.columns.heads import TableColumns
from kla_rules.columns.intake import Mark, cells_of, ready_cells, refused_cells
from kla_rules.columns.outputs import BAD_CELLS
from kla_rules.columns.request import TableRequest
from kla_rules.core.findings import MOST


class Evaluated(NamedTuple):
    """A run of rows, with what was found of them.

    Attributes:
        rows: the run, as the table has it.
        results: a row for each of them, with the outputs and `bad_cells`.
    """

    rows: pa.RecordBatch
    results: pa.RecordBatch


class _Part(NamedTuple):
    """A run of rows that is to be evaluated.

    Attributes:
        rows: the run, as the table has it.
        ready: by name the columns whose buffers are cells already.
        row: number of its first row in the table, from 0.
    """

    rows: pa.RecordBatch
    ready: Mapping[str, Cells]
    row: int


class Stream:
    """Evaluates one run after another; runs of one table, in their order.

    Attributes:
        schema: the columns of its results.
        bad: what was refused so far.
        row: how many rows were read.
        each_bad: takes the bad cells of each run that has some, however many; None where nobody
            wants more than `bad` keeps.
    """

    def __init__(
        self,
        request: TableRequest,
        columns: TableColumns,
        mark: Mark = ".",
        pairs: Mapping[str, Array] | None = None,
    ) -> None:
        """Begin a table.

        Args:
            request: how it is evaluated.
            columns: its columns.
            mark: the decimal mark of numbers that are text.
            pairs: by column the rows, from 0 and in their order, whose cell was said twice.
        """
        self.request, self.columns, self.mark = request, columns, mark
        self.pairs = pairs or {}
        self.program = columns.program
        self.schema = result_schema(columns.outputs, request.unit)
        self.reckon = reckoner(self.program, columns.outputs, request.unit, request.engine)
        self.rooms: dict[str, Array] = {}  # memory that the next run uses again
        self.bad = BadCells()
        self.row = 0
        self.each_bad: Callable[[Iterable[BadCell]], object] | None = None

    def evaluated(self, batches: Iterable[pa.RecordBatch]) -> Iterator[Evaluated]:
        """Yield runs of at most `ROWS` rows, evaluated.

        Args:
            batches: of the table, in its order, with its columns in their places.
        """
        for part in self._parts(batches):
            cells = {name: self._cells(part, name) for name in self.program.columns}
            results = self.reckon(cells, len(part.rows))
            bad = np.flatnonzero(np.asarray(results[BAD_CELLS]))
            if len(bad):
                self._keep(part, {name: _picked(one, bad) for name, one in cells.items()}, bad)
            self.row += len(part.rows)
            yield Evaluated(part.rows, results)

    def _parts(self, batches: Iterable[pa.RecordBatch]) -> Iterator[_Part]:
        """Yield runs; where buffers are cells already, a batch is looked at only once."""
        read = self.row  # whoever goes on with a table has said where
        for batch in batches:
            ready = {
                name: ready_cells(batch.column(self.columns.given[name]), column, self.request.unit)
                for name, column in self.program.columns.items()
            }
            for first in range(0, len(batch), ROWS):
                rows = batch.slice(first, ROWS)
                cells = {k: one.run(first, ROWS) for k, one in ready.items() if one is not None}
                yield _Part(rows, cells, read + first)
            read += len(batch)

    def _cells(self, part: _Part, name: str) -> Cells:
        cells = part.ready.get(name)
        if cells is None:
            array, column = part.rows.column(self.columns.given[name]), self.program.columns[name]
            cells = cells_of(array, column, self.request.unit, self.mark, self._room(name))
        if name in self.pairs:
            ends = [part.row, part.row + len(part.rows)]
            first, last = np.searchsorted(self.pairs[name], ends)
            if first < last:
                return refused_cells(cells, self.pairs[name][first:last] - part.row)
        return cells

    def _room(self, name: str) -> Array:
        """Return the memory in which a column may be kept."""
        if name not in self.rooms:
            self.rooms[name] = np.empty(ROWS, np.int32)
        return self.rooms[name]

    def _keep(self, part: _Part, cells: Mapping[str, Cells], bad: Array) -> None:
        """Keep what is wrong, row by row: whoever reckoned, it is looked for anew."""
        run = Run(self.program)
        run.take(cells, len(bad))
        refused = [(name, "cell", where) for name, where in run.unfit.items()]
        refused += [(one.column, one.kind, run.get(one.step)) for one in self.program.checks]
        counts: dict[str, int] = {}
        for name, _, where in refused:
            counts[name] = counts.get(name, 0) + int(np.count_nonzero(where))
        given = self.columns.given
        last = len(self.columns.names)  # of the parts of a node that has no column itself
        refused = [one for one in refused if one[2].any()]
        refused.sort(key=lambda one: given.get(one[0], last))
        room = MOST - len(self.bad.first)
        first = self._first(part, bad[:room], refused) if room else ()
        self.bad.add(first, {name: n for name, n in counts.items() if n}, len(bad))
        if self.each_bad is not None:
            self.each_bad(self._first(part, bad, refused))

    def _first(
        self, part: _Part, bad: Array, refused: list[tuple[str, str, Array]]
    ) -> Iterator[BadCell]:
        for position, row in enumerate(bad.tolist()):
            for name, reason, where in refused:
                if not where[position]:
                    continue
                at = part.row + row
                if reason == "cell" and at in self.pairs.get(name, ()):
                    yield BadCell(at, name, "pair", None)
                    continue
                if reason != "cell":
                    yield BadCell(at, name, reason, None)
                    continue
                found = part.rows.column(self.columns.given[name])[row]
                yield BadCell(at, name, reason, plain_cell(found))


def plain_cell(cell: pa.Scalar) -> object:
    """Return what a cell holds; what Python has no plain value for is told by its type alone."""
    try:
        return cell.as_py()
    except (ValueError, OverflowError, NotImplementedError):
        return cell


def _picked(cells: Cells, rows: Array) -> Cells:
    return Cells(cells.data[rows], np.packbits(cells.known()[rows], bitorder="little"))


def gathered(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield the same rows in batches that are worth a run; a small one is copied for it."""
    small: list[pa.RecordBatch] = []
    for batch in batches:
        if not small and len(batch) >= ROWS // 2:
            yield batch
            continue
        small.append(batch)
        if sum(map(len, small)) >= ROWS // 2:
            yield pa.concat_batches(small)
            small = []
    if small:
        yield pa.concat_batches(small)
