"""Nothing public can be changed by its holder, and all of it compares, hashes, copies and pickles."""

import copy
import functools
import json
import pickle
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs
import pytest

import kla_rules as kla
from held import Reached, answers_of, assigned, changed, changes_of
from kla_rules.core.frozen import FrozenMap
from kla_rules.core.once import once
from kla_rules.participation.rules_reading import forum_rules
from kla_rules.rulesets import find
from kla_rules.rulesets.build import build
from kla_rules.rulesets.reader import in_order
from kla_rules.steps.reading import catalogue_of
from kla_rules.testing import small_edition
from kla_rules.units.local_reading import local_rules
from kla_rules.units.rules_reading import unit_rules
from support import BANDUNG, ROOT, TREE

EXAMPLES = ROOT / "examples"
CITY = EXAMPLES / "kota-pasuruan"
OVERLAYS = sorted((EXAMPLES / "overlays").glob("*.yaml"))
SMALL = small_edition()
UNITS = kla.units.Units.read(CITY / "units.csv")


def profiles(*, every: bool) -> Iterator[kla.Profile]:
    """Yield profiles with an answer of every form, measures, shares, a scale, units, overlays."""
    paths = sorted(EXAMPLES.glob("kota-*.yaml")) if every else [BANDUNG]
    for path in paths:
        if "history" not in path.name:
            yield kla.Profile.read(path)
    if every:
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


def roots(*, every: bool) -> Iterator[Any]:
    """Yield an object of every kind that a program is handed; of some kinds one, or `every` one."""
    yield from kla.editions()
    for name in [one.id for one in kla.editions()] if every else [TREE.id, "kla-2019"]:
        edition = kla.edition(name)
        yield from filter(None, (edition, catalogue_of(edition)))
    yield from (SMALL, kla.edition("kla-2024", overlays=OVERLAYS))
    yield from SMALL.questions[:: 1 if every else 4]
    yield from (unit_rules(TREE), forum_rules(TREE), local_rules(TREE, None))
    yield from refused()
    yield from kla.check(CITY / "profile.yaml")
    given = list(profiles(every=every))
    yield from given
    results = [kla.evaluate(profile) for profile in given]
    results += [kla.evaluate(profile, count="backed") for profile in given[: 2 if every else 1]]
    results.append(kla.evaluate(given[1], assume="proportional"))
    yield from results
    for result in [one for one in results[:4] if one.edition == TREE][: 4 if every else 1]:
        yield from (result.deciding(), result.with_points({"6.1": 1}), result.sensitivity())
        yield from (
            kla.rounds.verification_outlook(result),
            result.with_answers({"6.1": {"points": 1}}),
        )
    asked: dict[str, Any] = {"locked": ["kind:partner"], "minimum_gain": 0.5}
    yield kla.plan(results[len(given) - 2], "madya", alternatives=int(every), **asked)
    yield kla.plan(results[len(given) - 2], "nindya", by=1)
    kept = kla.plan(results[len(given) - 2], "madya", start="2026-01")
    yield kla.planning.assess_progress(kept, results[len(given) - 2], "2026-05", replan=True)
    yield kla.verify({**results[0].to_dict(), "score": 1, "notes": [{"id": "a"}]}, given[0])
    small = kla.Profile.from_dict({"year": 2024, "stage": "self", "points": {"1.1": 1}}, SMALL)
    yield from (kla.evaluate(small), kla.plan(small, SMALL.levels[0].id))
    other = kla.Profile.from_dict({"year": 2024, "stage": "self", "points": {"1.1": 2}}, SMALL)
    yield kla.compare_evaluations(kla.evaluate(small), kla.evaluate(other))
    yield kla.sweep(results[len(given) - 1], vary=["unknown", "scales", "verification"], n=20)
    yield kla.sweep([given[-1]], vary="verification", n=20)
    units = UNITS
    shares = kla.rollup(units)
    yield from (units, shares, shares.to_reach("26.10", 80), kla.units.unit_status(units))
    yield kla.units.unit_status(units.under("kla-2024"))
    yield kla.participation.assess_forum(CITY / "forum.csv", units=units)
    cases = kla.cases.CaseRecords.read(CITY / "incidents.csv", units=units)
    yield from (
        cases,
        kla.cases.assess_handling(cases, CITY / "handling.yaml", as_of="2025-06-01", units=units),
    )
    yield kla.rounds.History(
        [
            kla.rounds.PublishedRound(2019, (kla.rounds.PublishedLevel("madya", "A", "ours"),)),
            results[0],
        ]
    )
    yield kla.rounds.assess_province(
        {"Kota A": "madya", "Kota Bandung": results[0], "Kota C": None}
    )


