"""The keys of `mutation`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Any, Literal

from kla_rules.typed.forms.common import TextDict
from kla_rules.typed.forms.typed_dict import TypedDict

_MutationOutcomesDict = TypedDict("_MutationOutcomesDict", {"not-tried": int})


class MutationOutcomesDict(_MutationOutcomesDict):
    """How many there are by outcome."""

    check: int
    """How many are check."""
    cases: int
    """How many are cases."""
    properties: int
    """How many are properties."""
    prove: int
    """How many are prove."""
    survived: int
    """How many are survived."""
    unseen: int
    """How many are unseen."""
    equivalent: int
    """How many are equivalent."""


class MutationDamageExampleDict(TypedDict):
    """Something that it changes, where a search has found it, or null."""

    kind: Literal["profile", "units", "forum"]
    """A profile, the facts of one unit, or numbers of records of the forum."""
    content: dict[str, Any]
    """Plain values, as a profile or a row of a table of units has them."""
    gives: dict[str, Any]
    """What comes of it under the rules."""
    damaged: dict[str, Any]
    """What comes of it under the damaged rules."""


class MutationDamageDict(TypedDict):
    """One damage."""

    kind: str
    """The kind of damage."""
    family: Literal["structure", "meaning", "figures"]
    """What it breaks.

    What holds within the rules, which way a rule looks, or figures and lists that may well be
    meant.
    """
    rules: str
    """Which rules it was done to."""
    file: str
    """The file that says something else."""
    line: int | None
    """The line in it, from 1."""
    change: TextDict
    """What was changed."""
    outcome: Literal[
        "check", "cases", "properties", "prove", "survived", "unseen", "equivalent", "not-tried"
    ]
    """Who noticed it first.

    Survived: nobody; unseen: no case can; equivalent: nothing comes out otherwise; not-tried:
    the time was up.
    """
    by: str | None
    """Id of the finding, case, claim or property that noticed it."""
    seen: TextDict | None
    """Which kind of case would notice it, or null."""
    example: MutationDamageExampleDict | None
    """Something that it changes, where a search has found it, or null."""


class MutationDict(TypedDict):
    """What `kla mutate --format json` prints.

    Damage done to an author's rules, and who notices it.
    """

    schema: Literal["kla-rules/mutation"]
    """Name of this schema."""
    schema_version: Literal[1]
    """Raised when a key changes its meaning or goes; new keys may come at any time."""
    path: str
    """Where the rules are."""
    rules: list[str]
    """Names of the rules that were damaged."""
    cases: int
    """How many confirmed cases each damage was shown to."""
    seed: int
    """By which a sample was drawn."""
    possible: int
    """How many damages there are of the kinds that were asked for."""
    counted: int
    """How many of those that were done count for the scores."""
    score: float | None
    """Of those the share that is noticed, 0 to 1, or null where none counts."""
    own_score: float | None
    """Of what checks and proofs leave to cases and properties, the share that these notice."""
    outcomes: MutationOutcomesDict
    """How many there are by outcome."""
    damages: list[MutationDamageDict]
    """Those that were done, kind by kind."""
