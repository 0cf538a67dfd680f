"""A difference of evaluations in words: where both stand, what explains it, and every part."""

from typing import TYPE_CHECKING, Final

from kla_rules.core.catalogues import DIFFERENCES
from kla_rules.core.page import Page
from kla_rules.core.writing import Language, printable
from kla_rules.differences.sentences import (
    evidence_text,
    explanation,
    head,
    node_text,
    note_text,
    requirement_texts,
    rule_texts,
    told,
)

if TYPE_CHECKING:
    from kla_rules.differences.result import EvaluationDifference


def difference_text(found: "EvaluationDifference", language: Language) -> str:
    """Return all of it for people."""
    page = Page(DIFFERENCES, language)
    head(page, found)
    if found.explanation is not None:
        page.gap()
        explanation(page, found, found.explanation)
    for part in (_nodes, _answers, _evidence, _requirements, _rules, _changes, _notes):
        page.gap()
        part(page, found)
    page.gap()
    told(page, found)
    return str(page)


_DEPTH: Final = {"total": 0, "cluster": 0, "indicator": 1, "question": 2}


def _nodes(page: Page, found: "EvaluationDifference") -> None:
    if found.unclaimed:
        page.paragraph(page.say("unclaimed", count=found.unclaimed))
    if not found.nodes:
        return
    page.line(page.say("points-lie"))
    for one in found.nodes:
        page.item("".join(node_text(page, one)), f"{'  ' * (1 + _DEPTH.get(one.rank, 2))}- ")


def _answers(page: Page, found: "EvaluationDifference") -> None:
    if found.answers is None:
        return
    if not found.answers:
        page.line(page.say("answers-same"))
        return
    page.line(page.say("answers", count=len(found.answers)))
    for one in found.answers:
        name = one.title.get(page.language)
        name = f"{one.id} ({name})" if one.id and one.what != "measure" else name
        page.item(f"{name}: {page.say('from-to', old=one.old_words, new=one.new_words)}")


def _evidence(page: Page, found: "EvaluationDifference") -> None:
    one = found.evidence
    if one is None or one.is_same:
        return
    page.line(page.say("evidence"))
    page.item(evidence_text(page, one))
    if one.documents[0] != one.documents[1]:
        page.item(page.say("evidence-documents", old=one.documents[0], new=one.documents[1]))
    for question in one.at_questions or ():
        documents = [
            page.say(key, document=document.title)
            for key, listed in (
                ("document-removed", question.removed),
                ("document-added", question.added),
            )
            for document in listed
        ]
        name = f"{question.id} ({question.title.get(page.language)})"
        page.item(page.say("documents-at", name=name, documents="; ".join(documents)))


def _requirements(page: Page, found: "EvaluationDifference") -> None:
    if found.requirements:
        page.line(page.say("requirements"))
        page.items(requirement_texts(page, found))


def _rules(page: Page, found: "EvaluationDifference") -> None:
    texts = rule_texts(page, found)
    if not texts:
        page.paragraph(page.say("rules-same", edition=printable(found.new.edition)))
        return
    page.line(page.say("rules"))
    page.items(texts)


def _changes(page: Page, found: "EvaluationDifference") -> None:
    if not found.rule_changes:
        if found.rule_changes is not None and any(
            one.what == "edition_digest" for one in found.rules
        ):
            page.paragraph(page.say("rules-worded"))
        return
    page.line(page.say("rule-changes", count=len(found.rule_changes)))
    page.items(one.text(page.language, neutral=False) for one in found.rule_changes)


def _notes(page: Page, found: "EvaluationDifference") -> None:
    if found.notes:
        page.line(page.say("notes", count=len(found.notes)))
        page.items(note_text(page, one) for one in found.notes)
