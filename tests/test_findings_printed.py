"""Findings as the command prints them: many of a kind in one line, severity marked, paths one way."""

import json
import shutil
from pathlib import Path

import pytest

from kla_rules.cli.output import finding_lines
from kla_rules.core.findings import Finding
from kla_rules.core.writing import LANGUAGES
from kla_rules.validation.check import check as rules_check
from support import BANDUNG, ROOT
from support import command as kla

FORUM = ROOT / "examples" / "kota-pasuruan" / "forum.csv"


def without(column: str, path: Path, folder: Path) -> Path:
    """Return a copy of a table without one of its columns."""
    rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
    gone = rows[0].index(column)
    copy = folder / path.name
    lines = (",".join(row[:gone] + row[gone + 1 :]) for row in rows)
    copy.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return copy


@pytest.fixture
def no_documents(tmp_path: Path) -> Path:
    return without("document", FORUM, tmp_path)


def test_one_missing_heading_is_one_line(no_documents: Path) -> None:
    code, _, err = kla("forum", no_documents, "--lang", "en")
    whole = kla("forum", no_documents, "--lang", "en", "--all")[2].splitlines()
    (line,) = err.splitlines()
    first = whole[0]
    assert code == 2
    assert len(whole) > 10
    assert line.startswith(f"{first} ({len(whole)} of this kind, also at ")
    assert line.endswith("...; --all lists each)")
    places = [row.removeprefix(f"{no_documents}:").partition(": ")[0] for row in whole]
    assert ", ".join(places[1:4]) in line
    assert places[4] not in line
    assert f"({len(whole)} temuan sejenis, juga di " in kla("forum", no_documents)[2]


def test_a_heading_without_which_another_means_nothing_is_named_itself(tmp_path: Path) -> None:
    folder = FORUM.parent
    table = without("event", folder / "incidents.csv", tmp_path)
    words = ("handling", table, "--settings", folder / "handling.yaml", "--as-of", "2025-06-30")
    code, _, err = kla(*words, "--lang", "en")
    assert code == 2
    assert err == (
        f'{table}:1:6: the column "event" is missing; event, time in every row; add it\n'
    )


def test_json_holds_each_finding(no_documents: Path) -> None:
    whole = kla("forum", no_documents, "--all")[2].splitlines()
    _, out, err = kla("forum", no_documents, "--format", "json")
    assert len(json.loads(out)["findings"]) == len(whole)
    assert len(err.splitlines()) == 1


