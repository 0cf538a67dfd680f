"""The keys of `evaluation`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Any, Literal, NotRequired

from kla_rules.typed.forms.common import NoteDict, OverlayDigestDict, ProvenanceDict, TextDict
from kla_rules.typed.forms.typed_dict import TypedDict


class EvaluationScaleDict(TypedDict):
    """The table that turned values and options into points; null where none was brought."""

    id: str
    """Id of the table."""
    source: str
    """Where it comes from."""
    illustrative: bool
    """True where it is invented for illustration."""
    digest: str
    """SHA-256 of its content."""


class EvaluationOverlayDict(TypedDict):
    """One overlay."""

    id: str
    """Its id."""
    title: TextDict
    """Its title."""
    illustrative: bool
    """True where it is invented for illustration."""
    digest: str
    """SHA-256 of its content."""
    counted: list[str]
    """Questions whose answers its tables turned into points."""


class EvaluationWithoutOverlaysDict(TypedDict):
    """The result without overlays.

    Null where there are none, or where the profile only fits the edition under them.
    """

    score_range: list[float]
    """Lowest and highest points possible."""
    levels_possible: list[str | None]
    """Levels still possible, from the lowest to the highest; null where no level is possible."""


class EvaluationLayerDict(TypedDict):
    """One layer."""

    rank: Literal["question", "indicator", "cluster", "total"]
    """Rank of the nodes whose figures are counted."""
    score_range: list[float]
    """Lowest and highest points possible."""
    levels_possible: list[str | None]
    """Levels still possible, from the lowest to the highest; null where no level is possible."""
    other_level: bool
    """True where it does not leave possible what the evaluation does.

    So that another level follows from it.
    """


class EvaluationClusterDict(TypedDict):
    """One cluster."""

    id: str
    """Id of the cluster."""
    title: TextDict
    """A text in both languages; numbers with a decimal point."""
    points: float | None
    """Its points; null where they are not settled."""
    range: list[float]
    """Lowest and highest points possible."""
    maximum: float | None
    """Most points it gives; null where that is not known."""
    basis: str
    """What its points rest on: awarded (given), parts (its indicators), unknown."""
    provenance: ProvenanceDict
    """Source and grade of the maximum."""


class EvaluationPartDict(TypedDict):
    """What became of a part of a condition."""

    met: bool | None
    """true, false, or null for unknown."""
    asked: TextDict
    """What is asked."""
    seen: TextDict
    """What was seen."""
    figures: dict[str, Any]
    """The figures that were seen, by name."""
    parts: list["EvaluationPartDict"]
    """What became of its parts."""


class EvaluationRequirementDict(TypedDict):
    """One requirement."""

    id: str
    """Its id in the rule files."""
    title: TextDict
    """Its name."""
    level: str
    """Id of the level it belongs to."""
    met: bool | None
    """true, false, or null for unknown."""
    asked: TextDict
    """What is asked."""
    seen: TextDict
    """What was seen."""
    figures: dict[str, Any]
    """The figures that were seen, by name."""
    parts: list[EvaluationPartDict]
    """What became of its parts."""
    provenance: ProvenanceDict
    """Source and grade of what is asked."""
    binding: bool
    """Whether it decides in this round; false: possibly asked, changes no level."""


class EvaluationAdvisoryDict(TypedDict):
    """One advisory."""

    id: str
    """Its id in the rule files."""
    title: TextDict
    """Its name."""
    level: str
    """Id of the level it belongs to."""
    met: bool | None
    """true, false, or null for unknown."""
    asked: TextDict
    """What is asked."""
    seen: TextDict
    """What was seen."""
    figures: dict[str, Any]
    """The figures that were seen, by name."""
    parts: list[EvaluationPartDict]
    """What became of its parts."""
    provenance: ProvenanceDict
    """Source and grade of what is asked."""


class EvaluationGapDict(TypedDict):
    """One gap."""

    node: str
    """Id of the node."""
    title: TextDict
    """A text in both languages; numbers with a decimal point."""
    points: float | None
    """Its points; null where unknown."""
    maximum: float
    """Most points it gives."""
    gain: float
    """Most points the score can gain here."""
    known: bool
    """False where the points are unknown: they may be there already."""
    agencies: list[str]
    """Ids of agencies by function."""


class EvaluationStepAttachedDict(TypedDict):
    """One question."""

    question: str
    """Id of the question."""
    asks: list[list[str]]
    """Of each group one is needed; without a group, any document."""
    grade: Literal["A", "B", "B*", "C", "I", "U"]
    """How well it is known."""


class EvaluationStepAssumedDict(TypedDict):
    """What is assumed of it, from no source, in one place."""

    effort: int
    """Class of effort, from 1 to 5."""
    months: int
    """How long it takes."""
    share: float
    """Part of a gap that it mends, from 0 to 1."""


class EvaluationStepPlacesDict(TypedDict):
    """In how many places it is done; null for one office."""

    kind: str
    """Id of the kind of place."""
    count: int
    """In how many."""
    assumed: bool
    """True where how many there are is not known and assumed."""


class EvaluationStepDict(TypedDict):
    """One step."""

    id: str
    """Its id."""
    kind: str
    """What kind of act it is; answer, file and meet where no catalogue lists it."""
    why: Literal["requirement", "gap", "advisory", "prerequisite", "unanswered", "unbacked"]
    """Why it is asked for."""
    asked_by: list[str]
    """Ids of the requirement or the advisories that are not met and ask for it."""
    holds: bool
    """True where the requirement holds back a level that the points may reach."""
    title: TextDict
    """What is done."""
    instruction: TextDict
    """What to do, and which proof to file."""
    points: list[float]
    """Fewest and most points that it can gain by itself, as far as it is assumed to mend."""
    secures: float
    """Points that are claimed already and that filing the proof secures."""
    counts: bool
    """False where no act decides the result; its points are then not counted."""
    questions: list[str]
    """Questions at which something is open."""
    responsible: str | None
    """Id of the agency that does it."""
    supporting: list[str]
    """Ids of agencies that help."""
    first: list[str]
    """Steps that must come before it and are not known to be done."""
    opens: list[str]
    """Steps that wait for it."""
    attached: list[EvaluationStepAttachedDict]
    """What its questions ask to be attached."""
    condition: TextDict | None
    """What must hold before it and is not known to; null where nothing is."""
    recurrence: Literal["once", "yearly"]
    """Whether it must be repeated."""
    assumed: EvaluationStepAssumedDict | None
    """What is assumed of it, from no source, in one place."""
    source: str | None
    """Id of its source; null where it is derived from its questions."""
    grade: Literal["A", "B", "B*", "C", "I", "U"]
    """How far to trust it."""
    places: EvaluationStepPlacesDict | None
    """In how many places it is done; null for one office."""
    effort: float | None
    """Effort in all its places; null where nothing is assumed."""
    months: int | None
    """How long it takes in all its places; null where nothing is assumed."""


class EvaluationProvenanceDict(TypedDict):
    """How many points rest on what."""

    by_grade: dict[str, float]
    """Points by grade of the figures they rest on; they sum to the score."""
    by_basis: dict[str, float]
    """Points by basis; they sum to the score. cap is what a cap takes away."""
    unknown: float
    """Points that are neither secured nor lost."""


class EvaluationRecordDict(TypedDict):
    """What to keep to verify the evaluation later."""

    edition: str
    """Id of the edition."""
    edition_version: str
    """Its version."""
    edition_digest: str
    """SHA-256 of its rules."""
    profile_digest: str
    """SHA-256 of the profile."""
    engine: Literal["native", "durable"]
    """Engine that inferred the steps."""
    edge_policy: Literal["floor_inclusive", "floor_exclusive"]
    """Edge policy that was used."""
    library_version: str
    """Version of kla-rules."""
    scale_digest: str | None
    """SHA-256 of the table that was used."""
    assume: Literal["proportional"] | None
    """Assumption that was made."""
    count: Literal["claimed", "backed"]
    """claimed or backed."""
    overlays: list[OverlayDigestDict]
    """Overlays, by id."""
    catalogue_digest: str | None
    """SHA-256 of the steps and what is assumed of them, where steps were asked for."""


class EvaluationEvidenceMissingItemDict(TypedDict):
    """One question, or a node that was given points as a whole."""

    node: str
    """Id of the node."""
    points: float
    """Points at risk."""
    kinds: list[list[str]]
    """Of each group one is missing: a document of any of its kinds, or an attribute.

    Without a group, any document is.
    """
    listed: list[str]
    """Kinds of the documents that are listed and do not suffice."""
    grade: Literal["A", "B", "B*", "C", "I", "U"] | None
    """How well it is known that they are asked for; null where nothing says so."""


class EvaluationEvidenceMissingDict(TypedDict):
    """One agency."""

    agency: str | None
    """Id of the agency; null where none is named, and for points given above the questions."""
    points: float
    """Points of its items, each as far as it can count by itself.

    Items under one cap or figure can together exceed what is at risk.
    """
    items: list[EvaluationEvidenceMissingItemDict]
    """The questions, most points first."""


class EvaluationEvidenceDict(TypedDict):
    """How far the points claimed are backed by what is asked to be attached."""

    claimed: float
    """Points that the answers secure."""
    backed: float
    """Points secured by answers with a fitting document."""
    at_risk: float
    """Points that no document backs."""
    documents: int
    """How many documents the profile lists."""
    missing: list[EvaluationEvidenceMissingDict]
    """What is not backed, by the agency that a question names first, most points first.

    What no agency files last. Empty where the profile lists no document and only claims are
    counted.
    """


class EvaluationDict(TypedDict):
    """What evaluate() found, as plain JSON."""

    schema: Literal["kla-rules/evaluation"]
    """Name of this schema."""
    schema_version: Literal[1]
    """Raised when a key changes its meaning or goes; new keys may come at any time."""
    edition: str
    """Id of the edition."""
    region: str | None
    """Name of the region."""
    illustrative: bool
    """True where the profile says that its figures are invented for illustration."""
    assume: Literal["proportional"] | None
    """Assumption that turned values into points, opt-in (proportional).

    Null where none was made.
    """
    scale: EvaluationScaleDict | None
    """The table that turned values and options into points; null where none was brought."""
    count: Literal["claimed", "backed"]
    """backed: only points backed by everything that is asked to be attached are counted.

    All others are taken as unknown.
    """
    overlays: list[EvaluationOverlayDict]
    """What was laid over the edition, by id."""
    without_overlays: EvaluationWithoutOverlaysDict | None
    """The result without overlays.

    Null where there are none, or where the profile only fits the edition under them.
    """
    stage: str | None
    """Stage of the round; null where the profile does not say."""
    award: bool
    """True only where the stage is the one whose result is awarded."""
    year: int | None
    """The evaluation round."""
    score: float
    """Points that are secured: the lower end of score_range."""
    maximum: float
    """Most points the instrument gives."""
    score_range: list[float]
    """Lowest and highest points possible."""
    level: str | None
    """The level that is already secured; null for no level."""
    levels_possible: list[str | None]
    """Levels still possible, from the lowest to the highest; null where no level is possible."""
    determined: bool
    """True where only one level is possible."""
    edge_policy: Literal["floor_inclusive", "floor_exclusive"]
    """Whether the floor itself reaches the level."""
    layers: NotRequired[list[EvaluationLayerDict]]
    """What the figures of each layer of the sheet alone would give, from the questions up.

    Empty where no figure stands above another. The figure above is used.
    """
    clusters: list[EvaluationClusterDict]
    """The clusters in order."""
    requirements: list[EvaluationRequirementDict]
    """What levels ask for besides points, in the order of the rule file."""
    advisories: list[EvaluationAdvisoryDict]
    """Reported; never changes a level."""
    gaps: list[EvaluationGapDict]
    """Where points are open, largest first."""
    steps: list[EvaluationStepDict]
    """What to do, what holds a level first, then by points per effort. Empty unless asked for."""
    notes: list[NoteDict]
    """What a reader must know."""
    provenance: EvaluationProvenanceDict
    """How many points rest on what."""
    record: EvaluationRecordDict
    """What to keep to verify the evaluation later."""
    cannot_say: list[TextDict]
    """Statements that the edition does not allow to make."""
    evidence: EvaluationEvidenceDict
    """How far the points claimed are backed by what is asked to be attached."""
