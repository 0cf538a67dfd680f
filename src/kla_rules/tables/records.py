"""Tables to records: what every table of records is read by, and how records may be handed in."""

from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import islice
from typing import Any, Protocol, Self, TypeVar

from kla_rules.core.findings import MOST, FindingsError
from kla_rules.core.given import GivenFile, is_given_file
from kla_rules.core.notes import Note
from kla_rules.tables.checked import Cells, no_unit, table_findings
from kla_rules.tables.form import RawTable
from kla_rules.tables.frames import is_json
from kla_rules.tables.raw import check_reading
from kla_rules.tables.words import cell_words

R = TypeVar("R")
T = TypeVar("T", bound="Records")


class Records(Protocol):
    """What can be read from a file, and from rows or a data frame."""

    @classmethod
    def read(cls, path: GivenFile, *args: Any, **options: Any) -> Self:
        """Return the records in a file."""

    @classmethod
    def from_rows(cls, rows: Any, *args: Any, **options: Any) -> Self:  # noqa: ANN401 - as above
        """Return the records in rows or in a data frame."""


def read_records(
    table: RawTable, read: Callable[[Cells], R], error: type[FindingsError]
) -> tuple[R, bool, tuple[Note, ...]]:
    """Return what a table holds, whether it says that all of it is invented, and how it was read.

    Args:
        table: the table.
        read: makes the records of its cells; what is wrong with a cell it leaves there.
        error: what refuses the table.

    Raises:
        FindingsError: as `error`, with what is wrong with the table, or else with its cells.
    """
    findings = table_findings(table)
    if findings:
        raise error(findings)
    cells = Cells(table)
    records = read(cells)
    illustrative = cells.is_illustrative()
    if cells.findings:
        raise error(cells.findings)
    return records, illustrative, cells.notes


def records_from(
    source: Any,  # noqa: ANN401 - records, a file, rows or a frame
    kind: type[T],
    csv: Mapping[str, Any] = {},
    **options: Any,
) -> T:
    """Return records, however they are handed in.

    Args:
        source: records; a file: its path, its bytes, or open; rows, anything tabular, or the JSON
            of rows.
        kind: the class of the records.
        csv: what `read` takes besides, of how a CSV is written; rows have nothing of it.
        options: what `read` and `from_rows` of it take; records that are read already stay as
            they are.
    """
    check_reading(**csv)
    _ = cell_words(options.get("meanings"))
    if isinstance(source, kind):
        return source
    if is_given_file(source) and not (isinstance(source, str) and is_json(source)):
        return kind.read(source, **csv, **options)
    return kind.from_rows(source, **options)


def check_units(
    named: Iterable[str | None], known: Collection[str], error: type[FindingsError]
) -> None:
    """Refuse records, read before the units were known, of a unit that there is not.

    Args:
        named: the unit of each record, in order; None where it names none.
        known: the units that there are.
        error: what refuses them.

    Raises:
        FindingsError: as `error`, with the place of each such record.
    """
    wrong = (
        no_unit(unit, known, (place, "unit"))
        for place, unit in enumerate(named)
        if unit is not None and unit not in known
    )
    if findings := list(islice(wrong, MOST + 1)):
        raise error(findings)
