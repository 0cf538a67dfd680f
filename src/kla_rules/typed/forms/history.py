"""The keys of `history`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Literal, NotRequired

from kla_rules.typed.forms.common import CitedNoteDict, TextDict
from kla_rules.typed.forms.typed_dict import TypedDict


class HistoryRoundReadingDict(TypedDict):
    """One published level."""

    level: str | None
    """Id of the level; null for none."""
    grade: Literal["A", "B", "B*", "C", "I", "U"]
    """How far to trust it."""
    source: str
    """Where it stands."""


class HistoryRoundDict(TypedDict):
    """One round."""

    year: int
    """The year as what is shown of the round writes it.

    What was published, else the profile of the latest evaluation.
    """
    round: int
    """The year the round is known by: one round can span two years."""
    state: Literal["known", "open", "conflict", "unknown", "no_round"]
    """open: several levels are possible; conflict: sources differ."""
    levels: list[str | None]
    """Levels possible; empty where nothing is known."""
    stage: str | None
    """Stage of the latest evaluation, or null."""
    readings: list[HistoryRoundReadingDict]
    """What was published."""
    reason: TextDict | None
    """Why no round was held, or null."""
    notes: NotRequired[list[CitedNoteDict]]
    """What is known of the round itself."""


class HistoryYearAndStageDict(TypedDict):
    """A round and its stage."""

    year: int | None
    """The round."""
    stage: str | None
    """The stage."""


class HistoryChangeClusterDict(TypedDict):
    """One cluster."""

    id: str
    """Its id."""
    before: list[float]
    """Fewest and most points."""
    after: list[float]
    """Fewest and most points."""


_HistoryChangeDict = TypedDict("_HistoryChangeDict", {"from": HistoryYearAndStageDict})


class HistoryChangeDict(_HistoryChangeDict):
    """One change."""

    to: HistoryYearAndStageDict
    """After."""
    verification: bool
    """True where both stand in one round, at two stages."""
    again: bool
    """True where both stand in one round, at one stage."""
    levels: list[list[str | None]]
    """Levels possible before and after."""
    score_range: list[list[float]]
    """Ranges before and after."""
    reasons: list[Literal["edition", "points", "requirements"]]
    """What moved the level."""
    by_edition: list[list[str | None]]
    """Levels that the old points give under the old and the new edition."""
    by_points: list[list[str | None]]
    """Levels that old and new points give under the new edition."""
    held_by: list[list[str]]
    """Requirements that held the level, before and after."""
    clusters: list[HistoryChangeClusterDict]
    """Clusters whose points changed; empty where the edition changed too."""


class HistoryTenureDict(TypedDict):
    """How long at the last level; null where that is not known."""

    level: str | None
    """Id of the level; null for none."""
    rounds: int
    """Rounds held in a row."""
    since: int
    """The first of them."""
    at_least: bool
    """True where what came before is not known."""


class HistoryAheadDict(TypedDict):
    """What stands between the last evaluation and the next level, or null."""

    level: str
    """Id of the next level."""
    points: float
    """Points missing to its floor."""
    floor_is_enough: bool
    """False where the floor must be passed."""
    requirements: list[str]
    """Requirements that are not met or not known."""


class HistoryDict(TypedDict):
    """Levels by round, what changed and why, how long, and what is next."""

    schema: Literal["kla-rules/history"]
    """Name of this schema."""
    schema_version: Literal[1]
    """Version of this schema."""
    region: str | None
    """Name of the region."""
    illustrative: bool
    """True where figures are invented."""
    count: Literal["claimed", "backed"]
    """What the evaluations count."""
    rounds: list[HistoryRoundDict]
    """The rounds from the first to the last, those between included."""
    changes: list[HistoryChangeDict]
    """From each evaluation to the next."""
    tenure: HistoryTenureDict | None
    """How long at the last level; null where that is not known."""
    ahead: HistoryAheadDict | None
    """What stands between the last evaluation and the next level, or null."""
