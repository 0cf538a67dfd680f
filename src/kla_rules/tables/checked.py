"""Cells held against what their columns hold; every problem is gathered, with its place."""

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from kla_rules.core.findings import MOST, Finding, Path
from kla_rules.core.narrow import EXACT_BELOW, InexactNumber, whole
from kla_rules.core.suggestion import suggestions
from kla_rules.core.text import Text
from kla_rules.tables.cells import (
    UNKNOWN,
    BadCellError,
    as_word,
    column,
    is_empty,
    is_missing,
    reader,
    whole_text,
)
from kla_rules.tables.form import HIDDEN, ILLUSTRATIVE, LARGEST_ID, RawTable
from kla_rules.tables.personal import personal_word

_IDS: Final = frozenset({"id", "unit"})
_LONGEST: Final = 60
_UNIT_DIGITS: Final = 10  # of the code of a desa or kelurahan; numbers of persons have more
_NO_DIGIT: Final = re.compile(r"[^0-9]")
_SENTENCE: Final = re.compile(r"[\s,;]")
_REFUSED: Final = {
    "yes_no": "table.no-yes_no",
    "percentage": "table.no-percentage",
    "count": "table.no-count",
    "year": "table.no-year",
    "document": "table.no-document",
}
# What stands for a text that was refused.
UNREADABLE: Final = ""


def table_findings(table: RawTable) -> list[Finding]:
    """Return what is wrong with a table as a whole, or else with its columns.

    A column that may describe a person is named first, whatever else is wrong: that the table
    should not be handed on at all matters more than how to mend its rows.
    """
    columns = [*column_findings(table)]
    if not table.findings:
        return columns
    personal = (finding for finding in columns if finding.id == table.form.personal)
    return [*personal, *table.findings]


def column_findings(table: RawTable) -> Iterator[Finding]:
    """Yield columns that are missing, may describe a person, or are not known."""
    form = table.form
    for name in form.required if table.size or table.header or table.others else ():
        if name not in table.columns:
            values: dict[str, object] = {"column": name, "known": form.required}
            yield table.place(Finding("table.no-column", values), None, None)
    for name, needed in form.needs.items():
        if needed not in table.columns and not all(map(is_empty, table.columns.get(name, ()))):
            values = {"column": needed, "known": (needed, name)}
            yield table.place(Finding("table.no-column", values), None, name)
    for name in table.others[: MOST + 1]:
        word = personal_word(name) if form.personal is not None else None
        if form.personal is not None and word is not None:
            yield table.place(Finding(form.personal, {"word": word}), None, name)
            continue
        values = {
            "number": table.positions[name],
            "near": list(suggestions(name, form.known)),  # without the name itself
            "known": tuple(form.known),
            "reason": "private" if form.private else "",
        }
        yield table.place(Finding("table.unknown-column", values), None, name)


