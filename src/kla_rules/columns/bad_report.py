"""A report of bad cells as CSV: a line for each, as they come."""

import csv
import io
import itertools
from collections.abc import Iterable, Iterator
from typing import Any, Final

from kla_rules.columns.bad_cells import BadCell, cell_finding
from kla_rules.columns.evaluating import Evaluating
from kla_rules.core.findings import Finding
from kla_rules.core.writing import Language, spreadsheet_cell

_HEADS: Final = ("row", "line", "column", "reason", "found", "what", "expected", "fix")
# Where what stands in the cell is a number, or nearly a word that is known, it is told.
_TOLD: Final = frozenset({"range", "digits", "whole", "not-finite"})
_OF_WHOLE: Final = "-whole"  # what is expected is whole; what is wrong is the same


class BadReport:
    """Writes what is wrong with cells, run by run, in their order.

    Attributes:
        head: what a report begins with.
    """

    def __init__(self, evaluating: Evaluating, language: Language) -> None:
        """Begin a report.

        Args:
            evaluating: the table.
            language: of its sentences.
        """
        self.evaluating, self.language = evaluating, language
        self.known, self.heads = evaluating.known, evaluating.heads
        self.head = _lines([_HEADS])
        self.taken = bytearray()
        each = None if evaluating.origin is not None else evaluating.table.line_of_each
        self.lines: Iterator[int] | None = None if each is None else each()
        self.row = 0

    def take(self, cells: Iterable[BadCell]) -> None:
        """Write what is wrong with cells; they come row by row, and no row comes back."""
        self.taken += _lines(self._cells(one) for one in cells)

    def data(self) -> bytes:
        """Return what was written since this was asked for last."""
        data = bytes(self.taken)
        self.taken.clear()
        return data

    def _cells(self, bad: BadCell) -> tuple[Any, ...]:
        finding = cell_finding(bad, self.known[bad.column], self.evaluating.request.unit)
        head, _ = self.heads[bad.column]
        line = "" if self.lines is None else self._line(bad.row)
        texts = (spreadsheet_cell(text) for text in finding.parts(self.language))
        reason = str(finding.values["reason"]).removesuffix(_OF_WHOLE)
        found = _found(finding) if reason in _TOLD else ""
        origin = self.evaluating.origin
        row = bad.row if origin is None else origin(bad.column, bad.row)
        return (row, line, spreadsheet_cell(head), reason, found, *texts)

    def _line(self, row: int) -> int:
        """Return the line of a row; rows come in their order."""
        if row >= self.row and self.lines is not None:
            self.last = next(itertools.islice(self.lines, row - self.row, None))
            self.row = row + 1
        return self.last


def _found(finding: Finding) -> str:
    """Return the number that stands in a cell."""
    return spreadsheet_cell(finding.values["found"])[:_LONGEST]


_LONGEST: Final = 60


def _lines(rows: Iterable[Iterable[Any]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
