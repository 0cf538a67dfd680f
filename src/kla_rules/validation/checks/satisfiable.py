"""Whether conditions can hold together: exact over ranges of figures, within a limit of work.

A condition is written as a formula over figures: points of nodes, readings of measures, how many
nodes reach a share. A search narrows ranges until all formulas hold or none can. Points of nodes
are held together by the tree: a node has the points of its parts, up to its maximum.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final, NamedTuple, Union

from kla_rules.model.edition import Edition

# A value, and whether just below it (-1), the value itself (0) or just above it (1) is meant.
End = tuple[Fraction | float, int]
Name = tuple[str, ...]
Range = tuple[End, End]
# Atoms that are looked at: for one question, and for all that are asked of one set of rules.
_WORK: Final = 20_000
_ALL_WORK: Final = 400_000
_TREE: Final = 100  # so many atoms take as long as holding points against the tree


class Figure(NamedTuple):
    """Something that has a value; `whole`: only whole numbers."""

    name: Name
    low: Fraction | float
    high: Fraction | float
    whole: bool = True


class Atom(NamedTuple):
    """A figure is at least (`floor`), or else at most, what an end says."""

    figure: Figure
    floor: bool
    end: End


class Count(NamedTuple):
    """So many of the parts hold."""

    wanted: int
    parts: tuple["Formula", ...]


Formula = Union[Atom, Count]  # noqa: UP007 - it names itself
NEVER: Final = Count(1, ())


class TooMuchWorkError(Exception):
    """The search has taken all the work that it may: nothing is known."""


def compare(figure: Figure, comparator: str, value: Any) -> Atom:  # noqa: ANN401 - a number
    """Return that a figure compares so with a value."""
    exact, floor = Fraction(value), comparator in {"at_least", "above"}
    strict = comparator in {"above", "below"}
    if not figure.whole:
        return Atom(figure, floor, (exact, (1 if floor else -1) if strict else 0))
    if floor:
        least = math.floor(exact) + 1 if strict else math.ceil(exact)
        return Atom(figure, floor, (Fraction(least), 0))
    most = math.ceil(exact) - 1 if strict else math.floor(exact)
    return Atom(figure, floor, (Fraction(most), 0))


def every(*parts: Formula) -> Formula:
    """Return that all parts hold."""
    return Count(len(parts), parts)


def opposite(formula: Formula) -> Formula:
    """Return that a formula does not hold.

    >>> opposite(opposite(every(NEVER))) == every(NEVER)
    True
    """
    if isinstance(formula, Count):
        parts = tuple(map(opposite, formula.parts))
        return Count(len(parts) - formula.wanted + 1, parts)
    figure, floor, (value, side) = formula
    turned = -1 if floor else 1
    end = (value + turned, side) if figure.whole else (value, side + turned)
    return Atom(figure, not floor, end)


class Together:
    """Says whether formulas can hold together in an edition, as far as the work for it goes."""

    def __init__(self, edition: Edition, work: int = _WORK, all_work: int = _ALL_WORK) -> None:
        """Begin to answer.

        Args:
            edition: whose tree holds the points of nodes together.
            work: how many atoms are looked at for one question at most.
            all_work: and for all questions.
        """
        self.edition, self.work, self.left = edition, work, all_work
        self._known: dict[tuple[Formula, ...], bool | None] = {}

    def can_hold(self, *formulas: Formula) -> bool | None:
        """Return whether formulas can hold together; None where that takes too much work."""
        if self.left <= 0:  # not even to look up what is known
            return None
        if formulas not in self._known:
            most = min(self.work, self.left)
            search = _Search(self.edition, formulas, most)
            try:
                found = search.solve(formulas, {})
            except TooMuchWorkError:
                found = None
            self.left -= most - max(search.left, 0)
            self._known[formulas] = found
        return self._known[formulas]

    def follows(self, formula: Formula, *others: Formula) -> bool:
        """Return whether a formula is known to hold wherever others do."""
        return self.left > 0 and self.can_hold(*others, opposite(formula)) is False


Box = Mapping[Name, Range]


class _Search:
    """Narrows ranges of figures, and tries cases where that does not decide."""

    def __init__(self, edition: Edition, formulas: Iterable[Formula], work: int) -> None:
        self.edition, self.left = edition, work
        atoms = list(_atoms(formulas))
        self.size = len(atoms)
        figures = {atom.figure.name: atom.figure for atom in atoms}
        self.nodes = [name for name in figures if name[0] == "node"]
        reaching = sorted(name for name in figures if name[0] == "reaching")
        self.reaching = [
            (one, other)
            for one in reaching
            for other in reaching
            if one[1] == other[1] and Fraction(one[2]) < Fraction(other[2])
        ]
        self.figures = figures

    def solve(self, formulas: Sequence[Formula], box: Box) -> bool:
        """Return whether formulas can hold where figures lie in the ranges of `box`."""
        self._spend(self.size)
        settled = self._settled(formulas, box)
        if settled is None:
            return False
        open_, box = settled
        if not open_:
            return True
        first = open_[0]
        part = next(part for part in first.parts if self._state(part, box) is None)
        return self.solve([part, *open_], box) or self.solve([opposite(part), *open_], box)

    def _spend(self, work: int) -> None:
        self.left -= work
        if self.left < 0:
            raise TooMuchWorkError

    def _settled(self, formulas: Sequence[Formula], box: Box) -> tuple[list[Count], Box] | None:
        """Return what is still open after all that follows at once; None where nothing can hold."""
        waiting, moved = list(formulas), True
        while moved:
            moved, still = False, []
            for formula in waiting:
                state = self._state(formula, box)
                if state is False:
                    return None
                if state is True:
                    continue
                if isinstance(formula, Atom):
                    narrowed = self._narrowed(formula, box)
                    if narrowed is None:
                        return None
                    box, moved = narrowed, True
                    continue
                needed = self._needed(formula, box)
                moved = moved or bool(needed)
                still += needed or [formula]
            waiting = still
        return [formula for formula in waiting if isinstance(formula, Count)], box

    def _needed(self, formula: Count, box: Box) -> list[Formula]:
        """Return the open parts, where all of them must hold."""
        states = [self._state(part, box) for part in formula.parts]
        possible = len(states) - states.count(False)
        if possible > formula.wanted:
            return []
        return [part for part, state in zip(formula.parts, states, strict=True) if state is None]

    def _range(self, name: Name, box: Box) -> Range:
        figure = self.figures[name]
        return box.get(name) or ((figure.low, 0), (figure.high, 0))

    def _state(self, formula: Formula, box: Box) -> bool | None:
        if isinstance(formula, Count):
            states = [self._state(part, box) for part in formula.parts]
            if states.count(True) >= formula.wanted:
                return True
            return False if len(states) - states.count(False) < formula.wanted else None
        low, high = self._range(formula.figure.name, box)
        if formula.floor:
            return True if low >= formula.end else False if high < formula.end else None
        return True if high <= formula.end else False if low > formula.end else None

    def _narrowed(self, atom: Atom, box: Box) -> Box | None:
        name = atom.figure.name
        low, high = self._range(name, box)
        new = {**box, name: (atom.end, high) if atom.floor else (low, atom.end)}
        if name[0] == "reaching":
            return self._in_turn(new)
        return self._in_tree(new) if name[0] == "node" else new

    def _in_turn(self, box: dict[Name, Range]) -> Box | None:
        """Narrow how many nodes reach shares: no more reach a greater one."""
        for least, most in self.reaching:
            (low, high), (below, above) = self._range(least, box), self._range(most, box)
            box[least], box[most] = (max(low, below), high), (below, min(above, high))
        ranges = [self._range(name, box) for pair in self.reaching for name in pair]
        return None if any(low > high for low, high in ranges) else box

    def _in_tree(self, box: dict[Name, Range]) -> Box | None:
        """Narrow points of nodes to what those below leave them; None where nothing is left."""
        self._spend(_TREE)
        lows, highs = [0] * len(self.edition.nodes), list(self.edition.ceilings_thousandths)
        for name, (low, high) in box.items():
            if name[0] == "node":
                position = self.edition.positions[name[1]]
                lows[position], highs[position] = int(low[0]), int(high[0])
        for branch in self.edition.branches:
            most, at = branch.ceiling_thousandths, branch.index
            lows[at] = max(lows[at], min(most, sum(lows[i] for i in branch.children)))
            highs[at] = min(highs[at], sum(highs[i] for i in branch.children))
        if any(low > high for low, high in zip(lows, highs, strict=True)):
            return None
        for name in self.nodes:
            at = self.edition.positions[name[1]]
            box[name] = (Fraction(lows[at]), 0), (Fraction(highs[at]), 0)
        return box


def _atoms(formulas: Iterable[Formula]) -> Iterator[Atom]:
    for formula in formulas:
        if isinstance(formula, Atom):
            yield formula
        else:
            yield from _atoms(formula.parts)
