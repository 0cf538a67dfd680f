"""Whether what came is what was expected: plain values, numbers exactly."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kla_rules.rulesets.files import canonical


def same(expected: object, came: object) -> bool:
    """Return whether two plain values are the same: 51 and 51.0 are, 1 and true are not.

    >>> same([51, 0.1], (Decimal("51.0"), Decimal("0.1"))), same(1, True)
    (True, False)
    """
    return canonical(_exact(expected)) == canonical(_exact(came))


def _exact(value: Any) -> Any:  # noqa: ANN401 - plain values of any shape
    """Return plain values with every float as the decimal that it prints as."""
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, Mapping):
        return {str(key): _exact(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_exact(part) for part in value]
    return value
