"""Remediation steps: what to do, what comes first, who does it, and what it gains."""

import copy
import functools
import json
import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

import kla_rules as kla
from kla_rules.core.reading.schemas import schema
from kla_rules.steps.page import with_steps
from kla_rules.steps.results import at_most
from kla_rules.testing import profiles
from kla_rules.validation.check import check
from support import BANDUNG, PASURUAN, RULES, TREE, examples, most, profile_in, rules_of, steps_in

CATALOGUE = steps_in(TREE)
STEPS = CATALOGUE.steps
SCORED = [node for node in TREE.nodes if node.question is not None and node.ceiling_thousandths]
OUTCOMES = {
    *(f"12.{i}" for i in range(1, 6)), *(f"13.{i}" for i in range(1, 4)),
    *(f"14.{i}" for i in range(1, 5)), "16.2", "16.5", "25.6", "25.7a", "25.7b", "25.7c", "25.7d",
    "26.7", "26.8a", "26.8b", "26.8c", "26.8d", "24A.1", "24A.2", "24A.3",
}  # fmt: skip


def evaluated(answers: dict[str, Any], **data: object) -> kla.Evaluation:
    whole = {"year": 2024, "stage": "self", "answers": answers, **data}
    return kla.evaluate(kla.Profile.from_dict(whole))


def full_but(**answers: Any) -> dict[str, Any]:
    """Return full answers everywhere but at some questions (underscores stand for points)."""
    changed = {name.strip("q").replace("_", "."): one for name, one in answers.items()}
    return {**{node.id: {"option": "full"} for node in SCORED}, **changed}


def by_id(result: kla.Evaluation) -> dict[str, kla.steps.StepResult]:
    return {one.id: one for one in result.steps}


# -- the catalogue ---------------------------------------------------------------------------------


def test_every_question_with_points_is_mended_by_a_step_of_its_own() -> None:
    assert {node.id for node in SCORED} == {
        question for one in STEPS.values() for question in one.mends
    }
    assert all(len(one.mends) <= 4 for one in STEPS.values())


def test_steps_name_the_signature_and_the_matrix_that_their_questions_ask_for() -> None:
    signed, matrices = (
        {
            node
            for node, required in TREE.evidence.items()
            if any(name.startswith(start) for group in required.groups for name in group)
        }
        for start in ("signed-by", "matrix")
    )
    assert min(len(signed), len(matrices)) > 20
    for step in STEPS.values():
        mends = {*step.mends}
        said, en = step.instruction.id, step.instruction.en
        if mends & signed:
            assert "ditandatangani" in said, step.id
            assert "signed by" in en, step.id
        if mends & matrices and step.id != "i07-ask-subject":  # a letter that asks what is asked
            assert "matriks" in said.lower(), step.id
            assert "matrix" in en.lower(), step.id


def test_a_step_and_the_text_tell_what_is_to_be_attached() -> None:
    result = evaluated(full_but(q2_5={"option": "none"}, q1_3a={"option": "none"}))
    monitoring, budget = (
        by_id(result)[name] for name in ("i02-action-plan-monitoring", "i01-budget-a")
    )
    assert monitoring.to_dict()["attached"] == [
        {"question": "2.5", "asks": [["matrix"], ["document"]], "grade": "B"}
    ]
    assert [required.groups[1] for _, required in budget.attached] == [("signed-by-planning",)]
    text = " ".join(with_steps(result, "id").split())
    assert "Dilampirkan: matriks, dan dokumen atau data (tingkat B)." in text
    assert "yang ditandatangani perangkat daerah perencanaan (Bappeda) (tingkat B)." in text


def test_steps_that_are_done_file_everything_that_is_asked() -> None:
    proof = [{"kind": "photo", "title": "x"}]
    own = full_but(q1_3a={"option": "none"}, q4_1={"option": "none"}, q2_5={"option": "full", "evidence": proof})  # fmt: skip
    steps = ["i01-budget-a", "i04-registration-data", "file-2.5"]
    done = evaluated(own).with_steps(steps).after
    missing = {item.node.id for group in done.evidence.missing for item in group.items}
    assert missing == {node.id for node in SCORED} - {"1.3a", "4.1", "2.5"}


