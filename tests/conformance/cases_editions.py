"""Cases of the editions of 2011, 2019 and 2022: floors, corners, random profiles."""

import random
from collections.abc import Iterator
from fractions import Fraction

from conformance.figures import Figure, floor, most
from conformance.reckoning import (
    E2011,
    E2019,
    E2022,
    E2024,
    Case,
    Edition,
    case,
    exact,
    half_even,
    number,
)

# -- the cases of the other editions -----------------------------------------------------------------

POLICIES = ("floor_inclusive", "floor_exclusive")


def short(edition: Edition) -> str:
    return edition.id.removeprefix("kla-")


def met(edition: Edition, year: int) -> Case:
    """Return what meets every requirement of an edition, for a profile of `year`."""
    if edition is E2011:
        return {"ratios": dict.fromkeys(edition.indicators, 0.7)}
    if edition is not E2019:
        return {}

    def pair(before: float, after: float) -> list[Case]:
        return [{"value": before, "year": year - 1}, {"value": after, "year": year}]

    measures: Case = {
        "sra_share": 25,
        "dekela_share": {"part": 10, "whole": 40},
        "kelana_share": 31.5,
        "patbm_share": 100,
        "pka_share": {"part": 1, "whole": 3, "unknown": 2},
        "child_friendly_puskesmas_share": {"part": 501, "whole": 1000},
        "undernutrition_below_national": True,
        "undernutrition_prevalence": pair(18.2, 17.9),
        "early_breastfeeding_initiation": pair(40.5, 43.1),
        "exclusive_breastfeeding": pair(52, 52.001),
        "smoke_free_regulation": True,
    }
    return {"measures": measures}


def edges(edition: Edition) -> Iterator[Case]:
    """Yield a thousandth below, at and above every floor, both policies, requirements met."""
    head = short(edition)
    for policy in POLICIES:
        for level, step, points in around(edition):
            name = f"{head}-floor-{policy.removeprefix('floor_')}-{level['id']}-{step:+d}"
            about = (
                f"{step:+d} thousandth at the floor of {level['id']}, {policy}, all asked is met"
            )
            profile = {"points": {"total": points}, **met(edition, edition.year)}
            options = {"edge_policy": policy}
            yield case(name, about, profile, edition=edition, options=options, notes=[])
    for level, step, points in around(edition) if edition.requirements else ():
        name = f"{head}-floor-unmeasured-{level['id']}-{step:+d}"
        about = f"{step:+d} thousandth at the floor of {level['id']}, nothing else is known"
        yield case(name, about, {"points": {"total": points}}, edition=edition, notes=[])


def around(edition: Edition) -> Iterator[tuple[Case, int, Figure]]:
    for level in edition.plain["levels"]:
        for step in (-1, 0, 1):
            yield level, step, number(exact(level["floor"]) + Fraction(step, 1000))


def plain_corners(edition: Edition) -> Iterator[Case]:
    head, asked = short(edition), met(edition, edition.year)
    names = edition.clusters
    yield case(
        f"{head}-unknown-everything", "nothing is known", {"points": {}},
        edition=edition, nodes=list(edition.nodes)[:9], notes=[],
    )  # fmt: skip
    yield case(
        f"{head}-everything-but-points", "all asked is met, no points are known", asked,
        edition=edition, notes=[],
    )  # fmt: skip
    for total in (0, most("total", edition=edition)):
        profile = {"points": {"total": total}, **asked}
        yield case(
            f"{head}-total-{total}", f"a total of {total}", profile, edition=edition, notes=[]
        )
    zeros = dict.fromkeys(edition.leaves, 0)
    yield case(
        f"{head}-zero-leaves", "every lowest node zero: all is known", {"points": zeros},
        edition=edition, nodes=names[:2], notes=[],
    )  # fmt: skip
    for name in names:
        yield case(
            f"{head}-only-{name}", f"only {name} is known: it has {edition.most[name]}",
            {"points": {name: number(edition.most[name])}, **asked},
            edition=edition, nodes=[name, *(one for one in names if one != name)][:3], notes=[],
        )  # fmt: skip
        yield case(
            f"{head}-some-{name}", f"only {name} is known",
            {"points": {name: 87.125}, **asked},
            edition=edition, nodes=[name, *edition.nodes[name]["children"]][:3], notes=[],
        )  # fmt: skip
    parts = {name: 100 for name in names if name != "K3"}
    yield case(
        f"{head}-all-but-K3", "only K3 is unknown", {"points": parts, **asked},
        edition=edition, nodes=["K3"], notes=[],
    )  # fmt: skip
    for stage in edition.plain["stages"]:
        profile = {"stage": stage, "points": {"total": 650}, **asked}
        yield case(
            f"{head}-stage-{stage}",
            "the stage changes no points",
            profile,
            edition=edition,
            notes=[],
        )
    for year in edition.plain["rounds"]:
        profile = {"edition": None, "year": year, "points": {"total": 650}, **met(edition, year)}
        notes = ["requirement.possibly-asked"] if year != edition.year and edition is E2019 else []
        yield case(
            f"{head}-by-year-{year}", "the year picks the edition", profile, edition=edition, notes=notes
        )  # fmt: skip


