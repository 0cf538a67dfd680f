"""What a stored result says twice: where the two differ, it was edited, whatever the rules were."""

from collections.abc import Iterator
from typing import Any, Final

from kla_rules.core.findings import Path
from kla_rules.core.points import thousandths
from kla_rules.differences.replay_reading import StoredResult

# Options that stand at the head of a result and in its record.
_TWICE: Final = ("edition", "assume", "count", "edge_policy")
_ENDS: Final = 2


def contradictions(kept: StoredResult) -> list[Path]:
    """Return the paths of the values that contradict each other within a stored result."""
    return list(dict.fromkeys(_contradictions(kept))) if kept.whole else []


def _contradictions(kept: StoredResult) -> Iterator[Path]:
    root, record = kept.root, kept.record
    for key in _TWICE:
        if key in root and key in record and _differ(root[key], record[key]):
            yield from ((key,), ("record", key))
    yield from _digests(kept)
    yield from _first(root, "score", "score_range")
    yield from _first(root, "level", "levels_possible")
    levels = root.get("levels_possible")
    is_one = isinstance(levels, list) and len(levels) == 1
    if isinstance(levels, list) and _differ(root.get("determined", is_one), is_one):
        yield ("determined",)
    for place, cluster in enumerate(_maps(root.get("clusters"))):
        ends, points = cluster.get("range"), cluster.get("points")
        if isinstance(ends, list) and len(ends) == _ENDS and "points" in cluster:
            settled = ends[0] if ends[0] == ends[1] else None
            if _differ(points, settled):
                yield from (("clusters", place, "points"), ("clusters", place, "range"))
    yield from _sums(root)


def _digests(kept: StoredResult) -> Iterator[Path]:
    """Yield where a table or an overlay has one digest in the result and another in the record."""
    root, record = kept.root, kept.record
    scale = root.get("scale")
    own = scale.get("digest") if isinstance(scale, dict) else None
    if "scale" in root and "scale_digest" in record and _differ(own, record["scale_digest"]):
        yield from (("scale",), ("record", "scale_digest"))
    listed = root.get("overlays")
    if isinstance(listed, list) and "overlays" in record:
        named = [{"id": one.get("id"), "digest": one.get("digest")} for one in _maps(listed)]
        if _differ(named, record["overlays"]):
            yield from (("overlays",), ("record", "overlays"))


def _first(root: dict[str, Any], name: str, several: str) -> Iterator[Path]:
    """Yield a value that is not the first of those that are possible."""
    values = root.get(several)
    if isinstance(values, list) and values and name in root and _differ(root[name], values[0]):
        yield from ((name,), (several, 0))


def _sums(root: dict[str, Any]) -> Iterator[Path]:
    """Yield where points by grade or by basis do not sum to the score."""
    provenance, score = root.get("provenance"), _points(root.get("score"))
    if not isinstance(provenance, dict) or score is None:
        return
    for key in ("by_grade", "by_basis"):
        parts = provenance.get(key)
        figures = [_points(one) for one in parts.values()] if isinstance(parts, dict) else [None]
        known = [figure for figure in figures if figure is not None]
        if len(known) == len(figures) and sum(known) != score:
            yield from (("score",), ("provenance", key))
    ends, unknown = root.get("score_range"), _points(provenance.get("unknown"))
    if isinstance(ends, list) and len(ends) == _ENDS:
        low, high = map(_points, ends)
        if None not in (low, high, unknown) and high - low != unknown:  # type: ignore[operator] # none is None
            yield from (("score_range",), ("provenance", "unknown"))


def _points(value: Any) -> int | None:  # noqa: ANN401 - a stranger's value
    try:
        return thousandths(value)
    except (TypeError, ValueError, OverflowError):
        return None


def _maps(values: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - as above
    """Return the entries of a list, each as a map; what is none is an empty one."""
    listed = values if isinstance(values, list) else []
    return [one if isinstance(one, dict) else {} for one in listed]


def _differ(one: Any, other: Any) -> bool:  # noqa: ANN401 - as above
    return isinstance(one, bool) != isinstance(other, bool) or bool(one != other)