REPLACED = {one.replaces: one for one in STEPS.values() if one.replaces}


def test_a_step_of_another_content_has_another_id_and_who_asks_for_the_old_one_is_told() -> None:
    assert "i04-birth-registration-outreach" in REPLACED
    assert not REPLACED.keys() & STEPS.keys()
    result = evaluated(full_but(q4_1={"option": "none"}))
    for old, now in REPLACED.items():
        for refused in (
            lambda old=old: result.with_steps([old]),
            lambda old=old: kla.plan(result, "pratama", done=[old]),
            lambda old=old: kla.plan(result, "pratama", locked=[old]),
            lambda old=old: kla.plan(result, "pratama", efforts={old: {"effort": 1}}),
        ):
            with pytest.raises(kla.KlaError) as caught:
                refused()
            (finding,) = caught.value.findings
            assert finding.id == "plan.no-step"
            assert now.id in finding.text("id")
            assert now.title.en in finding.text("en")


def test_texts_are_particular_to_each_step_in_both_languages() -> None:
    for part in ("title", "instruction"):
        for language in ("id", "en"):
            texts = [getattr(getattr(one, part), language) for one in STEPS.values()]
            assert len(set(texts)) == len(texts)
    assert all(one.title.id != one.title.en for one in STEPS.values())


def test_only_steps_with_a_source_cite_one_and_the_rest_are_inferred() -> None:
    sources = {one.id for one in CATALOGUE.sources}
    for one in STEPS.values():
        assert one.provenance.source in {"", *sources}
        assert (one.provenance.grade == "I") is (one.provenance.source == "")


def test_what_no_act_decides_has_steps_that_say_so() -> None:
    for one in STEPS.values():
        assert one.is_outcome is bool(OUTCOMES & set(one.mends)), one.id
        assert not one.is_outcome or OUTCOMES.issuperset(one.mends)


@pytest.mark.parametrize(
    ("later", "earlier"),
    [
        ("2.4", "2.1"),
        ("2.5", "2.4"),
        ("2.3", "2.1"),
        ("3.3", "3.2"),
        ("6.3", "6.1"),
        ("5.2", "5.1"),
    ],
)
def test_what_must_come_first_does(later: str, earlier: str) -> None:
    (step,) = CATALOGUE.by_question[later]
    (first,) = CATALOGUE.by_question[earlier]
    assert first in STEPS[step].after
    order = list(STEPS)
    assert order.index(first) < order.index(step)


# -- what an evaluation asks for -------------------------------------------------------------------


def test_a_gap_asks_for_its_step_with_agency_points_and_reason() -> None:
    result = evaluated(full_but(q6_6={"points": 1}))
    (one,) = [step for step in result.steps if step.why == "gap"]
    assert (one.id, one.questions, one.low_thousandths, one.high_thousandths) == (
        CATALOGUE.by_question["6.6"][0],
        ("6.6",),
        4000,
        4000,
    )
    assert one.step.responsible == "women-and-children"


def test_a_task_force_that_exists_needs_no_decree_and_one_that_does_not_comes_first() -> None:
    decree, plan = "i02-task-force-decree", "i02-action-plan"
    with_it = by_id(evaluated(full_but(q2_4={"option": "none"})))
    assert plan in with_it
    assert decree not in with_it
    without = evaluated(full_but(q2_4={"option": "none"}, q2_1={"option": "none"}))
    ids = [one.id for one in without.steps]
    assert ids.index(decree) < ids.index(plan)
    assert by_id(without)[plan].first == (decree,)
    assert plan in by_id(without)[decree].opens
    unknown = {key: one for key, one in full_but(q2_4={"option": "none"}).items() if key != "2.1"}
    found = by_id(evaluated(unknown))
    assert found[decree].why == "prerequisite"
    assert found["answer-2.1"].why == "unanswered"


