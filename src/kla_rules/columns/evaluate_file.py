"""`evaluate_table_file()`: a file of profiles in, a file of results out, however long it is."""

import os
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from kla_rules.columns.evaluate_table import check_installed
from kla_rules.columns.file_progress import TableProgress
from kla_rules.columns.request import (
    LAYOUTS,
    ON_BAD_CELL,
    Layout,
    OnBadCell,
    TableEngine,
    table_request,
)
from kla_rules.core.findings import check_choice, check_ids, check_language, check_type
from kla_rules.core.given import GivenFile
from kla_rules.core.showing import Unit
from kla_rules.core.writing import Language
from kla_rules.model.edition import Edition
from kla_rules.model.levels import EdgePolicy
from kla_rules.rulesets.overlays import OverlaySource
from kla_rules.rulesets.scales import Scale

if TYPE_CHECKING:
    from kla_rules.columns.file_result import TableFile


def evaluate_table_file(  # noqa: PLR0913 - all but the files are named, and seldom given
    source: str | os.PathLike[str],
    target: str | os.PathLike[str],
    *,
    edition: Edition | str | os.PathLike[str] | None = None,
    overlays: Iterable[OverlaySource] = (),
    unit: Unit = "points",
    engine: TableEngine = "numpy",
    on_error: OnBadCell = "raise",
    edge_policy: EdgePolicy | None = None,
    scales: Scale | GivenFile | None = None,
    nodes: Iterable[str] | bool = (),
    layout: Layout = "wide",
    keep: Iterable[str] = (),
    inputs: bool = True,
    bad_cells: str | os.PathLike[str] | None = None,
    language: Language = "id",
    progress: Callable[[TableProgress], object] | None = None,
) -> "TableFile":
    r"""Evaluate a file of profiles, a row each, into another file, however long it is.

    It is read and written a run of rows at a time. What is done is kept in a folder beside the
    target, named as it is with `.parts` behind: whoever is interrupted calls it again with the same
    arguments, and it goes on from there. The target is there whole or not at all, and the same
    input with the same arguments gives the same bytes.

    Args:
        source: the path of a Parquet or CSV file, as `evaluate_table` takes it.
        target: the path of the file to write, `.parquet` or `.csv`; an older one is replaced.
        edition: an edition, its id, or a folder of rule files; left out, the default edition.
        overlays: laid over an edition that is given by its id.
        unit: "points" or "thousandths" of figures in the table, and in the result.
        engine: "numpy", "polars" or "duckdb".
        on_error: "raise" refuses the table where it has bad cells, once all of it is read, and
            writes no target; "flag" gives a row with bad cells no level.
        edge_policy: as for `evaluate`.
        scales: as for `evaluate`.
        nodes: ids of nodes whose fewest and most points are written as well, or True for all.
        layout: "wide", or "long" as for `evaluate_table`; a long table stands in memory.
        keep: names of columns that say nothing here, and are wanted in the result.
        inputs: False leaves the columns that were evaluated out of the target.
        bad_cells: the path of a report of all bad cells to write, `.csv`.
        language: of the sentences in this report.
        progress: is called after each run of rows, and once more when it is written to the target.

    Raises:
        ProfileError: if the source cannot be read, is damaged, has a column that is not known, or
            bad cells that are not to be flagged; if it changes while it is read.
        RuleError: if the edition, an overlay or the table of scales is refused.
        ArgumentError: for a word that there is not, and for a target that cannot be written, or at
            which another process is working.
        MissingExtraError: if Narwhals, NumPy or PyArrow is not installed (extra `columns`).
        TypeError: for an argument of another type.

    Returns:
        How many rows there are, at which levels, and what is not known or refused; it explains
        itself.

    >>> import tempfile
    >>> from pathlib import Path
    >>> import kla_rules as kla
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     table, results = Path(folder, "regions.csv"), Path(folder, "results.csv")
    ...     _ = table.write_text("region,total\nA,732.65\nB,\n")
    ...     done = kla.evaluate_table_file(table, results, edition="kla-2024")
    ...     first = results.read_text().splitlines()[1]
    >>> done.rows, done.determined, first[:28]
    (2, 1, '"A","732.65",732.65,732.65,"')
    """
    begun = time.monotonic()
    check_choice("on_error", on_error, ON_BAD_CELL)
    check_choice("layout", layout, LAYOUTS)
    check_type("inputs", inputs, "True or False", bool)
    check_language(language)
    columns = check_ids("keep", keep)
    request = table_request(
        edition,
        overlays=overlays,
        unit=unit,
        engine=engine,
        edge_policy=edge_policy,
        scales=scales,
        nodes=nodes,
    )
    check_installed()
    from kla_rules.columns.evaluating import evaluating  # noqa: PLC0415 - needs an extra
    from kla_rules.columns.file_places import checked_places  # noqa: PLC0415 - as above
    from kla_rules.columns.file_run import FileRun, How  # noqa: PLC0415 - as above
    from kla_rules.columns.opening import opened  # noqa: PLC0415 - as above

    places = checked_places(source, target, bad_cells)
    asked = evaluating(opened(places.source), request, columns, layout)
    how = How(asked.columns.kept(inputs=inputs, keep=columns), on_error, language)

    def tell(done: int, continued: int, written: int) -> None:
        if progress is not None:
            seconds = time.monotonic() - begun
            progress(TableProgress(done, asked.table.rows, continued, seconds, written))

    return FileRun(asked, places, how).result(str(places.source), str(target), tell)
