"""Whom a change of the rules moves, as plain JSON values."""

from typing import TYPE_CHECKING, Any

from kla_rules.core.points import plain
from kla_rules.model.plain import head, points_of

if TYPE_CHECKING:
    from kla_rules.validation.comparison.moved_model import (
        AppliedChange,
        Effect,
        Moved,
        MovedByChange,
        MovedRegion,
        Share,
        Standing,
    )


def moved_as_json(moved: "Moved") -> dict[str, Any]:
    """Return it as the schema "moved" says."""
    ordered = moved.ordered
    return {
        **head("moved"),
        "profiles": moved.held,
        "illustrative": moved.illustrative,
        "carried": moved.carried,
        "unchanged": moved.unchanged,
        "moved": len(moved.regions),
        "ordered": ordered,
        "falls": len(moved.falls) if ordered else None,
        "rises": len(moved.rises) if ordered else None,
        "transitions": [
            {
                "old": list(old),
                "new": list(new),
                "determined": len(old) == len(new) == 1,
                "count": count,
            }
            for (old, new), count in moved.transitions.items()
        ],
        "whole": _effect(moved.whole, ordered=ordered),
        "interplay": _effect(moved.interplay, ordered=ordered),
        "changes": [_by_change(one, ordered=ordered) for one in moved.by_change()],
        "regions": [_region(region, ordered=ordered) for region in moved.regions],
    }


def _region(region: "MovedRegion", *, ordered: bool) -> dict[str, Any]:
    return {
        "name": region.name,
        "illustrative": region.illustrative,
        "carried": region.carried,
        "old": _standing(region.old),
        "new": _standing(region.new),
        "falls": region.falls if ordered else None,
        "rises": region.rises if ordered else None,
        "whole": _effect(region.whole, ordered=ordered),
        "interplay": _effect(region.interplay, ordered=ordered),
        "changes": [_share(share, ordered=ordered) for share in region.shares],
    }


def _standing(standing: "Standing") -> dict[str, Any]:
    return {
        "score": plain(standing.low_thousandths),
        "score_range": points_of(standing.low_thousandths, standing.high_thousandths),
        "level": standing.level_low,
        "levels_possible": list(standing.levels),
        "determined": standing.determined,
    }


def _effect(effect: "Effect", *, ordered: bool) -> dict[str, Any]:
    """Return how far something moves: points of both ends, and levels where they have an order."""
    return {
        "score": plain(effect.low_thousandths),
        "score_range": points_of(effect.low_thousandths, effect.high_thousandths),
        "levels": [effect.lowest_level, effect.highest_level] if ordered else None,
    }


def _share(share: "Share", *, ordered: bool) -> dict[str, Any]:
    return {
        "id": share.change.id,
        "alone": _effect(share.alone, ordered=ordered),
        "others": _effect(share.rest, ordered=ordered),
        "interplay": _effect(share.interplay, ordered=ordered),
    }


def _by_change(one: "MovedByChange", *, ordered: bool) -> dict[str, Any]:
    return {
        **_change(one.change),
        "falls": one.counts.get("falls", 0) if ordered else None,
        "rises": one.counts.get("rises", 0) if ordered else None,
        "alone": _effect(one.alone, ordered=ordered),
        "others": _effect(one.rest, ordered=ordered),
        "interplay": _effect(one.interplay, ordered=ordered),
    }


def _change(change: "AppliedChange") -> dict[str, Any]:
    return {
        "id": change.id,
        "kind": change.kind,
        "of": list(change.ids),
        "text": {
            language: "; ".join(one.text(language) for one in change.changes)
            for language in ("id", "en")
        },
    }
