"""What became of a plan: told from today's answers, never guessed, and the same for what was kept."""

import csv
import functools
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st
from jsonschema import Draft7Validator

import kla_rules as kla
from kla_rules.core.reading.schemas import schema
from kla_rules.core.writing import Language
from kla_rules.planning.months import later, month_of, month_written, this_month
from kla_rules.planning.progress import Progress, assess_progress
from kla_rules.planning.progress_page import progress_summary
from kla_rules.testing import profiles
from support import ROOT, TREE, examples
from support import command as kla_command

pytest.importorskip("highspy")

LANGUAGES: tuple[Language, ...] = ("id", "en")
FOLDER = ROOT / "examples" / "kota-pasuruan"
CITY = kla.Profile.read(FOLDER)
PLAN = kla.plan(CITY, "madya", start="2026-01")
KEPT = PLAN.to_dict()
STEPS = {step.id: step for step in PLAN.steps}
FIRST = PLAN.steps[:3]
JUST_AFTER = month_written(later((2026, 1), PLAN.steps[0].ends))
AT_ITS_END = month_written(later((2026, 1), PLAN.steps[0].ends - 1))

PLANNED = {question for step in PLAN.steps for question in step.questions}
CITY_POINTS = {
    node: low
    for node, low in zip(TREE.ids, PLAN.before.bounds.low_thousandths, strict=True)
    if low and TREE.node(node).question is not None and node in CITY.answers
}


def answered(*full: str, **more: Any) -> kla.Profile:
    """Return the city with full answers to some questions, and others as they are given."""
    data = CITY.to_dict()
    data["answers"] |= {question: {"option": "full"} for question in full}
    data["answers"] |= more
    data["answers"] = {key: answer for key, answer in data["answers"].items() if answer}
    return kla.Profile.from_dict(data)


def three_done() -> kla.Profile:
    """Return the city once the first three steps are done."""
    return answered(*(question for step in FIRST for question in step.questions))


def states(progress: Progress) -> dict[str, str]:
    return {step.id: step.state for step in progress.steps}


def changed(**changes: Any) -> dict[str, Any]:
    """Return the plan as it was kept, with other values."""
    return {**json.loads(json.dumps(KEPT)), **changes}


# -- laws ------------------------------------------------------------------------------------------


def planned(data: st.DataObject) -> kla.Plan:
    profile = data.draw(profiles(TREE))
    target = data.draw(st.sampled_from([level.id for level in TREE.levels]))
    assume = data.draw(st.sampled_from(["worst", "best"]))
    try:
        return kla.plan(profile, target, start="2026-01", assume=assume, time_limit=1)
    except kla.planning.SolverError:
        return reject()


def hold_the_ends(plan: kla.Plan) -> None:
    """Hold a plan against where it leads, and against where it began."""
    there = assess_progress(plan, plan.profile, "2030-01")
    if plan.feasible:
        assert there.reached
        assert there.on_course is True
        assert set(states(there).values()) <= {"done"}
        assert there.fell == there.unsettled == ()
    begun = assess_progress(plan, plan.before, "2026-01")
    assert not begun.in_state("done")
    assert not begun.in_state("partly")
    assert (begun.late, begun.fell, begun.unsettled) == ((), (), ())
    assert all(step.gained_thousandths == 0 for step in begun.steps)
    assert begun.missing_thousandths[0] == begun.missing_thousandths[1]
    Draft7Validator(schema("progress")).validate(begun.to_dict())


@pytest.mark.slow
@examples(3)
@given(st.data())
def test_where_a_plan_leads_all_is_done_and_where_it_began_nothing_is(data: st.DataObject) -> None:
    hold_the_ends(planned(data))


@pytest.mark.parametrize("target", ["madya", pytest.param("kla", marks=pytest.mark.slow)])
@pytest.mark.parametrize("assume", ["worst", "best"])
def test_where_a_plan_of_a_city_with_tables_leads_all_is_done(target: str, assume: str) -> None:
    counted = kla.evaluate(CITY, assume="proportional")
    hold_the_ends(kla.plan(counted, target, start="2026-01", assume=assume))


@examples(5)
@given(st.data())
def test_doing_more_never_undoes_a_step(data: st.DataObject) -> None:
    questions = [question for step in PLAN.steps for question in step.questions]
    some = data.draw(st.lists(st.sampled_from(questions), max_size=8, unique=True))
    more = data.draw(st.lists(st.sampled_from(questions), max_size=4, unique=True))
    before, after = (
        assess_progress(PLAN, answered(*full), "2026-08") for full in (some, [*some, *more])
    )
    settled = {"done", "not-needed"}
    for was, now in zip(before.steps, after.steps, strict=True):
        assert now.gained_thousandths >= was.gained_thousandths
        assert was.state not in settled or now.state in settled
        assert was.is_late or not now.is_late or was.state == "unknown"
    assert after.rest.low_thousandths >= before.rest.low_thousandths


