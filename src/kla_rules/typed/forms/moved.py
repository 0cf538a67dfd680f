"""The keys of `moved`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Literal

from kla_rules.typed.forms.common import TextDict
from kla_rules.typed.forms.typed_dict import TypedDict


class MovedTransitionDict(TypedDict):
    """One way from levels to levels."""

    old: list[str | None]
    """The levels possible under the old edition, lowest first."""
    new: list[str | None]
    """Those under the new edition."""
    determined: bool
    """Both are certain."""
    count: int
    """How many regions went that way."""


class MovedEffectDict(TypedDict):
    """How far something moves a region or all of them."""

    score: float
    """Points by which the secured score moves."""
    score_range: list[float]
    """Points by which both ends of the score range move."""
    levels: list[int] | None
    """By how many levels the secured and the highest possible one move.

    Null where the levels are not ordered.
    """


class MovedChangeDict(TypedDict):
    """What one change does to all regions."""

    id: str
    """Its name, such as node:6.3."""
    kind: Literal["node", "tree", "level", "edge", "requirement", "carry"]
    """What kind of change it is."""
    of: list[str]
    """Ids of the nodes, levels or requirements that it is about."""
    text: TextDict
    """What the editions say differently."""
    falls: int | None
    """How many regions it moves to a lower level alone; null where the levels are not ordered."""
    rises: int | None
    """How many regions it moves to a higher level alone; null where the levels are not ordered."""
    alone: MovedEffectDict
    """What it does where nothing else changes."""
    others: MovedEffectDict
    """What all others do where it does not change."""
    interplay: MovedEffectDict
    """What is left: the three sum to the whole."""


class MovedStandingDict(TypedDict):
    """Where a region stands."""

    score: float
    """Points."""
    score_range: list[float]
    """The fewest and the most points."""
    level: str | None
    """Id of a level; null is no level."""
    levels_possible: list[str | None]
    """The levels possible, lowest first."""
    determined: bool
    """Only one level is possible."""


class MovedRegionChangeDict(TypedDict):
    """What one change does to it."""

    id: str
    """The name of the change."""
    alone: MovedEffectDict
    """What it does where nothing else changes."""
    others: MovedEffectDict
    """What all others do where it does not change."""
    interplay: MovedEffectDict
    """What is left: the three sum to the whole."""


class MovedRegionDict(TypedDict):
    """A region that moves."""

    name: str
    """As its profile names it, or its place."""
    illustrative: bool
    """Its figures are invented."""
    carried: bool
    """Under the new edition it stands as it was carried over."""
    old: MovedStandingDict
    """Where it stands under the old edition."""
    new: MovedStandingDict
    """Where it stands under the new edition."""
    falls: bool | None
    """Its level, secured or possible, is lower; null where the levels are not ordered."""
    rises: bool | None
    """Its level, secured or possible, is higher; null where the levels are not ordered."""
    whole: MovedEffectDict
    """How far it moves."""
    interplay: MovedEffectDict
    """What is left of that once each change has had what it does alone."""
    changes: list[MovedRegionChangeDict]
    """By which changes."""


class MovedDict(TypedDict):
    """Profiles under two editions: who stands elsewhere, and by which change."""

    schema: Literal["kla-rules/moved"]
    """Name of this schema."""
    schema_version: Literal[1]
    """Raised when a key changes its meaning or goes; new keys may come at any time."""
    profiles: int
    """How many profiles were held against both editions."""
    illustrative: int
    """How many of them are of invented figures, such as synthetic regions."""
    carried: int
    """How many of them fit the new edition only as they were carried over."""
    unchanged: int
    """How many have the same score and levels under both."""
    moved: int
    """How many have not."""
    ordered: bool
    """The levels of both editions have a common order.

    Without one nobody knows who falls or rises, and what says so is null.
    """
    falls: int | None
    """How many have a lower level, secured or possible; null where the levels are not ordered."""
    rises: int | None
    """How many have a higher level, secured or possible; null where the levels are not ordered."""
    transitions: list[MovedTransitionDict]
    """How many regions went from which levels to which, those that stay included."""
    whole: MovedEffectDict
    """How far all regions together move."""
    interplay: MovedEffectDict
    """What is left of that once each change has had what it does alone."""
    changes: list[MovedChangeDict]
    """The changes that do something, in the order of the instrument."""
    regions: list[MovedRegionDict]
    """Who moves, in the order given."""
