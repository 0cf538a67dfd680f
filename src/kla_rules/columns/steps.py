"""Steps from columns to levels: gathered in the order in which they can be taken."""

from collections.abc import Iterable, Mapping
from typing import Final

from attrs import frozen

from kla_rules.columns.walk import named_in
from kla_rules.conditions.columns import (
    Compares,
    Constant,
    Every,
    Filled,
    First,
    Named,
    Number,
    Opposite,
    Ternary,
    Test,
    high_of,
    low_of,
)
from kla_rules.model.edition import Edition
from kla_rules.model.levels import EdgePolicy
from kla_rules.model.tree import ROOT

# No node can have one of these names, nor its ends.
LEVEL_LOW: Final = "lowest level"
LEVEL_HIGH: Final = "highest level"
_NOTHING: Final = Constant(0)


@frozen
class Step:
    """A column that is reckoned from those of a table and from earlier steps.

    Attributes:
        name: of the column.
        stage: how many steps must be taken before it, one after the other.
        value: what it is.
    """

    name: str
    stage: int
    value: Number | Test


class Steps:
    """Gathers steps, each after what it needs."""

    def __init__(self) -> None:
        self.taken: list[Step] = []
        self.stage: dict[str, int] = {}

    def take(self, name: str, value: Number | Test) -> Named:
        """Keep a step; return its name for those that need it."""
        self.stage[name] = max((self.stage[one] + 1 for one in named_in(value)), default=0)
        self.taken.append(Step(name, self.stage[name], value))
        return Named(name)


def take_levels(
    steps: Steps,
    edition: Edition,
    policy: EdgePolicy,
    asked: Mapping[str, Iterable[Ternary]],
    parts: int = 1,
) -> None:
    """Take the number of the level that is secured, and of the highest possible; 0 is none.

    Args:
        steps: with the fewest and the most points of the root among them.
        edition: the levels.
        policy: the reading of the floors.
        asked: by level what it asks for besides points.
        parts: of a thousandth, in which points are counted.
    """
    for name, root, surely in ((LEVEL_LOW, low_of(ROOT), True), (LEVEL_HIGH, high_of(ROOT), False)):
        tests: list[Test] = []
        met: list[Test] = []
        for level in edition.levels:
            states = asked.get(level.id, ())
            met += [one.holds if surely else Opposite(one.fails) for one in states]
            # Where a floor is not in its level, the least part above it is.
            above = level.threshold_thousandths(policy) - level.floor_thousandths
            floor = level.floor_thousandths * parts + above
            tests.append(Every((Compares(Named(root), "at_least", floor), *met)))
        steps.take(name, _last(tests))


def _last(tests: Iterable[Test]) -> Number:
    """Return the number of the last test that is so, counted from 1; 0 where none is."""
    cases = tuple((test, Constant(number)) for number, test in enumerate(tests, 1))
    return Filled(First(cases[::-1]), _NOTHING)
