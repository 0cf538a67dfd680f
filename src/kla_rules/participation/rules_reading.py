"""The rules on records of the children's forum: read when somebody has such records."""

from collections.abc import Mapping
from typing import Final

from kla_rules.conditions.read import condition_of
from kla_rules.core.findings import Finding, RuleError
from kla_rules.model.cited import Provenance
from kla_rules.model.edition import Edition, attachment
from kla_rules.model.measure import Measure
from kla_rules.participation.rules_model import ForumQuestion, ForumRules
from kla_rules.rulesets.files import Rule, RuleFile, attached_file, digest
from kla_rules.rulesets.reader import (
    RuleReader,
    grades_in,
    in_order,
    notes_of,
    questions_in,
    sources_of,
    titles_in,
    words_in,
)
from kla_rules.rulesets.tiers import looked_at

_LISTS: Final = ("kinds", "roles", "themes")


def forum_rules(edition: Edition) -> ForumRules:
    """Return the rules on records of the children's forum of an edition; read when first asked.

    Raises:
        RuleError: if it has none, or with everything that is wrong with them.

    >>> import kla_rules as kla
    >>> list(forum_rules(kla.edition("kla-2024")).questions)[:3]
    ['1.2e', '1.3i', '6.1']
    """
    rules = forum_rules_of(edition)
    if rules is None:
        raise RuleError([Finding("forum.no-rules", {"edition": edition.id})])
    return rules


def forum_rules_of(edition: Edition) -> ForumRules | None:
    """Return the same, or None where an edition has none.

    Raises:
        RuleError: with everything that is wrong with them.
    """
    return attachment(edition, "forum", _of_folder)


def _of_folder(edition: Edition) -> ForumRules | None:
    file = attached_file(edition.folder, "forum")
    return None if file is None else in_order(*read_forum(file, edition))


def read_forum(file: RuleFile, edition: Edition) -> tuple[ForumRules | None, list[Finding]]:
    """Return the rules, and what is wrong with them: by themselves, and beside their edition."""
    if file.findings:
        return None, [*file.findings]
    sources = {*grades_in(file), *(source.id for source in edition.sources)}
    reader = RuleReader(file, sources=sorted(sources))
    return _rules(reader, edition), reader.findings


def _rules(reader: RuleReader, edition: Edition) -> ForumRules:
    rule = reader.content
    for key in (*_LISTS, "sources"):
        reader.ids(key)
    reader.sources(*_LISTS, "questions")
    _check_words(reader)
    kinds, roles, themes = (titles_in(rule[key]) for key in _LISTS)
    nowhere = Provenance("", "I")
    facts = {
        name: Measure(name, title, "count", None, nowhere)
        for name, title in {**kinds, **roles}.items()
    }
    known = questions_in(edition.nodes)
    by_name = {}
    for name, question in rule["questions"].items():
        reader.refer(("questions", name), "answer.unknown-question", known, "node", name)
        by_name[name] = _question(reader, name, question, facts)
    questions = {name: question for name, question in by_name.items() if question is not None}
    return ForumRules(
        kinds=kinds,
        roles=roles,
        themes=themes,
        words=words_in(rule, _LISTS),
        questions={node: questions[node] for node in edition.ids if node in questions},
        sources=sources_of(rule),
        digest=digest(rule),
    )


def _check_words(reader: RuleReader) -> None:
    """Find words that stand for two things, or that no cell can match."""
    seen: set[str] = set()
    for key in _LISTS:
        for position, entry in enumerate(reader.content[key]):
            for word in dict.fromkeys([entry["id"], *entry.get("also", ())]):
                if word in seen or word != word.lower():
                    reader.found(Finding("forum.word", {"word": word}, (key, position)))
                seen.add(word)


def _question(
    reader: RuleReader, name: str, rule: Rule, facts: Mapping[str, Measure]
) -> ForumQuestion | None:
    path = ("questions", name)
    when = condition_of(reader.naming({}, facts), rule["when"], (*path, "when"))
    if when is not None and looked_at(when) is None:
        reader.found(Finding("forum.operator", {"node": name}, (*path, "when")))
    also = rule.get("also", ())
    kinds = [kind["id"] for kind in reader.content["kinds"]]
    reader.refer_all((*path, "also"), "forum.no-kind", kinds, "kind", also)
    if when is None:
        return None
    provenance = reader.provenance(path, rule, "when")
    answer, notes = dict(rule["answer"]), notes_of(rule)
    return ForumQuestion(name, when, tuple(also), answer, provenance, notes)
