"""Tiny editions drawn at random, and every profile that there is of one.

Their maxima are a few thousandths of a point, so that all points can be tried. What a claim means is
worked out here anew from the rules as they are written, by trying every profile and every change of
one answer: nothing of it is taken from the proofs.
"""

import itertools
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import kla_rules as kla
from kla_rules.conditions.figures import Facts
from kla_rules.conditions.judge import judge
from kla_rules.evaluation.bounds import bounds
from kla_rules.evaluation.levels import Gates, levels_between
from kla_rules.profile.measures import readings_of
from kla_rules.testing.strategies.editions import Rule

YEAR = 2024
SHARES = (0, 0.25, 0.5, 0.75, 1)
# The figures that a profile has: each that rules compare with, and one between any two.
GRID = {"part": (0, 15, 30, 60, 100), "figure": (-3, -2, -1, 1, 2)}
# For a trend a profile has two figures: between any two of one gap there is one of the year before.
NOW = (0, 10, 20, 30, 60, 80, 100)
EARLIER = (0, 10, 15, 30, 60, 70, 100)
Answers = tuple[Any, ...]
Key = tuple[tuple[int, ...], Answers]


class Result(NamedTuple):
    """What becomes of one profile: its level (-1 is none), its points, what it meets."""

    level: int
    points: int
    met: tuple[bool, ...]


def whens(files: Rule) -> list[Rule]:
    """Return the conditions of the requirements, as they are written."""
    return [one["when"] for one in files["requirements.yaml"]["requirements"]]


def parts_of(when: Rule) -> Iterator[Rule]:
    """Yield the comparisons in a condition, as they are written."""
    below = [
        part
        for key in ("not", "all", "any", "of")
        if key in when
        for part in (when[key] if isinstance(when[key], list) else [when[key]])
    ]
    if not below:
        yield when
    for part in below:
        yield from parts_of(part)


def ways_asked(files: Rule) -> dict[str, set[int]]:
    """Return by measure which ways its comparisons ask for, as they are written."""
    ways: dict[str, set[int]] = {}
    for when in whens(files):
        for part in parts_of(when):
            name = part.get("measure", part.get("trend"))
            if "trend" in part:
                ways.setdefault(name, set()).add(1 if part["is"] == "rising" else -1)
            elif name is not None:
                up = part.get("is", bool({"at_least", "above"} & set(part)))
                ways.setdefault(name, set()).add(1 if up else -1)
    return ways


# -- every profile ---------------------------------------------------------------------------------


def said(files: Rule, edition: kla.Edition) -> dict[str, list[Any]]:
    """Return by measure, and by node of unknown maximum, what a profile can say of it."""
    trends = {part["trend"] for when in whens(files) for part in parts_of(when) if "trend" in part}
    ways: dict[str, list[Any]] = {}
    for name in sorted(ways_asked(files)):
        if name == "yes":
            ways[name] = [False, True]
        elif name in trends:
            ways[name] = list(itertools.product(EARLIER, NOW))
        else:
            ways[name] = [(None, value) for value in GRID[name]]
    for hole in edition.holes:
        ways[edition.ids[hole]] = list(SHARES)
    return ways


def points_of(edition: kla.Edition, leaves: Mapping[int, int]) -> tuple[int, ...]:
    """Return the thousandths of every node."""
    values: list[int | None] = [None] * len(edition.nodes)
    for leaf, thousandths in leaves.items():
        values[leaf] = thousandths
    return bounds(edition, values).low_thousandths


