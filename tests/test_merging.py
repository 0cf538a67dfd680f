"""Files of several offices become one profile; what they contradict each other on is told, not chosen."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from forms_filled import SMALL
from kla_rules.core.reading.read import read_value
from kla_rules.core.reading.schemas import schema_findings
from kla_rules.forms.profile_form import profile_form, profile_form_csv
from kla_rules.merging.write import profile_json, profile_yaml
from kla_rules.testing.strategies.profiles import profiles
from support import command, examples, file_with, said

HEAD = {"region": {"name": "Kota Contoh"}, "edition": SMALL.id, "year": 2025, "stage": "self"}
DECREE = {"kind": "decree", "title": "SK 12/2024"}
REPORT = {"kind": "report", "title": "Laporan 2024"}


def merged(*sources: Any, **options: Any) -> kla.merging.Merged:
    return kla.merge_profiles(sources, SMALL, **options)


def refused(*sources: Any) -> list[kla.Finding]:
    with pytest.raises(kla.ProfileError) as caught:
        merged(*sources)
    return list(caught.value.findings)


def test_answers_of_several_files_are_joined() -> None:
    one = merged(
        {**HEAD, "answers": {"1.2": {"points": 4, "evidence": [DECREE]}}},
        {"answers": {"1.2": {"evidence": [DECREE, REPORT]}, "4.1": {"holds": True}}},
        {"points": {"K1": 12}, "answers": {"1.2": {"points": 4.0}}, "illustrative": True},
    )
    expected = {
        **HEAD,
        "illustrative": True,
        "points": {"K1": 12},
        "answers": {"1.2": {"points": 4, "evidence": [DECREE, REPORT]}, "4.1": {"holds": True}},
    }
    assert one.profile.digest == kla.Profile.from_dict(expected, SMALL).digest
    assert [(s.answers, s.documents) for s in one.sources] == [(1, 1), (1, 2), (1, 0)]
    assert (one.conflicts, one.findings) == ((), ())


def test_what_two_files_say_alike_in_other_forms_is_said_once() -> None:
    one = merged(
        {"answers": {"1.3": {"units": {"part": 3, "whole": 9, "unknown": 0}}}},
        {"answers": {"1.3": {"units": {"part": 3, "whole": 9}}}},
        {"points": {"1.2": 4}},
        {"answers": {"1.2": {"points": 4}}},
        {"year": 2025, "measures": {"school_share": 40}},
        {"measures": {"school_share": {"value": 40, "year": 2025}}},
    )
    assert one.profile.answers["1.2"].given == 4
    assert one.profile.points == {}
    assert one.profile.to_dict()["measures"] == {"school_share": {"value": 40, "year": 2025}}


@pytest.mark.parametrize(
    ("first", "second", "path"),
    [
        ({"answers": {"1.2": {"points": 4}}}, {"answers": {"1.2": {"points": 3}}}, "answers.1.2"),
        ({"answers": {"1.2": {"points": 0}}}, {"answers": {"1.2": {"option": "none"}}}, "answers.1.2"),
        ({"points": {"1.2": 4}}, {"answers": {"1.2": {"points": 3}}}, "answers.1.2"),
        ({"points": {"K1": 4}}, {"points": {"K1": 3}}, "points.K1"),
        ({"year": 2025}, {"year": 2024}, "year"),
        ({"stage": "self"}, {"stage": "final"}, "stage"),
        ({"region": {"name": "Kota A"}}, {"region": {"name": "Kota B"}}, "region.name"),
        ({"declared_total": 4}, {"declared_total": 5}, "declared_total"),
        ({"measures": {"local_rule": True}}, {"measures": {"local_rule": False}}, "measures.local_rule.."),
    ],
)  # fmt: skip
def test_what_is_contradicted_is_refused_and_left_open(
    first: dict[str, Any], second: dict[str, Any], path: str
) -> None:
    (finding,) = refused(first, second)
    assert finding.id == "merge.conflict"
    assert finding.text("id") != finding.text("en")
    kept = merged(first, second, on_conflict="keep")
    (conflict,) = kept.conflicts
    assert conflict.to_dict()["path"] == path
    assert len(conflict.said) == 2
    assert kept.findings == (finding,)
    assert kept.profile.answers == {}
    both = merged(first, first, second, on_conflict="keep").conflicts
    assert [len(one.said) for one in both] == [3]


def test_all_conflicts_are_told_at_once_with_both_cells(tmp_path: Path) -> None:
    planning = kla.Profile.from_dict({**HEAD, "answers": {"1.2": {"points": 4}}}, SMALL)
    other = {**HEAD, "year": 2024, "answers": {"1.2": {"points": 3.5}}}
    (tmp_path / "a.xlsx").write_bytes(profile_form(SMALL, profile=planning))
    file_with(tmp_path / "b.yaml", json.dumps(other))
    text = profile_form_csv(SMALL, profile=kla.Profile.from_dict(other, SMALL))
    file_with(tmp_path / "c.csv", text)
    findings = refused(*(tmp_path / name for name in ("a.xlsx", "b.yaml", "c.csv")))
    told = [one.line_of_text("id").replace(f"{tmp_path.as_posix()}/", "") for one in findings]
    assert len(told) == 4
    line = text[: text.index("node:1.2")].count("\n") + 1
    assert told[2] == (
        "b.yaml:1:107: 1.2 (Pertanyaan rekaan 1.2): di sini 3,5 poin, sedangkan di "
        "a.xlsx:'Kantor rekaan A'!F6 4 poin; isian yang sama, atau di satu berkas saja; sepakati "
        "mana yang benar, lalu samakan atau kosongkan yang lain"
    )
    assert told[3].startswith(f"c.csv:{line}:7: ")
    assert told[0].startswith("b.yaml:1:")
    assert "2024" in told[0]
    assert "a.xlsx:Ringkasan!B" in told[0]


def test_editions_must_agree_and_blank_joins() -> None:
    findings = []
    with pytest.raises(kla.ProfileError) as caught:
        kla.merge_profiles([{"edition": "kla-2024"}, {"edition": "kla-2022"}])
    findings = list(caught.value.findings)
    assert [one.id for one in findings] == ["merge.editions"]
    assert findings[0].text("en").startswith("this is for the edition kla-2022, but #1")
    joined = kla.merge_profiles([{"points": {"total": 500}}, {"edition": "kla-2022"}])
    assert joined.profile.edition.id == "kla-2022"


def test_everything_that_is_wrong_with_any_file_is_told() -> None:
    findings = refused({"answers": {"9.9": {"points": 1}}}, {"stage": "later"}, {})
    assert [one.id for one in findings] == ["answer.unknown-question", "profile.unknown-stage"]
    with pytest.raises(kla.ArgumentError):
        merged()
    with pytest.raises(TypeError):
        kla.merge_profiles("a.xlsx")
    with pytest.raises(TypeError):
        merged(3)
    with pytest.raises(kla.ArgumentError):
        merged({}, on_conflict="choose")


@examples(15)
@given(profiles(SMALL), st.integers(1, 3), st.integers(0, 1000))
def test_a_profile_that_was_dealt_out_is_put_together_again(
    profile: kla.Profile, hands: int, seed: int
) -> None:
    data: dict[str, Any] = {**profile.to_dict()}
    dealt: list[dict[str, Any]] = [{} for _ in range(hands)]
    random = Random(seed)  # noqa: S311 - nothing is kept secret with it
    for key, value in data.items():
        if key in {"answers", "points", "measures", "ratios"}:
            for name, one in value.items():
                random.choice(dealt).setdefault(key, {})[name] = one
        else:
            random.choice(dealt)[key] = value
    if profile.scale is not None:  # its options are known to who has the table
        dealt = [{**one, "scales": data["scales"]} for one in dealt]
    read = merged(*dealt)
    assert read.profile.digest == profile.digest
    for written in (profile_yaml(read.profile), profile_json(read.profile)):
        assert kla.Profile.read(written, SMALL).digest == profile.digest


def test_a_merged_profile_shows_itself() -> None:
    one = merged({**HEAD, "answers": {"1.2": {"points": 4}}}, {"answers": {"1.2": {"points": 3}}}, on_conflict="keep")  # fmt: skip
    assert not schema_findings(read_value(one.to_dict()), "merged")
    assert repr(one) == "Merged(2 profiles, 0 answers, 1 conflicts)"
    assert "#1:answers[.]1.2" not in one.explain("id")
    for language in ("id", "en"):
        text = one.explain(language)
        assert "Kota Contoh" in text
        assert "3" in text
    assert "Kota Contoh" in one.card("id").markdown()
    assert one.rows()[0]["answers"] == 1
    assert one.conflicts.rows("points", "en")[0]["said"] == "4 points; 3 points"


def test_the_command_writes_what_agrees_and_nothing_else(tmp_path: Path) -> None:
    first = file_with(tmp_path / "a.yaml", "{edition: kla-2024, answers: {'1.1': {option: full}}}")
    second = file_with(tmp_path / "b.yaml", "{edition: kla-2024, answers: {'1.1': {option: none}}}")
    third = file_with(tmp_path / "c.yaml", "{edition: kla-2024, stage: self}")
    code, out, err = command("merge", first, second, "-o", tmp_path / "p.yaml")
    assert (code, out, (tmp_path / "p.yaml").exists()) == (2, "", False)
    assert "a.yaml" in err
    assert "b.yaml" in err
    for name in ("p.yaml", "p.json"):
        told = said("merge", first, third, "-o", tmp_path / name)
        assert name in told
        assert kla.Profile.read(tmp_path / name).to_dict() == {
            "edition": "kla-2024",
            "stage": "self",
            "points": {},
            "answers": {"1.1": {"option": "full"}},
        }
    assert said("merge", first, third, "-o", "-").startswith("edition: kla-2024 ")
    for output, finding in ((tmp_path / "p.txt", "p.txt"), (first, "overwritten")):
        code, _, err = command("merge", first, third, "-o", output, "--lang", "en")
        assert (code, finding in err) == (2, True)
    code, out, _ = command("merge", first, second, "--format", "json")
    assert (code, len(json.loads(out)["conflicts"])) == (2, 1)


def test_the_forms_in_a_folder_are_merged(tmp_path: Path) -> None:
    answers = {"planning": {"4.1": {"holds": True}}, "health": {"2.1": {"points": 3}}}
    for agency, own in answers.items():
        profile = kla.Profile.from_dict({**HEAD, "answers": own}, SMALL)
        form = profile_form(SMALL, agency=agency, profile=profile)
        (tmp_path / f"{agency}.xlsx").write_bytes(form)
    (tmp_path / "~$health.xlsx").write_bytes(b"\x05Ani")
    (tmp_path / "catatan.txt").write_bytes(b"-")
    assert list(merged(tmp_path).profile.answers) == ["2.1", "4.1"]
