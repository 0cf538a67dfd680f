"""The public strategies: what they draw fits, every form occurs, and it shrinks to what can be read."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.model.answer_forms import FORMS
from kla_rules.profile.measures import written_readings
from kla_rules.profile.model import profile_from_bytes
from kla_rules.testing import (
    completions,
    editions,
    forum_records,
    incidents,
    mutated,
    overlays,
    printed,
    profiles,
    rule_changes,
    scales,
    small_edition,
    units,
)
from kla_rules.testing.strategies.edition_given import given_edition
from support import ROOT, TREE, examples

SMALL = small_edition()
OVERLAY = ROOT / "examples" / "overlays" / "invented-scales.yaml"
EDITIONS = [SMALL, *(kla.edition(one.id) for one in kla.editions())]
LAID = kla.edition("kla-2024", overlays=[OVERLAY])
FEW = settings(max_examples=25, database=None, derandomize=True, deadline=None)


def smallest(
    strategy: st.SearchStrategy[kla.Profile], broken: Callable[[kla.Profile], object]
) -> dict[str, Any]:
    """Return the smallest profile for which something is so, as plain values."""
    calm = settings(max_examples=2000, database=None, derandomize=True, deadline=None)
    return {**find(strategy, lambda profile: bool(broken(profile)), settings=calm).to_dict()}


# -- what is drawn fits ----------------------------------------------------------------------------

ANY = st.one_of(
    *(profiles(one, complete=complete) for one in (*EDITIONS, LAID) for complete in (False, True)),
    *(profiles(one, adversarial=True) for one in (*EDITIONS, LAID)),
    *(profiles(one, near="madya") for one in (*EDITIONS, LAID)),
)


@examples(5)
@given(ANY)
def test_a_profile_that_is_drawn_is_the_one_that_is_read_of_the_same_values(
    profile: kla.Profile,
) -> None:
    again = kla.Profile.from_dict(profile.to_dict(), profile.edition)
    assert again == profile
    assert again.digest == profile.digest
    assert kla.evaluate(again).to_dict() == kla.evaluate(profile).to_dict()


@examples(4)
@given(st.sampled_from([TREE, LAID]).flatmap(profiles))
def test_a_printed_profile_is_read_as_the_same(profile: kla.Profile) -> None:
    text = printed(profile).encode()

    read = profile_from_bytes(text, file="profile.yaml", rules=profile.edition)
    assert (read, read.digest) == (profile, profile.digest)


@pytest.mark.slow
def test_the_command_that_a_printed_profile_names_evaluates_it(tmp_path: Path) -> None:
    profile = find(profiles(TREE, near="madya"), lambda one: bool(one.answers), settings=FEW)
    text = printed(profile)
    (tmp_path / "profile.yaml").write_text(text, encoding="utf-8")
    words = text.splitlines()[0].removeprefix("# kla ").split()
    run = subprocess.run(
        [sys.executable, "-m", "kla_rules", *words], cwd=tmp_path, check=False, capture_output=True
    )
    assert run.returncode == 0


def test_every_form_of_an_answer_and_of_a_measure_is_drawn() -> None:
    answers: Counter[str] = Counter()
    readings: Counter[str] = Counter()

    @settings(max_examples=120, database=None, derandomize=True, deadline=None)
    @given(profiles(LAID, adversarial=True), profiles(EDITIONS[2], adversarial=True))
    def draw(profile: kla.Profile, other: kla.Profile) -> None:
        answers.update(answer.form for answer in profile.answers.values())
        answers.update("documents" for answer in profile.answers.values() if answer.evidence)
        answers["finer"] += len(profile.finer_thousandths)
        above = (branch.index for branch in profile.edition.branches)
        answers["points above"] += any(profile.values_thousandths[place] for place in above)
        answers["another round"] += profile.year not in profile.edition.rounds
        for measure in other.measures.values():
            form = written_readings(measure)
            readings["list" if isinstance(form, list) else "-".join(sorted(form))] += 1

    draw()
    wanted = {*FORMS, "", "documents", "finer", "points above", "another round"}
    assert {form for form, count in answers.items() if count} >= wanted
    assert {"value-year", "list", "part-unknown-whole-year"} <= set(readings)


@examples(30)
@given(profiles(TREE, evidence=False), profiles(TREE, inner=False, near="madya"))
def test_what_is_not_wanted_is_not_drawn(bare: kla.Profile, leaves: kla.Profile) -> None:
    assert not any(answer.evidence for answer in bare.answers.values())
    assert bare == kla.Profile.from_dict(bare.to_dict(), TREE)
    assert not [name for name in leaves.points if TREE.node(name).children]


@pytest.mark.parametrize(
    "name", ["madya", *(pytest.param(one, marks=pytest.mark.slow) for one in ("pratama", "utama"))]
)
def test_points_near_a_floor_lie_below_at_and_above_it(name: str) -> None:
    seen: set[int] = set()

    @settings(max_examples=100, database=None, derandomize=True, deadline=None)
    @given(st.sampled_from([TREE, SMALL]).flatmap(lambda tree: profiles(tree, near=name)))
    def draw(profile: kla.Profile) -> None:
        floor = profile.edition.level(name).floor_thousandths
        away = kla.evaluate(profile).low_thousandths - floor
        assert abs(away) <= 5000
        seen.add(max(-2, min(2, away)))

    draw()
    assert seen == {-2, -1, 0, 1, 2}


@examples(5)
@given(st.data(), ANY)
def test_a_completion_agrees_with_what_is_known(data: st.DataObject, profile: kla.Profile) -> None:
    whole = data.draw(completions(profile))
    assert kla.evaluate(whole).determined
    assert kla.Profile.from_dict(whole.to_dict(), whole.edition) == whole
    for before, after in zip(profile.values_thousandths, whole.values_thousandths, strict=True):
        assert before in {None, after}


@given(profiles(LAID, complete=True))
def test_a_complete_profile_leaves_nothing_open(profile: kla.Profile) -> None:
    assert kla.evaluate(profile).determined
    assert set(profile.measures) == {measure.id for measure in LAID.measures}


def test_an_edition_is_given_by_its_id_a_folder_or_an_overlay() -> None:
    assert TREE.folder is not None
    for which, expected in (("kla-2024", TREE), (TREE.folder, TREE), (OVERLAY, LAID)):
        assert given_edition(which) == expected
    with pytest.raises(kla.RuleError):
        profiles("kla-1999")
    with pytest.raises(kla.UnknownIdError):
        profiles(TREE, near="emas")


# -- what is drawn shrinks to what can be read -----------------------------------------------------


# Older ones shrink bytes as a whole, not each: what they find fits, and is longer.
_OLD = tuple(map(int, version("hypothesis").split(".")[:2])) < (6, 122)
shrinks = pytest.mark.skipif(_OLD, reason="this Hypothesis shrinks bytes as a whole")


def points_at(name: str, edition: kla.Edition = TREE) -> Callable[[kla.Profile], int]:
    position = edition.positions[name]
    return lambda profile: profile.values_thousandths[position] or 0


def answered(profile: dict[str, Any]) -> dict[str, Any]:
    """Return what a profile says at nodes, beside what gives nothing."""
    given_ = {**profile["points"], **profile.get("answers", {})}
    return {name: one for name, one in given_.items() if one != {"option": "none"}}


@shrinks
@pytest.mark.slow
def test_a_counter_example_has_few_nodes_and_round_figures() -> None:
    at = points_at("6.3")
    assert answered(smallest(profiles(TREE), lambda one: at(one) > 1000)) in (
        {"6.3": {"option": "full"}},
        {"6.3": 10},
    )
    whole = profiles(TREE, complete=True)
    assert set(answered(smallest(whole, lambda one: at(one) > 1000))) == {"6.3"}
    level = smallest(profiles(TREE, near="madya"), lambda one: kla.evaluate(one).level == "madya")
    assert level["points"] == {"total": 601}
    three = smallest(
        profiles(TREE, inner=False), lambda one: sum(map(bool, one.values_thousandths)) > 2
    )
    assert len(answered(three)) == 3
    cap = smallest(
        profiles(SMALL, inner=False),
        lambda one: kla.evaluate(one).low_thousandths < sum(filter(None, one.values_thousandths)),
    )
    assert len(answered(cap)) <= 4


@shrinks
@pytest.mark.slow
def test_a_counter_example_of_a_small_edition_has_one_node() -> None:
    at = points_at("1.1", SMALL)
    found = smallest(profiles(SMALL), lambda one: at(one) > 1000)
    assert answered(found).keys() == {"1.1"}
    assert "measures" not in found


@pytest.mark.slow
def test_what_hypothesis_prints_of_a_small_profile_makes_it() -> None:
    pretty = pytest.importorskip("hypothesis.vendor.pretty").pretty
    profile = find(profiles(TREE), lambda one: bool(one.points), settings=FEW)
    assert pretty(profile) == f"Profile.from_dict({profile.to_dict()!r})"
    assert pretty(TREE) == repr(TREE)


# -- everything else -------------------------------------------------------------------------------


@examples(4)
@given(units(TREE), forum_records(TREE), incidents())
def test_records_that_are_drawn_are_taken_and_say_that_they_are_invented(
    city: kla.units.Units,
    forum: kla.participation.ForumRecords,
    cases: kla.cases.CaseRecords,
) -> None:
    assert (city.illustrative, forum.illustrative, cases.illustrative) == (True, True, True)
    assert kla.rollup(city).units is city
    assert kla.participation.assess_forum(forum).records is forum
    assert all(name.startswith("c-") for name in cases.cases)


@given(st.sampled_from([TREE, SMALL]).flatmap(scales))
def test_scales_that_are_drawn_turn_answers_into_points(scale: kla.Scale) -> None:
    tree = TREE if scale.edition == TREE.id else SMALL
    for name, table in scale.tables.items():
        most = tree.node(name).ceiling_thousandths
        worth = [band.worth_thousandths for band in table.bands]
        assert all(0 <= one <= most for one in (*worth, *table.options_thousandths.values()))


@examples(4)
@given(
    st.sampled_from(["kla-2019", "kla-2024"]).flatmap(
        lambda one: st.tuples(st.just(one), overlays(one))
    )
)
def test_an_overlay_that_is_drawn_fits_and_profiles_fit_it(
    drawn: tuple[str, dict[str, Any]],
) -> None:
    name, overlay = drawn
    edition = kla.edition(name, overlays=[overlay])
    assert edition.overlays[0].id == overlay["id"]
    assert given_edition(overlay) == edition


@examples(8)
@given(st.data(), editions())
def test_small_editions_are_drawn_with_profiles_that_fit(
    data: st.DataObject, edition: kla.Edition
) -> None:
    profile = data.draw(profiles(edition))
    whole = kla.evaluate(data.draw(completions(profile)))
    assert whole.level in kla.evaluate(profile).levels_possible


@examples(8)
@given(st.data(), rule_changes(SMALL), mutated(SMALL))
def test_changed_rules_make_editions_that_can_be_evaluated_against(
    data: st.DataObject, pair: tuple[kla.Edition, kla.Edition], other: kla.Edition
) -> None:
    for edition in (*pair, other):
        assert kla.evaluate(data.draw(profiles(edition))).edition == edition


@pytest.mark.slow
def test_of_a_packaged_edition_one_place_is_changed() -> None:
    calm = settings(max_examples=5, database=None, derandomize=True, deadline=None)
    new = find(mutated("kla-2024"), lambda one: one != TREE, settings=calm)
    assert len({name for name in new.parts if new.parts[name] != TREE.parts[name]}) == 1
