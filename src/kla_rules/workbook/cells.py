"""Cells of a form to plain values of a profile; what could be read in two ways is refused."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final, Literal

from attrs import frozen

from kla_rules.core.dates import day_of
from kla_rules.core.points import number, number_written
from kla_rules.core.text import Text
from kla_rules.core.writing import LANGUAGES, shown
from kla_rules.sheets.model import Cell
from kla_rules.tables.cells import as_word
from kla_rules.tables.words import plain_words

Mark = Literal[".", ",", ""]
_NUMBER: Final = re.compile(r"-?[0-9]{1,10}(?:[.,][0-9]{1,25})?")
# 1.250 is a thousand and more to one reader, and little more than one to the other.
_TWO_WAYS: Final = re.compile(r"-?[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")
_MANY_DIGITS: Final = re.compile(r"[0-9][0-9.,]*")
_DATE: Final = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_DAY_FIRST: Final = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_YEAR: Final = re.compile(r"[0-9]{4}")
_MONTHS: Final = 12
# What a table means with these is known to whoever wrote it.
_DASHES: Final = frozenset({"-", "--", "\N{EN DASH}", "\N{EM DASH}"})
_NOT_SAID: Final = frozenset({"n/a", "na", "n.a.", "n.a", "#n/a"})
_FORMULA: Final = ("=", "+", "-", "@")


@frozen
class Refused:
    """Why a cell is not taken.

    Attributes:
        reason: the end of the id of the finding: "form.cell-REASON".
        values: what its sentence needs.
    """

    reason: str
    values: Mapping[str, Any]


def is_blank(cell: Cell) -> bool:
    """Return whether a cell says nothing: it is empty, or says that it is not known.

    What can also say that a question does not apply says something.

    >>> is_blank(None), is_blank("  "), is_blank("belum diketahui"), is_blank(0), is_blank("n/a")
    (True, True, True, False, False)
    """
    if cell is None:
        return True
    return type(cell) is str and (not cell or cell.isspace() or _is_unknown(cell))


def _is_unknown(text: str) -> bool:
    word = as_word(text)
    return word in plain_words().unknown and word not in _NOT_SAID  # which may say: not applicable


def text_in(cell: Cell) -> str:
    """Return the text in a cell, without the mark that keeps it from being a formula.

    >>> text_in("'=1+1"), text_in(" SK 12/2024"), text_in(12)
    ('=1+1', ' SK 12/2024', '12')
    """
    if isinstance(cell, datetime | date):
        return day_of(cell)
    text = str(cell)
    return text[1:] if text[:1] == "'" and text[1:2] in _FORMULA else text


def number_in(cell: Cell, mark: Mark = "") -> int | Decimal | Refused:
    """Return the number in a cell that is not blank.

    Args:
        cell: a number, or a text of one with a comma or a point before its decimals.
        mark: the decimal mark of the file, where its cells are text and it has one.

    >>> number_in("12,5"), number_in(0.1)
    (Decimal('12.5'), Decimal('0.1'))
    >>> number_in("1.250").reason, number_in("1,250", ",")
    ('two-numbers', Decimal('1.250'))
    """
    if isinstance(cell, date | time):
        return Refused("date", {"found": str(cell)})
    return _number_in_text(cell, mark) if isinstance(cell, str) else _exact(cell, shown(cell))


def _exact(value: Any, found: str) -> int | Decimal | Refused:  # noqa: ANN401 - a cell
    if isinstance(value, bool):
        return Refused("not-number", {"found": value})
    try:
        return number(value)
    except (TypeError, ValueError, OverflowError):
        return Refused("digits", {"found": found})


def _number_in_text(cell: str, mark: Mark) -> int | Decimal | Refused:
    text = "".join(text_in(cell).split())
    if text.lower() in _NOT_SAID | _DASHES:
        return Refused("unsaid", {"found": text})
    if _TWO_WAYS.fullmatch(text) and not (mark and text.count(mark) == 1 and _other(mark, text)):
        return Refused("two-numbers", {"found": text, "readings": _readings(text)})
    if mark and not _other(mark, text):
        return Refused("other-mark", {"found": text, "mark": mark})
    if not _NUMBER.fullmatch(text):
        if _MANY_DIGITS.fullmatch(text):
            return Refused("digits", {"found": shown(cell)})
        return Refused("not-number", {"found": cell})
    return _exact(Decimal(text.replace(",", ".")), shown(cell))


def _other(mark: Mark, text: str) -> bool:
    """Return whether a text is without the mark that the file does not use for decimals."""
    return ("," if mark == "." else ".") not in text


def _readings(text: str) -> Text:
    """Return what a number with marks can mean, each as people write it."""
    marks = text.count(".") + text.count(",")
    many = int(re.sub("[.,]", "", text))
    few = Decimal(text.replace(",", ".")) if marks == 1 else None
    return Text(*(
        " / ".join(
            number_written(one, language) for one in (many, few) if one is not None
        )
        for language in LANGUAGES
    ))  # fmt: skip


def share_in(text: str) -> int | Decimal | Refused | None:
    """Return the number before a sign of per cent; None for a text without one.

    >>> share_in("61,5 %"), share_in("61,5")
    (Decimal('61.5'), None)
    """
    own = text.strip()
    return number_in(own[:-1].strip()) if own.endswith("%") else None


def date_in(cell: Cell) -> str | int | Refused:
    """Return the date of a document: year, month or day, as a profile writes it.

    With slashes the day comes first, as everywhere in Indonesia.

    >>> date_in("2024-05"), date_in(2024), date_in("3/5/2024")
    ('2024-05', 2024, '2024-05-03')
    """
    if isinstance(cell, datetime | date):
        return day_of(cell)
    if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
        return int(cell) if cell == int(cell) else Refused("not-date", {"found": shown(cell)})
    text = text_in(cell).strip()
    if _DATE.fullmatch(text):
        return text
    first = _DAY_FIRST.fullmatch(text)
    if first is None:
        return Refused("not-date", {"found": shown(text)})
    day, month, year = (int(part) for part in first.groups())
    return f"{year}-{month:02}-{day:02}"


def is_day_first(cell: Cell) -> bool:
    """Return whether a date is taken with its day first that others may read month first.

    >>> is_day_first("3/5/2024"), is_day_first("17/5/2024"), is_day_first("2024-05-03")
    (True, False, False)
    """
    found = _DAY_FIRST.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return found is not None and int(found[1]) <= _MONTHS and int(found[1]) != int(found[2])


def year_in(cell: Cell) -> int | Refused:
    """Return a year.

    >>> year_in(2024.0), year_in(" 2024 ")
    (2024, 2024)
    """
    if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
        return int(cell) if cell == int(cell) else Refused("not-year", {"found": shown(cell)})
    text = text_in(cell).strip()
    if not isinstance(cell, date) and _YEAR.fullmatch(text):
        return int(text)
    return Refused("not-year", {"found": shown(text)})


def yes_in(cell: Cell, words: Mapping[str, Any], known: Iterable[object]) -> bool | Refused:
    """Return yes or no; `known` is how they are written, for whoever wrote something else."""
    if isinstance(cell, bool):
        return cell
    found = words.get(as_word(str(cell)))
    if found is None:
        return Refused("choice", {"found": shown(cell), "known": list(known), "near": ()})
    return bool(found)
