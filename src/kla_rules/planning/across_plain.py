"""What a plan comes to over scenarios, as plain JSON values."""

from typing import TYPE_CHECKING, Any

from kla_rules.core.points import as_json, plain
from kla_rules.model.plain import points_of

if TYPE_CHECKING:
    from kla_rules.planning.across import PlanAcross, ScenarioLimit
    from kla_rules.planning.plan import Plan


def across_as_json(plan: "Plan", across: "PlanAcross") -> dict[str, Any]:
    """Return plain JSON values in a stable order."""
    return {
        "assumed": True,
        "hold": float(across.hold),
        "count": across.count,
        "needed": across.needed,
        "holds": across.holds,
        "begins": across.begins,
        "fails": list(across.fails),
        "out_of_reach": list(across.out_of_reach),
        "limit": None if across.limit is None else _limit(across.limit),
        "gap": as_json(plan.gap),
        "gains_in": {planned.id: across.gains_in.get(planned.id, 0) for planned in plan.steps},
        "outcomes": [
            {
                "number": one.number,
                "held": one.held,
                "holds": one.holds,
                "score": points_of(one.before_thousandths, one.low_thousandths),
                "level": [one.before_level, one.level],
                "profile_digest": given.profile.digest,
            }
            for one, given in zip(across.outcomes, plan.asked.scenarios, strict=True)
        ],
    }


def _limit(limit: "ScenarioLimit") -> dict[str, Any]:
    return {
        "number": limit.number,
        "score": plain(limit.most_thousandths),
        "short": plain(limit.short_thousandths),
        "requirements": [requirement.id for requirement in limit.requirements],
    }
