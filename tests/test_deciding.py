"""Which answers settle the level."""

import functools
import itertools
from collections.abc import Mapping

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.evaluation.deciding import Way
from kla_rules.testing import small_edition, small_rules
from support import SMALL, TREE, examples, floor_of, points_of, profile_of, scored


def evaluated(drawn: Mapping[str, int], edition: kla.Edition = TREE) -> kla.Evaluation:
    return kla.evaluate(profile_of(edition, drawn))


def level_of(way: Way) -> str | None:
    return way.level.id if way.level else None


def test_nothing_settles_what_is_settled() -> None:
    decided = evaluated({"total": 650_000}).deciding()
    assert (decided.questions, decided.ways, decided.smallest) == ((), (), None)


def test_one_answer_can_settle_it() -> None:
    # What is known lacks 9 points to the floor of madya; one question can bring them.
    rest = round(floor_of("madya", -9) * 1000)
    known = {}
    for name in ("K0", "K1", "K2", "K3", "K4", "26"):
        known[name] = min(rest, TREE.node(name).ceiling_thousandths)
        rest -= known[name]
    known |= {child: 0 for child in TREE.node("21A").children if child != "21A.2"}
    known |= {i: 0 for i in TREE.node("K5").children if i != "21A"} | {"25": 0}
    result = evaluated(known)
    most_of_it = TREE.node("21A.2").ceiling_thousandths
    assert (rest, result.low_thousandths, result.high_thousandths) == (
        0,
        result.low_thousandths,
        result.low_thousandths + most_of_it,
    )
    decided = result.deciding()
    assert [one.node.id for one in decided.questions] == ["21A.2"]
    by_level = {level_of(way): way.needs[0] for way in decided.ways}
    assert (by_level["pratama"].low_thousandths, by_level["pratama"].high_thousandths) == (0, 9_000)
    assert (by_level["madya"].low_thousandths, by_level["madya"].high_thousandths) == (
        9_001,
        most_of_it,
    )


@given(st.data())
def test_any_answers_that_meet_the_needs_determine_the_level(data: st.DataObject) -> None:
    drawn = data.draw(points_of(TREE))
    result = evaluated(drawn)
    for way in result.deciding().ways:
        answers = dict(drawn)
        for need in way.needs:
            assert (
                0 <= need.low_thousandths <= need.high_thousandths <= need.node.ceiling_thousandths
            )
            answers[need.node.id] = data.draw(
                st.sampled_from([need.low_thousandths, need.high_thousandths])
            )
        after = evaluated(answers)
        assert after.determined
        assert after.level == level_of(way)


@given(st.data())
def test_there_is_a_way_to_every_level_that_is_possible(data: st.DataObject) -> None:
    result = evaluated(data.draw(points_of(TREE)))
    ways = tuple(level_of(way) for way in result.deciding().ways)
    assert ways == (() if result.determined else result.levels_possible)


@given(st.data())
def test_what_a_question_moves_is_what_its_answer_does(data: st.DataObject) -> None:
    drawn = data.draw(points_of(TREE))
    result = evaluated(drawn)
    decided = result.deciding()
    if not decided.questions:
        return
    one = data.draw(st.sampled_from(decided.questions))
    full = evaluated({**drawn, one.node.id: one.node.ceiling_thousandths})
    none = evaluated({**drawn, one.node.id: 0})
    assert one.moves_thousandths == max(
        full.low_thousandths - result.low_thousandths,
        result.high_thousandths - none.high_thousandths,
    )
    assert tuple(level.id if level else None for level in one.if_full) == full.levels_possible
    assert tuple(level.id if level else None for level in one.if_none) == none.levels_possible


def can_be_settled(
    known: Mapping[str, int], chosen: tuple[str, ...], edition: kla.Edition = TREE
) -> set[str | None]:
    """Return the levels that answers to `chosen` can make the only one, by trying a fine grid."""
    found = set()
    grids = [range(0, edition.node(node).ceiling_thousandths + 1, 500) for node in chosen]
    for answers in itertools.product(*grids):
        result = evaluated({**known, **dict(zip(chosen, answers, strict=True))}, edition)
        if result.determined:
            found.add(result.level)
    return found


@examples(20)
@given(
    open_ones=st.sets(
        st.sampled_from(["1.1", "1.2", "1.4", "2.2", "4.1", "4.3"]), min_size=2, max_size=3
    ),
    filled=st.booleans(),
    short=st.integers(1, 20),
)
def test_no_smaller_set_exists_not_even_through_a_cap(
    open_ones: set[str], filled: bool, short: int
) -> None:
    # Indicator 1 is full (at its cap) or empty but for the open questions; a floor lies `short`
    # twentieths into the range.
    ground = evolve(SMALL, edition=known_maxima())
    known = {
        name: ground.most(name) if filled else 0
        for name in scored(ground.edition)
        if name not in open_ones
    }
    known["3"] = 15_000
    range_ = evaluated(known, ground.edition)
    edition = ground.with_floor(
        range_.low_thousandths + (range_.high_thousandths - range_.low_thousandths) * short // 20
    )
    hold_no_smaller_set(known, open_ones, edition)


@functools.cache
def known_maxima() -> kla.Edition:
    """Return the small edition without its hole, through which only the total would decide."""
    rules = small_rules()
    rules["indicators/3.yaml"]["maximum"] = 15
    rules["edition.yaml"]["levels"] = rules["edition.yaml"]["levels"][-1:]
    del rules["requirements.yaml"]
    return small_edition(rules)


def hold_no_smaller_set(
    known: Mapping[str, int], open_ones: set[str], edition: kla.Edition
) -> None:
    """Hold the number of answers that settle a level against trying all answers to fewer."""
    result = evaluated(known, edition)
    assert not result.determined
    ways = {level_of(way): len(way.needs) for way in result.deciding().ways}
    for size in range(max(ways.values())):
        for chosen in itertools.combinations(sorted(open_ones), size):
            for level in can_be_settled(known, chosen, edition):
                assert ways[level] <= size


@pytest.mark.slow
@settings(max_examples=25)
@given(
    open_ones=st.sets(
        st.sampled_from(["19.4", "19.6", "19.5", "21B.1", "21B.2", "24A.4"]), min_size=2, max_size=3
    ),
    filled=st.booleans(),
    short=st.integers(1, 20),
)
def test_no_smaller_set_exists_on_the_instrument(
    open_ones: set[str], filled: bool, short: int
) -> None:
    # Indicators 19, 21B and 24A are full (at their caps) or empty but for the open questions; the
    # other points are laid out so that a floor lies `short` twentieths into the range.
    known = {i: 0 for node in TREE.nodes if node.rank == "cluster" for i in node.children}
    for indicator in ("19", "21B", "24A"):
        del known[indicator]
        for child in TREE.node(indicator).children:
            known[child] = TREE.node(child).ceiling_thousandths if filled else 0
    for node in open_ones:
        del known[node]
    width = evaluated(known).high_thousandths - evaluated(known).low_thousandths
    missing = 500_000 - evaluated(known).low_thousandths - width * short // 20
    for indicator in [i for i in known if "." not in i]:
        known[indicator] = min(missing, TREE.node(indicator).ceiling_thousandths)
        missing -= known[indicator]
    assert missing == 0
    hold_no_smaller_set(known, open_ones, TREE)
