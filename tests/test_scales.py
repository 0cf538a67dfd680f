"""Scales: tables of the user's own that turn values and options into points."""

import itertools
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.core.reading.read import read_value
from kla_rules.rulesets.scales import Scale, scale_in
from kla_rules.testing import small_edition, small_rules
from support import TREE, english, most


def table(scales: dict[str, Any], **more: object) -> dict[str, Any]:
    head = {"id": "ours", "edition": "kla-2024", "source": "our own", "illustrative": True}
    return {**head, "scales": scales, **more}


def bands(*ends: tuple[float, float | None, float]) -> dict[str, Any]:
    return {
        "bands": [
            {"from": low, "points": points} | ({} if high is None else {"to": high})
            for low, high, points in ends
        ]
    }


TOP = most("26.15")
PATBM = bands((0, 25, 0), (25, 50.5, 4), (50.5, 100, TOP))


def evaluated(answers: dict[str, Any], scales: dict[str, Any]) -> kla.Evaluation:
    data = {"year": 2024, "stage": "self", "answers": answers, "scales": scales}
    return kla.evaluate(kla.Profile.from_dict(data))


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, 0), (24.99, 0), (25, 4), (50.49, 4), (50.5, TOP), (100, TOP)],
)
def test_a_value_falls_into_the_band_that_starts_at_it(value: float, expected: float) -> None:
    result = evaluated({"26.15": {"value": value}}, table({"26.15": PATBM}))
    assert result.node("26.15").points == expected
    assert result.node("26.15").basis == "scale"
    assert result.provenance.by_basis_thousandths == {"scale": expected * 1000}


def test_options_of_a_table_give_its_points_and_none_and_full_stay() -> None:
    scales = table({"6.1": {"options": {"partly": 2.5, "mostly": 5}}})
    answers = {"6.1": {"option": "partly"}, "2.1": {"option": "full"}}
    result = evaluated(answers, scales)
    assert result.node("6.1").points == Decimal("2.5")
    assert result.node("2.1").points == most("2.1")
    with pytest.raises(kla.ProfileError, match="did you mean mostly"):
        evaluated({"6.1": {"option": "mostlly"}}, scales)


def test_a_table_comes_from_the_profile_or_with_evaluate(tmp_path: Path) -> None:
    path = tmp_path / "table.yaml"
    path.write_text(yaml.safe_dump(table({"26.15": PATBM})), encoding="utf-8")
    profile = tmp_path / "p.yaml"
    text = 'year: 2024\nstage: self\nanswers: {"26.15": {value: 61.5}}\n'
    profile.write_text(text + "scales: table.yaml\n", encoding="utf-8")
    beside = kla.evaluate(kla.Profile.read(profile))
    profile.write_text(text, encoding="utf-8")
    with_path = kla.evaluate(kla.Profile.read(profile), scales=path)
    with_scale = kla.evaluate(kla.Profile.read(profile), scales=Scale.read(path, TREE))
    assert beside.score == with_path.score == with_scale.score == TOP
    assert beside.record.scale_digest == with_path.record.scale_digest
    assert beside.record.scale_digest is not None
    assert kla.check(path) == ()


def test_a_table_is_named_in_every_output_and_an_invented_one_makes_the_result_illustrative() -> (
    None
):
    result = evaluated({"26.15": {"value": 61.5}}, table({"26.15": PATBM}))
    assert result.illustrative
    data: Any = result.to_dict()
    assert (data["scale"]["id"], data["scale"]["source"]) == ("ours", "our own")
    again = kla.Profile.from_dict(result.profile.to_dict())
    assert kla.evaluate(again).to_dict() == data


@pytest.mark.parametrize("name", ["../table.yaml", "/etc/passwd", "a/../../b.yaml"])
def test_a_table_outside_the_folder_of_the_profile_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(f"year: 2024\nscales: {name}\n", encoding="utf-8")
    with pytest.raises(kla.ProfileError, match="cannot be looked up"):
        kla.Profile.read(path)


def test_a_file_name_means_nothing_where_no_file_was_read() -> None:
    with pytest.raises(kla.ProfileError) as caught:
        kla.Profile.from_dict({"year": 2024, "scales": "table.yaml"})
    assert caught.value.findings[0].id == "scale.path"


def test_what_is_wrong_with_a_table_within_a_profile_has_its_place_in_it() -> None:
    table = {
        "id": "a",
        "edition": "kla-2024",
        "source": "s",
        "scales": {"99": {"options": {"x": 0}}},
    }
    with pytest.raises(kla.ProfileError) as caught:
        kla.Profile.from_dict({"year": 2024, "scales": table})
    assert caught.value.findings[0].path == ("scales", "scales", "99")


