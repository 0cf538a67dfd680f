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
    """An inner node as the interpreters walk it.

    Attributes:
        index: position of the node in `Edition.nodes`.
        maximum: thousandths.
        children: positions of its children.
        leaves: the same as a slice, where all of them are leaves; else None.
        grade: the grade of all of its leaves, where they have one grade; else None.
    """

    index: int
    maximum: int
    children: tuple[int, ...]
    leaves: slice | None
    grade: str | None


@frozen(repr=False)
class Edition:
    """One edition of the instrument, checked and complete; immutable and safe to share.

    Two editions are equal where their digests are.

    Attributes:
        digest: SHA-256 of the content of its rule files, whatever their layout or comments.
        id, version, title: its name; `version` rises with every change of a figure.
        rounds: years it was used in.
        nodes: the tree in the order of the source, each parent before its children.
        levels: from the lowest floor to the highest.
        edge: what holds exactly on a floor.
        stages, kinds, agencies, sources: what the rules name.
        legal_basis, completeness, completeness_level, notes: what it stands on and what it can say.

    Derived, each by position in `nodes` where not said otherwise: `ids`, `positions` (by id),
    `maxima`, `nothing` (zeros), `grades`, `branches` (the inner nodes, each after those below it)
    and `branch_at` (by position).
    """

    digest: str
    id: str = field(eq=False)
    version: str = field(eq=False)
    title: Text = field(eq=False)
    rounds: tuple[int, ...] = field(eq=False)
    nodes: tuple[Node, ...] = field(eq=False)
    levels: tuple[Level, ...] = field(eq=False)
    edge: EdgeRule = field(eq=False)
    stages: tuple[Stage, ...] = field(eq=False)
    kinds: tuple[Kind, ...] = field(eq=False)
    agencies: tuple[Agency, ...] = field(eq=False)
    sources: tuple[Source, ...] = field(eq=False)
    legal_basis: tuple[Text, ...] = field(eq=False)
    completeness: Text = field(eq=False)
    completeness_level: str = field(eq=False)
    notes: tuple[Text, ...] = field(default=(), eq=False)
    ids: tuple[str, ...] = field(init=False, eq=False)
    positions: dict[str, int] = field(init=False, eq=False)
    maxima: tuple[int, ...] = field(init=False, eq=False)
    nothing: tuple[int, ...] = field(init=False, eq=False)
    grades: tuple[str, ...] = field(init=False, eq=False)
    branches: tuple[Branch, ...] = field(init=False, eq=False)
    branch_at: dict[int, Branch] = field(init=False, eq=False)

    @ids.default
    def _ids(self) -> tuple[str, ...]:
        return tuple(node.id for node in self.nodes)

    @positions.default
    def _positions(self) -> dict[str, int]:
        return {node.id: index for index, node in enumerate(self.nodes)}

    @maxima.default
    def _maxima(self) -> tuple[int, ...]:
        return tuple(node.maximum for node in self.nodes)

    @nothing.default
    def _nothing(self) -> tuple[int, ...]:
        return (0,) * len(self.nodes)

    @grades.default
    def _grades(self) -> tuple[str, ...]:
        return tuple(node.provenance.grade for node in self.nodes)

    @branches.default
    def _branches(self) -> tuple[Branch, ...]:
        found = []
        for index in reversed(range(len(self.nodes))):
            node = self.nodes[index]
            below = tuple(self.positions[child] for child in node.children)
            if below:
                flat = not any(self.nodes[child].children for child in below)
                leaves = slice(below[0], below[-1] + 1) if flat else None
                grades = {self.grades[child] for child in below}
                grade = grades.pop() if flat and len(grades) == 1 else None
                found.append(Branch(index, node.maximum, below, leaves, grade))
        return tuple(found)

    @branch_at.default
    def _branch_at(self) -> dict[int, Branch]:
        return {branch.index: branch for branch in self.branches}

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
