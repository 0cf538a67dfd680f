"""From draws to scores and levels: by the edition as columns, for the one profile.

What divides is in the draws and here; the columns add, cut and compare whole numbers, so that each
engine comes to the same.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
from attrs import frozen

from kla_rules.columns.arrays import Cells
from kla_rules.columns.engines import Reckoner, reckoner
from kla_rules.columns.folds import is_narrow
from kla_rules.columns.outputs import Output
from kla_rules.columns.specialised import specialised
from kla_rules.columns.steps import LEVEL_LOW
from kla_rules.conditions.columns import low_of
from kla_rules.conditions.walk import named
from kla_rules.core.findings import ArgumentError, Finding
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.tree import ROOT
from kla_rules.sweeps.draws import Array, Draws
from kla_rules.sweeps.parts import Capped, Drop, Engine, Varied

_FINEST: Final = 10**6  # parts of a thousandth: products of scores still fit into 64 bits
_TOTAL: Final = Output("total", "points", (low_of(ROOT),))
_LEVEL: Final = Output("level", "points", (LEVEL_LOW,))  # as a number


@frozen(eq=False)
class Scores:
    """What some what-ifs come to.

    Attributes:
        points: thousandths of each, on the same side of every floor as its exact sum.
        levels: the number of the level of each: 0 for none, 1 for the lowest.
        indicators: by position the thousandths of capped indicators, where another reading than
            the cut sum gives fewer; -1 elsewhere.
        taken: by position how many thousandths fewer that is; nothing where it is none.
    """

    points: Array
    levels: Array
    indicators: Mapping[int, Array]
    taken: Mapping[int, Array]


class Reckoned:
    """Reckons the what-ifs of one evaluation.

    Args:
        varied: what is varied.
        engine: who reckons: "numpy", "polars" or "duckdb".
        drop: "points" or "share", as `sweep` takes it.

    Raises:
        ArgumentError: if figures have digits so fine that their sums do not fit.
        MissingExtraError: if the engine is not installed.
    """

    def __init__(self, varied: Varied, engine: Engine = "numpy", drop: Drop = "points") -> None:
        self.varied, self.drop = varied, drop
        evaluation = varied.evaluation
        self.edition, self.low = evaluation.edition, evaluation.bounds.exact_thousandths[0]
        self.floors = [level.floor_thousandths for level in self.edition.levels]
        drawn = {leaf.position for leaf in (*varied.unknown, *varied.measured)}
        drawn |= {one.position for one in varied.capped}
        program = specialised(evaluation, drawn)
        self.parts = program.parts
        if self.parts > _FINEST:
            raise ArgumentError([Finding("sweep.too-fine")])
        self.kind = np.int32 if is_narrow(program) else np.int64
        self.summed = reckoner(program, (_TOTAL, _LEVEL), "thousandths", engine)
        # A drop falls on the total: so that comes first, and is a column of its own then. Points of
        # other nodes are looked at again only where a level asks for some.
        self.after: Reckoner | None = None
        self.again = drawn if _asks_for_points(evaluation) else set()
        if varied.drops:
            after = specialised(evaluation, {0, *self.again})
            self.after = reckoner(after, (_LEVEL,), "thousandths", engine)

    def scores(self, draws: Draws) -> Scores:
        """Return what draws come to."""
        names = self.edition.ids
        cells = {names[i]: self._cells(points) for i, points in draws.points.items()}
        indicators, taken = {}, {}
        for one in self.varied.capped:
            cut, read = (points // self.parts for points in self._indicator(one, draws))
            fewer = read < cut
            indicators[one.position] = np.where(fewer, read, -1)
            taken[one.position] = np.where(fewer, cut - read, 0)
            cells[names[one.position]] = self._cells(read, fewer)
        total, levels = _numbers(self.summed, cells, draws.count)
        if draws.drop is None or self.after is None:
            return Scores(self._whole(total), levels, indicators, taken)
        points = self._dropped(total, draws.drop)
        held = {names[i]: cells[names[i]] for i in self.again}
        (levels,) = _numbers(self.after, {**held, ROOT: self._cells(points)}, draws.count)
        return Scores(points, levels, indicators, taken)

    def _cells(self, points: Array, known: Array | None = None) -> Cells:
        """Return thousandths as cells of the columns; left out, all are known."""
        bits = None if known is None else np.packbits(known, bitorder="little")
        return Cells((points * self.parts).astype(self.kind), bits)

    def _whole(self, total: Array) -> Array:
        """Return whole thousandths; what is above a floor by less than one is above it."""
        if self.parts == 1:
            return total
        whole, rest = np.divmod(total, self.parts)
        points: Array = whole + ((rest != 0) & np.isin(whole, self.floors))
        return points

    def _indicator(self, one: Capped, draws: Draws) -> tuple[Array, Array]:
        """Return a capped indicator with its sum cut, and as the drawn reading has it."""
        edition = self.edition
        branch = edition.branch_at[one.position]
        reading = draws.readings[one.position]
        cut = np.zeros(draws.count, np.int64)
        read = np.zeros(draws.count, np.int64)
        for child in branch.children:
            points: Array | int = int(self.low[child] * self.parts)
            if child in draws.points:
                points = draws.points[child] * self.parts
            cut = cut + points
            if child in one.doubted:
                most = edition.ceilings_thousandths[child] - one.excess_thousandths
                lower = reading == one.doubted.index(child) + 1
                points = np.where(lower, np.minimum(points, most * self.parts), points)
            read = read + points
        ceiling = branch.ceiling_thousandths * self.parts
        return np.minimum(cut, ceiling), np.minimum(read, ceiling)

    def _dropped(self, total: Array, which: Array) -> Array:
        """Return whole thousandths after a published drop; what is left over is cut."""
        after = np.array([pair.after_thousandths for pair in self.varied.drops], np.int64)[which]
        before = np.array([pair.before_thousandths for pair in self.varied.drops], np.int64)[which]
        if self.drop == "share":
            left: Array = total * after // (before * self.parts)
        else:
            left = (total - (before - after) * self.parts) // self.parts
        return np.clip(left, 0, self.edition.maximum_thousandths)


def _asks_for_points(evaluation: Evaluation) -> bool:
    asked = (one.requirement.when for one in evaluation.requirements if one.binding)
    return any(any(named(when, "node", "rank")) for when in asked)


def _numbers(reckon: Reckoner, cells: Mapping[str, Cells], count: int) -> list[Array]:
    """Return the columns of a result but the last, which counts what is bad: nothing is."""
    return [np.asarray(column) for column in reckon(cells, count).columns[:-1]]
