"""The program of a plan over several scenarios: one choice of steps, and who reaches the level.

The steps are those of the profile itself, with its efforts, its months and its limits: a plan must
be one that can be carried out from where the region stands. What they gain differs by scenario. A
step gains there only where what must come first in that scenario is in the plan as well.
"""

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, field, frozen

from kla_rules.core.frozen import frozen_map
from kla_rules.planning.improved import timed
from kla_rules.planning.literals import Columns, Literal, Program, Row, Terms
from kla_rules.planning.program import Making, latest_of, ordered
from kla_rules.planning.request import Request
from kla_rules.planning.search import enough, missing, requirements
from kla_rules.planning.tasks import Standing, Task, gain_alone, possible, standing, useful


@frozen
class Scenario:
    """A scenario, or several that are the same.

    Attributes:
        numbers: which of those that were given, from 1.
        start: where it starts from.
        tasks: the steps that gain something in it, and those that must come before them there.
        names: by id of these, the id of the task of the plan with which it is done.
    """

    numbers: tuple[int, ...]
    start: Standing = field(repr=False)
    tasks: Mapping[str, Task] = field(converter=frozen_map, repr=False)
    names: Mapping[str, str] = field(converter=frozen_map, repr=False)

    @property
    def weight(self) -> int:
        """Return how many of those that were given it is."""
        return len(self.numbers)

    def carried(self, chosen: Iterable[str], horizon: int | None) -> list[Task]:
        """Return what is done in it of a plan: in order, and in time.

        Args:
            chosen: ids of the tasks of the plan.
            horizon: months that there are, or None.
        """
        own = set(chosen)
        here = [task for name, task in self.tasks.items() if self.names[name] in own]
        return [
            entry.task
            for entry in timed(self.start, here)
            if entry.task.done or horizon is None or entry.ends <= horizon
        ]


@frozen
class Joint:
    """The tasks of a plan, and the scenarios.

    Attributes:
        start: where the profile itself stands.
        tasks: what can stand in the plan, in the order of their ids.
        request: what it keeps to.
        scenarios: each once.
        needed: how many of those that were given must reach the target.
    """

    start: Standing = field(repr=False)
    tasks: Mapping[str, Task] = field(converter=frozen_map, repr=False)
    request: Request
    scenarios: tuple[Scenario, ...]
    needed: int

    @property
    def costs(self) -> list[int]:
        """Return the effort of every task, in hundredths."""
        return [task.cost for task in self.tasks.values()]


@frozen
class Reach:
    """What it takes for a scenario to reach the target, in a program.

    Attributes:
        reached: a column that is 1 only where it does; or whether it does in any case.
        gain: the thousandths that it gains, as a sum of columns.
        points, conditions: the same of its points alone, and of each thing asked for besides.
        columns: by id of what can be done in it, whether it is.
    """

    reached: Literal
    gain: Terms = field(converter=frozen_map)
    points: Literal
    conditions: tuple[Literal, ...]
    columns: Mapping[str, int] = field(converter=frozen_map)


def joint(start: Standing, request: Request, needed: int) -> Joint:
    """Return the tasks of a plan over the scenarios that were asked for."""
    numbers: dict[str, list[int]] = {}
    for number, given in enumerate(request.scenarios, start=1):
        numbers.setdefault(given.profile.digest, []).append(number)
    starts = [
        (tuple(same), standing(request.scenarios[same[0] - 1], request))
        for same in numbers.values()
    ]
    free = evolve(request, minimum_thousandths=0)
    own = possible(start, free)
    there = [possible(other, free) for _, other in starts]
    most: dict[str, int] = {}
    for (_, other), tasks in zip(starts, there, strict=True):
        for step, alone in _gains_alone(other, tasks).items():
            most[step] = max(alone, most.get(step, -1))
    small = {step for step in most if most[step] < request.minimum_thousandths}
    own = {name: evolve(task, small=task.step.id in small) for name, task in own.items()}
    wanted = [
        name for name, task in own.items() if task.done or (task.step.id in most and not task.small)
    ]
    tasks = useful(own, wanted)
    by_step: dict[str, list[Task]] = {}
    for task in tasks.values():
        by_step.setdefault(task.step.id, []).append(task)
    scenarios = tuple(
        _scenario(same, other, theirs, by_step)
        for (same, other), theirs in zip(starts, there, strict=True)
    )
    return Joint(start, tasks, request, scenarios, needed)


def _gains_alone(start: Standing, tasks: Mapping[str, Task]) -> dict[str, int]:
    """Return by step what it gains if nothing else is done, where it gains anything."""
    whole: dict[str, dict[int, int]] = {}
    for task in tasks.values():
        gains = whole.setdefault(task.step.id, {})
        for position, gain in task.gains.items():
            gains[position] = gains.get(position, 0) + gain
    return {step: gain_alone(start, gains) for step, gains in whole.items() if gains}


