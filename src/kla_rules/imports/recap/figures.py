"""A cell that holds points: the number in it, or why it holds none."""

import datetime as dt
import re
from decimal import Decimal
from typing import Final, Literal

from attrs import frozen

from kla_rules.core.printed import Data
from kla_rules.imports.recap.words import listed, single
from kla_rules.sheets.model import Cell
from kla_rules.tables.cells import is_missing

# "empty", or what stands there instead of a number.
Trouble = Literal["empty", "dash", "unanswered", "text", "date", "percent", "two-ways", "huge"]

_NUMBER: Final = re.compile(r"([+-]?)([0-9]{1,9})(?:([.,])([0-9]{1,12}))?\Z")
_PERCENT: Final = re.compile(r"([0-9]{1,9}(?:[.,][0-9]{1,12})?)\s?%\Z")
_BEHIND: Final = re.compile(r"(.*?[0-9])\s*([^\W\d_]+)\.?\Z")
_THOUSANDS: Final = 3
# As many digits as spreadsheets show: those beyond come from sums of floats.
_DIGITS: Final = 15
_LARGEST: Final = 10**9


@frozen(repr=False, eq=False)
class Figure(Data):
    """What a cell holds.

    Attributes:
        points: the number; None where it holds none.
        trouble: why it holds none, or None.
        readings: as they may be written, where it can be read in two ways.
    """

    points: Decimal | None = None
    trouble: Trouble | None = None
    readings: tuple[Decimal, ...] = ()

    @property
    def first(self) -> Decimal | None:
        """Return the number, or the first that it can be read as."""
        return self.readings[0] if self.trouble == "two-ways" else self.points

    @property
    def is_empty(self) -> bool:
        """Return whether nothing stands there."""
        return self.trouble == "empty"


EMPTY: Final = Figure(trouble="empty")


def figure_of(cell: Cell, mark: str | None = None) -> Figure:
    """Return what a cell of points holds.

    Args:
        cell: the cell.
        mark: the decimal mark of texts, where a person has said it.

    >>> figure_of("4,5").points, figure_of(3.2).points, figure_of(None).trouble
    (Decimal('4.5'), Decimal('3.2'), 'empty')
    >>> figure_of("-").trouble, figure_of("90%").readings, figure_of("1.250").readings
    ('dash', (Decimal('90'),), (Decimal('1.250'), Decimal('1250')))
    """
    if cell is None:
        return EMPTY
    if isinstance(cell, bool):
        return Figure(trouble="text")
    if isinstance(cell, dt.date | dt.time):
        return Figure(trouble="date")
    if isinstance(cell, int | float | Decimal):
        return _of_number(cell)
    return _settled(_of_text(" ".join(cell.split())), cell, mark)


def _settled(figure: Figure, cell: str, mark: str | None) -> Figure:
    """Return a number that can be read in two ways as its mark says."""
    if figure.trouble != "two-ways" or mark is None:
        return figure
    return Figure(figure.readings[0 if mark in cell else 1])


def _of_number(cell: int | float | Decimal) -> Figure:  # noqa: PYI041 - a cell is either
    if is_missing(cell):
        return EMPTY
    if not -_LARGEST < cell < _LARGEST:
        return Figure(trouble="huge")
    exact = Decimal(f"{cell:.{_DIGITS}g}") if isinstance(cell, float) else Decimal(cell)
    return Figure(exact)


def _of_text(text: str) -> Figure:
    if not text:
        return EMPTY
    small = text.lower()
    if small in listed("dashes"):
        return Figure(trouble="dash")
    if small.rstrip(".") in listed("unanswered") or small in listed("unanswered"):
        return Figure(trouble="unanswered")
    percent = _PERCENT.match(text)
    if percent is not None:
        return Figure(trouble="percent", readings=(Decimal(percent[1].replace(",", ".")),))
    behind = _BEHIND.match(text)
    if behind is not None and behind[2].lower() in single("points"):
        text = behind[1]
    found = _NUMBER.match(text)
    if found is None:
        return Figure(trouble="text")
    sign, whole, mark, after = found.groups()
    exact = Decimal(f"{sign}{whole}.{after or 0}") if mark else Decimal(f"{sign}{whole}")
    # Of "1.250" nobody can tell whether its mark is that of thousands.
    if mark and len(after) == _THOUSANDS and not whole.startswith("0") and len(whole) <= _THOUSANDS:
        return Figure(trouble="two-ways", readings=(exact, Decimal(f"{sign}{whole}{after}")))
    return Figure(exact)
