"""Conditions of rules as formulas over figures."""

from collections.abc import Mapping
from fractions import Fraction
from math import inf
from typing import Final

from attrs import frozen

from kla_rules.conditions.bound import Bound
from kla_rules.conditions.operators import (
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    Holds,
    MeasureOf,
    NodesReaching,
    Not,
    PointsOf,
    RatioOf,
    ShareOf,
    Trend,
)
from kla_rules.core.points import thousandths
from kla_rules.model.edition import Edition
from kla_rules.model.measure import Measure
from kla_rules.validation.checks.satisfiable import (
    Atom,
    Count,
    Figure,
    Formula,
    compare,
    every,
    negated,
)

_NO_YEAR: Final = -1  # of a fact that is a year, or that there is none


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

    def formula(self, condition: Condition) -> Formula:
        """Return a condition as a formula."""
        match condition:
            case AllOf() | AnyOf() | AtLeast():
                return Count(condition.wanted, tuple(map(self.formula, condition.parts)))
            case Not():
                return negated(self.formula(condition.part))
            case PointsOf():
                figure = self._points(condition.node)
                bound = condition.bound
                return compare(figure, bound.comparator, thousandths(bound.value))
            case RatioOf():
                return self._ratio(condition)
            case NodesReaching():
                return self._reaching(condition)
            case Trend():
                figure = Figure(("trend", condition.measure), -1, 1)
                rising = condition.direction == "rising"
                return compare(figure, "above" if rising else "below", 0)
            case Holds():
                return self._holds(condition)
            case MeasureOf() | ShareOf():
                return self._measured(condition.measure, condition.bound)

    def total(self, least: int) -> Atom:
        """Return that the whole has at least so many thousandths."""
        return compare(self._points(self.edition.ids[0]), "at_least", least)

    def _points(self, node_id: str) -> Figure:
        return Figure(("node", node_id), 0, self.edition.node(node_id).ceiling_thousandths)

    def _ratio(self, condition: RatioOf) -> Formula:
        name, bound = condition.node, condition.bound
        if self.of_units:
            return compare(Figure(("fact", name), 0, 1), bound.comparator, bound.value)
        maximum = self.edition.node(name).maximum_thousandths
        if maximum:
            figure, value = self._points(name), Fraction(bound.value) * maximum
            return compare(figure, bound.comparator, value)
        figure = Figure(("ratio", name), 0, 1, whole=False)
        return compare(figure, bound.comparator, bound.value)

    def _reaching(self, condition: NodesReaching) -> Formula:
        there = sum(node.rank == condition.rank for node in self.edition.nodes)
        share = Fraction(condition.share)
        figure = Figure(
            ("reaching", condition.rank, str(share)),
            there if share <= 0 else 0,
            there if share <= 1 else 0,
        )
        return compare(figure, "at_least", condition.wanted)

    def _holds(self, condition: Holds) -> Formula:
        figure = self._figure(condition.measure)
        least = 0 if self.measures[condition.measure].kind == "year" else 1
        is_so = compare(figure, "at_least", least)
        return is_so if condition.expected else negated(is_so)

    def _measured(self, name: str, bound: Bound) -> Formula:
        figure = self._figure(name)
        compared = compare(figure, bound.comparator, bound.value)
        if self.measures[name].kind == "year":  # what there is not is in no range
            return every(compare(figure, "at_least", 0), compared)
        return compared

    def _figure(self, name: str) -> Figure:
        kind = self.measures[name].kind
        low, high, whole = _DOMAINS[kind]
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
