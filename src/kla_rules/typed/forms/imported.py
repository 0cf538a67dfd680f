"""The keys of `imported`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Any, Literal, NotRequired

from kla_rules.typed.forms.common import NoteDict
from kla_rules.typed.forms.typed_dict import TypedDict


class ImportedUnitDict(TypedDict):
    """One unit, with its facts by id; what is not known is left out."""

    id: str
    """Its id."""
    name: str
    """Its name."""
    kind: str
    """What it is, in the words of its region."""
    parent: NotRequired[str]
    """Id of its kecamatan; left out of a kecamatan."""


class ImportedRemarkDict(TypedDict):
    """One remark."""

    kind: Literal["recognised", "guessed", "left"]
    """Whether it was read as what it says, read as what it seems to be, or not imported."""
    note: NoteDict
    """What it is."""
    file: str | None
    """The file; null where it is about all."""
    row: int | None
    """Row in the file, from 1; null where it is about the whole of it."""
    column: int | None
    """Column in the file, from 1; null where it is about no single one."""
    sheet: str | None
    """Sheet of a workbook; null for other files."""


class ImportedDict(TypedDict):
    """What `kla import --format json` prints.

    The units, or the profile, in files of offices, and what was recognised, guessed and left.
    """

    schema: Literal["kla-rules/imported"]
    """Name of this schema."""
    schema_version: Literal[1]
    """Raised when a key changes its meaning or goes; new keys may come at any time."""
    kind: Literal["units", "profile"]
    """What the files hold."""
    edition: str
    """Id of the edition."""
    files: list[str]
    """Names of the files."""
    units: list[ImportedUnitDict] | None
    """The units, as a table of units has them; null where a profile was imported."""
    profile: dict[str, Any] | None
    """The document of a profile; null where units were imported."""
    remarks: list[ImportedRemarkDict]
    """What was recognised, guessed and left, each with its place."""
    dropped: int
    """How many columns were dropped because they name or describe persons."""
    mappings: list[dict[str, Any]]
    """How each file was read, as a mapping file says it; see the schema mapping."""
