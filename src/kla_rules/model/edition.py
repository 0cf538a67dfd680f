"""An edition of the instrument, whole."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Optional, Self, TypeVar

from attrs import field, fields, frozen

from kla_rules.core.findings import check_type, no_such_id
from kla_rules.core.frozen import FrozenMap, frozen_map
from kla_rules.core.listed import Listed, listed
from kla_rules.core.narrow import whole
from kla_rules.core.once import MAKING
from kla_rules.core.points import decimal
from kla_rules.core.renamed import Renamed
from kla_rules.core.showing import Showing
from kla_rules.core.shown import Shown
from kla_rules.core.text import Text
from kla_rules.model.cited import Source
from kla_rules.model.evidence import (
    EvidenceAttribute,
    EvidenceKind,
    EvidencePeriod,
    EvidenceRequired,
)
from kla_rules.model.levels import Advisory, EdgeRule, Level, Requirement, Stage
from kla_rules.model.measure import Measure
from kla_rules.model.named import id_named
from kla_rules.model.overlay import Overlay, UnitTier
from kla_rules.model.table import Table
from kla_rules.model.tree import Agency, Branch, Kind, Node

if TYPE_CHECKING:
    from kla_rules.model.asked import AskedQuestion

T = TypeVar("T")
_I = TypeVar("_I", Source, Agency, Level, Stage, Measure)


@frozen(repr=False)
class Edition(Shown):
    """One edition of the instrument, checked and complete; immutable and safe to share.

    Two editions are equal where their digests are; a copy or a pickle of one is equal to it.

    Attributes:
        digest: SHA-256 of the content of its rule files and overlays, whatever their layout or
            comments.
        id, version, title: its name; `version` rises with every change of a figure.
        rounds: years it was used in.
        nodes: the tree in the order of the source, each parent before its children.
        levels: from the lowest floor to the highest.
        edge: what holds exactly on a floor.
        stages, kinds, agencies, sources: what the rules name.
        legal_basis, completeness, completeness_level, notes: what it stands on and what it can say.
        cannot_say: statements that an evaluation against it cannot make.
        measures, requirements, advisories: what levels ask for besides points, and what is reported
            beside them.
        evidence_kinds, evidence_attributes: kinds of documents, and what they must have besides.
        evidence: by question id what it asks to be attached.
        evidence_period: the years its rounds look at, or None where that is not known.
        parts: digest of the content of each rule file, by "edition", "sources", "agencies",
            "requirements", "evidence" and the ids of the indicators.
        tables, unit_tiers: by question id what turns answers into points, and tiers of units. None
            is packaged; overlays bring them.
        overlays, base: the overlays it was built with, and the edition without them, or None.
        folder: where its rule files are; rules on units, on records and on steps lie beside them.
        attached: of these, by name, what need not be read any more.
        ids, grades: by position in `nodes` the id, and the grade of the maximum.
        positions: by id the position in `nodes`.
        ceilings_thousandths: by position the thousandths that a node can have at most.
        nothing_thousandths: by position no thousandths at all.
        branches: the inner nodes, each after those below it.
        branch_at: the same by position.
        holes: positions of nodes whose maximum is not known.
    """

    digest: str
    id: str = field(eq=False)
    version: str = field(eq=False)
    title: Text = field(eq=False)
    rounds: tuple[int, ...] = field(eq=False)
    nodes: tuple[Node, ...] = field(eq=False)
    levels: Listed[Level] = field(eq=False, converter=listed)
    edge: EdgeRule = field(eq=False)
    stages: Listed[Stage] = field(eq=False, converter=listed)
    kinds: Listed[Kind] = field(eq=False, converter=listed)
    agencies: Listed[Agency] = field(eq=False, converter=listed)
    sources: Listed[Source] = field(eq=False, converter=listed)
    legal_basis: Listed[Text] = field(eq=False, converter=listed)
    completeness: Text = field(eq=False)
    completeness_level: str = field(eq=False)
    notes: Listed[Text] = field(default=(), eq=False, converter=listed)
    cannot_say: Listed[Text] = field(default=(), eq=False, converter=listed)
    measures: Listed[Measure] = field(default=(), eq=False, converter=listed)
    requirements: Listed[Requirement] = field(default=(), eq=False, converter=listed)
    advisories: Listed[Advisory] = field(default=(), eq=False, converter=listed)
    evidence_kinds: Listed[EvidenceKind] = field(default=(), eq=False, converter=listed)
    evidence_attributes: Listed[EvidenceAttribute] = field(default=(), eq=False, converter=listed)
    evidence: Mapping[str, EvidenceRequired] = field(factory=dict, converter=frozen_map, eq=False)
    evidence_period: EvidencePeriod | None = field(default=None, eq=False)
    parts: Mapping[str, str] = field(factory=dict, converter=frozen_map, eq=False)
    tables: Mapping[str, Table] = field(factory=dict, converter=frozen_map, eq=False)
    unit_tiers: Listed[UnitTier] = field(default=(), eq=False, converter=listed)
    overlays: Listed[Overlay] = field(default=(), eq=False, converter=listed)
    base: Optional["Edition"] = field(default=None, eq=False)
    folder: Path | None = field(default=None, eq=False)
    attached: Mapping[str, Any] = field(factory=dict, converter=frozen_map, eq=False)
    _figures_from: Callable[[], Mapping[str, str]] = field(default=dict, eq=False)
    ids: tuple[str, ...] = field(init=False, eq=False)
    positions: Mapping[str, int] = field(init=False, converter=frozen_map, eq=False)
    ceilings_thousandths: tuple[int, ...] = field(init=False, eq=False)
    nothing_thousandths: tuple[int, ...] = field(init=False, eq=False)
    grades: tuple[str, ...] = field(init=False, eq=False)
    branches: tuple[Branch, ...] = field(init=False, eq=False)
    branch_at: Mapping[int, Branch] = field(init=False, converter=frozen_map, eq=False)
    holes: frozenset[int] = field(init=False, eq=False)
    _read: dict[str, Any] = field(init=False, factory=dict, eq=False)

    @ids.default
    def _ids(self) -> tuple[str, ...]:
        return tuple(node.id for node in self.nodes)

    @positions.default
    def _positions(self) -> dict[str, int]:
        return {node.id: index for index, node in enumerate(self.nodes)}

    @ceilings_thousandths.default
    def _ceilings(self) -> tuple[int, ...]:
        return tuple(node.ceiling_thousandths for node in self.nodes)

    @nothing_thousandths.default
    def _nothing(self) -> tuple[int, ...]:
        return (0,) * len(self.nodes)

    @grades.default
    def _grades(self) -> tuple[str, ...]:
        return tuple(node.provenance.grade for node in self.nodes)

    @branches.default
    def _branches(self) -> tuple[Branch, ...]:
        branches = []
        for index in reversed(range(len(self.nodes))):
            node = self.nodes[index]
            below = tuple(self.positions[child] for child in node.children)
            if below:
                flat = not any(self.nodes[child].children for child in below)
                leaves = slice(below[0], below[-1] + 1) if flat else None
                branches.append(Branch(index, node.ceiling_thousandths, below, leaves))
        return tuple(branches)

    @branch_at.default
    def _branch_at(self) -> dict[int, Branch]:
        return {branch.index: branch for branch in self.branches}

    @holes.default
    def _holes(self) -> frozenset[int]:
        return frozenset(i for i, node in enumerate(self.nodes) if node.maximum_thousandths is None)

    ceilings = Renamed[tuple[int, ...]]("ceilings_thousandths")
    nothing = Renamed[tuple[int, ...]]("nothing_thousandths")
    maximum = Renamed[int]("maximum_thousandths", points="maximum_points")

    @property
    def maximum_thousandths(self) -> int:
        """Return the most thousandths the whole instrument gives."""
        return self.nodes[0].ceiling_thousandths

    @property
    def maximum_points(self) -> Decimal:
        """Return the most points the whole instrument gives."""
        return decimal(self.maximum_thousandths)

    @property
    def figures(self) -> Mapping[str, str]:
        """Return by part the digest of its figures, without texts; reckoned when asked for.

        The parts are those of `parts` and, of the same folder, "units", "forum" and the files of
        the steps, such as "remediation/K1". Overlays change none of them.

        >>> import kla_rules as kla
        >>> edition = kla.edition("kla-2024")
        >>> sorted(set(edition.figures) - set(edition.parts))[:3]
        ['forum', 'remediation/K0', 'remediation/K1']
        """
        return attachment(self, "figures", lambda _: FrozenMap(self._figures_from()))

    @property
    def questions(self) -> Listed["AskedQuestion"]:
        """Return the questions as a form asks them, in order; made when first asked for.

        >>> import kla_rules as kla
        >>> asked = kla.edition("kla-2024").questions[0]
        >>> asked.indicator.id, [form.form for form in asked.forms][:3]
        ('1', ['points', 'option', 'fraction'])
        """
        from kla_rules.model.asked import asked_questions  # noqa: PLC0415 - asked for by few

        return attachment(self, "questions", asked_questions)

    def node(self, node_id: str) -> Node:
        """Return the node with this id.

        Raises:
            UnknownIdError: (a `KeyError`) if there is none.

        >>> import kla_rules as kla
        >>> kla.edition("kla-2024").node("6.3").title.en
        "Children's forum acting as pioneer and reporter"
        """
        try:
            return self.nodes[self.positions[node_id]]
        except (KeyError, TypeError):
            raise no_such_id("node", node_id, self.positions) from None

    def above(self, node_id: str) -> tuple[str, ...]:
        """Return the ids of the nodes above a node, the nearest first.

        >>> import kla_rules as kla
        >>> kla.edition("kla-2024").above("6.3")
        ('6', 'K1', 'total')
        """
        path = []
        name = self.node(node_id).parent
        while name is not None:
            path.append(name)
            name = self.node(name).parent
        return tuple(path)

    def source(self, source_id: str) -> Source:
        """Return the source with this id.

        Raises:
            UnknownIdError: (a `KeyError`) if there is none.
        """
        return _with_id("source", self.sources, source_id)

    def agency(self, agency_id: str) -> Agency:
        """Return the agency with this id.

        Raises:
            UnknownIdError: (a `KeyError`) if there is none.
        """
        return _with_id("agency", self.agencies, agency_id)

    def level(self, level_id: str) -> Level:
        """Return the level with this id, or called so: "madya", "Madya", "Kota Layak Anak".

        Raises:
            UnknownIdError: (a `KeyError`) if there is none.
        """
        return _with_id("level", self.levels, id_named("level", level_id, self.levels))

    def stage(self, stage_id: str) -> Stage:
        """Return the stage with this id, or called so: "self", "penilaian mandiri".

        Raises:
            UnknownIdError: (a `KeyError`) if there is none.
        """
        return _with_id("stage", self.stages, id_named("stage", stage_id, self.stages))

    def measure(self, measure_id: str) -> Measure:
        """Return the measure with this id.

        Raises:
            UnknownIdError: (a `KeyError`) if there is none.
        """
        return _with_id("measure", self.measures, measure_id)

    def in_force(self, year: int) -> bool:
        """Return whether a round of `year` used this edition."""
        year = whole(year)
        check_type("year", year, "a whole number", int)
        return year in self.rounds

    def __getstate__(self) -> dict[str, Any]:
        """Return what a pickle holds: figures, not the rule files that they are reckoned from."""
        state = {each.name: getattr(self, each.name) for each in fields(Edition)}
        return {**state, "_figures_from": partial(dict, self.figures)}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        """Take what `__getstate__` gave."""
        for name, value in state.items():
            object.__setattr__(self, name, value)

    def __copy__(self) -> Self:
        """Return itself: it is shared by all that was made with it, and nobody can change it."""
        return self

    def __deepcopy__(self, _: object) -> Self:
        """Return itself, as `copy` does."""
        return self

    def __repr__(self) -> str:
        """Return a short name: the tree has hundreds of nodes."""
        merged = "".join(f", +{overlay.id}" for overlay in self.overlays)
        digest = self.digest[:_SHOWN]
        return f"Edition({self.id!r}, version={self.version!r}, digest={digest!r}{merged})"

    def _repr_pretty_(self, printer: Any, cycle: object) -> None:  # noqa: ANN401, ARG002 - IPython's
        """Print the short name, for IPython and Hypothesis too."""
        printer.text(repr(self))

    def _showing(self) -> Showing:
        from kla_rules.model.card import edition_shown  # noqa: PLC0415 - asked for by few

        return edition_shown(self)


# Of a digest so much tells any two editions apart.
_SHOWN: Final = 12


def attachment(edition: Edition, name: str, read: Callable[[Edition], T]) -> T:
    """Return what `attached` has under a name, else what `read` makes of the edition, once.

    For the folders that read what lies beside an edition. It is no method: what is kept is the
    same for every holder of the edition, so none may bring a reader of its own.

    Args:
        edition: the edition.
        name: what it is, such as "units".
        read: reads it, from the folder of the edition; called when it is first asked for.
    """
    if name in edition.attached:
        attached: T = edition.attached[name]
        return attached
    kept = edition._read  # noqa: SLF001 - the one place that fills it
    if name not in kept:
        with MAKING:
            if name not in kept:
                kept[name] = read(edition)
    result: T = kept[name]
    return result


def _with_id(name: str, entries: Iterable[_I], wanted: object) -> _I:
    """Return the entry with an id.

    Raises:
        UnknownIdError: if there is none.
    """
    known = {entry.id: entry for entry in entries}
    if not isinstance(wanted, str) or wanted not in known:
        raise no_such_id(name, wanted, known)
    return known[wanted]
