"""Where steps are done: what more places take, what is not known, and the first steps of many plans."""

import itertools
import math
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
import planned
from kla_rules.core.text import Text
from kla_rules.steps.model import Assumption, Place
from kla_rules.steps.page import with_steps
from kla_rules.steps.places import MOST_PLACES, Places, StepPlaces, in_places
from support import ROOT, TREE, command, examples, profile_in, rules_of, steps_in

CATALOGUE = steps_in(TREE)
CITY = kla.evaluate(kla.Profile.read(ROOT / "examples" / "kota-pasuruan-illustrative.yaml"))
COUNTED = kla.evaluate(profile_in(ROOT / "examples" / "kota-pasuruan"), assume="proportional")
NOTHING = kla.evaluate(kla.Profile.from_dict({"year": 2024, "stage": "self"}))
TEXT = Text("tempat", "places")
parts = st.decimals(0, 1, places=2)


def answered(node: str, answer: dict[str, object]) -> kla.Evaluation:
    data = {"year": 2024, "stage": "self", "answers": {node: answer}}
    return kla.evaluate(kla.Profile.from_dict(data))


# -- laws ------------------------------------------------------------------------------------------


@examples(200)
@given(
    st.one_of(st.integers(0, 10_000), st.decimals(0, 100, places=2)),
    st.integers(0, 1200),
    parts,
    parts,
    st.lists(st.integers(1, MOST_PLACES), min_size=2, max_size=2).map(sorted),
)
def test_more_places_take_at_least_as_much_and_as_long(
    effort: int | Decimal, months: int, more: Decimal, longer: Decimal, counts: list[int]
) -> None:
    one = Assumption(effort, months, Decimal("0.5"))
    place = Place("p", TEXT, number=1, effort=more, months=longer)
    alone, few, many = (
        in_places(one, StepPlaces(place, count, is_assumed=False)) for count in (1, *counts)
    )
    assert alone == one
    assert one.effort <= few.effort <= many.effort
    assert one.months <= few.months <= many.months
    assert few.share == many.share == one.share
    exact = Fraction(effort) * (1 + Fraction(more) * (counts[1] - 1))
    assert 0 <= Fraction(many.effort) - exact < Fraction(1, 100)
    assert many.months == months + math.ceil(Fraction(longer) * (counts[1] - 1))


@pytest.mark.parametrize("kind", sorted(CATALOGUE.places))
def test_every_step_of_the_catalogue_takes_no_less_in_more_places(kind: str) -> None:
    for step in CATALOGUE.steps.values():
        if step.place == kind:
            assumed = CATALOGUE.assumptions[step.id]
            taken = [
                Places(NOTHING, CATALOGUE, {kind: count}).of(step)
                for count in (1, 2, 34, 200, 5000)
            ]
            costs = [in_places(assumed, places) for places in taken]
            assert costs[0] == assumed
            for before, after in itertools.pairwise(costs):
                assert before.effort < after.effort
                assert before.months <= after.months


def test_a_plan_takes_no_less_where_there_are_more_places() -> None:
    plans = [
        kla.plan(CITY, "utama", places=dict.fromkeys(CATALOGUE.places, count))
        for count in (1, 4, 40, 400)
    ]
    efforts = [plan.effort for plan in plans]
    assert efforts == sorted(efforts)
    assert efforts[0] < efforts[-1]


def test_in_one_place_a_plan_is_that_of_the_assumptions_alone() -> None:
    bare = evolve(
        CATALOGUE,
        steps={name: evolve(step, place=None) for name, step in CATALOGUE.steps.items()},
    )
    edition = evolve(TREE, attached={"steps": bare})
    city = kla.evaluate(evolve(CITY.profile, edition=edition))
    alone = kla.plan(CITY, "nindya", places=dict.fromkeys(CATALOGUE.places, 1))
    offices = kla.plan(city, "nindya")
    assert [(one.id, one.effort, one.ends) for one in alone.steps] == [
        (one.id, one.effort, one.ends) for one in offices.steps
    ]


# -- how many there are ----------------------------------------------------------------------------


def test_an_unknown_number_is_one_labelled_assumption() -> None:
    plan = kla.plan(NOTHING, "nindya")
    used = [one.places for one in plan.steps if one.places is not None]
    assert used
    assert all(places.is_assumed for places in used)
    text = " ".join(plan.explain("en").split())
    label = "How many places this region has is not known; assumed are "
    assert text.count(label) == 1
    for places in used:
        assert f"{places.count} {places.place.title.en}" in text[text.index(label) :]
        assert f"in {places.count} {places.place.title.en} (number assumed)" in text
    assert " ".join(plan.explain("id").split()).count("tidak diketahui; yang dianggap") == 1


