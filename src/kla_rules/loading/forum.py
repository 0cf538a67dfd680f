"""The rules on records of the children's forum: read when somebody has such records."""

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Final

from kla_rules.conditions.read import Reader, condition_of
from kla_rules.findings import Finding, Path, RuleError
from kla_rules.loading.citing import notes_of, source_of, text_of
from kla_rules.loading.files import RuleFile, digest, read_folder_file
from kla_rules.loading.sums import Rule
from kla_rules.loading.units import grade_of, looked_at, twice
from kla_rules.model import Edition, Measure, Provenance
from kla_rules.model.condition import Condition
from kla_rules.model.forum import ForumQuestion, ForumRules
from kla_rules.places import is_file
from kla_rules.reading.near import near

_NAME: Final = "forum.yaml"
_LISTS: Final = ("kinds", "roles", "themes")


def _read(edition: Edition) -> ForumRules | None:
    file = read_forum_file(edition.folder)
    if file is None:
        return None
    findings = forum_findings(file, edition)
    if findings:
        raise RuleError(findings)
    return _built(file, edition)


def forum_rules(edition: Edition) -> ForumRules:
    """Return the rules on records of the children's forum of an edition; read when first asked.

    Raises:
        RuleError: if it has none, or with everything that is wrong with them.

    >>> import kla_rules as kla
    >>> list(forum_rules(kla.edition("kla-2024")).questions)[:3]
    ['1.2e', '1.3i', '6.1']
    """
    rules = edition.attachment("forum", _read)
    if rules is None:
        raise RuleError([Finding("forum.no-rules", {"edition": edition.id})])
    return rules


def read_forum_file(folder: FilePath | None) -> RuleFile | None:
    """Return the file of these rules among the rule files of an edition, or None."""
    if folder is None or not is_file(folder / _NAME):
        return None
    return read_folder_file(folder, _NAME, "forum")


def forum_findings(file: RuleFile, edition: Edition) -> list[Finding]:
    """Return what is wrong with the rules: by themselves, and beside their edition."""
    return [*file.findings] or [file.locate(one) for one in _found(file, edition)]


def _found(file: RuleFile, edition: Edition) -> Iterator[Finding]:
    rule = file.content
    for key in (*_LISTS, "sources"):
        yield from twice(rule[key], (key,), file)
    known = sorted({one.id for one in edition.sources} | {one["id"] for one in rule["sources"]})
    for place, one in _citing(rule):
        if "source" in one and one["source"] not in known:
            values = {"source": one["source"], "known": known, "near": near(one["source"], known)}
            yield Finding("edition.no-source", values, (*place, "source"))
    yield from _words(rule)
    questions = {node.id for node in edition.nodes if node.question is not None}
    kinds = [one["id"] for one in rule["kinds"]]
    for name, one in rule["questions"].items():
        here: Path = ("questions", name)
        if name not in questions:
            values = {"node": name, "near": near(name, questions)}
            yield Finding("answer.unknown-question", values, here)
        found, when = _when(file, one["when"])
        for finding in found:
            yield Finding(finding.id, finding.values, (*here, "when", *finding.path))
        if when is not None and looked_at(when) is None:
            yield Finding("forum.operator", {"node": name}, (*here, "when"))
        for position, kind in enumerate(one.get("also", ())):
            if kind not in kinds:
                values = {"kind": kind, "known": kinds, "near": near(kind, kinds)}
                yield Finding("forum.no-kind", values, (*here, "also", position))


def _words(rule: Rule) -> Iterator[Finding]:
    """Yield words that stand for two things, or that no cell can match."""
    said: set[str] = set()
    for key in _LISTS:
        for position, one in enumerate(rule[key]):
            for word in {one["id"], *one.get("also", ())}:
                if word in said or word != word.lower():
                    yield Finding("forum.word", {"word": word}, (key, position))
                said.add(word)


def _citing(rule: Rule) -> Iterator[tuple[Path, Rule]]:
    """Yield everything that may name a source."""
    yield (), rule
    for key in _LISTS:
        for position, one in enumerate(rule[key]):
            yield (key, position), one
    for name, one in rule["questions"].items():
        yield ("questions", name), one


def _when(file: RuleFile, rule: Rule) -> tuple[list[Finding], Condition | None]:
    nowhere = Provenance("", "I")
    facts = {
        one["id"]: Measure(one["id"], text_of(one["title"]), "count", None, nowhere)
        for key in ("kinds", "roles")
        for one in file.content[key]
    }
    found: list[Finding] = []
    return found, condition_of(Reader({}, facts, found.append), rule, ())


def _built(file: RuleFile, edition: Edition) -> ForumRules:
    rule = file.content
    found = {name: _question(name, one, file) for name, one in rule["questions"].items()}
    kinds, roles, themes = (
        {one["id"]: text_of(one["title"]) for one in rule[key]} for key in _LISTS
    )
    return ForumRules(
        kinds,
        roles,
        themes,
        {
            word: one["id"]
            for key in _LISTS
            for one in rule[key]
            for word in (one["id"], *one.get("also", ()))
        },
        {node: found[node] for node in edition.ids if node in found},
        tuple(map(source_of, rule["sources"])),
        digest(rule),
    )


def _question(name: str, one: Rule, file: RuleFile) -> ForumQuestion:
    found, when = _when(file, one["when"])
    if when is None:
        raise RuleError(found)
    line = file.locate(Finding("", {}, ("questions", name, "when"))).line
    source = one.get("source", file.content["source"])
    provenance = Provenance(source, grade_of(one, file), file.name, line)
    also = tuple(one.get("also", ()))
    return ForumQuestion(name, when, also, dict(one["answer"]), provenance, notes_of(one))
