"""Conditions: what each operator says, and the laws of three-valued logic."""

import itertools
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_rules.conditions.bound import compared
from kla_rules.conditions.figures import Facts
from kla_rules.conditions.judge import judge
from kla_rules.conditions.judgement import Judgement, State
from kla_rules.conditions.operators import AllOf, AnyOf, AtLeast, Condition, Holds, Not
from kla_rules.conditions.read import Reader, condition_of
from kla_rules.conditions.words import Words
from kla_rules.core.findings import Finding
from kla_rules.core.reading.read import read_value
from kla_rules.core.text import Text
from kla_rules.evaluation.bounds import bounds
from kla_rules.model.cited import Provenance
from kla_rules.model.measure import Measure, MeasureKind, Reading
from support import TREE, most, summed

NAMES = "abcdef"
Json = dict[str, Any]
PLACE = Provenance("test", "I")


def measure(name: str, kind: MeasureKind = "yes_no") -> Measure:
    units = Text("unit", "units") if kind == "share" else None
    return Measure(name, Text(f"ukuran {name}", f"measure {name}"), kind, units, PLACE)


MEASURES = (*map(measure, NAMES), measure("p", "percentage"), measure("s", "share"))
EDITION = attrs.evolve(TREE, measures=(*MEASURES, measure("n", "number")))


def read(rule: Json) -> tuple[Condition | None, list[Finding]]:
    found: list[Finding] = []
    nodes = {node.id: node for node in EDITION.nodes}
    reader = Reader(nodes, {one.id: one for one in EDITION.measures}, found.append)
    return condition_of(reader, read_value(rule).root, ("when",)), found


def judged(rule: Json, points: Json | None = None, measures: Json | None = None) -> Judgement:
    condition, found = read(rule)
    assert condition is not None, found
    return judge(condition, facts(points or {}, measures or {}))


def facts(points: Json, measures: Json) -> Facts:
    values: list[int | None] = [None] * len(EDITION.nodes)
    for node, value in points.items():
        values[EDITION.positions[node]] = round(value * 1000)
    reach = bounds(EDITION, values)
    readings = {
        name: one if isinstance(one, tuple) else (Reading(number_of(one)),)
        for name, one in measures.items()
    }
    return Facts(EDITION, reach.low_thousandths, reach.high_thousandths, {}, readings)


def number_of(value: object) -> Any:  # noqa: ANN401 - what a reading may hold
    return Decimal(str(value)) if isinstance(value, float) else value


# -- each operator ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "low", "high"),
    [
        ({"points": "K1", "at_least": 50}, 49.999, 50),
        ({"points": "K1", "above": 50}, 50, 50.001),
        ({"points": "K1", "at_most": 50}, 50.001, 50),
        ({"points": "K1", "below": 50}, 50, 49.999),
        ({"ratio": "K6", "at_least": 0.7}, 69.999, 70),
        ({"ratio": "K6", "above": 0.7}, 70, 70.001),
    ],
)
def test_points_and_ratios_are_compared_to_the_thousandth(
    rule: Json, low: float, high: float
) -> None:
    node = rule.get("points") or rule["ratio"]
    assert judged(rule, {node: low}).state is False
    assert judged(rule, {node: high}).state is True
    assert judged(rule).state is None


def test_a_ratio_is_exact_where_binary_fractions_are_not() -> None:
    # 0.145 of 1000 is 145; as doubles the product falls below it.
    assert judged({"ratio": "total", "at_least": 0.145}, {"total": 145}).state is True
    assert judged({"ratio": "19", "at_least": 0.1}, {"19": 5.1}).state is True
    assert judged({"ratio": "19", "at_least": 0.1}, {"19": 5.099}).state is False


def test_a_comparison_is_known_as_soon_as_the_range_decides_it() -> None:
    rule = {"points": "total", "at_least": 500}
    full = {name: most(name) for name in ("K0", "K1", "K2")}
    assert judged(rule, {**full, "K3": 500 - summed(*full)}).state is True
    assert judged({"points": "total", "above": 900}, {"K0": 0}).state is False
    seen = judged(rule, {"K0": 100}).seen
    assert (seen["low"], seen["high"]) == (100_000, round(most("total", 100 - most("K0")) * 1000))


