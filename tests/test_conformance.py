"""The corpus: profiles in, results out, for this and any other implementation."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import kla_rules as kla
from conformance.generate import files
from kla_rules.profile.read import profile_from_bytes

HERE = Path(__file__).parent / "conformance"
CASES: list[dict[str, Any]] = [
    case
    for path in sorted((HERE / "cases").glob("*.json"))
    for case in json.loads(path.read_text(encoding="utf-8"))
]


def evaluated(case: dict[str, Any]) -> kla.Evaluation:
    if "text" in case:
        is_json = case["format"] == "json"
        profile = profile_from_bytes(case["text"].encode(), file="case", json=is_json)
    else:
        profile = kla.Profile.from_dict(case["profile"])
    return kla.evaluate(profile, **case.get("options", {}))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_case_gives_what_the_corpus_expects(case: dict[str, Any]) -> None:
    if "refused" in case:
        with pytest.raises(kla.ProfileError) as caught:
            evaluated(case)
        assert [finding.id for finding in caught.value.findings] == case["refused"]
        return
    result = evaluated(case)
    expect = case["expect"]
    data = result.to_dict()
    for key in ("score", "score_range", "level", "levels_possible", "determined"):
        assert data[key] == expect[key], key
    for node, ends in expect.get("nodes", {}).items():
        assert [float(end) for end in result.node(node).range] == ends, node
    if "notes" in expect:
        assert sorted({note.id for note in result.notes}) == sorted(expect["notes"])


def test_there_are_at_least_250_cases_with_different_names() -> None:
    ids = [case["id"] for case in CASES]
    assert len(ids) == len(set(ids)) >= 250


def test_the_files_are_what_the_generator_writes() -> None:
    for path, text in files():
        assert path.read_text(encoding="utf-8") == text, path.name


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
    scored = sum("expect" in case for case in CASES)
    assert f"{scored} passed, 0 failed" in done.stdout
