"""Documents that questions ask for."""

from collections.abc import Iterator
from typing import Final

from kla_rules.validation.checks.check import Check
from kla_rules.validation.checks.rules import Place, Rules


def _none(rules: Rules) -> Iterator[Place]:
    """Yield questions with points of which nobody says what to attach, where others have it."""
    edition = rules.edition
    scored = [node for node in edition.nodes if node.question and node.ceiling_thousandths]
    if edition.evidence:
        for node in scored:
            if node.id not in edition.evidence:
                yield rules.nodes[node.id].at("kind", node=node.id)


def _idle_group(rules: Rules) -> Iterator[Place]:
    """Yield groups of documents that whatever fulfils another group fulfils."""
    own = [Place(file) for file in (rules.files.evidence,) if file is not None]
    added = [Place(file, ("evidence",)) for file in rules.overlays if "evidence" in file.content]
    for place in (*own, *added):
        for key in ("by_kind", "questions"):
            for name, own in place.rule.get(key, {}).items():
                groups = [set(group) for group in own["asks"]]
                for position, group in enumerate(groups):
                    others = [
                        *groups[:position],
                        *(one for one in groups[position + 1 :] if one < group),
                    ]
                    if any(one <= group for one in others):
                        yield place.at(key, name, "asks", position, name=name)


def _period(rules: Rules) -> Iterator[Place]:
    """Yield a period of evidence that ends after the last round that looks at it."""
    period, file = rules.edition.evidence_period, rules.files.evidence
    if period is not None and file is not None and period.last > max(rules.edition.rounds):
        yield Place(file, ("period",)).at("last", year=period.last)


CHECKS: Final = (
    Check("evidence.none", "warning", _none),
    Check("evidence.idle-group", "warning", _idle_group),
    Check("evidence.late-period", "warning", _period),
)
