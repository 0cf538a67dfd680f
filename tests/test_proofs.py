"""What is proved of rules: packaged ones keep to it all, damaged ones are refuted with what shows it."""

import functools
import json
import shutil
import sys
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import evolve

import kla_rules as kla
from kla_rules.cases.handling import assess_handling
from kla_rules.cases.settings_reading import handling_settings
from kla_rules.model.table import Band, Table
from kla_rules.testing import small_edition, small_rules
from kla_rules.units.local_reading import local_rules
from kla_rules.units.rules_reading import read_units
from kla_rules.validation import Proofs, RuleWitness, Verdict
from support import ROOT, command, file_with, fitting, refused_for, rules_of, said

EDITIONS = [summary.id for summary in kla.editions()]
OVERLAYS = sorted((ROOT / "examples" / "overlays").glob("*.yaml"))
HANDLING = [*sorted((ROOT / "rules" / "handling").glob("kota-*.yaml"))]
HANDLING += [ROOT / "examples" / "kota-pasuruan" / "handling.yaml"]
LOCAL = ROOT / "rules" / "kelurahan-local" / "local.yaml"


def refuted(proofs: Proofs) -> dict[str, Verdict]:
    """Return what is refuted, by claim; nothing else is left open."""
    assert proofs.of("not-proved") == ()
    return {verdict.id: verdict for verdict in proofs.of("refuted")}


def evaluated(edition: kla.Edition, witness: RuleWitness) -> kla.Evaluation:
    """Evaluate a witness anew; it comes to what is said of it."""
    profile = kla.Profile.from_dict(witness.content, edition)
    policy: Any = witness.edge_policy
    result = kla.evaluate(profile, edge_policy=policy)
    if result.determined:
        assert witness.says["level"] == result.level
    if result.score_range[0] == result.score_range[1]:
        assert witness.says["score"] == float(result.score)
    return result


def levels_of(edition: kla.Edition, verdict: Verdict) -> list[str | None]:
    return [evaluated(edition, witness).level for witness in verdict.witnesses]


# -- packaged rules --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EDITIONS)
def test_every_claim_on_a_packaged_edition_is_proved(name: str) -> None:
    edition, proofs = kla.edition(name), kla.prove(name)
    assert proofs.proved
    assert proofs.outcome == "proved"
    for level in edition.levels:
        (witness,) = proofs[f"level-reached:{level.id}"].witnesses
        assert evaluated(edition, witness).level == level.id
    ends = [evaluated(edition, witness) for witness in proofs["ends-attained"].witnesses]
    assert [result.score for result in ends] == [0, edition.maximum_points]


@pytest.mark.parametrize("path", OVERLAYS, ids=lambda path: path.stem)
def test_every_claim_on_an_example_of_an_overlay_is_proved(path: Path) -> None:
    edition = kla.edition("kla-2024", overlays=[path])
    assert kla.prove(path).verdicts == kla.prove("kla-2024", [path]).verdicts
    proofs = kla.prove(edition)
    assert proofs.proved
    assert proofs.overlays == tuple(overlay.id for overlay in edition.overlays)
    for tier in edition.unit_tiers:
        (witness,) = proofs[f"tier-reached:{tier.id}"].witnesses
        statuses = kla.units.unit_status(list(witness.content), edition)
        assert [status.tier for status in statuses] == [tier.id]


def test_every_claim_on_the_packaged_local_rules_is_proved() -> None:
    proofs = kla.prove(LOCAL)
    assert proofs.proved
    assert kla.prove(LOCAL.parent).verdicts == proofs.verdicts
    rules = local_rules(kla.edition(), LOCAL)
    assert kla.prove(rules).verdicts == proofs.verdicts
    for one in (rules.declared, rules.task_force, *rules.functions):
        shown = proofs[f"status-reached:{one.id}"].witnesses
        tried = [kla.units.unit_status(list(witness.content), local=rules) for witness in shown]
        assert [statuses.held[one.id] for statuses in tried] == [(True,), (False,)]


