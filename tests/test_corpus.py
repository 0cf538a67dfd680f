"""The cases of an author: read with their places, and run against an author's own rules."""

from pathlib import Path

import pytest
import yaml

import kla_rules as kla
from kla_rules.core.findings import Finding, RuleError
from kla_rules.testing import small_edition, small_rules
from kla_rules.validation.corpus.folders import rule_folders
from kla_rules.validation.corpus.model import Case
from kla_rules.validation.corpus.reading import cases_of, read_cases
from kla_rules.validation.corpus.running import run_case
from support import ROOT, refused_for

SMALL = small_edition()
SOURCES = [{"id": "s", "title": {"id": "S", "en": "S"}, "publisher": "us", "grade": "U"}]
UNIT = {"id": "a", "name": "A", "kind": "kecamatan"}
HALF = {"year": 2024, "points": {"total": 50}}


def case(**keys: object) -> Case:
    (only,) = cases_of([{"id": "c", **keys}])
    return only


def told(findings: tuple[Finding, ...]) -> list[tuple[str, object, object]]:
    return [(one.values["key"], one.values["expected"], one.values["came"]) for one in findings]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An edition of one's own, with a case."""
    place = tmp_path / "own"
    for name, content in small_rules().items():
        written(place / name, content)
    written(place / "cases" / "a.yaml", [{"id": "a", "profile": HALF, "expect": {"score": 50}}])
    return place


def written(path: Path, content: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    return path


# -- reading ---------------------------------------------------------------------------------------


def test_a_case_knows_its_file_and_its_line(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text(
        "# Ours.\n- id: a\n  profile: {}\n  expect: {score: 0}\n\n- id: b\n  confirmed: false\n  profile: {}\n",
        encoding="utf-8",
    )
    cases = read_cases(tmp_path)
    assert [(one.id, one.file, one.line, one.confirmed) for one in cases] == [
        ("a", str(path), 2, True),
        ("b", str(path), 6, False),
    ]


@pytest.mark.parametrize(
    ("text", "line", "finding"),
    [
        ("- id: a\n  profile: {}\n", 1, "case.results"),
        ("- id: a\n  profile: {}\n  expect: {}\n", 1, "case.results"),
        ("- id: a\n  profile: {}\n  expect: {score: 1}\n  refused: [x]\n", 1, "case.results"),
        ("- id: a\n  expect: {score: 1}\n", 1, "case.kinds"),
        ("- id: a\n  profile: {}\n  rollup: []\n  expect: {score: 1}\n", 1, "case.kinds"),
        (
            "- id: a\n  profile: {}\n  expect:\n    level: x\n    scor: 1\n",
            5,
            "case.unknown-result",
        ),
        (
            "- id: a\n  profile: {}\n  condition: {}\n  expect: {score: 1}\n",
            4,
            "case.unknown-result",
        ),
        ("- id: a\n  profile: {}\n  expect: {score: 1}\n  Expect: {}\n", 4, "schema.unknown-key"),
        ("- id: a b\n  profile: {}\n  expect: {score: 1}\n", 1, "schema.pattern"),
        (
            "- id: a\n  profile: {}\n  refused: [x]\n- id: a\n  profile: {}\n  refused: [x]\n",
            4,
            "edition.duplicate-id",
        ),
        ("- id: a\n  profile: {}\n  expect:\n    nodes: 5\n", 4, "schema.type"),
        ("- id: a\n  profile: {\n", 3, "document.syntax"),
        ("id: a\n", 1, "schema.type"),
    ],
)
def test_what_is_wrong_with_a_file_of_cases_is_told_with_its_line(
    text: str, line: int, finding: str, tmp_path: Path
) -> None:
    path = tmp_path / "c.yaml"
    path.write_text(text, encoding="utf-8")
    found = refused_for(RuleError, lambda: read_cases(path))
    assert [(one.id, one.file, one.line) for one in found] == [(finding, str(path), line)]
    assert [one.id for one in kla.check(_in_an_edition(path))] == [finding]


def _in_an_edition(path: Path) -> Path:
    """Return the file where `check` takes it for cases: beside an edition."""
    (path.parent / "edition.yaml").touch()
    there = path.parent / "cases" / path.name
    there.parent.mkdir()
    return path.rename(there)


def test_a_name_stands_once_in_all_files_of_a_folder(folder: Path) -> None:
    written(folder / "cases" / "b.yaml", [{"id": "a", "profile": {}, "refused": ["x"]}])
    (found,) = refused_for(RuleError, lambda: read_cases(folder))
    assert (found.file, found.line) == (str(folder / "cases" / "b.yaml"), 1)
    assert found.values["other"] == f"{folder / 'cases' / 'a.yaml'}:1"


# -- running ---------------------------------------------------------------------------------------


def test_a_case_holds_whatever_part_of_the_results_it_names() -> None:
    for key, value in {
        "score": 50, "score_range": [50, 50], "level": "pratama", "levels_possible": ["pratama"],
        "determined": True, "nodes": {"1": [0, 30]}, "evidence": {"claimed": 50, "backed": 0},
        "requirements": {"schools": None}, "notes": ["profile.no-stage"],
    }.items():  # fmt: skip
        assert run_case(case(profile=HALF, expect={key: value}), SMALL) == (), key


def test_every_result_that_is_another_is_told_at_its_key(folder: Path) -> None:
    path = folder / "cases" / "a.yaml"
    path.write_text(
        "- id: a\n  profile: {year: 2024, points: {total: 50}}\n  expect:\n    score: 50.5\n"
        "    level: null\n    determined: false\n    nodes:\n      '1': [0, 30]\n",
        encoding="utf-8",
    )
    (only,) = read_cases(folder)
    found = run_case(only, rule_folders(folder)[0])
    assert told(found) == [
        ("score", "50.5", "50"),
        ("level", "null", '"pratama"'),
        ("determined", "false", "true"),
    ]
    assert [(one.file, one.line) for one in found] == [(str(path), line) for line in (4, 5, 6)]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"expect": {"nodes": {"1.11": [0, 1]}}}, 'no "1.11" for nodes (did you mean 1.1'),
        ({"expect": {"level": "prtama"}}, 'no "prtama" for level (did you mean pratama'),
        ({"expect": {"levels_possible": [None, "utma"]}}, 'no "utma" for levels_possible'),
        ({"expect": {"requirements": {"school": True}}}, 'no "school" for requirements'),
        ({"expect": {"advisories": {"none": True}}}, 'no "none" for advisories'),
        ({"expect": {"evidence": {"claimd": 0}}}, 'no "claimd" for evidence (did you mean claimed'),
        (
            {"expect": {"notes": ["profile.no-stag"]}},
            'no "profile.no-stag" for notes (did you mean profile.no-stage',
        ),
    ],
)
def test_an_id_that_the_rules_do_not_have_is_told_as_such(
    keys: dict[str, object], said: str
) -> None:
    (only,) = run_case(case(profile=HALF, **keys), SMALL)
    assert only.id == "case.no-such"
    assert said in only.text("en")


