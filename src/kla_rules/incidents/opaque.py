"""Ids of cases that say nothing of a person."""

import re
from collections.abc import Iterable
from typing import Final, Literal

Reason = Literal["number", "birth", "name", "form"]
_LONGEST: Final = 64
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z", re.IGNORECASE)
_HEX: Final = re.compile(r"(?=.*[a-f])(?=.*[0-9])[0-9a-f]{12,64}\Z", re.IGNORECASE)
_TOKEN: Final = re.compile(r"[0-9A-Za-z]+([-_][0-9A-Za-z]+)*\Z")
_LETTERS: Final = re.compile(r"[A-Za-z]+")
_VOWEL: Final = re.compile(r"[aeiou]", re.IGNORECASE)
# Numbers of persons: of identity cards and families 16 digits, of pupils 10, telephones 9 and more.
_LONG_NUMBER: Final = 9
_SHORTEST_NAME: Final = 3
# Words for a case are no name of one.
_CASE: Final = frozenset({"kasus", "case", "insiden", "incident", "lap", "reg", "kss"})
_DAY: Final = r"(0[1-9]|[12][0-9]|3[01])"
_MONTH: Final = r"(0[1-9]|1[0-2])"
_DATES: Final = (
    re.compile(rf"(?<![0-9])(19|20)[0-9]{{2}}{_MONTH}{_DAY}(?![0-9])"),
    re.compile(rf"(?<![0-9]){_DAY}{_MONTH}(19|20)[0-9]{{2}}(?![0-9])"),
    re.compile(rf"(?<![0-9]){_DAY}{_MONTH}[0-9]{{2}}(?![0-9])"),
    re.compile(rf"(?<![0-9])[0-9]{{2}}{_MONTH}{_DAY}(?![0-9])"),
)
_LONG_DATES: Final = 2  # those with a year of four digits


def not_opaque(given: str) -> Reason | None:
    """Return why an id may say something of a person; None where it says nothing.

    UUIDs say nothing, nor do 12 and more hexadecimal digits. Other ids are short tokens with a
    digit in which no run of letters can be spoken as a name.

    >>> [not_opaque(one) for one in ("3575010101010001", "budi-7", "c-17", "x7k2m9")]
    ['number', 'name', None, None]
    >>> not_opaque("0f8fad5b-d9cb-469f-a165-70867728950e")
    """
    digits = re.sub(r"[\s._/-]", "", given)
    if digits.isdigit():
        return "birth" if _is_date(digits) else "number"
    if _UUID.match(given):
        return None
    if len(given) > _LONGEST or not _TOKEN.match(given):
        return "name" if _LETTERS.search(given) and not re.search(r"[0-9]", given) else "form"
    runs = re.findall(r"[0-9]+", digits)
    if _HEX.match(given):  # a random one may well hold six digits that could be a date
        return "birth" if _is_date(digits, _DATES[:_LONG_DATES]) else None
    if _is_date(digits):
        return "birth"
    if any(len(run) >= _LONG_NUMBER for run in runs):
        return "number"
    words = [word.lower() for word in _LETTERS.findall(given)]
    if any(map(_is_spoken, words)) or not runs:
        return "name"
    return None


def _is_date(text: str, forms: Iterable[re.Pattern[str]] = _DATES) -> bool:
    return any(date.search(text) for date in forms)


def _is_spoken(word: str) -> bool:
    spoken = len(word) >= _SHORTEST_NAME and _VOWEL.search(word) is not None
    return spoken and word not in _CASE
