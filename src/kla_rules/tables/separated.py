"""Text with marks between its cells (CSV, tabs, bars) as a sheet of text."""

import csv
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from attrs import frozen

from kla_rules.core.findings import Finding
from kla_rules.sheets.model import Sheet
from kla_rules.tables.form import MAX_COLUMNS, MAX_ROWS, Form
from kla_rules.tables.heads import MOST_ABOVE, is_whole, known_heads

_LONGEST_HEADER: Final = 100_000
# In a line: what stands between cells may stand within quotes as well.
_MOST_MARKS: Final = 20 * MAX_COLUMNS
# What may stand between cells, that which is tried first before the others.
_DELIMITERS: Final = (",", ";", "\t", "|")
# The first line with which a spreadsheet says how it has separated the cells.
_SEPARATOR: Final = re.compile(r'"?sep=([^\w"\n]|\\t)"?[,;|\t ]*\n?\Z', re.IGNORECASE)
# What is wrong with a CSV, by what the standard library says of it.
_CSV_REASONS: Final = {
    "unexpected end of data": "quote",
    "expected after": "behind",
    "field larger": "long",
}


@frozen
class Separated:
    """What a text with marks between its cells holds.

    Attributes:
        sheet: its cells, or None where it was refused.
        delimiter: what stands between them.
        finding: why it was refused, or None.
        line: where.
        first_line: the first that holds anything, where no line names a known column.
    """

    sheet: Sheet | None = None
    delimiter: str = ","
    finding: Finding | None = None
    line: int = 1
    first_line: str = ""


def separated(text: str, form: Form) -> Separated:
    """Return the cells of a text; what stands between them is that under which headings are known.

    Args:
        text: the whole of it, with any ends of lines.
        form: what the table can hold.
    """
    text = _with_lines(text)
    before, said = _said(text)
    delimiter = _delimiter(text, before, said, form)
    if delimiter is None:
        key = "table.header" if text.strip() else "table.empty"
        number, first = _first(text, before)
        finding = Finding(key, {"known": form.required or tuple(form.numbers)[:3]})
        return Separated(finding=finding, line=number, first_line=first[:_LONGEST_HEADER])
    wide = Finding("table.too-many-columns", {"limit": MAX_COLUMNS})
    own = itertools.islice(_lines(text), before, None)
    reader = csv.reader(_bounded(own, delimiter), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    same: dict[str, str] = {}  # cells repeat: a text that is kept once takes a tenth of the memory
    line = before + 1
    try:
        for row in reader:
            if len(row) > MAX_COLUMNS:
                return Separated(finding=wide, line=line)
            if row:
                rows.append([*map(same.setdefault, row, row)])
                lines.append(line)
            line = before + reader.line_num + 1
            if len(rows) > MAX_ROWS + MOST_ABOVE:
                return Separated(finding=Finding("table.too-many", {"limit": MAX_ROWS}), line=0)
    except _TooWideError:
        return Separated(finding=wide, line=line)
    except csv.Error as error:
        reasons = (reason for text, reason in _CSV_REASONS.items() if text in str(error))
        return Separated(finding=Finding("table.csv", {"reason": next(reasons, "")}), line=line)
    return Separated(Sheet("", rows, lines, is_text=True), delimiter)


def is_separated(text: str, form: Form) -> bool:
    """Return whether a text has headings of every column that a table must have, and several."""
    text = _with_lines(text)
    before, said = _said(text)
    marks = dict.fromkeys(_DELIMITERS if said is None else (said, *_DELIMITERS))
    return any(is_whole(_beginning(text, before, mark), form) for mark in marks)


def _with_lines(text: str) -> str:
    """Return a text whose lines end as they do here."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text; a stream of it would hold it once more, four times as large."""
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin) + 1 or len(text)
        yield text[begin:end]
        begin = end


class _TooWideError(Exception):
    """A line has far more cells than any table; nothing of it is taken apart."""


def _bounded(lines: Iterable[str], delimiter: str) -> Iterator[str]:
    for line in lines:
        if line.count(delimiter) > _MOST_MARKS:
            raise _TooWideError
        yield line


def _said(text: str) -> tuple[int, str | None]:
    """Return how many lines stand before the table, and what the first says is between cells."""
    for before, line in enumerate(_lines(text)):
        said = _SEPARATOR.match(line)
        if said is not None:
            return before + 1, "\t" if said[1] == "\\t" else said[1]
        if line.strip():
            break
    return 0, None


def _first(text: str, before: int) -> tuple[int, str]:
    """Return the first line that holds anything, with its number."""
    lines = enumerate(_lines(text), 1)
    return next((one for one in lines if one[0] > before and one[1].strip()), (before + 1, ""))


def _delimiter(text: str, before: int, said: str | None, form: Form) -> str | None:
    """Return the mark under which most headings are known; None where none is under any."""
    marks = dict.fromkeys(_DELIMITERS if said is None else (said, *_DELIMITERS))
    counts = {mark: known_heads(_beginning(text, before, mark), form) for mark in marks}
    best = max(marks, key=lambda mark: counts[mark])
    return best if counts[best] else None


def _beginning(text: str, before: int, delimiter: str) -> Sequence[Sequence[str]]:
    """Return the first rows of a text, as a mark would separate them."""
    rows: list[Sequence[str]] = []
    try:
        for row in csv.reader(_cut(text, before), delimiter=delimiter):
            if row:
                rows.append(row)
            if len(rows) == MOST_ABOVE:
                break
    except csv.Error:  # what stands above it may be the header
        pass
    return rows


def _cut(text: str, before: int) -> Iterator[str]:
    """Yield the first lines of a text, as much of them as headings can be."""
    room = 2 * _LONGEST_HEADER
    for line in itertools.islice(_lines(text), before, None):
        yield line[:_LONGEST_HEADER]
        room -= len(line)
        if room <= 0:
            return
