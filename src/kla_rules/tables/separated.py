"""Text with marks between its cells (CSV, tabs, bars) as a sheet of text."""

import csv
import itertools
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve, frozen

from kla_rules.core.findings import Finding
from kla_rules.sheets.model import Sheet
from kla_rules.sheets.text import lines_of, said_delimiter, split_text, with_lines
from kla_rules.tables.form import MAX_COLUMNS, MAX_ROWS, Form
from kla_rules.tables.heads import MOST_ABOVE, is_whole, known_heads

_LONGEST_HEADER: Final = 100_000
# What may stand between cells, that which is tried first before the others.
_DELIMITERS: Final = (",", ";", "\t", "|")


@frozen
class Separated:
    """What a text with marks between its cells holds.

    Attributes:
        sheet: its cells, or None where it was refused.
        delimiter: what stands between them.
        finding: why it was refused, or None.
        line: where, from 1; 0 for the whole.
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
    text = with_lines(text)
    before, said = said_delimiter(text)
    delimiter = _delimiter(text, before, said, form)
    if delimiter is None:
        key = "table.header" if text.strip() else "table.empty"
        number, first = _first(text, before)
        finding = Finding(key, {"known": form.required or tuple(form.numbers)[:3]})
        return Separated(finding=finding, line=number, first_line=first[:_LONGEST_HEADER])
    split = split_text(
        text, delimiter, before, most_rows=MAX_ROWS + MOST_ABOVE, most_columns=MAX_COLUMNS
    )
    refused = split.finding
    if refused is not None and refused.id == "table.too-many":  # headings are no rows of a table
        refused = evolve(refused, values={"limit": MAX_ROWS})
    return Separated(split.sheet, delimiter, refused, split.line)


def is_separated(text: str, form: Form) -> bool:
    """Return whether a text has headings of every column that a table must have, and several."""
    text = with_lines(text)
    before, said = said_delimiter(text)
    marks = dict.fromkeys(_DELIMITERS if said is None else (said, *_DELIMITERS))
    return any(is_whole(_beginning(text, before, mark), form) for mark in marks)


def _first(text: str, before: int) -> tuple[int, str]:
    """Return the first line that holds anything, with its number."""
    lines = enumerate(lines_of(text), 1)
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
    for line in itertools.islice(lines_of(text), before, None):
        yield line[:_LONGEST_HEADER]
        room -= len(line)
        if room <= 0:
            return
