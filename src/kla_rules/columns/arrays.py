"""Columns reckoned with NumPy over the buffers of Arrow: a run of rows at a time, in the cache.

What takes the time is the tree: hundreds of columns, each read once. A table that turns a byte of
the bits that say which cells are known into eight masks keeps every pass without a branch.
"""

import functools
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

import numpy as np
from attrs import frozen

from kla_rules.columns.folds import Fold, folds_of, is_narrow, plain_leaves
from kla_rules.columns.program import WRONG, Program
from kla_rules.conditions.bound import COMPARE
from kla_rules.conditions.columns import (
    Always,
    Compares,
    Constant,
    Every,
    Filled,
    First,
    Given,
    Is,
    Known,
    Least,
    Named,
    Opposite,
    Product,
    Sum,
    Tally,
    high_of,
    low_of,
)

ROWS: Final = 65_536  # of a run: what is reckoned with stays in the cache
Array = np.ndarray[Any, Any]
_BITS: Final = 8
_NARROW: Final = 2**31 - 1
# By a byte of bits, eight masks: all ones where a cell is known.
_MASKS: Final = (
    np.where((np.arange(256)[:, None] >> np.arange(_BITS)) & 1, -1, 0)
    .astype(np.int32)
    .view("V32")
    .reshape(256)
)


