"""One case held against settings: conditions in the closed algebra, decided by either engine.

A limit becomes three of them: that it applies, that it was kept too late, that it has passed. The
order becomes one for each pair of events: that the later one came before. What is not known leaves
them unknown, and what one engine decides the other decides alike.
"""

import itertools
from collections.abc import Iterator, Mapping
from typing import Final, Literal

from attrs import evolve, field, frozen

from kla_rules.cases.case import Case, Event
from kla_rules.cases.settings_model import HandlingSettings, TimeLimit
from kla_rules.cases.times import Days, Ends, Moment, between, fewest_and_most_days
from kla_rules.cases.words import CHANNEL, CLOSED, REFERRED, RISK, case_words
from kla_rules.conditions.engines import decided
from kla_rules.conditions.figures import Facts
from kla_rules.conditions.judgement import State
from kla_rules.conditions.operators import AllOf, AnyOf, Bound, Condition, Holds, MeasureOf
from kla_rules.core.frozen import frozen_map
from kla_rules.core.listed import Listed, listed
from kla_rules.core.shown import Shown
from kla_rules.model.measure import Reading

CaseState = Literal["out_of_order", "overdue", "late", "unknown", "open", "on_time", "no_limit"]
# The state of a case is the first of these that one of its rules has.
STATES: Final[tuple[CaseState, ...]] = (
    "out_of_order", "overdue", "late", "unknown", "open", "on_time", "no_limit",
)  # fmt: skip
NO_LIMIT: Final[CaseState] = "no_limit"
WRONG: Final[tuple[CaseState, ...]] = ("late", "overdue", "out_of_order")
_LIMIT: Final = "limit:"
_WRONG: Final = "out_of_"
Alike = tuple[object, ...]


@frozen(repr=False)
class RuleState(Shown):
    """What one rule of the settings says of a case.

    Attributes:
        rule: id of a limit, or "order".
        state: what it says.
        taken: the least and the most seconds or working days, as the limit counts, that it took or
            has taken so far; None where it is not known, and for the order.
        before, after: ids of two events of which the second came before the first; else None.
    """

    rule: str
    state: CaseState
    taken: Ends | None = None
    before: str | None = None
    after: str | None = None


@frozen(repr=False)
class CaseHandling(Shown):
    """How one case was handled, as far as it is known at a moment.

    Attributes:
        incident: what is recorded, up to that moment.
        state: the gravest state of its rules.
        rules: what each rule says; limits that do not apply, or not yet, are left out.
        wrong: by kind of what goes wrong ("late", "overdue", "out_of_order") whether it does.
        closed, referred, completed: whether it is closed, was referred, and its referral completed.
    """

    incident: Case
    state: CaseState
    rules: Listed[RuleState] = field(converter=listed)
    wrong: Mapping[str, State] = field(converter=frozen_map)
    closed: State
    referred: State
    completed: State

    @property
    def is_in_order(self) -> bool:
        """Return whether nothing is known, or can turn out, to be wrong with its handling."""
        return all(state is False for state in self.wrong.values())


def conditions_of(settings: HandlingSettings) -> dict[str, Condition]:
    """Return what is asked of every case, by name."""
    conditions: dict[str, Condition] = {}
    for limit in settings.limits:
        started = Holds(limit.start, expected=True)
        applies = started if limit.when is None else AllOf((limit.when, started))
        beyond = MeasureOf(_LIMIT + limit.id, Bound("above", limit.within))
        conditions[f"applies:{limit.id}"] = applies
        for kind, done in (("late", True), ("overdue", False)):
            ended = Holds(limit.end, expected=done)
            conditions[f"{kind}:{limit.id}"] = AllOf((applies, ended, beyond))
    for before, after in itertools.combinations(settings.order, 2):
        key = _pair(before, after)
        earlier = MeasureOf(key, Bound("below", 0))
        taken = Holds(after, expected=True)
        if before in settings.optional:
            conditions[_WRONG + key] = AllOf((taken, Holds(before, expected=True), earlier))
        else:
            missing = AnyOf((Holds(before, expected=False), earlier))
            conditions[_WRONG + key] = AllOf((taken, missing))
    return conditions


def _pair(before: str, after: str) -> str:
    return f"order:{before}:{after}"


