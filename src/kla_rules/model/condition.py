"""The closed algebra of conditions: what requirements, advisories and triggers are made of.

Everything here is data. Each operator has one class, one function that judges it
(`kla_rules.conditions.judge`) and one sentence in each language (`kla_rules.conditions.telling`).
"""

from decimal import Decimal
from typing import Literal

from attrs import frozen

from kla_rules.model.tree import Rank
from kla_rules.printed import printed

Comparator = Literal["at_least", "at_most", "above", "below"]
Direction = Literal["rising", "falling"]


@frozen(repr=False)
class Bound:
    """A constant to compare with."""

    __repr__ = printed

    comparator: Comparator
    value: int | Decimal


@frozen(repr=False)
class AllOf:
    """Every part holds."""

    __repr__ = printed

    parts: tuple["Condition", ...]


@frozen(repr=False)
class AnyOf:
    """At least one part holds."""

    __repr__ = printed

    parts: tuple["Condition", ...]


@frozen(repr=False)
class Not:
    """The part does not hold."""

    __repr__ = printed

    part: "Condition"


@frozen(repr=False)
class AtLeast:
    """At least `count` of the parts hold."""

    __repr__ = printed

    count: int
    parts: tuple["Condition", ...]


@frozen(repr=False)
class NodesReaching:
    """At least `count` nodes of a rank have at least that share of their maximum (0 to 1)."""

    __repr__ = printed

    count: int
    rank: Rank
    share: int | Decimal


@frozen(repr=False)
class PointsOf:
    """The points of a node compare so; the bound is in points."""

    __repr__ = printed

    node: str
    bound: Bound


@frozen(repr=False)
class RatioOf:
    """The share of its maximum that a node has compares so; the bound is from 0 to 1."""

    __repr__ = printed

    node: str
    bound: Bound


@frozen(repr=False)
class MeasureOf:
    """A measured number compares so."""

    __repr__ = printed

    measure: str
    bound: Bound


@frozen(repr=False)
class Holds:
    """A measure that is yes or no is what is asked."""

    __repr__ = printed

    measure: str
    expected: bool


@frozen(repr=False)
class ShareOf:
    """The share of units that have something compares so; the bound is in per cent."""

    __repr__ = printed

    measure: str
    bound: Bound


@frozen(repr=False)
class Trend:
    """A measure has risen, or fallen, between its two latest years."""

    __repr__ = printed

    measure: str
    direction: Direction


Condition = (
    AllOf
    | AnyOf
    | Not
    | AtLeast
    | NodesReaching
    | PointsOf
    | RatioOf
    | MeasureOf
    | Holds
    | ShareOf
    | Trend
)
