"""Laws of points and levels: better is never worse, ranges are sound, unknown is not zero."""

import itertools
from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from attrs import evolve
from hypothesis import strategies as st

from kla_rules.core.catalogues import PROPERTIES
from kla_rules.core.points import cut
from kla_rules.core.text import Text, both
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.edition import Edition
from kla_rules.model.levels import EDGE_POLICIES
from kla_rules.model.tree import name_of
from kla_rules.profile.model import Profile
from kla_rules.testing.properties.better import better
from kla_rules.testing.properties.failure_model import Broken
from kla_rules.testing.properties.interpreters import Interpreters
from kla_rules.testing.properties.less import without
from kla_rules.testing.properties.model import Property
from kla_rules.testing.properties.rules import Ruled
from kla_rules.testing.strategies import completions, profiles

_NO_LEVEL: Final = -1


def _height(edition: Edition, level: str | None) -> int:
    """Return how high a level is, from the lowest; -1 is no level."""
    ids = [one.id for one in edition.levels]
    return _NO_LEVEL if level is None else ids.index(level)


def _heights(result: Evaluation) -> list[int]:
    return [_height(result.edition, level) for level in result.levels_possible]


def _levels(result: Evaluation) -> list[str]:
    return [level or "-" for level in result.levels_possible]


def _node(edition: Edition, wrong: Iterable[int], reason: str, **values: object) -> Broken | None:
    """Return that something is wrong at the deepest of some nodes; None where there are none."""
    places = [*wrong]
    if not places:
        return None
    node = edition.nodes[places[-1]]  # parents stand before their children
    told = {"node": node.id, "title": name_of(node), **values}
    return Broken(reason, told, ("node", node.id))


def moved(before: Evaluation, after: Evaluation, position: int) -> dict[str, object]:
    """Return what a sentence says of a node before and after."""
    (low, high), (then_low, then_high) = (
        each.bounds.ends_thousandths(position) for each in (before, after)
    )
    return {
        "low": low,
        "high": high,
        "then_low": then_low,
        "then_high": then_high,
        "own": _between(low, high),
        "then": _between(then_low, then_high),
    }


def _between(low: int, high: int) -> Text:
    return both(PROPERTIES, "exactly" if low == high else "between", low=low, high=high)


def _of_node(
    before: Evaluation, after: Evaluation, wrong: Iterable[int], reason: str
) -> Broken | None:
    places = [*wrong]
    told = moved(before, after, places[-1]) if places else {}
    return _node(before.edition, places, reason, **told)


# -- monotone --------------------------------------------------------------------------------------


def _never_worse(
    ruled: Ruled, using: Interpreters, worse: Profile, improved: Profile
) -> Broken | None:
    """Return how a profile that is nowhere worse comes off worse, or None."""
    del ruled
    before, after = using.evaluate(worse), using.evaluate(improved)
    own, then = before.bounds, after.bounds
    fallen = (
        i
        for i in range(len(before.edition.nodes))
        if then.low_thousandths[i] < own.low_thousandths[i]
        or then.high_thousandths[i] < own.high_thousandths[i]
    )
    found = _of_node(before, after, fallen, "points-fall")
    if found is not None:
        return found
    first, last = _heights(before), _heights(after)
    if last[0] >= first[0] and last[-1] >= first[-1]:
        return None
    values: dict[str, object] = {"before": _levels(before), "after": _levels(after)}
    met = {one.requirement.id: one.met for one in before.requirements if one.binding}
    for result in after.requirements:
        rule = result.requirement
        lost = result.binding and result.met is not True and met.get(rule.id) is not result.met
        if lost and met.get(rule.id) is not False:
            values |= {"requirement": rule.id, "title": rule.title}
            settled = len(first) == len(last) == 1
            return Broken("requirement-lost", values, ("requirement", rule.id), settled=settled)
    level = before.edition.levels[max(first[0], first[-1])]
    return Broken("level-falls", values, ("level", level.id))


