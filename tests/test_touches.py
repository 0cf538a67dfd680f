"""Overlays that name the parts of their edition: what refuses them, what is a note, restamping."""

import json
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
import stamp_overlays
from kla_rules.cli.main import run
from kla_rules.core.points import decimal
from kla_rules.rulesets.build import build
from kla_rules.rulesets.files import digest, read_rule_files
from kla_rules.rulesets.find import base_in, packaged_base
from kla_rules.rulesets.merge import corrected
from kla_rules.rulesets.overlays import read_overlays
from kla_rules.rulesets.parts import Parts
from kla_rules.rulesets.restamp import restamped, write_over
from kla_rules.rulesets.touched import kept, touch_findings, touched
from kla_rules.validation.check import check
from support import ROOT, examples

SCALES = ROOT / "examples" / "overlays" / "invented-scales.yaml"
CONTOH = ROOT / "examples" / "overlays" / "kota-contoh-illustrative.yaml"
BASE = packaged_base("kla-2024")
SOURCE = {
    "id": "letter",
    "title": {"id": "Surat rekaan", "en": "An invented letter"},
    "publisher": "for a test",
    "grade": "B",
}
SIX = "indicators/06.yaml"
# A text of the last question of indicator 6.
TITLE = ("questions", 6, "title", "id")
BANDS = {"bands": [{"from": 0, "points": 0.5}]}


def overlay(name: str = "ours", **content: object) -> dict[str, Any]:
    """Return an overlay of kla-2024 as plain values, stamped."""
    rule: dict[str, Any] = {
        "id": name,
        "title": {"id": "Berkas tambahan kami", "en": "Our overlay"},
        "edition": {"id": "kla-2024", "digest": "0" * 64},
        "source": "letter",
        "sources": [SOURCE],
        **content,
    }
    (file,) = read_overlays([{**rule, "edition": {**rule["edition"], "touches": {}}}])
    return {**rule, "edition": {**rule["edition"], "touches": kept(file.content, BASE.parts)}}


def touches_of(**content: Any) -> list[str]:
    (file,) = read_overlays([overlay(**content)])
    return [part.name for part in touched(file.content, BASE.parts)]


def most(node_id: str) -> Decimal:
    """Return the maximum of a node, in points."""
    return decimal(BASE.edition.node(node_id).maximum_thousandths or 0)


def number(points: Decimal) -> int | float:
    """Return points as YAML and JSON write them."""
    return int(points) if points == int(points) else float(points)


def changed(folder: Path, name: str, path: tuple[Any, ...], value: Any = None) -> Path:  # noqa: ANN401
    """Write another value into a rule file of a folder; none takes what stands there away."""
    content = yaml.safe_load((folder / name).read_text(encoding="utf-8"))
    here = content
    for key in path[:-1]:
        here = here[key]
    if value is None:
        del here[path[-1]]
    else:
        here[path[-1]] = value
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def moved(folder: Path, *changes: tuple[str, int]) -> Path:
    """Add points to maxima of questions of indicator 6."""
    children = BASE.edition.node("6").children
    for node_id, more in changes:
        path = ("questions", children.index(node_id), "maximum")
        changed(folder, SIX, path, number(most(node_id) + more))
    return folder


def refused(rules: Path | str, *overlays: Any) -> list[kla.Finding]:
    with pytest.raises(kla.RuleError) as error:
        kla.edition(rules, overlays=overlays)
    return list(error.value.findings)


# -- what an overlay touches -----------------------------------------------------------------------

