"""The rows below the headings of a table: which of them are records, and which are not.

A spreadsheet has totals, footnotes, numbers of columns and headings once more between its records.
They are left out and told; what could be a record stays one, and is refused where it is none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any, Final

from attrs import frozen

from kla_rules.sheets.model import Sheet
from kla_rules.tables.cells import is_empty
from kla_rules.tables.form import Form
from kla_rules.tables.heads import Heads, column_named
from kla_rules.tables.totals import BEGINS, is_footnote, is_total, may_be_total

# What rows are that are no records, by the note that tells them.
TOTALS, AGAIN, NUMBERING, BELOW = "table.totals", "table.again", "table.numbering", "table.below"
_LEAST_NUMBERED: Final = 3
_SEVERAL: Final = 2  # columns that say what a record is of; a footnote fills one of them
_MOST_BELOW: Final = 2  # cells of a row of footnotes, and of one of signatures
_NUMBERED: Final = re.compile(r"\(?([0-9]{1,4})(?:[.,]0)?\)?\Z")
_NUMBER: Final = re.compile(r"[-+]?[0-9][0-9.,]*\s*%?\Z")


@frozen
class Body:
    """The rows of a table below its headings.

    Attributes:
        records: positions on the sheet of the rows that are records.
        left_out: by what they are positions of others, but for empty ones.
        labels: by position how a row of totals calls itself.
        called: positions of records whose name or id reads like that of a total.
    """

    records: Sequence[int]
    left_out: dict[str, list[int]]
    labels: dict[int, str]
    called: Sequence[int]


def records_of(sheet: Sheet, heads: Heads, form: Form) -> Body:
    """Return which rows below the headings are records.

    Args:
        sheet: where they stand.
        heads: the headings.
        form: what the table can hold.
    """
    rows = range(heads.last + 1, len(sheet.cells))
    naming = _places(heads.names, (*form.ids, *form.names))
    if sheet.is_text and not _suspicious(sheet, rows, heads, naming):
        return Body(rows, {}, {}, ())
    return _Reader(sheet, heads, form).body(rows)


def _places(names: Sequence[str], wanted: Iterable[str]) -> list[int]:
    """Return where columns stand."""
    known = frozenset(wanted)
    return [place for place, name in enumerate(names) if name in known]


def _suspicious(sheet: Sheet, rows: range, heads: Heads, naming: Sequence[int]) -> bool:
    """Return whether any row of a text may be no record: each of a hundred thousand is looked at.

    A record is as wide as the headings, and says what it is of in words that are no totals.
    """
    own = sheet.cells[rows.start :]
    if not own:
        return False
    if {*map(len, own)} != {len(sheet.cells[heads.last])} or len(naming) < _SEVERAL:
        return True
    for place in naming:
        text = "\n".join(["", *map(itemgetter(place), own), ""]).lower()
        again = (heads.names[place], str(sheet.cells[heads.last][place]).lower())
        if any(f"\n{one}\n" in text for one in again) or any(one in text for one in BEGINS):
            return True
    return _is_numbering(own[0])


class _Reader:
    """Tells the rows of one table apart."""

    def __init__(self, sheet: Sheet, heads: Heads, form: Form) -> None:
        self.cells, self.sheet, self.form, self.heads = sheet.cells, sheet, form, heads
        names = heads.names
        self.known = frozenset(form.known)
        self.ids, self.called = _places(names, form.ids), _places(names, form.names)
        self.naming = sorted((*self.ids, *self.called))
        self.required = _places(names, form.required)

    def body(self, rows: range) -> Body:
        """Return which rows are records."""
        kinds = {row: kind for row in rows if (kind := self._kind(row, rows.start)) is not None}
        kinds |= dict.fromkeys(self._below(rows, kinds), BELOW)
        left_out: dict[str, list[int]] = {}
        for row in sorted(kinds):
            if kinds[row]:
                left_out.setdefault(kinds[row], []).append(row)
        labels = {row: self._label(row) for row in left_out.get(TOTALS, ())}
        records = [row for row in rows if row not in kinds]
        called = [
            row
            for row in records
            if not self._is_plain(row) and any(is_total(cell) for cell in self._named(row))
        ]
        return Body(records, left_out, labels, called)

    def _cell(self, row: int, place: int) -> Any:  # noqa: ANN401 - a cell
        cells = self.cells[row]
        return cells[place] if place < len(cells) else None

    def _named(self, row: int) -> list[Any]:
        """Return what says of what a row is, where anything does."""
        cells = (self._cell(row, place) for place in self.naming)
        return [cell for cell in cells if not is_empty(cell)]

    def _kind(self, row: int, first: int) -> str | None:
        """Return what a row is that is no record: empty for one that holds nothing."""
        if row > first and self._is_plain(row):
            return None
        filled = [cell for cell in self.cells[row] if not is_empty(cell)]
        if not filled:
            return ""
        if self._is_total(row, filled):
            return TOTALS
        if self._is_again(row):
            return AGAIN
        return NUMBERING if row == first and _is_numbering(self.cells[row]) else None

    def _is_plain(self, row: int) -> bool:
        """Return whether a row says what it is of in texts that begin like no total or heading."""
        cells = self.cells[row]
        for place in self.naming:
            cell = cells[place] if place < len(cells) else None
            if not isinstance(cell, str) or may_be_total(cell) or cell.isspace() or not cell:
                return False
            if cell[:1].lower() == self.heads.names[place][:1] and self._is_again(row):
                return False
        return bool(self.naming)

    def _is_total(self, row: int, filled: Sequence[Any]) -> bool:
        """Return whether a row says that it holds totals, and of nothing else that it is of."""
        named = self._named(row)
        if not named:
            return any(map(is_total, filled))
        ids = (self._cell(row, place) for place in self.ids)
        if not any(map(is_total, named)) or not all(map(_is_figure, named)):
            return False
        if not all(is_empty(cell) or is_total(cell) for cell in ids):
            return False
        others = (self._cell(row, place) for place in self.required if place not in self.naming)
        if not all(is_empty(cell) or _is_figure(cell) for cell in others):
            return False
        # Where nothing but an id says it, a record may have one that reads so.
        return bool(self.called) or all(map(_is_figure, filled))

    def _label(self, row: int) -> str:
        cells = (*self._named(row), *self.cells[row])
        return next(" ".join(cell.split()) for cell in cells if is_total(cell))

    def _is_again(self, row: int) -> bool:
        """Return whether a row is that of the headings once more."""
        count = 0
        for place, name in enumerate(self.heads.names):
            if name in self.known:
                count += 1
                if column_named(self._cell(row, place), self.form) != name:
                    return False
        return count > 1

    def _below(self, rows: range, kinds: dict[int, str]) -> Iterator[int]:
        """Yield the rows below the table: footnotes, and after an empty line signatures."""
        loose: list[int] = []
        for row in reversed(rows):
            if kinds.get(row) == "":
                continue
            if row in kinds:
                break
            loose.append(row)
            if not self._is_loose(row):
                loose.pop()
                break
        loose.reverse()
        first = next((at for at, row in enumerate(loose) if self._is_apart(row)), len(loose))
        yield from (row for at, row in enumerate(loose) if at >= first or self._is_footnote(row))

    def _is_loose(self, row: int) -> bool:
        """Return whether a row may stand below the table: little of it is filled, and no id is."""
        filled = [cell for cell in self.cells[row] if not is_empty(cell)]
        if len(filled) > _MOST_BELOW:
            return False
        if self._is_footnote(row):
            return True
        ids = [self._cell(row, place) for place in self.ids or self.called]
        is_id = any(not is_empty(cell) and not _is_sentence(cell) for cell in ids)
        called = any(not is_empty(self._cell(row, place)) for place in self.called)
        return not is_id and not called

    def _is_footnote(self, row: int) -> bool:
        first = next((cell for cell in self.cells[row] if not is_empty(cell)), None)
        return is_footnote(first)

    def _is_apart(self, row: int) -> bool:
        """Return whether an empty line stands before a row."""
        if row == 0:
            return False
        before = self.cells[row - 1]
        if all(map(is_empty, before)):
            return True
        numbers = self.sheet.numbers
        lines = sum(cell.count("\n") for cell in before if isinstance(cell, str))
        return numbers[row] > numbers[row - 1] + 1 + (lines if self.sheet.is_text else 0)


def _is_sentence(cell: object) -> bool:
    """Return whether a cell is more than a word, as no id is."""
    return isinstance(cell, str) and len(cell.split()) > 1


def _is_figure(cell: object) -> bool:
    """Return whether a cell is a number, or says that its row holds totals."""
    if isinstance(cell, str):
        return is_total(cell) or _NUMBER.match(cell.strip()) is not None
    return not isinstance(cell, bool)


def _is_numbering(cells: Sequence[object]) -> bool:
    """Return whether a row counts its columns: 1, 2, 3 and so on."""
    filled = [(place, cell) for place, cell in enumerate(cells) if not is_empty(cell)]
    if len(filled) < _LEAST_NUMBERED:
        return False
    numbers = [_numbered(cell) for _, cell in filled]
    return numbers == [*range(1, len(numbers) + 1)] or numbers == [place + 1 for place, _ in filled]


def _numbered(cell: object) -> int | None:
    found = None if isinstance(cell, bool) else _NUMBERED.match(str(cell).strip())
    return None if found is None else int(found[1])
