"""The closed algebra of conditions: what requirements, advisories and triggers are made of.

Everything here is data. Each operator has one class, one function that judges it
(`kla_rules.conditions.judge`) and one sentence in each language (`kla_rules.conditions.telling`).
"""

from decimal import Decimal
from typing import Literal

from attrs import frozen

from kla_rules.model.tree import Rank

Comparator = Literal["at_least", "at_most", "above", "below"]
Direction = Literal["rising", "falling"]


@frozen
class Bound:
    """A constant to compare with."""

    comparator: Comparator
    value: int | Decimal


@frozen
class AllOf:
    """Every part holds."""

    parts: tuple["Condition", ...]


@frozen
class AnyOf:
    """At least one part holds."""

    parts: tuple["Condition", ...]


@frozen
class Not:
    """The part does not hold."""

    part: "Condition"


@frozen
class AtLeast:
    """At least `count` of the parts hold."""

    count: int
    parts: tuple["Condition", ...]


@frozen
class NodesReaching:
    """At least `count` nodes of a rank have at least that share of their maximum (0 to 1)."""

    count: int
    rank: Rank
    share: int | Decimal


@frozen
class PointsOf:
    """The points of a node compare so; the bound is in points."""

    node: str
    bound: Bound


@frozen
class RatioOf:
    """The share of its maximum that a node has compares so; the bound is from 0 to 1."""

    node: str
    bound: Bound


@frozen
class MeasureOf:
    """A measured number compares so."""

    measure: str
    bound: Bound


@frozen
class Holds:
    """A measure that is yes or no is what is asked."""

    measure: str
    expected: bool


@frozen
class ShareOf:
    """The share of units that have something compares so; the bound is in per cent."""

    measure: str
    bound: Bound


@frozen
class Trend:
    """A measure has risen, or fallen, between its two latest years."""

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
