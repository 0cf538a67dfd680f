"""Dates and times as they are written: a year, a month, a day, or an instant with its offset.

Nothing is guessed and nothing is rounded: what is no instant stays what it is, a fraction of a
second keeps all its digits, and no arithmetic of a calendar can run over the end of its years.
"""

import datetime as dt
import functools
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Final, Literal

from attrs import frozen

from kla_rules.core.narrow import narrowed
from kla_rules.core.points import number

Known = Literal["instant", "second", "day", "month", "year"]
Seconds = int | Fraction
ZONES: Final[Mapping[str, dt.timezone]] = {
    "WIB": dt.timezone(dt.timedelta(hours=7), "WIB"),
    "WITA": dt.timezone(dt.timedelta(hours=8), "WITA"),
    "WIT": dt.timezone(dt.timedelta(hours=9), "WIT"),
}
DAY: Final = 86400
EPOCH: Final = dt.date(1970, 1, 1).toordinal()
_HOUR: Final = 3600
_MINUTE: Final = 60
_MILLION: Final = 10**6
_BILLION: Final = 10**9
_MONTHS: Final = 12
_OFFSETS: Final[Mapping[str, int]] = {
    "WIB": 7 * _HOUR,
    "WITA": 8 * _HOUR,
    "WIT": 9 * _HOUR,
    "UTC": 0,
}
_AHEAD: Final = (7 * _HOUR, 8 * _HOUR, 9 * _HOUR)
_NAMES: Final[Mapping[Seconds, str]] = {offset: name for name, offset in _OFFSETS.items()}
_OTHER_NAMES: Final = {"Z": "UTC", "GMT": "UTC"}
# Longer than any clock prints; Python reads a number of so many digits however it is set up.
LONGEST: Final = 600
_TEXT: Final = r"""
    (?P<year>[0-9]{4})
    (?: -(?P<month>[0-9]{2})
        (?: -(?P<day>[0-9]{2})
            (?: [Tt ]
                (?P<hour>[0-9]{2})
                (?: :(?P<minute>[0-9]{2})
                    (?: :(?P<second>[0-9]{2}) (?: [.,](?P<fraction>[0-9]+) )? )?
                  | \.(?P<minutes>[0-9]{2})
                    (?: \.(?P<seconds>[0-9]{2}) (?: ,(?P<part>[0-9]+) )? )?
                )
            )?
        )?
    )?
    (?: [ ]?(?P<zone> (?: [A-Za-z_/]+ (?: [+-][0-9:]* )? | [+-][0-9:.]* ) (?: \[ [^]]* \] )* ) )?
    """
_OFFSET: Final = re.compile(
    r"(?P<sign>[+-])(?P<hours>[0-9]{2})"
    r"(?::?(?P<minutes>[0-9]{2})(?::?(?P<seconds>[0-9]{2})(?:\.(?P<part>[0-9]+))?)?)?",
    re.ASCII,
)
# Of NumPy and of pandas.
_FOREIGN: Final = frozenset({"datetime64", "Period"})


class BadTimeError(ValueError):
    """What was given is no date and no time.

    The argument says why: "form", "date" (there is none such), "clock", "year" (out of all
    proportion), "zone" (there is none such), "no-zone", or what `in_iso` raises.

    Attributes:
        values: what its sentence needs.
    """

    def __init__(self, reason: str, **values: str) -> None:
        super().__init__(reason)
        self.values = values


@frozen
class Written:
    """What is written of a date or a time.

    Attributes:
        first: the day, or the first one of the month or year.
        known: what is written: an "instant", a "day", a "month" or a "year".
        clock: of an instant, the seconds since midnight, with all its digits.
        offset: how many seconds its clock is ahead of UTC; None where that is not written.
    """

    first: dt.date
    known: Known
    clock: Seconds = 0
    offset: Seconds | None = None

    def last(self) -> dt.date:
        """Return the day, or the last one of the month or year."""
        year, month = self.first.year, self.first.month
        if self.known == "year":
            return dt.date(year, _MONTHS, 31)
        if self.known != "month":
            return self.first
        if month == _MONTHS:
            return dt.date(year, month, 31)
        return dt.date(year, month + 1, 1) - dt.timedelta(days=1)


