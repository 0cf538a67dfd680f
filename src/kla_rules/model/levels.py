"""Levels: where they begin, what holds exactly on a floor, and what they ask besides points."""

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from attrs import frozen

from kla_rules.core.findings import check_choice
from kla_rules.core.points import decimal
from kla_rules.core.printed import Data
from kla_rules.core.renamed import Renamed
from kla_rules.core.text import Text
from kla_rules.model.cited import Provenance

if TYPE_CHECKING:
    from kla_rules.conditions.operators import Condition

EdgePolicy = Literal["floor_inclusive", "floor_exclusive"]
EDGE_POLICIES: Final[tuple[EdgePolicy, ...]] = ("floor_inclusive", "floor_exclusive")


@frozen(repr=False, eq=False)
class Stage(Data):
    """A stage of a round.

    Attributes:
        id, title: its name.
        award: its result is the one that is awarded.
    """

    id: str
    title: Text
    award: bool


@frozen(repr=False, eq=False)
class Level(Data):
    """A level and the points at which it begins.

    Attributes:
        id, title: its name.
        floor_thousandths: the thousandths at which it begins.
        includes_floor: the floor itself is enough, whatever the edge policy.
        provenance: where the floor comes from.
        whole_floor_thousandths: the thousandths of the whole number that one documented reading
            takes for the floor, or None.
    """

    id: str
    title: Text
    floor_thousandths: int
    includes_floor: bool
    provenance: Provenance
    whole_floor_thousandths: int | None = None
    floor = Renamed[int]("floor_thousandths", points="floor_points")
    threshold = Renamed[Callable[[EdgePolicy], int]](
        "threshold_thousandths", points="threshold_points"
    )

    @property
    def floor_points(self) -> Decimal:
        """Return the points at which the level begins."""
        return decimal(self.floor_thousandths)

    def threshold_points(self, policy: EdgePolicy) -> Decimal:
        """Return the fewest points that reach the level under `policy`.

        >>> import kla_rules as kla
        >>> edition = kla.edition("kla-2024")
        >>> utama = edition.level("utama")
        >>> utama.threshold_points(edition.edge.policy) - utama.floor_points
        Decimal('0.001')
        """
        return decimal(self.threshold_thousandths(policy))

    def threshold_thousandths(self, policy: EdgePolicy) -> int:
        """Return the fewest thousandths that reach the level under `policy`.

        >>> madya = Level("madya", Text("Madya", "Madya"), 600_000, False, Provenance("s", "A"))
        >>> policies = ("floor_inclusive", "floor_exclusive")
        >>> [madya.threshold_thousandths(policy) for policy in policies]
        [600000, 600001]
        """
        if policy not in EDGE_POLICIES:
            check_choice("edge policy", policy, EDGE_POLICIES)
        inclusive = self.includes_floor or policy == "floor_inclusive"
        return self.floor_thousandths if inclusive else self.floor_thousandths + 1


@frozen(repr=False, eq=False)
class EdgeRule(Data):
    """The edge policy of an edition, and the other readings that sources document.

    Attributes:
        policy: what holds exactly on a floor.
        reason, provenance: why, and where that comes from.
        other_policy, other_reason: the other reading, and what speaks for it.
        other_source: id of the source that documents it.
        third_reason: why some take whole numbers above them for floors; None where nobody does.
        third_source: id of the source that documents that.
    """

    policy: EdgePolicy
    reason: Text
    provenance: Provenance
    other_policy: EdgePolicy
    other_reason: Text
    other_source: str
    third_reason: Text | None = None
    third_source: str | None = None


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
