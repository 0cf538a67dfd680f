"""A plan over scenarios: the least effort that reaches the level in a share of them."""

import itertools
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

import kla_rules as kla
from kla_rules.conditions.operators import Bound, Comparator, PointsOf
from kla_rules.core.reading.schemas import schema
from kla_rules.core.text import Text
from kla_rules.model.levels import Requirement
from kla_rules.planning.highs import searched_within
from kla_rules.planning.rows import plan_rows
from kla_rules.steps.model import Assumption, Catalogue, Step
from support import PASURUAN, SMALL, Ground, command, examples, profile_in

pytest.importorskip("highspy")

CITY = profile_in(PASURUAN)
HOLDS = [Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(9, 10), Fraction(1)]


class Sweep:
    """What has profiles, as a sweep does."""

    def __init__(self, *profiles: kla.Profile) -> None:
        self.profiles = profiles


def edition_of(case: Mapping[str, Any]) -> kla.Edition:
    """Return the small edition with the steps of a case, its floor, and what else is asked for."""
    made = {
        name: Step(
            name,
            Text(f"Langkah {name}", f"Step {name}"),
            Text("Kerjakan.", "Do it."),
            "enact",
            tuple(mends),
            "planning" if index % 2 else "health",
            after=tuple(after),
            when=case["when"].get(name),
        )
        for index, (name, (mends, _, after)) in enumerate(case["steps"].items())
    }
    assumed = {name: one for name, (_, one, _) in case["steps"].items()}
    provenance = SMALL.edition.levels[0].provenance
    title = Text("syarat", "requirement")
    requirements = [
        Requirement(f"ours-{index}", title, "utama", when, (2024,), provenance)
        for index, when in enumerate(case["requirements"])
    ]
    edition = SMALL.with_floor(case["floor"], requirements=tuple(requirements))
    catalogue = Catalogue(made, assumed, Text("rekaan", "invented"), (), "0" * 64)
    return evolve(edition, attached={"steps": catalogue})


def profile_of(case: Mapping[str, Any], points: Mapping[str, Any]) -> kla.Profile:
    answers = {name: {"points": one} for name, one in points.items() if one is not None}
    return SMALL.profile(answers, edition_of(case))


@st.composite
def cases(draw: st.DrawFn, *, when: bool = False, ground: Ground = SMALL) -> dict[str, Any]:
    """Return a few steps, a profile, some scenarios, and what is asked of a plan."""
    names = [f"step-{letter}" for letter in "abcdefg"[: draw(st.integers(2, 6))]]
    some = st.sampled_from(ground.some)
    steps = {}
    for index, name in enumerate(names):
        mends = draw(st.lists(some, min_size=1, max_size=2, unique=True))
        share = draw(st.sampled_from([Decimal("0.5"), Decimal(1), Decimal(1)]))
        assumed = Assumption(draw(st.integers(0, 5)), draw(st.integers(1, 6)), share)
        after = draw(st.lists(st.sampled_from(names[:index]), max_size=1)) if index else []
        steps[name] = (mends, assumed, after)

    lacking = ground.lacking // 1000
    asked: dict[str, Any] = {}
    if draw(st.booleans()):
        asked["by"] = draw(st.integers(1, 12))
    if draw(st.booleans()):
        asked["locked"] = draw(st.lists(st.sampled_from(names), max_size=2, unique=True))
    if draw(st.booleans()):
        asked["agency_limits"] = {"health": draw(st.integers(0, 3))}
    node = draw(st.sampled_from(["1", "2", "4.1"]))
    most = ground.edition.node(node).ceiling_thousandths // 1000
    comparators: list[Comparator] = ["at_least", "above", "at_most"]
    comparator = draw(st.sampled_from(comparators))
    own = [PointsOf(node, Bound(comparator, draw(st.integers(0, most))))]
    required = own if draw(st.booleans()) else []
    # Of an answer that is not known nobody knows that it is low: then a ceiling never holds.
    known = bool(required) and comparator == "at_most"
    conditions = [PointsOf("1", Bound("at_least", draw(st.integers(0, 30))))] if when else []

    def points() -> dict[str, Any]:
        parts = [0, 0.25, 0.5, 1] if known else [None, 0, 0.25, 0.5, 1]
        have = {name: draw(st.sampled_from(parts)) for name in ground.some}
        return {
            name: None if part is None else ground.most(name) * part / 1000
            for name, part in have.items()
        }

    return {
        "steps": steps,
        "points": points(),
        "scenarios": [points() for _ in range(draw(st.integers(1, 5)))],
        "floor": ground.edition.maximum_thousandths
        - (lacking - draw(st.integers(0, lacking))) * 1000,
        "requirements": required,
        "when": {draw(st.sampled_from(names)): one for one in conditions},
        "hold": draw(st.sampled_from(HOLDS)),
        "asked": asked,
    }


