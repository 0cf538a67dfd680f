"""Rows: what a result holds as plain values, one row for each of its parts."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from attrs import fields, has

from kla_rules.core.showing import Row, Unit, figures
from kla_rules.core.writing import Language

_END: Final = "_thousandths"
_APART: Final = "; "
_NONE: Final = "-"


def row_of_any(entry: object, unit: Unit, language: Language) -> Row:
    """Return the row of an entry of a sequence; a plain value is one of a single column."""
    own = getattr(type(entry), "_row", None)
    if own is not None:
        row: Row = own(entry, unit, language)
        return row
    if has(type(entry)):
        return row_of(entry, unit, language)
    return {"value": plain_cell(entry, language)}


def row_of(part: Any, unit: Unit, language: Language) -> Row:  # noqa: ANN401 - any class made by attrs
    """Return the fields of a part as a row: figures in the unit, names by their ids.

    What has an id and a title gives its id; the first of them its title too. What a row has no room
    for is counted.

    >>> from kla_rules.core.notes import Note
    >>> row_of(Note("total.declared-differs", {"declared": 1, "sum": 2}), "points", "en")
    {'id': 'total.declared-differs', 'values': 2, 'node': None}
    """
    row: Row = {}
    for field in fields(type(part)):
        name, value = field.name, getattr(part, field.name)
        if name.startswith("_"):
            continue
        if name.endswith(_END):
            row |= _thousandths(unit, name.removesuffix(_END), value)
        else:
            row[name] = plain_cell(value, language)
            title: Any = getattr(value, "title", None)
            if _is_text(title) and "title" not in row and not _is_level(value):
                row["title"] = title.get(language)
    return row


def _thousandths(unit: Unit, name: str, value: Any) -> Row:  # noqa: ANN401 - a figure, or several
    """Return figures by name: one, or the two ends of a range."""
    if value is None or isinstance(value, int):
        return figures(unit, **{name: value})
    if isinstance(value, tuple) and len(value) == len(_ENDS) and all(map(_is_whole, value)):
        return figures(unit, **dict(zip((f"{name}{end}" for end in _ENDS), value, strict=True)))
    return {name: len(value)} if isinstance(value, tuple | Mapping) else {}


def _is_text(value: object) -> bool:
    """Return whether a value is a text in both languages; its class asks this module."""
    return hasattr(value, "get") and hasattr(value, "en")


def _is_level(value: object) -> bool:
    return hasattr(value, "floor_thousandths")


_ENDS: Final = ("_low", "_high")


def _is_whole(value: object) -> bool:
    return isinstance(value, int)


def plain_cell(value: Any, language: Language) -> Any:  # noqa: ANN401 - any value
    """Return a value as a cell of a table: a number, a word, a name, or how many there are.

    Of what is none of these, what it is.

    >>> plain_cell((None, "6.3"), "en"), plain_cell({"a": 1}, "en")
    ('-; 6.3', 1)
    """
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Decimal | Fraction):
        return float(value)
    name = _name(value, language)
    if name is not None:
        return name
    if isinstance(value, tuple | list):
        names = [_NONE if part is None else _name(part, language) for part in value]
        return len(value) if None in names else _APART.join(map(str, names))
    return len(value) if hasattr(value, "__len__") else type(value).__name__


def _name(value: Any, language: Language) -> str | None:  # noqa: ANN401 - any value
    """Return what a thing is called in a cell: its id, its text; None for what has none."""
    if isinstance(value, str):
        return value
    if _is_text(value):
        return str(value.get(language))
    for holder in (value, getattr(value, "node", None), getattr(value, "step", None)):
        name = getattr(holder, "id", None)
        if isinstance(name, str):
            return name
    return None
