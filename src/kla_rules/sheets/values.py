"""What a cell holds, by how the file writes it: numbers, dates, times, booleans, text."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal
from typing import Final

from kla_rules.sheets.formats import Shown
from kla_rules.sheets.model import Cell

_NUMBER: Final = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,4})?")
_PLACE: Final = re.compile(r"[0-9]{1,8}")
_INTEGER: Final = re.compile(r"-?[0-9]{1,15}")
# Whole numbers up to here are told apart by a number of a spreadsheet.
_EXACT: Final = 2**53
_DAY_ZERO: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - cells have no zone
_DAY_ZERO_1904: Final = datetime(1904, 1, 1)  # noqa: DTZ001 - as above
# Days 1 to 60 of the usual count are a day off, as it has a 29 February 1900.
_FIRST_SURE: Final = 61
_MOST_DAYS: Final = 10_000_000  # beyond any calendar
_MICROSECONDS: Final = 86_400_000_000
_LONGEST: Final = 400
# Of our own: that of whoever calls may round.
_CONTEXT: Final = Context(prec=1_000)
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SURROGATES: Final = range(0xD800, 0xE000)


class UnreadCellError(Exception):
    """A cell holds what cannot be taken for a value.

    Attributes:
        reason: "damaged", "date" or "duration".
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def value_of(
    kind: str, text: str, shown: Shown | None, strings: Sequence[Cell], *, from_1904: bool
) -> Cell:
    """Return the value of a cell.

    Args:
        kind: as the file has it: "n", "s", "str", "b", "d".
        text: what stands there.
        shown: how a number is shown; None where the style is not there.
        strings: those that sheets share.
        from_1904: days are counted from 1904.

    Raises:
        UnreadCellError: for what is none.

    >>> value_of("n", "0.905", "percent", [], from_1904=False)
    '90.5%'
    >>> value_of("n", "45418", "date", [], from_1904=False)
    datetime.date(2024, 5, 6)
    """
    if kind == "s":
        place = int(text) if _PLACE.fullmatch(text) else -1
        if not 0 <= place < len(strings):
            raise UnreadCellError("damaged")
        return strings[place]
    if kind == "n":
        if shown is None:
            raise UnreadCellError("damaged")
        return _number(text.strip(), shown, from_1904=from_1904)
    if kind == "str":
        return unescaped(text) or None
    if kind == "b" and text.strip() in {"0", "1", "false", "true"}:
        return text.strip() in {"1", "true"}
    if kind == "d":
        return _iso(text.strip())
    raise UnreadCellError("damaged")


def _number(text: str, shown: Shown, *, from_1904: bool) -> Cell:
    if shown == "number" and _INTEGER.fullmatch(text):
        return int(text)
    if not _NUMBER.fullmatch(text) or len(text) > _LONGEST:
        raise UnreadCellError("damaged")
    number = float(text)
    if number in {float("inf"), float("-inf")}:
        raise UnreadCellError("damaged")
    if shown in {"date", "time", "datetime", "duration"}:
        return _moment(number, shown, from_1904=from_1904)
    if shown == "percent":
        return f"{_written(_CONTEXT.multiply(Decimal(repr(number)), Decimal(100)))}%"
    if shown == "sign":
        return f"{_written(Decimal(repr(number)))}%"
    return int(number) if number.is_integer() and abs(number) <= _EXACT else number


def _written(number: Decimal) -> str:
    """Return a number as people write it: all its digits, and no nought behind them."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) if number else "0"


def _moment(number: float, shown: Shown, *, from_1904: bool) -> Cell:
    """Return a day, a time of day, or both.

    Raises:
        UnreadCellError: for one outside the calendar, and for a span of more than a day.
    """
    whole, micro = _parts(number)
    if number < 0:
        raise UnreadCellError("date")
    if shown in {"time", "duration"} and whole == 0:
        return (_DAY_ZERO + timedelta(microseconds=micro)).time()
    if shown == "duration":
        raise UnreadCellError("duration")
    first = 0 if from_1904 else _FIRST_SURE
    try:
        zero = _DAY_ZERO_1904 if from_1904 else _DAY_ZERO
        moment = zero + timedelta(days=whole, microseconds=micro)
    except OverflowError as error:
        raise UnreadCellError("date") from error
    if whole < first:
        raise UnreadCellError("date")
    return moment.date() if shown == "date" and not micro else moment


def _parts(number: float) -> tuple[int, int]:
    """Return whole days, and microseconds to the millisecond: no cell is more exact than that."""
    if abs(number) > _MOST_DAYS:
        raise UnreadCellError("date")
    milliseconds = round(_CONTEXT.multiply(Decimal(repr(number)), Decimal(_MICROSECONDS // 1000)))
    whole, rest = divmod(milliseconds, _MICROSECONDS // 1000)
    return int(whole), int(rest) * 1000


def _iso(text: str) -> Cell:
    """Return a date or a time that is written out, as strict workbooks have them."""
    plain = text.removesuffix("Z")
    try:
        if "T" not in plain:
            return time.fromisoformat(plain) if ":" in plain else date.fromisoformat(plain)
        moment = datetime.fromisoformat(plain)
    except ValueError as error:
        raise UnreadCellError("damaged") from error
    if moment.tzinfo is not None:
        raise UnreadCellError("damaged")
    return moment


def unescaped(text: str) -> str:
    r"""Return text with the characters that the format escapes.

    >>> unescaped("a_x000D_\nb _x005F_x000D_")
    'a\nb _x000D_'
    """
    if "_x" in text:
        text = _ESCAPED.sub(_character, text)
    return text.replace("\r\n", "\n") if "\r" in text else text


def _character(found: re.Match[str]) -> str:
    code = int(found.group(1), 16)
    # Half a character is none: it stays as it is written.
    return found.group() if code in _SURROGATES else chr(code)