SAME = {"6.1": {"maximum": number(most("6.1"))}}
ADVISORY = {"id": "ours", "title": {"id": "x", "en": "x"}, "level": "madya"}
TIER = {"id": "first", "title": {"id": "x", "en": "x"}, "scope": "desa-kelurahan"}
MEASURE = {"id": "funds", "title": {"id": "x", "en": "x"}, "kind": "percentage"}
OWN = {"measure": "funds", "at_least": 5}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({}, []),
        ({"maxima": SAME}, ["6"]),
        ({"maxima": {"6": {"maximum": number(most("6"))}}, "tables": {"4.3": BANDS}}, ["4", "6"]),
        ({"maxima": {"K1": {"maximum": number(most("K1"))}}}, ["edition"]),
        ({"maxima": {"total": {"maximum": number(most("total"))}}}, ["edition"]),
        ({"maxima": {"6.99": {"maximum": 1}}}, []),
        ({"agencies": {"health": {"local_names": ["Dinkes Kota"]}}}, ["agencies"]),
        ({"evidence": {"questions": {"6.2": {"asks": []}}}}, ["evidence", "6"]),
        ({"evidence": {"kinds": [{"id": "own", "title": SOURCE["title"], "definition": SOURCE["title"]}]}}, []),
        ({"measures": [MEASURE]}, []),
        ({"measures": [MEASURE], "advisories": [{**ADVISORY, "when": OWN}]}, ["edition"]),
        ({"advisories": [{**ADVISORY, "when": {"not": {"measure": "safe_house", "is": True}}}]}, ["edition", "requirements"]),
        ({"advisories": [{**ADVISORY, "when": {"all": [{"points": "6", "at_least": 5}, {"ratio": "17.5", "at_least": 1}]}}]}, ["edition", "6", "17"]),
        ({"advisories": [{**ADVISORY, "when": {"at_least": 2, "nodes": "cluster", "reaching": 0.5}}]}, ["edition"]),
        ({"unit_tiers": [{**TIER, "when": {"ratio": "26.4", "at_least": 1}}]}, ["26", "units"]),
        ({"source": "sheet-2024"}, ["sources"]),
        ({"tables": {"4.3": {**BANDS, "source": "sheet-2024"}}}, ["sources", "4"]),
        ({"measures": [{**MEASURE, "confirmed_by": ["sheet-2024"]}]}, ["sources"]),
    ],
)  # fmt: skip
def test_an_overlay_touches_what_it_corrects_replaces_or_names(
    content: dict[str, Any], expected: list[str]
) -> None:
    assert touches_of(**content) == expected


def test_how_many_questions_reach_a_share_depends_on_all_of_them() -> None:
    when = {"at_least": 2, "nodes": "question", "reaching": 0.5}
    found = touches_of(advisories=[{**ADVISORY, "when": when}])
    indicators = [file.content["id"] for file in BASE.parts.files.indicators]
    assert found == ["edition", *indicators]


# -- what refuses it, and what is a note -----------------------------------------------------------


def test_a_title_of_another_indicator_is_nothing_to_the_example(rules: Path) -> None:
    changed(rules, SIX, TITLE, "Judul lain")
    edition = kla.edition(rules, overlays=[SCALES])
    assert edition.base is not None
    assert edition.base.digest != BASE.edition.digest
    assert edition.overlays[0].reworded == {}
    assert check(SCALES, edition=rules) == ()


def test_figures_of_other_parts_are_nothing_to_the_example(rules: Path) -> None:
    moved(rules, ("6.1", 1), ("6.2", -1))
    floor = number(decimal(BASE.edition.levels[1].floor_thousandths))
    changed(rules, "edition.yaml", ("levels", 1, "floor"), floor + 1)
    changed(rules, "edition.yaml", ("version",), "9.9.9")
    assert kla.edition(rules, overlays=[SCALES]).overlays[0].id == "invented-scales"


def test_the_example_is_refused_when_its_own_maximum_moved_and_the_figure_is_named(
    rules: Path,
) -> None:
    moved(rules, ("6.1", 1), ("6.3", -1))
    first, was = refused(rules, CONTOH)
    assert (first.id, was.id) == ("overlay.part-moved", "overlay.was")
    line = next(
        number
        for number, text in enumerate(CONTOH.read_text("utf-8").splitlines(), 1)
        if text.strip() == '"6":'
    )
    assert (first.file, first.line) == (str(CONTOH), line + 1)
    one, three = most("6.1"), most("6.3")
    assert (
        f"the maximum of 6.1 was {one}, is {one + 1}; the maximum of 6.3 was {three}, is {three - 1};"
        in first.text("en")
    )
    assert f"nilai maksimum 6.1 semula {one}, kini {one + 1}; nilai maksimum 6.3" in first.text(
        "id"
    )
    assert [one.id for one in check(CONTOH, edition=rules)] == [first.id, was.id]