def test_a_question_that_is_merely_unanswered_is_to_be_answered() -> None:
    answers = {key: one for key, one in full_but().items() if key != "6.3"}
    (one,) = [step for step in evaluated(answers).steps if step.questions]
    assert (one.id, one.why, one.low_thousandths, one.high_thousandths) == (
        "answer-6.3",
        "unanswered",
        0,
        21_000,
    )
    assert one.step.responsible == "women-and-children"


def test_a_claim_without_proof_asks_for_the_proof_where_documents_are_listed() -> None:
    decree = {"kind": "decree", "title": "SK"}
    assert not [one for one in evaluated(full_but()).steps if one.why == "unbacked"]
    result = evaluated(full_but(q6_1={"option": "full", "evidence": [decree]}))
    files = [one for one in result.steps if one.why == "unbacked"]
    assert len(files) == len(SCORED) - 1
    one = by_id(result)["file-2.1"]
    assert (one.secures_thousandths, one.low_thousandths, one.high_thousandths) == (
        TREE.node("2.1").ceiling_thousandths,
        0,
        0,
    )
    rule = by_id(result)["file-1.1"].step.instruction
    assert ("regulation or decree" in rule.en, "peraturan atau surat keputusan" in rule.id) == (
        True,
        True,
    )
    assert "matrix, and document or data" in by_id(result)["file-2.5"].step.instruction.en
    assert "yang ditandatangani" in by_id(result)["file-1.3a"].step.instruction.id


def test_an_advisory_that_is_not_met_asks_for_the_step_that_meets_it() -> None:
    answers = full_but()
    assert "i01-kla-regulation" not in by_id(evaluated(answers, measures={"kla_regulation": True}))
    found = by_id(evaluated(answers, measures={"kla_regulation": False}))
    assert found["i01-kla-regulation"].why == "advisory"
    assert found["i01-kla-regulation"].asked_by == ("kla-regulation",)
    text = " ".join(
        with_steps(evaluated(answers, measures={"kla_regulation": False}), "en").split()
    )
    assert f"an advisory is not met: {TREE.advisories[1].title.en}" in text


def test_requirements_that_hold_a_level_come_first_in_editions_that_have_them() -> None:
    data = {"year": 2019, "stage": "final", "points": {"total": 620}, "measures": {"sra_share": 18}}
    result = kla.evaluate(kla.Profile.from_dict(data))
    first, *_ = result.steps
    assert (first.why, first.id) == ("requirement", "meet-child-friendly-schools")
    assert (first.holds, first.asked_by) == (True, ("child-friendly-schools",))
    assert "25%" in first.step.instruction.en
    assert first.step.provenance.source == "pasuruan-2019"
    assert "(asked for by the level Madya)" in " ".join(with_steps(result, "en").split())
    assert "(disyaratkan untuk peringkat Madya)" in " ".join(with_steps(result, "id").split())


def test_a_requirement_that_holds_nobody_back_does_not_lead() -> None:
    data = {"year": 2019, "stage": "final", "points": {"total": 520}, "measures": {"sra_share": 18}}
    assert not any(one.holds for one in kla.evaluate(kla.Profile.from_dict(data)).steps)
    older = kla.edition("kla-2019")
    asked = tuple(evolve(one, rounds=(2024,)) for one in older.requirements)
    edition = evolve(TREE, requirements=asked, measures=older.measures)
    answers = full_but(q2_4={"option": "none"})
    data = {"year": 2024, "answers": answers, "measures": {"sra_share": 18}}
    for above, leads in (({"total": 520}, "gap"), ({}, "requirement")):
        profile = kla.Profile.from_dict({**data, "points": above}, edition)
        why = [one.why for one in kla.evaluate(profile).steps]
        assert why[0] == leads
        assert {"gap", "requirement"} <= set(why)


def test_a_step_that_mends_several_questions_gains_a_range_where_one_is_unknown() -> None:
    step = next(one for one in STEPS.values() if len(one.mends) == 2 and not one.is_outcome)
    first, second = step.mends
    answers = full_but()
    del answers[second]
    answers[first] = {"option": "none"}
    one = by_id(evaluated(answers))[step.id]
    assert 0 < one.low_thousandths < one.high_thousandths
    assert set(one.questions) == {first, second}


