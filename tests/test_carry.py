"""Which old profiles no longer fit, and what carrying them over would mean: never in silence."""

import copy
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.core.writing import LANGUAGES
from kla_rules.testing import small_edition, small_rules
from kla_rules.validation.comparison.carry import CARRIES, Carry, Holder
from kla_rules.validation.comparison.correspondence import Pairs, pairs_of
from support import ROOT, command, examples, file_with, refused_for

SMALL = small_edition()
CONTOH = ROOT / "examples" / "overlays" / "kota-contoh-illustrative.yaml"


def compared(*sides: Any, **more: Any) -> kla.validation.Comparison:
    """Return what changed, without a search for what that does."""
    return kla.compare(*sides, limit=0, **more)


def narrowed(**questions: object) -> kla.Edition:
    """Return the small edition with other rules of some questions, in the room that others leave."""
    rules = small_rules()
    for name, keys in questions.items():
        asked = rules[f"indicators/{name[1]}.yaml"]["questions"]
        (one,) = (one for one in asked if one["id"] == name[1:].replace("_", "."))
        one.update(keys)
    rules["edition.yaml"]["version"] = "1.1.0"
    return small_edition(rules)


# 2.1 gives less and 2.3 more.
LESS = narrowed(q2_1={"maximum": 8}, q2_3={"maximum": 12})


def profile(**data: Any) -> kla.Profile:
    return kla.Profile.from_dict({"year": 2024, **data}, SMALL)


def refused(
    new: kla.Edition, carry: Carry | None = None, **data: Any
) -> kla.validation.Refused | None:
    """Return why a profile of the small edition does not fit another; None where it does."""
    found = compared(SMALL, new, [profile(**data)], carry=carry).refused
    return found[0] if found else None


# -- what the rules alone tell ----------------------------------------------------------------------


def told(new: kla.Edition, old: kla.Edition = SMALL) -> list[str]:
    return [note.text("en") for note in compared(old, new).refusals]


def test_a_lower_maximum_refuses_points_above_it_whoever_gives_them() -> None:
    (text,) = told(LESS)
    assert text == (
        "Points above the new maximum at 2.1 (Invented question 2.1) are refused: "
        "profiles that give more than 8 points there (it was at most 12)."
    )
    assert told(SMALL, LESS)[0].startswith("Points above the new maximum at 2.3")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ({"q1_1": {"answer": "graded"}}, "form holds at 1.1"),
        ({"q1_3": {"answer": "count"}}, "form units at 1.3"),
        ({"q2_3": {"answer": "percentage"}}, None),
    ],
)
def test_another_form_of_answer_refuses_the_forms_that_do_not_fit_it(
    question: dict[str, Any], words: str | None
) -> None:
    found = told(narrowed(**question))
    assert len(found) == (words is not None)
    assert words is None or words in found[0]


def test_what_is_gone_refuses_what_names_it() -> None:
    rules = small_rules()
    rules["edition.yaml"]["stages"].pop(0)
    rules["indicators/2.yaml"]["agencies"] = ["planning"]
    rules["indicators/1.yaml"]["agencies"] = ["planning"]
    rules["agencies.yaml"]["agencies"].pop(1)
    rules["indicators/3.yaml"]["maximum"] = 15
    rules["requirements.yaml"]["measures"][0]["kind"] = "percentage"
    rules["requirements.yaml"]["advisories"] = []
    found = " ".join(told(small_edition(rules)))
    for words in (
        "Profiles at the stage self-assessment are refused",
        "Documents that name Invented office B are refused",
        "A share of the maximum at 3 (Invented indicator 3) is refused",
        "The measure Invented rule in its old form is refused",
    ):
        assert words in found


# -- what a given profile gives ---------------------------------------------------------------------


def test_nothing_is_carried_where_nobody_asked() -> None:
    found = refused(LESS, points={"2.1": 10})
    assert found is not None
    assert (found.carry, found.carried, found.notes) == (None, None, ())
    assert [finding.id for finding in found.findings] == ["profile.above-maximum"]
    assert refused(LESS, points={"2.1": 8}) is None


@pytest.mark.parametrize(
    ("carry", "points"), [("clip", Decimal(8)), ("scale", Decimal("6.666")), ("unknown", None)]
)
@pytest.mark.parametrize("data", [{"points": {"2.1": 10}}, {"answers": {"2.1": {"points": 10}}}])
def test_each_way_of_carrying_says_what_it_did(
    carry: Carry, points: Decimal | None, data: dict[str, Any]
) -> None:
    found = refused(LESS, carry, **data, declared_total=10)
    assert found is not None
    assert found.carried is not None
    value = found.carried.values_thousandths[LESS.positions["2.1"]]
    assert value == (None if points is None else int(points * 1000))
    assert [note.id for note in found.notes] == ["carry.declared", f"carry.{carry}"]
    evaluation = kla.evaluate(found.carried)
    for language in LANGUAGES:
        mark = {"id": "DIALIHKAN", "en": "CARRIED OVER"}[language]
        assert mark in evaluation.explain(language)
        assert mark in compared(SMALL, LESS, [profile(**data)], carry=carry).text(language)
    assert found.to_dict()["changed"][1]["figures"]["given"] == 10


