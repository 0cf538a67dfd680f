"""How far points are backed by documents, and what is missing with whom."""

from typing import TYPE_CHECKING, Final

from kla_rules.model import Text
from kla_rules.present.telling import Teller

if TYPE_CHECKING:
    from kla_rules.evaluation.evidence import MissingByAgency, MissingEvidence

_LARGEST: Final = 4


def evidence(teller: Teller, *, whole: bool) -> list[str]:
    """Say what is claimed, backed and at risk, and what is missing, by agency.

    Args:
        teller: one evaluation in one language.
        whole: name every question; otherwise the largest of the largest agencies.
    """
    result = teller.result
    found = result.evidence
    if not found.claimed or (not found.documents and result.count == "claimed"):
        tell = whole and found.claimed and result.edition.completeness_level == "questions"
        return teller.paragraph([teller.say("evidence-none")]) if tell else []
    figures = {"claimed": found.claimed, "backed": found.backed, "at_risk": found.at_risk}
    lines = teller.paragraph([teller.say("evidence", **figures)])
    if not found.missing:
        return lines
    if result.edition.evidence:
        grades = {asked.provenance.grade for asked in result.edition.evidence.values()}
        lines += teller.paragraph([teller.say("evidence-grade", grades=sorted(grades))])
    lines.append(teller.say("evidence-missing"))
    shown = found.missing if whole else found.missing[:_LARGEST]
    for group in shown:
        lines += _group(teller, group, None if whole else _LARGEST)
    rest = len(found.missing) - len(shown)
    if rest:
        points = sum(group.points for group in found.missing[_LARGEST:])
        lines += teller.hanging("  - ", teller.say("evidence-rest", count=rest, points=points))
    return lines


def _group(teller: Teller, group: "MissingByAgency", most: int | None) -> list[str]:
    edition = teller.result.edition
    title = edition.agency(group.agency).title if group.agency else None
    key = "evidence-agency" if title else "evidence-no-agency"
    lines = teller.hanging("  - ", teller.say(key, agency=title, points=group.points))
    for item in group.items[:most]:
        lines += teller.hanging("      - ", _item(teller, item))
    rest = len(group.items) - len(group.items[:most])
    if rest:
        points = sum(item.points for item in group.items[most:])
        text = teller.say("evidence-rest-questions", count=rest, points=points)
        lines += teller.hanging("      - ", text)
    return lines


def _item(teller: Teller, item: "MissingEvidence") -> str:
    titles = {kind.id: kind.title for kind in teller.result.edition.evidence_kinds}
    groups = [[titles.get(kind, Text(kind, kind)) for kind in group] for group in item.groups]
    either = teller.say("evidence-or")
    kinds = [either.join(title.get(teller.language) for title in group) for group in groups]
    key = "evidence-item" if kinds else "evidence-item-any"
    if item.node.question is None:
        key = "evidence-item-whole"
    values = {"node": item.node.id, "title": item.node.title, "points": item.points}
    return teller.say(key, kinds="; ".join(kinds).lower(), **values)