@pytest.mark.parametrize(
    ("name", "path", "value", "words"),
    [
        (SIX, ("questions", 3, "kind"), "other", "questions[3].kind is now other"),
        (SIX, ("agencies",), ["other"], 'agencies is now ["other"]'),
        (SIX, ("questions", 3, "scope"), "other", "questions[3].scope is new: other"),
        (SIX, ("questions", 3), None, "6.4 is gone; fields that are gone: "),
        ("edition.yaml", ("levels", 1, "floor"), 1, "levels[1].floor is now 1"),
        ("evidence.yaml", ("by_kind", "budget", "grade"), "U", "by_kind.budget.grade is now U"),
        ("agencies.yaml", ("agencies", 10, "id"), "other", "agencies[10].id is"),
        ("agencies.yaml", ("agencies", 0), None, "fields that are gone: "),
        ("units.yaml", ("facts", 0, "grade"), "U", "facts[0].grade is new: U"),
    ],
)
def test_a_figure_that_moved_is_named_without_the_old_edition(
    rules: Path, name: str, path: tuple[Any, ...], value: object, words: str
) -> None:
    nodes = {one: {"maximum": number(most(one))} for one in ("6.1", "K1")}
    every = overlay(
        maxima=nodes,
        agencies={"health": {"local_names": ["Dinkes"]}},
        evidence={"questions": {"6.2": {"asks": []}}},
        unit_tiers=[{**TIER, "when": {"ratio": "26.4", "at_least": 1}}],
    )
    assert set(every["edition"]["touches"]) == {
        "edition",
        "agencies",
        "evidence",
        "6",
        "26",
        "units",
    }
    # Whether the edition itself is in order is not asked here.
    (file,) = read_overlays([every])
    (found,) = touch_findings(file, Parts(read_rule_files(changed(rules, name, path, value))))
    assert found.id == "overlay.part-moved"
    assert words in found.text("en")
    assert len(found.text("id")) < 500


def test_a_changed_text_of_its_own_part_is_a_note_that_names_the_field(rules: Path) -> None:
    changed(rules, SIX, ("questions", 2, "title", "id"), "Judul lain")
    changed(rules, "agencies.yaml", ("agencies", 0, "local_names"), ["Bapperida"])
    edition = kla.edition(rules, overlays=[CONTOH])
    told = check(CONTOH, edition=rules)
    assert [(one.id, one.severity) for one in told] == [("overlay.reworded", "note")] * 2
    assert "agencies.yaml: agencies[0].local_names;" in told[0].text("en")
    assert "indicators/06.yaml: questions[2].title.id;" in told[1].text("en")
    assert "indicators/06.yaml: questions[2].title.id;" in told[1].text("id")
    assert CONTOH.read_text("utf-8").splitlines()[(told[1].line or 0) - 1].strip() == '"6":'
    result = kla.evaluate(kla.Profile.from_dict({"year": 2024, "points": {"total": 620}}, edition))
    notes = [note.text("en") for note in result.notes if note.id == "overlay.reworded"]
    assert len(notes) == 2
    assert "kota-contoh" in notes[1]
    assert "indicators/06.yaml: questions[2].title.id" in notes[1]


def test_a_text_that_came_or_went_is_a_note_too(rules: Path) -> None:
    one = overlay(maxima=SAME, tables={"26.4": BANDS})
    changed(rules, SIX, ("questions", 6, "notes"), [{"id": "Baru.", "en": "New."}])
    path = rules / "indicators" / "26.yaml"
    content = yaml.safe_load(path.read_text("utf-8"))
    del next(question for question in content["questions"] if "notes" in question)["notes"]
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    told = kla.edition(rules, overlays=[one]).overlays[0].reworded
    assert told["6"].en == (
        "indicators/06.yaml: questions[6].notes[0].en; indicators/06.yaml: questions[6].notes[0].id"
    )
    assert told["26"].en == "indicators/26.yaml: fields that are gone: 2"
    assert told["26"].id == "indicators/26.yaml: 2 isian tidak ada lagi"


