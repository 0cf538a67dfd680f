"""The rule model: an edition is a tree of nodes, with levels, stages, agencies and sources.

Everything here is data. It is built by `kla_rules.loading` from checked rule files and trusted
from then on; points are integers of 1/1000 point (`kla_rules.points`).
"""

import datetime as dt
from typing import Final, Literal

from attrs import field, frozen

from kla_rules.texts.writing import Language

Rank = Literal["total", "cluster", "indicator", "question"]
EdgePolicy = Literal["floor_inclusive", "floor_exclusive"]
EDGE_POLICIES: Final[tuple[EdgePolicy, ...]] = ("floor_inclusive", "floor_exclusive")
ROOT: Final = "total"


@frozen
class Text:
    """A text for people, in Indonesian (`id`) and English (`en`).

    >>> Text("anak", "child").get("en")
    'child'
    """

    id: str
    en: str

    def get(self, language: Language) -> str:
        """Return the text in one language."""
        return self.id if language == "id" else self.en

    def to_dict(self) -> dict[str, str]:
        """Return both texts by language."""
        return {"id": self.id, "en": self.en}


@frozen
class Source:
    """Where figures come from; `grade` says how far it can be trusted (A, B, B*, C, I, U)."""

    id: str
    title: Text
    publisher: str
    grade: str
    date: str | None = None
    locator: str | None = None
    notes: tuple[Text, ...] = ()


@frozen
class Provenance:
    """Source and grade of a figure, down to the line of the rule file.

    Attributes:
        source: id of the source.
        grade: grade of this figure; may differ from that of the source.
        file: rule file, relative to the folder of the edition.
        line: line of the figure, counted from 1; None where no file was read.
        confirmed_by: ids of further sources that print the same figure.
    """

    source: str
    grade: str
    file: str = ""
    line: int | None = None
    confirmed_by: tuple[str, ...] = ()


@frozen
class Agency:
    """An agency by function; regions have their own names for it."""

    id: str
    title: Text
    local_names: tuple[str, ...] = ()


@frozen
class Kind:
    """A kind of question, with its definition."""

    id: str
    title: Text
    definition: Text


@frozen
class Stage:
    """A stage of a round; only the result of an `award` stage is awarded."""

    id: str
    title: Text
    award: bool


@frozen
class Level:
    """A level and the points at which it begins.

    Attributes:
        id, title: its name.
        floor: thousandths.
        includes_floor: the floor itself is enough, whatever the edge policy.
        provenance: where the floor comes from.
    """

    id: str
    title: Text
    floor: int
    includes_floor: bool
    provenance: Provenance

    def threshold(self, policy: EdgePolicy) -> int:
        """Return the fewest thousandths that reach the level under `policy`.

        >>> madya = Level("madya", Text("Madya", "Madya"), 600_000, False, Provenance("s", "A"))
        >>> madya.threshold("floor_inclusive"), madya.threshold("floor_exclusive")
        (600000, 600001)
        """
        inclusive = self.includes_floor or policy == "floor_inclusive"
        return self.floor if inclusive else self.floor + 1


@frozen
class EdgeRule:
    """The edge policy of an edition, and the other one that a source documents."""

    policy: EdgePolicy
    reason: Text
    provenance: Provenance
    other_policy: EdgePolicy
    other_reason: Text
    other_source: str


@frozen
class Question:
    """What belongs to a question besides its points.

    Attributes:
        kind: id of a `Kind`.
        direction: "positive", "negative", "none" or "unknown".
        answer: "graded", "percentage", "count" or "yes_no".
        scope: "city", "kecamatan" or "desa-kelurahan".
        may_exceed_100: a percentage may pass 100 by definition.
    """

    kind: str
    direction: str
    answer: str
    scope: str
    may_exceed_100: bool = False


@frozen
class Node:
    """A place in the tree that has points: the total, a cluster, an indicator or a question.

    Attributes:
        id: "total", "K1", "6", "6.3".
        rank: which of the four it is.
        title: its name.
        maximum: thousandths.
        provenance: where the maximum comes from.
        parent: id of the node above; None for the total.
        children: ids of the nodes below, in order.
        cap: why the children sum to more than the maximum, where the rule declares so.
        agencies: ids of agencies, in the order of the source. Above the questions they are gathered
            from them, the one named for the most points first.
        question: what only a question has.
        notes: what a reader must know about its figures.
    """

    id: str
    rank: Rank
    title: Text
    maximum: int
    provenance: Provenance
    parent: str | None = None
    children: tuple[str, ...] = ()
    cap: Text | None = None
    agencies: tuple[str, ...] = ()
    question: Question | None = None
    notes: tuple[Text, ...] = ()


