"""`evaluate_table()`: a table of profiles in, the same table with what they come to out."""

import importlib.util
import os
from collections.abc import Collection, Iterable
from typing import Any

from kla_rules.columns.request import (
    LAYOUTS,
    ON_BAD_CELL,
    Layout,
    OnBadCell,
    TableEngine,
    TableRequest,
    table_request,
)
from kla_rules.core.findings import (
    Finding,
    MissingExtraError,
    check_choice,
    check_ids,
    check_type,
)
from kla_rules.core.given import GivenFile
from kla_rules.core.listed import Listed, listed
from kla_rules.core.showing import Unit
from kla_rules.model.edition import Edition
from kla_rules.model.levels import EdgePolicy
from kla_rules.rulesets.overlays import OverlaySource
from kla_rules.rulesets.scales import Scale


def evaluate_table(  # noqa: PLR0913 - all but the table are named, and seldom given
    table: Any,  # noqa: ANN401 - anything that holds a table
    edition: Edition | str | os.PathLike[str] | None = None,
    *,
    overlays: Iterable[OverlaySource] = (),
    unit: Unit = "points",
    engine: TableEngine = "numpy",
    on_error: OnBadCell = "raise",
    edge_policy: EdgePolicy | None = None,
    scales: Scale | GivenFile | None = None,
    nodes: Iterable[str] | bool = (),
    layout: Layout = "wide",
    keep: Collection[str] = (),
    inputs: bool = True,
) -> Any:  # noqa: ANN401 - what was given
    """Return a table of profiles with what each of its rows comes to, the same kind as it was.

    Columns are ids of nodes (their points), `answers.<question>` (an option, or yes and no),
    `values.<question>`, `measures.<id>` (each also with `.part`, `.whole` and `.unknown`, a measure
    with `.before`), `ratios.<node>` and `year`; `region`, `kind`, `code`, `stage` and `edition`
    tell whose row it is. An empty cell is unknown, never nothing. Added are `score_low`,
    `score_high`, `level_low`, `level_high`, `score` and `level` (what is secured: the same as
    `score_low` and `level_low`), `determined`, and `requirement.<id>` and `advisory.<id>` (met, not
    met, or unknown).

    Args:
        table: a frame of pandas, or of Polars, eager or lazy; a table, a batch or a reader of
            Arrow; a relation of DuckDB; what Narwhals or the protocol of Arrow knows; or the path
            of a CSV or Parquet file, which is read part by part.
        edition: an edition, its id, or a folder of rule files; left out, the default edition. A row
            that names another one is a bad cell.
        overlays: laid over an edition that is given by its id.
        unit: "points", or "thousandths": what points and measures are in, in the table and in the
            result. Counts of units, and years, are whole in both.
        engine: who reckons: "numpy", or as witnesses "polars" or "duckdb" (extra `engines`).
        on_error: "raise" refuses the table where a cell is none that its column can have, with
            the place of each; "flag" gives `bad_cells` besides, how many a row has: with any it has
            no score and no level, and is not determined.
        edge_policy: as for `evaluate`; left out, that of the edition.
        scales: as for `evaluate`.
        nodes: ids of nodes, or True for all: `low.<node>` and `high.<node>` are given as well.
        layout: "wide" has a row for each profile; "long" one for each cell, with the columns
            `profile` (or what else tells whose it is), `node` (the name of a column) and `value`.
            Its result is wide.
        keep: names of columns that say nothing here, and are wanted in the result. All others that
            are not known are refused, unless their names begin with `x-`.
        inputs: False leaves the columns that were evaluated out of the result.

    Returns:
        A frame of pandas with its index, a frame of Polars, a lazy one that reads part by part when
        it is collected, a relation that can be read more than once. Of a path, as of a reader, a
        `pyarrow.RecordBatchReader`. Levels are words in their order, the lowest first.

    Raises:
        ProfileError: for a column that is not known, and with `on_error="raise"` for bad cells; of
            a lazy frame, a reader or a path when all of it has been read.
        RuleError: if the edition, an overlay or the table of scales is refused.
        ArgumentError: for a word, or an id, that there is not.
        MissingExtraError: if Narwhals, NumPy or PyArrow is not installed (extra `columns`).
        TypeError: for an argument of another type.

    >>> import kla_rules as kla
    >>> import pyarrow as pa
    >>> table = pa.table({"region": ["A", "B"], "total": [732.65, None]})
    >>> kla.evaluate_table(table, "kla-2024").select(["region", "level", "determined"]).to_pylist()
    [{'region': 'A', 'level': 'nindya', 'determined': True}, {'region': 'B', 'level': None, 'determined': False}]
    """  # noqa: E501 - the result is shown whole
    check_choice("on_error", on_error, ON_BAD_CELL)
    _check_shape(layout, inputs)
    request = table_request(
        edition,
        overlays=overlays,
        unit=unit,
        engine=engine,
        edge_policy=edge_policy,
        scales=scales,
        nodes=nodes,
    )
    kept = check_ids("keep", keep)
    _check_engine(engine)
    check_installed()
    from kla_rules.columns.evaluating import evaluating  # noqa: PLC0415 - needs an extra
    from kla_rules.columns.opening import opened  # noqa: PLC0415 - as above
    from kla_rules.columns.returning import returned  # noqa: PLC0415 - as above

    asked = evaluating(opened(table), request, kept, layout)
    return returned(asked, on_error, asked.columns.kept(inputs=inputs, keep=kept))