def test_parts_that_are_missing_gone_or_written_by_hand_are_told_of() -> None:
    one = overlay(maxima=SAME, tables={"4.3": BANDS})
    said = one["edition"]["touches"]

    def told(touches: dict[str, Any]) -> list[kla.Finding]:
        return refused("kla-2024", {**one, "edition": {**one["edition"], "touches": touches}})

    (missing,) = told({"4": said["4"]})
    assert (missing.id, missing.where()) == ("overlay.part-missing", "edition.touches")
    assert "touches indicator 6, which is not among its touches" in missing.text("en")
    (gone,) = told({**said, "agencie": {"figures": "0" * 64}})
    assert (gone.id, gone.where()) == ("overlay.part-gone", "edition.touches.agencie")
    assert "did you mean agencies?" in gone.text("en")
    (moved,) = told({**said, "6": {"figures": "0" * 64}})
    assert moved.where() == "edition.touches.6.figures"
    assert "has moved: not recorded;" in moved.text("en")
    by_hand = {name: {"figures": BASE.edition.figures[name]} for name in said}
    laid = kla.edition(
        "kla-2024", overlays=[{**one, "edition": {**one["edition"], "touches": by_hand}}]
    )
    assert laid.overlays[0].reworded == {}
    # A part that it need not name is held to as well: who names it wants to know.
    (also,) = told({**said, "sources": {"figures": "0" * 64}})
    assert "sources.yaml is not what this overlay was written for" in also.text("en")


def test_what_strangers_write_into_touches_is_told_in_few_words() -> None:
    one = overlay(maxima=SAME)
    maxima = {f"{index}" * 500: index for index in range(40)}
    bad = {"figures": "0" * 64, "maxima": maxima, "fields": "AB" * 90_000}
    touches = {
        **dict.fromkeys(BASE.parts.own, bad),
        **{"x" * 900 + str(i): bad for i in range(400)},
    }
    told = refused("kla-2024", {**one, "edition": {**one["edition"], "touches": touches}})
    assert len(told) == 201
    assert max(len(finding.text("en")) for finding in told) < 1000


def test_questions_in_another_order_are_a_figure_and_said_to_be_that(rules: Path) -> None:
    path = rules / "indicators" / "06.yaml"
    content = yaml.safe_load(path.read_text("utf-8"))
    content["questions"].reverse()
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    (found,) = refused(rules, overlay(maxima=SAME))
    assert "has moved: the order of what stands there, or a figure that" in found.text("en")


def test_a_whole_digest_works_as_before(rules: Path) -> None:
    old = overlay(tables={"4.3": BANDS})
    old["edition"] = {"id": "kla-2024", "digest": BASE.edition.digest}
    assert kla.edition("kla-2024", overlays=[old]).overlays[0].reworded == {}
    changed(rules, SIX, TITLE, "Judul lain")
    (found,) = refused(rules, old)
    assert (found.id, found.where()) == ("overlay.other-digest", "edition.digest")


# -- restamping ------------------------------------------------------------------------------------

HEAD = (
    """\
# Ours.
id: ours
title: {id: Kami, en: Ours}
edition:            # which one
  id: kla-2024
  version: 0.9.0    # then
  digest: DIGEST
  parts: {agencies: DIGEST}

# Where it comes from.
source: letter
sources: [{id: letter, title: {id: x, en: x}, publisher: x, grade: B, locator: x}]   # one
maxima:
  "6.1": {maximum: MOST}     # one less
  "6.2": {maximum: MORE}
""".replace("DIGEST", "f" * 64)
    .replace("MOST", str(most("6.1") - 1))
    .replace("MORE", str(most("6.2") + 1))
)
IN_BRACES = f"edition: {{id: kla-2024, digest: {'f' * 64}}}   # which one\n"


def as_json_file(indent: int | None) -> str:
    content = yaml.safe_load(HEAD)
    return json.dumps(content, indent=indent, ensure_ascii=False) + "\n"


