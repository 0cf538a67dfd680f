"""What if: the same region with other answers or other points, and the difference."""

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

from attrs import frozen

from kla_rules.core.findings import check_type
from kla_rules.core.points import SCALE, cut, decimal, exact_decimal
from kla_rules.core.renamed import Renamed
from kla_rules.core.showing import Showing
from kla_rules.core.shown import Shown
from kla_rules.evaluation.bounds import Exact
from kla_rules.model.folds import from_below, parts
from kla_rules.model.plain import points_of
from kla_rules.model.tree import Branch
from kla_rules.profile.changed import changed
from kla_rules.profile.model import Profile

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation
    from kla_rules.typed.forms.what_if import WhatIfDict


@frozen(repr=False)
class WhatIf(Shown):
    """An evaluation, what it would be, and the difference.

    Attributes:
        before: as it is.
        after: as it would be.
        waits: of steps, pairs of one that is done here and one that must come before it and is
            neither done here nor known to be.
    """

    before: "Evaluation"
    after: "Evaluation"
    waits: tuple[tuple[str, str], ...] = ()
    gain = Renamed[tuple[int, int]]("gain_thousandths", points="gain_points")

    @property
    def gain_points(self) -> tuple[Decimal, Decimal]:
        """Return by how many points the lower and the upper end of the range rise."""
        return decimal(self.gain_thousandths[0]), decimal(self.gain_thousandths[1])

    @property
    def gain_thousandths(self) -> tuple[int, int]:
        """Return by how many thousandths the lower and the upper end of the range rise."""
        return (
            self.after.low_thousandths - self.before.low_thousandths,
            self.after.high_thousandths - self.before.high_thousandths,
        )

    def to_dict(self) -> "WhatIfDict":
        """Return plain JSON values of both and of the difference."""
        return cast(
            "WhatIfDict",
            {
                "before": standing(self.before),
                "after": standing(self.after),
                "gain": points_of(*self.gain_thousandths),
                "waits": [{"step": step, "first": before} for step, before in self.waits],
            },
        )

    def _showing(self) -> Showing:
        from kla_rules.evaluation.card import whatif_shown  # noqa: PLC0415 - asked for by few

        return whatif_shown(self)


def standing(evaluation: "Evaluation") -> dict[str, Any]:
    """Return the score and the levels that an evaluation leaves possible as plain JSON values."""
    return {
        "score_range": points_of(evaluation.low_thousandths, evaluation.high_thousandths),
        "levels_possible": list(evaluation.levels_possible),
    }


def with_points(evaluation: "Evaluation", points: Mapping[str, Any]) -> WhatIf:
    """Return what other points at any nodes would give; what stands above and below them stays.

    Args:
        evaluation: what is.
        points: points by node id, as a profile gives them.

    Raises:
        ProfileError: if they do not fit the edition.
        TypeError: if they are no mapping.
    """
    _mapping(points, "points")
    own = evaluation.profile.answers
    kept = {
        key: own[key].to_dict()["evidence"] for key in points if key in own and own[key].evidence
    }
    answers = {key: {"points": points[key], "evidence": proof} for key, proof in kept.items()}
    at_nodes = {key: value for key, value in points.items() if key not in kept}
    return what_if(evaluation, at_nodes, answers)


def with_answers(evaluation: "Evaluation", answers: Mapping[str, Any]) -> WhatIf:
    """Return what other answers at questions would give.

    Documents given alone are listed with the answer that stands. Points given above a question move
    with it where both its old and its new points are known, up to their maximum; otherwise they
    stay, and a note says where they differ from their parts.

    Args:
        evaluation: what is.
        answers: answers by question id, as a profile gives them.

    Raises:
        ProfileError: if they do not fit the edition.
        TypeError: if they are no mapping.
    """
    _mapping(answers, "answers")
    new = {key: _merged(evaluation.profile, key, answer) for key, answer in answers.items()}
    only = what_if(evaluation, {}, new)
    positions = evaluation.edition.positions
    was, now = evaluation.claims[0], only.after.claims[0]
    moved = {
        node: cut(after - before)
        for node in answers
        for before, after in (
            (was.exact_thousandths(positions[node]), now.exact_thousandths(positions[node])),
        )
        if before is not None and after is not None
    }
    raised = raised_above(evaluation, moved)
    return what_if(evaluation, raised, new) if raised else only


def _mapping(value: object, what: str) -> None:
    if not isinstance(value, Mapping):
        raise TypeError(f"{what} are a mapping by id, not {type(value).__name__}")
    for name in value:
        check_type(f"each key of {what}", name, "an id", str)


def proofs(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return of an answer, as a profile writes it, the documents alone."""
    return {key: value for key, value in answer.items() if key == "evidence"}


def _merged(profile: Profile, node_id: str, new: Any) -> Any:  # noqa: ANN401 - the profile checks its form
    """Return an answer with the documents of the one it replaces, unless it brings its own.

    Documents alone join what stands: the answer, or the points of the question.
    """
    if not isinstance(new, Mapping):
        return new
    own = profile.answers.get(node_id)
    position = profile.edition.positions.get(node_id)
    points = None if position is None else profile.values_thousandths[position]
    stands: Any = {}
    if own is not None:
        stands = own.to_dict()
    elif position is not None and points is not None:
        stands = {"points": exact_decimal(profile.finer_thousandths.get(position, points))}
    if not set(new) <= {"evidence"}:
        stands = proofs(stands)
    return {**stands, **new}


def raised_above(evaluation: "Evaluation", moved: Mapping[str, int]) -> dict[str, Any]:
    """Return the points given above questions once these have moved by so many thousandths.

    What moves below a cap counts only as far as the cap lets it.
    """
    edition, (claimed, reach) = evaluation.edition, evaluation.claims
    raised: dict[str, Any] = {}

    def at(branch: Branch, below: Sequence[int]) -> int:
        change, own = sum(below), claimed.exact_thousandths(branch.index)
        if not change:
            return 0
        if edition.nodes[branch.index].cap is not None:
            secured = sum(parts(branch, reach.low_thousandths))
            change = min(secured + change, branch.ceiling_thousandths) - min(
                secured, branch.ceiling_thousandths
            )
        if own is None:
            return change
        after = max(0, min(own + change, branch.ceiling_thousandths))
        raised[edition.ids[branch.index]] = exact_decimal(after)
        return cut(after - own)

    from_below(edition, [moved.get(node, 0) for node in edition.ids], at)
    return raised


def risen(exact: Exact, gain: int) -> Decimal:
    """Return points that have risen by `gain` thousandths, with all digits that a profile can hold.

    Those that have no end as decimals are written with six, and nothing of them is lost.

    >>> risen(600_000, 1_000), risen(Fraction(10_000, 3), 1_000)
    (Decimal('601'), Decimal('4.333334'))
    """
    return exact_decimal(Fraction(math.ceil((exact + gain) * SCALE), SCALE))


def what_if(
    evaluation: "Evaluation",
    points: Mapping[str, Any],
    answers: Mapping[str, Any],
) -> WhatIf:
    """Return what new points and answers would give; each replaces what its node had.

    Args:
        evaluation: what is.
        points: new points by node id, as a profile gives them.
        answers: new answers by question id, as a profile gives them.
    """
    return WhatIf(evaluation, evaluation.of(changed(evaluation.profile, points, answers)))
