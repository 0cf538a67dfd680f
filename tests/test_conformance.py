"""The corpus: profiles in, results out, for this and any other implementation."""

import functools
import itertools
import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import kla_rules as kla
from conformance.generate import files
from kla_rules.cases.settings_model import HandlingSettings
from kla_rules.cases.settings_reading import handling_settings
from kla_rules.validation.corpus.model import Case
from kla_rules.validation.corpus.reading import read_cases
from kla_rules.validation.corpus.running import run_case

HERE = Path(__file__).parent / "conformance"
FILES: dict[str, list[dict[str, Any]]] = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((HERE / "cases").glob("*.json"))
}
CASES = [case for cases in FILES.values() for case in cases]
FILES_BESIDE: dict[str, list[dict[str, Any]]] = {
    name: json.loads((HERE / "beside" / f"{name}.json").read_text(encoding="utf-8"))
    for name in ("outlook", "history", "province", "rollup", "handling", "forum")
}
BESIDE = [case for cases in FILES_BESIDE.values() for case in cases]
UNIT_RULES: dict[str, Any] = json.loads((HERE / "beside" / "unit-rules.json").read_text("utf-8"))
FORUM_RULES: dict[str, Any] = json.loads((HERE / "beside" / "forum-rules.json").read_text("utf-8"))
SETTINGS: dict[str, Any] = json.loads(
    (HERE / "beside" / "handling-settings.json").read_text("utf-8")
)
HANDLING = [case["handling"] for case in BESIDE if "handling" in case]
# What can be said of a case whose handling is in order.
IN_ORDER = ("on_time", "open", "no_limit")


@functools.cache
def cases_in(path: Path) -> tuple[Case, ...]:
    """Return the cases of a file; settings on handling that a case names stand in a file beside."""
    return tuple(with_settings(case) for case in read_cases(path))


def with_settings(case: Case) -> Case:
    if case.kind != "handling":
        return case
    given = case.value["handling"]
    given = {**given, "settings": SETTINGS[given["settings"]]}
    return evolve(case, value={**case.value, "handling": given})