def planned(case: Mapping[str, Any], **more: Any) -> kla.Plan:
    scenarios = [profile_of(case, one) for one in case["scenarios"]]
    asked = {"hold": case["hold"], **case["asked"], **more}
    return kla.plan(profile_of(case, case["points"]), "utama", scenarios=scenarios, **asked)


def first_of(case: Mapping[str, Any], result: kla.Evaluation) -> dict[str, list[str]]:
    """Return by step those that must come before it from where a profile stands."""
    low = result.bounds.low_thousandths
    lacking = {
        name for name in SMALL.some if low[result.edition.positions[name]] < SMALL.most(name)
    }
    return {
        name: [one for one in after if lacking & set(case["steps"][one][0])]
        for name, (_, _, after) in case["steps"].items()
    }


def ends_of(case: Mapping[str, Any], first: Mapping[str, Sequence[str]], name: str) -> int:
    months = int(case["steps"][name][1].months)
    return months + max((ends_of(case, first, one) for one in first[name]), default=0)


def sets_of(case: Mapping[str, Any]) -> Iterator[tuple[Decimal, int]]:
    """Yield effort, and in how many scenarios the level is reached, of every set of steps."""
    steps, asked = case["steps"], case["asked"]
    base = kla.evaluate(profile_of(case, case["points"]))
    first = first_of(case, base)
    there = [at_worst(case, one) for one in case["scenarios"]]
    firsts = [first_of(case, one) for one in there]
    for size in range(len(steps) + 1):
        for chosen in itertools.combinations(steps, size):
            own = [name for name in chosen if list(steps).index(name) % 2 == 0]
            if (
                set(chosen) & set(asked.get("locked", ()))
                or any(one not in chosen for name in chosen for one in first[name])
                or any(ends_of(case, first, name) > asked.get("by", 99) for name in chosen)
                or len(own) > asked.get("agency_limits", {}).get("health", 99)
            ):
                continue
            reached = 0
            for result, before in zip(there, firsts, strict=True):
                can = set(chosen)
                while late := {
                    name
                    for name in can
                    if not set(before[name]) <= can
                    or ends_of(case, before, name) > asked.get("by", 99)
                }:
                    can -= late
                reached += result.with_steps(sorted(can)).after.level == "utama"
            yield Decimal(sum(int(steps[name][1].effort) for name in chosen)), reached


def at_worst(case: Mapping[str, Any], points: Mapping[str, Any]) -> kla.Evaluation:
    """Return a scenario in which what is not known is worth nothing."""
    return kla.evaluate(profile_of(case, {name: one or 0 for name, one in points.items()}))


@examples(25)
@given(cases())
def test_the_effort_is_the_least_of_all_sets_of_steps(case: dict[str, Any]) -> None:
    hold_the_least(case)


@pytest.mark.slow
@settings(max_examples=200)
@given(cases())
def test_the_effort_is_always_the_least_of_all_sets_of_steps(case: dict[str, Any]) -> None:
    hold_the_least(case)


