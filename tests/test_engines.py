"""Two engines, one result: plain Python and durable-rules infer the same steps."""

import random
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import hypothesis
import pytest
import yaml
from attrs import evolve
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.conditions.durable import DurableError
from kla_rules.conditions.engines import decided
from kla_rules.conditions.figures import Facts
from kla_rules.conditions.judge import judge
from kla_rules.conditions.operators import (
    OPERATORS,
    AllOf,
    AnyOf,
    AtLeast,
    Bound,
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
from kla_rules.evaluation.bounds import bounds
from kla_rules.model.measure import Reading
from kla_rules.steps import durable, native
from kla_rules.steps.facts import ADVISORY, Fact, Given, given
from support import PASURUAN, TREE, examples, profile_in, python, steps_in

pytest.importorskip("durable")

CATALOGUE = steps_in(TREE)
SCORED = [node for node in TREE.nodes if node.question is not None and node.ceiling_thousandths]


def drawn(seed: int, most: int | None = None) -> Given:
    """Return random facts, as evaluations give them; all but `most` of the questions are full."""
    dice = random.Random(seed)  # noqa: S311 - repeatable examples
    known, listed = dice.random(), dice.random() < 0.5
    chosen = dice.sample(SCORED, len(SCORED) if most is None else most)
    facts = [
        Fact(
            n.id,
            n.ceiling_thousandths,
            n.ceiling_thousandths,
            n.ceiling_thousandths,
            n.ceiling_thousandths,
        )
        for n in SCORED
        if n not in chosen
    ]
    for node in chosen:
        low, high = 0, node.ceiling_thousandths
        if dice.random() < known:
            low = high = dice.choice(
                [
                    0,
                    node.ceiling_thousandths // 2,
                    node.ceiling_thousandths - 1,
                    node.ceiling_thousandths,
                ]
            )
        backed = dice.choice([0, low // 2, low]) if listed else low
        facts.append(Fact(node.id, low, high, node.ceiling_thousandths, backed))
    dice.shuffle(facts)
    readings = {
        measure.id: (Reading(dice.random() < 0.5, 2024),)
        for measure in TREE.measures
        if dice.random() < 0.5
    }
    figures = Facts(TREE, TREE.nothing_thousandths, TREE.ceilings_thousandths, {}, readings)
    asked = tuple((ADVISORY + one.id, one.when) for one in TREE.advisories)
    return Given(tuple(facts), asked, figures)


def evaluated(seed: int) -> kla.Evaluation:
    """Return the evaluation of a random profile, with documents in half of them."""
    dice = random.Random(seed)  # noqa: S311 - repeatable examples
    most = len(SCORED) if seed % 8 == 0 else 40
    answers: dict[str, Any] = {}
    for node in dice.sample(SCORED, dice.randrange(most)):
        answers[node.id] = {
            "points": dice.choice([0, node.ceiling_thousandths // 2, node.ceiling_thousandths])
            / 1000
        }
        if seed % 2 and dice.random() < 0.5:
            answers[node.id]["evidence"] = [{"kind": "report", "title": "Laporan"}]
    measures = {"kla_regulation": dice.random() < 0.5} if seed % 3 else {}
    data = {"year": 2024, "answers": answers, "measures": measures}
    return kla.evaluate(kla.Profile.from_dict(data, TREE))


@pytest.mark.slow
def test_both_engines_infer_the_same_from_two_thousand_random_profiles() -> None:
    agree(range(2000))


def test_both_engines_infer_the_same() -> None:
    agree(range(5000, 5040))


def agree(seeds: range) -> None:
    for seed in seeds:
        facts = given(evaluated(seed))
        assert durable.infer(CATALOGUE, facts) == native.infer(CATALOGUE, facts), seed


def test_evaluations_name_their_engine_and_give_equal_steps() -> None:
    profile = profile_in(PASURUAN)
    one, two = (kla.evaluate(profile, engine=name) for name in ("native", "durable"))
    assert one.steps == two.steps
    first: Any = one.to_dict(steps=True)
    second: Any = two.to_dict(steps=True)
    assert (first.pop("record")["engine"], second.pop("record")["engine"]) == ("native", "durable")
    assert first == second
    with pytest.raises(ValueError, match="one of native, durable"):
        kla.evaluate(profile, engine="rete")


def test_durable_rules_infers_without_the_native_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Any:  # noqa: ANN401 - it returns nothing
        raise AssertionError("the native engine ran")

    facts = drawn(7)
    expected = native.infer(CATALOGUE, facts)
    monkeypatch.setattr("kla_rules.steps.native.infer", refuse)
    for kind, operator in OPERATORS.items():
        monkeypatch.setitem(OPERATORS, kind, evolve(operator, judge=refuse))
    with pytest.raises(AssertionError, match="the native engine ran"):
        judge(facts.conditions[0][1], facts.figures)
    assert durable.infer(CATALOGUE, facts) == expected


def test_what_durable_rules_infers_comes_from_its_own_comparisons(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(durable, "_less", lambda left, right: {"$lt": {right: {"$m": left}}})
    turned = durable.Steps().infer(CATALOGUE, drawn(7), {})
    nodes = {fact.node for fact in drawn(7).questions}
    assert not [need for need in turned.needs if need[0] in nodes]  # nothing is above its maximum
    assert turned.required == frozenset()


def test_an_action_that_fails_is_told_and_the_next_run_is_whole() -> None:
    rules, facts = durable.Steps(), drawn(1)
    states = decided(dict(facts.conditions), facts.figures)
    broken: Any = SimpleNamespace(
        steps={}, by_node=dict.fromkeys(CATALOGUE.by_node, ("nothing",)), by_question={}, waiting={}
    )
    with pytest.raises(DurableError, match="nothing"):
        rules.infer(broken, facts, states)
    assert rules.infer(CATALOGUE, facts, states) == native.infer(CATALOGUE, facts)


def test_more_states_than_a_ruleset_holds_pass_through_it_in_bounded_memory() -> None:
    said = python(
        "import resource, threading\n"
        "from attrs import evolve\n"
        "from test_engines import CATALOGUE, drawn, durable\n"
        "facts, before = drawn(3, 30), threading.active_count()\n"
        "facts = evolve(facts, questions=facts.questions[-5:])\n"
        "for number in range(1200):\n"
        "    assert durable.infer(CATALOGUE, facts).needs\n"
        "    if number == 100: start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - start\n"
        "print(grown < 100_000, threading.active_count() == before)\n"
    )
    assert said == "True True"


@pytest.mark.parametrize("each", [10, pytest.param(250, marks=pytest.mark.slow)])
def test_four_threads_share_nothing(each: int) -> None:
    said = python(
        "import threading\n"
        "from test_engines import CATALOGUE, drawn, durable, native\n"
        "wrong = []\n"
        "def work(first):\n"
        f"    for seed in range(first, first + {each}):\n"
        "        facts = drawn(seed, seed % 60)\n"
        "        if durable.infer(CATALOGUE, facts) != native.infer(CATALOGUE, facts):\n"
        "            wrong.append(seed)\n"
        "threads = [threading.Thread(target=work, args=(n * 1000,)) for n in range(4)]\n"
        "for one in threads: one.start()\n"
        "for one in threads: one.join()\n"
        "print(wrong, threading.active_count())\n"
    )
    assert said == "[] 1"


def test_what_durable_rules_holds_is_freed_with_its_thread() -> None:
    told = python("""
import threading
import kla_rules as kla
from kla_rules.conditions.durable import Ruleset
profile = kla.Profile.from_dict({"year": 2024, "answers": {"6.1": {"points": 1}}})
freed, free = [], Ruleset.free
def counted(self):
    free(self)
    freed.append(1)
Ruleset.free = counted
def run():
    assert kla.evaluate(profile, engine="durable").steps
for _ in range(6):
    one = threading.Thread(target=run)
    one.start()
    one.join()
print(len(freed))
""")
    assert told == "12"  # for each thread a ruleset of conditions and one of steps


def test_a_missing_engine_is_one_sentence_and_breaks_nothing_else() -> None:
    said = python(
        "sys.modules['durable'] = None\n"
        "import kla_rules as kla\n"
        "result = kla.evaluate(kla.Profile.from_dict({'year': 2024}), engine='durable')\n"
        "print(result.level)\n"
        "try:\n"
        "    result.steps\n"
        "except kla.MissingExtraError as error:\n"
        "    print(error)\n"
    )
    expected = 'This needs durable-rules; install it with: pip install "kla-rules[durable]"'
    assert said.splitlines() == ["None", expected]


# -- the closed algebra ----------------------------------------------------------------------------

NODES = st.sampled_from(["total", "K1", "6", "6.1", "19"])
COMPARATORS = st.sampled_from(["at_least", "at_most", "above", "below"])
SHARES = st.sampled_from([Decimal(0), Decimal("0.25"), Decimal("0.333"), Decimal(1)])
PER_CENT = st.sampled_from([0, 10, Decimal("33.3"), 50, 100])
MEASURES = st.sampled_from(["a", "b", "c"])
LEAVES: st.SearchStrategy[Any] = st.one_of(
    st.builds(PointsOf, NODES, st.builds(Bound, COMPARATORS, st.integers(0, 1000))),
    st.builds(RatioOf, NODES, st.builds(Bound, COMPARATORS, SHARES)),
    st.builds(MeasureOf, MEASURES, st.builds(Bound, COMPARATORS, PER_CENT)),
    st.builds(ShareOf, MEASURES, st.builds(Bound, COMPARATORS, PER_CENT)),
    st.builds(Holds, st.just("yes"), st.booleans()),
    st.builds(Trend, MEASURES, st.sampled_from(["rising", "falling"])),
    st.builds(NodesReaching, st.integers(1, 8), st.just("cluster"), SHARES),
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda below: st.one_of(
        st.builds(AllOf, st.lists(below, min_size=1, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(below, min_size=1, max_size=3).map(tuple)),
        st.builds(Not, below),
        st.builds(AtLeast, st.integers(1, 3), st.lists(below, min_size=3, max_size=3).map(tuple)),
    ),
    max_leaves=6,
)
READINGS = st.lists(
    st.one_of(
        st.builds(Reading, PER_CENT, st.integers(2022, 2024), st.sampled_from([None, "survey"])),
        st.builds(
            lambda part, unknown, rest, year: Reading(
                None, year, None, part, part + unknown + rest + 1, unknown
            ),
            st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(2022, 2024),
        ),
    ),
    max_size=4,
).map(tuple)  # fmt: skip


@examples(60)
@hypothesis.given(st.lists(CONDITIONS, min_size=1, max_size=4), st.data())
def test_every_operator_of_the_algebra_is_inferred_alike(
    conditions: list[Condition], data: st.DataObject
) -> None:
    drawn_ = data.draw(st.lists(st.sampled_from([None, 0, 1, 2]), min_size=12, max_size=12))
    halves = dict(enumerate(drawn_))
    known = [
        None if (half := halves.get(i)) is None else most * half // 2
        for i, most in enumerate(TREE.ceilings_thousandths)
    ]
    reach = bounds(TREE, known)
    readings = data.draw(st.dictionaries(MEASURES, READINGS))
    truth = data.draw(st.sampled_from([(), (True,), (False,), (True, False)]))
    readings["yes"] = tuple(Reading(one, 2024, str(one)) for one in truth)
    figures = Facts(TREE, reach.low_thousandths, reach.high_thousandths, {}, readings)
    asked = tuple((f"c{i}", one) for i, one in enumerate(conditions))
    found = durable.infer(CATALOGUE, Given((), asked, figures))
    states = {name: judge(one, figures).state for name, one in asked}
    names = {True: None, False: "gap", None: "unanswered"}
    assert found.needs == {
        (name, names[state]) for name, state in states.items() if state is not True
    }


def test_requirements_of_older_editions_are_inferred_alike() -> None:
    for year, total in ((2011, 620), (2019, 620), (2019, 750)):
        for share in (None, 18, 25, 31):
            measures = {} if share is None or year == 2011 else {"sra_share": share}
            data = {"year": year, "points": {"total": total}, "measures": measures}
            one, two = (
                kla.evaluate(kla.Profile.from_dict(data), engine=name).steps
                for name in ("native", "durable")
            )
            assert one == two


def test_figures_too_large_for_durable_rules_are_refused_by_name() -> None:
    figures = Facts(
        TREE,
        TREE.nothing_thousandths,
        TREE.ceilings_thousandths,
        {},
        {"a": (Reading(Decimal("0.123456789012345"), 2024),)},
    )
    asked = (("c", MeasureOf("a", Bound("at_least", Decimal("999999999.12345")))),)
    with pytest.raises(DurableError, match="the figures of c are too large"):
        durable.infer(CATALOGUE, Given((), asked, figures))


def test_a_condition_before_a_step_is_told_until_it_holds(rules: Path) -> None:
    path = rules / "remediation" / "K1.yaml"
    content = yaml.safe_load(path.read_text("utf-8"))
    step = next(one for one in content["steps"] if one["mends"] == ["6.6"])
    step["when"] = {"all": [{"ratio": "6.1", "at_least": 1}, {"measure": "safe_house", "is": True}]}
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    edition = kla.edition(rules)
    told = []
    for house in (True, False, None):
        answers = {"6.6": {"points": 0}, "6.1": {"option": "full"}}
        measures = {} if house is None else {"safe_house": house}
        profile = kla.Profile.from_dict(
            {"year": 2024, "answers": answers, "measures": measures}, edition
        )
        one, two = (
            next(s for s in kla.evaluate(profile, engine=name).steps if s.id == step["id"])
            for name in ("native", "durable")
        )
        assert one == two
        told.append(one.condition and one.condition.en)
    assert told[0] is None
    assert told[1] is not None
    assert told[1] == told[2]
    assert "Safe house: yes" in str(told[1])
    step["when"] = {"ratio": "6.99", "at_least": 1}
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    assert "condition.unknown-node" in {one.id for one in kla.check(rules)}


def test_facts_are_whole_numbers() -> None:
    result = kla.evaluate(kla.Profile.from_dict({"year": 2024, "points": {"6.1": 0.123}}))
    for fact in given(result).questions:
        assert all(type(one) is int for one in (fact.low, fact.high, fact.maximum, fact.backed))
