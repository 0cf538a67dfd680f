"""Cases made up to show what settings on handling say of them."""

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from kla_rules.cases.handling import Handling, assess_handling
from kla_rules.cases.settings_model import HandlingSettings, TimeLimit
from kla_rules.cases.times import moment, working_days
from kla_rules.cases.words import CHANNEL, RISK, case_words
from kla_rules.conditions.walk import named
from kla_rules.validation.proofs.model import RuleWitness

Row = dict[str, Any]
START: Final = dt.datetime(2025, 3, 3, 8)  # noqa: DTZ001 - the zone is that of the settings
_LAST: Final = dt.datetime(2099, 12, 31)  # noqa: DTZ001 - as above
_MOST_EVENTS: Final = 5


@frozen
class Tried:
    """Cases, up to when they are looked at, and how they were handled.

    Attributes:
        rows: the cases, as a table has them.
        as_of: the moment.
        handling: what came of it.
    """

    rows: list[Row]
    as_of: str
    handling: Handling

    def witness(self, **says: object) -> RuleWitness:
        """Return them as what shows something."""
        states = {name: case.state for name, case in self.handling.cases.items()}
        return RuleWitness("cases", {"cases": self.rows, "as_of": self.as_of}, {**states, **says})

    def of_limit(self, limit: TimeLimit) -> str | None:
        """Return what a limit says of the first case; None where it does not apply."""
        (case, *_) = self.handling.cases.values()
        return next((rule.state for rule in case.rules if rule.rule == limit.id), None)


def tried(settings: HandlingSettings, rows: list[Row], as_of: str) -> Tried:
    """Return what settings say of some cases."""
    return Tried(rows, as_of, assess_handling(rows, settings, as_of=as_of))


def at(settings: HandlingSettings, seconds: int, start: dt.datetime = START) -> str:
    """Return a moment so many seconds after the start, as a table has it."""
    return f"{start + dt.timedelta(seconds=seconds):%Y-%m-%d %H:%M:%S} {settings.zone}"


def last_in_time(settings: HandlingSettings, limit: TimeLimit, start: dt.datetime) -> int | None:
    """Return the last second that a limit allows; None where it does not end in a hundred years."""
    most = int((_LAST - start).total_seconds())
    if limit.unit == "seconds":
        return limit.within if limit.within < most else None
    begin = moment(at(settings, 0, start))
    for days in range(1, most // 86400):
        midnight = start.replace(hour=0, minute=0, second=0) + dt.timedelta(days=days)
        taken = working_days(
            begin,
            moment(at(settings, 0, midnight)),
            settings.zone,
            settings.working_week,
            settings.holidays,
        )
        if taken > limit.within:
            return int((midnight - start).total_seconds()) - 1
    return None


def handled(
    settings: HandlingSettings,
    limit: TimeLimit,
    *,
    end: int | None,
    start: dt.datetime = START,
) -> Iterator[Row]:
    """Yield cases in which a limit begins at the start, and ends after so many seconds or not yet.

    They differ in what the condition of the limit looks at.
    """
    order = settings.order
    until = order.index(limit.end) if limit.end in order else len(order) - 1
    events: Row = {name: at(settings, 0, start) for name in order[:until]}
    events[limit.start] = at(settings, 0, start)
    events.pop(limit.end, None)
    if end is not None:
        events[limit.end] = at(settings, end, start)
    for way in _ways(limit):
        others = {
            name: at(settings, 0, start)
            for name, taken in way.items()
            if taken is True and name not in {limit.start, limit.end}
        }
        without = {
            name for name, taken in way.items() if taken is False and name != limit.start
        } - {limit.end}
        said = {name: value for name, value in way.items() if isinstance(value, str)}
        row = {"id": "c-1", **said, **events, **others}
        yield {name: value for name, value in row.items() if name not in without}


def _ways(limit: TimeLimit) -> Iterator[Mapping[str, Any]]:
    """Yield what the condition of a limit can look at: risk, channel, what has taken place."""
    words, names = case_words(), set()
    if limit.when is not None:
        names = set(named(limit.when, "measure"))
    choices: dict[str, list[Any]] = {}
    if any(name.startswith(RISK) for name in names):
        choices["risk"] = [*words.risks]
    if any(name.startswith(CHANNEL) for name in names):
        choices["channel"] = [*words.channels]
    for name in sorted(names & words.events.keys())[:_MOST_EVENTS]:
        choices[name] = [None, True, False]
    for way in itertools.product(*choices.values()):
        yield dict(zip(choices, way, strict=True))


def are_all_ways_tried(limit: TimeLimit) -> bool:
    """Return whether `handled` yields every way that the condition of a limit tells apart."""
    names = set() if limit.when is None else set(named(limit.when, "measure"))
    return len(names & case_words().events.keys()) <= _MOST_EVENTS
