"""How far points are backed by what is attached, and what is missing with whom."""

from typing import TYPE_CHECKING, Final

from kla_rules.core.page import Page
from kla_rules.model.evidence import evidence_in_words, evidence_names, evidence_shown

if TYPE_CHECKING:
    from kla_rules.evaluation.evidence import MissingByAgency, MissingEvidence
    from kla_rules.evaluation.result import Evaluation

_LARGEST: Final = 4
_INFERRED: Final = "I"


def evidence(page: Page, result: "Evaluation", *, whole: bool) -> None:
    """Write what is claimed, backed and at risk, and what is missing, by agency.

    Args:
        page: in the language that is asked for.
        result: an evaluation.
        whole: name every question; otherwise the largest of the largest agencies.
    """
    summary = result.evidence
    if not summary.claimed_thousandths or (not summary.documents and result.count == "claimed"):
        tell = (
            whole
            and summary.claimed_thousandths
            and result.edition.completeness_level == "questions"
        )
        if tell:
            page.paragraph(page.say("evidence-none"))
        return
    figures = {
        "claimed": summary.claimed_thousandths,
        "backed": summary.backed_thousandths,
        "at_risk": summary.at_risk_thousandths,
    }
    sentences = [page.say("evidence", **figures)]
    if summary.given_whole_thousandths:
        sentences.append(page.say("evidence-whole", whole=summary.given_whole_thousandths))
    page.paragraph(*sentences)
    if not summary.missing:
        return
    if result.edition.evidence:
        grades = {requirement.provenance.grade for requirement in result.edition.evidence.values()}
        named = sorted(grades - {_INFERRED})
        key = "evidence-grades" if _INFERRED in grades else "evidence-grade"
        page.paragraph(page.say(key if named else "evidence-inferred", named=named))
    if sum(group.at_risk_thousandths for group in summary.missing) > summary.at_risk_thousandths:
        page.paragraph(page.say("evidence-once", at_risk=summary.at_risk_thousandths))
    page.line(page.say("evidence-missing"))
    groups = summary.missing if whole else summary.missing[:_LARGEST]
    for group in groups:
        _group(page, result, group, None if whole else _LARGEST)
    rest = len(summary.missing) - len(groups)
    if rest:
        points = sum(group.at_risk_thousandths for group in summary.missing[_LARGEST:])
        page.item(page.say("evidence-rest", count=rest, points=points))


def _group(page: Page, result: "Evaluation", group: "MissingByAgency", most: int | None) -> None:
    edition = result.edition
    title = edition.agency(group.agency).title if group.agency else None
    key = "evidence-agency" if title else "evidence-no-agency"
    page.item(page.say(key, agency=title, points=group.at_risk_thousandths))
    for item in group.items[:most]:
        page.item(_item(page, result, item), "      - ")
    rest = len(group.items) - len(group.items[:most])
    if rest:
        points = sum(item.at_risk_thousandths for item in group.items[most:])
        text = page.say("evidence-rest-questions", count=rest, points=points)
        page.item(text, "      - ")


def _item(page: Page, result: "Evaluation", item: "MissingEvidence") -> str:
    edition, language = result.edition, page.language
    kinds = evidence_in_words(edition, item.groups).get(language)
    key = "evidence-item" if kinds else "evidence-item-any"
    if item.is_whole:
        key = "evidence-item-whole" if item.node.children else "evidence-item-closed"
    strange = [
        kind
        for kind in item.listed
        if not evidence_shown(edition, item.node.id, [(kind, None, None, ())])
    ]
    listed = ""
    if strange and item.groups:
        names = evidence_names(edition, strange, language)
        listed = page.say("evidence-listed", kinds=", ".join(names))
    values = {"node": item.node.id, "title": item.node.title, "points": item.at_risk_thousandths}
    return page.say(key, kinds=kinds, listed=listed, grade=item.grade, **values)
