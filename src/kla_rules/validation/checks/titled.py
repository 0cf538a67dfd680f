"""Conditions under a title, wherever rules have one, and the comparisons and facts in them."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from attrs import field, frozen

from kla_rules.cases.words import case_words
from kla_rules.conditions.bound import COMPARATORS
from kla_rules.core.text import Text
from kla_rules.model.edition import Edition
from kla_rules.model.measure import Measure
from kla_rules.model.tree import Node
from kla_rules.rulesets.reader import text_of
from kla_rules.rulesets.tiers import facts_of_units
from kla_rules.validation.checks.rules import Place, Rules, listed

MEASURED: Final = ("measure", "share", "trend")
_NODES: Final = ("ratio", "points")
_PARTS: Final = ("all", "any", "of")
# What says the same of a figure as the contrary of each.
CONTRARY: Final[Mapping[str, str]] = {
    "at_least": "below", "below": "at_least", "above": "at_most", "at_most": "above",
}  # fmt: skip


_THERE: Final = {"above": 0, "at_least": 1}  # of a number of things: that there are any


def where(place: Place) -> str:
    """Return the file and the line of another place, as a sentence names it."""
    return place.file.place(place.path)


@frozen(eq=False)
class Leaf:
    """A comparison, or a fact that is so or not, within a condition.

    Attributes:
        place: where it stands.
        turned: whether a `not` turns it about.
    """

    place: Place
    turned: bool = False

    @property
    def measure(self) -> str | None:
        """Return the measure, fact or kind of record that it looks at, or None."""
        return next((self.place.rule[key] for key in MEASURED if key in self.place.rule), None)

    @property
    def node(self) -> str | None:
        """Return the node whose points it looks at, or None."""
        return next((self.place.rule[key] for key in _NODES if key in self.place.rule), None)

    @property
    def written(self) -> str:
        """Return how it compares, as it is written; "" where it compares nothing."""
        return next((key for key in COMPARATORS if key in self.place.rule), "")

    @property
    def comparator(self) -> str:
        """Return how it compares in the end."""
        return CONTRARY[self.written] if self.turned and self.written else self.written

    @property
    def bound(self) -> Fraction:
        """Return what it compares with, or how many must hold."""
        return Fraction(self.place.rule[self.written])

    @property
    def kind(self) -> str:
        """Return what the figure is: that of a measure, or "ratio", "points", "nodes"."""
        return next((key for key in ("ratio", "points", "nodes") if key in self.place.rule), "")

    @property
    def is_true(self) -> bool | None:
        """Return whether a fact must be so in the end; None where it compares."""
        told = self.place.rule.get("is")
        return told is not self.turned if isinstance(told, bool) else None

    @property
    def is_there(self) -> bool | None:
        """Return whether something must be so, or be there at all; None where it is measured."""
        if self.is_true is not None:
            return self.is_true
        if not self.comparator:
            return None
        if self.bound == _THERE.get(self.comparator):
            return True
        return False if self.bound == _THERE.get(CONTRARY[self.comparator]) else None

    @property
    def asks_more(self) -> bool | None:
        """Return whether more, or yes, helps it to hold; None where neither is said."""
        if self.comparator:
            return self.comparator in {"at_least", "above"}
        return self.is_true


@frozen(eq=False)
class Titled:
    """A condition under a title.

    Attributes:
        place: the mapping whose `when` it is.
        title: what it is called, in the words that the condition should say.
        said_at: where the title stands.
        facts: what it may look at, by id, besides nodes.
        edition: the edition, for nodes; None where there are none.
        node: the question whose condition it is, or None.
        group: conditions of one group are told apart by what they look at.
        exact: a number of things must be whether there are any, where the title has no figure.
        asked: it says what is wanted of a region.
        leaves: what it is made of.
    """

    place: Place
    title: Text
    said_at: Place
    facts: Mapping[str, Measure]
    edition: Edition | None = None
    node: Node | None = None
    group: str = ""
    exact: bool = False
    asked: bool = False
    leaves: tuple[Leaf, ...] = field(init=False)

    @leaves.default
    def _leaves(self) -> tuple[Leaf, ...]:
        return tuple(_leaves(self.place.at("when"), turned=False))


def _leaves(place: Place, *, turned: bool) -> Iterator[Leaf]:
    rule = place.rule
    if "not" in rule:
        yield from _leaves(place.at("not"), turned=not turned)
        return
    key = next((key for key in _PARTS if key in rule), None)
    if key is None:
        yield Leaf(place, turned)
    else:
        for position in range(len(rule[key])):
            yield from _leaves(place.at(key, position), turned=turned)


def titled(rules: Rules) -> tuple[Titled, ...]:
    """Return the conditions of rules that have a title, of whatever is checked."""
    return rules.once(_titled)


def _titled(rules: Rules) -> tuple[Titled, ...]:
    parts = (_of_units, _of_levels, _of_forum, _of_steps, _of_overlays, _of_local, _of_handling)
    return tuple(condition for part in parts for condition in part(rules))


def _of_units(rules: Rules) -> Iterator[Titled]:
    if rules.units is None or rules.units_file is None:
        return
    facts = {name: fact for name, fact in rules.units.facts.items() if not fact.replaced_by}
    for name, question in rules.units.questions.items():
        node = rules.edition.node(name)
        place = Place(rules.units_file, ("questions", name))
        said_at = rules.nodes[name].at("title")
        scope = question.scope
        yield Titled(place, node.title, said_at, facts, rules.edition, node, scope, exact=True)


def _of_levels(rules: Rules) -> Iterator[Titled]:
    facts = {measure.id: measure for measure in rules.edition.measures}
    file = rules.files.requirements
    if file is None:
        return
    for key in ("requirements", "advisories"):
        for _, place in listed(file, key):
            yield _under_title(place, facts, rules.edition, asked=True)


def _of_forum(rules: Rules) -> Iterator[Titled]:
    if rules.forum is None or rules.forum_file is None:
        return
    facts = {
        name: _records(name, title, rules)
        for name, title in {**rules.forum.kinds, **rules.forum.roles}.items()
    }
    for name in rules.forum.questions:
        node = rules.edition.node(name)
        place = Place(rules.forum_file, ("questions", name))
        said_at = rules.nodes[name].at("title")
        yield Titled(place, node.title, said_at, facts, rules.edition, node, "forum")


def _records(name: str, title: Text, rules: Rules) -> Measure:
    """Return that records of a kind are counted, as a condition asks for it."""
    return Measure(name, title, "count", None, rules.edition.nodes[0].provenance)


def _of_steps(rules: Rules) -> Iterator[Titled]:
    facts = {measure.id: measure for measure in rules.edition.measures}
    for place in rules.steps_at.values():
        if "when" in place.rule:
            yield _under_title(place, facts, rules.edition)


def _under_title(
    place: Place, facts: Mapping[str, Measure], edition: Edition | None, *, asked: bool = False
) -> Titled:
    """Return a condition whose title stands beside it."""
    title = text_of(place.rule["title"])
    return Titled(place, title, place.at("title"), facts, edition, asked=asked)


def _of_overlays(rules: Rules) -> Iterator[Titled]:
    measures = {measure.id: measure for measure in rules.edition.measures}
    tiers = {tier.id: tier.facts for tier in rules.edition.unit_tiers}
    for file in rules.overlays:
        for _, place in listed(file, "advisories"):
            yield _under_title(place, measures, rules.edition, asked=True)
        for name, place in listed(file, "unit_tiers"):
            yield _under_title(place, tiers[name], rules.edition)


def _of_local(rules: Rules) -> Iterator[Titled]:
    if rules.local is None or rules.local_file is None:
        return
    facts = {**facts_of_units(rules.units_file), **rules.local.facts}
    single = (Place(rules.local_file, (key,)) for key in ("declared", "task_force"))
    for place in (*single, *(place for _, place in listed(rules.local_file, "functions"))):
        yield _under_title(place, facts, rules.edition)


def _of_handling(rules: Rules) -> Iterator[Titled]:
    for _, place in listed(rules.handling_file, "review") if rules.handling_file else ():
        yield _under_title(place, case_words().figures, None)
