"""Columns as expressions of Polars."""

from collections.abc import Iterable
from typing import Any

from kla_rules.columns.outputs import BAD_CELLS, Output
from kla_rules.columns.program import WRONG, Program
from kla_rules.conditions.bound import COMPARE
from kla_rules.conditions.columns import (
    Always,
    Column,
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
)


def polars_stages(program: Program, shown: Iterable[Output], polars: Any) -> list[list[Any]]:  # noqa: ANN401 - a module
    """Return a program as expressions, in the stages in which they can be taken.

    The last stage has the outputs, and how many cells of each row are bad. Columns hold whole
    numbers; those that a cell cannot be are bad.

    Args:
        program: an edition as columns.
        shown: what the result has.
        polars: the module.
    """
    printer = _Printer(polars)
    bad = [~printer.fit(one) for one in program.columns.values()]
    taken = [printer.taken(one) for one in program.columns.values()]
    stages: dict[int, list[Any]] = {}
    for step in program.steps:
        stages.setdefault(step.stage, []).append(printer.value(step.value).alias(step.name))
    wrong = polars.col(_BAD) + polars.col(WRONG)
    last = [printer.output(one, wrong).alias(one.name) for one in shown]
    return [
        [*taken, printer.tally(bad).alias(_BAD)],
        *(stages[number] for number in sorted(stages)),
        [*last, wrong.alias(BAD_CELLS)],
    ]


_BAD = "bad cells"


class _Printer:
    def __init__(self, polars: Any) -> None:  # noqa: ANN401 - a module
        self.pl = polars

    def fit(self, column: Column) -> Any:  # noqa: ANN401 - an expression
        """Return whether a cell is a number that it can be."""
        return self.pl.col(column.name).is_between(column.least, column.most)

    def taken(self, column: Column) -> Any:  # noqa: ANN401 - an expression
        """Return a cell where it is fit, else nothing."""
        return self.pl.when(self.fit(column)).then(self.pl.col(column.name)).cast(self.pl.Int64)

    def tally(self, tests: list[Any]) -> Any:  # noqa: ANN401 - an expression
        """Return how many tests are so; what is unknown is not."""
        if not tests:
            return self.pl.lit(0, dtype=self.pl.Int64)
        return self.pl.sum_horizontal(*(one.cast(self.pl.Int64) for one in tests))

    def output(self, output: Output, wrong: Any) -> Any:  # noqa: ANN401 - an expression
        """Return an output; of rows with bad cells nothing is known."""
        pl = self.pl
        steps = [pl.col(name) for name in output.steps]
        shown = steps[0]
        match output.kind:
            case "level":
                numbers = range(1, len(output.words) + 1)
                shown = steps[0].replace_strict(
                    [*numbers], [*output.words], default=None, return_dtype=pl.String
                )
            case "same":
                return (wrong == 0) & (steps[0] == steps[1])
            case "state":
                shown = pl.when(steps[0] | steps[1]).then(steps[0])
        return pl.when(wrong == 0).then(shown)

    def value(self, value: object) -> Any:  # noqa: ANN401, C901, PLR0911, PLR0912 - one line for each
        """Return an expression of Polars."""
        pl = self.pl
        match value:
            case Given(column):
                return pl.col(column.name)
            case Named(name):
                return pl.col(name)
            case First(cases):
                found = pl.lit(None, dtype=pl.Int64)
                for test, one in reversed(cases):
                    found = pl.when(self.value(test)).then(self.value(one)).otherwise(found)
                return found
            case Known(cell):
                return self.value(cell).is_not_null()
            case Filled(cell, otherwise):
                return self.value(cell).fill_null(self.value(otherwise))
            case Constant(number):
                return pl.lit(number, dtype=pl.Int64)
            case Sum(terms):
                if not terms:
                    return pl.lit(0, dtype=pl.Int64)
                parts = (self.value(one) if k == 1 else self.value(one) * k for k, one in terms)
                return pl.sum_horizontal(*parts)
            case Product(one, other):
                return self.value(one) * self.value(other)
            case Least(numbers):
                return pl.min_horizontal(*map(self.value, numbers))
            case Tally(tests):
                return self.tally([self.value(test) for test in tests])
            case Compares(number, comparator, bound):
                return COMPARE[comparator](self.value(number), bound)
            case Is(cell, number):
                return self.value(cell).eq_missing(pl.lit(number, dtype=pl.Int64))
            case Every(parts):
                return pl.all_horizontal(pl.lit(value=True), *map(self.value, parts))
            case Opposite(part):
                return ~self.value(part)
            case Always(always):
                return pl.lit(always)
        raise TypeError(type(value).__name__)
