"""How cases were handled, as plain JSON values; a number that is suppressed is null."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from kla_rules.cases.settings_model import ReviewReason
from kla_rules.cases.suppressed_cells import ALL, FEWEST, Place
from kla_rules.cases.suppression import Suppression
from kla_rules.model.plain import head, texts, titled

if TYPE_CHECKING:
    from kla_rules.cases.groups import GroupHandling
    from kla_rules.cases.handling import Handling
    from kla_rules.cases.judged import CaseHandling


def handling_as_json(handling: "Handling", *, show: bool) -> dict[str, Any]:
    """Return plain JSON values."""
    counts, settings = Suppression(handling, show=show), handling.settings
    return {
        **head("handling"),
        "settings": {
            "id": settings.id,
            "version": settings.version,
            "title": settings.title.to_dict(),
            "place": settings.place.to_dict(),
            "digest": settings.digest,
        },
        "as_of": handling.as_of.isoformat(),
        "zone": handling.as_of.zone,
        "illustrative": handling.illustrative,
        "small_counts": "shown" if show else "hidden",
        "fewest": FEWEST,
        "outcome": handling.outcome,
        "reasons": [_reason(reason, handling.region) for reason in settings.review],
        "region": _group(counts, ALL),
        "units": [
            {"id": unit, "name": handling.names.get(unit), **_group(counts, unit)}
            for unit in counts.units()
        ],
        "cases": [_case(case) for case in handling.region.cases] if show else None,
        "notes": texts(handling.notes),
    }


def _reason(reason: ReviewReason, group: "GroupHandling") -> dict[str, Any]:
    holds = True if reason.id in group.reasons else None if reason.id in group.open else False
    return {
        **titled(reason),
        "holds": holds if group.cases else None,
        "provenance": reason.provenance.to_dict(),
    }


def _group(counts: Suppression, place: Place) -> dict[str, Any]:
    group, parts = counts.group(place), counts.handling.parts()
    limits = counts.handling.settings.limits
    own = {limit.id for limit in limits}
    return {
        "cases": counts.whole(place),
        "outcome": group.outcome,
        "reasons": list(group.reasons),
        **{name: _counts(counts, place, name) for name in parts if name not in own},
        "limits": [
            {
                **titled(limit),
                "unit": limit.unit,
                "within": limit.within,
                "states": _counts(counts, place, limit.id),
                "median": _number(counts.median(place, limit.id)),
                "provenance": limit.provenance.to_dict(),
            }
            for limit in limits
        ],
    }


def _counts(counts: Suppression, place: Place, parts: str) -> dict[str, Any] | None:
    if parts not in counts.parts:
        return None
    return {
        part: {
            "count": counts.count(place, parts, part),
            "share": _number(counts.share(place, parts, part)),
        }
        for part in counts.parts[parts]
    }


def _case(case: "CaseHandling") -> dict[str, Any]:
    incident = case.incident
    return {
        "id": incident.id,
        "unit": incident.unit,
        "risk": incident.risk,
        "channel": incident.channel,
        "state": case.state,
        "closed": case.closed,
        "referred": case.referred,
        "referral_completed": case.completed if case.referred else None,
        "events": [
            {
                "event": kind,
                "took_place": event.took_place,
                "at": None if event.at is None else event.at.isoformat(),
                "known": None if event.at is None else event.at.known,
                "zone": None if event.at is None else event.at.zone,
            }
            for kind, events in incident.events.items()
            for event in events
        ],
        "rules": [
            {
                "rule": rule.rule,
                "state": rule.state,
                "taken": None if rule.taken is None else [_number(Fraction(n)) for n in rule.taken],
                "before": rule.before,
                "after": rule.after,
            }
            for rule in case.rules
        ],
    }


def _number(figure: Fraction | None) -> int | float | None:
    if figure is None:
        return None
    return int(figure) if figure.denominator == 1 else float(figure)
