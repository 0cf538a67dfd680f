"""A rule file gives what checks find in it another severity, with the reason; nothing else changes."""

import shutil
from pathlib import Path
from typing import Any

import pytest

import kla_rules as kla
from kla_rules.core.findings import Finding
from kla_rules.rulesets.files import read_rule_value
from kla_rules.testing import small_rules
from kla_rules.validation.severities import READ, adjusted
from support import RULES, command, file_with, place_of

LOCAL = Path("rules/kelurahan-local/local.yaml")
HERE = RULES.parents[1] / LOCAL
# A damage that a check meets with a warning, and one that it meets with an error.
WARNED = ("Alamatnya tidak tercatat.", "Dibaca di sini.")
REFUSED = ("{measure: declaration_year, is: true}", "{measure: declaration_year, below: 0}")


def entry(check: str, at: str, severity: str) -> str:
    reason = "{id: Memang begitu., en: It is meant so.}"
    return f"  - {{id: {check}, at: {at}, severity: {severity}, reason: {reason}}}\n"


def found(path: Path, damage: tuple[str, str], *entries: str) -> list[Any]:
    text = HERE.read_text(encoding="utf-8").replace(*damage, 1)
    checks = "checks:\n" + "".join(entries) if entries else ""
    file_with(path / "ours.yaml", text + checks)
    return list(kla.check(path / "ours.yaml"))


def brief(findings: list[Any]) -> list[tuple[str, str]]:
    return [(finding.id, finding.severity) for finding in findings]


@pytest.mark.parametrize("severity", ["note", "warning", "error"])
def test_what_is_found_gets_the_severity_that_the_file_says(severity: str, tmp_path: Path) -> None:
    assert brief(found(tmp_path, WARNED)) == [("source.no-locator", "warning")]
    own = entry("source.no-locator", "pasuruan-article", severity)
    assert brief(found(tmp_path, WARNED, own)) == [("source.no-locator", severity)]
    code, _, _ = command("check", tmp_path / "ours.yaml")
    assert code == (2 if severity == "error" else 0)


def test_what_is_turned_off_is_not_found_and_a_file_can_be_clean(tmp_path: Path) -> None:
    assert found(tmp_path, WARNED, entry("source.no-locator", "pasuruan-article", "none")) == []
    assert brief(found(tmp_path, REFUSED)) == [("condition.never", "error")]
    assert found(tmp_path, REFUSED, entry("condition.never", "declared", "none")) == []


@pytest.mark.parametrize(
    ("check", "at"),
    [("source.no-locator", "drppa"), ("source.unused", "pasuruan-article"), ("text.same", "scope")],
)
def test_an_entry_that_meets_nothing_is_a_finding_at_its_place(
    check: str, at: str, tmp_path: Path
) -> None:
    findings = found(tmp_path, WARNED, entry(check, at, "none"))
    assert brief(findings) == [("source.no-locator", "warning"), ("checks.idle", "warning")]
    text = (tmp_path / "ours.yaml").read_text(encoding="utf-8")
    assert place_of(findings[1], text).startswith(f"{at},")
    assert check in findings[1].text("id")


def test_one_entry_answers_for_one_place_and_a_second_one_for_it_is_idle(tmp_path: Path) -> None:
    own = entry("source.no-locator", "pasuruan-article", "note")
    assert brief(found(tmp_path, WARNED, own, own)) == [
        ("source.no-locator", "note"),
        ("checks.idle", "warning"),
    ]


def test_what_is_no_check_is_a_finding_with_what_comes_near(tmp_path: Path) -> None:
    findings = found(tmp_path, WARNED, entry("source.no-lokator", "pasuruan-article", "none"))
    assert brief(findings) == [("source.no-locator", "warning"), ("checks.unknown", "warning")]
    assert "source.no-locator" in findings[1].text("en")


def test_an_error_of_reading_cannot_be_turned_off(tmp_path: Path) -> None:
    damage = ("measure: declaration_year, is: true", "measure: no_such_fact, is: true")
    findings = found(tmp_path, damage, entry("condition.unknown-measure", "declared", "none"))
    assert brief(findings) == [
        ("condition.unknown-measure", "error"),
        ("checks.unknown", "warning"),
    ]
    assert "mend" in findings[1].text("en")


def test_an_entry_without_a_reason_refuses_the_file(tmp_path: Path) -> None:
    own = "  - {id: source.no-locator, at: pasuruan-article, severity: none}\n"
    (finding,) = found(tmp_path, WARNED, own)
    assert (finding.id, finding.severity) == ("schema.missing-key", "error")
    assert "reason" in finding.text("en")


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A copy of the rule files of 2019, which are few."""
    folder = tmp_path / "kla-2019"
    shutil.copytree(RULES.parent / "kla-2019", folder)
    return folder


def test_an_entry_speaks_of_its_own_file_only(older: Path) -> None:
    """What is found in another file of the same folder keeps its severity."""
    rules = older
    sources = rules / "sources.yaml"
    text = sources.read_text(encoding="utf-8")
    extra = "  - {id: idle, title: {id: Uji, en: Trial}, publisher: Kantor, grade: I}\n"
    file_with(sources, text + extra)
    assert [one.id for one in kla.check(rules)][:1] == ["source.unused"]
    own = "checks:\n" + entry("source.unused", "idle", "none")
    edition = rules / "edition.yaml"
    before = edition.read_text(encoding="utf-8")
    file_with(edition, before + own)
    assert [one.id for one in kla.check(rules)][-1:] == ["checks.idle"]
    file_with(edition, before)
    file_with(sources, text + extra + own)
    assert {one.id for one in kla.check(rules)} <= {
        "edition.figures-differ",
        "edition.texts-differ",
    }


@pytest.mark.parametrize("check", READ)
def test_a_warning_of_reading_is_given_a_severity_too(check: str) -> None:
    own = {"id": check, "at": "invented", "severity": "none", "reason": {"id": "a", "en": "b"}}
    file = read_rule_value({**small_rules()["sources.yaml"], "checks": [own]}, "sources", "")
    place = ("sources", 0, "id")
    assert file.findings == ()
    assert adjusted([file.locate(Finding(check, {}, place, "warning"))], [file], checked=True) == []


def test_no_digest_and_no_result_changes(older: Path) -> None:
    rules = older
    before = kla.edition(rules)
    for name in ("edition.yaml", "sources.yaml", "agencies.yaml", "requirements.yaml"):
        path = rules / name
        own = "checks:\n" + entry("text.same", "x", "none")
        file_with(path, path.read_text(encoding="utf-8") + own)
    after = kla.edition(rules)
    assert (after.digest, dict(after.parts)) == (before.digest, dict(before.parts))
    assert dict(after.figures) == dict(before.figures)
    assert [one.id for one in kla.check(rules)] == ["checks.idle"] * 4
