"""The keys of `plan`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Any, Literal, NotRequired

from kla_rules.typed.forms.common import OverlayDigestDict, TextDict
from kla_rules.typed.forms.typed_dict import TypedDict


class PlanReachWithoutDict(TypedDict):
    """What would be."""

    level: bool
    """The target itself."""
    requirements: list[str]
    """Ids of requirements that steps would bring about."""


class PlanWithinReachDict(TypedDict):
    """What can be reached where the target cannot; null where it can."""

    level: str | None
    """Id of the highest level within reach; null is no level."""
    score: float
    """Points after all that can be done."""
    short: float
    """Points that are still missing then."""
    requirements: list[str]
    """Ids of the requirements that no step brings about under what was asked."""
    without: dict[str, float]
    """By what was asked (locked.

    Horizon, limits, minimum, all) the points within reach beyond that without it.
    """
    without_reaches: dict[str, PlanReachWithoutDict]
    """By the same keys, and all for none of them, what would be within reach without it."""


class PlanBeginsDict(TypedDict):
    """What the plan counts from.

    With what is done already, and in the best case with unknown answers full.
    """

    score: float
    """Points."""
    level: str | None
    """Id of the level; null is none."""


class PlanBeforeDict(TypedDict):
    """What was known before the plan, so that it can be told later what became of it."""

    score_range: list[float]
    """The fewest and the most points."""
    levels_possible: list[str | None]
    """Ids of the levels that were possible, lowest first; null is no level."""
    secured: dict[str, float]
    """By node the points that were secured; those with none are left out."""


class PlanStepExpectedDict(TypedDict):
    """One question."""

    question: str
    """Id of the question."""
    points: list[float]
    """Before the step, and once it is done."""


class PlanStepAttachedDict(TypedDict):
    """One question."""

    question: str
    """Id of the question."""
    asks: list[list[str]]
    """Of each group one is needed; without a group, any document."""
    grade: Literal["A", "B", "B*", "C", "I", "U"]
    """How well it is known."""


class PlanStepUnitsDict(TypedDict):
    """Units in which the step is done; null where nothing is known of them."""

    count: int
    """In how many."""
    lacking: int
    """How many lack what it brings, or may lack it."""
    ids: list[str]
    """As many of them, the known ones first; others serve as well.

    Empty without a table of units.
    """


class PlanStepPlacesDict(TypedDict):
    """In how many places it is done; null for one office."""

    kind: str
    """Id of the kind of place."""
    count: int
    """In how many."""
    assumed: bool
    """True where how many there are is not known and assumed."""


class PlanStepAssumedDict(TypedDict):
    """What is assumed of it in one place, from no source."""

    effort: float
    """Effort."""
    months: float
    """How long it takes."""
    share: float
    """Part of the gap that it mends, from 0 to 1."""


class PlanStepDict(TypedDict):
    """One step."""

    id: str
    """Id of the step."""
    title: TextDict
    """What is done."""
    instruction: TextDict
    """What to do, and which proof to file."""
    kind: str
    """What kind of act it is."""
    responsible: str | None
    """Id of the agency that does it."""
    supporting: list[str]
    """Ids of agencies that help."""
    questions: list[str]
    """Ids of the questions it mends."""
    expected: list[PlanStepExpectedDict]
    """The points that the plan counts each of its questions with."""
    attached: list[PlanStepAttachedDict]
    """What its questions ask to be attached."""
    units: PlanStepUnitsDict | None
    """Units in which the step is done; null where nothing is known of them."""
    places: PlanStepPlacesDict | None
    """In how many places it is done; null for one office."""
    first: list[str]
    """Ids of the steps of the plan that must come before it."""
    starts: int
    """Month in which it begins, counted from 1."""
    ends: int
    """Month in which it ends."""
    effort: float
    """Effort in all its places."""
    points: float
    """Points that the score rises by when it ends, after all that ends earlier."""
    score: float
    """Points secured once it and all that ends by then is done.

    Of steps that end in one month, those of smaller numbers first.
    """
    level: str | None
    """Id of the level secured by then; null is no level."""
    assumed: PlanStepAssumedDict
    """What is assumed of it in one place, from no source."""
    source: str | None
    """Id of the source it rests on; null where it is derived from its questions."""
    grade: Literal["A", "B", "B*", "C", "I", "U"]
    """How far it can be trusted."""


class PlanIfWellDict(TypedDict):
    """The plan if all unknown answers turn out to be full; null where none is unknown."""

    feasible: bool
    """Whether the level can be reached then."""
    effort: float
    """Effort."""
    steps: int
    """How many steps."""


class PlanAlternativeDict(TypedDict):
    """One plan."""

    effort: float
    """Effort."""
    months: int
    """How many months it takes."""
    score: float
    """Points after it."""
    steps: list[str]
    """Ids of its steps, in order."""


class PlanScenariosLimitDict(TypedDict):
    """What holds the closest of these back; null where there is a plan."""

    number: int
    """Its number, from 1."""
    score: float
    """Points after all that can be done."""
    short: float
    """Points that are missing then."""
    requirements: list[str]
    """Ids of the requirements that no step brings about."""


class PlanScenariosOutcomeDict(TypedDict):
    """One scenario."""

    number: int
    """Its number, from 1."""
    held: bool
    """The level is reached before the plan."""
    holds: bool
    """The level is reached with the plan."""
    score: list[float]
    """Points that are secured before and after."""
    level: list[str | None]
    """Ids of the levels that are."""
    profile_digest: str
    """SHA-256 of its profile."""


class PlanScenariosDict(TypedDict):
    """What it comes to over scenarios, which are assumed.

    Only of a plan that was asked for with some.
    """

    assumed: Literal[True]
    """Always true: nobody has reported a scenario."""
    hold: float
    """The share of the scenarios in which the level must be reached."""
    count: int
    """How many scenarios there are."""
    needed: int
    """In how many of them the level must be reached."""
    holds: int
    """In how many it is reached with the plan; without a plan, with what is done already."""
    begins: int
    """In how many it is reached before the plan."""
    fails: list[int]
    """Those in which it is not reached."""
    out_of_reach: list[int]
    """Those in which no act helps; looked for only where a plan is needed."""
    limit: PlanScenariosLimitDict | None
    """What holds the closest of these back; null where there is a plan."""
    gap: float
    """Units of effort that the plan takes beyond what no plan takes less than."""
    gains_in: dict[str, int]
    """By step in how many scenarios it gains anything."""
    outcomes: list[PlanScenariosOutcomeDict]
    """Every scenario."""


class PlanAskedDict(TypedDict):
    """What the plan keeps to."""

    assume: Literal["worst", "best"]
    """What unknown answers turn out to be: worst (worth nothing) or best (full)."""
    margin: float
    """Points to reach beyond the floor."""
    months: int | None
    """How many months there are; null for as many as it takes."""
    locked: list[str]
    """Ids of the steps that cannot be done."""
    done: list[str]
    """Ids of the steps that are done already."""
    agency_limits: dict[str, int]
    """By agency the most steps that it can be responsible for."""
    minimum_gain: float
    """Points that a step must gain to be in the plan for itself."""
    outcomes: bool
    """Points that no act decides are counted as well."""
    edge_policy: Literal["floor_inclusive", "floor_exclusive"]
    """The reading of the floors that was used."""
    answers_assumed: Literal["proportional"] | None
    """What was assumed of measured values: proportional, or null."""
    places: dict[str, int]
    """By kind of place how many there are, as far as was said."""


class PlanRecordDict(TypedDict):
    """What to keep to verify the plan later."""

    edition_digest: str
    """SHA-256 of the rules."""
    profile_digest: str
    """SHA-256 of the answers."""
    catalogue_digest: str | None
    """SHA-256 of the steps; null without any."""
    assumptions_digest: str
    """SHA-256 of what is assumed of the steps."""
    scale_digest: str | None
    """SHA-256 of the table of the user; null without one."""
    overlays: list[OverlayDigestDict]
    """Overlays of the edition."""
    library_version: str
    """Version of kla-rules."""


class PlanDict(TypedDict):
    """What `kla plan --format json` prints.

    The least-effort set of steps that reaches a level, or why there is none.
    """

    schema: Literal["kla-rules/plan"]
    """Name of this schema."""
    schema_version: Literal[1]
    """Raised when a key changes its meaning or goes; new keys may come at any time."""
    edition: str
    """Id of the edition."""
    region: str | None
    """Name of the region."""
    illustrative: bool
    """True where the figures that the plan starts from are invented for illustration."""
    target: str
    """Id of the level to reach."""
    feasible: bool
    """Whether the level can be reached."""
    reason: TextDict | None
    """Why it cannot, in words; null where it can."""
    within_reach: PlanWithinReachDict | None
    """What can be reached where the target cannot; null where it can."""
    optimal: bool
    """It is proved that no plan takes less effort."""
    settled: bool
    """Of all plans of this effort it is the one that is always shown; false where time was up."""
    effort: float
    """Effort of all steps, in the unit of the assumptions."""
    effort_unit: TextDict | None
    """What that unit is, in words; null where nobody says it."""
    bound: float
    """What no plan takes less than."""
    months: int
    """How many months it takes."""
    start: str | None
    """The first month (YYYY-MM); null where months are only counted."""
    score: list[float]
    """Points secured before and after the plan."""
    begins: PlanBeginsDict
    """What the plan counts from.

    With what is done already, and in the best case with unknown answers full.
    """
    before: PlanBeforeDict
    """What was known before the plan, so that it can be told later what became of it."""
    level: list[str | None]
    """Ids of the levels secured before and after the plan; null is no level."""
    above_floor: float
    """Points above the fewest that reach the target; below zero where it is out of reach."""
    steps: list[PlanStepDict]
    """The steps as they are numbered, from 1, in an order in which they can be done.

    By the quarter in which they begin, and by agency.
    """
    if_well: PlanIfWellDict | None
    """The plan if all unknown answers turn out to be full; null where none is unknown."""
    costs: dict[str, float]
    """By what was asked (locked, horizon, limits, minimum) the effort that it adds."""
    alternatives: list[PlanAlternativeDict]
    """Plans of equal or next effort."""
    scenarios: NotRequired[PlanScenariosDict]
    """What it comes to over scenarios, which are assumed.

    Only of a plan that was asked for with some.
    """
    profile: dict[str, Any] | None
    """The improved profile, as a profile file; null where the level is out of reach.

    It is assumed, and says that it is illustrative.
    """
    asked: PlanAskedDict
    """What the plan keeps to."""
    assumptions: TextDict
    """What effort, months and yield of the steps are."""
    record: PlanRecordDict
    """What to keep to verify the plan later."""
