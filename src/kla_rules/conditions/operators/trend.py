"""Trend: a measure has risen, or fallen, between the two latest years of one definition."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from attrs import frozen

from kla_rules.conditions.bound import Comparator
from kla_rules.conditions.columns import (
    OPEN,
    Constant,
    Every,
    Facing,
    Filled,
    Known,
    Product,
    Sum,
    Ternary,
    between,
    chosen,
    measure_column,
)
from kla_rules.conditions.figures import Ends, Facts, ends_of
from kla_rules.conditions.judgement import Judgement, State
from kla_rules.conditions.leaf import in_thousandths, no_parts, seen_of_measure, whole
from kla_rules.conditions.operator import Besides, Compared, Counted, Effect, Operator, Rule
from kla_rules.conditions.operators.holds import KINDS
from kla_rules.core.findings import Finding
from kla_rules.core.points import SCALE
from kla_rules.core.printed import Data

if TYPE_CHECKING:
    from kla_rules.conditions.read import Reader
    from kla_rules.conditions.words import Words
    from kla_rules.core.findings import Path

_NOTHING: Final = Constant(0)
_PERCENT: Final = 100 * SCALE
Direction = Literal["rising", "falling"]


@frozen(repr=False, eq=False)
class Trend(Data):
    """A measure has risen, or fallen, between the two latest years under one definition."""

    measure: str
    direction: Direction


class _Pair(NamedTuple):
    """Two readings of one definition, in its two latest years."""

    years: tuple[int, int]
    before: Ends
    after: Ends


def _read(reader: "Reader", rule: Rule, path: "Path", _: int) -> Trend | None:
    measure = reader.measure(rule["trend"], (*path, "trend"))
    direction: Any = rule.get("is")
    if direction not in {"rising", "falling"}:
        reader.found(Finding("condition.trend", {"found": direction}, path))
        return None
    if measure is None:
        return None
    if measure.kind in KINDS:
        reader.not_fitting("trend", measure, (*path, "trend"))
        return None
    return Trend(measure.id, direction)


def _effect(_: Trend) -> Effect:
    return "either"  # more this year helps what is rising, more last year hurts it


def _pairs(measure: str, facts: Facts) -> list[_Pair]:
    """Return what a trend compares: of each definition its two latest years.

    A definition that is read once says nothing of a trend, and takes nothing from another. Of those
    that are read more often, the ones that reach furthest count.
    """
    by_definition: dict[str | None, dict[int, Ends]] = {}
    for reading in facts.readings.get(measure, ()):
        if reading.year is not None:
            by_definition.setdefault(reading.definition, {})[reading.year] = ends_of(reading)
    pairs = []
    for readings in by_definition.values():
        if len(readings) > 1:
            first, last = sorted(readings)[-2:]
            pairs.append(_Pair((first, last), readings[first], readings[last]))
    furthest = max((pair.years[1] for pair in pairs), default=None)
    return [pair for pair in pairs if pair.years[1] == furthest]


def _judge(condition: Trend, facts: Facts, _: tuple[Judgement, ...]) -> Judgement:
    """Compare the two latest years, reading by reading of the same definition."""
    pairs = _pairs(condition.measure, facts)
    states = {_moved(condition.direction, pair.before, pair.after) for pair in pairs}
    state = states.pop() if len(states) == 1 else None
    if len(pairs) != 1:
        return Judgement(condition, state)
    ((years, (first, first_high), (last, last_high)),) = pairs
    if first != first_high or last != last_high:  # a range would need four figures to be told
        return Judgement(condition, state)
    seen = {
        "from_year": years[0],
        "to_year": years[1],
        "from": in_thousandths(first),
        "to": in_thousandths(last),
    }
    return Judgement(condition, state, seen)


def _moved(direction: str, before: Ends, after: Ends) -> State:
    if direction == "falling":
        before, after = (-before[1], -before[0]), (-after[1], -after[0])
    if after[0] > before[1]:
        return True
    return False if after[1] <= before[0] else None


def _words(words: "Words", condition: Trend, _: list[str]) -> str:
    return words.say(condition.direction, title=words.title(condition.measure))


def _seen(words: "Words", judgement: Judgement) -> str:
    condition: Any = judgement.condition
    return words.say("seen-trend", unit=words.unit(condition.measure), **judgement.seen)


def _linear(condition: Trend, _: object) -> Besides:
    comparator: Comparator = "above" if condition.direction == "rising" else "below"
    return Besides("trend", condition.measure, comparator, Fraction(0))


def _chained(
    name: str, condition: Trend, facts: Facts, _: tuple[str, ...]
) -> Iterator[Compared | Counted]:
    """Yield by definition how far a measure has moved; it holds, or fails, if all of them do."""
    pairs = _pairs(condition.measure, facts)
    names = tuple(f"{name}/{position}" for position in range(len(pairs)))
    for below, pair in zip(names, pairs, strict=True):
        ends = pair.after[0] - pair.before[1], pair.after[1] - pair.before[0]
        if condition.direction == "falling":
            ends = -ends[1], -ends[0]
        yield whole(below, "above", ends, Fraction(0))
    if names:
        # All must hold, and all must fail.
        yield Counted(name, names, len(names), fails=len(names))


def _columns(condition: Trend, facing: Facing, _: tuple[Ternary, ...]) -> Ternary:
    """Return where a measure has moved so since the year before, of the same definition."""
    now, before, part, whole, unknown = (
        facing.given(measure_column(condition.measure, of))
        for of in ("", "before", "part", "whole", "unknown")
    )
    if before is None:
        return OPEN
    sign = 1 if condition.direction == "rising" else -1
    state, past = OPEN, Filled(before, _NOTHING)
    if now is not None:
        moved = Sum(((sign, Filled(now, _NOTHING)), (-sign, past)))
        state = chosen(Every((Known(now), Known(before))), between("above", moved, moved, 0), OPEN)
    if part is None or whole is None:
        return state
    # Crosswise, as a share compares with a figure.
    terms = (
        (sign * _PERCENT, Filled(part, _NOTHING)),
        (-sign, Product(past, Filled(whole, _NOTHING))),
    )
    more = () if unknown is None else ((sign * _PERCENT, Filled(unknown, _NOTHING)),)
    low, high = (Sum(terms), Sum((*terms, *more)))[::sign]
    return chosen(
        Every((Known(part), Known(whole), Known(before))),
        between("above", low, high, 0),
        chosen(Every((Known(part), Known(whole))), OPEN, state),
    )


OPERATOR: Final = Operator[Trend](
    key="trend",
    further=("is",),
    names="measure",
    is_list=False,
    read=_read,
    parts=no_parts,
    effect=_effect,
    judge=_judge,
    by_unit=None,
    words=_words,
    seen=_seen,
    seen_in_list=seen_of_measure,
    linear=_linear,
    chained=_chained,
    columns=_columns,
)
