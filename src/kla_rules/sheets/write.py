"""Write a workbook (.xlsx) of plain tables: no cell of it is ever taken for a formula."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from attrs import frozen

from kla_rules.core.findings import MissingExtraError
from kla_rules.core.writing import spreadsheet_cell

# The widest and the narrowest column, in characters.
_WIDEST, _NARROWEST = 60, 8


@frozen
class Table:
    """A table to be written on a sheet of its own.

    Attributes:
        heads: heading of each column.
        rows: cells: text, numbers (int, float, Decimal), dates, booleans, or None.
        title: what stands above the headings, or empty.
    """

    heads: Sequence[str]
    rows: Sequence[Sequence[Any]]
    title: str = ""


def open_workbook(stream: BytesIO) -> Any:  # noqa: ANN401 - of XlsxWriter
    """Return a workbook that is written to a stream; text in it is text, and no address is a link.

    Raises:
        MissingExtraError: where the library that writes workbooks is not installed.
    """
    try:
        import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtraError("XlsxWriter", "workbook") from error
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    return xlsxwriter.Workbook(stream, {**options, "strings_to_numbers": False})


def workbook_of(tables: Mapping[str, Table]) -> bytes:
    """Return a workbook as bytes: a sheet for each table, headings frozen and filtered.

    Args:
        tables: by name of the sheet, which may be any text: what a sheet cannot be called is
            replaced, and a name that is too long cut.
    """
    stream = BytesIO()
    book = open_workbook(stream)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    title = book.add_format({"bold": True, "font_size": 14})
    for name, table in zip(sheet_names(tables), tables.values(), strict=True):
        sheet = book.add_worksheet(name)
        first = 0
        if table.title:
            sheet.write_string(0, 0, spreadsheet_cell(table.title), title)
            first = 2
        for column, head in enumerate(table.heads):
            sheet.write_string(first, column, spreadsheet_cell(head), bold)
            cells = (str(row[column]) for row in table.rows if row[column] is not None)
            widest = max(map(len, (head, *cells)), default=0)
            sheet.set_column(column, column, min(max(widest + 2, _NARROWEST), _WIDEST))
        for number, row in enumerate(table.rows, first + 1):
            for column, cell in enumerate(row):
                write_cell(sheet, number, column, cell, wrap)
        sheet.freeze_panes(first + 1, 0)
        if table.rows:
            sheet.autofilter(first, 0, first + len(table.rows), len(table.heads) - 1)
    book.close()
    return stream.getvalue()


def write_cell(sheet: Any, row: int, column: int, cell: object, style: Any = None) -> None:  # noqa: ANN401 - of XlsxWriter
    """Write a cell: text harmlessly, all else as what it is; None stays empty."""
    if cell is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(cell, str):
        sheet.write_string(row, column, spreadsheet_cell(cell), style)
    else:
        sheet.write(row, column, cell, style)


def sheet_names(names: Sequence[str] | Mapping[str, Any]) -> list[str]:
    """Return names that sheets may have: 31 characters, none twice, nothing that has a meaning.

    >>> sheet_names(["Dinas A/B", "Dinas A:B", "x" * 40])
    ['Dinas A-B', 'Dinas A-B (2)', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx']
    """
    taken: dict[str, None] = {}
    for name in names:
        plain = "".join("-" if char in "[]:*?/\\" else char for char in name).strip("' ") or "-"
        own, count = plain[:31], 1
        while own.lower() in (one.lower() for one in taken):
            count += 1
            end = f" ({count})"
            own = plain[: 31 - len(end)] + end
        taken[own] = None
    return list(taken)
