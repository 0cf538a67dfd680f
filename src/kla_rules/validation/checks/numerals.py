"""Numbers in texts: in digits and in words, of several words or with a word for thousands."""

import functools
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from attrs import frozen

from kla_rules.core.writing import Language
from kla_rules.validation.checks.lexicon import Phrase, lexicon, listed, words_of

# Behind a letter stands the number of a thing, save behind the sign of the rupiah.
_DIGITS: Final = r"(?:(?<![^\W_])|(?<=\brp))\d+(?:[.,:]\d+)*(?![^\W_])"
_TOKEN: Final = re.compile(rf"{_DIGITS}|[^\W\d_]+|[%,;]")  # a comma parts two numbers
_POINTED: Final = re.compile(r"(\d+)[.:](\d+)")  # of a question, or of the clock, in any language
_MARKS: Final = {"id": (r"\.", ","), "en": (",", r"\.")}  # of thousands, and of decimals
_NOON: Final = 12
_HUNDRED: Final = 100
_THOUSAND: Final = 1000
_SCALED: Final = 18  # digits of a number that a word may multiply: no file makes one grow endlessly
_LONGEST: Final = 3  # words of an entry
Listed = Mapping[Phrase, Fraction]


@frozen
class Numeral:
    """A number as it stands among the words of a text.

    Attributes:
        place: where it begins.
        end: where it ends.
        figure: the number as it is written in no language; of a part its per cent.
        is_part: whether it is a part of a whole, such as a half.
    """

    place: int
    end: int
    figure: str
    is_part: bool = False


def tokens_of(text: str) -> Phrase:
    """Return the words and numbers of a text in small letters.

    >>> tokens_of("Rp1,5 miliar untuk K2")
    ('rp', '1,5', 'miliar', 'untuk', 'k')
    """
    return tuple(_TOKEN.findall(text.lower()))


def numerals(tokens: Phrase, language: Language) -> Iterator[Numeral]:
    """Yield the numbers among words, each as a whole.

    >>> [one.figure for one in numerals(tokens_of("dua puluh tujuh dari 1,5 juta"), "id")]
    ['27', '1500000']
    >>> [one.figure for one in numerals(tokens_of("seribu dua ratus, dua ratus ribu"), "id")]
    ['1200', '200000']
    >>> [one.figure for one in numerals(tokens_of("one hundred and twenty by 2:30 p.m."), "en")]
    ['120', '14.3']
    """
    place = 0
    while place < len(tokens):
        found = None
        if tokens[place][0].isdigit():
            found = _in_digits(tokens, place, language)
        elif tokens[place] in _first_words(language):
            found = _part(tokens, place, language) or _in_words(tokens, place, language)
        if found is not None:
            yield found
        place = place + 1 if found is None else found.end


@functools.cache
def _forms(language: Language) -> tuple[re.Pattern[str], str]:
    grouped, point = _MARKS[language]
    return re.compile(rf"(\d{{1,3}}(?:{grouped}\d{{3}})+|\d+)(?:{point}(\d+))?"), grouped[-1]


def number(token: str, language: Language) -> str:
    """Return a number as it is written in no language; that of a thing stays as it is.

    >>> number("7.285", "id"), number("563,28", "id"), number("90.50", "en"), number("1.2.3", "id")
    ('7285', '563.28', '90.5', '1.2.3')
    >>> number("08.30", "id"), number("8:30", "en"), number("09.00", "id")
    ('8.3', '8.3', '9')
    """
    form, grouped = _forms(language)
    match = form.fullmatch(token) or _POINTED.fullmatch(token)
    if match is None:
        return token
    whole, rest = match[1].replace(grouped, "").lstrip("0") or "0", (match[2] or "").rstrip("0")
    return f"{whole}.{rest}" if rest else whole


def value_of(figure: str) -> Fraction | None:
    """Return the value of a number, or None for that of a thing."""
    try:
        return Fraction(figure)
    except ValueError:
        return None


@functools.cache
def _pairs(entry: str, language: Language) -> Listed:
    pairs = (one.split("=") for one in listed(entry, language))
    return {words_of(words): Fraction(figure) for words, figure in pairs}


@functools.cache
def _numbers(language: Language) -> Listed:
    low = {words_of(word): Fraction(at) for at, word in enumerate(listed("numbers", language))}
    return {**low, **_pairs("higher-numbers", language)}


@functools.cache
def _first_words(language: Language) -> frozenset[str]:
    known = (*_numbers(language), *_pairs("parts", language))
    return frozenset(words[0] for words in known)


def _longest(known: Listed, tokens: Phrase, place: int) -> tuple[Fraction, int]:
    """Return the value of the longest entry at a place, and how many words it has, or 0."""
    for length in range(_LONGEST, 0, -1):
        words = tokens[place : place + length]
        if len(words) == length and words in known:
            return known[words], length
    return Fraction(0), 0


def _part(tokens: Phrase, place: int, language: Language) -> Numeral | None:
    value, length = _longest(_pairs("parts", language), tokens, place)
    return Numeral(place, place + length, str(value), is_part=True) if length else None


def _in_digits(tokens: Phrase, place: int, language: Language) -> Numeral:
    """Return a number in digits, with a word for thousands or for the afternoon behind it."""
    figure, end = number(tokens[place], language), place + 1
    value = value_of(figure)
    if value is None or end == len(tokens) or len(figure) > _SCALED:
        return Numeral(place, end, figure)
    scale, length = _longest(_pairs("scales", language), tokens, end)
    if length:
        return Numeral(place, end + length, in_digits(value * scale))
    if value < _NOON and lexicon(("afternoon",), language).at(tokens, end)[0]:
        return Numeral(place, end, in_digits(value + _NOON))
    return Numeral(place, end, figure)


def _in_words(tokens: Phrase, place: int, language: Language) -> Numeral | None:
    """Return a number in words: what is less than a thousand, and the thousands before it."""
    thousands = rest = Fraction(0)
    end = place
    while True:
        start = end + (end > place and rest % _HUNDRED == 0 and _joins(tokens, end, language))
        value, length = _longest(_numbers(language), tokens, start)
        if length and (end == place or _follows(thousands, rest, value)):
            thousands += value if value >= _THOUSAND else 0
            rest, end = rest + (value if value < _THOUSAND else 0), start + length
            continue
        scale, length = _longest(_pairs("scales", language), tokens, end)
        if not length or not rest or (scale == _HUNDRED and rest >= _HUNDRED):
            break
        if scale == _HUNDRED:
            rest *= scale
        else:
            thousands, rest = thousands + rest * scale, Fraction(0)
        end += length
    return Numeral(place, end, in_digits(thousands + rest)) if end > place else None


def _joins(tokens: Phrase, place: int, language: Language) -> bool:
    return place < len(tokens) and tokens[place] in listed("joins", language)


def _follows(thousands: Fraction, rest: Fraction, value: Fraction) -> bool:
    """Return whether a number goes on with a value: thirty with five, and not five with six."""
    if not value or not (thousands or rest):
        return False
    room: int = 10 ** len(str(value))
    return rest % room == 0


def in_digits(value: Fraction) -> str:
    """Return a decimal number without an exponent and idle zeros."""
    if value.denominator == 1:
        return str(value.numerator)
    return f"{float(value):.4f}".rstrip("0").rstrip(".")
