"""The keys of `progress`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Any, Literal

from kla_rules.typed.forms.common import NoteDict, TextDict
from kla_rules.typed.forms.typed_dict import TypedDict


class ProgressRestDict(TypedDict):
    """What the rest of the plan leads to, if what is not done yet brings what was expected."""

    leads: bool | None
    """It leads to the target; null where that is not known."""
    score_range: list[float]
    """The fewest and the most points."""
    levels_possible: list[str | None]
    """Ids of levels, lowest first; null is no level."""


_ProgressCountsDict = TypedDict("_ProgressCountsDict", {"not-begun": int, "not-needed": int})


class ProgressCountsDict(_ProgressCountsDict):
    """How many steps are in which state; late ones are in one of the others as well."""

    done: int
    """Steps in this state."""
    partly: int
    """Steps in this state."""
    unknown: int
    """Steps in this state."""
    late: int
    """Steps whose time is over and that are known not to be done."""


class ProgressStepDict(TypedDict):
    """One step."""

    id: str
    """Id of the step."""
    title: TextDict
    """What is done."""
    responsible: str | None
    """Id of the agency that does it."""
    state: Literal["done", "partly", "not-begun", "unknown", "not-needed"]
    """done: its questions have what the plan expected, or more.

    Partly: some points have come. not-begun. unknown: no answer of today tells. not-needed.
    """
    reason: Literal["closed", "reached"] | None
    """Why it is not needed: nothing is left to gain there, or the target is reached without it."""
    due: str | None
    """The month in which it was to end (YYYY-MM); null where the plan only counts months."""
    is_due: bool
    """That month is over."""
    late: bool
    """It is over, and the step is known not to be done."""
    gained: float
    """Points that have come at its questions, of those expected."""
    expected: float
    """Points that it was to bring at its questions."""
    questions: list[str]
    """Ids of the questions it mends."""
    not_known: list[str]
    """Those of which it is not known whether they have what was expected."""
    moved_to: str | None
    """The month in which it ends by the new plan, where that is another."""


class ProgressFellDict(TypedDict):
    """One node."""

    node: str
    """Id of the node."""
    then: float
    """Points that were secured before the plan."""
    now: list[float]
    """The fewest and the most points today."""


class ProgressNewPlanDict(TypedDict):
    """The plan from today on; null where it was not asked for."""

    feasible: bool
    """Whether the target can be reached."""
    level: str | None
    """Id of the target, or where it is out of reach, of the highest level within reach.

    Null is none.
    """
    effort: float
    """Units of effort of all its steps."""
    months: int
    """How many months it takes."""
    steps: list[str]
    """Ids of its steps, in order."""
    moved: list[str]
    """Those of the old plan that end in another month."""
    added: list[str]
    """Those that the old plan does not have to do any more."""
    dropped: list[str]
    """Those of the old plan that are not done and that it does without."""


class ProgressRecordDict(TypedDict):
    """What it was made from."""

    plan: dict[str, Any]
    """The record of the plan."""
    edition_digest: str
    """SHA-256 of the rules of today."""
    profile_digest: str
    """SHA-256 of the answers of today."""


class ProgressDict(TypedDict):
    """What `kla progress --format json` prints.

    What has become of a plan, told from the answers of today.
    """

    schema: Literal["kla-rules/progress"]
    """Name of this schema."""
    schema_version: Literal[1]
    """Raised when a key changes its meaning or goes; new keys may come at any time."""
    edition: str
    """Id of the edition."""
    region: str | None
    """Name of the region."""
    illustrative: bool
    """True where figures of the plan or of today are invented for illustration."""
    target: str
    """Id of the level that the plan leads to."""
    as_of: str | None
    """The month in which it is looked at (YYYY-MM); null where no step is called late."""
    reached: bool
    """The target is secured today, with the margin that was asked for."""
    on_course: bool | None
    """The target is reached, or all that is due is done and the rest leads there.

    False where a step is late or the rest does not lead there; null where that is not known.
    """
    score_range: list[list[float]]
    """The fewest and the most points: before the plan, and today."""
    levels_possible: list[list[str | None]]
    """Levels that were possible before the plan, and those that are today."""
    missing: list[float]
    """Points that were missing to the target before the plan, and those that are today."""
    foreseen: float | None
    """Points that the plan expected by now; null where no month is known."""
    rest: ProgressRestDict
    """What the rest of the plan leads to, if what is not done yet brings what was expected."""
    counts: ProgressCountsDict
    """How many steps are in which state; late ones are in one of the others as well."""
    steps: list[ProgressStepDict]
    """The steps of the plan, in its order."""
    fell: list[ProgressFellDict]
    """Nodes that have fewer points than before the plan, as deep as that is known."""
    unsettled: list[ProgressFellDict]
    """Nodes that may have fewer, as answers that were known are not any more."""
    new_plan: ProgressNewPlanDict | None
    """The plan from today on; null where it was not asked for."""
    notes: list[NoteDict]
    """What a reader must know."""
    record: ProgressRecordDict
    """What it was made from."""
