"""The trees of two editions laid over each other: each node can be as it is in either."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from attrs import evolve, field, frozen

from kla_rules.core.printed import Data
from kla_rules.evaluation.bounds import Exact
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.edition import Edition
from kla_rules.model.tree import Node

# Thousandths that are given at each place; None where they are those of the parts.
Given = list[Exact | None]


@frozen(repr=False, eq=False)
class Half(Data):
    """One edition, by place in the tree of both.

    Attributes:
        edition: the edition.
        at: positions of the nodes in the edition; None of those that it does not have.
        caps: the thousandths that cut the sum of the parts; None where a node is worth just that
            sum, so that its maximum follows its parts.
    """

    edition: Edition
    at: tuple[int | None, ...]
    caps: tuple[int | None, ...]

    @property
    def most(self) -> int:
        """Return the thousandths that all of them together can have at most."""
        return self.edition.maximum_thousandths

    def node(self, place: int) -> Node | None:
        """Return the node at a place, or None."""
        position = self.at[place]
        return None if position is None else self.edition.nodes[position]

    def given(self, result: Evaluation) -> tuple[Given, Given]:
        """Return the fewest and the most thousandths that an evaluation has given at each place.

        A node that the edition does not have gives nothing. A leaf of which nothing is known can
        have up to its maximum.
        """
        known, edition = result.known, self.edition
        values, ends, finer = (
            known.values_thousandths,
            known.ends_thousandths,
            known.finer_thousandths,
        )
        low: Given = []
        high: Given = []
        for position in self.at:
            if position is None:
                both: tuple[Exact | None, Exact | None] = (0, 0)
            elif (value := values[position]) is not None:
                exact = finer[position][0] if position in finer else value
                both = (exact, exact)
            elif position in edition.branch_at:
                both = (None, None)
            else:
                ceiling = edition.ceilings_thousandths[position]
                both = finer.get(position) or ends.get(position) or (0, ceiling)
            low.append(both[0])
            high.append(both[1])
        return low, high


class Sums(NamedTuple):
    """What every place comes to.

    Attributes:
        given: what is given.
        below: the sums of the parts, before they are cut.
        values: what the node has.
    """

    given: Given
    below: list[Exact]
    values: list[Exact]


@frozen(repr=False, eq=False)
class BothTrees(Data):
    """The nodes of two editions, each at one place, and below the same node in both.

    Attributes:
        parents: the place of the node above each; -1 for the root. Parents come first.
        old, new: both editions by place.
    """

    parents: tuple[int, ...]
    old: Half
    new: Half
    children: tuple[tuple[int, ...], ...] = field(init=False)

    @children.default
    def _children(self) -> tuple[tuple[int, ...], ...]:
        below: list[list[int]] = [[] for _ in self.parents]
        for place, parent in enumerate(self.parents):
            if parent >= 0:
                below[parent].append(place)
        return tuple(map(tuple, below))

    def way(self, places: Collection[int]) -> tuple[int, ...]:
        """Return some places and all above them, the deepest first."""
        seen: set[int] = set()
        for start in places:
            place = start
            while place >= 0 and place not in seen:
                seen.add(place)
                place = self.parents[place]
        return tuple(sorted(seen, reverse=True))

    def summed(self, half: Half, given: Given) -> Sums:
        """Return what every place comes to under one edition."""
        size = len(self.parents)
        below: list[Exact] = [0] * (size + 1)  # what the root has falls into the last
        values: list[Exact] = [0] * size
        caps, parents = half.caps, self.parents
        for place in range(size - 1, -1, -1):
            value = given[place]
            if value is None:
                value, cap = below[place], caps[place]
                if cap is not None and value > cap:
                    value = cap
            values[place] = value
            below[parents[place]] += value
        return Sums(given, below, values)

    def turned(
        self,
        base: tuple[Half, Sums],
        other: tuple[Half, Sums],
        places: Collection[int],
        way: Sequence[int],
    ) -> dict[int, Exact]:
        """Return what changes where some places are as in the other edition.

        Args:
            base: the edition and the sums that all other places are of.
            other: the other edition and its sums.
            places: the places that are turned.
            way: they and all above them, the deepest first.
        """
        moved: dict[int, Exact] = {}
        more: dict[int, Exact] = {}
        sums = base[1]
        for place in way:
            half, own = other if place in places else base
            value = own.given[place]
            if value is None:
                value, cap = sums.below[place] + more.get(place, 0), half.caps[place]
                if cap is not None and value > cap:
                    value = cap
            gain = value - sums.values[place]
            if gain:
                moved[place] = value
                parent = self.parents[place]
                more[parent] = more.get(parent, 0) + gain
        return moved

    def mixed(self, base: Half, other: Half, turned: Collection[int]) -> tuple[Node, ...]:
        """Return the nodes of the tree in which some places are as in the other edition.

        The maximum of a node that is worth the sum of its parts follows them.
        """
        halves = [other if place in turned else base for place in range(len(self.parents))]
        nodes = [half.node(place) for place, half in enumerate(halves)]
        for place in reversed(range(len(nodes))):
            node, parent = nodes[place], self.parents[place]
            if node is None:
                continue
            above = nodes[parent] if parent >= 0 else None
            parts = [part for part in (nodes[child] for child in self.children[place]) if part]
            known = [part.maximum_thousandths or 0 for part in parts]
            derived = parts and halves[place].caps[place] is None
            nodes[place] = evolve(
                node,
                parent=above.id if above else None,
                children=tuple(part.id for part in parts),
                maximum_thousandths=sum(known) if derived else node.maximum_thousandths,
                ceiling_thousandths=sum(known) if derived else node.ceiling_thousandths,
            )
        return tuple(node for node in nodes if node is not None)

    def there(self, base: Half, other: Half, turned: Collection[int]) -> list[int]:
        """Return the places of these nodes, in the same order."""
        places = range(len(self.parents))
        return [at for at in places if (other if at in turned else base).at[at] is not None]


def both_trees(old: Edition, new: Edition, new_of: Mapping[str, str]) -> BothTrees:
    """Return the trees of two editions laid over each other.

    Args:
        old: the old edition.
        new: the new edition.
        new_of: by id of a node of the old edition its id in the new one. All others came or went.

    Where a node stands below another node than before, there is no such tree: then the whole is one
    place, which has what it comes to.
    """
    old_of = {there: here for here, there in new_of.items()}
    names = {node.id: old_of.get(node.id, _NEW + node.id) for node in new.nodes}
    parents = {node.id: node.parent for node in old.nodes}
    parts: dict[str | None, list[str]] = {}
    for node in old.nodes:
        parts.setdefault(node.parent, []).append(node.id)
    for node in new.nodes:
        name, above = names[node.id], names.get(node.parent or "")
        if parents.setdefault(name, above) != above:
            return BothTrees((-1,), Half(old, (0,), (None,)), Half(new, (0,), (None,)))
        if name not in parts.setdefault(above, []):
            parts[above].append(name)
    order = list(_ordered(parts, None))
    place_of = {name: place for place, name in enumerate(order)}
    here = [old.positions.get(name) for name in order]
    back = {name: node_id for node_id, name in names.items()}
    there = [new.positions.get(back.get(name, "")) for name in order]
    return BothTrees(
        tuple(place_of.get(parents[name] or "", -1) for name in order),
        Half(old, tuple(here), _caps(old, here)),
        Half(new, tuple(there), _caps(new, there)),
    )


# What no id begins with: a node of the new edition that is none of the old one.
_NEW: Final = "+"


def _ordered(parts: Mapping[str | None, list[str]], above: str | None) -> Iterator[str]:
    """Yield names, each before those below it."""
    for name in parts.get(above, ()):
        yield name
        yield from _ordered(parts, name)


def _caps(edition: Edition, places: Sequence[int | None]) -> tuple[int | None, ...]:
    """Return the thousandths that cut the sum of the parts of each place, or None."""
    caps: list[int | None] = []
    for position in places:
        branch = None if position is None else edition.branch_at.get(position)
        if branch is None:
            caps.append(None)
            continue
        maxima = [edition.nodes[child].maximum_thousandths for child in branch.children]
        derived = (
            None not in maxima and sum(one or 0 for one in maxima) == branch.ceiling_thousandths
        )
        caps.append(None if derived else branch.ceiling_thousandths)
    return tuple(caps)


def said_at(edition: Edition, position: int) -> object:
    """Return all that an edition says at a node that can move a result; only to be compared."""
    node = edition.nodes[position]
    question = node.question and (
        node.question.answer,
        node.question.was,
        node.question.direction,
        node.question.may_exceed_100,
    )
    table = edition.tables.get(node.id)
    points = table and (table.options_thousandths, table.bands)
    figures = (node.maximum_thousandths, node.ceiling_thousandths)
    return node.id, node.rank, bool(node.children), figures, question, points
