"""Remediation steps: both engines on the same facts, and what a caller pays who asks for none.

    python benchmarks/steps.py

Equal results are checked first.
"""

import argparse
import random
import subprocess
import sys
import time
from collections.abc import Callable

import kla_rules as kla
from kla_rules.steps import durable, native
from kla_rules.steps.facts import given
from kla_rules.steps.model import NO_STEPS
from kla_rules.steps.reading import catalogue_of

TREE = kla.edition("kla-2024")


def main() -> None:
    """Compare, then print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profiles", type=int, default=50)
    arguments = parser.parse_args()
    known, dice = catalogue_of(TREE) or NO_STEPS, random.Random(2024)  # noqa: S311 - the same profiles every time
    results = []
    for _ in range(arguments.profiles):
        points = {
            n.id: dice.randint(0, n.ceiling_thousandths) / 1000 for n in TREE.nodes if n.question
        }
        results.append(kla.evaluate(kla.Profile.from_dict({"year": 2024, "points": points})))
    facts = [given(one) for one in results]
    for one in facts:
        if native.infer(known, one) != durable.infer(known, one):
            raise SystemExit("the engines differ")
    ours = best(lambda: [native.infer(known, one) for one in facts]) / len(facts)
    theirs = best(lambda: [durable.infer(known, one) for one in facts]) / len(facts)
    print(
        f"steps of {len(facts)} full profiles, {len(known.steps)} in the catalogue, results equal"
    )
    print(f"  native engine    {ours * 1e3:8.2f} ms   at most 1 ms")
    slower = f"{theirs / ours:.0f} x the native one (at least 10 x)"
    print(f"  durable engine   {theirs * 1e3:8.2f} ms   {slower}")
    whole = best(lambda: [kla.evaluate(one.profile).steps for one in results]) / len(results)
    print(f"  evaluate() and steps, all told {whole * 1e3:.2f} ms")
    without = process("kla.evaluate(kla.Profile.from_dict({'year': 2024}))")
    asked = process("kla.evaluate(kla.Profile.from_dict({'year': 2024})).steps")
    print(f"  a process without steps {without:.0f} ms, with steps {asked:.0f} ms")


def best(work: Callable[[], object], rounds: int = 5) -> float:
    """Return the seconds of the fastest round."""
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def process(expression: str) -> float:
    """Return the milliseconds of a process that evaluates an expression."""
    program = f"import kla_rules as kla; {expression}"
    command = [sys.executable, "-c", program]
    return best(lambda: subprocess.run(command, check=True)) * 1e3


if __name__ == "__main__":
    main()
