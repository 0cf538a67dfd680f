"""What an evaluation says of one node: its points, its range, and what they rest on."""

from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from kla_rules.core.points import decimal, thousandths
from kla_rules.core.printed import Data
from kla_rules.core.showing import Row, Unit, figures
from kla_rules.core.text import Text
from kla_rules.core.writing import Language
from kla_rules.evaluation.resolve import AWARDED
from kla_rules.model.cited import Provenance

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation


@frozen(repr=False, eq=False)
class NodeResult(Data):
    """What an evaluation says of one node.

    Attributes:
        id, title: the node.
        points: its points where they are settled, else None.
        range: the fewest and the most points that it and what is below it allow; figures above it
            do not narrow it.
        maximum: the most points it gives; None where that is not known.
        basis: `awarded` (given), `option`, `scale`, `units` (rolled up), `assumed`, `parts` (from
            below) or `unknown`.
        provenance: source, grade, file and line of its maximum.
    """

    id: str
    title: Text
    points: Decimal | None
    range: tuple[Decimal, Decimal]
    maximum: Decimal | None
    basis: str
    provenance: Provenance

    def _row(self, unit: Unit, language: Language) -> Row:
        low, high, maximum = (
            None if points is None else thousandths(points)
            for points in (*self.range, self.maximum)
        )
        return {
            "node": self.id,
            "title": self.title.get(language),
            **figures(unit, low=low, high=high, maximum=maximum),
            "basis": self.basis,
            "grade": self.provenance.grade,
        }


def node_result(evaluation: "Evaluation", node_id: str) -> NodeResult:
    """Return what is known of one node."""
    node = evaluation.edition.node(node_id)
    position = evaluation.edition.positions[node_id]
    low, high = evaluation.bounds.ends_thousandths(position)
    return NodeResult(
        id=node.id,
        title=node.title,
        points=decimal(low) if low == high else None,
        range=evaluation.bounds.ends_points(position),
        maximum=None if node.maximum_thousandths is None else decimal(node.maximum_thousandths),
        basis=basis_of(evaluation, position),
        provenance=node.provenance,
    )


def basis_of(evaluation: "Evaluation", position: int) -> str:
    """Return what the points of a node rest on."""
    known, node = evaluation.known, evaluation.edition.nodes[position]
    if known.values_thousandths[position] is not None:
        return known.bases.get(position, AWARDED)
    if position in known.bases:  # units whose share gives no points yet
        return known.bases[position]
    low, high = evaluation.bounds.ends_thousandths(position)
    return "parts" if node.children and (low, high) != (0, node.ceiling_thousandths) else "unknown"