@functools.cache
def reached(*, every: bool) -> Reached:
    """Return all that can be reached, walked once for all tests here."""
    found = Reached()
    found.walk(roots(every=every))
    return found


def first(values: Iterable[Any], most: int) -> Iterator[Any]:
    """Yield of every class the first objects, at most so many."""
    taken: Counter[type] = Counter()
    for value in values:
        taken[type(value)] += 1
        if taken[type(value)] <= most:
            yield value


def said(value: Any) -> tuple[Any, ...]:  # noqa: ANN401 - any object
    """Return what an object says of itself."""
    asked = [ask(value) for name, ask in answers_of(kind(value)) if name in {"to_dict()", "digest"}]
    return (repr(value), hash(value), *asked)


def kind(value: object) -> Any:  # noqa: ANN401 - a class
    """Return the class of an object."""
    return type(value)


def counted(*, every: bool) -> dict[str, int]:
    """Return how much was reached and tried; fails where something could be changed."""
    found = reached(every=every)
    assert found.strange == {}
    looked_at = [*first(found.objects.values(), len(found.objects) if every else 50)]
    before = [*map(said, looked_at)]
    made = [container for _, container in found.made]
    loose = [container for container in made if type(container) in {dict, list, set}]
    tight = [*found.containers.values(), *(one for one in made if isinstance(one, tuple))]
    assert len(loose) + len(tight) == len(made) + len(found.containers)
    for container in tight:
        assert list(changed(container)) == [], container
    for container in loose:
        list(changed(container))
    tried: Counter[type] = Counter()
    for value in found.objects.values():
        tried[type(value)] += 1
        # What refuses one name refuses all, by the class: of the first ones all are tried.
        names = (name for name in dir(type(value)) if not name.startswith("_"))
        assert list(assigned(value, names if tried[type(value)] <= 3 else ["new"])) == [], value
    assert [*map(said, looked_at)] == before
    return {
        "objects": len(found.objects),
        "classes": len(tried),
        "containers held": len(found.containers),
        "mappings of them": sum(isinstance(one, FrozenMap) for one in found.containers.values()),
        "containers made anew": len(made),
        "changes tried": sum(len(changes_of(one)) for one in (*tight, *loose)),
    }


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_nothing_that_can_be_reached_from_a_public_object_can_be_changed(*, every: bool) -> None:
    counts = counted(every=every)
    assert counts["classes"] > 90
    assert counts["objects"] > (10_000 if every else 5_000)
    assert counts["containers held"] > (10_000 if every else 5_000)
    assert counts["mappings of them"] > 500
    assert counts["containers made anew"] > 5_000
    assert counts["changes tried"] > (300_000 if every else 150_000)


def _replaced(value: Any) -> Any:  # noqa: ANN401 - any object
    replace: Any = getattr(copy, "replace", attrs.evolve)  # Python 3.13 has it
    return replace(value)


def _pickled(form: int, every: list[Any]) -> Any:  # noqa: ANN401 - what was pickled
    return pickle.loads(pickle.dumps(every, form))  # noqa: S301 - our own


HIGHEST = f"pickle {pickle.HIGHEST_PROTOCOL}"
AGAIN: Mapping[str, Callable[[list[Any]], list[Any]]] = {
    **{
        f"pickle {form}": functools.partial(_pickled, form)
        for form in range(pickle.HIGHEST_PROTOCOL + 1)
    },
    "deepcopy": copy.deepcopy,
    "copy": lambda every: list(map(copy.copy, every)),
    "evolve": lambda every: list(map(attrs.evolve, every)),
    "replace": lambda every: list(map(_replaced, every)),
}


@pytest.mark.parametrize(
    "way",
    [
        pytest.param(way, marks=pytest.mark.slow)
        if way.startswith("pickle") and way not in {"pickle 0", HIGHEST}
        else way
        for way in AGAIN
    ],
)
def test_all_that_can_be_reached_is_equal_to_its_copy_and_has_its_hash(way: str) -> None:
    every = reached(every=False).objects.values()
    objects = list(first(every, 2 if way == "pickle 0" else 30))
    assert len(set(map(type, objects))) > 90
    for one, other in zip(objects, AGAIN[way](objects), strict=True):
        assert one == other, one
        assert hash(one) == hash(other), one


