"""Plans that do a step in as many units as it takes, where a table says what a unit is worth."""

import csv
import functools
import io
import itertools
import json
import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

import kla_rules as kla
from kla_rules.core.reading.schemas import schema
from kla_rules.core.text import Text
from kla_rules.steps.model import Assumption, Catalogue, Place, Step
from support import ROOT, SMALL, TREE, Ground, examples, profile_in, steps_in

pytest.importorskip("highspy")

FOLDER = ROOT / "examples" / "kota-pasuruan"
TODAY = kla.evaluate(profile_in(FOLDER), assume="proportional")


def with_floors(**floors: int) -> kla.Edition:
    """Return the edition with other floors of some levels."""
    levels = [
        evolve(level, floor_thousandths=floors.get(level.id, level.floor_thousandths))
        for level in TREE.levels
    ]
    return evolve(TREE, levels=tuple(levels))


# Madya begins a little above the city, nindya a little above its best case: it takes a few steps,
# some of them unit by unit.
NEAR = with_floors(madya=TODAY.low_thousandths + 10_000, nindya=TODAY.high_thousandths + 5000)
CITY = kla.evaluate(profile_in(FOLDER), NEAR, assume="proportional")
# Of these the first two are answered by units; a step mends each.
STEPS = {"rooms": "26.10", "forums": "26.4", "decree": "6.1"}
SMALL_STEPS = {"rooms": "4.2", "forums": "1.3", "decree": "1.1"}
# The second question of the small edition stands below a cap, together with the third.
REAL_GROUND = Ground(TREE, tuple(STEPS.values()), {})
SMALL_GROUND = Ground(SMALL.edition, tuple(SMALL_STEPS.values()), SMALL.beside)


# What one office does would mend these gaps with less; only what is done in many places is left.
CATALOGUE = steps_in(TREE)
OFFICES = [step.id for step in CATALOGUE.steps.values() if step.place is None]


# Without it, no unit is worth what it takes.
MARGIN = Decimal("0.05")


@functools.cache
def madya() -> kla.Plan:
    """Return the plan of the city for madya, by what is done in many places."""
    return kla.plan(CITY, "madya", locked=OFFICES, margin=MARGIN)


def edition_of(
    ground: Ground,
    steps: Mapping[str, str],
    assumed: Mapping[str, Assumption],
    floor: int,
    further: Decimal,
) -> kla.Edition:
    text = Text("Kerjakan", "Do it")
    made = {
        name: Step(
            name, text, text, "establish", (question,), "planning",
            place=None if name == "decree" else "wards",
        )
        for name, question in steps.items()
    }  # fmt: skip
    edition = ground.with_floor(floor)
    wards = Place("wards", text, number=9, effort=further, months=Decimal("0.5"))
    catalogue = Catalogue(
        made, dict(assumed), Text("rekaan", "invented"), (), "0" * 64, {"wards": wards}, text
    )
    return evolve(edition, attached={"steps": catalogue})


def scale_of(edition: str, bands: Mapping[str, list[tuple[int, int, float]]]) -> dict[str, Any]:
    return {
        "id": "ours", "source": "invented", "edition": edition, "illustrative": True,
        "scales": {
            question: {"bands": [{"from": a, "to": b, "points": p} for a, b, p in some]}
            for question, some in bands.items()
        },
    }  # fmt: skip


STAIRS: dict[str, list[tuple[int, int, float]]] = {
    "rooms": [(0, 50, 0), (50, 80, 1.5), (80, 100, 4)],
    "forums": [(0, 30, 1), (30, 100, 3)],
}
counts = st.integers(1, 7).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@frozen
class Case:
    """Two questions answered by units: how many count and how many there are, and what steps take."""

    units: tuple[tuple[int, int], tuple[int, int]]
    unknown: bool
    efforts: tuple[Any, Any, Any]
    parts: tuple[Decimal, Decimal]
    table: bool
    lack: int
    further: Decimal = Decimal("0.1")


def drawn(lack: int) -> st.SearchStrategy[Case]:
    """Draw a case that lacks up to so many thousandths."""
    return st.builds(
        Case,
        st.tuples(counts, counts),
        st.booleans(),
        st.tuples(*[st.sampled_from([1, 2, 4, Decimal("0.75")])] * 3),
        st.tuples(*[st.sampled_from([Decimal("0.5"), Decimal(1)])] * 2),
        st.booleans(),
        st.integers(0, lack),
        st.sampled_from([Decimal(0), Decimal("0.1"), Decimal("0.25"), Decimal(1)]),
    )


@examples(30)
@given(drawn(30_000))
def test_the_effort_is_the_least_of_all_numbers_of_units(case: Case) -> None:
    hold_the_least_units(case, SMALL_GROUND, SMALL_STEPS)


