"""Moments with a time zone that is said, and how long lies between them.

Times are given and never read from the clock. Inside they are seconds of one clock, so that events
in WIB, WITA and WIT compare.
"""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Final

from attrs import evolve, frozen

from kla_rules.core.findings import check_choice, check_type
from kla_rules.core.shown import Shown

ZONES: Final[Mapping[str, dt.timezone]] = {
    "WIB": dt.timezone(dt.timedelta(hours=7), "WIB"),
    "WITA": dt.timezone(dt.timedelta(hours=8), "WITA"),
    "WIT": dt.timezone(dt.timedelta(hours=9), "WIT"),
}
_OFFSETS: Final = {zone.utcoffset(None): name for name, zone in ZONES.items()}
_TEXT: Final = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"([T ](?P<time>([01][0-9]|2[0-3])(:[0-5][0-9]){1,2}|([01][0-9]|2[0-3])(\.[0-5][0-9]){1,2}))?"
    r"( ?(?P<zone>WIB|WITA|WIT|[+-][0-9]{2}:?[0-5][0-9]|Z))?\Z",
    re.IGNORECASE,
)
_DAY: Final = 86400
_FIRST, _LAST = 1990, 2100


class BadTimeError(ValueError):
    """What was given is no moment; the argument says why: "form", "date", "zone" or "no-zone"."""


@frozen(repr=False)
class Moment(Shown):
    """When something took place.

    Attributes:
        least, most: the first and the last second of it, in seconds since 1970 of one clock for all
            zones: alike where the time is given, the ends of the day where only the day is.
        zone: the time zone it was given in.
        is_day: only the day is known, in that zone.
    """

    least: int
    most: int
    zone: str
    is_day: bool = False

    def day(self, zone: str) -> dt.date:
        """Return the date in a zone; of a moment of which only the day is known, that day."""
        check_choice("zone", zone, ZONES)
        own = self.zone if self.is_day else zone
        return dt.datetime.fromtimestamp(self.least, ZONES[own]).date()

    def until(self, last: int) -> "Moment":
        """Return the moment, no later than a second."""
        check_type("last", last, "a whole number of seconds", int)
        return self if self.most <= last else evolve(self, most=last)

    def __str__(self) -> str:
        """Return it as it is read.

        >>> str(moment("2025-03-02T08:15+08:00"))
        '2025-03-02 08:15 WITA'
        """
        at = dt.datetime.fromtimestamp(self.least, ZONES[self.zone])
        form = "%Y-%m-%d" if self.is_day else "%Y-%m-%d %H:%M:%S" if at.second else "%Y-%m-%d %H:%M"
        return f"{at:{form}} {self.zone}"


def moment(value: object, zone: str | None = None) -> Moment:
    """Return the moment that a text, a date or a time with a zone says.

    Args:
        value: such as "2025-03-02 08:15 WIB", "2025-03-02T08:15:00+08:00", "2025-03-02 WIT".
        zone: the zone of what says none.

    Raises:
        BadTimeError: for what is no moment, or says no zone of Indonesia.

    >>> moment("2025-03-02 08:15 WIB").least == moment("2025-03-02 10:15 WIT").least
    True
    """
    if isinstance(value, dt.date):
        text = value.isoformat()
        value = text[:19] + text[26:] if "." in text else text  # no parts of a second
    parts = _TEXT.match(" ".join(value.split())) if isinstance(value, str) else None
    if parts is None:
        raise BadTimeError("form")
    own = _zone(parts["zone"]) if parts["zone"] else zone
    if own is None:
        raise BadTimeError("no-zone")
    clock = parts["time"].replace(".", ":") if parts["time"] else "00:00"
    try:
        at = dt.datetime.fromisoformat(f"{parts['date']} {clock}").replace(tzinfo=ZONES[own])
    except ValueError as error:
        raise BadTimeError("date") from error
    if not _FIRST <= at.year <= _LAST:
        raise BadTimeError("date")
    least = int(at.timestamp())
    is_day = parts["time"] is None
    return Moment(least, least + _DAY - 1 if is_day else least, own, is_day)


def _zone(text: str) -> str:
    if text.upper() in ZONES:
        return text.upper()
    hours, minutes = (0, 0) if text in "Zz" else (int(text[:3]), int(text[-2:]))
    name = _OFFSETS.get(dt.timedelta(hours=hours, minutes=minutes))
    if name is None:
        raise BadTimeError("zone")
    return name


def between(start: Moment, end: Moment) -> tuple[int, int]:
    """Return the fewest and the most seconds from one moment to another; below 0 backwards.

    Of two of which one is known to the day only, and which can be of the same day, the first is
    taken to be first: nobody wrote down that it was not.

    >>> between(moment("2025-03-02 08:15 WIB"), moment("2025-03-02 10:20 WITA"))
    (3900, 3900)
    """
    least, most = end.least - start.most, end.most - start.least
    return (max(least, 0) if most >= 0 else least), most


def working_days(
    start: Moment, end: Moment, zone: str, week: frozenset[int], holidays: frozenset[dt.date]
) -> int:
    """Return the working days after the day of one moment, up to the day of another.

    Args:
        start: the moment to count from.
        end: the moment to count up to.
        zone: the zone that says what a day is.
        week: days on which offices work; 1 is Monday.
        holidays: days on which they do not.

    Below 0 where the end is on an earlier day.

    >>> friday, tuesday = moment("2025-02-28 16:00 WIB"), moment("2025-03-04 09:00 WIB")
    >>> working_days(friday, tuesday, "WIB", frozenset({1, 2, 3, 4, 5}), frozenset())
    2
    """
    first, last = start.day(zone), end.day(zone)
    if last < first:
        return -working_days(end, start, zone, week, holidays) or -1
    whole, rest = divmod((last - first).days, 7)
    odd = (first + dt.timedelta(days=after + 1) for after in range(rest))
    closed = sum(first < day <= last and day.isoweekday() in week for day in holidays)
    return whole * len(week) + sum(day.isoweekday() in week for day in odd) - closed
