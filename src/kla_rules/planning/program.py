"""The program of a plan: what it must keep to, as columns and rows of whole numbers."""

import copy
import math
from collections.abc import Callable, Iterable, Mapping

from kla_rules.conditions.judge import judge
from kla_rules.conditions.judgement import negated
from kla_rules.conditions.operator import Besides
from kla_rules.conditions.operators import Condition
from kla_rules.evaluation.requirements import facts_of
from kla_rules.planning.literals import Columns, Literal, Literals, Program, Row
from kla_rules.planning.request import Request
from kla_rules.planning.tasks import Standing, Task


def program(
    start: Standing,
    tasks: Mapping[str, Task],
    request: Request,
    conditions: Iterable[Condition],
) -> Program | None:
    """Return what a plan must keep to besides its points, or None where it cannot.

    Args:
        start: where it starts from.
        tasks: what can stand in it, in the order of their ids.
        request: limits of agencies, the months there are, whether what is not known holds.
        conditions: what must hold in the end.
    """
    making = ordered(start, tasks, request)
    for condition in conditions:
        if not making.needs(condition, None):
            return None
    return making.program(tasks)


def ordered(start: Standing, tasks: Mapping[str, Task], request: Request) -> "Making":
    """Return the columns of a plan, and rows for the order of its steps, its months and its limits.

    Args:
        start: where it starts from.
        tasks: what can stand in it, in the order of their ids.
        request: limits of agencies, the months there are, whether what is not known holds.
    """
    making = Making(start, tasks, best=request.assume == "best")
    rows = making.made.rows
    making.gain(0)
    columns = making.columns
    latest = latest_of(tasks, request.horizon)
    waiting: dict[str, list[int]] = {}
    for task in tasks.values():
        for before in dict.fromkeys(task.after):
            waiting.setdefault(before, []).append(columns[task.id])
    for name, task in tasks.items():
        for before in task.after:
            rows.append(Row({columns[before]: 1, columns[name]: -1}, low=0))
        if task.besides is not None:
            rows.append(Row({columns[task.besides]: 1, columns[name]: -1}, low=0))
        if task.when is not None and not making.opens(tasks, name, latest[name], columns[name]):
            making.made.upper[columns[name]] = 0
        if task.small and not task.done:
            own = dict.fromkeys(waiting.get(name, ()), 1)
            rows.append(Row({**own, columns[name]: -1}, low=0))
    for agency, most in request.limits.items():
        theirs = [
            columns[task.id]
            for task in tasks.values()
            if task.step.responsible == agency and not task.done and task.besides is None
        ]
        rows.append(Row(dict.fromkeys(theirs, 1), high=most))
    return making


def waiting_for(tasks: Mapping[str, Task], name: str) -> set[str]:
    """Return the tasks that can only come after one of them, and that one."""
    waiting, size = {name}, 0
    while size < len(waiting):
        size = len(waiting)
        waiting |= {task.id for task in tasks.values() if not waiting.isdisjoint(task.after)}
    return waiting


def latest_of(tasks: Mapping[str, Task], horizon: int | None) -> dict[str, float]:
    """Return when each task must begin at the latest to end in time."""
    return {
        name: math.inf if horizon is None else horizon - task.months for name, task in tasks.items()
    }


def _sooner(tasks: Mapping[str, Task], name: str, latest: float) -> set[str]:
    """Return the tasks that can have ended before another must begin: they can open its way."""
    later = waiting_for(tasks, name)
    return {task.id for task in tasks.values() if task.soonest <= latest and task.id not in later}


