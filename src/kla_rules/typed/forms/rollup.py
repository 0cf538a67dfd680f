"""The keys of `rollup`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Literal

from kla_rules.typed.forms.common import NoteDict, ProvenanceDict, TextDict
from kla_rules.typed.forms.typed_dict import TypedDict


class RollupQuestionDict(TypedDict):
    """One question."""

    node: str
    """Id of the question."""
    title: TextDict
    """Title of the question."""
    scope: str
    """Id of the scope whose units are counted."""
    part: int
    """How many units count."""
    whole: int
    """How many units there are in the scope."""
    unknown: int
    """Of how many it is not known."""
    share: list[float] | None
    """The least and the greatest share in per cent, as nearest numbers; null without any unit."""
    less_is_better: bool
    """True where the units that count are those to look at.

    Less is better, or it is only recorded.
    """
    holding: list[str]
    """Ids of the units to look at: they hold the share down."""
    open: list[str]
    """Ids of the units of which it is not known."""
    provenance: ProvenanceDict
    """Source and grade of the maximum."""


class RollupRecordDict(TypedDict):
    """What to keep to verify it later."""

    edition_digest: str
    """SHA-256 of the rules."""
    rules_digest: str | None
    """SHA-256 of the rules on units."""


class RollupDict(TypedDict):
    """What `kla rollup --format json` prints: how many units count in each question."""

    schema: Literal["kla-rules/rollup"]
    """Name of this schema."""
    schema_version: Literal[1]
    """Raised when a key changes its meaning or goes; new keys may come at any time."""
    edition: str
    """Id of the edition."""
    illustrative: bool
    """True where the facts are invented for illustration."""
    units: int
    """How many units there are."""
    questions: list[RollupQuestionDict]
    """The shares, in the order of the edition."""
    notes: list[NoteDict]
    """What a reader must know."""
    record: RollupRecordDict
    """What to keep to verify it later."""
