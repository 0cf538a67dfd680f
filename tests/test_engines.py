"""Two engines, one result: plain Python and durable-rules infer the same steps."""

import random
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import kla_rules as kla
from kla_rules.remedy import durable, native
from kla_rules.remedy.facts import Fact, facts_of

pytest.importorskip("durable")

ROOT = Path(__file__).parents[1]
TREE = kla.edition("kla-2024")
assert TREE.catalogue is not None
CATALOGUE = TREE.catalogue
SCORED = [node for node in TREE.nodes if node.question is not None and node.ceiling]


def drawn(seed: int, most: int | None = None) -> tuple[Fact, ...]:
    """Return random facts, as evaluations give them; all but `most` of the questions are full."""
    dice = random.Random(seed)  # noqa: S311 - repeatable examples
    known, listed = dice.random(), dice.random() < 0.5
    chosen = dice.sample(SCORED, len(SCORED) if most is None else most)
    facts = [
        Fact(n.id, n.ceiling, n.ceiling, n.ceiling, n.ceiling) for n in SCORED if n not in chosen
    ]
    for node in chosen:
        low, high = 0, node.ceiling
        if dice.random() < known:
            low = high = dice.choice([0, node.ceiling // 2, node.ceiling - 1, node.ceiling])
        backed = dice.choice([0, low // 2, low]) if listed else low
        facts.append(Fact(node.id, low, high, node.ceiling, backed))
    for advisory in TREE.advisories:
        low, high = dice.choice([(0, 0), (0, 1), (1, 1)])
        facts.append(Fact(f"advisory:{advisory.id}", low, high, 1, low))
    dice.shuffle(facts)
    return tuple(facts)


def evaluated(seed: int) -> kla.Evaluation:
    """Return the evaluation of a random profile, with documents in half of them."""
    dice = random.Random(seed)  # noqa: S311 - repeatable examples
    most = len(SCORED) if seed % 8 == 0 else 40
    answers: dict[str, Any] = {}
    for node in dice.sample(SCORED, dice.randrange(most)):
        answers[node.id] = {"points": dice.choice([0, node.ceiling // 2, node.ceiling]) / 1000}
        if seed % 2 and dice.random() < 0.5:
            answers[node.id]["evidence"] = [{"kind": "report", "title": "Laporan"}]
    measures = {"kla_regulation": dice.random() < 0.5} if seed % 3 else {}
    data = {"year": 2024, "answers": answers, "measures": measures}
    return kla.evaluate(kla.Profile.from_dict(data, TREE))


@pytest.mark.slow
def test_both_engines_infer_the_same_from_two_thousand_random_profiles() -> None:
    agree(range(2000))


def test_both_engines_infer_the_same() -> None:
    agree(range(5000, 5100))


def agree(seeds: range) -> None:
    for seed in seeds:
        facts = facts_of(evaluated(seed))
        assert durable.infer(CATALOGUE, facts) == native.infer(CATALOGUE, facts), seed


def test_evaluations_name_their_engine_and_give_equal_steps() -> None:
    profile = kla.Profile.read(ROOT / "examples" / "kota-pasuruan-illustrative.yaml")
    one, two = (kla.evaluate(profile, engine=name) for name in ("native", "durable"))
    assert one.steps == two.steps
    first, second = one.to_dict(steps=True), two.to_dict(steps=True)
    assert (first.pop("record")["engine"], second.pop("record")["engine"]) == ("native", "durable")
    assert first == second
    with pytest.raises(ValueError, match="one of native, durable"):
        kla.evaluate(profile, engine="rete")


def test_durable_rules_infers_without_the_native_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the native engine ran")

    facts = drawn(7)
    expected = native.infer(CATALOGUE, facts)
    monkeypatch.setattr("kla_rules.remedy.native.infer", refuse)
    monkeypatch.setattr("kla_rules.conditions.judge.judge", refuse)
    assert durable.infer(CATALOGUE, facts) == expected


def test_what_durable_rules_infers_comes_from_its_own_comparisons(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(durable, "_less", lambda left, right: {"$lt": {right: {"$m": left}}})
    turned = durable.Rules().run(CATALOGUE, drawn(7))
    assert turned.needs == frozenset()  # nothing is more than its maximum
    assert turned.steps == frozenset()


def test_an_action_that_fails_is_told_and_the_next_run_is_whole() -> None:
    rules, facts = durable.Rules(), drawn(1)
    broken: Any = SimpleNamespace(
        steps={}, by_node=dict.fromkeys(CATALOGUE.by_node, ("nothing",)), by_question={}, waiting={}
    )
    with pytest.raises(durable.DurableError, match="nothing"):
        rules.run(broken, facts)
    assert rules.run(CATALOGUE, facts) == native.infer(CATALOGUE, facts)


def ran(program: str) -> str:
    """Return what a program prints that can import this module."""
    head = f"import sys; sys.path[:0] = [{str(ROOT / 'tests')!r}, {str(ROOT / 'tools')!r}]\n"
    done = subprocess.run([sys.executable, "-c", head + program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-1000:]
    return done.stdout.decode().strip()


def test_more_states_than_a_ruleset_holds_pass_through_it_in_bounded_memory() -> None:
    said = ran(
        "import resource, threading\n"
        "from test_engines import CATALOGUE, drawn, durable\n"
        "facts, before = drawn(3, 30), threading.active_count()\n"
        "for number in range(1200):\n"
        "    durable.infer(CATALOGUE, facts)\n"
        "    if number == 100: start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - start\n"
        "print(grown < 100_000, threading.active_count() == before)\n"
    )
    assert said == "True True"


@pytest.mark.slow
def test_four_threads_share_nothing() -> None:
    said = ran(
        "import threading\n"
        "from test_engines import CATALOGUE, drawn, durable, native\n"
        "wrong = []\n"
        "def work(first):\n"
        "    for seed in range(first, first + 250):\n"
        "        facts = drawn(seed, seed % 60)\n"
        "        if durable.infer(CATALOGUE, facts) != native.infer(CATALOGUE, facts):\n"
        "            wrong.append(seed)\n"
        "threads = [threading.Thread(target=work, args=(n * 1000,)) for n in range(4)]\n"
        "for one in threads: one.start()\n"
        "for one in threads: one.join()\n"
        "print(wrong, threading.active_count())\n"
    )
    assert said == "[] 1"


def test_a_missing_engine_is_one_sentence_and_breaks_nothing_else() -> None:
    said = ran(
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


def test_facts_are_whole_numbers() -> None:
    result = kla.evaluate(kla.Profile.from_dict({"year": 2024, "points": {"6.1": 0.123}}))
    for fact in facts_of(result):
        assert all(type(one) is int for one in (fact.low, fact.high, fact.maximum, fact.backed))
