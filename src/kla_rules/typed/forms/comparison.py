"""The keys of `comparison`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Any, Literal

from kla_rules.typed.forms.common import FindingDict, NoteDict, OverlayDigestDict, TextDict
from kla_rules.typed.forms.moved import (
    MovedChangeDict,
    MovedDict,
    MovedEffectDict,
    MovedRegionDict,
    MovedTransitionDict,
)
from kla_rules.typed.forms.typed_dict import TypedDict


class ComparisonSideDict(TypedDict):
    """The edition that was."""

    id: str
    """Id of the edition."""
    version: str
    """Its version."""
    digest: str
    """SHA-256 of the content of its rule files and overlays."""
    overlays: list[OverlayDigestDict]
    """Overlays that were laid over it."""
    illustrative: bool
    """One of these overlays is invented for illustration."""


class ComparisonMatchedCorrespondenceDict(TypedDict):
    """The file that says so; null where nodes of one id are the same, or nothing is claimed."""

    id: str
    """Its id."""
    title: TextDict
    """Its name."""
    notes: list[TextDict]
    """What a reader must know about it."""


class ComparisonMatchedPartDict(TypedDict):
    """One line."""

    old: str | None
    """Id in the old edition; null where it is new."""
    new: str | None
    """Id in the new edition; null where it is gone."""
    source: str
    """Id of the source; empty for an inference."""
    grade: Literal["A", "B", "B*", "C", "I", "U"]
    """Its grade."""
    reason: TextDict | None
    """Why they are taken for the same."""


class ComparisonMatchedUnclaimedDict(TypedDict):
    """Nodes of which nothing is claimed."""

    old: int
    """Of the old edition."""
    new: int
    """Of the new edition."""


class ComparisonMatchedDict(TypedDict):
    """By what nodes of both are taken for the same."""

    correspondence: ComparisonMatchedCorrespondenceDict | None
    """The file that says so; null where nodes of one id are the same, or nothing is claimed."""
    nodes: int
    """How many nodes of the old edition the new one has as well."""
    renumbered: dict[str, str]
    """By id in the old edition the id in the new one, where they differ."""
    parts: list[ComparisonMatchedPartDict]
    """What the file says, line by line."""
    unclaimed: ComparisonMatchedUnclaimedDict
    """Nodes of which nothing is claimed."""


class ComparisonChangeSaidDict(TypedDict):
    """What each says, in words."""

    old: TextDict | None
    """What an edition says, in words; null where it says nothing."""
    new: TextDict | None
    """What an edition says, in words; null where it says nothing."""


class ComparisonChangeDict(TypedDict):
    """One thing that they say differently."""

    what: str
    """What kind of thing it is."""
    aspect: str | None
    """Which of the things said of it; null where it is the whole."""
    id: str
    """Which one."""
    form: Literal["added", "removed", "changed"]
    """Whether it came, went or is another."""
    old: float | None
    """Points before, of maxima and floors."""
    new: float | None
    """Points after, of maxima and floors."""
    said: ComparisonChangeSaidDict
    """What each says, in words."""
    text: TextDict
    """The sentence."""


class ComparisonWitnessOldDict(TypedDict):
    """Where it stands under the old edition."""

    score: float
    """Points that are secured."""
    levels_possible: list[str | None]
    """Ids of the levels possible, lowest first; null is no level."""


class ComparisonWitnessDict(TypedDict):
    """A smallest profile that loses most; null where none loses, or that is not known."""

    synthetic: bool
    """True: it was made to show something, and is of no region."""
    profile: dict[str, Any]
    """The profile, as a profile file has it."""
    old: ComparisonWitnessOldDict
    """Where it stands under the old edition."""
    new: ComparisonWitnessOldDict
    """Where it stands under the new one."""


class ComparisonNotKnownDict(TypedDict):
    """One of them."""

    what: Literal["score", "falls", "rises", "equivalent"]
    """Which."""
    why: Literal["solver", "time", "levels", "beside", "tree", "open"]
    """The solver is not installed.

    The time was up; the levels have no common order; rules on units or on records differ;
    points count elsewhere or are asked for in one edition alone; what leaves something open
    may have another level.
    """
    findings: list[FindingDict]
    """What told so."""


class ComparisonRefusedDict(TypedDict):
    """One of them."""

    name: str
    """What it is called."""
    illustrative: bool
    """Its figures are invented for illustration."""
    findings: list[FindingDict]
    """What does not fit, with its place where a file was read."""
    carry: Literal["clip", "scale", "unknown"] | None
    """How it was carried over; null where nobody asked."""
    carried: dict[str, Any] | None
    """The profile under the new edition, as a profile file has it.

    Null where nobody asked or not even so it fits.
    """
    changed: list[NoteDict]
    """What was changed to carry it over."""


class ComparisonNationDict(TypedDict):
    """Whom of a synthetic nation it moves; null where nobody asked."""

    synthetic: bool
    """True: all of its regions are invented."""
    refused: int
    """How many of them no longer fit the new edition."""
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


class ComparisonDict(TypedDict):
    """What became of one edition in another: what changed, which old profiles no longer fit."""

    schema: Literal["kla-rules/comparison"]
    """Name of this schema."""
    schema_version: Literal[1]
    """Raised when a key changes its meaning or goes; new keys may come at any time."""
    old: ComparisonSideDict
    """The edition that was."""
    new: ComparisonSideDict
    """The edition that is to be."""
    matched: ComparisonMatchedDict
    """By what nodes of both are taken for the same."""
    changes: list[ComparisonChangeDict]
    """What they say differently, in the order of the instrument."""
    one_sided: list[str]
    """Kinds of things that one of two editions of different ids does not list at all.

    And of which nothing is said.
    """
    score_change: list[float] | None
    """The most points that a score loses (below zero) and gains; null where that is not known."""
    loses_most: ComparisonWitnessDict | None
    """A smallest profile that loses most; null where none loses, or that is not known."""
    gains_most: ComparisonWitnessDict | None
    """A smallest profile that gains most; null where none gains, or that is not known."""
    falls: ComparisonWitnessDict | None
    """A smallest profile that falls a level; null where none does, or that is not known."""
    rises: ComparisonWitnessDict | None
    """A smallest profile that rises a level; null where none does, or that is not known."""
    equivalent: bool | None
    """No profile has another score or level; null where that is neither proved nor refuted."""
    not_known: list[ComparisonNotKnownDict]
    """Which of these are not known."""
    refusals: list[NoteDict]
    """What old profiles may have given that the new edition refuses, by the rules alone."""
    given: int | None
    """How many profiles were given; null where none were."""
    unread: list[FindingDict]
    """What is wrong with profiles that could not be read, or do not fit the old edition.

    They are left out.
    """
    left_out: int
    """How many profiles that is about.

    Files, rows, lines or entries, each once, however much is wrong with it.
    """
    carry: Literal["clip", "scale", "unknown"] | None
    """How profiles that no longer fit were carried over; null where they were left out."""
    refused: list[ComparisonRefusedDict]
    """The given profiles that no longer fit."""
    moved: MovedDict | None
    """Whom of the given profiles the change moves; null where none were given."""
    nation: ComparisonNationDict | None
    """Whom of a synthetic nation it moves; null where nobody asked."""