@pytest.mark.parametrize("name", FILES)
def test_every_case_of_a_file_gives_what_the_corpus_expects(
    name: str, subtests: pytest.Subtests
) -> None:
    for case in cases_in(HERE / "cases" / f"{name}.json"):
        with subtests.test(case=case.id):
            assert not run_case(case)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with local settings on the handling of cases."""
    folder = tmp_path_factory.mktemp("settings")
    for name, one in SETTINGS.items():
        (folder / f"{name}.json").write_text(json.dumps(one), encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", FILES_BESIDE)
def test_every_case_beside_single_evaluations_gives_what_the_corpus_expects(
    name: str, subtests: pytest.Subtests
) -> None:
    for case in cases_in(HERE / "beside" / f"{name}.json"):
        with subtests.test(case=case.id):
            assert not run_case(case)


def handled(given: dict[str, Any], folder: Path, *more: dict[str, Any]) -> kla.cases.Handling:
    """Return how cases, and more of them, were handled under local settings."""
    rules = settings_in(folder / f"{given['settings']}.json")
    return kla.cases.assess_handling([*given["incidents"], *more], rules, as_of=given["as_of"])


@functools.cache
def settings_in(path: Path) -> HandlingSettings:
    return handling_settings(path)


def test_one_more_case_in_order_never_makes_more_of_a_review(settings: Path) -> None:
    rng = random.Random(8)  # noqa: S311 - the same cases every time
    worse = ("adequate", "unknown", "review")
    pool = [row for given in HANDLING for row in given["incidents"]]
    seen = set()
    for given in HANDLING:
        before = handled(given, settings).outcome
        for row in rng.sample(pool, 3):
            after = handled(given, settings, {**row, "id": "x-1"})
            state = after.cases["x-1"].state if "x-1" in after.cases else None
            if state in IN_ORDER:
                seen.add((before, state))
                assert worse.index(after.outcome) <= worse.index(before), (given, row)
    assert seen == set(itertools.product(worse, IN_ORDER))


def test_the_cases_on_handling_reach_every_state_and_every_outcome() -> None:
    expected = [case["expect"] for case in BESIDE if "handling" in case]
    cases = [one for expect in expected for one in expect["cases"].values()]
    of_limits = {"overdue", "late", "unknown", "open", "on_time"}
    assert {state for one in cases for state in one["rules"].values()} == of_limits
    assert {one["state"] for one in cases} == of_limits | {"out_of_order", "no_limit"}
    assert {expect["outcome"] for expect in expected} == {"adequate", "unknown", "review"}
    assert {given["settings"] for given in HANDLING} == set(SETTINGS)
    held = {name for expect in expected for name in expect["reasons"]}
    assert held >= {one["id"] for one in SETTINGS["reviews"]["review"]}


def test_the_cases_on_units_reach_every_state_of_every_question() -> None:
    reached = {
        (name, key)
        for case in BESIDE
        if "rollup" in case
        for name, count in case["expect"].items()
        for key, many in (
            *count.items(),
            ("rest", count["whole"] - count["part"] - count["unknown"]),
        )
        if many
    }
    keys = ("part", "whole", "unknown", "rest")
    assert reached == set(itertools.product(UNIT_RULES["questions"], keys))


def test_the_cases_on_the_forum_reach_every_state_and_all_that_can_lack() -> None:
    told = [one for case in BESIDE if "forum" in case for one in case["expect"].items()]
    states = ("documented", "partly", "nothing")
    questions = FORUM_RULES["questions"]
    assert {(name, one["state"]) for name, one in told} == set(itertools.product(questions, states))
    # What a question names may all be documented, and its documents do not fit; or be so in part.
    assert {name for name, one in told if not one["lacking"] and one["documents"]} == {*questions}
    partly = {what for _, one in told if len(one["lacking"]) == 1 for what in one["lacking"]}
    assert partly == {*FORUM_RULES["kinds"], *FORUM_RULES["roles"]} - {"activity", "teaching"}


def test_every_case_of_the_corpus_says_all_that_comes_out() -> None:
    # A case of an author may say less: only what it says is compared.
    always = {"score", "score_range", "level", "levels_possible", "determined"}
    asked: dict[str, set[str]] = {}
    for case in CASES:
        if "expect" in case and "condition" not in case:
            assert set(case["expect"]) >= always, case["id"]
            name = case["profile"].get("edition")
            if "requirements" in case["expect"] and name is not None:
                asked.setdefault(name, set(case["expect"]["requirements"]))
                assert set(case["expect"]["requirements"]) == asked[name], case["id"]
    for name, requirements in asked.items():
        assert {one.id for one in kla.edition(name).requirements} == requirements
    whole = {
        "rollup": set(UNIT_RULES["questions"]),
        "forum": set(FORUM_RULES["questions"]),
        "handling": {"cases", "outcome", "reasons", "counts"},
    }
    for key, names in whole.items():
        for case in BESIDE:
            assert key not in case or set(case["expect"]) == names, case["id"]


def test_there_are_at_least_2000_cases_with_different_names() -> None:
    ids = [case["id"] for case in CASES]
    assert len(ids) == len(set(ids)) >= 2000


def test_every_packaged_edition_has_cases_of_every_sort() -> None:
    for sort in ("expect", "refused"):
        profiles = [case.get("profile") for case in CASES if sort in case]
        named = {profile.get("edition") for profile in profiles if isinstance(profile, dict)}
        assert named >= {edition.id for edition in kla.editions()}, sort


def test_the_first_files_are_what_the_generator_writes() -> None:
    # What follows reckons long: documents and overlays.
    for path, text in files():
        assert path.read_text(encoding="utf-8") == text, path.name
        if path.stem == "refusals-editions":
            break


@pytest.mark.slow
def test_the_files_are_what_the_generator_writes() -> None:
    written = dict(files())
    for path, text in written.items():
        assert path.read_text(encoding="utf-8") == text, path.name
    folders = ("cases", "editions", "beside")
    there = [path for folder in folders for path in (HERE / folder).iterdir()]
    assert set(there) == set(written)


@pytest.mark.slow
def test_an_implementation_in_another_language_passes_the_same_cases() -> None:
    if shutil.which("node") is None:
        pytest.skip("needs Node, which is not on this machine")
    done = subprocess.run(
        ["node", str(HERE / "runner.mjs")],  # noqa: S607 - whichever Node there is
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    scored = sum("expect" in case for case in CASES) + len(BESIDE)
    assert f"{scored} passed, 0 failed" in done.stdout
