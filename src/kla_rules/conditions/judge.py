"""Judge a condition: true, false or unknown, one function per operator, all with one signature.

Three-valued after Kleene: what is not known never decides by itself, and decides nothing that the
known parts have decided already. A comparison looks at the least and the most that its figure can
be, so it is unknown only while both outcomes are possible.

Each operator returns a `Judgement`: its state, the figures it saw, and the judgements of its parts.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from attrs import field, frozen

from kla_rules.conditions.figures import (
    Ends,
    Facts,
    latest,
    measure_ends,
    ratio_ends,
    trend_pairs,
)
from kla_rules.model.condition import (
    AllOf,
    AnyOf,
    AtLeast,
    Bound,
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
from kla_rules.printed import printed

State = bool | None
_WHOLE: Final = 100
_ANYTHING: Final = (Fraction(0), Fraction(1))


@frozen(repr=False)
class Judgement:
    """What became of a condition.

    Attributes:
        condition: what was judged.
        state: True, False, or None for unknown.
        seen: the figures that were looked at, by name; empty where nothing is known.
        parts: the judgements of its parts, in order.
    """

    __repr__ = printed

    condition: Condition
    state: State
    seen: Mapping[str, Any] = field(factory=dict, hash=False)
    parts: tuple["Judgement", ...] = ()


def judge(condition: Condition, facts: Facts) -> Judgement:
    """Return what becomes of `condition` where `facts` hold.

    >>> import kla_rules as kla
    >>> from kla_rules.model.condition import Bound, Not, PointsOf
    >>> tree = kla.edition("kla-2024")
    >>> facts = Facts(tree, tree.nothing, tree.ceilings)  # nothing is known
    >>> judge(PointsOf("total", Bound("at_least", 0)), facts).state
    True
    >>> judge(Not(PointsOf("total", Bound("above", 600))), facts).state is None
    True
    """
    return _OPERATORS[type(condition)](condition, facts)


# -- logic -----------------------------------------------------------------------------------------


def _all(condition: AllOf, facts: Facts) -> Judgement:
    parts = tuple(judge(part, facts) for part in condition.parts)
    return Judgement(condition, both(part.state for part in parts), _counts(parts), parts)


def _any(condition: AnyOf, facts: Facts) -> Judgement:
    parts = tuple(judge(part, facts) for part in condition.parts)
    state = negated(both(negated(part.state) for part in parts))
    return Judgement(condition, state, _counts(parts), parts)


def _not(condition: Not, facts: Facts) -> Judgement:
    part = judge(condition.part, facts)
    return Judgement(condition, negated(part.state), part.seen, (part,))


def _at_least(condition: AtLeast, facts: Facts) -> Judgement:
    parts = tuple(judge(part, facts) for part in condition.parts)
    counts = _counts(parts)
    return Judgement(condition, _enough(condition.count, counts), counts, parts)


def _nodes(condition: NodesReaching, facts: Facts) -> Judgement:
    bound = Bound("at_least", condition.share)
    parts = tuple(
        _ratio(RatioOf(node.id, bound), facts)
        for node in facts.tree.nodes
        if node.rank == condition.rank
    )
    counts = _counts(parts)
    return Judgement(condition, _enough(condition.count, counts), counts, parts)


def both(states: Sequence[State] | Any) -> State:  # noqa: ANN401 - any iterable of states
    """Return False if one state is false, else None if one is unknown, else True.

    >>> both([True, None]), both([None, False]), both([])
    (None, False, True)
    """
    least: State = True
    for state in states:
        if state is False:
            return False
        if state is None:
            least = None
    return least


def negated(state: State) -> State:
    """Return the opposite; the opposite of unknown is unknown."""
    return None if state is None else not state


def _counts(parts: Sequence[Judgement]) -> dict[str, int]:
    states = [part.state for part in parts]
    return {
        "true": states.count(True),
        "false": states.count(False),
        "unknown": states.count(None),
    }


def _enough(count: int, counts: Mapping[str, int]) -> State:
    if counts["true"] >= count:
        return True
    return False if counts["true"] + counts["unknown"] < count else None


# -- comparisons -----------------------------------------------------------------------------------


def _points(condition: PointsOf, facts: Facts) -> Judgement:
    position = facts.tree.positions[condition.node]
    low, high = facts.low[position], facts.high[position]
    floor = thousandths(condition.bound.value)
    state = compared(condition.bound.comparator, low, high, floor)
    untouched = (low, high) == (0, facts.tree.ceilings[position])
    return Judgement(condition, state, {} if untouched else {"low": low, "high": high})


def _ratio(condition: RatioOf, facts: Facts) -> Judgement:
    ends = ratio_ends(condition.node, facts)
    if ends is None:
        return Judgement(condition, None)
    state = compared(condition.bound.comparator, *ends, Fraction(condition.bound.value))
    return Judgement(condition, state, {} if ends == _ANYTHING else _percent(ends, _WHOLE))


def _measure(condition: MeasureOf | ShareOf, facts: Facts) -> Judgement:
    ends = measure_ends(condition.measure, facts)
    if ends is None:
        return Judgement(condition, None)
    (low, high), readings = ends, latest(facts.readings[condition.measure])
    bound = condition.bound
    seen: dict[str, Any] = _percent((low, high), 1)
    counted = [reading for reading in readings if reading.whole]
    if len(readings) == 1 and counted:
        (one,) = counted
        seen |= {"part": one.part, "whole": one.whole, "unknown": one.unknown}
    return Judgement(condition, compared(bound.comparator, low, high, Fraction(bound.value)), seen)


def _holds(condition: Holds, facts: Facts) -> Judgement:
    values = {reading.value for reading in latest(facts.readings.get(condition.measure, ()))}
    if len(values) != 1:  # not given, or given both ways by two definitions
        return Judgement(condition, None)
    (value,) = values
    return Judgement(condition, value is condition.expected, {"holds": value})


def _trend(condition: Trend, facts: Facts) -> Judgement:
    """Compare the two latest years, reading by reading of the same definition."""
    pairs = trend_pairs(condition.measure, facts)
    states = {_moved(condition.direction, before, after) for before, after in pairs.ends}
    state = states.pop() if len(states) == 1 else None
    if len(pairs.ends) != 1:
        return Judgement(condition, state)
    (((first, first_high), (last, last_high)),) = pairs.ends
    years = pairs.years
    if first != first_high or last != last_high:  # a range would need four figures to be told
        return Judgement(condition, state)
    seen = {"from_year": years[0], "to_year": years[1], "from": _shown(first), "to": _shown(last)}
    return Judgement(condition, state, seen)


def _moved(direction: str, before: Ends, after: Ends) -> State:
    if direction == "falling":
        before, after = (-before[1], -before[0]), (-after[1], -after[0])
    if after[0] > before[1]:
        return True
    return False if after[1] <= before[0] else None


def compared(comparator: str, low: Any, high: Any, bound: Any) -> State:  # noqa: ANN401 - numbers
    """Return whether every number from `low` to `high`, none, or only some compare so.

    >>> compared("at_least", 400, 500, 500) is None, compared("above", 400, 500, 500)
    (True, False)
    """
    match comparator:
        case "at_least":
            every, some = low >= bound, high >= bound
        case "above":
            every, some = low > bound, high > bound
        case "at_most":
            every, some = high <= bound, low <= bound
        case _:
            every, some = high < bound, low < bound
    if every:
        return True
    return None if some else False


def _percent(ends: Ends, factor: int) -> dict[str, int]:
    return {"low": _shown(ends[0] * factor), "high": _shown(ends[1] * factor)}


def _shown(value: Fraction) -> int:
    """Return thousandths for people to read; nothing is decided on them."""
    return round(value * 1000)


_OPERATORS: Final[dict[type, Callable[[Any, Facts], Judgement]]] = {
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