@pytest.mark.parametrize("table", [False, True])
@pytest.mark.parametrize("lack", [4_000, 11_000])
def test_the_effort_on_the_instrument_is_the_least_of_all_numbers_of_units(
    lack: int, *, table: bool
) -> None:
    parts = (Decimal("0.5"), Decimal(1))
    case = Case(((1, 3), (0, 2)), lack == 4_000, (2, Decimal("0.75"), 4), parts, table, lack)
    hold_the_least_units(case, REAL_GROUND, STEPS)


@pytest.mark.parametrize("units", [((1, 3), (1, 3)), ((1, 3), (1, 7)), ((2, 6), (5, 7))])
@pytest.mark.parametrize("unknown", [False, True])
def test_digits_beyond_thousandths_are_no_reason_to_miss_a_level(
    units: tuple[tuple[int, int], tuple[int, int]], *, unknown: bool
) -> None:
    parts = (Decimal("0.5"), Decimal("0.5"))
    for lack in (0, 1, 2, 5_000):
        case = Case(units, unknown, (1, 1, 1), parts, False, lack, Decimal(0))  # noqa: FBT003 - a row
        hold_the_least_units(case, REAL_GROUND, STEPS)


def test_what_is_cut_off_of_a_question_need_not_be_cut_off_of_the_score() -> None:
    parts = (Decimal("0.5"), Decimal("0.5"))
    case = Case(((1, 6), (6, 7)), False, (1, 1, 1), parts, False, 1239, Decimal("0.1"))  # noqa: FBT003 - a row
    hold_the_least_units(case, REAL_GROUND, STEPS)


@pytest.mark.slow
@settings(max_examples=60)
@given(drawn(13_500))
def test_the_effort_on_the_instrument_is_always_the_least_of_all_numbers_of_units(
    case: Case,
) -> None:
    hold_the_least_units(case, REAL_GROUND, STEPS)


def hold_the_least_units(case: Case, ground: Ground, steps: Mapping[str, str]) -> None:
    """Hold a plan against every number of units in which its steps could be done."""
    floor = ground.edition.maximum_thousandths - 1 - case.lack
    assumed = {
        "rooms": Assumption(case.efforts[0], 1, case.parts[0]),
        "forums": Assumption(case.efforts[1], 1, case.parts[1]),
        "decree": Assumption(case.efforts[2], 1, 1),
    }
    edition = edition_of(ground, steps, assumed, floor, case.further)
    stairs = scale_of(edition.id, {steps[name]: bands for name, bands in STAIRS.items()})

    def at(rooms: int, forums: int, *, decree: bool) -> kla.Evaluation:
        most = ground.most(steps["decree"]) / 1000
        given: dict[str, Any] = {steps["decree"]: {"points": most if decree else 0}}
        for name, (_, whole), count in zip(
            ("rooms", "forums"), case.units, (rooms, forums), strict=True
        ):
            known = {"part": count, "whole": whole}
            open_ones = whole - count if case.unknown else 0
            given[steps[name]] = {"units": {**known, "unknown": open_ones}}
        more = {"scales": stairs} if case.table else {}
        profile = ground.profile(given, edition, **more)
        return kla.evaluate(profile, assume=None if case.table else "proportional")

    def effort(name: str, count: int) -> Fraction:
        one = assumed[name]
        if not count:
            return Fraction(0)
        places = math.ceil(count / Fraction(one.share))
        grown = Fraction(one.effort) * 100 * (1 + Fraction(case.further) * (places - 1))
        return Fraction(math.ceil(grown), 100)

    def months(name: str, count: int) -> int:
        places = math.ceil(count / Fraction(assumed[name].share))
        return 1 + math.ceil(Fraction(places - 1, 2))

    (rooms, all_rooms), (forums, all_forums) = case.units
    best: Fraction | None = None
    for more, others, decree in itertools.product(
        range(all_rooms - rooms + 1), range(all_forums - forums + 1), (False, True)
    ):
        if at(rooms + more, forums + others, decree=decree).low_thousandths >= floor:
            total = (
                effort("rooms", more)
                + effort("forums", others)
                + (Fraction(assumed["decree"].effort) if decree else 0)
            )
            best = total if best is None else min(best, total)
    plan = kla.plan(at(rooms, forums, decree=False), "utama")
    assert plan.feasible is (best is not None)
    if best is not None:
        assert Fraction(plan.effort) == best
        assert plan.evaluation.low_thousandths >= floor
        assert len({one.id for one in plan.steps}) == len(plan.steps)
        for one in plan.steps:
            count = one.units.count if one.units else 1
            needed = effort(one.id, count) if one.units else Fraction(assumed[one.id].effort)
            assert Fraction(one.effort) == needed
            assert one.ends == (months(one.id, count) if one.units else 1)
            assert (one.places and one.places.count) == (count if one.units else None)
        assert plan.months == max((one.ends for one in plan.steps), default=0)


