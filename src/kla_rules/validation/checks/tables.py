"""Tables that turn answers into points, of scales and of overlays: what reading lets pass."""

from collections.abc import Iterator
from typing import Final

from kla_rules.core.points import thousandths
from kla_rules.model.tree import Node, Question
from kla_rules.validation.checks.check import Check
from kla_rules.validation.checks.rules import Place, Rules

_WHOLE: Final = 100


def _tables(rules: Rules) -> list[tuple[Place, Node, Question]]:
    """Return every table that is checked, with the question that it is for."""
    named = [(file, "tables") for file in rules.overlays]
    if rules.scale_file is not None:
        named.append((rules.scale_file, "scales"))
    found = []
    for file, key in named:
        for node_id in file.content.get(key, {}):
            node = rules.edition.node(node_id)
            if node.question is not None:
                found.append((Place(file, (key, node_id)), node, node.question))
    return found


def _no_points(rules: Rules) -> Iterator[Place]:
    """Yield tables of questions that give no points."""
    for place, node, _ in rules.once(_tables):
        if not node.ceiling_thousandths:
            yield place.at(key=True, node=node.id)


def _beyond(rules: Rules) -> Iterator[Place]:
    """Yield bands of shares that no share reaches."""
    for place, node, question in rules.once(_tables):
        bounded = question.answer == "percentage" and not question.may_exceed_100
        for position, band in enumerate(place.rule.get("bands", ())):
            if bounded and band["from"] > _WHOLE:
                yield place.at("bands", position, "from", node=node.id, found=band["from"])


def _above(rules: Rules) -> Iterator[Place]:
    """Yield a last band that ends where the figure does not."""
    for place, node, question in rules.once(_tables):
        bands = place.rule.get("bands", ())
        endless = question.answer == "count" or question.may_exceed_100
        if bands and endless and "to" in bands[-1]:
            position, end = len(bands) - 1, bands[-1]["to"]
            yield place.at("bands", position, "to", node=node.id, to=end)


def _flat(rules: Rules) -> Iterator[Place]:
    """Yield tables whose bands all give the same."""
    for place, node, _ in rules.once(_tables):
        worth = {thousandths(band["points"]) for band in place.rule.get("bands", ())}
        if len(worth) == 1 and len(place.rule["bands"]) > 1:
            yield place.at("bands", node=node.id, points=worth.pop())


def _never_full(rules: Rules) -> Iterator[Place]:
    """Yield tables whose best band gives less than the question."""
    for place, node, _ in rules.once(_tables):
        worth = [thousandths(band["points"]) for band in place.rule.get("bands", ())]
        if worth and max(worth) < node.ceiling_thousandths:
            here = ("bands", worth.index(max(worth)), "points")
            most = node.ceiling_thousandths
            yield place.at(*here, node=node.id, points=max(worth), maximum=most)


CHECKS: Final = (
    Check("table.no-points", "warning", _no_points),
    Check("table.beyond", "warning", _beyond),
    Check("table.gap-above", "warning", _above),
    Check("table.flat", "warning", _flat),
    Check("table.never-full", "warning", _never_full),
)
