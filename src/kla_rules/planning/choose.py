"""The choice: of all sets of tasks the one of least effort, and of equal ones always the same.

Plans of equal effort are many. Of these the one with the fewest steps is taken; of those the one
that gains most; of those the one whose steps' numbers sum to least, a number that is drawn from
each step's id; and should two sums be equal, the one whose ids come first. So the choice depends
on nothing but the steps, whatever solver, machine or order of files.
"""

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from attrs import evolve, frozen

from kla_rules.planning.highs import Highs, Solved, SolverError
from kla_rules.planning.literals import Program, Row

_CHUNK: Final = 12
_NUMBERS: Final = 50_000
_COMPLETED: Final = 5.0  # seconds: all that is left then is to fill in what follows


@frozen
class Chosen:
    """What was chosen.

    Attributes:
        names: the tasks.
        optimal: it is proved that none takes less effort.
        bound: no plan takes less effort than this, in hundredths.
        settled: of all choices of this effort it is the one that is always taken.
    """

    names: tuple[str, ...]
    optimal: bool
    bound: int
    settled: bool = True


def choose(
    program: Program,
    costs: Sequence[int],
    time_limit: float,
    number: Callable[[str], int] | None = None,
    begin: Solved | None = None,
) -> Chosen | None:
    """Return the choice, or None where nothing fits the rows.

    Args:
        program: what must hold.
        costs: effort of every task, in hundredths.
        time_limit: seconds for each search.
        number: the number of a step; left out, that drawn from its id.
        begin: what is known to fit the rows; the search begins with it, and ends with no worse.

    Raises:
        MissingExtraError: if the solver is not installed.
        SolverError: if the time is up before anything is found.
    """
    names, solver = program.names, Highs(program, time_limit)
    number = number or drawn
    divisor = math.gcd(*costs) or 1
    effort = {column: cost // divisor for column, cost in enumerate(costs)}
    aims = (
        effort,
        program.steps,
        {column: -factor for column, factor in program.gain.items()},
        {column: number(name) for column, name in enumerate(names)},
    )
    best = begin
    proved, bound = True, 0
    for rank, aim in enumerate(aims):
        if begin is not None and best is not None:
            solver.begin(best.values)
        solved = _least(solver, aim, best)
        if solved is None:
            return None
        best = solved
        if rank == 0:
            proved = solved.optimal
            bound = _bound(solved, effort) * divisor
        if not solved.optimal:
            return Chosen(_chosen(names, solved), proved, bound, settled=False)
        solver.require(Row(aim, high=_sum(aim, solved)))
    if best is None:
        return None
    settled = True
    if not _alone(solver, best, names):
        best = _first(program, aims, best, time_limit)
        settled = best.optimal
    return Chosen(_chosen(names, best), proved, bound, settled)


def quickest(program: Program, costs: Sequence[int], time_limit: float) -> Chosen | None:
    """Return any choice of the least effort, or None where nothing fits the rows.

    Raises:
        SolverError: if the time is up before anything is found.
    """
    divisor = math.gcd(*costs) or 1
    effort = {column: cost // divisor for column, cost in enumerate(costs)}
    solved = Highs(program, time_limit).least(effort)
    if solved is None:
        return None
    bound = _bound(solved, effort) * divisor
    return Chosen(_chosen(program.names, solved), solved.optimal, bound, settled=False)


def completed(
    program: Program, names: Sequence[str], costs: Sequence[int], bound: int
) -> Solved | None:
    """Return a choice with the values of all other columns; None where it does not fit the rows.

    Args:
        program: what must hold.
        names: the tasks that were chosen.
        costs: effort of every task, in hundredths.
        bound: hundredths of effort that no choice takes less than.
    """
    own, size = set(names), len(program.names)
    values = tuple(int(name in own) for name in program.names)
    fixed = evolve(
        program, lower=(*values, *program.lower[size:]), upper=(*values, *program.upper[size:])
    )
    try:
        solved = Highs(fixed, _COMPLETED).least({})
    except SolverError:
        return None
    divisor = math.gcd(*costs) or 1
    return solved and evolve(solved, optimal=False, bound=bound / divisor)


def drawn(name: str) -> int:
    """Return the number of a step: from its id, the same everywhere.

    >>> drawn("i02-task-force-decree")
    19752
    """
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") % _NUMBERS + 1


def most(program: Program, time_limit: float) -> tuple[int, tuple[str, ...]] | None:
    """Return the most that can be gained, and by what; None where nothing fits the rows."""
    solver = Highs(program, time_limit)
    solved = solver.least({column: -factor for column, factor in program.gain.items()})
    return None if solved is None else (_sum(program.gain, solved), _chosen(program.names, solved))


def _least(solver: Highs, aim: Mapping[int, int], best: Solved | None) -> Solved | None:
    """Return what is best by a further aim; once time is up, what was best before it."""
    try:
        return solver.least(aim)
    except SolverError:
        if best is None:
            raise
        return Solved(best.values, False, best.bound)  # noqa: FBT003 - not proved


def _bound(solved: Solved, effort: Mapping[int, int]) -> int:
    """Return the least effort that is proved; a hair below a whole number is that number."""
    if solved.optimal:
        return _sum(effort, solved)
    return max(0, math.ceil(solved.bound - 1e-6)) if math.isfinite(solved.bound) else 0


def _sum(terms: Mapping[int, int], solved: Solved) -> int:
    return sum(factor * solved.values[column] for column, factor in terms.items())


def _chosen(names: Sequence[str], solved: Solved) -> tuple[str, ...]:
    return tuple(name for column, name in enumerate(names) if solved.values[column])


def _alone(solver: Highs, best: Solved, names: Sequence[str]) -> bool:
    """Return whether no other choice is as good."""
    own = {column: 1 for column in range(len(names)) if best.values[column]}
    if not own:
        return True
    solver.require(Row(own, high=len(own) - 1))
    try:
        return solver.least({}) is None
    except SolverError:
        return False


def _first(
    program: Program, aims: Sequence[Mapping[int, int]], best: Solved, time_limit: float
) -> Solved:
    """Return of several choices that are as good the one whose ids come first."""
    solver = Highs(program, time_limit)
    for aim in aims:
        solver.require(Row(aim, high=_sum(aim, best)))
    size = len(program.names)
    for begin in range(0, size, _CHUNK):
        columns = range(begin, min(begin + _CHUNK, size))
        aim = {column: -(1 << (columns[-1] - column)) for column in columns}
        best = _least(solver, aim, best) or best
        if not best.optimal:
            return best
        for column in columns:
            value = best.values[column]
            solver.require(Row({column: 1}, value, value))
    return best
