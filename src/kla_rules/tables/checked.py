"""Cells held against what their columns hold; every problem is gathered, with its place."""

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from kla_rules.core.findings import MOST, Finding, Path
from kla_rules.core.narrow import EXACT_BELOW, InexactNumber, whole
from kla_rules.core.notes import Note
from kla_rules.core.suggestion import suggestions
from kla_rules.core.text import Text
from kla_rules.core.word_lists import one_line
from kla_rules.tables.cells import (
    as_word,
    column,
    is_empty,
    is_missing,
    reader,
    whole_text,
)
from kla_rules.tables.form import HIDDEN, ILLUSTRATIVE, LARGEST_ID, Form, RawTable
from kla_rules.tables.numbers import is_exponent, unmarked
from kla_rules.tables.personal import personal_word
from kla_rules.tables.words import BadCellError, plain_words

_IDS: Final = frozenset({"id", "unit"})
# Columns that may hold codes of many digits.
_CODES: Final = frozenset({*_IDS, "parent"})
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
# Kinds of columns in which words say yes and no.
_SAID: Final = frozenset({"yes_no", "year", "document"})
# What a spreadsheet has made of a code, and of a date.
_SPOILED: Final = frozenset({"exponent", "serial"})
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
            values: dict[str, object] = {"column": name, "known": form.called(form.required)}
            yield table.place(Finding("table.no-column", values), None, None)
    for name, needed in form.needs.items():
        if needed not in table.columns and not all(map(is_empty, table.columns.get(name, ()))):
            values = {"column": needed, "known": form.called((needed, name))}
            yield table.place(Finding("table.no-column", values), None, name)
    for name in table.others[: MOST + 1]:
        word = personal_word(name) if form.personal is not None else None
        if form.personal is not None and word is not None:
            yield table.place(Finding(form.personal, {"word": word}), None, name)
            continue
        values = {
            "number": table.positions[name],
            "near": near_columns(name, form),  # without the name itself
            "known": form.called(form.known),
            "reason": "private" if form.private else "",
        }
        yield table.place(Finding("table.unknown-column", values), None, name)


def near_columns(name: str, form: Form) -> list[str]:
    """Return the headings that a heading may have been meant to be: no two of one column."""
    near = suggestions(name.lower(), dict.fromkeys((*form.known, *form.by_heading)))
    return list({form.named(head): head for head in reversed([*near])}.values())[::-1]


