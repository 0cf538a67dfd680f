"""How many points of a score rest on what: by grade of the figures, by basis of the answers."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import field, frozen

from kla_rules.evaluation.bounds import Bounds
from kla_rules.evaluation.resolve import AWARDED, Resolved
from kla_rules.model import Edition
from kla_rules.points import plain

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
    values, bases, grades = known.values, known.bases, edition.grades
    by_grade: dict[str, int] = {}
    by_basis: dict[str, int] = {}

    def add(grade: str, basis: str, points: int) -> None:
        by_grade[grade] = by_grade.get(grade, 0) + points
        by_basis[basis] = by_basis.get(basis, 0) + points

    def collect(index: int) -> None:
        own = values[index]
        branch = edition.branch_at.get(index)
        if own is not None:
            add(grades[index], bases.get(index, AWARDED), own)
        elif index in known.ends:
            add(grades[index], bases[index], known.ends[index][0])
        elif branch is not None:
            if branch.leaves is not None and branch.grade is not None and not bases:
                # Leaves of one grade: their sum says it all.
                below = sum(reach.low[branch.leaves])
                if values[branch.leaves].count(None) < len(branch.children):
                    add(branch.grade, AWARDED, below)
            else:
                below = sum(reach.low[child] for child in branch.children)
                for child in branch.children:
                    collect(child)
            if below != reach.low[index]:
                add(grades[index], CAP, reach.low[index] - below)

    collect(0)
    return PointsBySource(by_grade, by_basis, reach.high[0] - reach.low[0])
