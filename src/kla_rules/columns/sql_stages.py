"""Columns as stages of a query: each has expressions of what the one before it has.

Within the query everything is numbered: names of people's own may be longer than a database takes,
or the same but for capitals. A stage hands on what later ones need, and nothing else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from kla_rules.columns.outputs import BAD_CELLS, Output
from kla_rules.columns.program import WRONG, Program
from kla_rules.columns.sql_words import Dialect, literal
from kla_rules.columns.steps import Step
from kla_rules.columns.walk import parts_of
from kla_rules.conditions.bound import Comparator
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
from kla_rules.core.points import SCALE
from kla_rules.core.showing import Unit

Stage = list[tuple[str, str]]  # names, and their expressions
BAD: Final = "bad"
TOGETHER: Final = "wrong"
_NULL: Final = "CAST(NULL AS BIGINT)"
_SIGNS: Final[Mapping[Comparator, str]] = {
    "at_least": ">=",
    "above": ">",
    "at_most": "<=",
    "below": "<",
}


def stages_of(  # noqa: PLR0913 - the last are named
    program: Program,
    outputs: tuple[Output, ...],
    dialect: Dialect,
    columns: Mapping[str, str],
    kept: Sequence[tuple[str, str]],
    *,
    cells: Sequence[Callable[[Column, str], str]] = (),
    unit: Unit = "thousandths",
    refusal: tuple[str, str] | None = None,
) -> list[Stage]:
    """Return a program as stages of a query.

    Args:
        program: an edition as columns.
        outputs: what the result has.
        dialect: whose SQL it is.
        columns: by each column of the program its expression in the table.
        kept: names and expressions of what else the result has.
        cells: what returns for a column and its expression the next one, one after the other; the
            last is the whole number that it gives, out of its range where it can be none. Left out,
            columns hold whole numbers.
        unit: "points" or "thousandths" of the result.
        refusal: what Spark raises, before and after the name of a column, as soon as a row with a
            bad cell is looked at; left out, such cells are counted.
    """
    writer = _Stages(program, outputs, dialect, unit, refusal)
    held = [(f"k{number}", text) for number, (_, text) in enumerate(kept)]
    names = [(name, f"k{number}") for number, (name, _) in enumerate(kept)]
    return list(writer.stages(columns, held, names, cells))


class _Stages:
    """Puts the stages of one program together."""

    def __init__(
        self,
        program: Program,
        outputs: tuple[Output, ...],
        dialect: Dialect,
        unit: Unit,
        refusal: tuple[str, str] | None,
    ) -> None:
        self.program, self.outputs, self.unit, self.refusal = program, outputs, unit, refusal
        columns = {name: f"c{number}" for number, name in enumerate(program.columns)}
        steps = {step.name: f"s{number}" for number, step in enumerate(program.steps)}
        self.small = {one.name: one.value for one in program.steps if _is_small(one.value)}
        self.write = _Expressions(dialect, columns, steps, self.small)

    def stages(
        self,
        columns: Mapping[str, str],
        held: Stage,
        names: Stage,
        cells: Sequence[Callable[[Column, str], str]],
    ) -> Iterator[Stage]:
        write, its = self.write, self.program.columns
        kept = [(name, name) for name, _ in held]
        heads = columns
        for cell in cells or (lambda _, name: name,):
            yield [*held, *((write.columns[k], cell(one, heads[k])) for k, one in its.items())]
            held, heads = kept, write.columns
        later = [stage for stage in self._steps() if stage]
        needed = self._needed(later)
        bad = write.total(
            [f"CASE WHEN NOT ({write.fit(one)}) THEN 1 ELSE 0 END" for one in its.values()]
        )
        yield [
            *kept,
            *(
                (write.columns[k], write.taken(one))
                for k, one in its.items()
                if write.columns[k] in needed[0]
            ),
            (BAD, self._refused(bad, [(f"NOT ({write.fit(one)})", k) for k, one in its.items()])),
        ]
        there = {write.columns[name] for name in its} | {BAD}
        for steps, wanted in zip(later, needed[1:], strict=True):
            on = [(name, name) for name in sorted(there & wanted, key=_number)]
            own = [(write.steps[one.name], write.sql(one.value)) for one in steps]
            there |= {name for name, _ in own}
            yield [*kept, *on, *own]
        checks = [(write.sql(Named(one.step)), one.column) for one in self.program.checks]
        wrong = self._refused(write.sql(Named(WRONG)), checks)
        shown = sorted({write.sql(Named(step)) for one in self.outputs for step in one.steps})
        direct = [(f"v{number}", text) for number, text in enumerate(shown)]
        yield [*kept, *direct, (TOGETHER, f"({BAD} + {wrong})")]
        values = {text: name for name, text in direct}
        given = [(one.name, self._output(one, values)) for one in self.outputs]
        # Whoever refuses bad cells has none to count.
        told = [] if self.refusal else [(BAD_CELLS, f"CAST({TOGETHER} AS INT)")]
        yield [*names, *given, *told]

    def _steps(self) -> Iterator[list[Step]]:
        """Yield the steps that are needed and are no part of others, stage by stage."""
        steps = {step.name: step for step in self.program.steps}
        wanted = {WRONG, *(name for one in self.outputs for name in one.steps)}
        wanted |= {one.step for one in self.program.checks}
        for step in reversed(self.program.steps):
            if step.name in wanted:
                wanted |= {one.name for one in _leaves(step.value) if isinstance(one, Named)}
        own = [step for name, step in steps.items() if name in wanted and name not in self.small]
        for number in sorted({step.stage for step in own}):
            yield [step for step in own if step.stage == number]

    def _needed(self, later: list[list[Step]]) -> list[set[str]]:
        """Return what each stage from the second on hands on: the steps of later ones need it."""
        ends = [one.step for one in self.program.checks] if self.refusal else []
        ends += [WRONG, *(name for one in self.outputs for name in one.steps)]
        need = {BAD, *self.write.used(map(Named, ends))}
        needed = [need]
        for steps in reversed(later):
            need = need | set(self.write.used(one.value for one in steps))
            needed.append(need)
        return needed[::-1]

    def _refused(self, count: str, places: list[tuple[str, str]]) -> str:
        """Return a count, or where it is above 0 a refusal that names the first column of these."""
        if self.refusal is None or not places:
            return count
        text = self.write.text
        cases = " ".join(f"WHEN {test} THEN {text(column)}" for test, column in places)
        before, after = map(text, self.refusal)
        said = f"CONCAT({before}, CASE {cases} END, {after})"
        return f"CASE WHEN ({count}) > 0 THEN CAST(RAISE_ERROR({said}) AS INT) ELSE 0 END"

    def _output(self, output: Output, values: Mapping[str, str]) -> str:
        """Return what an output shows; of a row with bad cells, nothing."""
        write = self.write
        steps = [values[write.sql(Named(name))] for name in output.steps]
        shown, none = steps[0], f"{TOGETHER} = 0"
        match output.kind:
            case "points":
                points = f"CAST({shown} AS {write.double}) / {SCALE}"
                shown = points if self.unit == "points" else f"CAST({shown} AS BIGINT)"
            case "level":
                numbered = enumerate(output.words, 1)
                cases = " ".join(f"WHEN {n} THEN {write.text(level)}" for n, level in numbered)
                shown = f"CASE {steps[0]} {cases} END"
            case "same":
                return f"({none} AND {steps[0]} = {steps[1]})"
            case "state":
                shown = f"CASE WHEN {steps[0]} THEN TRUE WHEN {steps[1]} THEN FALSE END"
        return f"CASE WHEN {none} THEN {shown} END"


class _Expressions:
    """Writes expressions in one dialect."""

    def __init__(
        self,
        dialect: Dialect,
        columns: Mapping[str, str],
        steps: Mapping[str, str],
        small: Mapping[str, object],
    ) -> None:
        self.dialect: Dialect = dialect
        self.columns, self.steps, self.small = columns, steps, small
        self.double = "DOUBLE PRECISION" if dialect == "postgres" else "DOUBLE"

    def text(self, text: str) -> str:
        return literal(text, self.dialect)

    def used(self, values: Iterable[object]) -> Iterator[str]:
        """Yield the names that expressions have."""
        for value in values:
            for one in _leaves(value):
                if isinstance(one, Given):
                    yield self.columns[one.column.name]
                elif one.name in self.small:
                    yield from self.used([self.small[one.name]])
                else:
                    yield self.steps[one.name]

    def fit(self, column: Column) -> str:
        """Return whether a cell is a number that it can be."""
        return f"{self.columns[column.name]} BETWEEN {column.least} AND {column.most}"

    def taken(self, column: Column) -> str:
        """Return a cell where it is fit, else nothing."""
        return f"CASE WHEN {self.fit(column)} THEN CAST({self.columns[column.name]} AS BIGINT) END"

    def total(self, parts: Sequence[str], sign: str = "+") -> str:
        """Return a sum, in pairs: a chain of a thousand would be a thousand brackets deep."""
        if len(parts) <= 1:
            return parts[0] if parts else "0"
        half = len(parts) // 2
        return f"({self.total(parts[:half], sign)} {sign} {self.total(parts[half:], sign)})"

    def sql(self, value: object) -> str:  # noqa: C901, PLR0911, PLR0912 - one line for each
        """Return an expression."""
        match value:
            case Given(column):
                return self.columns[column.name]
            case Named(name):
                return self.sql(self.small[name]) if name in self.small else self.steps[name]
            case First(cases):
                each = (f"WHEN {self.sql(test)} THEN {self.sql(one)}" for test, one in cases)
                return f"CASE {' '.join(each)} END" if cases else _NULL
            case Known(cell):
                return f"({self.sql(cell)} IS NOT NULL)"
            case Filled(cell, otherwise):
                return f"COALESCE({self.sql(cell)}, {self.sql(otherwise)})"
            case Constant(number):
                return f"CAST({number} AS BIGINT)"
            case Sum(terms):
                parts = [
                    f"({k} * {self.sql(one)})" if k != 1 else self.sql(one) for k, one in terms
                ]
                return self.total(parts) if parts else self.sql(Constant(0))
            case Product(one, other):
                return f"({self.sql(one)} * {self.sql(other)})"
            case Least(numbers):
                return f"LEAST({', '.join(map(self.sql, numbers))})"
            case Tally(tests):
                return self.total(
                    [f"CASE WHEN {self.sql(test)} THEN 1 ELSE 0 END" for test in tests]
                )
            case Compares(number, comparator, bound):
                return f"({self.sql(number)} {_SIGNS[comparator]} {bound})"
            case Is(cell, number):
                return f"COALESCE({self.sql(cell)} = {number}, FALSE)"
            case Every(parts):
                return self.total([*map(self.sql, parts)], "AND") if parts else "TRUE"
            case Opposite(part):
                return f"(NOT {self.sql(part)})"
            case Always(always):
                return str(always).upper()
        raise TypeError(type(value).__name__)


def _leaves(value: object) -> Iterator[Given | Named]:
    """Yield the columns and the steps that an expression has."""
    if isinstance(value, Given | Named):
        yield value
    for part in parts_of(value):
        yield from _leaves(part)


def _is_small(value: object) -> bool:
    """Return whether a step costs less than a column to hold it."""
    match value:
        case Filled(Given(_), otherwise):
            return isinstance(otherwise, Constant)
        case Constant(_) | Always(_) | Named(_) | Tally(()):
            return True
    return False


def _number(name: str) -> tuple[str, int]:
    return name[0], int(name[1:] or 0) if name[1:].isdigit() else 0
