"""The keys of `evidence_required`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Literal

from kla_rules.typed.forms.typed_dict import TypedDict


class EvidenceRequiredDict(TypedDict):
    """What a question asks to be attached to its answer."""

    asks: list[list[str]]
    """Of each group one is needed; without a group, any document."""
    grade: Literal["A", "B", "B*", "C", "I", "U"]
    """How well it is known."""
