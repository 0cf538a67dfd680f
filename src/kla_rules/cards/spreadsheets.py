"""Results as tables of spreadsheets: CSV and sheets, with headings and cells in words."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kla_rules.cards.tables import heading
from kla_rules.core.catalogues import CARDS
from kla_rules.core.delimited import Locale, check_locale, delimited, yes_or_no
from kla_rules.core.showing import Row, Showing, Words
from kla_rules.core.writing import Language
from kla_rules.sheets.write import Table, workbook_of

_APART: Final = "; "
_NONE: Final[Words] = {}


def csv_of(showing: Showing, language: Language, locale: Locale | None) -> str:
    """Return the rows of a result as CSV."""
    check_locale(locale)
    if showing.csv is not None:
        return showing.csv(language, locale)
    heads, words = _words_of(showing, language)
    rows = showing.rows("points", language)
    return csv_of_rows(rows, language, locale, columns_of(rows), heads, words)


def csv_of_rows(
    rows: Sequence[Row],
    language: Language,
    locale: Locale | None,
    columns: Sequence[str],
    heads: Mapping[str, str] | None = None,
    words: Words = _NONE,
) -> str:
    """Return rows as CSV: for programs with their names, for a spreadsheet in words.

    Args:
        rows: their values by column; text, numbers, yes or no, or None.
        language: of headings and words.
        locale: as for `delimited`.
        columns: which columns there are, in their order, also where there is no row.
        heads: what columns are called, before what the catalogue calls them.
        words: by column what ids in it are called, before what the catalogue calls them.

    Raises:
        ArgumentError: for another setting.
    """
    check_locale(locale)
    if locale is None:
        cells = ([row.get(name) for name in columns] for row in rows)
        return delimited(columns, cells, language)
    in_words = ([said(name, row.get(name), language, words) for name in columns] for row in rows)
    return delimited(headings(columns, language, heads), in_words, language, locale)


def xlsx_of(showing: Showing, language: Language) -> bytes:
    """Return the rows of a result as a workbook of one sheet.

    Raises:
        MissingExtraError: where the library that writes workbooks is not installed.
    """
    if showing.book is not None:
        return showing.book(language)
    title = showing.card(language).title
    return workbook_of({title: sheet_of(showing, language, title)})


def sheet_of(showing: Showing, language: Language, title: str = "") -> Table:
    """Return the rows of a result as a table for a sheet, all of it in words."""
    heads, words = _words_of(showing, language)
    rows = showing.rows("points", language)
    return sheet_of_rows(rows, language, columns_of(rows), heads, words, title)


def sheet_of_rows(
    rows: Sequence[Row],
    language: Language,
    columns: Sequence[str],
    heads: Mapping[str, str] | None = None,
    words: Words = _NONE,
    title: str = "",
) -> Table:
    """Return rows as a table for a sheet, all of it in words; arguments as for `csv_of_rows`."""
    cells = [[sheet_cell(name, row.get(name), language, words) for name in columns] for row in rows]
    return Table(headings(columns, language, heads), cells, title)


def columns_of(rows: Sequence[Row]) -> list[str]:
    """Return the columns of rows, in the order in which they first stand.

    >>> columns_of([{"a": 1}, {"b": 2, "a": 3}])
    ['a', 'b']
    """
    return list(dict.fromkeys(name for row in rows for name in row))


def headings(
    columns: Sequence[str], language: Language, own: Mapping[str, str] | None = None
) -> list[str]:
    """Return what columns are called, none as another: a second one has its name beside.

    >>> headings(["step", "title", "name"], "id")
    ['langkah', 'nama', 'nama (name)']
    """
    heads = [(own or {}).get(name) or heading(name, language) for name in columns]
    return [
        f"{head} ({name})" if head in heads[:place] else head
        for place, (head, name) in enumerate(zip(heads, columns, strict=True))
    ]


def said(column: str, cell: Any, language: Language, words: Words = _NONE) -> Any:  # noqa: ANN401 - any cell
    """Return a cell in words where it is an id that has any; all else as it is.

    >>> said("rank", "cluster", "id"), said("rank", 1, "id"), said("name", "cluster", "id")
    ('klaster', 1, 'cluster')
    """
    if not isinstance(cell, str):
        return cell
    if _APART in cell and column in words:
        names = ((words[column].get(part), part) for part in cell.split(_APART))
        return _APART.join(text.get(language) if text else part for text, part in names)
    text, key = words.get(column, {}).get(cell), f"word {column} {cell}"
    if text is not None:
        return text.get(language)
    return CARDS.say(key, language) if key in CARDS else cell


def sheet_cell(column: str, cell: Any, language: Language, words: Words = _NONE) -> Any:  # noqa: ANN401 - any cell
    """Return a cell as a sheet has it, in words: answers too; numbers stay numbers."""
    if isinstance(cell, bool):
        return yes_or_no(cell, language)
    return said(column, cell, language, words)


def _words_of(showing: Showing, language: Language) -> tuple[Mapping[str, str], Words]:
    return (
        showing.heads(language) if showing.heads else {},
        showing.words or {},
    )
