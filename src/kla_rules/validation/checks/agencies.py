"""Agencies: who answers for points."""

from collections.abc import Iterator
from typing import Final

from kla_rules.validation.checks.check import Check
from kla_rules.validation.checks.rules import Place, Rules


def _without(rules: Rules) -> Iterator[Place]:
    """Yield questions with points that no agency answers for, where others have one."""
    scored = [node for node in rules.edition.nodes if node.question and node.ceiling_thousandths]
    if any(node.agencies for node in scored):
        for node in scored:
            if not node.agencies:
                yield rules.nodes[node.id].at("id", node=node.id)


CHECKS: Final = (Check("agency.none", "warning", _without),)
