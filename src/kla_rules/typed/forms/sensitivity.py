"""The keys of `sensitivity`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Literal

from kla_rules.typed.forms.typed_dict import TypedDict


class SensitivityQuestionDict(TypedDict):
    """One question."""

    node: str
    """Id of the question."""
    gain: float | None
    """Points that it must gain for the level above; null where it cannot by itself."""
    loss: float | None
    """Points that it must lose to lose the level; null where it cannot by itself."""


class SensitivityGroupDict(TypedDict):
    """Fewest questions that together gain the level above; null where none do."""

    points: float
    """Points in all."""
    changes: dict[str, float]
    """Points by id of the question."""


class SensitivityDict(TypedDict):
    """How little gains or loses the level of an evaluation."""

    schema: Literal["kla-rules/sensitivity"]
    """Name of this schema."""
    schema_version: Literal[1]
    """Raised when a key changes its meaning or goes; new keys may come at any time."""
    region: str | None
    """Name of the region."""
    illustrative: bool
    """True where its figures are invented for illustration."""
    level: str | None
    """The level that is secured; null for no level."""
    above: str | None
    """The level above; null at the highest."""
    need: float | None
    """Points that are missing for the level above; null at the highest."""
    spare: float | None
    """Points that must go to lose what is secured; null without a level."""
    holding: list[str]
    """Requirements that hold back the level above."""
    questions: list[SensitivityQuestionDict]
    """Questions, each with what it does by itself."""
    smallest_gain: SensitivityGroupDict | None
    """Fewest questions that together gain the level above; null where none do."""
    smallest_loss: SensitivityGroupDict | None
    """Fewest questions that together lose the level; null where none do."""
    on_points: list[str]
    """Requirements on points that can decide besides."""
