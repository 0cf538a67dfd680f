"""The sheets of a form as they are written: styles, rows that are filled in, lists to choose of."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from attrs import field, frozen

from kla_rules.core.writing import spreadsheet_cell
from kla_rules.sheets.write import sheet_names, write_cell
from kla_rules.workbook.content import Content, Row
from kla_rules.workbook.formulas import quoted, sheet_of
from kla_rules.workbook.layout import HEAD_ROW, Column, is_measured, numbers_of, sheet_title

# Every cell to be filled in is light yellow, whatever else it is. Dark on light throughout.
_OPEN: Final = {"locked": False, "bg_color": "#FFF8D6", "border": 1, "border_color": "#8A8A8A"}
_TOP: Final = {"text_wrap": True, "valign": "top", "font_size": 10}
_STYLES: Final[Mapping[str, Mapping[str, Any]]] = {
    "title": {"bold": True, "font_size": 14, "font_color": "#123A5A"},
    "lead": {"italic": True, "font_color": "#333333", "font_size": 10},
    "head": {"bold": True, "bg_color": "#123A5A", "font_color": "#FFFFFF", "border": 1, **_TOP},
    "shown": _TOP,
    "grey": {"font_color": "#595959", "bg_color": "#EEEEEE", **_TOP},
    "open": {**_OPEN, **_TOP, "align": "left", "indent": 1},
    "text": {**_OPEN, **_TOP, "num_format": "@"},
    "total": {"bold": True, "bg_color": "#E3EEF6", **_TOP, "align": "left"},
    "key": {"bold": True, **_TOP},
}
# What a program would take for a number or a date of its own: "2024-02", "32.70".
AS_TEXT: Final = frozenset({"id", "date", "digest", "definition", "text", "code"})
_A4: Final = 9
_SCALE: Final = 60
# Of a line of text, in points; and by how much letters may be wider than a column takes them for.
_LINE, _AROUND, _WIDER, _BOLD = 13, 3, 1.12, 1.25
_MARGIN: Final = 0.4
_ALLOWED: Final = {"format_columns": True, "format_rows": True, "autofilter": True}
_LARGEST: Final = 1_000_000_000
_LONGEST: Final = 300


@frozen
class Form:
    """A form that is being written.

    Attributes:
        book: the workbook, of XlsxWriter.
        content: what it holds.
        styles: by name the format of a cell.
        names: by key, or id of an agency, the name of the sheet.
        places: by id of a row the name of its sheet and its number, from 1.
        lists: by what is listed the cells on the sheet of data in which it stands.
    """

    book: Any
    content: Content
    styles: Mapping[str, Any]
    names: Mapping[str, str]
    places: Mapping[str, tuple[str, int]]
    lists: dict[tuple[str | float, ...], str] = field(factory=dict)

    def say(self, key: str, **values: object) -> str:
        """Return what the form says, in its language."""
        return self.content.say(key, **values)

    def address(self, row: str, column: int) -> str:
        """Return the cell of a row in a column, counted from 0, as formulas write it."""
        name, number = self.places[row]
        return cell(name, number, column)

    def chosen_of(self, options: Sequence[str]) -> dict[str, Any]:
        """Return the validation of a cell in which one of some texts is chosen."""
        source = "=" + self.listed(options)
        return {"validate": "list", "source": source, **self._refused("refused-choice")}

    def listed(self, values: Sequence[str | float]) -> str:
        """Return the cells on the sheet of data in which values stand, one below the other."""
        own = tuple(values)
        if own not in self.lists:
            data = sheet_of(self.names["data"])
            letter = letters(FIRST_LIST + len(self.lists))
            self.lists[own] = f"{data}${letter}$1:${letter}${len(own)}"
        return self.lists[own]

    def number_of(self, most: float | str, *, whole: bool = False) -> dict[str, Any]:
        """Return the validation of a cell that holds a number from 0 to `most`."""
        kind = "integer" if whole else "decimal"
        bounds = {"criteria": "between", "minimum": 0, "maximum": most}
        return {"validate": kind, **bounds, **self._refused("refused-number")}

    def year(self) -> dict[str, Any]:
        """Return the validation of a cell that holds a year."""
        bounds = {"criteria": "between", "minimum": 1900, "maximum": 2100}
        return {"validate": "integer", **bounds, **self._refused("refused-year")}

    def _refused(self, key: str) -> dict[str, Any]:
        return {"error_title": self.say("refused"), "error_message": self.say(key)}

    def new_sheet(self, key: str, title: str, columns: Sequence[Column] = ()) -> Any:  # noqa: ANN401 - of XlsxWriter
        """Return a sheet with its title, what to do, and the headings of its columns."""
        sheet = self.book.get_worksheet_by_name(self.names[key])
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(_MARGIN, _MARGIN, _MARGIN, 2 * _MARGIN)
        sheet.set_footer(f"&L{_printed(title)}&R&P / &N")
        sheet.protect("", _ALLOWED)
        sheet.write_string(0, 0, spreadsheet_cell(title), self.styles["title"])
        if columns:
            for index, column in enumerate(columns):
                heading = column.heading.get(self.content.language)
                sheet.write_string(HEAD_ROW - 1, index, heading, self.styles["head"])
                sheet.set_column(index, index, column.width)
            language = self.content.language
            heads = [(column.heading.get(language), column.width) for column in columns]
            sheet.set_row(HEAD_ROW - 1, height(heads, bold=True))
            sheet.freeze_panes(HEAD_ROW, 1)
            sheet.repeat_rows(HEAD_ROW - 1)
            sheet.repeat_columns(0)
            sheet.set_print_scale(_SCALE)
        return sheet

    def write_rows(self, sheet: Any, columns: Sequence[Column], rows: Sequence[Row]) -> None:  # noqa: ANN401 - of XlsxWriter
        """Write rows below the headings, with what their cells may hold."""
        styles, before = self.styles, None
        for number, row in enumerate(rows, HEAD_ROW):
            cells = {"id": row.id or None, **row.cells}
            if cells.get("indicator") == before:  # said once, above
                cells["indicator"] = None
            else:
                before = cells.get("indicator")
            texts = ((cells.get(column.id), column.width) for column in columns)
            sheet.set_row(number, height(texts))
            for index, column in enumerate(columns):
                value = cells.get(column.id)
                if column.id in row.open:
                    style = styles["text" if column.holds in AS_TEXT else "open"]
                else:
                    style = styles["grey" if row.elsewhere else "shown"]
                write_cell(sheet, number, index, value, style)
                if column.id in row.lists:
                    sheet.data_validation(
                        number, index, number, index, self.chosen_of(row.lists[column.id])
                    )
            if row.question is not None and not row.elsewhere:
                self._number(sheet, number, row, [column.id for column in columns])

    def _number(self, sheet: Any, number: int, row: Row, columns: Sequence[str]) -> None:  # noqa: ANN401 - of XlsxWriter
        """Bound the number of an answer by what it is in."""
        if row.question is None:
            return
        index, maximum, form = (columns.index(name) for name in ("number", "maximum", "form"))
        most: int | float | str = row.cells["maximum"]
        numbers = numbers_of(row.question)
        if len(numbers) > 1:
            bounds = {one.form: one.most for one in row.question.forms}
            formula = f"{_LARGEST}"
            unit = f"${letters(form)}{number + 1}"
            for name, title in numbers.items():
                top = bounds[name]
                if name != "points" and top is not None:
                    shown = quoted(title.get(self.content.language))
                    formula = f"IF({unit}={shown},{top},{formula})"
            points = quoted(numbers["points"].get(self.content.language))
            limit = f"${letters(maximum)}{number + 1}"
            most = f"=IF({unit}={points},{limit},{formula})"
            if not is_measured(row.question):
                most = f'=IF(OR({unit}="",{unit}={points}),{limit},{formula})'
        sheet.data_validation(number, index, number, index, self.number_of(most))

    def bound_columns(
        self,
        sheet: Any,  # noqa: ANN401 - of XlsxWriter
        columns: Sequence[Column],
        count: int,
        titles: Mapping[str, Sequence[str]],
    ) -> None:
        """Bound what the columns hold that are alike in every row.

        Args:
            sheet: of XlsxWriter.
            columns: of the sheet.
            count: how many rows it has.
            titles: by what a column holds the texts that can be chosen in it.
        """
        if not count:
            return
        for index, column in enumerate(columns):
            where = (HEAD_ROW, index, HEAD_ROW + count - 1, index)
            if titles.get(column.holds):
                bound = self.chosen_of(titles[column.holds])
                if column.holds == "kind":  # any other kind may be written as its id
                    bound |= {"error_type": "warning"}
                sheet.data_validation(*where, bound)
            elif column.holds == "year":
                sheet.data_validation(*where, self.year())
            elif column.id in {"part", "whole", "unknown"}:
                sheet.data_validation(*where, self.number_of(_LARGEST, whole=True))
            elif column.id == "ratio":
                sheet.data_validation(*where, self.number_of(1))
            elif column.id == "document-title":
                bound = {"validate": "length", "criteria": "<=", "value": _LONGEST}
                sheet.data_validation(*where, {**bound, **self._refused("refused-title")})
            elif column.holds == "date":
                message = {"input_title": column.heading.get(self.content.language)}
                message["input_message"] = self.say("about-date")
                sheet.data_validation(*where, {"validate": "any", **message})


# Of the sheet of data: the first column with a list, from 0.
FIRST_LIST: Final = 3


def open_form(book: Any, content: Content) -> Form:  # noqa: ANN401 - of XlsxWriter
    """Return a form whose sheets exist and are still empty."""
    language = content.language
    keys = ["guide", "overview", *(part.agency for part in content.parts)]
    keys += ["parts"] if content.nodes else []
    keys += ["measures"] if content.measures else []
    keys += ["documents", "calculation", "data"]
    titles = {part.agency: part.title for part in content.parts}
    wanted = [titles.get(key) or sheet_title(key, language) for key in keys]  # type: ignore[arg-type]
    names = dict(zip(keys, sheet_names(wanted), strict=True))
    for name in names.values():
        book.add_worksheet(name)
    styles = {name: book.add_format(dict(style)) for name, style in _STYLES.items()}
    places = {}
    for part in content.parts:
        for number, row in enumerate(part.rows, HEAD_ROW + 1):
            if not row.elsewhere:
                places[row.id] = (names[part.agency], number)
    for number, row in enumerate(content.nodes, HEAD_ROW + 1):
        if row.id not in places:
            places[row.id] = (names["parts"], number)
    return Form(book, content, styles, names, places)


def letters(column: int) -> str:
    """Return the letters of a column, counted from 0.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def height(cells: Iterable[tuple[object, int]], *, bold: bool = False) -> float:
    """Return the height of a row, in points of print: not every program finds it by itself.

    Args:
        cells: what stands in it, with the width of each column in characters.
        bold: its letters are bold, and so wider.
    """
    wider = _BOLD if bold else _WIDER
    lines = (math.ceil(len(text) * wider / width) for text, width in cells if isinstance(text, str))
    return _LINE * max((1, *lines)) + _AROUND


def cell(sheet: str, row: int, column: int) -> str:
    """Return a cell as formulas on other sheets write it; the row is counted from 1."""
    return f"{sheet_of(sheet)}${letters(column)}${row}"


def _printed(title: str) -> str:
    """Return a title for the foot of a page, where an ampersand is a command."""
    return spreadsheet_cell(title).replace("&", "&&")[:100]