def test_the_rules_and_answers_that_others_hold_stay_as_they_are() -> None:
    shared: Any = kla.edition("kla-2024")
    profile: Any = kla.Profile.from_dict({"year": 2024, "answers": {"6.1": {"points": 1}}})
    digest, plain = profile.digest, profile.to_dict()
    with pytest.raises(TypeError, match="cannot be changed"):
        shared.evidence["6.1"] = None
    with pytest.raises(TypeError, match="cannot be changed"):
        profile.answers.update({"6.1": None})
    with pytest.raises(AttributeError):
        shared.attachment("steps", lambda _: None)
    profile.points["K1"] = 9
    profile.to_dict()["answers"]["6.1"]["points"] = 9
    assert (profile.digest, profile.to_dict()) == (digest, plain)


def test_what_a_caller_handed_in_can_change_afterwards_and_changes_nothing() -> None:
    answers: dict[str, Any] = {
        "6.1": {"points": 1, "evidence": [{"kind": "decree", "title": "SK"}]}
    }
    profile = kla.Profile.from_dict({"year": 2024, "answers": answers})
    values = {"nodes": ["6.1", "6.3"], "more": {"kinds": {"decree"}}}
    finding = kla.Finding("profile.unknown-node", {**values, "node": "6.33"})
    note = kla.Note("forum.waiting", values)
    columns: dict[str, list[Any]] = {"patbm": [True, None]}
    units = attrs.evolve(
        UNITS, ids=["a", "b"], facts=columns, expected=(wanted := {"kecamatan": 1})
    )
    made = [profile, finding, note, units]
    before = list(map(said, made))
    answers["6.1"]["evidence"].clear()
    answers.clear()
    values["nodes"].append("7")  # type: ignore[attr-defined]
    values.clear()
    columns["patbm"].clear()
    columns.clear()
    wanted.clear()
    assert list(map(said, made)) == before
    assert note.values == {"nodes": ("6.1", "6.3"), "more": {"kinds": frozenset({"decree"})}}


def test_a_mapping_that_cannot_be_changed_is_a_dict_in_all_else() -> None:
    plain = {"a": 1, "b": 2}
    held: Any = FrozenMap(plain)
    assert held == plain
    assert {**held, "c": 3} == {"a": 1, "b": 2, "c": 3} == held | {"c": 3}
    assert json.dumps(held) == json.dumps(plain)
    assert hash(held) == hash(FrozenMap({"b": 2, "a": 1}))
    assert FrozenMap(held) is held
    held.__init__({"a": 9})  # type: ignore[misc]
    assert list(changed(held)) == []
    assert held == plain
    for copied in (held.copy(), dict(held), held | {}):
        copied["a"] = 9
    assert held == plain


def test_what_holds_itself_or_has_no_end_in_depth_is_held_to_a_depth() -> None:
    own: list[Any] = [1]
    own += [own, own]
    assert kla.Finding("x", {"found": own}).values["found"] == (1, "...", "...")
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    hash(kla.Finding("x", {"found": deep}))
    wide: list[Any] = []
    for _ in range(60):
        wide = [wide, wide]
    kla.Finding("x", {"found": wide})


def at_once(ask: Callable[[], Any], threads: int = 8) -> list[Any]:
    """Return what some threads are answered that ask at the same moment."""
    start, answers = threading.Barrier(threads), []

    def run() -> None:
        start.wait()
        answers.append(ask())

    every = [threading.Thread(target=run) for _ in range(threads)]
    for thread in every:
        thread.start()
    for thread in every:
        thread.join()
    return answers


def test_an_edition_is_built_once_however_many_threads_ask_first() -> None:
    made = []

    @once
    def built(name: str) -> kla.Edition:
        made.append(name)
        return in_order(*build(find.packaged_files(name)))

    editions = at_once(lambda: built("kla-2011"))
    assert made == ["kla-2011"]
    assert len({id(edition) for edition in editions}) == 1
    assert len({id(edition) for edition in at_once(lambda: kla.edition("kla-2011"))}) == 1


@pytest.mark.parametrize("read", [catalogue_of, unit_rules, forum_rules, lambda e: e.figures])
def test_what_lies_beside_an_edition_is_read_once_however_many_threads_ask_first(
    read: Callable[[kla.Edition], Any],
) -> None:
    fresh = attrs.evolve(TREE)  # nothing has been asked of it yet
    assert len({id(answer) for answer in at_once(lambda: read(fresh))}) == 1


def test_two_editions_are_told_apart_where_they_are_printed() -> None:
    editions = [*map(kla.edition, (one.id for one in kla.editions())), SMALL]
    editions += [kla.edition("kla-2024", overlays=[path]) for path in OVERLAYS]
    editions.append(attrs.evolve(TREE, digest="0" * 64))
    assert len(set(map(repr, editions))) == len({one.digest for one in editions}) == len(editions)