monotone: Final[Property] = Property("monotone", ("edition", "overlay"), better, _never_worse)
"""More points, better answers and better measures never lower a score or a level."""


# -- range sound -----------------------------------------------------------------------------------


def _completed(ruled: Ruled) -> st.SearchStrategy[tuple[Profile, Profile]]:
    def with_rest(partial: Profile) -> st.SearchStrategy[tuple[Profile, Profile]]:
        return st.tuples(st.just(partial), completions(partial))

    return profiles(ruled.edition).flatmap(with_rest)


def _within(ruled: Ruled, using: Interpreters, partial: Profile, whole: Profile) -> Broken | None:
    """Return how a profile leaves the range of what was known of it, or None."""
    del ruled
    before, after = using.evaluate(partial), using.evaluate(whole)
    own, then = before.bounds, after.bounds
    outside = (
        i
        for i in range(len(before.edition.nodes))
        if then.low_thousandths[i] < own.low_thousandths[i]
        or then.high_thousandths[i] > own.high_thousandths[i]
    )
    found = _of_node(before, after, outside, "outside-range")
    if found is not None:
        return found
    met = {one.requirement.id: one.met for one in before.requirements}
    for result in after.requirements:
        rule = result.requirement
        if met.get(rule.id) not in {None, result.met}:
            told = {"requirement": rule.id, "title": rule.title}
            return Broken("requirement-turned", told, ("requirement", rule.id))
    if set(after.levels_possible) <= set(before.levels_possible):
        return None
    gone = next(one for one in _levels(after) if one not in _levels(before))
    values = {"before": _levels(before), "after": _levels(after)}
    return Broken("level-outside", values, None if gone == "-" else ("level", gone))


range_sound: Final[Property] = Property("range-sound", ("edition", "overlay"), _completed, _within)
"""Every completion of a profile lies in its range, and its level among those possible."""


# -- unknown is not zero ---------------------------------------------------------------------------


@st.composite
def _left_out(draw: st.DrawFn, ruled: Ruled) -> tuple[Profile, Profile]:
    profile = draw(profiles(ruled.edition))
    known = [("node", name) for name in _answered(profile)]
    known += [("measures", name) for name in profile.measures]
    known += [("ratios", name) for name in profile.ratios]
    if not known:
        return profile, profile
    few = st.lists(st.sampled_from(known), min_size=1, max_size=5, unique=True)
    return profile, without(profile, draw(few))


def _answered(profile: Profile) -> list[str]:
    """Return the nodes of which something is said, and of nothing below them.

    Points given above others of which something is known are no answer: the parts may say more.
    """
    edition, values = profile.edition, profile.values_thousandths
    said = [
        node.id
        for node, value in zip(edition.nodes, values, strict=True)
        if value is not None or (node.id in profile.answers and profile.answers[node.id].form)
    ]
    covered = {above for name in said for above in edition.above(name)}
    return [name for name in said if name not in covered]


def _not_zero(ruled: Ruled, using: Interpreters, known: Profile, less: Profile) -> Broken | None:
    """Return how an answer that is left out was taken for something, or None."""
    del ruled
    edition = known.edition
    before, after = using.evaluate(known), using.evaluate(less)
    own, then = before.bounds, after.bounds
    count = range(len(edition.nodes))
    falls = (i for i in count if then.high_thousandths[i] < own.high_thousandths[i])
    found = _of_node(before, after, falls, "top-falls")
    if found is None:
        rises = (i for i in count if then.low_thousandths[i] > own.low_thousandths[i])
        found = _of_node(before, after, rises, "bottom-rises")
    if found is None:
        zero = (
            i
            for i, node in enumerate(edition.nodes)
            if not node.children
            and node.ceiling_thousandths
            and less.values_thousandths[i] is None
            and node.id not in less.answers
            and then.low_thousandths[i] == then.high_thousandths[i]
        )
        found = _of_node(before, after, zero, "taken-for-known")
    if found is not None:
        return found
    if set(before.levels_possible) <= set(after.levels_possible):
        return None
    values = {"before": _levels(before), "after": _levels(after)}
    return Broken("levels-lost", values)


