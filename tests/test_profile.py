"""What a profile may say, and what is refused, with the place and the way to mend it."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.testing import profiles
from support import TREE, points_of, profile_of

BANDUNG = Path(__file__).parents[1] / "examples" / "kota-bandung-2024.yaml"


def refused(data: Any) -> list[kla.Finding]:  # noqa: ANN401 - whatever somebody may pass
    with pytest.raises(kla.ProfileError) as caught:
        kla.Profile.from_dict(data)
    assert str(caught.value)
    return list(caught.value.findings)


@pytest.mark.parametrize(
    ("data", "finding", "path", "words"),
    [
        ({"year": 2024, "points": {"K1": 115.001}}, "profile.above-maximum", "points.K1", "115"),
        ({"year": 2024, "points": {"total": 1003}}, "profile.above-maximum", "points.total", "1,003"),
        ({"year": 2024, "declared_total": 1003}, "profile.above-maximum", "declared_total", "1,003"),
        ({"year": 2024, "points": {"K1": -0.001}}, "profile.below-zero", "points.K1", "-0.001"),
        ({"year": 2024, "points": {"6.33": 1}}, "profile.unknown-node", "points.6.33", "did you mean 6.3"),
        ({"year": 2024, "points": {"K7": 1}}, "profile.unknown-node", "points.K7", '"K7"'),
        ({"year": 2024, "points": {"6": "14"}}, "schema.type", "points.6", "a number"),
        ({"year": 2024, "points": {"6": True}}, "schema.type", "points.6", "a number"),
        ({"year": 2024, "points": {"6": None}}, "schema.type", "points.6", "there is no value here; a number"),
        ({"year": 2024, "points": {"6": float("nan")}}, "document.not-finite", "points.6", "nan"),
        ({"year": 2024, "points": {"6": float("inf")}}, "document.not-finite", "points.6", "inf"),
        ({"year": 2024, "points": {6.3: 14}}, "document.key-not-text", "points", "6.3"),
        ({"year": 2020}, "profile.no-round", "year", "pandemic"),
        ({"year": 2010}, "profile.no-round", "year", "2011"),
        ({"year": "2024"}, "schema.type", "year", "whole number"),
        ({"year": 2024.5}, "schema.type", "year", "whole number"),
        ({"edition": "kla-2042"}, "edition.unknown", "edition", "did you mean kla-2024"),
        ({"edition": "../../etc"}, "edition.unknown", "edition", "etc"),
        ({"stage": "finale"}, "profile.unknown-stage", "stage", "did you mean final"),
        ({"pionts": {}}, "schema.unknown-key", "pionts", "did you mean points"),
        ({"region": "Kota Bandung"}, "schema.type", "region", "mapping"),
        ({"region": {"kind": "kota"}}, "schema.missing-key", "region.name", "name"),
        ({"year": 2024, "points": {"6": 1e300}}, "document.number-size", "points.6", "proportion"),
        ({"year": 10**30}, "document.number-size", "year", "proportion"),
        ({"region": {"name": " "}}, "schema.pattern", "region.name", "one line of text"),
        ({"region": {"name": "X\x1b[31m"}}, "schema.pattern", "region.name", "?"),
        ({"region": {"name": "Bandung", "code": 32.73}}, "schema.type", "region.code", "in quotes"),
        ({"region": {"name": "Bandung", "kind": "city"}}, "schema.not-allowed", "region.kind", "kota"),
        ({"region": {"name": "Pasuruan", "kind": "kota", "code": "35.14"}}, "profile.region-code", "region.code", "kabupaten"),
        ({"region": {"name": "Kabupaten Pasuruan", "code": "35.75"}}, "profile.region-code-name", "region.code", "kota"),
        ({"region": {"name": "Kab. Pasuruan", "kind": "kota"}}, "profile.region-name", "region.name", "share their name"),
        ([1], "schema.type", "", "a mapping"),
        (None, "schema.type", "", "a mapping"),
        ("points", "schema.type", "", "text without keys"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_its_path(
    data: object, finding: str, path: str, words: str
) -> None:
    found = [one for one in refused(data) if one.id == finding]
    assert found, [one.line_of_text() for one in refused(data)]
    assert found[0].where() == path
    assert words in found[0].text("en")
    assert found[0].text("id") != found[0].text("en")


def test_every_problem_of_a_file_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("year: 2024\nstage: slef\npoints:\n  K1: 200\n  K9: 1\n", encoding="utf-8")
    with pytest.raises(kla.ProfileError) as caught:
        kla.Profile.read(path)
    places = [(finding.id, finding.line, finding.column) for finding in caught.value.findings]
    assert places == [
        ("profile.unknown-stage", 2, 8),
        ("profile.above-maximum", 4, 7),
        ("profile.unknown-node", 5, 3),
    ]


def test_a_profile_reads_the_same_from_yaml_json_and_dict(tmp_path: Path) -> None:
    from_yaml = kla.Profile.read(BANDUNG)
    path = tmp_path / "p.json"
    path.write_text(json.dumps(from_yaml.to_dict()), encoding="utf-8")
    assert kla.Profile.read(path) == from_yaml == kla.Profile.from_dict(from_yaml.to_dict())
    assert kla.Profile.read(path).digest == from_yaml.digest


def test_what_a_profile_does_not_say_is_none() -> None:
    profile = kla.Profile.from_dict({})
    assert (profile.region, profile.stage, profile.year, profile.declared_total_thousandths) == (
        None,
    ) * 4
    assert profile.edition.id == "kla-2024"
    assert [note.id for note in profile.notes] == ["profile.no-year", "profile.no-stage"]


def test_points_of_more_digits_keep_them_and_are_noted() -> None:
    data = {"year": 2024, "stage": "self", "points": {"K1": Decimal("14.0005"), "K2": 0.1 + 0.2}}
    profile = kla.Profile.from_dict(data)
    assert profile.points == {"K1": Decimal("14.0005"), "K2": Decimal("0.30000000000000004")}
    assert [profile.values_thousandths[TREE.positions[name]] for name in ("K1", "K2")] == [
        14_000,
        300,
    ]
    assert kla.Profile.from_dict(profile.to_dict()) == profile
    assert [note.id for note in profile.notes] == ["points.rounded"] * 2
    assert profile.notes[0].text("en").startswith("The points of K1 were given as 14.0005")


def test_a_year_of_another_edition_is_noted() -> None:
    data = {"edition": "kla-2024", "year": 2023, "stage": "self"}
    notes = [note.id for note in kla.Profile.from_dict(data).notes]
    assert notes == ["profile.edition-not-in-force"]


def test_a_later_round_uses_the_last_instrument_and_says_so() -> None:
    profile = kla.Profile.from_dict({"year": 2027, "stage": "self"})
    assert profile.edition.id == "kla-2024"
    (note,) = [one for one in profile.notes if one.id == "profile.later-round"]
    assert "instrument of that round is not known" in note.text("en")


def test_a_round_that_was_not_held_is_refused_even_with_an_edition() -> None:
    assert refused({"edition": "kla-2024", "year": 2020})[0].id == "profile.no-round"


@given(st.data())
def test_a_profile_comes_back_from_json_as_it_was(data: st.DataObject) -> None:
    profile = data.draw(profiles(TREE, adversarial=True))
    again = kla.Profile.from_dict(json.loads(json.dumps(profile.to_dict())))
    assert again == profile
    assert again.digest == profile.digest


@given(st.data())
def test_the_order_of_points_never_matters(data: st.DataObject) -> None:
    drawn = data.draw(points_of(TREE))
    shuffled = dict(data.draw(st.permutations(list(drawn.items()))))
    one, two = profile_of(TREE, drawn), profile_of(TREE, shuffled)
    assert one == two
    assert kla.evaluate(one).record.to_bytes() == kla.evaluate(two).record.to_bytes()


TEXT = BANDUNG.read_text(encoding="utf-8")


@given(
    st.integers(0, len(TEXT)),
    st.integers(0, 30),
    st.text(max_size=10) | st.sampled_from(["- ", "{", "*a", "&a ", "!!x ", "1e999", "-9", ".nan"]),
)
def test_a_mutated_profile_raises_nothing_but_profile_errors(
    offset: int, cut: int, paste: str
) -> None:
    from kla_rules.profile.model import profile_from_bytes

    mutated = (TEXT[:offset] + paste + TEXT[offset + cut :]).encode("utf-8", "surrogatepass")
    try:
        kla.evaluate(profile_from_bytes(mutated, file="p.yaml")).to_dict()
    except kla.ProfileError as error:
        assert error.findings
