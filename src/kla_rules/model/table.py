"""Tables: what turns a measured value, or an option, of one question into points."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from kla_rules.core.findings import check_type
from kla_rules.core.frozen import frozen_map
from kla_rules.core.narrow import narrowed
from kla_rules.core.points import decimal, decimal_or_none, decimals
from kla_rules.core.printed import Data
from kla_rules.core.renamed import Renamed
from kla_rules.model.cited import Provenance


@frozen(repr=False, eq=False)
class Band(Data):
    """A band of values and its points.

    Attributes:
        start: lower end, part of the band; per cent, or how many there are, as the question asks.
        end: upper end, part of the band only in the last one; per cent or how many; None is open.
        worth_thousandths: the thousandths that a value in it is worth.
    """

    start: int | Decimal
    end: int | Decimal | None
    worth_thousandths: int
    points = Renamed[int]("worth_thousandths", points="worth_points")

    @property
    def worth_points(self) -> Decimal:
        """Return the points that a value in it is worth."""
        return decimal(self.worth_thousandths)


@frozen(repr=False, eq=False)
class Table(Data):
    """The table of one question.

    Attributes:
        owner: id of the scale or the overlay that brings it.
        bands: bands of the value, from the lowest up.
        options_thousandths: the thousandths that an option is worth, by option.
        provenance: where it comes from, where rule files say so; a table that a user brings along
            names its source as a whole.
    """

    owner: str
    bands: tuple[Band, ...] = ()
    options_thousandths: Mapping[str, int] = field(factory=dict, converter=frozen_map)
    provenance: Provenance | None = None
    options = Renamed[Mapping[str, int]]("options_thousandths", points="options_points")
    points_of_value = Renamed[Callable[[int | Decimal | Fraction], int | None]](
        "value_thousandths", points="value_points"
    )

    @property
    def options_points(self) -> Mapping[str, Decimal]:
        """Return the points that an option is worth, by option."""
        return decimals(self.options_thousandths)

    def value_points(self, value: int | Decimal | Fraction) -> Decimal | None:
        """Return the points of a value, or None where no band holds it.

        Args:
            value: per cent, or how many there are, as the question asks.

        >>> Table("ours", (Band(0, 50, 2_500), Band(50, 100, 10_000))).value_points(49)
        Decimal('2.5')
        """
        return decimal_or_none(self.value_thousandths(value))

    def value_thousandths(self, value: int | Decimal | Fraction) -> int | None:
        """Return the thousandths of a value, or None where no band holds it.

        Args:
            value: per cent, or how many there are, as the question asks.

        >>> table = Table("ours", (Band(0, 50, 2_500), Band(50, 100, 10_000)))
        >>> table.value_thousandths(50), table.value_thousandths(101)
        (10000, None)
        """
        value = narrowed(value)
        check_type("value", value, "a number", int, float, Decimal, Fraction)
        if isinstance(value, float):
            value = Decimal(repr(value))  # as it prints: 0.1 lies on an edge at 0.1
        if isinstance(value, Decimal) and not value.is_finite():
            return None
        exact = Fraction(value)  # no Decimal compares with a share such as 11 of 34
        for band in reversed(self.bands):
            if exact >= Fraction(band.start):
                inside = band.end is None or exact <= Fraction(band.end)
                return band.worth_thousandths if inside else None
        return None
