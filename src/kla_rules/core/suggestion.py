"""The word that a mistyped one may have been meant to be."""

import functools
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

# To look among more of them takes longer than anybody waits for a hint.
MOST_KNOWN: Final = 2_000
_LONGEST: Final = 80


class Suggestions(Collection[str]):
    """The known words that a word may have been meant to be, the nearest first.

    They are looked for when somebody reads them: of thousands of findings few are ever printed.

    >>> Suggestions("K33", ["K1", "K3", "6.3"])
    ['K3']
    """

    def __init__(self, word: object, known: Collection[str]) -> None:
        """Take the word, and the words that there are."""
        self.word, self.known = word, known

    @functools.cached_property
    def found(self) -> list[str]:
        """Return the words that are near."""
        import difflib  # noqa: PLC0415 - for what does not fit only

        if len(self.known) > MOST_KNOWN:
            return []
        word = str(self.word)[:_LONGEST]
        return difflib.get_close_matches(word, list(self.known), n=2, cutoff=0.6)

    def __iter__(self) -> Iterator[str]:
        """Return the words that are near, one after another."""
        return iter(self.found)

    def __len__(self) -> int:
        """Return how many words are near."""
        return len(self.found)

    def __contains__(self, word: object) -> bool:
        """Return whether a word is near."""
        return word in self.found

    def __eq__(self, other: object) -> bool:
        """Return whether the same words are near."""
        if not isinstance(other, list | Suggestions):
            return NotImplemented
        return self.found == list(other)

    __hash__ = None  # type: ignore[assignment] # as a list has none

    def __repr__(self) -> str:
        """Return the words as a list has them."""
        return repr(self.found)


def suggestions(word: object, known: Iterable[str]) -> Suggestions:
    """Return the known words that `word` may have been meant to be, the nearest first.

    >>> suggestions("K33", ["K1", "K3", "6.3"])
    ['K3']
    """
    return Suggestions(word, known if isinstance(known, Collection) else list(known))


class _NamedSuggestions(Suggestions):
    """The ids of what a word may have been meant to be, by the names that they go by."""

    def __init__(self, word: object, names: Mapping[str, Iterable[str]]) -> None:
        """Take the word, and by id the names that each goes by."""
        super().__init__(str(word).casefold(), names)
        self.names = names

    @functools.cached_property
    def found(self) -> list[str]:
        """Return the ids that are near, or whose names are."""
        ids = {
            name.casefold(): key for key, others in self.names.items() for name in (key, *others)
        }
        return list(dict.fromkeys(ids[name] for name in Suggestions(self.word, ids)))


def suggestions_named(word: object, known: Mapping[str, Iterable[str]]) -> Suggestions:
    """Return the ids that `word` may have been meant to be, by the ids or by names they go by.

    >>> suggestions_named("bappeda", {"planning": ["Bappeda"], "health": ["Dinkes"]})
    ['planning']
    """
    return _NamedSuggestions(word, known)
