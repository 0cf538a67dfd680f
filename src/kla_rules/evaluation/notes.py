"""What an evaluation must say about its input: differences, caps, edges."""

from kla_rules.evaluation.bounds import Bounds
from kla_rules.evaluation.levels import level_at
from kla_rules.model import EDGE_POLICIES, EdgePolicy, Edition, Node, Text
from kla_rules.notes import Note, name_of


def reconciliation(
    edition: Edition, values: tuple[int | None, ...], reach: Bounds, declared: int | None
) -> list[Note]:
    """Return a note for every place where figures differ, with both of them."""
    notes = []
    if declared is not None and values[0] is not None:
        if declared != values[0]:
            totals = {"declared": declared, "sum": values[0]}
            notes.append(Note("total.declared-other", totals, "total"))
    elif declared is not None:
        notes += _declared(declared, reach)
    for branch in reversed(edition.branches):
        node, own = edition.nodes[branch.index], values[branch.index]
        if own is None and node.cap is None:
            continue
        low = sum(reach.low[child] for child in branch.children)
        if own is None:
            if low > node.maximum:
                notes.append(_capped(node, low))
            continue
        high = sum(reach.high[child] for child in branch.children)
        low, high = min(low, node.maximum), min(high, node.maximum)
        figures = {"name": name_of(node.title, node.id), "own": own, "low": low, "high": high}
        if low == high != own:
            notes.append(Note("node.parts-differ", {**figures, "sum": low}, node.id))
        elif not low <= own <= high:
            notes.append(Note("node.parts-cannot", figures, node.id))
    return notes


def _declared(declared: int, reach: Bounds) -> list[Note]:
    low, high = reach.low[0], reach.high[0]
    if low == high != declared:
        return [Note("total.declared-differs", {"declared": declared, "sum": low}, "total")]
    if not low <= declared <= high:
        values = {"declared": declared, "low": low, "high": high}
        return [Note("total.declared-out-of-reach", values, "total")]
    return []


def _capped(node: Node, total: int) -> Note:
    values = {
        "name": name_of(node.title, node.id),
        "sum": total,
        "maximum": node.maximum,
        "reason": node.cap or Text("", ""),
    }
    return Note("node.capped", values, node.id)


def edges(edition: Edition, low: int, high: int, policy: EdgePolicy) -> list[Note]:
    """Return a note where the level depends on whether a floor belongs to its level."""
    other = next(one for one in EDGE_POLICIES if one != policy)
    notes = []
    for points in sorted({low, high}):
        here, there = level_at(edition, points, policy), level_at(edition, points, other)
        if here == there:
            continue
        upper = next(level for level in edition.levels if level.floor == points)
        edge = edition.edge
        ours = policy == edge.policy
        values = {
            "points": points,
            "upper": upper.title,
            "here": here.title if here else None,
            "other": there.title if there else None,
            "reason": edge.reason if ours else edge.other_reason,
            "source": edge.provenance.source if ours else edge.other_source,
            "other_reason": edge.other_reason if ours else edge.reason,
            "other_source": edge.other_source if ours else edge.provenance.source,
        }
        notes.append(Note("level.edge", values, "total"))
    return notes
