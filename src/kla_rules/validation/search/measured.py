"""What a profile says besides points, as columns: measures, how they moved, shares of a maximum."""

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from attrs import frozen

from kla_rules.conditions.operator import Besides, Count, Limit
from kla_rules.conditions.operators import OPERATORS, Condition
from kla_rules.conditions.walk import parts
from kla_rules.core.points import LARGEST
from kla_rules.model.edition import Edition
from kla_rules.planning.literals import Columns, Terms
from kla_rules.validation.search.ways import exact

_PERCENT: Final = 100
Key = tuple[str, str]


@frozen
class Gauge:
    """One figure that is said besides points.

    Attributes:
        name: id of the measure, or of the node under the first edition.
        what: "measure" or "ratio".
        truth: it is yes or no.
        scale: by how much the columns are larger than the figure.
        now: the column of the figure.
        before: the column of what it was a year ago, where somebody asks whether it moved.
    """

    name: str
    what: str
    truth: bool
    scale: int
    now: int
    before: int | None = None

    def said(self, values: Sequence[int], year: int) -> Any:  # noqa: ANN401 - as a profile says it
        """Return what a profile says of it, in the round of a year."""
        if self.truth:
            return bool(values[self.now])
        now = exact(Fraction(values[self.now], self.scale))
        if self.before is None:
            return now
        before = exact(Fraction(values[self.before], self.scale))
        return [{"year": year - 1, "value": before}, {"year": year, "value": now}]


@frozen
class Gauges:
    """All that is said besides points, by what it is and what each edition calls it.

    Attributes:
        by_edition: by edition, by "measure" or "ratio" and id.
    """

    by_edition: tuple[Mapping[Key, Gauge], ...]

    def terms(self, edition: int, form: Besides) -> tuple[Terms, int] | None:
        """Return the figure of a condition as a sum of columns, and its scale.

        None where no profile says it under all editions.
        """
        what = "ratio" if form.what == "ratio" else "measure"
        gauge = self.by_edition[edition].get((what, form.name))
        if gauge is None:
            return None
        before = {} if form.what != "trend" or gauge.before is None else {gauge.before: -1}
        return {gauge.now: 1, **before}, gauge.scale

    @property
    def ratios(self) -> list[tuple[str, Gauge]]:
        """Return the shares of a maximum, by what the first edition calls the node."""
        return [(name, one) for (what, name), one in self.by_edition[0].items() if what == "ratio"]

    def __iter__(self) -> Iterator[Gauge]:
        """Yield each of them once."""
        seen = {gauge.now: gauge for named in self.by_edition for gauge in named.values()}
        return iter(seen.values())


def forms(condition: Condition, edition: Edition) -> Iterator[Limit | Besides]:
    """Yield what a condition compares: points of nodes, and what is said besides."""
    form = OPERATORS[type(condition)].linear(condition, edition)
    if not isinstance(form, Count):
        yield form
    for part in parts(condition, edition):
        yield from forms(part, edition)


def gauges_of(
    made: Columns,
    editions: Sequence[Edition],
    same: Mapping[str, str],
    conditions: Sequence[Iterable[Condition]],
) -> Gauges:
    """Return what the conditions of editions ask besides points, with columns for it.

    Args:
        made: takes the columns.
        editions: one, or an old and a new one.
        same: by id of a node of the old edition that of the new one which asks the same.
        conditions: by edition its conditions.
    """
    figures: dict[Key, set[Fraction]] = defaultdict(set)
    moved: set[Key] = set()
    back = {new: old for old, new in same.items()}
    for edition, own in zip(editions, conditions, strict=True):
        for form in (form for condition in own for form in forms(condition, edition)):
            if isinstance(form, Limit):
                continue
            if form.what == "ratio":
                name = back.get(form.name, form.name) if edition is not editions[0] else form.name
                figures["ratio", name].add(form.figure)
            elif form.what == "trend":
                moved.add(("measure", form.name))
                figures["measure", form.name] |= set()
            else:
                figures["measure", form.name].add(form.figure)
    by_edition: list[dict[Key, Gauge]] = [{} for _ in editions]
    for (what, name), compared in sorted(figures.items()):
        names = (name, same.get(name, name))[: len(editions)]
        ends = _ends(editions, what, names, compared)
        if ends is None:
            continue
        truth = what == "measure" and ends == (0, 1)
        scale = 1 if truth else _scale(compared)
        low, high = (end * scale for end in ends)
        columns = [made.column(high, low)]
        if (what, name) in moved:
            columns.append(made.column(high, low))
        gauge = Gauge(name, what, truth, scale, *columns)
        for named, own_name in zip(by_edition, names, strict=True):
            named[what, own_name] = gauge
    return Gauges(tuple(by_edition))


def _ends(
    editions: Sequence[Edition], what: str, names: Sequence[str], figures: Iterable[Fraction]
) -> tuple[int, int] | None:
    """Return the least and the most that can be said, or None where no value fits all editions."""
    if what == "ratio":
        holes = all(
            edition.positions.get(name) in edition.holes
            for edition, name in zip(editions, names, strict=True)
        )
        return (0, 1) if holes else None
    kinds = {
        measure.kind
        for edition in editions
        for measure in edition.measures
        if measure.id == names[0]
    }
    if "yes_no" in kinds:
        return (0, 1) if len(kinds) == 1 else None
    if kinds != {"number"}:
        return 0, _PERCENT
    known = [Fraction(0), *figures]
    low, high = math.floor(min(known)) - 2, math.ceil(max(known)) + 2
    return max(low, -LARGEST), min(high, LARGEST)


def _scale(figures: Iterable[Fraction]) -> int:
    """Return a scale by which figures are whole, with a whole number between any two of them."""
    scale = math.lcm(*(figure.denominator for figure in figures))
    near = any((high - low) * scale == 1 for low, high in itertools.pairwise(sorted(figures)))
    return 2 * scale if near else scale
