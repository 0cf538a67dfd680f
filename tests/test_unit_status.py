"""The status of units: what local rules say, never national, never derived from cases."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

import kla_rules as kla
from kla_rules.core.reading.schemas import schema
from kla_rules.units.local_reading import local_rules
from kla_rules.validation.check import check
from support import ROOT, TREE, city, copied, examples, file_with, fitting, said

EXAMPLE = ROOT / "examples" / "kota-pasuruan" / "units.csv"
PACKAGED = ROOT / "rules" / "kelurahan-local" / "local.yaml"
LOCAL = local_rules(TREE)
DRPPA = LOCAL.checklists[0].facts
FUNCTIONS = {function.id for function in LOCAL.functions}


def status_of(edition: kla.Edition = TREE, /, **facts: Any) -> kla.units.UnitStatus:
    """Return the status of a kelurahan with these facts."""
    return kla.units.unit_status(city({"id": "a", "name": "A", **facts}), edition)["a"]


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """Return the path of local rules after one change of the packaged ones."""
    return copied(tmp_path / "local.yaml", PACKAGED, old, new)


# -- what is said of a unit ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "declared", "by"),
    [
        (2018, True, "2018"), ("2018", True, "2018"), ("ya", True, None), (True, True, None),
        ("tidak", False, None), (False, False, None), ("", None, None), (None, None, None),
    ],
)  # fmt: skip
def test_a_declaration_is_a_year_or_only_known_to_be_or_not(
    given: object, declared: bool | None, by: str | None
) -> None:
    status = status_of(declaration_year=given)
    assert (status.declared, status.declared_by) == (declared, by)


@pytest.mark.parametrize(
    ("decree", "active", "expected"),
    [
        ("188/45/2018", True, True), ("188/45/2018", False, False), ("188/45/2018", None, None),
        ("ya", True, True), ("tidak", True, False), (None, True, None), (None, False, False),
    ],
)  # fmt: skip
def test_a_task_force_is_active_with_a_decree_and_at_work(
    decree: str | None, active: bool | None, expected: bool | None
) -> None:
    status = status_of(task_force_decree=decree, task_force_active=active)
    assert status.task_force is expected
    assert status.task_force_by == (decree if decree == "188/45/2018" else None)


def test_every_function_is_fulfilled_missing_or_not_known() -> None:
    nothing = status_of()
    assert (nothing.fulfilled, nothing.missing, set(nothing.unknown)) == ((), (), FUNCTIONS)
    some = status_of(childrens_forum="ya", patbm="tidak", birth_certificates=90, partners_health=2)
    assert some.fulfilled == ("participation", "health")
    assert some.missing == ("protection", "civil-registration")
    both = status_of(child_rights_policy="ya", child_protection_budget="tidak")
    assert "policy-and-budget" in both.missing


def test_only_units_of_the_scope_have_a_status() -> None:
    found = kla.units.unit_status(EXAMPLE)
    assert len(found) == 34
    assert {unit.id for unit in found} == {
        unit["id"] for unit in kla.units.Units.read(EXAMPLE).rows() if unit["kind"] == "kelurahan"
    }
    with pytest.raises(KeyError):
        found["gadingrejo-kecamatan"]


def test_the_ten_indicators_of_drppa_are_answered_and_never_derived() -> None:
    assert len(DRPPA) == 10
    # Everything that cases, labour and marriages could be read from says nothing of the checklist.
    told = status_of(
        child_marriages=3, working_children=4, child_labour_recorded="ya", patbm="ya",
        child_rights_policy="ya", child_protection_budget="ya", child_profile_indicators="ya",
    ).checklists["drppa"]  # fmt: skip
    assert (told.yes, told.no, told.unknown) == ((), (), DRPPA)
    told = status_of(drppa_no_child_marriage="ya", child_marriages=3).checklists["drppa"]
    assert (told.yes, told.no) == (("drppa_no_child_marriage",), ())


@examples(20)
@given(st.dictionaries(st.sampled_from(DRPPA), st.booleans()))
def test_a_checklist_changes_neither_status_nor_share(answers: dict[str, bool]) -> None:
    plain, other = status_of(childrens_forum=True), status_of(childrens_forum=True, **answers)
    for key in ("declared", "task_force", "fulfilled", "missing", "unknown"):
        assert getattr(plain, key) == getattr(other, key)


# -- tiers -----------------------------------------------------------------------------------------


def tiered(*tiers: dict[str, Any]) -> kla.Edition:
    title = {"id": "x", "en": "x"}
    overlay = {
        "id": "ours",
        "title": title,
        "edition": {"id": TREE.id, "version": TREE.version, "digest": TREE.digest},
        "source": "letter",
        "sources": [{"id": "letter", "title": title, "publisher": "kota", "grade": "U"}],
        "unit_tiers": [{"title": title, "scope": "desa-kelurahan", **tier} for tier in tiers],
    }
    return kla.edition("kla-2024", overlays=[overlay])


FORUM = {"id": "first", "when": {"ratio": "26.4", "at_least": 1}}
TEAM = {"id": "second", "when": {"measure": "task_force_active", "is": True}}


def test_there_are_no_tiers_but_those_of_an_overlay() -> None:
    assert status_of(childrens_forum=True).tiers_possible == ()
    assert status_of().tier is None
    text = kla.units.unit_status(EXAMPLE).explain("en")
    assert "Tiers" not in text
    assert "no national rule gives a village or ward a status" in text.replace("\n", " ")


def test_a_tier_asks_for_those_below_it_and_what_is_not_known_stays_open() -> None:
    edition = tiered(FORUM, TEAM)
    assert status_of(edition).tiers_possible == (None, "first", "second")
    assert status_of(edition, childrens_forum=True).tiers_possible == ("first", "second")
    assert status_of(edition, childrens_forum=True, task_force_active=True).tiers_possible == (
        "second",
    )
    assert status_of(edition, childrens_forum=False, task_force_active=True).tiers_possible == (
        None,
    )
    assert status_of(edition, task_force_active=True).tiers_possible == (None, "first", "second")
    assert status_of(edition, childrens_forum=True, task_force_active=False).tiers_possible == (
        "first",
    )


def test_in_a_tier_a_unit_has_what_is_asked_where_less_is_better_too() -> None:
    edition = tiered({"id": "healthy", "when": {"ratio": "26.8d", "at_least": 1}})
    assert status_of(edition, stunting_cases=0).tiers_possible == ("healthy",)
    assert status_of(edition, stunting_cases=2).tiers_possible == (None,)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({"ratio": "25.2", "at_least": 1}, "tier.other-scope"),
        ({"ratio": "K6", "at_least": 1}, "tier.other-scope"),
        ({"points": "26.4", "at_least": 1}, "unit.operator"),
        ({"measure": "sra_share", "at_least": 1}, "condition.unknown-measure"),
        ({"measure": "declaration_year", "above": 2018, "is": True}, "condition.yes-no"),
        ({"measure": "task_force_decree", "at_least": 1}, "condition.yes-no"),
    ],
)
def test_a_tier_looks_at_one_unit(when: dict[str, Any], expected: str) -> None:
    with pytest.raises(kla.RuleError) as caught:
        tiered({"id": "odd", "when": when})
    assert expected in [finding.id for finding in caught.value.findings]


def test_a_year_is_compared_only_where_it_is_known() -> None:
    edition = tiered({"id": "early", "when": {"measure": "declaration_year", "at_most": 2018}})
    assert status_of(edition, declaration_year=2018).tiers_possible == ("early",)
    assert status_of(edition, declaration_year=2019).tiers_possible == (None,)
    assert status_of(edition, declaration_year="ya").tiers_possible == (None, "early")
    assert status_of(edition, declaration_year="tidak").tiers_possible == (None,)


# -- local rules -----------------------------------------------------------------------------------


def test_the_packaged_rules_are_a_proposal_and_say_so() -> None:
    assert check(PACKAGED) == check(PACKAGED.parent) == ()
    assert {function.provenance.grade for function in LOCAL.functions} == {"I"}
    assert LOCAL.checklists[0].provenance.grade == "A"
    assert kla.units.unit_status(EXAMPLE).to_dict()["national"] is False
    assert "kelurahan-local" not in [summary.id for summary in kla.editions()]


def test_a_city_brings_rules_of_its_own(tmp_path: Path) -> None:
    path = changed(
        tmp_path,
        "{measure: partners_health, at_least: 1}",
        "{measure: partners_health, at_least: 3}",
    )
    rows = city({"id": "a", "name": "A", "kind": "desa", "partners_health": 2})
    assert "health" in kla.units.unit_status(rows)["a"].fulfilled
    for place in (path, path.parent):
        assert "health" in kla.units.unit_status(rows, local=place)["a"].missing
    with pytest.raises(kla.RuleError, match="no local rules"):
        kla.units.unit_status(rows, local=tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("{measure: partners_health, at_least: 1}", "{measure: drppa_data, is: true}", "local.derived"),
        ("{measure: partners_health, at_least: 1}", "{measure: health, at_least: 1}", "condition.unknown-measure"),
        ("{measure: partners_health, at_least: 1}", "{points: total, at_least: 1}", "unit.operator"),
        ("- id: partners_health\n", "- id: patbm\n", "local.fact"),
        ("      - drppa_data\n", "      - partners_health\n", "local.no-fact"),
        ("      - drppa_data\n", "      - child_profile\n", "local.no-fact"),
        ("scope: desa-kelurahan", "scope: kota", "unit.no-scope"),
        ("  - id: health\n", "  - id: welfare\n", "edition.duplicate-id"),
        ("    source: drppa\n    facts", "    source: nowhere\n    facts", "edition.no-source"),
        ("version: 1.1.0", "version: latest", "schema.pattern"),
    ],
)  # fmt: skip
def test_local_rules_that_do_not_fit_are_found_with_their_line(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    path = changed(tmp_path, old, new)
    found = [finding for finding in check(path) if finding.id == expected]
    assert found
    assert found[0].line
    with pytest.raises(kla.RuleError):
        kla.units.unit_status(EXAMPLE, local=path)


def test_local_rules_on_a_fact_of_before_look_at_what_it_meant_and_are_told_of_the_new_one(
    tmp_path: Path,
) -> None:
    measure = '{ratio: "26.16", at_least: 1}'
    path = changed(tmp_path, measure, "{measure: child_profile, is: true}")
    (found,) = check(path)
    assert (found.id, found.severity) == ("unit.replaced-fact", "warning")
    assert found.line
    assert "child_profile_indicators" in found.text("en")
    assert not check(changed(tmp_path, measure, "{measure: child_profile_indicators, is: true}"))

    def fulfilled(column: str) -> bool:
        row = {"id": "a", "name": "A", "kind": "kelurahan", "parent": "k", column: "ya"}
        rows = [{"id": "k", "name": "K", "kind": "kecamatan"}, row]
        status = kla.units.unit_status(kla.units.Units.from_rows(rows, local=path), local=path)
        return "child-profile" in status["a"].fulfilled

    path = changed(tmp_path, measure, "{measure: child_profile, is: true}")
    assert fulfilled("child_profile")
    assert not fulfilled("child_profile_indicators")


# -- told ------------------------------------------------------------------------------------------


def test_the_command_tells_every_unit_in_both_languages() -> None:
    for lang, words in (
        ("id", ("bukan ketentuan nasional", "Gugus tugas aktif: 21 dari 34", "DRPPA: 6 ya")),
        ("en", ("not national", "Task force active: 21 of 34", "DRPPA: 6 yes")),
    ):
        text = said("status", EXAMPLE, "--lang", lang, "--full")
        for word in words:
            assert word in text
        for unit in kla.units.unit_status(EXAMPLE):
            assert f"- {unit.name}: " in text


def test_the_json_fits_its_schema_and_says_the_same() -> None:
    overlay = ROOT / "examples" / "overlays" / "kota-contoh-illustrative.yaml"
    words = ("--overlay", overlay, "--format", "json", "--expect", "desa-kelurahan=35")
    data = fitting("unit-status", json.loads(said("status", EXAMPLE, *words)))
    assert data["illustrative"]
    assert [note["id"] for note in data["notes"]] == ["units.other-number"]
    found = kla.units.unit_status(EXAMPLE, kla.edition("kla-2024", overlays=[overlay]))
    assert data["units"] == found.to_dict()["units"]
    assert {len(unit["tiers_possible"]) for unit in data["units"]} == {1, 2}


def test_numbers_of_units_are_told_to_the_command() -> None:
    for name in ("rollup", "status"):
        words = (name, EXAMPLE, "--lang", "en", "--expect")
        assert "the city has 5" in said(*words, "kecamatan=5")
        for wrong in ("kecamatan", "kecamatan=", "kecamatan=x", "kota=1", "kecamatan=-1"):
            assert "says no number of units" in said(*words, wrong, code=2)


def test_the_schema_of_a_table_is_that_of_the_rules_and_takes_the_example() -> None:
    rows = list(kla.units.Units.read(EXAMPLE).rows())
    plain = json.loads(json.dumps({"units": rows, "illustrative": True}, default=float))
    validator = Draft7Validator(schema("unit-table"))
    validator.validate(plain)
    with EXAMPLE.open(encoding="utf-8") as stream:
        assert set(csv.DictReader(stream).fieldnames or ()) >= set(LOCAL.facts)
    for key, value in (("patbm", [1]), ("child_marriages", -1), ("patbn", True), ("kind", "rw")):
        bad = {"units": [{**plain["units"][0], key: value}]}
        assert not validator.is_valid(bad)
    assert validator.is_valid({"units": [{**plain["units"][0], "x-note": "left alone"}]})


def test_the_template_asks_for_what_local_rules_ask(tmp_path: Path) -> None:
    path = changed(tmp_path, "id: partners_welfare\n", "id: partners_faith\n")
    copied(path, path, "measure: partners_welfare", "measure: partners_faith")
    header = said("template", "units", "--lang", "en", "--local", path).split(",")
    assert "partners_faith" in header
    assert "partners_welfare" not in header


def test_hostile_local_rules_are_refused(tmp_path: Path) -> None:
    deep: Any = {"measure": "partners_health", "at_least": 1}
    for _ in range(20):
        deep = {"not": deep}
    rule = yaml.safe_load(PACKAGED.read_text(encoding="utf-8"))
    rule["declared"]["when"] = deep
    path = file_with(tmp_path / "local.yaml", yaml.safe_dump(rule))
    with pytest.raises(kla.RuleError):
        kla.units.unit_status(EXAMPLE, local=path)
    other = file_with(tmp_path / "copy.yaml", "declared: {}\ntask_force: {}\n")
    assert "schema.missing-key" in {finding.id for finding in check(other)}
