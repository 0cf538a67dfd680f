"""The tree of nodes that have points: total, clusters, indicators, questions."""

from decimal import Decimal
from typing import Final, Literal

from attrs import field, frozen

from kla_rules.core.catalogues import PHRASES
from kla_rules.core.points import decimal, decimal_or_none
from kla_rules.core.printed import Data
from kla_rules.core.renamed import Renamed
from kla_rules.core.text import Text, both
from kla_rules.model.cited import Provenance

Rank = Literal["total", "cluster", "indicator", "question"]
ROOT: Final = "total"


@frozen(repr=False, eq=False)
class Kind(Data):
    """A kind of question, or of document.

    Attributes:
        id, title: its name.
        definition: what belongs to it.
    """

    id: str
    title: Text
    definition: Text


@frozen(repr=False, eq=False)
class Agency(Data):
    """An agency by function.

    Attributes:
        id, title: its name.
        local_names: names that regions have for it.
    """

    id: str
    title: Text
    local_names: tuple[str, ...] = ()


@frozen(repr=False, eq=False)
class Question(Data):
    """What belongs to a question besides its points.

    Attributes:
        kind: id of a `Kind`.
        direction: "positive", "negative", "none" or "unknown".
        answer: "graded", "percentage", "count", "counts" or "yes_no".
        scope: "city", "kecamatan" or "desa-kelurahan".
        may_exceed_100: a percentage may pass 100 by definition.
        was: what `answer` was taken to be before the subject was corrected, or "".
        counts: the numbers that are asked for, where there are several: pairs of id and name.
    """

    kind: str
    direction: str
    answer: str
    scope: str
    may_exceed_100: bool = False
    was: str = ""
    counts: tuple[tuple[str, Text], ...] = ()


@frozen(repr=False, eq=False)
class Node(Data):
    """A place in the tree that has points: the total, a cluster, an indicator or a question.

    Attributes:
        id: "total", "K1", "6", "6.3".
        rank: which of the four it is.
        title: its name.
        maximum_thousandths: the thousandths it gives at most; None where that is not known.
        ceiling_thousandths: thousandths it can have at most: its maximum, or where that is not
            known, that of the nearest node above.
        provenance: where the maximum comes from.
        parent: id of the node above; None for the total.
        children: ids of the nodes below, in order.
        cap: why the children sum to more than the maximum, where the rule declares so.
        agencies: ids of agencies, in the order of the source. Above the questions they are gathered
            from them, the one named for the most points first.
        question: what only a question has.
        notes: what a reader must know about its figures.
        title_grade: grade of its name, where it is not that of its maximum.
    """

    id: str
    rank: Rank
    title: Text
    maximum_thousandths: int | None
    ceiling_thousandths: int
    provenance: Provenance
    parent: str | None = None
    children: tuple[str, ...] = ()
    cap: Text | None = None
    agencies: tuple[str, ...] = ()
    question: Question | None = None
    notes: tuple[Text, ...] = ()
    title_grade: str | None = None
    maximum = Renamed[int | None]("maximum_thousandths", points="maximum_points")
    ceiling = Renamed[int]("ceiling_thousandths", points="ceiling_points")

    @property
    def maximum_points(self) -> Decimal | None:
        """Return the points it gives at most, or None where that is not known."""
        return decimal_or_none(self.maximum_thousandths)

    @property
    def ceiling_points(self) -> Decimal:
        """Return the points it can have at most, known or not."""
        return decimal(self.ceiling_thousandths)


def name_of(node: Node) -> Text:
    """Return how a sentence names a node: its id and its title."""
    if node.id == ROOT:
        return both(PHRASES, "total")
    return Text(f"{node.id} ({node.title.id})", f"{node.id} ({node.title.en})")


@frozen(repr=False, eq=False)
class Branch(Data):
    """An inner node as the interpreters walk it.

    Attributes:
        index: position of the node in `Edition.nodes`.
        ceiling_thousandths: thousandths that the node can have at most.
        children: positions of its children.
        leaves: the same as a slice, where all of them are leaves; else None.
    """

    index: int
    ceiling_thousandths: int
    children: tuple[int, ...]
    leaves: slice | None = field(eq=False)  # no slice has a hash before Python 3.12
    ceiling = Renamed[int]("ceiling_thousandths")
