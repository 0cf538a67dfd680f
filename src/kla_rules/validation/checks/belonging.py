"""What belongs to a question elsewhere: its units, its steps, its documents, its form of answer."""

from collections.abc import Iterator
from typing import Final

from kla_rules.core.text import Text
from kla_rules.core.writing import LANGUAGES
from kla_rules.model.edition import Edition
from kla_rules.model.tree import Agency, Node
from kla_rules.validation.checks.check import Check
from kla_rules.validation.checks.lexicon import lexicon, without_asides, words_of
from kla_rules.validation.checks.rules import Place, Rules
from kla_rules.validation.checks.titled import where
from kla_rules.validation.checks.topics import topic

_FORMS: Final = ("percentage", "count", "yes_no")


def _scopes(rules: Rules) -> Iterator[Place]:
    """Yield rules on units that count others than their question asks about."""
    for name, rule in (rules.units.questions if rules.units is not None else {}).items():
        question = rules.edition.node(name).question
        if rules.units_file is not None and question is not None and question.scope != rule.scope:
            place = Place(rules.units_file, ("questions", name))
            other = where(rules.nodes[name])
            yield place.at("of", node=name, scope=rule.scope, asked=question.scope, other=other)


def _agencies(rules: Rules) -> Iterator[Place]:
    """Yield steps of an office that answers for none of the questions that they mend."""
    leading = _leading(rules.edition)
    for name, place in rules.steps_at.items():
        step = rules.steps.steps[name] if rules.steps is not None else None
        if step is None or step.responsible is None:
            continue
        mended = [rules.edition.node(question) for question in step.mends]
        named = {agency for node in mended for agency in node.agencies}
        scopes = {node.question.scope for node in mended if node.question is not None}
        if not named or step.responsible in {*named, *scopes, leading}:
            continue
        agency = rules.edition.agency(step.responsible)
        helped = bool(named & {*step.supporting})
        if not (helped and _is_named(agency, [node.title for node in mended])):
            nodes = [node.id for node in mended]
            yield place.at("responsible", step=name, agency=agency.title, nodes=nodes)


def _leading(edition: Edition) -> str:
    """Return the agency that answers for most questions: it leads the work of the others."""
    asked = [agency for node in edition.nodes if node.question for agency in node.agencies]
    return max(sorted(set(asked)), key=asked.count, default="")


def _is_named(agency: Agency, texts: list[Text]) -> bool:
    """Return whether texts are about what an office is called after, in both languages."""
    return all(
        topic(without_asides(agency.title.get(language)), language)
        & topic(text.get(language), language)
        for language in LANGUAGES
        for text in texts
    )


def _documents(rules: Rules) -> Iterator[Place]:
    """Yield documents asked of questions that only another kind of question asks for.

    A document that bears the name of a kind of questions, such as a budget, is theirs, unless the
    title of a question speaks of it.
    """
    file = rules.files.evidence
    if file is None:
        return
    by_kind = {
        kind: {name for group in rule["asks"] for name in group}
        for kind, rule in file.content.get("by_kind", {}).items()
    }
    kinds = {kind.id: kind for kind in rules.edition.evidence_kinds}
    special = {
        name
        for name, kind in kinds.items()
        if kind.counts_as and [one for one, asked in by_kind.items() if name in asked] == [name]
    }
    for name, rule in file.content.get("questions", {}).items():
        node = rules.edition.node(name)
        fitting = by_kind.get(node.question.kind if node.question is not None else "", set())
        for group, asked in enumerate(rule["asks"]):
            for place, document in enumerate(asked):
                if document in special - fitting and not _speaks_of(node, kinds[document].title):
                    yield Place(file, ("questions", name)).at(
                        "asks", group, place,
                        node=name, title=node.title, document=kinds[document].title,
                    )  # fmt: skip


def _speaks_of(node: Node, document: Text) -> bool:
    return any(
        topic(node.title.get(language), language) & topic(document.get(language), language)
        for language in LANGUAGES
    )


def _forms(rules: Rules) -> Iterator[Place]:
    """Yield questions whose title asks in another form than they are answered in."""
    for node in rules.edition.nodes:
        if node.question is None or node.question.answer not in _FORMS:
            continue
        asked = {_asked(node.title.get(language), language) for language in LANGUAGES}
        if "" not in asked and node.question.answer not in asked:
            form = node.question.answer
            yield rules.nodes[node.id].at("answer", node=node.id, title=node.title, form=form)


def _asked(title: str, language: str) -> str:
    """Return the form of answer that the first words of a title ask for, or ""."""
    entries = tuple(f"asks-{form}" for form in _FORMS)
    entry, _ = lexicon(entries, language).at(words_of(title), 0)
    return entry.removeprefix("asks-")


CHECKS: Final = (
    Check("unit.other-scope", "error", _scopes),
    Check("step.other-agency", "warning", _agencies),
    Check("evidence.other-kind", "warning", _documents),
    Check("answer.other-form", "warning", _forms),
)
