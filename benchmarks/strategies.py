"""How many full profiles a second Hypothesis draws, and evaluates, in a test of its own.

    python benchmarks/strategies.py

All 274 questions are answered, in every form that gives points, Hypothesis's health checks are on,
and nothing is filtered. First what is drawn is held against what the careful path reads of the same
values. Times are processor time, the best of several rounds.
"""

import argparse
import time
from collections.abc import Callable
from typing import Final

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.core.reading.read import read_value
from kla_rules.profile.reading import carefully
from kla_rules.testing import completions, profiles

TREE: Final = kla.edition("kla-2024")
QUESTIONS: Final = sum(node.question is not None for node in TREE.nodes)
BAR: Final = 500


def main() -> None:
    """Compare, then print the table; stop where the bar is not reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profiles", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    count, rounds = arguments.profiles, arguments.rounds
    run(profiles(TREE, complete=True), equal, 100)
    run(profiles(TREE, adversarial=True), equal, 100)
    print(f"profiles a second, drawn and evaluated, {QUESTIONS} questions each, equal when read")
    complete = rate(profiles(TREE, complete=True), full, count, rounds)
    print(f"  complete                  {complete:6.0f}   at least {BAR}")
    some = kla.Profile.from_dict({"year": 2024, "points": {"6.1": 1}})
    for name, strategy in (
        ("partly known", profiles(TREE)),
        ("adversarial", profiles(TREE, adversarial=True)),
        ("complete, near a floor", profiles(TREE, complete=True, near="madya")),
        ("completions of one", completions(some)),
    ):
        print(f"  {name:24}  {rate(strategy, evaluated, count // 4, rounds):6.0f}")
    if complete < BAR:
        raise SystemExit(f"fewer than {BAR} a second")


def equal(profile: kla.Profile) -> None:
    """Stop where a profile is not what the careful path reads of it."""
    again = kla.Profile(**carefully(read_value(profile.to_dict()), TREE))
    if (profile, profile.digest) != (again, again.digest):
        raise SystemExit("a profile that is drawn differs from the same read")


def full(profile: kla.Profile) -> None:
    """Evaluate a profile that leaves nothing open."""
    if not kla.evaluate(profile).determined:
        raise SystemExit("a complete profile leaves something open")


def evaluated(profile: kla.Profile) -> None:
    """Evaluate a profile."""
    kla.evaluate(profile).level  # noqa: B018 - reckoned when asked for


def run(
    strategy: st.SearchStrategy[kla.Profile], work: Callable[[kla.Profile], None], count: int
) -> None:
    """Do something with so many profiles, as a test would."""
    calm = settings(max_examples=count, database=None, deadline=None, phases=[Phase.generate])
    calm(given(strategy)(work))()


def rate(
    strategy: st.SearchStrategy[kla.Profile],
    work: Callable[[kla.Profile], None],
    count: int,
    rounds: int,
) -> float:
    """Return how many profiles a second of processor time are drawn and evaluated."""
    run(strategy, work, 10)  # what is made once is no part of it
    found = []
    for _ in range(rounds):
        start = time.process_time()
        run(strategy, work, count)
        found.append(count / (time.process_time() - start))
    return max(found)


if __name__ == "__main__":
    main()
