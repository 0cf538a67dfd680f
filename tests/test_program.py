"""The program of a plan, held against carrying out every set of tasks."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

import kla_rules as kla
from kla_rules.conditions.judge import judge
from kla_rules.conditions.operator import Besides, Limit
from kla_rules.conditions.operators import (
    OPERATORS,
    AllOf,
    AnyOf,
    AtLeast,
    Bound,
    Comparator,
    Condition,
    NodesReaching,
    Not,
    PointsOf,
    RatioOf,
)
from kla_rules.core.text import Text
from kla_rules.evaluation.bounds import bounds
from kla_rules.evaluation.requirements import facts_of
from kla_rules.planning.highs import Highs
from kla_rules.planning.literals import Program, Row
from kla_rules.planning.program import program, waiting_for
from kla_rules.planning.request import Request
from kla_rules.planning.tasks import Standing, Task, standing
from kla_rules.steps.model import Step
from kla_rules.testing import small_edition

EDITION = small_edition()
# Nothing is there but points of the indicator whose maximum nobody knows.
START = {**{node.id: 0 for node in EDITION.nodes if node.question is not None}, "3": 5}


def asked(**more: Any) -> Request:
    text = Text("rekaan", "invented")
    return evolve(Request(EDITION.levels[0], {}, text), **more)


def start(given: Mapping[str, int] = START, assume: str = "worst") -> Standing:
    profile = kla.Profile.from_dict({"year": 2024, "points": dict(given)}, EDITION)
    return standing(kla.evaluate(profile), asked(assume=assume))


def task(name: str, gains: Mapping[str, int]) -> Task:
    text = Text(f"Langkah {name}", f"Step {name}")
    agency = "health" if name in {"a", "b"} else "planning"
    step = Step(name, text, text, "enact", tuple(gains), agency)
    at = {EDITION.positions[node]: gain for node, gain in gains.items()}
    return Task(step, 100, 1, at, soonest=1)


# Together a, b and c gain more than the cap of indicator 1 leaves; c has two parts.
TASKS = {
    "a": task("a", {"1.1": 10_000}),
    "b": task("b", {"1.2": 8_500, "1.3": 10_000}),
    "c": task("c", {"1.4": 6_000, "2.1": 6_000}),
    "d": task("d", {"2.1": 3_000, "4.1": 5_000}),
}


def subsets(names: Iterable[str]) -> Iterator[frozenset[str]]:
    names = tuple(names)
    for size in range(len(names) + 1):
        yield from map(frozenset, itertools.combinations(names, size))


def fixed(made: Program, chosen: frozenset[str]) -> Program:
    """Return the program in which exactly these tasks are done."""
    done = tuple(int(name in chosen) for name in made.names)
    size = len(done)
    lower = (*map(max, made.lower, done), *made.lower[size:])
    upper = (*map(min, made.upper, done), *made.upper[size:])
    return evolve(made, lower=lower, upper=upper)


def fitting(made: Program | None) -> set[str]:
    """Return every set of tasks that a program lets be done."""
    if made is None:
        return set()
    found = set()
    for chosen in subsets(made.names):
        one = fixed(made, chosen)
        open_ = all(low <= high for low, high in zip(one.lower, one.upper, strict=True))
        if open_ and Highs(one, 10).least({}) is not None:
            found.add("".join(sorted(chosen)))
    return found


def points_after(chosen: Iterable[str]) -> list[int | None]:
    values: list[int | None] = [None] * len(EDITION.nodes)
    for node, points in START.items():
        values[EDITION.positions[node]] = points * 1000
    for name in chosen:
        for position, gain in TASKS[name].gains.items():
            values[position] = (values[position] or 0) + gain
    return values


def holding(condition: Condition) -> set[str]:
    """Return every set of tasks after which a condition holds."""
    facts = facts_of(start().evaluation.profile, start().evaluation.bounds)
    found = set()
    for chosen in subsets(TASKS):
        reach = bounds(EDITION, points_after(chosen))
        after = evolve(facts, low=reach.low_thousandths, high=reach.high_thousandths)
        if judge(condition, after).state is True:
            found.add("".join(sorted(chosen)))
    return found


def points(node: str, comparator: Comparator, value: int) -> PointsOf:
    return PointsOf(node, Bound(comparator, value))


THREE = (points("1.1", "at_least", 10), points("1.2", "above", 8), points("2.1", "at_least", 6))


@pytest.mark.parametrize(
    "condition",
    [
        *(points("1", comparator, 18) for comparator in ("at_least", "above", "at_most", "below")),
        *(points("2", comparator, 6) for comparator in ("at_least", "above", "at_most", "below")),
        *(points("1", comparator, 30) for comparator in ("at_least", "above", "at_most", "below")),
        points("total", "at_least", 44),
        points("total", "at_most", 44),
        points("1", "below", 30),
        points("K1", "at_most", 27),
        points("1.1", "at_least", 0),
        points("1.1", "at_most", 10),
        RatioOf("1", Bound("at_least", 1)),
        RatioOf("1", Bound("below", 1)),
        RatioOf("2", Bound("above", 0)),
        Not(points("1", "at_least", 24)),
        Not(points("2", "at_most", 6)),
        AllOf(THREE),
        AnyOf(THREE),
        Not(AllOf(THREE)),
        Not(AnyOf(THREE)),
        *(AtLeast(count, THREE) for count in (1, 2, 3)),
        *(Not(AtLeast(count, THREE)) for count in (1, 2, 3)),
        AtLeast(2, (*THREE, points("total", "at_least", 1))),
        AtLeast(2, (points("total", "at_least", 5), points("total", "above", 99), *THREE)),
        AtLeast(2, (THREE[0], THREE[0], THREE[2])),
        NodesReaching(1, "indicator", 1),
        NodesReaching(2, "indicator", 0),
    ],
    ids=repr,
)  # fmt: skip
def test_a_condition_binds_exactly_the_sets_of_tasks_after_which_it_holds(
    condition: Condition,
) -> None:
    assert fitting(program(start(), TASKS, asked(), [condition])) == holding(condition)


def test_what_is_not_known_may_break_a_ceiling_unless_the_best_is_assumed() -> None:
    ceiling = points("4.2", "at_most", 3)
    unknown = {node: value for node, value in START.items() if node != "4.2"}
    assert program(start(unknown), TASKS, asked(), [ceiling]) is None
    # Where a figure above hides the question, nobody can fill it, and the best is that it holds.
    hidden = {**unknown, "4": 5}
    assert program(start(hidden), TASKS, asked(), [ceiling]) is None
    best = program(start(hidden, "best"), TASKS, asked(assume="best"), [ceiling])
    assert "" in fitting(best)


def test_a_program_having_one_more_row_is_bound_by_it_and_the_first_is_not() -> None:
    made = program(start(), TASKS, asked(), [])
    assert made is not None
    bound = made.having(Row({made.names.index("a"): 1}, high=0))
    assert fitting(bound) == {one for one in everything_but() if "a" not in one}
    assert fitting(made) == everything_but()


def test_the_gain_is_what_the_total_gains_and_a_cap_is_no_room_twice() -> None:
    made = program(start(), TASKS, asked(), [])
    assert made is not None
    before = bounds(EDITION, points_after(())).low_thousandths[0]
    for chosen in subsets(TASKS):
        solved = Highs(fixed(made, chosen), 10).least({c: -f for c, f in made.gain.items()})
        assert solved is not None
        gained = sum(factor * solved.values[column] for column, factor in made.gain.items())
        assert gained == bounds(EDITION, points_after(chosen)).low_thousandths[0] - before


def everything_but(*wrong: str) -> set[str]:
    return {"".join(sorted(one)) for one in subsets(TASKS)} - set(wrong)


def test_a_task_is_done_only_after_those_that_come_before_it() -> None:
    tasks = {**TASKS, "b": evolve(TASKS["b"], after=("a",))}
    without = {one for one in everything_but() if "b" not in one or "a" in one}
    assert fitting(program(start(), tasks, asked(), [])) == without


def test_a_task_that_waits_for_points_needs_tasks_that_can_end_before_it() -> None:
    when = points("1", "at_least", 10)
    opened = {one for one in everything_but() if "d" not in one or {"a", "b"} & set(one)}
    tasks = {**TASKS, "d": evolve(TASKS["d"], when=when)}
    assert fitting(program(start(), tasks, asked(), [])) == opened
    # What comes after it cannot open its way, nor what comes after that.
    later = {**tasks, "a": evolve(TASKS["a"], after=("c",)), "c": evolve(TASKS["c"], after=("d",))}
    assert fitting(program(start(), later, asked(), [])) == {"", "b", "bd", "bcd", "abcd"}
    # Nor what ends too late: d must begin a month before the end.
    late = {**tasks, "a": evolve(TASKS["a"], soonest=6)}
    in_time = {one for one in everything_but() if "d" not in one or "b" in one}
    assert fitting(program(start(), late, asked(horizon=6), [])) == in_time
    late = {**tasks, "a": evolve(TASKS["a"], soonest=5)}
    assert fitting(program(start(), late, asked(horizon=6), [])) == opened
    # A way that nothing opens leaves the task out; one that ends by itself may still begin.
    never = {**TASKS, "d": evolve(TASKS["d"], when=points("1.1", "above", 10))}
    assert fitting(program(start(), never, asked(), [])) == {
        o for o in everything_but() if "d" not in o
    }
    broken = {**TASKS, "d": evolve(TASKS["d"], when=points("3", "at_most", 4))}
    for assume in ("worst", "best"):
        made = program(start(assume=assume), broken, asked(assume=assume), [])
        assert fitting(made) == fitting(program(start(), never, asked(), []))
    begun = {**TASKS, "d": evolve(TASKS["d"], when=points("1", "at_most", 5))}
    assert fitting(program(start(), begun, asked(), [])) == everything_but()


def test_tasks_that_wait_for_waiting_tasks_come_after_all_of_them() -> None:
    tasks = {
        "a": TASKS["a"],
        "b": evolve(TASKS["b"], after=("c",)),
        "c": evolve(TASKS["c"], after=("a",)),
        "d": TASKS["d"],
    }
    assert waiting_for(tasks, "a") == {"a", "b", "c"}
    assert waiting_for(tasks, "c") == {"b", "c"}
    assert waiting_for(tasks, "d") == {"d"}


def test_an_agency_does_no_more_tasks_than_it_can_and_done_ones_are_none() -> None:
    limited = asked(limits={"health": 1})
    assert fitting(program(start(), TASKS, limited, [])) == {
        one for one in everything_but() if not {"a", "b"} <= set(one)
    }
    done = {**TASKS, "a": evolve(TASKS["a"], done=True)}
    assert fitting(program(start(), done, limited, [])) == {o for o in everything_but() if "a" in o}


def test_a_small_task_is_done_only_with_one_that_waits_for_it() -> None:
    tasks = {
        **TASKS,
        "a": evolve(TASKS["a"], small=True),
        "c": evolve(TASKS["c"], after=("a",)),
    }
    wanted = {o for o in everything_but() if ("a" in o) == ("c" in o)}
    assert fitting(program(start(), tasks, asked(), [])) == wanted


def test_a_task_that_more_points_would_keep_out_may_begin_before_they_are_gained() -> None:
    kept_out = evolve(TASKS["d"], when=points("1", "at_most", 8))
    tasks = {**TASKS, "d": kept_out}
    assert fitting(program(start(), tasks, asked(), [])) == set(everything_but())
    # What is asked for in the end is another thing.
    ended = fitting(program(start(), TASKS, asked(), [points("1", "at_most", 8)]))
    assert ended == {"", "d", "c", "cd"}


def test_a_small_task_of_which_nothing_waits_is_never_done_and_a_done_one_is() -> None:
    small = evolve(TASKS["a"], small=True)
    never = {**TASKS, "a": small}
    assert fitting(program(start(), never, asked(), [])) == {
        one for one in everything_but() if "a" not in one
    }
    done = {**TASKS, "a": evolve(small, done=True)}
    assert fitting(program(start(), done, asked(), [])) == {
        one for one in everything_but() if "a" in one
    }


def test_a_step_in_more_units_needs_the_task_of_fewer_and_counts_as_one() -> None:
    tasks = {**TASKS, "b": evolve(TASKS["b"], besides="a")}
    made = program(start(), tasks, asked(limits={"health": 1}), [])
    assert made is not None
    assert fitting(made) == {o for o in everything_but() if "b" not in o or "a" in o}
    assert {made.names[column] for column in made.steps} == {"a", "c", "d"}


def test_a_share_of_a_maximum_limits_points_unless_nobody_knows_of_how_much() -> None:
    half = Bound("at_least", Decimal("0.5"))
    known = small_edition()
    node = known.nodes[-1]
    assert node.maximum_thousandths
    points = Fraction(node.maximum_thousandths, 2)
    linear = OPERATORS[RatioOf].linear
    assert linear(RatioOf(node.id, half), known) == Limit(node.id, "at_least", points)
    open_ = kla.edition("kla-2011")
    name = open_.ids[min(open_.holes)]
    besides = Besides("ratio", name, "at_least", Fraction(1, 2))
    assert linear(RatioOf(name, half), open_) == besides