def test_mending_the_units_that_a_plan_names_gives_what_it_counts_on() -> None:
    plan = madya()
    table = {row["id"]: row for row in kla.units.Units.read(FOLDER / "units.csv").rows()}
    facts = {"26.16": "child_profile_indicators", "26.11": "family_consultation_works"}
    told = [one for one in plan.steps if one.units is not None and one.questions[0] in facts]
    assert told
    for one in told:
        assert one.units is not None
        assert one.units.count == len(one.units.ids) <= one.units.lacking
        mended = [
            {**row, facts[one.questions[0]]: True} if row["id"] in one.units.ids else row
            for row in table.values()
        ]
        counted = kla.rollup(mended).answers()[one.questions[0]]
        profile = kla.Profile.from_dict({"year": 2024, "answers": {one.questions[0]: counted}})
        after = kla.evaluate(profile, assume="proportional").node(one.questions[0])
        assert after.range[0] == plan.evaluation.node(one.questions[0]).points
    one, text = told[0], " ".join(plan.explain("en").split())
    assert one.units is not None
    counts = f"in {one.units.count} of {one.units.lacking} units"
    assert f"{counts} not recorded as having it: " in text
    assert "is that of so many places" in text
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(plan.to_csv("en")))}
    assert rows[one.id]["units"] == str(one.units.count)
    assert rows[one.id]["unit_ids"].split() == list(one.units.ids)
    elsewhere = next(one for one in plan.steps if one.units is None)
    assert rows[elsewhere.id]["units"] == ""
    Draft7Validator(schema("plan")).validate(json.loads(json.dumps(plan.to_dict())))


def test_units_cost_less_than_doing_a_step_everywhere() -> None:
    whole = kla.Profile.from_dict(CITY.profile.to_dict())
    again = kla.evaluate(whole, NEAR, assume="proportional")
    assert kla.plan(again, "madya", locked=OFFICES, margin=MARGIN).effort == madya().effort
    fewest, _ = CITY.bounds.exact_thousandths
    by_units = [name for name, one in CITY.profile.answers.items() if one.form == "units"]
    exact = {name: fewest[TREE.positions[name]] for name in by_units}
    # The digits that JSON keeps: what is left out is less than a millionth of a thousandth.
    points = {name: {"points": float(figure / 1000)} for name, figure in exact.items()}
    given = {**whole.to_dict()["answers"], **points}
    data = {**whole.to_dict(), "answers": given}
    plain = kla.evaluate(kla.Profile.from_dict(data), NEAR, assume="proportional")
    assert any(figure % 1 for figure in exact.values())
    assert plain.low_thousandths == CITY.low_thousandths
    assert madya().effort < kla.plan(plain, "madya", locked=OFFICES, margin=MARGIN).effort


def test_without_a_table_a_step_is_done_everywhere_and_says_where_that_is() -> None:
    city = profile_in(FOLDER)
    near = with_floors(madya=kla.evaluate(city).low_thousandths + 1000)
    rest = [name for name in CATALOGUE.steps if name != "i26-working-family-consultation"]
    plan = kla.plan(kla.evaluate(profile_in(FOLDER), near), "madya", locked=rest)
    share = kla.rollup(FOLDER / "units.csv")["26.11"]
    assert not kla.plan(plan.before, "madya", locked=[*CATALOGUE.steps]).feasible
    (one,) = [one for one in plan.steps if one.questions == ("26.11",)]
    assert one.units is not None
    assert one.units.count == one.units.lacking == len(share.holding) + len(share.open)
    assert "in all 25 units not recorded as having it: Sebani" in " ".join(
        plan.explain("en").split()
    )


def test_a_step_done_unit_by_unit_is_one_step_of_its_agency_and_can_be_locked() -> None:
    plan = madya()
    by_units = [one for one in plan.steps if one.units and one.units.count < one.units.lacking]
    assert by_units
    agency = by_units[0].step.responsible
    assert agency is not None
    own = [one for one in plan.steps if one.step.responsible == agency]
    limits = {agency: len(own)}
    limited = kla.plan(CITY, "madya", agency_limits=limits, locked=OFFICES, margin=MARGIN)
    assert limited.effort == plan.effort
    locked = kla.plan(
        CITY, "madya", locked=[*OFFICES, *(one.id for one in by_units)], margin=MARGIN
    )
    assert not {one.id for one in by_units} & {one.id for one in locked.steps}
    done = kla.plan(CITY, "madya", done=[by_units[0].id], locked=OFFICES, margin=MARGIN)
    assert by_units[0].id not in {one.id for one in done.steps}


def test_in_the_best_case_only_units_known_to_lack_it_are_counted() -> None:
    worst = kla.plan(CITY, "utama")
    best = kla.plan(CITY, "nindya", assume="best", locked=OFFICES)
    assert CITY.profile.rollup is not None
    lacking = {one.questions[0]: one.units.lacking for one in worst.steps if one.units}
    told = [one for one in best.steps if one.units and one.questions[0] in lacking]
    assert told
    for one in told:
        assert one.units is not None
        share = CITY.profile.rollup[one.questions[0]]
        assert one.units.lacking == share.whole - share.part - share.unknown
        assert one.units.lacking <= lacking[one.questions[0]]