def in_braces(text: str) -> str:
    start, end = text.index("edition:"), text.index("\n# Where")
    return text[:start] + IN_BRACES + text[end:]


def last(text: str) -> str:
    """Return the overlay with `edition` at its end, and no line break there."""
    start, end = text.index("edition:"), text.index("\n# Where")
    return text[:start] + text[end:] + text[start:end].rstrip("\n")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("a.yaml", lambda text: text),
        ("a.yaml", lambda text: "\ufeff" + text),
        ("a.yaml", lambda text: text.replace("\n", "\r\n")),
        ("a.yaml", in_braces),
        ("a.yaml", lambda text: in_braces(text).replace("2024, dig", "2024,\n   dig")),
        ("a.yaml", last),
        ("a.yaml", lambda text: last(text).split("  parts")[0].rstrip("\n")),
        ("a.yaml", lambda text: text.replace('maxima:\n  "6.1"', "measures: []\nx").split("x:")[0]),
        ("a.json", lambda _: as_json_file(2)),
        ("a.json", lambda _: as_json_file(None)),
        ("a.yaml", lambda _: as_json_file(None)),
    ],
)
def test_restamping_writes_the_edition_and_leaves_everything_else_as_it_was(
    tmp_path: Path, name: str, change: Callable[[str], str]
) -> None:
    path = tmp_path / name
    path.write_bytes(change(HEAD).encode())
    before = path.read_bytes()
    assert [one.id for one in check(path)] == ["overlay.other-digest"]
    new = restamped(path)
    assert (new.changed, [(one.id, one.severity) for one in new.stale]) == (
        True,
        [("overlay.other-digest", "note")],
    )
    assert path.read_bytes() == before
    write_over(path, new.data)
    assert check(path) == ()
    again = restamped(path)
    assert (again.changed, again.stale, again.parts) == (False, (), new.parts)
    (was,), (now,) = read_overlays([yaml.safe_load(before)]), read_overlays([path])
    assert {**now.content, "edition": 0} == {**was.content, "edition": 0}
    assert "parts" not in now.content["edition"]
    assert now.content["edition"]["digest"] == BASE.edition.digest
    # Line by line, nothing outside of the entry has changed.
    changed = (b"edition: {", b"digest", b"version", b"parts")
    lines = [line for line in before.splitlines() if not any(word in line for word in changed)]
    assert set(lines) <= set(path.read_bytes().splitlines()) or before[:1] == b"{"
    breaks = new.data.count(b"\n") if b"\r\n" in before else 0
    assert new.data.count(b"\r") == new.data.count(b"\r\n") == breaks
    assert list(tmp_path.iterdir()) == [path]


