"""Columns of ordinary numbers to whole numbers in few passes; what is doubtful is left to others.

Most tables have points as floats, or as wide integers of pandas. Where all that is known is near a
thousandth and has room, one look at the ends says so, and no cell is looked at for itself.
"""

from typing import Final

import numpy as np

from kla_rules.columns.arrays import Array, Cells

_NARROW: Final = 2**31 - 1
_BITS: Final = 8
# Half of what a float may be off a thousandth, in thousandths: so both ways of asking agree.
_NEAR: Final = 0.5e-6
_BLOCK: Final = 16_384  # rows at a time: all that is reckoned with stays in the cache
# By a byte of bits, eight masks of 64 bits.
_WIDE: Final = (
    np.where((np.arange(256)[:, None] >> np.arange(_BITS)) & 1, -1, 0)
    .astype(np.int64)
    .view("V64")
    .reshape(256)
)


def quick_cells(data: Array, bits: Array | None, scale: int, room: Array) -> Cells | None:
    """Return numbers as whole numbers of 32 bits; None where some are none, or have no room.

    Args:
        data: floats or integers of 64 bits; what stands where nothing is known means nothing.
        bits: a bit for each, set where it is known; None: all are.
        scale: how many times each is taken.
        room: memory of 32 bits for as many at least; new memory would take most of the time.

    >>> room = np.empty(2, np.int32)
    >>> quick_cells(np.array([1.5, 2.25]), None, 1000, room).data
    array([1500, 2250], dtype=int32)
    >>> quick_cells(np.array([1.5, 0.0001]), None, 1000, room) is None
    True
    """
    found = room[: len(data)]
    scratch = np.empty((2, min(len(data), _BLOCK)), data.dtype)
    masks = np.empty(-(-scratch.shape[1] // _BITS), "V64")
    take = _whole if data.dtype == np.int64 else _rounded
    for first in range(0, len(data), _BLOCK):
        block = data[first : first + _BLOCK]
        size = len(block)
        if bits is not None:
            own = bits[first // _BITS : -(-(first + size) // _BITS)]
            _WIDE.take(own, None, masks[: len(own)], "clip")
            # A float whose bits are all 0 is 0.
            mask, known = masks.view(np.int64)[:size], scratch[0, :size]
            np.bitwise_and(block.view(np.int64), mask, out=known.view(np.int64))
            block = known
        if not take(block, scale, scratch[:, :size], found[first : first + size]):
            return None
    return Cells(found, bits)


def _whole(block: Array, scale: int, _: Array, out: Array) -> bool:
    """Write integers, each so many times; return whether all of them have room."""
    most = _NARROW // scale
    if not -most <= block.min() <= block.max() <= most:
        return False
    np.copyto(out, block, casting="unsafe")
    np.multiply(out, scale, out=out)
    return True


def _rounded(block: Array, scale: int, scratch: Array, out: Array) -> bool:
    """Write floats as whole numbers; return whether all of them are some, and have room."""
    scaled, whole = scratch
    with np.errstate(all="ignore"):
        np.multiply(block, scale, out=scaled)
        np.rint(scaled, out=whole)
        # What is no number is neither above nor below anything.
        if not (whole.min() >= -_NARROW and whole.max() <= _NARROW):
            return False
        np.subtract(scaled, whole, out=scaled)
    if not (scaled.min() >= -_NEAR and scaled.max() <= _NEAR):
        return False
    np.copyto(out, whole, casting="unsafe")
    return True
