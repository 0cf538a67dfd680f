"""The keys of `sweep`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Literal

from kla_rules.typed.forms.common import OverlayDigestDict, TextDict
from kla_rules.typed.forms.typed_dict import TypedDict


class SweepLevelShareDict(TypedDict):
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


class SweepScoreQuantileDict(TypedDict):
    """A score that so many per cent of the what-ifs do not pass."""

    per_cent: int
    """How many per cent."""
    points: float
    """Points."""


class SweepSourceDict(TypedDict):
    """One thing that was varied."""

    id: Literal["unknown", "verification", "scales", "caps"]
    """Its name."""
    count: int
    """How many answers, drops or indicators there are of it."""
    moves: float | None
    """Share of the variance of reaching the target that goes with it alone.

    Null where nothing differs.
    """
    assumption: TextDict
    """What is assumed."""


class SweepPartDict(TypedDict):
    """One of them."""

    source: Literal["unknown", "verification", "scales", "caps"]
    """What varies it."""
    node: str
    """Id of the node."""
    range: list[float]
    """Fewest and most points drawn from.

    Of a capped indicator what another reading can take away.
    """
    moves: float | None
    """As for sources, of it alone."""


class SweepConvergenceDict(TypedDict):
    """One of them."""

    n: int
    """After how many."""
    shares: list[float]
    """Shares in the order of `levels`."""
    half_width: float
    """Half the width of the widest interval of 95 per cent."""


class SweepRecordDict(TypedDict):
    """What it was made from."""

    edition_version: str
    """Version of the edition."""
    edition_digest: str
    """SHA-256 of the rules."""
    profile_digest: str
    """SHA-256 of the answers."""
    scale_digest: str | None
    """SHA-256 of the scale; null without one."""
    assume: str | None
    """Assumption that turned answers into points; null for none."""
    edge_policy: Literal["floor_inclusive", "floor_exclusive"]
    """Reading of the floors."""
    library_version: str
    """Version of kla-rules."""
    overlays: list[OverlayDigestDict]
    """Overlays."""


class SweepDict(TypedDict):
    """How often each level came out of many what-ifs of one profile; no forecast."""

    schema: Literal["kla-rules/sweep"]
    """Name of this schema."""
    schema_version: Literal[1]
    """Version of this schema."""
    region: str | None
    """Name of the region."""
    illustrative: bool
    """True where figures are invented."""
    edition: str
    """Id of the edition."""
    stage: str | None
    """Stage of the profile."""
    year: int | None
    """Year of the round."""
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
    level: str | None
    """Level without variation: what is secured."""
    score: float
    """Points that are secured without variation."""
    levels: list[SweepLevelShareDict]
    """No level and every level, the lowest first."""
    falls: int
    """What-ifs below the level without variation."""
    rises: int
    """What-ifs above it."""
    quantiles: list[SweepScoreQuantileDict]
    """Scores by share of the what-ifs."""
    target: str
    """Id of the level that `moves` are about."""
    reached: int
    """What-ifs that reach the target."""
    sources: list[SweepSourceDict]
    """What was varied, with what is assumed of it."""
    parts: list[SweepPartDict]
    """Questions and indicators that were varied each by itself.

    Those that move the level most first.
    """
    convergence: list[SweepConvergenceDict]
    """Shares after the first what-ifs."""
    assumptions: list[TextDict]
    """What the whole rests on; that it is no forecast stands first."""
    record: SweepRecordDict
    """What it was made from."""
