"""Sweeps as plain JSON values."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from kla_rules.core.points import plain
from kla_rules.model.plain import head, overlay_digests, points_of, texts

if TYPE_CHECKING:
    from kla_rules.sweeps.model import Sweep
    from kla_rules.sweeps.swept_model import SweptLevel
    from kla_rules.sweeps.table_model import SweepTable, SweptCount

_DIGITS: Final = 6


def sweep_as_json(sweep: "Sweep") -> dict[str, Any]:
    """Return a sweep; shares have six decimals."""
    evaluation = sweep.evaluation
    record = evaluation.record
    return {
        **head("sweep"),
        "region": evaluation.region,
        "illustrative": evaluation.illustrative,
        "edition": evaluation.edition.id,
        "stage": evaluation.stage,
        "year": evaluation.year,
        "n": sweep.n,
        "seed": sweep.seed,
        "vary": list(sweep.vary),
        "unknown": sweep.unknown,
        "drop": sweep.drop,
        "level": evaluation.level,
        "score": plain(evaluation.low_thousandths),
        "levels": _levels(sweep),
        "falls": sweep.falls,
        "rises": sweep.rises,
        "quantiles": _quantiles(sweep),
        "target": sweep.target.id,
        "reached": sweep.reached,
        "sources": [
            {
                "id": source.id,
                "count": source.count,
                "moves": _rounded(source.moves),
                "assumption": source.assumption.to_dict(),
            }
            for source in sweep.sources
        ],
        "parts": [
            {
                "source": part.source,
                "node": part.node.id,
                "range": points_of(part.low_thousandths, part.high_thousandths),
                "moves": _rounded(part.moves),
            }
            for part in sweep.parts
        ],
        "convergence": [
            {
                "n": after.n,
                "shares": [_rounded(share) for share in after.shares],
                "half_width": _rounded(after.half_width),
            }
            for after in sweep.convergence
        ],
        "assumptions": texts(sweep.assumptions),
        "record": {
            "edition_version": record.edition_version,
            "edition_digest": record.edition_digest,
            "profile_digest": record.profile_digest,
            "scale_digest": record.scale_digest,
            "assume": record.assume,
            "edge_policy": record.edge_policy,
            "library_version": record.library_version,
            "overlays": overlay_digests(evaluation.edition),
        },
    }


def table_as_json(table: "SweepTable") -> dict[str, Any]:
    """Return sweeps of many regions: the totals, and a row for each."""
    return {
        **head("sweep-table"),
        "n": table.n,
        "seed": table.seed,
        "vary": list(table.sweeps[0].vary),
        "unknown": table.sweeps[0].unknown,
        "drop": table.sweeps[0].drop,
        "not_evaluated": table.not_evaluated,
        "falls": _count(table.falls),
        "rises": _count(table.rises),
        "levels": [
            {"level": name, "mean": _rounded(mean), "before": table.before[name]}
            for name, mean in table.levels.items()
        ],
        "regions": [
            _region(name, one) for name, one in zip(table.names, table.sweeps, strict=True)
        ],
        "assumptions": texts(table.assumptions),
    }


def _region(name: str, sweep: "Sweep") -> dict[str, Any]:
    evaluation = sweep.evaluation
    return {
        "name": name,
        "illustrative": evaluation.illustrative,
        "edition": evaluation.edition.id,
        "profile_digest": evaluation.profile.digest,
        "level": evaluation.level,
        "score": plain(evaluation.low_thousandths),
        "levels": _levels(sweep),
        "falls": sweep.falls,
        "rises": sweep.rises,
        "quantiles": _quantiles(sweep),
    }


def _levels(sweep: "Sweep") -> list[dict[str, Any]]:
    return [_level(one) for one in sweep.levels]


def _level(one: "SweptLevel") -> dict[str, Any]:
    return {
        "level": one.level.id if one.level else None,
        "count": one.count,
        "share": _rounded(one.share),
        "standard_error": _rounded(one.standard_error),
        "share_range": [_rounded(end) for end in one.share_range],
    }


def _quantiles(sweep: "Sweep") -> list[dict[str, Any]]:
    return [
        {"per_cent": each, "points": plain(score)}
        for each, score in sweep.quantiles_thousandths.items()
    ]


def _count(count: "SweptCount") -> dict[str, Any]:
    quantiles: Mapping[int, int] = count.quantiles
    return {
        "mean": _rounded(count.mean),
        "standard_error": _rounded(count.standard_error),
        "quantiles": [{"per_cent": each, "regions": one} for each, one in quantiles.items()],
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, _DIGITS)
