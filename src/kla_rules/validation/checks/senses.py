"""What a title tells: whether more of what it names is good, and how often it says no."""

import functools
from typing import Final, Literal

from kla_rules.core.text import Text
from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.validation.checks.lexicon import listed, marks, without_asides

Sense = Literal[-1, 0, 1]
_SENSES: Final = (
    "whole", "without", "missing", "not", "falling", "rising",
    "bad", "answered", "response", "means",
)  # fmt: skip
_DEALT: Final = frozenset({"answered", "means"})
_NEGATIONS: Final = ("whole", "without", "missing", "not")
_HINTS: Final = (*_NEGATIONS, "still", "burden")
_NO: Final = frozenset({"without", "missing", "not", "falling"})
_GONE: Final = frozenset({"without", "missing", "falling"})


def senses(title: Text) -> tuple[Sense, ...]:
    """Return in each language whether more of it is good (1) or bad (-1), or 0: no word tells."""
    return tuple(sense(title.get(language), language) for language in LANGUAGES)


@functools.lru_cache(maxsize=4096)
def sense(text: str, language: Language) -> Sense:
    """Return whether more of what a title names is good (1) or bad (-1), or 0: no word tells.

    >>> sense("Percentage of villages without child marriage", "en")
    1
    >>> sense("Number of infant deaths", "en"), sense("Partnerships to prevent infant deaths", "en")
    (-1, 1)
    >>> sense("Number of children with an identity card", "en")
    0
    """
    small = text.lower()
    for entry, sign in _ANSWERS:
        if any(phrase in small for phrase in listed(entry, language)):
            return sign
    return _sense([*marks(without_asides(text), _SENSES, language)])


_ANSWERS: Final[tuple[tuple[str, Sense], ...]] = (("good-no", -1), ("good-yes", 1))


def _sense(told: list[str]) -> Sense:
    """Walk the marks of a title: the first thing, bad or done about it, settles what is meant."""
    negated = False
    for place, entry in enumerate(told):
        if entry == "bad":
            return _bad(negated, told[place + 1 :])
        if entry in {"response", "means"}:
            return _response(told[place:], negated=negated)
        if entry in _NO:
            negated = not negated
    if negated:
        return -1
    return 1 if _NO & {*told} else 0


def _response(after: list[str], *, negated: bool) -> Sense:
    """Return the sense of what is done: not there it is bad; not so, nobody can tell of what."""
    if "missing" in after:
        return 1 if negated else -1
    if _NO & {*after}:
        return 0
    return -1 if negated else 1


def _bad(negated: bool, after: list[str]) -> Sense:  # noqa: FBT001 - said by its name
    """Return the sense of a bad thing, by what stands before and after it."""
    undone = False
    for entry in after:
        if entry in _DEALT:
            return -1 if undone else 1
        if entry in _GONE and not negated:
            return -1 if _DEALT & {*after} else 1
        undone = undone or entry == "not"
    return 1 if negated else -1


def says_no(title: Text) -> tuple[bool, ...]:
    """Return in each language whether a title speaks of something that is not there, or not so."""
    return tuple(_says(title.get(language), _NEGATIONS, language) for language in LANGUAGES)


def is_open_to_less(title: Text) -> bool:
    """Return whether a title says no, that something is still so, or names a burden."""
    return any(_says(title.get(language), _HINTS, language) for language in LANGUAGES)


@functools.lru_cache(maxsize=4096)
def _says(text: str, entries: tuple[str, ...], language: Language) -> bool:
    return bool({*marks(without_asides(text), entries, language)} - {"whole"})
