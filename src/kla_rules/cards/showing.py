"""How results answer what `Shown` asks of them: the one module above it that it asks."""

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kla_rules.cards.card import Card
from kla_rules.cards.frames import frame_of
from kla_rules.cards.rows import row_of
from kla_rules.cards.spreadsheets import csv_of, xlsx_of
from kla_rules.cards.tables import card_of_list, card_of_part, rows_of_list
from kla_rules.core.delimited import Locale
from kla_rules.core.findings import check_choice
from kla_rules.core.language import current
from kla_rules.core.showing import UNITS, Library, Row, Showing, Unit
from kla_rules.core.writing import Language

if TYPE_CHECKING:
    from kla_rules.core.shown import Shown


def card_of(result: "Shown", language: Language | None) -> Card:
    """Return a result as a card."""
    return result._showing().card(current(language))  # noqa: SLF001 - what it is for


def rows_of(result: "Shown", unit: Unit, language: Language | None) -> list[Row]:
    """Return a result as rows."""
    check_choice("unit", unit, UNITS)
    return result._showing().rows(unit, current(language))  # noqa: SLF001 - what it is for


def frame_of_rows(
    result: "Shown", unit: Unit, library: Library | None, language: Language | None
) -> Any:  # noqa: ANN401 - a frame of either library
    """Return the rows of a result as a frame."""
    return frame_of(rows_of(result, unit, language), result._showing().levels, library)  # noqa: SLF001 - what it is for


def csv_of_rows(result: "Shown", language: Language | None, locale: Locale | None) -> str:
    """Return the rows of a result as CSV."""
    return csv_of(result._showing(), current(language), locale)  # noqa: SLF001 - what it is for


def xlsx_of_rows(result: "Shown", language: Language | None) -> bytes:
    """Return the rows of a result as a workbook."""
    return xlsx_of(result._showing(), current(language))  # noqa: SLF001 - what it is for


def own_row(result: "Shown", unit: Unit, language: Language) -> Row:
    """Return the row that a result is among others of its kind."""
    own = result._showing().row  # noqa: SLF001 - what it is for
    return row_of(result, unit, language) if own is None else own(unit, language)


def shown_as_part(part: "Shown") -> Showing:
    """Return how a part of a result shows itself: by the row that it is."""
    return Showing(
        functools.partial(card_of_part, part),
        lambda unit, language: [part._row(unit, language)],  # noqa: SLF001 - what it is for
    )


def shown_as_list(parts: Sequence[Any], levels: tuple[str, ...]) -> Showing:
    """Return how a sequence shows itself: a table of its first entries, a row for each."""
    return Showing(
        functools.partial(card_of_list, parts), functools.partial(rows_of_list, parts), levels
    )
