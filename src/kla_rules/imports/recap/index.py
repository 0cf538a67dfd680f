"""What rows of a recap are held against: numbers, titles and maxima of one edition."""

from collections.abc import Mapping
from decimal import Decimal

from attrs import field, frozen

from kla_rules.core.points import exact_thousandths
from kla_rules.core.printed import Data
from kla_rules.imports.recap.numbers import Numbers, named_number, roman, tokens_of
from kla_rules.imports.recap.words import Likeness, best, single, words_of
from kla_rules.model.edition import Edition, attachment

_TITLE_LEAST, _TITLE_MARGIN = 0.5, 0.08


@frozen(repr=False, eq=False)
class Index(Data):
    """An edition as recaps are looked up in it.

    Attributes:
        edition: the edition.
        numbers: its numbers.
        likeness: how alike a text is to the title of a node.
        ranks: by id what a node is.
        leaves: ids of the nodes that have nothing below: what a row can answer.
        order: by id the place in the edition.
        clusters: by number in its title the id of a cluster.
        of_nodes: the maxima of clusters and indicators.
    """

    edition: Edition
    numbers: Numbers = field(repr=False)
    likeness: Likeness = field(repr=False)
    ranks: Mapping[str, str] = field(repr=False)
    leaves: frozenset[str] = field(repr=False)
    order: Mapping[str, int] = field(repr=False)
    clusters: Mapping[int, str] = field(repr=False)
    of_nodes: frozenset[Decimal | None] = field(repr=False)

    def agrees(self, node_id: str, maximum: Decimal | None) -> bool:
        """Return whether a maximum is the one that the edition gives a node."""
        own = self.edition.node(node_id).maximum_thousandths
        return maximum is not None and own is not None and exact_thousandths(maximum) == own

    def knows(self, node_id: str) -> bool:
        """Return whether the edition gives a node a maximum."""
        return self.edition.node(node_id).maximum_thousandths is not None

    def below(self, node_id: str) -> list[str]:
        """Return the leaves below a node, in order; itself where it is one."""
        return [name for name in self.leaves_in_order if self.is_below(name, node_id)]

    def is_below(self, name: str, node_id: str) -> bool:
        """Return whether a node is another one or lies below it."""
        return name == node_id or node_id in self.edition.above(name)

    @property
    def leaves_in_order(self) -> list[str]:
        """Return the leaves as the edition has them."""
        return [name for name in self.edition.ids if name in self.leaves]

    def indicator_of(self, node_id: str) -> str | None:
        """Return the indicator that a node is or belongs to."""
        for name in (node_id, *self.edition.above(node_id)):
            if self.ranks.get(name) == "indicator":
                return name
        return None

    def cluster_of(self, node_id: str) -> str | None:
        """Return the cluster that a node is or belongs to."""
        for name in (node_id, *self.edition.above(node_id)):
            if self.ranks.get(name) == "cluster":
                return name
        return None

    def titled(self, text: str, rank: str, within: str | None = None) -> str | None:
        """Return the node of a rank whose title a text is alike, and no other's as much."""
        names = [name for name, own in self.ranks.items() if own == rank]
        if within is not None:
            names = [name for name in names if self.is_below(name, within)]
        return best(self.likeness.to(text), _TITLE_LEAST, _TITLE_MARGIN, names)

    def cluster_in(self, text: str) -> str | None:
        """Return the cluster that a text names: by its number or by its title."""
        number = named_number(text, single("names-cluster"))
        alone = tokens_of(text)
        if number is None and len(alone) == 1:
            number = int(alone[0]) if alone[0].isdigit() else roman(alone[0])
        if isinstance(number, int) and number in self.clusters:
            return self.clusters[number]
        coded = "".join(words_of(text)[:1]).upper()
        if coded in self.ranks and self.ranks[coded] == "cluster":
            return coded
        return self.titled(text, "cluster")


def index_of(edition: Edition) -> Index:
    """Return an edition as recaps are looked up in it, made once."""
    return attachment(edition, "recap-index", _made)


def _made(edition: Edition) -> Index:
    nodes = [node for node in edition.nodes if node.rank != "total"]
    clusters: dict[int, str] = {}
    for node in nodes:
        number = named_number(node.title.id, single("names-cluster"))
        if node.rank == "cluster" and isinstance(number, int):
            clusters.setdefault(number, node.id)
    return Index(
        edition,
        Numbers.of(edition),
        Likeness.of({node.id: node.title.id for node in nodes}),
        {node.id: node.rank for node in nodes},
        frozenset(node.id for node in nodes if not node.children),
        {name: place for place, name in enumerate(edition.ids)},
        clusters,
        frozenset(node.maximum_points for node in nodes if node.rank != "question"),
    )
