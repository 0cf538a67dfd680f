"""Sweeps: drawn the same everywhere, counted rightly, true to their assumptions, and refused."""

import itertools
import json
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

import kla_rules as kla
from kla_rules.sweeps.asked import asked
from kla_rules.sweeps.draws import Source
from kla_rules.sweeps.parts import VARY, Leaf, Varied, varied
from kla_rules.sweeps.run import swept, what_ifs
from kla_rules.sweeps.tally import moved
from kla_rules.testing.small import small_edition, small_rules
from kla_rules.testing.strategies.profiles import profiles
from support import ROOT, command, examples

np = pytest.importorskip("numpy")
EXAMPLES = ROOT / "examples"

CITY = kla.evaluate(kla.Profile.read(EXAMPLES / "kota-pasuruan-illustrative.yaml"))
SMALL = small_edition()
ENGINES = ("numpy", "polars", "duckdb")


def whole_small() -> Any:  # noqa: ANN401 - an edition
    """Return the small edition with every maximum known, and no requirement."""
    rules = small_rules()
    rules["indicators/3.yaml"]["maximum"] = 15
    del rules["requirements.yaml"]
    return small_edition(rules)


WHOLE = whole_small()


def of(points: dict[str, Any], edition: Any = WHOLE, **more: Any) -> kla.Evaluation:  # noqa: ANN401 - rules and keys
    data = {"year": 2024, "stage": "self", "points": points, **more}
    return kla.evaluate(kla.Profile.from_dict(data, edition))


def wanted(vary: Any, n: int = 300, seed: int = 3, **more: Any) -> Any:  # noqa: ANN401 - as asked
    how = {"engine": "numpy", "unknown": "independent", "drop": "points", **more}
    return asked(vary, n, seed, **how)


# -- the same draws --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unknown", "drop"),
    [
        ("common", "share"),
        pytest.param("common", "points", marks=pytest.mark.slow),
        pytest.param("independent", "share", marks=pytest.mark.slow),
        pytest.param("independent", "points", marks=pytest.mark.slow),
    ],
)
def test_every_engine_and_every_run_gives_the_same(unknown: str, drop: str) -> None:
    how: dict[str, Any] = {"unknown": unknown, "drop": drop}
    whole = swept(CITY, wanted(VARY, **how))
    for engine in ENGINES:
        assert swept(CITY, wanted(VARY, engine=engine, **how), run=97) == whole
    assert swept(CITY, wanted(VARY, seed=4, **how)) != whole


def test_what_is_drawn_is_written_down_here_so_that_no_machine_draws_otherwise() -> None:
    leaves = (Leaf(3, 0, 10_000), Leaf(5, 250, 1_000), Leaf(6, 0, 1_000_000))
    draws = Source(Varied(CITY, leaves), seed=2024).draw(5, 3)
    assert {place: column.tolist() for place, column in draws.points.items()} == DRAWN


DRAWN = {3: [5882, 7344, 8504], 5: [814, 797, 930], 6: [911738, 704992, 238711]}


def test_the_first_what_ifs_of_many_are_those_of_few() -> None:
    few = [levels for _, _, levels in what_ifs(varied(CITY, VARY), wanted(VARY, n=50))]
    many = [levels for _, _, levels in what_ifs(varied(CITY, VARY), wanted(VARY, n=120))]
    assert few[0].tolist() == many[0][:50].tolist()


def test_regions_are_drawn_apart_and_each_as_it_would_be_in_its_place() -> None:
    table = kla.sweep(kla.evaluate_many([CITY.profile, CITY.profile]), vary="unknown", n=200)
    first, second = table.sweeps
    assert first.quantiles_thousandths != second.quantiles_thousandths
    assert first.levels == kla.sweep(CITY, vary="unknown", n=200).levels


# -- laws ------------------------------------------------------------------------------------------