@pytest.mark.parametrize(
    ("reading", "state"),
    [(24.999, False), (25, True), (None, None)],
)
def test_a_measure_is_compared_and_unknown_without_a_reading(
    reading: float | None, state: State
) -> None:
    given_ = {} if reading is None else {"p": reading}
    assert judged({"measure": "p", "at_least": 25}, measures=given_).state is state


def test_a_measure_that_is_yes_or_no_must_be_what_is_asked() -> None:
    assert judged({"measure": "a", "is": True}, measures={"a": True}).state is True
    assert judged({"measure": "a", "is": False}, measures={"a": True}).state is False
    assert judged({"measure": "a", "is": True}).state is None


@pytest.mark.parametrize(
    ("part", "whole", "unknown", "state"),
    [(10, 40, 0, True), (9, 40, 0, False), (9, 40, 1, None), (8, 40, 1, False), (10, 40, 9, True)],
)
def test_a_share_with_unknown_units_is_a_range(
    part: int, whole: int, unknown: int, state: State
) -> None:
    counts = (Reading(part=part, whole=whole, unknown=unknown),)
    assert judged({"share": "s", "at_least": 25}, measures={"s": counts}).state is state


def test_a_share_of_thirds_is_compared_exactly() -> None:
    third = (Reading(part=1, whole=3),)
    assert judged({"share": "s", "above": 33.333333}, measures={"s": third}).state is True
    assert judged({"share": "s", "at_least": 33.333334}, measures={"s": third}).state is False


YEARS = (Reading(Decimal("17.5"), 2017), Reading(16, 2018), Reading(16, 2019))


@pytest.mark.parametrize(
    ("readings", "rising", "falling"),
    [
        (YEARS[:2], False, True),
        (YEARS, False, False),  # the two latest years are equal
        (YEARS[:1], None, None),
        ((Reading(16), Reading(15, 2019)), None, None),  # one of them has no year
        ((Reading(16, 2018, "survey"), Reading(18, 2019, "weighing")), None, None),
        (
            (Reading(16, 2018, "survey"), Reading(9, 2018, "weighing"), Reading(18, 2019, "survey")),
            True,
            False,
        ),
        (
            (Reading(1, 2018, "x"), Reading(9, 2018, "y"), Reading(2, 2019, "x"), Reading(8, 2019, "y")),
            None,
            None,
        ),
        # A stray reading under another definition takes nothing from a known trend.
        ((Reading(16, 2017, "x"), Reading(9, 2018, "y"), Reading(18, 2019, "x")), True, False),
        ((Reading(16, 2017, "x"), Reading(18, 2018, "x"), Reading(9, 2019, "y")), True, False),
        # Of two that are known, the one that reaches furthest is the trend.
        (
            (Reading(1, 2016, "x"), Reading(2, 2017, "x"), Reading(9, 2018, "y"), Reading(8, 2019, "y")),
            False,
            True,
        ),
        ((Reading(year=2018, part=5, whole=10, unknown=3), Reading(60, 2019)), None, None),
        ((Reading(year=2018, part=5, whole=10, unknown=3), Reading(80, 2019)), None, False),
        ((Reading(year=2018, part=5, whole=10, unknown=3), Reading(81, 2019)), True, False),
        ((Reading(80, 2018), Reading(year=2019, part=5, whole=10, unknown=3)), False, None),
        ((Reading(81, 2018), Reading(year=2019, part=5, whole=10, unknown=3)), False, True),
        ((Reading(50, 2018), Reading(year=2019, part=5, whole=10, unknown=3)), None, False),
    ],
)  # fmt: skip
def test_a_trend_compares_the_two_latest_years_under_one_definition(
    readings: tuple[Reading, ...], rising: State, falling: State
) -> None:
    assert judged({"trend": "p", "is": "rising"}, measures={"p": readings}).state is rising
    assert judged({"trend": "p", "is": "falling"}, measures={"p": readings}).state is falling


def test_a_comparison_takes_the_latest_year_and_both_definitions_of_it() -> None:
    readings = (
        Reading(30, 2018),
        Reading(Decimal("21.1"), 2019, "survey"),
        Reading(Decimal("19.86"), 2019, "weighing"),
    )
    assert judged({"measure": "p", "at_least": 25}, measures={"p": readings}).state is False
    assert judged({"measure": "p", "below": 21}, measures={"p": readings}).state is None


