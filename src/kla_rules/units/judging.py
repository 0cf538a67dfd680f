"""Conditions over columns: the closed algebra, judged for every unit at once.

Each operator does for a column what `conditions.judge` does for one region; a test holds them
together.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from kla_rules.conditions.judge import State
from kla_rules.model.condition import (
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    Holds,
    MeasureOf,
    Not,
    RatioOf,
)

Columns = Mapping[str, Sequence[Any]]
_COMPARATORS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "at_least": operator.ge,
    "above": operator.gt,
    "at_most": operator.le,
    "below": operator.lt,
}


class _Known(dict[Any, State]):
    """The state for each different value: a column holds few."""

    def __init__(self, judge: Callable[[Any], State]) -> None:
        super().__init__()
        self.judge = judge

    def __missing__(self, value: Any) -> State:  # noqa: ANN401 - a fact
        state = None if value is None else self.judge(value)
        self[value] = state
        return state


def states(condition: Condition, columns: Columns, size: int) -> Sequence[State]:
    """Return for every unit whether a condition holds; None is unknown.

    Args:
        condition: over facts of units.
        columns: facts by id, and by question whether a unit has what it asks; one that is missing
            is unknown everywhere.
        size: how many units there are.
    """
    match condition:
        case MeasureOf():
            compare, value = _COMPARATORS[condition.bound.comparator], condition.bound.value
            # Of a year it may be known only that there is one; what there is not, is in no range.
            return _column(
                columns,
                condition.measure,
                size,
                lambda fact: None if fact is True else fact is not False and compare(fact, value),
            )
        case RatioOf():
            compare, value = _COMPARATORS[condition.bound.comparator], condition.bound.value
            return _column(columns, condition.node, size, lambda has: compare(int(has), value))
        case Holds():
            # A year and a document say more than yes.
            return _column(
                columns,
                condition.measure,
                size,
                lambda fact: (fact is not False) is condition.expected,
            )
        case Not():
            part = states(condition.part, columns, size)
            return [None if state is None else not state for state in part]
        case AllOf():
            return _counted(len(condition.parts), condition.parts, columns, size)
        case AnyOf():
            return _counted(1, condition.parts, columns, size)
        case AtLeast():
            return _counted(condition.count, condition.parts, columns, size)
        case _:
            raise TypeError(type(condition).__name__)  # refused where rules are read


def _column(
    columns: Columns, name: str, size: int, judge: Callable[[Any], State]
) -> Sequence[State]:
    cells = columns.get(name)
    if cells is None:
        return [None] * size
    return list(map(_Known(judge).__getitem__, cells))


def _counted(
    wanted: int, parts: Sequence[Condition], columns: Columns, size: int
) -> Sequence[State]:
    """Return whether so many parts hold: they do, they cannot any more, or it is open."""
    judged = [states(part, columns, size) for part in parts]

    def enough(row: tuple[State, ...]) -> State:
        held = row.count(True)
        if held >= wanted:
            return True
        return None if held + row.count(None) >= wanted else False

    return list(map(enough, zip(*judged, strict=True)))
