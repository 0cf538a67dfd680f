"""The keys of `round`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Literal

from kla_rules.typed.forms.common import CitedNoteDict, TextDict
from kla_rules.typed.forms.typed_dict import TypedDict


class RoundEvidenceDict(TypedDict):
    """The years that it looks at where its edition does not say, or null."""

    first: int
    """First year."""
    last: int
    """Last year."""
    source: str
    """Id of the source."""
    grade: Literal["A", "B", "B*", "C", "I", "U"]
    """How far to trust it."""


class RoundAwardedDict(TypedDict):
    """How many regions were awarded each level, or null."""

    levels: dict[str, int]
    """By id of the level the number of regions."""
    source: str
    """Id of the source."""
    grade: Literal["A", "B", "B*", "C", "I", "U"]
    """How far to trust it."""


class RoundDict(TypedDict):
    """One evaluation round, or the second year of one, and what is known of it."""

    year: int
    """The year."""
    known_by: int
    """The year by which the round is called; a round can span two."""
    edition: str | None
    """Id of the edition that its results use; null where no round was held."""
    no_round: TextDict | None
    """Why none was held, or null."""
    provisional: TextDict | None
    """Why its results are provisional, or null."""
    evidence: RoundEvidenceDict | None
    """The years that it looks at where its edition does not say, or null."""
    award: CitedNoteDict | None
    """The act by which its awards were made, or null."""
    awarded: RoundAwardedDict | None
    """How many regions were awarded each level, or null."""
    notes: list[CitedNoteDict]
    """What a result of it must be read with."""
