"""Columns as the text of a query: of DuckDB, PostgreSQL and Spark."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final

from kla_rules.columns.outputs import Output
from kla_rules.columns.program import Program
from kla_rules.columns.sql_stages import Stage, stages_of
from kla_rules.columns.sql_words import Dialect, quoted
from kla_rules.conditions.columns import Column
from kla_rules.core.showing import Unit

_ALIASES: Final = "t"


def sql_query(  # noqa: PLR0913 - the last are named
    program: Program,
    outputs: Iterable[Output],
    dialect: Dialect,
    table: str,
    *,
    cells: Sequence[Callable[[Column, str], str]] = (),
    kept: Collection[str] = (),
    unit: Unit = "thousandths",
    given: Mapping[str, str] | None = None,
) -> str:
    """Return a query that has outputs of a program, and how many cells of each row are bad.

    Args:
        program: an edition as columns.
        outputs: what the result has.
        dialect: whose SQL it is.
        table: name of the table, or a query in brackets, as the dialect writes it.
        cells: what makes whole numbers of cells, as `stages_of` has it; left out, they are some.
        kept: names of columns of the table that the result has as well.
        unit: "points" or "thousandths" of the result.
        given: by a column of the program the name that the table has it under, where it is another.

    >>> import kla_rules as kla
    >>> from kla_rules.columns.outputs import outputs
    >>> from kla_rules.columns.program import program
    >>> total = program(kla.edition("kla-2024"), ["total"])
    >>> print(sql_query(total, outputs(total), "duckdb", "rows")[:28])
    SELECT CASE WHEN wrong = 0 T
    """
    heads = given or {}
    columns = {name: quoted(heads.get(name, name), dialect) for name in program.columns}
    stages = stages_of(
        program,
        tuple(outputs),
        dialect,
        columns,
        [(name, quoted(name, dialect)) for name in kept],
        cells=cells,
        unit=unit,
    )
    return nested(stages, dialect, table)


def nested(stages: list[Stage], dialect: Dialect, table: str) -> str:
    """Return the stages of a query, one within the other."""
    query = table
    for number, stage in enumerate(stages):
        last = number == len(stages) - 1
        shown = ",\n  ".join(
            text if text == name and not last else f"{text} AS {quoted(name, dialect)}"
            for name, text in stage
        )
        query = f"SELECT {shown or '1 AS nothing'}\nFROM {query}"
        if not last:
            # PostgreSQL would write each stage into the next one, again and again.
            fence = " OFFSET 0" if dialect == "postgres" else ""
            query = f"({query}{fence}) AS {_ALIASES}{number}"
    return query
