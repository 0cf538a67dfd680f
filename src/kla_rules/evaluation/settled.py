"""Whether answers settle the level with all digits, where some figure has more than thousandths."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kla_rules.evaluation.bounds import bounds
from kla_rules.evaluation.levels import Gates, levels_between

if TYPE_CHECKING:
    from kla_rules.evaluation.deciding import Need
    from kla_rules.evaluation.result import Evaluation
    from kla_rules.model.levels import Level


def settles(evaluation: "Evaluation", needs: "Sequence[Need]", level: "Level | None") -> bool:
    """Return whether such answers leave only this level, each at its fewest and at its most."""
    edition, known, gate = evaluation.edition, evaluation.known, evaluation.gates.open
    answered = {edition.positions[need.node.id]: need for need in needs}
    open_ends = {i: both for i, both in known.ends_thousandths.items() if i not in answered}
    finer = {i: both for i, both in known.finer_thousandths.items() if i not in answered}

    def left(end: "Callable[[Need], int]") -> "tuple[Level | None, ...]":
        values = list(known.values_thousandths)
        for position, need in answered.items():
            values[position] = end(need)
        low, high = bounds(edition, values, open_ends, finer).ends_thousandths(0)
        return levels_between(edition, low, high, evaluation.edge_policy, Gates(gate, gate))

    ends = (lambda need: need.low_thousandths), (lambda need: need.high_thousandths)
    return all(left(end) == (level,) for end in ends)
