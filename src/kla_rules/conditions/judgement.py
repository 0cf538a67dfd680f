"""What became of a condition: true, false or unknown, with the figures that were seen."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from kla_rules.core.frozen import frozen_value
from kla_rules.core.printed import Data

if TYPE_CHECKING:
    from kla_rules.conditions.operators import Condition

State = bool | None


@frozen(repr=False, eq=False)
class Judgement(Data):
    """What became of a condition.

    Attributes:
        condition: what was judged.
        state: True, False, or None for unknown.
        seen: the figures that were looked at, by name, as sentences take them: points, per cent and
            what is measured in thousandths, counts and years as they are; empty where nothing is
            known.
        parts: the judgements of its parts, in order.
    """

    condition: "Condition"
    state: State
    seen: Mapping[str, Any] = field(factory=dict, converter=frozen_value)
    parts: tuple["Judgement", ...] = ()


def negated(state: State) -> State:
    """Return the opposite; the opposite of unknown is unknown."""
    return None if state is None else not state
