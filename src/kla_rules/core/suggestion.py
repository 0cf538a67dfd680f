"""The word that a mistyped one may have been meant to be."""

import functools
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from attrs import field, frozen

from kla_rules.core.frozen import FrozenMap

# To look among more of them takes longer than anybody waits for a hint.
MOST_KNOWN: Final = 2_000
_LONGEST: Final = 80


def _fixed(known: Iterable[str]) -> Collection[str]:
    """Return words that nobody changes; what is such already is not copied."""
    return known if isinstance(known, tuple | frozenset | FrozenMap) else tuple(known)


def _cut(word: object) -> str:
    return str(word)[:_LONGEST]


@frozen(repr=False)
class Suggestions:
    """The known words that a word may have been meant to be, the nearest first.

    They are looked for when somebody reads them: of thousands of findings few are ever printed.

    Attributes:
        word: the word.
        known: the words that there are.
        ids: by known word what is told in its place, or None where that is the word itself.

    >>> Suggestions("K33", ["K1", "K3", "6.3"])
    ['K3']
    """

    word: str = field(converter=_cut)
    known: Collection[str] = field(converter=_fixed, hash=False)
    ids: Mapping[str, str] | None = field(default=None, hash=False)

    @functools.cached_property
    def found(self) -> tuple[str, ...]:
        """Return the words that are near."""
        import difflib  # noqa: PLC0415 - for what does not fit only

        if len(self.known) > MOST_KNOWN:
            return ()
        near = difflib.get_close_matches(self.word, list(self.known), n=2, cutoff=0.6)
        ids = self.ids
        return tuple(near if ids is None else dict.fromkeys(ids[name] for name in near))

    def __iter__(self) -> Iterator[str]:
        """Return the words that are near, one after another."""
        return iter(self.found)

    def __len__(self) -> int:
        """Return how many words are near."""
        return len(self.found)

    def __contains__(self, word: object) -> bool:
        """Return whether a word is near."""
        return word in self.found

    def __repr__(self) -> str:
        """Return the words as a list has them."""
        return repr([*self.found])


def suggestions(word: object, known: Iterable[str]) -> Suggestions:
    """Return the known words that `word` may have been meant to be, the nearest first.

    >>> suggestions("K33", ["K1", "K3", "6.3"])
    ['K3']
    """
    return Suggestions(word, known)


def suggestions_named(word: object, known: Mapping[str, Iterable[str]]) -> Suggestions:
    """Return the ids that `word` may have been meant to be, by the ids or by names they go by.

    >>> suggestions_named("bappeda", {"planning": ["Bappeda"], "health": ["Dinkes"]})
    ['planning']
    """
    ids: FrozenMap[str, str] = FrozenMap(
        {name.casefold(): key for key, others in known.items() for name in (key, *others)}
    )
    return Suggestions(str(word).casefold(), ids, ids)
