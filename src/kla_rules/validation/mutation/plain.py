"""Damage of rules as plain JSON values, as `schemas/mutation.schema.json` describes them."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from kla_rules.core.points import as_json
from kla_rules.model.plain import head
from kla_rules.validation.mutation.outcomes import OUTCOMES
from kla_rules.validation.proofs.plain import thawed

if TYPE_CHECKING:
    from kla_rules.validation.mutation.model import Damage, Example, Mutation


def mutation_as_json(mutation: "Mutation") -> dict[str, Any]:
    """Return plain JSON values in a stable order."""
    return {
        **head("mutation"),
        "path": mutation.path.as_posix(),
        "rules": list(mutation.rules),
        "cases": mutation.cases,
        "seed": mutation.seed,
        "possible": mutation.possible,
        "counted": mutation.counted,
        "score": _share(mutation.score),
        "own_score": _share(mutation.own_score),
        "outcomes": {outcome: len(mutation.of(outcome)) for outcome in OUTCOMES},
        "damages": [_damage(damage) for damage in mutation],
    }


def _share(share: Fraction | None) -> float | None:
    return None if share is None else round(float(share), 4)


def _damage(damage: "Damage") -> dict[str, Any]:
    return {
        "kind": damage.kind,
        "family": damage.family,
        "rules": damage.rules,
        "file": damage.file,
        "line": damage.line,
        "change": damage.change.to_dict(),
        "outcome": damage.outcome,
        "by": damage.by,
        "seen": None if damage.seen is None else damage.seen.to_dict(),
        "example": None if damage.example is None else _example(damage.example),
    }


def _example(example: "Example") -> dict[str, Any]:
    return {
        "kind": example.kind,
        "content": as_json(thawed(example.content)),
        "gives": as_json(thawed(example.gives)),
        "damaged": as_json(thawed(example.damaged)),
    }
