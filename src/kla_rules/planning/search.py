"""The search for a plan: what it must keep to, and the least effort that does."""

from collections.abc import Mapping, Sequence
from typing import Final

from kla_rules.model import Requirement
from kla_rules.planning.asked import Asked
from kla_rules.planning.choose import Chosen, choose
from kla_rules.planning.highs import SolverError
from kla_rules.planning.improved import gained, level_then, reach, timed
from kla_rules.planning.program import Program, Row, program
from kla_rules.planning.tasks import Standing, Task

_TRIES: Final = 50


def modelled(start: Standing, able: Mapping[str, Task], wanted: Asked) -> Program | None:
    """Return what a plan must keep to, its points included; None where it cannot."""
    best = wanted.assume == "best"
    conditions = [one.when for one in requirements(start, wanted)]
    base = program(start, able, wanted.limits, conditions, best=best)
    if base is None:
        return None
    return base.having(Row(base.gain, low=missing(start, wanted)))


def missing(start: Standing, wanted: Asked) -> int:
    """Return the thousandths that a plan must gain."""
    floor = wanted.target.threshold(start.evaluation.edge_policy)
    return floor + wanted.margin - start.evaluation.low


def requirements(start: Standing, wanted: Asked) -> tuple[Requirement, ...]:
    """Return what the target asks for besides points, and what the levels below it do."""
    edition = start.evaluation.edition
    levels = {level.id for level in edition.levels[: edition.levels.index(wanted.target) + 1]}
    return tuple(
        one.requirement
        for one in start.evaluation.requirements
        if one.binding and one.requirement.level in levels
    )


def least(
    model: Program, start: Standing, able: Mapping[str, Task], wanted: Asked
) -> Chosen | None:
    """Return the choice of which it was seen that it can be done and reaches the target.

    The program takes what more points can spoil for granted, and knows no order in time where a
    step waits for points; what fails there is left out, and the next best looked for.
    """
    costs = [task.cost for task in able.values()]
    for _ in range(_TRIES):
        found = choose(model, costs, wanted.time_limit)
        if found is None or _holds(start, [able[name] for name in found.names], wanted):
            return found
        own = {column: -1 if name in found.names else 1 for column, name in enumerate(model.names)}
        model = model.having(Row(own, low=1 - len(found.names)))
    raise SolverError(f"none of {_TRIES} plans could be carried out")


def _holds(start: Standing, chosen: Sequence[Task], wanted: Asked) -> bool:
    """Tell whether tasks can be done in time and reach the target."""
    order = timed(start, chosen)
    if order is None:
        return False
    if wanted.horizon is not None and any(one.ends > wanted.horizon for one in order):
        return False
    points = reach(start, gained(start, chosen))
    if points.low[0] < start.evaluation.low + missing(start, wanted):
        return False
    levels = start.evaluation.edition.levels
    level = level_then(start, points, best=wanted.assume == "best")
    return level is not None and levels.index(level) >= levels.index(wanted.target)
