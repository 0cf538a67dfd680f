"""The keys of `sweep_table`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Literal

from kla_rules.typed.forms.common import TextDict
from kla_rules.typed.forms.typed_dict import TypedDict


class SweepTableRegionCountQuantileDict(TypedDict):
    """A number that so many per cent of the what-ifs do not pass."""

    per_cent: int
    """How many per cent."""
    regions: int
    """How many regions."""


class SweepTableRegionCountDict(TypedDict):
    """How many regions something happens to at once."""

    mean: float
    """On average."""
    standard_error: float
    """Standard error of the mean."""
    quantiles: list[SweepTableRegionCountQuantileDict]
    """By share of the what-ifs."""


class SweepTableLevelDict(TypedDict):
    """How many regions are at a level."""

    level: str | None
    """Id of the level; null for no level."""
    mean: float
    """On average."""
    before: int
    """Without variation."""


class SweepTableLevelShareDict(TypedDict):
    """How many what-ifs came to a level."""

    level: str | None
    """Id of the level; null for no level."""
    count: int
    """How many what-ifs."""
    share: float
    """Share of all, to six decimals."""
    standard_error: float
    """Standard error of the share."""
    share_range: list[float]
    """Interval of 95 per cent that the drawing leaves."""


class SweepTableScoreQuantileDict(TypedDict):
    """A score that so many per cent of the what-ifs do not pass."""

    per_cent: int
    """How many per cent."""
    points: float
    """Points."""


class SweepTableRegionDict(TypedDict):
    """One region."""

    name: str
    """Region, else file or place."""
    illustrative: bool
    """True where figures are invented."""
    edition: str
    """Id of the edition."""
    profile_digest: str
    """SHA-256 of the answers."""
    level: str | None
    """Level without variation."""
    score: float
    """Points that are secured without variation."""
    levels: list[SweepTableLevelShareDict]
    """No level and every level, the lowest first."""
    falls: int
    """What-ifs below that level."""
    rises: int
    """What-ifs above it."""
    quantiles: list[SweepTableScoreQuantileDict]
    """Scores by share of the what-ifs."""


class SweepTableDict(TypedDict):
    """How often each level came out of many what-ifs of many profiles; no forecast."""

    schema: Literal["kla-rules/sweep-table"]
    """Name of this schema."""
    schema_version: Literal[1]
    """Version of this schema."""
    n: int
    """How many what-ifs were drawn."""
    seed: int
    """What they were drawn with."""
    vary: list[Literal["unknown", "verification", "scales", "caps"]]
    """What was varied."""
    unknown: Literal["independent", "common"]
    """How unknown answers were drawn."""
    drop: Literal["points", "share"]
    """How a published drop is taken over."""
    not_evaluated: int
    """Profiles that were refused; they are in no count."""
    falls: SweepTableRegionCountDict
    """Regions below their level without variation at once."""
    rises: SweepTableRegionCountDict
    """Regions above it at once."""
    levels: list[SweepTableLevelDict]
    """No level and every level, the lowest first."""
    regions: list[SweepTableRegionDict]
    """A row for each region."""
    assumptions: list[TextDict]
    """What the whole rests on; that it is no forecast stands first."""
