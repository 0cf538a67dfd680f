"""What a profile, or a unit, could say of what conditions look at: values at and around figures."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from kla_rules.conditions.operator import Besides, Count, Limit
from kla_rules.conditions.operators import OPERATORS, Condition
from kla_rules.conditions.walk import looks_at
from kla_rules.core.points import SCALE
from kla_rules.model.edition import Edition
from kla_rules.model.tree import Node
from kla_rules.validation.covered.deciding import leaves

Piece = Mapping[str, Any]
_MOST: Final = 3000  # combinations that are tried
_PERCENT: Final = 100


def merged(*pieces: Piece) -> dict[str, Any]:
    """Return what several pieces of a profile say together; of the same thing the last one."""
    whole: dict[str, Any] = {}
    for piece in pieces:
        for key, value in piece.items():
            known = whole.get(key)
            both = isinstance(value, Mapping) and isinstance(known, Mapping)
            whole[key] = {**known, **value} if both else value  # type: ignore[dict-item]
    return whole


def profiles_about(
    edition: Edition, conditions: Iterable[Condition], year: int | None
) -> Iterator[dict[str, Any]]:
    """Yield pieces of profiles that say something, or nothing, of what conditions look at."""
    by_name: dict[str, dict[str, Piece]] = {}
    for condition in conditions:
        for leaf in leaves(condition):
            name, pieces = _of_leaf(edition, leaf, year)
            ways = by_name.setdefault(name, {})
            for piece in ({}, *pieces):
                ways.setdefault(repr(piece), piece)
    for choice in _few_first([list(ways.values()) for ways in by_name.values()]):
        yield merged(*choice)


def units_about(condition: Condition) -> Iterator[dict[str, Any]]:
    """Yield facts of one unit, or numbers of records, around what a condition looks at."""
    by_name: dict[str, list[Any]] = {}
    for leaf in leaves(condition):
        ways = by_name.setdefault(str(getattr(leaf, "measure", "")), [None])
        new = around(leaf) or (True, False)
        ways += [value for value in new if value not in ways]
    for choice in _few_first([*by_name.values()]):
        said = zip(by_name, choice, strict=True)
        yield {name: value for name, value in said if value is not None}


def around(leaf: Condition) -> list[int | float]:
    """Return the figure of a comparison, and one on each side of it."""
    bound = getattr(leaf, "bound", None)
    if bound is None:
        return []
    value, step = Decimal(bound.value), Decimal(1)
    return [number(value + move) for move in (0, -step, step) if value + move >= 0]


def number(value: Decimal) -> int | float:
    """Return a number as it is written in a file."""
    return int(value) if value == int(value) else float(value)


def _few_first(ways: list[list[Any]]) -> Iterator[tuple[Any, ...]]:
    """Yield choices of one of each, the first of each before the last."""
    positions = sorted(
        itertools.islice(itertools.product(*(range(len(one)) for one in ways)), _MOST), key=sum
    )
    for choice in positions:
        yield tuple(one[at] for one, at in zip(ways, choice, strict=True))


def _of_leaf(edition: Edition, leaf: Condition, year: int | None) -> tuple[str, list[Piece]]:
    """Return what a comparison looks at, and pieces of a profile that say something of it."""
    match OPERATORS[type(leaf)].linear(leaf, edition):
        case Limit(node=name, figure=figure):
            return name, _points(edition, name, figure)
        case Besides(what="ratio", name=name, figure=figure):
            share = number(Decimal(figure.numerator) / figure.denominator)
            return name, [{"ratios": {name: value}} for value in dict.fromkeys((share, 0, 1))]
        case Besides(what="trend", name=name):
            last = year or max(edition.rounds)
            return name, [
                {"measures": {name: [{"year": last - 1, "value": a}, {"year": last, "value": b}]}}
                for a, b in ((1, 2), (2, 1))
            ]
        case Besides(name=name):
            most = {one.id: one.kind for one in edition.measures}.get(name) in _OF_100
            values = [v for v in around(leaf) if v <= _PERCENT or not most] or [True, False]
            return name, [{"measures": {name: value}} for value in values]
    return f"{leaf!r}", _reaching(edition, leaf)


_OF_100: Final = frozenset({"percentage", "share"})


def _points(edition: Edition, name: str, figure: Fraction) -> list[Piece]:
    """Return points of a node at a figure of thousandths and around it, as far as there can be."""
    most = edition.node(name).ceiling_points
    exact = Decimal(round(figure)) / SCALE
    near = (exact, exact - 1, exact + 1, Decimal(0), most, exact - Decimal("0.001"),
            exact + Decimal("0.001"))  # fmt: skip
    fitting = dict.fromkeys(one for one in near if 0 <= one <= most)
    return [{"points": {name: number(one)}} for one in fitting]


def _reaching(edition: Edition, leaf: Condition) -> list[Piece]:
    """Return profiles where enough nodes of a rank reach their share, and where they cannot."""
    operator = OPERATORS[type(leaf)]
    names = (looks_at(part, "node") for part in operator.parts(leaf, edition))
    nodes = [edition.node(name) for name in names if name]
    # Of those whose maximum is not known only shares can be said.
    nodes.sort(key=lambda node: node.maximum_thousandths is None)
    count = operator.linear(leaf, edition)
    wanted = count.wanted if isinstance(count, Count) else 0
    lacking = len(nodes) - wanted + 1
    return [_all(nodes[:wanted], full=True), _all(nodes[:lacking], full=False)]


def _all(nodes: Iterable[Node], *, full: bool) -> Piece:
    """Return a profile in which nodes have everything, or nothing."""
    said: dict[str, dict[str, Any]] = {}
    for node in nodes:
        if node.maximum_thousandths is None:
            said.setdefault("ratios", {})[node.id] = int(full)
        else:
            said.setdefault("points", {})[node.id] = number(full * node.ceiling_points)
    return said
