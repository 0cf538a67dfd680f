"""Tables say what `evaluate()` says: on every engine, for drawn rows and for those at the edges."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from attrs import fields
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from agree import against_evaluate, answers, disagree, held_together, main, witness
from agreement_cases import NAMES, Case, case
from agreement_engines import ENGINES
from agreement_profiles import profile_data
from agreement_rows import FAMILIES, Batch, batch_of, batches
from kla_rules.columns.outputs import Output, outputs
from kla_rules.columns.program import Program, program
from kla_rules.conditions.bound import COMPARATORS, COMPARE, Comparator
from kla_rules.conditions.columns import crosswise
from kla_rules.conditions.operator import Operator
from kla_rules.conditions.operators import OPERATORS
from kla_rules.core.points import LARGEST
from kla_rules.rulesets.edition_of_year import list_rounds
from kla_rules.testing import editions, small_edition, small_rules
from support import examples

Row = dict[str, int]
WITNESSES = ("numpy", "polars", "duckdb")


def said(held: Case, row: Row, *engines: str) -> dict[str, dict[str, Any]]:
    """Return what engines and `evaluate()` make of a row; they must say the same."""
    with_all = {name: ENGINES[name] for name in engines or ("numpy", "polars")}
    results: dict[str, dict[str, Any]] = {}
    for name, opened in with_all.items():
        with opened() as ask:
            results |= answers(held, row, held.edition.edge.policy, tuple(row), {name: ask})
    assert not disagree(results), results
    return results


def refused(held: Case, row: Row) -> bool:
    """Return whether a row is refused, by every engine and by `evaluate()`."""
    return bool(said(held, row)["evaluate"]["refused"])


# -- drawn rows ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["small+scale", "kla-2019"])
def test_engines_and_evaluation_agree_on_drawn_rows(name: str) -> None:
    with ENGINES["numpy"]() as numpy, ENGINES["polars"]() as polars:
        asks = {"numpy": numpy, "polars": polars}
        tally = held_together(name, asks, seed=2, rows=240, evaluate=60, size=80)
    assert not tally.wrong
    assert 0 < tally.bad < tally.rows / 3
    assert len(tally.levels) > 2


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_engines_and_evaluation_agree_on_many_drawn_rows(name: str) -> None:
    with ENGINES["numpy"]() as numpy, ENGINES["polars"]() as polars, ENGINES["duckdb"]() as duckdb:
        asks = {"numpy": numpy, "polars": polars, "duckdb": duckdb}
        tally = held_together(name, asks, seed=3, rows=12_000, evaluate=1_200, size=2_000)
    assert not tally.wrong, [witness(name, found, asks) for found in tally.wrong[:1]]
    # What is drawn reaches every level there is, and none.
    assert len(tally.levels) == len(case(name).edition.levels) + 1
    assert 0 < tally.bad < tally.rows / 2


@pytest.mark.slow
def test_drawn_rows_meet_every_floor_and_a_thousandth_to_each_side() -> None:
    held = case("kla-2022")
    found = set()
    with ENGINES["numpy"]() as ask:
        for batch in batches(held, 1, 1_200 * len(FAMILIES), 1_200):
            run = program(held.edition, list(batch.columns), None, held.tables)
            table = ask(run, outputs(run), batch)
            found |= {*table["score_low"].to_pylist(), *table["score_high"].to_pylist()}
    for level in held.edition.levels:
        assert {level.floor_thousandths + by for by in (-1, 0, 1)} <= found


def test_the_same_seed_draws_the_same_rows() -> None:
    held = case("small")
    first, second = ([one.row(7) for one in batches(held, 5, 60, 10)] for _ in range(2))
    assert first == second
    assert first != [one.row(7) for one in batches(held, 6, 60, 10)]


def test_a_difference_is_told_by_the_smallest_row_that_shows_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def damaged() -> Iterator[Any]:
        with ENGINES["numpy"]() as ask:

            def wrong(run: Program, shown: tuple[Output, ...], batch: Batch) -> pa.Table:
                found = ask(run, shown, batch)
                more = pc.if_else(batch.known["2.1"], 1, 0) if "2.1" in batch.columns else 0
                column = pc.add(found["score_high"], more)
                place = found.schema.get_field_index("score_high")
                return found.set_column(place, "score_high", column)

            yield wrong

    monkeypatch.setattr("agree.ENGINES", {"numpy": ENGINES["numpy"], "damaged": damaged})
    words = ["--edition", "small", "--rows", "30", "--evaluate", "0", "--size", "30"]
    assert main(words) == 1
    text = capsys.readouterr().out
    assert "small, floor_inclusive; columns: 2.1\n" in text
    assert "points:\n  '2.1':" in text
    assert "damaged: {'score_high': " in text


# -- every operator, drawn editions ----------------------------------------------------------------


def test_every_operator_has_a_form_in_columns() -> None:
    assert all(callable(operator.columns) for operator in OPERATORS.values())
    (field,) = (one for one in fields(Operator) if one.name == "columns")
    complete: dict[str, Any] = {one.name: None for one in fields(Operator)}
    Operator(**complete)
    with pytest.raises(TypeError, match=field.name):
        Operator(**{name: one for name, one in complete.items() if name != field.name})


def cells(held: Case) -> st.SearchStrategy[Row]:
    """Return rows of any columns: small figures, and those that conditions compare with."""
    by_kind: dict[str, Callable[[int], st.SearchStrategy[int]]] = {
        "points": lambda most: st.integers(0, most),
        "figure": lambda most: st.sampled_from([0, 500, 1000, 29_999, 30_000, 30_001, most]),
        "count": lambda _: st.integers(1, 10),
        "yes_no": lambda _: st.integers(0, 1),
        "option": lambda most: st.integers(0, most),
    }
    columns = held.columns
    one = st.sampled_from(sorted(columns)).flatmap(
        lambda name: st.tuples(st.just(name), by_kind[columns[name].kind](columns[name].most))
    )
    return st.lists(one, max_size=12).map(dict)


@examples(10)
@given(st.data())
def test_drawn_editions_are_the_same_in_columns(data: st.DataObject) -> None:
    edition = data.draw(editions())
    held = Case("drawn", edition)
    row = data.draw(cells(held))
    said(held, row, "numpy", "polars")


@examples(10)
@given(st.data())
def test_the_small_edition_is_the_same_in_columns(data: st.DataObject) -> None:
    held = case("small+scale")
    row = data.draw(cells(held))
    said(held, row, "numpy", "polars")


# -- what cannot be --------------------------------------------------------------------------------


def test_a_year_without_a_round_is_refused() -> None:
    rounds = list_rounds()
    none = [one.year for one in rounds if one.edition is None]
    held = case("small")
    for year in (1, rounds[0].year - 1, *none):
        assert refused(held, {"year": year, "total": 0})
    for year in (rounds[0].year, rounds[-1].year + 1, 9_999, *held.edition.rounds):
        assert not refused(held, {"year": year, "total": 0})


def test_a_round_of_the_edition_is_taken_though_there_was_none_of_another() -> None:
    rules = small_rules()
    none = next(one.year for one in list_rounds() if one.edition is None)
    rules["edition.yaml"]["rounds"] = [list_rounds()[0].year - 1, none]
    held = Case("own rounds", small_edition(rules))
    for year in held.edition.rounds:
        assert not refused(held, {"year": year, "total": 0})
    assert refused(held, {"year": held.edition.rounds[0] - 1, "total": 0})


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ({"values.1.3.unknown": 0}, True),
        ({"values.1.3.unknown": 0, "values.1.3": 5_000}, True),
        ({"values.1.3.part": 1, "values.1.3.unknown": 0}, True),
        ({"values.1.3.part": 1, "values.1.3.whole": 2, "values.1.3.unknown": 0}, False),
        ({"values.1.3.part": 1, "values.1.3.whole": 2, "values.1.3.unknown": 2}, True),
        ({"measures.school_share.unknown": 0}, True),
        ({"measures.school_share.unknown": 0, "measures.school_share": 5_000}, False),
        ({"measures.school_share.unknown": 1, "measures.school_share": 5_000}, True),
        ({"measures.school_share.whole": 3, "measures.school_share": 5_000}, True),
        ({"measures.school_share.before": 3_000}, True),
        ({"1.1": 0, "answers.1.1": 0}, True),
    ],
)
def test_counts_that_belong_together_are_refused_alone(row: Row, *, wrong: bool) -> None:
    assert refused(case("small+scale"), row) is wrong


def test_parts_are_above_the_whole_by_what_a_profile_says_only() -> None:
    """What a table makes of an answer is found out later, and is capped."""
    edition = small_edition()
    node, whole = edition.node("4.2"), edition.node("K2").ceiling_thousandths
    bands = [{"from": 0, "to": 100, "points": float(node.ceiling_points)}]
    scale = {
        "id": "one",
        "source": "Invented",
        "edition": edition.id,
        "scales": {"4.2": {"bands": bands}},
    }
    held = Case("scaled", edition, kla.Scale.read(json.dumps(scale).encode(), edition))
    row = {"3": whole - 1, "values.4.2": 50_000}
    assert said(held, row)["numpy"]["low.K2"] == whole
    assert refused(held, {"3": whole - 1, "4.2": node.ceiling_thousandths})
    assert refused(held, {"3": whole - 1, "answers.4.1": 1})  # in full
    assert not refused(held, {"3": whole - 1, "answers.4.1": 0})


# -- figures of many digits, large maxima, odd names ----------------------------------------------


def with_share(bound: float) -> Case:
    """Return the small edition with a requirement on a share of so many per cent."""
    rules = small_rules()
    rules["requirements.yaml"]["requirements"][0]["when"]["at_least"] = bound
    return Case("share", small_edition(rules))


@pytest.mark.slow
@pytest.mark.parametrize("bound", [33.3333333333, 0.000000001, 66.666666666667])
def test_shares_of_a_billion_are_compared_with_figures_of_many_digits(bound: float) -> None:
    held, name = with_share(bound), "measures.school_share"
    exact = Fraction(str(bound)) / 100
    for whole in (LARGEST, LARGEST - 1, 3):
        least = -(-exact.numerator * whole // exact.denominator)
        for part in (least - 1, least, whole):
            row = {f"{name}.part": part, f"{name}.whole": whole, f"{name}.unknown": 0}
            if part >= 0:
                met = said(held, row, *WITNESSES)["numpy"]["requirement.schools"]
                assert met is (Fraction(part, whole) >= exact)


@examples(60)
@given(
    st.fractions(0, 3, max_denominator=10**14),
    st.sampled_from(COMPARATORS),
    st.integers(1, LARGEST),
    st.integers(-2, 2),
)
def test_so_many_of_so_many_compare_crosswise_as_shares_do(
    share: Fraction, comparator: Comparator, whole: int, by: int
) -> None:
    part = min(max(round(share * whole) + by, 0), whole)
    times, of = crosswise(comparator, share)
    assert COMPARE[comparator](part * times, whole * of) is COMPARE[comparator](
        Fraction(part, whole), share
    )
    assert max(2 * LARGEST * times, whole * of) < 2**63


def renamed(names: Mapping[str, str]) -> Case:
    """Return the small edition with other ids."""
    rules = small_rules()
    for cluster in rules["edition.yaml"]["clusters"]:
        cluster["id"] = names.get(cluster["id"], cluster["id"])
        cluster["indicators"] = [names.get(one, one) for one in cluster["indicators"]]
    for rule in [rule for name, rule in rules.items() if name.startswith("indicators/")]:
        rule["cluster"] = names.get(rule["cluster"], rule["cluster"])
        rule["id"] = names.get(rule["id"], rule["id"])
    return Case("renamed", small_edition(rules))


@pytest.mark.slow
@pytest.mark.parametrize(
    "names",
    [
        {"K1": "level", "K2": "score", "3": "wrong"},
        {"K1": "a", "K2": "A", "3": "row"},
        {"K1": "determined", "K2": "bad", "3": "region"},
        {"K1": "k0", "K2": "s0", "3": "null"},
        {"K1": "year", "K2": "edition"},
    ],
)
def test_nodes_may_be_called_what_columns_are_called(names: Mapping[str, str]) -> None:
    held = renamed(names)
    first, third = names.get("K1", "K1"), names.get("3", "3")
    row = {"1.1": 10_000, "2.1": 7_500, third: 1_000, "year": 2024}
    assert said(held, row, *WITNESSES)["numpy"][f"low.{first}"] == 17_500
    if first in held.columns and first != "year":
        assert said(held, {**row, first: 9_000}, *WITNESSES)["numpy"][f"low.{first}"] == 9_000
    else:  # the head of a row is never taken for points
        assert held.columns["year"].kind == "count"


def test_sums_of_large_unknown_maxima_do_not_overflow() -> None:
    rules = small_rules()
    rules["edition.yaml"]["maximum"] = 1_000_000
    first, second = rules["edition.yaml"]["clusters"]
    first |= {"maximum": None, "indicators": ["1"]}
    second |= {"maximum": None, "indicators": ["2", "3", "4"]}
    rules["indicators/2.yaml"]["cluster"] = "K2"
    for name in ("1", "2", "4"):
        rule = rules[f"indicators/{name}.yaml"]
        for key in ("cap", "questions", "agencies"):
            rule.pop(key, None)
        rule["maximum"] = None
    del rules["requirements.yaml"], rules["evidence.yaml"]
    held = Case("large", small_edition(rules))
    found = said(held, {"3": 999_999_999})["numpy"]
    assert (found["score_low"], found["score_high"]) == (999_999_999, 1_000_000_000)


def test_a_whole_number_out_of_all_proportion_is_refused_wherever_it_comes_from() -> None:
    edition = small_edition()
    for number in (LARGEST + 1, 10**30, float(LARGEST + 1)):
        with pytest.raises(kla.ProfileError):
            kla.Profile.from_dict({"year": 2024, "answers": {"2.3": {"value": number}}}, edition)
    kla.Profile.from_dict({"year": 2024, "answers": {"2.3": {"value": LARGEST}}}, edition)


def test_rows_are_the_profiles_that_people_write() -> None:
    held = case("small+scale")
    row = {
        "total": 62_500,
        "answers.1.1": held.columns["answers.1.1"].words.index("true"),
        "values.1.3.part": 1,
        "values.1.3.whole": 3,
        "measures.school_share": 25_000,
        "measures.school_share.before": 24_999,
        "ratios.3": 500,
        "year": 2025,
    }
    assert profile_data(row, held.columns) == {
        "points": {"total": 62.5},
        "answers": {"1.1": {"holds": True}, "1.3": {"units": {"part": 1, "whole": 3}}},
        "measures": {
            "school_share": [{"value": 25, "year": 2025}, {"value": 24.999, "year": 2024}]
        },
        "ratios": {"3": 0.5},
        "year": 2025,
    }
    columns = {name: held.columns[name] for name in row}
    assert not against_evaluate("small+scale", batch_of(columns, [row]), "floor_exclusive")
