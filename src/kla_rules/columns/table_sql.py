"""`table_sql()`: an edition as the text of a query, or of a view, for a database."""

import json
import os
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from kla_rules.columns.heads import table_columns
from kla_rules.columns.outputs import BAD_CELLS
from kla_rules.columns.request import table_request
from kla_rules.columns.sql import sql_query
from kla_rules.columns.sql_cells import CELL_TYPES, CellReader, CellType
from kla_rules.columns.sql_words import DIALECTS, Dialect, quoted
from kla_rules.conditions.columns import Column
from kla_rules.core.findings import (
    ArgumentError,
    Finding,
    check_choice,
    check_ids,
    check_type,
)
from kla_rules.core.given import GivenFile
from kla_rules.core.showing import Unit
from kla_rules.model.edition import Edition
from kla_rules.model.levels import EdgePolicy
from kla_rules.rulesets.overlays import OverlaySource
from kla_rules.rulesets.scales import Scale

# What PostgreSQL takes: bytes of a name, of which it drops the rest, and columns of a result.
_LONGEST: Final = 63
_MOST: Final = 1664


def table_sql(  # noqa: PLR0913 - named, and seldom given
    edition: Edition | str | os.PathLike[str] | None = None,
    *,
    dialect: Dialect,
    table: str,
    columns: Mapping[str, CellType] | Iterable[str],
    view: str | None = None,
    overlays: Iterable[OverlaySource] = (),
    unit: Unit = "points",
    edge_policy: EdgePolicy | None = None,
    scales: Scale | GivenFile | None = None,
    nodes: Iterable[str] | bool = (),
    keep: Collection[str] = (),
    inputs: bool = True,
) -> str:
    """Return the SQL that evaluates a table within a database, as `evaluate_table` does.

    The result has what `evaluate_table` gives with `on_error="flag"`: a row with `bad_cells` has no
    score and no level. A comment at its head names the edition, and the type that each column was
    taken to have: in another type a cell may be an error of the database.

    Args:
        edition: as for `evaluate_table`.
        dialect: "duckdb", "postgres" or "spark".
        table: name of the table; of one in a schema `schema.table`.
        columns: names of its columns, in their order, with the type of each: "integer", "double",
            "float" (of 32 bits), "decimal", "text", "boolean", "null" or "other". Names alone take
            figures for "double" (in thousandths for "integer"), counts and years for "integer",
            options and whose row it is for "text", and yes and no for "boolean".
        view: name of a view that is created, or replaced; left out, the text is a query.
        overlays: as for `evaluate_table`; this and what follows.
        unit: as there.
        edge_policy: as there.
        scales: as there.
        nodes: as there.
        keep: as there.
        inputs: as there.

    Raises:
        ProfileError: for a column that is not known.
        RuleError: if the edition, an overlay or the table of scales is refused.
        ArgumentError: for a word, or an id, that there is not, and for names, or a number of
            columns, that the dialect cannot have.
        TypeError: for an argument of another type.

    >>> import kla_rules as kla
    >>> text = kla.table_sql("kla-2024", dialect="postgres", table="regions", columns=["total"])
    >>> print(text.splitlines()[2])
    -- column "total" double
    """
    check_choice("dialect", dialect, DIALECTS)
    check_type("table", table, "the name of a table", str)
    check_type("inputs", inputs, "True or False", bool)
    if view is not None:
        check_type("view", view, "the name of a view", str)
    given: Mapping[Any, Any] = columns if isinstance(columns, Mapping) else {}
    names = check_ids("columns", columns)
    for kind in given.values():
        check_choice("the type of a column", kind, CELL_TYPES)
    request = table_request(
        edition,
        overlays=overlays,
        unit=unit,
        edge_policy=edge_policy,
        scales=scales,
        nodes=nodes,
    )
    wanted = check_ids("keep", keep)
    its = table_columns(names, request, wanted)
    heads = {name: names[place] for name, place in its.given.items()}
    known = its.program.columns
    types = {name: given.get(heads[name]) or _assumed(one, unit) for name, one in known.items()}
    kept = [names[place] for place in its.kept(inputs=inputs, keep=wanted)]
    shown = [*kept, *(one.name for one in its.outputs), BAD_CELLS]
    _check_names(dialect, [*names, *shown, table, *([] if view is None else [view])], shown)
    query = sql_query(
        its.program,
        its.outputs,
        dialect,
        _path(table, dialect),
        cells=CellReader(dialect, types, unit).steps(),
        kept=kept,
        unit=unit,
        given=heads,
    )
    lines = [
        f"-- edition {json.dumps(request.edition.id)} {request.edition.digest}",
        f"-- unit {unit}",
        *(f"-- column {json.dumps(heads[name])} {kind}" for name, kind in types.items()),
    ]
    begin = [] if view is None else [f"CREATE OR REPLACE VIEW {_path(view, dialect)} AS"]
    return "\n".join([*lines, *begin, query, ""])


def _path(name: str, dialect: Dialect) -> str:
    """Return the name of a table, perhaps with that of its schema."""
    return ".".join(quoted(part, dialect) for part in name.split("."))


def _assumed(column: Column, unit: Unit) -> CellType:
    """Return the type that a column is taken to have."""
    match column.kind:
        case "option":
            return "text"
        case "yes_no":
            return "boolean"
        case "count":
            return "integer"
    return "double" if unit == "points" else "integer"


def _check_names(dialect: Dialect, names: list[str], shown: list[str]) -> None:
    """Refuse what the database would cut, read as its own, or take for the same.

    Raises:
        ArgumentError: with each such name.
    """
    long = [
        one
        for one in names
        if dialect == "postgres" and len(one.encode(errors="replace")) > _LONGEST
    ]
    odd = [one for one in names if not _can_be_written(one, dialect)]
    small = [one.lower() for one in shown] if dialect != "postgres" else shown
    same = [one for one, plain in zip(shown, small, strict=True) if small.count(plain) > 1]
    found = [
        *(
            Finding("sql.long-name", {"found": one, "most": _LONGEST}, ("columns",))
            for one in dict.fromkeys(long)
        ),
        *(Finding("sql.name", {"found": one}, ("columns",)) for one in dict.fromkeys(odd)),
        *(Finding("sql.same-name", {"found": one}, ("columns",)) for one in dict.fromkeys(same)),
    ]
    if dialect == "postgres" and len(shown) > _MOST:
        found.append(Finding("sql.columns", {"found": len(shown), "most": _MOST}, ("columns",)))
    if found:
        raise ArgumentError(found)


def _can_be_written(name: str, dialect: Dialect) -> bool:
    half = any("\ud800" <= letter <= "\udfff" for letter in name)  # of a pair: no text
    return (
        bool(name) and "\0" not in name and not half and not (dialect == "spark" and "${" in name)
    )
