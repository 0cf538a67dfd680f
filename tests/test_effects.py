"""What a change of rules does, held against trying every profile, and on the real instrument."""

import re
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given

import kla_rules as kla
from kla_rules.core.points import decimal, plain
from kla_rules.evaluation.evaluate import evaluate
from kla_rules.model.table import Band, Table
from kla_rules.validation.comparison.effects import Effects, Witness, effects
from kla_rules.validation.search.ways import Grid
from pairs import (
    NEVER,
    PARTS,
    STEP,
    open_profiles,
    pairs,
    partial,
    required,
    seen,
    tiny,
    with_table,
)
from support import TREE, examples, floor_of, most, python, rules_of

pytest.importorskip("highspy")

GRID = Grid(STEP, PARTS)
MAXIMA = {"1.1": 2, "1.2": 3, "2.1": 5}
FLOORS = {"pratama": 4, "utama": 8}


def edition(**more: Any) -> kla.Edition:
    return tiny(**{"maxima": MAXIMA, "floors": FLOORS, **more})


def answers(witness: Witness | None) -> dict[str, Any]:
    assert witness is not None
    return {name: answer.to_dict() for name, answer in witness.profile.answers.items()}


def levels(witness: Witness | None) -> tuple[str | None, str | None]:
    """Return both levels, of a witness that the profile alone comes to as well."""
    assert witness is not None
    old, new = witness.old, witness.new
    again = evaluate(old.profile, old.edition), evaluate(new.profile, new.edition)
    assert [one.score for one in again] == [old.score, new.score]
    assert [one.level for one in again] == [old.level, new.level]
    assert old.determined
    assert new.determined
    return old.level, new.level


# -- against trying every profile ------------------------------------------------------------------


def fewest(witness: Witness | None) -> int | None:
    return None if witness is None else partial(witness.profile)


@examples(2)
@given(pairs())
def test_a_search_finds_what_trying_every_profile_does(pair: tuple[Any, Any]) -> None:
    check_against_every_profile(pair)


@pytest.mark.slow
@examples(12)
@given(pairs())
def test_a_search_finds_what_trying_every_profile_does_of_many_pairs(pair: tuple[Any, Any]) -> None:
    check_against_every_profile(pair)


def check_against_every_profile(pair: tuple[kla.Edition, kla.Edition]) -> None:
    found, tried = effects(*pair, grid=GRID), seen(*pair)
    score = min(tried.changes), max(tried.changes)
    assert found.score_change_thousandths == score
    assert (fewest(found.falls), fewest(found.rises)) == (tried.falls, tried.rises)
    if score != (0, 0) or not tried.falls is tried.rises is None:
        assert (found.equivalent, found.not_known) == (False, ())
    else:  # those that answer everything are not moved; others may be
        assert found.equivalent or {each.why for each in found.not_known} <= {"open", "tree"}
    if found.equivalent:
        for profile in open_profiles(*pair):
            old, new = (kla.evaluate(profile, each) for each in pair)
            assert old.levels_possible == new.levels_possible
            assert old.score_range == new.score_range


@pytest.mark.slow
@examples(6)
@given(pairs())
def test_what_falls_one_way_rises_the_other_and_what_is_gained_is_lost(pair: Any) -> None:  # noqa: ANN401 - two editions
    there, back = effects(*pair), effects(*reversed(pair))
    assert there.score_change_thousandths is not None
    assert back.score_change_thousandths is not None
    low, high = there.score_change_thousandths
    assert back.score_change_thousandths == (-high, -low)
    assert (there.falls is None, there.rises is None) == (back.rises is None, back.falls is None)
    assert there.equivalent is back.equivalent
    for witness, change in ((there.loses_most, low), (there.gains_most, high)):
        assert (witness is None) == (change == 0)
        if witness is not None:
            assert witness.change_thousandths == change


