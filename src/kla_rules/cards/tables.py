"""Cards of what has none of its own: a part of a result, and a sequence of such parts."""

import functools
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from kla_rules.cards.card import Card
from kla_rules.cards.rows import row_of_any
from kla_rules.core.catalogues import CARDS
from kla_rules.core.points import written
from kla_rules.core.showing import Row, Showing, Unit
from kla_rules.core.writing import Language

if TYPE_CHECKING:
    from kla_rules.core.shown import Shown

_COLUMNS: Final = 6
_FLOAT: Final = 1000


def heading(column: str, language: Language) -> str:
    """Return what a column is called; one that nobody named keeps its name.

    >>> heading("gain", "en"), heading("unheard_of", "en")
    ('points open', 'unheard of')
    """
    key = f"column {column}"
    return CARDS.say(key, language) if key in CARDS else column.replace("_", " ")


def kind_of(part: object, language: Language) -> str:
    """Return what a part is called in a title."""
    name = type(part).__name__
    key = f"kind {name}"
    return CARDS.say(key, language) if key in CARDS else name


def card_of_part(part: "Shown", language: Language) -> Card:
    """Return the card of a part: its row, a line for each field."""
    row = part.rows("points", language)[0]
    name = row.get("title") or row.get("name") or row.get("id") or row.get("node") or ""
    card = Card(": ".join(filter(None, (kind_of(part, language), str(name)))), language)
    known = ((column, value) for column, value in row.items() if value not in {None, ""})
    card.table(
        [card.say("field"), card.say("value")],
        [[heading(column, language), cell(value, language)] for column, value in known],
        most=16,
    )
    return card


def shown_as_parts(
    title: Callable[[Language], str], parts: Sequence[Any], columns: Iterable[str] = ()
) -> Showing:
    """Return how a result of many alike parts shows itself: a title, a table, a row for each.

    Args:
        title: makes the title of the card in a language.
        parts: what has rows.
        columns: which the card shows; none for the first few that hold something.
    """

    def card_of(language: Language) -> Card:
        card = Card(title(language), language)
        table_of_parts(card, parts, columns)
        return card

    return Showing(card_of, functools.partial(rows_of_list, parts))


def rows_of_list(parts: Iterable[Any], unit: Unit, language: Language) -> list[Row]:
    """Return the row of each entry of a sequence."""
    return [row_of_any(part, unit, language) for part in parts]


def card_of_list(parts: Sequence[Any], language: Language) -> Card:
    """Return the card of a sequence: a table of its first entries."""
    title = kind_of(parts[0], language) if parts else ""
    card = Card(CARDS.say("several", language, kind=title, count=len(parts)), language)
    table_of_parts(card, parts)
    return card


def table_of_parts(
    card: Card, parts: Sequence[Any], columns: Iterable[str] = (), most: int = 8, caption: str = ""
) -> None:
    """Write the first parts of a result as a table, a row each.

    Args:
        card: to write on.
        parts: what has rows.
        columns: which to show, in their order; none for the first few that hold something.
        most: so many rows are shown.
        caption: what it is of.
    """
    first = rows_of_list(parts[:most], "points", card.language)
    table_of_rows(card, first, columns, caption, len(parts) - len(first))


def table_of_rows(
    card: Card, rows: Sequence[Row], columns: Iterable[str] = (), caption: str = "", more: int = 0
) -> None:
    """Write rows as a table, with the columns that are named, or the first few that hold something.

    Args:
        card: to write on.
        rows: with the same columns.
        columns: which to show, in their order; none for the first few.
        caption: what it is of.
        more: how many rows there are beyond these.
    """
    if not rows:
        return
    shown = (
        list(columns)
        or [column for column in rows[0] if any(row.get(column) not in {None, ""} for row in rows)][
            :_COLUMNS
        ]
    )
    numbers = [
        place
        for place, column in enumerate(shown)
        if all(_is_number(row.get(column)) for row in rows)
    ]
    cells = [[cell(row.get(column), card.language) for column in shown] for row in rows]
    headings = [heading(column, card.language) for column in shown]
    card.table(headings, cells, numbers, len(cells), caption, more)


def cell(value: object, language: Language) -> str:
    """Return a value of a row as people read it.

    >>> cell(True, "id"), cell(21.5, "id"), cell(None, "id")
    ('ya', '21,5', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return CARDS.say("yes" if value else "no", language)
    if isinstance(value, float):
        return written(round(value * _FLOAT), language)
    return str(value)


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))