def test_gains_stay_within_caps_and_figures_above() -> None:
    answers = full_but(q19_6={"option": "none"})
    (step,) = CATALOGUE.by_question["19.6"]
    assert (
        by_id(evaluated(answers))[step].high_thousandths == 3000
    )  # the cap of 19 leaves no more room
    bandung = kla.evaluate(profile_in(BANDUNG))
    assert (
        by_id(bandung)["answer-6.3"].high_thousandths == 0
    )  # K1 is settled: an answer moves nothing


def test_what_answers_and_proofs_give_together_stays_within_caps() -> None:
    answers = {key: one for key, one in full_but().items() if not key.startswith("19.")}
    open_ = [one for one in evaluated(answers).steps if one.why == "unanswered"]
    assert sum(one.high_thousandths for one in open_) == 54_000
    assert at_most(evaluated(answers), open_) == 51_000
    backed = kla.evaluate(evaluated(full_but()).profile, count="backed")
    unbacked = [one for one in backed.steps if one.why == "unbacked"]
    assert at_most(backed, unbacked) == 1_000_000
    assert sum(one.secures_thousandths for one in unbacked) == 1_004_000


def test_what_if_stays_within_caps_below_a_figure() -> None:
    (step,) = CATALOGUE.by_question["19.6"]
    result = evaluated(full_but(q19_6={"option": "none"}), points={"K4": 100})
    assert result.with_steps([step]).gain_thousandths == (3000, 3000)
    assert result.with_answers({"19.6": {"option": "full"}}).gain_thousandths == (3000, 3000)


def test_the_fewest_points_leave_room_for_what_is_unknown_beside_them() -> None:
    answers = full_but(q19_1={"option": "none"})
    del answers["19.6"]
    (step,) = CATALOGUE.by_question["19.1"]
    assert (
        by_id(evaluated(answers))[step].low_thousandths,
        by_id(evaluated(answers))[step].high_thousandths,
    ) == (
        1000,
        4000,
    )


def test_backed_without_any_document_asks_for_the_proofs() -> None:
    profile = evaluated(full_but()).profile
    steps = kla.evaluate(profile, count="backed").steps
    assert len([one for one in steps if one.why == "unbacked"]) == len(SCORED)
    decree = {"kind": "decree", "title": "SK"}
    own = evaluated({"6.1": {"points": 1, "evidence": [decree]}}).profile
    assert kla.evaluate(own, count="backed").with_points({"6.1": 5}).gain_thousandths == (
        4000,
        4000,
    )


def test_a_question_that_an_overlay_leaves_without_points_stops_nothing() -> None:
    overlay = {
        "id": "ours",
        "title": {"id": "x", "en": "x"},
        "edition": {"id": "kla-2024", "digest": TREE.digest},
        "source": "sheet-2024",
        "maxima": {"6.1": {"maximum": 0}, "6.2": {"maximum": 18}},
    }
    edition = kla.edition("kla-2024", overlays=[overlay])
    profile = kla.Profile.from_dict({"year": 2024, "answers": {"6.2": {"points": 0}}}, edition)
    assert kla.evaluate(profile).steps


def test_the_order_weighs_sure_points_and_secured_ones_alike() -> None:
    gap = evaluated(full_but(q6_6={"points": 0}))
    (one,) = [step for step in gap.steps if step.why == "gap"]
    assert one.assumption is not None
    assert one.worth_thousandths == 5000 / one.assumption.effort
    outcome = next(
        step for step in evaluated({"12.1": {"points": 0}}).steps if step.step.is_outcome
    )
    assert (outcome.high_thousandths > 0, outcome.worth_thousandths) == (True, 0)


