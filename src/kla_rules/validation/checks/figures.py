"""The figures that a text says: digits and words, each with its comparison and its unit."""

import functools
from fractions import Fraction
from typing import Final

from attrs import frozen

from kla_rules.core.writing import Language
from kla_rules.validation.checks.lexicon import Phrase, lexicon, without_asides
from kla_rules.validation.checks.numerals import Numeral, numerals, tokens_of, value_of

_BEFORE: Final = ("at_least", "above", "at_most", "below", "numbered")
_BEHIND: Final = ("at_least-behind", "at_most-behind")
_UNITS: Final = ("per-cent", "minutes", "hours", "working_days", "days", "time")
_LONGEST: Final = 4  # words of a comparison, and between a figure and what stands behind it


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
    tokens = tokens_of(without_asides(text))
    figures = (_figure(tokens, one, language) for one in numerals(tokens, language))
    return tuple(figure for figure in figures if figure is not None)


@functools.lru_cache(maxsize=8192)
def written(text: str, language: Language) -> frozenset[str]:
    """Return the numbers that stand in a text in digits.

    >>> sorted(written("7.285 kecamatan, 563,28 poin, pertanyaan 17.5", "id"))
    ['17.5', '563.28', '7285']
    """
    tokens = tokens_of(text)
    found = numerals(tokens, language)
    return frozenset(one.figure for one in found if tokens[one.place][0].isdigit())


@functools.lru_cache(maxsize=8192)
def in_words(text: str, language: Language) -> frozenset[str]:
    """Return the numbers that stand in a text as words, save parts such as a half.

    >>> sorted(in_words("the five clusters, of twenty-four, two thirds of them", "en"))
    ['24', '5']
    """
    tokens = tokens_of(text)
    found = (one for one in numerals(tokens, language) if not one.is_part)
    return frozenset(one.figure for one in found if not tokens[one.place][0].isdigit())


def _figure(tokens: Phrase, found: Numeral, language: Language) -> Said | None:
    """Return the figure that a number is, or None for an age and the number of a thing."""
    before, start = _before(tokens, found.place, language)
    value = value_of(found.figure)
    if before == "numbered" or value is None:
        return None
    unit = ""
    if found.end < len(tokens):
        unit, _ = lexicon(_UNITS, language).at(tokens, found.end)
    if found.is_part:
        return None if unit else Said(value, before, "per-cent")  # half an hour is no share
    if not unit and _is_age(tokens, start, found, language):
        return None
    return Said(value, before or _behind(tokens, found.end, language), unit)


def _is_age(tokens: Phrase, start: int, found: Numeral, language: Language) -> bool:
    """Return whether a number behind such words as "under" is an age: of children under five."""
    bound, length = lexicon(("age-bound",), language).at(tokens, start)
    if not bound or start + length != found.place:
        return False
    behind = found.end < len(tokens) and lexicon(("age-behind",), language).at(tokens, found.end)[0]
    before = start and lexicon(("age-before",), language).at(tokens, start - 1)[0]
    return bool(behind or before)


def _before(tokens: Phrase, place: int, language: Language) -> tuple[str, int]:
    """Return the longest comparison that ends at a place, or "", and where it begins."""
    known = lexicon(_BEFORE, language)
    for start in range(max(0, place - _LONGEST), place):
        entry, length = known.at(tokens, start)
        if entry and start + length == place:
            return entry, start
    return "", place


def _behind(tokens: Phrase, place: int, language: Language) -> str:
    known = lexicon(_BEHIND, language)
    for start in range(place, min(len(tokens), place + _LONGEST)):
        entry, _ = known.at(tokens, start)
        if entry:
            return entry.removesuffix("-behind")
    return ""
