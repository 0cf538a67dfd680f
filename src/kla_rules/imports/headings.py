"""What the heading of a column means: words of offices, which are data in the catalogue."""

import functools
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, Literal

from attrs import frozen

from kla_rules.core.catalogues import HEADINGS
from kla_rules.core.writing import LANGUAGES
from kla_rules.model.measure import Measure
from kla_rules.units.names import unit_names
from kla_rules.units.rules import KECAMATAN

What = Literal["code", "name", "kind", "number", "year", "measure", "fact"]
Level = Literal["village", "kecamatan", "regency", "province", "unit"]
Family = Literal["kemendagri", "bps"]
LEVELS: Final[tuple[Level, ...]] = ("province", "regency", "kecamatan", "village")
FAMILIES: Final[tuple[Family, ...]] = ("kemendagri", "bps")
_BRACKETS: Final = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_LONGEST: Final = 120
_MOST_WORDS: Final = 3  # of a phrase that stands for one thing


@frozen
class Meaning:
    """What a heading means.

    Attributes:
        what: what stands in the column.
        level: of codes and names, what they are of; "unit" where the row says it.
        family: of codes, whose they are; None where the heading does not say.
        fact: id of the fact, or "".
        word: of the names of villages or kecamatan the one word that says what they are, or "".
        guessed: it seems to mean that.
    """

    what: What
    level: Level = "unit"
    family: Family | None = None
    fact: str = ""
    word: str = ""
    guessed: bool = False


def key(text: str) -> str:
    r"""Return a heading as it is looked up: words in small letters, nothing of what is in brackets.

    >>> key("Kemendagri_Kode-Desa/Kelurahan (2024)"), key("  NAMA\nDESA ")
    ('kemendagri kode desa kelurahan', 'nama desa')
    """
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).casefold()
    plain = _BRACKETS.sub(" ", plain)
    return " ".join("".join(char if char.isalnum() else " " for char in plain).split())


def words_of(entry: str) -> frozenset[str]:
    """Return the phrases that an entry of the catalogue lists, in both languages."""
    listed = (HEADINGS.template(entry, language).split(",") for language in LANGUAGES)
    return frozenset(phrase.strip() for phrases in listed for phrase in phrases)


@functools.cache
def phrases() -> Mapping[str, tuple[str, str]]:
    """Return by phrase its part in a heading of codes, names and years: what kind, and which."""
    table = {
        "what": ("code", "name", "kind", "number", "year", "measure"),
        "level": LEVELS,
        "family": FAMILIES,
        "any": ("any",),
    }
    parts = {
        phrase: (part, sense)
        for part, senses in table.items()
        for sense in senses
        for phrase in words_of(f"word-{sense}")
    }
    for name in unit_names().names.values():
        parts[name.id] = ("level", "kecamatan" if name.kind == KECAMATAN else "village")
    return parts


@functools.cache
def entry(name: str) -> frozenset[str]:
    """Return the phrases of an entry, read once."""
    return words_of(name)


def parts_of(heading: str) -> Iterator[tuple[str, str, str] | None]:
    """Yield the parts of a key: kind of part, sense and phrase; None for a word that has none."""
    known, words = phrases(), heading.split()
    at = 0
    while at < len(words):
        for size in range(min(_MOST_WORDS, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + size])
            if phrase in known:
                yield (*known[phrase], phrase)
                at += size
                break
        else:
            yield None
            at += 1


def composed(heading: str) -> Meaning | None:
    """Return the meaning of a heading of codes, names, kinds, years and numbers; None of others.

    >>> composed("bps kode desa kelurahan").family, composed("kapanewon").level
    ('bps', 'kecamatan')
    >>> composed("nama ketua") is None
    True
    """
    found = [*parts_of(heading)]
    if not found or None in found:
        return None
    parts = [part for part in found if part is not None]
    whats = [sense for part, sense, _ in parts if part == "what"]
    levels = {sense for part, sense, _ in parts if part == "level"}
    families = {sense for part, sense, _ in parts if part == "family"}
    if len(levels) > 1 or len(families) > 1 or len(whats) > 1:
        return None
    what = whats[0] if whats else "name" if levels else "code" if families else None
    if what is None or (what in {"number", "year", "measure"} and (levels or families)):
        return None
    if what == "kind" and levels and not levels & {"village", "kecamatan"}:
        return None
    said = [phrase for part, _, phrase in parts if part == "level"]
    level = next(iter(levels), "unit")
    word = said[0] if what == "name" and len(said) == 1 and said[0] in kind_words() else ""
    return Meaning(what, level, next(iter(families), None), word=word)  # type: ignore[arg-type]


@functools.cache
def kind_words() -> Mapping[str, str]:
    """Return by word what a unit is: kecamatan, desa, kelurahan, and their local names."""
    names = unit_names()
    return {**names.first_words, **{name.id: name.kind for name in names.names.values()}}


class Vocabulary:
    """The facts that headings can mean."""

    def __init__(self, facts: Mapping[str, Measure]) -> None:
        self.sure: dict[str, str] = {}
        self.guesses: dict[str, str] = {}
        for name, fact in facts.items():
            said = {name.replace("_", " "), *(key(fact.title.get(one)) for one in LANGUAGES)}
            self._add(self.sure, name, said)
            for kind, table in (("fact", self.sure), ("guess", self.guesses)):
                if f"{kind}-{name}" in HEADINGS:
                    self._add(table, name, entry(f"{kind}-{name}"))

    @staticmethod
    def _add(table: dict[str, str], fact: str, said: Collection[str]) -> None:
        for phrase in said:
            table.setdefault(phrase, fact)

    def fact(self, heading: str) -> tuple[str, bool] | None:
        """Return the fact that a key means, and whether that is a guess; None for none."""
        if heading in self.sure:
            return self.sure[heading], False
        if heading in self.guesses:
            return self.guesses[heading], True
        noise = entry("word-noise")
        words = _without_either(f" {heading} ").split()
        for table in (self.sure, self.guesses):
            for other in _without(words, noise):
                if other in table:
                    return table[other], True
        return None

    def meaning(self, heading: str) -> Meaning | None:
        """Return what a key means: what units are called by, or a fact of them; None for none."""
        found = composed(heading)
        if found is not None:
            return found
        fact = self.fact(heading)
        return None if fact is None else Meaning("fact", fact=fact[0], guessed=fact[1])


def _without_either(heading: str) -> str:
    """Return a heading without what says that its cells are yes or no; a no alone stays."""
    for phrase in entry("word-either"):
        heading = heading.replace(f" {phrase} ", " ")
    return heading


def _without(words: list[str], noise: Collection[str]) -> Iterable[str]:
    """Yield a heading without words at its ends that say nothing of the fact, and without all."""
    begin, end = 0, len(words)
    while begin < end and words[begin] in noise:
        begin += 1
    yield " ".join(words[begin:end])
    while end > begin and words[end - 1] in noise:
        end -= 1
    yield " ".join(words[begin:end])
    yield " ".join(word for word in words if word not in noise)
