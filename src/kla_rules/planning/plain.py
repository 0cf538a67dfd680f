"""A plan as plain JSON values, as `schemas/plan.schema.json` describes them."""

from typing import TYPE_CHECKING, Any

from kla_rules.core.points import as_json, plain
from kla_rules.model.plain import head, overlay_digests, points_of
from kla_rules.planning.across_plain import across_as_json
from kla_rules.planning.months import month_written
from kla_rules.steps.reading import catalogue_of
from kla_rules.version import VERSION

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation
    from kla_rules.planning.plan import Plan
    from kla_rules.planning.planned import PlannedStep


def plan_as_json(plan: "Plan", *, solved: bool = True) -> dict[str, Any]:
    """Return plain JSON values in a stable order.

    Args:
        plan: the plan.
        solved: with what other plans would come to, for which the solver runs anew.
    """
    request, well = plan.asked, plan.if_well if solved else None
    edition = plan.before.edition
    catalogue = catalogue_of(edition)
    return {
        **head("plan"),
        "edition": edition.id,
        "region": plan.before.region,
        "illustrative": plan.before.illustrative,
        "target": plan.target.id,
        "feasible": plan.feasible,
        "reason": plan.reason.to_dict() if plan.reason else None,
        "within_reach": _within_reach(plan),
        "optimal": plan.optimal,
        "settled": plan.settled,
        "effort": as_json(plan.effort),
        "effort_unit": request.unit and request.unit.to_dict(),
        "bound": as_json(plan.bound),
        "months": plan.months,
        "start": None if request.start is None else month_written(request.start),
        "score": points_of(plan.before.low_thousandths, plan.evaluation.low_thousandths),
        "begins": {
            "score": plain(plan.begins_thousandths),
            "level": plan.begins_level.id if plan.begins_level else None,
        },
        "before": {
            "score_range": points_of(plan.before.low_thousandths, plan.before.high_thousandths),
            "levels_possible": list(plan.before.levels_possible),
            "secured": _secured(plan.before),
        },
        "level": [plan.before.level, plan.evaluation.level],
        "above_floor": plain(plan.evaluation.low_thousandths - plan.floor_thousandths),
        "steps": [_step(plan, planned) for planned in plan.steps],
        "if_well": well
        and {"feasible": well.feasible, "effort": as_json(well.effort), "steps": len(well.steps)},
        "costs": {key: as_json(effort) for key, effort in (plan.costs if solved else {}).items()},
        "alternatives": [
            {
                "effort": as_json(other.effort),
                "months": other.months,
                "score": plain(other.evaluation.low_thousandths),
                "steps": [planned.id for planned in other.steps],
            }
            for other in plan.alternatives
        ],
        **({} if plan.across is None else {"scenarios": across_as_json(plan, plan.across)}),
        "profile": plan.profile.to_dict() if plan.feasible else None,
        "asked": {
            "assume": request.assume,
            "margin": plain(request.margin_thousandths),
            "months": request.horizon,
            "locked": sorted(request.locked),
            "done": list(request.done),
            "agency_limits": dict(request.limits),
            "places": dict(request.places),
            "minimum_gain": plain(request.minimum_thousandths),
            "outcomes": request.outcomes,
            "edge_policy": plan.before.edge_policy,
            "answers_assumed": plan.before.assume,
        },
        "assumptions": request.title.to_dict(),
        "record": {
            "edition_digest": edition.digest,
            "profile_digest": plan.before.profile.digest,
            "catalogue_digest": catalogue.digest if catalogue else None,
            "assumptions_digest": request.digest,
            "scale_digest": plan.before.scale.digest if plan.before.scale else None,
            "overlays": overlay_digests(edition),
            "library_version": VERSION,
        },
    }


def _step(plan: "Plan", planned: "PlannedStep") -> dict[str, Any]:
    assumed = plan.asked.assumed[planned.id]
    asked = plan.before.edition.evidence
    return {
        "id": planned.id,
        "title": planned.step.title.to_dict(),
        "instruction": planned.step.instruction.to_dict(),
        "kind": planned.step.kind,
        "responsible": planned.step.responsible,
        "supporting": list(planned.step.supporting),
        "questions": list(planned.questions),
        "expected": [
            {"question": question, "points": points_of(*points)}
            for question, points in planned.expected_thousandths.items()
        ],
        "attached": [
            {"question": name} | asked[name].to_dict()
            for name in planned.questions
            if name in asked
        ],
        "units": planned.units
        and {
            "count": planned.units.count,
            "lacking": planned.units.lacking,
            "ids": list(planned.units.ids),
        },
        "places": planned.places and planned.places.to_dict(),
        "first": list(planned.first),
        "starts": planned.starts,
        "ends": planned.ends,
        "effort": as_json(planned.effort),
        "points": plain(planned.gain_thousandths),
        "score": plain(planned.low_thousandths),
        "level": planned.level.id if planned.level else None,
        "assumed": {
            "effort": as_json(assumed.effort),
            "months": as_json(assumed.months),
            "share": as_json(assumed.share),
        },
        "source": planned.step.provenance.source or None,
        "grade": planned.step.provenance.grade,
    }


def _secured(before: "Evaluation") -> dict[str, Any]:
    """Return by node the points that are secured, where there are any."""
    low = before.bounds.low_thousandths
    return {
        node: plain(points) for node, points in zip(before.edition.ids, low, strict=True) if points
    }


def _within_reach(plan: "Plan") -> dict[str, Any] | None:
    why = plan.reasons
    if why is None:
        return None
    return {
        "level": why.level.id if why.level else None,
        "score": plain(why.most_thousandths),
        "short": plain(why.short_thousandths),
        "requirements": [requirement.id for requirement in why.requirements],
        "without": {key: plain(reach.more_thousandths) for key, reach in why.without.items()},
        "without_reaches": {
            key: {
                "level": reach.reached,
                "requirements": [requirement.id for requirement in reach.requirements],
            }
            for key, reach in why.without.items()
        },
    }
