"""Dates as people write them in a table, put into the form of ISO 8601: the day stands first.

A form that could be read otherwise is refused with both readings, but for 02/03/2025: in Indonesia
its day stands first, and whoever reads the table is told.
"""

import datetime as dt
import functools
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from kla_rules.core.dates import LONGEST, BadTimeError
from kla_rules.core.narrow import whole
from kla_rules.core.word_lists import one_line, words_for

_MONTHS: Final = 12
_DAYS: Final = 31
_SHORT_YEAR: Final = 2
_PATTERN: Final = re.compile(
    r"(?P<day>[0-9]{1,2})(?P<mark>[/.-])(?P<month>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4}|[0-9]{2})"
    r"(?P<rest>(?![0-9./-]).*)",
    re.ASCII,
)
_NAMED: Final = re.compile(
    r"(?:(?P<day>[0-9]{1,2})[ -])?(?P<month>[^\W\d_]{3,9})\.?[ -](?P<year>[0-9]{4}|[0-9]{2})"
    r"(?P<rest>(?![0-9./-]).*)"
)
_MONTH: Final = re.compile(r"(?P<month>[0-9]{1,2})[/-](?P<year>[0-9]{4})", re.ASCII)
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})((?![0-9/]).*)", re.ASCII)
# Days since the end of 1899, as spreadsheets keep a date: these are of 1954 to 2119.
_SERIAL: Final = re.compile(r"([2-7][0-9]{4})(?:[.,][0-9]+)?", re.ASCII)
_FIRST_SERIAL: Final = 20_000
_LAST_SERIAL: Final = 80_000
_SERIAL_BEGINS: Final = dt.date(1899, 12, 30).toordinal()


@functools.cache
def month_numbers() -> Mapping[str, int]:
    """Return the number of each month by the words for it, in small letters.

    >>> month_numbers()["agustus"], month_numbers()["okt"], month_numbers()["may"]
    (8, 10, 5)
    """
    months = range(1, _MONTHS + 1)
    return {word: month for month in months for word in words_for(f"words-month-{month}")}


def in_iso(value: Any) -> tuple[Any, bool]:  # noqa: ANN401 - a text, a date, a number
    """Return a date or a time as `written` takes it, and whether its day was taken to come first.

    Args:
        value: a text such as "02/03/2025", "2-3-2025 08:15 WIB", "2 Maret 2025" or "Mei 2025"; all
            else stays what it is.

    Raises:
        BadTimeError: "month-first" for 03/25/2025, "short-year" for 02/03/25, "serial" for the
            number of a day to which a spreadsheet has turned a date; its values say what they are.

    >>> in_iso("2/3/2025 08.15 WIB"), in_iso("25.3.2025"), in_iso("2 Mei 2025")
    (('2025-03-02 08.15 WIB', True), ('2025-03-25', False), ('2025-05-02', False))
    """
    if not isinstance(value, str):
        if (days := _day_number(value)) is not None:
            raise _serial(days)
        return value, False
    text = one_line(value) if len(value) <= LONGEST else ""
    if found := _PATTERN.fullmatch(text):
        return _numbers(found)
    if (found := _NAMED.fullmatch(text)) and found["month"].casefold() in month_numbers():
        day = "" if found["day"] is None else f"-{int(found['day']):02}"
        behind = f"-{month_numbers()[found['month'].casefold()]:02}{day}"
        if len(year := found["year"]) == _SHORT_YEAR:
            raise BadTimeError("short-year", first=f"20{year}{behind}", second=f"19{year}{behind}")
        return f"{year}{behind}{_rest(found['rest'])}", False
    if found := _MONTH.fullmatch(text):
        return f"{found['year']}-{int(found['month']):02}", False
    if found := _YEAR_FIRST.fullmatch(text):
        return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}{_rest(found[4])}", False
    if found := _SERIAL.fullmatch(text):
        raise _serial(int(found[1]))
    return value, False


def _numbers(found: re.Match[str]) -> tuple[str, bool]:
    """Return a date of three numbers, of which the first is the day."""
    day, month = int(found["day"]), int(found["month"])
    if month > _MONTHS:
        raise BadTimeError("month-first" if day <= _MONTHS and month <= _DAYS else "date")
    year, last = found["year"], int(found["year"])
    if len(year) == _SHORT_YEAR:
        first = f"20{year}-{month:02}-{day:02}"
        year_first = 1 <= last <= _DAYS
        second = f"20{day:02}-{month:02}-{last:02}" if year_first else f"19{first[2:]}"
        raise BadTimeError("short-year", first=first, second=second)
    text = f"{year}-{month:02}-{day:02}{_rest(found['rest'])}"
    return text, day <= _MONTHS and day != month


def _rest(text: str) -> str:
    """Return what stands behind a date, without a word that only says that a clock follows."""
    first, _, behind = text.strip(" ,").partition(" ")
    clock = behind if first.casefold() in words_for("words-clock") else text.strip(" ,")
    return f" {clock}" if clock else ""


def _day_number(value: object) -> int | None:
    """Return the number of a day as spreadsheets keep it; None for all else, infinity among it."""
    number = whole(value)
    if type(number) not in {int, float, Decimal}:
        return None
    exact = Decimal(number)
    is_day = exact.is_finite() and _FIRST_SERIAL <= exact < _LAST_SERIAL
    return int(exact) if is_day else None


def _serial(number: int) -> BadTimeError:
    day = dt.date.fromordinal(_SERIAL_BEGINS + number).isoformat()
    return BadTimeError("serial", day=day)
