"""Write a workbook (.xlsx) of plain tables: no cell of it is ever taken for a formula."""

from collections.abc import Collection, Mapping, Sequence
from io import BytesIO
from typing import Any, Final

from attrs import field, frozen

from kla_rules.core.findings import MissingExtraError
from kla_rules.core.writing import spreadsheet_cell

# The widest and the narrowest column, in characters.
_WIDEST, _NARROWEST = 60, 8
_MEASURED: Final = 500  # so many rows tell how wide a column is
_MOST_TEXT: Final = 32_767  # characters that a cell holds
_CUT: Final = "..."
_A4: Final = 9
_LANDSCAPE: Final = 100  # characters beyond which a sheet is printed along its width
_PAGE: Final = 400  # characters beyond which nobody could read it on one page
_WIDEST_HEAD: Final = 20  # characters of a heading on one line


@frozen
class Table:
    """A table to be written on a sheet of its own.

    Attributes:
        heads: heading of each column.
        rows: cells: text, numbers (int, float, Decimal), dates, booleans, or None.
        title: what stands above the headings, or empty.
        lines: sentences below the title.
        choices: by column, from 0, the words of which a cell is to be one: a list to choose from.
        free: so many empty rows below have the choices too.
        texts: columns, from 0, in which a spreadsheet is to take what is typed for text: codes.
        kept: so many columns stay in sight beside the headings.
    """

    heads: Sequence[str]
    rows: Sequence[Sequence[Any]]
    title: str = ""
    lines: Sequence[str] = ()
    choices: Mapping[int, Sequence[str]] = field(factory=dict)
    free: int = 0
    texts: Collection[int] = ()
    kept: int = 0


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

    It is printed on A4, as wide as a page, with the headings on every page.

    Args:
        tables: by name of the sheet, which may be any text: what a sheet cannot be called is
            replaced, and a name that is too long cut.

    Raises:
        MissingExtraError: where the library that writes workbooks is not installed.
    """
    stream = BytesIO()
    book = open_workbook(stream)
    styles = _Styles(
        head=book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": _SHADE}
        ),
        cell=book.add_format({"text_wrap": True, "valign": "top"}),
        title=book.add_format({"bold": True, "font_size": 14}),
        text=book.add_format({"num_format": "@"}),
        lists=_Lists(book),
    )
    for name, table in zip(sheet_names(tables), tables.values(), strict=True):
        _write_sheet(book.add_worksheet(name), table, styles)
    styles.lists.write()
    book.close()
    return stream.getvalue()


_SHADE: Final = "#DDEBF7"


@frozen
class _Styles:
    """How cells look, and where lists to choose from stand."""

    head: Any
    cell: Any
    title: Any
    text: Any
    lists: "_Lists"


class _Lists:
    """Words to choose from, on a hidden sheet: in a cell itself there is room for few."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - of XlsxWriter
        self.book = book
        self.columns: dict[tuple[str, ...], int] = {}

    def reference(self, words: Sequence[str]) -> str:
        """Return where a list stands."""
        from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra

        column = xl_col_to_name(self.columns.setdefault(tuple(words), len(self.columns)))
        return f"={_LISTS}!${column}$1:${column}${len(words)}"

    def write(self) -> None:
        """Write the lists that were referred to."""
        if not self.columns:
            return
        sheet = self.book.add_worksheet(_LISTS)
        for words, column in self.columns.items():
            for row, word in enumerate(words):
                sheet.write_string(row, column, spreadsheet_cell(word))
        sheet.hide()


_LISTS: Final = "_pilihan"


def _write_sheet(sheet: Any, table: Table, styles: _Styles) -> None:  # noqa: ANN401 - of XlsxWriter
    """Write a table on its sheet."""
    texts = [text for text in (table.title, *table.lines) if text]
    for row, text in enumerate(texts):
        sheet.write_string(row, 0, spreadsheet_cell(text), styles.title if row == 0 else None)
    first = len(texts) + 1 if texts else 0
    widths = []
    for column, head in enumerate(table.heads):
        sheet.write_string(first, column, spreadsheet_cell(head), styles.head)
        measured = (row[column] for row in table.rows[:_MEASURED])
        longest = max((len(str(cell)) for cell in measured if cell is not None), default=0)
        widest = max(longest, min(len(head), _WIDEST_HEAD))
        widths.append(min(max(widest + 2, _NARROWEST), _WIDEST))
        style = styles.text if column in table.texts else None
        sheet.set_column(column, column, widths[-1], style)
    sheet.set_row(first, _LINE * _lines(table.heads, widths))
    for number, cells in enumerate(table.rows, first + 1):
        sheet.set_row(number, _LINE * _lines(cells, widths))
        for column, cell in enumerate(cells):
            write_cell(sheet, number, column, cell, styles.cell)
    last = first + len(table.rows)
    for column, words in table.choices.items():
        reference = styles.lists.reference(words)
        kind = {"validate": "list", "source": reference, "error_type": "warning"}
        sheet.data_validation(first + 1, column, max(last + table.free, first + 1), column, kind)
    sheet.freeze_panes(first + 1, table.kept)
    if table.rows and table.heads:
        sheet.autofilter(first, 0, last, len(table.heads) - 1)
    sheet.set_paper(_A4)
    if sum(widths) <= _PAGE:
        sheet.fit_to_pages(1, 0)
    elif table.kept:
        sheet.repeat_columns(0, table.kept - 1)
    if sum(widths) > _LANDSCAPE:
        sheet.set_landscape()
    sheet.repeat_rows(first)
    sheet.set_footer("&L&A&R&P / &N")


def _lines(row: Sequence[Any], widths: Sequence[int]) -> int:
    """Return how many lines the longest text of a row takes: not every program reckons it."""
    texts = ((len(cell), width) for cell, width in zip(row, widths, strict=True) if _is_text(cell))
    # Words that do not fit a line leave some of it empty.
    lines = (1 if size < width else 1 + size // (width - 4) for size, width in texts)
    return min(max(lines, default=1), _MOST_LINES)


def _is_text(cell: object) -> bool:
    return isinstance(cell, str)


_LINE: Final = 15  # points of a line
_MOST_LINES: Final = 27  # of what a row can be as high as


def write_cell(sheet: Any, row: int, column: int, cell: object, style: Any = None) -> None:  # noqa: ANN401 - of XlsxWriter
    """Write a cell: text harmlessly, all else as what it is; None stays empty."""
    if cell is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(cell, str):
        text = spreadsheet_cell(cell)
        if len(text) > _MOST_TEXT:
            text = text[: _MOST_TEXT - len(_CUT)] + _CUT
        sheet.write_string(row, column, text, style)
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
