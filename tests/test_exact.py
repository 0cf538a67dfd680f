"""All digits decide: no figure is lifted over a floor by rounding, nor pushed under one."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.conditions.bound import Bound
from kla_rules.conditions.operators.points import PointsOf
from kla_rules.core.points import cut
from kla_rules.core.text import Text
from kla_rules.evaluation.levels import level_at
from kla_rules.model.levels import EDGE_POLICIES, EdgePolicy, Requirement
from kla_rules.model.tree import Node
from kla_rules.testing import small_edition, small_rules
from support import TREE, examples, filled, in_layer, room_in

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


# The layers that have room for the highest floor, and for what the tails leave out.
LAYERS = [
    (tree, rank)
    for tree in TREES
    for rank in dict.fromkeys(node.rank for node in tree.nodes)
    if sum(room_in(in_layer(rank, tree), tree)) >= tree.levels[-1].floor_points + 11
]


@given(st.data(), POLICIES, DIGITS, st.sampled_from([-1, 1]))
@examples(150)
def test_a_figure_beside_a_floor_has_the_level_of_all_its_digits_at_every_layer(
    data: st.DataObject, policy: EdgePolicy, digits: str, side: int
) -> None:
    tree, rank = data.draw(st.sampled_from(LAYERS))
    total = data.draw(st.sampled_from(tree.levels)).floor_points + side * Decimal(digits)
    tails = data.draw(st.lists(st.integers(1, 999_999), max_size=5))
    points = filled(total, in_layer(rank, tree), tree, tails)
    figures = {"year": tree.rounds[0], "stage": "self", "points": points}
    profile = kla.Profile.from_dict(figures, evolve(tree, requirements=()))
    held(kla.evaluate(profile, edge_policy=policy), Fraction(total), policy)


def test_the_layers_of_the_property_are_those_of_every_edition() -> None:
    assert {tree for tree, rank in LAYERS if rank == "total"} == {*TREES}
    ranks = {rank for tree, rank in LAYERS if tree is TREE}
    assert ranks == {"total", "cluster", "indicator", "question"}


# Questions below no cap, by the form of their answer.
FREE = [node for node in TREE.nodes if node.question is not None and any(room_in([node]))]
PERCENTAGES, GRADED = (
    [node for node in FREE if node.question is not None and node.question.answer == form]
    for form in ("percentage", "graded")
)


def _negative(node: Node) -> bool:
    return node.question is not None and node.question.direction == "negative"


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
        good = whole - part if _negative(node) else part
        total += Fraction(good * node.ceiling_thousandths, whole * 1000)
    for node in data.draw(
        st.lists(st.sampled_from(GRADED), min_size=1, max_size=6, unique_by=lambda node: node.id)
    ):
        share = data.draw(st.sampled_from([0.3333, 0.66667, 0.1428571, 1, 0.5]))
        answers[node.id] = {"fraction": share}
        total += Fraction(str(share)) * Fraction(node.ceiling_thousandths, 1000)
    floor = Fraction(data.draw(st.sampled_from(TREE.levels)).floor_points)
    # What is left to the floor, to the last of six digits: the digits beyond decide.
    left = Decimal(round((floor - total) * 10**6)).scaleb(-6)
    others = [node for node in in_layer("question") if node.id not in answers]
    assume(0 <= left <= sum(room_in(others)))
    points = filled(left, others)
    total += Fraction(left)
    data_ = {"year": 2024, "stage": "self", "points": points, "answers": answers}
    result = kla.evaluate(kla.Profile.from_dict(data_), edge_policy=policy, assume="proportional")
    held(result, total, policy)


@pytest.mark.parametrize("policy", EDGE_POLICIES)
def test_a_range_beside_a_floor_ends_where_all_digits_say(policy: EdgePolicy) -> None:
    madya = TREE.level("madya").floor_points
    *clusters, open_ = (TREE.node(name) for name in TREE.nodes[0].children)
    points = filled(madya - open_.ceiling_points - Decimal("0.0004"), clusters)
    result = kla.evaluate(
        kla.Profile.from_dict({"year": 2024, "stage": "self", "points": points}),
        edge_policy=policy,
    )
    assert result.score_range[1] < madya
    assert result.levels_possible[-1] == "pratama"


def test_points_are_cut_once_when_they_are_summed() -> None:
    by_maximum: dict[int, list[Node]] = {}
    for node in PERCENTAGES:
        by_maximum.setdefault(node.ceiling_thousandths, []).append(node)
    maximum, alike = max(by_maximum.items(), key=lambda item: len(item[1]))
    seventh = Fraction(maximum, 7)
    answers = {
        node.id: {"units": {"part": 6 if _negative(node) else 1, "whole": 7}} for node in alike[:7]
    }
    assert len(answers) == 7
    data = {"year": 2024, "stage": "self", "answers": answers}
    result = kla.evaluate(kla.Profile.from_dict(data), assume="proportional")
    assert result.low_thousandths == maximum
    # Neither each one rounded nor each one cut comes to the whole.
    assert len({maximum, 7 * round(seventh), 7 * cut(seventh)}) == 3


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
    half = TREE.node("K1").ceiling_points / 2
    asked = Requirement(
        "half",
        Text("separuh", "half"),
        TREE.levels[0].id,
        PointsOf("K1", Bound("at_least", half)),
        (2024,),
        TREE.levels[0].provenance,
    )
    tree = evolve(TREE, requirements=(asked,))
    for digits, met in (("-0.0004", False), ("0", True), ("0.0004", True)):
        points = half + Decimal(digits)
        data = {"year": 2024, "stage": "self", "points": {"K1": points}}
        result = kla.evaluate(kla.Profile.from_dict(data, tree))
        (requirement,) = result.requirements
        assert (requirement.requirement, requirement.binding) == (asked, True)
        assert requirement.met is met


def test_what_if_keeps_the_digits_of_what_stays() -> None:
    total = TREE.level("madya").floor_points + Decimal("0.0004")
    data = {"year": 2024, "stage": "self", "points": {"total": total, "6.1": 1.00049, "6.2": 1}}
    result = kla.evaluate(kla.Profile.from_dict(data))
    after = result.with_points({"6.2": 2}).after
    assert after.level == "madya"
    assert [one.node for one in after.notes if one.id == "points.rounded"] == ["total", "6.1"]
    moved = result.with_answers({"6.2": {"points": 2}}).after
    assert moved.profile.points["total"] == total + 1


def stays(before: kla.Evaluation, after: kla.Evaluation, mended: Iterable[str]) -> None:
    """Hold every question that is not mended against what it had, with all its digits."""
    was, now = before.bounds.exact_thousandths, after.bounds.exact_thousandths
    questions = dict.fromkeys(node.id for node in TREE.nodes if node.question)
    places = [TREE.positions[name] for name in questions.keys() - {*mended}]
    assert any(was[0][place] % 1 for place in places)
    for place in places:
        assert (now[0][place], now[1][place]) == (was[0][place], was[1][place]), TREE.ids[place]


def test_a_plan_and_what_steps_do_keep_the_digits_of_what_stays() -> None:
    shares = {node.id: {"units": {"part": 5, "whole": 7}} for node in PERCENTAGES}
    rest = {node.id: {"fraction": 0.66667} for node in GRADED if node.id not in shares}
    data = {"year": 2024, "stage": "self", "answers": {**shares, **rest}}
    result = kla.evaluate(kla.Profile.from_dict(data), assume="proportional")
    above = next(level for level in TREE.levels if level.floor_thousandths > result.low_thousandths)
    plan = kla.plan(result, above.id)
    assert plan.evaluation.level == above.id
    assert plan.steps
    stays(result, plan.evaluation, {name for one in plan.steps for name in one.step.mends})
    of_catalogue = [step for step in result.steps if step.id.startswith("i")]
    assert len(of_catalogue) > 10
    for step in of_catalogue[:10]:
        done = result.with_steps([step.id])
        stays(result, done.after, step.step.mends)


@pytest.mark.parametrize(("points", "told"), [(4.0005, "4"), (5.00051, "5"), (50.12345, "50.123")])
def test_points_with_more_digits_are_told_where_a_level_asks_for_points(
    points: float, told: str
) -> None:
    rules = small_rules()
    rules["requirements.yaml"]["requirements"][0]["when"] = {"points": "total", "at_least": 5}
    result = kla.evaluate(
        kla.Profile.from_dict({"points": {"total": points}}, small_edition(rules))
    )
    assert result.requirements[0].met is (points >= 5)
    assert f"Seen: {told} points." in " ".join(result.explain("en").split())
    assert told.replace(".", ",") in result.explain("id")
