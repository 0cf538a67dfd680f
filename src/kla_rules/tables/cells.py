"""Cells of a table of units: text or plain values to yes and no, percentages, counts, years.

What could be read in two ways is refused: a wrong share that nobody notices is worse than a table
that must be mended.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, Literal

from kla_rules.core.dates import day_written
from kla_rules.core.points import number

Mark = Literal[".", ","]
YES: Final = frozenset({"ya", "yes", "true", "1", "ada", "sudah"})
NO: Final = frozenset({"tidak", "no", "false", "0", "tidak ada", "belum"})
# No dash: statistical tables write nil with it.
UNKNOWN: Final = frozenset({"", "?", "unknown", "tidak diketahui", "belum diketahui"})
_WHOLE: Final = 100
_FIRST_YEAR: Final = 1945
_LAST_YEAR: Final = 2100
_LONGEST: Final = 200
_DIGITS: Final = re.compile(r"[0-9]{1,9}\Z")
_WHOLE_FLOAT: Final = re.compile(r"[0-9]+[.,]0\Z")
_POINT: Final = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?\Z")
_COMMA: Final = re.compile(r"[0-9]{1,9}(,[0-9]{1,6})?\Z")


class BadCellError(ValueError):
    """A cell is not what its column holds."""


class _Cells(dict[str, Any]):
    """Reads the text cells of one column, each different one once."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__()
        self.read = read
        self.bad: set[str] = set()

    def __missing__(self, cell: str) -> Any:  # noqa: ANN401 - a fact
        try:
            value = self.read(cell)
        except BadCellError:
            self.bad.add(cell)
            value = None
        self[cell] = value
        return value


def column(
    read: Callable[[Any], Any], cells: Sequence[Any], *, text: bool
) -> tuple[list[Any], list[int]]:
    """Return the values of a column, and the rows whose cells are refused.

    Args:
        read: what reads one cell.
        cells: the cells.
        text: all of them are text: a hundred thousand hold few different ones, and each is read
            once.
    """
    if text:
        known = _Cells(read)
        values = list(map(known.__getitem__, cells))
        bad = [row for row, cell in enumerate(cells) if cell in known.bad] if known.bad else []
        return values, bad
    values, bad = [], []
    for row, cell in enumerate(cells):
        try:
            values.append(read(cell))
        except BadCellError:
            values.append(None)
            bad.append(row)
    return values, bad


def is_missing(cell: object) -> bool:
    """Return whether a plain cell is empty as data frames have it: None, or NaN.

    >>> is_missing(None), is_missing(float("nan")), is_missing("")
    (True, True, False)
    """
    if isinstance(cell, float):
        return math.isnan(cell)
    if cell is None or type(cell).__name__ in {"NAType", "NaTType"}:
        return True
    if isinstance(cell, Decimal):
        return cell.is_nan()
    return type(cell).__name__ == "datetime64" and str(cell) == "NaT"


def is_empty(cell: object) -> bool:
    """Return whether a cell holds nothing, or blanks alone.

    >>> is_empty(None), is_empty("  "), is_empty(0)
    (True, True, False)
    """
    return is_missing(cell) or (isinstance(cell, str) and not cell.strip())


def as_word(text: str) -> str:
    """Return a text as it is looked up among words: in small letters, with single blanks.

    >>> as_word("  Tidak  Diketahui ")
    'tidak diketahui'
    """
    return " ".join(text.lower().split())


def reader(kind: str, mark: Mark) -> Callable[[Any], Any]:
    """Return what reads the cells of a column of facts; None is unknown.

    Args:
        kind: "yes_no", "percentage", "count", "year" or "document".
        mark: the decimal mark of text.

    >>> reader("yes_no", ".")("Ya"), reader("percentage", ",")("90,5"), reader("count", ".")("")
    (True, Decimal('90.5'), None)
    """
    read = _KINDS[kind]

    def read_cell(cell: Any) -> Any:  # noqa: ANN401 - a cell
        # A missing number is NaN in a data frame, and unlike itself.
        if is_missing(cell):
            return None
        if isinstance(cell, str):
            text = " ".join(cell.split())
            return None if text.lower() in UNKNOWN else read(text, mark)
        return read(cell, mark)

    return read_cell


def _yes_no(cell: Any, _: Mark) -> bool:  # noqa: ANN401 - a cell
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, str):
        word = whole_text(cell.lower())
        if word not in YES | NO:
            raise BadCellError
        return word in YES
    exact = _exact(cell)  # spreadsheets keep 1 and 0, 1.0 and 0.0 where one is missing
    if exact not in {0, 1}:
        raise BadCellError
    return exact == 1


def _percentage(cell: Any, mark: Mark) -> int | Decimal:  # noqa: ANN401 - a cell
    value = _text(cell.removesuffix("%").rstrip(), mark) if isinstance(cell, str) else cell
    exact = _exact(value)
    if not 0 <= exact <= _WHOLE:
        raise BadCellError
    return exact


def _count(cell: Any, _: Mark) -> int:  # noqa: ANN401 - a cell
    exact = _exact(_number(cell))
    if not isinstance(exact, int) or exact < 0:
        raise BadCellError
    return exact


def _text(cell: str, mark: Mark) -> Decimal:
    """Return the number that a text holds; one that may have marks between thousands is none."""
    form = _POINT if mark == "." else _COMMA
    other = "," if mark == "." else "."
    if other in cell or not form.match(cell):
        raise BadCellError
    return Decimal(cell.replace(",", "."))


def _number(cell: Any) -> Any:  # noqa: ANN401 - a cell
    """Return the whole number that a text holds; all else stays what it is."""
    if not isinstance(cell, str):
        return cell
    digits = whole_text(cell)
    if not _DIGITS.match(digits):
        raise BadCellError
    return int(digits)


def whole_text(text: str) -> str:
    """Return a text without the decimal that a column of floats gives a whole number.

    >>> whole_text("3575010.0"), whole_text("3,0"), whole_text("1.000"), whole_text("3.5")
    ('3575010', '3', '1.000', '3.5')
    """
    return text[:-2] if _WHOLE_FLOAT.match(text) else text


def _exact(value: Any) -> int | Decimal:  # noqa: ANN401 - a cell
    try:
        return number(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise BadCellError from error


def _year(cell: Any, mark: Mark) -> int | bool:  # noqa: ANN401 - a cell
    """Return a year, also of a date; or whether there is one, where that is all that is known."""
    try:
        return _yes_no(cell, mark)
    except BadCellError:
        # A year and a month could be two years.
        day = None if isinstance(cell, int | float) else day_written(cell, 4)
        year = int(day[:4]) if day and len(day) != len("2024-05") else _count(cell, mark)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise BadCellError
    return year


def _document(cell: Any, mark: Mark) -> str | bool:  # noqa: ANN401 - a cell
    """Return the number or title of a document; or whether there is one."""
    try:
        return _yes_no(cell, mark)
    except BadCellError:
        if not isinstance(cell, str) or len(cell) > _LONGEST or not cell.isprintable():
            raise
        return cell


_KINDS: Final[Mapping[str, Callable[[Any, Mark], Any]]] = {
    "yes_no": _yes_no,
    "percentage": _percentage,
    "count": _count,
    "year": _year,
    "document": _document,
}
