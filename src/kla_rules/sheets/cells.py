"""The cells of one sheet, in one pass over its part: values by row, and cells that have none."""

import re
from collections.abc import Mapping, Sequence
from sys import getsizeof
from typing import Final

from attrs import frozen

from kla_rules.core.reading.documents import StopReadingError
from kla_rules.sheets.book import is_yes
from kla_rules.sheets.bounds import MAX_COLUMNS, MAX_ROWS, MAX_TEXT, Budget, stop
from kla_rules.sheets.formats import Shown
from kla_rules.sheets.model import Cell
from kla_rules.sheets.references import Area, area, column_number
from kla_rules.sheets.strings import BESIDE, Entry
from kla_rules.sheets.values import UnreadCellError, unescaped, value_of
from kla_rules.sheets.xml import CHILD, GRANDCHILD, ROOT, Attributes, Reading, names

_KNOWN: Final = names("worksheet", "sheetData", "row", "c", "v", "f", "is", "extLst")
_CELLS: Final = names("sheetData", "row", "c", "is")
_BEFORE_AND_BEHIND: Final = names("col", "mergeCell")
_DIGITS: Final = re.compile(r"[0-9]{1,7}")
# Formulas that fill a range, of which other cells have the value alone.
_FILLING: Final = frozenset({"array", "dataTable"})
ERRORS: Final = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"}
    | {"#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#UNKNOWN!", "#CONNECT!", "#BUSY!"}
)
# Kinds of cells that have a value by what they say, and those that may do without.
_WITH_VALUE: Final = frozenset({"s", "e", "b", "d"})
_MAYBE_EMPTY: Final = frozenset({"n", "str", "inlineStr"})
# Bytes: of a row, of a place in it, and of an entry in a mapping by place.
_ROW, _PLACE, ENTRY = 120, 8, 300

# Depths of elements: a cell, and what stands in it.
_CELL, _IN_CELL = 4, 5


def in_place_of(reason: str) -> str:
    """Return what stands in a cell that has no value to be taken: text, so that none is missed."""
    return "=" if reason.startswith("formula") else reason if reason.startswith("#") else "?"


@frozen
class Context:
    """What is needed for the cells of every sheet.

    Attributes:
        strings: those that sheets share.
        formats: how the styles show numbers.
        from_1904: days are counted from 1904.
        untrusted: why values of formulas are not taken, or None.
        budget: what may still be spent.
    """

    strings: Sequence[Cell]
    formats: Mapping[str, Shown]
    from_1904: bool
    untrusted: str | None
    budget: Budget


