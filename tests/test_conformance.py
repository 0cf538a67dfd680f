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

import kla_rules as kla
from conformance.generate import files
from kla_rules.cases.settings_model import HandlingSettings
from kla_rules.cases.settings_reading import handling_settings
from kla_rules.conditions.judge import judge
from kla_rules.conditions.judgement import State
from kla_rules.conditions.read import Reader, condition_of
from kla_rules.core.findings import Finding
from kla_rules.core.reading.read import read_value
from kla_rules.evaluation.requirements import facts_of
from kla_rules.profile.model import profile_from_bytes

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


def under_overlays(case: dict[str, Any]) -> kla.Edition | None:
    """Return the edition of a case under its overlays; each of them names the edition it is for."""
    if "overlays" not in case:
        return None
    written_for = laid_over(case["profile"]["edition"], "[]")
    named = {"id": written_for.id, "digest": written_for.digest}
    overlays = [
        {"edition": named, **one} if isinstance(one, dict) else one for one in case["overlays"]
    ]
    return laid_over(written_for.id, json.dumps(overlays))


@functools.cache
def laid_over(edition_id: str, overlays: str) -> kla.Edition:
    return kla.edition(edition_id, overlays=json.loads(overlays))


def evaluated(case: dict[str, Any]) -> kla.Evaluation:
    if "text" in case:
        is_json = case["format"] == "json"
        profile = profile_from_bytes(case["text"].encode(), file="case", json=is_json)
    else:
        profile = kla.Profile.from_dict(case["profile"], under_overlays(case))
    return kla.evaluate(profile, **case.get("options", {}))


def held(case: dict[str, Any]) -> State:
    """Return whether the condition of a case holds of its profile."""
    result = evaluated(case)
    edition = result.edition
    found: list[Finding] = []
    nodes = {node.id: node for node in edition.nodes}
    reader = Reader(nodes, {one.id: one for one in edition.measures}, found.append)
    condition = condition_of(reader, read_value(case["condition"]).root, ("condition",))
    assert condition is not None
    assert not found
    return judge(condition, facts_of(result.profile, result.bounds)).state


@pytest.mark.parametrize("name", FILES)
def test_every_case_of_a_file_gives_what_the_corpus_expects(
    name: str, subtests: pytest.Subtests
) -> None:
    for case in FILES[name]:
        with subtests.test(case=case["id"]):
            assert_expected(case)


def assert_expected(case: dict[str, Any]) -> None:
    """Check what comes of a profile."""
    if "refused" in case:
        error = (kla.ProfileError, kla.RuleError) if "overlays" in case else kla.ProfileError
        with pytest.raises(error) as caught:
            evaluated(case)
        assert [finding.id for finding in caught.value.findings] == case["refused"]
        return
    expect = case["expect"]
    if "condition" in case:
        assert held(case) is expect["holds"]
        return
    result = evaluated(case)
    data = result.to_dict()
    for key in ("score", "score_range", "level", "levels_possible", "determined"):
        assert data[key] == expect[key], key
    for node, ends in expect.get("nodes", {}).items():
        assert [float(end) for end in result.node(node).range] == ends, node
    for key, points in expect.get("evidence", {}).items():
        assert data["evidence"][key] == points, key
    if "requirements" in expect:
        assert {one.requirement.id: one.met for one in result.requirements} == expect[
            "requirements"
        ]
    if "notes" in expect:
        assert sorted({note.id for note in result.notes}) == sorted(expect["notes"])


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with local settings on the handling of cases."""
    folder = tmp_path_factory.mktemp("settings")
    for name, one in SETTINGS.items():
        (folder / f"{name}.json").write_text(json.dumps(one), encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", FILES_BESIDE)
def test_every_case_beside_single_evaluations_gives_what_the_corpus_expects(
    name: str, settings: Path, subtests: pytest.Subtests
) -> None:
    for case in FILES_BESIDE[name]:
        with subtests.test(case=case["id"]):
            assert_beside(case, settings)


def assert_beside(case: dict[str, Any], settings: Path) -> None:
    """Check what comes of several evaluations, of units, of cases or of records."""
    if "outlook" in case:
        result = kla.evaluate(kla.Profile.from_dict(case["profile"]))
        data = kla.rounds.verification_outlook(result).to_dict()
        keys = ("drop", "score_range", "levels_possible")
        pairs = [{key: pair[key] for key in keys} for pair in data["pairs"]]
        assert {"n": data["n"], "pairs": pairs} == case["outlook"]
        return
    if "province" in case:
        found = kla.rounds.assess_province(case["province"]["results"], case["province"]["regions"])
        assert (found.state, list(found.deciding)) == tuple(case["expect"].values())
        return
    if "rollup" in case:
        assert_counts(case)
        return
    if "handling" in case:
        assert_handling(case, settings)
        return
    if "forum" in case:
        assert_forum(case)
        return
    entries = case["history"]
    history = kla.rounds.History([
        *(kla.evaluate(kla.Profile.from_dict(one)) for one in entries["profiles"]),
        *(
            kla.rounds.PublishedRound(
                one["year"], tuple(kla.rounds.PublishedLevel(level, "A", "x") for level in one["levels"])
            )
            for one in entries["published"]
        ),
    ])  # fmt: skip
    data = history.to_dict()
    for key, wanted in case["expect"].items():
        got = (
            [{name: one[name] for name in wanted[0]} for one in data[key]] if wanted else data[key]
        )
        assert got == wanted, key


def assert_counts(case: dict[str, Any]) -> None:
    """Check how many units count in each question, and which questions that answers."""
    found = kla.rollup(case["rollup"], UNIT_RULES["edition"])
    counts = {
        one.node.id: {"part": one.part, "whole": one.whole, "unknown": one.unknown} for one in found
    }
    assert counts == case["expect"]
    assert found.answers() == {name: {"units": counts[name]} for name in case["answers"]}


def assert_forum(case: dict[str, Any]) -> None:
    """Check what the records say of each question, and which answers they suggest."""
    found = kla.participation.assess_forum(case["forum"], FORUM_RULES["edition"])
    questions = {
        name: {
            "state": one.state,
            "lacking": [*one.lacking],
            "undocumented": [*one.undocumented],
            "documents": [[*group] for group in one.documents],
        }
        for name, one in found.suggestions.items()
    }
    assert questions == case["expect"]
    assert [*found.suggested] == case["suggested"]


def assert_handling(case: dict[str, Any], folder: Path) -> None:
    """Check what is said of each case, and what the task force is told."""
    found = handled(case["handling"], folder)
    cases = {
        name: {
            "state": one.state,
            "rules": {rule.rule: rule.state for rule in one.rules if rule.rule != "order"},
        }
        for name, one in found.cases.items()
    }
    assert cases == case["expect"]["cases"]
    assert found.outcome == case["expect"]["outcome"]
    assert list(found.region.reasons) == case["expect"]["reasons"]
    assert found.region.counts("states") == case["expect"]["counts"]


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