@pytest.mark.slow
@examples(3)
@given(pairs())
def test_a_search_moves_nobody_where_nothing_that_decides_is_another(pair: tuple[Any, Any]) -> None:
    # One stage fewer refuses profiles; those that fit both are searched.
    new = evolve(pair[0], stages=pair[0].stages[:1])
    assert effects(pair[0], new) == Effects((0, 0), equivalent=True)


# -- what can change, one by one -------------------------------------------------------------------


def test_points_that_move_between_questions_are_lost_where_only_one_is_answered() -> None:
    found = effects(edition(), edition(maxima={"1.1": 3, "1.2": 2, "2.1": 5}))
    assert found.score_change_thousandths == (-1000, 1000)
    none, full = {"option": "none"}, {"option": "full"}
    assert answers(found.loses_most) == {"1.1": none, "1.2": full, "2.1": none}
    assert answers(found.gains_most) == {"1.1": full, "1.2": none, "2.1": none}
    assert levels(found.falls) == ("pratama", None)
    assert levels(found.rises) == (None, "pratama")


def test_only_a_part_of_an_answer_may_show_a_fall() -> None:
    one = {"maxima": {"1.1": 1, "1.2": 1, "2.1": 8}, "policy": "floor_inclusive"}
    old = edition(**one, floors={"pratama": 4})
    new = edition(**{**one, "maxima": {"1.1": 1, "1.2": 2, "2.1": 7}}, floors={"pratama": 4})
    found = effects(old, new)
    assert levels(found.falls) == ("pratama", None)
    given_ = answers(found.falls)
    assert given_ == {
        "1.1": {"option": "none"},
        "1.2": {"option": "none"},
        "2.1": {"fraction": Decimal("0.5")},
    }


def test_what_falls_between_two_floors_is_shown_between_them() -> None:
    found = effects(edition(), edition(floors={"pratama": 4, "utama": 9}))
    assert found.score_change_thousandths == (0, 0)
    assert levels(found.falls) == ("utama", "pratama")
    assert found.falls is not None
    assert 8 < found.falls.old.score <= 9
    assert found.rises is None


def test_another_edge_policy_is_shown_exactly_on_a_floor() -> None:
    found = effects(edition(), edition(policy="floor_inclusive"))
    # All of two questions is exactly that floor; on the lower one is only a part of an answer.
    assert levels(found.rises) == ("pratama", "utama")
    assert found.rises is not None
    assert found.rises.old.score == 8
    assert found.falls is None
    assert levels(effects(edition(policy="floor_inclusive"), edition()).falls) == (
        "utama",
        "pratama",
    )


def test_a_floor_that_is_included_now_is_shown_on_it() -> None:
    found = effects(edition(), edition(included=("utama",)))
    assert levels(found.rises) == ("pratama", "utama")
    assert found.rises is not None
    assert found.rises.old.score == 8


def test_points_between_two_thousandths_tell_above_a_floor_from_a_thousandth_more() -> None:
    new = edition(policy="floor_inclusive", floors={"pratama": 4.001, "utama": 8.001})
    found = effects(edition(), new)
    assert levels(found.falls) == ("pratama", None)
    assert found.falls is not None
    exact = found.falls.old.bounds.exact_thousandths[0][0]
    assert Fraction(4000) < exact < Fraction(4001)
    assert found.rises is None


def test_maxima_that_have_no_parts_in_common_are_told_apart() -> None:
    one = {"policy": "floor_inclusive", "floors": {"pratama": 1.5}}
    old = edition(maxima={"1.1": 3, "1.2": 0.5, "2.1": 0.5}, **one)
    new = edition(maxima={"1.1": 2.999, "1.2": 0.5, "2.1": 0.5}, **one)
    found = effects(old, new)
    assert found.score_change_thousandths == (-1, 0)
    assert levels(found.falls) == ("pratama", None)


