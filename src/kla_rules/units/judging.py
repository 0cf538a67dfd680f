"""Conditions on facts of units, judged for every unit at once.

Each operator does for a column what it does for one region when it is judged; a test holds them
together.
"""

from collections.abc import Sequence

from kla_rules.conditions.judgement import State
from kla_rules.conditions.operator import Columns
from kla_rules.conditions.operators import OPERATORS, Condition


def states(condition: Condition, columns: Columns, size: int) -> Sequence[State]:
    """Return for every unit whether a condition holds; None is unknown.

    Args:
        condition: over facts of units.
        columns: facts by id, and by question whether a unit has what it asks; one that is missing
            is unknown everywhere.
        size: how many units there are.

    Raises:
        TypeError: for a condition that speaks of no single unit.
    """
    operator = OPERATORS[type(condition)]
    if operator.by_unit is None:
        raise TypeError(type(condition).__name__)  # refused where rules are read
    parts = [states(part, columns, size) for part in operator.parts(condition, None)]
    return operator.by_unit(condition, columns, size, parts)