@frozen(eq=False)
class Cells:
    """A run of one column.

    Attributes:
        data: its whole numbers, of 32 or 64 bits; what stands where nothing is known means nothing.
        bits: a bit for each row, from the lowest, set where the cell is known; None: all are.
    """

    data: Array
    bits: Array | None

    def known(self) -> Array:
        """Return where cells are known."""
        if self.bits is None:
            return np.ones(len(self.data), bool)
        return np.unpackbits(self.bits, count=len(self.data), bitorder="little").view(bool)

    def run(self, first: int, size: int) -> "Cells":
        """Return some of its rows, from one whose number is a multiple of eight."""
        last = min(first + size, len(self.data))
        bits = None if self.bits is None else self.bits[first // _BITS : -(-last // _BITS)]
        return Cells(self.data[first:last], bits)

    def without(self, rows: Array) -> "Cells":
        """Return the run with the cells of some rows unknown."""
        return Cells(self.data, np.packbits(self.known() & ~rows, bitorder="little"))


class Run:
    """Reckons the steps of a program over one run of rows after another, in the same memory.

    Attributes:
        unfit: of the last run by column where a cell is a number that it cannot be.
        wrong: how many cells of each row are that, and how much of it cannot be true besides.
    """

    def __init__(self, program: Program, kept: Collection[str] = ()) -> None:
        """Prepare a program.

        Args:
            program: an edition as columns.
            kept: names of steps that will be asked for; others are found too, if slower.
        """
        self.program = program
        self.steps = {step.name: step.value for step in program.steps}
        self.folds = folds_of(program, kept)
        self.plain = plain_leaves(program)
        kind = np.int32 if is_narrow(program) else np.int64
        self.memory = {one.name: (np.empty(ROWS, kind), np.empty(ROWS, kind)) for one in self.folds}
        # Of leaves with one maximum: how often each row is known, and a leaf at a time.
        self.counts, self.masks = (np.empty(ROWS // _BITS, "V32") for _ in range(2))
        self.size = 0
        self.cells: Mapping[str, Cells] = {}
        self.done: dict[str, Array] = {}
        self.suspected: set[str] = set()
        self.unfit: dict[str, Array] = {}
        self.wrong = np.zeros(0, np.int64)

    def take(self, cells: Mapping[str, Cells], size: int) -> None:
        """Reckon a run; what a step has is asked for by its name until the next one.

        Args:
            cells: by name every column of the program.
            size: how many rows there are, `ROWS` at most.
        """
        self.cells, self.size = cells, size
        self._tree()
        self.unfit = {
            name: rows
            for name in self.program.columns
            if (name in self.suspected or name not in self.plain)
            and (rows := self._unfit(name)) is not None
        }
        if self.unfit:
            clean = {name: cells[name].without(rows) for name, rows in self.unfit.items()}
            self.cells = {**cells, **clean}
            self._tree()
        self.wrong = self.get(WRONG) + sum(self.unfit.values(), np.zeros(size, np.int64))

    def _unfit(self, name: str) -> Array | None:
        """Return where a column has a number that it cannot have; None: nowhere."""
        column, cells = self.program.columns[name], self.cells[name]
        data = cells.data
        if not len(data) or (data.min() >= column.least and data.max() <= column.most):
            return None
        rows = ((data < column.least) | (data > column.most)) & cells.known()
        return rows if rows.any() else None

    def _tree(self) -> None:
        """Sum the tree, from below."""
        self.done, self.suspected = {}, set()
        for fold in self.folds:
            low, high = self._summed(fold)
            if fold.given:
                own = self.cells[fold.name]
                known = own.known()
                low[:], high[:] = (_chosen(known, own.data, end) for end in (low, high))
            self.done[low_of(fold.name)], self.done[high_of(fold.name)] = low, high

    def _summed(self, fold: Fold) -> tuple[Array, Array]:
        """Return the fewest and the most thousandths that what is below a node comes to."""
        low, high = (memory[: self.size] for memory in self.memory[fold.name])
        low.fill(fold.still)
        high.fill(0)
        # `high` holds how much more than the fewest it is, until both are known.
        more = fold.open
        for ceiling, names in fold.leaves.items():
            more += self._leaves(ceiling, names, low, high)
        for name in fold.others:
            first, last = self.get(low_of(name)), self.get(high_of(name))
            np.add(low, first, out=low, casting="same_kind")
            np.add(high, last, out=high, casting="same_kind")
            np.subtract(high, first, out=high, casting="same_kind")
        np.add(high, low, out=high)
        np.add(high, more, out=high)
        if fold.most is not None:
            np.minimum(low, fold.most, out=low)
            np.minimum(high, fold.most, out=high)
        return low, high

    def _leaves(self, ceiling: int, names: Iterable[str], low: Array, high: Array) -> int:
        """Add what is known of leaves that can have as much; return what they can be besides.

        What is known of that is already taken from `high`.
        """
        unknown = 0
        bytes_ = -(-self.size // _BITS)
        counts, masks = self.counts[:bytes_], self.masks[:bytes_]
        count, mask = (one.view(np.int32)[: self.size] for one in (counts, masks))
        for name in names:
            cells = self.cells[name]
            value = cells.data if cells.data.dtype == np.int32 else _narrowed(cells.data, ceiling)
            # Numbers that fit even where nothing is known are not looked at again.
            fits = _most(value) <= ceiling
            if cells.bits is not None:
                _MASKS.take(cells.bits, None, masks if unknown else counts, "clip")
                if unknown:
                    np.add(count, mask, out=count)
                value = np.bitwise_and(mask if unknown else count, value, out=mask)
                unknown += ceiling
            if not fits and _most(value) > ceiling:
                self.suspected.add(name)
            np.add(low, value, out=low)
        if unknown:  # masks are -1 where a cell is known
            np.multiply(count, ceiling, out=count)
            np.add(high, count, out=high)
        return unknown

    def get(self, name: str) -> Array:
        """Return what a step has."""
        if name not in self.done:
            self.done[name] = np.broadcast_to(self._value(self.steps[name]), (self.size,))
        return self.done[name]

    def _value(self, value: object) -> Any:  # noqa: ANN401, C901, PLR0911, PLR0912 - one line for each
        """Return numbers, or where something is so."""
        of = self._value
        match value:
            case Named(name):
                return self.get(name)
            case Constant(number):
                return np.int32(number) if abs(number) <= _NARROW else np.int64(number)
            case Filled(cell, otherwise):
                data, known = self._cell(cell)
                return _chosen(known, data, of(otherwise))
            case Sum(terms):
                return sum((k * of(one).astype(np.int64) for k, one in terms), np.int64(0))
            case Product(one, other):
                return of(one).astype(np.int64) * of(other)
            case Least(numbers):
                return functools.reduce(np.minimum, map(of, numbers))
            case Tally(tests):
                return sum((of(test).astype(np.int64) for test in tests), np.int64(0))
            case Compares(number, comparator, bound):
                return COMPARE[comparator](of(number), bound)
            case Known(cell):
                return self._cell(cell)[1]
            case Is(cell, number):
                data, known = self._cell(cell)
                return known & (data == number)
            case Every(parts):
                return functools.reduce(np.logical_and, map(of, parts)) if parts else np.True_
            case Opposite(part):
                return ~of(part)
            case Always(always):
                return np.bool_(always)
        raise TypeError(type(value).__name__)

    def _cell(self, cell: object) -> tuple[Any, Any]:
        """Return the numbers of a cell, and where it is known."""
        match cell:
            case Given(column):
                cells = self.cells[column.name]
                return cells.data, cells.known()
            case First(cases):
                data, known = np.zeros(1, np.int32), np.zeros(1, bool)
                for test, number in reversed(cases):
                    here = self._value(test)
                    data = _chosen(here, self._value(number), data)
                    known = known | here
                return data, known
        raise TypeError(type(cell).__name__)


def _chosen(test: Array, one: Any, other: Any) -> Array:  # noqa: ANN401 - arrays, or numbers
    """Return numbers of one where a test is so, else of the other.

    Without a branch: `np.where` guesses wrongly in every second row, and takes 40 times as long.
    """
    mask = np.negative(test, dtype=np.result_type(one, other), casting="unsafe")
    chosen: Array = other ^ ((one ^ other) & mask)
    return chosen


def _most(data: Array) -> int:
    """Return the most of numbers; those below nothing are more than any."""
    return int(np.maximum.reduce(data.view(np.uint32), initial=0))


def _narrowed(data: Array, ceiling: int) -> Array:
    """Return numbers in 32 bits; one that cannot be stays one that cannot be."""
    return np.where((data < 0) | (data > ceiling), -1, data).astype(np.int32)
