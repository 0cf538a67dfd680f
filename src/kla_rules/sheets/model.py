"""Cells of a sheet as they were read, whatever file they stood in."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from attrs import field, frozen

from kla_rules.core.findings import Finding
from kla_rules.core.notes import Note
from kla_rules.core.printed import Data

# Text; numbers and shares as they are written (90.5%: text), dates without a time as dates; empty.
Cell = str | int | float | Decimal | bool | date | datetime | time | None
# Why nothing may be read from a cell, by the first word of the reason.
_TROUBLES: Final = {
    "covered": "cell.covered",
    "damaged": "cell.damaged",
    "date": "cell.date",
    "duration": "cell.duration",
    "formula": "cell.formula",
}


@frozen(repr=False, eq=False)
class Sheet(Data):
    """One sheet: rows of cells, each with its place.

    Attributes:
        name: of the sheet; "" for a file that has no sheets, such as CSV.
        cells: the rows that hold anything, in order, each as wide as it was written.
        numbers: for each row its number in the file, from 1.
        hidden: whether the sheet, or a row or a column of it, is hidden from whoever opens it:
            "sheet", "rows", "columns".
        merged: by (row, column), from 1, of each cell within merged ones but the first: the place
            of the first.
        is_text: every cell is text, as in CSV.
        refused: by (row, column), from 1, cells that hold no value to be taken, with the reason:
            an error ("#REF!"), a formula whose value nobody vouches for ("formula-..."), what is
            damaged, outside the calendar, or covered by a merged cell. Each holds a text in
            `cells`, so that none is taken for an empty one; `trouble` says what is wrong with it.
        hidden_rows: the numbers of those that hold anything.
        hidden_columns: their numbers, from 1.
    """

    name: str
    cells: Sequence[Sequence[Cell]]
    numbers: Sequence[int]
    hidden: frozenset[str] = frozenset()
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(factory=dict)
    is_text: bool = False
    refused: Mapping[tuple[int, int], str] = field(factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def trouble(self, row: int, column: int, file: str | None = None) -> Finding | None:
        """Return why nothing may be read from a cell, with its place; None where all is well.

        Args:
            row: counted from 0 in `cells`, as for `place`.
            column: as well.
            file: the name of the file in findings.
        """
        reason = self.refused and self.refused.get((self.numbers[row], column + 1))
        return self.place(_finding(reason), file, row, column) if reason else None

    def troubles(self, file: str | None = None) -> Iterator[Finding]:
        """Yield why nothing may be read from cells, for who needs all of them."""
        for (row, column), reason in sorted(self.refused.items()):
            place = (row, column)
            yield _finding(reason).at(file, (*place, self.name) if self.name else place)

    def place(self, finding: Finding, file: str | None, row: int, column: int = 0) -> Finding:
        """Return a finding with the place of a cell, both positions counted from 0 in `cells`."""
        number = self.numbers[row] if row < len(self.numbers) else row + 1
        line = (number, column + 1)
        return finding.at(file, (*line, self.name) if self.name else line)


def _finding(reason: str) -> Finding:
    if reason.startswith("#"):
        return Finding("cell.error", {"error": reason})
    kind, _, own = reason.partition("-")
    return Finding(_TROUBLES[kind], {"reason": own} if own else {})


@frozen(repr=False, eq=False)
class Workbook(Data):
    """What was read of a file of sheets.

    Attributes:
        file: its name in findings, or None.
        sheets: by name, in the order of the file; none where it was refused.
        findings: why it was refused.
        notes: what a reader should know, such as that a sheet is hidden.
        properties: what a program has kept in it beside the cells, by name.
    """

    file: str | None
    sheets: Mapping[str, Sheet] = field(factory=dict)
    findings: tuple[Finding, ...] = ()
    notes: tuple[Note, ...] = ()
    properties: Mapping[str, str] = field(factory=dict)
