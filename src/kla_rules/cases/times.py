"""Moments with a time zone that is said, and how long lies between them.

Times are given and never read from the clock. Inside they are seconds of one clock, so that events
of all zones compare.
"""

import datetime as dt
from fractions import Fraction
from typing import Final

from attrs import evolve, frozen

from kla_rules.core.dates import (
    DAY,
    EPOCH,
    ZONES,
    BadTimeError,
    Known,
    Seconds,
    clock_written,
    offset_of,
    offset_written,
    written,
    zone_of,
)
from kla_rules.core.findings import check_choice, check_type
from kla_rules.core.narrow import whole
from kla_rules.core.shown import Shown

Ends = tuple[Seconds, Seconds]
Days = tuple[dt.date, dt.date]
_FIRST, _LAST = dt.date(1990, 1, 1), dt.date(2100, 12, 31)
# The seconds that are of these years anywhere: equal instants are taken or refused alike.
_EARLIEST: Final = (_FIRST.toordinal() - EPOCH) * DAY - 14 * 3600
_LATEST: Final = (_LAST.toordinal() - EPOCH + 1) * DAY + 12 * 3600
_VAGUE: Final = frozenset({"month", "year"})
_MINUTES: Final = len("00:00")
_WRITTEN: Final = {"day": 10, "month": 7, "year": 4}


