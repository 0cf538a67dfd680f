"""Whether conditions can hold together: never denied where they do, and decided where ranges decide."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_rules.conditions.bound import COMPARATORS, Bound
from kla_rules.conditions.figures import Facts
from kla_rules.conditions.judge import judge
from kla_rules.conditions.operators import (
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    Holds,
    MeasureOf,
    NodesReaching,
    Not,
    PointsOf,
    RatioOf,
    ShareOf,
    Trend,
)
from kla_rules.core.text import Text
from kla_rules.evaluation.bounds import bounds
from kla_rules.model.cited import Provenance
from kla_rules.model.measure import Measure, Reading
from kla_rules.testing import small_edition
from kla_rules.units.judging import states
from kla_rules.validation.checks.formulas import Writer
from kla_rules.validation.checks.satisfiable import Together, opposite
from support import examples

SMALL = small_edition()
KINDS: dict[str, Any] = {
    "share": "share", "rate": "percentage", "deaths": "number", "rule": "yes_no", "visits": "count",
    "since": "year", "decree": "document",
}  # fmt: skip
MEASURES = {
    name: Measure(name, Text(name, name), kind, None, Provenance("invented", "I"))
    for name, kind in KINDS.items()
}
LEAVES = [node for node in SMALL.nodes if not node.children]
NODES = ["total", "K1", "1", "1.1", "1.2", "2", "4", "4.2"]
# Values at which bounds lie, and beside them.
FIGURES: dict[str, list[Any]] = {
    "share": [0, 25, 50, 100],
    "rate": [0, 25, Decimal("25.5"), 100],
    "deaths": [-1, 0, 5],
    "visits": [0, 1, 3],
    "since": [2000, 2020],
}
READ: dict[str, list[Any]] = {
    **FIGURES,
    "since": [False, 1999, 2000, 2020],
    "rule": [True, False],
    "decree": ["SK 1", False],
}


def bound(values: list[Any]) -> st.SearchStrategy[Bound]:
    return st.builds(Bound, st.sampled_from(COMPARATORS), st.sampled_from(values))


def figure(name: str) -> st.SearchStrategy[Condition]:
    return st.builds(MeasureOf, st.just(name), bound(FIGURES[name]))


def holds(*names: str) -> st.SearchStrategy[Condition]:
    return st.builds(Holds, st.sampled_from(names), st.booleans())


OF_REGION: st.SearchStrategy[Condition] = st.one_of(
    st.builds(PointsOf, st.sampled_from(NODES), bound([0, 4, 5, 8, 10, 30, Decimal("62.5"), 100])),
    st.builds(RatioOf, st.sampled_from([*NODES, "3"]), bound([0, Decimal("0.5"), Decimal("0.7"), 1])),
    st.builds(
        NodesReaching,
        st.integers(1, 4),
        st.sampled_from(["indicator", "question"]),
        st.sampled_from([0, Decimal("0.25"), Decimal("0.5"), 1]),
    ),
    *map(figure, ("share", "rate", "deaths")),
    st.builds(ShareOf, st.just("share"), bound(FIGURES["share"])),
    st.builds(Trend, st.sampled_from(["share", "rate"]), st.sampled_from(["rising", "falling"])),
    holds("rule"),
)  # fmt: skip
OF_UNIT: st.SearchStrategy[Condition] = st.one_of(
    *map(figure, ("visits", "since")),
    holds("rule", "since", "decree"),
    st.builds(RatioOf, st.just("4.2"), bound([0, 1])),
)


def made_of(leaves: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    def lists(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        several = st.lists(parts, min_size=1, max_size=3).map(tuple)
        counted = several.flatmap(
            lambda listed: st.builds(AtLeast, st.integers(1, len(listed)), st.just(listed))
        )
        return st.one_of(
            st.builds(AllOf, several), st.builds(AnyOf, several), st.builds(Not, parts), counted
        )

    return st.recursive(leaves, lists, max_leaves=6)


def readings(name: str) -> st.SearchStrategy[tuple[Reading, ...]]:
    """Return what is read in two years; the later is what a bound is held against."""
    value = st.sampled_from(READ[name])
    if name == "rule":
        return st.builds(lambda last: (Reading(last, 2024),), value)
    return st.builds(lambda first, last: (Reading(first, 2023), Reading(last, 2024)), value, value)


WORLDS = st.builds(
    lambda parts, listed: (parts, listed),
    st.tuples(*(st.sampled_from([0, node.ceiling_thousandths // 2, node.ceiling_thousandths]) for node in LEAVES)),
    st.fixed_dictionaries({name: readings(name) for name in ("share", "rate", "deaths", "rule")}),
)  # fmt: skip
CELLS = st.fixed_dictionaries(
    {name: st.sampled_from(READ[name]) for name in ("visits", "since", "rule", "decree")}
    | {"4.2": st.booleans()}
)


@given(st.lists(made_of(OF_REGION), min_size=1, max_size=3), WORLDS)
@examples(25)
def test_what_holds_somewhere_can_hold(conditions: list[Condition], world: Any) -> None:  # noqa: ANN401
    parts, listed = world
    values: list[int | None] = [None] * len(SMALL.nodes)
    for node, points in zip(LEAVES, parts, strict=True):
        values[SMALL.positions[node.id]] = points
    reach = bounds(SMALL, values)
    facts = Facts(SMALL, reach.low_thousandths, reach.high_thousandths, {}, listed)
    said = [judge(condition, facts).state for condition in conditions]
    agree(conditions, said, Writer(SMALL, MEASURES))


@given(st.lists(made_of(OF_UNIT), min_size=1, max_size=3), CELLS)
@examples(25)
def test_what_holds_of_a_unit_can_hold(conditions: list[Condition], cells: dict[str, Any]) -> None:
    columns = {name: [value] for name, value in cells.items()}
    said = [states(condition, columns, 1)[0] for condition in conditions]
    agree(conditions, said, Writer(SMALL, MEASURES, of_units=True))


def agree(conditions: list[Condition], said: list[bool | None], writer: Writer) -> None:
    """Hold what can hold together against what a world says of each condition."""
    formulas = [writer.formula(condition) for condition in conditions]
    known = [
        formula if state else opposite(formula)
        for formula, state in zip(formulas, said, strict=True)
        if state is not None
    ]
    assert Together(SMALL).can_hold(*known) is not False


# -- what is decided ----------------------------------------------------------------------------------


def measured(name: str, comparator: Any, value: int) -> Condition:  # noqa: ANN401
    return MeasureOf(name, Bound(comparator, value))


def points(node: str, comparator: Any, value: int) -> Condition:  # noqa: ANN401
    return PointsOf(node, Bound(comparator, value))


NEVER = [
    (measured("share", "above", 100),),
    (measured("deaths", "above", 5), measured("deaths", "at_most", 5)),
    (measured("visits", "above", 1), measured("visits", "below", 2)),
    (Holds("since", expected=False), measured("since", "at_most", 2020)),
    (Holds("rule", expected=True), Not(Holds("rule", expected=True))),
    (Trend("rate", "rising"), Trend("rate", "falling")),
    (points("1.1", "at_least", 10), points("1", "below", 10)),
    (points("K1", "at_least", 60), points("2", "below", 30)),
    (points("total", "at_least", 80), points("1", "at_most", 5), points("2", "at_most", 10)),
    (NodesReaching(3, "indicator", 1), Not(NodesReaching(2, "indicator", Decimal("0.5")))),
    (AtLeast(2, (measured("share", "above", 50), measured("share", "below", 20),
                 Holds("rule", expected=True))), Holds("rule", expected=False)),
]  # fmt: skip


@pytest.mark.parametrize("conditions", NEVER)
def test_what_cannot_hold_together_is_told_and_each_part_can(
    conditions: tuple[Condition, ...],
) -> None:
    writer, known = Writer(SMALL, MEASURES), Together(SMALL)
    formulas = [writer.formula(condition) for condition in conditions]
    assert known.can_hold(*formulas) is False
    if len(formulas) > 1:
        assert all(known.can_hold(formula) for formula in formulas)
        assert not known.follows(formulas[0], *formulas[1:-1])


def test_a_search_that_takes_too_long_says_that_it_does_not_know() -> None:
    pairs: list[Condition] = [
        AnyOf((measured("share", "above", n), measured("rate", "above", n))) for n in range(40)
    ]
    parts = (*pairs, AtLeast(20, tuple(Holds("rule", expected=n % 2 == 0) for n in range(40))))
    formula = Writer(SMALL, MEASURES).formula(AllOf(parts))
    assert Together(SMALL, work=100).can_hold(formula) is None
    assert Together(SMALL).can_hold(formula)
    tired = Together(SMALL, all_work=1000)
    assert [tired.can_hold(formula, Writer(SMALL, MEASURES).total(n)) for n in range(9)][-1] is None