@given(profiles(WHOLE), st.integers(0, 2**64 - 1))
@examples(12)
def test_what_ifs_of_unknown_answers_stay_within_what_is_possible(
    profile: kla.Profile, seed: int
) -> None:
    evaluation = kla.evaluate(profile)
    if not varied(evaluation, ["unknown"]).unknown:
        return
    sweep = kla.sweep(evaluation, vary="unknown", n=40, seed=seed)
    assert sum(one.count for one in sweep.levels) == sweep.n
    found = {one.level.id if one.level else None for one in sweep.levels if one.count}
    assert found <= set(evaluation.levels_possible)
    low, high = evaluation.bounds.ends_thousandths(0)
    assert low <= sweep.quantiles_thousandths[0] <= sweep.quantiles_thousandths[100] <= high


@given(
    profiles(SMALL),
    st.sets(st.sampled_from(VARY), min_size=1),
    st.sampled_from(["independent", "common"]),
    st.sampled_from(["points", "share"]),
    st.integers(0, 2**64 - 1),
)
@examples(12)
def test_every_scenario_has_the_level_that_was_counted(
    profile: kla.Profile, vary: set[str], unknown: str, drop: str, seed: int
) -> None:
    evaluation = kla.evaluate(profile)
    parts = varied(evaluation, vary)  # type: ignore[arg-type] # all are names of sources
    if not any(parts.count(source) for source in VARY):
        return
    sweep = kla.sweep(evaluation, vary=vary, n=8, seed=seed, unknown=unknown, drop=drop)  # type: ignore[call-overload] # drawn words
    levels = [kla.evaluate(one).level for one in sweep.profiles]
    counted = {one.level.id if one.level else None: one.count for one in sweep.levels}
    assert Counter(levels) == Counter({name: count for name, count in counted.items() if count})


def test_scenarios_of_a_city_have_the_levels_that_were_counted() -> None:
    for vary in (VARY, ("caps", "unknown"), ("verification",)):
        sweep = kla.sweep(CITY, vary=vary, n=60)
        levels = Counter(kla.evaluate(one).level for one in sweep.profiles)
        counts = {one.level.id if one.level else None: one.count for one in sweep.levels}
        assert levels == Counter({name: count for name, count in counts.items() if count})


def test_scenarios_are_chosen_evenly() -> None:
    sweep = kla.sweep(CITY, vary="unknown", n=1_000)
    assert len(sweep.profiles) == 100
    assert sweep.scenarios(10)[3] == sweep.scenarios(100)[30]
    assert len(kla.sweep(CITY, vary="unknown", n=7).profiles) == 7


def test_all_unknown_full_and_empty_are_the_ends_of_the_range() -> None:
    evaluation = of({"1.1": 10, "2.1": 3})
    sweep = kla.sweep(evaluation, vary="unknown", n=4_000, unknown="common")
    low, high = evaluation.bounds.ends_thousandths(0)
    room = (high - low) / 500  # of 4,000 shares the least and the greatest are as near as that
    assert low <= sweep.quantiles_thousandths[0] < low + room
    assert high - room < sweep.quantiles_thousandths[100] <= high


def test_a_sweep_of_a_tiny_edition_comes_to_what_every_answer_gives() -> None:
    rules = small_rules()
    rules["indicators/3.yaml"]["maximum"] = 15
    del rules["requirements.yaml"]
    for question, maximum in zip(
        rules["indicators/4.yaml"]["questions"], (0.01, 24.94, 0.05), strict=True
    ):
        question["maximum"] = maximum
    edition = small_edition(rules)
    known = {"1": 25, "2": 10, "3": 4.97, "4.2": 10}
    every = [
        of({**known, "4.1": first / 1000, "4.3": other / 1000}, edition)
        for first, other in itertools.product(range(11), range(51))
    ]
    exact = Counter(one.level for one in every)
    assert len(exact) == 2
    sweep = kla.sweep(of(known, edition), vary="unknown", n=10_000)
    scores = [one.bounds.low_thousandths[0] for one in every]
    assert sweep.quantiles_thousandths[0] == min(scores)
    assert sweep.quantiles_thousandths[100] == max(scores)
    for one in sweep.levels:
        share = exact[one.level.id if one.level else None] / len(every)
        assert abs(one.share - share) <= 4 * one.standard_error


