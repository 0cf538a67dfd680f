"""An integer program: data that any solver takes; every figure in it is a whole number."""

import copy
import math
from collections.abc import Callable, Iterable, Mapping
from typing import assert_never

from attrs import evolve, field, frozen

from kla_rules.conditions.judge import judge
from kla_rules.conditions.judgement import negated
from kla_rules.conditions.operator import Count, Limit
from kla_rules.conditions.operators import OPERATORS, Condition
from kla_rules.conditions.walk import parts
from kla_rules.core.frozen import frozen_map
from kla_rules.evaluation.requirements import facts_of
from kla_rules.model.edition import Edition
from kla_rules.planning.request import Request
from kla_rules.planning.tasks import Standing, Task

Terms = Mapping[int, int]


@frozen
class Row:
    """A sum of columns that lies between two ends; None is no end.

    Attributes:
        terms: factor by column.
        low, high: the ends.
    """

    terms: Terms = field(converter=frozen_map)
    low: int | None = None
    high: int | None = None


@frozen
class Program:
    """Columns of whole numbers and rows that bind them.

    Attributes:
        names: what the first columns decide, each 0 or 1: whether a task is in the plan.
        lower, upper: the least and the most of every column.
        rows: what must hold.
        gain: the thousandths that the plan gains in all, as a sum of columns.
        steps: how many steps the plan has, as a sum of columns: one done in more units is one.
    """

    names: tuple[str, ...]
    lower: tuple[int, ...]
    upper: tuple[int, ...]
    rows: tuple[Row, ...]
    gain: Terms = field(converter=frozen_map)
    steps: Terms = field(converter=frozen_map)

    def having(self, *rows: Row) -> "Program":
        """Return the program with more rows."""
        return evolve(self, rows=(*self.rows, *rows))


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
    made = _Making(start, tasks, best=request.assume == "best")
    gain = made.gain(0)
    columns = made.columns
    latest = _latest(tasks, request.horizon)
    waiting: dict[str, list[int]] = {}
    for task in tasks.values():
        for before in dict.fromkeys(task.after):
            waiting.setdefault(before, []).append(columns[task.id])
    for name, task in tasks.items():
        for before in task.after:
            made.rows.append(Row({columns[before]: 1, columns[name]: -1}, low=0))
        if task.besides is not None:
            made.rows.append(Row({columns[task.besides]: 1, columns[name]: -1}, low=0))
        if task.when is not None:
            sooner = _sooner(tasks, name, latest[name])
            if not made.among(sooner).needs(task.when, columns[name]):
                made.upper[columns[name]] = 0
        if task.small and not task.done:
            own = dict.fromkeys(waiting.get(name, ()), 1)
            made.rows.append(Row({**own, columns[name]: -1}, low=0))
    for agency, most in request.limits.items():
        theirs = [
            columns[task.id]
            for task in tasks.values()
            if task.step.responsible == agency and not task.done and task.besides is None
        ]
        made.rows.append(Row(dict.fromkeys(theirs, 1), high=most))
    for condition in conditions:
        if not made.needs(condition, None):
            return None
    steps = {columns[task.id]: 1 for task in tasks.values() if task.besides is None}
    rows = tuple(made.rows)
    return Program(tuple(tasks), tuple(made.lower), tuple(made.upper), rows, gain, steps)


def waiting_for(tasks: Mapping[str, Task], name: str) -> set[str]:
    """Return the tasks that can only come after one of them, and that one."""
    waiting, size = {name}, 0
    while size < len(waiting):
        size = len(waiting)
        waiting |= {task.id for task in tasks.values() if not waiting.isdisjoint(task.after)}
    return waiting


def _latest(tasks: Mapping[str, Task], horizon: int | None) -> dict[str, float]:
    """Return when each task must begin at the latest to end in time."""
    return {
        name: math.inf if horizon is None else horizon - task.months for name, task in tasks.items()
    }


def _sooner(tasks: Mapping[str, Task], name: str, latest: float) -> set[str]:
    """Return the tasks that can have ended before another must begin: they can open its way."""
    later = waiting_for(tasks, name)
    return {task.id for task in tasks.values() if task.soonest <= latest and task.id not in later}


