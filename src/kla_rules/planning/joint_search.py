"""The search for the least effort by which so many scenarios reach the target.

Each scenario alone says what it takes at least; of these the effort of the so-manieth is one that
no plan takes less than, and the cheapest of them together give a plan to begin with. Where both
meet nothing is left to search. Else the whole program is: a choice of steps, and who reaches it.
"""

import time
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import evolve, field, frozen

from kla_rules.planning.choose import Chosen, choose, completed, quickest
from kla_rules.planning.highs import SolverError, searched_within
from kla_rules.planning.joint import Joint, Reach, Scenario, joint_program
from kla_rules.planning.literals import Row
from kla_rules.planning.search import TRIES, another, order_cuts, reaches
from kla_rules.planning.tasks import Task

# The rest of the time is for what was found: each scenario is evaluated with it.
SEARCHED: Final = 0.92


@frozen
class Alone:
    """What it takes for one scenario to reach the target, whatever becomes of the others.

    Attributes:
        scenario: it.
        effort: the least effort in hundredths; None where it is out of reach.
        tasks: those that take it.
    """

    scenario: Scenario
    effort: int | None
    tasks: tuple[str, ...] = ()


@frozen
class Held:
    """A choice of tasks and the scenarios that reach the target with it.

    Attributes:
        chosen: the tasks.
        numbers: which scenarios reach it, of those that were given, from 1.
    """

    chosen: Chosen
    numbers: frozenset[int]


@frozen
class Search:
    """What came of a search.

    Attributes:
        held: the choice, or None where too few scenarios can reach the target.
        alone: what each scenario takes alone, as far as there was time for it.
    """

    held: Held | None
    alone: tuple[Alone, ...] = field(repr=False)


def least_held(plan: Joint, end: float) -> Search:
    """Return the choice of least effort by which enough scenarios reach the target.

    Args:
        plan: the tasks and the scenarios.
        end: when the search must have ended, by the clock that never goes back.

    Raises:
        MissingExtraError: if the solver is not installed.
        SolverError: if the time is up before any choice is found.
    """
    with searched_within(max(0.0, end - time.monotonic())):
        empty = holding(plan, [task.id for task in plan.tasks.values() if task.done])
        if len(empty) >= plan.needed:
            names = tuple(task.id for task in plan.tasks.values() if task.done)
            return Search(Held(Chosen(names, optimal=True, bound=0), empty), ())
        alone = _each_alone(plan)
        able = [one for one in alone if one.effort is not None]
        if sum(one.scenario.weight for one in able) < plan.needed:
            return Search(None, alone)
        able.sort(key=lambda one: (one.effort, one.scenario.numbers))
        least = _so_manieth(able, plan.needed)
        begin = _begin(plan, able)
        return Search(_least(plan, [one.scenario for one in able], least, begin), alone)


def holding(plan: Joint, names: Sequence[str]) -> frozenset[int]:
    """Return which scenarios reach the target once so much is done, reckoned without the solver."""
    return frozenset(
        number
        for one in plan.scenarios
        if reaches(one.start, one.carried(names, plan.request.horizon), plan.request)
        for number in one.numbers
    )


def _each_alone(plan: Joint) -> tuple[Alone, ...]:
    """Return what each scenario takes alone, those first that lack least.

    Once half of the time is gone the rest are taken to be within reach of nothing.
    """
    found = []
    end = time.monotonic() + plan.request.time_limit / 2
    for one in plan.scenarios:
        if time.monotonic() > end:
            found.append(Alone(one, 0))
            continue
        model, _ = joint_program(plan, [one], one.weight)
        try:
            choice = None if model is None else quickest(model, plan.costs, plan.request.time_limit)
        except SolverError:
            found.append(Alone(one, 0))
            continue
        if choice is None:
            found.append(Alone(one, None))
        else:
            found.append(Alone(one, choice.bound, choice.names))
    return tuple(found)


