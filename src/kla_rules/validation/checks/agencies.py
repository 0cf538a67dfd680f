"""Agencies: who answers for points."""

from collections.abc import Iterator, Sequence
from typing import Final

from kla_rules.validation.checks.check import Check
from kla_rules.validation.checks.rules import Place, Rules, listed


def _without(rules: Rules) -> Iterator[Place]:
    """Yield questions with points that no agency answers for, where others have one."""
    scored = [node for node in rules.edition.nodes if node.question and node.ceiling_thousandths]
    if any(node.agencies for node in scored):
        for node in scored:
            if not node.agencies:
                yield rules.nodes[node.id].at("id", node=node.id)


def _twice(rules: Rules) -> Iterator[Place]:
    """Yield agencies that are named twice for the same thing."""
    for node_id, place in rules.nodes.items():
        names = place.rule.get("agencies", ())
        for position in _repeated(names):
            yield place.at("agencies", position, agency=names[position], name=node_id)
    for name, place in rules.steps_at.items():
        supporting = place.rule.get("supporting", ())
        for position in _repeated([place.rule["responsible"], *supporting]):
            agency = supporting[position - 1]
            yield place.at("supporting", position - 1, agency=agency, name=name)


def _repeated(names: Sequence[str]) -> list[int]:
    """Return the positions of names that stood before."""
    return [position for position, name in enumerate(names) if name in names[:position]]


def _unused(rules: Rules) -> Iterator[Place]:
    """Yield agencies that answer for nothing and do nothing."""
    used = {agency for node in rules.edition.nodes for agency in node.agencies}
    used |= {one.signed_by for one in rules.edition.evidence_attributes}
    for step in rules.steps.steps.values() if rules.steps is not None else ():
        used |= {step.responsible or "", *step.supporting}
    for name, place in listed(rules.files.agencies, "agencies"):
        if name not in used:
            yield place.at("id", agency=name)


CHECKS: Final = (
    Check("agency.none", "warning", _without),
    Check("agency.twice", "warning", _twice),
    Check("agency.unused", "warning", _unused),
)
