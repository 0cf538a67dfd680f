"""Whether answers settle the level with all digits, where some figure has more than thousandths."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Protocol, TypeVar

from kla_rules.evaluation.bounds import bounds
from kla_rules.evaluation.levels import Gates, levels_between

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation
    from kla_rules.model.levels import Level
    from kla_rules.model.tree import Node

T = TypeVar("T")


class Need(Protocol):
    """What an answer must be worth, as `Deciding` says it."""

    @property
    def node(self) -> "Node":
        """Return the question."""

    @property
    def low_thousandths(self) -> int:
        """Return the fewest thousandths."""

    @property
    def high_thousandths(self) -> int:
        """Return the most thousandths."""


def settles(evaluation: "Evaluation", needs: Iterable[Need], level: "Level | None") -> bool:
    """Return whether such answers leave only this level, each at its fewest and at its most."""
    edition, gate = evaluation.edition, evaluation.gates.open
    ends = {edition.positions[need.node.id]: need for need in needs}

    def left(end: Callable[[Need], int]) -> tuple["Level | None", ...]:
        known = evaluation.known
        values = list(known.values_thousandths)
        for position, need in ends.items():
            values[position] = end(need)
        between = _without(known.ends_thousandths, ends)
        reach = bounds(edition, values, between, _without(known.finer_thousandths, ends))
        low, high = reach.ends_thousandths(0)
        return levels_between(edition, low, high, evaluation.edge_policy, Gates(gate, gate))

    return all(
        left(end) == (level,)
        for end in (lambda need: need.low_thousandths, lambda need: need.high_thousandths)
    )


def _without(figures: Mapping[int, T], positions: Mapping[int, object]) -> dict[int, T]:
    """Return figures by position, but for some."""
    return {position: figure for position, figure in figures.items() if position not in positions}