@pytest.mark.parametrize(
    ("keys", "places"),
    [
        ({"rollup": [UNIT], "expect": {"6.99": {}}}, [("expect", "6.99")]),
        ({"rollup": [UNIT], "answers": ["6.99", "6.1x"]}, [("answers", 0), ("answers", 1)]),
        ({"forum": [], "expect": {"6.99": None}}, [("expect", "6.99")]),
        ({"forum": [], "suggested": ["6.99"]}, [("suggested", 0)]),
    ],
)
def test_a_question_that_no_rule_of_units_or_the_forum_is_about_is_told_as_such(
    keys: dict[str, object], places: list[tuple[str | int, ...]]
) -> None:
    found = run_case(case(**keys), kla.edition("kla-2024"))
    assert [(one.id, one.path) for one in found] == [("case.no-such", (0, *at)) for at in places]


def test_of_many_names_only_those_that_are_near_are_told() -> None:
    asked = case(profile={"year": 2024, "points": {}}, expect={"nodes": {"6.99": [0, 0]}})
    (only,) = run_case(asked, kla.edition("kla-2024"))
    assert only.text("en").endswith(" that there are; correct the name in the case")
    assert "(did you mean 26.9?)" in only.text("en")


def test_what_must_come_out_is_lacking_or_said_twice() -> None:
    lacking: list[dict[str, object]] = [{}, {"expect": {}}]
    for keys in lacking:
        (none,) = refused_for(RuleError, lambda keys=keys: case(profile=HALF, **keys))  # type: ignore[misc]
        assert none.text("en").startswith("what must come out is not said; ")
    (twice,) = refused_for(
        RuleError, lambda: case(profile=HALF, expect={"score": 0}, refused=["x"])
    )
    assert twice.text("en").startswith("what must come out is said twice: expect, refused; ")


def test_the_edition_of_a_text_is_what_it_names() -> None:
    assert case(text="edition: small\nyear: 2024\n", expect={"score": 0}).edition == "small"
    json_text = case(text='{"edition": "small"}', format="json", expect={"score": 0})
    assert json_text.edition == "small"
    for other in ("year: 2024\n", "[", ""):
        assert case(text=other, expect={"score": 0}).edition is None


def test_a_case_can_name_a_condition_of_the_rules() -> None:
    asked = {"profile": {**HALF, "measures": {"local_rule": True}}, "expect": {"holds": True}}
    assert run_case(case(**asked, condition_of="advisory:rule"), SMALL) == ()
    (only,) = run_case(case(**asked, condition_of="advisory:rul"), SMALL)
    assert 'no condition of the rules is called "advisory:rul" (did you mean' in only.text("en")


