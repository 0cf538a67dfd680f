"""Measure: a measured number compares with a constant; of what is yes or no, `holds` says it."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from kla_rules.conditions.bound import COMPARATORS, COMPARE, Bound, compared
from kla_rules.conditions.columns import (
    OPEN,
    Constant,
    Every,
    Facing,
    Filled,
    Known,
    Sum,
    Ternary,
    between,
    chosen,
    compared_cell,
    crosswise,
    measure_column,
)
from kla_rules.conditions.figures import Ends, Facts, ends_of, latest
from kla_rules.conditions.judgement import Judgement, State
from kla_rules.conditions.leaf import (
    Measuring,
    column,
    effect_of_bound,
    linear_of_measure,
    no_parts,
    percent,
    seen_of_measure,
    whole,
)
from kla_rules.conditions.operator import Columns, Compared, Operator, Rule
from kla_rules.conditions.operators import holds
from kla_rules.core.points import SCALE
from kla_rules.core.printed import Data

if TYPE_CHECKING:
    from kla_rules.conditions.read import Reader
    from kla_rules.conditions.words import Words
    from kla_rules.core.findings import Path

_PERCENT: Final = 100


@frozen(repr=False, eq=False)
class MeasureOf(Data):
    """A measured number compares so."""

    measure: str
    bound: Bound


def _read(
    reader: "Reader", rule: Rule, path: "Path", depth: int
) -> "MeasureOf | holds.Holds | None":
    measure = reader.measure(rule["measure"], (*path, "measure"))
    if measure is None:
        return None
    if measure.kind in holds.KINDS and (measure.kind != "year" or "is" in rule):
        return holds.read(reader, rule, path, depth)
    bound = reader.bound(rule, path)
    if "is" in rule:
        reader.not_fitting("is", measure, (*path, "is"))
        return None
    if bound is None:
        return None
    if measure.kind in {"percentage", "share"}:
        reader.check_range(bound, _PERCENT, path)
    return MeasureOf(measure.id, bound)


def ends(measure: str, facts: Facts) -> Ends | None:
    """Return the least and the most that the latest readings can be, or None without any."""
    readings = latest(facts.readings.get(measure, ()))
    if not readings:
        return None
    each = [ends_of(reading) for reading in readings]
    return min(low for low, _ in each), max(high for _, high in each)


def judge(condition: Any, facts: Facts, _: tuple[Judgement, ...]) -> Judgement:  # noqa: ANN401 - see below
    """Return what becomes of a comparison of a measure, or of a share."""
    figure = ends(condition.measure, facts)
    if figure is None:
        return Judgement(condition, None)
    readings = latest(facts.readings[condition.measure])
    seen: dict[str, Any] = percent(figure, 1)
    counted = [reading for reading in readings if reading.whole]
    if len(readings) == 1 and counted:
        (reading,) = counted
        seen |= {"part": reading.part, "whole": reading.whole, "unknown": reading.unknown}
    bound = condition.bound
    return Judgement(condition, compared(bound.comparator, *figure, Fraction(bound.value)), seen)


def _by_unit(
    condition: MeasureOf, columns: Columns, size: int, _: list[Sequence[State]]
) -> Sequence[State]:
    """Return where a fact compares so.

    Of a year it may be known only that there is one; what there is not, is in no range.
    """
    compare, value = COMPARE[condition.bound.comparator], condition.bound.value
    return column(
        columns,
        condition.measure,
        size,
        lambda fact: None if fact is True else fact is not False and compare(fact, value),
    )


def _words(words: "Words", condition: MeasureOf, _: list[str]) -> str:
    title, comparison = words.title(condition.measure), words.comparison(condition.bound)
    return words.say(
        "measure", title=title, comparison=comparison, unit=words.unit(condition.measure)
    )


def _seen(words: "Words", judgement: Judgement) -> str:
    condition: Any = judgement.condition
    return words.figures(judgement.seen, words.unit(condition.measure))


def chained(
    name: str, condition: Measuring, facts: Facts, _: tuple[str, ...]
) -> Iterator[Compared]:
    """Yield the comparison of a measure, or of a share."""
    figure = ends(condition.measure, facts)
    if figure is not None:
        yield whole(name, condition.bound.comparator, figure, Fraction(condition.bound.value))


def columns(condition: Measuring, facing: Facing, _: tuple[Ternary, ...]) -> Ternary:
    """Return where a measure, or a share, compares so: by its counts where they are known.

    So many of so many are compared crosswise: no engine divides as another does.
    """
    name, bound = condition.measure, condition.bound
    comparator, figure = bound.comparator, Fraction(bound.value)
    given = facing.given(measure_column(name))
    state = OPEN if given is None else compared_cell(comparator, given, figure * SCALE)
    part, whole, unknown = (
        facing.given(measure_column(name, count)) for count in ("part", "whole", "unknown")
    )
    if part is None or whole is None:
        return state
    nothing = Constant(0)
    times, share = crosswise(comparator, figure / _PERCENT)
    least = (times, Filled(part, nothing))
    of = (-share, Filled(whole, nothing))
    more = () if unknown is None else ((least[0], Filled(unknown, nothing)),)
    most = (least, *more, of)
    known = Every((Known(part), Known(whole)))
    return chosen(known, between(comparator, Sum((least, of)), Sum(most), 0), state)


OPERATOR: Final = Operator[MeasureOf](
    key="measure",
    further=(*COMPARATORS, "is"),
    names="measure",
    is_list=False,
    read=_read,
    parts=no_parts,
    effect=effect_of_bound,
    judge=judge,
    by_unit=_by_unit,
    words=_words,
    seen=_seen,
    seen_in_list=seen_of_measure,
    linear=linear_of_measure,
    chained=chained,
    columns=columns,
)
