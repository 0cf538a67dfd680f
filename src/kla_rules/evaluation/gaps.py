"""Where points are open: maximum minus points, at the deepest place that is known."""

from attrs import frozen

from kla_rules.evaluation.bounds import Bounds
from kla_rules.model import Edition, Node


@frozen
class Gap:
    """Points that a node has not got.

    Attributes:
        node: the node.
        points: thousandths it has; None where they are unknown.
        gain: the most thousandths the score can gain here; caps above are counted.
    """

    node: Node
    points: int | None
    gain: int

    @property
    def known(self) -> bool:
        """Tell whether the points are known to be missing; else they may be there already."""
        return self.points is not None


def gaps(edition: Edition, values: tuple[int | None, ...], reach: Bounds) -> tuple[Gap, ...]:
    """Return the gaps, largest first, in the order of the edition where equal.

    A node whose points are given without all of its parts keeps the rest as a gap of its own, and a
    cluster or an indicator of which nothing is known is one gap, not one for each of its questions.
    """
    collector = _Collector(edition, values, reach)
    collector.collect(0, edition.maximum, covered=False)
    return tuple(sorted(collector.found, key=lambda gap: -gap.gain))


class _Collector:
    """Walks the tree from above; `touched` tells where something is known at or below a node."""

    def __init__(self, edition: Edition, values: tuple[int | None, ...], reach: Bounds) -> None:
        self.edition = edition
        self.values = values
        self.reach = reach
        self.found: list[Gap] = []
        self.touched = [value is not None for value in values]
        for branch in edition.branches:  # from below
            if any(self.touched[child] for child in branch.children):
                self.touched[branch.index] = True

    def collect(self, index: int, room: int, *, covered: bool) -> None:
        """Add the gaps at and below a node.

        Args:
            index: position of the node.
            room: thousandths that the nodes above can still take.
            covered: a node above has points of its own, so that what is unknown here counts there.
        """
        node, own = self.edition.nodes[index], self.values[index]
        room = min(room, node.maximum - self.reach.low[index])
        if room <= 0 or (covered and not self.touched[index]):
            return
        silent = node.parent is not None and not self.touched[index]
        if not node.children or silent:
            self.found.append(Gap(node, own, room))
            return
        start = len(self.found)
        for child in node.children:
            position = self.edition.positions[child]
            self.collect(position, room, covered=covered or own is not None)
        if own is not None:
            rest = room - sum(gap.gain for gap in self.found[start:])
            if rest > 0:
                self.found.append(Gap(node, own, rest))