@examples(4)
@given(profiles(TREE))
def test_a_plan_and_what_was_kept_of_it_have_the_same_progress(today: kla.Profile) -> None:
    of_plan = assess_progress(PLAN, today, "2026-06")
    for same in (KEPT, json.dumps(KEPT).encode(), of_plan.plan):
        other = assess_progress(same, today, "2026-06")
        assert other == of_plan
        assert other.to_dict() == of_plan.to_dict()


def test_a_plan_that_is_out_of_reach_has_no_steps_and_says_so() -> None:
    plan = kla.plan(CITY, "nindya", start="2026-01", by=1)
    progress = assess_progress(plan, CITY, "2026-06")
    assert progress == assess_progress(plan.to_dict(), CITY, "2026-06")
    assert progress.steps == ()
    assert [note.id for note in progress.notes] == ["progress.out-of-reach"]
    assert progress.on_course is not True


# -- the example -----------------------------------------------------------------------------------


def test_three_steps_of_the_example_are_done_and_the_rest_still_leads_to_the_target() -> None:
    progress = assess_progress(KEPT, three_done(), JUST_AFTER)
    assert [step.id for step in progress.in_state("done")] == [step.id for step in FIRST]
    assert not progress.reached
    assert progress.leads is True
    assert progress.on_course is False  # others were due by then
    gained = sum(step.gain_thousandths for step in FIRST)
    then, now = progress.missing_thousandths
    assert then - now == gained
    assert progress.rest.low_thousandths == PLAN.evaluation.low_thousandths
    due = [step for step in PLAN.steps if step.ends <= PLAN.steps[0].ends]
    assert progress.foreseen_thousandths == due[-1].low_thousandths
    late = {step.id for step in progress.late}
    assert late <= {step.id for step in due} - {step.id for step in FIRST}


def test_a_step_is_late_once_its_month_is_over_and_never_without_a_date() -> None:
    name = PLAN.steps[0].id
    late = {
        as_of: [step.id for step in assess_progress(KEPT, CITY, as_of).late]
        for as_of in (None, AT_ITS_END, JUST_AFTER)
    }
    assert late[None] == []
    assert name not in late[AT_ITS_END]
    assert name in late[JUST_AFTER]
    assert assess_progress(KEPT, CITY).on_course is None


def test_a_question_without_an_answer_is_not_known_and_its_step_not_late() -> None:
    (question,) = PLAN.steps[0].questions
    progress = assess_progress(KEPT, answered(**{question: None}), "2030-01")
    step = progress.steps[0]
    assert (step.state, step.open, step.is_due, step.is_late) == (
        "unknown",
        (question,),
        True,
        False,
    )


