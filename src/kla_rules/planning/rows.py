"""Rows of a plan, one for each step."""

from typing import TYPE_CHECKING

from kla_rules.core.showing import Row, Unit, figures
from kla_rules.core.writing import Language

if TYPE_CHECKING:
    from kla_rules.planning.plan import Plan
    from kla_rules.planning.planned import PlannedStep


def plan_rows(plan: "Plan", unit: Unit, language: Language) -> list[Row]:
    """Return a row for each step, in the order of the plan."""
    return [
        {"number": number, **planned_row(planned, unit, language)}
        for number, planned in enumerate(plan.steps, start=1)
    ]


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
