"""How the cases of a unit, or of all, were handled: counts, and what the task force is told."""

import statistics
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Final, Literal

from attrs import field, frozen

from kla_rules.cases.judged import NO_LIMIT, STATES, WRONG, CaseHandling
from kla_rules.cases.settings_model import HandlingSettings
from kla_rules.cases.suppressed_cells import FEWEST
from kla_rules.conditions.engines import decided
from kla_rules.conditions.figures import Facts
from kla_rules.conditions.judgement import State
from kla_rules.core.dates import Seconds
from kla_rules.core.findings import check_type
from kla_rules.core.listed import Listed, listed
from kla_rules.core.narrow import whole
from kla_rules.core.showing import Showing
from kla_rules.core.shown import Shown
from kla_rules.model.measure import Reading

Outcome = Literal["adequate", "review", "unknown"]
NOT_KNOWN: Final = "unknown"
_NOT_IN_ORDER: Final = "not_in_order"
_COUNTED: Final = (*WRONG, _NOT_IN_ORDER)
PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "states": STATES,
    "progress": ("closed", "not_closed", NOT_KNOWN),
    "referrals": ("completed", "not_completed", NOT_KNOWN, "none"),
}


@frozen(repr=False)
class GroupHandling(Shown):
    """How the cases of a unit, or of all of them, were handled.

    Attributes:
        cases: the cases.
        outcome: "review" where one of the reasons holds, "unknown" where one may hold or there is
            no case, else "adequate".
        reasons: ids of the reasons that hold.
        open: ids of the reasons that may hold once more is known.
    """

    cases: Listed[CaseHandling] = field(repr=False, converter=listed)
    outcome: Outcome
    reasons: tuple[str, ...]
    open: tuple[str, ...]

    def counts(self, parts: str) -> dict[str, int]:
        """Return how many cases fall into each part.

        Args:
            parts: "states", "channels", "risks", "progress", "referrals", or the id of a limit.
        """
        check_type("parts", parts, "a text", str)
        return dict(Counter(map(part_of(parts), self.cases)))

    def durations(self, limit: str) -> list[Seconds]:
        """Return what a limit measures, where it is known exactly: seconds or working days."""
        check_type("limit", limit, "an id", str)
        taken = [
            rule.taken
            for case in self.cases
            for rule in case.rules
            if rule.rule == limit and rule.state in {"on_time", "late"}
        ]
        return [ends[0] for ends in taken if ends is not None and ends[0] == ends[1] >= 0]

    def median(self, limit: str, fewest: int = FEWEST) -> Fraction | None:
        """Return the median of what a limit measures; None over fewer cases than `fewest`.

        Args:
            limit: id of the limit.
            fewest: how many cases there must be.

        Returns:
            Seconds or working days, as the limit counts.
        """
        fewest = whole(fewest)
        check_type("fewest", fewest, "a number of cases", int)
        known = [Fraction(duration) for duration in self.durations(limit)]
        return statistics.median(known) if len(known) >= max(fewest, 1) else None

    def _showing(self) -> Showing:
        from kla_rules.cases.card import group_shown  # noqa: PLC0415 - asked for by few

        return group_shown(self)


def part_of(parts: str) -> Callable[[CaseHandling], str]:
    """Return what says into which part a case falls."""
    forms: Mapping[str, Callable[[CaseHandling], str]] = {
        "states": lambda case: case.state,
        "channels": lambda case: case.incident.channel or NOT_KNOWN,
        "risks": lambda case: case.incident.risk or NOT_KNOWN,
        "progress": lambda case: {True: "closed", False: "not_closed", None: NOT_KNOWN}[
            case.closed
        ],
        "referrals": _referral,
    }

    def of_limit(case: CaseHandling) -> str:
        return next((rule.state for rule in case.rules if rule.rule == parts), NO_LIMIT)

    return forms.get(parts, of_limit)


def _referral(case: CaseHandling) -> str:
    if case.referred is None:
        return NOT_KNOWN
    if not case.referred:
        return "none"
    return {True: "completed", False: "not_completed", None: NOT_KNOWN}[case.completed]


Seen = tuple[tuple[int, int], ...]


def grouped(
    cases: Sequence[CaseHandling],
    settings: HandlingSettings,
    engine: str,
    alike: dict[Seen, dict[str, State]] | None = None,
) -> GroupHandling:
    """Return how some cases were handled; the reasons for a review are conditions as any other.

    Args:
        cases: the cases.
        settings: what they are held against.
        engine: what decides the conditions.
        alike: what was decided of cases of which as many went wrong; it is added to.
    """
    before = {} if alike is None else alike
    seen = tuple(_counts(cases, kind) for kind in _COUNTED) if cases else ()
    key = (*seen, (len(cases), 0))
    held = before.get(key)
    if held is None:
        conditions = {reason.id: reason.when for reason in settings.review}
        facts = Facts(None, readings=_figures(seen, len(cases)))
        held = before[key] = decided(conditions, facts, engine)
    reasons = tuple(name for name, state in held.items() if state)
    unknown = tuple(name for name, state in held.items() if state is None)
    outcome: Outcome = "review" if reasons else "unknown" if unknown or not cases else "adequate"
    return GroupHandling(tuple(cases), outcome, reasons, unknown)


def _counts(cases: Sequence[CaseHandling], kind: str) -> tuple[int, int]:
    """Return of how many cases something went wrong, and of how many that is not known."""
    if kind == _NOT_IN_ORDER:
        states = [
            True if True in case.wrong.values() else False if case.is_in_order else None
            for case in cases
        ]
    else:
        states = [case.wrong[kind] for case in cases]
    return states.count(True), states.count(None)


def _figures(seen: Seen, whole: int) -> dict[str, tuple[Reading, ...]]:
    """Return how many cases went wrong, and their share: at least so many, at most so many."""
    figures: dict[str, tuple[Reading, ...]] = {}
    for kind, (part, unknown) in zip(_COUNTED, seen, strict=False):
        ends = dict.fromkeys((part, part + unknown))
        figures[kind] = tuple(Reading(value=end) for end in ends)
        share = Reading(part=part, whole=whole, unknown=unknown)
        figures[f"{kind}_share"] = (share,)
    return figures
