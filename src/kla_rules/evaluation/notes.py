"""What an evaluation must say about its input: differences, caps, edges."""

from typing import TYPE_CHECKING, Final

from kla_rules.core.catalogues import PHRASES
from kla_rules.core.notes import Note
from kla_rules.core.text import Text, both
from kla_rules.evaluation.bounds import Bounds
from kla_rules.evaluation.evidence_notes import evidence_notes
from kla_rules.evaluation.levels import Gates, levels_between
from kla_rules.evaluation.requirements import binds
from kla_rules.model.edition import Edition
from kla_rules.model.folds import parts
from kla_rules.model.levels import EDGE_POLICIES, EdgePolicy
from kla_rules.model.tree import Node, name_of

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation


def notes_of(evaluation: "Evaluation") -> tuple[Note, ...]:
    """Return what a reader of an evaluation must know."""
    profile, edition = evaluation.profile, evaluation.edition
    low, high = evaluation.low_thousandths, evaluation.high_thousandths
    claimed, reach = evaluation.claims
    backed: tuple[Note, ...] = ()
    if evaluation.count == "backed":
        backed = (Note("count.backed", {"points": evaluation.evidence.at_risk_thousandths}),)
    return (
        *((Note("profile.illustrative"),) if evaluation.illustrative else ()),
        *rewordings(edition),
        *backed,
        *edges(edition, low, high, evaluation.edge_policy, evaluation.gates),
        *rounds(edition, evaluation.year),
        *reconciliation(
            edition, claimed.values_thousandths, reach, profile.declared_total_thousandths
        ),
        *evaluation.known.notes,
        *profile.notes,
        *evidence_notes(profile),
    )


def reconciliation(
    edition: Edition, values: tuple[int | None, ...], reach: Bounds, declared: int | None
) -> list[Note]:
    """Return a note for every place where figures differ, with both of them."""
    notes = totals(edition, values, reach, declared)
    for branch in reversed(edition.branches):
        node, own = edition.nodes[branch.index], values[branch.index]
        if own is None and node.cap is None:
            continue
        low = sum(parts(branch, reach.low_thousandths))
        if own is None:
            if low > branch.ceiling_thousandths:
                notes.append(_capped(node, low))
            continue
        high = sum(parts(branch, reach.high_thousandths))
        if node.cap is not None:
            low, high = min(low, branch.ceiling_thousandths), min(high, branch.ceiling_thousandths)
        figures = {"name": name_of(node), "own": own, "low": low, "high": high}
        if low == high != own:
            notes.append(Note("node.parts-differ", {**figures, "sum": low}, node.id))
        elif not low <= own <= high:
            notes.append(Note("node.parts-cannot", figures, node.id))
    return notes


def totals(
    edition: Edition, values: tuple[int | None, ...], reach: Bounds, declared: int | None
) -> list[Note]:
    """Return what is to be said of the total: another one printed, a decimal point that slipped."""
    notes = []
    if declared is not None and values[0] is not None:
        if declared != values[0]:
            totals = {"declared": declared, "sum": values[0]}
            notes.append(Note("total.declared-other", totals, "total"))
    elif declared is not None:
        notes += _declared(declared, reach)
    if values[0] is not None and 0 < values[0] <= edition.maximum_thousandths // _SLIP:
        slipped = {"points": values[0], "hundredfold": values[0] * _SLIP}
        notes.append(Note("total.slip", slipped, "total"))
    if (
        declared
        and reach.low_thousandths[0] == reach.high_thousandths[0]
        and _shifted(declared, reach.low_thousandths[0])
    ):
        shifted = {"declared": declared, "sum": reach.low_thousandths[0]}
        notes.append(Note("total.declared-slip", shifted, "total"))
    return notes


# A total this many times smaller than the maximum has probably lost two decimal places.
_SLIP: Final = 100


def rewordings(edition: Edition) -> list[Note]:
    """Return a note for each part that an overlay touches whose texts are not those it knew."""
    return [
        Note("overlay.reworded", {"overlay": overlay.id, "fields": fields})
        for overlay in edition.overlays
        for fields in overlay.reworded.values()
    ]


def _shifted(figure: int, other: int) -> bool:
    """Return whether two figures differ by their decimal point only."""
    return any(figure * shift == other or other * shift == figure for shift in (10, 100, 1000))


def _declared(declared: int, reach: Bounds) -> list[Note]:
    low, high = reach.ends_thousandths(0)
    if low == high != declared:
        return [Note("total.declared-differs", {"declared": declared, "sum": low}, "total")]
    if not low <= declared <= high:
        values = {"declared": declared, "low": low, "high": high}
        return [Note("total.declared-out-of-reach", values, "total")]
    return []


def _capped(node: Node, total: int) -> Note:
    values = {
        "name": name_of(node),
        "sum": total,
        "maximum": node.ceiling_thousandths,
        "reason": node.cap or Text("", ""),
    }
    return Note("node.capped", values, node.id)


def rounds(edition: Edition, year: int | None) -> list[Note]:
    """Return a note where nobody says whether the round asked for the requirements."""
    if not edition.requirements:
        return []
    if year is None:
        return [Note("requirement.no-round", {"edition": edition.id})]
    open_ = [
        requirement.title
        for requirement in edition.requirements
        if not binds(edition, requirement, year)
    ]
    values = {"year": year, "requirements": open_}
    return [Note("requirement.possibly-asked", values)] if open_ else []


def _end(points: int, low: int, high: int) -> Text:
    """Return which end of a range the points are; nothing where there is no range."""
    if low == high:
        return both(PHRASES, "edge-settled")
    return both(PHRASES, "edge-low" if points == low else "edge-high")


def edges(edition: Edition, low: int, high: int, policy: EdgePolicy, gates: Gates) -> list[Note]:
    """Return a note where the level depends on whether a floor belongs to its level."""
    other = next(reading for reading in EDGE_POLICIES if reading != policy)
    notes = []
    for points in sorted({low, high}):
        # The level if everything not known is met.
        here, otherwise = (
            levels_between(edition, points, points, reading, gates)[-1]
            for reading in (policy, other)
        )
        if here == otherwise:
            continue
        upper = next(level for level in edition.levels if level.floor_thousandths == points)
        edge = edition.edge
        ours = policy == edge.policy
        values = {
            "points": points,
            "end": _end(points, low, high),
            "upper": upper.title,
            "here": here.title if here else None,
            "other": otherwise.title if otherwise else None,
            "reason": edge.reason if ours else edge.other_reason,
            "source": edge.provenance.source if ours else edge.other_source,
            "other_reason": edge.other_reason if ours else edge.reason,
            "other_source": edge.other_source if ours else edge.provenance.source,
        }
        settled = edition.levels.index(upper) < gates.secured
        key = "level.edge" if settled else "level.edge-open"
        notes.append(Note(key, values, "total"))
    return notes
