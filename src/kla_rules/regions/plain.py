"""Many evaluations as plain JSON values, as `schemas/evaluations.schema.json` describes them."""

from typing import TYPE_CHECKING, Any

from kla_rules.core.points import plain
from kla_rules.model.plain import head, points_of, points_or_none, texts
from kla_rules.regions.table import unknown_questions

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation
    from kla_rules.regions.result import Evaluations


def evaluations_as_json(results: "Evaluations") -> dict[str, Any]:
    """Return plain JSON values in a stable order."""
    return {
        **head("evaluations"),
        "regions": [_region(name, one) for name, one in zip(results.names, results, strict=True)],
        "refused": [one.to_dict() for one in results.refused],
        "findings": [one.to_dict() for one in results.findings],
        "notes": texts(results.notes),
        "levels": [{"level": level, "regions": count} for level, count in results.levels.items()],
        "not_determined": results.open,
    }


def _region(name: str, result: "Evaluation") -> dict[str, Any]:
    region = result.profile.region
    low, high = result.low_thousandths, result.high_thousandths
    return {
        "name": name,
        "region": region.name if region else None,
        "code": region.code if region else None,
        "edition": result.edition.id,
        "stage": result.stage,
        "year": result.year,
        "illustrative": result.illustrative,
        "score": plain(low),
        "maximum": plain(result.edition.maximum_thousandths),
        "score_range": points_of(low, high),
        "level": result.level,
        "levels_possible": list(result.levels_possible),
        "determined": result.determined,
        "unknown_questions": unknown_questions(result),
        "undecided_requirements": len(result.undecided),
        "clusters": [_cluster(result, child) for child in result.edition.nodes[0].children],
    }


def _cluster(result: "Evaluation", node: str) -> dict[str, Any]:
    position = result.edition.positions[node]
    low, high = result.bounds.ends_thousandths(position)
    return {
        "id": node,
        "points": plain(low) if low == high else None,
        "range": points_of(low, high),
        "maximum": points_or_none(result.edition.nodes[position].maximum_thousandths),
    }
