"""Measures: what conditions ask for besides points, and the readings a profile gives of them."""

from decimal import Decimal
from typing import Literal

from attrs import field, frozen

from kla_rules.core.printed import Data
from kla_rules.core.text import Text
from kla_rules.model.cited import Provenance

MeasureKind = Literal["yes_no", "percentage", "share", "number", "count", "year", "document"]


@frozen(repr=False, eq=False)
class Measure(Data):
    """Something measured in a region that conditions ask about.

    Attributes:
        id, title: its name.
        kind: "yes_no"; "percentage" (0 to 100); "share" (the percentage of units that have
            something, best given as counts); "number"; of a unit also "count" (a whole number),
            "year" (of an event) and "document" (its number or title): both may also be yes or no.
        units: what a share counts, such as villages, or a number is in; None for other kinds.
        provenance: where it comes from that it is asked for.
        notes: what a reader must know about it, such as its definition.
        replaced_by: of a fact of a unit that no question looks at any more, the id of the one that
            they look at instead: what was written means what it meant; "" for all others.
    """

    id: str
    title: Text
    kind: MeasureKind
    units: Text | None
    provenance: Provenance
    notes: tuple[Text, ...] = ()
    replaced_by: str = ""


def _typed(value: object) -> tuple[bool, object]:
    """Return a value with whether it is yes or no: Python takes yes for 1."""
    return isinstance(value, bool), value


@frozen(repr=False, eq=False)
class Reading(Data):
    """One value of a measure, as a profile gives it.

    Attributes:
        value: the number, in the unit of the measure, or the truth; None where only counts are
            given.
        year: the year it was measured in, or None.
        definition: id of the definition it follows, or None.
        part, whole: how many have it, and how many there are, behind a share.
        unknown: how many of `whole` are not known.
    """

    value: int | Decimal | bool | None = field(default=None, eq=_typed)
    year: int | None = None
    definition: str | None = None
    part: int | None = None
    whole: int | None = None
    unknown: int = 0
