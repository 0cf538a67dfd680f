"""Cases beside single evaluations: published drops, several rounds of a region, a province.

Reckoned apart from the library, as everything here.
"""

import itertools
import random
from collections.abc import Iterator
from fractions import Fraction

import yaml

from conformance.figures import most, up_to
from conformance.reckoning import (
    EDITIONS,
    HERE,
    ROUNDS,
    Case,
    bounds,
    edition_for,
    exact,
    judged,
    known_points,
    levels,
    number,
)

RULES = HERE.parents[1] / "rules"
PAIRS = yaml.safe_load((RULES / "verification.yaml").read_text("utf-8"))["pairs"]
STAGES = ["self", "administrative", "field", "final"]
LEVELS = [None, "pratama", "madya", "nindya", "utama", "kla"]


def published() -> Case:
    """Return what cases rest on: drops by the stage they start at, years, and what they look at."""
    drops: dict[str, list[Fraction]] = {}
    for pair in PAIRS:
        drop = exact(pair["from"]["points"]) - exact(pair["to"]["points"])
        drops.setdefault(pair["from"]["stage"], []).append(drop)
    return {
        "drops": {stage: [number(one) for one in sorted(found)] for stage, found in drops.items()},
        "years": {
            str(one["year"]): one.get("round", one["year"]) if "edition" in one else None
            for one in ROUNDS
        },
        "evidence": {
            str(one["year"]): {key: one["evidence"][key] for key in ("first", "last")}
            for one in ROUNDS
            if "evidence" in one
        },
    }


def standing(profile: Case) -> tuple[Fraction, Fraction, list[str | None]]:
    """Return the ends of the total and the levels possible."""
    edition = edition_for(profile)
    known = known_points(edition, profile, None)
    low, high = bounds(edition, "total", known)
    truths = judged(edition, profile, known)
    policy = edition.plain["edge_policy"]
    return low, high, levels(edition, (low, high), policy, profile.get("year"), truths)


def outlook(profile: Case) -> Case:
    """Return what each published drop from the stage of a profile would leave."""
    edition = edition_for(profile)
    known = known_points(edition, profile, None)
    truths = judged(edition, profile, known)
    ends = bounds(edition, "total", known)
    found = []
    for drop in published()["drops"].get(profile.get("stage"), []):
        low, high = (max(Fraction(0), end - exact(drop)) for end in ends)
        policy = edition.plain["edge_policy"]
        left = levels(edition, (low, high), policy, profile.get("year"), truths)
        after = [number(low), number(high)]
        found.append({"drop": drop, "score_range": after, "levels_possible": left})
    return {"n": len(found), "pairs": found}


