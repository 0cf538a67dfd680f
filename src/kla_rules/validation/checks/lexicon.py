"""What words tell about rules: found in a text as whole words, the longest phrase first."""

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Final

from attrs import frozen

from kla_rules.core.catalogues import LEXICON
from kla_rules.core.writing import Language

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)?|%")
_ASIDE: Final = re.compile(r"\([^()]*\)|;.*", re.DOTALL)
_SHORTEST: Final = 3
Phrase = tuple[str, ...]


@frozen
class Lexicon:
    """Phrases, and single words by how they begin, each with the entries that list it.

    Attributes:
        phrases: by first word, the longest first; the last word may be open, as in `early birth*`.
        beginnings: by how a word begins.
    """

    phrases: Mapping[str, tuple[tuple[Phrase, str], ...]]
    beginnings: Mapping[str, str]

    def at(self, words: Phrase, start: int) -> tuple[str, int]:
        """Return the entry of the longest phrase at a place, or "", and how many words it has."""
        for phrase, entry in self.phrases.get(words[start], ()):
            if _fits(words[start : start + len(phrase)], phrase):
                return entry, len(phrase)
        word = words[start]
        for end in range(len(word), _SHORTEST - 1, -1):
            if word[:end] in self.beginnings:
                return self.beginnings[word[:end]], 1
        return "", 1


def _fits(words: Phrase, phrase: Phrase) -> bool:
    if len(words) < len(phrase) or words[:-1] != phrase[:-1]:
        return False
    last = phrase[-1]
    return words[-1].startswith(last[:-1]) if last.endswith("*") else words[-1] == last


def words_of(text: str) -> Phrase:
    """Return the words of a text in small letters.

    >>> words_of("Smoke-free areas (KTR), 90%")
    ('smoke', 'free', 'areas', 'ktr', '90', '%')
    """
    return tuple(_WORD.findall(text.lower()))


def without_asides(text: str) -> str:
    """Return a text without what stands in brackets, or behind a semicolon.

    >>> without_asides("Partnership (not charity alone) with business")
    'Partnership  with business'
    """
    return _ASIDE.sub("", text)


@functools.cache
def listed(entry: str, language: Language) -> tuple[str, ...]:
    """Return the words of an entry of the lexicon."""
    return tuple(word.strip() for word in LEXICON.template(entry, language).split(","))


@functools.cache
def lexicon(entries: tuple[str, ...], language: Language) -> Lexicon:
    """Return the words of several entries; what two of them list belongs to the first."""
    phrases: dict[str, list[tuple[Phrase, str]]] = {}
    beginnings: dict[str, str] = {}
    for entry in entries:
        for word in listed(entry, language):
            phrase = words_of(word)
            is_open = word.endswith("*")
            if is_open and len(phrase) == 1:
                beginnings.setdefault(phrase[0], entry)
            else:
                marked = (*phrase[:-1], phrase[-1] + "*") if is_open else phrase
                phrases.setdefault(phrase[0], []).append((marked, entry))
    for several in phrases.values():
        several.sort(key=lambda one: -len(one[0]))  # stable: the first entry stays first
    return Lexicon({first: tuple(several) for first, several in phrases.items()}, beginnings)


def marks(text: str, entries: tuple[str, ...], language: Language) -> Iterator[str]:
    """Yield the entry of each phrase of a text that one lists, in their order.

    >>> list(marks("tanpa perkawinan anak", ("without", "bad"), "id"))
    ['without', 'bad']
    """
    words, known = words_of(text), lexicon(entries, language)
    place = 0
    while place < len(words):
        entry, length = known.at(words, place)
        if entry:
            yield entry
        place += length