class _Making:
    """Gathers columns and rows; of conditions too, on what some of the tasks have gained."""

    def __init__(self, start: Standing, tasks: Mapping[str, Task], *, best: bool) -> None:
        self.start, self.best, self.final = start, best, True
        self.edition: Edition = start.evaluation.edition
        self.columns = {name: column for column, name in enumerate(tasks)}
        self.lower = [int(task.done) for task in tasks.values()]
        self.upper = [1] * len(tasks)
        self.rows: list[Row] = []
        self.gains: dict[int, dict[int, int]] = {}
        self.losses: dict[int, dict[int, int]] = {}
        self.at: dict[int, dict[int, int]] = {}
        for task in tasks.values():
            for position, gain in task.gains.items():
                self.at.setdefault(position, {})[self.columns[task.id]] = gain
        self.facts = facts_of(start.evaluation.profile, start.evaluation.bounds)

    def among(self, names: set[str]) -> "_Making":
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

    def column(self, upper: int) -> int:
        """Return a new column."""
        self.lower.append(0)
        self.upper.append(upper)
        return len(self.upper) - 1

    def most(self, terms: Terms) -> int:
        """Return the most that a sum of columns can be."""
        return sum(factor * self.upper[column] for column, factor in terms.items())

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
            if self.most(terms) > room:
                gained = self.column(room)
                self.rows.append(Row({**terms, gained: -1}, low=0))
                terms = {gained: 1}
            self.gains[position] = terms
        return self.gains[position]

    def at_least(self, position: int) -> dict[int, int]:
        """Return what a node gains, as a sum of columns; it can be more, and never less.

        A node gains all that is gained below it, or fills its room: a column says which.
        """
        if position not in self.losses:
            terms, room = self.below(position, self.at_least), self.start.headroom[position]
            most = self.most(terms)
            if most > room:
                gained, full = self.column(most), self.column(1)
                self.rows += [
                    Row({gained: 1, full: most, **{c: -f for c, f in terms.items()}}, low=0),
                    Row({gained: 1, full: -room}, low=0),
                ]
                terms = {gained: 1}
            self.losses[position] = terms
        return self.losses[position]

    def needs(self, condition: Condition, column: int | None) -> bool:
        """Return whether a condition can hold, bound to where `column` is 1 (None: in any case)."""
        literal = self.literal(condition, holds=True)
        if isinstance(literal, bool):
            return literal
        if column is None:
            self.lower[literal] = 1
        else:
            self.rows.append(Row({literal: 1, column: -1}, low=0))
        return True

    def literal(self, condition: Condition, *, holds: bool) -> bool | int:
        """Return whether a condition holds (or fails), or a column that is 1 only if it does."""
        form = OPERATORS[type(condition)].linear(condition, self.edition)
        match form:
            case Count():
                own = parts(condition, self.edition)
                wanted = form.wanted if holds is not form.turned else len(own) - form.wanted + 1
                literals = [self.literal(part, holds=holds is not form.turned) for part in own]
                return self.counted(wanted, literals)
            case Limit():
                return self.compared(form, holds=holds)
            case None:
                state = judge(condition, self.facts).state
                state = state if holds else negated(state)
                return self.best if state is None else state
            case _:
                assert_never(form)

    def counted(self, wanted: int, parts: list[bool | int]) -> bool | int:
        """Return whether so many of some parts hold."""
        wanted -= sum(part is True for part in parts)
        columns = [part for part in parts if not isinstance(part, bool)]
        if wanted <= 0 or len(columns) < wanted:
            return wanted <= 0
        column = self.column(1)
        terms: dict[int, int] = {column: -wanted}
        for part in columns:
            terms[part] = terms.get(part, 0) + 1
        self.rows.append(Row(terms, low=0))
        return column

    def compared(self, limit: Limit, *, holds: bool) -> bool | int:
        """Return whether a node has what it must."""
        position = self.edition.positions[limit.node]
        comparator, figure = limit.comparator, limit.figure
        if (comparator in {"at_least", "above"}) is holds:
            # At least and not below ask for the figure itself; above and not at most for more.
            strict = comparator in {"above", "at_most"}
            return self.reached(position, math.floor(figure) + 1 if strict else math.ceil(figure))
        strict = comparator in {"below", "at_least"}
        return self.kept(position, math.ceil(figure) - 1 if strict else math.floor(figure))

    def reached(self, position: int, floor: int) -> bool | int:
        """Return whether a node has at least so many thousandths."""
        wanted = floor - self.facts.low[position]
        if wanted <= 0:
            return True
        terms = self.gain(position)
        if self.most(terms) < wanted:
            return False
        column = self.column(1)
        self.rows.append(Row({**terms, column: -wanted}, low=0))
        return column

    def kept(self, position: int, ceiling: int) -> bool | int:
        """Return whether a node has at most so many thousandths, whatever else is gained."""
        low, high = self.facts.low[position], self.facts.high[position]
        spare = ceiling - low
        if spare < 0 or (high > ceiling and not self.best):
            return False
        if not self.final:  # it may begin before more is gained
            return True
        terms = self.at_least(position)
        most = self.most(terms)
        if most <= spare:
            return True
        column = self.column(1)
        self.rows.append(Row({**terms, column: most - spare}, high=most))
        return column
