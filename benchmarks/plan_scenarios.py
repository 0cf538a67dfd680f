"""A plan over 100 scenarios of one city: how long it takes, what is proved, and the gap.

    python benchmarks/plan_scenarios.py

The scenarios are invented: each draws every unknown answer of the illustrative example between
nothing and its maximum, and multiplies some of the known points down. The same seed draws the same.
"""

import argparse
import json
import random
import time
from pathlib import Path
from typing import Any

import kla_rules as kla

CITY = Path(__file__).parents[1] / "examples" / "kota-pasuruan-illustrative.yaml"
TARGETS = ("madya", "nindya", "utama")


def main() -> None:
    """Make the scenarios, plan over them, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenarios", type=int, default=100)
    parser.add_argument("--hold", type=float, default=0.9)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--time-limit", type=float, default=60.0)
    arguments = parser.parse_args()
    city = kla.Profile.read(CITY)
    made = scenarios(city, arguments.scenarios, arguments.seed)
    kla.plan(city, "madya")  # loads everything once
    print(f"{len(made)} invented scenarios, to hold in {arguments.hold:.0%} of them")
    for target in TARGETS:
        start = time.perf_counter()
        plan = kla.plan(
            city, target, scenarios=made, hold=arguments.hold, time_limit=arguments.time_limit
        )
        seconds = time.perf_counter() - start
        proved = "proved" if plan.optimal else "not proved"
        settled = "" if plan.settled else ", not settled which of equal ones"
        print(
            f"  {target:8}{seconds:6.1f} s   effort {plan.effort} ({len(plan.steps)} steps), bound "
            f"{plan.bound}, gap {plan.gap}: {proved}{settled}; holds in {plan.holds} of "
            f"{plan.scenarios}"
        )
        if seconds > arguments.time_limit:
            raise SystemExit(f"{target}: over the limit of {arguments.time_limit} s")
    print(f"  bar: at most {arguments.time_limit:g} s each, with bound and gap where not proved")


def scenarios(city: kla.Profile, count: int, seed: int) -> list[kla.Profile]:
    """Return so many invented scenarios of a city."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    before = kla.evaluate(city)
    return [scenario(city, before, draw) for _ in range(count)]


def scenario(city: kla.Profile, before: kla.Evaluation, draw: random.Random) -> kla.Profile:
    """Return one: unknown answers between nothing and full, known points as they are or lower."""
    data: dict[str, Any] = json.loads(json.dumps(city.to_dict()))
    answers = data.setdefault("answers", {})
    for position, node in enumerate(city.edition.nodes):
        if node.question is None or not node.ceiling_thousandths or position in before.hidden:
            continue
        low, high = before.bounds.ends_thousandths(position)
        if low < high:
            points = draw.randint(0, node.ceiling_thousandths)
        elif low and draw.random() < 0.3:  # noqa: PLR2004 - three in ten
            points = int(low * draw.uniform(0.85, 1))
        else:
            continue
        answers[node.id] = {"points": points / 1000}
    return kla.Profile.from_dict(data)


if __name__ == "__main__":
    main()