class Cells:
    """Reads the cells of a table; gathers what is wrong with them, no more than anybody reads."""

    def __init__(self, table: RawTable) -> None:
        self.table = table
        self.findings: list[Finding] = []

    def report(self, finding: Finding, row: int, name: str) -> None:
        """Keep a finding, with its place."""
        if len(self.findings) <= MOST:
            column = name if name in self.table.columns else None
            self.findings.append(self.table.place(finding, row, column))

    def refuse(self, key: str, row: int, name: str) -> None:
        """Keep the finding that a cell is not what its column holds."""
        cell = self.table.columns[name][row]
        lost = _lost_digits(cell)
        values = {"found": self.quoted(cell), "column": name}
        self.report(Finding("table.digits" if lost else key, values), row, name)

    def given(self, name: str) -> Sequence[Any]:
        """Return the cells of a column as they were given; of one that is missing None."""
        return self.table.columns.get(name) or [None] * self.table.size

    def has(self, name: str, row: int) -> bool:
        """Return whether a column holds anything in a row."""
        return name in self.table.columns and not is_empty(self.table.columns[name][row])

    def column(self, name: str, kind: str) -> list[Any]:
        """Return what a column of facts holds."""
        table = self.table
        values, bad = column(reader(kind, table.mark), table.columns[name], text=table.is_text)
        for row in bad[: MOST + 1]:
            self.refuse(_REFUSED[kind], row, name)
        return values

    def texts(self, name: str) -> list[str | None]:
        """Return ids and names: text or whole numbers, without blanks around them."""
        cells = self.given(name)
        return self._read(name, _written_whole(cells) if name in _IDS else cells)

    def named(self, name: str, known: Iterable[str | None]) -> list[str | None]:
        """Return ids that name others, as these are written: 3575010.0 is 3575010.

        Args:
            name: the column.
            known: the ids that can be named.
        """
        there = frozenset(known)

        def written(text: str) -> str:
            own = whole_text(text)
            return own if own in there and text not in there else text

        return [text and written(text) for text in self._read(name, self.given(name))]

    def _read(self, name: str, cells: Sequence[Any]) -> list[str | None]:
        texts: list[str | None] = []
        for row, cell in enumerate(cells):
            try:
                texts.append(_text(cell))
            except BadCellError:
                self.refuse("table.no-text", row, name)
                texts.append(UNREADABLE)
        return texts

    def words(
        self, column: str, known: Mapping[str, object], words: Mapping[str, str]
    ) -> list[str | None]:
        """Return ids of words; None where it is not known.

        Args:
            column: name of the column.
            known: by id what there is.
            words: by word, in small letters, the id that it stands for.
        """
        ids: list[str | None] = []
        word_of = {name: word for word, name in reversed([*words.items()]) if word != name}
        choices = [Text(word_of.get(name, name), name) for name in known]
        for row, cell in enumerate(self.texts(column)):
            word = as_word(cell or "")
            name = words.get(word)
            if word not in UNKNOWN and name not in known:
                values = {"column": column, "known": choices}
                self.report(Finding("table.no-word", values), row, column)
            ids.append(name if name in known else None)
        return ids

    def unit_ids(self, known: Collection[str] | None) -> list[str | None]:
        """Return ids of units; None where it is not known, or none is named.

        Args:
            known: the units that there are; None where nobody says.
        """
        units = self.texts("unit") if known is None else self.named("unit", known)
        for row, name in enumerate(units):
            if name and known is not None and name not in known:
                self.report(no_unit(name, known), row, "unit")
            elif name and known is None and not _is_unit(name):
                self.report(Finding("table.unit"), row, "unit")
        return units

    def is_illustrative(self) -> bool:
        """Return whether the table says that its facts are invented, as a whole or in a row."""
        table = self.table
        rows = self.column(ILLUSTRATIVE, "yes_no") if ILLUSTRATIVE in table.columns else ()
        whole, bad = column(reader("yes_no", table.mark), [table.illustrative], text=False)
        if bad:
            values = {"found": self.quoted(table.illustrative), "column": ILLUSTRATIVE}
            self.findings.append(table.place(Finding("table.no-yes_no", values), None, None))
        return True in rows or True in whole

    def quoted(self, cell: object) -> object:
        """Return what a finding may repeat of a cell: nothing where the table is private."""
        return HIDDEN if self.table.form.private else cell


def no_unit(name: str, known: Collection[str], path: Path = ()) -> Finding:
    """Return the finding that a unit is not there; where only zeros before it are lost, that."""
    near = padded(name, known)
    return Finding("table.no-unit", {"reason": "zeros", "near": [near]} if near else {}, path)


def _is_unit(name: str) -> bool:
    """Return whether a text can be the id of a unit: a word or a code; no sentence, no number."""
    digits = len(_NO_DIGIT.sub("", name))
    return len(name) <= _LONGEST and digits <= _UNIT_DIGITS and not _SENTENCE.search(name)


def _text(cell: Any) -> str | None:  # noqa: ANN401 - a cell
    if isinstance(cell, str):
        text = cell.strip()
        if not text.isprintable():  # a line break is a quote that was never closed
            raise BadCellError
        return text or None
    if is_missing(cell):
        return None
    number = whole(cell)  # a column of numbers in which one is missing is one of floats
    if type(number) is not int or not 0 <= number < LARGEST_ID:
        raise BadCellError
    return str(number)


def _written_whole(cells: Sequence[Any]) -> Sequence[Any]:
    """Return ids as text; a column of numbers that became floats has lost its decimals again.

    Only where every id has one: 1.0 beside 1.1 is a code of two parts.
    """
    lost = None
    for cell in cells:  # the first that holds anything says it of nearly every table
        if is_empty(cell):
            continue
        text = cell.strip() if isinstance(cell, str) else ""
        lost = whole_text(text) != text
        if not lost:
            return cells
    if lost is None:
        return cells
    return [whole_text(cell.strip()) if isinstance(cell, str) else None for cell in cells]


def _lost_digits(cell: object) -> bool:
    """Return whether a cell is a whole number that it could not hold with all its digits."""
    if isinstance(cell, float):
        return math.isfinite(cell) and abs(cell) >= EXACT_BELOW
    return isinstance(cell, InexactNumber)


def padded(digits: str, known: Iterable[str]) -> str | None:
    """Return the only id that has the same digits after zeros; None where there is none.

    >>> padded("12", ["0012", "0013"]), padded("12", ["12", "012", "0012"]), padded("a", ["a"])
    ('0012', None, None)
    """
    if not digits.isdecimal():
        return None
    same = [one for one in known if one.isdecimal() and one.lstrip("0") == digits.lstrip("0")]
    return same[0] if len(same) == 1 else None