def check_table(
    table: Any,  # noqa: ANN401 - anything that holds a table
    edition: Edition | str | os.PathLike[str] | None = None,
    *,
    overlays: Iterable[OverlaySource] = (),
    unit: Unit = "points",
    scales: Scale | GivenFile | None = None,
    layout: Layout = "wide",
    keep: Collection[str] = (),
) -> Listed[Finding]:
    """Return what is wrong with the cells of a table, each with its row and column.

    Of many bad cells the first 199 are told, and by a last finding how many there are in which
    columns. Rows of a CSV are told by their lines, all others by their number from 0.

    Args:
        table: as for `evaluate_table`; a reader is read to its end.
        edition: as for `evaluate_table`; this and what follows.
        overlays: as there.
        unit: as there.
        scales: as there.
        layout: as there.
        keep: as there.

    Raises:
        ProfileError: for a column that is not known, and for a file that cannot be read.
        RuleError: if the edition, an overlay or the table of scales is refused.
        ArgumentError: for a word that there is not.
        MissingExtraError: if Narwhals, NumPy or PyArrow is not installed (extra `columns`).
        TypeError: for an argument of another type.

    >>> import kla_rules as kla
    >>> import pyarrow as pa
    >>> for one in kla.check_table(pa.table({"total": [732.65, 1200]}), "kla-2024"):
    ...     print(one.line_of_text())
    [1].total: 1200 is out of range; 0 to 1,000, or nothing where it is not known; correct the cell, or name the unit that its figures are in
    """  # noqa: E501 - the line is shown whole
    _check_shape(layout, inputs=True)
    request: TableRequest = table_request(edition, overlays=overlays, unit=unit, scales=scales)
    kept = check_ids("keep", keep)
    check_installed()
    from kla_rules.columns.evaluating import evaluating  # noqa: PLC0415 - needs an extra
    from kla_rules.columns.opening import opened  # noqa: PLC0415 - as above
    from kla_rules.columns.stream import gathered  # noqa: PLC0415 - as above

    asked = evaluating(opened(table), request, kept, layout)
    stream, batches = asked.stream()
    for _ in stream.evaluated(gathered(batches)):
        pass
    return listed(asked.findings(stream.bad))


def _check_shape(layout: object, inputs: object) -> None:
    check_choice("layout", layout, LAYOUTS)
    check_type("inputs", inputs, "True or False", bool)


def _check_engine(engine: TableEngine) -> None:
    """Refuse to go on without the witness that is asked for.

    Raises:
        MissingExtraError: if it is not installed.
    """
    if engine != "numpy" and importlib.util.find_spec(engine) is None:
        raise MissingExtraError(engine, "engines")


def check_installed() -> None:
    """Refuse to go on without what tables need.

    Raises:
        MissingExtraError: if something of it is not installed.
    """
    try:
        import narwhals  # noqa: F401, PLC0415 - an extra
        import numpy as np  # noqa: F401, PLC0415 - an extra
        import pyarrow as pa  # noqa: F401, PLC0415 - an extra
    except ImportError as error:
        raise MissingExtraError("narwhals, numpy and pyarrow", "columns") from error
