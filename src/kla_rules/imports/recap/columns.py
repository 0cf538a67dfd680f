"""Where the table of a recap begins on a sheet, and which column is what."""

import difflib
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, Literal

from attrs import field, frozen

from kla_rules.core.printed import Data
from kla_rules.imports.recap.words import Words, phrases, words_of
from kla_rules.sheets.model import Cell, Sheet

Role = Literal[
    "cluster", "indicator", "question", "number", "maximum", "value", "agencies", "other"
]
ROLES: Final[tuple[Role, ...]] = (
    *("maximum", "value", "agencies", "number", "question", "indicator", "cluster", "other"),
)
_DEEPEST: Final = 60  # rows of titles above a table
_TALLEST: Final = 3  # rows of headings
_LONGEST: Final = 80  # characters of a heading
_WIDEST: Final = 200
_NEAR: Final = 0.82
_NEEDED: Final = 3
_YEAR: Final = re.compile(r"\b(20[0-9]{2})\b")
STAGES: Final = ("self", "administrative", "field", "final")


@frozen(repr=False, eq=False)
class Values(Data):
    """A column of values.

    Attributes:
        column: its place, from 0.
        heading: what stands above it.
        stages: ids of the stages that its heading names.
        year: the year that it names, or None.
    """

    column: int
    heading: str
    stages: frozenset[str] = frozenset()
    year: int | None = None


@frozen(repr=False, eq=False)
class Columns(Data):
    """The table of a sheet.

    Attributes:
        first, last: rows of its headings, from 0.
        places: by role the columns, from 0, from left to right.
        values: the columns of values.
        headings: by column what stands above it.
        guessed: by column of a mistyped heading the word that it is taken for.
    """

    first: int
    last: int
    places: Mapping[Role, tuple[int, ...]]
    values: tuple[Values, ...]
    headings: Mapping[int, str]
    guessed: Mapping[int, str] = field(factory=dict)

    def of(self, role: Role) -> tuple[int, ...]:
        """Return the columns of a role."""
        return self.places.get(role, ())

    @property
    def unused(self) -> dict[int, str]:
        """Return the headings of columns that are no part of a recap."""
        used = {column for role, own in self.places.items() if role != "other" for column in own}
        return {column: own for column, own in self.headings.items() if column not in used}


def find_columns(sheet: Sheet) -> Columns | None:
    """Return where the table of a recap begins on a sheet, or None where there is none.

    >>> sheet = Sheet("1", [("Rekap",), ("No", "Pertanyaan", "Skor maks", "Nilai")], [1, 2])
    >>> dict(find_columns(sheet).places)["maximum"]
    (2,)
    """
    for first in range(min(len(sheet.cells), _DEEPEST)):
        tables = [
            table
            for begin in range(first, first + _TALLEST)
            for last in range(begin, min(begin + _TALLEST, len(sheet.cells)))
            if (table := _table(sheet, begin, last)) is not None
        ]
        # A title just above the headings is none of them: it adds no column.
        if any(table.first == first for table in tables):
            return max(tables, key=_quality)
    return None


def _quality(table: Columns) -> tuple[int, int, int]:
    return len(table.places), table.first - table.last, -table.first


def _table(sheet: Sheet, first: int, last: int) -> Columns | None:
    """Return the table whose headings are some rows, where these are headings."""
    rows = [_texts(sheet, row) for row in range(first, last + 1)]
    if any(row is None for row in rows):
        return None
    headings = _headings(sheet, first, [row for row in rows if row is not None])
    roles = {column: _role(words_of(text)) for column, text in headings.items()}
    guessed: dict[int, str] = {}
    for column, text in headings.items():
        near = None if roles[column] else _near(words_of(text))
        if near is not None:
            roles[column], guessed[column] = near
    places: dict[Role, tuple[int, ...]] = {}
    for role in ROLES:
        own = tuple(column for column, one in roles.items() if one == role)
        if own:
            places[role] = own
    if "question" not in places and "indicator" in places:
        places["question"] = places.pop("indicator")
    named = places.keys() - {"other"}
    if "value" not in named or "question" not in named or len(named) < _NEEDED:
        return None
    if _goes_on(sheet, last + 1, (*places["value"], *places.get("maximum", ()))):
        return None
    values = tuple(values_at(column, headings[column]) for column in places["value"])
    return Columns(first, last, places, values, headings, guessed)


def _goes_on(sheet: Sheet, row: int, columns: Sequence[int]) -> bool:
    """Return whether a row has headings below those of values: these say too little alone."""
    if row >= len(sheet.cells):
        return False
    cells = sheet.cells[row]
    texts = [cells[column] for column in columns if column < len(cells)]
    return any(isinstance(text, str) and _role(words_of(text)) for text in texts)


