"""How many points nodes can have beside each other, where some maxima are not known.

Everywhere else a node can have its maximum, whatever others have. Points of nodes without a known
maximum are refused where those below a node sum to more than it gives.
"""

from collections.abc import Sequence

from kla_rules.model.edition import Edition, attachment


def headroom(edition: Edition) -> Sequence[int]:
    """Return by position the maximum, or an even part of what its siblings leave over."""
    return attachment(edition, "testing.headroom", _headroom)


def _headroom(edition: Edition) -> list[int]:
    room: list[int] = []
    for node in edition.nodes:
        if node.maximum_thousandths is not None or node.parent is None:
            room.append(node.ceiling_thousandths)
            continue
        siblings = [edition.node(name) for name in edition.node(node.parent).children]
        known = sum(one.maximum_thousandths or 0 for one in siblings)
        unknown = sum(one.maximum_thousandths is None for one in siblings)
        left = room[edition.positions[node.parent]] - known
        room.append(max(0, left) // unknown)
    return room


class Room:
    """What is left for nodes that have no points yet, one after the other."""

    def __init__(self, edition: Edition, values: Sequence[int | None]) -> None:
        self.edition = edition
        self.values = values
        self.left = list(edition.ceilings_thousandths)
        if edition.holes:
            for position, value in enumerate(values):
                if value:
                    self.take(position, value)

    def of(self, position: int) -> int:
        """Return how many thousandths a node can have."""
        return max(0, min(self.left[one] for one in (position, *self._above(position))))

    def take(self, position: int, points: int) -> None:
        """Take points that a node has."""
        for one in self._above(position):
            self.left[one] -= points

    def _above(self, position: int) -> list[int]:
        """Return the nodes above whose sum it counts for: none above one that has its own."""
        edition = self.edition
        found: list[int] = []
        if not edition.holes:
            return found
        for name in edition.above(edition.ids[position]):
            above = edition.positions[name]
            if self.values[above] is not None:
                break
            if edition.nodes[above].cap is None:
                found.append(above)
        return found
