"""Rows of tables: random ones, and those that lie where an edition decides.

A row is whole numbers by the name of a column, as the engines reckon with them. Whole batches are
drawn at once: first what every node has, from the total down, so that sums meet a floor exactly;
then in what form it is said.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
from attrs import field, frozen

from agreement_besides import besides
from agreement_cases import Case
from kla_rules.columns.known import answer_column, options_of, value_column
from kla_rules.conditions.columns import Column
from kla_rules.core.points import SCALE
from kla_rules.model.levels import EDGE_POLICIES
from kla_rules.model.table import Band
from kla_rules.model.tree import Branch, Node

Array = np.ndarray[Any, Any]
LOWEST: Final = -(2**31)  # what intake makes of a cell that is no number
# What the columns of a batch are; each is drawn in turn.
FAMILIES: Final = ("questions", "inner", "clusters", "answers", "all", "some")
# How a row is drawn: by chance, or so that its fewest or its most points meet a floor.
_MODES: Final = ("random", "low", "high", "nothing", "one-unknown", "one-known", "full", "sparse")
_WHOLE_ROWS: Final = ("nothing", "one-unknown", "one-known", "full")
_KEPT: Final = 0.7  # of the columns, in the family "some"
_UNSAID: Final = 0.2  # of cells that are made to contradict, how many are known to be there
_SHARES: Final = (0.22, 0.26, 0.26, 0.02, 0.06, 0.06, 0.02, 0.1)


@frozen(eq=False)
class Batch:
    """Rows of a table, column by column.

    Attributes:
        columns: what the columns are, by name.
        data: whole numbers by column; what stands where nothing is known means nothing.
        known: by column where cells are known.
        size: how many rows there are.
    """

    columns: Mapping[str, Column]
    data: dict[str, Array]
    known: dict[str, Array]
    size: int

    def part(self, first: int, size: int) -> "Batch":
        """Return so many rows from one on."""
        here = slice(first, first + size)
        data = {name: values[here] for name, values in self.data.items()}
        known = {name: values[here] for name, values in self.known.items()}
        return Batch(self.columns, data, known, size)

    def row(self, index: int) -> dict[str, int]:
        """Return what is known in a row."""
        return {name: int(self.data[name][index]) for name in self.data if self.known[name][index]}


def batch_of(columns: Mapping[str, Column], rows: Sequence[Mapping[str, int]]) -> Batch:
    """Return rows as a batch of these columns."""
    return Batch(
        columns,
        {name: np.array([row.get(name, 0) for row in rows], np.int64) for name in columns},
        {name: np.array([name in row for row in rows], bool) for name in columns},
        len(rows),
    )


@frozen(eq=False)
class Sheet:
    """A batch while it is drawn: every column that there can be."""

    case: Case
    rng: np.random.Generator
    size: int
    data: dict[str, Array] = field(factory=dict)
    known: dict[str, Array] = field(factory=dict)

    def put(self, name: str, where: Array, values: Array | int) -> None:
        """Write values into cells."""
        self.open(name)
        self.data[name][where] = values[where] if isinstance(values, np.ndarray) else values
        self.known[name] |= where

    def open(self, name: str) -> None:
        """Begin a column of which nothing is known."""
        if name not in self.data:
            self.data[name] = np.zeros(self.size, np.int64)
            self.known[name] = np.zeros(self.size, bool)

    def chance(self, share: float) -> Array:
        """Return so large a share of rows, by chance."""
        return self.rng.random(self.size) < share

    def put_counts(self, name: str, part: Array, whole: Array, where: Array) -> None:
        """Say so many of so many, and of some that they are not known."""
        self.put(f"{name}.part", where, part)
        self.put(f"{name}.whole", where, whole)
        left = np.maximum(whole - part, 0)
        open_ = np.where(self.chance(0.5), np.minimum(self.upto(2), left), self.upto(left))
        self.put(f"{name}.unknown", where & self.chance(0.5), open_)

    def upto(self, most: Array | int) -> Array:
        """Return a number from 0 on for each row, `most` among them."""
        return self.rng.integers(0, np.asarray(most) + 1, self.size)


def batches(case: Case, seed: int, rows: int, size: int) -> Iterator[Batch]:
    """Yield batches that have so many rows together, the same for the same seed.

    Args:
        case: what the rows are of.
        seed: of chance.
        rows: how many in all.
        size: how many in one batch, at most.
    """
    each = -(-rows // (-(-rows // size)))
    for number, first in enumerate(range(0, rows, each)):
        rng = np.random.default_rng([seed, number])
        yield drawn(case, rng, min(each, rows - first), FAMILIES[number % len(FAMILIES)])


def drawn(case: Case, rng: np.random.Generator, size: int, family: str) -> Batch:
    """Return a batch of the columns that its family has."""
    sheet = Sheet(case, rng, size)
    _points(sheet, family)
    if family in {"answers", "all", "some"}:
        for node in case.edition.nodes:
            if node.question is not None:
                _said_otherwise(sheet, node)
    besides(sheet)
    _spoil(sheet)
    columns = _kept(sheet, family)
    for name in columns:
        sheet.open(name)
    return Batch(
        columns,
        {name: sheet.data[name] for name in columns},
        {name: sheet.known[name] for name in columns},
        size,
    )


def _kept(sheet: Sheet, family: str) -> dict[str, Column]:
    """Return the columns of a family: those that say something, and of some families others."""
    columns = sheet.case.columns
    if family == "all":
        return columns
    used = [name for name in columns if name in sheet.data and sheet.known[name].any()]
    if family == "some":
        rng = sheet.rng
        # Of counts that belong together one seldom stands alone: every such row is refused.
        names = {name.rpartition(".")[0] if _is_count(name) else name for name in used}
        kept = {name for name in sorted(names) if rng.random() < _KEPT}
        used = [
            name for name in used if (name.rpartition(".")[0] if _is_count(name) else name) in kept
        ]
    return {name: columns[name] for name in used}


def _is_count(name: str) -> bool:
    return name.rpartition(".")[2] in {"part", "whole", "unknown", "before"}


# -- points, from above ---------------------------------------------------------------------------


def _targets(sheet: Sheet, modes: Array) -> Array:
    """Return what the total of every row has: a floor, a thousandth to a side, or anything."""
    tree = sheet.case.edition
    most = tree.maximum_thousandths
    edges = [
        floor + by
        for level in tree.levels
        for floor in {level.threshold_thousandths(policy) for policy in EDGE_POLICIES}
        for by in (-1, 0, 1)
    ]
    fitting = np.array(sorted({edge for edge in edges if 0 <= edge <= most} | {0, most}))
    near = sheet.rng.choice(fitting, sheet.size)
    anything = (sheet.rng.random(sheet.size) ** 0.7 * (most + 1)).astype(np.int64)
    exact = np.isin(modes, [_MODES.index("low"), _MODES.index("high")])
    return np.where(exact, near, np.minimum(anything, most))


def _points(sheet: Sheet, family: str) -> None:
    """Draw the points of every node."""
    tree = sheet.case.edition
    modes = sheet.rng.choice(len(_MODES), sheet.size, p=_SHARES)
    own = {tree.ids[0]: _targets(sheet, modes)}
    stop = {"questions": 0.0, "inner": 0.15, "clusters": 0.6, "answers": 0.02}.get(family, 0.08)
    ended: dict[str, Array] = {tree.ids[0]: np.zeros(sheet.size, bool)}
    leaves = []
    for branch in reversed(tree.branches):
        node = tree.nodes[branch.index]
        here = ~ended[node.id] & sheet.chance(stop)
        sheet.put(node.id, here, own[node.id])
        _spread(sheet, branch, own)
        # Above a figure that is given, those below say nothing, whatever they are.
        for child in node.children:
            ended[child] = ended[node.id] | here
        own_of_others = sheet.chance(0.01) & ~here & (modes == 0)
        if stop:
            sheet.put(node.id, own_of_others, sheet.upto(branch.ceiling_thousandths))
    for node in tree.nodes:
        if not node.children:
            leaves.append(node)
            if family != "clusters" or node.rank in {"cluster", "indicator"}:
                _leaf(sheet, node, own[node.id], ended[node.id], modes)
    _alone(sheet, leaves, modes)


def _spread(sheet: Sheet, branch: Branch, own: dict[str, Array]) -> None:
    """Give what a node has to its children, by chance; above a cap they may have more."""
    tree, rng = sheet.case.edition, sheet.rng
    node = tree.nodes[branch.index]
    ceilings = np.array([tree.nodes[child].ceiling_thousandths for child in branch.children])
    wanted = own[node.id].copy()
    total = int(ceilings.sum())
    if total > branch.ceiling_thousandths and node.cap is not None:
        full = wanted == branch.ceiling_thousandths
        more = sheet.upto(total - branch.ceiling_thousandths) * sheet.chance(0.8)
        by_one = sheet.chance(0.2)
        wanted = np.where(full, wanted + np.where(by_one, 1, more), wanted)
    # Some of it evenly, the rest into one child after another.
    even = rng.random((sheet.size, 1)) * (wanted / max(total, 1))[:, None]
    points = np.minimum((ceilings * even).astype(np.int64), ceilings)
    left = wanted - points.sum(axis=1)
    order = rng.permuted(np.tile(np.arange(len(ceilings)), (sheet.size, 1)), axis=1)
    room = np.take_along_axis(ceilings - points, order, axis=1)
    before = np.cumsum(room, axis=1) - room
    taken = np.clip(left[:, None] - before, 0, room)
    np.put_along_axis(points, order, np.take_along_axis(points, order, axis=1) + taken, axis=1)
    for place, child in enumerate(branch.children):
        own[tree.ids[child]] = points[:, place]


def _leaf(sheet: Sheet, node: Node, own: Array, ended: Array, modes: Array) -> None:
    """Say what a leaf has, or leave it unknown where that keeps what the row is drawn for."""
    most = node.ceiling_thousandths
    low, high, random, sparse = (
        modes == _MODES.index(name) for name in ("low", "high", "random", "sparse")
    )
    unknown = (low & (own == 0)) | (high & (own == most))
    unknown &= sheet.chance(0.7)
    unknown |= (random & sheet.chance(0.1)) | (sparse & sheet.chance(0.9))
    # Below a figure that is given anything may stand.
    unknown |= ended & sheet.chance(0.5)
    own = np.where(ended & sheet.chance(0.5), sheet.upto(most), own)
    sheet.put(node.id, ~unknown, own)


def _alone(sheet: Sheet, leaves: Sequence[Node], modes: Array) -> None:
    """Draw rows of which nothing is known, or all but one, or one, or all to the full."""
    one = sheet.upto(len(leaves) - 1)
    for place, node in enumerate(leaves):
        if node.id not in sheet.data:
            continue
        here = one == place
        known = sheet.known[node.id]
        known &= modes != _MODES.index("nothing")
        known &= (modes != _MODES.index("one-unknown")) | ~here
        known &= (modes != _MODES.index("one-known")) | here
        full = modes == _MODES.index("full")
        sheet.put(node.id, full & sheet.chance(0.99), node.ceiling_thousandths)
    for node in sheet.case.edition.nodes:
        if node.children and node.id in sheet.data:
            sheet.known[node.id] &= ~np.isin(
                modes,
                [_MODES.index(name) for name in ("nothing", "one-unknown", "one-known", "full")],
            )


# -- what is answered instead of points ----------------------------------------------------------


def _said_otherwise(sheet: Sheet, node: Node) -> None:
    """Say points by an option, a value or counts that are worth them; or anything instead."""
    columns, table = sheet.case.columns, sheet.case.tables.get(node.id)
    if node.id not in sheet.data:
        return
    known, own = sheet.known[node.id], sheet.data[node.id]
    for code, worth in enumerate(options_of(node, table).values()):
        here = known & (own == worth) & sheet.chance(0.3)
        sheet.put(answer_column(node.id), here, code)
        known &= ~here
    if value_column(node.id) not in columns:
        return
    for band in () if table is None else table.bands:
        here = known & (own == band.worth_thousandths) & sheet.chance(0.5)
        _in_band(sheet, node.id, band, here)
        known &= ~here
    anything = known & sheet.chance(0.05)
    _in_band(sheet, node.id, Band(0, 100, 0), anything)
    known &= ~anything


def _in_band(sheet: Sheet, name: str, band: Band, where: Array) -> None:
    """Say a value that lies in a band, or at its edges, or counts that do."""
    column = sheet.case.columns[value_column(name)]
    scale = 1 if column.kind == "count" else SCALE
    start = int(-(-band.start * scale // 1))
    end = int((band.end if band.end is not None else band.start + 50) * scale // 1)
    value = start + sheet.upto(max(end - start, 0))
    edge = sheet.chance(0.5)
    value = np.where(
        edge,
        sheet.rng.choice([start - 1, start, start + 1, end - 1, end, end + 1], sheet.size),
        value,
    )
    value = np.clip(value, column.least, column.most)
    counted = where & sheet.chance(0.4) & (f"{value_column(name)}.part" in sheet.case.columns)
    sheet.put(value_column(name), where & ~counted, value)
    if counted.any():
        whole = np.where(sheet.chance(0.8), 1 + sheet.upto(39), 1 + sheet.upto(999_999))
        part = np.clip(-(-value * whole // 100_000) + sheet.upto(2) - 1, 0, whole)
        sheet.put_counts(value_column(name), part, whole, counted)


# -- what cannot be --------------------------------------------------------------------------------


def _spoil(sheet: Sheet) -> None:
    """Make of a few rows some that cannot be true: a cell, or two that contradict each other."""
    rng = sheet.rng
    names = sorted(sheet.data)
    for index in np.flatnonzero(sheet.chance(0.02)):
        name = names[rng.integers(len(names))]
        column = sheet.case.columns[name]
        wrong = [column.least - 1, column.most + 1, LOWEST]
        sheet.data[name][index] = wrong[rng.integers(3)]
        sheet.known[name][index] = True
    # Of few columns: so those of a batch stay what its family is.
    every = rng.permutation(sorted(sheet.case.columns))[:30]
    for index in np.flatnonzero(sheet.chance(0.03)):
        name = str(every[rng.integers(len(every))])
        column = sheet.case.columns[name]
        sheet.open(name)
        # What another column says of the same thing becomes one answer too many, or one count.
        known = not sheet.known[name][index] or rng.random() < _UNSAID
        sheet.known[name][index] = known
        sheet.data[name][index] = rng.integers(column.least, min(column.most, 100_000) + 1)
