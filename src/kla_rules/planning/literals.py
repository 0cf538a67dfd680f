"""An integer program, and conditions in it: a column for each that is 1 only where it holds."""

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, assert_never

from attrs import evolve, field, frozen

from kla_rules.conditions.bound import Comparator
from kla_rules.conditions.operator import Besides, Count, Limit
from kla_rules.conditions.operators import OPERATORS, Condition
from kla_rules.conditions.walk import parts
from kla_rules.core.frozen import frozen_map
from kla_rules.model.edition import Edition

Terms = Mapping[int, int]
# Whether something holds, or a column that is 1 only if it does.
Literal = bool | int


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


class Columns:
    """Gathers columns and rows."""

    def __init__(self) -> None:
        self.lower: list[int] = []
        self.upper: list[int] = []
        self.rows: list[Row] = []
        self.known: dict[object, Any] = {}
        self.floors: dict[object, list[tuple[int, int]]] = {}

    def column(self, upper: int, lower: int = 0) -> int:
        """Return a new column."""
        self.lower.append(lower)
        self.upper.append(upper)
        return len(self.upper) - 1

    def program(self) -> Program:
        """Return the program of columns and rows, where nobody asks for more."""
        return Program((), tuple(self.lower), tuple(self.upper), tuple(self.rows), {}, {})

    def most(self, terms: Terms) -> int:
        """Return the most that a sum of columns can be."""
        return sum(f * (self.upper if f > 0 else self.lower)[c] for c, f in terms.items())

    def least(self, terms: Terms) -> int:
        """Return the least that a sum of columns can be."""
        return -self.most({column: -factor for column, factor in terms.items()})

    def at_least(self, terms: Terms, floor: int) -> Literal:
        """Return whether a sum of columns is at least so much."""
        step = math.gcd(*terms.values()) or 1
        floor, least = -(-floor // step) * step, self.least(terms)  # the next that it can be
        if least >= floor:
            return True
        if self.most(terms) < floor:
            return False
        key = (frozenset(terms.items()), floor)
        if key not in self.known:
            column = self.known[key] = self.column(1)
            self.rows.append(Row({**terms, column: least - floor}, low=least))
            self._exclude(terms, floor, column)
        literal: int = self.known[key]
        return literal

    def _exclude(self, terms: Terms, floor: int, column: int) -> None:
        """See to it that a sum is not said to be at least so much and at most less.

        The rows of both say so already, but only of whole columns: where so many of some literals
        must hold, and so many of their opposites, the solver would try them one by one.
        """
        others = frozenset((one, -factor) for one, factor in terms.items())
        for ceiling, other in self.floors.get(others, ()):
            if floor > -ceiling:
                self.rows.append(Row({column: 1, other: 1}, high=1))
        self.floors.setdefault(frozenset(terms.items()), []).append((floor, column))

    def at_most(self, terms: Terms, ceiling: int) -> Literal:
        """Return whether a sum of columns is at most so much."""
        return self.at_least({column: -factor for column, factor in terms.items()}, -ceiling)

    def capped(self, terms: Terms, ceiling: int, most: int) -> Terms:
        """Return a sum of columns that is at most `most`, or the ceiling where it is more.

        A column says whether it is: neither less nor more than that is possible.
        """
        key = ("capped", frozenset(terms.items()), ceiling)
        if key not in self.known:
            step = math.gcd(ceiling, *terms.values())
            kept, full = self.column(ceiling // step), self.column(1)
            negative = {column: -factor for column, factor in terms.items()}
            self.rows += [
                Row({**terms, kept: -step}, low=0),
                Row({**negative, kept: step, full: most - ceiling}, low=0),
                Row({kept: step, full: -ceiling}, low=0),
            ]
            self.known[key] = {kept: step}
        capped: Terms = self.known[key]
        return capped

    def counted(self, wanted: int, parts: list[Literal]) -> Literal:
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

    def need(self, literal: Literal) -> bool:
        """Return whether something can hold, and see to it that it does."""
        if isinstance(literal, bool):
            return literal
        self.lower[literal] = 1
        return True


class Literals:
    """Conditions on figures that are sums of columns; whoever inherits it says which.

    Attributes:
        made: the columns and rows.
        edition: the tree.
        best: what is not known holds, or fails, whichever is asked for.
        unit: how many units of the figures there are in a thousandth.
    """

    unit = 1

    def __init__(self, made: Columns, edition: Edition, *, best: bool) -> None:
        self.made, self.edition, self.best = made, edition, best

    def literal(self, condition: Condition, *, holds: bool = True) -> Literal:
        """Return whether a condition holds (or fails), or a column that is 1 only if it does."""
        form = OPERATORS[type(condition)].linear(condition, self.edition)
        match form:
            case Count():
                own = parts(condition, self.edition)
                wanted = form.wanted if holds is not form.turned else len(own) - form.wanted + 1
                literals = [self.literal(part, holds=holds is not form.turned) for part in own]
                return self.made.counted(wanted, literals)
            case Limit():
                return self.pointed(form, holds=holds)
            case Besides():
                return self.told(condition, form, holds=holds)
            case _:
                assert_never(form)

    def pointed(self, form: Limit, *, holds: bool) -> Literal:
        """Return whether the points of a node compare so (or not)."""
        position, figure = self.edition.positions[form.node], form.figure * self.unit
        is_floor, end = whole(form.comparator, figure, holds=holds)
        return self.reached(position, end) if is_floor else self.kept(position, end)

    def reached(self, position: int, floor: int) -> Literal:
        """Return whether a node has at least so many units of points."""
        raise NotImplementedError

    def kept(self, position: int, ceiling: int) -> Literal:
        """Return whether a node has at most so many units of points."""
        raise NotImplementedError

    def told(self, condition: Condition, form: Besides, *, holds: bool) -> Literal:
        """Return whether what is said besides points is as a condition asks (or not)."""
        raise NotImplementedError


def whole(comparator: Comparator, figure: Fraction, *, holds: bool) -> tuple[bool, int]:
    """Return what a comparison (or its opposite) asks of a whole number.

    That is whether it asks for at least or at most so much, and how much.

    >>> whole("above", Fraction(5, 2), holds=True), whole("above", Fraction(5, 2), holds=False)
    ((True, 3), (False, 2))
    """
    if (comparator in {"at_least", "above"}) is holds:
        # At least and not below ask for the figure itself; above and not at most for more.
        strict = comparator in {"above", "at_most"}
        return True, math.floor(figure) + 1 if strict else math.ceil(figure)
    strict = comparator in {"below", "at_least"}
    return False, math.ceil(figure) - 1 if strict else math.floor(figure)
