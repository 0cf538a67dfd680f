"""Find a profile that meets some requirements and fails others, or show that there is none.

Requirements that share nothing they look at are decided apart. Those that look at no points are
decided by trying every way in which what they compare can turn out; the others by profiles that lie
near at hand, and where none of these is what is looked for, by an exact integer search.
"""

import itertools
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from kla_rules.conditions.figures import Facts
from kla_rules.conditions.judgement import Judgement
from kla_rules.conditions.operators import OPERATORS, Condition
from kla_rules.conditions.walk import looks_at, parts
from kla_rules.model.levels import Requirement
from kla_rules.validation.proofs.asked import Asked, Case
from kla_rules.validation.proofs.frees import Choice, Undecided, leaves
from kla_rules.validation.proofs.whole import solved

_MOST_WAYS: Final = 4096  # what two to the twelfth comparisons can turn out to be
_MOST_SAYINGS: Final = 40
_LOOK: Final = 256  # after so many ways the clock is looked at


@frozen
class Want:
    """A requirement that is to be met, or not to be.

    Attributes:
        requirement: the requirement.
        holds: it is to be met.
        after: of the profile after a change, not of the one before it.
    """

    requirement: Requirement
    holds: bool
    after: bool = False


@frozen
class Move:
    """A change of what a profile says of one thing besides points.

    Attributes:
        name: what it is.
        before, after: the two values.
    """

    name: str
    before: Choice
    after: Choice


@frozen
class Search:
    """What is looked for.

    Attributes:
        asked: what is asked of profiles.
        wants: the requirements to meet, and to fail.
        low, high: the fewest and the most thousandths before any change.
        move: what changes besides points, or None.
        rises: points may rise by the change, and none may fall.
        until: the moment (of `time.monotonic`) at which to give up.
    """

    asked: Asked
    wants: tuple[Want, ...]
    low: int
    high: int
    move: Move | None = None
    rises: bool = False
    until: float = float("inf")


def find(search: Search) -> tuple[Case, ...] | None:
    """Return the profile that is looked for, with the one after the change if there is a change.

    Returns:
        None if there is none: that is shown, not supposed.

    Raises:
        Undecided: if it is not known, with the reason.
    """
    asked = search.asked
    if search.low > min(search.high, asked.most[0]):
        return None
    chosen: dict[str, Choice] = {}
    hard: list[Want] = []
    for group in _groups(search):
        ways = 1
        for name in _names(group, asked) - _moved(search):
            ways *= len(asked.frees[name].choices)
        if ways > _MOST_WAYS or any(_looks_at_points(want, asked) for want in group):
            hard += group
            continue
        way = _tried(group, search)
        if way is None:
            return None
        chosen |= way
    if not hard:
        points = asked.filled(search.low)
        if points is not None:
            return _cases(search, asked.case(points, chosen))
    near = next(_near(search, hard, chosen), None)
    return near if near is not None else _whole(search, hard, chosen)


def _cases(search: Search, case: Case, after: Case | None = None) -> tuple[Case, ...]:
    """Return the profiles before and after the change, if there is one."""
    if search.move is None:
        return (case,) if after is None else (case, after)
    name = search.move.name
    return case.saying(name, search.move.before), case.saying(name, search.move.after)


def fits(search: Search, cases: Sequence[Case]) -> bool:
    """Return whether profiles are what is looked for."""
    first, last = cases[0], cases[-1]
    return search.low <= first.total <= search.high and all(
        (last if want.after else first).holds(want.requirement) is want.holds
        for want in search.wants
    )


# -- groups ----------------------------------------------------------------------------------------


def _groups(search: Search) -> list[list[Want]]:
    """Return what is wanted, in groups that share nothing that they look at."""
    groups: list[tuple[set[str], list[Want]]] = []
    for want in search.wants:
        names = _names([want], search.asked) - _moved(search)
        names |= {""} if _looks_at_points(want, search.asked) else set()
        apart = []
        own: tuple[set[str], list[Want]] = (names, [want])
        for group in groups:
            if group[0] & own[0]:
                own = (own[0] | group[0], [*group[1], *own[1]])
            else:
                apart.append(group)
        groups = [*apart, own]
    return [wants for _, wants in groups]


def _names(wants: Sequence[Want], asked: Asked) -> set[str]:
    """Return what some requirements look at besides points."""
    return {
        name
        for want in wants
        for leaf in leaves(want.requirement.when, asked.edition)
        if not asked.is_of_points(leaf.condition)
        and not asked.is_never_known(leaf.condition)
        and (name := looks_at(leaf.condition, "node", "measure")) is not None
    }


def _moved(search: Search) -> set[str]:
    return set() if search.move is None else {search.move.name}


