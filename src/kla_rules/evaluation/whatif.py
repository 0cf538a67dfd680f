"""What if: the same region with other answers, other points, or steps done, and the difference."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from attrs import frozen

from kla_rules.points import decimal, plain, share
from kla_rules.profile.model import Profile
from kla_rules.reading.schemas import near

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation


@frozen
class WhatIf:
    """An evaluation, what it would be, and the difference.

    Attributes:
        before: as it is.
        after: as it would be.
    """

    before: "Evaluation"
    after: "Evaluation"

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
    """
    data = evaluation.profile.to_dict()
    own = data.get("answers", {})
    kept = {key: own[key]["evidence"] for key in points if "evidence" in own.get(key, {})}
    answers = {key: one for key, one in own.items() if key not in points}
    answers |= {key: {"points": points[key], "evidence": proof} for key, proof in kept.items()}
    given = {key: one for key, one in points.items() if key not in kept}
    return _what_if(evaluation, {**data.get("points", {}), **given}, answers)


def with_answers(evaluation: "Evaluation", answers: Mapping[str, Any]) -> WhatIf:
    """Return what other answers at questions would give.

    Points given above a question move with it where both its old and its new points are known, up
    to their maximum; otherwise they stay, and a note says where they differ from their parts.

    Args:
        evaluation: what is.
        answers: answers by question id, as a profile gives them.

    Raises:
        ProfileError: if they do not fit the edition.
    """
    data = evaluation.profile.to_dict()
    points = {key: one for key, one in data.get("points", {}).items() if key not in answers}
    own = data.get("answers", {})
    kept = {key: {"evidence": own[key]["evidence"]} for key in own if "evidence" in own[key]}
    merged = {**own, **{key: {**kept.get(key, {}), **one} for key, one in answers.items()}}
    changed = _what_if(evaluation, points, merged)
    was, now = evaluation.claims[0].values, changed.after.claims[0].values
    moved = {
        node: (now[i] or 0) - (was[i] or 0)
        for i, node in enumerate(evaluation.edition.ids)
        if node in answers and was[i] is not None and now[i] is not None
    }
    raised = _raised(evaluation, moved)
    return _what_if(evaluation, {**points, **raised}, merged) if raised else changed


def with_steps(evaluation: "Evaluation", steps: Iterable[str]) -> WhatIf:
    """Return what steps of the catalogue would give, as far as they are assumed to mend a gap.

    Steps whose result no act decides gain nothing here. An unknown answer becomes full where the
    step is assumed to mend all of a gap, and stays unknown otherwise: part of an unknown gap is no
    figure. Points given above a question rise with it.

    Args:
        evaluation: what is.
        steps: ids of steps.

    Raises:
        ValueError: for a step that the catalogue does not have.
        TypeError: for a text instead of a list of ids.
    """
    if isinstance(steps, str):
        raise TypeError("steps are a list of ids")
    known = evaluation.edition.catalogue
    edition, before = evaluation.edition, evaluation.claims[1].low
    low = list(before)
    for name in dict.fromkeys(steps):
        if known is None or name not in known.steps:
            hint = ", ".join(near(name, known.steps if known else ())) or "none is near"
            raise ValueError(f"there is no step {name!r} in the catalogue ({hint})")
        step, assumed = known.steps[name], known.assumptions[name]
        for question in () if step.is_outcome else step.mends:
            position = edition.positions[question]
            if evaluation.claims[1].high[position] > before[position] and assumed.share != 1:
                continue
            low[position] += share(assumed.share, 1, edition.ceilings[position] - low[position])
    gained = {node: low[i] - before[i] for i, node in enumerate(edition.ids) if low[i] != before[i]}
    data = evaluation.profile.to_dict()
    own = data.get("answers", {})
    mended = {
        node: {
            "points": decimal(low[edition.positions[node]]),
            **{key: one for key, one in own.get(node, {}).items() if key == "evidence"},
        }
        for node in gained
    }
    points = {key: one for key, one in data.get("points", {}).items() if key not in mended}
    raised = _raised(evaluation, gained)
    return _what_if(evaluation, {**points, **raised}, {**own, **mended})


def _raised(evaluation: "Evaluation", moved: Mapping[str, int]) -> dict[str, Any]:
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


def _what_if(
    evaluation: "Evaluation", points: Mapping[str, Any], answers: Mapping[str, Any]
) -> WhatIf:
    from kla_rules.evaluation.evaluate import evaluate  # noqa: PLC0415 - it makes what stands here

    data = {**evaluation.profile.to_dict(), "points": points, "answers": answers}
    after = evaluate(
        Profile.from_dict(data, evaluation.edition),
        engine=evaluation.engine,
        edge_policy=evaluation.edge_policy,
        scales=evaluation.scale,
        assume=evaluation.assume,
        count=evaluation.count,
    )
    return WhatIf(evaluation, after)
