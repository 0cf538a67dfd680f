"""Sweeps of many evaluations, and how many regions fall and rise at once."""

import math
from typing import Any, Final

import numpy as np

from kla_rules.regions.result import Evaluations
from kla_rules.sweeps.asked import Asked
from kla_rules.sweeps.draws import Array
from kla_rules.sweeps.model import Sweep
from kla_rules.sweeps.run import QUANTILES, swept
from kla_rules.sweeps.table_model import SweepTable, SweptCount

_PARTS: Final = 10  # of each region those that move its level most


class _AtOnce:
    """Counts in each what-if how many regions are below and above their level as it is."""

    def __init__(self, n: int) -> None:
        self.falls: Array = np.zeros(n, np.int32)
        self.rises: Array = np.zeros(n, np.int32)
        self.own = 0

    def seen(self, start: int, levels: Array) -> None:
        here = slice(start, start + len(levels))
        self.falls[here] += levels < self.own
        self.rises[here] += levels > self.own


def swept_table(evaluations: Evaluations, asked: Asked, target: str | None) -> SweepTable:
    """Return the sweeps of many evaluations.

    Raises:
        UnknownIdError: for a target that is no level of one of their editions.
    """
    at_once = _AtOnce(asked.n)
    sweeps: list[Sweep] = []
    for row, evaluation in enumerate(evaluations):
        levels: Any = evaluation.edition.levels
        aim = None if target is None else evaluation.edition.level(target)
        own = evaluation.reachable_levels[0]
        at_once.own = 0 if own is None else levels.index(own) + 1
        sweeps.append(swept(evaluation, asked, aim, row, most_parts=_PARTS, seen=at_once.seen))
    return SweepTable(
        sweeps=sweeps,
        names=evaluations.names,
        falls=_count(at_once.falls),
        rises=_count(at_once.rises),
        not_evaluated=len(evaluations.refused),
    )


def _count(found: Array) -> SweptCount:
    n = len(found)
    whole = int(found.sum(dtype=np.int64))
    squares = int((found.astype(np.int64) ** 2).sum())
    variance = max(0.0, squares / n - (whole / n) ** 2)
    ordered = np.sort(found)
    quantiles = {each: int(ordered[max(1, -(-n * each // 100)) - 1]) for each in QUANTILES}
    return SweptCount(whole / n, math.sqrt(variance / n), quantiles)
