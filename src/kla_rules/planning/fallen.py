"""What has fewer points than before a plan, and what may have, as it is not known any more."""

from collections.abc import Mapping
from decimal import Decimal

from attrs import frozen

from kla_rules.core.points import decimal
from kla_rules.core.shown import Shown
from kla_rules.evaluation.result import Evaluation
from kla_rules.planning.kept import KeptPlan


@frozen(repr=False)
class Fallen(Shown):
    """A node that has fewer points than before the plan, or of which that is not known any more.

    Attributes:
        node: its id.
        then_thousandths: the thousandths that were secured.
        now_thousandths: the fewest and the most thousandths today.
    """

    node: str
    then_thousandths: int
    now_thousandths: tuple[int, int]

    @property
    def then_points(self) -> Decimal:
        """Return the points that were secured."""
        return decimal(self.then_thousandths)

    @property
    def now_points(self) -> tuple[Decimal, Decimal]:
        """Return the fewest and the most points today."""
        return decimal(self.now_thousandths[0]), decimal(self.now_thousandths[1])


def fallen(kept: KeptPlan, evaluation: Evaluation) -> tuple[tuple[Fallen, ...], tuple[Fallen, ...]]:
    """Return what has fewer points than before the plan, and what may have; the deepest of each."""
    edition, reach = evaluation.edition, evaluation.bounds
    lower: dict[str, Fallen] = {}
    for position, node in enumerate(edition.ids):
        then = kept.secured_thousandths.get(node, 0)
        if reach.low_thousandths[position] < then:
            lower[node] = Fallen(node, then, reach.ends_thousandths(position))
    fell = {
        name: one for name, one in lower.items() if one.now_thousandths[1] < one.then_thousandths
    }
    unsettled = {name: one for name, one in lower.items() if name not in fell}

    def deepest(nodes: Mapping[str, Fallen], below: Mapping[str, Fallen]) -> tuple[Fallen, ...]:
        return tuple(
            one
            for name, one in nodes.items()
            if not any(child in below for child in edition.nodes[edition.positions[name]].children)
        )

    return deepest(fell, fell), deepest(unsettled, lower)
