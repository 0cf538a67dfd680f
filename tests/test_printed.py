"""Data classes are printed, compared and hashed as attrs would do it."""

import gc
import importlib
import pkgutil
from typing import Any

import attrs
import pytest

import kla_rules
from kla_rules.core.printed import Data
from kla_rules.core.text import Text
from kla_rules.model.cited import Source


@attrs.frozen(repr=False, eq=False)
class Ours(Data):
    name: str
    figures: tuple[int, ...]
    note: str = attrs.field(default="", eq=False, repr=False)


@attrs.frozen
class Theirs:
    name: str
    figures: tuple[int, ...]
    note: str = attrs.field(default="", eq=False, repr=False)


VALUES: list[tuple[Any, ...]] = [("a", (1,)), ("a", (2,)), ("b", (1,)), ("a", (1,), "noted")]


@pytest.mark.parametrize("one", VALUES)
@pytest.mark.parametrize("other", VALUES)
def test_data_is_equal_and_hashed_as_attrs_has_it(
    one: tuple[Any, ...], other: tuple[Any, ...]
) -> None:
    ours, theirs = (Ours(*one), Ours(*other)), (Theirs(*one), Theirs(*other))
    assert (ours[0] == ours[1]) == (theirs[0] == theirs[1])
    assert (ours[0] != ours[1]) == (theirs[0] != theirs[1])
    assert (hash(ours[0]) == hash(ours[1])) == (hash(theirs[0]) == hash(theirs[1]))
    assert repr(ours[0]) == repr(theirs[0]).replace("Theirs", "Ours")


def test_data_of_two_classes_is_never_equal() -> None:
    @attrs.frozen(repr=False, eq=False)
    class Other(Data):
        id: str
        en: str

    assert Text("a", "b") != Other("a", "b")
    assert Text("a", "b") != ("a", "b")
    assert len({Text("a", "b"), Text("a", "b"), Other("a", "b")}) == 2


def test_attrs_makes_no_functions_for_a_data_class() -> None:
    for module in pkgutil.walk_packages(kla_rules.__path__, "kla_rules."):
        importlib.import_module(module.name)
    gc.collect()  # attrs makes each class anew for its slots, and the first one lingers
    classes = [kind for kind in Data.__subclasses__() if kind.__module__.startswith("kla_rules.")]
    assert {Text, Source} <= set(classes)
    assert len(classes) > 40
    made = [
        kind.__name__
        for kind in classes
        for name in ("__repr__", "__eq__", "__hash__")
        if name in vars(kind) and "attrs" in vars(kind)[name].__code__.co_filename
    ]
    assert made == []
    assert [kind for kind in classes if "__dict__" in vars(kind)] == []
