"""A comparison as plain JSON values."""

from typing import TYPE_CHECKING, Any

from kla_rules.core.points import as_json, plain
from kla_rules.model.edition import Edition
from kla_rules.model.plain import head, overlay_digests, texts, titled
from kla_rules.validation.comparison.correspondence import Pairs
from kla_rules.validation.comparison.effects import Effects, Witness
from kla_rules.validation.comparison.moved_model import Moved

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation
    from kla_rules.validation.comparison.result import Comparison


def comparison_to_dict(comparison: "Comparison") -> dict[str, Any]:
    """Return a comparison as the schema "comparison" says."""
    return {
        **head("comparison"),
        "old": _side(comparison.old),
        "new": _side(comparison.new),
        "matched": _matched(comparison.pairs),
        "changes": [change.to_dict() for change in comparison.changes],
        "one_sided": list(comparison.one_sided),
        **_effects(comparison),
        "refusals": texts(comparison.refusals),
        "given": comparison.given,
        "unread": [finding.to_dict() for finding in comparison.unread],
        "left_out": comparison.left_out,
        "carry": comparison.carry,
        "refused": [refused.to_dict() for refused in comparison.refused],
        "moved": comparison.moved and comparison.moved.to_dict(),
        "nation": None if comparison.nation is None else _nation(comparison, comparison.nation),
    }


def _nation(comparison: "Comparison", nation: Moved) -> dict[str, Any]:
    """Return whom of the synthetic nation the change moves."""
    return {"synthetic": True, "refused": comparison.nation_refused, **nation.to_dict()}


def _side(edition: Edition) -> dict[str, Any]:
    return {
        "id": edition.id,
        "version": edition.version,
        "digest": edition.digest,
        "overlays": overlay_digests(edition),
        "illustrative": any(overlay.illustrative for overlay in edition.overlays),
    }


def _matched(pairs: Pairs) -> dict[str, Any]:
    """Return by what nodes are matched, and how many nothing is claimed of."""
    known = pairs.correspondence
    return {
        "correspondence": None if known is None else titled(known) | {"notes": texts(known.notes)},
        "nodes": len(pairs.new_of),
        "renumbered": {old: new for old, new in pairs.new_of.items() if old != new},
        "parts": [
            {
                "old": part.old,
                "new": part.new,
                "source": part.provenance.source,
                "grade": part.provenance.grade,
                "reason": part.reason and part.reason.to_dict(),
            }
            for part in (() if known is None else known.parts)
        ],
        "unclaimed": {"old": len(pairs.unclaimed_old), "new": len(pairs.unclaimed_new)},
    }


def _effects(comparison: "Comparison") -> dict[str, Any]:
    """Return what the change does; null where it is not known, with the reason."""
    effects = comparison.effects or Effects(None)
    change = comparison.score_change
    return {
        "score_change": None if change is None else [as_json(end) for end in change],
        "loses_most": _witness(effects.loses_most),
        "gains_most": _witness(effects.gains_most),
        "falls": _witness(effects.falls),
        "rises": _witness(effects.rises),
        "equivalent": comparison.equivalent,
        "not_known": [
            {
                "what": unknown.what,
                "why": unknown.why,
                "findings": [
                    finding.to_dict()
                    for finding in (unknown.error.findings if unknown.error else ())
                ],
            }
            for unknown in comparison.not_known
        ],
    }


def _witness(witness: "Witness | None") -> dict[str, Any] | None:
    """Return a profile that was made to show something, and where it stands under both."""
    if witness is None:
        return None
    return {
        "synthetic": True,
        "profile": witness.profile.to_dict(),
        "old": _standing(witness.old),
        "new": _standing(witness.new),
    }


def _standing(evaluation: "Evaluation") -> dict[str, Any]:
    return {
        "score": plain(evaluation.low_thousandths),
        "levels_possible": [level.id if level else None for level in evaluation.reachable_levels],
    }
