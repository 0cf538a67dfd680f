"""The search for a plan: what it must keep to, and the least effort that does."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from attrs import evolve

from kla_rules.conditions.operators import Condition
from kla_rules.conditions.walk import effects, looks_at, named
from kla_rules.model.edition import Edition
from kla_rules.model.levels import Requirement
from kla_rules.planning.choose import Chosen, choose, most
from kla_rules.planning.highs import SolverError
from kla_rules.planning.improved import (
    by_digits,
    gained,
    level_then,
    low_after,
    timed,
)
from kla_rules.planning.literals import Program, Row
from kla_rules.planning.program import program
from kla_rules.planning.request import Request
from kla_rules.planning.tasks import Standing, Task

TRIES: Final = 200


def modelled(start: Standing, candidates: Mapping[str, Task], request: Request) -> Program | None:
    """Return what a plan must keep to, its points included; None where it cannot."""
    conditions = [requirement.when for requirement in requirements(start, request)]
    base = program(start, candidates, request, conditions)
    if base is None:
        return None
    return base.having(Row(base.gain, low=enough(start, candidates.values(), request)))


def enough(start: Standing, candidates: Iterable[Task], request: Request) -> int:
    """Return the thousandths without which nothing reaches the target.

    What gains lose of digits beyond thousandths may be what is missing: `least` looks at each.
    """
    return missing(start, request) - by_digits(start, candidates)


def missing(start: Standing, request: Request) -> int:
    """Return the thousandths that a plan must gain."""
    floor = request.target.threshold_thousandths(start.evaluation.edge_policy)
    return floor + request.margin_thousandths - start.evaluation.low_thousandths


def requirements(start: Standing, request: Request) -> tuple[Requirement, ...]:
    """Return what the target asks for besides points, and what the levels below it do."""
    edition = start.evaluation.edition
    levels = {level.id for level in edition.levels[: edition.levels.index(request.target) + 1]}
    return tuple(
        outcome.requirement
        for outcome in start.evaluation.requirements
        if outcome.binding and outcome.requirement.level in levels
    )


def least(
    model: Program, start: Standing, candidates: Mapping[str, Task], request: Request
) -> Chosen | None:
    """Return the choice of which it was seen that it can be done and reaches the target.

    The program knows no order in time where a step waits for the points of steps that wait
    themselves. What fails there is left out with all that fails alike, and the search goes on. Nor
    does it know digits beyond thousandths; should many choices lack them, it goes on without, and
    what it finds is not proved to take the least.
    """
    costs = [task.cost for task in candidates.values()]
    columns = {name: column for column, name in enumerate(model.names)}
    beyond: int | None = None
    for tried in range(TRIES):
        choice = choose(model, costs, request.time_limit)
        if choice is None:
            if beyond is None:
                return None
            break
        if tried == TRIES // 2 and by_digits(start, candidates.values()):
            beyond = choice.bound
            model = model.having(Row(model.gain, low=missing(start, request)))
            continue
        chosen = [candidates[name] for name in choice.names]
        cuts = list(order_cuts(start, candidates, chosen, request, columns))
        if not cuts and not reaches(start, chosen, request):
            cuts = [another(columns, chosen)]
        if not cuts:
            return choice if beyond is None else evolve(choice, optimal=False, bound=beyond)
        model = model.having(*cuts)
    raise SolverError(f"none of {TRIES} plans could be carried out")


def most_gain(start: Standing, candidates: Mapping[str, Task], request: Request) -> int:
    """Return the most thousandths that can be gained, whatever else the target asks for."""
    model = program(start, candidates, request, ())
    if model is None:
        return 0
    columns = {name: column for column, name in enumerate(model.names)}
    for _ in range(TRIES):
        best = most(model, request.time_limit)
        if best is None:
            return 0
        points, names = best
        cuts = list(
            order_cuts(start, candidates, [candidates[name] for name in names], request, columns)
        )
        if not cuts:
            return points
        model = model.having(*cuts)
    return 0


def can_hold(
    start: Standing, candidates: Mapping[str, Task], request: Request, requirement: Requirement
) -> bool:
    """Return whether steps that can be done bring about a requirement."""
    base = program(start, candidates, request, [requirement.when])
    return base is not None and most(base, request.time_limit) is not None


def reaches(start: Standing, chosen: Sequence[Task], request: Request) -> bool:
    """Return whether tasks reach the target."""
    gains = gained(start, chosen)
    low = low_after(start, chosen, gains)
    if low < start.evaluation.low_thousandths + missing(start, request):
        return False
    levels = start.evaluation.edition.levels
    level = level_then(start, gains, best=request.assume == "best", low=low)
    return level is not None and levels.index(level) >= levels.index(request.target)


def order_cuts(
    start: Standing,
    candidates: Mapping[str, Task],
    chosen: Sequence[Task],
    request: Request,
    columns: Mapping[str, int],
) -> Iterator[Row]:
    """Yield what must hold instead where a choice cannot be done in time.

    A task that is late or stuck can be done sooner only with more that helps it: what gains points
    that it, or what must come before it, waits for.
    """
    order = timed(start, chosen)
    horizon = request.horizon
    in_time = {
        entry.task.id
        for entry in order
        if entry.task.done or horizon is None or entry.ends <= horizon
    }
    own = {task.id for task in chosen}
    for task in chosen:
        if task.id in in_time:
            continue
        helpers = _helpers(start.evaluation.edition, candidates, task)
        if helpers is None:
            yield another(columns, chosen)
        else:
            openers = {columns[name]: 1 for name in sorted(helpers - own)}
            yield Row({**openers, columns[task.id]: -1}, low=0)


def another(columns: Mapping[str, int], chosen: Sequence[Task]) -> Row:
    """Return that the choice is another one."""
    own = {task.id for task in chosen}
    terms = {column: -1 if name in own else 1 for name, column in columns.items()}
    return Row(terms, low=1 - len(chosen))


def _helpers(edition: Edition, candidates: Mapping[str, Task], task: Task) -> set[str] | None:
    """Return what decides when a task can be done; None where more points may also spoil it."""
    helpers: set[str] = set()
    waiting = [task.id]
    while waiting:
        helped = candidates[waiting.pop()]
        earlier = set(helped.after)
        if helped.when is not None:
            if _spoiled(helped.when):
                return None
            nodes = set(_nodes_in(helped.when, edition))
            earlier |= {
                other.id for other in candidates.values() if _gains_at(edition, other, nodes)
            }
        waiting += earlier - helpers
        helpers |= earlier
    return helpers


def _gains_at(edition: Edition, task: Task, nodes: set[str]) -> bool:
    return any(
        not nodes.isdisjoint((edition.ids[position], *edition.above(edition.ids[position])))
        for position in task.gains
    )


def _nodes_in(condition: Condition, edition: Edition) -> Iterator[str]:
    """Yield the nodes whose points a condition looks at; no step changes a measure."""
    yield from named(condition, "node")
    ranks = set(named(condition, "rank"))
    yield from (node.id for node in edition.nodes if node.rank in ranks)


def _spoiled(condition: Condition) -> bool:
    """Return whether more points can make a condition fail."""
    return any(
        effect != "helps" and looks_at(part, "node", "rank") is not None
        for part, effect in effects(condition)
    )
