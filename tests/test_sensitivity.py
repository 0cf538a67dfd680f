"""How little gains or loses a level."""

import itertools
import json
from collections.abc import Mapping
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.conditions.operators import Bound, RatioOf
from kla_rules.core.points import written
from kla_rules.core.text import Text
from kla_rules.model.levels import Requirement
from support import (
    BANDUNG,
    PASURUAN,
    SCORED,
    SMALL,
    TREE,
    Ground,
    examples,
    most,
    profile_in,
    scored,
)

# Questions of two capped indicators and of another.
REAL = Ground(TREE, ("19.1", "19.5", "19.6", "21B.1", "21B.2", "6.1", "6.2"), {})
CITY = kla.evaluate(profile_in(PASURUAN))


def evaluated(
    parts: Mapping[str, float], floor: int, points: Mapping[str, float], ground: Ground = REAL
) -> kla.Evaluation:
    """Return the result of answers at `some`; all others are full, and one floor is near."""
    answers = {
        name: {"points": round(ground.most(name) * part / 1000, 3)} for name, part in parts.items()
    }
    return kla.evaluate(ground.profile(answers, ground.with_floor(floor), points=points))


def moved(result: kla.Evaluation, changes: Mapping[str, int], sign: int) -> kla.Evaluation:
    """Return the result once questions have moved; figures above them move with them."""
    answers = {}
    for name, change in changes.items():
        low = result.bounds.low_thousandths[result.edition.positions[name]]
        answers[name] = {"points": (low + sign * change) / 1000}
    return result.with_answers(answers).after


def test_the_example_says_what_it_lacks_and_how_few_questions_decide() -> None:
    found = CITY.sensitivity()
    # The lowest level is secured; the one above it begins above its floor.
    lowest, above = TREE.levels[:2]
    need, spare = (
        above.floor_thousandths + 1 - CITY.low_thousandths,
        CITY.low_thousandths - lowest.floor_thousandths + 1,
    )
    assert CITY.level == lowest.id
    assert (found.above, found.need_thousandths, found.spare_thousandths) == (above, need, spare)
    assert found.smallest_gain is not None
    assert found.smallest_gain.total_thousandths == need
    assert moved(CITY, dict(found.smallest_gain.changes_thousandths), 1).level == above.id
    assert found.smallest_loss is not None
    assert moved(CITY, dict(found.smallest_loss.changes_thousandths), -1).level is None
    data = json.loads(json.dumps(found.to_dict()))
    assert data["smallest_gain"]["changes"]["7.2"] == most("7.2")
    assert written(need, "en") in found.explain("en")
    assert written(need, "id") in found.explain("id")
    with pytest.raises(ValueError, match="no language"):
        found.explain("fr")  # type: ignore[arg-type]


def test_one_question_that_decides_alone_is_named() -> None:
    parts = {**dict.fromkeys(REAL.some, 1.0), "6.1": 0.5}
    floor = evaluated(parts, TREE.maximum_thousandths, {}).low_thousandths + 1000
    result = evaluated(parts, floor, {})
    found = result.sensitivity()
    by_id = {one.node.id: one for one in found.questions}
    assert by_id["6.1"].gain_thousandths == 1000
    assert "6.1" in found.explain("en")
    assert "6.2" not in by_id


PARTS = (0.0, 0.25, 0.5, 1.0)


@examples(40)
@given(
    st.dictionaries(st.sampled_from(SMALL.some), st.sampled_from(PARTS), min_size=3),
    st.integers(45, 99),
    st.sampled_from([{}, {"K1": 55}, {"4": 20}]),
)
def test_the_least_changes_are_the_least(
    parts: dict[str, float], floor: int, points: dict[str, float]
) -> None:
    hold_the_least(evaluated(parts, floor * 1000, points, SMALL))


@pytest.mark.parametrize("floor", [980, 990])
def test_the_least_changes_of_the_instrument_are_the_least(floor: int) -> None:
    lacking = {"19.6": 0, "21B.1": 0.25, "6.2": 0.5}
    hold_the_least(evaluated({**dict.fromkeys(REAL.some, 1.0), **lacking}, floor * 1000, {}))


@pytest.mark.slow
@settings(max_examples=60)
@given(
    st.dictionaries(st.sampled_from(REAL.some), st.sampled_from(PARTS), min_size=3),
    st.integers(925, 999),
    st.sampled_from([{}, {"K4": 90}, {"6": 50}]),
)
def test_the_least_changes_of_the_instrument_are_always_the_least(
    parts: dict[str, float], floor: int, points: dict[str, float]
) -> None:
    hold_the_least(evaluated(parts, floor * 1000, points))


