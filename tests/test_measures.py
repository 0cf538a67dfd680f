"""Measures in a profile: what cannot be true is refused, what is suspicious is a note."""

from typing import Any

import pytest

import kla_rules as kla

Json = dict[str, Any]


def profile(measures: Json | None = None, **more: Any) -> kla.Profile:
    data = {"year": 2019, "stage": "final", "region": {"name": "Kota Contoh"}, **more}
    return kla.Profile.from_dict({**data, "measures": measures} if measures else data)


def notes(one: kla.Profile) -> dict[str, str]:
    return {note.id: note.text("en") for note in kla.evaluate(one).notes}


@pytest.mark.parametrize(
    ("measures", "path", "message"),
    [
        ({"sra_share": {"value": 98.7, "part": 54317, "whole": 53612}}, "measures.sra_share.part",
         "counts 54317 out of 53612; a part that is at most the whole; the two seem to be swapped"),
        ({"sra_share": 122.39}, "measures.sra_share", "is 122.39%; 0 to 100; check numerator"),
        ({"sra_share": -1}, "measures.sra_share", "is -1%"),
        ({"sra_share": True}, "measures.sra_share", "is true; a number"),
        ({"smoke_free_regulation": 1}, "measures.smoke_free_regulation", "yes or no; true or false"),
        ({"sra_share": {}}, "measures.sra_share", "has no value"),
        ({"sra_share": {"part": 3}}, "measures.sra_share", "incomplete; part and whole together"),
        ({"sra_share": {"value": 3, "unknown": 2}}, "measures.sra_share", "incomplete"),
        ({"dekela_share": {"part": 30, "whole": 34, "unknown": 5}}, "measures.dekela_share.unknown",
         "counts 30 and 5 unknown out of 34"),
        ({"sra_share": [{"value": 3}, {"value": 4}]}, "measures.sra_share[1]", "given twice for one year (2019)"),
        ({"sra_share": {"value": "31"}}, "measures.sra_share.value", '"31"'),
        ({"Lulus; semua terpenuhi": 1}, "measures.Lulus; semua terpenuhi", "is no id of a measure"),
        ({"sra_share": {"share": 3}}, "measures.sra_share.share", '"share"'),
    ],
)  # fmt: skip
def test_a_measure_that_cannot_be_true_is_refused(measures: Json, path: str, message: str) -> None:
    with pytest.raises(kla.ProfileError) as caught:
        profile(measures)
    lines = str(caught.value).splitlines()
    assert any(line.startswith(path + ":") and message in line for line in lines), lines


@pytest.mark.parametrize(
    ("measures", "note", "message"),
    [
        ({"sra_share": {"value": 31, "part": 30, "whole": 100}}, "measure.counts-differ",
         "sra_share is given as 31%, but 30 of 100 are 30%; the counts are used."),
        ({"sra_share": 0.31}, "measure.small", "less than one per cent; if a share was meant, write 31"),
        ({"sra_shares": 31}, "measure.not-asked", "(did you mean sra_share, pka_share?); it is not used"),
        ({"exclusive_breastfeeding": {"value": 60, "year": 2021}}, "measure.later", "2021, after the round of 2019"),
        ({"undernutrition_prevalence": [{"value": 21.1, "definition": "survey"}, {"value": 19.86, "definition": "weighing"}]},
         "measure.two-definitions", "21.1 (survey), 19.86 (weighing)"),
    ],
)  # fmt: skip
def test_a_suspicious_measure_is_a_note(measures: Json, note: str, message: str) -> None:
    assert message in notes(profile(measures))[note]


@pytest.mark.parametrize(
    "measures",
    [
        {"sra_share": {"value": 98.7, "part": 53612, "whole": 54317}},  # 98.702, printed as 98.7
        {"sra_share": {"value": 33, "part": 1, "whole": 3}},
        {"undernutrition_prevalence": [{"value": 20, "definition": "a"}, {"value": 20, "definition": "b"}]},
    ],
)  # fmt: skip
def test_figures_that_agree_are_not_suspicious(measures: Json) -> None:
    assert not [name for name in notes(profile(measures)) if name.startswith("measure.")]