@pytest.mark.parametrize("path", HANDLING, ids=lambda path: path.stem)
def test_every_claim_on_an_example_of_settings_is_proved(path: Path) -> None:
    proofs, settings = kla.prove(path), handling_settings(path)
    assert proofs.proved
    assert kla.prove(settings).verdicts == proofs.verdicts
    for verdict in proofs:
        for witness in verdict.witnesses:
            handling = assess_handling(
                list(witness.content["cases"]), settings, as_of=witness.content["as_of"]
            )
            for name, case in handling.cases.items():
                assert witness.says[name] == case.state


def test_a_claim_is_found_by_its_id() -> None:
    proofs = kla.prove("kla-2024")
    assert proofs["level-reached:madya"].verdict == "proved"
    assert "level-reached:madya" in [verdict.id for verdict in proofs]
    with pytest.raises(KeyError, match="level-reached:madya"):
        proofs["level-reached:madia"]


# -- damaged editions ------------------------------------------------------------------------------

SHARE = "when: {measure: sra_share, at_least: 25}"


def test_a_negated_requirement_on_a_measure_lowers_a_level_and_is_shown() -> None:
    turned = SHARE.replace(
        "{measure: sra_share, at_least: 25}", "{not: {measure: sra_share, at_least: 25}}"
    )
    edition = rules_of("kla-2019").changed("requirements.yaml", SHARE, turned).edition()
    (verdict,) = refuted(kla.prove(edition)).values()
    assert verdict.id == "better-measures"
    before, after = verdict.witnesses
    shares = [witness.content["measures"]["sra_share"] for witness in (before, after)]
    assert shares[0] < 25 <= shares[1]
    assert levels_of(edition, verdict) == ["madya", "pratama"]


@pytest.mark.slow
def test_a_negated_requirement_on_shares_lowers_a_level_and_is_shown() -> None:
    old = "{at_least: 17, nodes: indicator, reaching: 0.7}"
    rules = rules_of("kla-2011").changed("requirements.yaml", old, f"{{not: {old}}}")
    edition = rules.edition()
    found = refuted(kla.prove(edition))
    assert levels_of(edition, found["more-points"]) == ["pratama", None]
    for level in ("madya", "nindya", "utama", "kla"):  # they ask for what pratama forbids
        assert level not in levels_of(edition, found[f"level-reached:{level}"])


def requiring(*whens: Mapping[str, Any], level: str = "madya") -> kla.Edition:
    """Return the small edition with other requirements."""
    files = small_rules()
    title = {"id": "Syarat rekaan", "en": "An invented requirement"}
    files["requirements.yaml"]["requirements"] = [
        {"id": f"r{number}", "title": title, "level": level, "when": when}
        for number, when in enumerate(whens)
    ]
    return small_edition(files)


def test_requirements_that_contradict_leave_levels_out_of_reach() -> None:
    edition = requiring(
        {"measure": "school_share", "at_least": 50}, {"measure": "school_share", "below": 50}
    )
    found = refuted(kla.prove(edition))
    assert {"level-reached:madya", "level-reached:utama"} <= found.keys()
    assert set(levels_of(edition, found["level-reached:madya"])) == {"pratama"}


def test_requirements_on_points_that_contradict_are_found_by_a_search_of_all_profiles() -> None:
    edition = requiring({"points": "K1", "below": 10}, {"ratio": "total", "at_least": 0.6})
    found = refuted(kla.prove(edition))  # 10 and the 40 of the other cluster are not 60
    assert {"level-reached:madya", "level-reached:utama"} <= found.keys()


def test_a_share_that_must_not_be_reached_is_refuted_with_one_answer_that_rises() -> None:
    edition = requiring({"not": {"ratio": "1", "at_least": 0.5}})
    verdict = refuted(kla.prove(edition))["more-points"]
    before, after = (witness.content["points"] for witness in verdict.witnesses)
    assert [name for name in before if before[name] != after[name]] == ["1"]
    assert levels_of(edition, verdict)[0] != levels_of(edition, verdict)[1]