def hold_the_least(case: Mapping[str, Any]) -> None:
    plan, needed = planned(case), math.ceil(case["hold"] * len(case["scenarios"]))
    efforts = [effort for effort, reached in sets_of(case) if reached >= needed]
    assert plan.feasible is bool(efforts)
    assert plan.across is not None
    assert (plan.scenarios, plan.across.needed) == (len(case["scenarios"]), needed)
    if not efforts:
        assert plan.reason is not None
        assert "{" not in plan.reason.en + plan.reason.id
        return
    assert (plan.effort, plan.optimal, plan.bound) == (min(efforts), True, min(efforts))
    assert plan.holds >= needed
    assert (plan.effort, plan.holds) in set(sets_of(case))


@examples(15)
@given(st.booleans().flatmap(lambda when: cases(when=when)))
def test_over_the_profile_itself_it_takes_what_the_plan_for_it_takes(case: dict[str, Any]) -> None:
    own = {**case, "scenarios": [case["points"]] * 3}
    over = planned(own)
    alone = kla.plan(profile_of(case, case["points"]), "utama", **case["asked"])
    assert (over.feasible, over.effort) == (alone.feasible, alone.effort)
    assert [one.id for one in over.steps] == [one.id for one in alone.steps]
    assert over.evaluation.level == alone.evaluation.level


@examples(8)
@given(cases())
def test_to_hold_in_more_scenarios_never_takes_less(case: dict[str, Any]) -> None:
    plans = [planned(case, hold=hold) for hold in HOLDS]
    for less, more in itertools.pairwise(plans):
        assert less.feasible or not more.feasible
        assert not more.feasible or less.effort <= more.effort


@examples(15)
@given(cases(when=True))
def test_each_scenario_comes_to_what_is_told_of_it(case: dict[str, Any]) -> None:
    # Steps that wait for points: `across` holds every improved profile against what was planned.
    plan = planned(case)
    assert plan.across is not None
    holds = [one.number for one in plan.across.outcomes if one.holds]
    assert sorted([*holds, *plan.across.fails]) == list(range(1, plan.scenarios + 1))
    assert not set(plan.across.out_of_reach) & set(holds)
    assert not plan.feasible or plan.holds >= plan.across.needed


# -- what it says ----------------------------------------------------------------------------------


def varied(*points: float) -> list[kla.Profile]:
    """Return the city with other points at one question."""
    data = CITY.to_dict()
    return [
        kla.Profile.from_dict({**data, "answers": {**data["answers"], "6.2": {"points": one}}})
        for one in points
    ]


def test_it_says_in_how_many_scenarios_it_holds_in_which_not_and_that_they_are_assumed() -> None:
    scenarios = varied(0, 3, 6, 9)
    plan = kla.plan(CITY, "madya", scenarios=Sweep(*scenarios), hold=0.75)
    assert plan.across is not None
    assert (plan.feasible, plan.scenarios, plan.holds >= 3) == (True, 4, True)
    assert plan.across.fails == tuple(
        number for number, one in enumerate(plan.across.outcomes, 1) if not one.holds
    )
    for page in (plan.explain("en"), plan.brief("en")):
        text = " ".join(page.split())
        assert f"Madya is reached in {plan.holds} of 4 scenarios; 3 were asked for" in text
        assert "cenarios are assumed" in text
    assert f"dalam {plan.holds} dari 4 skenario" in " ".join(plan.explain("id").split())
    assert all("gains_in" in row for row in plan_rows(plan, "points", "en"))
    assert f"{plan.holds} of 4 scenarios" in repr(plan)
    told = plan.to_dict()
    Draft7Validator(schema("plan")).validate(told)
    assert told["scenarios"]["holds"] == plan.holds
    assert told["scenarios"]["assumed"] is True
    assert len(told["scenarios"]["outcomes"]) == 4
    assert "scenarios" not in kla.plan(CITY, "madya").to_dict()


def test_where_enough_scenarios_hold_already_nothing_is_to_be_done() -> None:
    plan = kla.plan(CITY, "pratama", scenarios=varied(0, 8))
    assert (plan.feasible, plan.steps, plan.effort, plan.holds) == (True, (), Decimal(0), 2)
    assert "without any step in 2 of 2 scenarios" in plan.explain("en")


