"""The keys of `proofs`, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Any, Literal

from kla_rules.typed.forms.common import TextDict
from kla_rules.typed.forms.typed_dict import TypedDict


class ProofsWitnessDict(TypedDict):
    """Answers that can be run, and what came of them."""

    kind: Literal["profile", "units", "cases"]
    """What the answers are.

    A profile, rows of a table of units, or case records with the moment up to which they are
    looked at.
    """
    edge_policy: str | None
    """The reading of the floors, where it is not that of the edition."""
    content: dict[str, Any] | list[Any]
    """The answers, as the library takes them."""
    says: dict[str, Any]
    """What came of them when they were tried, by what it is."""


class ProofsVerdictDict(TypedDict):
    """What is known of one claim."""

    id: str
    """Id of the claim.

    Where it is one of several, with a colon and of what, such as level-reached:madya.
    """
    claim: TextDict
    """The claim in words."""
    verdict: Literal["proved", "refuted", "not-proved"]
    """proved, refuted, or not-proved: nobody knows."""
    reason: TextDict
    """Why."""
    witnesses: list[ProofsWitnessDict]
    """What shows it; of a claim on a change pairs, before and after it."""


class ProofsDict(TypedDict):
    """What `kla prove --format json` prints.

    A verdict on each claim about rules, with what shows it.
    """

    schema: Literal["kla-rules/proofs"]
    """Name of this schema."""
    schema_version: Literal[1]
    """Raised when a key changes its meaning or goes; new keys may come at any time."""
    kind: Literal["edition", "local", "handling"]
    """What the rules are: an edition, local rules on units, or settings on handling."""
    rules: str
    """Id of the rules."""
    version: str
    """Their version."""
    digest: str
    """SHA-256 of their content."""
    overlays: list[str]
    """Ids of the overlays that were laid over them."""
    outcome: Literal["proved", "refuted", "not-proved"]
    """refuted if any claim is, else not-proved if any is not, else proved."""
    verdicts: list[ProofsVerdictDict]
    """One for each claim."""
