"""Open questions by the cap that concerns them."""

import itertools

from attrs import field, frozen

from kla_rules.model.tree import Node


@frozen
class Open:
    """A question that is open: `size` thousandths above the `least` that are sure."""

    node: Node
    least: int
    size: int


@frozen
class Group:
    """Open questions under one cap, or all those that no cap concerns (`cap` is then out of reach).

    Attributes:
        open: the open questions, largest first.
        known: thousandths that are known in the group.
        cap: the most thousandths the group gives.
        whole: only tried with all of its questions, or none.
        sums: thousandths of the first n open questions, by n.
    """

    open: tuple[Open, ...]
    known: int
    cap: int
    whole: bool = False
    sums: tuple[int, ...] = field(init=False)

    @sums.default
    def _sums(self) -> tuple[int, ...]:
        return tuple(itertools.accumulate((question.size for question in self.open), initial=0))

    def gain(self, points: int) -> int:
        """Return by how much the fewest points rise with `points` more."""
        return min(self.cap, self.known + points) - min(self.cap, self.known)

    def loss(self, points: int) -> int:
        """Return by how much the most points fall with `points` fewer."""
        most = self.known + self.sums[-1]
        return min(self.cap, most) - min(self.cap, most - points)

    def rest(self, taken: int) -> int:
        """Return the thousandths of the open questions that are not taken."""
        return self.sums[-1] - self.sums[taken]
