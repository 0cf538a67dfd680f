"""All digits decide: no figure is lifted over a floor by rounding, nor pushed under one."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.core.points import cut
from kla_rules.evaluation.levels import level_at
from kla_rules.model.levels import EDGE_POLICIES, EdgePolicy
from support import TREE, examples

TREES = [kla.edition(one.id) for one in kla.editions()]
POLICIES = st.sampled_from(EDGE_POLICIES)
# Less than a thousandth, and never nothing; the last are what is left of sums of floats.
DIGITS = st.sampled_from(["0.0004", "0.0005", "0.0006", "0.0009", "0.00001", "0.000000001"])


def level_of(tree: kla.Edition, total: Fraction, policy: EdgePolicy) -> str | None:
    """Return the level of an exact total, reckoned without the library."""
    reached = None
    for level in tree.levels:
        floor = Fraction(level.floor_thousandths, 1000)
        inclusive = level.includes_floor or policy == "floor_inclusive"
        if total > floor or (inclusive and total == floor):
            reached = level.id
    return reached


def held(result: kla.Evaluation, total: Fraction, policy: EdgePolicy) -> None:
    """Hold an evaluation against the exact total that its figures sum to."""
    tree = result.edition
    assert result.levels_possible == (level_of(tree, total, policy),)
    assert abs(Fraction(result.score) - total) < Fraction(1, 1000)
    # Whoever reckons with the score that is shown comes to the same level.
    shown = level_at(tree, result.low_thousandths, policy)
    assert (shown.id if shown else None) == result.level


def spread(tree: kla.Edition, rank: str, total: Decimal, tails: list[int]) -> dict[str, Decimal]:
    """Return figures at the nodes of a rank that sum to a total, some with digits of their own."""
    capped = {child for node in tree.nodes if node.cap is not None for child in node.children}
    points: dict[str, Decimal] = {}
    for node in tree.nodes:
        if node.rank != rank:
            points |= {} if node.children or node.parent is None else {node.id: Decimal(0)}
            continue
        most = Decimal(0) if node.id in capped else min(node.ceiling_points, total)
        if most >= 1 and tails and node.parent is not None:
            most = int(most) - 1 + Decimal(tails.pop()).scaleb(-6)
        points[node.id] = most
        total -= most
    return {} if total else points


@given(st.data(), POLICIES, DIGITS, st.sampled_from([-1, 1]))
@examples(150)
def test_a_figure_beside_a_floor_has_the_level_of_all_its_digits_at_every_layer(
    data: st.DataObject, policy: EdgePolicy, digits: str, side: int
) -> None:
    tree = data.draw(st.sampled_from(TREES))
    total = data.draw(st.sampled_from(tree.levels)).floor_points + side * Decimal(digits)
    rank = data.draw(st.sampled_from(sorted({node.rank for node in tree.nodes})))
    tails = data.draw(st.lists(st.integers(1, 999_999), max_size=5))
    # Where maxima are not known, or caps leave too little room, the total alone has so many.
    points = (not tree.holes and spread(tree, rank, total, tails)) or {"total": total}
    figures = {"year": tree.rounds[0], "stage": "self", "points": points}
    profile = kla.Profile.from_dict(figures, evolve(tree, requirements=()))
    held(kla.evaluate(profile, edge_policy=policy), Fraction(total), policy)


@pytest.mark.parametrize("rank", ["cluster", "indicator", "question"])
def test_the_layers_of_the_property_reach_the_floors(rank: str) -> None:
    for level in TREE.levels[:-1]:
        assert spread(TREE, rank, level.floor_points + Decimal("0.0004"), [1, 333_333])


PERCENTAGES = [
    node
    for node in TREE.nodes
    if node.question is not None
    and node.question.answer == "percentage"
    and node.ceiling_thousandths
    and TREE.node(node.parent or "total").cap is None
]
GRADED = [
    node
    for node in TREE.nodes
    if node.question is not None
    and node.question.answer == "graded"
    and node.ceiling_thousandths
    and TREE.node(node.parent or "total").cap is None
]


@given(st.data(), POLICIES)
@examples(100)
def test_reckoned_points_are_summed_with_all_their_digits(
    data: st.DataObject, policy: EdgePolicy
) -> None:
    answers: dict[str, Any] = {}
    total = Fraction(0)
    for node in data.draw(
        st.lists(st.sampled_from(PERCENTAGES), max_size=6, unique_by=lambda node: node.id)
    ):
        whole = data.draw(st.integers(1, 60))
        part = data.draw(st.integers(0, whole))
        answers[node.id] = {"units": {"part": part, "whole": whole}}
        good = part if node.question and node.question.direction != "negative" else whole - part
        total += Fraction(good * node.ceiling_thousandths, whole * 1000)
    for node in data.draw(
        st.lists(st.sampled_from(GRADED), min_size=1, max_size=6, unique_by=lambda node: node.id)
    ):
        share = data.draw(st.sampled_from([0.3333, 0.66667, 0.1428571, 1, 0.5]))
        answers[node.id] = {"fraction": share}
        total += Fraction(str(share)) * Fraction(node.ceiling_thousandths, 1000)
    floor = Fraction(data.draw(st.sampled_from(TREE.levels)).floor_points)
    # What is left to the floor, to the last of six digits: the digits beyond decide.
    left = Fraction(round((floor - total) * 10**6), 10**6)
    points: dict[str, Decimal] = {}
    total += left
    for node in TREE.nodes:
        if node.question is None or node.id in answers:
            continue
        capped = TREE.node(node.parent or "total").cap is not None
        most = Fraction(0) if capped else Fraction(node.ceiling_thousandths, 1000)
        own = max(Fraction(0), min(most, left))
        points[node.id] = Decimal(own.numerator) / Decimal(own.denominator)
        left -= own
    if left:
        return
    data_ = {"year": 2024, "stage": "self", "points": points, "answers": answers}
    result = kla.evaluate(kla.Profile.from_dict(data_), edge_policy=policy, assume="proportional")
    held(result, total, policy)


@pytest.mark.parametrize("policy", EDGE_POLICIES)
def test_a_range_beside_a_floor_ends_where_all_digits_say(policy: EdgePolicy) -> None:
    madya = TREE.level("madya").floor_points
    clusters = [TREE.node(name) for name in TREE.nodes[0].children]
    open_, points = clusters.pop(), {}
    left = madya - open_.ceiling_points - Decimal("0.0004")
    for node in clusters:
        points[node.id] = min(left, node.ceiling_points)
        left -= points[node.id]
    result = kla.evaluate(
        kla.Profile.from_dict({"year": 2024, "stage": "self", "points": points}),
        edge_policy=policy,
    )
    assert result.score_range[1] < madya
    assert result.levels_possible[-1] == "pratama"


def test_thirds_make_a_whole() -> None:
    by_maximum: dict[int, list[str]] = {}
    for node in PERCENTAGES:
        by_maximum.setdefault(node.ceiling_thousandths, []).append(node.id)
    maximum, alike = max(by_maximum.items(), key=lambda item: len(item[1]))
    halves = {name: {"units": {"part": 3, "whole": 7}} for name in alike[:3]}
    others = {name: {"units": {"part": 1, "whole": 7}} for name in alike[3:7]}
    assert len(halves) + len(others) == 7
    answers = {**halves, **others}
    data = {"year": 2024, "stage": "self", "answers": answers}
    result = kla.evaluate(kla.Profile.from_dict(data), assume="proportional")
    sevenths = 0
    for name in answers:
        share = 3 if name in halves else 1
        question = TREE.node(name).question
        sevenths += 7 - share if question and question.direction == "negative" else share
    assert Fraction(result.score) == cut(Fraction(sevenths * maximum, 7)) / Fraction(1000)


def test_a_note_says_where_rounding_would_have_decided() -> None:
    floor, little = TREE.level("madya").floor_points, Decimal("0.0004")

    def noted(more: Decimal, policy: EdgePolicy) -> list[str]:
        data = {"year": 2024, "stage": "self", "points": {"total": floor + more}}
        result = kla.evaluate(kla.Profile.from_dict(data), edge_policy=policy)
        return [note.text("en") for note in result.notes if note.id == "level.rounding"]

    (above,) = noted(little, "floor_exclusive")
    assert f"The exact sum is {floor + little}, which gives Madya" in above
    assert f"come to {floor} and would give Pratama" in above
    (below,) = noted(-little, "floor_inclusive")
    assert f"The exact sum is {floor - little}, which gives Pratama" in below
    assert noted(little, "floor_inclusive") == noted(-little, "floor_exclusive") == []


def test_a_profile_written_out_keeps_all_digits() -> None:
    data = {
        "year": 2024,
        "stage": "self",
        "points": {"K1": Decimal("14.00049"), "K2": 0.1 + 0.2},
        "answers": {"2.5": {"fraction": 0.33333}, "6.1": {"points": 1.00004}},
    }
    profile = kla.Profile.from_dict(data)
    again = kla.Profile.from_dict(profile.to_dict())
    assert again == profile
    assert again.digest == profile.digest
    assert again.finer_thousandths == profile.finer_thousandths
    assert len(profile.finer_thousandths) == 4


def test_a_requirement_on_points_looks_at_all_digits() -> None:
    tree = kla.edition("kla-2024")
    node = tree.node("K1")
    for digits, told in (("-0.0004", False), ("0", True), ("0.0004", True)):
        points = node.ceiling_points / 2 + Decimal(digits)
        data = {"year": 2024, "stage": "self", "points": {"K1": points}}
        result = kla.evaluate(kla.Profile.from_dict(data))
        fewest, most = result.bounds.exact_thousandths
        position = tree.positions["K1"]
        assert fewest[position] == most[position] == Fraction(points) * 1000
        assert (fewest[position] >= node.ceiling_thousandths // 2) is told


def test_what_if_keeps_the_digits_of_what_stays() -> None:
    total = TREE.level("madya").floor_points + Decimal("0.0004")
    data = {"year": 2024, "stage": "self", "points": {"total": total, "6.1": 1.00049, "6.2": 1}}
    result = kla.evaluate(kla.Profile.from_dict(data))
    after = result.with_points({"6.2": 2}).after
    assert after.level == "madya"
    assert [one.node for one in after.notes if one.id == "points.rounded"] == ["total", "6.1"]
    moved = result.with_answers({"6.2": {"points": 2}}).after
    assert moved.profile.points["total"] == total + 1


def test_a_plan_and_what_steps_do_keep_the_digits_of_what_stays() -> None:
    shares = {node.id: {"units": {"part": 5, "whole": 7}} for node in PERCENTAGES}
    rest = {node.id: {"fraction": 0.66667} for node in GRADED if node.id not in shares}
    data = {"year": 2024, "stage": "self", "answers": {**shares, **rest}}
    result = kla.evaluate(kla.Profile.from_dict(data), assume="proportional")
    above = next(level for level in TREE.levels if level.floor_thousandths > result.low_thousandths)
    plan = kla.plan(result, above.id)
    assert plan.evaluation.level == above.id
    of_catalogue = [step for step in result.steps if step.id.startswith("i")]
    assert len(of_catalogue) > 10
    for step in of_catalogue[:10]:
        done = result.with_steps([step.id])
        assert all(gain >= 0 for gain in done.gain_thousandths)
