"""The rows of a recap: what stands in each, and what kind of row it is."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final, Literal

from attrs import frozen

from kla_rules.core.printed import Data
from kla_rules.imports.recap.columns import Columns, Role, body
from kla_rules.imports.recap.figures import EMPTY, Figure, figure_of
from kla_rules.imports.recap.index import Index
from kla_rules.imports.recap.numbers import Tokens, tokens_of
from kla_rules.imports.recap.words import best, phrases, single, words_of
from kla_rules.sheets.model import Cell, Sheet

Kind = Literal["total", "node", "question", "heading", "nameless"]


@frozen(repr=False, eq=False)
class Line(Data):
    """A row below the headings.

    Attributes:
        table: which of the tables it belongs to, from 0.
        row: its place in the cells of the sheet, from 0.
        cluster, indicator, question: what stands there itself; nothing is filled in.
        numbers: the cells with numbers, from left to right.
        maximum, value: its points.
        columns: of maximum (or -1) and value.
        agencies: the source of its data.
        shared: its value stands in a merged cell that reaches over other rows.
    """

    table: int
    row: int
    cluster: str
    indicator: str
    question: str
    numbers: tuple[Cell, ...]
    maximum: Figure
    value: Figure
    columns: tuple[int, int]
    agencies: str = ""
    shared: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the texts that name it, from left to right."""
        numbers = tuple(one for one in self.numbers if isinstance(one, str))
        return (*numbers, self.cluster, self.indicator, self.question)

    @property
    def most(self) -> Decimal | None:
        """Return its maximum, or None where there is none; it is held against the edition's."""
        return self.maximum.first


def lines_of(
    table: int, sheet: Sheet, columns: Columns, value: int, mark: str | None = None
) -> Iterator[Line]:
    """Yield the rows of a table; those that hold nothing of it are passed over."""
    maxima = columns.of("maximum")
    maximum = maxima[0] if maxima else -1
    heads = _heads(sheet, value)
    for row in body(sheet, columns):
        cells = sheet.cells[row]

        def text(role: Role, cells: Sequence[Cell] = cells) -> str:
            own = (_text(_cell(cells, column)) for column in columns.of(role))
            return " ".join(filter(None, own))

        line = Line(
            table,
            row,
            text("cluster"),
            text("indicator"),
            text("question"),
            tuple(_cell(cells, column) for column in columns.of("number")),
            figure_of(_cell(cells, maximum), mark) if maximum >= 0 else EMPTY,
            figure_of(_cell(cells, value), mark),
            (maximum, value),
            text("agencies"),
            shared=(sheet.numbers[row], value + 1) in heads,
        )
        if (
            any(line.texts)
            or any(one is not None for one in line.numbers)
            or not (line.maximum.is_empty and line.value.is_empty)
        ):
            yield line


def _heads(sheet: Sheet, column: int) -> set[tuple[int, int]]:
    """Return the cells of a column that reach over rows below."""
    return {
        first
        for own, first in sheet.merged.items()
        if first[1] == column + 1 and own[0] != first[0]
    }


def _cell(cells: Sequence[Cell], column: int) -> Cell:
    return cells[column] if column < len(cells) else None


def _text(cell: Cell) -> str:
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, float):
        return f"{cell:.10g}"
    return " ".join(str(cell).split())


def is_total(line: Line, index: Index) -> bool:
    """Return whether a row is one of totals: its words are those of totals, and names of nodes.

    A question may begin with the same words ("Jumlah kasus ..."): it has others besides.
    """
    return any(_is_total(text, line.most, index) for text in line.texts if text)


def _is_total(text: str, most: Decimal | None, index: Index) -> bool:
    words = words_of(text)
    starts = phrases("totals")
    if not any(words[: len(one)] == one for one in starts):
        return False
    beside = single("beside-totals")
    left = [word for word in words if word not in beside and not _is_number(word)]
    if not left:
        return True
    rest = " ".join(left)
    named = index.titled(rest, "indicator") or index.titled(rest, "cluster")
    if named is None or not set(left) <= set(words_of(index.edition.node(named).title.id)):
        return False
    question = best(index.likeness.to(text), _ALIKE, 0.0)
    return (
        question is None
        or index.ranks[question] != "question"
        or (most is not None and not index.agrees(question, most))
    )


_ALIKE: Final = 0.6


def _is_number(word: str) -> bool:
    return word[0].isdigit() or set(word) <= _ROMAN or (len(word) == _CODED and word[0] == "k")


_ROMAN: Final = frozenset("ivx")
_CODED: Final = 2


def numbers_in(cells: Iterable[Cell]) -> list[Tokens]:
    """Return the numbers that cells hold as they stand, from left to right."""
    found = []
    for cell in cells:
        tokens = tokens_of(_text(cell))
        if tokens:
            found.append(tokens)
    return found
