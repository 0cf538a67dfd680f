"""What is kept of many what-ifs: counts, never the what-ifs themselves."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from kla_rules.sweeps.draws import Array, Draws
from kla_rules.sweeps.parts import Leaf, Varied, Vary
from kla_rules.sweeps.reckoned import Scores

BINS: Final = 16
PARTS: Final = 8  # shares are told after an eighth, a quarter, a half and all of the what-ifs
# A part, and how many thousandths it can have at least and at most.
Key = tuple[Vary, int | None]


class Tally:
    """Counts the what-ifs of one profile.

    Args:
        varied: what is varied.
        n: how many what-ifs there will be.
        apart: each unknown answer is drawn by itself; else no single one decides anything alone.
    """

    def __init__(self, varied: Varied, n: int, *, apart: bool = True) -> None:
        edition = varied.evaluation.edition
        self.varied, self.n, self.apart = varied, n, apart
        self.numbers = len(edition.levels) + 1
        self.scores = np.zeros(edition.maximum_thousandths + 1, np.int64)
        self.ends = [max(1, n // parts) for parts in (PARTS, PARTS // 2, PARTS // 4, 1)]
        self.after = np.zeros((len(self.ends), self.numbers), np.int64)
        self.tables: dict[Key, Array] = {}

    @property
    def levels(self) -> Array:
        """Return how many what-ifs are at each level; the first is none."""
        last: Array = self.after[-1]
        return last

    def add(self, draws: Draws, scores: Scores, levels: Array) -> None:
        """Count some what-ifs."""
        self.scores += np.bincount(scores.points, minlength=len(self.scores))
        for place, end in enumerate(self.ends):
            left = max(0, min(end - draws.start, draws.count))
            self.after[place] += np.bincount(levels[:left], minlength=self.numbers)
        varied = self.varied
        self._leaves("unknown", varied.unknown, draws.points, levels, apart=self.apart)
        # One curve moves all percentages: none of them decides anything alone.
        self._leaves("scales", varied.measured, draws.points, levels, apart=False)
        for one in varied.capped:
            self._count(
                ("caps", one.position), draws.readings[one.position], len(one.doubted) + 1, levels
            )
        if varied.capped:
            taken = sum(scores.taken.values(), np.zeros(draws.count, np.int64))
            most = sum(one.excess_thousandths for one in varied.capped)
            self._spread(("caps", None), taken, most, levels)
        if draws.drop is not None:
            self._count(("verification", None), draws.drop, len(varied.drops), levels)

    def _leaves(
        self,
        source: Vary,
        leaves: Sequence[Leaf],
        points: Mapping[int, Array],
        levels: Array,
        *,
        apart: bool,
    ) -> None:
        """Count by the points of all leaves together, and of each where they are drawn apart."""
        if not leaves:
            return
        every = np.zeros(len(levels), np.int64)
        for leaf in leaves:
            above = points[leaf.position] - leaf.low_thousandths
            every += above
            if apart:
                most = leaf.high_thousandths - leaf.low_thousandths
                self._spread((source, leaf.position), above, most, levels)
        most = sum(leaf.high_thousandths - leaf.low_thousandths for leaf in leaves)
        self._spread((source, None), every, most, levels)

    def _spread(self, key: Key, above: Array, most: int, levels: Array) -> None:
        """Count by numbers from nothing to `most`, in bins of the same width."""
        bins = min(BINS, most + 1)
        self._count(key, above * bins // (most + 1), bins, levels)

    def _count(self, key: Key, bins: Array, width: int, levels: Array) -> None:
        if key not in self.tables:
            self.tables[key] = np.zeros((width, self.numbers), np.int64)
        counted = np.bincount(bins * self.numbers + levels, minlength=width * self.numbers)
        self.tables[key] += counted.reshape(width, self.numbers)

    def quantile(self, per_cent: int) -> int:
        """Return the least score that so many per cent of the what-ifs do not pass."""
        wanted = max(1, -(-self.n * per_cent // 100))
        return int(np.searchsorted(np.cumsum(self.scores), wanted))


def moved(table: Array, target: int) -> float | None:
    """Return which share of the differences in reaching a level goes with one part alone.

    It is the variance between the bins of the part, of the whole variance, less what as many bins
    would have by chance; None where all what-ifs are alike.

    Args:
        table: how many what-ifs there are, by bin and by number of the level.
        target: the number of the level.
    """
    sizes = [int(size) for size in table.sum(axis=1)]
    reached = [int(count) for count in table[:, target:].sum(axis=1)]
    n, every = sum(sizes), sum(reached)
    if every in {0, n}:
        return None
    filled = [(size, count) for size, count in zip(sizes, reached, strict=True) if size]
    if len(filled) < 2 or n <= len(filled):  # noqa: PLR2004 - one bin tells nothing apart
        return 0.0
    between = sum(count * count / size for size, count in filled) - every * every / n
    share = between / (every - every * every / n)
    return min(1.0, max(0.0, 1 - (1 - share) * (n - 1) / (n - len(filled))))
