"""Coverage of rules by cases: what a case shows, what none shows, and the cases that are written."""

import functools
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

import jsonschema
import pytest
import yaml
from hypothesis import given, settings

import kla_rules as kla
from kla_rules.conditions.walk import walk
from kla_rules.steps.reading import catalogue_of
from kla_rules.testing import small_edition, small_rules
from kla_rules.testing.strategies.editions import edition_rules
from kla_rules.validation import Coverage, coverage
from kla_rules.validation.corpus.reading import cases_of
from kla_rules.validation.covered.cover import Seen
from kla_rules.validation.covered.generate import generate
from kla_rules.validation.covered.kinds import Key
from support import command

RULES = Path(__file__).parent.parent / "rules"
TREE = kla.edition("kla-2024")
Value = dict[str, Any]


def written(folder: Path, files: Mapping[str, Any]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return written(tmp_path / "small", small_rules())


@functools.cache
def _edition() -> kla.Edition:
    return small_edition()


def shown(value: Value, edition: kla.Edition | None = None) -> set[Key]:
    """Return what one case shows; a case must come out as it says."""
    seen = Seen({})
    for case in cases_of([{"id": "one", **value}]):
        assert seen.take(case, edition or _edition())
    return set(seen.by_key)


def of(kind: str, keys: Iterable[Key]) -> set[tuple[str, str]]:
    return {(name, state) for one, name, _, state in keys if one == kind}


def parts(name: str, keys: Iterable[Key]) -> set[tuple[int, str]]:
    return {(part, state) for kind, one, part, state in keys if (kind, one) == ("condition", name)}


def profile(expect: Value, **said: object) -> Value:
    return {"profile": {"year": 2025, **said}, "expect": expect}


# -- what one case shows ---------------------------------------------------------------------------


def test_points_count_only_where_an_expected_result_depends_on_them() -> None:
    answers = {"1.1": {"option": "full"}}
    assert of("node", shown(profile({"nodes": {"1.1": [10, 10]}}, answers=answers))) == {
        ("1.1", "points")
    }
    assert of("node", shown(profile({"score": 10}, answers=answers))) == {("1.1", "points")}
    for expect in ({"level": None}, {"nodes": {"2": [0, 30]}}):
        assert not of("node", shown(profile(expect, answers=answers)))
    # What gives nothing is not told from what is not answered by what is secured alone.
    assert not of("node", shown(profile({"score": 0}, answers={"1.1": {"option": "none"}})))


def test_points_that_a_figure_above_hides_show_nothing() -> None:
    said = {"answers": {"1.1": {"option": "full"}}, "points": {"1": 30}}
    assert of("node", shown(profile({"score": 30}, **said))) == {("1", "points")}


def test_parts_beyond_a_cap_show_nothing_of_themselves() -> None:
    cap = {node.id: node for node in _edition().nodes}["1"]
    assert cap.cap is not None
    answers = {name: {"option": "full"} for name in cap.children}
    keys = of("node", shown(profile({"score": float(cap.ceiling_points)}, answers=answers)))
    assert keys == {("1", "points")}


@pytest.mark.parametrize(
    ("points", "measures", "expect", "wanted"),
    [
        (62.501, {"school_share": 25}, {"level": "madya"}, {("madya", "reached")}),
        (62.5, {"school_share": 25}, {"level": "pratama"}, {("madya", "below")}),
        (62.4, {"school_share": 25}, {"level": "pratama"}, set()),
        (62.6, {"school_share": 25}, {"level": "madya"}, set()),
        (62.501, {"school_share": 24}, {"level": "pratama"}, set()),  # the schools close it
        (62.5, {"school_share": 24}, {"level": "pratama"}, set()),
        (62.501, {"school_share": 25}, {"score": 62.501}, set()),
    ],
)
def test_a_floor_is_shown_by_points_close_to_it_that_nothing_else_closes(
    points: float, measures: Value, expect: Value, wanted: set[tuple[str, str]]
) -> None:
    said = {"points": {"total": points}, "measures": measures}
    assert of("floor", shown(profile(expect, **said))) == wanted


def test_a_requirement_is_shown_where_it_is_expected_or_changes_the_level() -> None:
    low = {"points": {"total": 10}, "measures": {"school_share": 30}}
    high = {**low, "points": {"total": 70}}
    named = profile({"requirements": {"schools": True}}, **low)
    assert of("requirement", shown(named)) == {("schools", "met")}
    assert not of("requirement", shown(profile({"level": None}, **low)))
    assert ("schools", "met") in of("requirement", shown(profile({"level": "madya"}, **high)))


def test_a_part_that_others_decide_already_is_not_shown() -> None:
    tree, state = "requirement:parts", {"requirements": {"parts": None}}
    condition = next(one.when for one in _edition().requirements if one.id == "parts")
    assert [type(part).__name__ for part in (condition, *walk(condition))][:2] == ["AnyOf"] * 2
    several = shown(profile({"requirements": {"parts": True}}, points={"1": 29, "2": 30}))
    assert parts(tree, several) == {(0, "true")}
    # The first indicator has all it can have, so how many others reach half does not matter.
    whole = shown(profile({"requirements": {"parts": True}}, points={"1": 30, "2": 30}))
    assert not parts(tree, whole)
    one = {"points": {"1": 30, "2": 0, "4": 0}, "ratios": {"3": 0}}
    assert parts(tree, shown(profile({"requirements": {"parts": True}}, **one))) == {(1, "false")}
    assert not parts(tree, shown(profile(state)))


def test_advisories_and_steps_are_shown_by_what_a_case_says_of_them() -> None:
    said = {"measures": {"local_rule": True}}
    keys = shown(profile({"advisories": {"rule": True}}, **said))
    assert parts("advisory:rule", keys) == {(0, "true")}
    assert not parts("advisory:rule", shown(profile({"score": 0}, **said)))
    named = shown({**profile({"holds": True}, **said), "condition_of": "advisory:rule"})
    assert parts("advisory:rule", named) == {(0, "true")}
    # A copy of it says the same whatever becomes of the rule.
    copied = {"condition": {"measure": "local_rule", "is": True}}
    assert not parts("advisory:rule", shown({**profile({"holds": True}, **said), **copied}))


def test_a_figure_that_comes_back_as_it_was_given_shows_nothing_of_the_rules() -> None:
    given = shown(profile({"nodes": {"1": [1, 1], "1.1": [1, 1]}}, points={"1": 1, "1.1": 1}))
    assert not {key for key in given if key[0] == "node"}
    most = _edition().node("1.1").ceiling_points
    assert ("node", "1.1", -1, "points") in shown(
        profile({"nodes": {"1.1": [float(most), float(most)]}}, points={"1.1": float(most)})
    )


def test_what_a_case_brings_itself_shows_nothing_of_the_rules() -> None:
    below = {"points": {"total": 49.999}}
    assert ("floor", "pratama", -1, "below") in shown(profile({"level": None}, **below))
    policy = {"options": {"edge_policy": _edition().edge.other_policy}}
    assert not {
        key for key in shown({**profile({"level": None}, **below), **policy}) if key[0] == "floor"
    }


def test_a_step_is_shown_offered_and_where_what_it_mends_is_answered() -> None:
    step = "i01-kla-regulation"
    for option, offered, wanted in (("none", True, "offered"), ("full", False, "not-offered")):
        answers = {one: {"option": option} for one in _mends(step)}
        value = {
            "profile": {"year": 2024, "answers": answers},
            "expect": {"steps": {step: offered}},
        }
        assert of("step", shown(value, TREE)) == {(step, wanted)}
    unanswered = {"profile": {"year": 2024}, "expect": {"steps": {step: False}}}
    assert not of("step", shown(unanswered, TREE))


def _mends(step: str) -> tuple[str, ...]:
    catalogue = catalogue_of(TREE)
    assert catalogue is not None
    return catalogue.steps[step].mends


def test_a_document_is_shown_where_it_alone_decides() -> None:
    def keys(*kinds: str, expect: Value) -> set[tuple[str, str]]:
        evidence = [{"kind": kind, "title": "A"} for kind in kinds]
        answer = {"option": "full", "evidence": evidence}
        return of("evidence", shown(profile(expect, answers={"1.2": answer})))

    groups = _edition().evidence["1.2"].groups
    assert groups == (("report", "photo"),)
    backed = {"evidence": {"backed": 8.5}}
    assert keys("report", expect=backed) == {("report", "given")}
    assert keys("report", "photo", expect=backed) == set()
    assert keys("decree", expect={"evidence": {"backed": 0}}) == {
        ("report", "missing"), ("photo", "missing"),
    }  # fmt: skip
    assert keys("report", expect={"score": 8.5}) == set()


def test_units_and_their_facts_are_shown_where_they_decide() -> None:
    rows = [
        {"id": "a", "name": "A", "kind": "kecamatan", "childrens_forum": True},
        {"id": "b", "name": "B", "kind": "kecamatan"},
    ]
    value = {"rollup": rows, "expect": {"25.2": {"part": 1, "whole": 2, "unknown": 1}}}
    keys = shown(value, TREE)
    assert of("unit", keys) == {("25.2", "counted"), ("25.2", "unknown")}
    assert parts("unit:25.2", keys) == {(0, "true")}


def test_records_of_a_forum_are_shown_by_the_state_that_a_case_says() -> None:
    records = [{"id": "a", "kind": "innovation", "document": "report", "title": "A"}]
    keys = shown({"forum": records, "expect": {"6.7": {
        "state": "documented", "lacking": [], "undocumented": [], "documents": []}}}, TREE)  # fmt: skip
    assert of("forum", keys) == {("6.7", "documented")}
    assert parts("forum:6.7", keys) == {(0, "true")}


# -- what counts -----------------------------------------------------------------------------------


CASE: Value = {"id": "one", **profile({"nodes": {"1.1": [10, 10]}}, answers={"1.1": {"option": "full"}})}  # fmt: skip


def state_of(found: Coverage, name: str) -> tuple[str, ...]:
    (one,) = (each for each in found.rules[0].targets if (each.kind, each.name) == ("node", name))
    return one.cases


@pytest.mark.parametrize(
    ("change", "counts"),
    [
        ({}, True),
        ({"confirmed": True}, True),
        ({"confirmed": False}, False),
        ({"expect": {"nodes": {"1.1": [19, 19]}}}, False),
        ({"overlays": []}, False),
    ],
)
def test_only_cases_that_are_confirmed_and_hold_count(
    small: Path, change: Value, *, counts: bool
) -> None:
    written(small, {"cases/a.yaml": [{**CASE, **change}]})
    found = coverage(small)
    assert state_of(found, "1.1") == (("one",) if counts else ())
    (rules,) = found
    assert rules.counted == counts
    assert rules.unconfirmed == (("one",) if change.get("confirmed") is False else ())
    assert rules.failing == (("one",) if change.get("expect") else ())


def test_a_gap_tells_file_and_line(small: Path) -> None:
    found = coverage(small)
    (gap,) = (each for each in found.gaps if (each.name, each.state) == ("madya", "below"))
    line = Path(gap.file).read_text(encoding="utf-8").splitlines()[(gap.line or 0) - 1]
    assert Path(gap.file).name == "edition.yaml"
    assert "floor" in line or "madya" in line


@pytest.mark.slow
def test_without_the_case_the_gap_is_back(small: Path) -> None:
    generate(small)
    path = small / "cases" / "generated.yaml"
    cases = yaml.safe_load(path.read_text(encoding="utf-8"))
    confirmed = [{**case, "confirmed": True} for case in cases]
    written(small, {"cases/generated.yaml": confirmed})
    whole, told = coverage(small), 0
    assert whole.complete
    for index, case in enumerate(confirmed):
        written(small, {"cases/generated.yaml": confirmed[:index] + confirmed[index + 1 :]})
        left = {gap.key for gap in coverage(small).gaps}
        alone = {one.key for one in whole.rules[0].targets if one.cases == (case["id"],)}
        assert left == alone
        told += bool(left)
    assert told > len(confirmed) / 2  # some show what later ones show as well


# -- cases that are written ------------------------------------------------------------------------


def confirm(folder: Path, name: str = "generated.yaml") -> list[Value]:
    path = folder / "cases" / name
    text = path.read_text(encoding="utf-8").replace("  confirmed: false\n", "")
    path.write_text(text, encoding="utf-8")
    cases: list[Value] = yaml.safe_load(text)
    return cases


def test_generated_cases_close_every_gap_once_they_are_confirmed(small: Path) -> None:
    before, made = generate(small)
    assert not made.without
    assert len(coverage(small).gaps) == len(before.gaps) > 40
    cases = confirm(small)
    assert coverage(small).complete
    for case in cases:
        said = case["profile"]
        assert sum(len(said.get(key, ())) for key in ("answers", "points", "measures")) <= 8


def test_what_stands_in_the_file_is_never_written_over(small: Path) -> None:
    own = "# mine\n- {id: generated-nodes-1, profile: {year: 2025}, expect: {score: 0}}\n"
    path = small / "cases" / "generated.yaml"
    path.parent.mkdir()
    path.write_text(own, encoding="utf-8")
    generate(small)
    text = path.read_text(encoding="utf-8")
    assert text.startswith(own)
    ids = [case["id"] for case in yaml.safe_load(text)]
    assert len(ids) == len(set(ids)) > 1
    _, again = generate(small)
    assert (again.files, again.waiting > 0) == ({}, True)
    assert path.read_text(encoding="utf-8") == text


def test_units_are_generated_where_rules_know_no_kecamatan(small: Path) -> None:
    text = {"id": "Rekaan", "en": "Invented"}
    when = {"all": [{"measure": "room", "is": True}, {"measure": "cases", "at_most": 2}]}
    kinds = {"room": "yes_no", "cases": "count"}
    rules = {
        "source": "invented",
        "scopes": [{"id": "desa-kelurahan", "title": {**text}, "kinds": ["desa"]}],
        "facts": [{"id": name, "kind": kind, "title": {**text}} for name, kind in kinds.items()],
        "questions": {"4.2": {"of": "desa-kelurahan", "when": when}},
    }
    before, made = generate(written(small, {"units.yaml": rules}))
    assert {gap.kind for gap in before.gaps} >= {"unit"}
    assert not made.without
    cases = confirm(small)
    assert coverage(small).complete
    (case,) = (case for case in cases if "rollup" in case)
    assert len(case["rollup"]) <= 4


@pytest.mark.slow
def test_what_an_overlay_adds_is_looked_at_and_nothing_else(tmp_path: Path) -> None:
    overlays = RULES.parent / "examples" / "overlays"
    for path in overlays.glob("*.yaml"):
        shutil.copy(path, tmp_path)
    found, made = generate(tmp_path)
    (rules,) = found
    assert {one.name for one in rules.of("table")} == set(
        kla.edition("kla-2024", overlays=sorted(overlays.glob("*.yaml"))).tables
    )
    assert {one.name for one in rules.of("node")} == {"6.1", "6.2"}
    assert all(Path(one.file).parent == tmp_path for one in rules.of("table"))
    assert not made.without
    confirm(tmp_path)
    assert coverage(tmp_path).complete


def test_rules_of_several_folders_are_each_looked_at(small: Path) -> None:
    other = written(small.parent / "second", small_rules())
    written(other, {"cases/a.yaml": [CASE]})
    found = coverage(small.parent)
    assert [one.name for one in found] == ["second", "small"]
    assert [one.counted for one in found] == [1, 0]


@pytest.mark.slow
def test_generated_cases_close_every_gap_of_the_packaged_rules(tmp_path: Path) -> None:
    """Units, forum, steps and documents of kla-2024: all that its cases leave."""
    shutil.copytree(RULES / "kla-2024", tmp_path / "rules")
    _, made = generate(tmp_path / "rules")
    assert not made.without
    confirm(tmp_path / "rules")
    assert coverage(tmp_path / "rules").complete


@pytest.mark.slow
def test_the_corpus_shows_points_floors_and_documents_and_a_generated_case_closes_a_gap(
    tmp_path: Path,
) -> None:
    shutil.copytree(RULES / "kla-2024", tmp_path / "rules")
    corpus = RULES.parent / "tests" / "conformance"
    before, made = generate(tmp_path / "rules", corpus)
    assert not made.without
    assert {gap.kind for gap in before.gaps} == {"condition", "unit", "forum", "step"}
    assert before.rules[0].failing == ()
    confirm(tmp_path / "rules")
    assert coverage(tmp_path / "rules", corpus).complete


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(edition_rules())
def test_of_any_rules_only_what_is_said_to_lack_a_case_is_left(files: Value) -> None:
    """Rules drawn at random; what no case was found for is told, and nothing else is left."""
    with tempfile.TemporaryDirectory() as name:
        folder = written(Path(name), files)
        before, made = generate(folder)
        if made.files:
            confirm(folder)
        after = coverage(folder)
        assert not after.rules[0].failing
        assert {gap.key for gap in after.gaps} == {gap.key for gap in made.without}
        assert len(after.gaps) < len(before.gaps)
        # Points and floors can always be given as they are.
        assert not {gap.kind for gap in after.gaps} & {"node", "evidence", "step"}


@pytest.mark.parametrize(
    ("before", "file"),
    [
        ("[]\n", "generated-2.yaml"),
        (
            "  - {id: ours, profile: {year: 2025, points: {total: 1}}, expect: {score: 1}}\n",
            "generated-2.yaml",
        ),
        (
            "- id: ours\r\n  profile: {year: 2025, points: {total: 1}}\r\n  expect: {score: 1}",
            "generated.yaml",
        ),
    ],
)
def test_cases_are_added_to_what_an_author_made_of_the_file_or_beside_it(
    small: Path, before: str, file: str
) -> None:
    cases = small / "cases"
    cases.mkdir()
    (cases / "generated.yaml").write_bytes(before.encode())
    _, made = generate(small)
    assert [path.name for path in made.files] == [file]
    text = (cases / "generated.yaml").read_bytes().decode()
    assert text.startswith(before)
    assert (text == before) is (file != "generated.yaml")
    assert ("\n" in text.replace("\r\n", "")) is ("\r\n" not in before)
    for path in cases.iterdir():
        confirm(small, path.name)
    assert coverage(small).complete


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """Return rules as they are begun, with steps and tables, and with generated cases alone."""
    folder = tmp_path / "demo"
    assert command("init-rules", folder, "--lang", "en")[0] == 0
    for path in folder.glob("**/cases/*.yaml"):
        path.unlink()
    generate(folder, language="en")
    for path in folder.glob("**/cases/generated.yaml"):
        confirm(path.parents[1])
    assert coverage(folder).complete
    assert not failing(folder)
    return folder


def failing(folder: Path) -> list[str]:
    return [name for rules in coverage(folder) for name in rules.failing]


def test_generated_cases_notice_that_two_steps_mend_what_the_other_did(begun: Path) -> None:
    path = begun / "remediation" / "K1.yaml"
    text = path.read_text(encoding="utf-8")
    one, other = 'mends: ["1.2"]', 'mends: ["1.3"]'
    assert one in text
    assert other in text
    swapped = text.replace(one, "@").replace(other, one).replace("@", other)
    path.write_text(swapped, encoding="utf-8")
    assert len(failing(begun)) == 2


def test_generated_cases_notice_any_question_less_of_a_step(begun: Path) -> None:
    path = begun / "remediation" / "K1.yaml"
    rule = yaml.safe_load(path.read_text(encoding="utf-8"))
    several = next(step for step in rule["steps"] if len(step["mends"]) > 1)
    for number in range(len(several["mends"])):
        mends = [one for place, one in enumerate(several["mends"]) if place != number]
        steps = [{**step, "mends": mends} if step is several else step for step in rule["steps"]]
        written(begun, {"remediation/K1.yaml": {**rule, "steps": steps}})
        assert [name for name in failing(begun) if several["id"] in name]


@pytest.mark.parametrize("start", [49, 49.99, 50.01, 51])
def test_generated_cases_notice_that_a_band_begins_elsewhere(begun: Path, start: float) -> None:
    path = begun / "tables" / "tables.yaml"
    text = path.read_text(encoding="utf-8")
    moved = text.replace("to: 50,", f"to: {start},").replace("from: 50,", f"from: {start},")
    assert moved != text
    path.write_text(moved, encoding="utf-8")
    assert failing(begun)


@pytest.mark.parametrize(("language", "word"), [("en", "Written by"), ("id", "Ditulis oleh")])
def test_generated_cases_begin_with_their_schema_and_in_the_language_asked_for(
    small: Path, language: Literal["id", "en"], word: str
) -> None:
    file = small / "cases" / "generated.yaml"
    generate(small, language=language)
    assert file.read_text(encoding="utf-8").startswith(f"# {word} `kla coverage --generate`")
    file.unlink()
    (small.parent / "schemas").mkdir()
    (small.parent / "schemas" / "corpus.schema.json").write_text("{}", encoding="utf-8")
    assert command("coverage", small, "--generate", "--lang", language)[0] == 3
    first, second, *_ = file.read_text(encoding="utf-8").splitlines()
    assert first == "# yaml-language-server: $schema=../../schemas/corpus.schema.json"
    assert second.startswith(f"# {word}")


# -- the command -----------------------------------------------------------------------------------


def test_the_command_tells_gaps_in_both_languages_and_writes_cases(small: Path) -> None:
    def told(*words: str) -> tuple[int, str]:
        code, text, _ = command("coverage", small, *words)
        return code, text

    code, text = told("--lang", "en")
    assert code == 3
    assert "floors               0 of 6 (0%)" in text
    # Long paths are wrapped.
    assert "edition.yaml:51: madya (Madya): just below, just reached" in " ".join(text.split())
    assert "tepat di bawahnya" in told("--lang", "id")[1]
    code, text = told("--generate", "--lang", "en")
    assert code == 3
    assert "generated.yaml" in text
    confirm(small)
    code, text = told("--lang", "en")
    assert (code, "Cases show all that they can." in text) == (0, True)
    code, text = told("--format", "json")
    data = json.loads(text)
    jsonschema.validate(data, _schema())
    assert data["complete"]


def _schema() -> Value:
    path = RULES.parent / "schemas" / "coverage.schema.json"
    schema: Value = json.loads(path.read_text(encoding="utf-8"))
    return schema


def test_what_is_refused_is_told_with_code_2(tmp_path: Path) -> None:
    code, text, error = command("coverage", tmp_path, "--lang", "en")
    assert (code, text) == (2, "")
    assert str(tmp_path) in error


def test_what_no_case_can_show_is_told_with_the_reason_and_is_no_gap(tmp_path: Path) -> None:
    files = small_rules()
    files["edition.yaml"]["levels"][0] |= {"floor": 0, "includes_floor": True}
    found = coverage(written(tmp_path, files))
    (target,) = (one for one in found.rules[0].of("floor") if one.impossible)
    assert (target.name, target.state, target.impossible) == (
        files["edition.yaml"]["levels"][0]["id"], "below", "floor-at-nothing",
    )  # fmt: skip
    assert target not in found.gaps
    assert "no points lie below it" in found.text("en")
