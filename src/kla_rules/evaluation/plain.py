"""An evaluation as plain JSON values, as `schemas/evaluation.schema.json` describes them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from attrs import evolve

from kla_rules.core.points import plain
from kla_rules.evaluation.gaps import gaps_as_json
from kla_rules.evaluation.layers import Layer, layers
from kla_rules.evaluation.nodes import basis_of
from kla_rules.evaluation.whatif import standing
from kla_rules.model.plain import head, points_of, points_or_none, texts, titled

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation
    from kla_rules.rulesets.scales import Scale
    from kla_rules.steps.results import StepResult
    from kla_rules.typed.forms.evaluation import EvaluationEvidenceDict


def evaluation_as_json(
    result: "Evaluation", steps: Iterable["StepResult"] = (), catalogue_digest: str | None = None
) -> dict[str, Any]:
    """Return plain JSON values in a stable order.

    Args:
        result: the evaluation.
        steps: its steps, where they are asked for.
        catalogue_digest: names the catalogue of these in the record.
    """
    return {
        **head("evaluation"),
        "edition": result.edition.id,
        "region": result.region,
        "illustrative": result.illustrative,
        "assume": result.assume,
        "scale": _scale(result.scale),
        "count": result.count,
        "overlays": _overlays(result),
        "without_overlays": _without_overlays(result),
        "stage": result.stage,
        "award": result.is_award,
        "year": result.year,
        "score": plain(result.low_thousandths),
        "maximum": plain(result.edition.maximum_thousandths),
        "score_range": points_of(result.low_thousandths, result.high_thousandths),
        "level": result.level,
        "levels_possible": list(result.levels_possible),
        "determined": result.determined,
        "edge_policy": result.edge_policy,
        "layers": [_layer(layer) for layer in layers(result)],
        "clusters": [_cluster(result, child) for child in result.edition.nodes[0].children],
        "requirements": [held.to_dict(result.edition) for held in result.requirements],
        "advisories": [held.to_dict(result.edition) for held in result.advisories],
        "cannot_say": texts(result.cannot_say),
        "evidence": _evidence(result),
        "gaps": gaps_as_json(result.edition, result.known, result.bounds),
        "steps": [step.to_dict() for step in steps],
        "notes": texts(result.notes),
        "provenance": result.provenance.to_dict(),
        "record": evolve(result.record, catalogue_digest=catalogue_digest).to_dict(),
    }


def _layer(layer: Layer) -> dict[str, Any]:
    return {
        "rank": layer.rank,
        "score_range": points_of(layer.low_thousandths, layer.high_thousandths),
        "levels_possible": [level.id if level else None for level in layer.levels],
        "other_level": layer.other_level,
    }


def _cluster(result: "Evaluation", node_id: str) -> dict[str, Any]:
    position = result.edition.positions[node_id]
    node = result.edition.nodes[position]
    low, high = result.bounds.ends_thousandths(position)
    return {
        **titled(node),
        "points": plain(low) if low == high else None,
        "range": points_of(low, high),
        "maximum": points_or_none(node.maximum_thousandths),
        "basis": basis_of(result, position),
        "provenance": node.provenance.to_dict(),
    }


def _overlays(result: "Evaluation") -> list[dict[str, Any]]:
    counted = result.by_overlays if result.edition.overlays else {}
    return [
        {
            **titled(overlay),
            "illustrative": overlay.illustrative,
            "digest": overlay.digest,
            "counted": list(counted[overlay.id]),
        }
        for overlay in result.edition.overlays
    ]


def _without_overlays(result: "Evaluation") -> dict[str, Any] | None:
    without = result.without_overlays if result.edition.overlays else None
    return None if without is None else standing(without)


def _evidence(result: "Evaluation") -> "EvaluationEvidenceDict":
    """Return how far points are backed; what is missing only where documents matter to anyone."""
    evidence = result.evidence
    return evidence.to_dict(whole=evidence.documents > 0 or result.count == "backed")


def _scale(scale: "Scale | None") -> dict[str, Any] | None:
    if scale is None:
        return None
    return {
        "id": scale.id,
        "source": scale.source,
        "illustrative": scale.illustrative,
        "digest": scale.digest,
    }


def summary(result: "Evaluation") -> str:
    """Return an evaluation in one line, for programmers."""
    low, high = result.score_range
    score = low if low == high else f"{low}..{high}"
    levels = ", ".join(map(str, result.levels_possible))
    backed = "backed" if result.count == "backed" else None
    labels = ("illustrative" if result.illustrative else None, result.assume, backed)
    parts = (repr(result.region), result.edition.id, f"score={score}", f"levels=[{levels}]")
    return f"Evaluation({', '.join(filter(None, (*parts, *labels)))})"
