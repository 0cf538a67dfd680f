"""Whom a change of the rules moves: who, from where to where, and who cannot be held against it."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.model.edition import Edition
from kla_rules.profile.model import Profile
from kla_rules.testing import profiles, small_edition, small_rules
from kla_rules.validation.comparison.moved import Both, moved
from kla_rules.validation.comparison.moved_model import Moved
from kla_rules.validation.comparison.nation import synthetic_nation
from kla_rules.validation.comparison.standing import ladder_of, standing
from kla_rules.validation.comparison.versions import versions_of
from support import examples

SMALL = small_edition()


def changed(**rules: Any) -> Edition:
    """Return the small edition with other rules: `levels__1__floor=70` is that of the second."""
    files = small_rules()
    for path, value in rules.items():
        name, *keys = path.split("__")
        place: Any = files[{"edition": "edition.yaml", "asks": "requirements.yaml"}.get(
            name, f"indicators/{name[1:]}.yaml")]  # fmt: skip
        for key in keys[:-1]:
            place = place[int(key) if key.isdigit() else key]
        last = keys[-1]
        if value is None and last.isdigit():
            del place[int(last)]
        else:
            place[int(last) if last.isdigit() else last] = value
    return small_edition(files)


# Three points from question 2.1 to 2.2; another floor of madya.
SHIFTED = changed(i2__questions__0__maximum=9, i2__questions__1__maximum=13)
RAISED = changed(edition__levels__1__floor=70)
# Without what is not known, so that answers can be taken over one by one.
VERSIONS = tuple(
    changed(i3__maximum=15, **rules)
    for rules in (
        {},
        {"i2__questions__0__maximum": 9, "i2__questions__1__maximum": 13},
        {"i1__questions__0__answer": "graded", "i2__questions__1__direction": "positive"},
        {"i4__questions__1__answer": "count", "i2__questions__2__answer": "percentage"},
    )
)


def whose(total: float | None = None, **answers: dict[str, Any]) -> Profile:
    """Return a profile with a total, or answers such as `q2_1={"option": "full"}`."""
    names = {name: name.removeprefix("q").replace("_", ".") for name in answers}
    data: dict[str, Any] = {"year": 2024, "answers": {names[q]: x for q, x in answers.items()}}
    if total is not None:
        data["points"] = {"total": total}
    return Profile.from_dict(data, SMALL)


def moves(new: Edition, *profiles: Profile) -> Moved:
    """Return what becomes of profiles of the small edition under another."""
    both = [Both(f"#{at}", one, one.under(new)) for at, one in enumerate(profiles, 1)]
    return moved(SMALL, new, both)


def test_each_profile_is_counted_by_its_levels_under_both_editions() -> None:
    found = moves(RAISED, *(whose(total) for total in (40, 60, 65, 65, 75)))
    asked = ("pratama", "madya")  # what madya asks for besides is not known
    assert found.transitions == {
        ((None,), (None,)): 1,
        (("pratama",), ("pratama",)): 1,
        (asked, ("pratama",)): 2,
        (asked, asked): 1,
    }
    assert found.determined == {(None, None): 1, ("pratama", "pratama"): 1}
    assert found.undetermined == {(asked, ("pratama",)): 2, (asked, asked): 1}
    assert (found.held, found.unchanged, len(found.falls), len(found.rises)) == (5, 3, 2, 0)


def test_who_moves_is_told_with_both_scores() -> None:
    half, full = {"fraction": 0.5}, {"option": "full"}
    found = moves(SHIFTED, whose(q2_3=full), whose(q2_1=half), whose(q2_2=half))
    told: list[object] = [(one.name, one.old.score, one.new.score) for one in found.regions]
    assert told == [("#2", 6, Decimal("4.5")), ("#3", 5, Decimal("6.5"))]
    scores = [region.whole.score_points for region in found.regions]
    assert scores == [Decimal("-1.5"), Decimal("1.5")]


def test_a_level_that_is_only_possible_can_fall_as_well() -> None:
    (region,) = moves(RAISED, whose(65)).regions
    assert (region.whole.lowest_level, region.whole.highest_level) == (0, -1)
    assert region.falls
    assert not region.rises


def test_levels_of_both_editions_stand_on_one_ladder() -> None:
    files = small_rules()
    levels = files["edition.yaml"]["levels"]
    levels.insert(1, {**levels[1], "id": "between", "floor": 55})
    del levels[3]  # utama
    files["requirements.yaml"]["requirements"].pop()  # what utama asked for
    other = small_edition(files)
    order = ladder_of(SMALL, other)
    assert order is not None
    assert sorted(order, key=lambda level: order[level]) == [
        None,
        "pratama",
        "between",
        "madya",
        "utama",
    ]


def test_invented_regions_are_counted_as_such() -> None:
    found = moves(RAISED, *synthetic_nation(SMALL, regions=30), whose(65))
    assert found.illustrative == 30
    assert {region.illustrative for region in found.regions} == {True, False}


def test_only_profiles_under_both_editions_are_taken() -> None:
    with pytest.raises(TypeError, match="each of both is a profile under both editions, not str"):
        moved(SMALL, RAISED, ["profile.yaml"])  # type: ignore[list-item] # what is tried
    with pytest.raises(TypeError, match="both is a list of profiles under both editions, not str"):
        moved(SMALL, RAISED, "profile.yaml")  # type: ignore[arg-type] # as above


@given(st.data())
@examples(20)
def test_a_profile_is_held_against_another_version_as_if_read_anew(data: st.DataObject) -> None:
    old, new = (data.draw(st.sampled_from(VERSIONS)) for _ in range(2))
    profile = data.draw(profiles(old, adversarial=True))
    try:
        expected = profile.under(new)
    except kla.ProfileError as error:
        with pytest.raises(kla.ProfileError) as again:
            versions_of(old, new).held(profile)
        assert again.value.findings == error.findings
        return
    held = versions_of(old, new).held(profile)
    assert held == expected
    assert held.digest == expected.digest
    assert standing(kla.evaluate(held)) == standing(kla.evaluate(expected))


# -- what is told ----------------------------------------------------------------------------------


def test_it_is_told_in_both_languages_with_its_labels_and_as_plain_values() -> None:
    nation = synthetic_nation(SMALL, regions=40)
    both = [Both(one.region.name, one, one.under(RAISED)) for one in nation if one.region]
    found = moved(SMALL, RAISED, both)
    text = {language: found.text(language) for language in ("id", "en")}
    assert "SYNTHETIC: all of them are invented" in text["en"]
    assert "SINTETIS: semuanya rekaan" in text["id"]
    assert "the floor of Madya: 62.5 to 70: 0 points" in text["en"]
    plain = found.to_dict()
    assert plain["illustrative"] == plain["profiles"] == 40
    assert plain["unchanged"] + plain["moved"] == 40
    assert sum(each["count"] for each in plain["transitions"]) == 40
    assert [each["id"] for each in plain["changes"]] == ["level:madya"]
    for region in found.regions:
        assert region.name in found.text("en", whole=True)
    with pytest.raises(kla.ArgumentError):
        found.text("fr")  # type: ignore[arg-type] # what is tried


def test_profiles_of_regions_that_exist_have_no_such_label() -> None:
    found = moves(RAISED, whose(40), whose(65))
    assert "SYNTHETIC" not in found.text("en")
    assert "Not determined, where several levels are possible:" in found.text("en")
    assert "Pratama to Madya -> Pratama: 1" in found.text("en")
    assert moves(SMALL, whose(40)).text("en").count("\n") < 8
    mixed = moves(RAISED, whose(65), *synthetic_nation(SMALL, regions=1))
    assert "SYNTHETIC: 1 of them" in mixed.text("en")
