"""Months of the calendar: read, counted, written."""

import datetime as dt
import re
from typing import Final

from kla_rules.core.dates import BadTimeError, day_written
from kla_rules.core.written_dates import in_iso

Month = tuple[int, int]

_YEAR: Final = 12
_WRITTEN: Final = re.compile(r"([1-9][0-9]{3})-([0-9]{2})")


def month_of(value: object) -> Month | None:
    """Return the year and the month of a date, a time or a text of either; None for all else.

    Of a time that says its zone it is the month that it is then in Indonesia.

    >>> month_of("2027-06"), month_of(dt.date(2027, 6, 30)), month_of("30/06/2027")
    ((2027, 6), (2027, 6), (2027, 6))
    >>> month_of("June") is None
    True
    """
    if isinstance(value, str) and value != value.strip():
        return None
    try:
        said, _ = in_iso(value)
    except BadTimeError:
        return None
    match = _WRITTEN.match(day_written(said, 7) or "")
    return (int(match[1]), int(match[2])) if match else None


def this_month() -> Month:
    """Return the month that it is."""
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    return today.year, today.month


def later(month: Month, months: int) -> Month:
    """Return the month that is so many months later.

    >>> later((2026, 11), 3), later((2026, 1), -1)
    ((2027, 2), (2025, 12))
    """
    year, part = divmod(month[0] * _YEAR + month[1] - 1 + months, _YEAR)
    return year, part + 1


def between(first: Month, last: Month) -> int:
    """Return how many months the second is later than the first.

    >>> between((2026, 11), (2027, 2))
    3
    """
    return (last[0] - first[0]) * _YEAR + last[1] - first[1]


def month_written(month: Month) -> str:
    """Return a month as it is written.

    >>> month_written((2027, 6))
    '2027-06'
    """
    return f"{month[0]:04}-{month[1]:02}"
