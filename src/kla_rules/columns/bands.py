"""What the bands of a table make of a measured value, and of so many of so many."""

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from kla_rules.conditions.bound import Comparator
from kla_rules.conditions.columns import (
    Compares,
    Constant,
    Every,
    Filled,
    First,
    Given,
    Known,
    Least,
    Number,
    Sum,
    Test,
    crosswise,
    scaled,
)
from kla_rules.core.points import SCALE
from kla_rules.model.table import Table

_PERCENT: Final = 100
_NOTHING: Final = Constant(0)


def by_value(table: Table, value: Given) -> First:
    """Return what a table makes of a measured value."""
    scale = 1 if value.column.kind == "count" else SCALE
    number = Filled(value, _NOTHING)

    def test(comparator: Comparator, figure: Fraction) -> Test:
        return Compares(number, comparator, scaled(comparator, figure * scale))

    return _banded(table, (Known(value),), test)


def by_counts(table: Table, counts: tuple[Given, ...], end: int) -> First:
    """Return what a table makes of so many of so many: the fewest points, or with -1 the most.

    Each end of the share lies in a band; where one does not, nothing is known.
    """
    part, whole, *unknown = (Filled(count, _NOTHING) for count in counts)

    def banded(*shared: Number) -> First:
        def test(comparator: Comparator, figure: Fraction) -> Test:
            part_of, of = crosswise(comparator, figure / _PERCENT)
            terms = tuple((part_of, one) for one in shared)
            return Compares(Sum((*terms, (-of, whole))), comparator, 0)

        return _banded(table, tuple(map(Known, counts[:2])), test)

    first, last = banded(part), banded(part, *unknown)
    # Of what is less than nothing the least is what is most.
    ends = tuple(_times(end, Filled(one, _NOTHING)) for one in (first, last))
    return First(((Every((Known(first), Known(last))), _times(end, Least(ends))),))


def _banded(
    table: Table, known: tuple[Test, ...], test: Callable[[Comparator, Fraction], Test]
) -> First:
    """Return the points of the band that a figure lies in; only the last one holds its end."""
    cases = []
    for band in reversed(table.bands):
        within = [*known, test("at_least", Fraction(band.start))]
        if band.end is not None:
            within.append(test("at_most", Fraction(band.end)))
        cases.append((Every(tuple(within)), Constant(band.worth_thousandths)))
    return First(tuple(cases))


def _times(factor: int, number: Number) -> Number:
    return number if factor == 1 else Sum(((factor, number),))
