"""A small language of columns: what conditions, and whole editions, become for tables of profiles.

Whole numbers, comparisons and yes or no; nothing divides and nothing rounds, so every engine gives
the same. A cell may be unknown only where it is read: from then on an expression has a value in
every row, and what is unknown of it is said by a second one.
"""

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from attrs import frozen

from kla_rules.conditions.bound import Comparator
from kla_rules.core.points import LARGEST

if TYPE_CHECKING:
    from kla_rules.model.edition import Edition


ColumnKind = Literal["points", "figure", "count", "yes_no", "option"]


@frozen
class Column:
    """A column that a table can have.

    Attributes:
        name: its name.
        kind: "points" (thousandths), "figure" (thousandths of a per cent, a share or a number),
            "count" (whole), "yes_no" (1 and 0) or "option" (the place of its text among the words).
        least, most: the ends of what a number in it can be; all others are bad.
        words: the texts of options, in the order of their numbers.
    """

    name: str
    kind: ColumnKind
    least: int
    most: int
    words: tuple[str, ...] = ()


@frozen
class Given:
    """The whole number that a table gives in a column; it may be unknown."""

    column: Column


@frozen
class First:
    """The number that stands at the first test that is so; unknown where none is."""

    cases: "tuple[tuple[Test, Number], ...]"


Cell = Given | First


@frozen
class Known:
    """Whether a cell is known."""

    cell: Cell


@frozen
class Filled:
    """A cell, or another number where it is unknown."""

    cell: Cell
    otherwise: "Number"


@frozen
class Constant:
    """A whole number."""

    value: int


@frozen
class Named:
    """What an earlier step has under this name: a number, or yes or no."""

    name: str


@frozen
class Sum:
    """A sum of numbers, each so many times."""

    terms: "tuple[tuple[int, Number], ...]"


@frozen
class Product:
    """Two numbers multiplied."""

    one: "Number"
    other: "Number"


@frozen
class Least:
    """The least of some numbers; of their opposites, what is most."""

    numbers: "tuple[Number, ...]"


@frozen
class Tally:
    """How many tests are so."""

    tests: "tuple[Test, ...]"


Number = Filled | Constant | Named | Sum | Product | Least | Tally


@frozen
class Compares:
    """Whether a number compares so with a constant."""

    number: Number
    comparator: Comparator
    bound: int


@frozen
class Is:
    """Whether a cell is known to be just this number."""

    cell: Given
    number: int


@frozen
class Every:
    """Whether all parts are so; of none, yes."""

    parts: "tuple[Test, ...]"


@frozen
class Opposite:
    """Whether a part is not so."""

    part: "Test"


@frozen
class Always:
    """Yes, or no, whatever a table says."""

    value: bool


Test = Known | Compares | Is | Every | Opposite | Always | Named


class Ternary(NamedTuple):
    """Of three values: whether something is known to hold, and whether it is known not to."""

    holds: Test
    fails: Test


NEVER = Always(value=False)
OPEN = Ternary(NEVER, NEVER)
_OPPOSITE: Mapping[Comparator, Comparator] = {
    "at_least": "below",
    "below": "at_least",
    "at_most": "above",
    "above": "at_most",
}


def at_least(wanted: int, parts: Iterable[Test]) -> Test:
    """Return whether at least so many parts are so."""
    return Compares(Tally(tuple(parts)), "at_least", wanted)


def either(*parts: Test) -> Test:
    """Return whether one part is so; what never is so is left out."""
    held = tuple(part for part in parts if part != NEVER)
    return held[0] if len(held) == 1 else at_least(1, held)


def between(comparator: Comparator, low: Number, high: Number, bound: int) -> Ternary:
    """Return whether every number from `low` to `high` compares so, or none does.

    >>> between("at_least", Named("low"), Named("high"), 5).fails
    Compares(number=Named(name='high'), comparator='below', bound=5)
    """
    first, last = (low, high) if comparator in {"at_least", "above"} else (high, low)
    return Ternary(Compares(first, comparator, bound), Compares(last, _OPPOSITE[comparator], bound))


