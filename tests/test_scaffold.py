"""`kla init-rules` writes rules that are in order as they stand, whole or not at all, over nothing."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource

import kla_rules as kla
from kla_rules.core.reading.read import read_file
from kla_rules.scaffold.scaffold import KINDS, Kind, scaffold
from kla_rules.validation import coverage, mutate
from kla_rules.validation.corpus.folders import rule_folders
from kla_rules.validation.corpus.running import run_case
from support import command

NAMES_OF_OTHER_THINGS = ("2026", "null", "no", "tables", "a" * 41)
# A repository is both of the others.
SOME_SLOW = [*KINDS[:-1], pytest.param(KINDS[-1], marks=pytest.mark.slow)]
EDITIONS = [one.id for one in kla.editions()]


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("kind", "language"),
    [
        ("edition", "id"),
        *(pytest.param(kind, "en", marks=pytest.mark.slow) for kind in KINDS),
        *(pytest.param(kind, "id", marks=pytest.mark.slow) for kind in ("overlay", "repository")),
    ],
)
def test_what_is_written_passes_what_it_tells_to_run(
    tmp_path: Path, kind: str, language: str
) -> None:
    words = ("init-rules", "demo", "--kind", kind, "--lang", language)
    code, out, err = command(*words, at=tmp_path)
    assert (code, err) == (0, "")
    ran = [line.strip() for line in out.splitlines() if line.startswith("  ")]
    assert (ran[0], ran[-1]) == ("cd demo", "pytest")
    assert {line.split()[1] for line in ran[1:-1]} == {"check", "prove"}
    for line in ran[1:-1]:
        code, out, err = command(*line.split()[1:], "--lang", "en", at=tmp_path / "demo")
        assert (code, err) == (0, ""), out
        # Not even a warning: an author must not begin by looking away.
        in_order = re.fullmatch(r".*: in order\.\n", out)
        assert in_order or re.search(r"^All \d+ claims are proved\.$", out, re.MULTILINE), out
    for page in ("README.md", "README.en.md"):
        said = (tmp_path / "demo" / page).read_text(encoding="utf-8")
        assert all(line in said for line in ran[1:-1])
        assert re.search("rekaan|invented", said)


@pytest.mark.parametrize("kind", SOME_SLOW)
def test_its_cases_hold_and_every_part_of_it_has_some(tmp_path: Path, kind: Kind) -> None:
    scaffold(tmp_path / "demo", kind, language="en")
    found = rule_folders(tmp_path / "demo")
    assert [one.kind for one in found] == {
        "overlay": ["overlay"],
        "edition": ["edition", "overlay"],
        "repository": ["overlay", "edition", "overlay"],
    }[kind]
    for folder in found:
        assert folder.cases
        assert [finding for case in folder.cases for finding in run_case(case, folder)] == []


@pytest.mark.parametrize("kind", SOME_SLOW)
def test_its_cases_show_every_rule_and_let_no_damage_through(tmp_path: Path, kind: Kind) -> None:
    scaffold(tmp_path / "demo", kind, language="en")
    assert [gap.key for gap in coverage(tmp_path / "demo").gaps] == []
    found = mutate(tmp_path / "demo")
    assert found.own_score == 1
    assert [(one.kind, one.change.en) for one in found.survivors] == []
    for page in ("README.md", "README.en.md"):
        said = (tmp_path / "demo" / page).read_text(encoding="utf-8")
        assert "`kla coverage .`" in said
        assert "`kla mutate .`" in said


FIGURE = re.compile(r"(?<=[:\s{\[])\d+(?=[\s,}\]])")


@pytest.mark.parametrize(
    ("kind", "file"),
    [
        ("edition", "evidence.yaml"),
        *(
            pytest.param(kind, file, marks=pytest.mark.slow)
            for kind, file in (
                ("edition", "edition.yaml"),
                ("edition", "indicators/1.yaml"),
                ("edition", "indicators/2.yaml"),
                ("edition", "indicators/3.yaml"),
                ("edition", "requirements.yaml"),
                ("edition", "units.yaml"),
                ("edition", "tables/tables.yaml"),
                ("overlay", "overlay.yaml"),
            )
        ),
    ],
)
def test_a_figure_that_is_one_more_or_less_fails_a_check_or_a_case(
    tmp_path: Path, kind: Kind, file: str
) -> None:
    scaffold(tmp_path / "demo", kind, language="en")
    path = tmp_path / "demo" / file
    text = path.read_text(encoding="utf-8")
    # Below `source:` are the rules; above is what --restamp writes. No share is above 100.
    rules = text.index("\nsource: ") if path.name.endswith(("tables.yaml", "overlay.yaml")) else 0
    passed, tried = [], 0
    for match in FIGURE.finditer(text, rules):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if "#" in line or (line.endswith("to: ") and match[0] == "100"):
            continue
        for step in (1, -1):
            tried += 1
            changed = str(int(match[0]) + step)
            path.write_text(text[: match.start()] + changed + text[match.end() :], "utf-8")
            if not fails(tmp_path / "demo"):
                passed.append(f"{line}{match[0]} -> {changed}")
    assert tried >= 2
    assert passed == []


def fails(folder: Path) -> bool:
    """Return whether something is found by the checks, or by a case."""
    edition = folder if (folder / "edition.yaml").exists() else None
    for overlay in (folder / "tables" / "tables.yaml", folder / "overlay.yaml"):
        if overlay.exists() and kla.check(overlay, edition=edition):
            return True
    if edition and kla.check(edition):
        return True
    return any([*run_case(case, one)] for one in rule_folders(folder) for case in one.cases)


def test_rules_of_ones_own_are_told_nothing_of_rounds_and_units_of_kla(tmp_path: Path) -> None:
    scaffold(tmp_path / "demo")
    own = kla.edition(tmp_path / "demo")
    village = {"stage": "self", "year": 2026, "region": {"name": "Sukamaju"}}
    assert not kla.evaluate(kla.Profile.from_dict(village, own)).notes
    of_kla = kla.Profile.from_dict(village)
    assert {"profile.round", "region.no-kind"} <= {note.id for note in of_kla.notes}
    # No kecamatan where the rules know none, and none of the local facts that KLA's proposal asks for.
    row = {"id": "a", "name": "Desa A", "kind": "desa", "reporting_service": True}
    units = kla.units.Units.from_rows([row], own)
    assert kla.rollup(units)["1.3"].part == 1
    assert kla.rollup(units + units.from_rows([{**row, "id": "b"}], own))["1.3"].part == 2
    with pytest.raises(kla.RuleError, match="is no part of this edition"):
        kla.units.unit_status(units)


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_overlay_fits_the_edition_that_is_named(tmp_path: Path, edition: str) -> None:
    scaffold(tmp_path / "demo", "overlay", edition=edition, language="en")
    assert kla.check(tmp_path / "demo" / "overlay.yaml") == ()
    (overlay,) = kla.edition(edition, overlays=[tmp_path / "demo" / "overlay.yaml"]).overlays
    assert (overlay.id, overlay.illustrative) == ("demo", True)


@pytest.mark.parametrize("kind", SOME_SLOW)
def test_every_rule_file_names_a_schema_that_lies_beside_it_and_fits(
    tmp_path: Path, kind: Kind
) -> None:
    scaffold(tmp_path / "demo", kind, language="en")
    written = [path for path in files(tmp_path / "demo") if path.suffix == ".yaml"]
    assert len(written) >= 3
    for path in written:
        named = re.match(
            r"# yaml-language-server: \$schema=(\S+)\n", path.read_text(encoding="utf-8")
        )
        assert named is not None, path
        schema = (path.parent / named[1]).resolve()
        # As an editor resolves it: each link from where the schema lies, and nothing from a network.
        content = json.loads(schema.read_text(encoding="utf-8"))
        assert "$id" not in content
        beside = {one.name: json.loads(one.read_text("utf-8")) for one in schema.parent.iterdir()}
        registry: Registry[Any] = Registry().with_resources(
            (name, Resource.from_contents(one)) for name, one in beside.items()
        )
        root = read_file(path).root
        plain = json.loads(json.dumps(root, default=float))
        assert not list(Draft7Validator(content, registry=registry).iter_errors(plain)), path


@pytest.mark.slow
def test_everything_says_that_it_is_invented(tmp_path: Path) -> None:
    scaffold(tmp_path / "demo", "repository", language="en")
    for name in ("editions/demo/edition.yaml", "tables/tables.yaml", "additions/overlay.yaml"):
        text = (tmp_path / "demo" / name).read_text(encoding="utf-8")
        assert "# INVENTED" in text, name
    rules = tmp_path / "demo" / "editions" / "demo"
    tables = tmp_path / "demo" / "tables" / "tables.yaml"
    result = kla.evaluate(
        kla.Profile.from_dict({"edition": "demo", "year": 2026, "answers": {"3.2": {"value": 80}}},
                              edition := kla.edition(rules, overlays=[tables])),
        edition,
    )  # fmt: skip
    assert result.illustrative
    assert result.node("3.2").points == 25


@pytest.mark.parametrize(
    "name",
    ["1e5", *(pytest.param(name, marks=pytest.mark.slow) for name in NAMES_OF_OTHER_THINGS)],
)
def test_an_id_that_yaml_could_read_as_something_else_stays_one(tmp_path: Path, name: str) -> None:
    made = scaffold(tmp_path / "demo", "repository", name, language="en")
    assert made.files == len(files(tmp_path / "demo"))
    overlays = [
        path for path in files(tmp_path / "demo") if path.name in {"tables.yaml", "overlay.yaml"}
    ]
    own = [path.parent for path in files(tmp_path / "demo") if path.name == "edition.yaml"]
    assert all(kla.edition(folder).id == name for folder in own)
    for path in (one for one in overlays if "cases" not in one.parts):
        edition = own[0] if path.name == "tables.yaml" else None
        assert kla.check(path, edition=edition) == ()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["full"], "full: the folder is not empty: it holds 1 entry, among them mine.txt; "),
        (["file"], "file: there is a file by this name, and no folder; "),
        (["Bad Name"], 'the name of the folder, "Bad Name", cannot be the id of rules; '),
        (["new", "--id", "Our_Rules"], 'no rules can have the id "Our_Rules"; '),
        (["new", "--id=-x"], 'no rules can have the id "-x"; '),
        (["new", "--id", "a" * 42], f'no rules can have the id "{"a" * 42}"; '),
        (["new", "--id", "kla-2024"], 'a packaged edition has the id "kla-2024"; '),
        (["new", "--edition", "kla-2025"], 'there is no edition "kla-2025" '),
        (["file/new"], "file/new: the folder cannot be written; "),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    tmp_path: Path, arguments: list[str], said: str
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    code, out, err = command("init-rules", *arguments, "--lang", "en", at=tmp_path)
    assert (code, out) == (2, "")
    assert err.startswith(said), err
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_it_is_written_into_an_empty_folder_and_into_one_whose_parents_are_missing(
    tmp_path: Path,
) -> None:
    (tmp_path / "empty").mkdir()
    assert command("init-rules", ".", at=tmp_path / "empty")[0] == 0
    assert kla.edition(tmp_path / "empty").id == "empty"
    scaffold(tmp_path / "a" / "b" / "deep")
    assert kla.edition(tmp_path / "a" / "b" / "deep").id == "deep"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "empty"]


def test_a_failure_on_the_way_leaves_nothing(tmp_path: Path) -> None:
    home = tmp_path / "demo"
    (tmp_path / ".demo.kla-init-rules").mkdir()  # in the way of what is written beside the folder
    with pytest.raises(kla.RuleError) as refused:
        scaffold(home)
    assert [finding.id for finding in refused.value.findings] == ["scaffold.unwritable"]
    assert not home.exists()


@pytest.mark.slow
def test_the_same_folder_is_written_every_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        scaffold(tmp_path / name / "demo", "repository")
    contents = [
        {path.relative_to(tmp_path / name): path.read_bytes() for path in files(tmp_path / name)}
        for name in ("one", "two")
    ]
    assert contents[0] == contents[1]


@pytest.mark.slow
def test_the_remarks_are_in_the_language_that_was_asked_for(tmp_path: Path) -> None:
    for language in ("id", "en"):
        scaffold(tmp_path / language, "repository", "demo", language=language)
        for path in files(tmp_path / language):
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"#(id|en) |@[a-z-]+@", text), path
    said = (tmp_path / "id" / "additions" / "overlay.yaml").read_text(encoding="utf-8")
    assert "# REKAAN" in said
    assert "# INVENTED" not in said