def hold_the_least(result: kla.Evaluation) -> None:
    """Hold what gains or loses a level against trying everything."""
    edition = result.edition
    found = result.sensitivity()
    movable = {
        name: result.bounds.low_thousandths[edition.positions[name]]
        for name in scored(edition)
        if edition.positions[name] not in result.hidden
    }
    secured = result.level
    if found.need_thousandths:
        rooms = {
            name: edition.node(name).ceiling_thousandths - low for name, low in movable.items()
        }
        check(result, found, {n: room for n, room in rooms.items() if room}, 1, "utama")
    elif found.spare_thousandths is not None:
        for one in found.questions:
            if one.loss_thousandths is not None:
                assert moved(result, {one.node.id: one.loss_thousandths}, -1).level != secured
                assert moved(result, {one.node.id: one.loss_thousandths - 1}, -1).level == secured
        group = found.smallest_loss
        if group is not None:
            assert moved(result, dict(group.changes_thousandths), -1).level != secured
            alone = [one for one in found.questions if one.loss_thousandths is not None]
            assert bool(alone) is (len(group.changes_thousandths) == 1)
            for name in group.changes_thousandths:
                less = {**group.changes_thousandths, name: group.changes_thousandths[name] - 1}
                assert moved(result, less, -1).level == secured


def check(
    result: kla.Evaluation,
    found: kla.evaluation.Sensitivity,
    rooms: dict[str, int],
    sign: int,
    level: str,
) -> None:
    """Hold the least rises against trying all of them."""
    alone = {
        one.node.id: one.gain_thousandths
        for one in found.questions
        if one.gain_thousandths is not None
    }
    for name, room in rooms.items():
        assert (name in alone) is (moved(result, {name: room}, sign).level == level)
    for name, change in alone.items():
        assert moved(result, {name: change}, sign).level == level
        assert moved(result, {name: change - 1}, sign).level != level
    sizes = [
        size
        for size in range(1, len(rooms) + 1)
        for some in itertools.combinations(rooms, size)
        if moved(result, {name: rooms[name] for name in some}, sign).level == level
    ]
    group = found.smallest_gain
    assert (group is None) is (not sizes)
    if group is not None:
        assert len(group.changes_thousandths) == min(sizes)
        assert moved(result, dict(group.changes_thousandths), sign).level == level
        for name in group.changes_thousandths:
            less = {**group.changes_thousandths, name: group.changes_thousandths[name] - 1}
            assert moved(result, less, sign).level != level


def test_what_is_hidden_below_a_figure_is_left_alone() -> None:
    bandung = kla.evaluate(profile_in(BANDUNG))
    found = bandung.sensitivity()
    assert (found.questions, found.smallest_gain, found.smallest_loss) == ((), None, None)
    assert "no questions can bring it" in " ".join(found.explain("en").split())


def test_at_the_top_and_without_a_level_there_is_nothing_on_one_side() -> None:
    top = evaluated(dict.fromkeys(REAL.some, 1.0), 999_000, {}).sensitivity()
    assert (top.above, top.need_thousandths, top.smallest_gain) == (None, None, None)
    assert top.smallest_loss is not None
    assert "no higher level" in top.explain("en")
    none = kla.evaluate(kla.Profile.from_dict({"year": 2024})).sensitivity()
    assert (none.spare_thousandths, none.smallest_loss) == (None, None)
    assert "Belum ada peringkat" in none.explain("id")


def test_requirements_that_hold_a_level_are_named_whatever_the_points() -> None:
    data = {"year": 2019, "stage": "final", "points": {"total": 620}, "measures": {"sra_share": 18}}
    found = kla.evaluate(kla.Profile.from_dict(data)).sensitivity()
    assert (found.need_thousandths, found.smallest_gain) == (0, None)
    assert found.holding[0].requirement.id == "child-friendly-schools"
    text = " ".join(found.explain("en").split())
    assert "The points for Madya are there" in text
    assert "At least 25% of schools are child-friendly" in text


def test_a_group_of_one_says_what_the_question_says_of_itself() -> None:
    # Below its cap 21B.1 is worth less than its maximum: the cap swallows the rest.
    answers: dict[str, Any] = {name: {"option": "full"} for name in SCORED}
    start = kla.evaluate(kla.Profile.from_dict({"year": 2024, "answers": answers}))
    levels = tuple(
        evolve(one, floor_thousandths=start.low_thousandths - 1_000, includes_floor=True)
        if one.id == "kla"
        else one
        for one in TREE.levels
    )
    edition = evolve(TREE, levels=levels)
    answers["21B.1"] = {"points": 0}
    found = kla.evaluate(
        kla.Profile.from_dict({"year": 2024, "answers": answers}, edition)
    ).sensitivity()
    (one,) = [one for one in found.questions if one.gain_thousandths is not None]
    assert found.smallest_gain is not None
    assert found.smallest_gain.changes_thousandths == {"21B.1": one.gain_thousandths}


def test_requirements_on_points_are_named_beside_the_floors() -> None:
    when = RatioOf("6.1", Bound("at_least", 1))
    asked = Requirement(
        "ours", Text("Forum", "Forum"), "kla", when, (2024,), TREE.levels[0].provenance
    )
    answers = {name: {"option": "full"} for name in SCORED}
    data = {"year": 2024, "answers": answers}
    found = kla.evaluate(
        kla.Profile.from_dict(data, evolve(TREE, requirements=(asked,)))
    ).sensitivity()
    assert found.to_dict()["on_points"] == ["ours"]
    assert "can decide besides: Forum" in " ".join(found.explain("en").split())
    assert kla.evaluate(kla.Profile.from_dict(data)).sensitivity().on_points == ()


def test_only_what_is_claimed_is_looked_at() -> None:
    with pytest.raises(ValueError, match="what is claimed"):
        kla.evaluate(CITY.profile, count="backed").sensitivity()
