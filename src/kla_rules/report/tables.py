"""Tables that print with their headings; a reader can sort and filter them where scripts run."""

from collections.abc import Sequence
from typing import Literal

from attrs import frozen

from kla_rules.report.html import Child, Html, element
from kla_rules.report.writer import Writer


@frozen
class Column:
    """A column.

    Attributes:
        title: its heading.
        sort: how its cells are put in order, or None where they are not.
        is_wide: it takes most of the room.
    """

    title: str
    sort: Literal["text", "number"] | None = None
    is_wide: bool = False

    @property
    def css(self) -> str | None:
        """Return the class of its cells."""
        return "number" if self.sort == "number" else "wide" if self.is_wide else None


@frozen
class Cell:
    """A cell.

    Attributes:
        content: what it shows.
        value: what it is put in order by; what it shows where it is left out.
    """

    content: Child
    value: object = None


Row = Sequence[Cell | Child]


def table(
    writer: Writer,
    caption: Child,
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    tools: bool = False,
) -> Html:
    """Return a table; its first column names the rows.

    Args:
        writer: of the report.
        caption: what it shows.
        columns: their headings.
        rows: a cell for each column.
        tools: readers can filter it and put it in order.
    """
    heads = [
        element(
            "th",
            column.title,
            scope="col",
            class_=column.css,
            data_sort=column.sort if tools else None,
        )
        for column in columns
    ]
    body = [
        element("tr", [_cell(cell, column, at) for at, (cell, column) in enumerate(pairs)])
        for pairs in (zip(row, columns, strict=True) for row in rows)
    ]
    made = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", heads)),
        element("tbody", body),
    )
    scrolling = element("div", made, class_="scroll")
    return (
        element("div", _tools(writer, len(rows)), scrolling, class_="tools") if tools else scrolling
    )


def _cell(cell: Cell | Child, column: Column, at: int) -> Html:
    value = cell.value if isinstance(cell, Cell) else None
    content = cell.content if isinstance(cell, Cell) else cell
    if at == 0:
        return element("th", content, scope="row", data_value=value, class_=column.css)
    label = column.title  # stands before it where the screen is too narrow for columns
    return element("td", content, data_value=value, data_label=label, class_=column.css)


def _tools(writer: Writer, count: int) -> Html:
    """Return what filters a table; without a script it stays hidden."""
    say = writer.say
    field = element("label", say("filter"), " ", element("input", type="search"))
    shown = element(
        "output", say("rows", shown=count, all=count), data_text=say("rows", shown="#", all=count)
    )
    return element("p", field, " ", shown, hidden=True, class_="filter")
