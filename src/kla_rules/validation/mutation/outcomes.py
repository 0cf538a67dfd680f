"""How a damage ends, and how a share of damage is written."""

from fractions import Fraction
from typing import Final, Literal

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
