"""What of a table was left out, as notes: rows by their numbers, and what a total calls itself."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from kla_rules.core.notes import Note
from kla_rules.core.word_lists import words_for
from kla_rules.sheets.model import Sheet
from kla_rules.tables.body import TOTALS, Body
from kla_rules.tables.cells import is_empty
from kla_rules.tables.form import Form
from kla_rules.tables.headings import normal
from kla_rules.tables.heads import Heads

_SOME: Final = 8
_MORE: Final = "..."
_LONGEST: Final = 40
_WHOLE: Final = re.compile(r"([0-9]{1,6})(?:[.,]0?|\))?\Z")


def reading_notes(sheet: Sheet, heads: Heads, body: Body, form: Form) -> Iterator[Note]:
    """Yield what a reader should know of the rows that are no records; of a private table no cell.

    Args:
        sheet: where they stand.
        heads: the headings.
        body: what became of the rows below.
        form: what the table can hold.
    """
    numbers = sheet.numbers
    above = [row for row in range(heads.row) if not all(map(is_empty, sheet.cells[row]))]
    if above:
        yield _note("table.above", [numbers[row] for row in above])
    if heads.last > heads.row:
        yield _note("table.two-rows", [numbers[heads.row], numbers[heads.last]])
    for kind, rows in body.left_out.items():
        if kind == TOTALS and not form.private:
            told = [f"{numbers[row]} ({body.labels[row][:_LONGEST]})" for row in rows[:_SOME]]
            more = [_MORE] if len(rows) > _SOME else []
            yield Note(kind, {"count": len(rows), "rows": [*told, *more]})
        else:
            yield _note(kind, [numbers[row] for row in rows])
    if body.called:
        yield _note("table.called-total", [numbers[row] for row in body.called])


def counting(heads: Heads, rows: Sequence[Sequence[object]], form: Form) -> Collection[int]:
    """Return the places of columns that only count the rows: 1, 2, 3, from 1 again in each part.

    Args:
        heads: the headings.
        rows: the records.
        form: what the table can hold; its columns are never meant.
    """
    words = words_for("words-row-number")
    places = [
        place
        for place, name in enumerate(heads.names)
        if name not in form.known and normal(name) in words
    ]
    return frozenset(place for place in places if _counts(rows, place))


def _counts(rows: Iterable[Sequence[object]], place: int) -> bool:
    last = 0
    for row in rows:
        cell = row[place] if place < len(row) else None
        if is_empty(cell):
            continue
        found = _WHOLE.match(str(cell).strip())
        if found is None or int(found[1]) not in {1, last + 1}:
            return False
        last = int(found[1])
    return True


def counts_notes(heads: Heads, places: Collection[int]) -> Iterator[Note]:
    """Yield the note that columns which count the rows were left out."""
    if places:
        yield Note("table.row-numbers", {"columns": [heads.texts[at] for at in sorted(places)]})


def _note(kind: str, numbers: Sequence[int]) -> Note:
    ranges = [*_ranges(numbers)]
    more = [_MORE] if len(ranges) > _SOME else []
    return Note(kind, {"count": len(numbers), "rows": [*ranges[:_SOME], *more]})


def _ranges(numbers: Iterable[int]) -> Iterator[str]:
    """Yield numbers in their order, those that follow each other as one: 1-3, 7."""
    first = last = None
    for number in numbers:
        if first is None or last is None:
            first = last = number
        elif number == last + 1:
            last = number
        else:
            yield _range(first, last)
            first = last = number
    if first is not None and last is not None:
        yield _range(first, last)


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"
