"""Points that a profile gives: put among its values, and what must be said of them."""

import functools
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from kla_rules.core.notes import Note
from kla_rules.core.points import cut, decimal
from kla_rules.model.tree import Node
from kla_rules.profile.answers import Answer


@functools.lru_cache(maxsize=1024)
def _not_applicable(node_id: str) -> tuple[Note, ...]:
    """Return the note on an answer; it is the same in every profile, and made once."""
    return (Note("answer.not-applicable", {"node": node_id}, node_id),)


def answer_notes(answer: Answer, node: Node, points: int | Fraction | None) -> Sequence[Note]:
    """Return what must be said of an answer that gives these thousandths."""
    if type(points) is Fraction:  # `isinstance` asks an abstract class, four times as long
        product = f"{answer.given} x {decimal(node.ceiling_thousandths)}"
        shown = product if answer.form == "fraction" else str(answer.given)
        return (rounded(node.id, shown, points),)
    if answer.form == "not_applicable":
        return _not_applicable(node.id)
    return ()


def rounded(name: str, figure: object, points: Fraction) -> Note:
    """Return the note on a figure of which only thousandths are shown."""
    return Note("points.rounded", {"node": name, "given": figure, "points": cut(points)}, name)


def put(
    values: list[int | None],
    finer: dict[int, Fraction],
    position: int,
    points: int | Fraction | None,
) -> None:
    """Put points among values; those of more digits than thousandths beside them as well."""
    if isinstance(points, Fraction):
        finer[position] = points
    values[position] = None if points is None else cut(points)


def fits_ratio(ratio: int | Decimal, points: int, most: int) -> bool:
    """Return whether some maximum up to `most` makes `points` that share of it."""
    if not ratio or not points:
        return not ratio and not points
    numerator, denominator = ratio.as_integer_ratio()
    return points * denominator <= most * numerator
