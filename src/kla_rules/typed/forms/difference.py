"""The keys of `difference`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Any, Literal

from kla_rules.typed.forms.common import TextDict
from kla_rules.typed.forms.typed_dict import TypedDict


class DifferenceSideDict(TypedDict):
    """One of the two evaluations."""

    edition: str
    """Id of the edition."""
    region: str | None
    """Name of the region, or null."""
    stage: str | None
    """Id of the stage, or null."""
    year: int | None
    """Year of the round as the profile has it, or null."""
    score_range: list[float]
    """Fewest and most points."""
    maximum: float
    """Most points that the instrument gives."""
    levels_possible: list[str | None]
    """Levels possible, lowest first."""
    assume: str | None
    """The assumption that was made, or null."""
    count: Literal["claimed", "backed"]
    """What counts: claimed or backed."""
    stored: bool
    """True where it was read from a stored result."""


class DifferenceExplanationKindAloneDict(TypedDict):
    """Where the old evaluation stands with all of these exchanged and nothing else.

    Null where that is refused.
    """

    score_range: list[float]
    """Fewest and most points."""
    levels_possible: list[str | None]
    """Levels possible, lowest first."""


class DifferenceExplanationKindDict(TypedDict):
    """One kind."""

    kind: Literal["answer", "rule", "reading", "table"]
    """Which."""
    count: int
    """How many differences can be exchanged by themselves."""
    alone: DifferenceExplanationKindAloneDict | None
    """Where the old evaluation stands with all of these exchanged and nothing else.

    Null where that is refused.
    """
    without: DifferenceExplanationKindAloneDict | None
    """Where it stands with all but these exchanged; null as above."""


class DifferenceCauseDict(TypedDict):
    """One difference that can be exchanged."""

    kind: Literal["answer", "rule", "reading", "table"]
    """Which kind of difference it is."""
    what: str
    """What of that kind: answer, points, ratio, measure.

    Node, tree, level, requirement, evidence; an option, or year; table.
    """
    id: str
    """What it is about; empty where there is nothing to name."""
    text: TextDict
    """What it is, with what each evaluation has there."""
    alone: DifferenceExplanationKindAloneDict | None
    """Where the old evaluation stands with this alone exchanged; null where that is refused."""


class DifferenceExplanationDict(TypedDict):
    """What explains that the level differs.

    Null where it does not, or where that cannot be told.
    """

    aspect: Literal["level", "levels_possible"]
    """level where what is secured differs, else levels_possible."""
    state: Literal["alone", "together", "unexplained"]
    """alone: one difference is enough.

    Together: only several are; unexplained: the evaluations cannot be taken apart.
    """
    kinds: list[DifferenceExplanationKindDict]
    """The differences by kind."""
    alone: list[DifferenceCauseDict]
    """Each difference that is enough by itself, that with the most points first."""
    causes: list[DifferenceCauseDict]
    """Differences that together turn the old level into the new one.

    And of which none can be left out.
    """
    reached: DifferenceExplanationKindAloneDict | None
    """Where the old evaluation stands with causes exchanged, or null."""
    tried: int
    """How many evaluations were made to find it."""
    irreducible: bool
    """Whether it was shown that none of causes can be left out."""


class DifferenceNodeDict(TypedDict):
    """One node."""

    id: str
    """Its id."""
    title: TextDict
    """Its name."""
    rank: str
    """total, cluster, indicator or question."""
    parent: str | None
    """Id of the node above, or null."""
    old: list[float] | None
    """Fewest and most points before; null where it was not there."""
    new: list[float] | None
    """Fewest and most points now; null where it is not there."""
    change: list[float]
    """By how many points both ends move."""
    own: list[float]
    """By how many at the node itself, beyond what moves below it.

    Over all nodes these add up to score_change.
    """


class DifferenceAnswerSaidDict(TypedDict):
    """The same for people."""

    old: TextDict
    """Before."""
    new: TextDict
    """Now."""


class DifferenceAnswerDict(TypedDict):
    """One thing."""

    what: Literal["answer", "points", "ratio", "measure", "region", "declared_total"]
    """What it is."""
    id: str
    """Id of the question, node or measure; empty where there is none."""
    title: TextDict
    """What it is called."""
    old: dict[str, Any] | list[Any] | str | float | bool | None
    """As the old profile writes it; null where it says nothing."""
    new: dict[str, Any] | list[Any] | str | float | bool | None
    """As the new profile writes it; null where it says nothing."""
    said: DifferenceAnswerSaidDict
    """The same for people."""


class DifferenceEvidenceAtQuestionDict(TypedDict):
    """One question."""

    id: str
    """Its id."""
    title: TextDict
    """Its name."""
    removed: list[dict[str, Any]]
    """Those that only the old one lists."""
    added: list[dict[str, Any]]
    """Those that only the new one lists."""


class DifferenceEvidenceDict(TypedDict):
    """How far points are backed, where that differs, or null."""

    claimed: list[float]
    """Points that the answers secure."""
    backed: list[float]
    """Points backed by all that is asked."""
    at_risk: list[float]
    """Points that nothing backs."""
    documents: list[int]
    """How many documents are listed."""
    at_questions: list[DifferenceEvidenceAtQuestionDict] | None
    """Where other documents are listed; null where that cannot be told."""


class DifferenceRequirementDict(TypedDict):
    """One requirement."""

    id: str
    """Its id."""
    title: TextDict
    """Its name."""
    level: str
    """Id of the level that asks for it."""
    old: Literal["met", "not_met", "unknown", "absent"]
    """Before."""
    new: Literal["met", "not_met", "unknown", "absent"]
    """Now."""


class DifferenceNoteDict(TypedDict):
    """One note."""

    id: str
    """Its id."""
    node: str | None
    """Node it is about, or null."""
    form: Literal["added", "removed", "changed"]
    """What became of it."""
    old: TextDict | None
    """What it said, or null."""
    new: TextDict | None
    """What it says, or null."""


class DifferenceRuleDict(TypedDict):
    """One key."""

    what: str
    """year, stage, or a key of the record."""
    old: str | int | None
    """Before; null for nothing."""
    new: str | int | None
    """Now; null for nothing."""


class DifferenceDict(TypedDict):
    """Two evaluations compared: what differs, and what explains that the level does."""

    schema: Literal["kla-rules/difference"]
    """Name of this schema."""
    schema_version: Literal[1]
    """Version of this schema."""
    old: DifferenceSideDict
    """The old evaluation."""
    new: DifferenceSideDict
    """The new evaluation."""
    illustrative: bool
    """True where figures are invented."""
    same: bool
    """True where nothing differs; of a stored result, of what can be told."""
    score_change: list[float]
    """By how many points the fewest and the most move."""
    explanation: DifferenceExplanationDict | None
    """What explains that the level differs.

    Null where it does not, or where that cannot be told.
    """
    record_says: (
        Literal["answers", "rules", "tables", "readings", "several", "library", "edited"] | None
    )
    """What the records alone say of where a difference comes from.

    Null where figures are the same.
    """
    unclaimed: int
    """Of how many nodes nothing says what they are in the other edition."""
    nodes: list[DifferenceNodeDict]
    """Nodes that have other points; of stored results the total and clusters."""
    answers: list[DifferenceAnswerDict] | None
    """What the profiles say differently; null where that cannot be told."""
    evidence: DifferenceEvidenceDict | None
    """How far points are backed, where that differs, or null."""
    requirements: list[DifferenceRequirementDict]
    """Requirements met in one of them alone, or asked in one alone."""
    notes: list[DifferenceNoteDict]
    """Notes that one of them has, or that say other things."""
    rules: list[DifferenceRuleDict]
    """Where year, stage or record differ."""
    rule_changes: list[dict[str, Any]] | None
    """What the two editions say differently, as changes of schema comparison.

    Null where that cannot be told.
    """
    untold: list[Literal["answers", "nodes", "documents", "rule_changes", "explanation"]]
    """Of a stored result what cannot be told."""