def test_what_is_asked_for_both_ways_is_refuted_by_a_pair_for_each() -> None:
    edition = requiring(
        {"measure": "school_share", "at_least": 20}, {"measure": "school_share", "at_most": 60}
    )
    verdict = refuted(kla.prove(edition))["better-measures"]
    assert levels_of(edition, verdict) == ["madya", "pratama"] * 2
    shares = [witness.content["measures"]["school_share"] for witness in verdict.witnesses]
    assert shares[0] < shares[1]
    assert shares[2] > shares[3]


def test_a_negation_that_changes_nothing_is_proved_by_trying_all_there_is() -> None:
    whole = {"measure": "school_share", "at_least": 50}
    edition = requiring({"any": [whole, {"not": whole}, {"measure": "local_rule", "is": True}]})
    proofs = kla.prove(edition)
    assert proofs["better-measures"].verdict == "proved"
    assert proofs["requirements-decide"].verdict == "refuted"  # it always holds


def test_a_requirement_that_another_one_implies_decides_nothing() -> None:
    edition = requiring(
        {"measure": "school_share", "at_least": 25}, {"measure": "school_share", "at_least": 50}
    )
    assert [*refuted(kla.prove(edition))] == ["requirements-decide"]


def with_floor(edition: kla.Edition, level: str, thousandths: int) -> kla.Edition:
    """Return an edition with another floor, as no rule file can have it."""
    levels = [
        evolve(one, floor_thousandths=thousandths) if one.id == level else one
        for one in edition.levels
    ]
    return evolve(edition, levels=tuple(levels))


def test_a_floor_above_the_maximum_is_refuted() -> None:
    edition = with_floor(small_edition(), "utama", 100_000)  # not enough: the floor is excluded
    found = refuted(kla.prove(edition))
    assert found.keys() == {"level-reached:utama", "requirements-decide"}
    (witness,) = found["level-reached:utama"].witnesses
    result = evaluated(edition, witness)
    assert result.score == 100
    assert result.level == "madya"


def test_floors_that_cross_are_refuted() -> None:
    edition = with_floor(small_edition(), "madya", 90_000)
    found = refuted(kla.prove(edition))
    assert {"one-level", "level-reached:madya"} <= found.keys()
    (witness,) = found["one-level"].witnesses
    result = evaluated(edition, witness)
    assert result.level == "utama"
    assert result.score < edition.level("madya").floor_points


def test_floors_that_are_the_same_are_refuted() -> None:
    edition = with_floor(small_edition(), "madya", 80_000)
    assert "one-level" in refuted(kla.prove(edition))


def changed_node(edition: kla.Edition, name: str, thousandths: int) -> kla.Edition:
    """Return an edition with another maximum of a node, as no rule file can have it."""
    nodes = [
        evolve(one, maximum_thousandths=thousandths, ceiling_thousandths=thousandths)
        if one.id == name
        else one
        for one in edition.nodes
    ]
    # Editions of one digest are equal, and what is kept of one would be taken for the other's.
    return evolve(edition, nodes=tuple(nodes), digest=f"{edition.digest} {name} {thousandths}")


@pytest.mark.parametrize(("cap", "counted"), [(8_000, 8), (0, 0)])
def test_a_cap_that_swallows_an_answer_is_refuted(cap: int, counted: int) -> None:
    edition = changed_node(small_edition(), "1", cap)  # its questions have up to 10 points
    verdict = refuted(kla.prove(edition))["no-idle-answer"]
    before, after = verdict.witnesses
    assert before.content["points"]["1.1"] == counted
    assert after.content["points"]["1.1"] == 10
    scores = [evaluated(edition, witness).score for witness in verdict.witnesses]
    assert scores == [counted, counted]


def test_a_maximum_that_no_answers_come_to_is_refuted() -> None:
    edition = changed_node(small_edition(), "2", 31_000)  # its questions have 30 points
    verdict = refuted(kla.prove(edition))["ends-attained"]
    (witness,) = verdict.witnesses
    assert evaluated(edition, witness).node("2").points == 30


# -- tables ----------------------------------------------------------------------------------------