@pytest.mark.parametrize(
    ("full", "unknown", "state"),
    [(17, 0, True), (16, 0, False), (16, 1, None), (15, 1, False), (0, 31, None)],
)
def test_nodes_of_a_rank_are_counted_with_the_unknown_ones_on_both_sides(
    full: int, unknown: int, state: State
) -> None:
    indicators = [node for node in EDITION.nodes if node.rank == "indicator"]
    points = {node.id: node.ceiling_thousandths / 1000 for node in indicators[:full]}
    points |= {node.id: 0 for node in indicators[full + unknown :]}
    result = judged({"at_least": 17, "nodes": "indicator", "reaching": 0.7}, points)
    assert result.state is state
    assert result.seen == {"true": full, "false": 31 - full - unknown, "unknown": unknown}
    assert len(result.parts) == 31


# -- logic -----------------------------------------------------------------------------------------

STATES: tuple[State, ...] = (True, False, None)


def known(**states: State) -> dict[str, bool]:
    return {name: state for name, state in states.items() if state is not None}


def leaf(name: str) -> dict[str, Any]:
    return {"measure": name, "is": True}


@pytest.mark.parametrize(("a", "b"), list(itertools.product(STATES, STATES)))
def test_all_and_any_follow_kleene(a: State, b: State) -> None:
    both = judged({"all": [leaf("a"), leaf("b")]}, measures=known(a=a, b=b)).state
    either = judged({"any": [leaf("a"), leaf("b")]}, measures=known(a=a, b=b)).state
    assert both is (False if False in {a, b} else None if None in {a, b} else True)
    assert either is (True if True in {a, b} else None if None in {a, b} else False)


def test_not_of_unknown_is_unknown() -> None:
    assert judged({"not": leaf("a")}).state is None
    assert judged({"not": leaf("a")}, measures={"a": False}).state is True


@pytest.mark.parametrize("states", list(itertools.product(STATES, repeat=3)))
def test_at_least_counts_what_is_true_and_what_may_be(states: tuple[State, ...]) -> None:
    given_ = known(**dict(zip("abc", states, strict=True)))
    result = judged({"at_least": 2, "of": [leaf(name) for name in "abc"]}, measures=given_)
    true, unknown = states.count(True), states.count(None)
    assert result.state is (True if true >= 2 else None if true + unknown >= 2 else False)


def trees(names: st.SearchStrategy[str]) -> st.SearchStrategy[Condition]:
    leaves = st.builds(Holds, names, st.booleans())
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds(Not, inner),
            st.lists(inner, min_size=1, max_size=4).map(lambda parts: AllOf(tuple(parts))),
            st.lists(inner, min_size=1, max_size=4).map(lambda parts: AnyOf(tuple(parts))),
            st.lists(inner, min_size=1, max_size=4).flatmap(
                lambda parts: st.integers(1, len(parts)).map(
                    lambda count: AtLeast(count, tuple(parts))
                )
            ),
        ),
        max_leaves=8,
    )


worlds = st.dictionaries(st.sampled_from(NAMES), st.booleans())
conditions = trees(st.sampled_from(NAMES))


def state_of(condition: Condition, world: dict[str, bool]) -> State:
    return judge(condition, facts({}, world)).state


@given(conditions, worlds)
def test_double_negation_changes_nothing(condition: Condition, world: dict[str, bool]) -> None:
    assert state_of(Not(Not(condition)), world) is state_of(condition, world)


@given(st.lists(conditions, min_size=1, max_size=3), worlds)
def test_de_morgan(parts: list[Condition], world: dict[str, bool]) -> None:
    negated = tuple(Not(part) for part in parts)
    assert state_of(Not(AllOf(tuple(parts))), world) is state_of(AnyOf(negated), world)
    assert state_of(Not(AnyOf(tuple(parts))), world) is state_of(AllOf(negated), world)


@given(st.lists(conditions, min_size=1, max_size=4), worlds)
def test_all_and_any_are_at_least_n_and_at_least_one(
    parts: list[Condition], world: dict[str, bool]
) -> None:
    whole = tuple(parts)
    assert state_of(AllOf(whole), world) is state_of(AtLeast(len(whole), whole), world)
    assert state_of(AnyOf(whole), world) is state_of(AtLeast(1, whole), world)


