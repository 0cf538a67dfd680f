"""The words of a recap, and how alike the text of a cell and a title are."""

import functools
import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from attrs import field, frozen

from kla_rules.core.catalogues import RECAP
from kla_rules.core.printed import Data
from kla_rules.core.writing import LANGUAGES

Words = tuple[str, ...]
_WORD: Final = re.compile(r"[^\W_]+")
# As long as any question; no more of a cell is looked at.
_LONGEST: Final = 600
_GRAM: Final = 3
_MOST_KEPT: Final = 2_000
# So alike is only the title itself, whatever others are like it.
_SAME: Final = 0.97


def words_of(text: str) -> Words:
    r"""Return the words of a text in small letters, without accents and marks.

    >>> words_of("Nilai  Maks.\n(Skor)")
    ('nilai', 'maks', 'skor')
    """
    own = text[:_LONGEST].casefold()
    if not own.isascii():
        own = unicodedata.normalize("NFKD", own)
        own = "".join(char for char in own if not unicodedata.combining(char))
    return tuple(_WORD.findall(own))


@functools.cache
def listed(entry: str) -> tuple[str, ...]:
    """Return what an entry of the catalogue lists, in both languages."""
    texts = (RECAP.template(entry, language) for language in LANGUAGES)
    return tuple(dict.fromkeys(one.strip() for text in texts for one in text.split(",")))


@functools.cache
def phrases(entry: str) -> frozenset[Words]:
    """Return the phrases of an entry as words."""
    return frozenset(words for one in listed(entry) if (words := words_of(one)))


@functools.cache
def single(entry: str) -> frozenset[str]:
    """Return the words of an entry that lists words."""
    return frozenset(word for words in phrases(entry) for word in words)


@functools.cache
def _short() -> Mapping[str, Words]:
    pairs = (one.partition("=") for one in listed("short"))
    return {short: words_of(long) for short, _, long in pairs}


def in_full(words: Iterable[str]) -> list[str]:
    """Return words with those that sheets shorten in full.

    >>> in_full(["sk", "kab"])
    ['surat', 'keputusan', 'kabupaten']
    """
    long = _short()
    return [full for word in words for full in long.get(word, (word,))]


def _grams(text: str) -> set[str]:
    """Return the threes of letters of a text, word by word."""
    found: set[str] = set()
    for word in in_full(words_of(text)):
        own = f" {word} "
        found.update(own[at : at + _GRAM] for at in range(len(own) - _GRAM + 1))
    return found


@frozen(repr=False, eq=False)
class Likeness(Data):
    """Titles by id, and how alike a text is to each: 1 the same, 0 nothing in common.

    What many titles share counts little, so that what tells one from the others decides. It says
    which title is meant, never that one is: who takes it has guessed.

    >>> titles = {"1": "Surat keputusan Forum Anak", "2": "Surat keputusan Gugus Tugas"}
    >>> alike = Likeness.of(titles).to("SK forum anank kab.")
    >>> max(alike, key=alike.get)
    '1'
    """

    postings: Mapping[str, Sequence[tuple[str, float]]] = field(repr=False)
    weights: Mapping[str, float] = field(repr=False)
    rare: float
    _known: dict[str, dict[str, float]] = field(factory=dict, repr=False, init=False)

    @classmethod
    def of(cls, titles: Mapping[str, str]) -> "Likeness":
        """Return the likeness to these titles."""
        own = {name: _grams(title) for name, title in titles.items()}
        counts: dict[str, int] = defaultdict(int)
        for grams in own.values():
            for gram in grams:
                counts[gram] += 1
        weights = {gram: math.log(1 + len(own) / count) for gram, count in counts.items()}
        postings: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for name, grams in own.items():
            length = math.sqrt(sum(weights[gram] ** 2 for gram in grams)) or 1.0
            for gram in grams:
                postings[gram].append((name, weights[gram] / length))
        return cls(postings, weights, math.log(1 + max(len(own), 1)) / 2)

    def to(self, text: str) -> dict[str, float]:
        """Return by id how alike a text is; those with nothing in common are left out."""
        if text not in self._known:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            self._known[text] = self._to(text)
        return self._known[text]

    def _to(self, text: str) -> dict[str, float]:
        grams = _grams(text)
        squares = sum(self.weights.get(gram, self.rare) ** 2 for gram in grams)
        length = math.sqrt(squares) or 1.0
        found: dict[str, float] = defaultdict(float)
        for gram in sorted(grams & self.postings.keys()):
            weight = self.weights[gram] / length
            for name, other in self.postings[gram]:
                found[name] += weight * other
        return dict(found)


def best(
    alike: Mapping[str, float], least: float, margin: float, among: Iterable[str] | None = None
) -> str | None:
    """Return the one that is alike enough, and more so than any other; None where there is none."""
    names = alike.keys() if among is None else alike.keys() & set(among)
    ranked = sorted(((alike[name], name) for name in names), reverse=True)
    if not ranked or ranked[0][0] < least:
        return None
    if (
        len(ranked) > 1
        and ranked[0][0] - ranked[1][0] < margin
        and not (ranked[1][0] < _SAME <= ranked[0][0])
    ):
        return None
    return ranked[0][1]