def test_check_groups_and_counts_each(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("year: 2024\npoints: {K1: 900, K2: 900, K3: 900, K4: 900, K5: 900}\n", "utf-8")
    code, out, _ = kla("check", path, "--lang", "en")
    lines = out.splitlines()
    assert code == 2
    assert len(lines) == 2
    assert "(5 of this kind, also at 2:23, 2:32, 2:41 ...; --all lists each)" in lines[0]
    assert lines[1] == f"{path}: 5 errors."
    assert len(kla("check", path, "--all")[1].splitlines()) == 6


def found(count: int, finding_id: str = "forum.twice", **more: object) -> list[Finding]:
    return [Finding(finding_id, path=(row, "id"), **more) for row in range(count)]  # type: ignore[arg-type]


def test_few_findings_are_shown_whole_and_in_their_order() -> None:
    three = [*found(3), *found(2, "forum.no-id"), Finding("forum.role", path=(9,))]
    assert finding_lines(three, "en") == [finding.line_of_text("en") for finding in three]
    assert finding_lines(three, "en") == finding_lines(three, "en", whole=True)
    mixed = [*found(1, "forum.no-id"), *found(4), *found(1, "forum.no-id")]
    kinds = [line.partition(": ")[2].partition(";")[0] for line in finding_lines(mixed, "en")]
    assert kinds == [
        "the id of this record is missing",
        "the id of this record is missing",
        "two records have the same id",
    ]
    assert "4 of this kind, also at [1].id, [2].id, [3].id; --all" in finding_lines(mixed, "en")[2]


def test_findings_of_two_severities_are_not_one_kind() -> None:
    assert len(finding_lines([*found(2), *found(2, severity="warning")], "en")) == 4


def test_findings_of_one_kind_in_several_files_are_one_line_that_names_the_files() -> None:
    files = [Finding("forum.twice", file=name, line=1, column=1) for name in "aabbc"]
    (line,) = finding_lines(files, "en")
    assert line.startswith("a:1:1: two records have the same id;")
    assert line.endswith("(5 of this kind, also at 1:1, b:1:1, c:1:1; --all lists each)")


def test_one_name_misspelt_in_many_rule_files_is_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(ROOT / "rules" / "kla-2024", folder)
    wrong = 0
    for path in (folder / "indicators").iterdir():
        text = path.read_text(encoding="utf-8")
        wrong += text.count("[women-and-children]")
        path.write_text(text.replace("[women-and-children]", "[women-and-childrn]"), "utf-8")
    code, out, _ = kla("check", folder, "--lang", "en")
    lines = out.splitlines()
    assert code == 2
    assert wrong > 3
    assert len(lines) == 2
    assert f"({wrong} of this kind, also at {folder}/indicators/" in lines[0]


def test_what_refuses_nothing_is_marked() -> None:
    marks = {
        (severity, language): Finding("forum.twice", {}, ("id",), severity).line_of_text(language)
        for severity in ("error", "warning", "note")
        for language in LANGUAGES
    }
    assert {key: text.split(": ")[1] for key, text in marks.items() if key[0] != "error"} == {
        ("warning", "id"): "peringatan",
        ("warning", "en"): "warning",
        ("note", "id"): "catatan",
        ("note", "en"): "note",
    }
    assert marks["error", "en"].startswith("id: two records have the same id")


def test_warnings_are_marked_by_the_command(rules: Path) -> None:
    place = rules / "indicators" / "06.yaml"
    code, out, _ = kla("check", place, "--lang", "en")
    assert code == 0
    assert out.startswith(f"{place}:2:1: note: the file was checked alone")
    assert kla("check", place)[1].startswith(f"{place}:2:1: catatan: ")


@pytest.mark.parametrize("given", ["examples/no.yaml", "./examples/no.yaml", "examples//no.yaml"])
@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("evaluate",),
        ("rollup",),
        ("province",),
        ("history",),
        ("evaluate", "examples/kota-bandung-2024.yaml", "--edition"),
        ("evaluate", "examples/kota-bandung-2024.yaml", "--overlay"),
        ("status", "examples/kota-pasuruan/units.csv", "--local"),
        ("handling", "examples/kota-pasuruan/incidents.csv", "--as-of", "2025-01-01", "--settings"),
    ],
)
def test_a_path_is_shown_as_it_was_given(words: tuple[str, ...], given: str) -> None:
    code, out, err = kla(*words, given, "--lang", "en")
    assert code == 2
    assert (out + err).startswith("examples/no.yaml: ")


@pytest.mark.parametrize(
    ("file", "was", "now"),
    [
        ("edition.yaml", "policy: floor_exclusive", "policy: floor_inclusive"),
        ("indicators/26.yaml", "direction: negative\n", "direction: positive\n"),
        ("units.yaml", "measure: sport_arts_talent_group", "measure: talent_group"),
        ("forum.yaml", "source: sheet-2024", "source: nowhere"),
        ("evidence.yaml", "[[document]]", "[[nothing]]"),
        ("remediation/K3.yaml", "responsible: health", "responsible: library"),
    ],
)
def test_a_finding_of_rules_names_the_file_as_the_folder_was_given(
    file: str, was: str, now: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "rules" / "kla-2024", tmp_path / "draft")
    monkeypatch.chdir(tmp_path)
    text = Path("draft", file).read_text(encoding="utf-8")
    assert was in text
    Path("draft", file).write_text(text.replace(was, now, 1), encoding="utf-8")
    whole = rules_check("draft")
    assert f"draft/{file}" in {finding.file for finding in whole}
    assert all(finding.file.startswith("draft/") for finding in whole if finding.file)
    if not file.startswith("indicators"):
        assert f"draft/{file}" in {finding.file for finding in rules_check(f"draft/{file}")}


