"""Numbers as people write them: with marks between thousands, decimals, and blanks.

1.234 is a thousand and more to one reader and little more than one to the other: it is refused
with both readings, unless the file or its column decides.
"""

import re
from decimal import Decimal
from typing import Final

from kla_rules.core.word_lists import one_line
from kla_rules.tables.words import BadCellError

_DIGITS: Final = re.compile(r"[0-9]{1,9}\Z")
_DECIMAL: Final = re.compile(r"[0-9]{1,9}([.,])[0-9]{1,6}\Z")
_GROUPED: Final = re.compile(
    r"([1-9][0-9]{0,2})([ .,])([0-9]{3}(?:\2[0-9]{3}){0,2})(?:([.,])([0-9]{1,6}))?\Z"
)
_ONE_GROUP: Final = 3
# As a spreadsheet shows a number that is too wide for its column: with the digits that fit.
_EXPONENT: Final = re.compile(r"[0-9]([.,][0-9]+)?[Ee]\+?[0-9]{1,3}\Z")
# A mark that it is text, as spreadsheets show it in front of digits and of what begins a formula.
_MARKED: Final = re.compile(r"'[0-9=+@-]")


def unmarked(text: str) -> str:
    """Return a text without the apostrophe by which a spreadsheet is told that it is text.

    >>> unmarked("'001"), unmarked("'=1"), unmarked("'Aisyiyah")
    ('001', '=1', "'Aisyiyah")
    """
    return text[1:] if text[:1] == "'" and _MARKED.match(text) else text


def is_exponent(text: str) -> bool:
    """Return whether a text is a number of which a spreadsheet has kept the first digits.

    >>> is_exponent("3.57501E+09"), is_exponent("3,57501E+09"), is_exponent("E5")
    (True, True, False)
    """
    return _EXPONENT.match(text) is not None


def number_written(given: str, mark: str, *, is_count: bool) -> Decimal:
    """Return the number that a text says.

    Args:
        given: the text.
        mark: the decimal mark of the table.
        is_count: the column holds whole numbers, of any size; else percentages.

    Raises:
        BadCellError: for what is none, and "thousands" for what can be two.

    >>> number_written("12.345", ",", is_count=True), number_written("1.234,5", ".", is_count=True)
    (Decimal('12345'), Decimal('1234.5'))
    """
    text = unmarked(one_line(given))
    if _DIGITS.match(text):
        return Decimal(text)
    grouped = _GROUPED.match(text)
    if grouped is not None and grouped[2] != grouped[4]:
        whole, between, groups, _, part = grouped.groups()
        value = Decimal(f"{whole}{re.sub('[ .,]', '', groups)}.{part or 0}")
        if between == " " or part is not None or len(groups) > _ONE_GROUP:
            return value if part else Decimal(int(value))
        return _one_mark(text, between, mark, is_count=is_count)
    decimals = _DECIMAL.match(text)
    if decimals is not None and decimals[1] == mark:
        return Decimal(text.replace(",", "."))
    raise BadCellError("exponent" if is_exponent(text) else "")


def _one_mark(text: str, between: str, mark: str, *, is_count: bool) -> Decimal:
    """Return what 1.234 is: its column or its file decides, or nothing does."""
    whole, part = Decimal(re.sub("[.,]", "", text)), Decimal(text.replace(",", "."))
    if is_count and between == "." and mark == ",":
        return whole
    if not is_count and between == mark:  # a thousand is no percentage
        return part
    raise BadCellError("thousands", whole=str(whole), part=text)
