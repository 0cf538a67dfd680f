"""Anonymous ids: those of cases say nothing of a person."""

import re
from collections.abc import Iterable
from typing import Final, Literal

from kla_rules.tables.personal import PERSONAL

Reason = Literal["number", "birth", "name", "form"]
_LONGEST: Final = 64
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z", re.IGNORECASE)
_HEX: Final = re.compile(r"[0-9a-f]{12,64}\Z", re.IGNORECASE)
_TOKEN: Final = re.compile(r"[0-9A-Za-z]+([-_][0-9A-Za-z]+)*\Z")
_PREFIX: Final = re.compile(r"[A-Za-z]{1,3}[-_]")
_BETWEEN: Final = re.compile(r"[\s._/-]")
_LETTERS: Final = re.compile(r"[A-Za-z]+")
_DIGITS: Final = re.compile(r"[0-9]+")
_VOWEL: Final = re.compile(r"[aeiouy]", re.IGNORECASE)
# A number of a case. Those of persons are longer: of identity cards and families 16 digits, of
# pupils 10, of telephones 9 and more; six or eight can be a date.
_SHORT_NUMBER: Final = 5
_LONG_NUMBER: Final = 9
# Of an identity card: a district, a day (of women 40 later), a month, a year, a number.
_IDENTITY: Final = re.compile(
    r"[0-9]{6}(0[1-9]|[1256][0-9]|[37][01]|4[1-9])(0[1-9]|1[0-2])[0-9]{6}"
)
_FEW_LETTERS: Final = 3
_PERSONS: Final = re.compile(r"([0-9]{16}|(0|62)[0-9]{8,13})\Z")
# Long enough for a random one to hold no number of a person by chance, nor a date that means any.
_LONG_HEX: Final = 20
_SHORTEST_NAME: Final = 3
# Words for a case are no name of one.
_CASE: Final = frozenset({"kasus", "case", "insiden", "incident", "lap", "reg", "kss"})
_SCHOOL: Final = frozenset({"sd", "sdn", "smp", "smpn", "sma", "sman", "smk", "smkn", "kls", "th"})
_DAY: Final = r"(0[1-9]|[12][0-9]|3[01])"
_MONTH: Final = r"(0[1-9]|1[0-2])"
_LONG_DATES: Final = (
    re.compile(rf"(?<![0-9])(19|20)[0-9]{{2}}{_MONTH}{_DAY}(?![0-9])"),
    re.compile(rf"(?<![0-9]){_DAY}{_MONTH}(19|20)[0-9]{{2}}(?![0-9])"),
)
_DATES: Final = (
    *_LONG_DATES,
    re.compile(rf"(?<![0-9]){_DAY}{_MONTH}[0-9]{{2}}(?![0-9])"),
    re.compile(rf"(?<![0-9])[0-9]{{2}}{_MONTH}{_DAY}(?![0-9])"),
)
_PARTED: Final = re.compile(r"(?<![0-9])[0-9]{1,2}[-_.][0-9]{1,2}[-_.]([0-9]{2}|[0-9]{4})(?![0-9])")


def not_anonymous(name: str) -> Reason | None:
    """Return why an id may say something of a person; None where it says nothing.

    UUIDs say nothing, nor do 20 and more mixed hexadecimal digits. Of other ids that is judged by
    their looks: some that mean nothing are refused as well.

    >>> [not_anonymous(name) for name in ("3575010101010001", "budi-7", "c-17", "x7k2m9")]
    ['number', 'name', None, None]
    >>> not_anonymous("0f8fad5b-d9cb-469f-a165-70867728950e")
    """
    digits = _BETWEEN.sub("", name)
    if digits.isdigit():
        if name == digits and len(digits) <= _SHORT_NUMBER:
            return None
        return "birth" if _is_date(digits) or _PARTED.search(name) else "number"
    if _UUID.match(name):
        return None
    if len(name) > _LONGEST or not _TOKEN.match(name):
        return "name" if _LETTERS.search(name) and not _DIGITS.search(name) else "form"
    random = _PREFIX.sub("", name, count=1)
    if _HEX.match(random) and not random.isdigit():
        return _of_hexadecimal(random)
    return _of_token(name, digits)


def _of_hexadecimal(name: str) -> Reason | None:
    if len(name) >= _LONG_HEX:
        return "number" if any(map(_IDENTITY.search, _DIGITS.findall(name))) else None
    if _is_date(name, _LONG_DATES):
        return "birth"
    # Between letters at its ends: a number of sixteen digits, or one that begins as telephones do.
    number = name.strip("abcdefABCDEF")
    return "number" if number.isdigit() and _PERSONS.match(number) else None


def _of_token(name: str, digits: str) -> Reason | None:
    if _is_date(digits) or _PARTED.search(name):
        return "birth"
    if _is_number(digits):
        return "number"
    if any(map(_is_spoken, _words(name))) or not _DIGITS.search(name):
        return "name"
    return None


def _is_date(text: str, forms: Iterable[re.Pattern[str]] = _DATES) -> bool:
    return any(date.search(text) for date in forms)


def _is_number(text: str) -> bool:
    """Return whether a text holds a number of a person: many digits at a run, or few letters."""
    runs = [len(run) for run in _DIGITS.findall(text)]
    return max(runs, default=0) >= _LONG_NUMBER or (
        sum(runs) >= _LONG_NUMBER and len(text) - sum(runs) <= _FEW_LETTERS
    )


def _words(name: str) -> Iterable[str]:
    """Yield the runs of letters; syllables between hyphens make one word."""
    joined = re.sub(r"(?<=[A-Za-z])[-_](?=[A-Za-z]+([-_]|\Z))", "", name)
    return _LETTERS.findall(joined)


def _is_spoken(word: str) -> bool:
    lower = word.lower()
    if lower in _CASE:
        return False
    spoken = len(lower) >= _SHORTEST_NAME and _VOWEL.search(lower) is not None
    return spoken or lower in PERSONAL or lower in _SCHOOL