def _so_manieth(able: Sequence[Alone], needed: int) -> int:
    """Return the effort of the scenario with which there are enough, the cheapest first."""
    for one in able:
        needed -= one.scenario.weight
        if needed <= 0:
            return one.effort or 0
    return 0


def _begin(plan: Joint, able: Sequence[Alone]) -> tuple[str, ...] | None:
    """Return a choice by which enough scenarios reach it: the cheapest ones, all of them.

    Where that takes too long it is all that they take alone; None where that cannot be done.
    """
    few: list[Alone] = []
    for one in able:
        if sum(other.scenario.weight for other in few) < plan.needed:
            few.append(one)
    whole = sum(one.scenario.weight for one in few)
    model, _ = joint_program(plan, [one.scenario for one in few], whole)
    together = tuple(sorted({name for one in few for name in one.tasks}))
    found = [together]
    try:
        with searched_within(plan.request.time_limit / 4):
            choice = model and quickest(model, plan.costs, plan.request.time_limit)
    except SolverError:
        choice = None
    if choice:
        found.append(choice.names)
    fit = [
        names
        for names in found
        if len(holding(plan, names)) >= plan.needed and _in_time(plan, names)
    ]
    return min(fit, key=lambda names: sum(plan.tasks[name].cost for name in names), default=None)


def _in_time(plan: Joint, names: Sequence[str]) -> bool:
    return not list(_order_cuts(plan, [plan.tasks[name] for name in names]))


def _order_cuts(plan: Joint, chosen: Sequence[Task]) -> Iterator[Row]:
    columns = {name: column for column, name in enumerate(plan.tasks)}
    return order_cuts(plan.start, plan.tasks, chosen, plan.request, columns)


def _least(
    plan: Joint, scenarios: Sequence[Scenario], least: int, begin: tuple[str, ...] | None
) -> Held | None:
    """Return the choice of least effort of which it was seen that enough reach the target.

    As for one profile, what the program does not know of times and digits is seen afterwards: what
    fails there is left out, and the search goes on.
    """
    floor = Row(dict(enumerate(plan.costs)), low=least)
    model, found = joint_program(plan, scenarios, plan.needed, floor)
    beyond: int | None = None
    for tried in range(TRIES):
        if model is None:
            return None
        known = None if begin is None else completed(model, begin, plan.costs, least)
        choice = choose(model, plan.costs, plan.request.time_limit, begin=known)
        if choice is None:
            if beyond is None:
                return None
            break
        if tried == TRIES // 2:
            beyond = choice.bound
            model, found = joint_program(plan, scenarios, plan.needed, floor, exact=True)
            continue
        held = holding(plan, choice.names)
        cuts = list(_order_cuts(plan, [plan.tasks[name] for name in choice.names]))
        if not cuts and len(held) < plan.needed:
            cuts = list(_not_held(plan, scenarios, found, choice.names, held))
        if not cuts:
            if beyond is not None:
                choice = evolve(choice, optimal=False, bound=beyond)
            return Held(choice, held)
        model = model.having(*cuts)
    raise SolverError(f"none of {TRIES} plans could be carried out")


def _not_held(
    plan: Joint,
    scenarios: Sequence[Scenario],
    found: Sequence[Reach],
    names: Sequence[str],
    held: frozenset[int],
) -> Iterator[Row]:
    """Yield what must hold instead where scenarios do not reach the target with a choice.

    What is late or stuck in one needs more that helps it there; where that says nothing, the choice
    is another one or that scenario does not reach it.
    """
    own = set(names)
    for one, reach in zip(scenarios, found, strict=True):
        if one.numbers[0] in held or reach.reached is False:
            continue
        here = [task for name, task in one.tasks.items() if one.names[name] in own]
        cuts = list(order_cuts(one.start, one.tasks, here, plan.request, reach.columns))
        yield from cuts
        if not cuts:
            columns = {name: column for column, name in enumerate(plan.tasks)}
            row = another(columns, [plan.tasks[name] for name in names])
            if reach.reached is True:
                yield row
            else:
                low = None if row.low is None else row.low - 1
                yield Row({**row.terms, reach.reached: -1}, low=low)
