"""The keys of `province`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Literal, NotRequired

from kla_rules.typed.forms.common import CitedNoteDict, TextDict
from kla_rules.typed.forms.typed_dict import TypedDict


class ProvinceDict(TypedDict):
    """Whether every regency and city of a province holds a level."""

    schema: Literal["kla-rules/province"]
    """Name of this schema."""
    schema_version: Literal[1]
    """Version of this schema."""
    province: str | None
    """Name of the province."""
    provila: bool | None
    """true, false, or null while it is not known."""
    illustrative: bool
    """True where figures are invented."""
    holding: list[str]
    """Regions that hold a level."""
    without: list[str]
    """Regions that hold none."""
    unknown: list[str]
    """Regions of which it is not known."""
    not_awarded: list[str]
    """Regions whose result stands before the award."""
    asks: TextDict
    """The rule."""
    source: str
    """Id of its source."""
    grade: Literal["A", "B", "B*", "C", "I", "U"]
    """Its grade."""
    notes: NotRequired[list[CitedNoteDict]]
    """What is inferred around the rule."""
