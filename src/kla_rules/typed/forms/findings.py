"""The keys of `findings`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import NotRequired

from kla_rules.typed.forms.common import FindingDict
from kla_rules.typed.forms.typed_dict import TypedDict


class FindingsDict(TypedDict):
    """What is wrong with an input, as a command or a view answers where it refuses one."""

    findings: list[FindingDict]
    """Everything that was found, in the order of the input."""
    input: NotRequired[str]
    """Where the input stands among several: a file, a line or a place."""
