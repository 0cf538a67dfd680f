"""Codes of units, of the Ministry of Home Affairs and of Statistics Indonesia, in tables."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from attrs import frozen

from kla_rules.imports.headings import Family, Level
from kla_rules.tables.cells import is_empty

_DOTTED: Final = re.compile(r"[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{4})?)?)?\Z")
_PLAIN: Final = re.compile(r"[0-9]+\Z")
_FLOAT: Final = re.compile(r"([0-9]{2,12})[.,]0+\Z")
_SHORTENED: Final = re.compile(r"[0-9][.,]?[0-9]*[eE]\+?[0-9]+\Z")
_THOUSANDS: Final = re.compile(r"[0-9]{1,3}(?:[., ][0-9]{3})+\Z")
_LEVELS: Final[dict[int, Level]] = {
    2: "province",
    4: "regency",
    6: "kecamatan",
    7: "kecamatan",
    10: "village",
}
_KECAMATAN: Final[dict[Family, int]] = {"kemendagri": 6, "bps": 7}
_SEVENTH: Final = 6
_FIRST_PROVINCE: Final = 11
VILLAGE_DIGITS: Final = 10
Code = tuple[str, bool]  # its digits, and whether it is written with points


class BadCodeError(ValueError):
    """A cell is no code.

    Attributes:
        reason: "shortened", "decimal", "thousands", "length" or "none".
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@frozen
class Codes:
    """The codes of a column.

    Attributes:
        digits: of each cell; None where it is empty.
        written: of each, as it is written; whole where it was a decimal.
        floats: how many were decimals.
        dotted: whether any is written with points.
    """

    digits: Sequence[str | None]
    written: Sequence[str | None]
    floats: int
    dotted: bool


def code_of(cell: object) -> tuple[str, bool, bool]:
    """Return a code as its digits, whether it has points, and whether it was a decimal.

    Raises:
        BadCodeError: for what is none.

    >>> code_of("35.75.01.1001"), code_of(3575010.0)
    (('3575011001', True, False), ('3575010', False, True))
    """
    if isinstance(cell, bool):
        raise BadCodeError("none")
    if isinstance(cell, float | Decimal):
        if cell != cell or cell != int(cell):  # noqa: PLR0124 - NaN
            raise BadCodeError("decimal")
        return _plain(str(int(cell)), was_float=isinstance(cell, float))
    text = str(cell).strip().lstrip("'")
    if _DOTTED.match(text):
        return _checked(text.replace(".", "")), "." in text, False
    if match := _FLOAT.match(text):
        return _plain(match[1], was_float=True)
    if _SHORTENED.match(text):
        raise BadCodeError("shortened")
    if _THOUSANDS.match(text):
        raise BadCodeError("thousands")
    return _plain(text, was_float=False)


def _plain(text: str, *, was_float: bool) -> tuple[str, bool, bool]:
    if not _PLAIN.match(text):
        raise BadCodeError("none")
    if len(text) not in _LEVELS:
        raise BadCodeError("length")
    return _checked(text), False, was_float


def _checked(digits: str) -> str:
    if int(digits[:2]) < _FIRST_PROVINCE:
        raise BadCodeError("none")
    return digits


def is_code(cell: object) -> bool:
    """Return whether a cell is a code."""
    if is_empty(cell):
        return False
    try:
        code_of(cell)
    except (BadCodeError, ValueError, OverflowError):
        return False
    return True


def is_like_code(cell: object) -> bool:
    """Return whether a cell is a code, or was one before a spreadsheet shortened it."""
    return is_code(cell) or (isinstance(cell, str) and bool(_SHORTENED.match(cell.strip())))


def level_of(digits: str) -> Level:
    """Return what a code is of, by its length.

    >>> level_of("3575"), level_of("3575010001")
    ('regency', 'village')
    """
    return _LEVELS[len(digits)]


def lengths(family: Family, of: str) -> frozenset[int]:
    """Return how many digits codes of a family have; of what says it by its code, all of them.

    >>> sorted(lengths("bps", "kecamatan")), sorted(lengths("kemendagri", "unit"))
    ([7], [2, 4, 6, 10])
    """
    own = {"kecamatan": {_KECAMATAN[family]}, "village": {VILLAGE_DIGITS}}
    return frozenset(own.get(of, {2, 4, _KECAMATAN[family], VILLAGE_DIGITS}))


def kecamatan_of(digits: str, family: Family) -> str:
    """Return the code of the kecamatan of a village.

    >>> kecamatan_of("3575011001", "kemendagri"), kecamatan_of("3575010001", "bps")
    ('357501', '3575010')
    """
    return digits[: _KECAMATAN[family]]


def dotted(digits: str) -> str:
    """Return a code of the Ministry of Home Affairs with points.

    >>> dotted("3575011001"), dotted("3575")
    ('35.75.01.1001', '35.75')
    """
    parts = (digits[:2], digits[2:4], digits[4:6], digits[6:])
    return ".".join(filter(None, parts))


def family_of(digits: Iterable[str], *, has_points: bool) -> tuple[Family | None, bool]:
    """Return whose codes these are, and whether that is a guess; None where nothing tells it.

    Those with points, and of six digits, are of the Ministry of Home Affairs; those of seven of
    Statistics Indonesia. Of ten digits the seventh tells it nearly always.
    """
    if has_points:
        return "kemendagri", False
    sizes, seventh = set(), set()
    for one in digits:
        sizes.add(len(one))
        if len(one) == VILLAGE_DIGITS:
            seventh.add(one[_SEVENTH])
    if len({*_KECAMATAN.values()} & sizes) == 1:
        return ("bps" if _KECAMATAN["bps"] in sizes else "kemendagri"), False
    if len({*_KECAMATAN.values()} & sizes) > 1 or not seventh:
        return None, False
    return ("kemendagri" if seventh <= {"1", "2"} else "bps"), True
