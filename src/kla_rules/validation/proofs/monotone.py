"""More points and better measures never lower a level.

What helps every requirement that looks at it, and the sum of points, cannot lower a level: floors
are passed upwards, and a level asks for what the levels below it ask for. Only what a `not` turns
about, and a share of points that must not be reached, is searched for.
"""

from collections.abc import Iterator, Sequence

from kla_rules.conditions.walk import looks_at
from kla_rules.model.edition import Edition
from kla_rules.model.levels import Requirement
from kla_rules.validation.proofs.asked import Asked, Case
from kla_rules.validation.proofs.claim import Claim
from kla_rules.validation.proofs.find import Move, Search, Want, find
from kla_rules.validation.proofs.frees import Direction, Free, Leaf, Undecided
from kla_rules.validation.proofs.model import Verdict

Pair = tuple[Case, ...]


def more_points(edition: Edition, rounds: tuple[Asked, ...], until: float) -> Iterator[Verdict]:
    """Yield whether more points, or a greater share of a maximum, never lower a level."""
    claim, searched = Claim("more-points"), False
    for asked in rounds:
        against = [one for one in asked.requirements if _is_hurt_by_points(one, asked)]
        searched = searched or bool(against)
        try:
            pair = _by_points(asked, against, until) or _by_shares(asked, until)
        except Undecided as open_:
            yield claim.open(str(open_))
            return
        if pair is not None:
            yield _lowered(claim, edition, *narrowed(*pair))
            return
    count = len(rounds[0].requirements)
    yield claim.proved("searched" if searched else "points-help", count=count)


def better_measures(edition: Edition, rounds: tuple[Asked, ...], until: float) -> Iterator[Verdict]:
    """Yield whether a measure that comes closer to what is asked of it never lowers a level."""
    claim, searched, count = Claim("better-measures"), False, 0
    for asked in rounds:
        for name, free in asked.frees.items():
            if free.kind == "measures":
                count += asked is rounds[0]
                try:
                    pairs = _against(asked, name, free, until)
                except Undecided as open_:
                    yield claim.open(str(open_))
                    return
                searched = searched or pairs is not None
                if pairs:
                    yield _measure_lowers(claim, edition, name, pairs)
                    return
    reason = "searched" if searched else "measures-help" if count else "no-measures"
    yield claim.proved(reason, count=count)


def _measure_lowers(claim: Claim, edition: Edition, name: str, pairs: Sequence[Pair]) -> Verdict:
    shown = [case.witness() for pair in pairs for case in pair]
    reason = "measure-lowers" if len(pairs) == 1 else "measure-both-ways"
    return claim.refuted(reason, shown, measure=edition.measure(name).title, name=name)


def _lowered(claim: Claim, edition: Edition, before: Case, after: Case) -> Verdict:
    """Return that a level falls from one profile to the next."""
    first, then = (
        None if case.level < 0 else edition.levels[case.level].title for case in (before, after)
    )
    return claim.refuted(
        "points-lower", [before.witness(), after.witness()], before=first, after=then
    )


# -- points ----------------------------------------------------------------------------------------


def _is_hurt_by_points(requirement: Requirement, asked: Asked) -> bool:
    return any(
        leaf.helps < 0 and asked.is_of_points(leaf.condition)
        for leaf in asked.leaves([requirement])
    )


def _by_points(asked: Asked, against: Sequence[Requirement], until: float) -> Pair | None:
    for requirement in against:
        for low, wants in _having(asked, requirement):
            search = Search(asked, wants, low, asked.most[0], rises=True, until=until)
            pair = find(search)
            if pair is not None:
                return pair
    return None


def _having(asked: Asked, requirement: Requirement) -> Iterator[tuple[int, tuple[Want, ...]]]:
    """Yield from how many points which requirements must hold so that this one, failing, costs it.

    It costs its own level, or one above it whose floor is lower.
    """
    level, floors = asked.order[requirement.level], asked.thresholds
    for index in range(level, len(floors)):
        if index == level or floors[index] < min(floors[level:index]):
            held = tuple(Want(one, holds=True) for one in asked.up_to(index))
            low = max(0, floors[index])
            yield low, (*held, Want(requirement, holds=False, after=True))


def narrowed(before: Case, after: Case) -> tuple[Case, Case]:
    """Return two profiles between them of which one place alone makes the difference."""
    now = before
    for place, points in after.points.items():
        then = now.with_points({place: points})
        if then.level < now.level:
            return now, then
        now = then
    return now, after  # what is said besides points makes it


# -- what is said besides points -------------------------------------------------------------------


def _by_shares(asked: Asked, until: float) -> Pair | None:
    """Return two profiles of which a greater share of a maximum has the lower level."""
    for name, free in asked.frees.items():
        if free.kind == "ratios":
            pair = _moved(asked, name, free, 1, until)
            if pair is not None:
                return pair
    return None


def _against(asked: Asked, name: str, free: Free, until: float) -> list[Pair] | None:
    """Return profiles that show a measure working against what is asked of it.

    Returns:
        None where no `not` turns it about and it is asked for one way only: nothing is searched.
    """
    turned = any(leaf.turned for leaf in _of(asked, name, asked.requirements))
    if free.asked and not turned:
        return None
    ways: tuple[Direction, ...] = (free.asked,) if free.asked else (1, -1)
    found = [_moved(asked, name, free, way, until) for way in ways]
    # Asked for both ways, a measure may be better in either: only if neither is, it is in none.
    return [pair for pair in found if pair is not None] if all(found) else []


def _of(asked: Asked, name: str, requirements: Sequence[Requirement]) -> list[Leaf]:
    return [
        leaf
        for leaf in asked.leaves(requirements)
        if looks_at(leaf.condition, "node", "measure") == name
        and not asked.is_of_points(leaf.condition)
        and not asked.is_never_known(leaf.condition)
    ]


def _moved(asked: Asked, name: str, free: Free, way: Direction, until: float) -> Pair | None:
    """Return two profiles that differ in one thing, moved one way, of which the second falls."""
    for requirement in asked.requirements:
        against = [leaf for leaf in _of(asked, name, [requirement]) if leaf.helps != way]
        if not against:
            continue
        for before, after in free.moves[way]:
            move = Move(name, before, after)
            for low, wants in _having(asked, requirement):
                search = Search(asked, wants, low, asked.most[0], move, until=until)
                pair = find(search)
                if pair is not None:
                    return pair
    return None