@frozen(repr=False)
class Moment(Shown):
    """When something took place.

    Attributes:
        least, most: the first and the last second of it, in seconds since 1970 of one clock for all
            zones: alike where the instant is known, with all digits of its fraction; else whole
            seconds, the ends of the day, the month or the year.
        zone: the time zone it was given in: "WIB", "WITA", "WIT", "UTC", or an offset such as
            "-03:30". Of an instant it says only how it is shown.
        known: what is known of it: the "instant", or only that it was in a "day", a "month" or a
            "year" of that zone; "second" is an instant of that second.
    """

    least: Seconds
    most: Seconds
    zone: str
    known: Known = "instant"

    @property
    def is_day(self) -> bool:
        """Return whether only the day is known, in its zone."""
        return self.known == "day"

    @property
    def is_vague(self) -> bool:
        """Return whether not even the day is known."""
        return self.known in _VAGUE

    @property
    def is_exact(self) -> bool:
        """Return whether it is one instant."""
        return self.known == "instant" and self.least == self.most

    def day(self, zone: str) -> dt.date:
        """Return the date in a zone; of a moment of which less is known, its first day."""
        check_choice("zone", zone, ZONES)
        return _date(self.least, zone if self.known in {"instant", "second"} else self.zone)

    def days(self, zone: str) -> Days:
        """Return the first and the last date that it can have in a zone."""
        first = self.day(zone)
        return first, _date(self.most, self.zone) if self.is_vague else first

    def until(self, last: Seconds) -> "Moment":
        """Return the moment, no later than a second."""
        last = whole(last)
        check_type("last", last, "a number of seconds", int, Fraction)
        return self if self.most <= last else evolve(self, most=last)

    def begins_by(self, until: "Moment") -> bool:
        """Return whether it can have begun when another moment was over."""
        check_type("until", until, "a Moment", Moment)
        return self.least <= until.most or (not until.is_exact and self.least // 1 <= until.most)

    def in_zone(self, zone: str) -> "Moment":
        """Return it as it is shown in a zone; a day, a month or a year is one of its own."""
        check_choice("zone", zone, ZONES)
        return evolve(self, zone=zone) if self.is_exact and self.zone != zone else self

    def isoformat(self) -> str:
        """Return it as RFC 3339 has an instant, with the offset of its zone; else only the date.

        >>> moment("2025-03-02 01:15:30.250Z").in_zone("WIB").isoformat()
        '2025-03-02T08:15:30.25+07:00'
        >>> moment("2025-03 WIB").isoformat()
        '2025-03'
        """
        date, clock = self._shown()
        length = _WRITTEN.get(self.known)
        if length is not None:
            return date[:length]
        return f"{date}T{clock}{offset_written(offset_of(self.zone))}"

    def _shown(self) -> tuple[str, str]:
        """Return its date and its clock in its zone."""
        days, clock = divmod(self.least + offset_of(self.zone), DAY)
        return dt.date.fromordinal(EPOCH + int(days)).isoformat(), clock_written(clock)

    def __str__(self) -> str:
        """Return it as it is read.

        >>> str(moment("2025-03-02T08:15+08:00"))
        '2025-03-02 08:15 WITA'
        """
        date, clock = self._shown()
        length = _WRITTEN.get(self.known)
        if length is not None:
            return f"{date[:length]} {self.zone}"
        shown = clock[:_MINUTES] if clock[_MINUTES:] == ":00" else clock
        return f"{date} {shown} {self.zone}"


def _date(second: Seconds, zone: str) -> dt.date:
    return dt.date.fromordinal(EPOCH + int((second + offset_of(zone)) // DAY))


def moment(value: object, zone: str | None = None) -> Moment:
    """Return the moment that a text, a date or a time with a zone says.

    Args:
        value: such as "2025-03-02 08:15 WIB", "2025-03-02T01:15:00.5Z", "2025-03-02 WIT",
            "2025-03 WIB", or what else `written` takes.
        zone: the zone of what says none: a name, or an offset.

    Raises:
        BadTimeError: for what is no moment, says no zone, or is of a year out of all proportion.

    >>> moment("2025-03-02 08:15 WIB").least == moment("2025-03-02 01:15+00").least
    True
    """
    said = written(value)
    offset = said.offset
    if offset is None:
        if zone is None:
            raise BadTimeError("no-zone")
        offset = offset_of(zone)
    least = (said.first.toordinal() - EPOCH) * DAY + said.clock - offset
    if isinstance(least, Fraction) and least.denominator == 1:
        least = int(least)
    most = least
    if said.known != "instant":
        most = (said.last().toordinal() - EPOCH + 1) * DAY - 1 - offset
    if not _EARLIEST <= least <= most < _LATEST:
        raise BadTimeError("year")
    return Moment(least, most, zone_of(offset), said.known)


def between(start: Moment, end: Moment) -> Ends:
    """Return the fewest and the most seconds from one moment to another; below 0 backwards.

    Two instants are measured with all their digits; where one of the two is none, by whole seconds.
    Of two of which one is known to the day only, and which can be of the same day, the first is
    taken to be first: nobody wrote down that it was not. Of a month or a year nothing is taken.

    >>> between(moment("2025-03-02 08:15 WIB"), moment("2025-03-02 10:20 WITA"))
    (3900, 3900)
    """
    least, most = end.least - start.most, end.most - start.least
    if (type(least) is not int or type(most) is not int) and not (start.is_exact and end.is_exact):
        least, most = end.least // 1 - start.most // 1, end.most // 1 - start.least // 1
    if least < 0 <= most and not (start.is_vague or end.is_vague):
        least = 0
    return least, most


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
    return _worked(start.day(zone), end.day(zone), week, holidays)


def fewest_and_most_days(
    start: Days, end: Days, week: frozenset[int], holidays: frozenset[dt.date]
) -> tuple[int, int]:
    """Return the fewest and the most working days from one of some days to one of others.

    Args:
        start: the first and the last day that it can be counted from.
        end: those that it can be counted up to.
        week: as for `working_days`.
        holidays: as for `working_days`.
    """
    fewest = _worked(start[1], end[0], week, holidays)
    known = start[0] == start[1] and end[0] == end[1]
    return fewest, fewest if known else _worked(start[0], end[1], week, holidays)


def _worked(
    first: dt.date, last: dt.date, week: frozenset[int], holidays: frozenset[dt.date]
) -> int:
    if last < first:
        return -_worked(last, first, week, holidays) or -1
    whole, rest = divmod((last - first).days, 7)
    odd = (first + dt.timedelta(days=after + 1) for after in range(rest))
    closed = sum(first < day <= last and day.isoweekday() in week for day in holidays)
    return whole * len(week) + sum(day.isoweekday() in week for day in odd) - closed
