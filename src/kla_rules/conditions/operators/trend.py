"""Trend: a measure has risen, or fallen, between its two latest years."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from attrs import frozen

from kla_rules.conditions.figures import Ends, Facts, ends_of
from kla_rules.conditions.judgement import Judgement, State
from kla_rules.conditions.leaf import in_thousandths, no_linear, no_parts, seen_of_measure, whole
from kla_rules.conditions.operator import Compared, Counted, Effect, Operator, Rule
from kla_rules.conditions.operators.holds import KINDS
from kla_rules.core.findings import Finding
from kla_rules.core.printed import Data

if TYPE_CHECKING:
    from kla_rules.conditions.read import Reader
    from kla_rules.conditions.words import Words
    from kla_rules.core.findings import Path

Direction = Literal["rising", "falling"]
_PAIR: Final = 2


@frozen(repr=False, eq=False)
class Trend(Data):
    """A measure has risen, or fallen, between its two latest years."""

    measure: str
    direction: Direction


class _Pairs(NamedTuple):
    """The two latest years of a measure.

    Attributes:
        years: the two years, or none.
        ends: by definition that has a reading in both, the ends in the earlier and the later year.
    """

    years: tuple[int, ...]
    ends: tuple[tuple[Ends, Ends], ...]


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


def _pairs(measure: str, facts: Facts) -> _Pairs:
    """Return what a trend compares: readings of one definition in the two latest years."""
    readings = facts.readings.get(measure, ())
    years = sorted({reading.year for reading in readings if reading.year is not None})[-_PAIR:]
    if len(years) < _PAIR:
        return _Pairs((), ())
    before, after = (
        {reading.definition: ends_of(reading) for reading in readings if reading.year == year}
        for year in years
    )
    ends = tuple((before[name], after[name]) for name in before if name in after)
    return _Pairs(tuple(years), ends)


def _judge(condition: Trend, facts: Facts, _: tuple[Judgement, ...]) -> Judgement:
    """Compare the two latest years, reading by reading of the same definition."""
    pairs = _pairs(condition.measure, facts)
    states = {_moved(condition.direction, before, after) for before, after in pairs.ends}
    state = states.pop() if len(states) == 1 else None
    if len(pairs.ends) != 1:
        return Judgement(condition, state)
    (((first, first_high), (last, last_high)),) = pairs.ends
    years = pairs.years
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


def _chained(
    name: str, condition: Trend, facts: Facts, _: tuple[str, ...]
) -> Iterator[Compared | Counted]:
    """Yield by definition how far a measure has moved; it holds, or fails, if all of them do."""
    pairs = _pairs(condition.measure, facts).ends
    names = tuple(f"{name}/{position}" for position in range(len(pairs)))
    for below, (before, after) in zip(names, pairs, strict=True):
        ends = after[0] - before[1], after[1] - before[0]
        if condition.direction == "falling":
            ends = -ends[1], -ends[0]
        yield whole(below, "above", ends, Fraction(0))
    if names:
        # All must hold, and all must fail.
        yield Counted(name, names, len(names), fails=len(names))


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
    linear=no_linear,
    chained=_chained,
)
