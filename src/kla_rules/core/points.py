"""Points: integers of a thousandth inside, `Decimal` at the edge, never float arithmetic.

A float sum compared with a threshold goes wrong exactly where it matters, at the tie.
So every figure enters through `thousandths()` and leaves through `decimal()` or `plain()`. Points
that a profile gives, or that are reckoned from its answers, may have more digits: they enter
through `exact_thousandths()`, are summed with all of them, and are cut only to be shown.
"""

import math
import operator
from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from typing import Any, Final, SupportsIndex, cast

from kla_rules.core.narrow import InexactNumber, narrowed

SCALE: Final = 1000
LARGEST: Final = 10**9
_FINEST: Final = 10**30  # no fraction with a greater denominator ends where a JSON number does
_THOUSANDTH: Final = Decimal("0.001")
# The caller's own decimal context must never change a result.
_CONTEXT: Final = Context(prec=40, rounding=ROUND_HALF_EVEN)


def number(value: object) -> int | Decimal:
    """Return `value` as an exact number.

    Args:
        value: an int, a `Decimal`, a finite float (taken as it prints), a fraction, or a number of
            another library (NumPy's, say), of which a narrow float is taken as it prints too.

    Raises:
        TypeError: for a boolean, a string or anything that is no number.
        ValueError: for NaN or an infinity.
        OverflowError: for a number outside -1e9..1e9, or with more digits than a JSON number keeps.

    >>> number(6.1), number(6.0)
    (Decimal('6.1'), 6)
    >>> number(True)
    Traceback (most recent call last):
        ...
    TypeError: a boolean is not a number
    """
    if isinstance(value, bool):
        raise TypeError("a boolean is not a number")
    if isinstance(value, float):
        exact: int | Decimal = Decimal(float.__repr__(value))
    elif isinstance(value, Decimal | int):
        exact = value
    elif isinstance(value, str | bytes):
        raise TypeError("text is not a number")
    else:
        exact = _of_others(value)
    if isinstance(exact, Decimal) and not exact.is_finite():
        raise ValueError("not a finite number")
    if not -LARGEST <= exact <= LARGEST:
        raise OverflowError("a number out of all proportion")
    if isinstance(exact, int):
        return exact
    if Decimal(repr(float(exact))) != exact:
        raise OverflowError("a number with too many digits, which no JSON number keeps")
    whole = int(exact)
    return whole if whole == exact else exact


def _of_others(value: object) -> int | Decimal:
    """Return the number that a scalar of another library is, or that a fraction has as decimals."""
    plain_value = narrowed(value)
    if isinstance(plain_value, InexactNumber):
        raise OverflowError("a number of which the last digits are lost")
    if isinstance(plain_value, Fraction):
        return _of_fraction(plain_value)
    if plain_value is None:
        raise TypeError("nothing is not a number")
    if plain_value is not value:
        return number(plain_value)
    return operator.index(cast("SupportsIndex", value))  # raises the TypeError itself


def _of_fraction(value: Fraction) -> Decimal:
    """Return a fraction as decimals.

    Raises:
        OverflowError: where they have no end, or it is out of all proportion.
    """
    if abs(value) > LARGEST or value.denominator > _FINEST:
        raise OverflowError("a number out of all proportion")
    exact = _CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))
    if exact.as_integer_ratio() != value.as_integer_ratio():
        raise OverflowError("a number with too many digits, which no JSON number keeps")
    return exact


def thousandths(value: object) -> int:
    """Return `value` points as an integer of 1/1000 point, rounded half-even.

    Args:
        value: points, as `number()` takes them.

    Raises:
        TypeError: for a boolean, a string or anything that is no number.
        ValueError: for NaN or an infinity.
        OverflowError: for a number outside -1e9..1e9.

    >>> thousandths(880.39), thousandths(Decimal("0.0005")), thousandths(Decimal("0.0015"))
    (880390, 0, 2)
    """
    exact = number(value)
    if isinstance(exact, int):
        return exact * SCALE
    rounded = exact.quantize(_THOUSANDTH, rounding=ROUND_HALF_EVEN, context=_CONTEXT)
    return int(rounded.scaleb(3, context=_CONTEXT))


def exact_thousandths(
    value: int | Decimal | Fraction, parts: int = 1, maximum: int = SCALE
) -> int | Fraction:
    """Return points in thousandths with all their digits: an integer wherever it is one.

    Args:
        value: points; or with `maximum`, so many of `parts` equal parts of it.
        parts: into how many parts the maximum is divided.
        maximum: thousandths of the whole.

    >>> exact_thousandths(Decimal("600.5")), exact_thousandths(Decimal("0.0005"))
    (600500, Fraction(1, 2))
    >>> exact_thousandths(1, 3, 10_000), cut(exact_thousandths(1, 3, 10_000))
    (Fraction(10000, 3), 3333)
    """
    numerator, denominator = value.as_integer_ratio()
    whole, rest = divmod(numerator * maximum, denominator * parts)
    return Fraction(numerator * maximum, denominator * parts) if rest else whole


