"""A row of a form: its cells by column, each with its place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from kla_rules.core.findings import Position
from kla_rules.sheets.model import Cell
from kla_rules.tables.cells import is_empty
from kla_rules.workbook import layout
from kla_rules.workbook.cells import Mark, Refused, is_blank, number_in
from kla_rules.workbook.found import READ, FoundTable, position

_READ: Final = tuple(
    column.id for column in layout.CSV if column.id in READ and column != layout.ID
)


# In these a word for what is not known is a text like any other.
_TEXTS: Final = frozenset(column.id for column in layout.CSV if column.holds == "text")


class CellError(Exception):
    """A cell of a row is not what its column holds.

    Attributes:
        column: in which it stands.
        id: of the finding.
        values: what its sentence needs.
    """

    def __init__(self, column: str, finding_id: str, **values: Any) -> None:
        super().__init__(column, finding_id)
        self.column, self.id, self.values = column, finding_id, values


@frozen
class Row:
    """A row of a table of a form.

    Attributes:
        table: whose it is.
        number: of the row in its file, from 1.
        cells: what stands in it.
        mark: the decimal mark of the file, where its cells are text.
    """

    table: FoundTable
    number: int
    cells: Sequence[Cell]
    mark: Mark = ""

    def __getitem__(self, column: str) -> Cell:
        """Return what stands in a column, None where there is no such column."""
        place = self.table.columns.get(column)
        return self.cells[place] if place is not None and place < len(self.cells) else None

    def at(self, column: str) -> Position:
        """Return where the cell of a column stands; of one that is missing, the id."""
        columns = self.table.columns
        place = columns.get(column, columns.get("id", 0))
        return position(self.table.sheet, self.number, place)

    def filled(self) -> list[str]:
        """Return the columns in which something is said that is read."""
        columns, cells = self.table.columns, self.cells
        width = len(cells)
        return [
            name
            for name in _READ
            if (place := columns.get(name)) is not None
            and place < width
            and not (is_empty if name in _TEXTS else is_blank)(cells[place])
        ]

    def number_in(self, column: str) -> Any:  # noqa: ANN401 - an exact number
        """Return the number in a column that is not blank.

        Raises:
            CellError: if there is none.
        """
        return self.taken(column, number_in(self[column], self.mark))

    @staticmethod
    def taken(column: str, value: Any) -> Any:  # noqa: ANN401 - of any column
        """Return what was read of a cell.

        Raises:
            CellError: if it was refused.
        """
        if isinstance(value, Refused):
            raise refused(column, value.reason, **value.values)
        return value


def rows_of(table: FoundTable, mark: Mark = "") -> Iterator[Row]:
    """Yield the rows below the headings of a table."""
    for number, cells in table.rows():
        yield Row(table, number, cells, mark)


def refused(column: str, reason: str, **values: Any) -> CellError:
    """Return what refuses a cell, by its reason."""
    return CellError(column, "form.cell", reason=reason, **values)


def known_choices(found: str, known: Sequence[Any]) -> Mapping[str, Any]:
    """Return what is said of a word that is none of those that there are."""
    return {"found": found, "known": list(known), "near": ()}
