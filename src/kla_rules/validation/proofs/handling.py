"""Settings on handling: every case is judged, every state is reached, limits do not cross."""

import datetime as dt
import time
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from kla_rules.cases.judged import STATES, WRONG
from kla_rules.cases.settings_model import HandlingSettings, ReviewReason, TimeLimit
from kla_rules.cases.words import REPORTED, case_words
from kla_rules.conditions.figures import Facts
from kla_rules.conditions.judge import judge
from kla_rules.conditions.walk import named, walk
from kla_rules.core.catalogues import HANDLING
from kla_rules.core.text import both
from kla_rules.model.measure import Reading
from kla_rules.validation.proofs.cases_tried import (
    START,
    Row,
    Tried,
    are_all_ways_tried,
    at,
    handled,
    last_in_time,
    tried,
)
from kla_rules.validation.proofs.claim import Claim
from kla_rules.validation.proofs.model import Verdict

_OF_LIMITS: Final = ("on_time", "open", "late", "overdue")
_DAY: Final = 86400
_MOST_CASES: Final = 500


def of_handling(settings: HandlingSettings, until: float) -> Iterator[Verdict]:
    """Yield what is known of settings on handling."""
    yield Claim("every-case-judged").proved("first-of-states", count=len(STATES))
    shown: dict[str, Tried] = {}
    limits = [_limit(settings, limit, shown, until) for limit in settings.limits]
    yield from _states(settings, shown)
    yield from limits
    yield _ordered(settings)
    for reason in settings.review:
        yield _review(settings, reason, shown)
    yield Claim("no-status-from-cases").proved("gives-no-status")


# -- states ----------------------------------------------------------------------------------------


def _states(settings: HandlingSettings, shown: dict[str, Tried]) -> Iterator[Verdict]:
    """Yield for each state of a case whether one can have it."""
    for rows in _odd(settings):
        found = tried(settings, [rows], at(settings, _DAY))
        shown.setdefault(found.handling.cases["c-1"].state, found)
    for state in STATES:
        claim = Claim("state-reached", state, {"state": both(HANDLING, f"state-{state}")})
        if state in shown:
            yield claim.proved("had", [shown[state].witness()])
        elif state in _OF_LIMITS and not settings.limits:
            yield claim.proved("no-limits")
        else:
            yield claim.open("not-found")


def _odd(settings: HandlingSettings) -> Iterator[Row]:
    """Yield cases of which something is not in order, is not known, or has no limit."""
    first, last = settings.order[0], settings.order[-1]
    yield {"id": "c-1", first: at(settings, 60), last: at(settings, 0)}
    yield {"id": "c-1", last: at(settings, 0)}
    yield {"id": "c-1", first: True, last: True}
    yield {"id": "c-1", first: at(settings, 0)}
    yield {"id": "c-1"} | {name: at(settings, 0) for name in settings.order}
    for name in case_words().events:
        if name != REPORTED:
            yield {"id": "c-1", REPORTED: False, name: at(settings, 0)}


# -- limits ----------------------------------------------------------------------------------------


def _limit(
    settings: HandlingSettings, limit: TimeLimit, shown: dict[str, Tried], until: float
) -> Verdict:
    """Return whether a limit can be kept and missed, while it runs and after it."""
    claim = Claim("limit-reached", limit.id, {"limit": limit.title})
    last = last_in_time(settings, limit, START)
    if last is None:
        return claim.open("too-long")
    own: dict[str, Tried] = {}
    for state, end, as_of in (
        ("on_time", last, last),
        ("open", None, last),
        ("late", last + 1, last + 1),
        ("overdue", None, last + 1),
    ):
        for number, row in enumerate(handled(settings, limit, end=end)):
            if number and time.monotonic() > until:
                return claim.open("limit")
            found = tried(settings, [row], at(settings, as_of))
            case = found.handling.cases["c-1"]
            if case.state not in shown or len(shown[case.state].rows[0]) < len(row):
                shown[case.state] = found
            if found.of_limit(limit) == state:
                own[state] = found
                break
    witnesses = [found.witness(**{limit.id: state}) for state, found in own.items()]
    missing = [state for state in _OF_LIMITS if state not in own]
    if not missing:
        return claim.proved("kept-and-missed", witnesses)
    if not own and are_all_ways_tried(limit):
        row = next(handled(settings, limit, end=last))
        outside = [tried(settings, [row], at(settings, last)).witness()]
        return claim.refuted("never-applies", outside)
    return claim.open("not-found")


