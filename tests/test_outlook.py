"""What verification did to published scores, and whether a province is child-friendly."""

import csv
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.core.writing import Language
from kla_rules.testing import profiles
from support import TREE, level_of

CASES = Path(__file__).parent / "instrument" / "published" / "cases.csv"


def evaluated(total: float, stage: str = "self", **more: Any) -> kla.Evaluation:
    data = {"year": 2024, "stage": stage, "points": {"total": total}, **more}
    return kla.evaluate(kla.Profile.from_dict(data))


# -- outlook ---------------------------------------------------------------------------------------


def test_the_drops_are_those_of_the_published_rows() -> None:
    with CASES.open(encoding="utf-8", newline="") as file:
        rows = {(r["region"], r["year"], r["stage"]): r["total"] for r in csv.DictReader(file)}
    outlook = kla.rounds.verification_outlook(evaluated(900))
    assert outlook.n == 8
    for row in outlook.rows:
        one = row.published
        for stage, value in (
            (one.before_stage, one.before_thousandths),
            (one.after_stage, one.after_thousandths),
        ):
            assert float(rows[one.region, str(one.year), stage]) * 1000 == value


def test_every_published_drop_gives_the_level_it_would_leave() -> None:
    outlook = kla.rounds.verification_outlook(evaluated(880.39))
    data = outlook.to_dict()
    assert (data["smallest"], data["median"], data["largest"]) == (69.6, 195.125, 296.3)
    levels = [pair["levels_possible"] for pair in data["pairs"]]
    assert levels == [[level_of(880.39 - pair["drop"])] for pair in data["pairs"]]
    assert data["pairs"][0]["score_range"] == [810.79, 810.79]


@pytest.mark.parametrize("language", ["id", "en"])
def test_it_says_that_the_sample_is_small_and_that_it_is_no_forecast(language: Language) -> None:
    text = " ".join(kla.rounds.verification_outlook(evaluated(880.39)).explain(language).split())
    words = {"id": "tidak dipilih secara acak", "en": "small and not random"}
    forecast = {"id": "bukan ramalan", "en": "no forecast"}
    assert words[language] in text
    assert forecast[language] in text


@pytest.mark.parametrize("stage", ["administrative", "field", "final"])
def test_a_stage_without_published_pairs_has_no_outlook(stage: str) -> None:
    outlook = kla.rounds.verification_outlook(evaluated(880.39, stage))
    assert (outlook.n, outlook.smallest, outlook.median, outlook.largest) == (0, None, None, None)
    assert "No pair of exact points" in outlook.explain("en")


def test_nothing_falls_below_zero() -> None:
    outlook = kla.rounds.verification_outlook(evaluated(100))
    assert outlook.rows[-1].low_thousandths == 0
    assert outlook.rows[-1].levels == (None,)


@given(st.data())
def test_a_drop_never_raises_a_score_and_keeps_its_range(data: st.DataObject) -> None:
    result = kla.evaluate(data.draw(profiles(TREE)))
    for row in kla.rounds.verification_outlook(result).rows:
        assert row.low_thousandths <= result.low_thousandths
        assert row.high_thousandths <= result.high_thousandths
        assert (
            row.high_thousandths - row.low_thousandths
            <= result.high_thousandths - result.low_thousandths
        )


# -- province --------------------------------------------------------------------------------------


def test_a_province_is_child_friendly_where_every_region_holds_a_level() -> None:
    found = kla.rounds.assess_province(
        {"Kota A": evaluated(650, "final"), "Kabupaten B": "pratama"}
    )
    assert found.state is True
    assert found.deciding == ("Kota A", "Kabupaten B")
    assert found.not_awarded == ()


def test_one_region_without_a_level_decides() -> None:
    found = kla.rounds.assess_province({"Kota A": evaluated(650), "Kota B": evaluated(450, "final"), "Kota C": None}, [
        "Kota A", "Kota B", "Kota C", "Kota D",
    ])  # fmt: skip
    assert found.state is False
    assert found.deciding == ("Kota B", "Kota C")
    assert found.unknown == ("Kota A", "Kota D")
    assert found.not_awarded == ("Kota A",)
    assert found.to_dict()["provila"] is False
    assert "Without a level: Kota B, Kota C." in found.explain("en")
    assert "the results of Kota A stand at" in found.explain("en").splitlines()[1]


def test_what_is_not_known_stays_unknown() -> None:
    open_ = kla.evaluate(kla.Profile.from_dict({"year": 2024, "points": {"K0": 100}}))
    found = kla.rounds.assess_province(
        {"Kota A": "madya", "Kota B": open_}, ["Kota A", "Kota B", "Kota C"]
    )
    assert found.state is None
    assert found.deciding == ("Kota B", "Kota C")
    assert "belum dapat dipastikan" in found.explain()


@pytest.mark.parametrize(
    ("results", "regions", "message"),
    [
        ({}, (), "at least one regency or city"),
        ({"Kota A": evaluated(600, region={"name": "Kota B"})}, (), '"Kota A" is of "Kota B"'),
        ({"Kota A": "paripurna"}, (), 'there is no level "paripurna"'),
        ({"Kota Pasuruan": "madya"}, ["Kabupaten Pasuruan"], '"Kota Pasuruan" is not among'),
    ],
)
def test_a_province_that_makes_no_sense_is_refused(
    results: dict[str, Any], regions: list[str], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        kla.rounds.assess_province(results, regions)


@given(st.dictionaries(st.text("ABC", min_size=1), st.sampled_from(["pratama", "kla", None])))
def test_the_order_of_regions_decides_nothing(results: dict[str, str | None]) -> None:
    if results:
        backwards = dict(reversed(results.items()))
        assert (
            kla.rounds.assess_province(results).state == kla.rounds.assess_province(backwards).state
        )
        assert kla.rounds.assess_province(results).state is (None not in results.values())