def outlooks() -> Iterator[Case]:
    """Yield profiles and what verification elsewhere would leave of them."""
    rng = random.Random(20221)  # noqa: S311 - the same cases every time
    totals = [0, 69.6, 100, 500, 569.6, 669.6, 700, 722.9, 796.3, 880.39, 1000]
    totals += [rng.randint(0, 1_000_000) / 1000 for _ in range(40)]
    for index, (total, stage) in enumerate(itertools.product(totals, ["self", "final"])):
        year = [2022, 2024, 2025][index % 3]
        profile = {"year": year, "stage": stage, "points": {"total": total}}
        yield {"id": f"outlook-{index}", "profile": profile, "outlook": outlook(profile)}
    for index in range(20):
        names = rng.sample(["K0", "K1", "K2", "K3", "K4", "K5", "K6"], rng.randint(1, 6))
        most = EDITIONS["kla-2024"].most
        points = {name: int(most[name]) * rng.randint(0, 4) // 4 for name in sorted(names)}
        profile = {"year": 2024, "stage": "self", "points": points}
        yield {"id": f"outlook-open-{index}", "profile": profile, "outlook": outlook(profile)}


def history(entries: Case) -> Case:
    """Return the rounds of a region, and from one evaluation to the next what moved the level."""
    years = published()["years"]
    printed = {years[str(one["year"])]: one for one in entries["published"]}
    order = sorted(
        entries["profiles"],
        key=lambda one: (years[str(one["year"])], STAGES.index(one["stage"])),
    )
    last = {years[str(one["year"])]: one for one in order}
    told = {*printed, *last}
    rounds = []
    for year in range(min(told), max(told) + 1):
        if years[str(year)] is None:
            rounds.append({"year": year, "round": year, "state": "no_round", "levels": []})
            continue
        if years[str(year)] != year:
            continue  # known by a later year
        shown = printed.get(year) or last.get(year) or {"year": year}
        state, found = "unknown", list(dict.fromkeys(shown.get("levels", [])))
        if found:
            state = "known" if len(found) == 1 else "conflict"
        elif year in last:
            found = standing(last[year])[2]
            state = "known" if len(found) == 1 else "open"
        written = {"year": shown["year"], "round": year}
        rounds.append({**written, "state": state, "levels": found})
    moves = [move(*pair) for pair in itertools.pairwise(order)]
    return {"rounds": rounds, "changes": moves}


def move(before: Case, after: Case) -> Case:
    """Return what moved the level between two evaluations under editions without requirements."""
    years = published()["years"]
    low, high, old = standing(before)
    edition = edition_for(after)
    policy = edition.plain["edge_policy"]
    carried = levels(edition, (low, high), policy, after["year"], {})
    new = standing(after)[2]
    causes = {"edition": old != carried, "points": carried != new}
    in_one = years[str(before["year"])] == years[str(after["year"])]
    return {
        "verification": in_one and before["stage"] != after["stage"],
        "again": in_one and before["stage"] == after["stage"],
        "levels": [old, new],
        "reasons": [name for name, moved in causes.items() if moved],
    }


def histories() -> Iterator[Case]:
    """Yield published levels and profiles of one region."""
    rng = random.Random(20222)  # noqa: S311 - the same cases every time
    for index in range(60):
        printed = [
            {"year": year, "levels": rng.choices(LEVELS, k=rng.choice([0, 1, 1, 2]))}
            for year in sorted(rng.sample([2016, 2017, 2018, 2019, 2021, 2022, 2023], 3))
        ]
        chosen = rng.sample(list(itertools.product([2022, 2023, 2024], STAGES)), rng.randint(0, 4))
        profiles = []
        for year, stage in chosen:
            points = {"total": rng.choice([450, 500, 600, 600.001, 699.5, 750, 812.25, 900, 950])}
            if rng.random() < 0.3:
                points = {"K0": 100, "K5": up_to("K5", most("K5"), EDITIONS["kla-2022"])}
            profiles.append({"year": year, "stage": stage, "points": points})
        entries = {"published": printed, "profiles": profiles}
        yield {"id": f"history-{index}", "history": entries, "expect": history(entries)}
    for index in range(20):  # two years of one round, and one stage evaluated twice
        printed = [{"year": 2023, "levels": ["madya"]}]
        if index % 3:
            of_round = {"year": 2023 + index % 3, "levels": rng.choices(LEVELS, k=index % 2)}
            printed.append(of_round)
        chosen = rng.choices(list(itertools.product([2024, 2025], ["self", "final"])), k=3)
        profiles = [
            {"year": year, "stage": stage, "points": {"total": rng.choice([450, 600, 750, 900])}}
            for year, stage in chosen
        ]
        entries = {"published": printed, "profiles": profiles}
        yield {"id": f"history-again-{index}", "history": entries, "expect": history(entries)}


def provinces() -> Iterator[Case]:
    """Yield levels of regions, and whether their province is child-friendly."""
    names = ["Kota A", "Kota B", "Kabupaten C", "Kabupaten D"]
    for index, states in enumerate(itertools.product(["madya", "kla", None, "?"], repeat=3)):
        results = {name: one for name, one in zip(names, states, strict=False) if one != "?"}
        regions = names[:3]
        without = [name for name in regions if name in results and results[name] is None]
        unknown = [name for name in regions if name not in results]
        state = False if without else None if unknown else True
        yield {
            "id": f"province-{index}",
            "province": {"results": results, "regions": regions},
            "expect": {"provila": state, "deciding": without or unknown or regions},
        }
