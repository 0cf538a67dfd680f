"""Pairs of profiles of which the second is nowhere worse: more points, better answers and measures.

What is better is what a rule says it is: more points; an answer that its question calls better; a
measure that comes closer to what its comparisons ask for, whatever a `not` makes of them.
"""

import itertools
from collections.abc import Mapping
from typing import Any, Final

from attrs import evolve
from hypothesis import strategies as st

from kla_rules.conditions.walk import looks_at
from kla_rules.core.points import number, plain
from kla_rules.model.edition import Edition
from kla_rules.model.table import Table
from kla_rules.model.tree import Node
from kla_rules.profile.changed import changed
from kla_rules.profile.measures import readings_of, written_readings
from kla_rules.profile.model import Profile
from kla_rules.testing.properties.rules import Ruled
from kla_rules.testing.strategies import profiles
from kla_rules.validation.proofs.asked import Asked, rounds_of, spread_over
from kla_rules.validation.proofs.frees import Undecided, leaves

_FEW: Final = 3
_WHOLE: Final = 100


def better(ruled: Ruled) -> st.SearchStrategy[tuple[Profile, Profile]]:
    """Return a strategy for a profile and one that is nowhere worse.

    Half of them are drawn near the best there is: only who has what a level asks for can lose it.
    """
    anything = profiles(ruled.edition).flatmap(_improved)
    try:
        rounds = rounds_of(ruled.edition)
    except Undecided:
        return anything
    return st.one_of(st.sampled_from(rounds).flatmap(_from_the_best), anything)


@st.composite
def _from_the_best(draw: st.DrawFn, asked: Asked) -> tuple[Profile, Profile]:
    """Draw a profile that has all that is asked, but for one thing of which it has less or more."""
    edition = asked.edition
    # At the floor of a level nothing is asked that levels above it ask for: few figures are needed.
    totals = [floor for floor in asked.thresholds if floor < asked.most[0]]
    whole = draw(st.sampled_from([*totals, asked.most[0]]))
    case = asked.case(asked.filled(whole), asked.best())
    moved = [name for name, free in asked.frees.items() if free.asked and free.moves[free.asked]]
    looked = {
        name
        for leaf in asked.leaves(asked.requirements)
        if (name := looks_at(leaf.condition, "node")) is not None
    }
    nodes = [node.id for node in edition.nodes if node.maximum_thousandths]
    first = [*moved, *(name for name in nodes if name in looked)]
    name = draw(
        st.sampled_from(first) | st.sampled_from(nodes) if first else st.sampled_from(nodes)
    )
    if name in moved:
        free = asked.frees[name]
        choices = draw(st.sampled_from(free.moves[free.asked]))
        before, after = (
            Profile.from_dict(case.saying(name, choice).profile(), edition) for choice in choices
        )
        return before, after
    # Of what nobody looks at a change is a change of the sum: it need not be tried over and over.
    ends = draw(_TWO_SHARES) if name in looked else (0.5, 1)
    full = _full(asked, name)
    own = edition.positions[name]
    before, after = (
        Profile.from_dict(
            evolve(case, points={**full, own: int(full[own] * share)}).profile(), edition
        )
        for share in ends
    )
    return before, after


def _full(asked: Asked, name: str) -> dict[int, int]:
    """Return full points for a node, for all beside it and for all beside those above it."""
    edition = asked.edition
    above = edition.above(name)
    places = {
        edition.positions[child]
        for node in above
        for child in edition.node(node).children
        if child not in above
    } or {0}
    return spread_over(edition, places, asked.most, asked.most[0])


@st.composite
def _improved(draw: st.DrawFn, profile: Profile) -> tuple[Profile, Profile]:
    edition = profile.edition
    wanted = _wanted(edition)
    places = [node.id for node in edition.nodes if node.maximum_thousandths]
    things = [("node", name) for name in places]
    things += [("measure", name) for name in wanted]
    things += [("ratio", edition.ids[hole]) for hole in sorted(edition.holes)]
    first = [("node", name) for name in edition.tables]
    one = st.sampled_from(first) | st.sampled_from(things) if first else st.sampled_from(things)
    chosen = draw(st.lists(one, min_size=1, max_size=_FEW, unique=True))
    before = after = profile
    for kind, name in chosen:
        if kind == "node":
            pair = draw(_at_node(before, edition.node(name)))
            before, after = (
                changed(one, points, answers)
                for one, (points, answers) in zip((before, after), pair, strict=True)
            )
        elif kind == "measure":
            low, high = draw(_readings(before, name, wanted[name]))
            before, after = (
                evolve(one, measures={**one.measures, name: readings_of(given, one.year)})
                for one, given in ((before, low), (after, high))
            )
        else:
            shares = draw(_TWO_SHARES)
            before, after = (
                evolve(one, ratios={**one.ratios, name: number(share)})
                for one, share in zip((before, after), shares, strict=True)
            )
    return before, after


