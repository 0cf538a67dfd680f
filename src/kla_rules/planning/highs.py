"""HiGHS, the solver: the one place that knows it.

It computes with floats. What goes in are whole numbers small enough for floats to hold exactly,
what comes out is rounded to whole numbers, and whoever uses them reckons with these anew.
"""

import math
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from attrs import frozen

from kla_rules.core.findings import Finding, KlaError, MissingExtraError
from kla_rules.planning.literals import Program, Row

_SETTINGS: Final[dict[str, Any]] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    # The whole of the search: a plan of the least effort, not of nearly the least.
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.0,
    "mip_feasibility_tolerance": 1e-9,
    # On programs of this size it costs more than it saves: half the time (measured).
    "presolve": "off",
}


_LONGEST: Final = 10**9  # seconds: more is no number to the solver


# When all searches must have ended; of one thread, task or request only.
_END: Final[ContextVar[float | None]] = ContextVar("kla_rules_searches_end", default=None)


@contextmanager
def searched_within(seconds: float) -> Iterator[None]:
    """Let all searches within a `with` block together take no longer than this.

    A plan takes several, and its text a few more: a limit for each bounds no request. What is not
    found by then is not proved, or a `SolverError`, as where the time of one search is up. A block
    within another ends with it at the latest.
    """
    end, outer = time.monotonic() + seconds, _END.get()
    token = _END.set(end if outer is None else min(end, outer))
    try:
        yield
    finally:
        _END.reset(token)


class SolverError(KlaError):
    """The solver gave no answer: its time was up before it found one, or it failed."""

    findings: tuple[Finding, ...] = (Finding("plan.no-solution"),)


@frozen
class Solved:
    """What a search found.

    Attributes:
        values: by column.
        optimal: nothing is better.
        bound: nothing is less than this.
    """

    values: tuple[int, ...]
    optimal: bool
    bound: float


class Highs:
    """A program in the hands of the solver."""

    def __init__(self, program: Program, time_limit: float, most_nodes: int | None = None) -> None:
        """Hand a program to the solver.

        Args:
            program: what must hold.
            time_limit: seconds for each search.
            most_nodes: how many branches a search may look into; None is no limit. Unlike one in
                seconds it comes to the same on every machine.

        Raises:
            MissingExtraError: if highspy is not installed.
            SolverError: if the time for all searches is up.
        """
        try:
            import numpy as np  # noqa: PLC0415 - comes with highspy
            from highspy import _core as highspy  # noqa: PLC0415 - an extra, loaded by who asks
        except ImportError as error:
            raise MissingExtraError("highspy", "plan") from error
        self.api: Any = highspy
        self.np: Any = np
        # A program without columns is none to the solver; one that is always 0 changes nothing.
        self.size = max(1, len(program.upper))
        # Not `highspy.Highs`: making one writes a line to standard output before it can be told
        # not to, and it calls back into Python all through the search.
        self.solver = highspy._Highs()  # noqa: SLF001 - the class below it
        self.time_limit = float(min(time_limit, _LONGEST))
        settings = {**_SETTINGS, "time_limit": self._seconds_left()}
        if most_nodes is not None:
            settings["mip_max_nodes"] = most_nodes
        for key, value in settings.items():
            self.solver.setOptionValue(key, value)
        self.solver.passModel(self._model(program))

    def _seconds_left(self) -> float:
        """Return how long a search may take.

        Raises:
            SolverError: if the time for all searches is up.
        """
        end = _END.get()
        if end is None:
            return self.time_limit
        left = end - time.monotonic()
        if left <= 0:
            raise SolverError("no time is left for a search")
        return min(self.time_limit, left)

    def _model(self, program: Program) -> Any:  # noqa: ANN401 - no types
        np, rows = self.np, [_scaled(row) for row in program.rows]
        model = self.api.HighsLp()
        model.num_col_, model.num_row_ = self.size, len(rows)
        model.col_cost_ = np.zeros(self.size)
        model.col_lower_ = np.array(program.lower or (0,), float)
        model.col_upper_ = np.array(program.upper or (0,), float)
        model.row_lower_ = np.array([self._end(row.low, -1) for row in rows], float)
        model.row_upper_ = np.array([self._end(row.high, 1) for row in rows], float)
        matrix = model.a_matrix_
        matrix.format_ = self.api.MatrixFormat.kRowwise
        matrix.start_ = np.cumsum([0, *(len(row.terms) for row in rows)])
        matrix.index_ = np.array([column for row in rows for column in row.terms], np.int32)
        matrix.value_ = np.array([factor for row in rows for factor in row.terms.values()], float)
        model.integrality_ = [self.api.HighsVarType.kInteger] * self.size
        return model

    def _end(self, end: int | None, sign: int) -> float:
        return sign * math.inf if end is None else float(end)

    def require(self, row: Row) -> None:
        """Add a row."""
        row = _scaled(row)
        columns = self.np.array(list(row.terms), self.np.int32)
        factors = self.np.array(list(row.terms.values()), float)
        low, high = self._end(row.low, -1), self._end(row.high, 1)
        self.solver.addRow(low, high, len(columns), columns, factors)

    def begin(self, values: Sequence[int]) -> None:
        """Begin the next search with what is known to fit the rows, by column."""
        solution = self.api.HighsSolution()
        solution.col_value = list(map(float, values))
        self.solver.setSolution(solution)

    def least(self, costs: Mapping[int, int]) -> Solved | None:
        """Return what makes a sum of columns least, or None where nothing fits the rows.

        Raises:
            SolverError: if the time is up before anything is found.
        """
        if _END.get() is not None:
            self.solver.setOptionValue("time_limit", self._seconds_left())
        columns = self.np.arange(self.size, dtype=self.np.int32)
        factors = self.np.array([costs.get(column, 0) for column in range(self.size)], float)
        self.solver.changeColsCost(self.size, columns, factors)
        self.solver.run()
        status, known = self.solver.getModelStatus(), self.api.HighsModelStatus
        if status == known.kNotset:
            # Somebody else in this process has started the threads of HiGHS: take them as they are.
            self.solver.setOptionValue("threads", 0)
            self.solver.run()
            status = self.solver.getModelStatus()
        if status == known.kInfeasible:
            return None
        info = self.solver.getInfo()
        feasible = info.primal_solution_status == self.api.SolutionStatus.kSolutionStatusFeasible
        limited = {known.kTimeLimit, known.kSolutionLimit}
        if status not in {known.kOptimal, *limited} or not feasible:
            raise SolverError(f"the solver found nothing ({status.name[1:]})")
        values = tuple(round(value) for value in self.solver.getSolution().col_value)
        return Solved(values, status == known.kOptimal, info.mip_dual_bound)


def _scaled(row: Row) -> Row:
    """Return a row with the smallest factors that say the same."""
    divisor = math.gcd(*row.terms.values()) or 1
    terms = {column: factor // divisor for column, factor in row.terms.items()}
    low = None if row.low is None else -(-row.low // divisor)
    return Row(terms, low, None if row.high is None else row.high // divisor)
