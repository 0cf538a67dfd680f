"""Texts: there, in both languages, and each in its own."""

import functools
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.validation.checks.check import Check
from kla_rules.validation.checks.notes import words
from kla_rules.validation.checks.rules import Place, Rules

_WORD: Final = re.compile(r"[^\W\d_]+")
_SMALL: Final = re.compile(r"\b[a-z][a-z]{2,}\b")
_NOTHING: Final = re.compile(r"[\s.?!_-]*")
_OTHERS: Final[tuple[tuple[Language, Language], ...]] = (("id", "en"), ("en", "id"))
_SURE: Final = 2
_LONG: Final = 4


@functools.cache
def _function_words(language: Language) -> frozenset[str]:
    return frozenset(words("function-words", language))


@functools.cache
def _to_write(language: Language) -> re.Pattern[str]:
    """Return what stands where somebody has still to write."""
    marks = "|".join(map(re.escape, words("to-write", language)))
    return re.compile(rf"{_NOTHING.pattern}|(?:{marks})\b.*", re.IGNORECASE)


def _is_open(language: Language, said: str) -> bool:
    return _to_write(language).fullmatch(said) is not None


@frozen(eq=False)
class _Words:
    """In how many texts of each language a word stands."""

    indonesian: Counter[str]
    english: Counter[str]


def _words(rules: Rules) -> _Words:
    indonesian: Counter[str] = Counter()
    english: Counter[str] = Counter()
    for _, text in rules.texts:
        indonesian.update(_in(text.id))
        english.update(_in(text.en))
    return _Words(indonesian, english)


def _in(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.casefold()) if len(word) >= _LONG}


def is_name(said: str) -> bool:
    """Return whether a text can be the same in both languages: a name, or nothing yet.

    Two words with a small letter are no name.
    """
    return _is_open("id", said) or len(_SMALL.findall(said)) < _SURE


def _same(rules: Rules) -> Iterator[Place]:
    """Yield texts that are the same in both languages and no name.

    Two words with a small letter are no name, nor are words of which other texts have most in one
    language only.
    """
    for place, text in rules.texts:
        same = text.id == text.en and not _is_open("id", text.id)
        if same and (not is_name(text.id) or _is_of_one_language(rules.once(_words), text.id)):
            yield place.at("en")


def _is_of_one_language(words: _Words, text: str) -> bool:
    """Return whether other texts have most of the words, or two in four, in one language only."""
    others = [(words.indonesian[word] - 1, words.english[word] - 1) for word in _in(text)]
    of_one = [min(counts) == 0 and max(counts) >= _SURE for counts in others]
    return 2 * sum(of_one) > len(of_one) or 2 * sum(of_one) == len(of_one) >= 2 * _SURE


def _open(rules: Rules) -> Iterator[Place]:
    """Yield texts that nobody has written yet."""
    for place, text in rules.texts:
        for language in LANGUAGES:
            if _is_open(language, text.get(language)):
                yield place.at(language, found=text.get(language))


def _swapped(rules: Rules) -> Iterator[Place]:
    """Yield texts in the other language.

    They have its little words, or both have mostly words that other texts have in the other one.
    """
    known = rules.once(_words)
    for place, text in rules.texts:
        if _mostly(text.id, known.indonesian, known.english) and _mostly(
            text.en, known.english, known.indonesian
        ):
            yield place.at("id")
            yield place.at("en")
            continue
        for language, other in _OTHERS:
            said = set(_WORD.findall(text.get(language).casefold()))
            theirs = said & _function_words(other)
            own = said & _function_words(language)
            if text.id != text.en and not own and len(theirs) >= _SURE:
                yield place.at(language)


def _mostly(text: str, own: Counter[str], other: Counter[str]) -> bool:
    """Return whether other texts have most of the words of a text in the other language only."""
    words = _in(text)
    return 2 * sum(own[word] == 1 and other[word] >= _SURE for word in words) > len(words)


def _twice(rules: Rules) -> Iterator[Place]:
    """Yield titles that another entry of the same list has, in one language or in both."""
    seen: dict[tuple[object, ...], str] = {}
    for place, text in rules.texts:
        above, position = place.path[:-2], place.path[-2:-1]
        if place.path[-1] != "title" or not any(isinstance(one, int) for one in position):
            continue
        entry = Place(place.file, (*above, *position)).rule
        for language in LANGUAGES:
            here = (id(place.file), *above, language, text.get(language).casefold())
            if here in seen:
                yield place.at(language, name=entry.get("id", ""), other=seen[here])
                break
            seen[here] = entry.get("id", "")


CHECKS: Final = (
    Check("text.same", "warning", _same),
    Check("text.open", "warning", _open),
    Check("text.other-language", "warning", _swapped),
    Check("text.twice", "warning", _twice),
)