def completions(world: dict[str, bool]) -> Iterator[dict[str, bool]]:
    missing = [name for name in NAMES if name not in world]
    for values in itertools.product((True, False), repeat=len(missing)):
        yield {**world, **dict(zip(missing, values, strict=True))}


def plain(condition: Condition, world: dict[str, bool]) -> bool:
    """Read a condition as ordinary two-valued logic, apart from the code under test."""
    match condition:
        case AllOf(parts):
            return all(plain(part, world) for part in parts)
        case AnyOf(parts):
            return any(plain(part, world) for part in parts)
        case Not(part):
            return not plain(part, world)
        case AtLeast(count, parts):
            return sum(plain(part, world) for part in parts) >= count
        case Holds(name, expected):
            return world[name] is expected
        case _:
            raise AssertionError(condition)


@given(conditions, worlds)
def test_what_is_known_holds_in_every_completion(
    condition: Condition, world: dict[str, bool]
) -> None:
    state = state_of(condition, world)
    if state is not None:
        assert {plain(condition, whole) for whole in completions(world)} == {state}


@st.composite
def read_once(draw: st.DrawFn) -> Condition:
    """Draw a condition in which every fact stands once."""
    condition = draw(conditions)
    names = iter(NAMES)

    def renamed(one: Condition) -> Condition:
        match one:
            case AllOf(parts):
                return AllOf(tuple(map(renamed, parts)))
            case AnyOf(parts):
                return AnyOf(tuple(map(renamed, parts)))
            case AtLeast(count, parts):
                return AtLeast(count, tuple(map(renamed, parts)))
            case Not(part):
                return Not(renamed(part))
            case Holds(_, expected):
                return Holds(next(names, "-"), expected)
            case _:
                raise AssertionError(one)

    return renamed(condition)


@given(read_once(), worlds)
def test_where_every_fact_stands_once_unknown_means_that_both_outcomes_are_possible(
    condition: Condition, world: dict[str, bool]
) -> None:
    if '"-"' in repr(condition).replace("'", '"'):
        return  # more leaves than facts
    outcomes = {plain(condition, whole) for whole in completions(world)}
    state = state_of(condition, world)
    assert outcomes == ({True, False} if state is None else {state})


@given(
    st.dictionaries(st.sampled_from(["25.2", "25.3", "25.4", "26.2"]), st.integers(0, 3)),
    st.integers(1, 4),
    st.sampled_from(["at_least", "at_most", "above", "below"]),
)
def test_comparisons_of_points_equal_every_completion_of_a_small_tree(
    given_: dict[str, int], bound: int, comparator: str
) -> None:
    leaves = ["25.2", "25.3", "25.4", "26.2"]
    parts: list[Json] = [{"points": leaf, comparator: min(bound, limit(leaf))} for leaf in leaves]
    rule = {"at_least": 2, "of": parts}
    points = {leaf: min(value, limit(leaf)) for leaf, value in given_.items()}
    missing = [leaf for leaf in leaves if leaf not in points]
    outcomes = set()
    # Between the bound and its neighbours every outcome of a comparison occurs.
    grids = [grid(leaf, min(bound, limit(leaf))) for leaf in missing]
    for values in itertools.product(*grids):
        whole = {**points, **dict(zip(missing, values, strict=True))}
        true = sum(compares(whole[p["points"]], comparator, p[comparator]) for p in parts)
        outcomes.add(true >= 2)
    state = judged(rule, points).state
    assert outcomes == ({True, False} if state is None else {state})


def limit(node: str) -> float:
    return EDITION.node(node).ceiling_thousandths / 1000


def grid(node: str, bound: float) -> list[float]:
    near = [0, bound - 0.001, bound, bound + 0.001, limit(node)]
    return [value for value in near if 0 <= value <= limit(node)]


def compares(value: float, comparator: str, bound: float) -> bool:
    value, bound = round(value * 1000), round(bound * 1000)
    return {
        "at_least": value >= bound,
        "at_most": value <= bound,
        "above": value > bound,
        "below": value < bound,
    }[comparator]


