"""The keys of `replay`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Any, Literal

from kla_rules.typed.forms.common import FindingDict, TextDict
from kla_rules.typed.forms.typed_dict import TypedDict


class ReplayReasonDict(TypedDict):
    """A reason."""

    id: Literal[
        "edited",
        "answers",
        "region",
        "round",
        "stage",
        "edition",
        "rules",
        "overlay",
        "scale",
        "steps",
        "library",
        "form",
        "reading",
        "places",
        "unfit",
    ]
    """What is other."""
    case: str | None
    """Which of its cases; null where there is one alone."""
    pointers: list[str]
    """JSON pointers of the stored values that show it, the first ones."""
    stored: Any
    """What was then, such as a digest; null where nothing is compared."""
    replayed: Any
    """What is now; null where there is nothing."""
    text: TextDict
    """Its sentence."""
    findings: list[FindingDict]
    """What was found where something does not fit."""


class ReplayCountsDict(TypedDict):
    """How many values moved, of those listed, by kind."""

    result: int
    """Figures, levels and names."""
    answer: int
    """Values of a profile that is kept beside."""
    text: int
    """Notes, sentences and titles."""
    source: int
    """Where figures of the rules stand."""
    record: int
    """How the result was made."""
    left_out: int
    """Further values that moved and are not listed."""


class ReplayMovedDict(TypedDict):
    """A value that moved."""

    pointer: str
    """JSON pointer of the value in the stored result.

    Where only the replay has it, in the replay.
    """
    kind: Literal["result", "answer", "text", "source", "record"]
    """What the value is."""
    change: Literal["changed", "gone", "come", "order"]
    """gone: only stored. come: only in the replay. order: the same entries in another order."""
    part: str | None
    """Id of the entry of a list that it is within, such as a question."""
    stored: Any
    """The stored value; null where there is none."""
    replayed: Any
    """What comes out now; null where nothing does."""


class ReplayReplayedDict(TypedDict):
    """The result of today; null where the profile does not fit."""

    score_range: list[float]
    """Lowest and highest points possible."""
    levels_possible: list[str | None]
    """Levels still possible, from the lowest to the highest."""


class ReplayDict(TypedDict):
    """What `kla verify --format json` prints.

    Whether a stored result comes out again, what moved, and why.
    """

    schema: Literal["kla-rules/replay"]
    """Name of this schema."""
    schema_version: Literal[1]
    """Raised when a key changes its meaning or goes; new keys may come at any time."""
    edition: str | None
    """Id of the edition that the stored result names; null where that is no text."""
    region: str | None
    """Name of the region that it names; null where it names none."""
    same: bool
    """True where every stored value came out again."""
    holds: bool
    """True where figures, levels and names came out again.

    Sentences, places in rule files and the record may be others.
    """
    edited: bool
    """True where what is stored cannot have been given by what it says that it was made from."""
    reasons: list[ReplayReasonDict]
    """Why it is not the same, what explains most first; empty where it is."""
    counts: ReplayCountsDict
    """How many values moved, of those listed, by kind."""
    moved: list[ReplayMovedDict]
    """The values that moved, in the order of the stored result."""
    unused: list[str]
    """Overlays and tables that were given and that the stored result does not name."""
    replayed: ReplayReplayedDict | None
    """The result of today; null where the profile does not fit."""
    record: dict[str, Any] | None
    """What the result of today was made from and with, as the record of an evaluation.

    Null where there is none.
    """