class SheetReading(Reading):
    """What is made of the part of a sheet; `depth` 4 is a cell, as in the file."""

    def __init__(self, context: Context, part: str) -> None:
        """Begin with a sheet that has no cells."""
        super().__init__()
        self.context, self.budget, self.part = context, context.budget, part
        self.rows: list[list[Cell]] = []
        self.numbers: list[int] = []
        self.refused: dict[tuple[int, int], str] = {}
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self.merged: list[Area] = []
        self.filled: list[Area] = []
        self.has_data = False
        self._top = ""  # what the element of depth 2 is
        self._row: list[Cell] = []
        self._number = self._column = 0
        self._digits_of_row = ""
        self._is_hidden = False
        self._kind = self._style = ""
        self._is_formula = self._has_value = False
        self._pieces: list[str] = []
        self._takes = 0  # the depth of the element whose text is taken, or 0
        self._in_text = False
        self._entry = Entry()
        self._beside = 0
        self._size = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Take the beginning of an element."""
        self.depth = depth = self.depth + 1
        if self._top != "sheetData":
            self._outside(depth, name, attributes)
        elif self._beside:
            self._outside_of_cells(name)
        elif depth == _CELL:
            self._begin_cell(_KNOWN.get(name), attributes)
        elif depth == _IN_CELL:
            self._begin_content(_KNOWN.get(name), attributes)
        elif depth == GRANDCHILD:
            self._begin_row(_KNOWN.get(name), attributes)
        elif name in BESIDE:
            self._beside = depth
        else:
            takes = self._entry.takes(name, depth - _IN_CELL) if self._in_text else None
            if takes is None:
                raise self._damaged()
            self._takes = depth if takes else 0

    def end(self, name: str) -> None:  # noqa: ARG002 - it is that of the depth
        """Take the end of an element."""
        depth, self.depth = self.depth, self.depth - 1
        if self._beside:
            if self._beside == depth:
                self._beside = 0
        elif depth == self._takes:
            self._takes = 0
        elif self._top == "sheetData":
            if depth == _IN_CELL:
                self._in_text = False
            elif depth == _CELL:
                self._end_cell()
            elif depth == GRANDCHILD:
                self._end_row()
        if depth == CHILD:
            self._top = ""

    def text(self, text: str) -> None:
        """Take text."""
        if self._takes:
            self._size += len(text)
            if self._size > MAX_TEXT:
                raise stop("workbook.too-much", reason="text", limit=MAX_TEXT)
            self._pieces.append(text)

    def _outside(self, depth: int, name: str, attributes: Attributes) -> None:
        if depth == ROOT and _KNOWN.get(name) != "worksheet":
            raise self._damaged()
        if depth == CHILD:
            self._top = _KNOWN.get(name, "")
            if self._top == "sheetData":
                if self.has_data:
                    raise self._damaged()
                self.has_data = True
        elif depth > CHILD:
            self._outside_of_cells(name)
        if depth == GRANDCHILD:
            match _BEFORE_AND_BEHIND.get(name):
                case "mergeCell":
                    self.budget.keep(ENTRY)
                    self.merged.append(area(attributes.get("ref", ""), self.part))
                case "col" if is_yes(attributes.get("hidden")):
                    first, last = self._digits(attributes, "min"), self._digits(attributes, "max")
                    self.budget.keep(ENTRY)
                    self.hidden_columns.append((first, last))

    def _outside_of_cells(self, name: str) -> None:
        """Refuse a row or a cell that does not stand among the others: it would be overlooked."""
        if name in _CELLS:
            raise self._damaged()

    def _skip(self, own: str | None) -> None:
        """Pass over what says nothing of a value; anything else would be a value overlooked."""
        if own != "extLst":
            raise self._damaged()
        self._beside = self.depth

    def _digits(self, attributes: Attributes, name: str) -> int:
        text = attributes.get(name, "")
        if not _DIGITS.fullmatch(text):
            raise self._damaged()
        return int(text)

    def _damaged(self) -> StopReadingError:
        return stop("workbook.damaged", reason="part", part=self.part)

    def _begin_row(self, own: str | None, attributes: Attributes) -> None:
        if own != "row":
            self._skip(own)
            return
        number = self._digits(attributes, "r") if "r" in attributes else self._number + 1
        if not self._number < number <= MAX_ROWS:
            raise self._damaged()
        self._number, self._column, self._row = number, 0, []
        self._digits_of_row = str(number)
        self._is_hidden = is_yes(attributes.get("hidden"))

    def _end_row(self) -> None:
        if self._row:
            self.budget.keep(_ROW)
            self.rows.append(self._row)
            self.numbers.append(self._number)
            if self._is_hidden:
                self.hidden_rows.append(self._number)

    def _begin_cell(self, own: str | None, attributes: Attributes) -> None:
        if own != "c":
            self._skip(own)
            return
        column = self._column + 1
        if (reference := attributes.get("r")) is not None:
            column = column_number(reference.removesuffix(self._digits_of_row))
        if not self._column < column <= MAX_COLUMNS:
            raise self._damaged()
        self._column = column
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._is_formula = self._has_value = False
        self._size = 0
        if self._pieces:
            self._pieces.clear()

    def _begin_content(self, own: str | None, attributes: Attributes) -> None:
        if own in {"v", "is"}:
            if self._has_value:
                raise self._damaged()
            self._has_value = True
            # Of an `is` the text stands deeper; that of neither is taken for that of the other.
            if (own == "is") != (self._kind == "inlineStr"):
                raise self._damaged()
            if own == "v":
                self._takes = _IN_CELL
            else:
                self._in_text, self._entry = True, Entry()
        elif own == "f":
            self._formula(attributes)
        else:
            self._skip(own)

    def _formula(self, attributes: Attributes) -> None:
        self._is_formula = True
        if attributes.get("t") in _FILLING and "ref" in attributes:
            self.budget.keep(ENTRY)
            self.filled.append(area(attributes["ref"], self.part))

    def _end_cell(self) -> None:
        if not (self._has_value or self._is_formula):
            if self._kind in _WITH_VALUE:
                self._refuse("damaged")
            return
        text = "".join(self._pieces)
        if self._is_formula and (reason := self._unreliable(text)):
            self._refuse(reason)
        elif self._kind == "e":
            self._refuse(text if text in ERRORS else "#?")
        elif text or self._kind not in _MAYBE_EMPTY:
            try:
                value = self._value(text)
            except UnreadCellError as error:
                self._refuse(error.reason)
                return
            if value is not None:
                self._put(value, 0 if self._kind == "s" else getsizeof(value))

    def _value(self, text: str) -> Cell:
        if self._kind == "inlineStr":
            return unescaped(text) or None
        shown = self.context.formats.get(self._style)
        return value_of(
            self._kind, text, shown, self.context.strings, from_1904=self.context.from_1904
        )

    def _unreliable(self, text: str) -> str:
        """Return why the value of a formula is not taken; empty where it is."""
        if not self._has_value or (not text and self._kind != "str"):
            return "formula-empty"
        return f"formula-{self.context.untrusted}" if self.context.untrusted else ""

    def _put(self, value: Cell, size: int) -> None:
        row = self._row
        width = self._column - len(row)
        self.budget.keep(size + _PLACE * width)
        if width > 1:
            row.extend([None] * (width - 1))
        row.append(value)

    def _refuse(self, reason: str) -> None:
        self.budget.keep(ENTRY)
        self.refused[self._number, self._column] = reason
        self._put(in_place_of(reason), 0)
