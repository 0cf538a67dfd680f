"""Places in what was read, and how people write them."""

from kla_rules.core.writing import printable


def cell_name(sheet: str, row: int | None, column: int | None) -> str:
    """Return a cell, or a sheet, as spreadsheets write it.

    >>> cell_name("Dinas Kesehatan", 12, 5), cell_name("K1", 3, 28), cell_name("K1", None, None)
    ("'Dinas Kesehatan'!E12", 'K1!AB3', 'K1')
    """
    shown_as = printable(sheet)
    if not shown_as.replace("_", "").isalnum():
        shown_as = "'" + shown_as.replace("'", "''") + "'"
    if row is None or column is None:
        return shown_as
    return f"{shown_as}!{column_letters(column)}{row}"


def column_letters(column: int) -> str:
    """Return what spreadsheets call a column, counted from 1.

    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    letters = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def dotted(path: tuple[str | int, ...]) -> str:
    """Return a path as people write it.

    >>> dotted(("questions", 3, "maximum"))
    'questions[3].maximum'
    """
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text
