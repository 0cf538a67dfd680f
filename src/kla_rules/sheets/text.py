"""Text with marks between its cells (CSV, tabs, bars) as a sheet of text."""

import csv
import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Final

from attrs import frozen

from kla_rules.core.findings import Finding
from kla_rules.sheets.model import Sheet

# In a line: what stands between cells may stand within quotes as well.
_MARKS_FOR_EACH: Final = 20
# The first line with which a spreadsheet says how it has separated the cells.
_SEPARATOR: Final = re.compile(r'"?sep=([^\w"\n]|\\t)"?[,;|\t ]*\n?\Z', re.IGNORECASE)
# What is wrong with a CSV, by what the standard library says of it.
_CSV_REASONS: Final = {
    "unexpected end of data": "quote",
    "expected after": "behind",
    "field larger": "long",
}


@frozen
class Split:
    """A text taken apart.

    Attributes:
        sheet: its cells, or None where it was refused.
        finding: why it was refused, or None.
        line: where, from 1; 0 for the whole.
    """

    sheet: Sheet | None = None
    finding: Finding | None = None
    line: int = 0


def split_text(
    text: str, delimiter: str, before: int = 0, *, most_rows: int, most_columns: int
) -> Split:
    r"""Return the cells of a text; lines without anything are none of its rows.

    Args:
        text: the whole of it, its lines ending in "\n" (see `with_lines`).
        delimiter: what stands between cells.
        before: how many lines stand before them.
        most_rows: how many rows there may be.
        most_columns: how many cells a row may have.

    >>> split_text("a;b\n\n1;'2", ";", most_rows=9, most_columns=9).sheet.cells
    [['a', 'b'], ['1', "'2"]]
    """
    wide = Finding("table.too-many-columns", {"limit": most_columns})
    own = itertools.islice(lines_of(text), before, None)
    bounded = _bounded(own, delimiter, _MARKS_FOR_EACH * most_columns)
    reader = csv.reader(bounded, delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    same: dict[str, str] = {}  # cells repeat: a text that is kept once takes a tenth of the memory
    line = before + 1
    try:
        for row in reader:
            if len(row) > most_columns:
                return Split(finding=wide, line=line)
            if row:
                rows.append([*map(same.setdefault, row, row)])
                lines.append(line)
            line = before + reader.line_num + 1
            if len(rows) > most_rows:
                return Split(finding=Finding("table.too-many", {"limit": most_rows}))
    except _TooWideError:
        return Split(finding=wide, line=line)
    except csv.Error as error:
        reasons = (reason for text, reason in _CSV_REASONS.items() if text in str(error))
        return Split(finding=Finding("table.csv", {"reason": next(reasons, "")}), line=line)
    return Split(Sheet("", rows, lines, is_text=True))


def without_blank_rows(sheet: Sheet) -> Sheet:
    """Return a sheet of text without the rows whose cells are all blank."""
    kept = [at for at, row in enumerate(sheet.cells) if any(str(cell).strip() for cell in row)]
    if len(kept) == len(sheet.cells):
        return sheet
    cells, numbers = [sheet.cells[at] for at in kept], [sheet.numbers[at] for at in kept]
    return Sheet(sheet.name, cells, numbers, is_text=True)


def with_lines(text: str) -> str:
    """Return a text whose lines end as they do here."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def lines_of(text: str) -> Iterator[str]:
    """Yield the lines of a text; a stream of it would hold it once more, four times as large."""
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin) + 1 or len(text)
        yield text[begin:end]
        begin = end


def said_delimiter(text: str) -> tuple[int, str | None]:
    r"""Return how many lines stand before the cells, and what the first says is between them.

    >>> said_delimiter("sep=;\na;b"), said_delimiter("a;b")
    ((1, ';'), (0, None))
    """
    for before, line in enumerate(lines_of(text)):
        said = _SEPARATOR.match(line)
        if said is not None:
            return before + 1, "\t" if said[1] == "\\t" else said[1]
        if line.strip():
            break
    return 0, None


class _TooWideError(Exception):
    """A line has far more cells than any table; nothing of it is taken apart."""


def _bounded(lines: Iterable[str], delimiter: str, most: int) -> Iterator[str]:
    for line in lines:
        if line.count(delimiter) > most:
            raise _TooWideError
        yield line
