"""The progress of a plan as plain JSON values, and as a table."""

from typing import TYPE_CHECKING, Any

from kla_rules.core.points import plain
from kla_rules.model.plain import head, points_of, points_or_none, texts
from kla_rules.planning.months import Month, month_written
from kla_rules.planning.progress_steps import STATES

if TYPE_CHECKING:
    from kla_rules.planning.fallen import Fallen
    from kla_rules.planning.plan import Plan
    from kla_rules.planning.progress import Progress
    from kla_rules.planning.progress_steps import StepProgress


def progress_as_json(progress: "Progress") -> dict[str, Any]:
    """Return plain JSON values in a stable order."""
    plan, evaluation, rest, new = (
        progress.plan, progress.evaluation, progress.rest, progress.replanned,
    )  # fmt: skip
    then, now = progress.missing_thousandths
    return {
        **head("progress"),
        "edition": evaluation.edition.id,
        "region": evaluation.region,
        "illustrative": evaluation.illustrative or plan.illustrative,
        "target": plan.target,
        "as_of": _month(progress.as_of),
        "reached": progress.reached,
        "on_course": progress.on_course,
        "score_range": [
            list(points_of(*plan.range_thousandths)),
            points_of(evaluation.low_thousandths, evaluation.high_thousandths),
        ],
        "levels_possible": [list(plan.levels_possible), list(evaluation.levels_possible)],
        "missing": points_of(then, now),
        "foreseen": points_or_none(progress.foreseen_thousandths),
        "rest": {
            "leads": progress.leads,
            "score_range": points_of(rest.low_thousandths, rest.high_thousandths),
            "levels_possible": list(rest.levels_possible),
        },
        "counts": {
            **{state: len(progress.in_state(state)) for state in STATES},
            "late": len(progress.late),
        },
        "steps": [_step(step) for step in progress.steps],
        "fell": [_fallen(fallen) for fallen in progress.fell],
        "unsettled": [_fallen(fallen) for fallen in progress.unsettled],
        "new_plan": new
        and {
            "feasible": new.feasible,
            "level": _within_reach(new),
            "effort": plain(new.cost * 10),
            "months": new.months,
            "steps": [planned.id for planned in new.steps],
            "moved": [step.id for step in progress.moved],
            "added": [planned.id for planned in progress.added],
            "dropped": [step.id for step in progress.dropped],
        },
        "notes": texts(progress.notes),
        "record": {
            "plan": dict(plan.record),
            "edition_digest": evaluation.edition.digest,
            "profile_digest": evaluation.profile.digest,
        },
    }


def _within_reach(new: "Plan") -> str | None:
    """Return the id of the highest level within reach, the target at most."""
    if new.reasons is None:
        return new.target.id
    return new.reasons.level.id if new.reasons.level else None


def _step(progress: "StepProgress") -> dict[str, Any]:
    return {
        "id": progress.id,
        "title": progress.title.to_dict(),
        "responsible": progress.step.responsible,
        "state": progress.state,
        "reason": progress.reason,
        "due": _month(progress.due),
        "is_due": progress.is_due,
        "late": progress.is_late,
        "gained": plain(progress.gained_thousandths),
        "expected": plain(progress.expected_thousandths),
        "questions": list(progress.step.expected_thousandths),
        "not_known": list(progress.open),
        "moved_to": _month(progress.moved_to),
    }


def _fallen(fallen: "Fallen") -> dict[str, Any]:
    return {
        "node": fallen.node,
        "then": plain(fallen.then_thousandths),
        "now": points_of(*fallen.now_thousandths),
    }


def _month(month: Month | None) -> str | None:
    return None if month is None else month_written(month)