def written(value: object) -> Written:
    """Return what a text, a number, a date or a time says.

    Args:
        value: a text such as "2025-03-02T08:15:30.25+07:00", "2025-03-02 08:15 WIB", "2025-03-02",
            "2025-03" or "2025"; a number that is a year; a date; a time with a zone of any kind or
            without, also one of pandas or NumPy.

    Raises:
        BadTimeError: for anything else.

    >>> written("2025-03-02 08:15:30.5-03:30")
    Written(first=datetime.date(2025, 3, 2), known='instant', clock=Fraction(59461, 2), offset=-12600)
    >>> written("2024-02").last(), written(2024).known
    (datetime.date(2024, 2, 29), 'year')
    """  # noqa: E501 - one line of output
    if type(value).__name__ in _FOREIGN:
        value = narrowed(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dt.datetime):
        return _time(value)
    if isinstance(value, dt.date):
        return Written(value, "day")
    try:
        year = number(value.item() if hasattr(value, "item") else value)
    except (TypeError, ValueError, OverflowError):
        raise BadTimeError("form") from None
    return _text(str(year))


@functools.cache
def _form() -> re.Pattern[str]:
    """Return the form of all texts; compiled when the first of them is read."""
    return re.compile(_TEXT, re.VERBOSE | re.ASCII)


def _text(value: str) -> Written:
    text = " ".join(value.split()) if len(value) <= LONGEST else ""
    found = _form().fullmatch(text)
    if found is None:
        raise BadTimeError("form")
    parts = found.groupdict()
    zone, month, day = parts["zone"], parts["month"], parts["day"]
    if parts["hour"] is None and zone and zone[0] == "-" and text[found.start("zone") - 1] != " ":
        # What looks like a date and an offset is a date, or a clock behind it, that was mistyped.
        raise BadTimeError("form")
    try:
        first = dt.date(int(parts["year"]), int(month or 1), int(day or 1))
    except ValueError:
        raise BadTimeError("date") from None
    offset = None if zone is None else offset_of(zone)
    if parts["hour"] is None:
        return Written(first, "day" if day else "month" if month else "year", 0, offset)
    minutes, seconds = parts["minute"] or parts["minutes"], parts["second"] or parts["seconds"]
    hour, minute, second = int(parts["hour"]), int(minutes), int(seconds or 0)
    if hour >= DAY // _HOUR or minute >= _MINUTE or second >= _MINUTE:
        raise BadTimeError("clock")
    clock = hour * _HOUR + minute * _MINUTE + second
    return Written(first, "instant", clock + _part(parts["fraction"] or parts["part"]), offset)


def _part(digits: str | None) -> Seconds:
    """Return the part of a second that its digits say."""
    kept = (digits or "").rstrip("0")
    return Fraction(int(kept), 10 ** len(kept)) if kept else 0


def _time(value: dt.datetime) -> Written:
    try:
        first, ahead = dt.date(value.year, value.month, value.day), value.utcoffset()
    except (TypeError, ValueError, OverflowError, NotImplementedError):
        # No time at all, as pandas has one, or of a zone that cannot say its offset.
        raise BadTimeError("form" if value != value else "zone") from None  # noqa: PLR0124 - what is missing is unlike itself
    clock: Seconds = value.hour * _HOUR + value.minute * _MINUTE + value.second
    nanosecond = getattr(value, "nanosecond", 0)  # of pandas
    if value.microsecond or nanosecond:
        clock += Fraction(value.microsecond * 1000 + nanosecond, _BILLION)
    offset: Seconds | None = None
    if ahead is not None:
        offset = ahead.days * DAY + ahead.seconds
        offset += Fraction(ahead.microseconds, _MILLION) if ahead.microseconds else 0
    return Written(first, "instant", clock, offset)


