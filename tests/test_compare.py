"""Two editions beside each other: what changed, and which parts are the same."""

import copy
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

import kla_rules as kla
from kla_rules.core.writing import LANGUAGES
from kla_rules.rulesets.difference import changes
from kla_rules.testing import small_edition, small_rules
from kla_rules.validation.comparison.groups import GROUPS, grouped
from kla_rules.validation.comparison.result import FAILS
from support import ROOT, RULES, TREE, command, copied, file_with, fitting, refused_for

SMALL = small_edition()
OVERLAYS = ROOT / "examples" / "overlays"


def compared(*sides: Any, **more: Any) -> kla.validation.Comparison:
    """Return what changed, without a search for what that does."""
    return kla.compare(*sides, limit=0, **more)


def edited(*steps: Callable[[dict[str, Any]], Any]) -> kla.Edition:
    """Return the small edition after some edits of its rule files."""
    rules = small_rules()
    for step in steps:
        step(rules)
    rules["edition.yaml"]["version"] = "1.1.0"
    return small_edition(rules)


def put(file: str, *path: Any) -> Callable[[dict[str, Any]], None]:
    """Return an edit that puts the last of `path` where the others lead."""
    *keys, last, value = path

    def edit(rules: dict[str, Any]) -> None:
        place = rules[file]
        for key in keys:
            place = place[key]
        place[last] = value

    return edit