# -- reading ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "finding", "path"),
    [
        ({}, "condition.operator", ()),
        ({"at_least": 2}, "condition.operator", ()),
        ({"points": "K1", "ratio": "K1", "above": 1}, "condition.operator", ()),
        ({"all": [leaf("a")], "is": True}, "condition.extra-key", ("is",)),
        ({"points": "K9", "above": 1}, "condition.unknown-node", ("points",)),
        ({"all": [leaf("a"), leaf("z")]}, "condition.unknown-measure", ("all", 1, "measure")),
        ({"not": {"share": "z", "above": 5}}, "condition.unknown-measure", ("not", "share")),
        ({"points": "K1"}, "condition.comparator", ()),
        ({"points": "K1", "above": 1, "below": 2}, "condition.comparator", ()),
        ({"points": "K1", "above": 116}, "condition.points-range", ("above",)),
        ({"points": "K1", "above": -1}, "condition.points-range", ("above",)),
        ({"points": "K1", "above": 0.0001}, "edition.too-fine", ("above",)),
        ({"ratio": "K1", "above": 70}, "condition.range", ("above",)),
        ({"ratio": "26.17", "above": 0.5}, "condition.no-maximum", ("ratio",)),
        ({"measure": "a", "above": 1}, "condition.yes-no", ("measure",)),
        ({"measure": "a", "is": "rising"}, "condition.yes-no", ("measure",)),
        ({"measure": "p", "is": True}, "condition.not-fitting", ("is",)),
        ({"measure": "p", "above": 101}, "condition.range", ("above",)),
        ({"share": "p", "above": 1}, "condition.not-fitting", ("share",)),
        ({"share": "s", "above": 101}, "condition.range", ("above",)),
        ({"trend": "a", "is": "rising"}, "condition.not-fitting", ("trend",)),
        ({"trend": "p", "is": True}, "condition.trend", ()),
        ({"at_least": 3, "of": [leaf("a")]}, "condition.count", ("at_least",)),
        ({"at_least": 1.5, "of": [leaf("a"), leaf("b")]}, "condition.count", ("at_least",)),
        ({"of": [leaf("a")]}, "condition.count", ("at_least",)),
        ({"at_least": 32, "nodes": "indicator", "reaching": 1}, "condition.count", ("at_least",)),
        ({"at_least": 1, "nodes": "indicator"}, "condition.no-share", ()),
    ],
)
def test_what_does_not_fit_is_found_with_its_place(
    rule: Json, finding: str, path: tuple[str | int, ...]
) -> None:
    _, found = read(rule)
    assert finding in [one.id for one in found]
    assert ("when", *path) in [one.path for one in found if one.id == finding]
    for one in found:
        assert "{" not in one.text("id") + one.text("en")


def test_depth_and_size_are_bounded() -> None:
    deep: Json = leaf("a")
    for _ in range(8):
        deep = {"not": deep}
    assert [one.id for one in read(deep)[1]] == ["condition.too-deep"]
    wide = {"all": [{"any": [leaf("a")] * 50} for _ in range(4)]}
    assert [one.id for one in read(wide)[1]] == ["condition.too-large"]


# -- telling ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "english", "indonesian"),
    [
        ({"points": "K1", "at_least": 50.5},
         "K1 (Cluster I: Civil rights and freedoms): at least 50.5 points",
         "K1 (Klaster I: Hak Sipil dan Kebebasan): paling sedikit 50,5 poin"),
        ({"ratio": "K1", "above": 0.725},
         "K1 (Cluster I: Civil rights and freedoms): more than 72.5% of its maximum",
         "K1 (Klaster I: Hak Sipil dan Kebebasan): lebih dari 72,5% dari nilai maksimumnya"),
        ({"measure": "p", "below": 5}, "measure p: less than 5%", "ukuran p: kurang dari 5%"),
        ({"measure": "n", "at_most": 5}, "measure n: at most 5", "ukuran n: paling banyak 5"),
        ({"measure": "a", "is": False}, "measure a: no", "ukuran a: tidak"),
        ({"share": "s", "at_least": 25}, "measure s: at least 25% of units", "ukuran s: paling sedikit 25% dari unit"),
        ({"trend": "p", "is": "falling"}, "measure p: falling", "ukuran p: turun"),
        ({"at_least": 17, "nodes": "indicator", "reaching": 0.7},
         "at least 17 of the 31 indicators have 70% or more of their maximum",
         "paling sedikit 17 dari 31 indikator mencapai 70% atau lebih dari nilai maksimumnya"),
        ({"all": [leaf("a"), {"any": [leaf("b"), {"not": leaf("c")}]}]},
         "all of these: measure a: yes; (at least one of these: measure b: yes; not: measure c: yes)",
         "semua hal ini: ukuran a: ya; (paling sedikit satu dari hal ini: ukuran b: ya; tidak benar bahwa ukuran c: ya)"),
        ({"at_least": 1, "of": [leaf("a"), leaf("b")]},
         "at least 1 of these: measure a: yes; measure b: yes",
         "paling sedikit 1 dari hal ini: ukuran a: ya; ukuran b: ya"),
    ],
)  # fmt: skip
def test_every_operator_has_a_sentence_in_each_language(
    rule: Json, english: str, indonesian: str
) -> None:
    condition, _ = read(rule)
    assert condition is not None
    assert Words(EDITION, "en").condition(condition) == english
    assert Words(EDITION, "id").condition(condition) == indonesian