def test_steps_are_ordered_by_points_per_effort_after_what_comes_first() -> None:
    result = kla.evaluate(profile_in(PASURUAN))
    ids = [one.id for one in result.steps]
    assert len(set(ids)) == len(ids)
    for one in result.steps:
        assert all(ids.index(before) < ids.index(one.id) for before in one.first)
    free = [one.worth_thousandths for one in result.steps if not one.opens and not one.first]
    assert free == sorted(free, reverse=True)


# -- text, JSON, command ---------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_text_says_who_does_what_by_when_and_why(language: Any) -> None:  # noqa: ANN401 - a literal
    result = evaluated(full_but(q2_4={"option": "none"}, q2_1={"option": "none"}))
    text = " ".join(with_steps(result, language).split())
    plan = STEPS["i02-action-plan"]
    assert getattr(plan.title, language) in text
    assert {"id": "ANGGAPAN", "en": "ASSUMED"}[language] in text
    assert {"id": "Dilakukan sesudah", "en": "Comes after"}[language] in text
    assert "None" not in text


@pytest.mark.parametrize("by", ["agency", "cluster", "kind"])
def test_steps_can_be_arranged_by_agency_cluster_and_kind(by: Any) -> None:  # noqa: ANN401 - a literal
    result = kla.evaluate(profile_in(PASURUAN))
    groups = result.steps_by(by)
    assert sorted(one.id for own in groups.values() for one in own) == sorted(
        one.id for one in result.steps
    )
    gains = [sum(one.counted_thousandths for one in own) for own in groups.values()]
    assert gains == sorted(gains, reverse=True)
    for language in ("id", "en"):
        text = with_steps(result, language, by)
        assert len(text.splitlines()) > 100
    with pytest.raises(ValueError, match="one of agency, cluster, kind"):
        result.steps_by("colour")  # type: ignore[arg-type]


def test_a_source_that_supports_nothing_is_found() -> None:
    name = "remediation/sources.yaml"
    found = rules_of().rewritten(name, rules_of().text(name).replace("told-to-mend", "hearsay"))
    assert {"step.unused-source", "edition.no-source"} <= {one.id for one in found.findings()}


def test_json_lists_steps_only_where_they_are_asked_for() -> None:
    result = evaluated(full_but(q6_6={"points": 1}))
    assert result.to_dict()["steps"] == []
    data = result.to_dict(steps=True)
    Draft7Validator(schema("evaluation")).validate(json.loads(json.dumps(data)))
    assert data["steps"][0]["questions"] == ["6.6"]
    assert data["record"]["engine"] == "native"
    assert data["record"]["catalogue_digest"] == CATALOGUE.digest
    assert result.to_dict()["record"]["catalogue_digest"] is None


# -- what if ---------------------------------------------------------------------------------------


def test_what_if_gives_the_new_evaluation_and_the_difference() -> None:
    result = evaluated(full_but(q6_6={"points": 1}))
    rest = TREE.node("6.6").ceiling_thousandths - 1000
    assert result.with_answers({"6.6": {"points": most("6.6")}}).gain_thousandths == (rest, rest)
    assert result.with_points({"6.6": 3}).gain_thousandths == (2000, 2000)
    done = result.with_steps([CATALOGUE.by_question["6.6"][0]])
    assert done.gain_thousandths == (rest, rest)
    assert done.after.node("6.6").points == most("6.6")
    assert done.to_dict()["gain"] == [rest / 1000] * 2
    assert result.node("6.6").points == 1


def test_what_if_moves_the_figures_above_and_keeps_the_proofs() -> None:
    decree = {"kind": "decree", "title": "SK"}
    result = evaluated({"6.1": {"points": 3, "evidence": [decree]}}, points={"6": 20})
    rest = TREE.node("6.1").ceiling_thousandths - 3000
    assert result.with_steps(["i06-forum-anak-decree"]).gain_thousandths == (rest, rest)
    changed = result.with_answers({"6.1": {"points": most("6.1")}}).after
    assert changed.node("6").points == 20 + rest / 1000
    assert changed.profile.answers["6.1"].evidence[0].title == "SK"
    with pytest.raises(ValueError, match="i06-forum-anak-decree"):
        result.with_steps(["i06-forum-anak-dekree"])
    with pytest.raises(kla.ProfileError, match="above its maximum"):
        result.with_answers({"6.1": {"points": most("6.1", 1)}})


