"""What lies beside the rule files of an edition, thing by thing: steps, units, the forum."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from kla_rules.core.catalogues import STEPS
from kla_rules.core.resources import is_file
from kla_rules.core.text import Text, both
from kla_rules.model.cited import Provenance
from kla_rules.model.edition import Edition
from kla_rules.model.measure import Measure
from kla_rules.participation.rules_reading import forum_rules
from kla_rules.rulesets.difference import Change, differences
from kla_rules.rulesets.things import Named, Thing, said_of, things_of
from kla_rules.steps.model import Step
from kla_rules.steps.reading import catalogue_of
from kla_rules.units.rules_reading import unit_rules_of


def attached_changes(old: Edition, new: Edition, named: Named) -> tuple[Change, ...]:
    """Return what two editions say differently of steps, of units and of the children's forum.

    Args:
        old: the old edition.
        new: the new one.
        named: what the new edition calls a node of the old one.

    Raises:
        RuleError: where the files beside either of them are not in order.
    """
    if old.folder is not None and old.folder == new.folder:  # under overlays, which leave them be
        return ()
    return tuple(
        change
        for things in _ATTACHED
        for change in differences(things(old, named), things(new, str))
    )


def kinds_in(edition: Edition) -> frozenset[str]:
    """Return the kinds of things that the rule files of an edition, and those beside them, list."""
    beside = (thing.what for things in _ATTACHED for thing in things(edition, str))
    return frozenset([*(thing.what for thing in things_of(edition)), *beside])


def _steps(edition: Edition, named: Named) -> Iterator[Thing]:
    catalogue = catalogue_of(edition)
    if catalogue is None:
        return
    for step in catalogue.steps.values():
        yield Thing("step", step.id, step.title, _of_step(step, named), step.id, edition)
    for name, assumption in catalogue.assumptions.items():
        title = _assumed_of(name, catalogue.steps)
        yield Thing("assumption", name, title, said_of(assumption), name, edition)
    for place in catalogue.places.values():
        says = said_of(place, number=None, how_many=place.number)
        yield Thing("places", place.id, place.title, says, place.id, edition)
    for source in catalogue.sources:
        yield Thing("step-source", source.id, source.title, said_of(source), source.id, edition)


def _assumed_of(name: str, steps: Mapping[str, Step]) -> Text:
    """Return the step, or the kind of steps, that something is assumed of."""
    if name in steps:
        return steps[name].title
    return both(STEPS, "kind-" + name.removeprefix("kind:"))


def _of_step(step: Step, named: Named) -> dict[str, Any]:
    return said_of(
        step,
        kind=None,
        step_kind=step.kind,
        place=None,
        done_in=step.place,
        mends=tuple(map(named, step.mends)),
    )


def _units(edition: Edition, named: Named) -> Iterator[Thing]:
    rules = unit_rules_of(edition)
    if rules is None:
        return
    for scope in rules.scopes.values():
        yield Thing("unit-scope", scope.id, scope.title, said_of(scope), scope.id, edition)
    for fact in rules.facts.values():
        says = said_of(fact, kind=None, measure_kind=fact.kind)
        yield Thing("unit-fact", fact.id, fact.title, says, fact.id, edition)
    for name, rule in rules.questions.items():
        says = said_of(rule, question=None)
        yield Thing(
            "unit-rule", name, _node(edition, name), says, named(name), edition, rules.facts
        )


def _forum(edition: Edition, named: Named) -> Iterator[Thing]:
    if edition.folder is None or not is_file(edition.folder / "forum.yaml"):
        return
    rules = forum_rules(edition)
    lists = {"forum-kind": rules.kinds, "forum-role": rules.roles, "forum-theme": rules.themes}
    for what, titles in lists.items():
        for name, title in titles.items():
            words = tuple(sorted(word for word, stands in rules.words.items() if stands == name))
            yield Thing(what, name, title, {"title": title, "words": words}, name, edition)
    nowhere = Provenance("", "I")
    facts = {
        name: Measure(name, title, "count", None, nowhere)
        for name, title in {**rules.kinds, **rules.roles}.items()
    }
    for name, rule in rules.questions.items():
        says = said_of(rule, answer=None, suggested=rule.answer)
        yield Thing("forum-rule", name, _node(edition, name), says, named(name), edition, facts)
    for source in rules.sources:
        yield Thing("forum-source", source.id, source.title, said_of(source), source.id, edition)


def _node(edition: Edition, name: str) -> Text:
    title = edition.node(name).title
    return Text(f"{name} ({title.id})", f"{name} ({title.en})")


_ATTACHED: Final[tuple[Callable[[Edition, Named], Iterable[Thing]], ...]] = (_steps, _units, _forum)