@pytest.mark.parametrize(
    ("rule", "points", "measures", "seen"),
    [
        ({"points": "K1", "above": 5}, {"K1": 50}, {}, "50 points"),
        ({"points": "K6", "above": 5}, {"25": 10}, {}, "10 to 89 points"),
        ({"ratio": "K6", "above": 0.5}, {"K6": 33.3}, {}, "33.3%"),
        ({"measure": "p", "above": 5}, {}, {"p": 61.5}, "61.5%"),
        ({"share": "s", "above": 5}, {}, {"s": (Reading(part=1, whole=3),)}, "33.333% (1 of 3)"),
        ({"share": "s", "above": 5}, {}, {"s": (Reading(part=1, whole=4, unknown=2),)},
         "25 to 75% (1 of 4, 2 not known)"),
        ({"measure": "a", "is": True}, {}, {"a": False}, "no"),
        ({"trend": "p", "is": "rising"}, {}, {"p": YEARS[:2]}, "17.5% in 2017, 16% in 2018"),
        ({"measure": "a", "is": True}, {}, {}, "not known"),
        ({"not": leaf("a")}, {}, {"a": True}, "yes"),
        ({"any": [leaf("a"), leaf("b")]}, {}, {}, "not known"),
        ({"any": [leaf("a"), leaf("b")]}, {}, {"a": True}, "measure a: yes; measure b: not known"),
        ({"at_least": 17, "nodes": "indicator", "reaching": 0.7}, {"1": 96, "2": 0}, {}, "1 reach it, 1 do not, 29 not known"),
    ],
)  # fmt: skip
def test_what_was_seen_is_told_with_its_figures(
    rule: Json, points: Json, measures: Json, seen: str
) -> None:
    assert Words(EDITION, "en").seen(judged(rule, points, measures)) == seen


def test_nothing_is_seen_where_nothing_is_known() -> None:
    assert judged({"points": "6", "at_least": 1}).seen == {}
    assert judged({"ratio": "6", "at_least": 0.5}).seen == {}
    assert judged({"measure": "p", "at_least": 1}).seen == {}
    known = judged({"points": "6", "at_least": 1}, {"6.1": 1})
    assert known.seen["low"] == 1000


def test_a_trend_between_ranges_is_told_without_figures() -> None:
    part = Reading(year=2018, part=5, whole=10, unknown=3)
    exact = judged(
        {"trend": "p", "is": "rising"}, measures={"p": (Reading(1, 2018), Reading(2, 2019))}
    )
    assert exact.seen == {"from_year": 2018, "to_year": 2019, "from": 1000, "to": 2000}
    for readings in ((part, Reading(90, 2019)), (Reading(90, 2017), part)):
        assert judged({"trend": "p", "is": "rising"}, measures={"p": readings}).seen == {}


@pytest.mark.parametrize(
    ("comparator", "touching_below", "touching_above"),
    [
        ("at_least", None, True),
        ("above", False, None),
        ("at_most", True, None),
        ("below", None, False),
    ],
)
def test_a_range_that_touches_the_figure_decides_as_its_end_does(
    comparator: str, touching_below: State, touching_above: State
) -> None:
    assert compared(comparator, 400, 500, 500) is touching_below
    assert compared(comparator, 500, 600, 500) is touching_above