def test_a_figure_above_an_unknown_answer_stays_where_it_is() -> None:
    bandung = kla.evaluate(profile_in(BANDUNG))
    done = bandung.with_steps(["i06-forum-anak-decree"])  # 6.1 may have been full already
    assert done.gain_thousandths == (0, 0)
    assert done.after.node("6.1").points == most("6.1")


def test_steps_that_mend_one_question_together_mend_the_sum_of_their_shares() -> None:
    result = evaluated(full_but(q21A_4a={"points": 0}))
    (first, second) = CATALOGUE.by_question["21A.4a"]
    assert [CATALOGUE.assumptions[one].share for one in (first, second)] == [0.5, 0.5]
    both = result.with_steps([first, second])
    assert both.gain_thousandths[0] == TREE.node("21A.4a").ceiling_thousandths
    assert both.after.to_dict() == result.with_steps([second, first]).after.to_dict()


def test_documents_alone_stand_beside_the_answer_there_is() -> None:
    decree = {"kind": "decree", "title": "SK"}
    result = evaluated({"6.1": {"points": 3}}, points={"6.2": 2})
    done = result.with_answers({"6.1": {"evidence": [decree]}, "6.2": {"evidence": [decree]}})
    assert done.gain_thousandths == (0, 0)
    assert {key: one.evidence[0].title for key, one in done.after.profile.answers.items()} == {
        "6.1": "SK",
        "6.2": "SK",
    }


def test_steps_file_their_proof_where_only_what_is_backed_counts() -> None:
    profile = evaluated({"6.1": {"points": 3}, "6.2": {"option": "full"}}).profile
    result = kla.evaluate(profile, count="backed")
    assert result.low_thousandths == 0
    assert (
        result.with_steps(["i06-forum-anak-decree"]).gain_thousandths[0]
        == TREE.node("6.1").ceiling_thousandths
    )
    filed = result.with_steps(["file-6.2"])
    assert filed.gain_thousandths[0] == TREE.node("6.2").ceiling_thousandths
    assert "assumed" in filed.after.profile.answers["6.2"].evidence[0].title


def test_what_was_rounded_is_still_said_where_it_stands() -> None:
    result = evaluated({"6.1": {"points": 3}}, points={"6.2": 2.00049, "6.4": 1.00049})
    after = result.with_points({"6.4": 1}).after
    assert [one.node for one in after.notes if one.id == "points.rounded"] == ["6.2"]


def test_what_if_says_which_steps_should_have_come_first() -> None:
    result = evaluated(full_but(q2_1={"option": "none"}, q2_4={"option": "none"}))
    both = ["i02-task-force-decree", "i02-action-plan"]
    assert result.with_steps(both).waits == ()
    alone = result.with_steps(both[1:])
    assert alone.waits == (("i02-action-plan", "i02-task-force-decree"),)
    assert alone.to_dict()["waits"] == [{"step": both[1], "first": both[0]}]


def test_what_if_refuses_what_it_cannot_tell() -> None:
    answers = {key: one for key, one in full_but().items() if key != "6.3"}
    result = evaluated(answers)
    with pytest.raises(ValueError, match="use with_answers"):
        result.with_steps(["answer-6.3"])
    with pytest.raises(TypeError, match="list of ids"):
        result.with_steps(3)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="points are a mapping by id, not int"):
        result.with_points(3)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="answers are a mapping"):
        result.with_answers(["6.1"])  # type: ignore[arg-type]
    with pytest.raises(kla.ProfileError, match="mapping"):
        result.with_answers({"6.1": 5})
    with pytest.raises(ValueError, match='there is no step "null"'):
        result.with_steps([None])  # type: ignore[list-item]


def test_outcomes_gain_nothing_in_what_if() -> None:
    (outcome, *_) = CATALOGUE.by_question["12.1"]
    assert evaluated({"12.1": {"points": 0}}).with_steps([outcome]).gain_thousandths == (0, 0)


