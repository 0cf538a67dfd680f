"""Sweeps of editions that ask for points of nodes: each what-if has the level that `evaluate` has."""

from collections import Counter
from typing import Any

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.columns.specialised import specialised
from kla_rules.sweeps.model import Sweep
from kla_rules.sweeps.parts import DROPS, ENGINES, VARY, varied
from kla_rules.testing.small import small_edition, small_rules
from kla_rules.testing.strategies.profiles import profiles
from support import examples

pytest.importorskip("numpy")
# Levels that ask for so many indicators with a share of their maximum, of a tree that has these.
ASKING = evolve(kla.edition("kla-2024"), requirements=kla.edition("kla-2011").requirements)
SMALL = small_edition()


def half_known() -> kla.Evaluation:
    """Return a profile of which every second question is unknown, and all others have most."""
    leaves = [node for node in ASKING.nodes if not node.children]
    points = {leaf.id: leaf.ceiling_points * 9 / 10 for leaf in leaves[::2]}
    data = {"year": 2024, "stage": "self", "points": points}
    return kla.evaluate(kla.Profile.from_dict(data, ASKING))


def agrees(sweep: Sweep, evaluation: kla.Evaluation) -> None:
    levels = Counter(evaluation.of(one).level for one in sweep.profiles)
    counts = {one.level.id if one.level else None: one.count for one in sweep.levels}
    assert levels == Counter({name: count for name, count in counts.items() if count})


@pytest.mark.parametrize(
    "engine", [ENGINES[0], *(pytest.param(one, marks=pytest.mark.slow) for one in ENGINES[1:])]
)
def test_what_levels_ask_of_nodes_is_judged_in_every_what_if(engine: Any) -> None:  # noqa: ANN401 - a word
    evaluation = half_known()
    sweep = kla.sweep(evaluation, vary="unknown", n=24, engine=engine)
    assert sum(one.count > 0 for one in sweep.levels) > 1
    agrees(sweep, evaluation)
    many = kla.sweep(evaluation, vary="unknown", n=100_000, engine=engine)
    assert sum(one.count for one in many.levels) == many.n
    assert many == kla.sweep(evaluation, vary="unknown", n=100_000)


def on_total() -> Any:  # noqa: ANN401 - an edition
    """Return the small edition, in which a level asks for points of the whole as well."""
    rules = small_rules()
    rules["indicators/3.yaml"]["maximum"] = 15
    (first, *_) = rules["requirements.yaml"]["requirements"]
    first.update(level="pratama", when={"points": "total", "at_least": 58})
    rules["requirements.yaml"]["requirements"] = [first]
    return small_edition(rules)


@given(st.sampled_from(DROPS), st.integers(0, 2**64 - 1))
@examples(4)
def test_what_is_asked_of_the_total_is_asked_of_what_a_drop_leaves(drop: Any, seed: int) -> None:  # noqa: ANN401 - a word
    rules = on_total()
    points = {"1": 25, "2": 20, "3": 15, "4.1": 5}
    data = {"year": 2024, "stage": "self", "points": points}
    evaluation = kla.evaluate(kla.Profile.from_dict(data, rules))
    sweep = kla.sweep(evaluation, vary=["unknown", "verification"], n=20, drop=drop, seed=seed)
    agrees(sweep, evaluation)


@given(profiles(SMALL), st.sets(st.sampled_from(VARY), min_size=1), st.integers(0, 2**64 - 1))
@examples(4)
def test_digits_below_thousandths_count_on_every_engine(
    profile: kla.Profile, vary: set[Any], seed: int
) -> None:
    evaluation = kla.evaluate(profile, assume="proportional")
    parts = varied(evaluation, vary)
    assume(any(parts.count(source) for source in VARY))
    try:
        sweep = kla.sweep(evaluation, vary=vary, n=6, seed=seed)
    except kla.ArgumentError as refused:
        assert [one.id for one in refused.findings] == ["sweep.too-fine"]
        return
    agrees(sweep, evaluation)
    for engine in ENGINES[1:]:
        assert kla.sweep(evaluation, vary=vary, n=6, seed=seed, engine=engine) == sweep


def test_of_a_profile_only_what_moves_is_in_the_columns() -> None:
    evaluation = half_known()
    edition = evaluation.edition
    (leaf, *_) = (one.position for one in varied(evaluation, ["unknown"]).unknown)
    made = specialised(evaluation, [leaf])
    assert list(made.columns) == [edition.ids[leaf]]
    moved = {step.name.removesuffix(" low") for step in made.steps if step.name.endswith(" low")}
    assert moved == {edition.ids[leaf], *edition.above(edition.ids[leaf])}


def test_rows_say_what_they_rest_on() -> None:
    sweep = kla.sweep(half_known(), vary=["scales", "unknown"], n=10, seed=5)
    table = kla.sweep([half_known().profile], ASKING, vary=["unknown", "scales"], n=10, seed=5)
    for row in (*sweep.rows(), *table.rows()):
        assert (row["n"], row["seed"], row["vary"]) == (10, 5, "unknown scales")
        assert (row["unknown"], row["drop"], row["assume"]) == ("independent", None, None)