def cut(points: int | Fraction) -> int:
    """Return the whole thousandths of points; the digits beyond fall away, nothing is lifted."""
    return points if isinstance(points, int) else math.floor(points)


def share(part: int | Decimal | Fraction, whole: int, maximum: int) -> int:
    """Return `part / whole` of `maximum` thousandths, rounded half-even once, at the end.

    >>> share(Decimal("0.333"), 1, 500), share(Decimal("61.5"), 100, 10_000)
    (166, 6150)
    """
    numerator, denominator = part.as_integer_ratio()
    quotient, rest = divmod(numerator * maximum, denominator * whole)
    twice = 2 * rest - denominator * whole
    return quotient + (twice > 0 or (twice == 0 and quotient % 2 == 1))


def is_exact(value: int | Decimal) -> bool:
    """Return whether `value` has at most three decimals, so that nothing is rounded away."""
    return isinstance(value, int) or decimal(thousandths(value)) == value


def decimal(points: int) -> Decimal:
    """Return thousandths as a `Decimal` of points without trailing zeros.

    >>> decimal(880390), decimal(103000)
    (Decimal('880.39'), Decimal('103'))
    """
    whole, rest = divmod(abs(points), SCALE)
    digits = f"{whole}.{rest:03d}".rstrip("0").rstrip(".")
    return Decimal(f"-{digits}" if points < 0 else digits)


def exact_decimal(points: int | Fraction) -> Decimal:
    """Return thousandths as points with all their digits; those without an end after 40.

    >>> exact_decimal(Fraction(1200001, 2))
    Decimal('600.0005')
    """
    if isinstance(points, int) or points.denominator == 1:
        return decimal(int(points))
    return _CONTEXT.divide(Decimal(points.numerator), Decimal(points.denominator * SCALE))


def decimal_or_none(points: int | None) -> Decimal | None:
    """Return thousandths as points, or None where they are not known."""
    return None if points is None else decimal(points)


def decimals(points: Mapping[str, int]) -> dict[str, Decimal]:
    """Return thousandths by name as points by name.

    >>> decimals({"madya": 600_500})
    {'madya': Decimal('600.5')}
    """
    return {name: decimal(value) for name, value in points.items()}


def hundredths(value: int | Decimal) -> int:
    """Return a number with at most two decimals as an integer of its hundredths.

    >>> hundredths(Decimal("12.57")), hundredths(3)
    (1257, 300)
    """
    numerator, denominator = value.as_integer_ratio()
    return numerator * 100 // denominator


def of_hundredths(value: int) -> Decimal:
    """Return hundredths as a `Decimal` without trailing zeros, whatever the decimal context.

    >>> of_hundredths(1257), of_hundredths(2400)
    (Decimal('12.57'), Decimal('24'))
    """
    return decimal(value * 10)


def plain(points: int) -> int | float:
    """Return thousandths as a number for JSON: an int where whole, else the nearest float.

    >>> plain(880390), plain(103000)
    (880.39, 103)
    """
    return points // SCALE if points % SCALE == 0 else points / SCALE


def as_json(value: Any) -> Any:  # noqa: ANN401 - plain values of any shape
    """Return plain values with every `Decimal` as the nearest JSON number.

    >>> as_json({"a": [Decimal("0.5"), Decimal("2")]})
    {'a': [0.5, 2]}
    """
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    if isinstance(value, Mapping):
        return {key: as_json(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(part) for part in value]
    return value


def written(points: int, language: str = "en") -> str:
    """Return thousandths as people of `language` write the number.

    >>> written(880390, "id"), written(880390, "en"), written(1000000, "id")
    ('880,39', '880.39', '1.000')
    """
    digits = f"{decimal(points):,f}"
    return digits.translate(_INDONESIAN) if language == "id" else digits


def number_written(value: int | Decimal, language: str = "en") -> str:
    """Return a number as it was given, as people of `language` write it; nothing is rounded.

    >>> number_written(Decimal("49.9999"), "id"), number_written(12)
    ('49,9999', '12')
    """
    digits = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return digits.translate(_INDONESIAN) if language == "id" else digits


def tenths_written(tenths: int, language: str = "en") -> str:
    """Return tenths as people of `language` write the number; a whole one has no decimal.

    >>> tenths_written(123, "id"), tenths_written(120)
    ('12,3', '12')
    """
    whole, rest = divmod(tenths, 10)
    return number_written(Decimal(tenths).scaleb(-1), language) if rest else str(whole)


_INDONESIAN: Final = str.maketrans(",.", ".,")
