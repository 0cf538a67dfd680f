"""Cells of a table that are refused: what is wrong with each, in words, and how many there are."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final, NamedTuple

from attrs import define, evolve, field, frozen

from kla_rules.columns.known import EDITION
from kla_rules.conditions.columns import Column
from kla_rules.core.findings import MOST, Finding
from kla_rules.core.points import SCALE
from kla_rules.core.showing import Unit
from kla_rules.core.suggestion import suggestions_named

_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,40}([.,][0-9]{1,40})?([eE][+-]?[0-9]{1,3})?\Z")
ODD: Final = "\0"  # begins the name of a type that a cell of a frame has
_FEW: Final = 6  # of columns with more bad cells, or of options, are named


class BadCell(NamedTuple):
    """A cell that is refused.

    Attributes:
        row: number of its row in the table, from 0.
        column: name of its column, as the edition has it.
        reason: "cell" (it is none that the column can have), "pair" (it stands twice in a long
            table), or the kind of a `Check`.
        found: what stands there; None where the row as a whole cannot be true.
    """

    row: int
    column: str
    reason: str
    found: Any


@frozen
class TablePlace:
    """Where the rows of a table stand.

    Attributes:
        file: its file; None for a table of a program, or whose rows have no lines.
        lines: by number of a row, from 0, the line of the file; left out, rows have none.
    """

    file: str | None = None
    lines: Mapping[int, int] | None = None

    def of(self, finding: Finding, row: int, column: str, place: int) -> Finding:
        """Return a finding with its place.

        Args:
            finding: what is wrong.
            row: of the table, from 0.
            column: the name that the table has for its column.
            place: of the column, from 0.
        """
        if self.lines is None:
            return evolve(finding, path=(row, column))
        return finding.at(self.file, (self.lines[row], place + 1))


@define
class BadCells:
    """What of a table was refused.

    Attributes:
        first: the first of its bad cells, in its order, as many as findings are told.
        counts: by column how many bad cells there are.
        rows: how many rows have some.
    """

    first: list[BadCell] = field(factory=list)
    counts: Counter[str] = field(factory=Counter)
    rows: int = 0

    @property
    def total(self) -> int:
        """How many there are."""
        return self.counts.total()

    def add(self, cells: Iterable[BadCell], counts: Mapping[str, int], rows: int) -> None:
        """Take the bad cells of further rows: the first of them, and how many there are."""
        self.counts.update(counts)
        self.rows += rows
        for cell in cells:
            if len(self.first) >= MOST:
                break
            self.first.append(cell)

    def findings(
        self,
        columns: Mapping[str, Column],
        unit: Unit,
        heads: Mapping[str, tuple[str, int]],
        place: TablePlace,
    ) -> tuple[Finding, ...]:
        """Return a finding for each bad cell; of too many the last one tells how many there are.

        Args:
            columns: by name those of the edition that the table has.
            unit: "points" or "thousandths" of its figures.
            heads: by these names the head that the table has, and its place.
            place: where its rows stand.
        """
        room = MOST if self.total <= MOST else MOST - 1
        found = [
            place.of(cell_finding(one, columns[one.column], unit), one.row, *heads[one.column])
            for one in self.first[:room]
        ]
        if self.total > room:
            most = [f"{heads[name][0]}: {n}" for name, n in self.counts.most_common(_FEW)]
            more = len(self.counts) - len(most)
            values = {"cells": self.total, "rows": self.rows, "most": most, "more": more}
            reason = {"reason": "others"} if more else {}
            found.append(Finding("columns.too-many", {**values, **reason}, file=place.file))
        return tuple(found)


def cell_finding(cell: BadCell, column: Column, unit: Unit) -> Finding:
    """Return what is wrong with a cell, without its place.

    Nothing of a text is repeated that is no number and no word near to one that is known.

    >>> from kla_rules.conditions.columns import Column
    >>> half = Column("13.1", "points", 0, 5_500)
    >>> print(cell_finding(BadCell(3, "13.1", "cell", 7.5), half, "points").text("en"))
    7.5 is out of range; 0 to 5.5, or nothing where it is not known; correct the cell, or name the unit that its figures are in
    """  # noqa: E501 - the line is shown whole
    least, most = column.least, column.most
    values: dict[str, Any] = {"column": column.name, "least": least, "most": most}
    if cell.reason != "cell":
        return Finding("columns.row", {**values, "reason": cell.reason})
    values |= {"found": cell.found, "type": type(cell.found).__name__}
    whole = column.kind == "count" or unit == "thousandths"
    if column.kind in {"option", "yes_no"}:
        return Finding("columns.cell", {**values, **_word(cell.found, column)})
    number = _number(cell.found)
    return Finding("columns.cell", {**values, **_figure(cell.found, number, column, whole=whole)})


def _figure(
    found: object, number: Decimal | None, column: Column, *, whole: bool
) -> dict[str, Any]:
    """Return what is told of a cell that is no figure that its column can have."""
    last = "-whole" if whole else ""
    if number is None:
        if isinstance(found, str) and found.startswith(ODD) and found[1:].isidentifier():
            return {"reason": f"type{last}", "type": found[1:]}
        if isinstance(found, str):
            return {"reason": f"text{last}", "length": len(found)}
        not_finite = isinstance(found, float | Decimal)
        return {"reason": ("not-finite" if not_finite else "type") + last}
    scaled = number if whole else number * SCALE
    # Counts are whole in every unit: none that could be named makes another one fit.
    kind = "-count" if column.kind == "count" else last
    if not column.least <= scaled <= column.most:
        return {"reason": f"range{kind}"}
    if scaled != scaled.to_integral_value():
        return {"reason": f"digits{kind}"}
    return {"reason": (f"written{last}" if isinstance(found, str) else f"type{last}")}


def _number(found: object) -> Decimal | None:
    """Return the number that a cell shows; None where it is none."""
    if isinstance(found, str) and _NUMBER.match(found.strip()):
        return Decimal(found.strip().replace(",", "."))
    if isinstance(found, bool) or not isinstance(found, int | float | Decimal):
        return None
    if not math.isfinite(found):
        return None
    return Decimal(str(found))


def _word(found: object, column: Column) -> dict[str, Any]:
    """Return what is told of a cell that is none of some words."""
    near = (
        suggestions_named(found, dict.fromkeys(column.words, ())) if isinstance(found, str) else ()
    )
    if column.kind == "yes_no":
        return {"reason": "yes-no"}
    if column.name == EDITION:
        return {"reason": "edition", "edition": column.words[0]}
    known = {"known": column.words[:_FEW], "more": len(column.words) - _FEW}
    return {"reason": "option-near" if near else "option", "near": near, **known}