@examples(12)
@given(st.data())
def test_doing_steps_never_lowers_a_score_and_more_steps_never_less(data: st.DataObject) -> None:
    result = kla.evaluate(data.draw(profiles(TREE)))
    listed = [one.id for one in result.steps if one.id in STEPS]
    some = listed[: data.draw(st.integers(0, 10))]
    assert all(0 <= one.low_thousandths <= one.high_thousandths for one in result.steps)
    fewer, all_ = result.with_steps(some), result.with_steps(listed)
    assert 0 <= fewer.gain_thousandths[0] <= all_.gain_thousandths[0]
    assert fewer.gain_thousandths[1] >= 0
    assert all_.gain_thousandths[1] >= 0


# -- checking the catalogue ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"mends": ["6.99"]}, "answer.unknown-question"),
        ({"mends": ["26.17"]}, "step.no-points"),
        ({"responsible": "healthy"}, "edition.no-agency"),
        ({"after": ["i06-nothing"]}, "step.unknown"),
        ({"after": ["i06-forum-anak-decree"]}, "step.cycle"),
        ({"advisories": ["kla"]}, "step.no-advisory"),
        ({"source": "nowhere"}, "edition.no-source"),
        ({"grade": "A"}, "step.grade"),
        ({"title": {"id": "Sama", "en": "Sama"}}, "step.same-text"),
        ({"id": "i04-registration-data"}, "step.twice"),
        ({"replaces": "i04-registration-data"}, "step.twice"),
        ({"effort": 3}, "schema.unknown-key"),
        ({"mends": ["6.2"]}, "step.uncovered"),
        ({"mends": ["7.1"]}, "step.other-cluster"),
    ],
)  # fmt: skip
def test_a_damaged_catalogue_is_refused_with_its_place(
    change: dict[str, Any], expected: str
) -> None:
    found = rules_of().rewritten("remediation/K1.yaml", with_decree(change)).findings()
    assert expected in {one.id for one in found}
    assert all(one.line is not None for one in found)
    place = next(one for one in found if one.id == expected).file
    assert place == ("remediation/K1.yaml" if expected != "step.uncovered" else ASSUMPTIONS)


ASSUMPTIONS = str(RULES / "remediation" / "assumptions.yaml")


def with_decree(change: dict[str, Any]) -> str:
    """Return the text of the steps of a cluster, the decree of its forum changed."""
    content = copy.deepcopy(steps_of_k1())
    steps = {one["id"]: one for one in content["steps"]}
    steps["i06-forum-anak-decree"] |= change
    return json.dumps(content)