def split(rng: random.Random, names: list[str], total: int) -> dict[str, Figure]:
    """Divide thousandths at random over nodes."""
    cuts = sorted(rng.randint(0, total) for _ in names[1:])
    ends = zip([0, *cuts], [*cuts, total], strict=True)
    return {
        name: number(Fraction(end - start, 1000))
        for name, (start, end) in zip(names, ends, strict=True)
    }


def some_points(rng: random.Random, edition: Edition, *, complete: bool) -> Case:
    """Return points at lowest nodes, all or some of them, that fit into the whole."""
    if edition is E2022:
        points: Case = {
            name: number(half_even(edition.most[name] * rng.randint(30, 100) / 100))
            for name in edition.leaves
        }
    else:
        points = split(rng, edition.leaves, rng.randint(450_000, 1_000_000))
        points = {key: min(value, number(edition.most[key])) for key, value in points.items()}
    if complete:
        return points
    return {name: value for name, value in points.items() if rng.random() < 0.8}


def some_ratios(rng: random.Random) -> Case:
    high = rng.choice([0.4, 0.6, 0.8, 1])
    return {
        name: rng.choice([0.7, 0.701, 0.85, 1] if rng.random() < high else [0, 0.5, 0.699, 0.6999])
        for name in E2011.indicators
        if rng.random() < rng.choice([0.7, 1, 1])
    }


def some_measures(rng: random.Random, year: int) -> Case:
    """Return measures of the edition of 2019, most of them good, some unknown, some not good."""
    found: Case = {}
    good = met(E2019, year)["measures"]
    doubtful = rng.choice([0, 0.1, 0.3])
    for one in E2019.plain["measures"]:
        name, kind = one["id"], one["kind"]
        if rng.random() >= doubtful:
            found[name] = good[name]
        elif kind == "yes_no":
            two = [{"value": True, "definition": "own"}, {"value": False, "definition": "office"}]
            found[name] = rng.choice([True, False, two, {"value": True, "year": year - 1}])
        elif kind == "percentage":
            first = rng.randint(200, 600) / 10
            before: Case = {"value": first, "year": year - 1}
            after = {"value": first + rng.choice([-1, 0, 1]), "year": year}
            counts = {"part": rng.randint(20, 60), "whole": 100, "unknown": rng.randint(0, 9)}
            found[name] = rng.choice([[before, after], before, [before, counts], counts])
        else:
            whole = rng.choice([7, 40, 333, 1000])
            part = rng.randint(0, whole)
            unknown = rng.choice([0, rng.randint(0, whole - part)])
            counts = {"part": part, "whole": whole, "unknown": unknown}
            value = rng.choice([24.999, 25, 25.001, 50, 50.001, 18, 77.7])
            older = [{"value": 80, "year": year - 1}, {"value": value, "year": year}]
            found[name] = rng.choice([counts, value, older])
    for name in [name for name in found if rng.random() < doubtful / 2]:
        del found[name]
    return found


def random_profiles(edition: Edition) -> Iterator[Case]:
    rng = random.Random(edition.id)  # noqa: S311 - the same cases every time
    for index in range(30):
        complete = index % 2 == 0
        profile: Case = {"points": some_points(rng, edition, complete=complete)}
        profile["year"] = rng.choice([edition.year, *edition.plain["rounds"]])
        if edition is E2011:
            profile["ratios"] = some_ratios(rng)
        if edition is E2019:
            profile["measures"] = some_measures(rng, profile["year"])
        if index % 5 == 4:
            profile["points"] = {"total": rng.randint(500_000, 1_000_000) / 1000}
        policy = rng.choice([None, *POLICIES])
        yield case(
            f"{short(edition)}-{'complete' if complete else 'partial'}-{index}",
            "points, and what is asked besides them, at random", profile, edition=edition,
            options={"edge_policy": policy} if policy else None,
            nodes=rng.sample(list(edition.nodes), 3),
        )  # fmt: skip


