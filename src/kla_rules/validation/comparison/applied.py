"""What of the difference between two editions can be applied by itself.

An edition must be whole with a change and without it. So what is said at one node is one change: a
table of points belongs to its maximum. A question that came or went is one change, and so is a node
that was opened into parts, with the parts. A requirement that looks at a node, or is asked for a
level, that only one of the editions has goes with it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import field, frozen

from kla_rules.conditions.walk import named
from kla_rules.core.printed import Data
from kla_rules.model.edition import Edition
from kla_rules.rulesets.difference import Change
from kla_rules.validation.comparison.moved_model import AppliedChange
from kla_rules.validation.comparison.trees import BothTrees, Half, both_trees, said_at

# What can differ: a place in the tree, a level, the edge policy, a requirement.
Item = tuple[str, Any]
_EDGE: Final[Item] = ("edge", "")


@frozen(repr=False, eq=False)
class Part(Data):
    """A change that can be applied by itself, as it is applied.

    Attributes:
        change: what it is called.
        places: the places of the tree that it turns.
        way: they and all above them, the deepest first.
        levels, requirements: ids of those that it turns.
        edge: it turns the edge policy.
    """

    change: AppliedChange
    places: frozenset[int] = frozenset()
    way: tuple[int, ...] = ()
    levels: frozenset[str] = frozenset()
    requirements: frozenset[str] = frozenset()
    edge: bool = False

    @property
    def turns_levels(self) -> bool:
        """Return whether floors, or what holds on them, are others with it."""
        return self.edge or bool(self.levels)


@frozen(repr=False, eq=False)
class Difference(Data):
    """All that can be applied by itself, and the trees that it is applied to.

    Attributes:
        trees: the trees of both editions.
        parts: the changes, in the order of the instrument.
        by_points: ids of the requirements that look at points.
    """

    trees: BothTrees
    parts: tuple[Part, ...]
    by_points: frozenset[str]
    turned: frozenset[int] = field(init=False)
    requirements: frozenset[str] = field(init=False)

    @turned.default
    def _turned(self) -> frozenset[int]:
        return frozenset().union(*(part.places for part in self.parts))

    @requirements.default
    def _requirements(self) -> frozenset[str]:
        return frozenset().union(*(part.requirements for part in self.parts))


def difference(
    old: Edition, new: Edition, new_of: Mapping[str, str], told: Iterable[Change]
) -> Difference:
    """Return what of the difference between two editions can be applied by itself.

    Args:
        old: the old edition.
        new: the new edition.
        new_of: by id of a node of the old edition its id in the new one.
        told: what the two say differently.
    """
    trees = both_trees(old, new, new_of)
    groups = _Groups()
    for item in (*_nodes(trees), *_levels(old, new), *_requirements(old, new)):
        groups.add(item)
    _join_trees(trees, groups)
    _join_requirements(trees, groups)
    effective = [one for one in told if one.aspect not in _WORDING]
    parts = tuple(_part(trees, items, effective) for items in groups.listed())
    both = (*old.requirements, *new.requirements)
    looks = frozenset(one.id for one in both if any(True for _ in named(one.when, "node", "rank")))
    return Difference(trees, parts, looks)


class _Groups:
    """Items that can only be applied together, by the first of them."""

    def __init__(self) -> None:
        self.first: dict[Item, Item] = {}

    def add(self, item: Item) -> None:
        self.first.setdefault(item, item)

    def top(self, item: Item) -> Item:
        while self.first[item] != item:
            item = self.first[item]
        return item

    def join(self, items: Iterable[Item]) -> None:
        """Let items be applied together; those that do not differ are left out."""
        tops = [self.top(item) for item in items if item in self.first]
        for other in tops[1:]:
            one, two = self.top(tops[0]), self.top(other)
            if one != two:
                keep, lose = sorted((one, two), key=list(self.first).index)
                self.first[lose] = keep

    def listed(self) -> Iterator[list[Item]]:
        groups: dict[Item, list[Item]] = {}
        for item in self.first:
            groups.setdefault(self.top(item), []).append(item)
        yield from groups.values()


def _nodes(trees: BothTrees) -> Iterator[Item]:
    """Yield the places at which the editions differ in anything that can move a result."""
    whole = len(trees.parents) == 1 and trees.old.edition.digest != trees.new.edition.digest
    for place in range(len(trees.parents)):
        if whole or _said(trees.old, place) != _said(trees.new, place):
            yield "node", place


def _said(half: Half, place: int) -> object:
    """Return all that is said at a place that can move a result."""
    position = half.at[place]
    return None if position is None else (half.caps[place], said_at(half.edition, position))


def _levels(old: Edition, new: Edition) -> Iterator[Item]:
    before = {level.id: (level.floor_thousandths, level.includes_floor) for level in old.levels}
    after = {level.id: (level.floor_thousandths, level.includes_floor) for level in new.levels}
    for name in {**before, **after}:
        if before.get(name) != after.get(name):
            yield "level", name
    if old.edge.policy != new.edge.policy:
        yield _EDGE


def _requirements(old: Edition, new: Edition) -> Iterator[Item]:
    """Yield the requirements that differ; all of them where the rounds of the editions do."""
    before = {one.id: (one.level, one.when, one.rounds) for one in old.requirements}
    after = {one.id: (one.level, one.when, one.rounds) for one in new.requirements}
    for name in {**before, **after}:
        if before.get(name) != after.get(name) or old.rounds != new.rounds:
            yield "requirement", name


def _join_trees(trees: BothTrees, groups: _Groups) -> None:
    """Join a node that was opened, closed or refilled with its parts, and one with all below it."""
    for place, children in enumerate(trees.children):
        one = [child for child in children if _only_in(trees, child)]
        alone = _only_in(trees, place) is not None
        if children and (alone or len(one) == len(children)):
            groups.join([("node", place), *(("node", child) for child in one)])


def _only_in(trees: BothTrees, place: int) -> Half | None:
    """Return the edition that alone has a place, or None where both have it."""
    if trees.old.at[place] is None:
        return trees.new
    return trees.old if trees.new.at[place] is None else None


def _join_requirements(trees: BothTrees, groups: _Groups) -> None:
    """Join requirements with the nodes and the levels that they cannot be without."""
    for half, other in ((trees.old, trees.new), (trees.new, trees.old)):
        own = {half.edition.ids[at]: place for place, at in enumerate(half.at) if at is not None}
        levels = {level.id for level in other.edition.levels}
        for one in half.edition.requirements:
            item = ("requirement", one.id)
            for name in named(one.when, "node"):
                if name not in other.edition.positions:
                    groups.join([item, ("node", own.get(name, 0))])
            if one.level not in levels:
                groups.join([item, ("level", one.level)])
    if trees.old.edition.rounds != trees.new.edition.rounds:
        groups.join([item for item in groups.first if item[0] == "requirement"])


def _part(trees: BothTrees, items: list[Item], told: Iterable[Change]) -> Part:
    """Return the change that some items make together."""
    by_kind: dict[str, list[Any]] = {}
    for kind, name in items:
        by_kind.setdefault(kind, []).append(name)
    places = frozenset(by_kind.get("node", ()))
    nodes = [(trees.old.node(place), trees.new.node(place)) for place in sorted(places)]
    ids = {
        "node": list(dict.fromkeys(node.id for both in nodes for node in both if node)),
        "level": by_kind.get("level", []),
        "edge": by_kind.get("edge", []),
        "requirement": by_kind.get("requirement", []),
    }
    kind = items[0][0]
    if kind == "node" and len(trees.parents) == 1:
        kind = "tree"
    listed = tuple(name for names in ids.values() for name in names if name)
    own = {what: set(ids[of]) for of, whats in _WHATS.items() for what in whats}
    said = tuple(
        one
        for one in told
        if (kind == "tree" and one.what in _WHATS["node"]) or _is_of(one, own, by_kind)
    )
    return Part(
        AppliedChange(kind, listed, said),
        places,
        trees.way(places),
        frozenset(by_kind.get("level", ())),
        frozenset(by_kind.get("requirement", ())),
        "edge" in by_kind,
    )


# Aspects of things that move no result: what they are called, where they come from.
_WORDING: Final = frozenset({
    "title", "notes", "cited", "title_grade", "question_kind", "scope", "asks_cited", "table_cited",
    "reason", "other_policy", "other_reason", "other_source", "third_reason", "third_source",
    "whole_floor_thousandths",
})  # fmt: skip
# What the difference of two editions calls things, by what they belong to here.
_WHATS: Final = {
    "node": ("maximum", "node", "cap", "table"),
    "level": ("floor", "level"),
    "requirement": ("requirement",),
}


def _is_of(change: Change, own: Mapping[str, set[str]], kinds: Mapping[str, Any]) -> bool:
    if change.what in own:
        return change.id in own[change.what]
    return (change.what == "edge" and "edge" in kinds) or (
        change.what == "rounds" and "requirement" in kinds
    )