@frozen
class Branch:
    """An inner node as the evaluation walks it.

    Attributes:
        index: position of the node in `Edition.nodes`.
        maximum: thousandths.
        leaves: positions of its children where all are leaves, as a slice; else None.
        children: positions of its children.
    """

    index: int
    maximum: int
    leaves: slice | None
    children: tuple[int, ...]


@frozen(repr=False)
class Edition:
    """One edition of the instrument, checked and complete; immutable and safe to share.

    Attributes:
        id, version, title: its name; `version` rises with every change of a figure.
        digest: SHA-256 of the content of its rule files, whatever their layout or comments.
        rounds: years it was used in.
        nodes: the tree in the order of the source, each parent before its children.
        levels: from the lowest floor to the highest.
        edge: what holds exactly on a floor.
        stages, kinds, agencies, sources: what the rules name.
        legal_basis, completeness, completeness_level, notes: what it stands on and what it can say.
    """

    id: str
    version: str
    title: Text
    digest: str
    rounds: tuple[int, ...]
    nodes: tuple[Node, ...]
    levels: tuple[Level, ...]
    edge: EdgeRule
    stages: tuple[Stage, ...]
    kinds: tuple[Kind, ...]
    agencies: tuple[Agency, ...]
    sources: tuple[Source, ...]
    legal_basis: tuple[Text, ...]
    completeness: Text
    completeness_level: str
    notes: tuple[Text, ...] = ()
    ids: tuple[str, ...] = field(init=False, eq=False)
    positions: dict[str, int] = field(init=False, eq=False)
    branches: tuple[Branch, ...] = field(init=False, eq=False)

    @ids.default
    def _ids(self) -> tuple[str, ...]:
        return tuple(node.id for node in self.nodes)

    @positions.default
    def _index(self) -> dict[str, int]:
        return {node.id: index for index, node in enumerate(self.nodes)}

    @branches.default
    def _branches(self) -> tuple[Branch, ...]:
        """Return the inner nodes, each after those below it."""
        found = []
        for index in reversed(range(len(self.nodes))):
            node = self.nodes[index]
            below = tuple(self.positions[child] for child in node.children)
            if below:
                flat = not any(self.nodes[child].children for child in below)
                leaves = slice(below[0], below[-1] + 1) if flat else None
                found.append(Branch(index, node.maximum, leaves, below))
        return tuple(found)

    @property
    def maximum(self) -> int:
        """Return the most thousandths the whole instrument gives."""
        return self.nodes[0].maximum

    def node(self, node_id: str) -> Node:
        """Return the node with this id.

        Raises:
            KeyError: if there is none.

        >>> import kla_rules as kla
        >>> kla.edition("kla-2024").node("6.3").title.en
        "Children's forum acting as pioneer and reporter"
        """
        return self.nodes[self.positions[node_id]]

    def source(self, source_id: str) -> Source:
        """Return the source with this id."""
        return next(source for source in self.sources if source.id == source_id)

    def agency(self, agency_id: str) -> Agency:
        """Return the agency with this id."""
        return next(agency for agency in self.agencies if agency.id == agency_id)

    def level(self, level_id: str) -> Level:
        """Return the level with this id."""
        return next(level for level in self.levels if level.id == level_id)

    def stage(self, stage_id: str) -> Stage:
        """Return the stage with this id."""
        return next(stage for stage in self.stages if stage.id == stage_id)

    def in_force(self, year: int) -> bool:
        """Tell whether a round of `year` used this edition."""
        return year in self.rounds

    def __repr__(self) -> str:
        """Return a short name: the tree has hundreds of nodes."""
        return f"Edition({self.id!r}, version={self.version!r}, nodes={len(self.nodes)})"


@frozen
class EditionSummary:
    """What `editions()` tells of a packaged edition without loading its indicators."""

    id: str
    version: str
    title: Text
    rounds: tuple[int, ...]
    completeness_level: str
    completeness: Text

    def in_force(self, date: dt.date) -> bool:
        """Tell whether a round of that year used this edition."""
        return date.year in self.rounds
