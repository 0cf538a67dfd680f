"""A difference of evaluations on one screen: both, what explains the level, where points lie."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from kla_rules.core.catalogues import DIFFERENCES
from kla_rules.core.screen import Screen
from kla_rules.core.writing import Language
from kla_rules.differences.sentences import (
    cause_text,
    evidence_text,
    head,
    kinds,
    lead,
    moved_clusters,
    node_text,
    note_text,
    requirement_texts,
    rule_texts,
    told,
)

if TYPE_CHECKING:
    from kla_rules.differences.model import EvidenceDifference, Explanation
    from kla_rules.differences.result import EvaluationDifference

_MOST: Final = 7
_FEW: Final = 3


def brief(found: "EvaluationDifference", language: Language) -> str:
    """Return a difference on one screen; where there is much, its lists are shorter."""
    page = _screen(found, language, _MOST)
    for most in range(_MOST - 1, 0, -1):
        if page.left >= 0:
            break
        page = _screen(found, language, most)
    return str(page)


def _screen(found: "EvaluationDifference", language: Language, most: int) -> Screen:
    """Return the page with so many lines at most for each list."""
    page = Screen(DIFFERENCES, language)
    head(page, found)
    if found.explanation is not None:
        page.gap()
        _explanation(page, found, found.explanation, most)
    page.gap()
    _clusters(page, found, most)
    page.gap()
    if found.answers is not None:
        key = "answers-in-short" if found.answers else "answers-same"
        page.line(page.say(key, count=len(found.answers)))
    if found.evidence is not None and not found.evidence.is_same:
        _evidence(page, found.evidence)
    _listed(page, page.say("requirements"), requirement_texts(page, found), most)
    _listed(page, page.say("rules"), rule_texts(page, found), most)
    if found.rule_changes:
        page.line(page.say("rule-changes-in-short", count=len(found.rule_changes)))
    _notes(page, found)
    page.gap()
    told(page, found)
    return page


def _explanation(
    page: Screen, found: "EvaluationDifference", why: "Explanation", most: int
) -> None:
    page.line(page.say("explained"))
    page.paragraph(lead(page, why), most=2)
    _in_one_line(page, [cause_text(page, cause, found) for cause in why.alone or why.causes], most)
    if len(why.kinds) > 1:
        kinds(page, found, why)


def _clusters(page: Screen, found: "EvaluationDifference", most: int) -> None:
    """Write the clusters that have other points, or the total where nothing below can be told."""
    if found.unclaimed:
        page.paragraph(page.say("unclaimed", count=found.unclaimed))
    clusters = moved_clusters(found)
    if clusters:
        page.line(page.say("points-clusters"))
        _in_one_line(page, [node_text(page, one, short=True) for one in clusters], most)


def _evidence(page: Screen, one: "EvidenceDifference") -> None:
    """Write the points that are backed where they differ, and where other documents are listed."""
    pairs = (one.claimed_thousandths, one.backed_thousandths, one.at_risk_thousandths)
    if any(old != new for old, new in pairs):
        page.paragraph(evidence_text(page, one), most=2)
    if one.at_questions:
        page.line(page.say("documents-in-short", count=len(one.at_questions)))


def _in_one_line(page: Screen, texts: Sequence[tuple[str, str]], most: int) -> None:
    """Write items in a line each, cut within their names; the last tells how many are left."""
    shown = len(texts) if len(texts) <= most else most - 1
    for name, said in texts[:shown]:
        page.ended(name, said)
    if shown < len(texts):
        page.item(page.few(["", *(name for name, _ in texts[shown:])], 1)[-1])


def _listed(page: Screen, heading: str, texts: list[str], most: int) -> None:
    if texts:
        page.line(heading)
        page.items_in(texts, min(_FEW, most))


def _notes(page: Screen, found: "EvaluationDifference") -> None:
    """Write the notes that differ as far as there is room, else how many there are."""
    texts = [note_text(page, one) for one in found.notes]
    if not texts:
        return
    room = (page.free - _KEPT) // 2
    if room < 1:
        page.line(page.say("notes-in-short", count=len(texts)))
        return
    page.line(page.say("notes", count=len(texts)))
    shown = texts[: min(room, _FEW)]
    for text in shown:
        page.item(text, most=2)
    if len(texts) > len(shown):
        page.item(page.say("more-notes", count=len(texts) - len(shown)))


_KEPT: Final = 8  # lines for what cannot be told
