"""What operators share that have no parts: they compare a figure with a bound."""

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol

from kla_rules.conditions.bound import Bound, Comparator
from kla_rules.conditions.figures import Ends
from kla_rules.conditions.judgement import State
from kla_rules.conditions.operator import Besides, Columns, Compared, Effect

if TYPE_CHECKING:
    from kla_rules.conditions.judgement import Judgement
    from kla_rules.conditions.words import Words


class Bounded(Protocol):
    """A condition that compares a figure with a bound."""

    @property
    def bound(self) -> Bound:
        """Return the bound."""


class Measuring(Bounded, Protocol):
    """One whose figure is that of a measure."""

    @property
    def measure(self) -> str:
        """Return the id of the measure."""


def no_parts(_: object, __: object) -> tuple[()]:
    """Return no parts."""
    return ()


def effect_of_bound(condition: Bounded) -> Effect:
    """Return that more of the figure helps to reach a floor, and hurts under a ceiling."""
    return "helps" if condition.bound.is_floor else "hurts"


def linear_of_measure(condition: "Measuring", _: object) -> Besides:
    """Return what must be so of a measure, or of a share."""
    bound = condition.bound
    return Besides("measure", condition.measure, bound.comparator, Fraction(bound.value))


def percent(ends: Ends, factor: int) -> dict[str, int]:
    """Return the ends of a figure as they are seen."""
    return {"low": in_thousandths(ends[0] * factor), "high": in_thousandths(ends[1] * factor)}


def in_thousandths(value: Fraction) -> int:
    """Return thousandths for people to read; nothing is decided on them."""
    return round(value * 1000)


def seen_of_node(words: "Words", judgement: "Judgement") -> str:
    """Return what was seen, with the node that it is about."""
    condition: Any = judgement.condition
    return f"{words.name(condition.node).get(words.language)}: {words.seen(judgement)}"


def seen_of_measure(words: "Words", judgement: "Judgement") -> str:
    """Return what was seen, with the measure that it is about."""
    condition: Any = judgement.condition
    return f"{words.title(condition.measure).get(words.language)}: {words.seen(judgement)}"


def whole(name: str, comparator: Comparator, ends: Ends, bound: Fraction) -> Compared:
    """Return a comparison of whole numbers: all three on the scale of their denominators."""
    figures = (*ends, bound)
    scale = math.lcm(*(figure.denominator for figure in figures))
    numbers = [int(figure * scale) for figure in figures]
    divisor = math.gcd(*numbers) or 1
    low, high, limit = (number // divisor for number in numbers)
    return Compared(name, comparator, low, high, limit)


class _Known(dict[Any, State]):
    """The state for each different value: a column holds few."""

    def __init__(self, judge: Callable[[Any], State]) -> None:
        super().__init__()
        self.judge = judge

    def __missing__(self, value: Any) -> State:  # noqa: ANN401 - a fact
        state = None if value is None else self.judge(value)
        self[value] = state
        return state


def column(
    columns: Columns, name: str, size: int, judge: Callable[[Any], State]
) -> Sequence[State]:
    """Return for every unit what `judge` says of its fact; what is not known stays unknown."""
    cells = columns.get(name)
    if cells is None:
        return [None] * size
    return list(map(_Known(judge).__getitem__, cells))
