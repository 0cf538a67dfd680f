"""Directions: whether more of what a question asks for is better, by all that tells it."""

from collections.abc import Iterator
from typing import Final

from attrs import evolve

from kla_rules.model.tree import Node, Question
from kla_rules.validation.checks.check import Check
from kla_rules.validation.checks.rules import Place, Rules
from kla_rules.validation.checks.senses import is_open_to_less, senses
from kla_rules.validation.checks.titled import Leaf, Titled, titled, where

_SIGNS: Final = {"positive": 1, "negative": -1}
_ENDING: Final = "stop"
_OPEN: Final = "unknown"  # of a direction, and of a kind
# Kinds of questions about what there should be less of: their titles need not tell it.
_OF_LESS: Final = ("prohibition", "outcome")


def _directed(rules: Rules) -> Iterator[tuple[Node, Question, int]]:
    """Yield questions with points that have a direction, and 1 where more is better, else -1."""
    for node in rules.edition.nodes:
        question = node.question
        if question is not None and question.direction in _SIGNS and node.ceiling_thousandths:
            yield node, question, _SIGNS[question.direction]


def _at(rules: Rules, node: Node, **values: object) -> Place:
    """Return the place of a direction, or of the question that does without."""
    place = rules.nodes[node.id]
    key = "direction" if "direction" in place.rule else "id"
    return evolve(place.at(key), values={"node": node.id, "title": node.title, **values})


def _words(rules: Rules) -> Iterator[Place]:
    """Yield questions whose title tells the contrary of their direction."""
    for node, question, sign in _directed(rules):
        told = senses(node.title)
        contrary = -sign in told and sign not in told
        if contrary and (sign < 0 or all(told) or question.kind in _OF_LESS):
            reason = question.direction
            yield _at(rules, node, reason=reason, other=where(rules.nodes[node.id].at("title")))


def _untold(rules: Rules) -> Iterator[Place]:
    """Yield questions of which less is said to be better, and nothing tells why."""
    by_units = {one.node.id for one in titled(rules) if one.node and -1 in _by_units(one)}
    kinds = {kind.id: kind.title for kind in rules.edition.kinds}
    for node, question, sign in _directed(rules):
        told = any(senses(node.title)) or is_open_to_less(node.title)
        if sign < 0 and not (told or question.kind in _OF_LESS or node.id in by_units):
            yield _at(rules, node, kind=kinds[question.kind])


def _units(rules: Rules) -> Iterator[Place]:
    """Yield questions whose rule on units counts units that have it better, or worse."""
    directed = {node.id: (question, sign) for node, question, sign in _directed(rules)}
    for condition in titled(rules):
        if condition.node is None or condition.node.id not in directed or not condition.exact:
            continue
        question, sign = directed[condition.node.id]
        if _by_units(condition) == {-sign}:
            yield _at(
                rules, condition.node, reason=question.direction, other=where(condition.place)
            )


def _by_units(condition: Titled) -> set[int]:
    """Return whether units with it are better off (1) or worse (-1), by each fact that tells."""
    return {sign for leaf in condition.leaves for sign in _by_fact(condition, leaf)}


def _by_fact(condition: Titled, leaf: Leaf) -> Iterator[int]:
    fact, wanted = condition.facts.get(leaf.measure or ""), leaf.asks_more
    if fact is None or wanted is None:
        return
    told = {*senses(fact.title)}
    if len(told) == 1 and 0 not in told:
        yield told.pop() * (1 if wanted else -1)


def _steps(rules: Rules) -> Iterator[Place]:
    """Yield questions of which more is said to be better, though what mends them ends something."""
    ending = {
        name: place
        for place in rules.steps_at.values()
        if place.rule["kind"] == _ENDING
        for name in place.rule["mends"]
    }
    for node, _, sign in _directed(rules):
        if sign > 0 and node.id in ending and 1 not in senses(node.title):
            step = ending[node.id]
            yield _at(rules, node, step=step.rule["id"], other=where(step))


def _open(rules: Rules) -> Iterator[Place]:
    """Yield questions whose subject is known and their direction is not."""
    if all(kind.id != _OPEN for kind in rules.edition.kinds):
        return
    for node in rules.edition.nodes:
        question = node.question
        if question is not None and question.direction == _OPEN and question.kind != _OPEN:
            yield _at(rules, node)


CHECKS: Final = (
    Check("direction.words", "warning", _words),
    Check("direction.untold", "warning", _untold),
    Check("direction.units", "error", _units),
    Check("direction.steps", "warning", _steps),
    Check("direction.open", "warning", _open),
)
