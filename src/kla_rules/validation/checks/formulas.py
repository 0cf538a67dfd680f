"""Conditions of rules as formulas over figures: what each asks of an integer program."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import inf
from typing import Any, Final

from attrs import frozen

from kla_rules.conditions.operator import Besides, Limit
from kla_rules.conditions.operator import Count as Counting
from kla_rules.conditions.operators import OPERATORS, Condition
from kla_rules.conditions.walk import looks_at, parts
from kla_rules.core.findings import Path
from kla_rules.model.edition import Edition
from kla_rules.model.measure import Measure
from kla_rules.validation.checks.satisfiable import (
    Atom,
    Count,
    Figure,
    Formula,
    compare,
    every,
    opposite,
)

_NO_YEAR: Final = 0  # of a fact that is a year, or that there is none
TRUE: Final = Count(0, ())


def parts_at(condition: Condition, path: Path) -> Iterator[tuple[Condition, Path]]:
    """Yield the parts of a condition, each with its path, as rule files write them."""
    operator = OPERATORS[type(condition)]
    for position, part in enumerate(parts(condition)):
        here: Path = (*path, operator.key or "")
        yield part, (*here, position) if operator.is_list else here


@frozen(eq=False)
class Writer:
    """Writes conditions as formulas.

    Attributes:
        edition: whose nodes they name.
        measures: what they name besides, by id.
        of_units: they are about one unit: a question is something that it has or has not.
    """

    edition: Edition
    measures: Mapping[str, Measure]
    of_units: bool = False

    def counted(self, condition: Condition) -> Counting | None:
        """Return how many of its parts a condition wants; None where it has none of its own."""
        asked = OPERATORS[type(condition)].linear(condition, self.edition)
        return asked if isinstance(asked, Counting) and parts(condition) else None

    def formula(
        self, condition: Condition, known: Mapping[Path, bool] | None = None, path: Path = ()
    ) -> Formula:
        """Return a condition as a formula.

        Args:
            condition: the condition.
            known: by their path the parts of which it is given whether they hold.
            path: that of the condition itself.
        """
        if known and path in known:
            return TRUE if known[path] else opposite(TRUE)
        counted = self.counted(condition)
        if counted is None:
            return self._of_figure(condition)
        below = (self.formula(part, known, at) for part, at in parts_at(condition, path))
        whole = Count(counted.wanted, tuple(below))
        return opposite(whole) if counted.turned else whole

    def total(self, least: int) -> Atom:
        """Return that the whole has at least so many thousandths."""
        return compare(self._points(self.edition.ids[0]), "at_least", least)

    def _of_figure(self, condition: Condition) -> Formula:
        """Return a condition that has no parts of its own."""
        if looks_at(condition, "rank") is not None:
            return self._reaching(condition)
        bound: Any = getattr(condition, "bound", None)
        node = looks_at(condition, "node")
        if self.of_units and node is not None:
            return compare(Figure(("fact", node), 0, 1), bound.comparator, bound.value)
        match OPERATORS[type(condition)].linear(condition, self.edition):
            case Limit(node_id, comparator, value):
                return compare(self._points(node_id), comparator, value)
            case Besides("ratio", name, comparator, value):
                return compare(Figure(("ratio", name), 0, 1, whole=False), comparator, value)
            case Besides("trend", name, comparator, value):
                return compare(Figure(("trend", name), -1, 1), comparator, value)
            case Besides(_, name, comparator, value):
                asked = compare(self._figure(name), comparator, value)
                in_range = self.measures[name].kind == "year" and bound is not None
                # A year that there is not is in no range, however low it begins.
                return every(self._there(name), asked) if in_range else asked
        raise AssertionError(condition)  # an operator that counts has parts

    def _points(self, node_id: str) -> Figure:
        return Figure(("node", node_id), 0, self.edition.node(node_id).ceiling_thousandths)

    def _reaching(self, condition: Any) -> Formula:  # noqa: ANN401 - nodes of a rank that reach a share
        there, share = len(parts(condition, self.edition)), Fraction(condition.share)
        low, high = there if share <= 0 else 0, there if share <= 1 else 0
        figure = Figure(("reaching", condition.rank, str(share)), low, high)
        return compare(figure, "at_least", condition.wanted)

    def _there(self, name: str) -> Formula:
        return compare(self._figure(name), "above", _NO_YEAR)

    def _figure(self, name: str) -> Figure:
        low, high, whole = _DOMAINS[self.measures[name].kind]
        return Figure(("measure", name), low, high, whole)


_DOMAINS: Final[Mapping[str, tuple[float | Fraction, float | Fraction, bool]]] = {
    "yes_no": (0, 1, True),
    "document": (0, 1, True),
    "year": (_NO_YEAR, inf, True),
    "count": (0, inf, True),
    "percentage": (0, 100, False),
    "share": (0, 100, False),
    "number": (-inf, inf, False),
}
