"""How much one request may ask of the server."""

from typing import Final

from attrs import frozen

from kla_rules.core.findings import ArgumentError, Finding, check_seconds, check_type
from kla_rules.core.printed import Data
from kla_rules.core.reading.events import MAX_BYTES

BODY: Final = 1_000_000
PLAN: Final = 10.0
LONG: Final = 2
# Answers that take long wait for their turn; of these so many, and then no more.
WAITING: Final = 16
# What is looked at carefully takes a thread; so many at once, all others wait.
CAREFUL: Final = 2
# Smaller ones are looked at where they came in: it takes less than going to a thread and back.
SMALL: Final = 32_768
# Seconds for a whole body to come in.
BODY_SECONDS: Final = 30.0
_MOST_LONG: Final = 64
_MOST_SECONDS: Final = 3600


@frozen(repr=False, eq=False)
class Limits(Data):
    """How much one request may ask of the server.

    Attributes:
        body_bytes: the largest body, in bytes.
        plan_seconds: seconds for all searches of one plan together.
        long: how many answers that take long are made at once, in one process.
        waiting: how many more may wait for their turn.
        body_seconds: seconds within which a whole body must come in.
    """

    body_bytes: int = BODY
    plan_seconds: float = PLAN
    long: int = LONG
    waiting: int = WAITING
    body_seconds: float = BODY_SECONDS


def limits_of(body_bytes: object, plan_seconds: object, long: object) -> Limits:
    """Return limits.

    Raises:
        ArgumentError: for a number out of its range.
        TypeError: for what is no number.
    """
    check_seconds("plan_seconds", plan_seconds)
    _check_range("plan_seconds", plan_seconds, 0, _MOST_SECONDS)
    return Limits(
        body_bytes=checked("body_limit", body_bytes, 1, MAX_BYTES),
        plan_seconds=float(plan_seconds),  # type: ignore[arg-type] # checked above
        long=checked("long", long, 1, _MOST_LONG),
    )


def checked(name: str, value: object, least: int, most: int) -> int:
    """Return a whole number within a range.

    Raises:
        ArgumentError: for one that is out of it.
        TypeError: for what is no whole number.
    """
    check_type(name, value, "a whole number", int)
    _check_range(name, value, least, most)
    return value  # type: ignore[return-value] # checked above


def _check_range(name: str, value: object, least: int, most: int) -> None:
    if not least <= value <= most:  # type: ignore[operator] # it is a number
        values = {"name": name, "found": value, "least": least, "most": most}
        raise ArgumentError([Finding("serve.range", values)])
