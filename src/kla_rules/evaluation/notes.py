"""What an evaluation must say about its input: differences, caps, edges."""

from typing import TYPE_CHECKING, Final

from kla_rules.core.notes import Note
from kla_rules.core.points import cut
from kla_rules.core.text import Text
from kla_rules.evaluation.bounds import Bounds
from kla_rules.evaluation.edges import digits, edges
from kla_rules.evaluation.evidence_notes import evidence_notes
from kla_rules.evaluation.layers import other_layers
from kla_rules.evaluation.requirements import binds
from kla_rules.evaluation.resolve import Resolved
from kla_rules.model.edition import Edition
from kla_rules.model.folds import parts
from kla_rules.model.tree import Node, name_of

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation


def notes_of(evaluation: "Evaluation") -> tuple[Note, ...]:
    """Return what a reader of an evaluation must know."""
    profile, edition = evaluation.profile, evaluation.edition
    claimed, reach = evaluation.claims
    backed: tuple[Note, ...] = ()
    if evaluation.count == "backed":
        backed = (Note("count.backed", {"points": evaluation.evidence.at_risk_thousandths}),)
    return (
        *((Note("profile.illustrative"),) if evaluation.illustrative else ()),
        *rewordings(edition),
        *backed,
        *edges(evaluation),
        *digits(evaluation),
        *other_layers(evaluation),
        *rounds(edition, evaluation.year),
        *totals(edition, claimed.values_thousandths, reach, profile.declared_total_thousandths),
        *reconciliation(edition, claimed, reach),
        *evaluation.known.notes,
        *profile.notes,
        *evidence_notes(profile),
    )


def reconciliation(edition: Edition, claimed: Resolved, reach: Bounds) -> list[Note]:
    """Return a note for every place where figures differ by a thousandth, with both of them."""
    notes = []
    fewest, most = reach.exact_thousandths
    for branch in reversed(edition.branches):
        node, own = edition.nodes[branch.index], claimed.exact_thousandths(branch.index)
        if own is None and node.cap is None:
            continue
        low = sum(parts(branch, fewest))
        if own is None:
            if low > branch.ceiling_thousandths:
                notes.append(_capped(node, cut(low)))
            continue
        high = sum(parts(branch, most))
        if node.cap is not None:
            low, high = min(low, branch.ceiling_thousandths), min(high, branch.ceiling_thousandths)
        if low - 1 < own < high + 1:
            continue
        figures = {"name": name_of(node), "own": cut(own), "low": cut(low), "high": cut(high)}
        if low == high:
            notes.append(Note("node.parts-differ", {**figures, "sum": cut(low)}, node.id))
        else:
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
