"""How much two texts are about the same: the words that they share, rare ones before common."""

import functools
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from kla_rules.core.text import Text
from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.validation.checks.lexicon import listed, words_of

_STEM: Final = 4
_CLEARLY: Final = 1.2
_LEAST: Final = 3  # about a word in each language that few others have


@functools.lru_cache(maxsize=8192)
def stem(word: str, language: Language) -> str:
    """Return a word without what its language puts before and behind it.

    >>> stem("pendataan", "id"), stem("didata", "id"), stem("perencanaan", "id")
    ('data', 'data', 'rencana')
    >>> stem("planning", "en"), stem("plans", "en"), stem("marriages", "en"), stem("marriage", "en")
    ('plan', 'plan', 'marriag', 'marriag')
    """
    for end in listed("endings", language):
        if word.endswith(end) and len(word) - len(end) >= _STEM:
            word = word.removesuffix(end)
            break
    if len(word) > _STEM and (word[-1] == word[-2] or word[-1] == "e"):  # plann-ing, marriage-s
        word = word[:-1]
    for start in listed("beginnings", language):
        if word.startswith(start) and len(word) - len(start) >= _STEM:
            rest = word.removeprefix(start)
            return f"r{rest}" if start == "per" and rest[0] in "aeiou" else rest  # pe-rencana
    return word


@functools.lru_cache(maxsize=4096)
def topic(text: str, language: Language) -> frozenset[str]:
    """Return the stems of the words that say what a text is about."""
    common = {word for entry in listed("common", language) for word in words_of(entry)}
    words = [word for word in words_of(text) if word not in common and len(word) > 1]
    return frozenset(stem(word, language) for word in words)


class Topics:
    """Texts that a title may be about: a word weighs more the fewer of them have it."""

    def __init__(self, texts: Mapping[str, Text]) -> None:
        """Take the texts by name."""
        self._names = tuple(texts)
        self._topics: dict[Language, dict[str, frozenset[str]]] = {
            language: {name: topic(text.get(language), language) for name, text in texts.items()}
            for language in LANGUAGES
        }
        self._weights = {language: _weights(words) for language, words in self._topics.items()}

    def shared(self, name: str, title: Text, beside: Iterable[str] = ()) -> tuple[float, ...]:
        """Return in each language the weight of the words that a text shares with a title.

        Args:
            name: which text.
            title: the title.
            beside: further texts: the words that they share with the title do not count.
        """
        beside = list(beside)
        weights = []
        for language, topics in self._topics.items():
            words = topics[name] & topic(title.get(language), language)
            words = words.difference(*(topics[other] for other in beside))
            weights.append(sum(self._weights[language][word] for word in words))
        return tuple(weights)

    def nearer(self, name: str, title: Text, beside: Iterable[str]) -> str | None:
        """Return the text that a title is more about than about `name`, or None.

        Only where it is clear, and neither language says the contrary: other words are no fault.

        Args:
            name: a text that the title is taken to be about.
            title: the title.
            beside: further texts that it is taken to be about.
        """
        beside = list(beside)
        own = self.shared(name, title, beside)
        nearer = [
            (sum(shared), other)
            for other in self._names
            if other != name and other not in beside
            for shared in (self.shared(other, title, beside),)
            if sum(shared) > max(_CLEARLY * sum(own), _LEAST)
            and all(theirs >= ours and theirs for theirs, ours in zip(shared, own, strict=True))
        ]
        return max(nearer)[1] if nearer else None


def _weights(topics: Mapping[str, frozenset[str]]) -> dict[str, float]:
    there = Counter(word for words in topics.values() for word in words)
    return {word: math.log(1 + len(topics) / count) for word, count in there.items()}
