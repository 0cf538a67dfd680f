"""What is declared and never used: kinds, documents, scopes, places, stages."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kla_rules.validation.checks.check import Check
from kla_rules.validation.checks.rules import Place, Rules, listed


def _kinds(rules: Rules) -> Iterator[Place]:
    """Yield kinds of questions that no question has."""
    used = {node.question.kind for node in rules.edition.nodes if node.question is not None}
    for name, place in listed(rules.files.edition, "kinds"):
        if name not in used:
            yield place.at("id", kind=name)


def _documents(rules: Rules) -> Iterator[Place]:
    """Yield kinds and attributes of documents that nothing asks for."""
    files = [(rules.files.evidence, ()), *((file, ("evidence",)) for file in rules.overlays)]
    own = [
        (Place(file, path), file.content.get("evidence", {}) if path else file.content)
        for file, path in files
        if file is not None
    ]
    used = {name for _, content in own for name in _asked(content)}
    for place, content in own:
        for key in ("kinds", "attributes"):
            for position, entry in enumerate(content.get(key, ())):
                if entry["id"] not in used:
                    yield place.at(key, position, "id", kind=entry["id"])


def _asked(content: Mapping[str, Any]) -> Iterator[str]:
    """Yield what questions and kinds of questions ask for, and what stands for something asked."""
    for key in ("by_kind", "questions"):
        for rule in content.get(key, {}).values():
            for group in rule["asks"]:
                yield from group
    for kind in content.get("kinds", ()):
        yield from [kind["id"], kind["counts_as"]] if "counts_as" in kind else []


def _scopes(rules: Rules) -> Iterator[Place]:
    """Yield scopes of units that no question asks about."""
    if rules.units is not None and rules.units_file is not None:
        used = {question.scope for question in rules.units.questions.values()}
        for name, place in listed(rules.units_file, "scopes"):
            if name not in used:
                yield place.at("id", scope=name)


def _places(rules: Rules) -> Iterator[Place]:
    """Yield places in which no step is done."""
    if rules.steps is None or rules.step_files is None or rules.step_files.places is None:
        return
    used = {step.place for step in rules.steps.steps.values()}
    used |= {place.like for place in rules.steps.places.values()}
    for name, place in listed(rules.step_files.places, "places"):
        if name not in used:
            yield place.at("id", place=name)


def _assumptions(rules: Rules) -> Iterator[Place]:
    """Yield assumptions about a kind of step that the catalogue has not."""
    if rules.steps is None or rules.step_files is None:
        return
    used = {step.kind for step in rules.steps.steps.values()}
    for kind in rules.step_files.assumptions.content["kinds"]:
        if kind not in used | _BUILT_IN:
            place = Place(rules.step_files.assumptions)
            yield place.at("kinds", kind, key=True, kind=kind)


# What no catalogue lists: answering a question, filing a document, meeting a requirement.
_BUILT_IN: Final = frozenset({"answer", "file", "meet"})


def _stages(rules: Rules) -> Iterator[Place]:
    """Yield stages where none awards a level, or more than one does."""
    awarding = [place for _, place in listed(rules.files.edition, "stages") if place.rule["award"]]
    if not awarding:
        yield Place(rules.files.edition, ("stages",)).at(reason="none")
    for place in awarding[1:]:
        yield place.at("award", stage=place.rule["id"])


CHECKS: Final = (
    Check("kind.unused", "warning", _kinds),
    Check("evidence.unused-kind", "warning", _documents),
    Check("unit.unused-scope", "warning", _scopes),
    Check("step.unused-place", "warning", _places),
    Check("step.unused-kind", "warning", _assumptions),
    Check("stage.award", "warning", _stages),
)
