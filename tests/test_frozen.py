"""Nothing public can be changed by its holder, and all of it compares, hashes, copies and pickles."""

import functools
from collections.abc import Iterator
from typing import Any

import kla_rules as kla
from held import Reached, answers_of, assigned, changed, changes_of
from kla_rules.core.frozen import FrozenMap
from kla_rules.participation.rules_reading import forum_rules
from kla_rules.steps.reading import catalogue_of
from kla_rules.testing import small_edition
from kla_rules.units.local_reading import local_rules
from kla_rules.units.rules_reading import unit_rules
from support import ROOT, TREE

EXAMPLES = ROOT / "examples"
CITY = EXAMPLES / "kota-pasuruan"
OVERLAYS = sorted((EXAMPLES / "overlays").glob("*.yaml"))
SMALL = small_edition()


def profiles() -> Iterator[kla.Profile]:
    """Yield profiles with an answer of every form, measures, shares, a scale, units, overlays."""
    for path in sorted(EXAMPLES.glob("kota-*.yaml")):
        if "history" not in path.name:
            yield kla.Profile.read(path)
    yield kla.Profile.read(CITY)
    yield kla.Profile.read(CITY, overlays=OVERLAYS)
    yield kla.Profile.from_dict(
        {
            "year": 2024,
            "stage": "self",
            "declared_total": 10,
            "answers": {
                "6.1": {"points": 1, "evidence": [{"kind": "decree", "title": "SK"}]},
                "6.2": {"option": "full"},
                "6.3": {"fraction": 0.5},
                "26.15": {"value": 61.5},
                "26.10": {"units": {"part": 3, "whole": 34, "unknown": 1}},
                "17.5": {"holds": False},
                "2.1": {"not_applicable": True},
                "2.2": {"evidence": [{"kind": "decree", "title": "Perda", "date": 2024}]},
            },
            "measures": {"sra_share": [{"value": 31, "year": 2023}, {"value": 40, "year": 2024}]},
            "scales": {
                "id": "ours",
                "source": "ours",
                "edition": "kla-2024",
                "scales": {"26.15": {"bands": [{"from": 0, "to": 100, "points": 1}]}},
            },
        }
    )


def refused() -> Iterator[Exception]:
    """Yield what inputs are refused with."""
    for wrong in ({"points": {"6.33": 1}}, {"points": {"6.1": -1, "K1": "x"}}):
        try:
            kla.Profile.from_dict(wrong)
        except kla.ProfileError as error:
            yield error


def roots() -> Iterator[Any]:
    """Yield an object of every kind that a program is handed."""
    yield from kla.editions()
    for summary in kla.editions():
        edition = kla.edition(summary.id)
        yield from filter(None, (edition, catalogue_of(edition)))
    yield from (SMALL, kla.edition("kla-2024", overlays=OVERLAYS))
    yield from (unit_rules(TREE), forum_rules(TREE), local_rules(TREE, None))
    yield from refused()
    yield from kla.check(CITY / "profile.yaml")
    every = list(profiles())
    yield from every
    results = [kla.evaluate(profile) for profile in every]
    results += [kla.evaluate(profile, count="backed") for profile in every[:2]]
    results.append(kla.evaluate(every[1], assume="proportional"))
    yield from results
    for result in (one for one in results[:4] if one.edition == TREE):
        yield from (result.deciding(), result.with_points({"6.1": 1}), kla.sensitivity(result))
        yield from (kla.verification_outlook(result), result.with_answers({"6.1": {"points": 1}}))
    yield kla.plan(results[2], "madya", alternatives=1, locked=["kind:partner"], minimum_gain=0.5)
    yield kla.plan(results[2], "nindya", by=1)
    small = kla.Profile.from_dict({"year": 2024, "stage": "self", "points": {"1.1": 1}}, SMALL)
    yield from (kla.evaluate(small), kla.plan(small, SMALL.levels[0].id))
    units = kla.Units.read(CITY / "units.csv")
    shares = kla.rollup(units)
    yield from (units, shares, shares.to_reach("26.10", 80), kla.unit_status(units))
    yield kla.unit_status(units.under("kla-2024"))
    yield kla.forum(CITY / "forum.csv", units=units)
    cases = kla.Incidents.read(CITY / "incidents.csv", units=units)
    yield from (cases, kla.handling(cases, CITY / "handling.yaml", as_of="2025-06-01", units=units))
    yield kla.History(
        [kla.PublishedRound(2019, (kla.PublishedLevel("madya", "A", "ours"),)), results[0]]
    )
    yield kla.province({"Kota A": "madya", "Kota Bandung": results[0], "Kota C": None})


@functools.cache
def reached() -> Reached:
    """Return all that can be reached, walked once for all tests here."""
    found = Reached()
    found.walk(roots())
    return found


def said(value: Any) -> tuple[Any, ...]:  # noqa: ANN401 - any object
    """Return what an object says of itself."""
    plain = [ask(value) for name, ask in answers_of(type(value)) if name in {"to_dict()", "digest"}]
    return (repr(value), hash(value), *plain)


def counted() -> dict[str, int]:
    """Return how much was reached and tried; fails where something was changed."""
    found = reached()
    assert found.strange == {}
    before = {key: said(value) for key, value in found.objects.items()}
    held = [*found.containers.values()]
    made = [container for _, container in found.made]
    loose = [container for container in made if type(container) in {dict, list, set}]
    for container in [*held, *(one for one in made if type(one) not in {dict, list, set})]:
        assert list(changed(container)) == [], container
    for value in found.objects.values():
        assert list(assigned(value)) == [], value
    for container in loose:
        assert list(changed(container)), container
    assert {key: said(value) for key, value in found.objects.items()} == before
    return {
        "objects": len(found.objects),
        "classes": len(set(map(type, found.objects.values()))),
        "containers held": len(held),
        "of these mappings": sum(isinstance(one, FrozenMap) for one in held),
        "containers made anew": len(made),
        "changes tried": sum(len(changes_of(one)) for one in (*held, *made)),
    }
