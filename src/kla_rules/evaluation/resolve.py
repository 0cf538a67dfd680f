"""Turn answers that need a table into points: by a scale of the user, or an opt-in assumption."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from attrs import field, frozen

from kla_rules.core.findings import ProfileError
from kla_rules.core.frozen import frozen_map
from kla_rules.core.notes import Note
from kla_rules.core.points import cut, exact_thousandths
from kla_rules.core.printed import Data
from kla_rules.core.renamed import Renamed
from kla_rules.evaluation.bounds import NO_ENDS, NO_FINER, Bounds, Ends, Exact, Finer, bounds
from kla_rules.model.answer_forms import fits, fitting_forms
from kla_rules.model.edition import Edition
from kla_rules.model.folds import covered
from kla_rules.model.table import Table
from kla_rules.model.tree import Node
from kla_rules.profile.answers import Answer, unknown_options
from kla_rules.profile.model import Profile
from kla_rules.rulesets.scales import Scale

Assumption = Literal["proportional"]
ASSUMPTIONS: Final[tuple[Assumption, ...]] = ("proportional",)
AWARDED: Final = "awarded"
SCALE: Final = "scale"
ASSUMED: Final = "assumed"
UNITS: Final = "units"
_WHOLE: Final = 100


@frozen(repr=False, eq=False)
class Resolved(Data):
    """What is known once answers are points.

    Attributes:
        values_thousandths: thousandths by position in `edition.nodes`; None is unknown.
        bases: basis by position, where it is not `awarded`.
        notes: what had to be said on the way.
        ends_thousandths: by position the fewest and the most thousandths where only part is known.
        finer_thousandths: by position the fewest and the most thousandths with all their digits,
            where they have more.
    """

    values_thousandths: tuple[int | None, ...]
    bases: Mapping[int, str] = field(factory=dict, converter=frozen_map)
    notes: tuple[Note, ...] = ()
    ends_thousandths: Ends = field(default=NO_ENDS, converter=frozen_map)
    finer_thousandths: Finer = field(default=NO_FINER, converter=frozen_map)
    values = Renamed[tuple[int | None, ...]]("values_thousandths")
    ends = Renamed[Ends]("ends_thousandths")

    def exact_thousandths(self, position: int) -> Exact | None:
        """Return the thousandths of a node with all their digits, by position in `edition.nodes`.

        None where they are not known.
        """
        value = self.values_thousandths[position]
        return (
            value
            if value is None or position not in self.finer_thousandths
            else self.finer_thousandths[position][0]
        )

    def bounds(self, edition: Edition) -> Bounds:
        """Return the fewest and the most points of every node."""
        return bounds(
            edition, self.values_thousandths, self.ends_thousandths, self.finer_thousandths
        )


def tables_for(edition: Edition, scale: Scale | None) -> Mapping[str, Table]:
    """Return by question what turns answers into points.

    A table that the user brings goes before that of an overlay: it stands nearer to the answers.
    """
    return {**edition.tables, **scale.tables} if scale else edition.tables


def resolve(profile: Profile, scale: Scale | None, assume: Assumption | None) -> Resolved:
    """Return what is known of a profile.

    Args:
        profile: the answers.
        scale: tables of the user, or None.
        assume: "proportional" takes a percentage as that share of the maximum, None nothing.

    Raises:
        ProfileError: for an option that no table knows.
    """
    finer = _finer(profile)
    if not profile.answers:
        return Resolved(profile.values_thousandths, finer_thousandths=finer)
    tables = tables_for(profile.edition, scale)
    findings = unknown_options(profile.answers, tables)
    if findings:
        raise ProfileError(findings)
    values = list(profile.values_thousandths)
    bases: dict[int, str] = {}
    between: dict[int, tuple[int, int]] = {}
    left: dict[str, list[str]] = {
        "answer.no-scale": [],
        "assume.proportional": [],
        "answer.units-open": [],
        "answer.counts": [],
    }
    notes: list[Note] = []
    positions = profile.edition.positions
    # Points are among the values already, and awarded.
    others = [entry for entry in profile.answers.items() if entry[1].form != "points"]
    for node_id, answer in others:
        position = positions[node_id]
        if not answer.pending:
            if values[position] is not None:
                bases[position] = answer.basis
            continue
        node = profile.edition.nodes[position]
        if answer.form == "units":
            bases[position] = UNITS
        table = tables.get(node_id)
        ends, basis = points_ends(answer, node, table, assume)
        if ends is None:
            own = _no_points(answer, node, table)
            notes += own
            if not own:
                kind = "answer.counts" if answer.form == "counts" else "answer.no-scale"
                left[kind].append(node_id)
            continue
        if basis == ASSUMED:
            left["assume.proportional"].append(node_id)
        if isinstance(ends[0], Fraction) or isinstance(ends[1], Fraction):
            finer[position] = ends
        if ends[0] == ends[1]:
            values[position] = cut(ends[0])
            bases.setdefault(position, basis)
        else:
            between[position] = (cut(ends[0]), cut(ends[1]))
            left["answer.units-open"].append(node_id)
    notes += [Note(key, {"nodes": nodes}) for key, nodes in left.items() if nodes]
    notes += _before_overlays(profile, scale)
    return Resolved(tuple(values), bases, tuple(notes), between, finer)


def _finer(profile: Profile) -> dict[int, tuple[Exact, Exact]]:
    """Return by position the points of a profile that have more digits than thousandths.

    Digits beyond the maximum are none: nothing is worth more than that.
    """
    ceilings = profile.edition.ceilings_thousandths
    exact = {
        i: min(points, Fraction(ceilings[i])) for i, points in profile.finer_thousandths.items()
    }
    return {i: (points, points) for i, points in exact.items()}


def _no_points(answer: Answer, node: Node, table: Table | None) -> list[Note]:
    """Return a note on an answer without points where there is more to say than that."""
    if not fits(node, answer.form) and answer.form != "option":
        gone = {"node": node.id, "form": answer.form, "title": node.title}
        return [Note("answer.form-gone", {**gone, "fitting": fitting_forms(node)}, node.id)]
    if table is not None and table.bands:
        return [Note("answer.outside-scale", {"node": node.id, "scale": table.owner}, node.id)]
    return []


def by_overlays(
    edition: Edition, known: Resolved, scale: Scale | None
) -> dict[str, tuple[str, ...]]:
    """Return by overlay id the questions whose answers its tables turned into points."""
    questions: dict[str, list[str]] = {overlay.id: [] for overlay in edition.overlays}
    for position, basis in known.bases.items():
        node_id = edition.ids[position]
        table = None if scale and node_id in scale.tables else edition.tables.get(node_id)
        if table is not None and basis == SCALE and known.values_thousandths[position] is not None:
            questions[table.owner].append(node_id)
    return {overlay: tuple(names) for overlay, names in questions.items()}


def _before_overlays(profile: Profile, scale: Scale | None) -> list[Note]:
    """Return a note on answers for which a scale and an overlay both have a table."""
    if scale is None:
        return []
    both = [
        name
        for name, answer in profile.answers.items()
        if answer.pending and name in scale.tables and name in profile.edition.tables
    ]
    return [Note("scale.before-overlay", {"nodes": both, "scale": scale.id})] if both else []


def points_ends(
    answer: Answer, node: Node, table: Table | None, assume: Assumption | None
) -> tuple[tuple[Exact, Exact] | None, str]:
    """Return the least and the most thousandths of an answer, and what they rest on."""
    ends = _scaled(answer, table)
    if ends is not None or (table is not None and table.bands):
        return ends, SCALE
    if assume is not None and _is_percentage(node):
        return _ordered(proportional(node, end) for end in answer.ends), ASSUMED
    return None, SCALE


def _scaled(answer: Answer, table: Table | None) -> tuple[Exact, Exact] | None:
    """Return the points of both ends of an answer, or None where the table does not say."""
    if table is None or answer.form == "counts":
        return None
    if answer.form == "option":
        points = table.options_thousandths.get(answer.given)
        return None if points is None else (points, points)
    low, high = (table.value_thousandths(end) for end in answer.ends)
    return None if low is None or high is None else _ordered((low, high))


def _ordered(points: Iterable[Exact]) -> tuple[Exact, Exact]:
    """Return the fewer points first: where less is better, the greater share gives them."""
    low, high = sorted(points)
    return low, high


def _is_percentage(node: Node) -> bool:
    return node.question is not None and node.question.answer == "percentage"


def proportional(node: Node, percentage: int | Decimal | Fraction) -> Exact:
    """Return thousandths if a percentage gave that share of the maximum: an assumption, no rule.

    >>> import kla_rules as kla
    >>> tree = kla.edition("kla-2024")
    >>> proportional(tree.node("26.15"), 61.5), proportional(tree.node("13.1"), 20)
    (6150, 2400)
    """
    held = min(percentage, _WHOLE)
    if node.question is not None and node.question.direction == "negative":
        # What is missing to the whole, without a subtraction that a decimal context could round.
        numerator, denominator = held.as_integer_ratio()
        missing = _WHOLE * denominator - numerator
        return exact_thousandths(missing, _WHOLE * denominator, node.ceiling_thousandths)
    return exact_thousandths(held, _WHOLE, node.ceiling_thousandths)


def hidden(edition: Edition, claimed: Resolved, reach: Bounds) -> frozenset[int]:
    """Return the positions of nodes of which nothing is known, with points given above them.

    How much of what is missing above lies at one of them, nobody knows.
    """
    above = zip(
        covered(edition, claimed.values_thousandths),
        reach.low_thousandths,
        reach.high_thousandths,
        strict=True,
    )
    return frozenset(i for i, (points, low, high) in enumerate(above) if points and low < high)
