"""The speed of one evaluation, beside a hand-written loop and GoRules zen-engine.

200 different full profiles are evaluated in turn, so that no cache helps. All contestants get their
input in the form that suits them best, ready made; their results are compared before anything is
timed. Each figure is the best of several rounds, divided by the number of profiles.
"""

import argparse
import gc
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import zen

import kla_rules as kla
from kla_rules.core.points import plain

PROFILES = 200
TREE = kla.edition("kla-2024")
QUESTIONS = [node for node in TREE.nodes if node.question is not None]
FLOORS = [(level.threshold_thousandths(TREE.edge.policy), level.id) for level in TREE.levels]


def main() -> None:
    """Compare, then print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--alive", type=int, default=10_000, help="evaluations kept alive")
    arguments = parser.parse_args()
    rng = random.Random(2024)  # noqa: S311 - the same profiles every time
    drawn = [
        {node.id: rng.randint(0, node.ceiling_thousandths) for node in QUESTIONS}
        for _ in range(PROFILES)
    ]
    profiles = [profile(points) for points in drawn]
    engine = zen_decision()
    arrays = [zen_input(points) for points in drawn]

    compare(drawn, profiles, engine, arrays)
    rounds = arguments.rounds
    floor = best(rounds, drawn, by_hand)
    ours = best(rounds, profiles, read_level)
    zens = best(max(3, rounds // 3), arrays, engine)
    as_dict = best(rounds, profiles, lambda one: kla.evaluate(one).to_dict())

    print(f"one evaluation, {PROFILES} different full profiles in turn, results equal")
    row("hand-written loop (the floor)", floor, floor)
    row("(a) evaluate(): score_range, level", ours, floor, "at most 3 x")
    row("(b) evaluate().to_dict()", as_dict, floor, "at most 30 x")
    row("zen-engine, one expression node", zens, floor)
    print(f"  zen-engine / (a): {zens / ours:.1f} x (at least 4 x)")
    print()
    processes(rounds)
    print()
    reading(rounds)
    memory(drawn, arguments.alive)


def profile(points: dict[str, int]) -> kla.Profile:
    """Return the profile with these thousandths."""
    given = {node_id: plain(value) for node_id, value in points.items()}
    return kla.Profile.from_dict({"year": 2024, "stage": "self", "points": given}, TREE)


# -- the contestants -------------------------------------------------------------------------------

_CAPPED = {node.id: node.ceiling_thousandths for node in TREE.nodes if node.cap is not None}
_INDICATORS = [
    (_CAPPED.get(node.id), node.children) for node in TREE.nodes if node.rank == "indicator"
]


def by_hand(points: dict[str, int]) -> tuple[int, str | None]:
    """Sum the questions of each indicator, cap it, pick the level: no more than must be done."""
    total = 0
    for cap, questions in _INDICATORS:
        part = 0
        for question in questions:
            part += points[question]
        total += part if cap is None or part < cap else cap
    level = None
    for floor, name in FLOORS:
        if total >= floor:
            level = name
    return total, level


def read_level(one: kla.Profile) -> tuple[Any, str | None]:
    """Evaluate and read what (a) asks for."""
    result = kla.evaluate(one)
    return result.score_range, result.level


def zen_decision() -> Callable[[dict[str, Any]], tuple[int, str | None]]:
    """Return zen-engine's fastest honest form: one expression node over arrays of points."""
    level = "null"
    for floor, name in FLOORS:
        level = f"$.score >= {floor} ? '{name}' : {level}"
    capped = "".join(f" + min([sum(c{node}), {cap}])" for node, cap in _CAPPED.items())
    expressions = [
        {"id": "score", "key": "score", "value": f"sum(rest){capped}"},
        {"id": "level", "key": "level", "value": level},
    ]
    place = {"x": 0, "y": 0}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": place},
        {
            "id": "sum",
            "type": "expressionNode",
            "name": "sum",
            "position": place,
            "content": {"expressions": expressions},
        },
        {"id": "out", "type": "outputNode", "name": "out", "position": place},
    ]
    edges = [
        {"id": "1", "sourceId": "in", "targetId": "sum", "type": "edge"},
        {"id": "2", "sourceId": "sum", "targetId": "out", "type": "edge"},
    ]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))

    def run(arrays: dict[str, Any]) -> tuple[int, str | None]:
        found = decision.evaluate(arrays)["result"]
        return found["score"], found.get("level")  # null is left out

    return run