@pytest.mark.parametrize(
    ("scales", "finding", "words"),
    [
        ({"26.15": bands((0, 25, 0), (30, 100, TOP))}, "scale.gap", "25 to 30"),
        ({"26.15": bands((5, 100, TOP))}, "scale.gap", "0 to 5"),
        ({"26.15": bands((0, 90, TOP))}, "scale.gap", "90 to 100"),
        ({"26.15": bands((0, 60, 0), (50, 100, TOP))}, "scale.overlap", "50 to 60"),
        ({"26.15": bands((0, 50, TOP), (50, 100, 0))}, "scale.direction", "more is better"),
        ({"13.1": bands((0, 50, 0), (50, 100, 1))}, "scale.direction", "less is better"),
        ({"26.15": bands((0, None, 0), (50, 100, TOP))}, "scale.open-band", "has no end"),
        ({"26.15": bands((0, 0, 0), (0, 100, TOP))}, "scale.empty-band", "from 0 to 0"),
        ({"26.15": bands((0, 100, most("26.15", 0.001)))}, "profile.above-maximum", english(TOP)),
        ({"26.15": bands((0, 100, 1.0001))}, "edition.too-fine", "three decimals"),
        ({"6.1": bands((0, 100, most("6.1")))}, "scale.not-measured", "no measured question"),
        ({"6.1": {"options": {"full": most("6.1")}}}, "scale.reserved-option", "full"),
        (
            {"6.1": {"options": {"x": most("6.1", 1)}}},
            "profile.above-maximum",
            english(most("6.1")),
        ),
        ({"6.1": {}}, "scale.empty", "neither"),
        ({"6.11": {"options": {"x": 1}}}, "scale.unknown-question", "did you mean"),
        ({"K1": {"options": {"x": 1}}}, "scale.unknown-question", "K1"),
        ({}, "schema.length", "at least 1 key"),
    ],
)
def test_what_is_wrong_with_a_table_is_told(
    scales: dict[str, Any], finding: str, words: str
) -> None:
    _, found = scale_in(read_value(table(scales)), TREE)
    assert finding in [one.id for one in found]
    assert words in next(one for one in found if one.id == finding).text("en")


def test_a_table_for_another_edition_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.yaml"
    path.write_text(yaml.safe_dump(table({"26.15": PATBM}, edition="kla-2031")), encoding="utf-8")
    with pytest.raises(kla.RuleError, match="for the edition"):
        Scale.read(path, TREE)
    assert kla.check(path)[0].id == "edition.unknown"


def test_a_share_outside_its_scale_stays_unknown_whatever_is_assumed() -> None:
    # The scale knows more than the assumption: what it leaves out is no share of the maximum.
    rules = small_rules()
    question = rules["indicators/1.yaml"]["questions"][2]
    question["may_exceed_100"] = True
    name, edition = question["id"], small_edition(rules)
    closed = table({name: bands((0, 50, 0), (50, 100, 4))}, edition="small")

    def of(value: float, scales: dict[str, Any] | None, assume: Any) -> kla.Evaluation:  # noqa: ANN401 - a literal
        data = {"year": 2024, "answers": {name: {"value": value}}}
        data |= {} if scales is None else {"scales": scales}
        return kla.evaluate(kla.Profile.from_dict(data, edition), edition, assume=assume)

    for assume in (None, "proportional"):
        result = of(100.5, closed, assume)
        assert (result.node(name).points, result.node(name).basis) == (None, "unknown"), assume
        noted = [note.node for note in result.notes if note.id == "answer.outside-scale"]
        assert noted == [name]
    assert of(100.5, None, "proportional").node(name).basis == "assumed"
    inside = of(20, closed, "proportional").node(name)
    assert (inside.points, inside.basis) == (Decimal(0), "scale")


def test_a_count_above_a_closed_table_stays_unknown_with_a_note() -> None:
    scales = table({"12.4": bands((0, 10, 1), (10, 20, 0))})
    result = evaluated({"12.4": {"value": 21}}, scales)
    assert result.node("12.4").points is None
    (note,) = [one for one in result.notes if one.id == "answer.outside-scale"]
    assert "The value of 12.4 lies in no band of the table " in note.text("en")
    assert evaluated({"12.4": {"value": 20}}, scales).node("12.4").points == 0


@given(
    cuts=st.lists(st.integers(1, 9999), unique=True, max_size=8),
    value=st.integers(0, 10_000),
    step=st.integers(0, 1000),
)
def test_every_percentage_falls_into_exactly_one_band(
    cuts: list[int], value: int, step: int
) -> None:
    ends = [0, *sorted(cuts), 10_000]
    rows = [
        (low / 100, high / 100, min(round(TOP * 1000), step * index) / 1000)
        for index, (low, high) in enumerate(itertools.pairwise(ends))
    ]
    result = evaluated({"26.15": {"value": value / 100}}, table({"26.15": bands(*rows)}))
    index = sum(1 for cut in cuts if value >= cut)
    assert result.node("26.15").points == Decimal(min(round(TOP * 1000), step * index)) / 1000


def test_a_scale_that_names_no_edition_is_told_that_it_lacks_it(tmp_path: Path) -> None:
    path = tmp_path / "scale.yaml"
    path.write_text("scales: []\n", encoding="utf-8")
    missing = [one.values["key"] for one in kla.check(path) if one.id == "schema.missing-key"]
    assert "edition" in missing
    assert "edition.unknown" not in {one.id for one in kla.check(path)}