def with_table(question: str, *bands: tuple[int, int, int], **options: int) -> kla.Edition:
    """Return the small edition with a table, as no overlay can have it."""
    table = Table("ours", tuple(Band(*band) for band in bands), options)
    return evolve(small_edition(), tables={question: table})


def test_a_table_that_rises_and_falls_breaks_the_range_and_is_shown() -> None:
    edition = with_table("4.2", (0, 30, 1_000), (30, 60, 9_000), (60, 100, 4_000))
    found = refuted(kla.prove(edition))
    assert found.keys() == {"stated-range", "better-values"}
    open_, known = (evaluated(edition, one) for one in found["stated-range"].witnesses)
    low, high = open_.score_range
    assert not low <= known.score <= high
    worse, better = (evaluated(edition, one).score for one in found["better-values"].witnesses)
    assert worse > better


def test_a_table_for_less_is_better_runs_the_other_way() -> None:
    falling = [(0, 30, 9_000), (30, 60, 4_000), (60, 100, 0)]
    assert kla.prove(with_table("2.2", *falling)).proved
    assert "better-values" in refuted(kla.prove(with_table("4.2", *falling)))


@pytest.mark.parametrize("worth", [13_000, -1_000])
def test_an_answer_beyond_its_maximum_is_refuted(worth: int) -> None:
    edition = with_table("4.2", partly=worth)
    (witness,) = refuted(kla.prove(edition))["score-bounds"].witnesses
    result = evaluated(edition, witness).node("4.2")
    assert result.points == Fraction(worth, 1000)
    assert result.maximum == 12


def test_a_table_of_one_worth_is_idle() -> None:
    edition = with_table("4.2", (0, 50, 3_000), (50, 100, 3_000))
    before, after = refuted(kla.prove(edition))["no-idle-answer"].witnesses
    assert evaluated(edition, before).score == evaluated(edition, after).score == 3


# -- units -----------------------------------------------------------------------------------------


def with_units(old: str, new: str) -> kla.Edition:
    """Return kla-2024 with one change of its rules on units."""
    file = rules_of().changed("units.yaml", old, new).units
    assert file is not None
    edition = kla.edition("kla-2024")
    rules, findings = read_units(file, edition)
    assert not [one for one in findings if one.severity == "error"]
    return evolve(edition, attached={"units": rules})


def counted(edition: kla.Edition, witness: RuleWitness) -> dict[str, str]:
    """Roll the units of a witness up anew."""
    shares = kla.rollup(list(witness.content), edition)
    return {name: f"{shares[name].part}/{shares[name].whole}" for name in witness.says}


def test_a_fact_that_is_negated_in_one_place_is_better_both_ways() -> None:
    edition = with_units(
        '"25.2": {of: kecamatan, when: {measure: childrens_forum, is: true}}',
        '"25.2": {of: kecamatan, when: {measure: childrens_forum, is: false}}',
    )
    before, after = refuted(kla.prove(edition))["improved-units"].witnesses
    assert counted(edition, before) == before.says == {"25.2": "1/1", "26.4": "0/1"}
    assert counted(edition, after) == after.says == {"25.2": "0/1", "26.4": "1/1"}


def test_a_fact_within_a_negation_works_against_what_is_asked_of_it() -> None:
    edition = with_units("{measure: patbm, is: true}", "{not: {measure: patbm, is: true}}")
    before, after = refuted(kla.prove(edition))["improved-units"].witnesses
    assert counted(edition, before) == before.says == {"26.15": "1/1"}
    assert counted(edition, after) == after.says == {"26.15": "0/1"}
    assert [witness.content[-1]["patbm"] for witness in (before, after)] == [False, True]


def test_a_threshold_that_every_unit_passes_is_refuted() -> None:
    edition = with_units(
        '"25.6": {of: kecamatan, when: {measure: child_marriages, at_most: 0}}',
        '"25.6": {of: kecamatan, when: {measure: child_marriages, at_least: 0}}',
    )
    (witness,) = refuted(kla.prove(edition))["question-counts"].witnesses
    assert counted(edition, witness) == {"25.6": "1/1"}