def test_a_requirement_that_is_added_is_shown_by_a_profile_that_does_not_meet_it() -> None:
    for when, measures in (
        ({"measure": "local_rule", "is": True}, {"local_rule": {"value": False}}),
        ({"share": "school_share", "at_least": 25}, {"school_share": {"value": 0}}),
        ({"not": {"share": "school_share", "above": 25}}, {"school_share": {"value": 26}}),
    ):
        found = effects(edition(), edition(requirements=[required("utama", when)]))
        assert levels(found.falls) == ("utama", "pratama")
        assert found.falls is not None
        assert found.falls.profile.to_dict()["measures"] == measures
        assert found.rises is None
        assert found.equivalent is False


def test_how_many_nodes_reach_a_share_is_told_without_trying_them_one_by_one() -> None:
    # Of the edition of 2011 only ratios of its 31 components are known.
    rules = rules_of("kla-2011")
    shares = [one.when for one in rules.edition().requirements]
    assert {type(when).__name__ for when in shares} == {"NodesReaching"}
    new = rules.rewritten(
        "requirements.yaml",
        rules.text("requirements.yaml").replace("reaching: 0.7", "reaching: 0.8"),
    )
    found = effects(rules.edition(), new.edition())
    assert (found.score_change_thousandths, found.rises, found.not_known) == ((0, 0), None, ())
    assert levels(found.falls) == ("pratama", None)
    assert found.falls is not None
    assert [note.id for note in found.falls.profile.notes if note.node] == []


def test_a_requirement_of_a_lower_level_holds_the_higher_ones() -> None:
    found = effects(
        edition(), edition(requirements=[required("pratama", {"points": "1", "at_least": 4})])
    )
    assert levels(found.falls) == ("pratama", None)
    above = effects(
        edition(floors={"pratama": 1, "utama": 8}),
        edition(
            floors={"pratama": 1, "utama": 8},
            requirements=[required("pratama", {"points": "1", "at_least": 2})],
        ),
    )
    assert levels(above.falls) == ("pratama", None)


def test_a_trend_is_shown_with_both_years() -> None:
    when = {"trend": "rate", "is": "falling"}
    found = effects(edition(requirements=[required("utama", when)]), edition())
    assert levels(found.rises) == ("pratama", "utama")
    assert found.rises is not None
    measures: Any = found.rises.profile.to_dict()["measures"]
    first, last = measures["rate"]
    assert first["year"] == last["year"] - 1
    assert first["value"] <= last["value"]


def test_a_requirement_that_binds_in_another_round_is_shown_in_that_round() -> None:
    when = {"measure": "local_rule", "is": True}
    old = edition(requirements=[required("utama", when, rounds=[2024])])
    found = effects(old, edition(requirements=[required("utama", when, rounds=[2024, 2025])]))
    assert levels(found.falls) == ("utama", "pratama")
    assert found.falls is not None
    assert found.falls.profile.year == 2025
    assert found.rises is None


def test_a_question_turned_about_is_shown_by_yes_or_no() -> None:
    kinds = {"answers": {"2.1": "yes_no"}}
    found = effects(edition(**kinds), edition(**kinds, directions={"2.1": "negative"}))
    assert found.score_change_thousandths == (-5000, 5000)
    assert answers(found.loses_most)["2.1"] == {"holds": True}
    assert answers(found.gains_most)["2.1"] == {"holds": False}
    assert levels(found.falls) == ("pratama", None)


def test_a_cap_takes_what_lies_above_it() -> None:
    found = effects(edition(), edition(cap=1))
    assert found.score_change_thousandths == (-1000, 0)
    assert levels(found.falls) == ("pratama", None)


def test_a_table_is_shown_by_a_value_that_it_turns_into_points() -> None:
    bands = (Band(0, 50, 0), Band(50, 100, 3000))
    other = (Band(0, 75, 0), Band(75, 100, 3000))
    old, new = (with_table(edition(), Table("ours", each)) for each in (bands, other))
    found = effects(old, new)
    assert found.score_change_thousandths == (-3000, 0)
    assert answers(found.loses_most)["1.2"] == {"value": 50}
    assert levels(found.falls) == ("pratama", None)
    # Without a table nobody knows what a value is worth: nothing of it is secured.
    bare = effects(with_table(edition(), None), old)
    assert bare.score_change_thousandths == (0, 3000)
    assert bare.rises is not None
    assert bare.rises.new.level != bare.rises.old.level


