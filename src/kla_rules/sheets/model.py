"""Cells of a sheet as they were read, whatever file they stood in."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from attrs import field, frozen

from kla_rules.core.findings import Finding
from kla_rules.core.notes import Note
from kla_rules.core.printed import Data

# Text; numbers and shares as they are written (90.5%: text), dates without a time as dates; empty.
Cell = str | int | float | Decimal | bool | date | datetime | time | None


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
    """

    name: str
    cells: Sequence[Sequence[Cell]]
    numbers: Sequence[int]
    hidden: frozenset[str] = frozenset()
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(factory=dict)
    is_text: bool = False

    def place(self, finding: Finding, file: str | None, row: int, column: int = 0) -> Finding:
        """Return a finding with the place of a cell, both positions counted from 0 in `cells`."""
        number = self.numbers[row] if row < len(self.numbers) else row + 1
        line = (number, column + 1)
        return finding.at(file, (*line, self.name) if self.name else line)


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