@given(st.integers(0, 2**64 - 1))
@examples(5)
def test_a_drop_is_one_of_those_published(seed: int) -> None:
    evaluation = kla.evaluate(kla.Profile.read(EXAMPLES / "kota-bandung-2024.yaml"))
    rows = kla.rounds.verification_outlook(evaluation).rows
    sweep = kla.sweep(evaluation, vary="verification", n=20, seed=seed)
    scores = {kla.evaluate(one).bounds.low_thousandths[0] for one in sweep.profiles}
    assert scores <= {row.low_thousandths for row in rows}
    shares = kla.sweep(evaluation, vary="verification", drop="share", n=20, seed=seed)
    own = evaluation.low_thousandths
    assert {kla.evaluate(one).bounds.low_thousandths[0] for one in shares.profiles} <= {
        own * row.published.after_thousandths // row.published.before_thousandths for row in rows
    }


def test_a_drawn_scale_rises_with_what_is_better() -> None:
    names = {"1.3": 40, "2.2": 40}
    more = {"answers": {name: {"value": value} for name, value in names.items()}}
    sweep = kla.sweep(of({}, **more), vary="scales", n=60)
    other = {"answers": {name: {"value": 70} for name in names}}
    higher = kla.sweep(of({}, **other), vary="scales", n=60)
    for first, second in zip(sweep.profiles, higher.profiles, strict=True):
        assert first.points["1.3"] <= second.points["1.3"]
        assert first.points["2.2"] >= second.points["2.2"]  # the lower the better
        share = first.points["1.3"] / WHOLE.node("1.3").maximum_points
        assert 0 <= share <= 1
    ends = {"answers": {"1.3": {"value": 100}, "2.2": {"value": 100}}}
    for one in kla.sweep(of({}, **ends), vary="scales", n=10).profiles:
        assert one.points["1.3"] == WHOLE.node("1.3").maximum_points
        assert one.points["2.2"] == 0


def test_a_capped_indicator_is_cut_or_has_one_question_too_high() -> None:
    capped = WHOLE.node("1")
    full = {name: WHOLE.node(name).ceiling_points for name in capped.children}
    sweep = kla.sweep(of(full), vary="caps", n=400)
    assert {one.points.get("1", capped.ceiling_points) for one in sweep.profiles} == {
        capped.ceiling_points
    }
    short = {**full, "1.1": Decimal(0)}
    excess = sum(full.values()) - capped.ceiling_points
    lower = kla.sweep(of(short), vary="caps", n=400)
    own = sum(short.values())
    found = Counter(one.points.get("1", own) for one in lower.profiles)
    assert set(found) == {own, own - excess}
    assert 30 <= found[own] <= 70  # each reading has a chance of one half


# -- what moves the level --------------------------------------------------------------------------


def test_what_alone_decides_has_the_whole_share_and_what_decides_nothing_has_none() -> None:
    known = {"1": 25, "2": 15, "4.1": 0, "4.2": 5}
    sweep = kla.sweep(of(known), vary="unknown", n=4_000, target="pratama")
    shares = {part.node.id: part.moves or 0 for part in sweep.parts}
    assert shares.keys() == {"3", "4.3"}
    assert next(iter(shares)) == max(shares, key=lambda name: shares[name])
    assert sum(shares.values()) <= 1.05
    alone = kla.sweep(of({**known, "4.3": 0}), vary="unknown", n=4_000, target="pratama")
    (part,) = alone.parts
    (source,) = alone.sources
    assert part.moves == source.moves
    assert part.moves is None or part.moves > 0.8


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=16))
@examples(40)
def test_a_share_of_the_variance_lies_between_nothing_and_all(bins: list[tuple[int, int]]) -> None:
    table = np.array(bins, np.int64)
    share = moved(table, 1)
    assert share is None or 0 <= share <= 1
    apart = np.array([(size + 2, 0) for size, _ in bins] + [(0, 50)], np.int64)
    assert moved(apart, 1) == pytest.approx(1)