def question(rules: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the rule of a question."""
    asked: list[dict[str, Any]] = rules[f"indicators/{name[0]}.yaml"]["questions"]
    return next(one for one in asked if one["id"] == name)


def of_question(name: str, **keys: object) -> Callable[[dict[str, Any]], None]:
    """Return an edit of a question."""
    return lambda rules: question(rules, name).update(keys)


def points_move(rules: dict[str, Any]) -> None:
    question(rules, "2.1")["maximum"] = 15
    question(rules, "2.3")["maximum"] = 5


def gone(rules: dict[str, Any]) -> None:
    rules["indicators/2.yaml"]["questions"].pop()
    question(rules, "2.1")["maximum"] = 20


def moves_up(rules: dict[str, Any]) -> None:
    """Let indicator 2 lie below the other cluster."""
    one, two = rules["edition.yaml"]["clusters"]
    one["indicators"], two["indicators"] = ["1"], ["3", "4", "2"]
    one["maximum"], two["maximum"] = 30, 70
    rules["indicators/2.yaml"]["cluster"] = "K2"


YES = True
TEXT = {"id": "Nama lain", "en": "Another name"}
# By what is edited: what the change is, its aspect, whose it is, and words of its sentence.
EDITS: dict[str, tuple[Callable[[dict[str, Any]], None], str, str, str, str]] = {
    "maximum": (points_move, "maximum", "", "2.1", "12 to 15"),
    "part gone": (gone, "node", "", "2.3", "gone: 2.3"),
    "part moved": (moves_up, "node", "place", "2", "moved from K1 (Invented cluster I) to K2"),
    "name": (of_question("1.2", title=TEXT), "node", "title", "1.2", '"Invented question 1.2"'),
    "notes": (of_question("1.2", notes=[TEXT]), "node", "notes", "1.2", 'now: "Another name"'),
    "grade": (of_question("1.4", grade="I"), "cited", "", "1.4", "(grade C) to invented (grade I)"),
    "cap": (put("indicators/1.yaml", "cap", "note", TEXT), "cap", "", "1", "Another name"),
    "direction": (
        of_question("2.2", direction="positive"),
        *("node", "direction", "2.2", "from the less the better to the more the better"),
    ),
    "form": (of_question("1.2", answer="yes_no"), "node", "answer", "1.2", "assessor to yes or no"),
    "scope": (of_question("4.2", scope="kecamatan"), "node", "scope", "4.2", "to sub-districts"),
    "kind": (of_question("1.2", kind="coverage"), "node", "question_kind", "1.2", "to Coverage"),
    "agencies": (
        of_question("2.3", agencies=["health"]),
        *("agencies", "", "2.3", "Invented office A to Invented office B"),
    ),
    "floor": (put("edition.yaml", "levels", 1, "floor", 63.25), "floor", "", "madya", "62.5 to 63.25"),
    "floor included": (
        put("edition.yaml", "levels", 1, "includes_floor", YES),
        *("level", "includes_floor", "madya", "from no to yes"),
    ),
    "edge": (
        lambda rules: rules["edition.yaml"]["edge_policy"].update(
            policy="floor_inclusive",
            other={**rules["edition.yaml"]["edge_policy"]["other"], "policy": "floor_exclusive"},
        ),
        *("edge", "", "small", "from not yet enough for the level to enough for the level"),
    ),
    "stage": (put("edition.yaml", "stages", 0, "award", YES), "stage", "award", "self", "to yes"),
    "rounds": (put("edition.yaml", "rounds", [2024]), "rounds", "", "small", "2024, 2025 to 2024"),
    "years looked at": (put("evidence.yaml", "period", "last", 2025), "period", "", "small", "2023 to 2025"),
    "requirement": (
        put("requirements.yaml", "requirements", 0, "when", "at_least", 30),
        *("requirement", "when", "schools", "at least 25% to Invented schools: at least 30%"),
    ),
    "requirement of a level": (
        put("requirements.yaml", "requirements", 0, "level", "utama"),
        *("requirement", "level", "schools", "from Madya to Utama"),
    ),
    "advisory gone": (
        lambda rules: rules["requirements.yaml"]["advisories"].clear(),
        *("advisory", "", "rule", "gone: the advisory The rule exists"),
    ),
    "measure": (
        put("requirements.yaml", "measures", 1, "units", TEXT),
        *("measure", "units", "school_share", 'from "schools" to "Another name"'),
    ),
    "documents": (
        put("evidence.yaml", "questions", "4.2", "asks", [["decree"]]),
        *("asks", "", "4.2", "decree, and report or photograph to decree"),
    ),
    "kind of document": (
        put("evidence.yaml", "kinds", 2, "title", TEXT),
        *("evidence-kind", "title", "photo", 'from "Photograph" to "Another name"'),
    ),
    "source": (put("sources.yaml", "sources", 0, "grade", "C"), "source", "grade", "invented", "I to C"),
    "agency": (
        put("agencies.yaml", "agencies", 0, "title", TEXT),
        *("agency", "title", "planning", '"Invented office A" to "Another name"'),
    ),
    "legal basis": (
        put("edition.yaml", "legal_basis", [TEXT]),
        *("edition", "legal_basis", "small", "the legal basis"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_every_kind_of_change_is_one_sentence_with_what_was_and_what_is(name: str) -> None:
    edit, what, aspect, of, words = EDITS[name]
    found = compared(SMALL, edited(edit)).changes
    (one,) = (each for each in found if (each.what, each.aspect, each.id) == (what, aspect, of))
    assert words in one.text("en")
    assert one.text("id") != one.text("en")
    assert one.to_dict()["form"] == one.form


def test_nothing_is_told_of_what_says_the_same() -> None:
    result = compared(SMALL, small_edition(small_rules()))
    assert (result.changes, result.refusals) == ((), ())
    assert "Both say the same." in result.text("en")
    version = compared(SMALL, edited())
    assert [change.what for change in version.changes] == ["version"]


def test_a_part_that_came_or_went_is_told_once_and_no_order_for_it() -> None:
    told = [(one.what, one.aspect) for one in compared(SMALL, edited(gone)).changes]
    assert told.count(("node", "")) == 1
    assert ("node", "order") not in told


def test_the_order_of_parts_is_told_where_they_stay() -> None:
    turned = edited(lambda rules: rules["indicators/4.yaml"]["questions"].reverse())
    (order,) = (one for one in compared(SMALL, turned).changes if one.aspect == "order")
    assert "from 4.1, 4.2, 4.3 to 4.3, 4.2, 4.1" in order.text("en")


def test_numbers_stand_as_the_language_writes_them_and_with_a_point_in_json() -> None:
    edit = put("edition.yaml", "levels", 1, "floor", 63.25)
    result = compared(SMALL, edited(edit))
    (floor,) = (one for one in result.changes if one.what == "floor")
    assert "62,5 menjadi 63,25" in result.text("id")
    assert "62.5 menjadi 63.25" in floor.text("id")
    assert (floor.to_dict()["old"], floor.to_dict()["new"]) == (62.5, 63.25)


def test_a_name_that_changed_in_the_other_language_alone_is_shown_in_that() -> None:
    title = {"id": "Nama baru", "en": "Invented question 1.2"}
    (one,) = compared(SMALL, edited(of_question("1.2", title=title))).renamed
    assert '"Pertanyaan rekaan 1.2"' in one.text("en")


def test_every_change_of_real_editions_has_a_group_and_a_sentence_in_both_languages() -> None:
    result = compared("kla-2019", "kla-2024")
    groups = grouped(result.changes)
    assert sum(map(len, groups.values())) == len(result.changes)
    assert set(groups) <= set(GROUPS)
    for language in LANGUAGES:
        assert all(one.text(language) for one in result.changes)


def test_steps_units_and_the_forum_are_compared_as_well(tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    shutil.copytree(RULES, folder)
    for name, old, new in (
        ("remediation/K1.yaml", "recurrence: yearly", "recurrence: once"),
        ("remediation/assumptions.yaml", "effort: 1", "effort: 2"),
        ("units.yaml", "birth_certificates, above: 90", "birth_certificates, above: 95"),
        ("forum.yaml", "at_least: 1", "at_least: 2"),
    ):
        copied(folder / name, folder / name, old, new)
    found = {(one.what, one.aspect): one for one in compared(TREE, folder).changes}
    assert "every year to once" in found["step", "recurrence"].text("en")
    assert "the effort, from 1 to 2" in found["assumption", "effort"].text("en")
    assert "more than 90% to" in found["unit-rule", "when"].text("en")
    assert found["forum-rule", "when"].text("id").startswith("aturan Forum Anak untuk ")


# -- overlays --------------------------------------------------------------------------------------


def test_an_overlay_compares_with_the_edition_that_it_names_and_with_another_one() -> None:
    own = OVERLAYS / "kota-contoh-illustrative.yaml"
    other = OVERLAYS / "invented-scales.yaml"
    with_it = compared("kla-2024", own)
    assert with_it.old is TREE
    assert [overlay.id for overlay in with_it.new.overlays] == ["kota-contoh"]
    assert {one.what for one in with_it.changes} >= {"maximum", "table", "advisory", "tier"}
    assert "ILLUSTRATION" in with_it.text("en")
    assert "ILLUSTRATION" in with_it.to_markdown("en")
    back = compared(own, TREE)
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    assert {(one.what, one.aspect, one.id, turned[one.form]) for one in back.changes} == {
        (one.what, one.aspect, one.id, one.form) for one in with_it.changes
    }
    two = compared(own, other)
    assert [side.overlays[0].id for side in (two.old, two.new)] == [
        "kota-contoh",
        "invented-scales",
    ]


def test_an_overlay_is_laid_over_the_folder_that_it_is_compared_with(tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    shutil.copytree(RULES, folder)
    edition = folder / "edition.yaml"
    copied(edition, edition, "version: ", "version: 9")
    result = compared(folder, OVERLAYS / "invented-scales.yaml")
    assert result.old.version.startswith("9")
    assert result.new.version == result.old.version
    assert "version" not in {one.what for one in result.changes}


def test_overlays_can_be_laid_over_both_sides() -> None:
    overlay = OVERLAYS / "invented-scales.yaml"
    result = compared("kla-2024", "kla-2024", overlays=[overlay])
    assert result.changes == ()
    assert result.old.overlays == result.new.overlays != ()


def test_an_edition_that_overlays_cannot_be_laid_over_again_is_refused() -> None:
    overlay = OVERLAYS / "invented-scales.yaml"
    with pytest.raises(TypeError, match="an id or a folder where there are overlays, not Edition"):
        compared(small_edition(), small_edition(), overlays=[overlay])
    under_it = kla.edition("kla-2024", overlays=[OVERLAYS / "kota-contoh-illustrative.yaml"])
    for sides, name in (((under_it, overlay), "old"), ((overlay, under_it), "new")):
        refused = f"{name} is an id or a folder where the other is an overlay, not Edition"
        with pytest.raises(TypeError, match=refused):
            compared(*sides)


# -- which parts are the same -----------------------------------------------------------------------


def test_of_editions_of_two_ids_only_what_a_file_names_is_compared() -> None:
    result = compared("kla-2022", "kla-2024")
    named = ["total", *(f"K{number}" for number in range(7)), "25", "26"]
    assert sorted(result.pairs.new_of) == sorted(named)
    assert {one.id for one in result.changes if one.what in {"node", "maximum"}} <= {*named}
    assert not [one for one in result.changes if (one.what, one.aspect) == ("node", "")]
    assert {"agency", "step", "unit-rule"} <= {*result.one_sided}
    assert {one.what for one in result.changes} & {*result.one_sided} == set()
    assert "Said by one of the editions alone, and so not compared: " in result.text("en")
    known = result.pairs.correspondence
    assert known is not None
    assert {part.provenance.grade for part in known.parts} == {"I"}
    assert all(part.reason for part in known.parts)
    claimed = f"{len(TREE.nodes) - len(named)} new parts that are not matched nothing is claimed"
    assert claimed in " ".join(result.text("en").split())


def test_a_file_is_read_in_either_direction() -> None:
    back = compared("kla-2024", "kla-2022").pairs
    there = compared("kla-2022", "kla-2024").pairs
    assert back.new_of == there.old_of
    assert (back.unclaimed_old, back.unclaimed_new) == (there.unclaimed_new, there.unclaimed_old)


def test_without_a_file_nothing_is_claimed_below_the_total() -> None:
    result = compared("kla-2019", "kla-2024")
    assert dict(result.pairs.new_of) == {"total": "total"}
    assert "below the total nothing is claimed" in " ".join(result.text("en").split())
    assert "no-correspondence" not in result.to_markdown("id")


FILE: dict[str, Any] = {
    "id": "ours", "title": TEXT, "old": "small", "new": "small", "others": "same_id",
    "nodes": [{"old": "2.3", "new": "2.4", "source": "invented", "grade": "I", "reason": TEXT}],
}  # fmt: skip


def renumbered() -> kla.Edition:
    return edited(of_question("2.3", id="2.4"))


def written(path: Path, content: object) -> Path:
    """Write a file of rules."""
    return file_with(path, yaml.safe_dump(json.loads(json.dumps(content)), sort_keys=False))


def test_parts_that_got_another_number_are_found_by_a_file_of_ones_own(tmp_path: Path) -> None:
    path = written(tmp_path / "ours.yaml", FILE)
    bare = compared(SMALL, renumbered())
    assert [one.id for one in bare.changes if (one.what, one.aspect) == ("node", "")] == [
        "2.3",
        "2.4",
    ]
    result = compared(SMALL, renumbered(), correspondence=path)
    assert [one.id for one in result.renumbered] == ["2.4"]
    assert "the number, which was 2.3" in result.renumbered[0].text("en")
    assert [one.what for one in result.changes if one.what == "node" and not one.aspect] == []
    assert result.refusals == ()
    assert result.to_dict()["matched"]["renumbered"] == {"2.3": "2.4"}


def test_a_part_can_be_said_to_be_gone_where_another_has_its_number_now(tmp_path: Path) -> None:
    nodes = [{"old": "2.3", "new": None}, {"old": None, "new": "2.3"}]
    path = written(tmp_path / "ours.yaml", {**FILE, "nodes": nodes})
    result = compared(SMALL, edited(), correspondence=path)
    told = [(one.id, one.form) for one in result.changes if (one.what, one.aspect) == ("node", "")]
    assert told == [("2.3", "removed"), ("2.3", "added")]
    assert [note.id for note in result.refusals] == ["refused.gone"]


@pytest.mark.parametrize(
    ("change", "finding", "line"),
    [
        ({"nodes": [{"old": "2.9", "new": "2.3"}]}, "correspondence.no-node", "- old: '2.9'"),
        ({"nodes": [{"old": None, "new": None}]}, "correspondence.nothing", "- old: null"),
        ({"nodes": [{"old": "1", "new": "2.3"}]}, "correspondence.rank", "  new: '2.3'"),
        (
            {"nodes": [{"old": "1.1", "new": "1.2"}, {"old": "1.3", "new": "1.2"}]},
            "correspondence.twice",
            "  new: '1.2'",
        ),
        ({"new": "kla-2024"}, "correspondence.other-editions", "old: small"),
        (
            {"nodes": [{"old": "1.1", "new": "1.2", "source": "hearsay"}]},
            "edition.no-source",
            "  source: hearsay",
        ),
    ],
)
def test_a_file_that_does_not_fit_is_refused_at_its_place(
    change: dict[str, Any], finding: str, line: str, tmp_path: Path
) -> None:
    path = written(tmp_path / "ours.yaml", {**copy.deepcopy(FILE), **change})
    (found,) = refused_for(kla.RuleError, lambda: compared(SMALL, SMALL, correspondence=path))
    assert (found.id, found.file) == (finding, str(path))
    assert found.line is not None
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[found.line - 1] == line
    assert found.text("id") != found.text("en")


def test_check_holds_a_file_against_the_packaged_editions_that_it_names(tmp_path: Path) -> None:
    own = ROOT / "rules" / "correspondences" / "kla-2022-kla-2024.yaml"
    assert kla.check(own) == ()
    broken = copied(tmp_path / "ours.yaml", own, "new: K3", "new: K33")
    (found,) = kla.check(broken)
    assert (found.id, next(iter(found.values["near"]))) == ("correspondence.no-node", "K3")
    alone = copied(tmp_path / "other.yaml", own, "old: kla-2022", "old: kla-2031")
    (note,) = kla.check(alone)
    assert (note.id, note.severity) == ("correspondence.alone", "note")
    assert '"kla-2031"' in note.text("en")


# -- the outputs ------------------------------------------------------------------------------------


def test_the_command_prints_text_json_and_markdown_in_both_languages() -> None:
    for language, title in (("id", "Perbandingan aturan"), ("en", "Rules compared")):
        words = (
            "compare",
            "kla-2019",
            "kla-2022",
            "--limit",
            "0",
            "--no-nation",
            "--lang",
            language,
        )
        code, out, _ = command(*words)
        assert (code, out.startswith(title)) == (0, True)
        assert command(*words, "--format", "markdown")[1].startswith(f"## {title}")
        code, out, _ = command(*words, "--format", "json")
        assert fitting("comparison", yaml.safe_load(out))["new"]["id"] == "kla-2022"


def test_what_does_not_fit_is_told_with_its_place_and_exits_with_2(tmp_path: Path) -> None:
    code, _, err = command("compare", "kla-2024", "kla-2031", "--lang", "en")
    assert (code, "kla-2031" in err) == (2, True)
    path = written(tmp_path / "ours.yaml", {**FILE, "old": "kla-2022", "new": "kla-2024"})
    code, _, err = command("compare", "kla-2022", "kla-2024", "--correspondence", path)
    assert (code, err.startswith(f"{path}:")) == (2, True)


# -- what it does -----------------------------------------------------------------------------------


def lowered() -> kla.Edition:
    """Return the small edition with points moved from 2.3 to 2.1, and madya higher."""
    return edited(points_move, put("edition.yaml", "levels", 1, "floor", 63.25))


def test_what_a_change_does_is_shown_by_profiles_under_both() -> None:
    result = kla.compare(SMALL, lowered())
    assert result.score_change is not None
    assert [*result.score_change] == [-3, 3]
    assert result.score_change_thousandths == (-3000, 3000)
    assert result.falls is not None
    assert result.rises is not None
    for witness, sign in ((result.falls, -1), (result.rises, 1)):
        ranks = [
            [None, "pratama", "madya", "utama"].index(one.level)
            for one in (witness.old, witness.new)
        ]
        assert (ranks[1] > ranks[0]) - (ranks[1] < ranks[0]) == sign
        again = kla.evaluate(witness.profile, result.new)
        assert (again.score, again.level) == (witness.new.score, witness.new.level)
    assert result.equivalent is False
    told = " ".join(result.text("en").split())
    assert "A score loses at most 3 points and gains at most 3 (proved)." in told
    assert "Some profile falls: from " in told
    assert "differs at 2.3 (Invented question 2.3): 8 to 5" in told
    assert fitting("comparison", result.to_dict())["falls"]["synthetic"] is True
    markdown = result.to_markdown("en")
    assert "<summary>A profile that falls</summary>" in markdown
    assert "it is of no region" in markdown


def test_what_cannot_change_a_result_is_proved_to_be_equivalent() -> None:
    result = kla.compare(SMALL, edited(of_question("1.2", title=TEXT)))
    assert (result.equivalent, result.score_change_thousandths) == (True, (0, 0))
    assert "Both are equivalent" in result.text("en")
    assert [result.fails(on) for on in FAILS] == [False] * len(FAILS)


def test_what_nobody_searched_for_is_not_known() -> None:
    result = kla.compare(SMALL, lowered(), limit=0)
    assert (result.effects, result.score_change, result.falls, result.equivalent) == (None,) * 4
    assert [result.fails(on) for on in FAILS] == [None, None, True, True]
    assert fitting("comparison", result.to_dict())["score_change"] is None


def test_without_the_solver_one_sentence_names_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "highspy", None)
    result = kla.compare(SMALL, lowered())
    told = " ".join(str(result.text("en")).split())
    assert told.count('pip install "kla-rules[plan]"') == 1
    assert "Not searched for, and so not known: this needs highspy" in told
    assert [result.fails(on) for on in FAILS] == [None, None, True, True]
    assert (result.score_change, result.falls, result.equivalent) == (None, None, None)
    assert str(result) == result.text("id")
    assert [change.what for change in result.changes].count("maximum") == 2


def test_the_command_fails_on_a_witness_as_asked(tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    shutil.copytree(ROOT / "rules" / "kla-2022", folder)
    edition = folder / "edition.yaml"
    copied(edition, edition, "floor: 600,", "floor: 605,")
    words = ("compare", "kla-2022", folder, "--fail-on")
    assert [command(*words, on, "--no-nation")[0] for on in ("fall", "rise")] == [4, 0]
    assert command(*words, "any", "--limit", "0", "--no-nation")[0] == 3
    for typed in ("soon", "-1", "nan"):
        code, _, err = command(*words, "any", "--limit", typed, "--no-nation", "--lang", "en")
        assert (code, "is no time" in err) == (2, True)
    code, out, _ = command(*words, "fall", "--limit", "0", "--lang", "en")
    assert code == 4  # some invented region falls
    assert "SYNTHETIC: all of them are invented" in out


def test_the_given_profiles_and_a_synthetic_nation_are_held_against_both(tmp_path: Path) -> None:
    table = file_with(
        tmp_path / "all.csv", "region,K1,4.1,2.1\nKota A,48,2.5,\nKota B,10,1,12\nKota C,x,,\n"
    )
    new = edited(points_move, put("edition.yaml", "levels", 0, "floor", 51))
    result = kla.compare(SMALL, new, table, carry="clip", nation=True, limit=0)
    assert result.moved is not None
    assert result.nation is not None
    assert (result.given, result.moved.held, len(result.unread)) == (2, 2, 1)
    falls, other = result.moved.falls  # of the other only the most that is possible falls
    assert other.name == "Kota B"
    assert (falls.name, falls.old.level_low, falls.new.level_low) == ("Kota A", "pratama", None)
    assert result.nation.held == result.nation.illustrative > 500
    for text in (result.text("en"), result.to_markdown("en")):
        assert "SYNTHETIC: all of them are invented" in text
        assert "could not be read" in text
    data = fitting("comparison", result.to_dict())
    assert (data["nation"]["synthetic"], data["moved"]["profiles"]) == (True, 2)
    assert result.fails("refused") is None  # one could not be looked at


def test_a_profile_that_was_carried_over_says_so_wherever_it_is_named() -> None:
    profile = kla.Profile.from_dict(
        {"year": 2024, "region": {"name": "Kota A"}, "points": {"2.3": 8}}, SMALL
    )
    result = kla.compare(SMALL, edited(points_move), [profile], carry="clip", limit=0)
    assert result.moved is not None
    assert [region.name for region in result.moved.regions] == ["Kota A [clip]"]
    assert "Kota A [clip]" in result.text("id")
    assert r"Kota A \[clip\]" in result.to_markdown("id")
    assert kla.compare(SMALL, edited(points_move), [profile], limit=0).moved.held == 0  # type: ignore[union-attr]


def changed_copy(folder: Path, *edits: tuple[str, str, str]) -> Path:
    """Write a copy of the packaged rules with some edits and a raised version."""
    shutil.copytree(RULES, folder)
    for name, old, new in (*edits, ("edition.yaml", "version: ", "version: 9")):
        copied(folder / name, folder / name, old, new)
    return folder


@pytest.mark.slow
def test_three_points_from_one_question_to_another_of_the_real_edition(tmp_path: Path) -> None:
    question = """  - id: "{}"
    title:
      id: "{}"
      en: "{}"
    kind: participation
    maximum: {}
"""
    texts = {
        name: (name, TREE.node(name).title.id, TREE.node(name).title.en) for name in ("6.2", "6.3")
    }
    most = {name: TREE.node(name).ceiling_thousandths // 1000 for name in texts}
    edits = [
        (
            "indicators/06.yaml",
            question.format(*texts[name], most[name]),
            question.format(*texts[name], most[name] + more),
        )
        for name, more in (("6.2", 3), ("6.3", -3))
    ]
    result = kla.compare(TREE, changed_copy(tmp_path / "ours", *edits), nation=True)
    assert [one.id for one in result.changes if one.what == "maximum"] == ["6.2", "6.3"]
    assert result.score_change_thousandths == (-3000, 3000)
    assert result.effects is not None
    loses = result.effects.loses_most
    assert loses is not None
    assert (loses.old.low_thousandths - loses.new.low_thousandths, result.not_known) == (3000, ())
    for witness in (result.falls, result.rises):
        assert witness is not None
        assert witness.old.level != witness.new.level
    assert [note.node for note in result.refusals] == ["6.3"]


@pytest.mark.slow
def test_a_raised_floor_of_the_real_edition_has_a_witness_between_and_regions_that_move(
    tmp_path: Path,
) -> None:
    madya = TREE.level("madya")
    floor = f"floor: {madya.floor_thousandths // 1000},"
    raised = f"floor: {madya.floor_thousandths // 1000 + 5},"
    folder = changed_copy(tmp_path / "ours", ("edition.yaml", floor, raised))
    result = kla.compare(TREE, folder, nation=True)
    assert result.falls is not None
    assert (result.falls.old.level, result.falls.new.level) == ("madya", "pratama")
    assert 0 <= result.falls.old.low_thousandths - madya.floor_thousandths <= 5000
    assert (result.rises, result.score_change_thousandths) == (None, (0, 0))
    assert result.nation is not None
    assert len(result.nation.falls) > 0
    assert {share.change.id for one in result.nation.regions for share in one.shares} == {
        "level:madya"
    }
    assert result.fails("fall") is True
    assert result.fails("rise") is False


def test_a_change_of_the_words_alone_is_no_change_of_anything_else() -> None:
    assert changes(SMALL, edited(of_question("1.2", title=TEXT)))[1:] != ()
    (one,) = (
        each for each in changes(SMALL, edited(of_question("1.2", title=TEXT))) if each.aspect
    )
    assert one.what == "node"


def test_a_table_in_a_folder_that_cannot_be_read_is_told_and_leaves_open_what_is_refused(
    tmp_path: Path,
) -> None:
    file_with(tmp_path / "a.yaml", "region: {name: Kota A}\nyear: 2024\npoints: {K0: 100}\n")
    two = file_with(tmp_path / "b.yaml", "year: 2024\npoints: {K0: 999, K1: 999}\n")
    words = [
        "compare",
        "kla-2024",
        "kla-2024",
        "--limit",
        "0",
        "--no-nation",
        "--fail-on",
        "refused",
    ]
    options = ["--profiles", str(tmp_path), "--lang", "en"]
    code, out, _ = command(*words, *options)
    assert code == 3
    assert "1 profile could not be read" in out
    two.unlink()
    assert command(*words, *options)[0] == 0
    file_with(tmp_path / "b.csv", 'name,year,total\n"A,2024,602\n')
    code, out, _ = command(*words, *options)
    assert code == 3
    assert "1 profile could not be read" in out
    assert "b.csv:2:1" in out
    _, out, _ = command(*words, *options, "--format", "markdown")
    assert "1 profile could not be read" in out
