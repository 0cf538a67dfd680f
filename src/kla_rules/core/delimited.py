"""Tables as CSV: as programs read them, or as a spreadsheet in a setting opens them."""

import csv
import io
import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, Literal, NamedTuple

from kla_rules.core.entries import entries
from kla_rules.core.findings import check_choice
from kla_rules.core.writing import Language, spreadsheet_cell

Locale = Literal["id", "en"]
LOCALES: Final[tuple[Locale, ...]] = ("id", "en")
# Without it a spreadsheet takes UTF-8 for the encoding of the machine.
MARK_OF_UTF8: Final = "\ufeff"


class _Style(NamedTuple):
    """How a setting writes a table.

    Attributes:
        separator: between cells.
        mark: the decimal mark.
        other: the separator of the other setting.
    """

    separator: str
    mark: str
    other: str

    def written(self, cell: Any, language: Language) -> str:  # noqa: ANN401 - any cell
        """Return a cell as it is written: numbers stay numbers, and text is never a formula."""
        if cell is None:
            return ""
        if isinstance(cell, bool):
            return yes_or_no(cell, language)
        if isinstance(cell, int | float | Decimal):
            return number(cell).replace(".", self.mark)
        text = spreadsheet_cell(cell)
        return text if self.other not in text else self._unsplit(text)

    def _unsplit(self, text: str) -> str:
        """Return a text that begins no formula where the other separator splits it."""
        return re.sub(self.other + _BEFORE_FORMULA, self.other + "'", text)


_BEFORE_FORMULA: Final = r"(?=\s*[=+@\-\uff1d\uff0b\uff0d\uff20\u2212])"
_PLAIN: Final = _Style(",", ".", ";")
_STYLES: Final[Mapping[Locale | None, _Style]] = {
    None: _PLAIN,
    "en": _PLAIN,
    "id": _Style(";", ",", ","),
}


def decimal_mark(locale: Locale | None) -> str:
    """Return the decimal mark of a setting.

    >>> decimal_mark("id"), decimal_mark(None)
    (',', '.')
    """
    return _STYLES[locale].mark


def check_locale(locale: Locale | None) -> None:
    """Refuse what is no setting.

    Raises:
        ArgumentError: for another than "id", "en" and None.
    """
    if locale is not None:
        check_choice("locale", locale, LOCALES)


def delimited(
    heads: Sequence[str],
    rows: Iterable[Sequence[Any]],
    language: Language,
    locale: Locale | None = None,
) -> str:
    r"""Return a table as CSV.

    Args:
        heads: heading of each column.
        rows: cells: text, numbers, yes or no, or None for what is not known, which stays empty.
        language: of yes and no where a spreadsheet is to open it.
        locale: None writes commas and a decimal point; "id" semicolons, a decimal comma and the
            mark of UTF-8, "en" commas, a decimal point and that mark.

    Raises:
        ArgumentError: for another setting.

    >>> delimited(["a", "b"], [[1.5, "=1+1"], [None, True]], "id", "id")
    "\ufeffa;b\n1,5;'=1+1\n;ya\n"
    """
    check_locale(locale)
    style = _STYLES[locale]
    words: Language = "en" if locale is None else language
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n", delimiter=style.separator)
    for row in itertools.chain([heads] if heads else [], rows):
        writer.writerow(style.written(cell, words) for cell in row)
    return (MARK_OF_UTF8 if locale else "") + stream.getvalue()


def yes_or_no(value: bool, language: Language) -> str:  # noqa: FBT001 - what it is about
    """Return an answer in a word, which tables that we read know.

    >>> yes_or_no(True, "id"), yes_or_no(False, "en")
    ('ya', 'no')
    """
    return entries("cards", language)["yes" if value else "no"]


def number(value: float | Decimal) -> str:
    """Return a number in digits, a sign and a point, whatever its size.

    >>> number(-0.5), number(120.0), number(1e-7), number(Decimal("3.10"))
    ('-0.5', '120', '0.0000001', '3.10')
    """
    return f"{Decimal(str(value)):f}".removesuffix(".0")
