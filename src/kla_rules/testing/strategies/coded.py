"""Choices and figures that are read from bytes, a few bytes for each.

Hypothesis draws a hundred bytes as fast as one number, and shrinks each of them towards zero. What
is read from zeros is the simplest; how many bytes there are never depends on what is in them, so
that a profile that says less is always the simpler one.
"""

import functools
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, TypeVar

from hypothesis import strategies as st

from kla_rules.core.points import decimal

T = TypeVar("T")
_ROUND: Final = (100_000, 10_000, 1000, 100, 1)
# Beyond thousandths: figures that a profile may give, and that are cut only to be shown.
_BEYOND: Final = tuple(map(Decimal, ("0", "0.0005", "0.00001", "0.0003333", "0.0009999")))
_FIGURE: Final = 3


@functools.lru_cache(maxsize=100)
def coded(size: int) -> st.SearchStrategy[bytes]:
    """Return a strategy of so many bytes."""
    return st.binary(min_size=size, max_size=size)


class Code:
    """Bytes that are read one after the other; behind their end there are zeros."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def number(self, size: int = 1) -> int:
        """Return the number that so many bytes are."""
        start, self.at = self.at, self.at + size
        return int.from_bytes(self.data[start : self.at], "big")

    def below(self, most: int) -> int:
        """Return a number from 0 to `most`."""
        return self.number(2) % (most + 1)

    def one_of(self, several: Sequence[T]) -> T:
        """Return one of several; the first is the simplest."""
        return several[self.number(1 if len(several) <= _BYTE else 2) % len(several)]

    def parts(self, size: int) -> list["Code"]:
        """Return what is left, cut in parts of so many bytes."""
        whole = self.data[self.at :]
        return [Code(whole[start : start + size]) for start in range(0, len(whole), size)]

    def thousandths(self, most: int) -> int:
        """Return thousandths up to `most`; the rounder they are, the simpler."""
        unit = self.one_of([unit for unit in _ROUND if unit <= most] or [1])
        exact = self.number(_FIGURE) * (most + 1) >> 8 * _FIGURE
        # What is made rounder stays about as much: so a figure gets round before it gets small.
        return min(most, (exact + unit // 2) // unit * unit)

    def points(self, most: int) -> int | Decimal:
        """Return points up to `most` thousandths; the rounder they are, the simpler."""
        return decimal(self.thousandths(most))

    def edge_points(self, most: int) -> int | Decimal:
        """Return points at an edge: nothing, the maximum, beside them, of too many digits."""
        edges: tuple[int, ...] = (0, most, 1, most - 1, most // 2)
        edge, more = decimal(max(0, self.one_of(edges))), self.one_of(_BEYOND)
        return edge + more if edge + more <= decimal(most) else min(edge, decimal(most))


_BYTE: Final = 256
