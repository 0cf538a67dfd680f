"""The figures that conditions look at, each with the least and the most that it can be."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from attrs import field, frozen

from kla_rules.core.printed import printed
from kla_rules.model.edition import Edition
from kla_rules.model.measure import Reading

Ends = tuple[Fraction, Fraction]
_WHOLE: Final = 100


@frozen(repr=False, eq=False)
class Facts:
    """What conditions look at.

    Attributes:
        edition: the tree; None where no condition looks at points.
        low, high: the fewest and the most thousandths by position in `edition.nodes`, with all
            their digits.
        ratios: shares of a maximum (0 to 1) by node id, where the maximum is not known.
        readings: readings by measure id.
    """

    __repr__ = printed

    edition: Edition | None
    low: Sequence[int | Fraction] = ()
    high: Sequence[int | Fraction] = ()
    ratios: Mapping[str, int | Decimal] = field(factory=dict)
    readings: Mapping[str, tuple[Reading, ...]] = field(factory=dict)

    @property
    def tree(self) -> Edition:
        """Return the tree, for a condition on points.

        Raises:
            TypeError: if there is none.
        """
        if self.edition is None:
            raise TypeError("there are no points here")  # refused where rules are read
        return self.edition


def measure_ends(measure: str, facts: Facts) -> Ends | None:
    """Return the least and the most that the latest readings can be, or None without any."""
    readings = latest(facts.readings.get(measure, ()))
    if not readings:
        return None
    ends = [ends_of(reading) for reading in readings]
    return min(low for low, _ in ends), max(high for _, high in ends)


def ends_of(reading: Reading) -> Ends:
    """Return the least and the most that a reading can be: per cent for counts, else its value.

    >>> ends_of(Reading(part=10, whole=40, unknown=2))
    (Fraction(25, 1), Fraction(30, 1))
    """
    if reading.part is not None and reading.whole:
        low = Fraction(_WHOLE * reading.part, reading.whole)
        return low, Fraction(_WHOLE * (reading.part + reading.unknown), reading.whole)
    exact = Fraction(reading.value or 0)
    return exact, exact


def latest(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings of the latest year; several where definitions differ."""
    latest = max((reading.year or 0 for reading in readings), default=0)
    return [reading for reading in readings if (reading.year or 0) == latest]