# Shares that rules ask for, and others: less, and more.
_SHARES: Final = (0, 0.25, 0.5, 0.7, 0.75, 1)
_TWO_SHARES: Final = st.sampled_from([*itertools.combinations(_SHARES, 2)])
Given = tuple[Mapping[str, Any], Mapping[str, Any]]  # points and answers, as a profile has them


@st.composite
def _at_node(draw: st.DrawFn, profile: Profile, node: Node) -> tuple[Given, Given]:
    """Draw what stands at a node before and after: points, or a better answer of the same form."""
    answer = profile.answers.get(node.id)
    if answer is not None and answer.form:
        form, given = answer.form, answer.given
        pair = draw(_answers(form, given, node, _table(profile, node.id)))
        if pair is not None:
            proof = {key: one for key, one in answer.to_dict().items() if key == "evidence"}
            low, high = ({node.id: {form: one, **proof}} for one in pair)
            return ({}, low), ({}, high)
        return ({}, {}), ({}, {})
    table = _table(profile, node.id)
    if table is not None and table.bands and node.question is not None:
        less = -1 if node.question.direction == "negative" else 1
        values = sorted(draw(st.tuples(*[_in_bands(table)] * 2)), key=lambda one: one * less)
        low, high = ({node.id: {"value": value}} for value in values)
        return ({}, low), ({}, high)
    own = profile.values_thousandths[profile.edition.positions[node.id]]
    most = node.ceiling_thousandths
    least = draw(st.integers(0, most // 1000)) * 1000 if own is None else own
    more = draw(st.integers(least, most) | st.just(most))
    return ({node.id: plain(least)}, {}), ({node.id: plain(more)}, {})


def _in_bands(table: Table) -> st.SearchStrategy[Any]:
    ends = [band.end for band in table.bands if band.end is not None]
    return st.sampled_from(sorted({band.start for band in table.bands} | {*ends}))


def _table(profile: Profile, question: str) -> Table | None:
    tables = profile.scale.tables if profile.scale else {}
    return tables.get(question) or profile.edition.tables.get(question)


@st.composite
def _answers(
    draw: st.DrawFn,
    form: str,
    given: Any,  # noqa: ANN401 - of any form
    node: Node,
    table: Table | None,
) -> tuple[Any, Any] | None:
    """Draw two answers of a form, the second no worse; None where neither is better."""
    less = node.question is not None and node.question.direction == "negative"
    match form:
        case "points":
            most = node.ceiling_thousandths
            figures = (plain(draw(st.integers(0, most))), given, plain(most))
            return given, max(figures, key=float)
        case "fraction":
            return given, draw(st.sampled_from([given, 1]))
        case "holds":
            return given, not less
        case "option":
            worth = {"none": 0, **(table.options_thousandths if table else {})}
            worth["full"] = node.ceiling_thousandths
            own = worth.get(given, 0)
            return given, draw(st.sampled_from([o for o, points in worth.items() if points >= own]))
        case "value" if node.question is not None and node.question.direction != "none":
            whole = node.question.answer == "percentage"
            far = draw(st.integers(0, _WHOLE))
            moved = given - min(far, given) if less else given + far
            return given, max(given, min(moved, _WHOLE)) if whole and not less else moved
        case "units":
            known = {"unknown": 0, **given}
            room = known["part"] if less else known["whole"] - known["part"] - known["unknown"]
            step = draw(st.integers(0, room)) * (-1 if less else 1)
            return dict(given), {**given, "part": known["part"] + step}
        case _:
            return None


def _wanted(edition: Edition) -> dict[str, int]:
    """Return by measure whether its comparisons ask for more (1) or for less (-1) of it.

    Of one that is asked for both ways, as between two figures, neither way is better.
    """
    kinds = {measure.id for measure in edition.measures}
    asked: dict[str, set[int]] = {}
    for requirement in edition.requirements:
        for leaf in leaves(requirement.when, edition):
            name = looks_at(leaf.condition, "measure")
            if name in kinds:
                asked.setdefault(name, set()).add(leaf.asks)
    return {name: ways.pop() for name, ways in asked.items() if len(ways) == 1}


@st.composite
def _readings(draw: st.DrawFn, profile: Profile, name: str, wanted: int) -> tuple[Any, Any]:
    """Draw what a profile says of a measure before and after."""
    kind = profile.edition.measure(name).kind
    if kind == "yes_no":
        return wanted < 0, wanted > 0
    given = written_readings(profile.measures.get(name, ()))
    earlier = given[:-1] if isinstance(given, list) else []
    last = given[-1] if isinstance(given, list) and given else given
    if not last or "value" not in last or isinstance(last["value"], bool):
        last = {"value": draw(st.integers(0, _WHOLE))}
    value = last["value"]
    moved = value + wanted * draw(st.integers(0, _WHOLE))
    if kind != "number":
        moved = max(0, min(moved, _WHOLE))
    now = {key: one for key, one in last.items() if key in {"year", "definition"}}
    low, high = ([*earlier, {**now, "value": one}] for one in (value, moved))
    return low, high