def test_a_fact_that_decides_nothing_is_refuted() -> None:
    edition = with_units("{measure: paud_hi, is: true}", "{measure: play_space, is: true}")
    verdict = refuted(kla.prove(edition))["no-idle-fact"]
    assert "paud_hi" in verdict.reason.en
    assert len({tuple(counted(edition, one).values()) for one in verdict.witnesses}) == 1


# -- local rules and settings ----------------------------------------------------------------------


def local_with(tmp_path: Path, old: str, new: str) -> Proofs:
    text = LOCAL.read_text("utf-8")
    assert old in text
    return kla.prove(file_with(tmp_path / "local.yaml", text.replace(old, new, 1)))


def test_a_negated_local_rule_makes_a_unit_lose_by_improving(tmp_path: Path) -> None:
    old = '{ratio: "26.4", at_least: 1}'
    found = refuted(local_with(tmp_path, old, f"{{not: {old}}}"))
    (verdict,) = found.values()
    assert verdict.id == "improved-status"
    rules = local_rules(kla.edition(), tmp_path)
    statuses = [kla.units.unit_status(list(one.content), local=rules) for one in verdict.witnesses]
    assert [status.held["participation"] for status in statuses] == [(True,), (False,)]


def test_a_status_that_no_unit_or_every_unit_has_is_refuted(tmp_path: Path) -> None:
    old = "{measure: partners_health, at_least: 1}"
    for new in ("{measure: partners_health, at_least: 0}", "{measure: partners_health, below: 0}"):
        assert [*refuted(local_with(tmp_path, old, new))] == ["status-reached:health"]


def handling_with(tmp_path: Path, old: str, new: str) -> Proofs:
    text = (ROOT / "rules" / "handling" / "kota-payakumbuh.yaml").read_text("utf-8")
    assert old in text
    return kla.prove(file_with(tmp_path / "handling.yaml", text.replace(old, new, 1)))


def test_limits_that_cross_are_refuted_with_a_case(tmp_path: Path) -> None:
    found = refuted(handling_with(tmp_path, "within: {hours: 2}", "within: {hours: 30}"))
    (verdict,) = found.values()
    assert verdict.id == "limits-ordered"
    (witness,) = verdict.witnesses
    settings = handling_settings(tmp_path / "handling.yaml")
    cases, as_of = witness.content["cases"], witness.content["as_of"]
    (case,) = assess_handling(list(cases), settings, as_of=as_of).cases.values()
    assert {rule.rule: rule.state for rule in case.rules} == {
        "outreach": "on_time",
        "coordination": "overdue",
    }


def test_a_limit_against_the_order_is_refuted(tmp_path: Path) -> None:
    old = "    from: reported\n    to: risk_identified\n"
    new = "    from: plan_made\n    to: risk_identified\n"
    verdict = handling_with(tmp_path, old, new)["limits-ordered"]
    assert (verdict.verdict, verdict.witnesses[0].says["outreach"]) == ("refuted", "unknown")


def test_a_limit_that_never_applies_is_refuted(tmp_path: Path) -> None:
    old = "    within: {hours: 2}\n"
    never = "{all: [{measure: risk_high, is: true}, {measure: risk_low, is: true}]}"
    proofs = handling_with(tmp_path, old, f"{old}    when: {never}\n")
    assert [*refuted(proofs)] == ["limit-reached:outreach"]


def test_a_reason_for_a_review_that_cannot_come_about_is_refuted(tmp_path: Path) -> None:
    proofs = handling_with(tmp_path, "above: 20", "above: 100")
    assert [*refuted(proofs)] == ["review-reached:late"]


# -- what is not known -----------------------------------------------------------------------------


def test_without_the_solver_what_needs_it_is_not_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = requiring({"points": "K1", "below": 10}, {"ratio": "total", "at_least": 0.6})
    monkeypatch.setitem(sys.modules, "highspy", None)
    proofs = kla.prove(edition)
    assert proofs["level-reached:madya"].verdict == "not-proved"
    assert 'pip install "kla-rules[plan]"' in proofs["level-reached:madya"].reason.en
    assert proofs["level-reached:pratama"].verdict == "proved"  # what structure decides stays so
    assert not proofs.proved
    for name in ("kla-2011", "kla-2024"):
        assert kla.prove(name).proved


