"""Shares, counts and names as pages, cards and charts of sweeps write them."""

from decimal import Decimal
from typing import Final

from kla_rules.core.points import number_written, tenths_written
from kla_rules.core.writing import Language

_TENTHS: Final = 1_000
_HUNDREDTHS: Final = 100


def per_cent(share: float, language: Language) -> str:
    """Return a share as per cent with one decimal; what is little and not nothing says so.

    >>> per_cent(0.1234, "id"), per_cent(0.00001, "en"), per_cent(0.99999, "en"), per_cent(1, "en")
    ('12,3', '<0.1', '>99.9', '100')
    """
    tenths = round(share * _TENTHS)
    if share > 0 and tenths == 0:
        return f"<{tenths_written(1, language)}"
    if share < 1 and tenths == _TENTHS:
        return f">{tenths_written(_TENTHS - 1, language)}"
    return tenths_written(tenths, language)


def counted(count: int, language: Language) -> str:
    """Return a number with its thousands set apart.

    >>> counted(10_000, "id"), counted(10_000, "en")
    ('10.000', '10,000')
    """
    return number_written(count, language)


def averaged(mean: float, language: Language) -> str:
    """Return a mean with two decimals.

    >>> averaged(12.345, "id"), averaged(2.0, "en")
    ('12,34', '2')
    """
    exact = Decimal(round(mean * _HUNDREDTHS)).scaleb(-2)
    whole = exact.to_integral_value()
    return number_written(int(whole) if whole == exact else exact, language)
