"""The keys of `unit_status`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Literal

from kla_rules.typed.forms.common import NoteDict, OverlayDigestDict, ProvenanceDict, TextDict
from kla_rules.typed.forms.typed_dict import TypedDict


class UnitStatusesAskedDict(TypedDict):
    """What is asked of a unit."""

    id: str
    """Its id."""
    title: TextDict
    """Title of the question."""
    provenance: ProvenanceDict
    """Source and grade of the maximum."""


class UnitStatusesRulesChecklistDict(TypedDict):
    """One checklist."""

    id: str
    """Its id."""
    title: TextDict
    """Title of the question."""
    facts: list[str]
    """Ids of its facts."""
    provenance: ProvenanceDict
    """Source and grade of the maximum."""


class UnitStatusesRulesDict(TypedDict):
    """The local rules."""

    id: str
    """Their id."""
    version: str
    """Their version."""
    title: TextDict
    """Title of the question."""
    scope: str
    """Id of the scope of the units."""
    functions: list[UnitStatusesAskedDict]
    """What a unit fulfils."""
    tiers: list[UnitStatusesAskedDict]
    """Tiers that overlays define, lowest first."""
    checklists: list[UnitStatusesRulesChecklistDict]
    """What units answer themselves."""


class UnitStatusesUnitChecklistDict(TypedDict):
    """One checklist."""

    yes: list[str]
    """Facts that are so."""
    no: list[str]
    """Facts that are not."""
    unknown: list[str]
    """Facts without an answer."""


class UnitStatusesUnitDict(TypedDict):
    """One unit."""

    id: str
    """Its id."""
    name: str
    """Its name."""
    declared: bool | None
    """Whether it has declared itself child-friendly; null: not known."""
    declared_by: str | None
    """The year given for it."""
    task_force: bool | None
    """Whether its task force is active; null: not known."""
    task_force_by: str | None
    """The decree given for it."""
    fulfilled: list[str]
    """Functions that it fulfils."""
    missing: list[str]
    """Functions that it does not."""
    unknown: list[str]
    """Functions of which it is not known."""
    tiers_possible: list[str | None]
    """Tiers that are possible, lowest first; null is no tier. Empty where none are defined."""
    checklists: dict[str, UnitStatusesUnitChecklistDict]
    """By checklist what it has answered."""


class UnitStatusesRecordDict(TypedDict):
    """What to keep to verify this later."""

    edition_digest: str
    """SHA-256 of the edition."""
    rules_digest: str
    """SHA-256 of its rules on units."""
    local_digest: str
    """SHA-256 of the local rules."""
    overlays: list[OverlayDigestDict]
    """Overlays of the edition."""


class UnitStatusesDict(TypedDict):
    """What `kla status --format json` prints: the status of each unit under local rules.

    Never national, and worth no points.
    """

    schema: Literal["kla-rules/unit-status"]
    """Name of this schema."""
    schema_version: Literal[1]
    """Raised when a key changes its meaning or goes; new keys may come at any time."""
    edition: str
    """Id of the edition."""
    national: Literal[False]
    """Always false: no national rule gives a unit a status."""
    rules: UnitStatusesRulesDict
    """The local rules."""
    illustrative: bool
    """True where the facts are invented for illustration."""
    units: list[UnitStatusesUnitDict]
    """The units, in the order of the table."""
    notes: list[NoteDict]
    """What a reader must know."""
    record: UnitStatusesRecordDict
    """What to keep to verify this later."""
