"""Where points are open: maximum minus points, at the deepest place that is known."""

import functools
import operator
from decimal import Decimal
from typing import Any

from attrs import frozen

from kla_rules.core.points import decimal, decimal_or_none, plain
from kla_rules.core.printed import Data
from kla_rules.core.renamed import Renamed
from kla_rules.evaluation.bounds import Bounds
from kla_rules.evaluation.resolve import Resolved
from kla_rules.model.edition import Edition
from kla_rules.model.folds import Open, covered, from_below, spread
from kla_rules.model.tree import Branch, Node


@frozen(repr=False, eq=False)
class Gap(Data):
    """Points that a node has not got.

    Attributes:
        node: the node.
        own_thousandths: thousandths it has; None where they are unknown.
        gain_thousandths: the most thousandths the score can gain here; caps above are counted.
    """

    node: Node
    own_thousandths: int | None
    gain_thousandths: int
    points = Renamed[int | None]("own_thousandths", points="own_points")
    gain = Renamed[int]("gain_thousandths", points="gain_points")

    @property
    def own_points(self) -> Decimal | None:
        """Return the points it has, or None where they are unknown."""
        return decimal_or_none(self.own_thousandths)

    @property
    def gain_points(self) -> Decimal:
        """Return the most points the score can gain here; caps above are counted."""
        return decimal(self.gain_thousandths)

    @property
    def known(self) -> bool:
        """Return whether the points are known to be missing; else they may be there already."""
        return self.own_thousandths is not None


def gaps(edition: Edition, known: Resolved, reach: Bounds) -> tuple[Gap, ...]:
    """Return the gaps, largest first, in the order of the edition where equal.

    A node whose points are given without all of its parts keeps the rest as a gap of its own, and a
    cluster or an indicator of which nothing is known is one gap, not one for each of its questions.
    What a node of unknown maximum can still gain is not known by itself; it counts at the nearest
    node above whose maximum is known.
    """
    lacking = lacks(edition, known, reach)
    return tuple(
        Gap(edition.nodes[index], known.values_thousandths[index], gain) for gain, index in lacking
    )


def gaps_as_json(edition: Edition, known: Resolved, reach: Bounds) -> list[dict[str, Any]]:
    """Return the gaps as plain JSON values, built at once: a result may hold hundreds of them."""
    rows, values = _rows(edition), known.values_thousandths
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
        (node.id, node.title.id, node.title.en, plain(node.ceiling_thousandths), node.agencies)
        for node in edition.nodes
    ]


def lacks(edition: Edition, known: Resolved, reach: Bounds) -> list[Open]:
    """Return the gaps as pairs of gain and position, largest first."""
    values, holes = known.values_thousandths, edition.holes
    has_figure = [value is not None for value in values]
    for position in known.ends_thousandths:
        has_figure[position] = True
    touched = from_below(
        edition, has_figure, lambda branch, below: has_figure[branch.index] or True in below
    )
    branches = [branch.index for branch in edition.branches]
    untouched = {index for index in branches if index and not touched[index]}
    lack = list(map(operator.sub, edition.ceilings_thousandths, reach.low_thousandths))
    for hole in holes:  # what it can still gain counts at the nearest node above that is none
        if hole in untouched or hole not in edition.branch_at:
            lack[hole] = 0
    if any(has_figure[index] for index in branches):
        # What is unknown below a figure counts there.
        below = zip(covered(edition, values), touched, lack, strict=True)
        lack = [0 if above and not known_here else most for above, known_here, most in below]

    def keeps(branch: Branch) -> bool:
        is_open = values[branch.index] is not None or not holes.isdisjoint(branch.children)
        return is_open and branch.index not in holes

    pairs = spread(edition, lack, whole=untouched, keeps=keeps)
    pairs.sort(key=operator.itemgetter(0), reverse=True)
    return pairs
