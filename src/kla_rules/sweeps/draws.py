"""Draws: whole numbers by a seed, the same on every machine and whatever is drawn at once.

A what-if has a number, and each thing that is drawn for it has one: together they say how far the
generator is moved on. So nothing depends on how many what-ifs are drawn, or in how many pieces.
Only the raw output of NumPy's PCG64 is used, which does not change from version to version.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from attrs import frozen

from kla_rules.sweeps.parts import MILLION, Capped, Leaf, Varied, Vary

Array = np.ndarray[Any, Any]
_APART: Final = 1 << 64  # no two things draw from the same stretch of the generator
_BITS: Final = 43  # with the 20 bits of a width they fit into 63
_SOURCES: Final[Mapping[Vary, int]] = {"unknown": 0, "verification": 1, "scales": 2, "caps": 3}
KNOTS: Final = 10  # a drawn scale has a knot at every tenth of the measure
_STEPS: Final = 1_000
_APART_KNOTS: Final = MILLION // KNOTS


@frozen(eq=False)
class Draws:
    """Some what-ifs of one profile.

    Attributes:
        start, count: the number of the first of them, and how many.
        points: by position the thousandths of every leaf that is drawn.
        readings: by position of a capped indicator 0 where its sum is cut, else which question is
            printed too high, counted from 1.
        drop: which published drop falls on each; None where none does.
    """

    start: int
    count: int
    points: Mapping[int, Array]
    readings: Mapping[int, Array]
    drop: Array | None


class Source:
    """Draws the what-ifs of one profile.

    Args:
        varied: what is varied.
        seed: of all of them.
        row: the place of the profile among others: each has draws of its own.
        together: one share for all unknown answers of a what-if, in place of one for each.
    """

    def __init__(self, varied: Varied, seed: int, row: int = 0, *, together: bool = False) -> None:
        self.varied, self.seed, self.row, self.together = varied, seed, row, together

    def draw(self, start: int, count: int) -> Draws:
        """Return what-ifs by their number.

        Args:
            start: the number of the first, from 0.
            count: how many.
        """
        varied = self.varied
        points = dict(self._unknown(start, count))
        points |= self._measured(start, count)
        readings = {
            one.position: self._reading(place, one, start, count)
            for place, one in enumerate(varied.capped)
        }
        drop = None
        if varied.drops:
            drop = self._whole("verification", 0, start, count, len(varied.drops))
        return Draws(start, count, points, readings, drop)

    def _whole(self, source: Vary, thing: int, start: int, count: int, width: int) -> Array:
        """Return whole numbers below `width`, of at most a million and a little."""
        key = (self.row, _SOURCES[source])
        generator = np.random.PCG64(np.random.SeedSequence(self.seed, spawn_key=key))
        generator.advance(thing * _APART + start)
        raw: Array = np.asarray(generator.random_raw(count))
        high = raw >> np.uint64(64 - _BITS)
        return ((high * np.uint64(width)) >> np.uint64(_BITS)).astype(np.int64)

    def _unknown(self, start: int, count: int) -> Mapping[int, Array]:
        leaves = self.varied.unknown
        if self.together and leaves:
            share = self._whole("unknown", 0, start, count, MILLION + 1)
            return {
                leaf.position: leaf.low_thousandths + _wide(leaf) * share // MILLION
                for leaf in leaves
            }
        return {
            leaf.position: leaf.low_thousandths
            + self._whole("unknown", leaf.position, start, count, _wide(leaf) + 1)
            for leaf in leaves
        }

    def _measured(self, start: int, count: int) -> Mapping[int, Array]:
        """Return what one drawn curve for each what-if makes of every measured answer."""
        if not self.varied.measured:
            return {}
        inner = [self._whole("scales", knot, start, count, _STEPS + 1) for knot in range(KNOTS - 1)]
        curve = np.zeros((KNOTS + 1, count), np.int64)
        curve[1:KNOTS] = np.sort(np.stack(inner), axis=0)
        curve[KNOTS] = _STEPS
        return {leaf.position: _on(curve, leaf) for leaf in self.varied.measured}

    def _reading(self, place: int, one: Capped, start: int, count: int) -> Array:
        """Return 0 for half of the what-ifs, and for the others one of the doubted questions."""
        high = self._whole("caps", 2 * place, start, count, 2)
        which = self._whole("caps", 2 * place + 1, start, count, len(one.doubted))
        return np.where(high == 0, 0, which + 1)


def _wide(leaf: Leaf) -> int:
    return leaf.high_thousandths - leaf.low_thousandths


def _on(curve: Array, leaf: Leaf) -> Array:
    """Return the thousandths of a leaf on a curve that runs straight from knot to knot, cut."""
    knot, rest = divmod(leaf.share or 0, _APART_KNOTS)
    above = min(knot + 1, KNOTS)
    worth = curve[knot] * (_APART_KNOTS - rest) + curve[above] * rest
    points: Array = leaf.high_thousandths * worth // (_STEPS * _APART_KNOTS)
    return points
