"""How far points are backed by documents, and what is missing with whom."""

from typing import TYPE_CHECKING, Final

from kla_rules.evaluation.evidence import asked_in_words, kinds_in_words
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
    sentences = [teller.say("evidence", **figures)]
    if found.given_whole:
        sentences.append(teller.say("evidence-whole", whole=found.given_whole))
    lines = teller.paragraph(sentences)
    if not found.missing:
        return lines
    if result.edition.evidence:
        grades = {asked.provenance.grade for asked in result.edition.evidence.values()}
        sentences = [teller.say("evidence-grade", grades=sorted(grades))]
        if "I" in grades:
            sentences.append(teller.say("evidence-inferred"))
        lines += teller.paragraph(sentences)
    if sum(group.points for group in found.missing) > found.at_risk:
        lines += teller.paragraph([teller.say("evidence-once", at_risk=found.at_risk)])
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
    edition, language = teller.result.edition, teller.language
    kinds = asked_in_words(edition, item.groups).get(language)
    key = "evidence-item" if kinds else "evidence-item-any"
    if item.is_whole:
        key = "evidence-item-whole" if item.node.children else "evidence-item-closed"
    asked = edition.evidence.get(item.node.id)
    fitting = {kind for group in asked.groups for kind in group} if asked else set()
    strange = [kind for kind in item.listed if kind not in fitting]
    listed = ""
    if strange:
        names = kinds_in_words(edition, strange, language)
        listed = teller.say("evidence-listed", kinds=", ".join(names))
    values = {"node": item.node.id, "title": item.node.title, "points": item.points}
    return teller.say(key, kinds=kinds, listed=listed, **values)