def edition_2011() -> Iterator[Case]:
    yield from edges(E2011)
    yield from plain_corners(E2011)
    names = E2011.indicators
    inside: list[tuple[str, Case, list[str], list[str]]] = [
        ("cluster-from-parts", dict.fromkeys(names[:7], 30), ["K0", "K1", "total"], []),
        ("cluster-reaches-its-ceiling", {"1": 600, "2": most("total", -600, E2011)}, ["K0", "3", "total"], []),
        ("ceiling-by-an-open-part", {"1": most("total", -0.001, E2011)}, ["K0", "1", "2", "total"], ["ratio.contradicts"]),
        ("whole-reaches-its-ceiling", {"K0": 400, "K1": most("total", -400, E2011)}, ["K2", "total"], []),
        ("own-points-below-parts", {"K0": 100, "1": 60, "2": 70}, ["K0", "1", "3"], ["node.parts-cannot"]),
        ("own-points-in-reach", {"K0": 100, "1": 60}, ["K0", "2"], []),
        ("total-and-parts-in-reach", {"total": 650, "K1": 200, "14": 10.5}, ["K1", "K3", "total"], []),
        ("total-below-parts", {"total": 650, "K1": 651}, ["total"], ["node.parts-cannot"]),
    ]  # fmt: skip
    for name, points, nodes, notes in inside:
        yield case(
            f"2011-{name}", "no part has a maximum that is known",
            {"points": points, **met(E2011, 2011)}, edition=E2011, nodes=nodes, notes=notes,
        )  # fmt: skip
    # What no node may exceed is counted; own points hide the parts below them.
    yield case(
        "2011-own-points-hide-parts", "parts above the whole, below points of their node",
        {"points": {"K0": 900, "1": 600, "2": 500}, **met(E2011, 2011)}, edition=E2011, nodes=["K0"],
    )  # fmt: skip
    yield from random_profiles(E2011)


def edition_2019() -> Iterator[Case]:
    yield from edges(E2019)
    for level, step, points in around(E2019):
        yield case(
            f"2019-floor-2018-{level['id']}-{step:+d}",
            f"{step:+d} thousandth at the floor of {level['id']}; points alone decide in this round",
            {"year": 2018, "points": {"total": points}}, edition=E2019,
            notes=["requirement.possibly-asked"],
        )  # fmt: skip
    yield from plain_corners(E2019)
    inside: list[tuple[str, Case, list[str], list[str]]] = [
        ("two-parts", {"K0": 100, "K1": 250.5}, ["K0", "K2", "total"], []),
        ("one-part", {"K1": floor("kla", 1, E2019)}, ["K0", "K1", "total"], []),
        ("lower-end-on-a-floor", {"K1": floor("kla", edition=E2019)}, ["K0", "K1", "total"], []),
        (
            "parts-fill-the-whole",
            {"K0": 0, "K1": most("total", -0.001, E2019), "K2": 0.001},
            ["K3", "total"],
            [],
        ),
    ]
    for name, parts, nodes, notes in inside:
        yield case(
            f"2019-{name}", "no part has a maximum that is known",
            {"points": parts, **met(E2019, 2019)}, edition=E2019, nodes=nodes, notes=notes,
        )  # fmt: skip
    yield case(
        "2019-total-hides-parts", "parts above the whole, beside a total",
        {"points": {"total": 700, "K1": 600, "K2": 500}, **met(E2019, 2019)}, edition=E2019,
    )  # fmt: skip
    yield from random_profiles(E2019)


def edition_2022() -> Iterator[Case]:
    yield from edges(E2022)
    yield from plain_corners(E2022)
    sumbawa = {
        "K0": 83.5,
        "K1": 53,
        "K2": 78,
        "K3": 94.5,
        "K4": 44.5,
        "K5": 104.85,
        "25": 17,
        "26": 30.5,
    }
    region = {"name": "Kabupaten Sumbawa", "kind": "kabupaten"}
    yield case(
        "kabupaten-sumbawa-2022", "a published profile: 505.85, pratama",
        {"region": region, "points": sumbawa}, edition=E2022, nodes=["K6", "25", "26"], notes=[],
    )  # fmt: skip
    open_26 = {key: value for key, value in sumbawa.items() if key != "26"}
    yield case(
        "2022-sumbawa-without-26", "the same without 26: the level is open",
        {"region": region, "points": open_26}, edition=E2022, nodes=["K6", "26"], notes=[],
    )  # fmt: skip
    both: list[tuple[str, Case, list[str]]] = [
        ("parts-equal", {"K6": 47.5, "25": 17, "26": 30.5}, []),
        ("parts-differ", {"K6": 48, "25": 17, "26": 30.5}, ["node.parts-differ"]),
        ("part-in-reach", {"K6": 48, "25": 17}, []),
        ("part-out-of-reach", {"K6": most("26", 18, E2022), "25": 17}, ["node.parts-cannot"]),
        ("parts-full", {"25": most("25", edition=E2022), "26": most("26", edition=E2022)}, []),
    ]
    for name, points, notes in both:
        yield case(
            f"2022-{name}", "sub-districts, villages and their cluster", {"points": points},
            edition=E2022, nodes=["K6", "25", "26"], notes=notes,
        )  # fmt: skip
    for edition, year, level in (
        (E2022, 2022, "madya"), (E2022, 2023, "madya"), (E2022, 2022, "pratama"),
        (E2024, 2025, "nindya"), (E2024, 2024, "nindya"),
    ):  # fmt: skip
        total = floor(level, edition=edition)
        profile = {"edition": None, "year": year, "points": {"total": total}}
        yield case(
            f"edge-{total}-in-{year}", "exactly on a floor", profile, edition=edition, notes=[]
        )
    yield from random_profiles(E2022)
