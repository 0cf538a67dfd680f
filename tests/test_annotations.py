"""`kla check --format sarif|github`: what other programs take, with hostile names as plain text."""

import json
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from kla_rules.core.findings import Finding
from kla_rules.core.writing import LANGUAGES
from kla_rules.validation.annotations import described, sarif, uri_of, workflow_commands
from kla_rules.validation.checks import CHECKS
from support import RULES, command, file_with

OLDER = RULES.parent / "kla-2019"
NAME = "a\nb,c:d%0A::error file=x::[e](f){0}.yaml"
HOSTILE = Finding(
    "agency.unused", {"agency": NAME}, severity="warning", file=NAME, line=3, column=7
)


def check(path: Path, form: str) -> tuple[int, str]:
    code, out, err = command("check", path, "--format", form, "--lang", "en")
    assert err == ""
    return code, out


def test_a_log_has_rules_places_and_levels(tmp_path: Path) -> None:
    rules = tmp_path / "kla-2019"
    shutil.copytree(OLDER, rules)
    path = rules / "edition.yaml"
    before = path.read_text(encoding="utf-8")
    file_with(path, before.replace("policy: floor_inclusive", "policy: floor_exclusive"))
    code, out = check(rules, "sarif")
    (run,) = json.loads(out)["runs"]
    first = run["results"][0]
    rule = run["tool"]["driver"]["rules"][first["ruleIndex"]]
    assert (code, first["ruleId"], first["level"]) == (0, "edge.same", "warning")
    assert rule["id"] == "edge.same"
    assert rule["defaultConfiguration"] == {"level": "warning"}
    assert rule["help"]["text"] == "; ".join(described("edge.same", "en")[1:])
    place = first["locations"][0]["physicalLocation"]
    text = path.read_text(encoding="utf-8")
    line = text[: text.rindex("policy: floor_exclusive")].count("\n") + 1
    assert place["region"]["startLine"] == line
    assert unquote(urlsplit(place["artifactLocation"]["uri"]).path) == str(path)


@pytest.mark.parametrize("form", ["sarif", "github"])
def test_exit_codes_are_those_of_text(form: str, tmp_path: Path) -> None:
    assert check(OLDER, form)[0] == 0
    broken = file_with(tmp_path / "profile.yaml", "year: 2024\npoints: {K1: 200}\n")
    code, out = check(broken, form)
    assert code == 2
    assert "profile.above-maximum" in out


def test_what_is_clean_has_no_result() -> None:
    assert json.loads(check(OLDER, "sarif")[1])["runs"][0]["results"] == []
    assert check(OLDER, "github")[1] == ""


def test_a_name_is_no_command_and_ends_none() -> None:
    (line,) = workflow_commands([HOSTILE], "en")
    assert "\n" not in line
    head, text = line.removeprefix("::").split("::", 1)
    words = dict(part.split("=", 1) for part in head.removeprefix("warning ").split(","))
    assert words.keys() == {"file", "line", "col", "title"}
    assert unquote(words["file"]) == NAME
    assert text.startswith("a?b,c:d%250A::error")  # what steers a terminal is never shown


def test_every_severity_has_its_command() -> None:
    kinds = {"error": "::error ", "warning": "::warning ", "note": "::notice "}
    for severity, start in kinds.items():
        finding = Finding("agency.unused", {"agency": "x"}, severity=severity)  # type: ignore[arg-type]
        assert workflow_commands([finding], "id")[0].startswith(start)


def test_a_text_is_no_link_and_has_no_fields() -> None:
    (result,) = sarif([HOSTILE], "en")["runs"][0]["results"]
    assert r"\[e\](f){{0}}" in result["message"]["text"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert urlsplit(uri).scheme == ""
    assert unquote(uri) == NAME


@pytest.mark.parametrize(
    "path", ["a/b.yaml", "a b/é%20#?.yaml", "/var/x y.yaml", "C:/a/b.yaml", "x:y", "a\udcff.yaml"]
)
def test_a_path_is_one_uri(path: str) -> None:
    parts = urlsplit(uri_of(path))
    assert parts.query == parts.fragment == parts.netloc == ""
    absolute = path.startswith(("/", "C:"))
    assert parts.scheme == ("file" if absolute else "")
    said = unquote(parts.path, errors="surrogateescape")
    assert said == (f"/{path}" if path.startswith("C:") else path)


def test_every_check_is_described_in_both_languages() -> None:
    for found in CHECKS:
        for language in LANGUAGES:
            parts = described(found.id, language)
            assert all(parts), found.id
            assert "{" not in "".join(parts)
