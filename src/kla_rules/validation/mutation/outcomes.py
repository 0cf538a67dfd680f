"""How a damage ends, and how a share of damage, or a figure of one, is written."""

from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from kla_rules.core.points import number_written
from kla_rules.core.writing import Language

Outcome = Literal[
    "check", "cases", "properties", "prove", "survived", "unseen", "equivalent", "not-tried"
]
OUTCOMES: Final[tuple[Outcome, ...]] = (
    "check", "cases", "properties", "prove", "survived", "unseen", "equivalent", "not-tried",
)  # fmt: skip
_WHOLE: Final = 100


def percent(share: Fraction) -> int:
    """Return a share in whole per cent, rounded down: 100 only where it is all.

    >>> percent(Fraction(2, 3)), percent(Fraction(999, 1000))
    (66, 99)
    """
    return int(share * _WHOLE)


def figure(value: float | Decimal, language: Language) -> str:
    """Return a figure of rules or results as people of a language write it.

    >>> figure(48.5, "id"), figure(48.5, "en")
    ('48,5', '48.5')
    """
    exact = value if isinstance(value, int) else Decimal(str(value))
    return number_written(exact, language)
