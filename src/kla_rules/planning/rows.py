"""Rows of a plan, one for each step."""

from typing import TYPE_CHECKING

from kla_rules.core.showing import Row, Unit, figures
from kla_rules.core.writing import Language

if TYPE_CHECKING:
    from kla_rules.planning.plan import Plan
    from kla_rules.planning.planned import PlannedStep


def plan_rows(plan: "Plan", unit: Unit, language: Language) -> list[Row]:
    """Return a row for each step, in the order of the plan; also in how many scenarios it gains."""
    return [
        {"number": number, **planned_row(planned, unit, language), **gains_in(plan, planned)}
        for number, planned in enumerate(plan.steps, start=1)
    ]


def gains_in(plan: "Plan", planned: "PlannedStep") -> Row:
    """Return in how many scenarios a step gains anything; nothing of a plan without scenarios."""
    return {} if plan.across is None else {"gains_in": plan.across.gains_in.get(planned.id, 0)}


def planned_row(planned: "PlannedStep", unit: Unit, language: Language) -> Row:
    """Return a step of a plan as a row; months count from 1."""
    return {
        "step": planned.id,
        "title": planned.step.title.get(language),
        "kind": planned.step.kind,
        "agency": planned.step.responsible,
        "starts": planned.starts,
        "ends": planned.ends,
        "effort": float(planned.effort),
        **figures(unit, gain=planned.gain_thousandths, low=planned.low_thousandths),
        "level": planned.level.id if planned.level else None,
        "questions": "; ".join(planned.questions),
        "after": "; ".join(planned.first),
        "grade": planned.step.provenance.grade,
    }
