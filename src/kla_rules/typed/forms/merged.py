"""The keys of `merged`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Any, Literal

from kla_rules.typed.forms.common import NoteDict, TextDict
from kla_rules.typed.forms.typed_dict import TypedDict


class MergedSourceDict(TypedDict):
    """One profile."""

    name: str
    """Its file, or its place in the list."""
    answers: int
    """How many questions it answers."""
    documents: int
    """How many documents it lists."""


class MergedConflictSaidDict(TypedDict):
    """What one of them says."""

    source: str
    """The profile."""
    where: str
    """Its cell, or its line."""
    value: float | str | bool | dict[str, Any]
    """What it says, as a profile writes it."""
    text: TextDict
    """The same in words."""


class MergedConflictDict(TypedDict):
    """One thing that is contradicted."""

    path: str
    """Where it stands in a profile, such as answers.6.3."""
    name: TextDict
    """What it is called."""
    said: list[MergedConflictSaidDict]
    """What each says that says anything of it."""


class MergedDict(TypedDict):
    """What `kla merge --format json` prints.

    Several profiles made one, and where they contradict.
    """

    schema: Literal["kla-rules/merged"]
    """Name of this schema."""
    schema_version: Literal[1]
    """Raised when a key changes its meaning or goes; new keys may come at any time."""
    profile: dict[str, Any]
    """What all of them say together, as the schema of a profile has it.

    What is contradicted is not in it.
    """
    sources: list[MergedSourceDict]
    """What was merged, in its order."""
    conflicts: list[MergedConflictDict]
    """What they say differently; none of it was taken."""
    notes: list[NoteDict]
    """What a reader must know."""
