"""References to cells as workbooks write them: A1, A1:C3."""

import re
from functools import lru_cache
from typing import Final

from kla_rules.sheets.bounds import MAX_COLUMNS, MAX_ROWS, stop

_LETTERS: Final = re.compile(r"[A-Z]{1,3}")
_RANGE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")

Area = tuple[int, int, int, int]  # first row and column, last row and column


@lru_cache(maxsize=MAX_COLUMNS)
def column_number(letters: str) -> int:
    """Return the number of a column, from 1; 0 for what is none.

    >>> column_number("A"), column_number("XFD"), column_number("A1")
    (1, 16384, 0)
    """
    if not _LETTERS.fullmatch(letters):
        return 0
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def area(reference: str, part: str) -> Area:
    """Return a range of cells.

    Raises:
        StopReadingError: for what is none.
    """
    found = _RANGE.fullmatch(reference)
    if found is None:
        raise stop("workbook.damaged", reason="part", part=part)
    left, top, right, bottom = found.groups()
    first = int(top), column_number(left)
    last = (int(bottom), column_number(right)) if bottom else first
    if not (1 <= first[0] <= last[0] <= MAX_ROWS and first[1] <= last[1] <= MAX_COLUMNS):
        raise stop("workbook.damaged", reason="part", part=part)
    return *first, *last
