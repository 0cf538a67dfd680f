"""Tables: what turns a measured value, or an option, of one question into points."""

import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from kla_rules.core.findings import check_type
from kla_rules.core.printed import Data
from kla_rules.model.cited import Provenance


@frozen(repr=False, eq=False)
class Band(Data):
    """A band of values and its points.

    Attributes:
        start: lower end, part of the band.
        end: upper end, part of the band only in the last one; None is open.
        points: thousandths.
    """

    start: int | Decimal
    end: int | Decimal | None
    points: int


@frozen(repr=False, eq=False)
class Table(Data):
    """The table of one question.

    Attributes:
        owner: id of the scale or the overlay that brings it.
        bands: bands of the value, from the lowest up.
        options: thousandths by option.
        provenance: where it comes from, where rule files say so; a table that a user brings along
            names its source as a whole.
    """

    owner: str
    bands: tuple[Band, ...] = ()
    options: Mapping[str, int] = field(factory=dict, hash=False)
    provenance: Provenance | None = None

    def points_of_value(self, value: int | Decimal | Fraction) -> int | None:
        """Return the thousandths of a value, or None where no band holds it.

        >>> table = Table("ours", (Band(0, 50, 2_500), Band(50, 100, 10_000)))
        >>> table.points_of_value(50), table.points_of_value(101)
        (10000, None)
        """
        check_type("value", value, "a number", int, float, Decimal, Fraction)
        if not isinstance(value, Fraction) and not math.isfinite(value):
            return None
        exact = Fraction(value)  # no Decimal compares with a share such as 11 of 34
        for band in reversed(self.bands):
            if exact >= Fraction(band.start):
                inside = band.end is None or exact <= Fraction(band.end)
                return band.points if inside else None
        return None
