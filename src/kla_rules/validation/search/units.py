"""In which units points are reckoned, so that every figure that can matter is a whole number."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kla_rules.model.edition import Edition

# Units in a thousandth. Floats hold sums of them exactly, and the solver tells them apart.
_UNITS: Final = (1, 2, 10, 100)
_MOST: Final = 10**8
_PARTS: Final = 1000
_ENOUGH: Final = 100


def unit_of(editions: Sequence[Edition], same: Mapping[str, str]) -> int:
    """Return how many units there are in a thousandth.

    One, unless maxima differ that have no parts of whole thousandths in common, or a point lies
    between two floors: above 600, and from 600.001 on.

    Args:
        editions: one, or an old and a new one.
        same: by id of a node of the old edition that of the new one which asks the same.
    """
    largest = max(edition.maximum_thousandths for edition in editions)
    units = [unit for unit in _UNITS if unit == 1 or unit * largest <= _MOST]
    if _between(editions):
        units = [unit for unit in units if unit % 2 == 0] or units
    moved = set(_moved(editions, same))
    fine = [
        min((math.gcd(_PARTS, *(unit * most for most in pair)) for pair in moved), default=_PARTS)
        for unit in units
    ]
    enough = [unit for unit, parts in zip(units, fine, strict=True) if parts >= _ENOUGH]
    return enough[0] if enough else units[-1]


def _moved(editions: Sequence[Edition], same: Mapping[str, str]) -> Iterable[tuple[int, int]]:
    """Yield both maxima of questions of which they differ."""
    old, new = editions[0], editions[-1]
    for name, other in same.items():
        if name in old.positions and other in new.positions:
            nodes = old.node(name), new.node(other)
            most = nodes[0].ceiling_thousandths, nodes[1].ceiling_thousandths
            if nodes[0].question is not None and most[0] != most[1]:
                yield most


def _between(editions: Sequence[Edition]) -> bool:
    """Return whether a level begins above a floor, and another a thousandth above it."""
    begins = {
        (level.threshold_thousandths(edition.edge.policy), level.floor_thousandths)
        for edition in editions
        for level in edition.levels
    }
    return len({threshold for threshold, _ in begins}) < len(begins)