def test_points_of_a_question_that_only_one_edition_asks_are_not_claimed() -> None:
    more = edition(maxima={**MAXIMA, "2.2": 1})
    found = effects(edition(), more)
    assert found.score_change_thousandths == (0, 0)
    assert (found.falls, found.rises) == (None, None)
    assert found.equivalent is None
    assert [(one.what, one.why) for one in found.not_known] == [("equivalent", "tree")]


def test_a_question_that_moves_to_another_indicator_is_answered_once() -> None:
    moved = edition(maxima={"1.1": 2, "2.1": 5, "2.2": 3})
    same = {name: name for name in ("total", "K1", "K2", "1", "2", "1.1", "2.1")} | {"1.2": "2.2"}
    found = effects(edition(cap=1), moved, same)
    assert found.score_change_thousandths == (0, 1000)
    assert levels(found.rises) == (None, "pratama")
    assert answers(found.gains_most)["1.2"] == {"option": "full"}
    assert found.gains_most is not None
    assert found.gains_most.new.profile.answers["2.2"].given == "full"


def test_a_level_that_went_or_came_moves_those_who_had_it() -> None:
    fewer = edition(floors={"pratama": 4})
    found = effects(edition(), fewer)
    assert levels(found.falls) == ("utama", "pratama")
    assert found.rises is None
    assert levels(effects(fewer, edition()).rises) == ("pratama", "utama")


def test_levels_in_another_order_are_not_compared() -> None:
    found = effects(edition(), edition(floors={"utama": 4, "pratama": 8}))
    assert (found.falls, found.rises, found.equivalent) == (None, None, None)
    assert [(one.what, one.why) for one in found.not_known] == [
        ("falls", "levels"),
        ("rises", "levels"),
    ]


# -- equivalence -----------------------------------------------------------------------------------


def test_the_same_asked_in_other_words_is_proved_to_be_equivalent() -> None:
    one = {"measure": "school_share", "at_least": 25}
    other = {"not": {"share": "school_share", "below": 25}}
    old, new = (edition(requirements=[required("utama", when)]) for when in (one, other))
    assert effects(old, new) == Effects((0, 0), equivalent=True)
    off = {"not": {"share": "school_share", "at_most": 25}}
    assert effects(old, edition(requirements=[required("utama", off)])).equivalent is False


def test_what_points_meet_anyway_changes_nothing_where_all_is_answered_and_may_where_it_is_not() -> (
    None
):
    new = edition(requirements=[required("utama", {"points": "2", "above": 2})])
    found = effects(edition(), new)
    assert (found.score_change_thousandths, found.falls, found.rises) == ((0, 0), None, None)
    assert found.equivalent is None
    assert [(one.what, one.why) for one in found.not_known] == [("equivalent", "open")]
    # For where only a total is known, nobody knows what part of it is whose.
    total = kla.Profile.from_dict({"points": {"total": 9}}, edition())
    assert kla.evaluate(total).level == "utama"
    assert kla.evaluate(total, new).levels_possible == ("pratama", "utama")


@pytest.mark.parametrize(
    ("floors", "included"),
    [
        ({"pratama": 4, "utama": 6}, ()),
        ({"pratama": 4, "utama": 6, "kla": 6.5}, ()),
        ({"pratama": 4, "utama": 6, "kla": 7}, ("kla",)),
    ],
)
def test_a_level_that_nobody_can_have_may_still_be_possible_where_something_is_open(
    floors: dict[str, float], included: tuple[str, ...]
) -> None:
    asked = required("kla", NEVER)
    old = edition(floors={"pratama": 4, "utama": 6, "kla": 7}, requirements=[asked])
    new = edition(floors=floors, included=included, requirements=[asked] if "kla" in floors else [])
    assert any(
        kla.evaluate(profile, old).levels_possible != kla.evaluate(profile, new).levels_possible
        for profile in open_profiles(old, new)
    )
    for pair in ((old, new), (new, old)):
        found = effects(*pair)
        assert (found.falls, found.rises, found.equivalent) == (None, None, None)
        assert [(one.what, one.why) for one in found.not_known] == [("equivalent", "open")]


