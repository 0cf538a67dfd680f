"""`kla.spark.evaluate()`: a frame of Spark in, the same frame with what its rows come to out."""

import os
from collections.abc import Collection, Iterable
from typing import Any, Final

from kla_rules.columns.heads import table_columns
from kla_rules.columns.request import ON_BAD_CELL, OnBadCell, table_request
from kla_rules.columns.sql_cells import CellReader, CellType
from kla_rules.columns.sql_stages import stages_of
from kla_rules.core.findings import (
    Finding,
    MissingExtraError,
    check_choice,
    check_ids,
    check_type,
    wrong_type,
)
from kla_rules.core.given import GivenFile
from kla_rules.core.showing import Unit
from kla_rules.model.edition import Edition
from kla_rules.model.levels import EdgePolicy
from kla_rules.rulesets.overlays import OverlaySource
from kla_rules.rulesets.scales import Scale

_TYPES: Final[dict[str, CellType]] = {
    "tinyint": "integer",
    "smallint": "integer",
    "int": "integer",
    "bigint": "integer",
    "double": "double",
    "float": "float",
    "string": "text",
    "boolean": "boolean",
    "void": "null",
}
_COLUMN: Final = "<column>"


def evaluate(  # noqa: PLR0913 - all but the frame are named, and seldom given
    df: Any,  # noqa: ANN401 - a frame of Spark
    edition: Edition | str | os.PathLike[str] | None = None,
    *,
    overlays: Iterable[OverlaySource] = (),
    unit: Unit = "points",
    on_error: OnBadCell = "raise",
    edge_policy: EdgePolicy | None = None,
    scales: Scale | GivenFile | None = None,
    nodes: Iterable[str] | bool = (),
    keep: Collection[str] = (),
    inputs: bool = True,
) -> Any:  # noqa: ANN401 - as above
    """Return a frame of Spark with what each of its rows comes to.

    Columns, in the frame and in the result, are those of `evaluate_table`, and so is what a bad
    cell is. Everything is a native expression, which Spark's own optimizer sees; no row passes
    through Python, and executors need nothing but Spark. Like every frame of Spark the result is
    reckoned when an action asks for it, by the executors.

    Args:
        df: a `pyspark.sql.DataFrame`.
        edition: as for `evaluate_table`; this and what follows.
        overlays: as there.
        unit: as there; "thousandths" gives whole numbers (bigint).
        on_error: "raise" refuses a row with a bad cell when an action comes to it, with Spark's own
            error (`USER_RAISED_EXCEPTION`), which names one column that is wrong and repeats no
            cell; an action that asks for no result, such as `count()`, sees no cell. "flag" gives
            `bad_cells` besides, as in `evaluate_table`.
        edge_policy: as there.
        scales: as there.
        nodes: as there.
        keep: as there.
        inputs: as there.

    Returns:
        A frame with the rows of `df`; levels are their ids as text.

    Raises:
        ProfileError: for a column that is not known, or that stands twice.
        RuleError: if the edition, an overlay or the table of scales is refused.
        ArgumentError: for a word, or an id, that there is not.
        MissingExtraError: if PySpark is not installed (extra `spark`).
        TypeError: for an argument of another type.

    >>> import kla_rules as kla
    >>> kla.spark.evaluate([732.65])
    Traceback (most recent call last):
        ...
    TypeError: df is a frame of Spark, not list
    """
    if not all(hasattr(df, name) for name in ("schema", "select", "sparkSession")):
        raise wrong_type("df", "a frame of Spark", df)
    try:
        from pyspark.sql import functions  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtraError("pyspark", "spark") from error
    check_choice("on_error", on_error, ON_BAD_CELL)
    check_type("inputs", inputs, "True or False", bool)
    request = table_request(
        edition,
        overlays=overlays,
        unit=unit,
        edge_policy=edge_policy,
        scales=scales,
        nodes=nodes,
    )
    kept = check_ids("keep", keep)
    fields = df.schema.fields
    columns = table_columns([field.name for field in fields], request, kept)
    types = {name: _type_of(fields[place].dataType) for name, place in columns.given.items()}
    places = columns.kept(inputs=inputs, keep=kept)
    stages = stages_of(
        columns.program,
        columns.outputs,
        "spark",
        {name: f"f{place}" for name, place in columns.given.items()},
        [(fields[place].name, f"f{place}") for place in places],
        cells=CellReader("spark", types, unit).steps(),
        unit=unit,
        refusal=_refusal() if on_error == "raise" else None,
    )
    # By number: names may hold what SQL reads as its own, or differ in capitals only.
    frame = df.toDF(*(f"f{place}" for place in range(len(fields))))
    for stage in stages:
        frame = frame.select(*(functions.expr(text).alias(name) for name, text in stage))
    return frame


def _type_of(kind: Any) -> CellType:  # noqa: ANN401 - a type of Spark
    """Return how cells of a type are read."""
    name = kind.typeName()
    if name in ("varchar", "char"):
        return "text"
    return (
        "decimal" if name == "decimal" else _TYPES.get(kind.simpleString().split(" ")[0], "other")
    )


def _refusal() -> tuple[str, str]:
    """Return what a refusal says before and after the name of a column."""
    said = Finding("columns.row-refused", {"column": _COLUMN}).line_of_text("en")
    before, _, after = said.partition(_COLUMN)
    return before, after
