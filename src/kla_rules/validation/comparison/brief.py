"""The same witness in fewer figures: points at a node where what lies below changes nothing."""

from collections.abc import Iterator, Mapping
from typing import Any

from kla_rules.evaluation.evaluate import evaluate
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.edition import Edition
from kla_rules.profile.model import Profile

Both = tuple[Evaluation, Evaluation]


def in_brief(both: Both) -> Both:
    """Return both evaluations of a profile that gives fewer figures and comes to the same.

    Where the points of a node are the same under both editions, they stand for all that is answered
    below it, as long as scores and levels stay what they are.

    Args:
        both: of one profile the evaluations under the old edition and under the new one.
    """
    told: set[str] = set()
    for name in both[0].edition.ids:
        if name not in told and _is_shared(name, both):
            shorter = _with_points(name, both)
            if shorter is not None:
                both = shorter
                told |= set(_below(both[0].edition, name))
    return both


def _is_shared(name: str, both: Both) -> bool:
    """Return whether a node has the same parts and, in whole thousandths, the same points."""
    editions = [one.edition for one in both]
    if any(name not in edition.positions for edition in editions):
        return False
    old, new = (list(_below(edition, name)) for edition in editions)
    exact = [one.bounds.exact_thousandths for one in both]
    points = {
        figures[edition.positions[name]]
        for edition, ends in zip(editions, exact, strict=True)
        for figures in ends
    }
    return bool(old) and old == new and len(points) == 1 and isinstance(points.pop(), int)


def _below(edition: Edition, name: str) -> Iterator[str]:
    for child in edition.node(name).children:
        yield child
        yield from _below(edition, child)


def _with_points(name: str, both: Both) -> Both | None:
    """Return the evaluations with points at a node alone, or None where something else follows."""
    made = []
    for one in both:
        below = set(_below(one.edition, name))
        data: Any = one.profile.to_dict()
        figures: dict[str, Mapping[str, Any]] = {
            key: {node: value for node, value in data.get(key, {}).items() if node not in below}
            for key in ("points", "answers")
        }
        points = {**figures["points"], name: one.node(name).points}
        data = {**data, "points": points, "answers": figures["answers"]}
        other = evaluate(Profile.from_dict(data, one.edition))
        if (other.score_range, other.levels_possible) != (one.score_range, one.levels_possible):
            return None
        made.append(other)
    return made[0], made[1]
