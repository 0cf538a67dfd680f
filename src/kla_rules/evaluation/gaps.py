"""Where points are open: maximum minus points, at the deepest place that is known."""

import functools
import operator
from typing import Any

from attrs import frozen

from kla_rules.evaluation.bounds import Bounds
from kla_rules.evaluation.resolve import Resolved
from kla_rules.model import Edition, Node
from kla_rules.points import plain
from kla_rules.printed import printed

Lack = tuple[int, int]


@frozen(repr=False)
class Gap:
    """Points that a node has not got.

    Attributes:
        node: the node.
        points: thousandths it has; None where they are unknown.
        gain: the most thousandths the score can gain here; caps above are counted.
    """

    __repr__ = printed

    node: Node
    points: int | None
    gain: int

    @property
    def known(self) -> bool:
        """Tell whether the points are known to be missing; else they may be there already."""
        return self.points is not None


def gaps(edition: Edition, known: Resolved, reach: Bounds) -> tuple[Gap, ...]:
    """Return the gaps, largest first, in the order of the edition where equal.

    A node whose points are given without all of its parts keeps the rest as a gap of its own, and a
    cluster or an indicator of which nothing is known is one gap, not one for each of its questions.
    What a node of unknown maximum can still gain is not known by itself; it counts at the nearest
    node above whose maximum is known.
    """
    found = lacks(edition, known, reach)
    return tuple(Gap(edition.nodes[index], known.values[index], gain) for gain, index in found)


def gaps_as_json(edition: Edition, known: Resolved, reach: Bounds) -> list[dict[str, Any]]:
    """Return the gaps as plain JSON values, built at once: a result may hold hundreds of them."""
    rows, values = _rows(edition), known.values
    return [
        {
            "node": node_id,
            "title": {"id": title_id, "en": title_en},
            "points": None if own is None else own / 1000 if own % 1000 else own // 1000,
            "maximum": maximum,
            "gain": gain / 1000 if gain % 1000 else gain // 1000,
            "known": own is not None,
            "agencies": list(agencies),
        }
        for gain, index in lacks(edition, known, reach)
        for node_id, title_id, title_en, maximum, agencies in (rows[index],)
        for own in (values[index],)
    ]


@functools.lru_cache(maxsize=16)
def _rows(edition: Edition) -> list[tuple[str, str, str, int | float, tuple[str, ...]]]:
    """Return what the gap of each node says whatever the profile."""
    return [
        (node.id, node.title.id, node.title.en, plain(node.ceiling), node.agencies)
        for node in edition.nodes
    ]


def lacks(edition: Edition, known: Resolved, reach: Bounds) -> list[Lack]:
    """Return the gaps as pairs of gain and position, largest first."""
    walk = _Walk(edition, known, reach)
    walk.collect(0, edition.maximum, covered=False)
    walk.found.sort(key=operator.itemgetter(0), reverse=True)
    return walk.found


class _Walk:
    """Walks the tree from above; `touched` tells where something is known at or below a node."""

    def __init__(self, edition: Edition, known: Resolved, reach: Bounds) -> None:
        self.edition = edition
        self.values = known.values
        self.low = reach.low
        self.found: list[Lack] = []
        self.touched = touched = [value is not None for value in known.values]
        for position in known.ends:
            touched[position] = True
        for branch in edition.branches:  # from below
            if not touched[branch.index]:
                if branch.leaves is not None:
                    touched[branch.index] = True in touched[branch.leaves]
                else:
                    touched[branch.index] = any(touched[child] for child in branch.children)

    def collect(self, index: int, room: int, *, covered: bool) -> None:
        """Add the gaps at and below a node.

        Args:
            index: position of the node.
            room: thousandths that the nodes above can still take.
            covered: a node above has points of its own, so that what is unknown here counts there.
        """
        edition, own, is_touched = self.edition, self.values[index], self.touched[index]
        room = min(room, edition.ceilings[index] - self.low[index])
        if room <= 0 or (covered and not is_touched):
            return
        branch = edition.branch_at.get(index)
        if branch is None or not (is_touched or index == 0):
            if index not in edition.holes:
                self.found.append((room, index))
            return
        start = len(self.found)
        below_covered = covered or own is not None
        if branch.leaves is not None and not edition.holes:
            self._leaves(branch.leaves, branch.children, room, covered=below_covered)
        else:
            for child in branch.children:
                self.collect(child, room, covered=below_covered)
        open_ended = not edition.holes.isdisjoint(branch.children)
        if (own is not None or open_ended) and index not in edition.holes:
            rest = room - sum(gain for gain, _ in self.found[start:])
            if rest > 0:
                self.found.append((rest, index))

    def _leaves(self, where: slice, leaves: tuple[int, ...], room: int, *, covered: bool) -> None:
        """Add the gaps of leaves; where a node above covers them, only of the known ones."""
        missing = map(operator.sub, self.edition.ceilings[where], self.low[where])
        # Faster than min(), and this runs for every question.
        self.found += [
            (lack if lack < room else room, leaf)  # noqa: FURB136
            for leaf, lack in zip(leaves, missing, strict=True)
            if lack and (not covered or self.touched[leaf])
        ]