def _texts(sheet: Sheet, row: int) -> dict[int, str] | None:
    """Return the texts of a row of headings by column; None where it cannot be one."""
    found: dict[int, str] = {}
    for column, cell in enumerate(sheet.cells[row][:_WIDEST]):
        if cell is None or cell == "":
            continue
        if not isinstance(cell, str) or len(cell) > _LONGEST or _is_figure(cell):
            return None
        if cell.strip():
            found[column] = " ".join(cell.split())
    return found


def _is_figure(cell: str) -> bool:
    return cell.strip(" ()").replace(".", "").replace(",", "").isdecimal()


def _headings(sheet: Sheet, first: int, rows: Sequence[Mapping[int, str]]) -> dict[int, str]:
    """Return the heading of each column: what stands above it, one row below another.

    A heading over several columns stands in the first of them; those below it are its parts.
    """
    columns = sorted({column for row in rows for column in row})
    found: dict[int, str] = {}
    for column in columns:
        parts = []
        for place, row in enumerate(rows):
            own = row.get(column)
            below = any(column in other for other in rows[place + 1 :])
            if own is None and below:
                own = _over(sheet, first + place, column, row, rows[place + 1 :])
            if own is not None and own not in parts:
                parts.append(own)
        found[column] = " ".join(parts)
    return found


def _over(
    sheet: Sheet, row: int, column: int, own: Mapping[int, str], below: Sequence[Mapping[int, str]]
) -> str | None:
    """Return the heading that is over a column whose own cell in a row is blank."""
    origin = sheet.merged.get((sheet.numbers[row], column + 1))
    if origin is not None:
        return own.get(origin[1] - 1)
    left = max((one for one in own if one < column), default=None)
    # Where nothing says how far it reaches: over columns that have a part of it each.
    if left is None or not all(any(at in one for one in below) for at in range(left, column)):
        return None
    return own[left]


@functools.lru_cache(maxsize=512)
def _role(words: Words) -> Role | None:
    """Return what a heading names: the longest phrase in it decides, of two the later one."""
    found: tuple[int, int, Role] | None = None
    for role in ROLES:
        for phrase in phrases(f"heads-{role}"):
            size = len(phrase)
            for at in range(len(words) - size + 1):
                if words[at : at + size] == phrase and (found is None or found[:2] < (size, at)):
                    found = size, at, role
    return None if found is None else found[2]


@functools.lru_cache(maxsize=512)
def _near(words: Words) -> tuple[Role, str] | None:
    """Return what a mistyped heading was meant to name, and the words it is taken for."""
    text = " ".join(words)
    known: dict[str, Role] = {
        " ".join(phrase): role for role in ROLES for phrase in phrases(f"heads-{role}")
    }
    near = difflib.get_close_matches(text, list(known), n=1, cutoff=_NEAR)
    return (known[near[0]], near[0]) if near and len(text) >= _SHORTEST else None


_SHORTEST: Final = 4


def headings_at(sheet: Sheet, row: int) -> dict[int, str]:
    """Return by column what stands in one row of headings."""
    cells = ((column, cell) for column, cell in enumerate(sheet.cells[row][:_WIDEST]))
    return {column: " ".join(cell.split()) for column, cell in cells if isinstance(cell, str)}


def values_at(column: int, heading: str) -> Values:
    """Return a column of values, with the stages and the year that its heading names."""
    words = words_of(heading)
    stages = frozenset(
        stage
        for stage in STAGES
        if any(_within(phrase, words) for phrase in phrases(f"stage-{stage}"))
    )
    year = _YEAR.search(heading)
    return Values(column, heading, stages, int(year[1]) if year else None)


def _within(phrase: Words, words: Words) -> bool:
    size = len(phrase)
    return any(words[at : at + size] == phrase for at in range(len(words) - size + 1))


def body(sheet: Sheet, columns: Columns) -> Iterator[int]:
    """Yield the rows below the headings that are neither the headings again nor their numbers."""
    heads = range(max(columns.first, 0), columns.last + 1)
    repeated = [sheet.cells[row] for row in heads]
    for row in range(columns.last + 1, len(sheet.cells)):
        cells = sheet.cells[row]
        if any(_same(cells, one) for one in repeated):
            continue
        if row == columns.last + 1 and _counts(cells):
            continue
        yield row


def _same(cells: Sequence[Cell], others: Sequence[Cell]) -> bool:
    def filled(row: Sequence[Cell]) -> list[tuple[int, str]]:
        found = ((place, str(cell).strip()) for place, cell in enumerate(row) if cell is not None)
        return [one for one in found if one[1]]

    return filled(cells) == filled(others)


def _counts(cells: Sequence[Cell]) -> bool:
    """Return whether a row numbers its columns: 1, 2, 3, and so on."""
    texts = [str(cell).strip(" ().") for cell in cells if cell is not None and str(cell).strip()]
    if len(texts) < _COUNTED or not all(
        text.isdecimal() and len(text) <= _COUNTED for text in texts
    ):
        return False
    numbers = list(map(int, texts))
    return numbers[0] == 1 and all(after - own == 1 for own, after in pairwise(numbers))


_COUNTED: Final = 4
