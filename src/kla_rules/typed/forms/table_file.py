"""The keys of `table_file`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Literal

from kla_rules.typed.forms.common import OverlayDigestDict
from kla_rules.typed.forms.typed_dict import TypedDict


class TableFileLevelDict(TypedDict):
    """How many rows secure a level."""

    level: str | None
    """Id of the level; null for no level."""
    count: int
    """How many rows."""


class TableFileRecordDict(TypedDict):
    """What it was made from."""

    edition_version: str
    """Its version."""
    edition_digest: str
    """SHA-256 of its rules."""
    scale_digest: str | None
    """SHA-256 of the table that was used; null without one."""
    edge_policy: Literal["floor_inclusive", "floor_exclusive"]
    """Edge policy that was used."""
    library_version: str
    """Version of kla-rules."""
    overlays: list[OverlayDigestDict]
    """Overlays, by id."""


class TableFileDict(TypedDict):
    """What kla evaluate-table did.

    How many rows are at which level, and what is not known or refused. The results of each
    row stand in the file that it wrote.
    """

    schema: Literal["kla-rules/table-file"]
    """Name of this schema."""
    schema_version: Literal[1]
    """Raised when a key changes its meaning or goes; new keys may come at any time."""
    source: str
    """The file that was read, as it was given."""
    target: str
    """The file that was written, as it was given."""
    edition: str
    """Id of the edition."""
    illustrative: bool
    """True where the file, the scale or an overlay says that its figures are invented."""
    scale: str | None
    """Id of the table that turned values and options into points; null where none was brought."""
    rows: int
    """How many rows the file has."""
    levels: list[TableFileLevelDict]
    """No level and every level, the lowest first; rows with bad cells are in none of them."""
    determined: int
    """Rows of which only one level is possible."""
    flagged: int
    """Rows with bad cells, of which nothing is known."""
    bad_cells: int
    """How many cells of these are bad."""
    found: Literal["none", "continued", "other", "damaged"]
    """What became of earlier work: none was there.

    It was continued; it was for another input, other rules or options, and was thrown away
    (other); a part of it, or all, was damaged.
    """
    continued: int
    """Rows that an earlier run had done."""
    record: TableFileRecordDict
    """What it was made from."""