class Making(Literals):
    """Gathers columns and rows; of conditions too, on what some of the tasks have gained."""

    def __init__(
        self,
        start: Standing,
        tasks: Mapping[str, Task],
        *,
        best: bool,
        made: Columns | None = None,
        columns: Mapping[str, int] | None = None,
    ) -> None:
        """Take where a plan starts from and its tasks.

        Args:
            start: where it starts from.
            tasks: what can stand in it, in the order of their ids.
            best: what is not known holds.
            made: columns and rows to add to; left out, new ones.
            columns: the columns of the tasks among them; left out, new ones.
        """
        super().__init__(Columns() if made is None else made, start.evaluation.edition, best=best)
        self.start, self.final = start, True
        self.columns = (
            columns
            if columns is not None
            else {task.id: self.made.column(1, int(task.done)) for task in tasks.values()}
        )
        self.gains: dict[int, dict[int, int]] = {}
        self.losses: dict[int, dict[int, int]] = {}
        self.at: dict[int, dict[int, int]] = {}
        for task in tasks.values():
            for position, gain in task.gains.items():
                terms = self.at.setdefault(position, {})
                column = self.columns[task.id]
                terms[column] = terms.get(column, 0) + gain
        self.facts = facts_of(start.evaluation.profile, start.evaluation.bounds)

    def program(self, tasks: Mapping[str, Task]) -> Program:
        """Return the program of what was gathered, its first columns those of the tasks."""
        steps = {self.columns[task.id]: 1 for task in tasks.values() if task.besides is None}
        ends = tuple(self.made.lower), tuple(self.made.upper)
        return Program(tuple(tasks), *ends, tuple(self.made.rows), self.gain(0), steps)

    def opens(self, tasks: Mapping[str, Task], name: str, latest: float, column: int) -> bool:
        """Return whether what must hold before a task can, bound to where `column` is 1."""
        when = tasks[name].when
        return when is None or self.among(_sooner(tasks, name, latest)).needs(when, column)

    def among(self, names: set[str]) -> "Making":
        """Return the same where only some tasks gain anything; columns and rows are shared."""
        other = copy.copy(self)
        other.final = False
        columns = {self.columns[name] for name in names}
        other.gains, other.losses = {}, {}
        other.at = {
            position: {column: gain for column, gain in terms.items() if column in columns}
            for position, terms in self.at.items()
        }
        return other

    def below(self, position: int, of: Callable[[int], Mapping[int, int]]) -> dict[int, int]:
        """Return the sum of what a node gains itself and of what its children do."""
        terms = dict(self.at.get(position, {}))
        branch = self.edition.branch_at.get(position)
        for child in branch.children if branch else ():
            for column, factor in of(child).items():
                terms[column] = terms.get(column, 0) + factor
        return terms

    def gain(self, position: int) -> dict[int, int]:
        """Return what a node gains, as a sum of columns; it can be less, and never more."""
        if position not in self.gains:
            terms, room = self.below(position, self.gain), self.start.headroom[position]
            if self.made.most(terms) > room:
                gained = self.made.column(room)
                self.made.rows.append(Row({**terms, gained: -1}, low=0))
                terms = {gained: 1}
            self.gains[position] = terms
        return self.gains[position]

    def at_least(self, position: int) -> dict[int, int]:
        """Return what a node gains, as a sum of columns; it can be more, and never less.

        A node gains all that is gained below it, or fills its room: a column says which.
        """
        if position not in self.losses:
            terms, room = self.below(position, self.at_least), self.start.headroom[position]
            most = self.made.most(terms)
            if most > room:
                gained, full = self.made.column(most), self.made.column(1)
                self.made.rows += [
                    Row({gained: 1, full: most, **{c: -f for c, f in terms.items()}}, low=0),
                    Row({gained: 1, full: -room}, low=0),
                ]
                terms = {gained: 1}
            self.losses[position] = terms
        return self.losses[position]

    def needs(self, condition: Condition, column: int | None) -> bool:
        """Return whether a condition can hold, bound to where `column` is 1 (None: in any case)."""
        literal = self.literal(condition)
        if isinstance(literal, bool) or column is None:
            return self.made.need(literal)
        self.made.rows.append(Row({literal: 1, column: -1}, low=0))
        return True

    def told(self, condition: Condition, form: Besides, *, holds: bool) -> Literal:  # noqa: ARG002 - judged as it is
        """Return whether what no step changes is known to be so; in the best case what is not."""
        state = judge(condition, self.facts).state
        state = state if holds else negated(state)
        return self.best if state is None else state

    def reached(self, position: int, floor: int) -> Literal:
        """Return whether a node has at least so many thousandths."""
        return self.made.at_least(self.gain(position), floor - math.floor(self.facts.low[position]))

    def kept(self, position: int, ceiling: int) -> Literal:
        """Return whether a node has at most so many thousandths, whatever else is gained."""
        low, high = self.facts.low[position], self.facts.high[position]
        if low > ceiling or (high > ceiling and not self.best):
            return False
        if not self.final:  # it may begin before more is gained
            return True
        return self.made.at_most(self.at_least(position), math.floor(ceiling - low))