@functools.cache
def steps_of_k1() -> Any:  # noqa: ANN401 - the content of a file
    return yaml.safe_load((RULES / "remediation" / "K1.yaml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("change", "expected", "severity"),
    [
        ({"mends": ["6.99"]}, "answer.unknown-question", "error"),
        ({"mends": ["26.17"]}, "step.no-points", "warning"),
    ],
)
def test_a_damaged_catalogue_in_a_folder_is_told_where_steps_are_asked_for(
    rules: Path, change: dict[str, Any], expected: str, severity: str
) -> None:
    path = rules / "remediation" / "K1.yaml"
    path.write_text(with_decree(change), encoding="utf-8")
    assert {one.severity for one in check(rules) if one.id == expected} == {severity}
    assert expected in {one.id for one in check(path)}
    result = kla.evaluate(kla.Profile.from_dict({"year": 2024}, kla.edition(rules)))
    if severity == "warning":
        assert result.steps
        return
    with pytest.raises(kla.RuleError):
        _ = result.steps


def test_a_cluster_that_is_none_and_a_source_listed_twice_are_found() -> None:
    found = rules_of().changed("remediation/K1.yaml", "cluster: K1", "cluster: K9").findings()
    assert "step.no-cluster" in {one.id for one in found}
    name = "remediation/sources.yaml"
    twice = "sources:\n" + rules_of().text(name).split("sources:\n")[1] * 2
    found = rules_of().rewritten(name, twice).findings()
    assert "edition.duplicate-id" in {one.id for one in found}


def test_a_kind_of_step_that_would_mend_nothing_is_refused() -> None:
    train = "train: {effort: 2, months: 3, share: 1}"
    found = rules_of().changed(
        "remediation/assumptions.yaml", train, train.replace("share: 1", "share: 0")
    )
    assert "schema.too-small" in {one.id for one in found.findings()}


def test_a_catalogue_without_its_assumptions_is_broken_and_not_absent(rules: Path) -> None:
    (rules / "remediation" / "assumptions.yaml").unlink()
    assert "document.unreadable" in {one.id for one in check(rules)}


def test_steps_are_read_from_every_form_of_rule_file(rules: Path) -> None:
    folder = rules / "remediation"
    (folder / "K1.yaml").rename(folder / "K1.yml")
    content = yaml.safe_load((folder / "K2.yaml").read_text("utf-8"))
    (folder / "K2.yaml").unlink()
    (folder / "K2.json").write_text(json.dumps(content), encoding="utf-8")
    catalogue = steps_in(kla.edition(rules))
    assert catalogue is not None
    assert (catalogue.steps.keys(), catalogue.digest) == (STEPS.keys(), CATALOGUE.digest)


def test_a_pipe_among_the_rule_files_is_refused_and_not_waited_for(rules: Path) -> None:
    os.mkfifo(rules / "remediation" / "K9.yaml")
    (found,) = check(rules)
    assert (found.id, "not a regular file" in found.text("en")) == ("document.unreadable", True)
    os.mkfifo(rules / "indicators" / "99.yaml")
    assert "document.unreadable" in {one.id for one in check(rules)}


def test_steps_in_a_long_chain_are_told_in_order() -> None:
    one = CATALOGUE.steps[CATALOGUE.by_question["26.2"][0]]
    chain = {
        name: evolve(one, id=name, mends=("26.2",), after=(f"link-{i - 1:04}",) if i else ())
        for i in range(1_100)
        for name in [f"link-{i:04}"]
    }
    assumed = dict.fromkeys(chain, CATALOGUE.assumptions[one.id])
    edition = evolve(TREE, attached={"steps": evolve(CATALOGUE, steps=chain, assumptions=assumed)})
    data = {"year": 2024, "answers": {"26.2": {"points": 0}}}
    result = kla.evaluate(kla.Profile.from_dict(data, edition))
    ids = [one.id for one in result.steps if one.id.startswith("link-")]
    assert ids == list(chain)


@pytest.mark.slow
def test_steps_in_a_long_chain_of_files_are_told_in_order(rules: Path) -> None:
    folder = rules / "remediation"
    content = yaml.safe_load((folder / "K6.yaml").read_text("utf-8"))
    one = content["steps"][0]

    def link(i: int) -> dict[str, Any]:
        texts = {
            key: {lang: f"{one[key][lang]} {i}" for lang in ("id", "en")}
            for key in ("title", "instruction")
        }
        before = {"after": [f"link-{i - 1:04}"]} if i else {}
        return {**one, **texts, "id": f"link-{i:04}", "mends": ["26.2"], **before}

    for part in range(3):
        more = [link(i) for i in range(part * 500, part * 500 + 500)]
        path = folder / f"L{part}.json"
        path.write_text(json.dumps({"cluster": "K6", "steps": more}), encoding="utf-8")
    profile = kla.Profile.from_dict(
        {"year": 2024, "answers": {"26.2": {"points": 0}}}, kla.edition(rules)
    )
    ids = [one.id for one in kla.evaluate(profile).steps if one.id.startswith("link-")]
    assert ids == sorted(ids)
    assert len(ids) == 1500


def test_an_edition_without_a_catalogue_has_no_steps_but_requirements() -> None:
    data = {"year": 2022, "stage": "self", "points": {"K0": 100}}
    assert kla.evaluate(kla.Profile.from_dict(data)).steps == ()