def test_what_is_known_is_said_without_a_label() -> None:
    known = {"kecamatan": 4, "desa-kelurahan": 34, "schools": 210, "puskesmas": 8}
    plan = kla.plan(CITY, "kla", places={**known, "senior-schools": 31})
    used = [one for one in plan.steps if one.places is not None]
    assert used
    text = " ".join(plan.explain("en").split())
    assert "is not known; assumed are" not in text
    assert "(number assumed)" not in text
    data = {step["id"]: step for step in plan.to_dict()["steps"]}
    for one in used:
        assert one.places is not None
        count = one.places.count
        assert count <= known.get(one.places.place.id, 31)
        told = {"kind": one.places.place.id, "count": count, "assumed": False}
        assert data[one.id]["places"] == told
        assert data[one.id]["effort"] == float(one.effort) > data[one.id]["assumed"]["effort"]
    assert {one.places.count for one in used if one.places} >= {4, 34, 210, 8}
    assert all(data[one.id]["places"] is None for one in plan.steps if one.places is None)
    assert plan.to_dict()["asked"]["places"] == {**known, "senior-schools": 31}


def test_a_table_of_units_tells_how_many_there_are_and_how_many_lack_it() -> None:
    places = Places(COUNTED, CATALOGUE)
    assert places.number(CATALOGUE.places["kecamatan"]) == (4, False)
    assert places.number(CATALOGUE.places["desa-kelurahan"]) == (34, False)
    assert places.number(CATALOGUE.places["schools"]) == (34, True)
    lacking = places.of(CATALOGUE.steps["i26-child-profile-indicators"])
    assert lacking is not None
    assert (lacking.count, lacking.is_assumed) == (17, False)
    everywhere = places.of(CATALOGUE.steps["i16-household-sanitation"])
    assert everywhere is not None
    assert (everywhere.count, everywhere.is_assumed) == (34, False)
    assert places.of(CATALOGUE.steps["i06-forum-anak-decree"]) is None


VILLAGES = CATALOGUE.places["desa-kelurahan"]
ASSUMED = VILLAGES.number or 0


@pytest.mark.parametrize(
    ("answer", "best", "count", "is_assumed"),
    [
        ({"units": {"part": 20, "whole": 34, "unknown": 5}}, False, 14, False),
        ({"units": {"part": 20, "whole": 34, "unknown": 5}}, True, 9, False),
        ({"units": {"part": 34, "whole": 34, "unknown": 0}}, False, 1, False),
        ({"value": 61.5}, False, math.ceil(ASSUMED * Fraction("0.385")), True),
        ({"value": 100}, False, 1, True),
        ({"points": 3}, False, ASSUMED, True),
    ],
)
def test_a_step_is_done_where_what_is_asked_is_lacking(
    answer: dict[str, object], count: int, *, best: bool, is_assumed: bool
) -> None:
    step = CATALOGUE.steps["i26-reading-rooms"]
    places = Places(answered("26.10", answer), CATALOGUE, best=best).of(step)
    assert places is not None
    assert (places.count, places.is_assumed) == (count, is_assumed)


def test_a_share_of_a_known_number_is_no_assumption() -> None:
    step = CATALOGUE.steps["i26-reading-rooms"]
    places = Places(answered("26.10", {"value": 61.5}), CATALOGUE, {"desa-kelurahan": 34}).of(step)
    assert places is not None
    assert (places.count, places.is_assumed) == (14, False)


def test_the_steps_of_an_evaluation_say_the_same_and_stand_by_what_they_take_in_all() -> None:
    todos = [todo for todo in COUNTED.steps if todo.step.place == "desa-kelurahan"]
    whole = next(todo for todo in todos if todo.places and todo.places.count == 34)
    assert whole.taken is not None
    assert whole.assumption is not None
    exact = Fraction(whole.assumption.effort) * (1 + 33 * Fraction(VILLAGES.effort))
    assert 0 <= Fraction(whole.taken.effort) - exact < Fraction(1, 100)
    gain = 0 if whole.step.is_outcome else (whole.low_thousandths + whole.high_thousandths) / 2
    assert whole.worth_thousandths == pytest.approx(gain / float(whole.taken.effort))
    longer = math.ceil(33 * Fraction(VILLAGES.months))
    assert whole.to_dict()["months"] == whole.assumption.months + longer
    from_page = " ".join(with_steps(COUNTED, "en").split())
    assert f"in 34 {VILLAGES.title.en}" in from_page
    assert CATALOGUE.places_title is not None
    assert f"it is said in how many ({CATALOGUE.places_title.en}" in from_page


