"""Every condition that stands in rules, with its place and as a formula."""

from collections.abc import Iterator, Mapping
from typing import Literal

from attrs import field, frozen

from kla_rules.cases.words import case_words, limit_facts
from kla_rules.conditions.operators import Condition
from kla_rules.core.findings import Path
from kla_rules.core.text import Text
from kla_rules.model.cited import Provenance
from kla_rules.model.measure import Measure
from kla_rules.rulesets.tiers import facts_of_units
from kla_rules.validation.checks.formulas import Writer
from kla_rules.validation.checks.rules import Place, Rules, listed
from kla_rules.validation.checks.satisfiable import Formula, Together

Group = Literal[
    "requirement", "advisory", "step", "unit", "forum", "tier", "function", "limit", "review"
]


@frozen(eq=False)
class Statement:
    """A condition of a rule.

    Attributes:
        name: id of the rule.
        group: what the rule is.
        place: where the rule stands; the condition stands at its key `when`.
        condition: the condition.
        writer: writes it as a formula.
        level: of a requirement or an advisory the position of its level.
        rounds: of a requirement the rounds in which it is asked.
    """

    name: str
    group: Group
    place: Place
    condition: Condition
    writer: Writer
    level: int = -1
    rounds: frozenset[int] = frozenset()
    formula: Formula = field(init=False)

    @formula.default
    def _formula(self) -> Formula:
        return self.writer.formula(self.condition)

    def fixed(self, known: Mapping[Path, bool]) -> Formula:
        """Return the formula where parts, by their paths below `when`, are known to hold or not."""
        return self.writer.formula(self.condition, known)


def together(rules: Rules) -> Together:
    """Return what says whether formulas can hold together in the edition."""
    return Together(rules.edition)


def statements(rules: Rules) -> tuple[Statement, ...]:
    """Return every condition that stands in the files that are checked."""
    if rules.local is not None:
        return tuple(_of_local(rules))
    if rules.handling is not None:
        return tuple(_of_handling(rules))
    return (*_of_edition(rules), *_of_overlays(rules))


def asked(rules: Rules) -> tuple[Statement, ...]:
    """Return what levels ask for besides points, from the lowest level up."""
    found = [one for one in rules.once(statements) if one.group == "requirement"]
    return tuple(sorted(found, key=lambda one: one.level))


def _of_edition(rules: Rules) -> Iterator[Statement]:
    edition = rules.edition
    writer = Writer(edition, {measure.id: measure for measure in edition.measures})
    levels = {level.id: position for position, level in enumerate(edition.levels)}
    places = _advised(rules)
    for one in edition.requirements:
        place, rounds = rules.requirements_at[one.id], frozenset(one.rounds)
        at = levels[one.level]
        yield Statement(one.id, "requirement", place, one.when, writer, at, rounds)
    for advisory in edition.advisories:
        at = levels[advisory.level]
        yield Statement(advisory.id, "advisory", places[advisory.id], advisory.when, writer, at)
    for step in rules.steps.steps.values() if rules.steps is not None else ():
        if step.when is not None:
            yield Statement(step.id, "step", rules.steps_at[step.id], step.when, writer)
    if rules.units is not None and rules.units_file is not None:
        of_units = Writer(edition, rules.units.facts, of_units=True)
        for name, question in rules.units.questions.items():
            place = Place(rules.units_file, ("questions", name))
            yield Statement(name, "unit", place, question.when, of_units)
    if rules.forum is not None and rules.forum_file is not None:
        of_forum = Writer(edition, _counted({**rules.forum.kinds, **rules.forum.roles}))
        for name, own in rules.forum.questions.items():
            place = Place(rules.forum_file, ("questions", name))
            yield Statement(name, "forum", place, own.when, of_forum)


def _advised(rules: Rules) -> Mapping[str, Place]:
    """Return by id of an advisory where it stands: in the edition or in an overlay."""
    added = [place for file in rules.overlays for place in listed(file, "advisories")]
    return {**dict(added), **rules.requirements_at}


def _counted(titles: Mapping[str, Text]) -> dict[str, Measure]:
    nowhere = Provenance("", "I")
    return {name: Measure(name, title, "count", None, nowhere) for name, title in titles.items()}


def _of_overlays(rules: Rules) -> Iterator[Statement]:
    places = dict(place for file in rules.overlays for place in listed(file, "unit_tiers"))
    for tier in rules.edition.unit_tiers if places else ():
        writer = Writer(rules.edition, tier.facts, of_units=True)
        yield Statement(tier.id, "tier", places[tier.id], tier.when, writer)


def _of_local(rules: Rules) -> Iterator[Statement]:
    local, file = rules.local, rules.local_file
    if local is None or file is None:
        return
    facts = {**facts_of_units(rules.units_file), **local.facts}
    writer = Writer(rules.edition, facts, of_units=True)
    listed_at = dict(listed(file, "functions"))
    for key, own in (("declared", local.declared), ("task_force", local.task_force)):
        yield Statement(own.id, "function", Place(file, (key,)), own.when, writer)
    for function in local.functions:
        yield Statement(function.id, "function", listed_at[function.id], function.when, writer)


def _of_handling(rules: Rules) -> Iterator[Statement]:
    settings, file = rules.handling, rules.handling_file
    if settings is None or file is None:
        return
    words = case_words()
    of_limits = Writer(rules.edition, limit_facts(words))
    limits, reviews = dict(listed(file, "limits")), dict(listed(file, "review"))
    for limit in settings.limits:
        if limit.when is not None:
            yield Statement(limit.id, "limit", limits[limit.id], limit.when, of_limits)
    of_reviews = Writer(rules.edition, words.figures)
    for reason in settings.review:
        yield Statement(reason.id, "review", reviews[reason.id], reason.when, of_reviews)
