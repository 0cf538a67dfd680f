"""The closed algebra of conditions: eleven operators, one module each, and the table of them.

A new operator is a module here with its class and its `OPERATOR`, a line in `OPERATORS`, and a name
in `Condition`; what it lacks, the record does not let it lack.
"""

from collections.abc import Mapping
from typing import Any, Final

from kla_rules.conditions.bound import Bound, Comparator
from kla_rules.conditions.operator import Operator
from kla_rules.conditions.operators import (
    all_of,
    any_of,
    at_least,
    holds,
    measure,
    negation,
    nodes_reaching,
    points,
    ratio,
    share,
    trend,
)
from kla_rules.conditions.operators.all_of import AllOf
from kla_rules.conditions.operators.any_of import AnyOf
from kla_rules.conditions.operators.at_least import AtLeast
from kla_rules.conditions.operators.holds import Holds
from kla_rules.conditions.operators.measure import MeasureOf
from kla_rules.conditions.operators.negation import Not
from kla_rules.conditions.operators.nodes_reaching import NodesReaching
from kla_rules.conditions.operators.points import PointsOf
from kla_rules.conditions.operators.ratio import RatioOf
from kla_rules.conditions.operators.share import ShareOf
from kla_rules.conditions.operators.trend import Trend

__all__ = [
    "OPERATORS",
    "AllOf",
    "AnyOf",
    "AtLeast",
    "Bound",
    "Comparator",
    "Condition",
    "Holds",
    "MeasureOf",
    "NodesReaching",
    "Not",
    "PointsOf",
    "RatioOf",
    "ShareOf",
    "Trend",
]

Condition = (
    AllOf
    | AnyOf
    | Not
    | AtLeast
    | NodesReaching
    | PointsOf
    | RatioOf
    | MeasureOf
    | ShareOf
    | Trend
    | Holds
)
# In the order in which a finding names their keys.
OPERATORS: Final[Mapping[type, Operator[Any]]] = {
    AllOf: all_of.OPERATOR,
    AnyOf: any_of.OPERATOR,
    Not: negation.OPERATOR,
    AtLeast: at_least.OPERATOR,
    NodesReaching: nodes_reaching.OPERATOR,
    PointsOf: points.OPERATOR,
    RatioOf: ratio.OPERATOR,
    MeasureOf: measure.OPERATOR,
    ShareOf: share.OPERATOR,
    Trend: trend.OPERATOR,
    Holds: holds.OPERATOR,
}
