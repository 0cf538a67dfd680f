"""By which change regions move: each alone, all but it, and their interplay, which sum to the whole.

What each does is held against an edition that is built with that change alone, or with all others,
from rule files of its own, and against what `evaluate` says of a profile under it.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.model.edition import Edition
from kla_rules.profile.model import Profile
from kla_rules.testing import profiles, small_edition, small_rules
from kla_rules.validation.comparison.moved import Both, moved
from kla_rules.validation.comparison.moved_model import NO_EFFECT, Effect, MovedRegion, minus, plus
from kla_rules.validation.comparison.standing import effect, ladder_of, standing
from support import examples

Files = dict[str, Any]
SMALL: Final = small_edition()


def _question(files: Files, name: str) -> dict[str, Any]:
    questions: list[dict[str, Any]] = files[f"indicators/{name[0]}.yaml"]["questions"]
    return next(one for one in questions if one["id"] == name)


def _maximum(name: str, maximum: float) -> Callable[[Files], None]:
    return lambda files: _question(files, name).update(maximum=maximum)


def _without(name: str) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        files[f"indicators/{name[0]}.yaml"]["questions"].remove(_question(files, name))

    return change


def _added(name: str, after: str, maximum: float) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        questions = files[f"indicators/{name[0]}.yaml"]["questions"]
        own = {**_question(files, after), "id": name, "maximum": maximum}
        questions.insert(1, own)

    return change


def _edge(files: Files) -> None:
    rule = files["edition.yaml"]["edge_policy"]
    rule["policy"], rule["other"]["policy"] = rule["other"]["policy"], rule["policy"]


def _new_level(files: Files) -> None:
    levels = files["edition.yaml"]["levels"]
    levels.insert(2, {**levels[1], "id": "nindya", "floor": 71})


def _cap(files: Files) -> None:
    files["indicators/1.yaml"]["maximum"] = 24


def _floor(level: int, points: float) -> Callable[[Files], None]:
    return lambda files: files["edition.yaml"]["levels"][level].update(floor=points)


def _asked(place: int, when: Mapping[str, Any] | None) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        requirements = files["requirements.yaml"]["requirements"]
        if when is None:
            requirements[place] = None
        else:
            requirements[place]["when"] = when

    return change


# What changes, by what it is called; each alone leaves an edition whole, and so do any together.
CHANGES: Final[Mapping[str, Callable[[Files], None]]] = {
    "node:2.1": _maximum("2.1", 9),
    "node:2.2": _maximum("2.2", 13.5),
    "node:1": _cap,
    "node:1.1": lambda files: _question(files, "1.1").update(direction="negative"),
    "node:1.2": _maximum("1.2", 12),
    "node:4.4": _added("4.4", "4.3", 3),
    "node:4.3": _without("4.3"),
    "level:madya": _floor(1, 58),
    "level:nindya": _new_level,
    "edge": _edge,
    "requirement:schools": _asked(0, {"measure": "school_share", "at_least": 60}),
    "requirement:parts": _asked(1, {"points": "K1", "at_least": 30}),
}


def built(names: Collection[str]) -> Edition:
    """Return the small edition with some changes; maxima above the questions follow them."""
    files = small_rules()
    for name, change in CHANGES.items():
        if name in names:
            change(files)
    clusters = files["edition.yaml"]["clusters"]
    for name in ("1", "2", "4"):
        rule = files[f"indicators/{name}.yaml"]
        sums = sum(question["maximum"] for question in rule["questions"])
        if "cap" in rule:
            rule["cap"]["questions_sum"] = sums
        else:
            rule["maximum"] = sums
    clusters[0]["maximum"] = sum(files[f"indicators/{name}.yaml"]["maximum"] for name in "12")
    files["edition.yaml"]["maximum"] = sum(cluster["maximum"] for cluster in clusters)
    files["requirements.yaml"]["requirements"] = [
        one for one in files["requirements.yaml"]["requirements"] if one is not None
    ]
    return small_edition(files)


def region_of(old: Edition, new: Edition, profile: Profile) -> MovedRegion | None:
    """Return how a profile moves, or None where it does not."""
    regions = moved(old, new, [Both("a", profile, profile.under(new))]).regions
    return regions[0] if regions else None


@given(st.data())
@examples(12)
def test_what_a_change_does_is_what_an_edition_with_it_alone_and_one_without_it_say(
    data: st.DataObject,
) -> None:
    names = data.draw(st.sets(st.sampled_from(sorted(CHANGES)), min_size=1))
    new = built(names)
    profile = data.draw(profiles(SMALL, adversarial=True))
    try:
        region = region_of(SMALL, new, profile)
    except kla.ProfileError:
        return
    if region is None:
        return
    ladder = ladder_of(SMALL, new)
    shares = {share.change.id: share for share in region.shares}
    assert shares.keys() <= names
    for name in names:
        share = shares.get(name)
        for some, found in (
            ({name}, share.alone if share else NO_EFFECT),
            (names - {name}, share.rest if share else region.whole),
        ):
            try:
                under = profile.under(built(some))
            except kla.ProfileError:
                continue  # points that only fit where all has changed
            expected = effect(region.old, standing(kla.evaluate(under)), ladder)
            assert found == expected, (name, some)


@given(st.data())
@examples(5)
def test_the_parts_sum_to_the_whole_for_each_region_and_for_all(data: st.DataObject) -> None:
    new = built(data.draw(st.sets(st.sampled_from(sorted(CHANGES)), min_size=1)))
    both = []
    for at in range(4):
        profile = data.draw(profiles(SMALL, adversarial=True))
        try:
            both.append(Both(str(at), profile, profile.under(new)))
        except kla.ProfileError:
            continue
    found = moved(SMALL, new, both)
    for region in found.regions:
        left = region.whole
        for share in region.shares:
            assert plus(plus(share.alone, share.rest), share.interplay) == region.whole
            left = minus(left, share.alone)
        assert left == region.interplay
        assert effect(region.old, region.new, ladder_of(SMALL, new)) == region.whole
    of_all = found.interplay
    for one in found.by_change():
        assert plus(plus(one.alone, one.rest), one.interplay) == found.whole
        of_all = plus(of_all, one.alone)
    assert of_all == found.whole


def test_points_that_go_from_one_question_to_another_are_two_changes() -> None:
    new = built({"node:2.1", "node:2.2"})
    answers = {"2.1": {"option": "full"}, "2.2": {"fraction": 0.5}}
    profile = Profile.from_dict({"year": 2024, "answers": answers}, SMALL)
    region = region_of(SMALL, new, profile)
    assert region is not None
    assert {share.change.id: share.alone.low_thousandths for share in region.shares} == {
        "node:2.1": -3000,
        "node:2.2": 1750,
    }
    assert region.interplay == NO_EFFECT
    assert next(share.change.changes[0].text("en") for share in region.shares) == (
        "the maximum of 2.1 (Invented question 2.1): 12 to 9"
    )


def test_what_neither_change_does_alone_is_their_interplay() -> None:
    """Two questions under a cap that is reached: one loses what the other gains room for."""
    new = built({"node:1", "node:1.2"})
    full = {name: {"option": "full"} for name in ("1.1", "1.2", "1.3", "1.4")}
    profile = Profile.from_dict({"year": 2024, "answers": full}, SMALL)
    region = region_of(SMALL, new, profile)
    assert region is not None
    effects = {share.change.id: share.alone.low_thousandths for share in region.shares}
    assert effects == {"node:1": -6000}  # more at a question beyond the cap counts for nothing
    floor = built({"level:madya", "requirement:schools"})
    data = {"year": 2024, "points": {"total": 60}, "measures": {"school_share": 30}}
    together = region_of(SMALL, floor, Profile.from_dict(data, SMALL))
    assert together is None  # the floor comes down and the requirement goes up
    (alone,) = (
        region
        for region in [region_of(SMALL, built({"level:madya"}), Profile.from_dict(data, SMALL))]
        if region
    )
    assert (alone.old.levels, alone.new.levels) == (("pratama",), ("madya",))


def test_a_level_that_falls_by_two_changes_only_together_is_told_so() -> None:
    new = built({"node:2.1", "level:madya"})
    answers = {"2.1": {"option": "full"}}
    data = {"year": 2024, "points": {"1": 30, "K2": 20}, "answers": answers}
    profile = Profile.from_dict({**data, "measures": {"school_share": 30}}, SMALL)
    assert kla.evaluate(profile).low_thousandths == 62_000
    region = region_of(SMALL, new, profile)
    assert region is not None
    shares = {share.change.id: share for share in region.shares}
    assert shares["level:madya"].alone.lowest_level == 1
    assert shares["node:2.1"].alone.lowest_level == 0
    assert region.whole.lowest_level == 1


def test_what_carrying_over_changed_is_a_change_of_its_own() -> None:
    profile = Profile.from_dict({"year": 2024, "points": {"2.1": 12, "2.3": 8}}, SMALL)
    carried = Profile.from_dict({"year": 2024, "points": {"2.1": 12, "2.3": 3}}, SMALL)
    (region,) = moved(SMALL, SMALL, [Both("a", profile, carried)]).regions
    (share,) = region.shares
    assert (share.change.id, share.alone) == ("carry", Effect(-5000, -5000))
    assert share.rest == NO_EFFECT
    new = built({"node:2.1"})
    clipped = Profile.from_dict({"year": 2024, "points": {"2.1": 9, "2.3": 8}}, new)
    (region,) = moved(SMALL, new, [Both("a", profile, clipped)]).regions
    assert [share.change.id for share in region.shares] == ["node:2.1"]


def test_measures_that_carrying_over_lost_are_told_as_such() -> None:
    data = {"year": 2024, "points": {"total": 70}, "measures": {"school_share": 30}}
    profile = Profile.from_dict(data, SMALL)
    lost = Profile.from_dict({"year": 2024, "points": {"total": 70}}, SMALL)
    (region,) = moved(SMALL, SMALL, [Both("a", profile, lost)]).regions
    (share,) = region.shares
    assert (share.change.id, share.alone.lowest_level) == ("carry", -1)


def test_a_node_of_another_name_is_the_same_where_somebody_says_so() -> None:
    files = small_rules()
    question = files["indicators/2.yaml"]["questions"][0]
    question["id"], question["maximum"] = "2.9", 9
    files["indicators/2.yaml"]["questions"][1]["maximum"] = 13
    new = small_edition(files)
    new_of = {name: name for name in SMALL.ids if name != "2.1"} | {"2.1": "2.9"}
    old = Profile.from_dict({"year": 2024, "answers": {"2.1": {"option": "full"}}}, SMALL)
    other = Profile.from_dict({"year": 2024, "answers": {"2.9": {"option": "full"}}}, new)
    (region,) = moved(SMALL, new, [Both("a", old, other)], new_of=new_of).regions
    shares = {share.change.id: share.alone.low_thousandths for share in region.shares}
    assert shares == {"node:2.1": -3000, "node:2.2": 0}


def test_a_cluster_that_was_opened_into_questions_is_one_change() -> None:
    old, new = kla.edition("kla-2022"), kla.edition("kla-2024")
    profile = Profile.from_dict({"year": 2022, "points": {"K0": 100, "K1": 50}}, old)
    carried = Profile.from_dict({"year": 2024, "points": {"K0": 109.333, "K1": 50}}, new)
    (region,) = moved(old, new, [Both("a", profile, carried)]).regions
    shares = {share.change.id: share for share in region.shares}
    assert "node:K0" in shares
    assert shares["node:K0"].alone.low_thousandths == 9333
    leaves = {f"node:{node.id}" for node in old.nodes if not node.children}
    assert {name for name in shares if name.startswith("node:")} <= leaves


def test_where_nodes_moved_the_tree_is_one_change() -> None:
    files = small_rules()
    files["edition.yaml"]["clusters"][0].update(maximum=85, indicators=["1", "2", "4"])
    files["edition.yaml"]["clusters"][1].update(maximum=15, indicators=["3"])
    files["indicators/4.yaml"]["cluster"] = "K1"
    files["indicators/3.yaml"]["maximum"] = 15
    files["edition.yaml"]["levels"][1]["floor"] = 58
    new = small_edition(files)
    data = {"year": 2024, "points": {"K1": 50, "4": 10}, "measures": {"school_share": 30}}
    profile = Profile.from_dict(data, SMALL)
    (region,) = moved(SMALL, new, [Both("a", profile, profile.under(new))]).regions
    assert {share.change.id for share in region.shares} <= {"tree:total", "level:madya"}
    total = region.interplay
    for share in region.shares:
        total = plus(total, share.alone)
    assert total == region.whole


@pytest.mark.parametrize("name", ["kla-2011", "kla-2019", "kla-2022"])
def test_whole_editions_are_told_apart_as_well(name: str) -> None:
    old, new = kla.edition(name), kla.edition("kla-2024")
    profile = Profile.from_dict({"year": old.rounds[-1], "points": {"total": 650}}, old)
    carried = Profile.from_dict({"year": 2024, "points": {"total": 650}}, new)
    found = moved(old, new, [Both("a", profile, carried)], new_of={"total": "total"})
    for region in found.regions:
        total = region.interplay
        for share in region.shares:
            total = plus(total, share.alone)
        assert total == region.whole == effect(region.old, region.new, ladder_of(old, new))