@frozen
class Facing:
    """What a table shows of the figures that conditions look at.

    Attributes:
        edition: the tree; None where no condition looks at points.
        columns: the columns that the table has, by name.
        parts: of a thousandth, in which points are counted.
    """

    edition: "Edition | None"
    columns: Mapping[str, Column]
    parts: int = 1

    @property
    def tree(self) -> "Edition":
        """Return the tree, for a condition on points.

        Raises:
            TypeError: if there is none.
        """
        if self.edition is None:
            raise TypeError("there are no points here")  # refused where rules are read
        return self.edition

    def given(self, name: str) -> Given | None:
        """Return a column of the table; None where it has none of that name."""
        column = self.columns.get(name)
        return None if column is None else Given(column)

    def compared(self, node: str, comparator: Comparator, figure: Fraction) -> Ternary:
        """Return whether the thousandths of a node compare so with a figure."""
        bound = scaled(comparator, figure * self.parts)
        return between(comparator, Named(low_of(node)), Named(high_of(node)), bound)


def low_of(node: str) -> str:
    """Return the name of the fewest thousandths of a node."""
    return f"{node} low"


def high_of(node: str) -> str:
    """Return the name of the most thousandths of a node."""
    return f"{node} high"


def measure_column(measure: str, part: str = "") -> str:
    """Return the column of a measure, or of a part of it: "part", "whole", "unknown", "before".

    >>> measure_column("sra_share"), measure_column("sra_share", "whole")
    ('measures.sra_share', 'measures.sra_share.whole')
    """
    return f"measures.{measure}.{part}" if part else f"measures.{measure}"


def ratio_column(node: str) -> str:
    """Return the column of the share of its maximum that a node has, where that is not known."""
    return f"ratios.{node}"


def scaled(comparator: Comparator, bound: Fraction) -> int:
    """Return the whole number with which whole numbers compare as they do with a figure.

    >>> from fractions import Fraction
    >>> [scaled(name, Fraction(5, 2)) for name in ("at_least", "above", "at_most", "below")]
    [3, 2, 2, 3]
    """
    return math.ceil(bound) if comparator in {"at_least", "below"} else math.floor(bound)


def crosswise(comparator: Comparator, share: Fraction) -> tuple[int, int]:
    """Return two whole numbers with which so many of so many compare as they do with a share.

    Part times the first compares with whole times the second, and neither outgrows 64 bits: a share
    of at most so many as there can be compares with the next such share as with the figure itself.

    >>> from fractions import Fraction
    >>> crosswise("at_least", Fraction(1, 4)), crosswise("above", Fraction(5, 2))
    ((4, 1), (1, 2))
    >>> a, b = crosswise("at_least", Fraction(333333333333, 10**12))
    >>> a <= LARGEST, Fraction(b, a) >= Fraction(333333333333, 10**12)
    (True, True)
    """
    share = min(share, Fraction(2))  # no part exceeds its whole
    near = share.limit_denominator(LARGEST)
    if near < share and comparator in {"at_least", "below"}:
        near = _neighbour(near, 1)
    elif near > share and comparator in {"at_most", "above"}:
        near = _neighbour(near, -1)
    return near.denominator, near.numerator


def _neighbour(share: Fraction, side: Literal[1, -1]) -> Fraction:
    """Return the next share above (1) or below (-1), of all with so small a denominator."""
    part, whole = share.numerator, share.denominator
    # Neighbours c/d of a/b are those with cb - ad = 1, or -1, and the largest d.
    least = -side * pow(part, -1, whole) % whole if whole > 1 else 0
    other = LARGEST - (LARGEST - least) % whole
    return Fraction(part * other + side, whole * other)


def compared_cell(comparator: Comparator, cell: Cell, bound: Fraction) -> Ternary:
    """Return whether a cell compares so with a figure on its scale; unknown where it is."""
    known, number = Known(cell), Filled(cell, Constant(0))
    states = between(comparator, number, number, scaled(comparator, bound))
    return Ternary(*(Every((known, state)) for state in states))


def chosen(test: Test, one: Ternary, other: Ternary) -> Ternary:
    """Return one state where a test is so, else the other."""
    return Ternary(
        *(
            either(Every((test, first)), Every((Opposite(test), second)))
            for first, second in zip(one, other, strict=True)
        )
    )
