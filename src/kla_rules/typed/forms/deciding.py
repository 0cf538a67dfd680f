"""The keys of `deciding`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Literal

from kla_rules.typed.forms.common import TextDict
from kla_rules.typed.forms.typed_dict import TypedDict


class DecidingQuestionDict(TypedDict):
    """One question."""

    id: str
    """Id of the question; of what is above the questions where that alone is open."""
    title: TextDict
    """Its title."""
    moves: float
    """Points that its answer can move."""
    if_full: list[str | None]
    """Levels that stay possible where it has all its points."""
    if_none: list[str | None]
    """Levels that stay possible where it has none."""
    agencies: list[str]
    """Ids of agencies by function."""


class DecidingByAgencyDict(TypedDict):
    """One agency."""

    agency: str | None
    """Id of the agency; null where none is named."""
    questions: list[str]
    """Ids of its questions."""


class DecidingWayNeedDict(TypedDict):
    """One need."""

    node: str
    """Id of the node."""
    points: list[float]
    """Lowest and highest points that it may have."""


class DecidingWayDict(TypedDict):
    """One way."""

    level: str | None
    """The level; null for no level."""
    needs: list[DecidingWayNeedDict]
    """What each node must be."""


class DecidingRequirementDict(TypedDict):
    """One requirement."""

    id: str
    """Its id."""
    title: TextDict
    """Its name."""
    level: str
    """Id of the level it belongs to."""


class DecidingDict(TypedDict):
    """Which answers still decide the level of an evaluation."""

    schema: Literal["kla-rules/deciding"]
    """Name of this schema."""
    schema_version: Literal[1]
    """Raised when a key changes its meaning or goes; new keys may come at any time."""
    questions: list[DecidingQuestionDict]
    """Questions that can move the level, the most telling first."""
    by_agency: list[DecidingByAgencyDict]
    """The same questions by the agency that a question names first."""
    ways: list[DecidingWayDict]
    """Fewest answers that settle a level, a way for each."""
    requirements: list[DecidingRequirementDict]
    """Requirements that are not known and can decide."""
    exact: bool
    """False where the ways were not searched to the end."""
