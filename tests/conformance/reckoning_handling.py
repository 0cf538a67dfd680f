"""How cases were handled, reckoned without the library and without a calendar of Python.

Days are numbers, times are seconds of one clock with all their digits. What is not known is a pair
that differs: whether something surely holds, and whether it possibly does.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from conformance.reckoning import E2024, UNKNOWN, Case, Facts, Truth, enough, exact, judge

State = bool | None
STATES = ("out_of_order", "overdue", "late", "unknown", "open", "on_time", "no_limit")
WRONG = ("late", "overdue", "out_of_order")
RISKS = ("high", "medium", "low")
CHANNELS = ("national_line", "uptd_ppa", "patbm", "school_team", "teacher", "parents", "police")
EVENTS = (
    "reported", "risk_identified", "assessed", "plan_made", "served", "referred", "monitored",
    "closed",
)  # fmt: skip
CELLS: dict[str, State] = {"ya": True, "tidak": False, "?": None}
AHEAD = {"WIB": 7, "WITA": 8, "WIT": 9}  # hours
SECONDS = {"minutes": 60, "hours": 3600, "days": 86400}
WEEK = [1, 2, 3, 4, 5]
FORM = re.compile(
    r"(?P<date>\d{4}(?:-\d\d(?:-\d\d)?)?)(?:[Tt ](?P<clock>\d\d[:.]\d\d(?:[:.]\d\d)?)"
    r"(?:[.,](?P<part>\d+))?)? ?(?P<zone>[A-Za-z]+|[+-]\d\d(?::?\d\d)?)?"
)
KNOWN = {4: "year", 7: "month", 10: "day"}
VAGUE = ("year", "month")

# -- days and times ----------------------------------------------------------------------------------


class At(NamedTuple):
    """When something took place: its first and last second, and how far ahead its zone is.

    Known is the "instant", with all its digits, or no more than the day, the month or the year. Of
    several the ends are of different ones.
    """

    first: Fraction
    last: Fraction
    ahead: int
    known: str

    @property
    def is_exact(self) -> bool:
        return self.known == "instant" and self.first == self.last

    def days_in(self, zone: str) -> tuple[int, int]:
        """Return the numbers of its first and its last day.

        Of an instant the day is one in this zone; else it is one in the zone it was written in.
        """
        ahead = AHEAD[zone] * 3600 if self.known == "instant" else self.ahead
        first = int((self.first + ahead) // 86400)
        return first, int((self.last + ahead) // 86400) if self.known in VAGUE else first


def whole(one: At, other: At) -> tuple[At, At]:
    """Return two times; where one is no instant, both by whole seconds."""
    if one.is_exact and other.is_exact:
        return one, other
    return floored(one), floored(other)


def floored(time: At) -> At:
    return time._replace(first=Fraction(time.first // 1), last=Fraction(time.last // 1))


def ahead_of(zone: str) -> int:
    """Return how many seconds a zone is ahead."""
    if zone.upper() in {"Z", "UTC", "GMT"}:
        return 0
    if zone in AHEAD:
        return AHEAD[zone] * 3600
    seconds = int(zone[1:3]) * 3600 + int(zone[-2:] if len(zone) > 3 else 0) * 60
    return -seconds if zone[0] == "-" else seconds


def day_number(text: str) -> int:
    """Return the number of a day; years begin in March, so that a leap day is their last."""
    year, month, day = map(int, text.split("-"))
    year, month = (year - 1, month + 9) if month < 3 else (year, month - 3)
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + day


MONDAY = day_number("2025-03-03")


def weekday(day: int) -> int:
    """Return the day of the week; 1 is Monday."""
    return (day - MONDAY) % 7 + 1


def at(text: str, zone: str | None = None) -> At:
    """Return when a text says, in the zone it names or else in this one."""
    found = FORM.fullmatch(text)
    assert found is not None, text
    date, clock, part, named = found.group("date", "clock", "part", "zone")
    own = named or zone
    assert own is not None, text
    ahead, known = ahead_of(own), KNOWN[len(date)]
    start = day_number((date + "-01-01")[:10]) * 86400 - ahead
    if clock:
        parts = zip(re.split("[:.]", clock), (3600, 60, 1))  # noqa: B905 - seconds may be left out
        second = start + sum(int(number) * size for number, size in parts)
        exactly = second + Fraction(int(part or 0), 10 ** len(part or ""))
        return At(exactly, exactly, ahead, "instant")
    year, month = int(date[:4]), int(date[5:7] or 12)
    after = f"{year + month // 12}-{month % 12 + 1}-1"  # the first day of the next month
    end = start + 86400 if known == "day" else day_number(after) * 86400 - ahead
    return At(Fraction(start), Fraction(end - 1), ahead, known)


def worked(start: int, end: int, settings: Case) -> int:
    """Return the working days after one day, up to another."""
    week = settings.get("working_week", WEEK)
    free = set(map(day_number, settings.get("holidays", [])))
    return sum(weekday(day) in week and day not in free for day in range(start + 1, end + 1))


# -- truths ------------------------------------------------------------------------------------------


def truth(state: State) -> Truth:
    """Return a state as a pair."""
    return UNKNOWN if state is None else (state, state)


def every(*parts: Truth) -> Truth:
    return all(one for one, _ in parts), all(one for _, one in parts)


def some(parts: Iterable[Truth]) -> Truth:
    return enough(1, list(parts))


def without(part: Truth) -> Truth:
    return not part[1], not part[0]


# -- one case ----------------------------------------------------------------------------------------

Said = tuple[State, At | None]


class Record:
    """What is recorded of one case by a moment; `is_later` if it is reported later than that."""

    def __init__(self, row: Case, settings: Case, now: At) -> None:
        self.row, self.settings, self.now = row, settings, now
        self.said: dict[str, list[Said]] = {}
        for one in row["events"]:
            own = self.said.setdefault(one["event"], [])
            event = self._event(one.get("time") or "ya", one.get("zone", row.get("zone")))
            own += [] if event is None else [event]
        self.is_later = self.said.get("reported") == []
        # What is only recorded for later has not taken place.
        self.said = {name: own or [(False, None)] for name, own in self.said.items()}
        self.took = {name: self._took(name) for name in EVENTS}
        self.at = {name: self._at(name) for name in EVENTS}

    def _event(self, cell: str, zone: str | None) -> Said | None:
        """Return what a cell says by now; None where it is later."""
        if cell in CELLS:
            return CELLS[cell], None
        when = at(cell, zone)
        now = self.now  # of no instant up to the end of its last second
        if (when if now.is_exact else floored(when)).first > now.last:
            return None
        last = when.last if when.is_exact else min(when.last, floored(now).last)
        return True, when._replace(last=last)

    def _took(self, name: str) -> State:
        """Return whether an event took place; a later step of the order makes it doubtful."""
        states = [state for state, _ in self.said.get(name, [])]
        if states:
            return True if True in states else None if None in states else False
        order = self.settings["order"]
        steps: list[str] = order["events"]
        if name not in steps or name in order.get("optional", []):
            return False
        later = steps[steps.index(name) + 1 :]
        passed = any(state for step in later for state, _ in self.said.get(step, []))
        return None if passed else False

    def _at(self, name: str) -> At | None:
        """Return when it took place first, or closed last; None where one has no time."""
        times = [when for state, when in self.said.get(name, []) if state]
        known = [when for when in times if when is not None]
        if not known or len(known) < len(times):
            return None
        outmost = max if name == "closed" else min
        one, other = outmost(known), outmost(known, key=lambda each: each[1::-1])
        vague = other.known in VAGUE and other.last != one.last
        return one._replace(last=other.last, known=other.known if vague else one.known)

    def days(self, name: str) -> tuple[int, int]:
        """Return the first and the last day that an event can have."""
        when, zone = self.at[name], self.settings["zone"]
        assert when is not None
        if when.known not in VAGUE:
            return when.days_in(zone)
        outmost = max if name == "closed" else min
        every = [one.days_in(zone) for state, one in self.said[name] if state and one is not None]
        return outmost(first for first, _ in every), outmost(last for _, last in every)

    def limit(self, limit: Case) -> tuple[str | None, Truth, Truth]:
        """Return what a limit says, and whether it was kept too late, and has passed."""
        done = self.took[limit["to"]]
        applies = every(self._holds(limit), truth(self.took[limit["from"]]))
        wrong = every(applies, self._beyond(limit))
        late, overdue = every(wrong, truth(done)), every(wrong, without(truth(done)))
        if not applies[1]:
            return None, late, overdue
        if wrong[0]:
            return "late" if done else "overdue", late, overdue
        if wrong[1]:
            return "unknown", late, overdue
        return "on_time" if done else "open", late, overdue

    def _holds(self, limit: Case) -> Truth:
        readings: Case = {name: state for name, state in self.took.items() if state is not None}
        for kind, names in (("risk", RISKS), ("channel", CHANNELS)):
            if self.row.get(kind) in names:
                readings |= {f"{kind}_{name}": name == self.row[kind] for name in names}
        return judge(limit["when"], facts(readings)) if "when" in limit else (True, True)

    def _beyond(self, limit: Case) -> Truth:
        """Return whether it takes, or took, longer than the limit."""
        start, end, done = self.at[limit["from"]], self.at[limit["to"]], self.took[limit["to"]]
        if start is None:
            return UNKNOWN
        if done and end is not None:  # one that is before the start measures nothing
            one, other = whole(start, end)
            days = self.days(limit["to"])
            return UNKNOWN if other.last < one.first else self._longer(limit, start, end, days)
        today = self.now._replace(first=self.now.last, known="instant").days_in(
            self.settings["zone"]
        )
        surely, possibly = self._longer(limit, start, self.now, today)
        # Done when nobody knows, or perhaps not done: if it was, then by now, and perhaps at once.
        return surely and done is False, possibly

    def _longer(self, limit: Case, start: At, end: At, days: tuple[int, int]) -> Truth:
        """Return whether more than a limit lies between two times; the days are of the second."""
        ((unit, amount),) = limit["within"].items()
        if unit == "working_days":
            first, last = self.days(limit["from"])
            ends = worked(last, days[0], self.settings), worked(first, days[1], self.settings)
            return ends[0] > amount, ends[1] > amount
        most = exact(amount) * SECONDS[unit]
        start, end = whole(start, end)
        return end.first - start.last > most, end.last - start.first > most

    def unordered(self) -> Truth:
        """Return whether a step was taken before one that comes first, or without it."""
        return some(
            every(truth(self.took[after]), self._lacks(before, after))
            for before, after in combinations(self.settings["order"]["events"], 2)
        )

    def _lacks(self, before: str, after: str) -> Truth:
        """Return whether a step that comes first was left out, or surely came later."""
        taken, first, second = truth(self.took[before]), self.at[before], self.at[after]
        later = UNKNOWN
        if first and second:
            vague = first.known in VAGUE or second.known in VAGUE
            first, second = whole(first, second)
            surely = second.last < first.first
            # Of one day, of which no more is known, nobody said that they are not in order.
            later = surely, second.first < first.last if vague else surely
        if before in self.settings["order"].get("optional", []):
            return every(taken, later)
        return some([without(taken), later])


class Handled(NamedTuple):
    """What became of a case: its state, what limits say, and what goes wrong."""

    state: str
    rules: dict[str, str]
    wrong: dict[str, Truth]


def handled(record: Record) -> Handled:
    """Return what becomes of a case."""
    found = {one["id"]: record.limit(one) for one in record.settings["limits"]}
    wrong = {
        "late": some(late for _, late, _ in found.values()),
        "overdue": some(overdue for _, _, overdue in found.values()),
        "out_of_order": record.unordered(),
    }
    if True not in record.took.values():  # then nothing is known of how it was handled
        wrong = dict.fromkeys(wrong, UNKNOWN)
    rules = {name: state for name, (state, _, _) in found.items() if state is not None}
    states = {*rules.values(), "no_limit"}
    if wrong["out_of_order"][0]:
        states.add("out_of_order")
    if any(surely != possibly for surely, possibly in wrong.values()):
        states.add("unknown")
    return Handled(next(one for one in STATES if one in states), rules, wrong)


# -- all cases ---------------------------------------------------------------------------------------


def facts(readings: Mapping[str, object]) -> Facts:
    """Return what conditions look at; no points are among it."""
    return Facts(E2024, {"measures": readings}, {})


def figures(cases: Sequence[Handled]) -> Case:
    """Return the readings that a review may look at."""
    readings: Case = {}
    for name in (*WRONG, "not_in_order") if cases else ():
        kinds = WRONG if name == "not_in_order" else (name,)
        truths = [some(one.wrong[kind] for kind in kinds) for one in cases]
        least, most = (sum(one[end] for one in truths) for end in (0, 1))
        readings[name] = [{"value": least, "definition": "least"}, {"value": most}]
        readings[f"{name}_share"] = {"part": least, "whole": len(cases), "unknown": most - least}
    return readings


def moment_of(as_of: At) -> At:
    """Return the moment that is looked at: an instant, or the last second of what it is in."""
    return as_of if as_of.is_exact else as_of._replace(first=as_of.last, known="second")


def by_then(rows: Sequence[Case], settings: Case, as_of: str) -> Iterator[tuple[str, Record]]:
    """Yield cases that are not reported later than a moment."""
    for row in rows:
        record = Record(row, settings, moment_of(at(as_of, settings["zone"])))
        if not record.is_later:
            yield row["id"], record


def expected(rows: Sequence[Case], settings: Case, as_of: str) -> Case:
    """Return what must come of cases: state by state, and for the task force."""
    cases = {name: handled(record) for name, record in by_then(rows, settings, as_of)}
    seen = facts(figures([*cases.values()]))
    reasons = {one["id"]: judge(one["when"], seen) for one in settings["review"]}
    hold = [name for name, (surely, _) in reasons.items() if surely]
    may = not cases or any(possibly for _, possibly in reasons.values())
    states = [one.state for one in cases.values()]
    return {
        "cases": {name: {"state": one.state, "rules": one.rules} for name, one in cases.items()},
        "outcome": "review" if hold else "unknown" if may else "adequate",
        "reasons": hold,
        "counts": {state: states.count(state) for state in STATES if state in states},
    }
