"""Levels: where they begin, what holds exactly on a floor, and what they ask besides points."""

from typing import TYPE_CHECKING, Final, Literal

from attrs import frozen

from kla_rules.core.findings import check_choice
from kla_rules.core.printed import Data
from kla_rules.core.text import Text
from kla_rules.model.cited import Provenance

if TYPE_CHECKING:
    from kla_rules.conditions.operators import Condition

EdgePolicy = Literal["floor_inclusive", "floor_exclusive"]
EDGE_POLICIES: Final[tuple[EdgePolicy, ...]] = ("floor_inclusive", "floor_exclusive")


@frozen(repr=False, eq=False)
class Stage(Data):
    """A stage of a round; only the result of an `award` stage is awarded."""

    id: str
    title: Text
    award: bool


@frozen(repr=False, eq=False)
class Level(Data):
    """A level and the points at which it begins.

    Attributes:
        id, title: its name.
        floor: thousandths.
        includes_floor: the floor itself is enough, whatever the edge policy.
        provenance: where the floor comes from.
    """

    id: str
    title: Text
    floor: int
    includes_floor: bool
    provenance: Provenance

    def threshold(self, policy: EdgePolicy) -> int:
        """Return the fewest thousandths that reach the level under `policy`.

        >>> madya = Level("madya", Text("Madya", "Madya"), 600_000, False, Provenance("s", "A"))
        >>> madya.threshold("floor_inclusive"), madya.threshold("floor_exclusive")
        (600000, 600001)
        """
        if policy not in EDGE_POLICIES:
            check_choice("edge policy", policy, EDGE_POLICIES)
        inclusive = self.includes_floor or policy == "floor_inclusive"
        return self.floor if inclusive else self.floor + 1


@frozen(repr=False, eq=False)
class EdgeRule(Data):
    """The edge policy of an edition, and the other one that a source documents."""

    policy: EdgePolicy
    reason: Text
    provenance: Provenance
    other_policy: EdgePolicy
    other_reason: Text
    other_source: str


@frozen(repr=False, eq=False)
class Requirement(Data):
    """What a level asks for besides points; it must hold for the level and for those above.

    Attributes:
        id, title: its name.
        level: id of the level.
        when: the condition that must hold.
        rounds: years in which it is known to have been asked. In the other rounds of the edition it
            is listed as possibly asked and changes no level.
        provenance: where it comes from.
        notes: what a reader must know about it.
    """

    id: str
    title: Text
    level: str
    when: "Condition"
    rounds: tuple[int, ...]
    provenance: Provenance
    notes: tuple[Text, ...] = ()


@frozen(repr=False, eq=False)
class Advisory(Data):
    """What is reported beside a result and never changes a level.

    Attributes:
        id, title: its name.
        level: id of the level for which it was named.
        when: the condition that should hold.
        provenance: where it comes from.
        notes: what a reader must know about it.
    """

    id: str
    title: Text
    level: str
    when: "Condition"
    provenance: Provenance
    notes: tuple[Text, ...] = ()