def read(answers: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the shares and the readings that answers say."""
    readings, ratios = {}, {}
    for name, answer in answers.items():
        if isinstance(answer, bool):
            readings[name] = readings_of(answer, YEAR)
        elif isinstance(answer, tuple):
            earlier, now = answer
            listed = [{"year": YEAR, "value": now}]
            listed += [] if earlier is None else [{"year": YEAR - 1, "value": earlier}]
            readings[name] = readings_of(listed, YEAR)
        else:
            ratios[name] = Decimal(str(answer))
    return ratios, readings


def result_of(edition: kla.Edition, low: tuple[int, ...], said_: tuple[Rule, Rule]) -> Result:
    """Return what becomes of a profile."""
    facts = Facts(edition, low, low, *said_)
    order = {level.id: index for index, level in enumerate(edition.levels)}
    # All is known but the share of nothing, where a maximum is 0: what rests on it is not met.
    met = tuple(judge(one.when, facts).state is True for one in edition.requirements)
    held = zip(edition.requirements, met, strict=True)
    gate = min((order[one.level] for one, holds in held if not holds), default=len(order))
    (level,) = levels_between(edition, low[0], low[0], edition.edge.policy, Gates(gate, gate))
    return Result(-1 if level is None else order[level.id], low[0], met)


def fits(edition: kla.Edition, low: tuple[int, ...]) -> bool:
    """Return whether a profile with these points is read: parts within their whole, or a cap."""
    return not edition.holes or all(
        edition.nodes[branch.index].cap is not None
        or sum(low[child] for child in branch.children) <= branch.ceiling_thousandths
        for branch in edition.branches
    )


def every_profile(files: Rule, edition: kla.Edition) -> dict[Key, Result]:
    """Return what becomes of every profile, by its points and what it says besides."""
    leaves = [index for index, node in enumerate(edition.nodes) if not node.children]
    ranges = [range(edition.ceilings_thousandths[leaf] + 1) for leaf in leaves]
    ways = said(files, edition)
    every = [
        (answers, read(dict(zip(ways, answers, strict=True))))
        for answers in itertools.product(*ways.values())
    ]
    results: dict[Key, Result] = {}
    for given in itertools.product(*ranges):
        low = points_of(edition, dict(zip(leaves, given, strict=True)))
        if fits(edition, low):
            for answers, said_ in every:
                results[given, answers] = result_of(edition, low, said_)
    return results


# -- what the claims mean --------------------------------------------------------------------------


def more_points_never_lower(
    files: Rule, edition: kla.Edition, results: Mapping[Key, Result]
) -> bool:
    names = list(said(files, edition))
    holes = [names.index(edition.ids[hole]) for hole in edition.holes]
    for (given, answers), (level, _, _) in results.items():
        richer = [(_with(given, place, given[place] + 1), answers) for place in range(len(given))]
        richer += [
            (given, _with(answers, place, share))
            for place in holes
            for share in SHARES
            if share > answers[place]
        ]
        if any(results[one].level < level for one in richer if one in results):
            return False
    return True


def _with(values: tuple[Any, ...], place: int, value: object) -> tuple[Any, ...]:
    return (*values[:place], value, *values[place + 1 :])


def better_measures_never_lower(
    files: Rule, edition: kla.Edition, results: Mapping[Key, Result]
) -> bool:
    names = list(said(files, edition))
    for name, ways in ways_asked(files).items():
        lowers = [_lowers(results, names.index(name), way) for way in ways]
        if all(lowers):  # asked for both ways, it may be better in one of them
            return False
    return True


def _lowers(results: Mapping[Key, Result], place: int, way: int) -> bool:
    """Return whether one answer, moved one way, lowers the level of some profile."""
    by_rest: dict[Any, list[tuple[Fraction, int]]] = {}
    for (given, answers), result in results.items():
        answer = answers[place]
        earlier, now = answer if isinstance(answer, tuple) else (None, answer)
        rest = (given, _with(answers, place, earlier))
        by_rest.setdefault(rest, []).append((Fraction(now) * way, result.level))
    return any(
        one > other
        for moved in by_rest.values()
        for (_, one), (_, other) in itertools.pairwise(sorted(moved))
    )


def requirements_decide(edition: kla.Edition, results: Mapping[Key, Result]) -> bool:
    """Return whether each requirement keeps some profile from its level, all else being met."""
    order = {level.id: index for index, level in enumerate(edition.levels)}
    for index, requirement in enumerate(edition.requirements):
        level = order[requirement.level]
        floor = edition.levels[level].threshold_thousandths(edition.edge.policy)
        below = [order[one.level] <= level for one in edition.requirements]
        wanted = [place for place, asked in enumerate(below) if asked and place != index]
        if not any(
            result.points >= floor
            and not result.met[index]
            and all(result.met[place] for place in wanted)
            for result in results.values()
        ):
            return False
    return True