def judged(
    incident: Case,
    settings: HandlingSettings,
    as_of: Moment,
    conditions: Mapping[str, Condition],
    engine: str = "native",
    alike: dict[Alike, dict[str, State]] | None = None,
) -> CaseHandling:
    """Return how a case was handled.

    Args:
        incident: what is recorded; what took place later than `as_of` is left out already.
        settings: what it is held against.
        as_of: the moment up to which it is looked at.
        conditions: what `conditions_of` says of the settings.
        engine: what decides the conditions.
        alike: what was decided of cases for which the conditions see the same; it is added to. Of
            many cases few differ in that.
    """
    case = _Case(incident, settings, as_of)
    key = case.alike()
    before = {} if alike is None else alike
    held = before.get(key)
    if held is None:
        held = before[key] = decided(conditions, case.facts(), engine)
    rules = [*case.limits(held), *case.order(held)]
    wrong: dict[str, State] = dict.fromkeys(WRONG)
    if any(case.holds.values()):  # of a case of which nothing is known to have taken place, nothing
        wrong = {kind: _any(case.keys(kind), held) for kind in WRONG}
    states = {rule.state for rule in rules}
    states |= {"unknown" for state in wrong.values() if state is None}
    return CaseHandling(
        incident=incident,
        state=next((state for state in STATES if state in states), NO_LIMIT),
        rules=tuple(rules),
        wrong=wrong,
        closed=case.holds[CLOSED],
        referred=case.holds[REFERRED],
        completed=case.completed(),
    )


def _any(keys: Iterator[str], held: Mapping[str, State]) -> State:
    states = [held[key] for key in keys]
    return True if True in states else None if None in states else False


