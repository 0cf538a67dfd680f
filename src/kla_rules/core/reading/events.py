"""What a text is made of, whatever its notation: events, bounds, exact numbers."""

from decimal import Decimal
from typing import Any, Final, NamedTuple

from kla_rules.core.findings import Finding, Position
from kla_rules.core.given import MOST_BYTES
from kla_rules.core.narrow import EXACT_BELOW
from kla_rules.core.points import LARGEST, number

MAX_BYTES: Final = MOST_BYTES
MAX_DEPTH: Final = 24
MAX_VALUES: Final = 250_000
MAX_FINDINGS: Final = 200


class Event(NamedTuple):
    """One step through a document.

    Attributes:
        kind: "map", "list", "end", or "value".
        value: of a "value" event: text, number, boolean or None.
        position: line and column, counted from 1, or None.
        problem: a finding about this value, if it is not what it seems.
    """

    kind: str
    value: Any = None
    position: Position | None = None
    problem: Finding | None = None


# An `Event` without its names: a tuple is made in a tenth of the time, thousands of times a file.
PlainEvent = tuple[str, Any, Position | None, Finding | None]


def unwritable(text: str) -> Finding | None:
    """Return a finding where `text` holds half a surrogate pair: no UTF-8 file could hold it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return Finding("document.surrogate")
    return None


def plain_decimal(text: str, largest: int = LARGEST) -> int | Decimal | None:
    """Return the number that `text` writes, or None where it is out of all proportion.

    Args:
        text: as JSON or YAML has it.
        largest: up to which whole numbers are taken: those of an id may be larger than figures.
    """
    if len(text) > _LONGEST_NUMBER:
        return None
    try:
        if largest > LARGEST and (named := _large(text, largest)) is not None:
            return named
        return number(Decimal(text) if not text.lstrip("-").isdigit() else int(text))
    except ArithmeticError:  # too large, too fine, or an exponent that Decimal itself refuses
        return None


def _large(text: str, largest: int) -> int | None:
    """Return a whole number beyond all figures; None for any other."""
    exact = Decimal(text)
    held = largest if text.lstrip("-").isdigit() else min(largest, EXACT_BELOW)
    if not LARGEST < abs(exact) < held or exact != int(exact):
        return None
    return int(exact)


_LONGEST_NUMBER: Final = 40
