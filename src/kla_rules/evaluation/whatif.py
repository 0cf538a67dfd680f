"""What if: the same region with other answers or other points, and the difference."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from kla_rules.points import decimal, plain
from kla_rules.profile.model import Profile

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation


@frozen
class WhatIf:
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

    @property
    def gain(self) -> tuple[int, int]:
        """Return by how many thousandths the lower and the upper end of the range rise."""
        return self.after.low - self.before.low, self.after.high - self.before.high

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values of both and of the difference."""
        return {
            "before": _standing(self.before),
            "after": _standing(self.after),
            "gain": [plain(end) for end in self.gain],
            "waits": [{"step": step, "first": before} for step, before in self.waits],
        }


def _standing(evaluation: "Evaluation") -> dict[str, Any]:
    return {
        "score_range": [plain(evaluation.low), plain(evaluation.high)],
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
    data = evaluation.profile.to_dict()
    own = data.get("answers", {})
    kept = {key: own[key]["evidence"] for key in points if "evidence" in own.get(key, {})}
    answers = {key: one for key, one in own.items() if key not in points}
    answers |= {key: {"points": points[key], "evidence": proof} for key, proof in kept.items()}
    given = {key: one for key, one in points.items() if key not in kept}
    return what_if(evaluation, {**data.get("points", {}), **given}, answers, points)


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
    data = evaluation.profile.to_dict()
    own, given = data.get("answers", {}), data.get("points", {})
    merged = {**own, **{key: _merged(own.get(key, {}), one) for key, one in answers.items()}}
    for key in [key for key in answers if key in given]:
        value = given.pop(key)
        if isinstance(merged[key], dict) and merged[key].keys() <= {"evidence"}:
            merged[key] = {"points": value, **merged[key]}
    changed = what_if(evaluation, given, merged, answers)
    was, now = evaluation.claims[0].values, changed.after.claims[0].values
    moved = {
        node: (now[i] or 0) - (was[i] or 0)
        for i, node in enumerate(evaluation.edition.ids)
        if node in answers and was[i] is not None and now[i] is not None
    }
    raised = raised_above(evaluation, moved)
    return what_if(evaluation, {**given, **raised}, merged, answers) if raised else changed


def _mapping(given: object, what: str) -> None:
    if not isinstance(given, Mapping):
        raise TypeError(f"{what} are a mapping by id, not {type(given).__name__}")


def _merged(own: Mapping[str, Any], new: Any) -> Any:  # noqa: ANN401 - the profile checks its form
    """Return an answer with the documents of the one it replaces, unless it brings its own."""
    if not isinstance(new, Mapping):
        return new
    stays = own if set(new) <= {"evidence"} else {k: v for k, v in own.items() if k == "evidence"}
    return {**stays, **new}


def raised_above(evaluation: "Evaluation", moved: Mapping[str, int]) -> dict[str, Any]:
    """Return the points given above questions once these have moved by so many thousandths.

    What moves below a cap counts only as far as the cap lets it.
    """
    edition, (claimed, reach) = evaluation.edition, evaluation.claims
    by_position = {edition.positions[node]: points for node, points in moved.items()}
    raised = {}
    for branch in edition.branches:  # from below
        change = sum(by_position.get(child, 0) for child in branch.children)
        if not change:
            continue
        if edition.nodes[branch.index].cap is not None:
            below = sum(reach.low[child] for child in branch.children)
            change = min(below + change, branch.ceiling) - min(below, branch.ceiling)
        own = claimed.values[branch.index]
        if own is not None:
            after = max(0, min(own + change, branch.ceiling))
            raised[edition.ids[branch.index]] = decimal(after)
            change = after - own
        by_position[branch.index] = change
    return raised


def what_if(
    evaluation: "Evaluation",
    points: Mapping[str, Any],
    answers: Mapping[str, Any],
    changed: Iterable[str],
) -> WhatIf:
    """Return what other points and answers would give; `changed` are the nodes they are new at."""
    from kla_rules.evaluation.evaluate import evaluate  # noqa: PLC0415 - it makes what stands here

    data = {**evaluation.profile.to_dict(), "points": points, "answers": answers}
    profile = Profile.from_dict(data, evaluation.edition)
    # What was rounded when the profile was read is exact by now; where it stands, say so still.
    gone = set(changed)
    rounded = (one for one in evaluation.profile.notes if one.id == "points.rounded")
    kept = tuple(one for one in rounded if one.node not in gone)
    after = evaluate(
        evolve(profile, notes=(*profile.notes, *kept)),
        engine=evaluation.engine,
        edge_policy=evaluation.edge_policy,
        scales=evaluation.scale,
        assume=evaluation.assume,
        count=evaluation.count,
    )
    return WhatIf(evaluation, after)
