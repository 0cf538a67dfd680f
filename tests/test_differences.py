"""Two evaluations compared: what differs adds up, and what explains the level really gives it."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

import kla_rules as kla
from kla_rules.core.reading.schemas import schema
from kla_rules.core.screen import LINES
from kla_rules.core.writing import LANGUAGES
from kla_rules.model.levels import EDGE_POLICIES
from kla_rules.testing import mutated, profiles, small_edition, small_rules
from support import PASURUAN, ROOT, command, examples

SMALL = small_edition()
FOLDER = ROOT / "examples" / "kota-pasuruan"
FIRST = kla.evaluate(kla.Profile.read(PASURUAN))
SECOND = kla.evaluate(kla.Profile.read(FOLDER))
FULL = {"option": "full"}
MET = {"school_share": {"value": 40}}


def small(
    answers: dict[str, Any],
    edition: kla.Edition = SMALL,
    measures: dict[str, Any] = MET,
    **options: Any,
) -> kla.Evaluation:
    data = {"year": 2024, "stage": "self", "answers": answers, "measures": measures}
    return kla.evaluate(kla.Profile.from_dict(data, edition), **options)


def changed(**levels: float) -> kla.Edition:
    """Return the small edition with other floors."""
    rules = small_rules()
    for level in rules["edition.yaml"]["levels"]:
        level["floor"] = levels.get(level["id"], level["floor"])
    return small_edition(rules)


def held(found: kla.differences.EvaluationDifference) -> dict[str, Any]:
    """Return it as JSON, held against its schema; its texts fit a screen."""
    data = {**found.to_dict()}
    Draft7Validator(schema("difference")).validate(data)
    for language in ("id", "en"):
        assert len(found.brief(language).splitlines()) <= LINES
        assert found.explain(language).startswith(found.brief(language)[:20])
    assert len(found.card("en").html()) < 10_000
    return data


def causes(found: kla.differences.EvaluationDifference) -> list[tuple[str, str, str]]:
    assert found.explanation is not None
    return [(one.kind, one.what, one.id) for one in found.explanation.causes]


# All of the first cluster in full: its maximum, and what the second gives is not known.
MOST = dict.fromkeys(("1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3"), FULL)


def test_an_evaluation_does_not_differ_from_itself() -> None:
    found = kla.compare_evaluations(FIRST, FIRST)
    assert found.is_same
    assert (found.nodes, found.answers, found.rules, found.notes) == ((), (), (), ())
    assert (found.explanation, found.record_says) == (None, None)
    assert found.brief("en").endswith("Nothing differs.\n")
    assert "Tidak ada yang berbeda." in found.explain()
    assert held(found)["same"] is True


def test_answers_that_only_together_give_the_other_level_are_found_and_each_is_needed() -> None:
    found = kla.compare_evaluations(FIRST, SECOND)
    why = found.explanation
    assert why is not None
    assert (why.state, why.aspect, why.alone) == ("together", "level", ())
    assert {(one.kind, one.what) for one in why.causes} == {("answer", "answer")}
    own, theirs = FIRST.profile.to_dict(), SECOND.profile.to_dict()["answers"]

    def with_answers(names: list[str]) -> kla.Evaluation:
        answers = {**own["answers"], **{name: theirs[name] for name in names}}
        return kla.evaluate(kla.Profile.from_dict({**own, "answers": answers}))

    names = [one.id for one in why.causes]
    assert with_answers(names).level == SECOND.level != FIRST.level
    for name in names:
        rest = [one for one in names if one != name]
        assert with_answers(rest).level == FIRST.level
        alone = with_answers([name])
        (cause,) = (one for one in why.causes if one.id == name)
        assert cause.standing is not None
        assert cause.standing.low_thousandths == alone.low_thousandths
    english = found.brief("en")
    assert f"These {len(names)} together are, and none of them can be left out" in english
    assert " of 34 units (2 not known) [alone: -" in english
    assert f"{len(names)} perbedaan ini bersama-sama cukup" in found.brief("id")
    assert [one.id for one in found.evidence.at_questions or ()] == ["26.13"]  # type: ignore[union-attr]
    assert held(found)["explanation"]["reached"]["levels_possible"][0] == SECOND.level


@pytest.mark.slow
def test_what_274_answers_take_is_bounded_by_their_number() -> None:
    asked = [node for node in FIRST.edition.nodes if node.question and node.maximum_thousandths]
    none, full = (
        kla.evaluate(
            kla.Profile.from_dict({
                "year": 2024, "stage": "self",
                "answers": {node.id: {"option": option} for node in asked},
            })
        )
        for option in ("none", "full")
    )  # fmt: skip
    found = kla.compare_evaluations(none, full)
    assert found.answers is not None
    assert len(found.answers) == len(asked)
    assert found.explanation is not None
    assert found.explanation.tried <= 4 * len(asked)
    assert found.explanation.irreducible
    assert found.explanation.reached is not None
    assert found.explanation.reached.level_low == full.level


@pytest.mark.parametrize(
    ("old", "new", "state", "expected"),
    [
        (small(MOST), small(MOST, changed(madya=59)), "alone", [("rule", "level", "madya")]),
        (
            small(MOST | {"4.1": FULL}),
            small(MOST | {"4.1": FULL}, measures={}),
            "alone",
            [("answer", "measure", "school_share")],
        ),
        (
            small(MOST | {"4.1": FULL}),
            small(MOST | {"4.1": FULL}, count="backed"),
            "alone",
            [("reading", "count", "count")],
        ),
        (
            small({"1.1": FULL, "2.1": FULL}),
            small(MOST),
            "together",
            [("answer", "answer", name) for name in ("1.2", "1.3", "2.2")],
        ),
        (  # exactly on the new floor: neither the floor nor its reading is enough
            small(MOST),
            small(MOST, changed(madya=60), edge_policy="floor_inclusive"),
            "together",
            [("reading", "edge_policy", "edge_policy"), ("rule", "level", "madya")],
        ),
    ],
)
def test_a_rule_an_answer_or_a_reading_is_named(
    old: kla.Evaluation, new: kla.Evaluation, state: str, expected: list[tuple[str, str, str]]
) -> None:
    found = kla.compare_evaluations(old, new)
    assert found.explanation is not None
    assert (found.explanation.state, sorted(causes(found))) == (state, expected)
    assert [one.kind for one in found.explanation.kinds] == sorted(
        {kind for kind, _, _ in expected}, key=["answer", "rule", "reading", "table"].index
    )
    held(found)


def test_a_table_is_named_and_a_question_that_came_goes_with_its_answer() -> None:
    values = MOST | {"1.3": {"value": 60}, "2.2": {"value": 0}}
    scales = [
        {
            "id": name, "edition": "small", "source": "invented",
            "scales": {"1.3": {"bands": [{"from": 0, "points": points}]}},
        }
        for name, points in (("low", 1), ("high", 9))
    ]  # fmt: skip
    data = {"year": 2024, "answers": {**values, "2.2": FULL, "1.4": {"option": "none"}}}
    old, new = (
        kla.evaluate(kla.Profile.from_dict({**data, "measures": MET, "scales": scale}, changed(madya=56)))
        for scale in scales
    )  # fmt: skip
    found = kla.compare_evaluations(old, new)
    assert causes(found) == [("table", "table", "1.3")]
    assert "table of 1.3 (Invented question 1.3): low, now high" in found.brief("en")
    rules = small_rules()
    rules["indicators/4.yaml"]["questions"].append({
        **rules["indicators/4.yaml"]["questions"][0], "id": "4.4", "maximum": 5,
    })  # fmt: skip
    rules["indicators/4.yaml"]["maximum"] = 30
    wider = small_edition(rules)
    found = kla.compare_evaluations(small(MOST), small(MOST | {"4.4": FULL}, wider))
    assert causes(found) == [("rule", "node", "4.4")]
    assert found.answers is not None
    (answer,) = found.answers
    assert (answer.id, answer.old, dict(answer.new)) == ("4.4", None, FULL)
    assert "4.4 (Pertanyaan rekaan 4.1): baru, 5 (+5)" in found.explain()
    held(found)


def test_of_editions_that_nothing_lays_over_each_other_the_total_is_compared() -> None:
    old, new = (
        kla.evaluate(kla.Profile.from_dict({"year": year, "points": {"total": points}}))
        for year, points in ((2019, 450), (2024, 850))
    )
    found = kla.compare_evaluations(old, new)
    assert found.unclaimed > 0
    assert [one.id for one in found.nodes] == ["total"]
    assert "nothing is said of them here" in found.brief("en")
    assert found.explanation is not None
    assert ("answer", "points", "total") in causes(found)
    held(found)


def of_clusters(**points: float) -> kla.Evaluation:
    data = {"year": 2022, "stage": "self", "region": {"name": "Kota Contoh"}, "points": points}
    return kla.evaluate(kla.Profile.from_dict(data))


BEFORE, AFTER = (of_clusters(K0=140, K1=100, K2=150, K3=points, K4=100) for points in (20, 140))
STORED = BEFORE.to_dict()


def test_of_stored_results_what_is_in_them_is_compared_and_the_rest_is_said_not_to_be() -> None:
    found = kla.compare_evaluations(json.loads(json.dumps(STORED)), AFTER)
    whole = kla.compare_evaluations(BEFORE, AFTER)
    assert (found.answers, found.explanation, found.rule_changes) == (None, None, None)
    assert found.record_says == "answers"
    assert found.score_change_points == whole.score_change_points
    assert [one.id for one in found.nodes] == [one.id for one in whole.nodes] == ["total", "K3"]
    assert len(found.notes) == len(whole.notes)
    english = " ".join(found.brief("en").split())
    assert "only the profiles differ" in english
    assert "self-assessment, stored result" in english
    assert "tidak dapat dikatakan dari hasil tersimpan: jawaban" in found.explain()
    assert held(found)["untold"][-1] == "explanation"
    assert kla.compare_evaluations(STORED, BEFORE).is_same


def test_a_note_that_another_version_of_the_library_has_is_one_that_differs() -> None:
    about = {"text": {"id": "Lain", "en": "Another"}, "node": None, "figures": {}}
    other = {"id": "note.of-another-version", **about}
    found = kla.compare_evaluations({**STORED, "notes": [*STORED["notes"], other]}, STORED)
    assert [one.id for one in found.notes] == [other["id"]]


def test_a_stored_result_that_was_edited_is_told() -> None:
    edited = {**STORED, "score": 600, "score_range": [600, STORED["score_range"][1]]}
    assert kla.compare_evaluations(STORED, edited).record_says == "edited"
    record = {**STORED["record"], "library_version": "0.0.1"}
    older = {key: value for key, value in edited.items() if key != "cannot_say"}
    found = kla.compare_evaluations({**older, "record": record}, STORED)
    assert found.record_says == "library"
    edges = {**STORED["record"], "edge_policy": "floor_inclusive"}
    found = kla.compare_evaluations(STORED, {**edited, "record": edges})
    assert found.record_says == "readings"
    backed = {**STORED, "evidence": {**STORED["evidence"], "backed": 1}}
    assert kla.compare_evaluations(STORED, backed).record_says == "edited"


@pytest.mark.parametrize("key", ["at_risk", "documents"])
def test_a_stored_result_that_lacks_a_key_of_its_evidence_says_nothing_of_it(key: str) -> None:
    evidence = {name: value for name, value in STORED["evidence"].items() if name != key}
    found = kla.compare_evaluations({**STORED, "evidence": evidence}, BEFORE)
    assert (found.evidence, found.is_same) == (None, True)


def test_other_documents_are_told_on_one_screen_too() -> None:
    files = [{"title": title, "kind": "decree"} for title in ("SK 1", "SK 2")]
    one, two = (
        kla.evaluate(kla.Profile.from_dict({"year": 2024, "answers": {"10.1": answer}}))
        for answer in ({"option": "full", "evidence": [file]} for file in files)
    )
    found = kla.compare_evaluations(one, two)
    assert "Questions with other documents: 1." in found.brief("en")
    assert "Pertanyaan yang dokumennya berbeda: 1." in found.brief()
    assert "Backed by" not in found.brief("en")


def test_a_cluster_whose_points_hold_is_none_where_points_differ() -> None:
    old, new = (
        kla.evaluate(kla.Profile.from_dict({"points": {"K1": 30}, **more}, SMALL))
        for more in ({}, {"answers": {"1.1": FULL}})
    )
    found = kla.compare_evaluations(old, new)
    assert (found.nodes[0].id, found.nodes[0].change_thousandths) == ("K1", (0, 0))
    assert found.brief("en").startswith("A region without a name: two evaluations")
    assert "Where the points differ" not in found.brief("en")


@pytest.mark.slow
def test_of_two_editions_the_screen_holds_it_and_parts_of_one_alone_are_named() -> None:
    old, new = (
        kla.evaluate(kla.Profile.read(ROOT / "examples" / name))
        for name in ("kabupaten-sumbawa-2022.yaml", "kota-pasuruan-illustrative.yaml")
    )
    found = kla.compare_evaluations(old, new)
    for language in LANGUAGES:
        text = found.brief(language)
        assert len(text.splitlines()) <= LINES
        assert found.new.edition in text
    assert "what K4 (Cluster IV: " in found.brief("en")
    assert "stays Pratama; possible: Pratama, now Pratama to Madya." in found.brief("en")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({}, 'a stored "-" is no evaluation'),
        ({"schema": "kla-rules/plan"}, 'a stored "plan" is no evaluation'),
        ({**STORED, "schema_version": 9}, "schema_version"),
        ({**STORED, "score_range": [700, 600]}, "the fewest points are more than the most"),
        ({**STORED, "score_range": [-1, 600]}, "no instrument gives such points"),
        ({**STORED, "score_range": [0, 1e300]}, "the number is out of all proportion"),
        ({**STORED, "levels_possible": []}, "levels_possible"),
        ({**STORED, "score": STORED["score"] + 1}, "another part of the result says otherwise"),
        ({**STORED, "level": "kla"}, "another part of the result says otherwise"),
        ({**STORED, "record": {}}, "edition_digest"),
        ({**STORED, "notes": [{"id": "x"}]}, "notes"),
    ],
)
def test_what_is_no_stored_evaluation_is_refused(value: dict[str, Any], message: str) -> None:
    with pytest.raises(kla.ProfileError) as caught:
        kla.compare_evaluations(STORED, value)
    assert message in str(caught.value)


@st.composite
def evaluations(draw: st.DrawFn) -> kla.Evaluation:
    """Draw a profile under the small edition or under one that says something else."""
    edition = draw(st.just(SMALL) | mutated(SMALL))
    policies = st.sampled_from([None, *EDGE_POLICIES])
    return kla.evaluate(
        draw(profiles(edition)),
        edge_policy=draw(policies),
        count=draw(st.sampled_from(["claimed", "claimed", "backed"])),
    )


def holds(old: kla.Evaluation, new: kla.Evaluation) -> None:
    found, turned = kla.compare_evaluations(old, new), kla.compare_evaluations(new, old)
    low, high = found.score_change_thousandths
    assert turned.score_change_thousandths == (-low, -high)
    assert [one.change_thousandths for one in turned.nodes] == [
        tuple(-end for end in one.change_thousandths) for one in found.nodes
    ]
    for end, whole in enumerate((low, high)):
        assert sum(one.own_thousandths[end] for one in found.nodes) == whole
    why = found.explanation
    assert (why is None) is (old.levels_possible == new.levels_possible)
    if why is not None:
        assert why.state != "unexplained"
        assert why.reached is not None
        same = why.reached.levels[0] == new.level
        assert same if why.aspect == "level" else why.reached.levels == new.levels_possible
        assert all(
            one.standing and one.standing.levels[0] == new.level
            for one in why.alone
            if why.aspect == "level"
        )
    assert kla.compare_evaluations(new, new).is_same


@examples(3)
@given(evaluations(), evaluations())
def test_differences_add_up_turn_round_and_what_explains_gives_the_other_level(
    old: kla.Evaluation, new: kla.Evaluation
) -> None:
    holds(old, new)


@pytest.mark.slow
@examples(200)
@given(evaluations(), evaluations())
def test_the_same_of_many(old: kla.Evaluation, new: kla.Evaluation) -> None:
    holds(old, new)
    held(kla.compare_evaluations(old, new))


# -- the command ------------------------------------------------------------------------------------


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    path = tmp_path / "stored.json"
    path.write_text(json.dumps(STORED), encoding="utf-8")
    return path


def test_the_command_explains_two_profiles() -> None:
    code, out, err = command("diff", PASURUAN, FOLDER, "--format", "json")
    data = json.loads(out)
    Draft7Validator(schema("difference")).validate(data)
    assert (code, err, data["explanation"]["state"]) == (0, "", "together")


@pytest.mark.slow
def test_the_command_prints_both_languages_on_a_screen_and_whole() -> None:
    words = ("diff", PASURUAN, FOLDER)
    assert "What explains the other level" in command(*words, "--lang", "en")[1]
    assert "Yang menjelaskan beda peringkat" in command(*words, "--full")[1]


def test_the_command_takes_stored_results_and_standard_input(stored: Path) -> None:
    other = json.dumps(AFTER.to_dict()).encode()
    code, out, _ = command("diff", stored, "-", "--lang", "en", stdin=other)
    assert code == 3
    assert "What a stored result does not tell" in out
    assert "Menurut catatan hasil, hanya profilnya" in command("diff", stored, "-", stdin=other)[1]
    code, out, _ = command("diff", "-", stored, "--lang", "en", stdin=stored.read_bytes())
    assert code == 0
    assert "Of what is stored, nothing differs." in out


def test_the_command_takes_a_result_that_holds_its_profile(tmp_path: Path) -> None:
    beside = tmp_path / "beside.json"
    profile = {"year": 2022, "points": {"total": 700}}
    record = kla.evaluate(kla.Profile.from_dict(profile)).record.to_dict()
    beside.write_text(json.dumps({"profile": profile, "record": record}), encoding="utf-8")
    given = json.dumps(profile).encode()
    code, out, err = command("diff", beside, "-", "--lang", "en", stdin=given)
    assert (code, err, out.count("Nothing differs.")) == (0, "", 1)
    edge = ("--old-edge-policy", "floor_inclusive")
    code, out, _ = command("diff", beside, "-", "--lang", "en", *edge, stdin=given)
    assert code == 0
    assert "reading of the floors: exactly on the floor is enough, now the floor must be" in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("-", "-"), "standard input can be read once only"),
        (("none.yaml", "STORED"), "none.yaml"),
        (("STORED", "STORED", "--old-count", "backed"), "--old-count changes nothing of them"),
        (("BESIDE", "STORED"), 'BESIDE:1:47: "9.9x" is no part of this edition'),
        (("PLAN", "STORED"), 'a stored "plan" is no evaluation'),
        (("PROFILE", "STORED", "--old-edition", "kla-2022"), '"6.3" is no part of this edition'),
    ],
)
def test_the_command_refuses(tmp_path: Path, words: tuple[str, ...], message: str) -> None:
    profile = {"year": 2024, "points": {"6.3": 1}}
    values = {"STORED": STORED, "PLAN": {"schema": "kla-rules/plan"}, "PROFILE": profile}
    values["BESIDE"] = {"profile": {"year": 2024, "points": {"9.9x": 1}}, "record": {}}
    for name, value in values.items():
        (tmp_path / name).write_text(json.dumps(value), encoding="utf-8")
        words = tuple(str(tmp_path / name) if one == name else one for one in words)
    code, out, err = command("diff", *words, "--lang", "en")
    assert (code, out) == (2, "")
    assert message in err
