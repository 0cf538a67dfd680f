"""What there is to show of rules: every node, floor, outcome, entry, part, unit rule and step."""

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import frozen

from kla_rules.conditions.operators import Condition
from kla_rules.conditions.walk import looks_at
from kla_rules.conditions.words import in_words
from kla_rules.core.text import Text
from kla_rules.model.cited import Provenance
from kla_rules.model.edition import Edition
from kla_rules.model.evidence import EvidenceRequired
from kla_rules.model.table import Band
from kla_rules.participation.rules_reading import forum_rules_of
from kla_rules.steps.facts import conditions_of
from kla_rules.steps.reading import catalogue_of
from kla_rules.units.rules_reading import unit_rules_of
from kla_rules.validation.covered.deciding import leaves
from kla_rules.validation.covered.model import Target

UNIT: Final = "unit:"
FORUM: Final = "forum:"
OUTCOMES: Final = {True: "met", False: "not-met", None: "unknown"}
COUNTED: Final = {True: "counted", False: "not-counted", None: "unknown"}
SUGGESTED: Final = ("documented", "partly", "nothing")


@frozen
class Thing:
    """A target, and what the rule says: of overlays only what they change is looked at.

    Attributes:
        target: what can be shown.
        rule: the content of the rule, comparable.
        provenance: where it stands.
    """

    target: Target
    rule: object
    provenance: Provenance | None


def things_of(edition: Edition) -> list[Thing]:
    """Return what there is to show of an edition; of one under overlays what they add or change."""
    things = [*_things(edition)]
    if edition.base is None:
        return things
    own = {thing.target.key: thing.rule for thing in _things(edition.base)}
    return [one for one in things if own.get(one.target.key, _NEW) != one.rule]


_NEW = object()


def band_name(band: Band) -> str:
    """Return what a band of a table is called: its two ends."""
    return f"{band.start}..{'' if band.end is None else band.end}"


def _things(edition: Edition) -> Iterator[Thing]:
    yield from _nodes(edition)
    yield from _floors(edition)
    for requirement in edition.requirements:
        rule = (requirement.when, requirement.level, requirement.rounds)
        for state in OUTCOMES.values():
            target = Target("requirement", requirement.id, state, requirement.title)
            yield Thing(target, rule, requirement.provenance)
    yield from _tables(edition)
    for name, condition, provenance in conditions_of(edition):
        for index, leaf in enumerate(leaves(condition)):
            yield from _part(name, index, in_words(edition, leaf), condition, provenance)
    yield from _beside(edition)
    yield from _steps(edition)
    yield from _evidence(edition)


def _part(
    name: str, index: int, words: Text, condition: Condition, provenance: Provenance
) -> Iterator[Thing]:
    for state in ("true", "false"):
        yield Thing(Target("condition", name, state, words, index), condition, provenance)


def _nodes(edition: Edition) -> Iterator[Thing]:
    for node in edition.nodes:
        rule = (node.maximum_thousandths, node.ceiling_thousandths, node.children, node.parent)
        yield Thing(Target("node", node.id, "points", node.title), rule, node.provenance)


def _floors(edition: Edition) -> Iterator[Thing]:
    for level in edition.levels:
        threshold = level.threshold_thousandths(edition.edge.policy)
        rule = (level.floor_thousandths, level.includes_floor, edition.edge.policy)
        for state in ("below", "reached"):
            why = "floor-at-nothing" if state == "below" and threshold <= 0 else ""
            why = "floor-above-maximum" if threshold > edition.maximum_thousandths else why
            target = Target("floor", level.id, state, level.title, impossible=why)
            yield Thing(target, rule, level.provenance)


def _tables(edition: Edition) -> Iterator[Thing]:
    for name, table in edition.tables.items():
        title = edition.node(name).title
        for band in table.bands:
            target = Target("table", name, band_name(band), title)
            yield Thing(target, band.worth_thousandths, table.provenance)
        for option, worth in table.options_thousandths.items():
            yield Thing(Target("table", name, option, title), worth, table.provenance)


def _beside(edition: Edition) -> Iterator[Thing]:
    units, forum = unit_rules_of(edition), forum_rules_of(edition)
    for question, rule in () if units is None else units.questions.items():
        title, content = edition.node(question).title, (rule.when, rule.scope)
        for state in COUNTED.values():
            yield Thing(Target("unit", question, state, title), content, rule.provenance)
        for index, leaf in enumerate(leaves(rule.when)):
            facts = {} if units is None else units.facts
            words = _named({name: fact.title for name, fact in facts.items()}, leaf, title)
            yield from _part(UNIT + question, index, words, rule.when, rule.provenance)
    for question, one in () if forum is None else forum.questions.items():
        title, behind = edition.node(question).title, (one.when, one.also, one.answer)
        for state in SUGGESTED:
            yield Thing(Target("forum", question, state, title), behind, one.provenance)
        for index, leaf in enumerate(leaves(one.when)):
            known = {**forum.kinds, **forum.roles} if forum else {}
            words = _named(known, leaf, title)
            yield from _part(FORUM + question, index, words, one.when, one.provenance)


def _named(titles: Mapping[str, Text], leaf: Condition, title: Text) -> Text:
    """Return what a fact, or a kind of records, is called that a part looks at."""
    return titles.get(looks_at(leaf, "measure") or "", title)


def _steps(edition: Edition) -> Iterator[Thing]:
    catalogue = catalogue_of(edition)
    for step in () if catalogue is None else catalogue.steps.values():
        for state in ("offered", "not-offered"):
            rule = (step.mends, step.advisories, step.after)
            yield Thing(Target("step", step.id, state, step.title), rule, step.provenance)


def asked_for(edition: Edition, name: str) -> list[str]:
    """Return the questions that ask for a kind of document, by its own name or as another."""
    general = next((one.counts_as for one in edition.evidence_kinds if one.id == name), "")
    asked = {question: _names(required) for question, required in edition.evidence.items()}
    own = [question for question, names in asked.items() if name in names]
    as_another = [
        question for question, names in asked.items() if general in names and name not in names
    ]
    return [*own, *as_another]


def _evidence(edition: Edition) -> Iterator[Thing]:
    own: list[tuple[str, Text]] = [(one.id, one.title) for one in edition.evidence_kinds]
    own += [(one.id, one.title) for one in edition.evidence_attributes]
    for name, title in own:
        questions = asked_for(edition, name)
        by_name = [one for one in questions if name in _names(edition.evidence[one])]
        provenances = [edition.evidence[one].provenance for one in by_name or questions]
        # What an overlay asks for stands in the overlay.
        provenances.sort(key=lambda one: one.file == _FILE)
        # What is only taken as another kind is never missing by its own name.
        for state in ("given", "missing") if by_name or not questions else ("given",):
            why = "" if questions else "nobody-asks"
            target = Target("evidence", name, state, title, impossible=why)
            rule = frozenset((one, edition.evidence[one].groups) for one in by_name)
            yield Thing(target, rule, provenances[0] if provenances else None)


def _names(required: EvidenceRequired) -> set[str]:
    return {name for group in required.groups for name in group}


_FILE: Final = "evidence.yaml"
