"""What was proved as plain JSON values, as `schemas/proofs.schema.json` describes them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kla_rules.model.plain import head

if TYPE_CHECKING:
    from kla_rules.validation.proofs.model import Proofs, RuleWitness, Verdict


def proofs_as_json(proofs: "Proofs") -> dict[str, Any]:
    """Return plain JSON values in a stable order."""
    return {
        **head("proofs"),
        "kind": proofs.kind,
        "rules": proofs.rules,
        "version": proofs.version,
        "digest": proofs.digest,
        "overlays": list(proofs.overlays),
        "outcome": proofs.outcome,
        "verdicts": [_verdict(verdict) for verdict in proofs.verdicts],
    }


def _verdict(verdict: "Verdict") -> dict[str, Any]:
    return {
        "id": verdict.id,
        "claim": verdict.claim.to_dict(),
        "verdict": verdict.verdict,
        "reason": verdict.reason.to_dict(),
        "witnesses": [_witness(witness) for witness in verdict.witnesses],
    }


def _witness(witness: "RuleWitness") -> dict[str, Any]:
    return {
        "kind": witness.kind,
        "edge_policy": witness.edge_policy,
        "content": thawed(witness.content),
        "says": thawed(witness.says),
    }


def thawed(value: Any) -> Any:  # noqa: ANN401 - plain values of any shape
    """Return plain values that can be changed: mappings and lists as JSON has them."""
    if isinstance(value, Mapping):
        return {key: thawed(part) for key, part in value.items()}
    return [thawed(part) for part in value] if isinstance(value, tuple | list) else value
