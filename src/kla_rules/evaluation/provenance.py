"""How many points of a score rest on what: by grade of the figures, by basis of the answers."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import field, frozen

from kla_rules.core.points import plain
from kla_rules.evaluation.bounds import Bounds
from kla_rules.evaluation.resolve import AWARDED, Resolved
from kla_rules.model.edition import Edition
from kla_rules.model.folds import covered, parts

CAP: Final = "cap"


@frozen
class PointsBySource:
    """Points of a score by what they rest on.

    Attributes:
        by_grade: thousandths by grade of the maximum they are measured against; sums to the score.
        by_basis: thousandths by basis (`awarded`, ...); `cap` is what a cap takes away; sums to
            the score.
        unknown: thousandths that are neither secured nor lost: the width of the score range.
    """

    by_grade: Mapping[str, int] = field(hash=False)
    by_basis: Mapping[str, int] = field(hash=False)
    unknown: int

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "by_grade": {key: plain(value) for key, value in sorted(self.by_grade.items())},
            "by_basis": {key: plain(value) for key, value in sorted(self.by_basis.items())},
            "unknown": plain(self.unknown),
        }


def points_by_source(edition: Edition, known: Resolved, reach: Bounds) -> PointsBySource:
    """Return what the points of the score rest on."""
    bases, grades, low = known.bases, edition.grades, reach.low
    figures = list(known.values)
    for position, ends in known.ends.items():
        figures[position] = ends[0]
    by_grade: dict[str, int] = {}
    by_basis: dict[str, int] = {}

    def add(position: int, basis: str, points: int) -> None:
        grade = grades[position]
        by_grade[grade] = by_grade.get(grade, 0) + points
        by_basis[basis] = by_basis.get(basis, 0) + points

    hidden = covered(edition, figures)
    for position, points in enumerate(figures):
        if points is not None and not hidden[position]:
            add(position, bases.get(position, AWARDED), points)
    for branch in edition.branches:
        here = branch.index
        if figures[here] is None and not hidden[here]:
            below = sum(parts(branch, low))
            if below != low[here]:
                add(here, CAP, low[here] - below)
    return PointsBySource(by_grade, by_basis, reach.high[0] - low[0])