def test_when_its_time_is_up_a_search_proves_nothing() -> None:
    edition = requiring({"points": "K1", "below": 10}, {"ratio": "total", "at_least": 0.6})
    proofs = kla.prove(edition, limit=0)
    assert proofs["level-reached:madya"].verdict == "not-proved"
    assert proofs.outcome == "not-proved"


# -- how it is told --------------------------------------------------------------------------------


def test_proofs_are_told_in_both_languages_with_witnesses_that_run() -> None:
    edition = requiring({"not": {"ratio": "1", "at_least": 0.5}})
    proofs = kla.prove(edition)
    for language, word in (("id", "Sebelum:"), ("en", "Before:")):
        text = proofs.text(language)  # type: ignore[arg-type] # each a language
        after = text.partition(word + "\n")[2].partition("\n    I")[0].partition("\n    H")[0]
        profile = yaml.safe_load(after)
        first = proofs["more-points"].witnesses[0]
        assert kla.evaluate(kla.Profile.from_dict(profile, edition)).level == first.says["level"]
    with pytest.raises(ValueError, match="language"):
        proofs.text("de")  # type: ignore[arg-type] # no language


@pytest.mark.parametrize("rules", ["kla-2024", str(LOCAL), str(HANDLING[0])])
def test_proofs_as_json_fit_their_schema(rules: str) -> None:
    data = fitting("proofs", kla.prove(rules).to_dict())
    assert data["outcome"] == "proved"
    assert {verdict["verdict"] for verdict in data["verdicts"]} == {"proved"}


def test_the_command_answers_with_its_exit_code(tmp_path: Path) -> None:
    assert "Semua 17 pernyataan terbukti" in said("prove", "kla-2024")
    folder = tmp_path / "kla-2019"
    shutil.copytree(ROOT / "rules" / "kla-2019", folder)
    path = folder / "requirements.yaml"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace(SHARE, SHARE.replace("25}", "25}").replace("{m", "{not: {m") + "}")
    )
    refuted_ = said("prove", folder, "--lang", "en", code=4)
    assert "[REFUTED] A measure that comes closer" in refuted_
    code, out, _ = command("prove", folder, "--format", "json")
    assert (code, json.loads(out)["outcome"]) == (4, "refuted")
    assert "is no time" in said("prove", "kla-2024", "--limit", "soon", "--lang", "en", code=2)


def test_the_command_says_what_it_cannot_prove(tmp_path: Path) -> None:
    profile = file_with(tmp_path / "profile.yaml", "year: 2024\npoints: {total: 700}\n")
    assert "these are no rules" in said("prove", profile, "--lang", "en", code=2)
    assert said("prove", tmp_path / "nothing.yaml", code=2)


def test_an_overlay_beside_settings_on_handling_is_refused() -> None:
    found = refused_for(kla.RuleError, lambda: kla.prove(HANDLING[0], OVERLAYS))
    assert {finding.id for finding in found} == {"overlay.unused"}


def test_a_measure_that_is_compared_with_too_much_is_left_open() -> None:
    shares = [{"share": "school_share", "at_least": bound} for bound in range(1, 20)]
    proofs = kla.prove(requiring({"any": shares}, {"trend": "school_share", "is": "rising"}))
    assert {verdict.id for verdict in proofs.of("not-proved")} >= {"more-points", "better-measures"}
    assert proofs["one-level"].verdict == "proved"


def test_arguments_of_another_kind_are_refused() -> None:
    for limit in (-1, float("nan")):
        prove = functools.partial(kla.prove, "kla-2024", limit=limit)
        (finding,) = refused_for(kla.ArgumentError, prove)
        assert finding.id == "argument.seconds"
    with pytest.raises(TypeError, match="path"):
        kla.prove(2024)  # type: ignore[arg-type] # no path
    with pytest.raises(TypeError, match="where there are overlays"):
        kla.prove(small_edition(), OVERLAYS)