def _ordered(settings: HandlingSettings) -> Verdict:
    """Return whether limits run with the order, and a later step has no shorter time."""
    claim, order = Claim("limits-ordered"), settings.order
    for limit in settings.limits:
        both = {limit.start, limit.end} <= {*order}
        if both and order.index(limit.start) > order.index(limit.end):
            row = {"id": "c-1"} | {name: at(settings, 60 * n) for n, name in enumerate(order)}
            found = tried(settings, [row], at(settings, _DAY))
            said = {limit.id: found.of_limit(limit)}
            return claim.refuted("backwards", [found.witness(**said)], limit=limit.title)
    for earlier in settings.limits:
        for later in settings.limits:
            if _follows(settings, earlier, later):
                crossing = _crossing(settings, earlier, later)
                if crossing is not None:
                    said = {one.id: crossing.of_limit(one) for one in (earlier, later)}
                    shown = [crossing.witness(**said)]
                    return claim.refuted(
                        "crossing", shown, earlier=earlier.title, later=later.title
                    )
    return claim.proved("in-order", count=len(settings.limits))


def _follows(settings: HandlingSettings, earlier: TimeLimit, later: TimeLimit) -> bool:
    """Return whether two limits begin together, and the second is for a later step.

    The second must apply wherever the first does.
    """
    order = settings.order
    return (
        earlier.start == later.start
        and {earlier.end, later.end} <= {*order}
        and order.index(earlier.end) < order.index(later.end)
        and later.when in {None, earlier.when}
    )


def _crossing(settings: HandlingSettings, earlier: TimeLimit, later: TimeLimit) -> Tried | None:
    """Return a case in which the earlier step is in time when it is too late for the later one."""
    for start in _starts(settings, earlier, later):
        last = last_in_time(settings, earlier, start)
        also = last_in_time(settings, later, start)
        if last is None or (also is not None and last <= also):
            if last is None and also is not None:
                last = also + 1
            else:
                continue
        for row in handled(settings, earlier, end=last, start=start):
            found = tried(settings, [row], at(settings, last, start))
            if found.of_limit(earlier) == "on_time" and found.of_limit(later) == "overdue":
                return found
    return None


def _starts(
    settings: HandlingSettings, earlier: TimeLimit, later: TimeLimit
) -> Iterator[dt.datetime]:
    """Yield when limits may begin: of seconds alone it does not matter."""
    yield START
    if earlier.unit == later.unit:
        return
    days = {START.date() + dt.timedelta(days=day) for day in range(7)}
    span = 14 + max(limit.within for limit in (earlier, later) if limit.unit != "seconds")
    for holiday in settings.holidays:
        days |= {holiday - dt.timedelta(days=day) for day in range(min(span, 60))}
    for day in sorted(days):
        yield dt.datetime.combine(day, dt.time(0, 0))
        yield dt.datetime.combine(day, dt.time(23, 59, 59))


# -- review ----------------------------------------------------------------------------------------


def _review(settings: HandlingSettings, reason: ReviewReason, shown: dict[str, Tried]) -> Verdict:
    """Return whether cases can bring a reason for a review about."""
    claim = Claim("review-reached", reason.id, {"title": reason.title})
    figures = {
        name: (Reading(value=100 if name.endswith("_share") else 10**6),)
        for name in named(reason.when, "measure")
    }
    if judge(reason.when, Facts(None, readings=figures)).state is False:
        worst = [found.witness() for state, found in shown.items() if state in WRONG][:1]
        return claim.refuted("asked-never", worst)
    for group in _groups(reason, shown):
        as_of = max(found.as_of for found in group)
        rows = [
            {**found.rows[0], "id": f"c-{number}"} for number, found in enumerate(group, start=1)
        ]
        together = tried(settings, rows, as_of)
        if reason.id in together.handling.region.reasons:
            return claim.proved(
                "asked-for", [together.witness(reasons=list(together.handling.region.reasons))]
            )
    return claim.open("not-found")


def _groups(reason: ReviewReason, shown: dict[str, Tried]) -> Iterator[list[Tried]]:
    """Yield cases that went wrong, of one kind or of each, as many as a figure asks for."""
    wrong = [found for state, found in shown.items() if state in WRONG]
    figures = (getattr(part, "bound", None) for part in walk(reason.when))
    bounds = [int(Fraction(bound.value)) for bound in figures if bound is not None]
    for count in sorted({1, 2, *(bound + more for bound in bounds for more in (0, 1))}):
        if 0 < count <= _MOST_CASES:
            yield from ([found] * count for found in wrong)
            yield wrong * count
