"""Conditions as durable-rules infers them: comparisons and counts of whole numbers.

Every operator of the algebra becomes comparisons of a figure with a bound, and counts of parts that
hold or fail: *all* wants every part and fails with one, *any* wants one and fails with all, *at
least* lies between, *not* turns its part about. Nothing is decided here.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any, Final

from attrs import frozen

from kla_rules.conditions.figures import Facts, latest, measure_ends, ratio_ends, trend_pairs
from kla_rules.model.condition import (
    AllOf,
    AnyOf,
    AtLeast,
    Bound,
    Comparator,
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
from kla_rules.points import thousandths


@frozen
class Compared:
    """A figure between two ends and what it is compared with, in whole numbers of one scale.

    Where nothing is known of the figure there is no such part, and nothing follows.
    """

    name: str
    comparator: Comparator
    low: int
    high: int
    bound: int


@frozen
class Counted:
    """Parts of which so many must hold, and with so many failing it fails.

    Attributes:
        name: its name.
        parts: names of the parts.
        wants, fails: how many must hold, and how many failing decide against it.
        turned: what holds is that it fails, and the other way round.
    """

    name: str
    parts: tuple[str, ...]
    wants: int
    fails: int
    turned: bool = False


Part = Compared | Counted


def compiled(name: str, condition: Condition, facts: Facts) -> tuple[Part, ...]:
    """Return the parts of a condition; the last of them bears `name` unless nothing is known."""
    return tuple(_FORMS[type(condition)](name, condition, facts))


def _counted(
    name: str, parts: Sequence[Condition], wants: int, facts: Facts, *, turned: bool = False
) -> Iterator[Part]:
    names = [f"{name}/{position}" for position in range(len(parts))]
    for below, part in zip(names, parts, strict=True):
        yield from compiled(below, part, facts)
    yield Counted(name, tuple(names), wants, len(parts) - wants + 1, turned)


def _all(name: str, condition: AllOf, facts: Facts) -> Iterator[Part]:
    yield from _counted(name, condition.parts, len(condition.parts), facts)


def _any(name: str, condition: AnyOf, facts: Facts) -> Iterator[Part]:
    yield from _counted(name, condition.parts, 1, facts)


def _at_least(name: str, condition: AtLeast, facts: Facts) -> Iterator[Part]:
    yield from _counted(name, condition.parts, condition.count, facts)


def _not(name: str, condition: Not, facts: Facts) -> Iterator[Part]:
    yield from _counted(name, (condition.part,), 1, facts, turned=True)


def _nodes(name: str, condition: NodesReaching, facts: Facts) -> Iterator[Part]:
    bound = Bound("at_least", condition.share)
    nodes = [node.id for node in facts.tree.nodes if node.rank == condition.rank]
    parts = [RatioOf(node, bound) for node in nodes]
    yield from _counted(name, parts, condition.count, facts)


def _points(name: str, condition: PointsOf, facts: Facts) -> Iterator[Part]:
    position = facts.tree.positions[condition.node]
    bound = condition.bound
    ends = Fraction(facts.low[position]), Fraction(facts.high[position])
    yield _compared(name, bound.comparator, ends, Fraction(thousandths(bound.value)))


def _ratio(name: str, condition: RatioOf, facts: Facts) -> Iterator[Part]:
    ends = ratio_ends(condition.node, facts)
    if ends is not None:
        yield _compared(name, condition.bound.comparator, ends, Fraction(condition.bound.value))


def _measure(name: str, condition: MeasureOf | ShareOf, facts: Facts) -> Iterator[Part]:
    ends = measure_ends(condition.measure, facts)
    if ends is not None:
        yield _compared(name, condition.bound.comparator, ends, Fraction(condition.bound.value))


def _holds(name: str, condition: Holds, facts: Facts) -> Iterator[Part]:
    given = [int(bool(one.value)) for one in latest(facts.readings.get(condition.measure, ()))]
    if given:
        comparator: Comparator = "at_least" if condition.expected else "at_most"
        yield Compared(name, comparator, min(given), max(given), int(condition.expected))


def _trend(name: str, condition: Trend, facts: Facts) -> Iterator[Part]:
    """Yield by definition how far a measure has moved; it holds, or fails, if all of them do."""
    pairs = trend_pairs(condition.measure, facts).ends
    names = tuple(f"{name}/{position}" for position in range(len(pairs)))
    for below, (before, after) in zip(names, pairs, strict=True):
        ends = after[0] - before[1], after[1] - before[0]
        if condition.direction == "falling":
            ends = -ends[1], -ends[0]
        yield _compared(below, "above", ends, Fraction(0))
    if names:
        yield Counted(name, names, len(names), len(names))


def _compared(
    name: str, comparator: Comparator, ends: tuple[Fraction, Fraction], bound: Fraction
) -> Compared:
    """Return a comparison of whole numbers: all three on the scale of their denominators."""
    figures = (*ends, bound)
    scale = math.lcm(*(one.denominator for one in figures))
    whole = [int(one * scale) for one in figures]
    divisor = math.gcd(*whole) or 1
    low, high, limit = (one // divisor for one in whole)
    return Compared(name, comparator, low, high, limit)


_FORMS: Final[dict[type, Callable[[str, Any, Facts], Iterator[Part]]]] = {
    AllOf: _all,
    AnyOf: _any,
    Not: _not,
    AtLeast: _at_least,
    NodesReaching: _nodes,
    PointsOf: _points,
    RatioOf: _ratio,
    MeasureOf: _measure,
    ShareOf: _measure,
    Holds: _holds,
    Trend: _trend,
}
