"""What holds the scenario back that comes closest to the level, of those in which no act helps."""

from collections.abc import Sequence

from attrs import frozen

from kla_rules.model.levels import Requirement
from kla_rules.planning.choose import most
from kla_rules.planning.highs import Highs, SolverError, searched_within
from kla_rules.planning.joint import Joint, Scenario, joint_program
from kla_rules.planning.literals import Row
from kla_rules.planning.search import missing, requirements


@frozen
class Limit:
    """What a scenario lacks after all that can be done.

    Attributes:
        scenario: it.
        most: thousandths that it gains at most.
        short: thousandths that are missing then.
        requirements: those that no step brings about.
    """

    scenario: Scenario
    most: int
    short: int
    requirements: tuple[Requirement, ...]


def limits_alone(plan: Joint, scenarios: Sequence[Scenario]) -> Limit | None:
    """Return what holds the closest of some scenarios back: few requirements, then few points.

    Those that there is no time for are left out; None where there is for none.
    """
    found = []
    with searched_within(plan.request.time_limit):
        for one in scenarios:
            try:
                found.append(_limit(plan, one))
            except SolverError:
                break
    return min(
        found,
        key=lambda one: (len(one.requirements), one.short, one.scenario.numbers),
        default=None,
    )


def _limit(plan: Joint, scenario: Scenario) -> Limit:
    """Return what a scenario lacks after all that can be done."""
    model, (reach,) = joint_program(plan, [scenario], 0)
    if model is None:
        raise AssertionError("a program that asks for nothing is none")
    seconds = plan.request.time_limit
    solved = Highs(model, seconds).least({column: -gain for column, gain in reach.gain.items()})
    gain = 0 if solved is None else sum(f * solved.values[c] for c, f in reach.gain.items())
    barred = [
        requirement
        for requirement, literal in zip(
            requirements(scenario.start, plan.request), reach.conditions, strict=True
        )
        if literal is False
        or (literal is not True and most(model.having(Row({literal: 1}, low=1)), seconds) is None)
    ]
    short = max(0, missing(scenario.start, plan.request) - gain)
    return Limit(scenario, gain, short, tuple(barred))
