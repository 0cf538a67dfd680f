"""The figures that a text says: digits and words, each with its comparison and its unit."""

import functools
import re
from fractions import Fraction
from typing import Final

from attrs import frozen

from kla_rules.core.writing import Language
from kla_rules.validation.checks.lexicon import (
    Phrase,
    lexicon,
    listed,
    without_asides,
    words_of,
)

_NUMBER: Final = re.compile(r"(?<![^\W_])\d+(?:[.,]\d+)*(?![^\W_])")
_TOKEN: Final = re.compile(r"(?<![^\W_])\d+(?:[.,]\d+)*(?![^\W_])|[^\W\d_]+|%")
_BEFORE: Final = ("at_least", "above", "at_most", "below", "numbered")
_BEHIND: Final = ("at_least-behind", "at_most-behind")
_UNITS: Final = ("per-cent", "minutes", "hours", "working_days", "days", "time")
_LONGEST: Final = 4  # words of a comparison, and between a figure and what stands behind it
_POINTED: Final = re.compile(r"(\d+)\.(\d+)")  # of a question, in any language
_MARKS: Final = {"id": (r"\.", ","), "en": (",", r"\.")}  # of thousands, and of decimals


@frozen
class Said:
    """A figure that a text says.

    Attributes:
        value: the number.
        comparator: "at_least", "above", "at_most", "below", or "" where it is not compared.
        unit: "per-cent", "minutes", "hours", "working_days", "days", "time" of another kind, or ""
            for a plain number.
    """

    value: Fraction
    comparator: str = ""
    unit: str = ""


@functools.lru_cache(maxsize=4096)
def said(text: str, language: Language) -> tuple[Said, ...]:
    """Return the figures of a text that count something, save those in brackets.

    >>> [one] = said("villages where ownership is above 90 per cent", "en")
    >>> int(one.value), one.comparator, one.unit
    (90, 'above', 'per-cent')
    >>> said("Regulation 78 of 2021", "en")
    ()
    """
    tokens = _tokens(without_asides(text))
    return tuple(
        figure
        for place, token in enumerate(tokens)
        if token[0].isdigit() or token in _first_words(language)
        for figure in (_figure(tokens, place, language),)
        if figure is not None
    )


@functools.lru_cache(maxsize=8192)
def written(text: str, language: Language) -> frozenset[str]:
    """Return the numbers that stand in a text in digits.

    >>> sorted(written("7.285 kecamatan, 563,28 poin, pertanyaan 17.5", "id"))
    ['17.5', '563.28', '7285']
    """
    return frozenset(number(token, language) for token in _NUMBER.findall(text))


@functools.lru_cache(maxsize=8192)
def in_words(text: str, language: Language) -> frozenset[str]:
    """Return the numbers that stand in a text as words.

    >>> sorted(in_words("the five clusters, of twelve", "en"))
    ['12', '5']
    """
    tokens, known = _tokens(text), _numbers(language)
    found = (
        known.get(tokens[at : at + length])
        for at, token in enumerate(tokens)
        if token in _first_words(language)
        for length in (1, 2)
    )
    return frozenset(str(one) for one in found if one is not None)


@functools.cache
def _forms(language: Language) -> tuple[re.Pattern[str], str]:
    grouped, point = _MARKS[language]
    return re.compile(rf"(\d{{1,3}}(?:{grouped}\d{{3}})+|\d+)(?:{point}(\d+))?"), grouped[-1]


def number(token: str, language: Language) -> str:
    """Return a number as it is written in no language; that of a thing stays as it is.

    >>> number("7.285", "id"), number("563,28", "id"), number("90.50", "en"), number("1.2.3", "id")
    ('7285', '563.28', '90.5', '1.2.3')
    """
    form, grouped = _forms(language)
    match = form.fullmatch(token) or _POINTED.fullmatch(token)
    if match is None:
        return token
    whole, rest = match[1].replace(grouped, ""), (match[2] or "").rstrip("0")
    return f"{whole}.{rest}" if rest else whole


def _tokens(text: str) -> Phrase:
    return tuple(_TOKEN.findall(text.lower()))


@functools.cache
def _numbers(language: Language) -> dict[Phrase, int]:
    return {words_of(word): place for place, word in enumerate(listed("numbers", language))}


@functools.cache
def _parts(language: Language) -> dict[Phrase, int]:
    pairs = (entry.split("=") for entry in listed("parts", language))
    return {words_of(words): int(figure) for words, figure in pairs}


@functools.cache
def _first_words(language: Language) -> frozenset[str]:
    return frozenset(words[0] for words in (*_numbers(language), *_parts(language)))


def _figure(tokens: Phrase, place: int, language: Language) -> Said | None:
    """Return the figure that begins at a place, or None."""
    before = _before(tokens, place, language)
    if before == "numbered":
        return None
    if tokens[place][0].isdigit():
        value, length = _value(number(tokens[place], language)), 1
        if value is None:
            return None
    else:
        for length in (2, 1):
            words = tokens[place : place + length]
            if words in _parts(language):
                return Said(Fraction(_parts(language)[words]), before, "per-cent")
            if words in _numbers(language) and (length == 1) == (len(words) == 1):
                value = Fraction(_numbers(language)[words])
                break
        else:
            return None
    unit = ""
    behind = place + length
    if behind < len(tokens):
        unit, _ = lexicon(_UNITS, language).at(tokens, behind)
    return Said(value, before or _behind(tokens, behind, language), unit)


def _value(token: str) -> Fraction | None:
    try:
        return Fraction(token)
    except ValueError:
        return None  # the number of a thing


def _before(tokens: Phrase, place: int, language: Language) -> str:
    """Return the longest comparison that ends at a place, or ""."""
    known = lexicon(_BEFORE, language)
    for start in range(max(0, place - _LONGEST), place):
        entry, length = known.at(tokens, start)
        if entry and start + length == place:
            return entry
    return ""


def _behind(tokens: Phrase, place: int, language: Language) -> str:
    known = lexicon(_BEHIND, language)
    for start in range(place, min(len(tokens), place + _LONGEST)):
        entry, _ = known.at(tokens, start)
        if entry:
            return entry.removesuffix("-behind")
    return ""