def test_convergence_ends_with_all_what_ifs() -> None:
    sweep = kla.sweep(CITY, vary=["unknown", "verification"], n=1_001)
    assert [after.n for after in sweep.convergence] == [125, 250, 500, 1_001]
    assert sweep.convergence[-1].counts == tuple(one.count for one in sweep.levels)
    widths = [after.half_width for after in sweep.convergence]
    assert widths == sorted(widths, reverse=True)
    assert [sum(after.counts) for after in sweep.convergence] == [125, 250, 500, 1_001]


# -- many ------------------------------------------------------------------------------------------


def test_regions_that_fall_at_once_are_counted_as_each_alone() -> None:
    many = [kla.Profile.read(path) for path in sorted(EXAMPLES.glob("kota-bandung*.yaml"))] * 3
    table = kla.sweep(many, vary="verification", n=500)
    assert table.falls.mean == pytest.approx(sum(one.falls for one in table.sweeps) / 500)
    assert sum(table.before.values()) == len(many) == pytest.approx(sum(table.levels.values()))
    assert table.falls.quantiles[100] <= len(many)
    assert len(table.rows()) == len(many)
    validate("sweep-table", table.to_dict())


# -- what it says ----------------------------------------------------------------------------------


def validate(name: str, data: Any) -> None:  # noqa: ANN401 - plain values
    Draft7Validator(kla.schema(name)).validate(json.loads(json.dumps(data)))


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_output_says_what_is_assumed(language: Any) -> None:  # noqa: ANN401 - a word
    sweep = kla.sweep(CITY, vary=VARY, n=200)
    chart = kla.charts.sweep_bars(sweep, language=language)
    texts = [text.get(language) for text in sweep.assumptions]
    assert len(texts) > len(VARY)
    page = " ".join(sweep.explain(language).split())
    card = " ".join(sweep.card(language).markdown().split())
    for text in texts:
        assert text in page
        assert text in chart.description
        assert text[:60] in card
    validate("sweep", sweep.to_dict())
    assert len(sweep.to_dict()["assumptions"]) == len(texts)


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_table_says_what_is_assumed(language: Any) -> None:  # noqa: ANN401 - a word
    table = kla.sweep([CITY.profile], vary=["unknown", "verification"], n=100)
    page = " ".join(table.explain(language).split())
    assert all(text.get(language) in page for text in table.assumptions)
    assert table.card(language).markdown()


def test_rows_are_of_levels_and_a_sweep_is_a_row_among_others() -> None:
    sweep = kla.sweep(CITY, vary="unknown", n=100)
    assert [row["count"] for row in sweep.rows()] == [one.count for one in sweep.levels]
    assert sum(row["share"] for row in sweep.rows()) == pytest.approx(1)


def test_the_command_prints_what_the_function_gives() -> None:
    path = str(EXAMPLES / "kota-pasuruan-illustrative.yaml")
    code, out, _ = command("sweep", path, "--vary", "unknown", "--n", "300", "--format", "json")
    assert code == 0
    assert json.loads(out) == json.loads(
        json.dumps(kla.sweep(CITY, vary="unknown", n=300).to_dict())
    )
    code, out, _ = command("sweep", path, path, "--vary", "unknown", "--n", "50", "--lang", "en")
    assert (code, "for 2 regions" in out) == (0, True)