class Cells:
    """Reads the cells of a table; gathers what is wrong with them, no more than anybody reads."""

    def __init__(self, table: RawTable) -> None:
        self.table = table
        self.findings: list[Finding] = []
        self.day_first: dict[str, None] = {}

    def report(self, finding: Finding, row: int, name: str) -> None:
        """Keep a finding, with its place."""
        if len(self.findings) <= MOST:
            column = name if name in self.table.columns else None
            self.findings.append(self.table.place(finding, row, column))

    def refuse(self, key: str, row: int, name: str, error: BadCellError | None = None) -> None:
        """Keep the finding that a cell is not what its column holds, or can be two things."""
        cell = self.table.columns[name][row]
        values = {"found": self.quoted(cell), "column": name}
        if _lost_digits(cell):
            key = "table.digits"
        elif error is not None and error.reason not in {"", "date"}:
            key = "table.spoiled" if error.reason in _SPOILED else "table.two-ways"
            values |= {"reason": error.reason, **error.values}
        self.report(Finding(key, values), row, name)

    def given(self, name: str) -> Sequence[Any]:
        """Return the cells of a column as they were given; of one that is missing None."""
        return self.table.columns.get(name) or [None] * self.table.size

    def has(self, name: str, row: int) -> bool:
        """Return whether a column holds anything in a row."""
        return name in self.table.columns and not is_empty(self.table.columns[name][row])

    def column(self, name: str, kind: str) -> list[Any]:
        """Return what a column of facts holds."""
        table = self.table
        cells = table.columns[name]
        words = table.words.of_column(cells) if kind in _SAID else table.words
        values, bad = column(reader(kind, table.mark, words), cells, text=table.is_text)
        for row, error in islice(bad.items(), MOST + 1):
            self.refuse(_REFUSED[kind], row, name, error)
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
        # What somebody has said that it says nothing, and no word else: a desa may be called so.
        unknown = {word for word, means in self.table.words.said.items() if means is None}
        for row, cell in enumerate(cells):
            try:
                text = _code(cell) if name in _CODES else _text(cell)
                texts.append(None if unknown and as_word(text or "") in unknown else text)
            except BadCellError as error:
                self.refuse("table.no-text", row, name, error)
                texts.append(UNREADABLE)
        return texts

    def words(
        self, column: str, known: Mapping[str, Text], words: Mapping[str, str]
    ) -> list[str | None]:
        """Return ids of words; None where it is not known.

        Args:
            column: name of the column.
            known: by id what there is, and what it is called.
            words: by word, in small letters, the id that it stands for.
        """
        ids: list[str | None] = []
        choices, words = choices_of(known, words), with_titles(known, words)
        for row, cell in enumerate(self.texts(column)):
            word = as_word(cell or "")
            name = words.get(word)
            if word not in plain_words().unknown and name not in known:
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

    @property
    def notes(self) -> tuple[Note, ...]:
        """Return what a reader should know of how the table was read."""
        heads = [self.table.head(name, None) for name in self.day_first]
        first = (Note("table.day-first", {"columns": heads}),) if heads else ()
        return (*self.table.notes, *first)

    def is_illustrative(self) -> bool:
        """Return whether the table says that its facts are invented, as a whole or in a row."""
        table = self.table
        rows = self.column(ILLUSTRATIVE, "yes_no") if ILLUSTRATIVE in table.columns else ()
        read = reader("yes_no", table.mark, table.words)
        whole, bad = column(read, [table.illustrative], text=False)
        if bad:
            values = {"found": self.quoted(table.illustrative), "column": ILLUSTRATIVE}
            self.findings.append(table.place(Finding("table.no-yes_no", values), None, None))
        return True in rows or True in whole

    def quoted(self, cell: object) -> object:
        """Return what a finding may repeat of a cell: nothing where the table is private."""
        return HIDDEN if self.table.form.private else cell


def choices_of(known: Mapping[str, Text], words: Mapping[str, str]) -> list[Text]:
    """Return what can stand in a column of words: in Indonesian the first word for each thing."""
    with_titles_too = with_titles(known, words)
    first = {name: word for word, name in reversed([*with_titles_too.items()]) if word != name}
    return [Text(first.get(name, name), name) for name in known]


def with_titles(known: Mapping[str, Text], words: Mapping[str, str]) -> dict[str, str]:
    """Return words with the titles of the things that they name; what names two names neither.

    >>> with_titles({"decree": Text("Surat keputusan", "Decree")}, {"sk": "decree"})
    {'sk': 'decree', 'surat keputusan': 'decree', 'decree': 'decree'}
    """
    titles = [
        (as_word(text), name) for name, title in known.items() for text in (title.id, title.en)
    ]
    of: dict[str, set[str]] = {}
    for title, name in titles:
        of.setdefault(title, set()).add(name)
    only = {title: min(names) for title, names in of.items() if len(names) == 1}
    return {**words, **{title: name for title, name in only.items() if title not in words}}


def no_unit(name: str, known: Collection[str], path: Path = ()) -> Finding:
    """Return the finding that a unit is not there; where only zeros before it are lost, that."""
    near = padded(name, known)
    return Finding("table.no-unit", {"reason": "zeros", "near": [near]} if near else {}, path)


def _is_unit(name: str) -> bool:
    """Return whether a text can be the id of a unit: a word or a code; no sentence, no number."""
    digits = len(_NO_DIGIT.sub("", name))
    return len(name) <= _LONGEST and digits <= _UNIT_DIGITS and not _SENTENCE.search(name)


def _code(cell: Any) -> str | None:  # noqa: ANN401 - a cell
    """Return a text that may be a code; one that a spreadsheet has rounded is none."""
    text = _text(cell)
    if text is not None and is_exponent(text):
        raise BadCellError("exponent")
    return text


def _text(cell: Any) -> str | None:  # noqa: ANN401 - a cell
    if isinstance(cell, str):
        text = cell.strip()
        if not text.isprintable() and "\n" not in text:
            text = one_line(text)
        if not text.isprintable():  # a line break is a quote that was never closed
            raise BadCellError
        return unmarked(text) or None
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