class _Case:
    """What is known of one case, and what is asked of it."""

    def __init__(self, incident: Case, settings: HandlingSettings, as_of: Moment) -> None:
        self.incident, self.settings, self.as_of = incident, settings, as_of
        self.events = case_words().events
        self.at = {kind: self._at(kind) for kind in self.events}
        self.holds = {kind: self._holds(kind) for kind in self.events}
        self.taken = {limit.id: self._taken(limit) for limit in settings.limits}
        self.pairs = tuple(self._pairs())
        self.measured = self._measured()

    def _of(self, kind: str) -> tuple[Event, ...]:
        return self.incident.events.get(kind, ())

    def _at(self, kind: str) -> Moment | None:
        """Return when something took place first; of a case that was reopened, closed last.

        None where that is not known: it took place, and of one time it is not said when.
        """
        known = self._known(kind)
        if len(known) <= 1:
            return known[0] if known else None
        chosen = max if kind == CLOSED else min
        # The other end of it falls on the day of this one, or it is that of a month or a year.
        moment = chosen(known, key=lambda at: (at.least, at.most, at.zone))
        other = chosen(known, key=lambda at: (at.most, at.least, at.zone))
        if other.is_vague and other.most != moment.most:
            moment = evolve(moment, known=other.known)
        return evolve(moment, most=other.most)

    def _known(self, kind: str) -> list[Moment]:
        """Return the times of an event; none where one of them is not known."""
        took_place = [event.at for event in self._of(kind) if event.took_place]
        known = [at for at in took_place if at is not None]
        return known if len(known) == len(took_place) else []

    def _days(self, kind: str, at: Moment) -> Days:
        """Return the first and the last day that an event can have, of several the same one."""
        zone = self.settings.zone
        if not at.is_vague:
            return at.days(zone)
        chosen = max if kind == CLOSED else min
        days = [each.days(zone) for each in self._known(kind)]
        return chosen(first for first, _ in days), chosen(last for _, last in days)

    def _holds(self, kind: str) -> State:
        """Return whether something took place; None where a later step says that it should have."""
        recorded = [event.took_place for event in self._of(kind)]
        if recorded:
            return True if True in recorded else None if None in recorded else False
        order = self.settings.order
        if kind not in order or kind in self.settings.optional:
            return False
        later = order[order.index(kind) + 1 :]
        return (
            None if any(event.took_place for name in later for event in self._of(name)) else False
        )

    def _taken(self, limit: TimeLimit) -> Ends | None:
        """Return what a limit measures: up to its end, or so far; None where it is not known."""
        start, end, holds = self.at[limit.start], self.at[limit.end], self.holds[limit.end]
        if start is None:
            return None
        if holds and end is not None:
            # An end before its start measures nothing: one of the two times is wrong.
            return self._between(limit, start, end) if between(start, end)[1] >= 0 else None
        so_far = self._between(limit, start, None)
        # What took place, or may have, did so by now at the latest.
        return so_far if holds is False else (min(0, so_far[1]), so_far[1])

    def _between(self, limit: TimeLimit, start: Moment, end: Moment | None) -> Ends:
        """Return what lies between two times, or between one and now."""
        if limit.unit == "seconds":
            return between(start, end or self.as_of)
        settings = self.settings
        begins = self._days(limit.start, start)
        ends = self._days(limit.end, end) if end else self.as_of.days(settings.zone)
        return fewest_and_most_days(begins, ends, settings.working_week, settings.holidays)

    def _measured(self) -> dict[str, tuple[int, int] | None]:
        """Return what the conditions compare, as far as they tell it apart.

        A limit is passed or not, and one event comes before another or not: no condition looks at
        anything else that is measured.
        """
        seen: dict[str, tuple[int, int] | None] = {}
        for limit in self.settings.limits:
            taken, within = self.taken[limit.id], limit.within
            passed = taken and (within + (taken[0] > within), within + (taken[1] > within))
            seen[_LIMIT + limit.id] = passed
        for key, _, _, ends in self.pairs:
            seen[key] = ends and (-(ends[0] < 0), -(ends[1] < 0))
        return seen

    def alike(self) -> Alike:
        """Return what the conditions see of a case."""
        incident = self.incident
        seen = (*self.holds.values(), *self.measured.values())
        return (incident.risk, incident.channel, *seen)

    def facts(self) -> Facts:
        """Return what the conditions look at; a figure between two ends has a reading for each."""
        incident, words = self.incident, case_words()
        readings: dict[str, tuple[Reading, ...]] = {}
        for prefix, names, recorded in (
            (RISK, words.risks, incident.risk),
            (CHANNEL, words.channels, incident.channel),
        ):
            if recorded is not None:
                readings |= {prefix + name: (Reading(value=name == recorded),) for name in names}
        for kind, state in self.holds.items():
            if state is not None:
                readings[kind] = (Reading(value=state),)
        for name, ends in self.measured.items():
            if ends is not None:
                readings[name] = tuple(Reading(value=end) for end in dict.fromkeys(ends))
        return Facts(None, readings=readings)

    def _pairs(self) -> Iterator[tuple[str, str, str, Ends | None]]:
        """Yield every pair of events of the order, and how long after the first the second came."""
        for before, after in itertools.combinations(self.settings.order, 2):
            start, end = self.at[before], self.at[after]
            ends = None if start is None or end is None else between(start, end)
            yield _pair(before, after), before, after, ends

    def keys(self, kind: str) -> Iterator[str]:
        """Yield the names of the conditions that say that something is wrong."""
        if kind == "out_of_order":
            for key, _, _, _ in self.pairs:
                yield _WRONG + key
        else:
            for limit in self.settings.limits:
                yield f"{kind}:{limit.id}"

    def limits(self, held: Mapping[str, State]) -> Iterator[RuleState]:
        """Yield what each limit says."""
        for limit in self.settings.limits:
            late, overdue = held[f"late:{limit.id}"], held[f"overdue:{limit.id}"]
            taken, done = self.taken[limit.id], self.holds[limit.end]
            if late or overdue:
                yield RuleState(limit.id, "late" if late else "overdue", taken)
            elif None in {late, overdue}:
                yield RuleState(limit.id, "unknown", taken)
            elif held[f"applies:{limit.id}"] is not False:
                yield RuleState(limit.id, "on_time" if done else "open", taken)

    def order(self, held: Mapping[str, State]) -> Iterator[RuleState]:
        """Yield each pair of steps that is not in order; of a missing one that where it shows."""
        missing: set[str] = set()
        for key, before, after, _ in self.pairs:
            state = held[_WRONG + key]
            if state:
                yield RuleState("order", "out_of_order", None, before, after)
            elif state is None and self.holds[after]:
                # The step that is missing, or of which it is not said when, is named once.
                name = before if self.at[before] is None else after
                if name not in missing:
                    missing.add(name)
                    yield RuleState("order", "unknown", None, before, after)

    def completed(self) -> State:
        """Return whether a referral was completed: by what the settings say, after it."""
        done, referred = self.settings.completed_by, self.holds[REFERRED]
        if done is None or not referred:
            return None if done is None or referred is None else False
        start = self.at[REFERRED]
        events = self._of(done)
        if start is None or any(event.took_place and event.at is None for event in events):
            return None if self.holds[done] is not False else False
        ends = [between(start, event.at) for event in events if event.at is not None]
        if any(low >= 0 for low, _ in ends):
            return True
        return None if any(high >= 0 for _, high in ends) or self.holds[done] is None else False
