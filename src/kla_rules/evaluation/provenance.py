"""How many points of a score rest on what: by grade of the figures, by basis of the answers."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from kla_rules.core.frozen import frozen_map
from kla_rules.core.points import cut, decimal, decimals, plain
from kla_rules.core.renamed import Renamed
from kla_rules.core.shown import Shown
from kla_rules.evaluation.bounds import Bounds, Exact
from kla_rules.evaluation.resolve import AWARDED, Resolved
from kla_rules.model.edition import Edition
from kla_rules.model.folds import covered, parts

if TYPE_CHECKING:
    from kla_rules.typed.forms.evaluation import EvaluationProvenanceDict

CAP: Final = "cap"


@frozen(repr=False)
class PointsBySource(Shown):
    """Points of a score by what they rest on.

    Attributes:
        by_grade_thousandths: thousandths by grade of the maximum they are measured against; sums to
            the score.
        by_basis_thousandths: thousandths by basis (`awarded`, ...); `cap` is what a cap takes away;
            sums to the score.
        unknown_thousandths: thousandths that are neither secured nor lost: the width of the score
            range.
    """

    by_grade_thousandths: Mapping[str, int] = field(converter=frozen_map)
    by_basis_thousandths: Mapping[str, int] = field(converter=frozen_map)
    unknown_thousandths: int
    by_grade = Renamed[Mapping[str, int]]("by_grade_thousandths", points="by_grade_points")
    by_basis = Renamed[Mapping[str, int]]("by_basis_thousandths", points="by_basis_points")
    unknown = Renamed[int]("unknown_thousandths", points="unknown_points")

    @property
    def by_grade_points(self) -> Mapping[str, Decimal]:
        """Return the points by grade of the maximum they are measured against."""
        return decimals(self.by_grade_thousandths)

    @property
    def by_basis_points(self) -> Mapping[str, Decimal]:
        """Return the points by basis; those of `cap` are what a cap takes away."""
        return decimals(self.by_basis_thousandths)

    @property
    def unknown_points(self) -> Decimal:
        """Return the points that are neither secured nor lost."""
        return decimal(self.unknown_thousandths)

    def to_dict(self) -> "EvaluationProvenanceDict":
        """Return plain JSON values."""
        return {
            "by_grade": {
                key: plain(value) for key, value in sorted(self.by_grade_thousandths.items())
            },
            "by_basis": {
                key: plain(value) for key, value in sorted(self.by_basis_thousandths.items())
            },
            "unknown": plain(self.unknown_thousandths),
        }


def points_by_source(edition: Edition, known: Resolved, reach: Bounds) -> PointsBySource:
    """Return what the points of the score rest on."""
    bases, grades, low = known.bases, edition.grades, reach.exact_thousandths[0]
    figures: list[Exact | None] = list(known.values_thousandths)
    for position, ends in (*known.ends_thousandths.items(), *known.finer_thousandths.items()):
        figures[position] = ends[0]
    by_grade: dict[str, Exact] = {}
    by_basis: dict[str, Exact] = {}

    def add(position: int, basis: str, points: Exact) -> None:
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
    score = reach.low_thousandths[0]
    unknown = reach.high_thousandths[0] - score
    return PointsBySource(_apportioned(by_grade, score), _apportioned(by_basis, score), unknown)


def _apportioned(points: Mapping[str, Exact], score: int) -> dict[str, int]:
    """Return whole thousandths that sum to the score: those cut off go where most was cut off."""
    whole = {name: cut(value) for name, value in points.items()}
    most_cut = sorted(points, key=lambda name: (whole[name] - points[name], name))
    for name in most_cut[: score - sum(whole.values())]:
        whole[name] += 1
    return whole