def test_a_path_has_forward_slashes_and_stays_relative_or_not(tmp_path: Path) -> None:
    assert Finding("forum.twice", file="./a/b.yaml").file == "a/b.yaml"
    assert Finding("forum.twice", file="../a/b.yaml").where() == "../a/b.yaml"
    assert kla("evaluate", tmp_path / "no.yaml")[2].startswith(f"{tmp_path}/no.yaml: ")


def test_what_is_missing_is_named_each_where_its_place_does_not_tell_it() -> None:
    keys = [Finding("schema.missing-key", {"key": key}, file="f") for key in ("a", "b", "c", "d")]
    assert [line.split("; ")[0] for line in finding_lines(keys, "en")] == [
        f'f: the key "{key}" is missing' for key in "abcd"
    ]
    files = [Finding("schema.missing-key", {"key": "a"}, file=f"{n}.yaml") for n in range(40)]
    (line,) = finding_lines(files, "en")
    assert "(40 of this kind, also at 1.yaml, 2.yaml, 3.yaml ...; --all lists each)" in line


def test_what_stands_at_one_place_is_told_apart_by_its_name() -> None:
    found = [
        Finding(
            "step.uncovered", {"node": f"6.{n}"}, severity="warning", file="f", line=4, column=1
        )
        for n in range(1, 21)
    ]
    (line,) = finding_lines(found, "en")
    names = ", ".join(f'"6.{n}"' for n in range(2, 14))
    assert line.endswith(f"(20 of this kind here, also {names} ...; --all lists each)")
    (line,) = finding_lines(found[:5], "id")
    assert line.endswith(
        '(5 temuan sejenis di sini, juga "6.2", "6.3", "6.4", "6.5"; --all menampilkan semuanya)'
    )


def test_a_place_is_named_once(tmp_path: Path) -> None:
    found = [
        Finding("forum.date", {"found": str(n)}, file="f", line=line, column=1)
        for n, line in enumerate((2, 3, 3, 3, 4))
    ]
    (line,) = finding_lines(found, "en")
    assert line.endswith("(5 of this kind, also at 3:1, 4:1; --all lists each)")
    missing = tmp_path / "nope"
    assert kla("rollup", missing, "--lang", "en")[2].startswith(
        f"{missing}: the file cannot be read"
    )
    wrong = tmp_path / "units.ods"
    wrong.write_text("x", encoding="utf-8")
    assert kla("rollup", wrong, "--lang", "en")[2].startswith(f"{wrong}: this is no table that can")


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--lock", "nope", 'the catalogue has no step "nope"'),
        ("--limit", "nope=3", 'the edition has no agency "nope"'),
        ("--minimum-gain", "-5", "-5 is no number of points in this edition"),
        ("--margin", "1e9", "1000000000 is no number of points in this edition"),
        ("--start", "x", '"x" is no month'),
        ("--alternatives", "101", "101 is no number of alternatives"),
    ],
)
def test_what_was_asked_of_a_plan_is_placed_at_its_option(
    option: str, value: str, sentence: str
) -> None:
    code, _, err = kla("plan", BANDUNG, "--to", "kla", option, value, "--lang", "en")
    assert code == 2
    assert err.startswith(f"{option}: {sentence}; ")


def test_a_table_is_not_checked_as_a_rule_file() -> None:
    code, *streams = kla("check", FORUM, "--lang", "en")
    out = "".join(streams)
    assert code == 2
    assert f"{FORUM}: this is a table; a rule file, profile, overlay, history or province; " in out
    assert "give it to what reads it: rollup, status, forum or handling" in out