def test_scaling_keeps_the_share_wherever_a_maximum_changed() -> None:
    found = refused(LESS, "scale", points={"2.1": 12, "2.3": 4, "2.2": 5})
    assert found is not None
    assert found.carried is not None
    assert found.carried.points == {"2.1": Decimal(8), "2.2": Decimal(5), "2.3": Decimal(6)}
    assert [note.node for note in found.notes] == ["2.1", "2.3"]


def test_what_fits_in_no_way_falls_away_and_its_documents_stay() -> None:
    new = narrowed(q1_1={"answer": "graded"})
    document = {"kind": "decree", "title": "SK 1"}
    answer = {"holds": True, "evidence": [document]}
    for carry in CARRIES:
        found = refused(new, carry, answers={"1.1": answer, "1.3": {"value": 50}})
        assert found is not None
        assert found.carried is not None
        assert found.carried.answers["1.1"].to_dict() == {"evidence": [document]}
        assert found.carried.answers["1.3"].given == 50
        assert [note.id for note in found.notes] == ["carry.dropped"]
        assert "holds does not fit 1.1" in found.notes[0].text("en")


def test_an_agency_that_is_gone_falls_out_of_a_document_and_nothing_else() -> None:
    rules = small_rules()
    for name in ("1", "2"):
        rules[f"indicators/{name}.yaml"]["agencies"] = ["planning"]
    rules["agencies.yaml"]["agencies"].pop(1)
    document = {"kind": "decree", "title": "SK 1", "agency": "health"}
    answers = {"1.2": {"points": 3, "evidence": [document]}}
    found = refused(small_edition(rules), "clip", answers=answers)
    assert found is not None
    assert found.carried is not None
    del document["agency"]
    assert found.carried.answers["1.2"].to_dict() == {"points": 3, "evidence": [document]}


def test_a_stage_a_measure_and_a_share_are_carried_or_fall_away() -> None:
    rules = small_rules()
    rules["edition.yaml"]["stages"].pop(0)
    rules["indicators/3.yaml"]["maximum"] = 15
    rules["requirements.yaml"]["measures"][0]["kind"] = "percentage"
    rules["requirements.yaml"]["advisories"] = []
    data = {"stage": "self", "measures": {"local_rule": True}, "ratios": {"3": 0.5}}
    found = refused(small_edition(rules), "clip", **data)
    assert found is not None
    assert found.carried is not None
    assert (found.carried.stage, found.carried.measures) == (None, {})
    assert found.carried.points == {"3": Decimal("7.5")}
    assert sorted(note.id for note in found.notes) == [
        "carry.dropped",
        "carry.dropped",
        "carry.ratio",
    ]
    lost = refused(small_edition(rules), "unknown", **data)
    assert lost is not None
    assert lost.carried is not None
    assert lost.carried.points == {}


def test_an_option_that_no_table_knows_any_more_is_refused_and_falls_away() -> None:
    old = kla.edition("kla-2024", overlays=[CONTOH])
    (name,) = (name for name, table in old.tables.items() if table.options_thousandths)
    (option,) = old.tables[name].options_thousandths
    answered = kla.Profile.from_dict({"year": 2024, "answers": {name: {"option": option}}}, old)
    result = compared(CONTOH, "kla-2024", [answered], carry="unknown")
    assert f"The options {option} at {name}" in " ".join(n.text("en") for n in result.refusals)
    (found,) = result.refused
    assert [finding.id for finding in found.findings] == ["answer.unknown-option"]
    assert found.carried is not None
    assert found.carried.answers == {}


def test_the_findings_of_a_file_have_their_lines(tmp_path: Path) -> None:
    path = file_with(
        tmp_path / "kota.yaml",
        'region: {name: Kota Contoh}\nyear: 2024\npoints:\n  "1.2": 3\n  "2.1": 10\n',
    )
    (found,) = compared(SMALL, LESS, path).refused
    (finding,) = found.findings
    assert (found.name, finding.file, finding.line) == ("Kota Contoh", str(path), 5)
    named = file_with(tmp_path / "lain.json", '{"year": 2024, "answers": {"2.1": {"points": 9}}}')
    both = compared(SMALL, LESS, tmp_path)
    assert [(one.name, one.findings[0].file) for one in both.refused] == [
        ("Kota Contoh", str(path)),
        ("lain.json", str(named)),
    ]
    assert both.given == 2


# -- between editions whose parts are matched by a file -------------------------------------------------


