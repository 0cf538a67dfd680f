"""Whom a change of the rules moves: who, from where to where, and who cannot be held against it."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.model.edition import Edition
from kla_rules.profile.model import Profile
from kla_rules.testing import small_edition, small_rules
from kla_rules.testing.strategies import points, profile_of, required
from kla_rules.validation.comparison.held import holder
from kla_rules.validation.comparison.moved import ladder_of, moved, standing
from kla_rules.validation.comparison.nation import synthetic_nation
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
DROPPED = changed(i2__questions__2=None, i2__questions__1__maximum=18)
EDITIONS = (SMALL, SHIFTED, RAISED, DROPPED)


def whose(total: float | None = None, **answers: dict[str, Any]) -> Profile:
    """Return a profile with a total, or answers such as `q2_1={"option": "full"}`."""
    names = {name: name.removeprefix("q").replace("_", ".") for name in answers}
    data: dict[str, Any] = {"year": 2024, "answers": {names[q]: x for q, x in answers.items()}}
    if total is not None:
        data["points"] = {"total": total}
    return Profile.from_dict(data, SMALL)


def test_each_profile_is_counted_by_its_levels_under_both_editions() -> None:
    found = moved(SMALL, RAISED, [whose(total) for total in (40, 60, 65, 65, 75)])
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
    found = moved(SMALL, SHIFTED, [whose(q2_3=full), whose(q2_1=half), whose(q2_2=half)])
    told: list[object] = [(one.name, one.old.score, one.new.score) for one in found.regions]
    assert told == [("#2", 6, Decimal("4.5")), ("#3", 5, Decimal("6.5"))]
    assert [region.whole.score_points for region in found.regions] == [
        Decimal("-1.5"),
        Decimal("1.5"),
    ]


def test_a_profile_that_no_longer_fits_is_named_with_the_reason_and_the_others_are_held() -> None:
    named = Profile.from_dict(
        {"year": 2024, "region": {"name": "Kota Rekaan"}, "points": {"2.1": 12}}, SMALL
    )
    found = moved(SMALL, SHIFTED, [named, whose(60), whose(q2_1={"points": 9.5})])
    assert [(one.name, one.edition) for one in found.refused] == [
        ("Kota Rekaan", "new"),
        ("#3", "new"),
    ]
    ids = [[each.id for each in one.findings] for one in found.refused]
    assert ids == [["profile.above-maximum"], ["profile.above-maximum"]]
    assert found.held == 1


def test_a_profile_that_does_not_fit_the_old_edition_is_refused_there() -> None:
    of_new = Profile.from_dict({"year": 2024, "points": {"2.2": 13}}, SHIFTED)
    found = moved(SMALL, SHIFTED, [of_new])
    assert [(one.edition, one.findings[0].id) for one in found.refused] == [
        ("old", "profile.above-maximum")
    ]


def test_what_stands_under_the_new_edition_can_be_said_by_the_caller() -> None:
    def without_answers(_: Profile) -> Profile:
        return Profile.from_dict({"year": 2024}, SHIFTED)

    found = moved(SMALL, SHIFTED, [whose(q2_1={"points": 12})], carry=without_answers)
    assert found.refused == ()
    (region,) = found.regions
    assert (str(region.old.score), str(region.new.score)) == ("12", "0")


def test_levels_of_both_editions_stand_on_one_ladder() -> None:
    files = small_rules()
    levels = files["edition.yaml"]["levels"]
    levels.insert(1, {**levels[1], "id": "between", "floor": 55})
    del levels[3]  # utama
    files["requirements.yaml"]["requirements"].pop()  # what utama asked for
    other = small_edition(files)
    order = ladder_of(SMALL, other)
    assert sorted(order, key=lambda level: order[level]) == [
        None,
        "pratama",
        "between",
        "madya",
        "utama",
    ]


def test_invented_regions_are_counted_as_such() -> None:
    found = moved(SMALL, RAISED, [*synthetic_nation(SMALL, regions=30), whose(65)])
    assert found.illustrative == 30
    assert {region.illustrative for region in found.regions} == {True, False}


def test_only_profiles_are_held() -> None:
    with pytest.raises(TypeError, match="each profile is a Profile, not str"):
        moved(SMALL, RAISED, ["profile.yaml"])  # type: ignore[list-item] # what is tried
    with pytest.raises(TypeError, match="profiles is a list of profiles, not str"):
        moved(SMALL, RAISED, "profile.yaml")  # type: ignore[arg-type] # as above


@given(st.data())
@examples(40)
def test_a_profile_is_held_against_another_version_as_if_read_anew(data: st.DataObject) -> None:
    small = {"indicators/3.yaml": {**small_rules()["indicators/3.yaml"], "maximum": 15}}
    old, new = (
        small_edition({**small_rules(), **small, "indicators/2.yaml": rules})
        for rules in data.draw(st.permutations(_INDICATORS))[:2]
    )
    drawn = data.draw(points(old))
    besides = data.draw(required(old, 2024))
    profile = profile_of(old, drawn, measures=besides["measures"])
    try:
        expected = profile.under(new)
    except kla.ProfileError as error:
        with pytest.raises(kla.ProfileError) as again:
            holder(old, new).held(profile)
        assert again.value.findings == error.findings
        return
    held = holder(old, new).held(profile)
    assert held == expected
    assert held.digest == expected.digest
    assert standing(kla.evaluate(held)) == standing(kla.evaluate(expected))


def _indicator_2(**maxima: float) -> dict[str, Any]:
    rules: dict[str, Any] = small_rules()["indicators/2.yaml"]
    for question in rules["questions"]:
        question["maximum"] = maxima["q" + question["id"][2:]]
    return rules


_INDICATORS = (
    _indicator_2(q1=12, q2=10, q3=8),
    _indicator_2(q1=9, q2=13, q3=8),
    _indicator_2(q1=14, q2=8, q3=8),
)