# -- what is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "finding"),
    [
        ({"n": 0}, "argument.whole"),
        ({"n": 10**7 + 1}, "argument.whole"),
        ({"seed": -1}, "argument.whole"),
        ({"seed": 2**64}, "argument.whole"),
        ({"vary": "unknwn"}, "argument.choice"),
        ({"vary": ["unknown", "cap"]}, "argument.choice"),
        ({"vary": []}, "sweep.vary-none"),
        ({"engine": "spark"}, "argument.choice"),
        ({"unknown": "normal"}, "argument.choice"),
        ({"drop": "half"}, "argument.choice"),
        ({"target": "madia"}, "argument.no-id"),
    ],
)
def test_what_cannot_be_drawn_is_refused(how: dict[str, Any], finding: str) -> None:
    with pytest.raises(kla.ArgumentError) as refused:
        kla.sweep(CITY, **{"vary": "unknown", "n": 10, **how})
    assert [one.id for one in refused.value.findings] == [finding]


@pytest.mark.parametrize(
    "how", [{"n": "10"}, {"n": True}, {"n": 1.5}, {"seed": None}, {"vary": 3}, {"vary": [3]}]
)
def test_what_is_of_another_type_is_refused(how: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        kla.sweep(CITY, **{"vary": "unknown", "n": 10, **how})
    with pytest.raises(TypeError):
        kla.sweep(CITY, "kla-2024", vary="unknown", n=10)


def test_a_wrong_name_is_told_with_the_one_that_was_meant() -> None:
    with pytest.raises(kla.ArgumentError, match="did you mean verification"):
        kla.sweep(CITY, vary="verificaton")


def test_where_nothing_is_open_nothing_is_drawn() -> None:
    settled = of({"total": 55}, stage="final")
    for source in VARY:
        with pytest.raises(kla.ArgumentError) as refused:
            kla.sweep(settled, vary=source)
        assert refused.value.findings[0].values["reason"] == source
        assert "there is" not in refused.value.findings[0].text("en").partition(";")[0]
    assert kla.sweep(of({"total": 55}), vary=VARY, n=10).sources[0].count == 0


def test_an_evaluation_of_backed_points_is_not_swept() -> None:
    backed = kla.evaluate(CITY.profile, count="backed")
    with pytest.raises(kla.ArgumentError) as refused:
        kla.sweep(backed, vary="unknown")
    assert [one.id for one in refused.value.findings] == ["argument.backed"]


def test_only_as_many_scenarios_as_there_are_can_be_had() -> None:
    sweep = kla.sweep(CITY, vary="unknown", n=5)
    for count in (0, 6, 101):
        with pytest.raises(kla.ArgumentError):
            sweep.scenarios(count)
    with pytest.raises(TypeError):
        sweep.scenarios("5")  # type: ignore[arg-type] # on purpose


def test_figures_finer_than_can_be_summed_are_refused() -> None:
    wholes = {"1.3": 999_983, "4.2": 999_979}
    answers = {name: {"units": {"part": 1, "whole": whole}} for name, whole in wholes.items()}
    data = {"year": 2024, "stage": "self", "answers": answers}
    fine = kla.evaluate(kla.Profile.from_dict(data, WHOLE), assume="proportional")
    with pytest.raises(kla.ArgumentError) as refused:
        kla.sweep(fine, vary="unknown", n=5)
    assert refused.value.findings[0].id == "sweep.too-fine"


def test_exact_thirds_reach_a_floor_that_cut_ones_miss() -> None:
    third = {"units": {"part": 1, "whole": 3}}
    data = {
        "year": 2024,
        "stage": "self",
        "answers": {"1.3": third, "4.2": third, "2.2": third},
        "points": {"2.1": 1},
    }
    exact = kla.evaluate(kla.Profile.from_dict(data, WHOLE), assume="proportional")
    sweep = kla.sweep(exact, vary="unknown", n=30)
    levels = Counter(exact.of(one).level for one in sweep.profiles)
    assert levels == Counter(
        {one.level.id if one.level else None: one.count for one in sweep.levels if one.count}
    )
