"""The keys of `forum`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Any, Literal

from kla_rules.typed.forms.common import NoteDict, ProvenanceDict, TextDict
from kla_rules.typed.forms.typed_dict import TypedDict


class ForumQuestionDict(TypedDict):
    """One question."""

    node: str
    """Id of the question."""
    title: TextDict
    """Its title."""
    state: Literal["documented", "partly", "nothing"]
    """How far what it names is documented."""
    answer: dict[str, Any] | None
    """What could be answered, as a profile writes it.

    Of what is not documented in full the evidence alone.
    """
    lacking: list[str]
    """Kinds and roles without a documented record."""
    counts: dict[str, int]
    """Documented records by kind and role."""
    undocumented: list[str]
    """Records that no document shows."""
    documents: list[list[str]]
    """Documents of which one is still needed, in groups."""
    provenance: ProvenanceDict
    """Source and grade, with the line of the rules."""


class ForumTeachingDict(TypedDict):
    """Teaching through teachers; null where it is not recorded."""

    sessions: int | None
    """Sessions."""
    schools: int | None
    """Schools."""
    pupils: int | None
    """Pupils reached."""


class ForumUnitChannelsDict(TypedDict):
    """What a child can report through, as the unit answers itself; null where it does not."""

    yes: list[str]
    """Facts that are so."""
    no: list[str]
    """Facts that are not."""
    unknown: list[str]
    """Facts that are not known."""


class ForumUnitDict(TypedDict):
    """One unit."""

    id: str | None
    """Its id; null for the whole city."""
    name: str | None
    """Its name."""
    documented: dict[str, int]
    """Documented records by kind, and of activities by role."""
    undocumented: list[str]
    """Records that no document shows."""
    lacking: list[str]
    """Roles without a documented record."""
    unrecorded: list[str]
    """Roles without any record."""
    themes: list[str]
    """Themes of its records."""
    teaching: ForumTeachingDict
    """Teaching through teachers; null where it is not recorded."""
    channels: ForumUnitChannelsDict | None
    """What a child can report through, as the unit answers itself; null where it does not."""


class ForumRecordDict(TypedDict):
    """What it rests on."""

    edition_digest: str
    """SHA-256 of the edition."""
    rules_digest: str
    """SHA-256 of the rules on records."""


class ForumDict(TypedDict):
    """What a children's forum has done, what of it is documented, and what could be answered."""

    schema: Literal["kla-rules/forum"]
    """Name of this schema."""
    schema_version: Literal[1]
    """Its version."""
    edition: str
    """Id of the edition."""
    illustrative: bool
    """True where the records are invented."""
    records: int
    """How many records there are."""
    documented: int
    """How many of them a document shows."""
    suggested: list[str]
    """Ids of questions with an answer to accept."""
    questions: list[ForumQuestionDict]
    """Every question."""
    teaching: ForumTeachingDict
    """Teaching through teachers; null where it is not recorded."""
    units: list[ForumUnitDict]
    """The units, the whole city first."""
    notes: list[NoteDict]
    """What a reader must know."""
    record: ForumRecordDict
    """What it rests on."""