def zen_input(points: dict[str, int]) -> dict[str, list[int]]:
    """Return the points as the arrays that the expression sums."""
    arrays: dict[str, list[int]] = {"rest": [], **{f"c{node}": [] for node in _CAPPED}}
    for node in QUESTIONS:
        arrays["c" + str(node.parent) if node.parent in _CAPPED else "rest"].append(points[node.id])
    return arrays


def compare(
    drawn: Sequence[dict[str, int]],
    profiles: Sequence[kla.Profile],
    engine: Callable[[dict[str, Any]], tuple[int, str | None]],
    arrays: Sequence[dict[str, Any]],
) -> None:
    """Stop unless all three find the same points and levels."""
    for points, one, lists in zip(drawn, profiles, arrays, strict=True):
        expected = by_hand(points)
        result = kla.evaluate(one)
        data = result.to_dict()
        found = {
            "evaluate": (result.low_thousandths, result.level),
            "to_dict": (round(data["score"] * 1000), data["level"]),
            "zen-engine": engine(lists),
        }
        for name, value in found.items():
            if value != expected:
                raise SystemExit(f"{name} found {value}, the loop {expected}: nothing to compare")


# -- measuring -------------------------------------------------------------------------------------


def best(rounds: int, inputs: Sequence[Any], work: Callable[[Any], object]) -> float:
    """Return the best seconds for one input over several rounds through all of them."""
    times = []
    for _ in range(rounds):
        gc.collect()
        start = time.perf_counter()
        for one in inputs:
            work(one)
        times.append(time.perf_counter() - start)
    return min(times) / len(inputs)


def row(name: str, seconds: float, floor: float, bar: str = "") -> None:
    """Print a line of the table."""
    print(f"  {name:<36} {seconds * 1e6:8.1f} us  {seconds / floor:6.1f} x the floor   {bar}")


def processes(rounds: int) -> None:
    """Print what a process costs over a bare interpreter."""
    example = Path(__file__).parents[1] / "examples" / "kota-bandung-2024.yaml"
    bare = process(rounds, "-c", "pass")
    imported = process(rounds, "-c", "import kla_rules")
    command = process(rounds, "-m", "kla_rules", "evaluate", str(example))
    print("processes, median")
    print(f"  bare interpreter                     {bare * 1e3:8.1f} ms")
    print(
        f"  import kla_rules, over bare          {(imported - bare) * 1e3:8.1f} ms  at most 60 ms"
    )
    print(f"  kla evaluate                         {command * 1e3:8.1f} ms  at most 300 ms")


def process(rounds: int, *words: str) -> float:
    """Return the median seconds of a process."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def reading(rounds: int) -> None:
    """Print how long a file of 274 answers takes to be read and checked."""
    lines = "".join(
        f'  "{node.id}": {{points: {plain(node.ceiling_thousandths)}}}\n' for node in QUESTIONS
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "profile.yaml"
        path.write_text("year: 2024\nstage: self\nanswers:\n" + lines, encoding="utf-8")
        seconds = best(rounds, [path], kla.Profile.read)
    what = f"a file of {len(QUESTIONS)} answers read and checked"
    print(f"{what}: {seconds * 1e3:.1f} ms  at most 60 ms")


def memory(drawn: Sequence[dict[str, int]], count: int) -> None:
    """Print the peak memory of many evaluations kept alive, each with a profile of its own."""
    gc.collect()
    tracemalloc.start()
    alive = [kla.evaluate(profile(drawn[index % len(drawn)])) for index in range(count)]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    peak_mb, each = peak / 1e6, peak / len(alive) / 1e3
    print(f"{len(alive)} evaluations alive: {peak_mb:.0f} MB at the peak, {each:.1f} kB each")


if __name__ == "__main__":
    main()
