"""Every public figure says its unit where a reader looks: in the text of its name."""

import ast
import functools
import importlib
import inspect
import pkgutil
import re
import sys
import textwrap
import types
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import attrs
import pytest

import kla_rules as kla
from kla_rules.public import NAMES

FIGURES = {int, float, Decimal, Fraction}
# Words that say a unit: points, effort and time; counts and places; parts of a whole.
UNITS = re.compile(
    r"""\b(points | thousandths | hundredths | units?\ of\ effort
        | months? | years? | days | seconds? | bytes
        | how\ many | number\ of | most\ steps
        | by\ position | positions?\ (?:in|of) | list\ positions
        | line\ and\ (?:the\ )?column | file\ and\ line | line\ of .* from\ 1
        | per\ cent | from\ 0\ to\ 1 | 0\ to\ 1 | the\ unit\ of\ the\ measure
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
THOUSANDTHS = re.compile(r"\bthousandths\b", re.IGNORECASE)


class Figure(NamedTuple):
    """A public figure: where it is, its types, and the text that is about it."""

    where: str
    name: str
    types: frozenset[object]
    text: str


def unwrapped(member: object) -> Callable[..., object] | None:
    """Return the function behind a method or property."""
    if isinstance(member, property):
        return member.fget
    if isinstance(member, functools.cached_property):
        return member.func
    if isinstance(member, classmethod | staticmethod):
        return member.__func__
    return member if isinstance(member, types.FunctionType) else None


def members_of(kind: type) -> Iterator[tuple[str, Callable[..., object]]]:
    """Yield the public methods and properties that a class of the library has."""
    for name in dir(kind):
        function = unwrapped(inspect.getattr_static(kind, name))
        if function and not name.startswith("_") and ours(function):
            yield name, function


def ours(thing: object) -> bool:
    return getattr(thing, "__module__", "").split(".")[0] in {"kla_rules", __name__}


@functools.cache
def names() -> dict[str, object]:
    """Return every name that a module of the library has, for annotations that name it as text."""
    known: dict[str, object] = {"Traversable": object}  # of the standard library, for checkers only
    for module in pkgutil.walk_packages(kla.__path__, "kla_rules."):
        if not module.name.endswith("__main__"):
            known.update(vars(importlib.import_module(module.name)))
    return known


def hints(thing: Any) -> dict[str, object]:  # noqa: ANN401 - a class or a function
    module = vars(sys.modules[thing.__module__])
    return typing.get_type_hints(thing, {**names(), **module})


def parts_of(hint: object) -> frozenset[object]:
    """Return every type that a hint is made of."""
    if isinstance(hint, typing.TypeVar):
        return frozenset().union(*map(parts_of, hint.__constraints__))
    if isinstance(hint, list):
        return frozenset().union(*map(parts_of, hint))
    return frozenset({hint}).union(*map(parts_of, typing.get_args(hint)))


def told_of(text: str | None, section: str) -> dict[str, str]:
    """Return by name what a section of a docstring says; one entry may be of several names."""
    _, found, rest = inspect.cleandoc(text or "").partition(f"\n{section}:\n")
    told: dict[str, str] = {}
    here: list[str] = []
    for line in rest.splitlines() if found else ():
        entry = re.match(r"    ([\w, ]+): (.*)", line)
        if entry:
            here = entry[1].split(", ")
            told.update(dict.fromkeys(here, entry[2]))
        elif line.startswith("        "):
            told.update({name: f"{told[name]} {line.strip()}" for name in here})
        elif line.strip():
            break
    return told


def said_of_kept(kind: type) -> dict[str, str]:
    """Return what a class says of what it keeps: attrs leaves only the annotation of such."""
    if not any(name not in field_names(kind) for name in getattr(kind, "__annotations__", ())):
        return {}
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    members = tree.body if isinstance(tree, ast.ClassDef) else []
    functions = (one for one in members if isinstance(one, ast.FunctionDef))
    return {one.name: ast.get_docstring(one) or "" for one in functions}


def field_names(kind: Any) -> set[str]:  # noqa: ANN401 - any class
    return {one.name for one in attrs.fields(kind)} if attrs.has(kind) else set()


def reachable(*seeds: type) -> list[type]:
    """Return the classes of the library that public ones lead to, by attribute or by method."""
    found: dict[type, None] = {}
    todo = list(seeds)
    while todo:
        kind = todo.pop()
        # JSON has plain numbers of points, whose schema says what they are.
        is_json = getattr(kind, "__module__", "").startswith("kla_rules.typed.forms.")
        if is_json or not inspect.isclass(kind) or not ours(kind) or kind in found:
            continue
        found[kind] = None
        leading = [*hints(kind).values()]
        leading += [hints(function).get("return") for _, function in members_of(kind)]
        todo += [part for hint in leading for part in parts_of(hint) if inspect.isclass(part)]
    return sorted(found, key=lambda kind: (kind.__module__, kind.__qualname__))


def figures_of(kind: type) -> Iterator[Figure]:
    """Yield the figures of a class: fields, what its methods return, and what they take."""
    told = {**said_of_kept(kind), **told_of(kind.__doc__, "Attributes")}
    for name, hint in hints(kind).items():
        if not name.startswith("_") and parts_of(hint) & FIGURES:
            yield Figure(kind.__qualname__, name, parts_of(hint), told.get(name, ""))
    for name, function in members_of(kind):
        yield from figures_in(function, f"{kind.__qualname__}.{name}", name)


def figures_in(function: Callable[..., object], where: str, name: str) -> Iterator[Figure]:
    """Yield the figures that a function returns and takes."""
    text = inspect.getdoc(function) or ""
    told = told_of(text, "Args")
    summary = re.split(r"\n(?:Args|Raises):\n|>>>", text)[0] + text.partition("\nReturns:\n")[2]
    for parameter, hint in hints(function).items():
        if not parts_of(hint) & FIGURES:
            continue
        if parameter == "return":
            yield Figure(where, name, parts_of(hint), summary)
        elif told:
            yield Figure(where, parameter, parts_of(hint), told.get(parameter, ""))
        else:  # what takes a single figure may say its unit in its sentence
            yield Figure(where, parameter, parts_of(hint), THOUSANDTHS.sub("", summary))


def wrong_with(figure: Figure) -> list[str]:
    """Return what is wrong with what a figure says of its unit."""
    said = bool(THOUSANDTHS.search(figure.text))
    wrong = [] if UNITS.search(figure.text) else ["says no unit"]
    if figure.name.endswith("_thousandths") is not said:
        wrong.append("thousandths stand in its name or in its text, and not in both")
    if figure.name.endswith("_points") and (int in figure.types or "points" not in figure.text):
        wrong.append("is no Decimal of points")
    return [f"{figure.where}: {figure.name} {what}" for what in wrong]


def public() -> tuple[list[type], list[Any]]:
    """Return the public classes, all that they and functions lead to, and the functions."""
    offered = [
        getattr(importlib.import_module(package), name)
        for package, homes in NAMES.items()
        for offered_there in homes.values()
        for name in offered_there
    ]
    functions = [thing for thing in offered if isinstance(thing, types.FunctionType)]
    kinds = [thing for thing in offered if inspect.isclass(thing)]
    results = [part for one in functions for part in parts_of(hints(one).get("return"))]
    return reachable(*kinds, *(one for one in results if inspect.isclass(one))), functions


KINDS, FUNCTIONS = public()


@attrs.frozen
class Told:
    """What says its units.

    Attributes:
        most_thousandths: thousandths at most.
        long, longer: how many months it takes.
    """

    most_thousandths: int
    long: int
    longer: int | None

    @property
    def most_points(self) -> Decimal:
        """Return the most points."""
        return Decimal(self.most_thousandths) / 1000

    def later(self, more: int) -> int:
        """Return a later month.

        Args:
            more: how many months later.
        """
        return self.long + more


@attrs.frozen
class Untold:
    """What does not.

    Attributes:
        most: thousandths at most.
        rest_thousandths: what is left.
        long: how long it takes.
    """

    most: int
    rest_thousandths: tuple[int | None, ...]
    long: "int | Decimal"
    unnamed: Mapping[str, float]

    @property
    def most_points(self) -> int:
        """Return the most points."""
        return self.most // 1000

    def later(self, more: int) -> int:
        """Return what comes later.

        Args:
            more: by so much.

        >>> 1 + 1  # no points are meant here
        2
        """
        return self.most + more


def test_the_checker_finds_what_says_no_unit_and_what_says_a_wrong_one() -> None:
    assert [wrong for figure in figures_of(Told) for wrong in wrong_with(figure)] == []
    both = "thousandths stand in its name or in its text, and not in both"
    assert [wrong for figure in figures_of(Untold) for wrong in wrong_with(figure)] == [
        f"Untold: most {both}",
        "Untold: rest_thousandths says no unit",
        f"Untold: rest_thousandths {both}",
        "Untold: long says no unit",
        "Untold: unnamed says no unit",
        "Untold.later: more says no unit",
        "Untold.later: later says no unit",
        "Untold.most_points: most_points is no Decimal of points",
    ]


def test_classes_are_reached_that_only_results_lead_to() -> None:
    names_reached = {kind.__name__ for kind in KINDS}
    assert names_reached >= {
        *("Node", "Branch", "Level", "Band", "Bounds", "Resolved", "Need", "MissingEvidence"),
        *("SmallestGroup", "PublishedDrop", "ClusterChange", "Freed", "Request", "PointsOf"),
        *("Bound", "UnitShare", "RuleState", "TimeLimit", "Reading", "ForumUnit", "Provenance"),
    }


OF_KINDS = {kind: [*figures_of(kind)] for kind in KINDS}
OF_FUNCTIONS = {one: [*figures_in(one, one.__name__, one.__name__)] for one in FUNCTIONS}
FIGURES_IN = [
    pytest.param(figures, id=thing.__qualname__)
    for thing, figures in (*OF_KINDS.items(), *OF_FUNCTIONS.items())
    if figures
]


def test_the_public_figures_are_found() -> None:
    assert sum(map(len, OF_KINDS.values())) > 200
    assert sum(map(len, OF_FUNCTIONS.values())) > 5
    assert len(FIGURES_IN) > 60


@pytest.mark.parametrize("figures", FIGURES_IN)
def test_every_public_figure_says_its_unit(figures: Sequence[Figure]) -> None:
    assert [wrong for figure in figures for wrong in wrong_with(figure)] == []