# -- what is asked ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("places", "finding"),
    [
        ({"school": 3}, "plan.no-place"), ({"schools": 0}, "plan.no-places"),
        ({"schools": 10_001}, "plan.no-places"), ({"schools": True}, "plan.no-places"),
        ({"schools": 2.5}, "plan.no-places"),
    ],
)  # fmt: skip
def test_numbers_of_places_that_make_no_sense_are_refused(
    places: dict[str, int], finding: str
) -> None:
    with pytest.raises(kla.planning.PlanError) as refused:
        kla.plan(CITY, "madya", places=places)
    assert [one.id for one in refused.value.findings] == [finding]
    assert refused.value.findings[0].path[0] == "places"


def test_the_command_takes_places() -> None:
    path = str(ROOT / "examples" / "kota-pasuruan-illustrative.yaml")
    words = ("plan", path, "--to", "utama", "--lang", "en", "--full")
    code, out, _ = command(*words, "--places", "kecamatan=4", "--places", "schools=210")
    assert code == 0
    districts = f"in 4 {CATALOGUE.places['kecamatan'].title.en}"
    assert f"{districts}:" not in out
    assert districts in " ".join(out.split())
    code, _, err = command(*words, "--places", "schools=many")
    assert code == 2
    assert "--places" in err
    assert "a whole number from 1 to 10000" in err.replace(",", "")


# -- the catalogue ---------------------------------------------------------------------------------

SAID = {
    "desa-kelurahan": r"(every|each) village|villages and wards|setiap desa",
    "kecamatan": r"(every|each) sub-district|setiap kecamatan",
    "schools": r"\ball (primary|kindergartens|schools)|smoke-free areas to all schools",
    "puskesmas": r"all health centres|all health facilities",
}


@pytest.mark.parametrize(("place", "words"), SAID.items())
def test_what_a_title_says_of_every_place_is_done_there(place: str, words: str) -> None:
    told = [
        step
        for step in CATALOGUE.steps.values()
        if re.search(words, step.title.en) or re.search(words, step.title.id)
    ]
    assert told
    assert {step.id for step in told if step.place != place} == set()


def test_a_step_is_done_where_its_questions_ask_unless_it_is_listed() -> None:
    for step in CATALOGUE.steps.values():
        questions = [TREE.node(name).question for name in step.mends]
        scopes = {question.scope for question in questions if question is not None}
        if scopes != {"city"}:
            assert {step.place} == scopes


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("i21c-recording-system: desa-kelurahan", "i21c-recording: desa-kelurahan", "step.unknown"),
        ("i21c-recording-system: desa-kelurahan", "i21c-recording-system: desa", "step.no-place"),
        ("    like: desa-kelurahan", "    like: puskesmas", "step.no-place"),
        ("    like: desa-kelurahan", "    like: kecamatan\n    number: 3", "step.place-number"),
        ("  kecamatan: kecamatan", "  kecamatan: districts", "step.no-place"),
        ("  - id: schools", "  - id: puskesmas", "edition.duplicate-id"),
    ],
)
def test_what_is_wrong_with_places_is_found(old: str, new: str, finding: str) -> None:
    found = rules_of().changed("remediation/places.yaml", old, new).findings()
    assert finding in {one.id for one in found}
    files = {str(one.file) for one in found if one.id == finding}
    assert all(file.endswith("places.yaml") for file in files)


def test_an_edition_without_places_does_every_step_in_one_office(rules: Path) -> None:
    (rules / "remediation" / "places.yaml").unlink()
    edition = kla.edition(rules)
    assert {step.place for step in steps_in(edition).steps.values()} == {None}
    city = kla.evaluate(kla.Profile.from_dict({"year": 2024}, edition))
    plan = kla.plan(city, "pratama")
    assert plan.feasible
    assert "in one place" not in " ".join(plan.explain("en").split())


# -- the first steps of many plans -----------------------------------------------------------------


def test_the_first_steps_of_twenty_plans_are_those_that_are_kept() -> None:
    every = dict(planned.plans())
    assert sum(bool(plan.steps) for plans in every.values() for plan in plans) >= 20
    for name, plans in every.items():
        kept = (planned.FOLDER / f"{name}.txt").read_text(encoding="utf-8")
        assert planned.text(plans) == kept, f"{name}: run `python tests/planned.py` and read it"
    assert {path.stem for path in planned.FOLDER.glob("*.txt")} == every.keys()
    # No step in many places stands at the effort of a form.
    form = min(one.effort for one in CATALOGUE.assumptions.values())
    many = [
        one
        for plans in every.values()
        for plan in plans
        for one in plan.steps
        if one.places is not None and one.places.count > 1
    ]
    assert {one.step.place for one in many} == set(CATALOGUE.places)
    assert all(one.effort > form for one in many)
