"""Cells of a table of units: text or plain values to yes and no, percentages, counts, years.

What could be read in two ways is refused: a wrong share that nobody notices is worse than a table
that must be mended.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, Literal

from attrs import frozen

from kla_rules.core.dates import BadTimeError, day_written
from kla_rules.core.points import number
from kla_rules.core.word_lists import one_line
from kla_rules.core.written_dates import in_iso
from kla_rules.tables.numbers import number_written, unmarked
from kla_rules.tables.words import BadCellError, CellWords, plain_words

Mark = Literal[".", ","]
_WHOLE: Final = 100
_FIRST_YEAR: Final = 1945
_LAST_YEAR: Final = 2100
_LONGEST: Final = 200
_WHOLE_FLOAT: Final = re.compile(r"[0-9]+[.,]0\Z")


class _Cells(dict[str, Any]):
    """Reads the text cells of one column, each different one once."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__()
        self.read = read
        self.bad: dict[str, BadCellError] = {}

    def __missing__(self, cell: str) -> Any:  # noqa: ANN401 - a fact
        try:
            value = self.read(cell)
        except BadCellError as error:
            self.bad[cell] = error
            value = None
        self[cell] = value
        return value


def column(
    read: Callable[[Any], Any], cells: Sequence[Any], *, text: bool
) -> tuple[list[Any], dict[int, BadCellError]]:
    """Return the values of a column, and by row why cells are refused.

    Args:
        read: what reads one cell.
        cells: the cells.
        text: all of them are text: a hundred thousand hold few different ones, and each is read
            once.
    """
    if text:
        known = _Cells(read)
        values = list(map(known.__getitem__, cells))
        bad = known.bad
        rows = enumerate(cells) if bad else ()
        return values, {row: bad[cell] for row, cell in rows if cell in bad}
    values, refused = [], {}
    for row, cell in enumerate(cells):
        try:
            values.append(read(cell))
        except BadCellError as error:
            values.append(None)
            refused[row] = error
    return values, refused


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
    return one_line(text).lower()


@frozen
class _How:
    """How the cells of a column are written: the decimal mark of text, and what words say."""

    mark: Mark
    words: CellWords


def reader(kind: str, mark: Mark, words: CellWords | None = None) -> Callable[[Any], Any]:
    """Return what reads the cells of a column of facts; None is unknown.

    Args:
        kind: "yes_no", "percentage", "count", "year" or "document".
        mark: the decimal mark of text.
        words: what words say in the column; left out, what they say anywhere.

    >>> reader("yes_no", ".")("Ya"), reader("percentage", ",")("90,5"), reader("count", ".")("")
    (True, Decimal('90.5'), None)
    """
    read, how = _KINDS[kind], _How(mark, words or plain_words())

    def read_cell(cell: Any) -> Any:  # noqa: ANN401 - a cell
        # A missing number is NaN in a data frame, and unlike itself.
        if is_missing(cell):
            return None
        if isinstance(cell, str):
            text = unmarked(one_line(cell))
            word = text.lower()
            if word in how.words.unknown:
                return None
            # A cross in a column of numbers is no number, whichever of the two it means.
            if how.words.two_ways.get(word) == "dash":
                raise BadCellError("dash")
            return read(text, how)
        return read(cell, how)

    return read_cell


def _yes_no(cell: Any, how: _How) -> bool:  # noqa: ANN401 - a cell
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, str):
        return how.words.state(whole_text(cell.lower())) is True
    exact = _exact(cell)  # spreadsheets keep 1 and 0, 1.0 and 0.0 where one is missing
    if exact not in {0, 1}:
        raise BadCellError
    return exact == 1


def _percentage(cell: Any, how: _How) -> int | Decimal:  # noqa: ANN401 - a cell
    value = cell
    if isinstance(cell, str):
        value = number_written(cell.removesuffix("%"), how.mark, is_count=False)
    exact = _exact(value)
    if not 0 <= exact <= _WHOLE:
        raise BadCellError
    return exact


def _count(cell: Any, how: _How) -> int:  # noqa: ANN401 - a cell
    value = cell
    if isinstance(cell, str):
        value = number_written(whole_text(cell), how.mark, is_count=True)
    exact = _exact(value)
    if not isinstance(exact, int) or exact < 0:
        raise BadCellError
    return exact


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


def _year(cell: Any, how: _How) -> int | bool:  # noqa: ANN401 - a cell
    """Return a year, also of a date; or whether there is one, where that is all that is known."""
    try:
        return _yes_no(cell, how)
    except BadCellError as error:
        if error.reason:
            raise
    try:
        # Of all that a day first could change the year is none.
        said, _ = in_iso(cell)
    except BadTimeError as error:
        raise BadCellError(str(error), **error.values) from None
    # A year and a month in two numbers could be two years.
    day = None if isinstance(said, int | float) else day_written(said, 4)
    is_month = said is cell and day is not None and len(day) == len("2024-05")
    year = int(day[:4]) if day and not is_month else _count(cell, how)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise BadCellError
    return year


def _document(cell: Any, how: _How) -> str | bool:  # noqa: ANN401 - a cell
    """Return the number or title of a document; or whether there is one."""
    try:
        return _yes_no(cell, how)
    except BadCellError as error:
        if error.reason or not isinstance(cell, str):
            raise
        if len(cell) > _LONGEST or not cell.isprintable():
            raise
        return cell


_KINDS: Final[Mapping[str, Callable[[Any, _How], Any]]] = {
    "yes_no": _yes_no,
    "percentage": _percentage,
    "count": _count,
    "year": _year,
    "document": _document,
}
