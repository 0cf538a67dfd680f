"""The keys of `what_if`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from kla_rules.typed.forms.typed_dict import TypedDict


class WhatIfStandingDict(TypedDict):
    """A score and the levels it leaves possible."""

    score_range: list[float]
    """Lowest and highest points possible."""
    levels_possible: list[str | None]
    """Levels still possible, from the lowest to the highest."""


class WhatIfWaitDict(TypedDict):
    """A pair of steps."""

    step: str
    """Id of the step that is done."""
    first: str
    """Id of the step that must come before it."""


class WhatIfDict(TypedDict):
    """An evaluation.

    What it would be with other answers or after some steps, and the difference.
    """

    before: WhatIfStandingDict
    """As it is."""
    after: WhatIfStandingDict
    """As it would be."""
    gain: list[float]
    """By how many points the lower and the upper end of the range rise."""
    waits: list[WhatIfWaitDict]
    """Steps that are done here and wait for one that is neither done here nor known to be."""
