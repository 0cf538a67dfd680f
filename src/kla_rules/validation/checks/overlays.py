"""Overlays: entries that say what the edition says already."""

from collections.abc import Iterator
from typing import Final

from kla_rules.core.points import thousandths
from kla_rules.validation.checks.check import Check
from kla_rules.validation.checks.rules import Place, Rules


def _idle(rules: Rules) -> Iterator[Place]:
    """Yield corrected maxima, and asked documents, that are those of the edition."""
    base = rules.edition.base
    if base is None:
        return
    for file in rules.overlays:
        for node_id, rule in file.content.get("maxima", {}).items():
            if thousandths(rule["maximum"]) == base.node(node_id).maximum_thousandths:
                yield Place(file, ("maxima", node_id)).at("maximum", node=node_id)
        for node_id, rule in file.content.get("evidence", {}).get("questions", {}).items():
            before = base.evidence.get(node_id)
            asked = {frozenset(group) for group in rule["asks"]}
            if before is not None and asked == {frozenset(group) for group in before.groups}:
                place = Place(file, ("evidence", "questions", node_id))
                yield place.at("asks", node=node_id)


CHECKS: Final = (Check("overlay.idle", "warning", _idle),)
