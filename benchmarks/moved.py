"""Whom a change moves, and by which change: 514 profiles of 274 answers, already read.

    python benchmarks/moved.py

The synthetic nation of kla-2024 is held against a version with three points moved from one question
to another and a raised floor, and against one in which every maximum differs. What is found
is held against `evaluate` first, of every profile read anew. Times are processor time, the best of
several rounds.
"""

import argparse
import time
from collections.abc import Callable, Iterable
from functools import partial

from attrs import evolve

import kla_rules as kla
from kla_rules.core.findings import ProfileError
from kla_rules.model.edition import Edition
from kla_rules.model.folds import from_below
from kla_rules.model.tree import Node
from kla_rules.profile.model import Profile
from kla_rules.validation.comparison.moved import Both, moved
from kla_rules.validation.comparison.moved_model import Moved
from kla_rules.validation.comparison.nation import synthetic_nation
from kla_rules.validation.comparison.standing import standing
from kla_rules.validation.comparison.versions import versions_of

OLD = kla.edition("kla-2024")
BAR_SECONDS = 2.0


def main() -> int:
    """Compare, then print the table; return 1 where the bar is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    nation = synthetic_nation(OLD)
    answers = sum(len(profile.answers) for profile in nation)
    print(f"{len(nation)} profiles, {answers} answers; bar {BAR_SECONDS} s of processor time")
    kept = True
    for name, new in (("two maxima and a floor", few()), ("every maximum", many())):
        both = fitting(nation, new)
        found = moved(OLD, new, both)
        equal(found, both)
        held = best(rounds, partial(fitting, nation, new))
        told = best(rounds, partial(moved, OLD, new, both))
        parts = len(found.by_change())
        within = held + told < BAR_SECONDS
        mark = "" if within else "  ABOVE THE BAR"
        kept = kept and within
        print(
            f"  {name:<24} {len(both)} fit, {len(found.regions)} move, {parts} changes: "
            f"held {held:.2f} s, moved {told:.2f} s{mark}"
        )
    return int(not kept)


def few() -> Edition:
    """Return kla-2024 with three points less at one question, more at the next, another floor."""
    first, second = questions()[:2]
    raised = evolve(OLD.levels[1], floor_thousandths=OLD.levels[1].floor_thousandths + 5000)
    new = with_maxima({first.id: -3000, second.id: 3000})
    return evolve(new, levels=(OLD.levels[0], raised, *OLD.levels[2:]), digest="few")


def many() -> Edition:
    """Return kla-2024 with half a point more at every question, the maxima above following."""
    return evolve(with_maxima({node.id: 500 for node in OLD.nodes if node.question}), digest="many")


def questions() -> tuple[Node, ...]:
    """Return the questions of the indicator with most points at its second."""
    leaves = (OLD.nodes[branch.leaves] for branch in OLD.branches if branch.leaves is not None)
    return max(
        (nodes for nodes in leaves if len(nodes) > 1), key=lambda n: n[0].ceiling_thousandths
    )


def with_maxima(shifts: dict[str, int]) -> Edition:
    """Return kla-2024 with other maxima at questions; those above follow, but for caps."""
    leaves = [shifts.get(node.id, 0) for node in OLD.nodes]
    shifted = from_below(
        OLD, leaves, lambda branch, below: 0 if OLD.nodes[branch.index].cap else sum(below)
    )
    nodes = []
    for node, shift in zip(OLD.nodes, shifted, strict=True):
        most = node.ceiling_thousandths + shift
        nodes.append(evolve(node, maximum_thousandths=most, ceiling_thousandths=most))
    return evolve(OLD, nodes=tuple(nodes))


def fitting(nation: Iterable[Profile], new: Edition) -> list[Both]:
    """Return the profiles that fit, under both."""
    versions, both = versions_of(OLD, new), []
    for profile in nation:
        try:
            both.append(
                Both(profile.region.name if profile.region else "", profile, versions.held(profile))
            )
        except ProfileError:
            continue
    return both


def equal(found: Moved, both: list[Both]) -> None:
    """Hold what was found against `evaluate` of every profile, read anew under the new edition."""
    regions = {region.name: region for region in found.regions}
    for one in both:
        before = standing(kla.evaluate(one.old))
        after = standing(kla.evaluate(one.old.under(found.new)))
        region = regions.get(one.name)
        stands = (region.old, region.new) if region else (before, before)
        if stands != (before, after):
            raise SystemExit(f"{one.name}: {stands} is not {(before, after)}")


def best(rounds: int, work: Callable[[], object]) -> float:
    """Return the seconds of processor time of the fastest round."""
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return min(times)


if __name__ == "__main__":
    raise SystemExit(main())
