"""A new plan for the time that is left of an old one."""

from collections import Counter
from collections.abc import Sequence

from attrs import evolve

from kla_rules.evaluation.result import Evaluation
from kla_rules.planning.ask import plan
from kla_rules.planning.efforts import Efforts
from kla_rules.planning.kept import KeptPlan
from kla_rules.planning.months import Month, between, later, month_written
from kla_rules.planning.plan import Plan
from kla_rules.planning.progress_steps import StepProgress
from kla_rules.steps.model import NO_STEPS
from kla_rules.steps.reading import catalogue_of


def new_plan(
    kept: KeptPlan,
    evaluation: Evaluation,
    steps: Sequence[StepProgress],
    as_of: Month | None,
    efforts: Efforts,
) -> Plan:
    """Return the plan from today on that keeps to what the old one kept to.

    What was locked stays so, as far as there still is a step by that name. Of the months and of
    what an agency can take on, what is used up is taken off.
    """
    asked, catalogue = kept.asked, catalogue_of(evaluation.edition) or NO_STEPS
    start = max(filter(None, (kept.start, as_of)), default=None)
    months = asked["months"]
    if months is not None and kept.start is not None and start is not None:
        months = max(0, months - between(kept.start, start))
    done = Counter(one.step.responsible for one in steps if one.state == "done")
    agencies = {agency.id for agency in evaluation.edition.agencies}
    return plan(
        evaluation,
        kept.target,
        efforts=efforts,
        by=months,
        start=start and month_written(start),
        locked=[step for step in asked["locked"] if step in catalogue.steps],
        done=[step for step in asked["done"] if step in catalogue.steps],
        agency_limits={
            agency: max(0, most - done[agency])
            for agency, most in asked["agency_limits"].items()
            if agency in agencies
        },
        places={
            place: count for place, count in asked["places"].items() if place in catalogue.places
        },
        minimum_gain=asked["minimum_gain"],
        margin=asked["margin"],
        assume=asked["assume"],
        outcomes=asked["outcomes"],
    )


def moved(steps: Sequence[StepProgress], new: Plan) -> tuple[StepProgress, ...]:
    """Return the steps of the old plan, with the month in which the new one has them end.

    Only where both stand in the calendar, and the months differ.
    """
    start = new.asked.start
    if start is None:
        return tuple(steps)
    ends = {planned.id: later(start, planned.ends - 1) for planned in new.steps}
    return tuple(
        evolve(step, moved_to=ends[step.id])
        if step.is_unfinished and step.due and ends.get(step.id, step.due) != step.due
        else step
        for step in steps
    )
