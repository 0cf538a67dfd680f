"""What rows say besides points: measures, shares of unknown maxima, the round; near bounds."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from kla_rules.columns.known import YEAR
from kla_rules.conditions.columns import measure_column, ratio_column
from kla_rules.conditions.operators import OPERATORS
from kla_rules.core.points import SCALE
from kla_rules.rulesets.edition_of_year import list_rounds

if TYPE_CHECKING:
    import kla_rules as kla
    from agreement_rows import Sheet

_WHOLE: Final = 100 * SCALE


def bounds_in(edition: "kla.Edition") -> dict[str, set[Fraction]]:
    """Return by measure, and by node, the figures that conditions compare it with."""
    found: dict[str, set[Fraction]] = {}

    def walk(condition: Any) -> Iterator[Any]:  # noqa: ANN401 - of any operator
        yield condition
        for part in OPERATORS[type(condition)].parts(condition, edition):
            yield from walk(part)

    rules: tuple[Any, ...] = (*edition.requirements, *edition.advisories)
    for rule in rules:
        for condition in walk(rule.when):
            name = getattr(condition, "measure", getattr(condition, "node", None))
            if name is not None and hasattr(condition, "bound"):
                found.setdefault(name, set()).add(Fraction(condition.bound.value))
    return found


def besides(sheet: "Sheet") -> None:
    """Draw what rows say besides points."""
    edition = sheet.case.edition
    bounds = bounds_in(edition)
    good = sheet.chance(0.4)  # rows of which all is known and most is met
    for measure in edition.measures:
        _measure(sheet, measure.id, measure.kind, bounds.get(measure.id, set()), good)
    for hole in sorted(edition.holes):
        node = edition.ids[hole]
        most = max((int(bound * SCALE) for bound in bounds.get(node, ())), default=SCALE)
        value = np.where(
            sheet.chance(0.5),
            _near(sheet, bounds.get(node, set()), 0, SCALE, SCALE),
            sheet.upto(SCALE),
        )
        value = np.where(good & sheet.chance(0.95), np.maximum(value, most), value)
        sheet.put(ratio_column(node), good | sheet.chance(0.4), value)
    known = [one.year for one in list_rounds()]
    years = [known[0] - 1, *known, known[-1] + 1, known[-1] + 40]
    own = np.array(edition.rounds)
    year = np.where(
        sheet.chance(0.8), sheet.rng.choice(own, sheet.size), sheet.rng.choice(years, sheet.size)
    )
    sheet.put(YEAR, sheet.chance(0.5), year)


def _near(
    sheet: "Sheet", bounds: set[Fraction], least: int, most: int, scale: int
) -> np.ndarray[Any, Any]:
    """Return for each row a figure at a bound, or a thousandth to a side."""
    figures = [round(bound * scale) + by for bound in sorted(bounds) for by in (-1, 0, 1)]
    near: np.ndarray[Any, Any] = sheet.rng.choice([*figures, least, most], sheet.size)
    return near.clip(least, most)


def _measure(
    sheet: "Sheet", name: str, kind: str, bounds: set[Fraction], good: np.ndarray[Any, Any]
) -> None:
    column = sheet.case.columns[measure_column(name)]
    if kind == "yes_no":
        value = np.where(good, sheet.chance(0.95), sheet.chance(0.6)).astype(np.int64)
        sheet.put(column.name, good | sheet.chance(0.6), value)
        return
    least, most = (column.least, column.most) if kind == "number" else (0, _WHOLE)
    near = _near(sheet, bounds, least, most, SCALE)
    value = np.where(sheet.chance(0.5), near, sheet.upto(_WHOLE))
    value = np.where(good & sheet.chance(0.9), np.maximum(value, near), value)
    given = good | sheet.chance(0.6)
    sheet.put(column.name, given & sheet.chance(0.8), value)
    if kind == "number":
        counted = np.zeros(sheet.size, bool)
    else:
        counted = given & sheet.chance(0.5)
        small = 1 + sheet.upto(39)
        large = np.where(sheet.chance(0.5), 1 + sheet.upto(10**9 - 1), 10**9)
        whole = np.where(sheet.chance(0.8), small, large)
        # As many as the figure asks for, or one to a side.
        part = np.clip(-(-value * whole // _WHOLE) + sheet.upto(2) - 1, 0, whole)
        sheet.put_counts(column.name, part, whole, counted)
    there = sheet.known[column.name] | counted
    earlier = np.where(sheet.chance(0.6), value + sheet.upto(2) - 1, sheet.upto(_WHOLE))
    sheet.put(
        measure_column(name, "before"), there & sheet.chance(0.7), np.clip(earlier, least, most)
    )
