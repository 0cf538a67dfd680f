"""Points: what has some and what has none, and what an edition says that it knows of them."""

from collections.abc import Iterator
from typing import Final

from kla_rules.validation.checks.check import Check
from kla_rules.validation.checks.rules import Place, Rules

# What is known of an edition that says so, down to which rank.
_KNOWN: Final = {"clusters": "cluster", "indicators": "indicator", "questions": "question"}


def _incomplete(rules: Rules) -> Iterator[Place]:
    """Yield what an edition says that it knows and does not list."""
    edition = rules.edition
    ranks = ["total", "cluster", "indicator", "question"]
    depth = ranks.index(_KNOWN.get(edition.completeness_level, "total"))
    for node in edition.nodes:
        known = bool(node.maximum_thousandths)
        if known and ranks.index(node.rank) < depth and not node.children:
            yield rules.nodes[node.id].at("id", node=node.id)


def _more_than_said(rules: Rules) -> Iterator[Place]:
    """Yield an edition that says that it knows less than it lists everywhere."""
    edition = rules.edition
    ranks = ["total", "cluster", "indicator", "question"]
    depth = ranks.index(_KNOWN.get(edition.completeness_level, "total"))
    inner = [node for node in edition.nodes if node.rank == ranks[depth]]
    if depth < len(ranks) - 1 and inner and all(node.children for node in inner):
        known = [
            node
            for node in edition.nodes
            if node.rank == ranks[depth + 1] and node.maximum_thousandths is not None
        ]
        if known:
            place = Place(rules.files.edition, ("completeness", "level"))
            yield place.at(level=edition.completeness_level)


def _empty(rules: Rules) -> Iterator[Place]:
    """Yield a cluster or an indicator that gives no points at all."""
    for node in rules.edition.nodes:
        if node.question is None and node.maximum_thousandths == 0:
            yield rules.nodes[node.id].at("maximum", node=node.id)


def _unscored(rules: Rules) -> Iterator[Place]:
    """Yield questions that are recorded only and give points, or are scored and give none."""
    for node in rules.edition.nodes:
        if node.question is None:
            continue
        place = rules.nodes[node.id]
        recorded = node.question.direction == "none"
        if recorded and node.ceiling_thousandths:
            yield place.at("direction", node=node.id, reason="recorded")
        elif not recorded and not node.ceiling_thousandths:
            yield place.at("maximum", node=node.id)


def _cap(rules: Rules) -> Iterator[Place]:
    """Yield a cap below which one question alone gives all that the indicator gives."""
    for node in rules.edition.nodes:
        if node.cap is None:
            continue
        for child in node.children:
            most = rules.edition.node(child).ceiling_thousandths
            if most > node.ceiling_thousandths:
                place = rules.nodes[child]
                yield place.at("maximum", node=child, cap=node.id, points=most)


CHECKS: Final = (
    Check("node.incomplete", "warning", _incomplete),
    Check("edition.completeness", "warning", _more_than_said),
    Check("node.empty", "warning", _empty),
    Check("question.unscored", "warning", _unscored),
    Check("question.above-cap", "warning", _cap),
)