def _looks_at_points(want: Want, asked: Asked) -> bool:
    return any(asked.is_of_points(leaf.condition) for leaf in asked.leaves([want.requirement]))


# -- every way -------------------------------------------------------------------------------------


def _tried(group: Sequence[Want], search: Search) -> dict[str, Choice] | None:
    """Return what a profile must say for a group, of all that it can say; None if nothing does."""
    asked = search.asked
    names = sorted(_names(group, asked) - _moved(search))
    ways = itertools.product(*(asked.frees[name].choices for name in names))
    for number, way in enumerate(ways, start=1):
        if number % _LOOK == 0 and time.monotonic() > search.until:
            raise Undecided("limit")
        chosen = dict(zip(names, way, strict=True))
        if all(_holds(want, chosen, search) is want.holds for want in group):
            return chosen
    return None


def _holds(want: Want, chosen: Mapping[str, Choice], search: Search) -> bool:
    """Return whether a requirement that looks at no points is met."""
    said = dict(chosen)
    if search.move is not None:
        said[search.move.name] = search.move.after if want.after else search.move.before
    known = {leaf: held for choice in said.values() for leaf, held in choice.holds.items()}
    return _judged(want.requirement.when, search.asked, known).state is True


def _judged(condition: Condition, asked: Asked, known: Mapping[Condition, bool]) -> Judgement:
    """Return what becomes of a condition whose comparisons are known."""
    below = parts(condition, asked.edition)
    if not below:
        return Judgement(condition, known.get(condition))  # the share of nothing is never known
    judged = tuple(_judged(part, asked, known) for part in below)
    operator = OPERATORS[type(condition)]
    return operator.judge(condition, Facts(asked.edition), judged)


# -- near at hand ----------------------------------------------------------------------------------


def _near(
    search: Search, hard: Sequence[Want], chosen: Mapping[str, Choice]
) -> Iterator[tuple[Case, ...]]:
    """Yield what is looked for among profiles of even points, at and just below what is asked."""
    asked = search.asked
    fills = sorted(set(_fills(search, hard)))
    for said in _sayings(asked, chosen):
        cases = [asked.case(points, said) for points in map(asked.filled, fills) if points]
        pairs = [_cases(search, case) for case in cases]
        if search.rises:
            pairs = [(one, other) for one, other in itertools.pairwise(cases) if _rises(one, other)]
        for found in pairs:
            if fits(search, found):
                yield found


def _sayings(asked: Asked, chosen: Mapping[str, Choice]) -> Iterator[dict[str, Choice]]:
    """Yield what to say besides points: the best of all, then of less and less, down to none."""
    best = asked.best()
    names = list(asked.frees)[:_MOST_SAYINGS]
    for count in range(len(names), -1, -1):
        least = {name: asked.frees[name].choices[0] for name in names[count:]}
        yield best | least | dict(chosen)


def _rises(one: Case, other: Case) -> bool:
    return all(other.points[place] >= points for place, points in one.points.items())


def _fills(search: Search, hard: Sequence[Want]) -> Iterator[int]:
    """Yield totals of evenly spread points at which comparisons of points turn out otherwise."""
    asked = search.asked
    whole = asked.most[0]
    yield from (end for end in (search.low, min(search.high, whole)) if 0 <= end <= whole)
    for leaf in asked.leaves([want.requirement for want in hard]):
        if asked.is_of_points(leaf.condition):
            limit: Any = OPERATORS[type(leaf.condition)].linear(leaf.condition, asked.edition)
            most = asked.most[asked.edition.positions[limit.node]]
            if most and 0 <= limit.figure <= most:
                total = int(limit.figure * whole / most)
                around = (total - 2 * len(asked.places), total, total + 2 * len(asked.places))
                yield from (one for one in around if 0 <= one <= whole)


# -- the whole -------------------------------------------------------------------------------------


def _whole(
    search: Search, hard: Sequence[Want], chosen: Mapping[str, Choice]
) -> tuple[Case, ...] | None:
    """Return what an exact integer search finds."""
    move = search.move
    known = {
        after: {} if move is None else dict((move.after if after else move.before).holds)
        for after in (False, True)
    }
    left = search.until - time.monotonic()
    if left <= 0:
        raise Undecided("limit")
    wants = [(want.requirement.when, want.holds, want.after) for want in hard]
    found = solved(search.asked, wants, search.low, search.high, known, search.rises, left)
    if found is None:
        return None
    before, after, said = found
    case = search.asked.case(before, {**chosen, **said})
    cases = _cases(search, case, case.with_points(after) if search.rises else None)
    if not fits(search, cases):  # the solver computes with floats: what it says is held against
        raise Undecided("solver")
    return cases
