"""A stored result, replayed: the same, or told what moved and why; whatever was edited is told."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.core.findings import Path as Place
from kla_rules.core.writing import LANGUAGES
from kla_rules.differences.replay_values import moved_values, pointer_of
from kla_rules.testing import overlays, profiles, scales, small_edition, small_rules
from support import BANDUNG, ROOT, TREE, command, examples, fitting

STORED = ROOT / "tests" / "fixtures" / "stored"
CITY = ROOT / "examples" / "kota-pasuruan" / "profile.yaml"
OVERLAYS = sorted((ROOT / "examples" / "overlays").glob("*.yaml"))
SMALL = small_edition()
ANSWERS = json.loads((STORED / "small-profile.json").read_text("utf-8"))
PROFILE = kla.Profile.from_dict(ANSWERS, SMALL)
RESULT = kla.evaluate(PROFILE).to_dict()


def changed(document: Any, pointer: str, value: object) -> Any:  # noqa: ANN401 - plain values
    """Return a copy of a document with another value at a pointer."""
    copy = json.loads(json.dumps(document))
    *above, last = pointer.split("/")[1:]
    holder = copy
    for part in above:
        holder = holder[int(part) if isinstance(holder, list) else part]
    holder[int(last) if isinstance(holder, list) else last] = value
    return copy


def scalars(value: Any, path: Place = ()) -> Iterator[tuple[Place, Any]]:  # noqa: ANN401 - as above
    """Yield the place and the value of every scalar in a document."""
    if not isinstance(value, dict | list):
        yield path, value
        return
    below: Any = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in below:
        yield from scalars(part, (*path, key))


def reasons(replay: kla.differences.Replay) -> list[tuple[str, str | None]]:
    return [(reason.id, reason.case) for reason in replay.reasons]


# -- the same --------------------------------------------------------------------------------------


def test_whatever_form_it_was_stored_in_it_is_the_same(tmp_path: Path) -> None:
    text = json.dumps(RESULT)
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    evaluation = kla.evaluate(PROFILE)
    with (tmp_path / "a.json").open("rb") as stream:
        forms = (RESULT, text, text.encode(), tmp_path / "a.json", str(tmp_path / "a.json"))
        for stored in (*forms, stream, evaluation, evaluation.record, evaluation.record.to_bytes()):
            replay = kla.verify(stored, PROFILE)
            assert replay, replay
            assert (replay.same, replay.holds, replay.edited) == (True, True, False)
            assert (replay.reasons, replay.moved) == ((), ())


OPTIONS = st.fixed_dictionaries(
    {
        "edge_policy": st.sampled_from([None, "floor_inclusive", "floor_exclusive"]),
        "assume": st.sampled_from([None, "proportional"]),
        "count": st.sampled_from(["claimed", "backed"]),
        "engine": st.sampled_from(["native", "durable"]),
        "scales": st.none() | scales(SMALL),
    }
)


@examples(10)
@given(profile=profiles(SMALL), options=OPTIONS, as_text=st.booleans())
def test_every_option_is_taken_from_the_record(
    profile: kla.Profile,
    options: dict[str, Any],
    as_text: bool,
) -> None:
    stored: Any = kla.evaluate(profile, **options).to_dict()
    stored = json.dumps(stored) if as_text else stored
    replay = kla.verify(stored, profile, scales=options["scales"])
    assert replay.same, (replay, replay.moved)


@pytest.mark.slow
@examples(20)
@given(data=st.data(), steps=st.booleans())
def test_a_result_of_a_packaged_edition_is_the_same(*, data: st.DataObject, steps: bool) -> None:
    profile = data.draw(profiles(TREE))
    stored = kla.evaluate(profile).to_dict(steps=steps)
    assert kla.verify(stored, profile)
    assert kla.verify(json.dumps(stored), kla.Profile.from_dict(profile.to_dict(), TREE))


@pytest.mark.slow
@examples(20)
@given(data=st.data())
def test_a_result_under_overlays_is_the_same_and_says_which_is_missing(data: st.DataObject) -> None:
    laid = data.draw(overlays(TREE))
    edition = kla.edition(TREE.id, overlays=[laid])
    profile = data.draw(profiles(edition))
    stored = kla.evaluate(profile).to_dict()
    assert kla.verify(stored, profile)
    assert kla.verify(stored, profile.to_dict(), overlays=[laid])


@pytest.mark.slow
def test_a_profile_with_tables_is_the_same_from_its_file_and_under_overlays() -> None:
    under = kla.evaluate(kla.Profile.read(CITY, overlays=OVERLAYS)).to_dict()
    assert kla.verify(under, CITY, overlays=OVERLAYS)
    # What was noted as its tables were read is kept, though the overlays come later.
    assert kla.verify(under, kla.Profile.read(CITY), overlays=OVERLAYS)
    bare = kla.evaluate(kla.Profile.read(CITY)).to_dict()
    replay = kla.verify(bare, CITY, overlays=OVERLAYS)
    assert replay
    assert replay.unused == ("invented-scales", "kota-contoh")


def test_a_profile_that_was_held_against_another_edition_is_held_against_it_again() -> None:
    profile = kla.Profile.read(BANDUNG)
    assert kla.verify(kla.evaluate(profile, "kla-2022"), profile)
    assert kla.verify(kla.evaluate(profile, "kla-2022"), BANDUNG)
    read = kla.evaluate(kla.Profile.read(BANDUNG, kla.edition("kla-2022")))
    assert kla.verify(read, profile)


def test_rules_of_ones_own_are_those_of_the_profile_or_are_given() -> None:
    assert kla.verify(RESULT, ANSWERS, SMALL)
    without = kla.verify(RESULT, kla.Profile.read(BANDUNG))
    assert reasons(without)[-1] == ("unfit", "edition")
    assert "small" in without.reasons[-1].text("en")
    assert without.evaluation is None
    assert not without.holds


# -- edited ----------------------------------------------------------------------------------------


def other_than(value: object) -> object:
    """Return another value of the same kind, and a text for none."""
    if value is None or isinstance(value, bool):
        return "x" if value is None else not value
    return f"{value}x" if isinstance(value, str) else value + 1  # type: ignore[operator]


def same_number(one: object, other: object) -> bool:
    """Return whether two values are the same, a float being what it is written as."""
    return str(one) == str(other) if isinstance(other, float) else one == other


def assert_told(profile: kla.Profile, beside: dict[str, Any], place: Place, value: object) -> None:
    """Assert that another value at a place is told, with its place."""
    pointer, other = pointer_of(place), other_than(value)
    edited = changed(beside, pointer, other)
    if place == ("schema",):
        with pytest.raises(kla.differences.StoredResultError, match="no stored result"):
            kla.verify(edited, profile)
        return
    replay = kla.verify(edited, profile)
    assert not replay, pointer
    told = {one.pointer: one for one in replay.moved}
    shown = {pointer for reason in replay.reasons for pointer in reason.pointers}
    assert pointer in {*told, *shown}
    if pointer in told:
        assert same_number(told[pointer].stored, other)
        assert same_number(told[pointer].replayed, value)


@pytest.mark.slow
def test_each_edit_of_a_single_value_is_told_with_its_place() -> None:
    beside = {**RESULT, "profile": PROFILE.to_dict()}
    for place, value in scalars(beside):
        assert_told(PROFILE, beside, place, value)


@examples(10)
@given(data=st.data())
def test_an_edit_of_a_single_value_is_told_with_its_place(data: st.DataObject) -> None:
    beside = {**RESULT, "profile": PROFILE.to_dict()}
    assert_told(PROFILE, beside, *data.draw(st.sampled_from([*scalars(beside)])))


@pytest.mark.slow
@examples(20)
@given(data=st.data())
def test_an_edit_of_a_result_with_tables_is_told_with_its_place(data: st.DataObject) -> None:
    profile = kla.Profile.read(CITY, overlays=OVERLAYS)
    beside = {**kla.evaluate(profile).to_dict(), "profile": profile.to_dict()}
    assert_told(profile, beside, *data.draw(st.sampled_from([*scalars(beside)])))


@pytest.mark.parametrize(
    ("pointer", "value", "kind"),
    [
        ("/score", 60, "result"),
        ("/level", "utama", "result"),
        ("/clusters/0/points", 1, "result"),
        ("/gaps/0/gain", 1.5, "result"),
        ("/gaps/1/node", "9.9", "result"),
        ("/gaps/0/node", RESULT["gaps"][2]["node"], "result"),
        ("/gaps/0/known", 1, "result"),
        ("/requirements/0/met", False, "result"),
        ("/notes/0/text/en", "All is well.", "text"),
        ("/requirements/0/asked/id", "tidak ada", "text"),
        ("/clusters/0/provenance/grade", "A", "source"),
        ("/record/edition_version", "1.0.1", "record"),
    ],
)
def test_an_edited_value_is_told_with_what_comes_out(pointer: str, value: Any, kind: str) -> None:  # noqa: ANN401 - plain
    replay = kla.verify(changed(RESULT, pointer, value), PROFILE)
    (moved,) = replay.moved
    assert (moved.pointer, moved.kind, moved.change) == (pointer, kind, "changed")
    assert moved.stored == value
    assert replay.edited or kind == "record"
    assert replay.of(moved.kind) == (moved,)


def test_what_contradicts_itself_was_edited_whatever_became_of_the_rules() -> None:
    rules = small_rules()
    rules["edition.yaml"]["version"] = "1.1.0"
    later = kla.Profile.from_dict(ANSWERS, small_edition(rules))
    assert reasons(kla.verify(RESULT, later)) == [("rules", None)]
    edited = kla.verify(changed(RESULT, "/score", 99), later)
    assert reasons(edited) == [("edited", "within"), ("rules", None)]
    assert set(edited.reasons[0].pointers) >= {"/score", "/score_range/0", "/provenance/by_basis"}


def test_what_was_added_taken_away_or_moved_is_told() -> None:
    gaps = RESULT["gaps"]
    gone = kla.verify({**RESULT, "gaps": gaps[1:]}, PROFILE)
    assert [(one.pointer, one.change) for one in gone.moved] == [("/gaps/0", "come")]
    more = kla.verify({**RESULT, "gaps": [*gaps, gaps[0]], "ours": {"a": 1}}, PROFILE)
    assert [(one.pointer, one.change) for one in more.moved] == [
        (f"/gaps/{len(gaps)}", "gone"),
        ("/ours", "gone"),
    ]
    turned = kla.verify({**RESULT, "gaps": [*gaps[3:], *gaps[:3]]}, PROFILE)
    assert [(one.pointer, one.change) for one in turned.moved] == [("/gaps", "order")]


def test_entries_are_paired_by_what_they_are_of() -> None:
    then = {"gaps": [{"node": name, "gain": 1} for name in "abcd"]}
    now = {"gaps": [{"node": name, "gain": 1} for name in "xabd"]}
    found = [(one.pointer, one.change) for one in moved_values(then, now)]
    assert found == [("/gaps/2", "gone"), ("/gaps/0", "come")]
    assert [one.pointer for one in moved_values({"a": [True]}, {"a": [1]})] == ["/a/0"]
    assert list(moved_values({"a": 1, "b": 2}, {"b": 2, "a": 1})) == []


# -- made from something else ------------------------------------------------------------------------


def test_the_profile_of_another_region_round_stage_or_answers_is_told() -> None:
    others: Mapping[str, tuple[dict[str, Any], list[str]]] = {
        "region": ({"region": {"name": "Kota Lain", "kind": "kota"}}, ["region"]),
        "round": ({"year": 2025}, ["round"]),
        "stage": ({"stage": "final"}, ["stage"]),
        "answers": ({"points": {"3": 9}}, ["answers"]),
        "several": ({"year": 2025, "stage": "final"}, ["round", "stage"]),
    }
    for keys, expected in others.values():
        replay = kla.verify(RESULT, kla.Profile.from_dict({**ANSWERS, **keys}, SMALL))
        assert [reason.id for reason in replay.reasons] == expected
        assert not replay
    region = kla.verify(RESULT, kla.Profile.from_dict({**ANSWERS, **others["region"][0]}, SMALL))
    assert region.reasons[0].text("id") == (
        'Daerahnya lain: yang tersimpan untuk "Kota Rekaan", profilnya "Kota Lain".'
    )


def test_other_answers_are_told_one_by_one_where_the_profile_was_kept_beside() -> None:
    beside = {**RESULT, "profile": PROFILE.to_dict()}
    other = kla.Profile.from_dict({**ANSWERS, "points": {"3": 9, "4.1": 5}}, SMALL)
    replay = kla.verify(beside, other)
    assert reasons(replay) == [("answers", None)]
    assert [(one.pointer, one.stored, one.replayed) for one in replay.of("answer")] == [
        ("/profile/points/3", 10, 9)
    ]


def test_other_rules_are_told_by_the_figures_that_changed() -> None:
    rules = small_rules()
    rules["edition.yaml"]["version"] = "2.0.0"
    rules["edition.yaml"]["levels"][0]["floor"] = 40
    rules["indicators/2.yaml"]["questions"][0]["maximum"] = 11
    rules["indicators/2.yaml"]["questions"][1]["maximum"] = 11
    replay = kla.verify(RESULT, kla.Profile.from_dict(ANSWERS, small_edition(rules)))
    (reason,) = replay.reasons
    assert (reason.id, reason.values["version"], reason.values["version_now"]) == (
        "rules", "1.0.0", "2.0.0",
    )  # fmt: skip
    moved = {one.pointer: (one.part, one.stored, one.replayed) for one in replay.of("result")}
    at = next(i for i, gap in enumerate(RESULT["gaps"]) if gap["node"] == "2.1")
    assert moved[f"/gaps/{at}/maximum"] == ("2.1", 12, 11)
    assert moved["/levels_possible/0"] == (None, None, "pratama")


def test_an_overlay_that_is_missing_or_another_is_told() -> None:
    profile = kla.Profile.read(BANDUNG)
    stored = kla.evaluate(profile.under(kla.edition(TREE.id, overlays=OVERLAYS)))
    missing = kla.verify(stored, profile, overlays=OVERLAYS[:1])
    assert reasons(missing) == [("overlay", "missing")]
    assert missing.reasons[0].values["id"] == "kota-contoh"
    other = yaml.safe_load(OVERLAYS[0].read_text("utf-8"))
    other["title"]["en"] = "Others"
    replaced = kla.verify(stored, profile, overlays=[other, OVERLAYS[1]])
    assert reasons(replaced) == [("overlay", "other")]
    assert replaced.evaluation is not None
    with pytest.raises(kla.RuleError, match=r"nowhere\.yaml"):
        kla.verify(stored, profile, overlays=["nowhere.yaml"])
    with pytest.raises(TypeError, match="overlays are given to the edition"):
        kla.verify(stored, profile, TREE, overlays=OVERLAYS)


TABLE = {
    "id": "ours",
    "source": "invented",
    "edition": "small",
    "scales": {"1.3": {"bands": [{"from": 0, "to": 100, "points": 4}]}},
}


def test_a_table_that_is_missing_or_another_is_told(tmp_path: Path) -> None:
    profile = kla.Profile.from_dict({**ANSWERS, "answers": {"1.3": {"value": 50}}}, SMALL)
    files = []
    for name, points in (("a", 4), ("b", 5)):
        table = changed(TABLE, "/scales/1.3/bands/0/points", points)
        (tmp_path / f"{name}.json").write_text(json.dumps(table), encoding="utf-8")
        files.append(tmp_path / f"{name}.json")
    stored = kla.evaluate(profile, scales=files[0]).to_dict()
    assert kla.verify(stored, profile, scales=files[0])
    assert reasons(kla.verify(stored, profile)) == [("scale", "missing")]
    other = kla.verify(stored, profile, scales=files[1])
    assert reasons(other) == [("scale", "other")]
    assert ("/score", 19, 20) in [(one.pointer, one.stored, one.replayed) for one in other.moved]
    bare = kla.verify(kla.evaluate(profile), profile, scales=files[0])
    assert (bare.same, bare.unused) == (True, ("a.json",))


def test_another_version_of_the_library_or_of_the_form_leaves_the_result_as_it_is() -> None:
    older = changed(RESULT, "/record/library_version", "0.0.9")
    replay = kla.verify(older, PROFILE)
    assert reasons(replay) == [("library", None)]
    assert (replay.same, replay.holds, replay.edited) == (False, True, False)
    newer = kla.verify(changed(older, "/schema_version", 2), PROFILE)
    assert reasons(newer) == [("library", None), ("form", None)]


def test_a_record_alone_under_other_rules_does_not_hold() -> None:
    record = RESULT["record"]
    other = kla.verify(changed(record, "/edition_digest", "0" * 64), PROFILE)
    assert (other.same, other.holds, reasons(other)) == (False, False, [("rules", None)])
    assert "Not the same" in other.brief("en")
    assert kla.verify(changed(record, "/library_version", "0.0.9"), PROFILE).holds


@pytest.mark.parametrize(
    ("pointer", "value", "told"),
    [
        ("/clusters/0/provenance/line", 99_999, ("places", None)),
        ("/clusters/0/provenance/line", "x", ("edited", "inputs")),
        ("/clusters/0/provenance/file", 5, ("edited", "inputs")),
        ("/steps", [1], ("edited", "inputs")),
    ],
)
def test_what_no_result_holds_was_edited(pointer: str, value: Any, told: tuple[str, Any]) -> None:  # noqa: ANN401 - plain
    assert reasons(kla.verify(changed(RESULT, pointer, value), PROFILE)) == [told]


# -- what is no stored result --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stored", "told"),
    [
        ("", "the document is empty"),
        ("[]", "no stored result"),
        (b"\xff", "not UTF-8"),
        ("{", "double quotes"),
        ("nowhere.json", "nowhere.json: the file cannot be read"),
        ("a" * 5_000, "no value of JSON"),
        ({"schema": "kla-rules/plan", "record": {}}, "kla-rules/plan"),
        ({"schema": "kla-rules/evaluation"}, "does not say how it was made"),
        ({"schema": "kla-rules/evaluation", "record": {}}, "edition_digest"),
        ({**RESULT, "score": float("nan")}, "there is no value here"),
        ({**RESULT, "score": float("inf")}, "no finite number"),
        ({**RESULT, "score": 10**400}, "number"),
        (b'{"a":' * 50_000, "more than 24 deep"),
        (b"[" * 100, "more than 24 deep"),
        (b" " * 4_000_001, "at most 4000000"),
        ('{"record": {}, "record": {}}', "record"),
    ],
)
def test_what_is_no_stored_result_is_refused_with_findings(stored: Any, told: str) -> None:  # noqa: ANN401 - a stranger's
    with pytest.raises(kla.differences.StoredResultError, match=told) as caught:
        kla.verify(stored, PROFILE)
    assert all(finding.text("id") for finding in caught.value.findings)
    assert isinstance(caught.value, kla.KlaError)


@pytest.mark.parametrize("stored", [None, 3, [RESULT], True])
def test_what_can_hold_no_result_is_a_mistake_of_the_program(stored: Any) -> None:  # noqa: ANN401 - a stranger's
    with pytest.raises(TypeError, match="stored is a result, or the path"):
        kla.verify(stored, PROFILE)


HOSTILE: list[Any] = [
    "<b>x</b>\x1b[31m",
    None,
    True,
    [],
    {},
    [{"id": []}],
    {"id": {}},
    -5,
    "a" * 5_000,
]


@examples(25)
@given(place=st.sampled_from([path for path, _ in scalars(RESULT)]), data=st.data())
def test_values_of_any_type_anywhere_are_told_and_shown(place: Place, data: st.DataObject) -> None:
    at = place[: data.draw(st.integers(1, len(place)))]
    edited = changed(RESULT, pointer_of(at), data.draw(st.sampled_from(HOSTILE)))
    try:
        replay = kla.verify(edited, PROFILE)
    except kla.differences.StoredResultError as error:
        assert at in {("schema",), ("record",)}, error
        return
    for language in LANGUAGES:
        assert "\x1b" not in replay.explain(language) + replay.brief(language)
        assert "<b>x" not in replay.card(language).html()
    fitting("replay", replay.to_dict())


def test_many_values_that_moved_are_counted_beyond_those_that_are_kept() -> None:
    wide = {**RESULT, "ours": 1, **{f"k{number}": number for number in range(6_000)}}
    replay = kla.verify(wide, PROFILE)
    assert (len(replay.moved), replay.left_out) == (5_000, 1_001)
    assert replay.brief("en").count("\n") <= 39
    assert "1001 further values" in replay.explain("en")


# -- stored by an earlier version ----------------------------------------------------------------------


def test_a_result_that_was_stored_holds_its_figures() -> None:
    """Its rules are of a test; words may be others by now, and there may be new keys."""
    replay = kla.verify(STORED / "small-result.json", ANSWERS, SMALL)
    assert [one for one in replay.of("result") if one.change != "come"] == []
    assert {reason.id for reason in replay.reasons} <= {"library", "edited"}
    text = (STORED / "small-result.json").read_text("utf-8")
    edited = kla.verify(changed(json.loads(text), "/score", 99), ANSWERS, SMALL)
    assert edited.edited
    assert ("/score", 99) in [(one.pointer, one.stored) for one in edited.moved]


def test_a_result_of_packaged_rules_is_the_same_until_they_change() -> None:
    stored = json.loads((STORED / "result.json").read_text("utf-8"))
    replay = kla.verify(stored, STORED / "profile.yaml")
    if stored["record"]["edition_digest"] != TREE.digest:
        assert "rules" in {reason.id for reason in replay.reasons}
        assert replay.moved
    else:
        assert [one for one in replay.of("result") if one.change != "come"] == []
    edited = kla.verify(changed(stored, "/score", 999), STORED / "profile.yaml")
    assert edited.edited


# -- the command -----------------------------------------------------------------------------------------


def test_the_command_says_it_in_both_languages_forms_and_codes(tmp_path: Path) -> None:
    stored = kla.evaluate(kla.Profile.read(BANDUNG)).to_dict()
    forms = {"same": stored, "score": {**stored, "score": 1}}
    forms["holds"] = changed(stored, "/record/library_version", "0.0.9")
    codes = {"same": 0, "score": 4, "holds": 3}
    for name, document in forms.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
        paths = (str(tmp_path / f"{name}.json"), str(BANDUNG))
        code, out, err = command("verify", *paths, "--format", "json")
        assert (code, err) == (codes[name], "")
        assert fitting("replay", json.loads(out))["same"] is (name == "same")
    for language, words in (("id", "Tidak sama"), ("en", "Not the same")):
        score = (str(tmp_path / "score.json"), str(BANDUNG), "--lang", language)
        brief, whole = command("verify", *score)[1], command("verify", *score, "--full")[1]
        assert words in brief
        assert words in whole
        assert "/score: " in whole
    code, _, err = command("verify", str(BANDUNG), str(BANDUNG), "--lang", "en")
    assert (code, "JSON" in err) == (2, True)