def test_points_that_came_in_part_are_counted() -> None:
    (question,) = PLAN.steps[0].questions
    before, then = PLAN.steps[0].expected_thousandths[question]
    part = {"points": float(Decimal((before + then) // 2) / 1000)}
    step = assess_progress(KEPT, answered(**{question: part}), JUST_AFTER).steps[0]
    assert (step.state, step.is_late) == ("partly", True)
    assert 0 < step.gained_thousandths < step.expected_thousandths == then - before


def test_what_is_full_above_a_question_leaves_nothing_to_do_there() -> None:
    step = PLAN.steps[0]
    (question,) = step.questions
    parent = TREE.node(question).parent
    assert parent is not None
    data = CITY.to_dict()
    data["answers"] = {
        key: one for key, one in data["answers"].items() if TREE.node(key).parent != parent
    }
    data["points"][parent] = float(TREE.node(parent).ceiling_points)
    found = assess_progress(KEPT, kla.Profile.from_dict(data), "2030-01").steps[0]
    assert (found.state, found.reason, found.is_late) == ("not-needed", "closed", False)


def test_nothing_is_needed_any_more_once_the_target_is_reached() -> None:
    data = CITY.to_dict()
    data["points"]["total"] = float(TREE.level("nindya").floor_points)
    progress = assess_progress(KEPT, kla.Profile.from_dict(data), "2030-01")
    assert progress.reached
    assert progress.on_course is True
    assert {step.reason for step in progress.in_state("not-needed")} == {"reached"}
    assert progress.late == ()


def test_what_fell_is_told_as_deep_as_it_is_known_and_what_is_gone_is_not_said_to_fall() -> None:
    had = CITY_POINTS
    lost, gone = [question for question in had if question not in PLANNED][:2]
    progress = assess_progress(KEPT, answered(**{lost: {"points": 0}, gone: None}), JUST_AFTER)
    assert [(one.node, one.then_thousandths, one.now_thousandths) for one in progress.fell] == [
        (lost, had[lost], (0, 0))
    ]
    assert [one.node for one in progress.unsettled] == [gone]
    assert lost in progress.explain("en")
    assert gone in progress.explain("id")


def test_a_plan_that_does_not_lead_to_its_target_any_more_is_off_course_in_time() -> None:
    lost = {question: {"points": 0} for question in CITY_POINTS if question not in PLANNED}
    progress = assess_progress(KEPT, answered(**lost), "2026-01")
    assert progress.late == ()
    assert progress.leads is False or progress.leads is None
    assert progress.on_course is progress.leads


def test_a_margin_that_was_asked_for_is_still_missing_where_the_level_alone_is_reached() -> None:
    margin = PLAN.evaluation.low_thousandths - PLAN.floor_thousandths + 1000
    plan = kla.plan(CITY, "madya", margin=Decimal(margin) / 1000, start="2026-01")
    progress = assess_progress(plan, PLAN.profile, "2026-06")
    assert progress.evaluation.level == "madya"
    assert not progress.reached
    assert progress.missing_points[1] == 1
    assert "1 point is missing" in " ".join(progress.explain("en").split())


# -- a new plan ------------------------------------------------------------------------------------


@functools.cache
def replanned() -> Progress:
    return assess_progress(KEPT, three_done(), JUST_AFTER, replan=True)


@pytest.mark.slow
def test_a_new_plan_tells_what_moved_what_is_new_and_what_is_left_out() -> None:
    progress, as_of = replanned(), month_of(JUST_AFTER)
    new = progress.replanned
    assert new is not None
    assert as_of is not None
    assert new.feasible
    assert new.asked.start == progress.as_of == as_of
    own = {step.id for step in progress.steps if step.is_unfinished}
    theirs = {step.id: later(as_of, step.ends - 1) for step in new.steps}
    assert {step.id for step in progress.dropped} == own - theirs.keys()
    assert {step.id for step in progress.added} == theirs.keys() - own
    assert {step.id: step.moved_to for step in progress.moved} == {
        step.id: theirs[step.id]
        for step in progress.steps
        if step.id in own & theirs.keys() and theirs[step.id] != step.due
    }
    assert progress.moved
    told: Any = progress.to_dict()["new_plan"]
    assert told["level"] == progress.target.id
    assert told["steps"] == [step.id for step in new.steps]
    for step in progress.moved:
        assert month_written(step.moved_to or (0, 0)) in progress.explain("en")


def test_a_new_plan_keeps_to_what_was_asked_and_to_the_time_and_the_hands_that_are_left() -> None:
    agency = FIRST[0].step.responsible or ""
    most = sum(step.step.responsible == agency for step in PLAN.steps)
    locked = next(one.id for one in PLAN.steps if one.id not in {step.id for step in FIRST})
    plan = kla.plan(
        CITY, "pratama", start="2026-01", by=24, agency_limits={agency: most}, locked=[locked]
    )
    done = [step for step in plan.steps if step.step.responsible == agency][:1]
    today = answered(*(question for step in done for question in step.questions))
    new = assess_progress(plan, today, "2026-05", replan=True).replanned
    assert new is not None
    assert new.asked.horizon == 20
    assert new.asked.locked == {locked}
    assert new.asked.limits == {agency: most - len(done)}


def test_a_new_plan_says_that_the_target_is_out_of_reach_in_the_time_that_is_left() -> None:
    plan = kla.plan(CITY, "pratama", start="2026-01")
    kept = {**plan.to_dict(), "asked": {**plan.to_dict()["asked"], "months": plan.months}}
    progress = assess_progress(
        kept, CITY, month_written(later((2026, 1), plan.months)), replan=True
    )
    assert progress.replanned is not None
    assert not progress.replanned.feasible
    assert (progress.dropped, progress.moved, progress.added) == ((), (), ())
    assert "out of reach" in progress.explain("en")
    told: Any = progress.to_dict()["new_plan"]
    assert told["level"] is None


# -- what was kept ---------------------------------------------------------------------------------


def first(question: object) -> dict[str, Any]:
    """Return the kept plan, its first step expecting something else."""
    kept = changed()
    kept["steps"][0]["expected"] = question
    return kept


REFUSED: dict[str, tuple[Any, str]] = {
    "an evaluation": (kla.evaluate(CITY).to_dict(), "progress.no-plan"),
    "nothing": ({}, "progress.no-plan"),
    "a list": (b"[1]", "progress.no-plan"),
    "no JSON": (b"score: 3", "document.syntax"),
    "no text": (b"\xff", "document.not-utf8"),
    "no file": ("nowhere.json", "document.unreadable"),
    "a later version": (changed(schema_version=2), "progress.version"),
    "true for a version": (changed(schema_version=True), "progress.version"),
    "an older plan": (
        {key: value for key, value in KEPT.items() if key != "before"}, "progress.older",
    ),
    "another edition": (changed(edition="kla-2022"), "progress.other-edition"),
    "no such level": (changed(target="emas"), "plan.no-level"),
    "a step twice": (changed(steps=KEPT["steps"][:1] * 2), "progress.twice"),
    "no month": (changed(start="2026-13"), "schema.pattern"),
    "a month and a line": (changed(start="2026-12\n"), "plan.no-month"),
    "points beyond all bounds": (changed(score=[0, 1e300]), "document.number-size"),
    "points beyond any instrument": (changed(score=[0, 900_000_000]), "plan.no-points"),
    "points below zero": (
        first([{"question": "6.1", "points": [-1, 3]}]), "plan.no-points",
    ),
    "fewer points once it is done": (
        first([{"question": "6.1", "points": [3, 2]}]), "plan.no-points",
    ),
    "one figure of two": (first([{"question": "6.1", "points": [3]}]), "schema.length"),
    "another reading of the floors": (
        changed(asked={**KEPT["asked"], "edge_policy": "x"}), "schema.not-allowed",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_plan_of_these_rules_is_refused_with_the_reason(name: str) -> None:
    given, finding = REFUSED[name]
    with pytest.raises(kla.planning.PlanError) as caught:
        assess_progress(given, CITY)
    assert finding in [one.id for one in caught.value.findings]


def test_a_month_that_is_none_is_refused() -> None:
    with pytest.raises(kla.planning.PlanError, match="is no month"):
        assess_progress(KEPT, CITY, "Summer 2026")


HOSTILE = "=1+1\x1b[31m\u202e<script>" + "x" * 300


def test_hostile_texts_of_a_kept_plan_stay_text() -> None:
    kept = changed(region=HOSTILE)
    kept["steps"][0] |= {"title": {"id": HOSTILE, "en": HOSTILE}, "responsible": HOSTILE}
    kept["steps"][0]["id"] = HOSTILE
    kept["before"]["secured"][HOSTILE] = 3
    kept["before"]["levels_possible"] = [HOSTILE]
    progress = assess_progress(kept, three_done(), JUST_AFTER)
    for text in (progress.explain("en"), progress_summary(progress, "id")):
        assert not [char for char in text if not char.isprintable() and char != "\n"]
    rows = list(csv.reader(io.StringIO(progress.to_csv("en"))))
    assert rows[1][0].startswith("'=")
    assert len(rows) == len(PLAN.steps) + 1
    Draft7Validator(schema("progress")).validate(progress.to_dict())


@pytest.mark.slow
def test_questions_and_steps_that_are_gone_are_told_and_not_known() -> None:
    kept = first([{"question": "99.9", "points": [0, 3]}])
    kept["asked"]["locked"] = ["no-such-step"]
    kept["asked"]["agency_limits"] = {"no-such-agency": 1}
    kept["record"] |= {"edition_digest": "0" * 64, "catalogue_digest": None}
    progress = assess_progress(kept, three_done(), "2030-01", replan=True)
    assert (progress.steps[0].state, progress.steps[0].is_late) == ("unknown", False)
    assert {note.id for note in progress.notes} == {
        "progress.no-questions", "progress.other-rules", "progress.other-steps",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "evaluation", "note"),
    [
        ({"region": "Kota Bandung"}, {}, "progress.other-region"),
        ({"feasible": False, "steps": []}, {}, "progress.out-of-reach"),
        ({"start": None}, {}, "progress.no-start"),
        ({}, {"assume": "proportional"}, "progress.read-otherwise"),
        ({}, {"edge_policy": "floor_inclusive"}, "progress.other-edges"),
        ({}, {"count": "backed"}, "progress.backed"),
        ({"asked": {**KEPT["asked"], "done": ["x"]}}, {}, "progress.counted-done"),
        ({"record": {**KEPT["record"], "overlays": [{"id": "x", "digest": "0"}]}}, {}, "progress.other-overlays"),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_said(
    changes: dict[str, Any], evaluation: dict[str, Any], note: str
) -> None:
    result = kla.evaluate(CITY, **evaluation)
    progress = assess_progress(changed(**changes), result, "2026-05")
    assert note in [one.id for one in progress.notes]
    for language in LANGUAGES:
        assert progress.explain(language)


def test_a_step_without_questions_is_done_where_what_waits_for_it_has_begun() -> None:
    kept = changed()
    waiting = next(step for step in kept["steps"] if step["first"])
    before = next(step for step in kept["steps"] if step["id"] == waiting["first"][0])
    before |= {"questions": [], "expected": []}
    done = assess_progress(kept, answered(*waiting["questions"]), "2030-01")
    assert states(done)[before["id"]] == "done"
    progress = assess_progress(kept, CITY, "2030-01")
    assert states(progress)[before["id"]] == "unknown"
    assert "no answer shows it" in progress.explain("en")


# -- the command -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def kept_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kept") / "plan.json"
    path.write_text(json.dumps(KEPT), encoding="utf-8")
    return path


def written(folder: Path, profile: kla.Profile) -> Path:
    path = folder / "today.json"
    path.write_text(json.dumps(profile.to_dict()), encoding="utf-8")
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_progress_of_the_example_fits_on_one_screen(
    kept_file: Path, tmp_path: Path, language: Language
) -> None:
    today = written(tmp_path, three_done())
    words = ("progress", str(kept_file), today, "--as-of", JUST_AFTER, "--lang", language)
    code, out, err = kla_command(*words)
    assert (code, err) == (4, "")
    for text in (out, progress_summary(replanned(), language)):
        lines = text.splitlines()
        assert len(lines) <= 40
        assert max(map(len, lines)) <= 100
    whole = " ".join(kla_command(*words, "--full")[1].split())
    assert len(whole) > len(out)
    for step in PLAN.steps:
        assert step.step.title.get(language) in whole


def test_the_command_answers_with_its_exit_codes(kept_file: Path, tmp_path: Path) -> None:
    today = written(tmp_path, three_done())
    after, at_end = ("--as-of", JUST_AFTER), ("--as-of", "2026-01")
    assert kla_command("progress", kept_file, today, *after)[0] == 4
    assert kla_command("progress", kept_file, today, *at_end)[0] == 0
    reached = written(tmp_path, PLAN.profile)
    code, out, _ = kla_command("progress", kept_file, reached, *after, "--format", "json")
    assert code == 0
    assert json.loads(out)["reached"] is True
    undated = json.dumps(changed(start=None)).encode()
    begun = written(tmp_path, CITY)
    assert kla_command("progress", "-", begun, *after, stdin=undated)[0] == 3
    assert kla_command("progress", today, begun, *after)[0] == 2
    code, _, err = kla_command("progress", kept_file, begun, "--as-of", "x", "--lang", "en")
    assert code == 2
    assert err.startswith('--as-of: "x" is no month')


def test_the_command_prints_the_month_that_it_takes_for_today(
    kept_file: Path, tmp_path: Path
) -> None:
    today = written(tmp_path, CITY)
    months = {this_month()}
    data = json.loads(kla_command("progress", kept_file, today, "--format", "json")[1])
    months.add(this_month())
    assert data["as_of"] in {month_written(month) for month in months}


def test_the_command_reads_answers_as_the_plan_did() -> None:
    plan = kla.plan(kla.evaluate(CITY, assume="proportional"), "madya", start="2026-01")
    kept = json.dumps(plan.to_dict()).encode()
    words = ("progress", "-", FOLDER, "--as-of", "2026-01", "--format", "json")
    data = json.loads(kla_command(*words, stdin=kept)[1])
    assert data["notes"] == []
    assert data["missing"][0] == data["missing"][1]


def test_the_table_has_a_line_for_each_step(kept_file: Path, tmp_path: Path) -> None:
    today = written(tmp_path, three_done())
    words = ("progress", kept_file, today, "--as-of", JUST_AFTER, "--format", "csv", "--lang", "en")
    rows = list(csv.DictReader(io.StringIO(kla_command(*words)[1])))
    assert [row["id"] for row in rows] == [step.id for step in PLAN.steps]
    progress = assess_progress(KEPT, three_done(), JUST_AFTER)
    assert [row["state"] for row in rows] == [step.state for step in progress.steps]
    assert [row["late"] == "yes" for row in rows] == [step.is_late for step in progress.steps]
