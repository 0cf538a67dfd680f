"""Points: the score stays within its maximum, its range is attained, and every answer counts.

All of it is read off the tree: a node has what its parts have, at most its own maximum.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from kla_rules.core.points import plain
from kla_rules.model.edition import Edition
from kla_rules.model.folds import from_above
from kla_rules.model.table import Table
from kla_rules.validation.proofs.asked import Asked, most_of, profile_of, spread_over, witness
from kla_rules.validation.proofs.claim import Claim
from kla_rules.validation.proofs.model import RuleWitness, Verdict


def score_bounds(edition: Edition, rounds: tuple[Asked, ...], _: float) -> Iterator[Verdict]:
    """Yield whether the points of every node stay between nothing and its maximum."""
    claim = Claim("score-bounds")
    for node in edition.nodes:
        if node.ceiling_thousandths < 0:
            shown = witness(edition, profile_of(edition, rounds[0].year))
            yield claim.refuted(
                "below-nothing", [shown], node=node.id, points=node.ceiling_thousandths
            )
            return
    for question, table in edition.tables.items():
        most = edition.node(question).ceiling_thousandths
        for answer, worth in _worths(table):
            if not 0 <= worth <= most:
                shown = answering(edition, rounds, {question: answer})
                yield claim.refuted(
                    "beyond-maximum", [shown], node=question, points=worth, most=most
                )
                return
    yield claim.proved("capped", nodes=len(edition.branches), most=edition.maximum_thousandths)


def ends_attained(edition: Edition, rounds: tuple[Asked, ...], _: float) -> Iterator[Verdict]:
    """Yield whether both ends of a range are what answers come to, up to the maximum of each node.

    What is not known is worth between nothing and all there is, and the ends are summed as points
    are: with every unknown answer at its least, or at its most, a profile has the end itself.
    """
    claim, most = Claim("ends-attained"), most_of(edition)
    for branch in edition.branches:
        node, here = edition.nodes[branch.index], most[branch.index]
        if node.maximum_thousandths is not None and here < node.maximum_thousandths:
            full = _only(edition, rounds, {child: most[child] for child in branch.children})
            yield claim.refuted(
                "not-attained", [full], node=node.id, most=here, points=node.maximum_thousandths
            )
            return
    top = edition.branch_at.get(0)
    parts = (0,) if top is None else top.children
    shown = [_only(edition, rounds, spread_over(edition, parts, most, end)) for end in (0, most[0])]
    yield claim.proved("attained", shown, most=most[0])


def no_idle_answer(edition: Edition, rounds: tuple[Asked, ...], _: float) -> Iterator[Verdict]:
    """Yield whether every answer that gives points counts in some profile, to its last point.

    Where nothing else is answered, no cap is reached but by the answer itself: what counts of it is
    the least maximum on its way up.
    """
    claim = Claim("no-idle-answer")
    way_up = from_above(
        edition,
        edition.maximum_thousandths,
        lambda here, above: min(above, edition.ceilings_thousandths[here]),
    )
    recorded, scored = [], 0
    for index, node in enumerate(edition.nodes):
        if node.children:
            continue
        own = node.ceiling_thousandths
        counts = max(0, min(own, way_up[index]))
        if counts < own:
            shown = [_only(edition, rounds, {index: points}) for points in (counts, own)]
            reason = "swallowed" if counts else "swallowed-whole"
            yield claim.refuted(reason, shown, node=node.id, counts=counts, points=own)
            return
        scored += bool(own)
        recorded += [] if own else [node.id]
    for question, table in edition.tables.items():
        if len(table.bands) > 1 and len({band.worth_thousandths for band in table.bands}) == 1:
            answers = [
                {"value": plain_value(band.start)} for band in table.bands[:: len(table.bands) - 1]
            ]
            shown = [answering(edition, rounds, {question: answer}) for answer in answers]
            yield claim.refuted("flat-table", shown, node=question)
            return
    reason = "counts-recorded" if recorded else "counts"
    yield claim.proved(reason, count=scored, recorded=recorded)


def plain_value(value: Any) -> int | float:  # noqa: ANN401 - a number
    """Return a figure as a profile has it."""
    return int(value) if value == int(value) else float(value)


def _worths(table: Table) -> Iterator[tuple[dict[str, Any], int]]:
    """Yield an answer for every figure of a table, and what it is worth."""
    for option, worth in table.options_thousandths.items():
        yield {"option": option}, worth
    for band in table.bands:
        yield {"value": plain_value(band.start)}, band.worth_thousandths


def answering(edition: Edition, rounds: tuple[Asked, ...], answers: dict[str, Any]) -> RuleWitness:
    """Return a profile that answers some questions, and has no points for anything else."""
    points = _others(edition, {edition.positions[name] for name in answers})
    profile = profile_of(edition, rounds[0].year, points=points, answers=answers)
    return witness(edition, profile)


def _only(edition: Edition, rounds: tuple[Asked, ...], points: Mapping[int, int]) -> RuleWitness:
    """Return a profile with points at some positions, and none for anything else."""
    given = {edition.ids[position]: plain(value) for position, value in points.items()}
    every = {**_others(edition, set(points)), **given}
    return witness(edition, profile_of(edition, rounds[0].year, points=every))


def _others(edition: Edition, positions: AbstractSet[int]) -> dict[str, int]:
    """Return no points for the highest nodes that are not at some positions, nor above them."""
    above = {
        edition.positions[name]
        for position in positions
        for name in edition.above(edition.ids[position])
    }
    return {
        node.id: 0
        for index, node in enumerate(edition.nodes)
        if index not in above
        and index not in positions
        and node.parent is not None
        and edition.positions[node.parent] in above
    }