@pytest.mark.parametrize(
    ("one", "other", "equivalent"),
    [
        (
            {"trend": "rate", "is": "rising"},
            {"not": {"not": {"trend": "rate", "is": "rising"}}},
            True,
        ),
        ({"points": "1", "at_least": 1}, {"not": {"points": "1", "below": 1}}, True),
        ({"ratio": "2.1", "above": 0.5}, {"points": "2.1", "above": 2.5}, True),
        # Of what is not said nobody knows either; but one of two is met by whoever says it.
        (
            {"points": "1", "at_least": 0},
            {"any": [{"points": "1", "at_least": 0}, {"measure": "rate", "above": 1}]},
            True,
        ),
        (
            {"points": "1", "at_least": 0},
            {"any": [{"measure": "rate", "above": 1}, {"measure": "rate", "at_most": 1}]},
            None,
        ),
        (
            {"points": "1", "at_least": 0},
            {"any": [{"points": "1", "above": 1}, {"points": "1", "at_most": 1}]},
            None,
        ),
        ({"points": "1", "at_least": 0}, {"measure": "rate", "at_least": 0}, None),
    ],
)
def test_the_same_is_asked_in_other_words_also_of_those_who_leave_something_open(
    one: dict[str, Any], other: dict[str, Any], equivalent: bool | None
) -> None:
    old, new = (edition(requirements=[required("utama", when)]) for when in (one, other))
    found = effects(old, new)
    assert (found.falls, found.rises, found.equivalent) == (None, None, equivalent)
    assert {each.why for each in found.not_known} == (set() if equivalent else {"open"})


WITHOUT_SOLVER = """
import sys
sys.modules["highspy"] = None
sys.path[:0] = ["tests"]
from attrs import evolve
from kla_rules.validation.comparison.effects import effects
from pairs import required, tiny
maxima, floors = {"1.1": 2, "1.2": 3, "2.1": 5}, {"pratama": 4}
old = tiny(maxima, floors=floors)
new = tiny(maxima, floors=floors, requirements=[required("pratama", {"points": "1", "above": 1})])
assert effects(old, evolve(old, title=old.levels[0].title)).equivalent is True
found = effects(old, new)
assert found.score_change_thousandths is None
assert (found.falls, found.rises, found.equivalent) == (None, None, None)
print([(one.what, one.why) for one in found.not_known], found.not_known[0].error)
"""


def test_without_the_solver_other_words_are_equivalent_and_all_else_is_not_known() -> None:
    assert python(WITHOUT_SOLVER) == (
        "[('score', 'solver'), ('falls', 'solver'), ('rises', 'solver')] "
        'This needs highspy; install it with: pip install "kla-rules[plan]"'
    )


def test_what_no_search_proves_in_time_is_not_known() -> None:
    found = effects(edition(), edition(cap=1), time_limit=0)
    assert found.equivalent is not True
    assert {one.why for one in found.not_known} == {"time"}


# -- the real instrument ---------------------------------------------------------------------------


def rewritten(name: str, *changes: tuple[str, str]) -> kla.Edition:
    """Return the packaged edition with changes in one file."""
    rules = rules_of()
    text = rules.text(name)
    for old, new in changes:
        text, count = re.subn(old, new, text, count=1)
        assert count, old
    return rules.rewritten(name, text).edition()


def maximum(question: str, more: float) -> tuple[str, str]:
    """Return what changes the maximum of a question."""
    line = rf'(- id: "{re.escape(question)}"(?:\n(?!  - id).*)*?\n    maximum: ){most(question)}\n'
    return line, rf"\g<1>{most(question, more)}\n"


def floor(level: str, more: int) -> tuple[str, str]:
    """Return what changes the floor of a level."""
    return rf"(id: {level}, .*floor: ){floor_of(level)}\b", rf"\g<1>{floor_of(level, more)}"