def test_remarks_stand_where_they_stood(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(HEAD, encoding="utf-8")
    write_over(path, restamped(path).data)
    lines = path.read_text("utf-8").splitlines()
    assert lines[3:9] == [
        "edition:            # which one",
        "  id: kla-2024",
        f"  version: {BASE.edition.version}    # then",
        f"  digest: {BASE.edition.digest}",
        "  touches:  # by kla check --restamp",
        '    "6":',
    ]
    end = lines.index("# Where it comes from.")
    assert lines[end - 1] == ""
    assert lines[end:] == HEAD.splitlines()[HEAD.splitlines().index("# Where it comes from.") :]


def test_a_text_elsewhere_changes_no_byte_and_one_of_its_own_does(
    rules: Path, tmp_path: Path
) -> None:
    path = tmp_path / "ours.yaml"
    path.write_bytes(SCALES.read_bytes())
    changed(rules, SIX, TITLE, "Judul lain")
    assert not restamped(path, rules).changed
    changed(rules, "indicators/26.yaml", ("title", "id"), "Judul lain")
    new = restamped(path, rules)
    assert (new.changed, list(new.texts)) == (True, ["26"])
    write_over(path, new.data)
    assert check(path, edition=rules) == ()


def test_what_is_not_in_order_is_not_restamped(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    for old, new, expected in (
        ("}     # one less", "1}     # one less", ["overlay.sum"]),
        ("}     # one less", ", was: 0.5}     # one less", ["overlay.was"]),
        ("kla-2024", "kla-2042", ["edition.unknown"]),
        ("source: letter\n", "source: nobody\n", ["edition.no-source"]),
        ("id: ours", "id: Ours!", ["schema.pattern"]),
    ):
        path.write_text(HEAD.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(kla.RuleError) as error:
            restamped(path)
        assert [one.id for one in error.value.findings] == expected
        assert error.value.findings[0].file == str(path)


def test_a_layout_that_cannot_be_edited_is_refused_and_not_guessed_at(tmp_path: Path) -> None:
    path = tmp_path / "ours.json"
    path.write_text(as_json_file(2).replace("\n  ", "\n\t"), encoding="utf-8")
    with pytest.raises(kla.RuleError) as error:
        restamped(path)
    assert [one.id for one in error.value.findings] == ["overlay.layout"]


def test_an_overlay_that_names_what_another_lists_is_restamped_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    when = "advisories: [{id: x, title: {id: x, en: x}, level: madya, when: {measure: funds, above: 1}}]\n"
    path.write_text(HEAD + when, encoding="utf-8")
    with pytest.raises(kla.RuleError, match="funds"):
        restamped(path)
    letter = {**SOURCE, "id": "other"}
    other = overlay("other", measures=[MEASURE], source="other", sources=[letter])
    assert restamped(path, others=[other]).parts == ("edition", "6")


def test_a_file_is_written_whole_and_keeps_who_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(HEAD, encoding="utf-8")
    path.chmod(0o640)
    write_over(path, b"id: other\n")
    assert path.stat().st_mode & 0o777 == 0o640
    with pytest.raises(OSError, match="other-folder"):
        write_over(tmp_path / "other-folder" / "ours.yaml", b"")
    assert [one.name for one in tmp_path.iterdir()] == ["ours.yaml"]


def test_the_examples_are_stamped_and_the_tool_stamps_them(tmp_path: Path) -> None:
    for example in (SCALES, CONTOH):
        assert not restamped(example).changed
    path = tmp_path / CONTOH.name
    text = CONTOH.read_text("utf-8")
    was = f"was: {most('6.1')}}}"
    assert was in text
    start, end = text.index("  touches:"), text.index("source: letter")
    path.write_text((text[:start] + text[end:]).replace(was, "was: 0.25}"), encoding="utf-8")
    stamp_overlays.stamp(path)
    assert path.read_bytes() == CONTOH.read_bytes()
    # What it does not touch has moved: only the edition that it names is another.
    digest, version = kla.edition("kla-2024").digest, kla.edition("kla-2024").version
    older = text.replace(digest, "ab" * 32).replace(f"version: {version}", "version: 0.1.0")
    assert older.count("ab" * 32) == older.count("version: 0.1.0") == 1
    path.write_text(older, encoding="utf-8")
    stamp_overlays.stamp(path)
    assert path.read_bytes() == CONTOH.read_bytes()
    for example in (SCALES, CONTOH):
        assert f"digest: {digest}\n" in example.read_text("utf-8")
    path.write_text(text.replace('"26.15":', '"26.99":'), encoding="utf-8")
    with pytest.raises(kla.RuleError, match=r"26\.99"):
        stamp_overlays.stamp(path)


def test_the_command_tells_what_has_moved_and_writes_the_file(
    tmp_path: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(HEAD, encoding="utf-8")

    def kla_check(*words: str | Path) -> tuple[int, str]:
        code = run(["check", str(path), *map(str, words), "--lang", "en"])
        return code, capsys.readouterr().out

    code, out = kla_check("--restamp")
    assert code == 0
    assert "what has moved: agencies.yaml; edition.yaml;" in out
    assert out.endswith(f"{path}: restamped; parts of the edition that it touches: 6.\n")
    assert kla_check() == (0, f"{path}: in order.\n")
    code, out = kla_check("--restamp")
    assert (code, out) == (0, f"{path}: up to date; parts of the edition that it touches: 6.\n")
    here = BASE.edition.node("6.4").agencies
    others = [one.id for one in BASE.edition.agencies if one.id not in here]
    changed(rules, SIX, ("questions", 3, "agencies"), others[:1])
    code, out = kla_check("--edition", rules)
    assert code == 2
    assert "indicator 6 is not what this overlay was written for" in out
    before = path.read_bytes()
    moved(rules, ("6.1", 2))
    code, out = kla_check("--edition", rules, "--restamp")
    assert (code, path.read_bytes()) == (2, before)
    moved(rules, ("6.1", 0))
    code, out = kla_check("--edition", rules, "--restamp", "--format", "json")
    told = json.loads(out)
    assert (code, told["restamped"], told["parts"]) == (0, True, ["6"])
    assert [one["id"] for one in told["findings"]] == ["overlay.part-moved"]
    changed(rules, SIX, TITLE, "Judul lain")
    code, out = kla_check("--edition", rules)
    assert code == 0
    assert "indicators/06.yaml: questions[6].title.id" in out
    assert out.endswith("in order.\n")
    code, out = kla_check("--edition", rules, "--restamp")
    assert "indicators/06.yaml: questions[6].title.id" in out
    assert "restamped" in out.splitlines()[-1]
    assert kla_check("--edition", rules) == (0, f"{path}: in order.\n")


# -- over an edition that is kept ------------------------------------------------------------------

LESS = number(most("6.1") - 1)
# By how much the questions of indicator 19, which has a cap, sum to more than it gives.
OVER = sum(map(most, BASE.edition.node("19").children)) - most("19")
CONTENTS: list[dict[str, Any]] = [
    {},
    {"maxima": {"6.1": {"maximum": LESS}, "6.2": {"maximum": number(most("6.2") + 1)}}},
    {"maxima": {"19.6": {"maximum": number(most("19.6") - OVER)}}},
    {"maxima": {one: {"maximum": number(most(one))} for one in ("K1", "6")}},
    {"tables": {"4.3": BANDS}, "agencies": {"health": {"local_names": ["Dinkes Kota"]}}},
    {"evidence": {"questions": {"6.2": {"asks": [["photo"]]}}}},
    {"measures": [MEASURE], "advisories": [{**ADVISORY, "when": OWN}]},
    {"maxima": {"6.1": {"maximum": LESS}}},
    {"advisories": [{**ADVISORY, "when": {"points": "6.1", "at_least": LESS + 0.5}}]},
    {"tables": {"6.99": BANDS}, "source": "nobody"},
]


@examples(30)
@given(st.lists(st.sampled_from(range(len(CONTENTS))), unique=True, max_size=4))
def test_what_is_built_over_a_kept_edition_is_what_is_built_from_the_files(
    which: list[int],
) -> None:
    given_ones = [
        overlay(f"n{index}", **{**CONTENTS[index], "sources": [SOURCE]}) for index in which
    ]
    files = corrected(BASE.parts.files, read_overlays(given_ones))
    (kept_one, found), (new, expected) = build(files, BASE), build(files)
    assert found == expected
    if not expected:
        for attribute in attrs.fields(kla.Edition):
            if attribute.name not in {"tables", "_figures_from"}:
                name = attribute.name
                assert getattr(kept_one, name) == getattr(new, name), name


def test_laying_a_second_overlay_reads_no_rule_file_again() -> None:
    folder = BASE.edition.folder
    assert folder is not None
    kla.edition("kla-2024", overlays=[SCALES])

    def seconds(of: Callable[[], object]) -> float:
        start = time.process_time()
        of()
        return time.process_time() - start

    laid = min(seconds(lambda: kla.edition("kla-2024", overlays=[CONTOH])) for _ in range(5))
    read = min(seconds(lambda: base_in(folder)) for _ in range(3))
    assert laid < read / 2


def test_nobody_changes_what_is_kept() -> None:
    before = {name: digest(part.file.content) for name, part in BASE.parts.all.items()}
    for one in CONTENTS[:7]:
        kla.edition("kla-2024", overlays=[overlay(**one)])
    kla.edition("kla-2024", overlays=[CONTOH])
    assert {name: digest(part.file.content) for name, part in BASE.parts.all.items()} == before
    assert packaged_base("kla-2024") is BASE