def offset_of(zone: str) -> Seconds:
    """Return how many seconds the clock of a zone is ahead of UTC.

    Args:
        zone: WIB, WITA, WIT, UTC, GMT or Z, whatever its capitals, or an offset such as "+07:00",
            "-0330" or "+07".

    Raises:
        BadTimeError: for anything else, an offset of a day or more among it.

    >>> offset_of("WITA"), offset_of("-03:30"), offset_of("z")
    (28800, -12600, 0)
    """
    name = zone.upper() if zone.isascii() else zone
    known = _OFFSETS.get(_OTHER_NAMES.get(name, name))
    if known is not None:
        return known
    found = _OFFSET.fullmatch(zone) if len(zone) <= LONGEST else None
    if found is None:
        raise BadTimeError("zone")
    hours, minutes, seconds = (int(found[key] or 0) for key in ("hours", "minutes", "seconds"))
    if hours >= DAY // _HOUR or minutes >= _MINUTE or seconds >= _MINUTE:
        raise BadTimeError("zone")
    ahead = hours * _HOUR + minutes * _MINUTE + seconds + _part(found["part"])
    return -ahead if found["sign"] == "-" else ahead


def zone_of(offset: Seconds) -> str:
    """Return what a zone is called: by its name, or by its offset.

    >>> zone_of(25200), zone_of(-12600), zone_of(0)
    ('WIB', '-03:30', 'UTC')
    """
    return _NAMES.get(offset) or offset_written(offset)


def offset_written(offset: Seconds) -> str:
    """Return an offset as RFC 3339 has it; with seconds where there are any.

    >>> offset_written(0), offset_written(25632)
    ('+00:00', '+07:07:12')
    """
    text = clock_written(-offset if offset < 0 else offset)
    return ("-" if offset < 0 else "+") + (text[:5] if text.endswith(":00") else text)


def clock_written(clock: Seconds) -> str:
    """Return seconds since midnight as a clock shows them, with all digits of their fraction.

    >>> clock_written(29730 + Fraction(1, 4))
    '08:15:30.25'
    """
    whole = int(clock)
    text = f"{whole // _HOUR:02}:{whole // _MINUTE % _MINUTE:02}:{whole % _MINUTE:02}"
    return text if clock == whole else text + _digits(Fraction(clock) - whole)


def _digits(part: Fraction) -> str:
    """Return a part of a second with its point: all digits, or nine where they never end."""
    places = part.denominator.bit_length()
    numerator, rest = divmod(part.numerator * 10**places, part.denominator)
    text = f"{numerator:0{places}}"
    return "." + (text[:9] if rest else text).rstrip("0")


def day_written(value: object, length: int = 10) -> str | None:
    """Return a year, a month or a day as it is written; None for what is none.

    Of a time it is the day; where it says its zone, the day that it is then in Indonesia. Where
    that differs between its zones, and the time is written in none of them, it is none, or the
    month (`length` 7) or the year (4) where no more is asked for.

    >>> day_written("2024-05"), day_written("2024-05-17 08:00"), day_written("2024-02-30")
    ('2024-05', '2024-05-17', None)
    >>> day_written("2024-12-31T17:00:00Z"), day_written("2024-12-31T16:30:00Z")
    ('2025-01-01', None)
    >>> day_written("2024-05-17T16:30:00Z", 7), day_written("2024-05-31T16:30:00Z", 4)
    ('2024-05', '2024')
    """
    try:
        date = written(value)
        if date.known == "instant" and date.offset is not None:
            return _day_here(date, date.offset, length)
    except ValueError:  # over the end of its years among it
        return None
    return date.first.isoformat()[: {"year": 4, "month": 7}.get(date.known)]


def _day_here(date: Written, offset: Seconds, length: int) -> str | None:
    if offset in _AHEAD:
        return date.first.isoformat()
    since = date.first.toordinal() * DAY + date.clock - offset
    numbers = {int((since + ahead) // DAY) for ahead in _AHEAD}
    days = {dt.date.fromordinal(day).isoformat() for day in numbers}
    if len(days) > 1:
        days = {day[:length] for day in days}
    return days.pop() if len(days) == 1 else None


def day_of(value: dt.date) -> str:
    """Return the day of a date or a time; of a time the one of `day_written`, else as written.

    >>> day_of(dt.date(2024, 5, 17)), day_of(dt.datetime(2024, 12, 31, 17, tzinfo=dt.UTC))
    ('2024-05-17', '2025-01-01')
    """
    plain = value.replace(tzinfo=None) if isinstance(value, dt.datetime) else value
    return day_written(value) or str(plain)[:10]
