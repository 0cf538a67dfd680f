"""The texts that the sheets of a workbook share."""

from sys import getsizeof
from typing import Final

from kla_rules.sheets.bounds import MAX_TEXT, Budget, stop
from kla_rules.sheets.model import Cell
from kla_rules.sheets.package import Package
from kla_rules.sheets.values import unescaped
from kla_rules.sheets.xml import CHILD, ROOT, Attributes, Reading, names, scan

TEXT: Final = names("t")
# What stands around pieces of text that count, and what else may stand in an entry: how a text
# looks, and how it is pronounced.
RUN: Final = names("r")
BESIDE: Final = names("rPh", "phoneticPr", "extLst", "rPr")
_TABLE, _ENTRY = names("sst"), names("si")
_PLACE: Final = 8


class Entry:
    """A text as it is written: whole, or in runs of which each has one look."""

    __slots__ = ("in_run", "whole")

    def __init__(self) -> None:
        """Begin with none."""
        self.whole: bool | None = None
        self.in_run = False

    def takes(self, name: str, level: int) -> bool | None:
        """Return whether the text of an element counts; None for one that has no place there.

        Args:
            name: of the element.
            level: 1 for what stands in the entry itself, 2 for what stands in a run.
        """
        if name in RUN:
            if level > 1 or self.whole:
                return None
            self.whole, self.in_run = False, False
            return False
        if name not in TEXT or (self.in_run if level > 1 else self.whole is not None):
            return None
        if level > 1:
            self.in_run = True
            return True if self.whole is False and level == 2 else None  # noqa: PLR2004 - in a run
        self.whole = True
        return True


class _Strings(Reading):
    def __init__(self, budget: Budget) -> None:
        super().__init__()
        self.budget = budget
        self.found: list[Cell] = []
        self.pieces: list[str] = []
        self.entry = Entry()
        self.size = 0
        self.is_text = False
        self.beside = 0  # the depth of what does not count, or 0

    def start(self, name: str, attributes: Attributes) -> None:  # noqa: ARG002 - none is needed
        self.depth += 1
        if self.depth <= CHILD:
            if name not in (_TABLE if self.depth == ROOT else _ENTRY) and name not in BESIDE:
                raise _damaged()
            self.beside = self.depth if name in BESIDE else 0
        elif not self.beside:
            if name in BESIDE:
                self.beside = self.depth
                return
            takes = self.entry.takes(name, self.depth - CHILD)
            if takes is None:
                raise _damaged()
            self.is_text = takes
        elif name in _ENTRY:  # it would be overlooked, and all behind it be others
            raise _damaged()

    def end(self, name: str) -> None:  # noqa: ARG002 - as above
        if self.depth == CHILD and not self.beside:
            text = unescaped("".join(self.pieces))
            self.pieces.clear()
            self.entry = Entry()
            self.size = 0
            self.budget.keep(_PLACE + getsizeof(text))
            self.found.append(text or None)
        elif self.beside == self.depth:
            self.beside = 0
        self.is_text = False
        self.depth -= 1

    def text(self, text: str) -> None:
        if self.is_text and not self.beside:
            self.size += len(text)
            if self.size > MAX_TEXT:
                raise stop("workbook.too-much", reason="text", limit=MAX_TEXT)
            self.pieces.append(text)


def _damaged() -> Exception:
    return stop("workbook.damaged", reason="part", part="sharedStrings.xml")


def read_strings(package: Package, part: str | None) -> list[Cell]:
    """Return the texts that sheets share, by their place; None for one that is empty.

    Raises:
        StopReadingError: where they are damaged, or not there.
    """
    if part is None:
        return []
    reading = _Strings(package.budget)
    scan(package, part, reading)
    return reading.found