def test_what_was_given_below_the_matched_parts_counts_as_its_sum_and_says_so() -> None:
    pairs = Pairs(
        {"total": "total", "K1": "K1", "K2": "K2"},
        frozenset(SMALL.ids) - {"total", "K1", "K2"},
        frozenset(SMALL.ids) - {"total", "K1", "K2"},
        compared("kla-2022", "kla-2024").pairs.correspondence,
    )
    holder = Holder(SMALL, evolve(SMALL, id="other"), pairs)
    full = {
        node.id: {"option": "full"} for node in SMALL.nodes if node.question and node.id[0] != "4"
    }
    held = holder.held(profile(answers=full))
    assert held.points == {"K1": Decimal(60)}
    assert "counted as its sum, 60" in held.notes[-1].text("en")
    some = profile(answers={"1.1": {"holds": True}})
    (lost,) = refused_for(kla.ProfileError, lambda: holder.held(some))
    assert (lost.id, lost.path) == ("profile.no-counterpart", ("answers", "1.1"))
    carried = holder.carried(some, "clip")
    assert carried is not None
    assert (carried.points, [note.id for note in carried.notes][-1]) == ({}, "carry.gone")


def test_profiles_of_an_older_edition_are_held_by_its_packaged_correspondence() -> None:
    old = kla.edition("kla-2022")
    points = {"K1": 100, "K2": old.node("K2").maximum_points, "26": 70}
    given_ = kla.Profile.from_dict({"year": 2022, "points": points}, old)
    (found,) = compared("kla-2022", "kla-2024", [given_], carry="clip").refused
    assert [finding.path for finding in found.findings] == [("points", "K2")]
    assert found.carried is not None
    new = kla.edition("kla-2024")
    assert found.carried.points["K2"] == new.node("K2").maximum_points
    assert found.carried.points["K1"] == 100


# -- laws -------------------------------------------------------------------------------------------

QUESTIONS = [node for node in SMALL.nodes if node.question is not None]
POINTS = st.fixed_dictionaries(
    {},
    optional={
        node.id: st.integers(0, node.ceiling_thousandths).map(lambda points: Decimal(points) / 1000)
        for node in QUESTIONS
    },
)


@given(points=POINTS, cut=st.integers(1, 11), carry=st.sampled_from(CARRIES))
@examples(40)
def test_a_carried_profile_fits_and_differs_only_where_a_note_says_so(
    points: dict[str, Decimal], cut: int, carry: Carry
) -> None:
    new = narrowed(q2_1={"maximum": cut}, q2_3={"maximum": 20 - cut})
    old = kla.Profile.from_dict({"year": 2024, "points": points}, SMALL)
    (found,) = compared(SMALL, new, [old], carry=carry).refused or (None,)
    above = {
        name for name, value in points.items() if value * 1000 > new.node(name).ceiling_thousandths
    }
    assert (found is None) == (not above)
    if found is None:
        return
    assert found.carried is not None
    assert found.carried.edition is new
    said = {note.node for note in found.notes}
    assert above <= said
    now = found.carried.points
    for name, value in points.items():
        most, was = new.node(name).ceiling_thousandths, SMALL.node(name).ceiling_thousandths
        if name not in said:
            assert now[name] == value
        elif carry == "scale":
            assert now[name] * 1000 == Fraction(value) * 1000 * most // was
        else:
            assert now.get(name) == (None if carry == "unknown" else Decimal(most) / 1000)


def test_pairs_of_one_edition_are_all_its_nodes() -> None:
    assert pairs_of(SMALL, LESS, None).new_of == {name: name for name in SMALL.ids}


# -- the command -------------------------------------------------------------------------------------


def test_the_command_fails_on_a_refused_profile_as_asked(tmp_path: Path) -> None:
    old, new = kla.edition("kla-2022"), kla.edition("kla-2024")
    words = (
        "compare",
        old.id,
        new.id,
        "--fail-on",
        "refused",
        "--limit",
        "0",
        "--no-nation",
        "--lang",
        "en",
    )
    assert command(*words)[0] == 4  # the rules alone tell of some
    fits, other = tmp_path / "fits.yaml", tmp_path / "other.yaml"
    data: dict[str, Any] = {
        "year": 2022,
        "points": {"K2": float(new.node("K2").maximum_points or 0)},
    }
    fits.write_text(yaml.safe_dump(data), encoding="utf-8")
    assert command(*words, "--profiles", fits)[0] == 0
    more = copy.deepcopy(data)
    more["points"]["K2"] = float(old.node("K2").maximum_points or 0)
    other.write_text(yaml.safe_dump(more), encoding="utf-8")
    code, out, _ = command(*words, "--profiles", tmp_path)
    assert (code, "1 of 2 given profiles fit the new rules" in out) == (4, True)
    assert "left out" in out
    code, out, _ = command(*words, "--profiles", tmp_path, "--carry", "clip")
    assert (code, "CARRIED OVER (clip" in out) == (4, True)
