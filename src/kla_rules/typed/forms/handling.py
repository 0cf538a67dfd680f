"""The keys of `handling`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Literal

from kla_rules.typed.forms.common import NoteDict, ProvenanceDict, TextDict
from kla_rules.typed.forms.typed_dict import TypedDict


class HandlingSettingsDict(TypedDict):
    """The local settings."""

    id: str
    """Their id."""
    version: str
    """Their version."""
    title: TextDict
    """What they are."""
    place: TextDict
    """Where they come from."""
    digest: str
    """SHA-256 of their content."""


class HandlingReasonDict(TypedDict):
    """One reason."""

    id: str
    """Its id."""
    title: TextDict
    """What it says."""
    holds: bool | None
    """Whether it holds for all cases; null is not known."""
    provenance: ProvenanceDict
    """Source and grade, with the line of the settings."""


class HandlingPartDict(TypedDict):
    """One part."""

    count: int | None
    """How many cases; null where it is not shown."""
    share: float | None
    """Their share in per cent; null where it is not shown."""


class HandlingLimitDict(TypedDict):
    """One time limit."""

    id: str
    """Id of the limit."""
    title: TextDict
    """What it asks."""
    unit: Literal["seconds", "working_days"]
    """Unit of within and of the median."""
    within: int
    """How long it may take."""
    states: dict[str, HandlingPartDict] | None
    """Cases by what the limit says of them.

    Shares are of those to which it applies; null unless small counts are shown.
    """
    median: float | None
    """Median of what it took, over five cases and more; else null."""
    provenance: ProvenanceDict
    """Source and grade, with the line of the settings."""


class HandlingRegionDict(TypedDict):
    """All cases."""

    cases: int | None
    """How many cases; null where it is not shown."""
    outcome: Literal["adequate", "review", "unknown"]
    """What the task force is told."""
    reasons: list[str]
    """Ids of the reasons for a review that hold."""
    states: dict[str, HandlingPartDict]
    """Cases by state."""
    progress: dict[str, HandlingPartDict]
    """Cases closed and not."""
    referrals: dict[str, HandlingPartDict]
    """Cases by what became of their referral."""
    channels: dict[str, HandlingPartDict]
    """Cases by how they were reported."""
    risks: dict[str, HandlingPartDict] | None
    """Cases by class of risk; null unless small counts are shown."""
    limits: list[HandlingLimitDict]
    """Every time limit."""


class HandlingUnitDict(TypedDict):
    """One unit."""

    id: str
    """Id of the unit."""
    name: str | None
    """Its name, where a table of units says it."""
    cases: int | None
    """How many cases; null where it is not shown."""
    outcome: Literal["adequate", "review", "unknown"]
    """What the task force is told."""
    reasons: list[str]
    """Ids of the reasons for a review that hold."""
    states: dict[str, HandlingPartDict]
    """Cases by state."""
    progress: dict[str, HandlingPartDict]
    """Cases closed and not."""
    referrals: dict[str, HandlingPartDict]
    """Cases by what became of their referral."""
    channels: dict[str, HandlingPartDict]
    """Cases by how they were reported."""
    risks: dict[str, HandlingPartDict] | None
    """Cases by class of risk; null unless small counts are shown."""
    limits: list[HandlingLimitDict]
    """Every time limit."""


class HandlingCaseEventDict(TypedDict):
    """One event."""

    event: str
    """Id of what took place."""
    took_place: bool | None
    """Whether it did; null is not known."""
    at: str | None
    """When.

    An instant as of RFC 3339, with the offset of the settings and all digits of its fraction;
    or a day (2025-03-02), a month (2025-03) or a year, where no more is known; null where it
    is not recorded.
    """
    known: Literal["instant", "day", "month", "year"] | None
    """What of it is known."""
    zone: str | None
    """Time zone of it: of an instant that of the settings, else the one that it was given in."""


class HandlingCaseRuleDict(TypedDict):
    """One rule."""

    rule: str
    """Id of a limit, or order."""
    state: Literal["out_of_order", "overdue", "late", "unknown", "open", "on_time", "no_limit"]
    """State of a case, or of what one rule says of it."""
    taken: list[float] | None
    """Least and most of its unit that it took, or has taken so far."""
    before: str | None
    """Of the order: the event that comes first."""
    after: str | None
    """Of the order: the event that came before it, or without it."""


class HandlingCaseDict(TypedDict):
    """One case."""

    id: str
    """An id that means nothing."""
    unit: str | None
    """Id of its unit."""
    risk: str | None
    """Class of risk."""
    channel: str | None
    """How it was reported."""
    state: Literal["out_of_order", "overdue", "late", "unknown", "open", "on_time", "no_limit"]
    """State of a case, or of what one rule says of it."""
    closed: bool | None
    """Whether it is closed; null is not known."""
    referred: bool | None
    """Whether it was referred."""
    referral_completed: bool | None
    """Whether its referral was completed; null too where there is none."""
    events: list[HandlingCaseEventDict]
    """What is recorded, in the order of case management, and of one kind in that of time."""
    rules: list[HandlingCaseRuleDict]
    """What each rule says."""


class HandlingDict(TypedDict):
    """How cases were handled up to a moment, under local settings.

    No answer, no share, no status.
    """

    schema: Literal["kla-rules/handling"]
    """Name of this schema."""
    schema_version: Literal[1]
    """Its version."""
    settings: HandlingSettingsDict
    """The local settings."""
    as_of: str
    """Up to when: an instant as of RFC 3339, with the offset of the settings.

    Or to the end of a day (2025-06-30), a month (2025-06) or a year.
    """
    zone: str
    """Time zone of as_of: WIB, WITA, WIT, UTC or an offset; of an instant that of the settings."""
    illustrative: bool
    """True where cases or settings are invented."""
    small_counts: Literal["hidden", "shown"]
    """Whether numbers below five are shown; then it is not for publication."""
    fewest: int
    """Numbers of cases below it are small."""
    outcome: Literal["adequate", "review", "unknown"]
    """What the task force is told."""
    reasons: list[HandlingReasonDict]
    """Every reason for a review."""
    region: HandlingRegionDict
    """All cases."""
    units: list[HandlingUnitDict]
    """Units whose numbers of cases are shown."""
    cases: list[HandlingCaseDict] | None
    """Every case; null unless small counts are shown."""
    notes: list[NoteDict]
    """What a reader must know."""
