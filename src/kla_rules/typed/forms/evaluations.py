"""The keys of `evaluations`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Literal

from kla_rules.typed.forms.common import FindingDict, NoteDict
from kla_rules.typed.forms.typed_dict import TypedDict


class EvaluationsRegionClusterDict(TypedDict):
    """One cluster."""

    id: str
    """Id of the cluster."""
    points: float | None
    """Its points where they are settled, else null."""
    range: list[float]
    """Fewest and most points possible."""
    maximum: float | None
    """The most points that it gives; null where that is not known."""


class EvaluationsRegionDict(TypedDict):
    """One of them."""

    name: str
    """What it is called: its region, else its file or its place."""
    region: str | None
    """Name of the region; null where the profile does not say."""
    code: str | None
    """Its code of the Ministry of Home Affairs."""
    edition: str
    """Id of the edition."""
    stage: str | None
    """Stage of the round; null where the profile does not say."""
    year: int | None
    """The evaluation round."""
    illustrative: bool
    """True where the profile says that its figures are invented for illustration."""
    score: float
    """Points that are secured: the lower end of score_range."""
    maximum: float
    """The most points that the edition gives."""
    score_range: list[float]
    """Fewest and most points possible."""
    level: str | None
    """The level that is already secured; null for no level."""
    levels_possible: list[str | None]
    """Levels still possible, from the lowest to the highest; null where no level is possible."""
    determined: bool
    """True where only one level is possible."""
    unknown_questions: int | None
    """How many questions (of some editions.

    Other parts) that give points nobody has said anything about; null where the edition does
    not know what gives points.
    """
    undecided_requirements: int
    """How many requirements nobody knows to be met that leave levels open."""
    clusters: list[EvaluationsRegionClusterDict]
    """What is known of each cluster, in order."""


class EvaluationsRefusedDict(TypedDict):
    """One of them."""

    findings: list[FindingDict]
    """Everything that is wrong with it."""
    input: str
    """Where it stands: a file, a file and a line, or a place in a list."""


class EvaluationsLevelDict(TypedDict):
    """One level."""

    level: str | None
    """Id of the level; null for no level."""
    regions: int
    """How many."""


class EvaluationsDict(TypedDict):
    """What evaluate_many() found, as plain JSON: a short entry for each region.

    The whole of each is a line of kla evaluate --jsonl, as evaluation.schema.json says.
    """

    schema: Literal["kla-rules/evaluations"]
    """Name of this schema."""
    schema_version: Literal[1]
    """Raised when a key changes its meaning or goes; new keys may come at any time."""
    regions: list[EvaluationsRegionDict]
    """The evaluated profiles, in their order."""
    refused: list[EvaluationsRefusedDict]
    """The profiles that were refused, in their order.

    A line of kla evaluate --jsonl that is refused is the same.
    """
    findings: list[FindingDict]
    """What was not read at all, and profiles that stand twice."""
    notes: list[NoteDict]
    """What a reader must know."""
    levels: list[EvaluationsLevelDict]
    """How many regions are at each level, the lowest first.

    Those whose level is not determined are at none.
    """
    not_determined: int
    """Of how many regions the level is not determined."""