unknown_not_zero: Final[Property] = Property(
    "unknown-not-zero", ("edition", "overlay"), _left_out, _not_zero
)
"""An answer that is left out lowers no top of a range and raises no bottom."""


# -- total -----------------------------------------------------------------------------------------


def _single(ruled: Ruled) -> st.SearchStrategy[tuple[Profile]]:
    edition = ruled.edition
    near = [profiles(edition, near=level.id) for level in edition.levels]
    return st.tuples(st.one_of(profiles(edition), profiles(edition, complete=True), *near))


def _one_level(ruled: Ruled, using: Interpreters, profile: Profile) -> Broken | None:
    """Return how a profile has no level, or several, or a range whose end nothing attains."""
    del ruled
    result = using.evaluate(profile)
    edition = result.edition
    known = [level.id for level in edition.levels]
    for level in result.levels_possible:
        if level is not None and level not in known:
            return Broken("no-such-level", {"level": level, "levels": known})
    skipped = _skipped(edition, result)
    if skipped is not None:
        return skipped
    heights = _heights(result)
    if not heights or heights != [*range(heights[0], heights[0] + len(heights))]:
        return Broken("levels-apart", {"after": _levels(result)})
    decided = all(one.met is not None for one in result.requirements if one.binding)
    if result.low_thousandths == result.high_thousandths and decided and len(heights) > 1:
        return Broken("several-levels", {"after": _levels(result)}, ("level", _levels(result)[-1]))
    return _not_attained(using, result)


def _skipped(edition: Edition, result: Evaluation) -> Broken | None:
    """Return that an end of the range reaches a level and not one below it: floors that cross."""
    for policy in EDGE_POLICIES:
        for points in result.bounds.ends_thousandths(0):
            reached = [points >= one.threshold_thousandths(policy) for one in edition.levels]
            for i, (lower, upper) in enumerate(itertools.pairwise(edition.levels)):
                if reached[i + 1] and not reached[i]:
                    values = {"points": points, "lower": lower.title, "upper": upper.title}
                    return Broken("floors-cross", values, ("level", upper.id))
    return None


def _not_attained(using: Interpreters, result: Evaluation) -> Broken | None:
    """Return that no answers come to an end of the range, or None where some do."""
    for end, reason in enumerate(("low-not-attained", "high-not-attained")):
        said = result.bounds.ends_thousandths(0)[end]
        reached = using.evaluate(_filled(result, end)).bounds.ends_thousandths(0)[end]
        if reached != said:
            return _node(result.edition, [0], reason, said=said, reached=reached)
    return None


def _filled(result: Evaluation, end: int) -> Profile:
    """Return the profile with nothing, or with all that is possible, wherever something is open."""
    profile, edition = result.profile, result.edition
    exact = result.bounds.exact_thousandths
    fill = {
        i: exact[end][i]
        for i, node in enumerate(edition.nodes)
        if not node.children and exact[0][i] != exact[1][i] and i not in result.hidden
    }
    values, finer = list(profile.values_thousandths), dict(profile.finer_thousandths)
    answers = {
        name: one for name, one in profile.answers.items() if edition.positions[name] not in fill
    }
    for position, points in fill.items():
        values[position] = cut(points)
        finer.pop(position, None)
        if isinstance(points, Fraction):
            finer[position] = points
    return evolve(
        profile,
        values_thousandths=tuple(values),
        finer_thousandths=finer,
        answers=answers,
        rollup=None,
    )


total: Final[Property] = Property("total", ("edition", "overlay"), _single, _one_level)
"""Every profile has exactly one level, or none, once all is known; both ends are attained."""
