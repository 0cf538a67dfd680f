"""A constant to compare with, and what it says of a figure that lies between two ends."""

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final, Literal, get_args

from attrs import frozen

from kla_rules.conditions.judgement import State
from kla_rules.core.printed import Data

Comparator = Literal["at_least", "at_most", "above", "below"]
COMPARATORS: Final[tuple[Comparator, ...]] = get_args(Comparator)
COMPARE: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "at_least": operator.ge,
    "above": operator.gt,
    "at_most": operator.le,
    "below": operator.lt,
}


@frozen(repr=False, eq=False)
class Bound(Data):
    """A constant to compare with.

    Attributes:
        comparator: how.
        value: the constant: points, per cent, a share from 0 to 1 or the unit of the measure, as
            the condition says that has it.
    """

    comparator: Comparator
    value: int | Decimal

    @property
    def is_floor(self) -> bool:
        """Return whether it asks for more rather than for less."""
        return self.comparator in {"at_least", "above"}


def compared(comparator: str, low: Any, high: Any, bound: Any) -> State:  # noqa: ANN401 - numbers
    """Return whether every number from `low` to `high`, none, or only some compare so.

    >>> compared("at_least", 400, 500, 500) is None, compared("above", 400, 500, 500)
    (True, False)
    """
    compare = COMPARE[comparator]
    first, second = compare(low, bound), compare(high, bound)
    return first if first is second else None
