"""The least-effort plan: HiGHS and OR-tools CP-SAT on the same program, in one run.

    python benchmarks/planning.py

Random profiles of the whole instrument, every step with its prerequisites, and limits on agencies;
the target is the level above the one that is secured, in every second profile two levels above.
Both solvers are asked for the same: the least effort, of equal ones the fewest steps, then the most
points, then the least sum of numbers. Equal choices are checked first.
"""

import argparse
import random
import statistics
import time
from collections.abc import Mapping

from ortools.sat.python import cp_model

import kla_rules as kla
from kla_rules.planning.choose import choose, drawn
from kla_rules.planning.literals import Program
from kla_rules.planning.request import requested
from kla_rules.planning.search import modelled
from kla_rules.planning.tasks import standing, tasks
from kla_rules.steps.model import NO_STEPS
from kla_rules.steps.reading import catalogue_of

TREE = kla.edition("kla-2024")
CATALOGUE = catalogue_of(TREE) or NO_STEPS
SCORED = [node for node in TREE.nodes if node.question is not None and node.ceiling_thousandths]


def main() -> None:
    """Compare, then print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profiles", type=int, default=200)
    arguments = parser.parse_args()
    times: dict[str, list[float]] = {"HiGHS": [], "CP-SAT": [], "plan": []}
    sizes, unreachable = [], 0
    kla.plan(profile(0), "pratama")  # loads everything once
    for seed in range(arguments.profiles):
        city = kla.evaluate(profile(seed))
        target = above(city, 1 + seed % 2)
        limits = limited(seed)
        model, costs = program(city, target, limits)
        start = time.perf_counter()
        ours = None if model is None else choose(model, costs, 60)
        times["HiGHS"].append(time.perf_counter() - start)
        start = time.perf_counter()
        theirs = None if model is None else by_cp_sat(model, costs)
        times["CP-SAT"].append(time.perf_counter() - start)
        start = time.perf_counter()
        plan = kla.plan(city, target, agency_limits=limits)
        times["plan"].append(time.perf_counter() - start)
        if (ours and ours.names) != theirs or plan.feasible is not (ours is not None):
            raise SystemExit(f"profile {seed}: the solvers differ")
        if ours is not None and not ours.optimal:
            raise SystemExit(f"profile {seed}: not proved")
        if ours is not None and {one.id for one in plan.steps} != set(ours.names):
            raise SystemExit(f"profile {seed}: the plan differs from its program")
        unreachable += ours is None
        sizes.append(len(model.names) if model else 0)
    count = len(sizes)
    print(
        f"{count} random profiles, {len(CATALOGUE.steps)} steps in the catalogue, a median of "
        f"{statistics.median(sizes):.0f} of them useful; {unreachable} targets out of reach"
    )
    print("equal choices of both solvers in every one")
    for name, told in times.items():
        found = sorted(told)
        print(
            f"  {name:7} median {statistics.median(found) * 1e3:7.1f} ms   "
            f"worst {found[-1] * 1e3:7.1f} ms"
        )
    ratio = statistics.median(times["CP-SAT"]) / statistics.median(times["HiGHS"])
    print(f"  CP-SAT takes {ratio:.1f} x the time of HiGHS (medians)")
    print("  bars: median of a plan at most 100 ms, the worst at most 1 s")


def profile(seed: int) -> kla.Profile:
    """Return random answers, about every twelfth of them unknown."""
    dice = random.Random(seed)  # noqa: S311 - the same profiles every time
    mean = dice.uniform(0.3, 0.75)
    answers = {}
    for node in SCORED:
        if dice.random() < 1 / 12:
            continue
        graded = dice.choice((True, False))
        part = dice.choice((0, 0.25, 0.5, 0.75, 1)) if graded else int(dice.random() < mean)
        answers[node.id] = {"points": round(node.ceiling_thousandths / 1000 * part, 3)}
    return kla.Profile.from_dict({"year": 2024, "stage": "self", "answers": answers})


def above(city: kla.Evaluation, levels: int) -> str:
    """Return the id of the level so many above the one that is secured."""
    ids = [level.id for level in TREE.levels]
    now = -1 if city.level is None else ids.index(city.level)
    return ids[min(now + levels, len(ids) - 1)]


def limited(seed: int) -> dict[str, int]:
    """Return limits on every agency: a third to all of the steps that it has."""
    dice = random.Random(-seed)  # noqa: S311 - as above
    counts: dict[str, int] = {}
    for step in CATALOGUE.steps.values():
        if step.responsible is not None:
            counts[step.responsible] = counts.get(step.responsible, 0) + 1
    return {agency: dice.randint((count + 2) // 3, count) for agency, count in counts.items()}


def program(
    city: kla.Evaluation, target: str, limits: Mapping[str, int]
) -> tuple[Program | None, list[int]]:
    """Return the program of a plan, and the effort of its tasks."""
    wanted = requested(
        city, target, efforts=None, by=None, start=None, locked=(), done=(), limits=limits,
        places=None, minimum=None, margin=None, outcomes=False, assume="worst", time_limit=60.0,
    )  # fmt: skip
    start = standing(city, wanted)
    able = tasks(start, wanted)
    return modelled(start, able, wanted), [task.cost for task in able.values()]


def by_cp_sat(program: Program, costs: list[int]) -> tuple[str, ...] | None:
    """Return the choice of CP-SAT by the same aims, one after the other."""
    model = cp_model.CpModel()
    ends = zip(program.lower, program.upper, strict=True)
    columns = [model.new_int_var(low, high, f"c{i}") for i, (low, high) in enumerate(ends)]
    for row in program.rows:
        total = sum(factor * columns[column] for column, factor in row.terms.items())
        if row.low is not None:
            model.add(total >= row.low)
        if row.high is not None:
            model.add(total <= row.high)
    size = range(len(program.names))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    aims = (
        dict(enumerate(costs)),
        program.steps,
        {column: -factor for column, factor in program.gain.items()},
        {column: drawn(name) for column, name in enumerate(program.names)},
    )
    for aim in aims:
        total = sum(factor * columns[column] for column, factor in aim.items())
        model.minimize(total)
        if solver.solve(model) != cp_model.OPTIMAL:
            return None
        model.add(total <= round(solver.objective_value))
        model.clear_hints()  # type: ignore[no-untyped-call]
        for column in columns:
            model.add_hint(column, solver.value(column))
    return tuple(program.names[column] for column in size if solver.value(columns[column]))


if __name__ == "__main__":
    main()