def _scenario(
    numbers: tuple[int, ...],
    start: Standing,
    there: Mapping[str, Task],
    by_step: Mapping[str, Sequence[Task]],
) -> Scenario:
    """Return a scenario with what can be done in it of the steps of the plan."""
    names: dict[str, str] = {}
    kept: dict[str, Task] = {}
    for name, task in there.items():  # each after those that must come before it
        with_it = _with(task, by_step.get(task.step.id, ()))
        if with_it is not None and all(before in kept for before in task.after):
            names[name], kept[name] = with_it, task
    gaining = [name for name, task in kept.items() if task.gains or task.done]
    tasks = useful(kept, gaining)
    return Scenario(numbers, start, tasks, {name: names[name] for name in tasks})


def _with(task: Task, planned: Sequence[Task]) -> str | None:
    """Return the task of the plan with which one of a scenario is done; None where there is none.

    Unit by unit it takes as many units there as here; who knows nothing of units does it in all.
    """
    if not planned:
        return None
    if task.portion is None:
        return planned[-1].id
    for one in planned:
        if one.portion is None or one.portion.units >= task.portion.units:
            return one.id
    return None


def joint_program(
    plan: Joint, scenarios: Sequence[Scenario], needed: int, *rows: Row, exact: bool = False
) -> tuple[Program | None, list[Reach]]:
    """Return the program of a plan by which so many of some scenarios reach the target.

    Args:
        plan: the tasks.
        scenarios: some of the scenarios.
        needed: how many of them must reach it, each counted as often as it was given.
        rows: what must hold besides, of the tasks alone.
        exact: no digits beyond thousandths may be what is missing.

    Returns:
        The program, or None where so many cannot; and what it takes for each scenario.
    """
    making = ordered(plan.start, plan.tasks, plan.request)
    made = making.made
    made.rows += rows
    found = [_reach(plan, one, making, exact=exact) for one in scenarios]
    terms: dict[int, int] = {}
    sure = 0
    for one, reach in zip(scenarios, found, strict=True):
        if isinstance(reach.reached, bool):
            sure += one.weight * reach.reached
        else:
            terms[reach.reached] = terms.get(reach.reached, 0) + one.weight
    needed -= sure
    if sum(terms.values()) < needed:
        return None, found
    if needed > 0:
        if sum(terms.values()) == needed:
            for column in terms:
                made.need(column)
        made.rows.append(Row(terms, low=needed))
    return making.program(plan.tasks), found


def _reach(plan: Joint, scenario: Scenario, making: Making, *, exact: bool) -> Reach:
    """Add what it takes for a scenario to reach the target."""
    made = making.made
    own = Making(
        scenario.start,
        scenario.tasks,
        best=plan.request.assume == "best",
        made=made,
        columns=_columns(plan, scenario, making),
    )
    _bind(plan, scenario, own)
    gain = own.gain(0)
    lacking = (
        missing(scenario.start, plan.request)
        if exact
        else enough(scenario.start, scenario.tasks.values(), plan.request)
    )
    points = made.at_least(gain, lacking)
    conditions = [
        own.literal(requirement.when) for requirement in requirements(scenario.start, plan.request)
    ]
    parts = [points, *conditions]
    return Reach(_all(made, parts), gain, points, tuple(conditions), own.columns)


def _all(made: Columns, parts: Sequence[Literal]) -> Literal:
    """Return whether all of some parts hold: of one that is open, its own column."""
    if not all(part is not False for part in parts):
        return False
    columns = list(dict.fromkeys(part for part in parts if part is not True))
    if len(columns) <= 1:
        return columns[0] if columns else True
    column = made.column(1)
    made.rows += [Row({part: 1, column: -1}, low=0) for part in columns]
    return column


def _columns(plan: Joint, scenario: Scenario, making: Making) -> dict[str, int]:
    """Return by task of a scenario its column: that of the plan, where nothing else is asked there.

    Where more must come first than in the profile itself, or must hold first, a column of its own
    says whether it is done there.
    """
    columns: dict[str, int] = {}
    ordered_ids = _each_after_its_own(scenario.tasks)
    for name in ordered_ids:
        task = scenario.tasks[name]
        shared = making.columns[scenario.names[name]]
        first = {making.columns[before] for before in plan.tasks[scenario.names[name]].after}
        same = all(columns[before] in first for before in task.after)
        columns[name] = (
            shared if task.done or (same and task.when is None) else making.made.column(1)
        )
    return columns


def _each_after_its_own(tasks: Mapping[str, Task]) -> list[str]:
    """Return ids of tasks, each after those that must come before it."""
    placed: dict[str, None] = {}
    while len(placed) < len(tasks):
        placed |= {
            name: None
            for name, task in tasks.items()
            if name not in placed and all(before in placed for before in task.after)
        }
    return list(placed)


def _bind(plan: Joint, scenario: Scenario, own: Making) -> None:
    """See to it that a step is done in a scenario only where it can be."""
    made, latest = own.made, latest_of(scenario.tasks, plan.request.horizon)
    columns = {name: column for column, name in enumerate(plan.tasks)}
    for name, task in scenario.tasks.items():
        column, shared = own.columns[name], columns[scenario.names[name]]
        if column == shared:
            continue
        made.rows.append(Row({shared: 1, column: -1}, low=0))
        made.rows += [
            Row({own.columns[before]: 1, column: -1}, low=0) for before in dict.fromkeys(task.after)
        ]
        if task.when is not None and not own.opens(scenario.tasks, name, latest[name], column):
            made.upper[column] = 0
