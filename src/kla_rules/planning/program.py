"""An integer program: data that any solver takes; every figure in it is a whole number."""

import math
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any, Final

from attrs import evolve, field, frozen

from kla_rules.conditions.judge import judge, negated
from kla_rules.evaluation.requirements import facts_of
from kla_rules.model import Edition
from kla_rules.model.condition import (
    AllOf,
    AnyOf,
    AtLeast,
    Bound,
    Condition,
    NodesReaching,
    Not,
    PointsOf,
    RatioOf,
)
from kla_rules.planning.tasks import Standing, Task
from kla_rules.points import thousandths

Terms = Mapping[int, int]


@frozen
class Row:
    """A sum of columns that lies between two ends; None is no end.

    Attributes:
        terms: factor by column.
        low, high: the ends.
    """

    terms: Terms = field(hash=False)
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
    """

    names: tuple[str, ...]
    lower: tuple[int, ...]
    upper: tuple[int, ...]
    rows: tuple[Row, ...]
    gain: Terms = field(hash=False)

    def having(self, *rows: Row) -> "Program":
        """Return the program with more rows."""
        return evolve(self, rows=(*self.rows, *rows))


def program(
    start: Standing,
    tasks: Mapping[str, Task],
    limits: Mapping[str, int],
    conditions: Iterable[Condition],
    *,
    best: bool,
) -> Program | None:
    """Return what a plan must keep to besides its points, or None where it cannot.

    Args:
        start: where it starts from.
        tasks: what can stand in it, in the order of their ids.
        limits: by agency how many tasks it can take on.
        conditions: what must hold in the end.
        best: what is not known holds.
    """
    made = _Making(start, tasks, best=best)
    gain = made.gain(0)
    columns = made.columns
    for name, task in tasks.items():
        for before in task.after:
            made.rows.append(Row({columns[before]: 1, columns[name]: -1}, low=0))
        if task.when is not None and not made.needs(task.when, columns[name]):
            made.upper[columns[name]] = 0
        if task.small and not task.done:
            waiting = [columns[one.id] for one in tasks.values() if name in one.after]
            made.rows.append(Row({**dict.fromkeys(waiting, 1), columns[name]: -1}, low=0))
    for agency, most in limits.items():
        own = [
            columns[one.id]
            for one in tasks.values()
            if one.step.responsible == agency and not one.done
        ]
        made.rows.append(Row(dict.fromkeys(own, 1), high=most))
    for condition in conditions:
        if not made.needs(condition, None):
            return None
    return Program(tuple(tasks), tuple(made.lower), tuple(made.upper), tuple(made.rows), gain)


class _Making:
    """Gathers columns and rows."""

    def __init__(self, start: Standing, tasks: Mapping[str, Task], *, best: bool) -> None:
        self.start, self.best = start, best
        self.edition: Edition = start.evaluation.edition
        self.columns = {name: column for column, name in enumerate(tasks)}
        self.lower = [int(task.done) for task in tasks.values()]
        self.upper = [1] * len(tasks)
        self.rows: list[Row] = []
        self.gains: dict[int, dict[int, int]] = {}
        self.at: dict[int, dict[int, int]] = {}
        for task in tasks.values():
            for position, gain in task.gains.items():
                self.at.setdefault(position, {})[self.columns[task.id]] = gain
        low = start.evaluation.bounds
        self.facts = facts_of(start.evaluation.profile, low)

    def column(self, upper: int) -> int:
        """Return a new column."""
        self.lower.append(0)
        self.upper.append(upper)
        return len(self.upper) - 1

    def gain(self, position: int) -> dict[int, int]:
        """Return what a node gains, as a sum of columns; it can be less, and never more."""
        if position in self.gains:
            return self.gains[position]
        terms = dict(self.at.get(position, {}))
        branch = self.edition.branch_at.get(position)
        for child in branch.children if branch else ():
            for column, factor in self.gain(child).items():
                terms[column] = terms.get(column, 0) + factor
        room = self.start.rooms[position]
        if sum(factor * self.upper[column] for column, factor in terms.items()) > room:
            gained = self.column(room)
            self.rows.append(Row({**terms, gained: -1}, low=0))
            terms = {gained: 1}
        self.gains[position] = terms
        return terms

    def needs(self, condition: Condition, column: int | None) -> bool:
        """Bind a condition to hold where `column` is 1 (None: in any case); False if it cannot."""
        literal = self.literal(condition, holds=True)
        if isinstance(literal, bool):
            return literal
        if column is None:
            self.lower[literal] = 1
        else:
            self.rows.append(Row({literal: 1, column: -1}, low=0))
        return True

    def literal(self, condition: Condition, *, holds: bool) -> bool | int:
        """Return whether a condition holds (or fails), or a column that can be 1 only if it does.

        What more points can spoil is taken to stay as it is; whoever uses the answer looks again.
        """
        parts = self.parts(condition, holds=holds)
        if parts is not None:
            return self.counted(*parts)
        if isinstance(condition, PointsOf | RatioOf):
            reached = self.reached(condition, holds=holds)
            if reached is not None:
                return reached
        state = judge(condition, self.facts).state
        state = state if holds else negated(state)
        return self.best if state is None else state

    def parts(self, condition: Condition, *, holds: bool) -> tuple[int, list[bool | int]] | None:
        """Return how many of which parts must hold, or None for a comparison."""
        if isinstance(condition, Not):
            return 1, [self.literal(condition.part, holds=not holds)]
        form = _COUNTS.get(type(condition))
        if form is None:
            return None
        wanted, parts = form(condition, self.edition)
        if not holds:
            wanted = len(parts) - wanted + 1
        return wanted, [self.literal(part, holds=holds) for part in parts]

    def counted(self, wanted: int, parts: list[bool | int]) -> bool | int:
        """Return whether so many of some parts hold."""
        wanted -= sum(part is True for part in parts)
        columns = [part for part in parts if not isinstance(part, bool)]
        if wanted <= 0 or len(columns) < wanted:
            return wanted <= 0
        column = self.column(1)
        terms: dict[int, int] = {column: -wanted}
        for one in columns:
            terms[one] = terms.get(one, 0) + 1
        self.rows.append(Row(terms, low=0))
        return column

    def reached(self, condition: PointsOf | RatioOf, *, holds: bool) -> bool | int | None:
        """Return whether a node reaches what it must; None where that is no floor, or unknown."""
        position = self.edition.positions[condition.node]
        node, comparator = self.edition.nodes[position], condition.bound.comparator
        floor = {"at_least": True, "above": True}.get(comparator, False)
        if floor is not holds or (isinstance(condition, RatioOf) and not node.maximum):
            return None
        if isinstance(condition, RatioOf):
            least = Fraction(condition.bound.value) * node.ceiling
        else:
            least = Fraction(thousandths(condition.bound.value))
        # At least and not below ask for the figure itself; above and not at most for more.
        strict = comparator in {"above", "at_most"}
        whole = math.floor(least) + 1 if strict else math.ceil(least)
        wanted = whole - self.facts.low[position]
        if wanted <= 0:
            return True
        terms = self.gain(position)
        if sum(factor * self.upper[column] for column, factor in terms.items()) < wanted:
            return False
        column = self.column(1)
        self.rows.append(Row({**terms, column: -wanted}, low=0))
        return column


def _nodes(condition: NodesReaching, edition: Edition) -> tuple[int, list[Condition]]:
    bound = Bound("at_least", condition.share)
    nodes = [node.id for node in edition.nodes if node.rank == condition.rank]
    return condition.count, [RatioOf(node, bound) for node in nodes]


_COUNTS: Final[dict[type, Callable[[Any, Edition], tuple[int, list[Condition]]]]] = {
    AllOf: lambda condition, _: (len(condition.parts), list(condition.parts)),
    AnyOf: lambda condition, _: (1, list(condition.parts)),
    AtLeast: lambda condition, _: (condition.count, list(condition.parts)),
    NodesReaching: _nodes,
}