def test_where_no_act_helps_it_says_in_how_many_and_what_holds_the_closest_back() -> None:
    plan = kla.plan(CITY, "kla", by=2, scenarios=varied(0, 8))
    assert plan.across is not None
    limit = plan.across.limit
    assert (plan.feasible, plan.across.out_of_reach) == (False, (1, 2))
    assert limit is not None
    assert limit.number == 2
    alone = kla.plan(varied(8)[0], "kla", by=2)
    assert alone.reasons is not None
    assert limit.short_points == alone.reasons.short_points
    assert limit.most_points == alone.reasons.most_points
    assert "in 2 no act helps" in " ".join(plan.explain("en").split())
    told = plan.to_dict()["scenarios"]["limit"]
    assert told is not None
    assert told["number"] == 2


def test_equal_scenarios_are_counted_as_often_as_they_are_given() -> None:
    once = kla.plan(CITY, "madya", scenarios=varied(0, 8), hold=0.5)
    often = kla.plan(CITY, "madya", scenarios=varied(0, *[8] * 98), hold=0.5)
    assert (often.effort, often.scenarios) == (once.effort, 99)


def test_wrong_scenarios_are_refused_with_their_place() -> None:
    other = kla.Profile.from_dict({"edition": "kla-2022", "year": 2022})
    asked: list[tuple[Any, Any, str]] = [
        ([], 0.9, "plan.scenarios-none"),
        ((CITY for _ in itertools.count()), 0.9, "plan.scenarios-many"),
        ([CITY, other], 0.9, "plan.scenario-edition"),
        ([CITY], 0, "plan.no-hold"),
        ([CITY], 1.01, "plan.no-hold"),
        ([CITY], float("nan"), "plan.no-hold"),
        ([CITY], float("inf"), "plan.no-hold"),
        ([CITY], True, "plan.no-hold"),
        ([CITY], "0.9", "plan.no-hold"),
    ]
    for scenarios, hold, finding in asked:
        with pytest.raises(kla.planning.PlanError) as error:
            kla.plan(CITY, "madya", scenarios=scenarios, hold=hold)
        assert [one.id for one in error.value.findings] == [finding]
    with pytest.raises(kla.planning.PlanError) as error:
        kla.plan(CITY, "madya", scenarios=[CITY], alternatives=1)
    assert [one.id for one in error.value.findings] == ["plan.scenarios-alternatives"]
    nothing: list[Any] = ["text", 5, CITY, [1], {"a": 1}]
    for scenarios in nothing:
        with pytest.raises(TypeError):
            kla.plan(CITY, "madya", scenarios=scenarios)


def test_a_share_is_taken_as_the_decimal_that_it_prints_as() -> None:
    ten = varied(*range(10))
    for hold in (0.9, Decimal("0.9"), Fraction(9, 10)):
        plan = kla.plan(CITY, "pratama", scenarios=ten, hold=hold)
        assert plan.across is not None
        assert plan.across.needed == 9


def test_blocks_of_time_within_another_end_with_it() -> None:
    scenarios = varied(0, 4, 8)
    with searched_within(0), pytest.raises(kla.planning.SolverError):
        kla.plan(CITY, "nindya", scenarios=scenarios)


def test_the_command_takes_files_and_folders_of_scenarios(tmp_path: Path) -> None:
    for number, one in enumerate(varied(0, 4, 8)):
        text = yaml.safe_dump(one.to_dict(), allow_unicode=True)
        (tmp_path / f"{number}.yaml").write_text(text, encoding="utf-8")
    asked = ["plan", str(PASURUAN), "--to", "madya", "--scenarios", str(tmp_path)]
    code, out, _ = command(*asked, "--hold", "0.6", "--format", "json")
    data = json.loads(out)
    assert (code, data["scenarios"]["count"], data["scenarios"]["needed"]) == (0, 3, 2)
    alone = ("plan", str(PASURUAN), "--to", "madya", "--hold", "0.6", "--lang", "en")
    code, _, err = command(*alone)
    assert (code, "--scenarios" in err) == (2, True)
    assert command(*asked, "--hold", "half")[0] == 2
