"""The keys of `coverage`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Literal, NotRequired

from kla_rules.typed.forms.common import TextDict
from kla_rules.typed.forms.typed_dict import TypedDict


class CoverageRuleCasesDict(TypedDict):
    """Which cases count."""

    counted: int
    """How many count."""
    unconfirmed: list[str]
    """Cases that nobody has confirmed."""
    failing: list[str]
    """Cases that do not come out as they say."""
    others: int
    """How many speak of what is not looked at."""


class CoverageCountDict(TypedDict):
    """Of one kind: how much is shown, of how much that can be."""

    shown: int
    """How much a case shows."""
    of: int
    """How much a case could show."""


class CoverageRuleCountsDict(TypedDict):
    """By kind."""

    node: CoverageCountDict
    """Of one kind: how much is shown, of how much that can be."""
    floor: CoverageCountDict
    """Of one kind: how much is shown, of how much that can be."""
    requirement: CoverageCountDict
    """Of one kind: how much is shown, of how much that can be."""
    table: CoverageCountDict
    """Of one kind: how much is shown, of how much that can be."""
    condition: CoverageCountDict
    """Of one kind: how much is shown, of how much that can be."""
    unit: CoverageCountDict
    """Of one kind: how much is shown, of how much that can be."""
    forum: CoverageCountDict
    """Of one kind: how much is shown, of how much that can be."""
    step: CoverageCountDict
    """Of one kind: how much is shown, of how much that can be."""
    evidence: CoverageCountDict
    """Of one kind: how much is shown, of how much that can be."""


class CoverageRuleTargetDict(TypedDict):
    """One thing that a case can show of a rule."""

    kind: Literal[
        "node", "floor", "requirement", "table", "condition", "unit", "forum", "step", "evidence"
    ]
    """What it is."""
    name: str
    """Id of the rule; of a part of a condition with what it stands in, such as requirement:ID."""
    part: int | None
    """Which part of the condition, from 0; null for none."""
    state: str
    """What of it: points.

    Below, reached; met, not-met, unknown; a band or an option; true, false; counted, not-
    counted, unknown; documented, partly, nothing; offered, not-offered; given, missing.
    """
    title: TextDict
    """What the rule is called, or the part of a condition in words."""
    file: str | None
    """The rule file."""
    line: int | None
    """The line there."""
    cases: list[str]
    """The cases that show it; none is a gap, unless it is impossible."""
    impossible: Literal["floor-at-nothing", "floor-above-maximum", "nobody-asks"] | None
    """Why no case can show it."""


class CoverageRuleDict(TypedDict):
    """What the cases of an edition, or of overlays, show."""

    name: str
    """What the rules are called."""
    kind: Literal["edition", "overlay"]
    """What they are; of overlays only what they add or change is looked at."""
    path: str
    """Their folder."""
    cases: CoverageRuleCasesDict
    """Which cases count."""
    counts: CoverageRuleCountsDict
    """By kind."""
    targets: list[CoverageRuleTargetDict]
    """What there is to show."""


class CoverageLackingDict(TypedDict):
    """One of them."""

    kind: Literal[
        "node", "floor", "requirement", "table", "condition", "unit", "forum", "step", "evidence"
    ]
    """What it is."""
    name: str
    """Id of the rule; of a part of a condition with what it stands in, such as requirement:ID."""
    part: int | None
    """Which part of the condition, from 0; null for none."""
    state: str
    """What of it: points.

    Below, reached; met, not-met, unknown; a band or an option; true, false; counted, not-
    counted, unknown; documented, partly, nothing; offered, not-offered; given, missing.
    """


class CoverageGeneratedDict(TypedDict):
    """With --generate: what was written."""

    files: dict[str, int]
    """By file how many cases were added."""
    waiting: int
    """How many cases of before wait to be confirmed."""
    without: list[CoverageLackingDict]
    """What no small case was found for."""


class CoverageDict(TypedDict):
    """What `kla coverage --format json` prints: what cases show of rules, and what none shows."""

    schema: Literal["kla-rules/coverage"]
    """Name of this schema."""
    schema_version: Literal[1]
    """Raised when a key changes its meaning or goes; new keys may come at any time."""
    complete: bool
    """Cases show all that they can."""
    rules: list[CoverageRuleDict]
    """Each edition, and the overlays of each folder."""
    generated: NotRequired[CoverageGeneratedDict]
    """With --generate: what was written."""
