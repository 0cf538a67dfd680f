"""The keys of `outlook`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Literal

from kla_rules.typed.forms.common import TextDict
from kla_rules.typed.forms.typed_dict import TypedDict


class VerificationOutlookStagePointsDict(TypedDict):
    """A stage and its points."""

    stage: str
    """Id of the stage."""
    points: float
    """Points as published."""


_VerificationOutlookPairDict = TypedDict(
    "_VerificationOutlookPairDict", {"from": VerificationOutlookStagePointsDict}
)


class VerificationOutlookPairDict(_VerificationOutlookPairDict):
    """One pair of one region and round."""

    region: str
    """Whose points."""
    year: int
    """Which round."""
    to: VerificationOutlookStagePointsDict
    """After."""
    drop: float
    """Points lost."""
    source: str
    """Id of the source."""
    grade: Literal["A", "B", "B*", "C", "I", "U"]
    """Its grade."""
    score_range: list[float]
    """Fewest and most points such a drop would leave."""
    levels_possible: list[str | None]
    """Levels then possible, lowest first."""


class VerificationOutlookDict(TypedDict):
    """What published drops by verification would leave of an evaluation."""

    schema: Literal["kla-rules/outlook"]
    """Name of this schema."""
    schema_version: Literal[1]
    """Version of this schema."""
    region: str | None
    """Name of the region."""
    illustrative: bool
    """True where figures are invented."""
    stage: str | None
    """Stage of the evaluation."""
    n: int
    """Published pairs that start at this stage."""
    smallest: float | None
    """Smallest drop in points; null without a pair."""
    median: float | None
    """Median drop."""
    largest: float | None
    """Largest drop."""
    note: TextDict
    """How little the sample says."""
    pairs: list[VerificationOutlookPairDict]
    """The pairs, smallest drop first."""