def test_two_definitions_settle_a_requirement_only_where_they_agree() -> None:
    def met(first: float, second: float) -> bool | None:
        both = [{"value": first, "definition": "a"}, {"value": second, "definition": "b"}]
        result = kla.evaluate(profile({"sra_share": both}))
        return result.requirements[0].met

    assert (met(31, 26), met(24, 20), met(31, 24)) == (True, False, None)


def test_measures_of_a_later_edition_do_no_harm() -> None:
    one = kla.Profile.from_dict({"year": 2024, "measures": {"sra_share": 31.0}})
    assert "measure.not-asked" in notes(one)


def test_a_profile_writes_its_measures_and_ratios_back() -> None:
    measures = {
        "sra_share": 31,
        "dekela_share": {"part": 0, "whole": 34, "unknown": 4},
        "smoke_free_regulation": False,
        "exclusive_breastfeeding": [{"year": 2018, "value": 60.1}, {"year": 2019, "value": 0}],
    }
    one = profile(measures)
    again = kla.Profile.from_dict(one.to_dict())
    assert again == one
    assert again.digest == one.digest
    assert profile({**measures, "sra_share": 32}).digest != one.digest
    old = kla.Profile.from_dict({"year": 2015, "ratios": {"8": 0.75, "9": 1}})
    assert kla.Profile.from_dict(old.to_dict()) == old
    assert kla.Profile.from_dict({"year": 2015, "ratios": {"9": 1, "8": 0.75}}).digest == old.digest


# -- totals and regions ----------------------------------------------------------------------------


def test_a_total_that_lost_its_decimal_point_is_noted() -> None:
    slip = notes(profile(points={"total": 9.14}))
    assert slip["total.slip"].endswith("914 may be meant.")
    assert "total.slip" not in notes(profile(points={"total": 36.75}))
    assert "total.slip" not in notes(profile(points={"total": 0}))


def test_a_printed_total_with_a_shifted_point_is_noted() -> None:
    clusters = {"K0": 100, "K1": 100, "K2": 100, "K3": 100, "K4": 100, "K5": 100, "K6": 14}
    one = profile(year=2022, points=clusters, declared_total=61.4)
    assert "with its decimal point shifted" in notes(one)["total.declared-slip"]


@pytest.mark.parametrize(
    ("region", "noted"),
    [
        ({"name": "Pasuruan"}, True),
        ({"name": "Pasuruan", "kind": "kota"}, False),
        ({"name": "Pasuruan", "code": "35.75"}, False),
        ({"name": "Kota Pasuruan"}, False),
        ({"name": "Kab. Pasuruan"}, False),
    ],
)
def test_a_name_that_a_kota_and_a_kabupaten_share_needs_kind_or_code(
    region: dict[str, str], noted: bool
) -> None:
    one = kla.Profile.from_dict({"year": 2024, "region": region})
    assert ("region.no-kind" in notes(one)) is noted


def test_the_order_of_readings_says_nothing_and_yes_is_not_one() -> None:
    years = [{"year": 2018, "value": 60}, {"year": 2019, "value": 61}]
    one = profile({"exclusive_breastfeeding": years})
    other = profile({"exclusive_breastfeeding": years[::-1]})
    assert (one, one.digest) == (other, other.digest)
    assert profile({"something": True}) != profile({"something": 1})


def test_a_profile_of_a_far_year_keeps_its_measures() -> None:
    far = kla.Profile.from_dict({"year": 2150, "measures": {"kla_regulation": True}})
    assert kla.Profile.from_dict(far.to_dict()) == far


def test_points_and_a_ratio_that_no_maximum_allows_are_noted() -> None:
    for points, ratio, noted in (
        (800, 0.5, True),
        (0, 0.9, True),
        (500, 0.5, False),
        (0, 0, False),
    ):
        data = {"year": 2015, "points": {"K1": points}, "ratios": {"K1": ratio}}
        result = kla.evaluate(kla.Profile.from_dict(data))
        assert ("ratio.contradicts" in {note.id for note in result.notes}) is noted
