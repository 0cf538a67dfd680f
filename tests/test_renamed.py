"""Old names of figures in thousandths: each still gives what it gave, and says what to write now."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import attrs
import pytest

import kla_rules as kla
from kla_rules.core.points import decimal
from kla_rules.core.renamed import Renamed
from kla_rules.evaluation.evidence import EvidenceSummary
from kla_rules.rounds.changes import change
from support import BANDUNG, PASURUAN, ROOT, TREE, filled, in_layer

# What a method is asked with; the same of the old name, of the new one and of that in points.
ARGUMENTS: dict[str, tuple[object, ...]] = {
    "Level.threshold": ("floor_exclusive",),
    "Table.points_of_value": (61.5,),
    "Answer.thousandths": (TREE.node("6.1"),),
}
# Where the old name gave more than the figure.
SHAPES: dict[str, Callable[[Any], object]] = {
    "Plan.begins": lambda plan: (plan.begins_thousandths, plan.begins_level),
}


DERIVED = ("gaps", "provenance", "evidence", "steps")
# Of a class with many instances, such as a node, so many are looked at.
LOOKED_AT = 40
# What is empty or 0 under every edition.
ALWAYS_EMPTY = {"Edition.nothing"}


def classes() -> Iterator[type]:
    for module in pkgutil.walk_packages(kla.__path__, "kla_rules."):
        if not module.name.endswith("__main__"):
            members = vars(importlib.import_module(module.name)).values()
            yield from (one for one in members if getattr(one, "__module__", "") == module.name)


OLD = {
    (one.owner, one.name): one
    for kind in classes()
    if inspect.isclass(kind)
    for one in vars(kind).values()
    if isinstance(one, Renamed)
}
PARAMETERS = pytest.mark.parametrize(
    "old", [pytest.param(one, id=".".join(name)) for name, one in sorted(OLD.items())]
)


def held(value: object, by_class: dict[str, list[Any]], seen: set[int]) -> None:
    """Keep what a value holds in its fields, however deep, by class."""
    if isinstance(value, Mapping):
        value = [*value.values()]
    if isinstance(value, Sequence) and not isinstance(value, str):
        for part in value:
            held(part, by_class, seen)
    elif attrs.has(type(value)) and id(value) not in seen:
        seen.add(id(value))
        by_class.setdefault(type(value).__name__, []).append(value)
        kind: Any = type(value)
        for field in attrs.fields(kind):
            held(getattr(value, field.name), by_class, seen)
        if isinstance(value, EvidenceSummary):
            held(value.missing, by_class, seen)


def just_above(level: str) -> dict[str, Decimal]:
    """Return points of questions of which nearly any can lose a level that they just reach."""
    points = filled(TREE.level(level).floor_points + Decimal("0.5"), in_layer("question"))
    return {name: own for name, own in points.items() if own}


@pytest.fixture(scope="module")
def instances() -> dict[str, list[Any]]:
    overlay = ROOT / "examples" / "overlays" / "invented-scales.yaml"
    bandung = kla.Profile.read(BANDUNG)
    claimed, city = kla.evaluate(bandung), kla.evaluate(kla.Profile.read(PASURUAN))
    barely = kla.evaluate(kla.Profile.from_dict({"year": 2024, "points": just_above("madya")}))
    verified = kla.evaluate(kla.Profile.from_dict({**bandung.to_dict(), "points": {"K0": 100}}))
    scales = {
        "id": "some",
        "edition": TREE.id,
        "source": "x",
        "illustrative": True,
        "scales": {"6.1": {"options": {"partly": 2}}},
    }
    answers = {"6.1": {"option": "partly"}, "26.15": {"value": 61.5}}
    answered = kla.evaluate(
        kla.Profile.from_dict({"year": 2024, "scales": scales, "answers": answers})
    )
    # One question is missing to what is reached otherwise.
    (first, *_), short = [*just_above("madya")], just_above("madya")
    nearly = kla.evaluate(
        kla.Profile.from_dict({"year": 2024, "points": {**short, first: Decimal(0)}})
    )
    units = kla.evaluate(
        kla.Profile.read(ROOT / "examples" / "kota-pasuruan"), assume="proportional"
    )
    backed = kla.evaluate(city.profile, count="backed")
    things = [
        kla.edition("kla-2024", overlays=[overlay]),
        *(claimed, city, answered, units, backed),
        *(
            getattr(one, name)
            for one in (claimed, city, answered, units, backed)
            for name in DERIVED
        ),
        *(one.deciding() for one in (claimed, city)),
        *(one.sensitivity() for one in (claimed, city, barely, nearly)),
        kla.rounds.verification_outlook(claimed),
        city.with_points({"6.6": 2.5}),
        change(claimed, verified),
        kla.plan(city, "madya"),
        # Out of reach: why, and what would be within it without what was asked.
        kla.plan(city, "kla", minimum_gain=2, margin=1),
    ]
    by_class: dict[str, list[Any]] = {}
    held(things, by_class, set())
    return by_class


def value_of(thing: object, name: str, arguments: tuple[object, ...] | None) -> Any:  # noqa: ANN401 - figures of any shape
    value = getattr(thing, name)
    return value if arguments is None else value(*arguments)


def looked_at(old: Renamed[Any], instances: dict[str, list[Any]]) -> list[Any]:
    """Return some of the instances, those first that have a figure, from all over them."""
    arguments = ARGUMENTS.get(f"{old.owner}.{old.name}")
    things = instances[old.owner]
    apart = [things[start::LOOKED_AT] for start in range(LOOKED_AT)]
    mixed = [thing for some in apart for thing in some]
    return sorted(mixed, key=lambda thing: not value_of(thing, old.now, arguments))[:LOOKED_AT]


def in_points(value: Any) -> Any:  # noqa: ANN401 - figures of any shape
    """Return thousandths of any shape as points, by another way than the properties take."""
    if isinstance(value, Mapping):
        return {key: in_points(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return tuple(map(in_points, value))
    return None if value is None else Decimal(value).scaleb(-3)


@PARAMETERS
def test_an_old_name_gives_what_the_new_one_gives_and_warns(
    old: Renamed[Any], instances: dict[str, list[Any]]
) -> None:
    arguments = ARGUMENTS.get(f"{old.owner}.{old.name}")
    things = looked_at(old, instances)
    if f"{old.owner}.{old.name}" not in ALWAYS_EMPTY:
        assert any(value_of(thing, old.now, arguments) for thing in things)
    for thing in things:
        shape = SHAPES.get(f"{old.owner}.{old.name}")
        expected = shape(thing) if shape else value_of(thing, old.now, arguments)
        with pytest.warns(DeprecationWarning, match="the old name goes with") as warned:
            assert value_of(thing, old.name, arguments) == expected
        (warning,) = warned
        assert (warning.filename, str(warning.message)) == (__file__, str(old))
    assert str(old).startswith(f"{old.owner}.{old.name} is in thousandths of a point; use ")
    assert f"{old.owner}.{old.now};" in str(old)
    assert old.now.endswith("_thousandths")
    assert str(old).endswith("the old name goes with 1.0")


@PARAMETERS
def test_points_beside_an_old_name_are_its_thousandths(
    old: Renamed[Any], instances: dict[str, list[Any]]
) -> None:
    if old.points is None:
        assert "(Decimal points)" not in str(old)
        return
    arguments = ARGUMENTS.get(f"{old.owner}.{old.name}")
    name, _, end = old.points.rstrip("]").partition("[")
    for thing in looked_at(old, instances):
        found = value_of(thing, name, arguments)
        expected = in_points(value_of(thing, old.now, arguments))
        assert (found[int(end)] if end else found) == expected
    assert f"use {old.owner}.{old.points} (Decimal points) or " in str(old)


@PARAMETERS
def test_the_list_of_old_names_tells_each(old: Renamed[Any]) -> None:
    told = (ROOT / "docs" / "upgrading.md").read_text(encoding="utf-8")
    points = f"`{old.points}`" if old.points else ""
    assert f"| `{old.owner}.{old.name}` | {points} | `{old.now}` |" in told


def test_a_program_that_multiplied_is_told_and_not_wrong_by_a_thousand() -> None:
    result = kla.evaluate(kla.Profile.read(BANDUNG))
    with pytest.warns(DeprecationWarning, match=r"Edition\.maximum is in thousandths"):
        assert result.edition.maximum / 1000 == result.maximum
    assert result.edition.maximum_points == decimal(result.edition.maximum_thousandths)
