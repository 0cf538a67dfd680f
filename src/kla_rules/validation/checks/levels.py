"""Levels: floors, and what holds exactly on one."""

from collections.abc import Iterator
from typing import Final

from kla_rules.validation.checks.check import Check
from kla_rules.validation.checks.rules import Place, Rules


def _same_edge(rules: Rules) -> Iterator[Place]:
    """Yield another reading of the floors that says what the first one says."""
    edge = rules.edition.edge
    if edge.other_policy == edge.policy:
        rule = Place(rules.files.edition, ("edge_policy",))
        yield rule.at("other", "policy", policy=edge.policy)


CHECKS: Final = (Check("edge.same", "warning", _same_edge),)
