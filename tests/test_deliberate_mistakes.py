"""Deliberate mistakes in the rules of `kla init-rules`: each is told with its place and a profile.

The mistakes are data. Each is looked for as `pytest --kla-rules` does, here within the process and
without the laws, which take longer; once as an author does, in a process of its own.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from attrs import frozen

from kla_rules.scaffold.scaffold import Kind, scaffold
from kla_rules.testing import rules_tested
from kla_rules.testing.outcomes import RulesFailure
from kla_rules.validation.corpus.folders import rule_folders
from kla_rules.validation.corpus.running import run_case


@frozen
class Mistake:
    """What an author gets wrong, and how the rules tell of it.

    Attributes:
        changes: by file of the scaffold what stands there, and what the author makes of it.
        test: the test that fails: of a case its id.
        place: the file and the line that it names.
        says: what it says, among other things.
        profile: of the smallest profile, where one shows it, the lines that matter.
    """

    changes: tuple[tuple[str, str, str], ...]
    test: str
    place: str
    says: str
    profile: str = ""


def one(file: str, old: str, new: str) -> tuple[tuple[str, str, str], ...]:
    return ((file, old, new),)


TWELVE = {
    "a floor": Mistake(
        one("edition.yaml", "floor: 70,", "floor: 72,"),
        "floor-of-madya", "levels.yaml:18", 'level is "pratama"', "points: {total: 70}",
    ),
    "a cap": Mistake(
        one("indicators/1.yaml", "maximum: 30\n", "maximum: 31\n"),
        "rules", "edition.yaml:18", "cluster K1 has the maximum 60, but its indicators sum to 61",
    ),
    "a direction": Mistake(
        one("indicators/2.yaml", "direction: negative", "direction: positive"),
        "lower-is-better", "answers.yaml:34", "nodes.2.1 is [1.8, 1.8]", "'2.1': {value: 10}",
    ),
    "a negation": Mistake(
        one("requirements.yaml", "when: {measure: school_share, at_least: 25}",
            "when: {not: {measure: school_share, at_least: 25}}"),
        "proof[better-measures]", "edition.yaml:1", "the level falls: a negation turns it about",
        "points: {total: 70} measures: {school_share: 12.5} It gives: score 70, level madya",
    ),
    "an overlap": Mistake(
        one("tables/tables.yaml", "{from: 50, to: 80, points: 6}", "{from: 45, to: 80, points: 6}"),
        "rules", "tables.yaml:40", "the bands of 1.3 overlap from 45 to 50",
    ),
    "a wrong source": Mistake(
        one("requirements.yaml", "source: invented", "source: letter-2026"),
        "rules", "requirements.yaml:3", 'the source "letter-2026" is not listed',
    ),
    "a scale that falls": Mistake(
        one("tables/tables.yaml", "{from: 0, to: 50, points: 0}", "{from: 0, to: 50, points: 8}"),
        "rules", "tables.yaml:40", "the points of 1.3 run against its direction",
    ),
    "a hole": Mistake(
        one("tables/tables.yaml", "{from: 25, to: 75, points: 10}", "{from: 30, to: 75, points: 10}"),
        "rules", "tables.yaml:57", "the scale of 3.2 leaves 25 to 30 without points",
    ),
    "a swapped title": Mistake(
        (
            ("indicators/1.yaml", "{id: Pelatihan pencegahan kekerasan, en: Training on preventing violence}",
             "{id: Pelatihan guru tentang hak anak, en: Teachers trained in children's rights}"),
            ("indicators/3.yaml", "{id: Pelatihan guru tentang hak anak, en: Teachers trained in children's rights}",
             "{id: Pelatihan pencegahan kekerasan, en: Training on preventing violence}"),
        ),
        "what-is-asked", "titles.yaml:8", "titles.1.2 is",
    ),
    "a requirement that holds nobody": Mistake(
        one("requirements.yaml", "at_least: 25}", "at_least: 0}"),
        "proof[requirements-decide]", "edition.yaml:1", "always holds, or others ask for it already",
        "points: {total: 100} measures: {school_share: 100} It gives: score 100, level utama",
    ),
    "a step that fixes nothing": Mistake(
        one("remediation/K1.yaml", 'mends: ["1.2"]', 'mends: ["1.1"]'),
        "rules", "assumptions.yaml:3", "no step mends the question 1.2",
    ),
    "a unit fact": Mistake(
        one("units.yaml", "measure: reporting_service, is: true", "measure: birth_certificates, above: 50"),
        "check[fact.other]", "units.yaml:10", "its title (indicators/1.yaml:22) speaks of something else",
    ),
}  # fmt: skip
MORE = {
    "a cap that fits": Mistake(
        (
            ("indicators/1.yaml", "maximum: 30\n", "maximum: 31\n"),
            ("indicators/2.yaml", "maximum: 30\n", "maximum: 29\n"),
            ("indicators/2.yaml", "maximum: 12\n", "maximum: 11\n"),
        ),
        "nothing-known", "answers.yaml:5", "nodes.1 is [0, 31]",
    ),
    "a title in the other language": Mistake(
        one("indicators/1.yaml", "{id: Pelatihan pencegahan kekerasan, en: Training on preventing violence}",
            "{id: Training on preventing violence, en: Pelatihan pencegahan kekerasan}"),
        "check[text.other-language]", "1.yaml:18", "this text is in the other language",
    ),
    "who counts": Mistake(
        one("units.yaml", "kinds: [desa, kelurahan]", "kinds: [desa]"),
        "who-counts", "units.yaml:7", "is no kind of unit",
    ),
    "a maximum that fits": Mistake(
        (
            ("indicators/3.yaml", "maximum: 15\n", "maximum: 16\n"),
            ("indicators/3.yaml", "maximum: 25\n", "maximum: 24\n"),
        ),
        "lower-is-better", "answers.yaml:34", "nodes.3.2 is [2.4, 2.4]", "'3.2': {value: 10}",
    ),
    "a reading of the floors": Mistake(
        one("edition.yaml", "policy: floor_inclusive", "policy: floor_exclusive"),
        "floor-of-pratama", "levels.yaml:8", "level is null", "points: {total: 50}",
    ),
    "an advisory": Mistake(
        one("requirements.yaml", 'when: {ratio: "1.1", at_least: 1}', 'when: {ratio: "1.2", at_least: 1}'),
        "regulation", "answers.yaml:", "advisories.regulation-first is null", "'1.1': {holds: true}",
    ),
    "documents of another kind": Mistake(
        one("evidence.yaml", "[[report], [photo]]", "[[report]]"),
        "regulation-needs-a-decree", "answers.yaml:", "evidence.backed is 35",
    ),
    "the years that count": Mistake(
        one("evidence.yaml", "first: 2025", "first: 2024"),
        "documents-of-other-years", "answers.yaml:", "notes is []",
    ),
}  # fmt: skip
MISTAKES = {**TWELVE, **MORE}


def failures(folder: Path, test: str | None = None) -> dict[str, list[str]]:
    """Return by test of `pytest --kla-rules` what it says, where it fails: of each rule folder.

    Args:
        folder: the rules.
        test: the only one that is looked at; left out, each but the laws.
    """
    told: dict[str, list[str]] = {}
    for rules in rule_folders(folder):
        tested = rules_tested.Tested(rules)
        anchor = folder / "edition.yaml" if rules.kind == "edition" else rules.files[0]
        of_case = test is not None and test != "rules" and "[" not in test
        for name, _, run in () if of_case else tested.tests(anchor):
            if name == test or (test is None and not name.startswith("property")):
                try:
                    run()
                except RulesFailure as failure:
                    told.setdefault(name, []).append(f"{failure.headline}\n{failure.text}")
            if name == test:
                break
        for case in () if tested.refusal else rules.cases:
            found = run_case(case, rules) if test in {None, case.id} else ()
            for finding in found:
                line = f"{finding.line_of_text('en')}\n{case.value}"
                told.setdefault(case.id, []).append(line)
    return told


def made(folder: Path, mistake: Mistake | None = None) -> Path:
    """Return rules to begin with, and make a mistake in them."""
    scaffold(folder, language="en")
    for file, old, new in mistake.changes if mistake is not None else ():
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) >= 1, f"{file} has no {old}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_without_a_mistake_nothing_fails(tmp_path: Path) -> None:
    assert failures(made(tmp_path / "demo")) == {}


@pytest.mark.parametrize(
    "name", [*TWELVE, *(pytest.param(one, marks=pytest.mark.slow) for one in MORE)]
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, name: str) -> None:
    mistake = MISTAKES[name]
    told = failures(made(tmp_path / "demo", mistake), mistake.test)
    assert mistake.test in told, told
    said = "\n".join(told[mistake.test])
    assert re.search(rf"{re.escape(mistake.place)}\b", said), said
    assert mistake.says in " ".join(said.split()), said


@pytest.mark.slow
@pytest.mark.parametrize("name", MISTAKES)
def test_pytest_fails_and_shows_the_place_and_the_smallest_profile(
    tmp_path: Path, name: str
) -> None:
    mistake = MISTAKES[name]
    done = author(made(tmp_path / "demo", mistake), "-k", "not property")
    out = " ".join(done.stdout.split())
    assert done.returncode == 1, out
    assert re.search(rf"FAILED \S+::{re.escape(mistake.test)}", out), out
    assert re.search(rf"{re.escape(mistake.place)}\b", out), out
    assert mistake.says in out, out
    assert " ".join(mistake.profile.split()) in out, out


@pytest.mark.slow
def test_pytest_passes_as_scaffolded_with_every_law(tmp_path: Path) -> None:
    scaffold(tmp_path / "demo")
    done = author(tmp_path / "demo")
    assert done.returncode == 0, done.stdout
    assert " passed" in done.stdout
    assert "warning" not in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["overlay", "repository"])
def test_pytest_passes_as_scaffolded(tmp_path: Path, kind: Kind) -> None:
    scaffold(tmp_path / "demo", kind)
    done = author(tmp_path / "demo", "-k", "not property")
    assert done.returncode == 0, done.stdout
    assert " passed" in done.stdout


def author(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run pytest as an author does who stands beside the rules."""
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "--kla-rules",
            folder.name,
            *words,
        ],
        cwd=folder.parent,
        env={key: value for key, value in os.environ.items() if not key.startswith("PYTEST")},
        capture_output=True,
        text=True,
        check=False,
    )
