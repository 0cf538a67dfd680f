"""The ways in which one place of the tree can be answered, under one edition or several at once."""

import itertools
import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import frozen

from kla_rules.core.points import SCALE
from kla_rules.model.answer_forms import FULL, fits, fitted
from kla_rules.model.edition import Edition
from kla_rules.model.table import Table
from kla_rules.model.tree import Node
from kla_rules.profile.answers import value_findings

Pair = tuple[int, int]


@frozen
class Grid:
    """How fine answers are.

    Attributes:
        points: points are whole multiples of so many thousandths.
        parts: a fraction is a whole multiple of one such part.
    """

    points: int | Fraction
    parts: int


@frozen
class Way:
    """A way to answer.

    Attributes:
        form: "option", "holds", "value", "fraction" or "points", as a profile says it.
        given: what is given; of an amount what each step of it is.
        worth: by edition the fewest and the most units that it is worth; of an amount each step.
        most: of how many steps the amount can be, at least 1; 0 where it is none.
        plain: it is all or nothing, or nothing else can be given but points.
    """

    form: str
    given: Any
    worth: tuple[Pair, ...]
    most: int = 0
    plain: bool = False

    def peak(self, edition: int, end: int) -> int:
        """Return the most units that it can be worth at one end: 0 the fewest, 1 the most."""
        return self.worth[edition][end] * (self.most or 1)

    def said(self, amount: int) -> Any:  # noqa: ANN401 - of any form
        """Return what a profile says."""
        given = self.given * amount if self.most else self.given
        return exact(given) if isinstance(given, Fraction) else given


def ways_of(
    editions: Sequence[Edition], nodes: Sequence[Node], grid: Grid, unit: int
) -> tuple[Way, ...]:
    """Return the ways to answer besides not at all, which is worth nothing.

    Only answers that fit under every edition are ways, and only those that give points under one.

    Args:
        editions: under which it is answered at once.
        nodes: the same place under each.
        grid: how fine answers are.
        unit: how many units of points there are in a thousandth.
    """
    most = [node.ceiling_thousandths * unit for node in nodes]
    asked = all(node.question is not None for node in nodes)
    ways = list(_all(most, asked=asked, unit=unit))
    if asked:
        ways += _holds(nodes, most)
        ways += _tables(editions, nodes, most, unit)
    equal = len(set(most)) == 1
    step = int(grid.points * unit)
    amount = min(most) // step
    # The most that a place can have is all of it.
    amount -= equal and bool(amount) and amount * step == min(most)
    if amount:
        worth = ((step, step),) * len(nodes)
        ways.append(Way("points", Fraction(step, unit * SCALE), worth, amount, plain=not asked))
    parts = math.gcd(grid.parts, *most)
    if asked and not equal and parts > 1 and all(_takes(node, "fraction") for node in nodes):
        worth = tuple((all_ // parts, all_ // parts) for all_ in most)
        ways.append(Way("fraction", Fraction(1, parts), worth, parts - 1))
    return tuple(ways)


def _takes(node: Node, form: str) -> bool:
    return fits(node, form) or fitted(node, form)


def _all(most: Sequence[int], *, asked: bool, unit: int) -> Iterator[Way]:
    """Yield that a place has all that it can have."""
    worth = tuple((points, points) for points in most)
    if any(most) and (asked or len(set(most)) == 1):
        if asked:
            yield Way("option", FULL, worth, plain=True)
        else:
            yield Way("points", Fraction(most[0], unit * SCALE), worth, plain=True)


def _holds(nodes: Sequence[Node], most: Sequence[int]) -> Iterator[Way]:
    """Yield yes and no where they are worth all under one edition and nothing under another."""
    good = [node.question is not None and node.question.direction != "negative" for node in nodes]
    if len(set(good)) > 1 and all(_takes(node, "holds") for node in nodes):
        for given in (True, False):
            points = [all_ * (given is is_good) for all_, is_good in zip(most, good, strict=True)]
            yield Way("holds", given, tuple((one, one) for one in points))


def _tables(
    editions: Sequence[Edition], nodes: Sequence[Node], most: Sequence[int], unit: int
) -> Iterator[Way]:
    """Yield the options and values that a table turns into points under some edition."""
    tables = [edition.tables.get(node.id) for edition, node in zip(editions, nodes, strict=True)]
    known = [table for table in tables if table is not None]
    ways: dict[tuple[Pair, ...], Way] = {}
    if len(known) == len(tables):
        for option in known[0].options_thousandths:
            points = [table.options_thousandths.get(option) for table in known]
            if None not in points:
                worth = tuple((unit * (one or 0),) * 2 for one in points)
                ways.setdefault(worth, Way("option", option, worth))
    if all(_takes(node, "value") for node in nodes):
        for value in _values(known):
            if any(_refused(node, value) for node in nodes):
                continue
            own = [None if table is None else table.value_thousandths(value) for table in tables]
            if any(one is not None for one in own):
                worth = tuple(
                    (0, all_) if one is None else (unit * one, unit * one)
                    for one, all_ in zip(own, most, strict=True)
                )
                ways.setdefault(worth, Way("value", value, worth))
    yield from ways.values()


def _refused(node: Node, value: int | Decimal) -> bool:
    return any(True for _ in value_findings(node, value, ()))


def _values(tables: Sequence[Table]) -> list[int | Decimal]:
    """Return values of which every table says all that it can say, those easily read first."""
    bands = [band for table in tables for band in table.bands]
    ends = {Fraction(band.start) for band in bands}
    ends |= {Fraction(band.end) for band in bands if band.end is not None}
    if not ends:
        return []
    values = {*ends, min(ends) - 1, max(ends) + 1}
    for low, high in itertools.pairwise(sorted(ends)):
        next_whole = Fraction(math.floor(low) + 1)
        values.add(next_whole if next_whole < high else (low + high) / 2)
    return sorted(map(exact, values), key=lambda value: (len(str(value)), value))


def exact(value: Fraction) -> int | Decimal:
    """Return a number whose decimals end as a profile writes it.

    >>> exact(Fraction(13, 2)), exact(Fraction(4))
    (Decimal('6.5'), 4)
    """
    if value.denominator == 1:
        return value.numerator
    digits = next(n for n in range(1, 40) if (value * 10**n).denominator == 1)
    return Decimal(int(value * 10**digits)).scaleb(-digits)
