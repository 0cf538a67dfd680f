"""`plan()`: what may be asked of a plan, and its making."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from kla_rules.evaluation.evaluate import evaluate
from kla_rules.evaluation.result import Evaluation
from kla_rules.planning.efforts import Efforts
from kla_rules.planning.plan import Plan, made_for
from kla_rules.planning.request import requested
from kla_rules.planning.scenarios import Scenarios
from kla_rules.profile.model import Profile


def plan(  # noqa: PLR0913 - what a plan can be asked
    profile: Profile | Evaluation,
    target: str,
    *,
    efforts: Efforts = None,
    by: int | str | dt.date | None = None,
    locked: Iterable[str] = (),
    done: Iterable[str] = (),
    agency_limits: Mapping[str, int] | None = None,
    places: Mapping[str, int] | None = None,
    minimum_gain: float | Decimal | None = None,
    alternatives: int = 0,
    assume: str = "worst",
    margin: float | Decimal | Literal["verification"] | None = None,
    start: str | dt.date | None = None,
    outcomes: bool = False,
    scenarios: Scenarios | None = None,
    hold: float | Decimal | Fraction = 0.9,
    time_limit: float = 60.0,
) -> Plan:
    """Return the least-effort set of steps that reaches a level, proved to be the least.

    Args:
        profile: a profile, or an evaluation of one (of what is claimed).
        target: id of the level.
        efforts: what to assume of steps instead of what the catalogue does: the path of a file like
            `assumptions.yaml`, or by step id or `kind:partner` an effort, or some of `effort`,
            `months`, `share`. Efforts are 0 to 10,000 with at most two decimals.
        by: when all must be done: a month ("2027-06", a date), or how many months there are.
        locked: what cannot be done: ids of steps, `kind:partner`, `agency:health`.
        done: what is done already; its assumed gain counts, its effort does not.
        agency_limits: by agency the most steps that it can be responsible for.
        places: how many places there are in which steps are done, such as {"schools": 210}, each
            from 1 to 10,000; what nothing says is assumed, and the plan says so.
        minimum_gain: points that a step must gain, done alone, to be in the plan for itself.
        alternatives: how many plans of equal or next effort to look for, at most 100.
        assume: "worst" counts unknown answers as nothing, "best" as full.
        margin: points to reach beyond the floor; "verification" for the median published drop.
        start: the first month; left out, with a month in `by`, the current one.
        outcomes: count gains that no act decides as well.
        scenarios: up to 100 profiles of how the region may stand, or a sweep that has `profiles`;
            the plan is the least effort that reaches the level in the share `hold` of them.
        hold: that share, from 0 to 1 and above 0.
        time_limit: seconds for each search, with scenarios for all of them together; a plan found
            by then is not proved (`optimal`).

    Returns:
        The plan, its steps in order, and the improved profile evaluated; or why there is none.

    Raises:
        PlanError, ArgumentError: with everything that is wrong with what was asked.
        MissingExtraError: if the solver is not installed (extra `plan`).
        RuleError: if the catalogue of the edition is not in order.
        SolverError: if nothing is found in time.
        TypeError: for what is of another type than asked for.

    Source: what steps gain and take is assumed (`Plan.asked.title`), the floors stand in the rules.

    >>> import kla_rules as kla
    >>> city = kla.Profile.read("examples/kota-pasuruan-illustrative.yaml")
    >>> least = kla.plan(city, "madya")
    >>> least.feasible, least.effort, len(least.steps), least.evaluation.level
    (True, Decimal('25'), 11, 'madya')
    """
    if isinstance(profile, Profile):
        evaluation = evaluate(profile)
    elif isinstance(profile, Evaluation):
        evaluation = profile
    else:
        raise TypeError(f"a plan needs a profile, not {type(profile).__name__}")
    request = requested(
        evaluation,
        target,
        efforts=efforts,
        by=by,
        start=start,
        locked=locked,
        done=done,
        limits=agency_limits,
        places=places,
        minimum=minimum_gain,
        margin=margin,
        outcomes=outcomes,
        assume=assume,
        time_limit=time_limit,
        alternatives=alternatives,
        scenarios=scenarios,
        hold=hold,
    )
    return made_for(evaluation, request, request.alternatives)