def test_three_points_moved_within_an_indicator_are_lost_gained_and_make_somebody_fall() -> None:
    new = rewritten("indicators/06.yaml", maximum("6.3", -3), maximum("6.2", 3))
    found = effects(TREE, new)
    assert found.score_change_thousandths == (-3000, 3000)
    for witness, question in ((found.loses_most, "6.3"), (found.gains_most, "6.2")):
        told_ = answers(witness)
        assert told_.pop(question) == {"option": "full"}
        assert Counter(map(str, told_.values())).keys() == {"{'option': 'none'}"}
    old, fallen = levels(found.falls)
    assert (old, fallen) == (TREE.levels[0].id, None)
    assert levels(found.rises) == (None, TREE.levels[0].id)
    assert found.falls is not None
    assert {str(answer.given) for answer in found.falls.profile.answers.values()} == {
        "none",
        "full",
    }


def test_a_floor_raised_by_five_points_makes_those_between_fall() -> None:
    found = effects(TREE, rewritten("edition.yaml", floor("madya", 5)))
    assert levels(found.falls) == ("madya", "pratama")
    assert found.falls is not None
    floors = decimal(TREE.level("madya").floor_thousandths)
    assert floors < found.falls.old.score <= floors + 5
    assert found.falls.old.score == found.falls.new.score
    assert found.falls.brief.profile.points == {"total": found.falls.old.score}
    assert (found.rises, found.not_known) == (None, ())


@pytest.mark.slow
def test_the_other_edge_policy_is_shown_on_a_floor_of_the_instrument() -> None:
    policy = TREE.edge.policy
    other: Any = "floor_inclusive" if policy == "floor_exclusive" else "floor_exclusive"
    found = effects(TREE, evolve(TREE, digest="other", edge=evolve(TREE.edge, policy=other)))
    moved = found.rises if policy == "floor_exclusive" else found.falls
    assert moved is not None
    assert moved.old.score in {level.floor_points for level in TREE.levels}


def test_other_words_of_the_instrument_are_equivalent() -> None:
    new = rewritten("indicators/06.yaml", ('id: "Pelembagaan', 'id: "Kelembagaan'))
    assert new.digest != TREE.digest
    assert effects(TREE, new) == Effects((0, 0), equivalent=True)


def test_nothing_is_claimed_below_the_parts_of_two_editions_that_are_the_same() -> None:
    old = kla.edition("kla-2022")
    same = {name: name for name in (*("total", "25", "26"), *(f"K{i}" for i in range(7)))}
    # Other floors would be a change of their own.
    floors = {level.id: level.floor_thousandths for level in old.levels}

    def with_floors(edition: kla.Edition, **more: int) -> kla.Edition:
        levels = [
            evolve(one, floor_thousandths=floors[one.id] + more.get(one.id, 0))
            for one in edition.levels
        ]
        return evolve(edition, levels=tuple(levels))

    found = effects(old, with_floors(TREE), same)
    assert found.score_change_thousandths == (0, 0)
    assert found.equivalent is None
    assert {one.why for one in found.not_known} >= {"tree"}
    fallen = effects(old, with_floors(TREE, nindya=5000), same).falls
    assert levels(fallen) == ("nindya", "madya")
    assert fallen is not None
    given_ = fallen.profile.to_dict()["points"]
    assert given_.keys() == {*same} - {"total", "K6"}
    assert sum(given_.values()) == plain(fallen.old.low_thousandths)


@pytest.mark.slow
def test_a_thousandth_that_moves_makes_somebody_fall_and_somebody_rise() -> None:
    new = rewritten("indicators/06.yaml", maximum("6.3", -0.001), maximum("6.2", 0.001))
    found = effects(TREE, new)
    assert (found.score_change_thousandths, found.not_known) == ((-1, 1), ())
    for witness in (found.falls, found.rises):
        old, moved = levels(witness)
        assert old != moved