def test_a_case_that_is_refused_and_should_not_be_says_where() -> None:
    found = run_case(
        case(profile={"year": 2024, "points": {"1.1": 11}}, expect={"score": 1}), SMALL
    )
    assert [(one.id, one.path) for one in found] == [
        ("profile.above-maximum", (0, "profile", "points", "1.1"))
    ]


def test_a_refusal_is_that_which_the_case_names() -> None:
    above = {"year": 2024, "points": {"1.1": 11}}
    assert run_case(case(profile=above, refused=["profile.above-maximum"]), SMALL) == ()
    (other,) = run_case(case(profile=above, refused=["profile.no-round"]), SMALL)
    assert told((other,)) == [("refused", '["profile.no-round"]', '["profile.above-maximum"]')]
    (none,) = run_case(case(profile=HALF, refused=["profile.no-round"]), SMALL)
    assert none.id == "case.not-refused"


def test_rules_that_cannot_be_used_are_no_refusal_of_a_profile(folder: Path) -> None:
    (folder / "sources.yaml").unlink()
    found = run_case(case(profile=HALF, refused=["document.unreadable"]), rule_folders(folder)[0])
    assert [one.id for one in found] == ["document.unreadable"]
    assert found[0].file == str((folder / "sources.yaml").resolve())


# -- folders ---------------------------------------------------------------------------------------


def overlay(edition: str = "small", **more: object) -> dict[str, object]:
    title = {"id": "Rekaan", "en": "Invented"}
    return {
        "id": "ours",
        "title": title,
        "edition": {"id": edition, "digest": SMALL.digest},
        **more,
    }


def test_a_repository_holds_editions_and_overlays_over_them(folder: Path) -> None:
    top = folder.parent
    table = {"bands": [{"from": 0, "to": 50, "points": 0}, {"from": 50, "to": 100, "points": 8}]}
    ours = overlay(source="s", sources=SOURCES, tables={"4.2": table})
    written(top / "city" / "ours.yaml", ours)
    answers = {"year": 2024, "answers": {"4.2": {"value": 60}}}
    path = top / "city" / "cases" / "c.yaml"
    written(path, [{"id": "c", "profile": answers, "expect": {"score": 8}}])
    (top / ".hidden").mkdir()
    written(top / ".hidden" / "not.yaml", ours)
    written(top / "notes.yaml", {"anything": 1})
    city, own = rule_folders(top)
    assert (city.kind, city.name, city.base) == ("overlay", "ours", folder.resolve())
    assert (own.kind, own.name, own.base) == ("edition", "own", folder.resolve())
    assert [one.id for one in city.edition().overlays] == ["ours"]
    assert city.edition() is city.edition()
    for rules in (city, own):
        assert [run_case(one, rules) for one in rules.cases] == [()]
    assert told(run_case(city.cases[0], own)) == [("score", "8", "0")]
    (alone,) = rule_folders(top / "city" / "ours.yaml")
    assert (alone.files, alone.base) == ((top / "city" / "ours.yaml",), "small")


def test_a_case_may_lay_overlays_over_the_rules_it_lies_beside(folder: Path) -> None:
    (rules,) = rule_folders(folder)
    one = overlay(source="s", sources=SOURCES, maxima={"3": {"maximum": 15}})
    del one["edition"]  # it is for the edition of the case
    assert (
        run_case(case(profile=HALF, overlays=[one], expect={"nodes": {"3": [0, 15]}}), rules) == ()
    )
    assert told(run_case(case(profile=HALF, expect={"nodes": {"3": [0, 15]}}), rules)) == [
        ("nodes.3", "[0, 15]", "[0, 40]")
    ]
    assert rules.edition().node("3").maximum_thousandths is None


def test_an_overlay_that_cannot_be_read_is_not_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text("id: [\n", encoding="utf-8")
    (tmp_path / "cases").mkdir()
    (rules,) = rule_folders(tmp_path)
    (found,) = refused_for(RuleError, rules.edition)
    assert (found.id, found.file) == ("document.syntax", str(path))


def test_a_folder_without_rules_is_refused(tmp_path: Path) -> None:
    written(tmp_path / "notes.yaml", {"anything": 1})
    for place in (tmp_path, tmp_path / "nowhere", tmp_path / "notes.yaml"):
        assert [one.id for one in refused_for(RuleError, lambda at=place: rule_folders(at))] == [  # type: ignore[misc]
            "case.no-rules"
        ]


def test_the_overlays_of_the_examples_are_rules() -> None:
    found = rule_folders(ROOT / "examples" / "overlays")
    assert {one.kind for one in found} == {"overlay"}
