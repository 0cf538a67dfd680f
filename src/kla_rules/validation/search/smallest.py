"""The smallest profile of which something holds, or that there is none."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Final

from attrs import frozen

from kla_rules.evaluation.evaluate import evaluate
from kla_rules.evaluation.result import Evaluation
from kla_rules.planning.highs import Highs, SolverError
from kla_rules.planning.literals import Terms
from kla_rules.validation.search.space import Space, total
from kla_rules.validation.search.ways import Grid

# Whole points and tenths of a maximum are what people read most easily.
_ROUND: Final = (Grid(1000, 10), Grid(500, 20), Grid(100, 100), Grid(10, 1000))
_PARTS: Final = 1000
_TRIED: Final = 300  # branches of a search that may find nothing
# Returns the profiles of which something holds, as fine as answers are; None where none can be.
Asked = Callable[[Grid], Space | None]


@frozen
class Found:
    """A profile that was found.

    Attributes:
        space: the columns.
        values: by column.
    """

    space: Space
    values: tuple[int, ...]

    @property
    def partial(self) -> int:
        """Return how many answers are neither all nor nothing."""
        return total(self.space.answers.partial, self.values)

    def evaluations(self) -> tuple[Evaluation, ...]:
        """Return the evaluation of the profile under each edition.

        Raises:
            AssertionError: if the search came to other points: a fault of ours.
        """
        evaluations = tuple(evaluate(profile) for profile in self.space.profiles(self.values))
        points = tuple(each.bounds.exact_thousandths[0][0] for each in evaluations)
        if points != self.space.points(self.values):
            raise AssertionError(f"{points} thousandths, not {self.space.points(self.values)}")
        return evaluations


def grids(unit: int) -> tuple[Grid, ...]:
    """Return how fine answers can be, from what is read most easily to the finest.

    Args:
        unit: how many units of points there are in a thousandth.
    """
    return (*_ROUND, Grid(Fraction(1, unit), _PARTS))


def smallest(asked: Asked, fine: Sequence[Grid], time_limit: float) -> Found | None:
    """Return the smallest profile of which something holds, or None where there is none.

    It has the fewest answers that are neither all nor nothing, of such the fewest points, and as
    round figures as these allow.

    Args:
        asked: what must hold.
        fine: how fine answers can be: from what is read most easily to the finest, which decides.
        time_limit: seconds for each search.

    Raises:
        MissingExtraError: if the solver is not installed.
        SolverError: if the time is up before anything is found, or proved.
    """
    *rounded, finest = fine
    first = _tried(asked, rounded[0], time_limit) if rounded else None
    if first is not None and first.partial <= 1:
        return first
    try:
        best = _least(asked, finest, time_limit, _TRIED)
    except SolverError:
        best = _least(asked, finest, time_limit)
    if best is None or (first is not None and first.partial <= best.partial):
        return first
    for grid in rounded[1:]:
        found = _tried(asked, grid, time_limit)
        if found is not None and found.partial <= best.partial:
            return found
    return best


def _tried(asked: Asked, grid: Grid, time_limit: float) -> Found | None:
    """Return a profile as fine as that; None too where a short search finds none.

    That a sum of whole points is never what lies between two floors may take the solver for ever;
    with finer figures it is found at once.
    """
    try:
        return _least(asked, grid, time_limit, _TRIED)
    except SolverError:
        return None


def _least(
    asked: Asked, grid: Grid, time_limit: float, most_nodes: int | None = None
) -> Found | None:
    space = asked(grid)
    if space is None:
        return None
    solved = Highs(space.program(), time_limit, most_nodes).least(space.size())
    return None if solved is None else Found(space, solved.values)


def most(space: Space, terms: Terms, time_limit: float) -> Found | None:
    """Return a profile for which a sum of columns is most, or None where none fits.

    Raises:
        MissingExtraError: if the solver is not installed.
        SolverError: if the time is up before the most is proved.
    """
    negative = {column: -factor for column, factor in terms.items()}
    solved = Highs(space.program(), time_limit).least(negative)
    if solved is None:
        return None
    if not solved.optimal:
        raise SolverError("the most was not proved in time")
    return Found(space, solved.values)
