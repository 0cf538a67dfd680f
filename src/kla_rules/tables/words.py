"""What words say in the cells of a table: yes, no, that nothing is known, or two things at once.

A cross is yes in one office and no in another, and a dash is none, or not known. They are refused
with both readings, unless whoever hands the table in says what they mean.
"""

import functools
from collections.abc import Iterable, Mapping
from typing import Final

from attrs import evolve, field, frozen

from kla_rules.core.findings import ArgumentError, Finding, wrong_type
from kla_rules.core.frozen import frozen_map
from kla_rules.core.word_lists import one_line, words_for

# By word or mark what it means in a table.
Meanings = Mapping[str, bool | str | None] | None
# Tidak or true; no Indonesian word for yes or no begins with F.
T: Final = "t"
F: Final = "f"
_Y: Final = "y"
_N: Final = "n"
_LETTERS: Final = frozenset({T, F, _Y, _N})


class BadCellError(ValueError):
    """A cell is not what its column holds.

    Attributes:
        reason: in which two ways it can be read, or what has happened to it; "" for all else.
        values: what the sentence needs besides.
    """

    def __init__(self, reason: str = "", **values: object) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values


@frozen
class CellWords:
    """What words say, each in small letters.

    Attributes:
        yes, no, unknown: words that say this.
        two_ways: by word that can be read in two ways which these are: "cross", "dash", "letter".
        said: the words whose meaning somebody has said, by word: True, False or None (unknown).
    """

    yes: frozenset[str]
    no: frozenset[str]
    unknown: frozenset[str]
    two_ways: Mapping[str, str] = field(converter=frozen_map, hash=False)
    said: Mapping[str, bool | None] = field(factory=dict, converter=frozen_map, hash=False)

    def state(self, word: str) -> bool | None:
        """Return what a word says; None for unknown.

        Raises:
            BadCellError: for one that says nothing, or two things.
        """
        if word in self.yes:
            return True
        if word in self.no:
            return False
        if word in self.unknown:
            return None
        raise BadCellError(self.two_ways.get(word, ""))

    def of_column(self, cells: Iterable[object]) -> "CellWords":
        """Return what words say in a column: a T is read by the letters that stand beside it.

        With F it is true, with Y it is tidak; with neither, or with both, it can be either.

        >>> words = cell_words()
        >>> [words.of_column(cells).state("t") for cells in (["T", "F"], ["Y", "T"])]
        [True, False]
        """
        letters = {
            cell.strip().lower() for cell in set(filter(_is_short, cells)) if isinstance(cell, str)
        } & _LETTERS
        if T not in letters or T in self.said:
            return self
        if F in letters and not letters & {_Y, _N}:
            return evolve(self, yes=self.yes | {T})
        if _Y in letters and F not in letters:
            return evolve(self, no=self.no | {T})
        return evolve(self, two_ways={**self.two_ways, T: "letter"})


def _is_short(cell: object) -> bool:
    return isinstance(cell, str) and len(cell) <= len(" t ")


@functools.cache
def plain_words() -> CellWords:
    """Return what words say where nobody has said anything else."""
    two_ways = dict.fromkeys(words_for("words-cross"), "cross")
    two_ways |= dict.fromkeys(words_for("words-dash"), "dash")
    yes, no, unknown = (words_for(f"words-{key}") for key in ("yes", "no", "unknown"))
    return CellWords(yes, no | {F}, unknown | {""}, two_ways)


def cell_words(meanings: Meanings = None) -> CellWords:
    """Return what words say in the cells of a table.

    Args:
        meanings: by word, or mark, what it means here: True or "ya", False or "tidak", None or
            "kosong" where nothing is known.

    Raises:
        ArgumentError: for a meaning that there is not, or a word that has another one already.
        TypeError: for what is no mapping.

    >>> words = cell_words({"x": "ya", "-": None})
    >>> words.state("x"), words.state("-")
    (True, None)
    """
    words = plain_words()
    if meanings is None:
        return words
    if not isinstance(meanings, Mapping):
        raise wrong_type("meanings", "a mapping by word", meanings)
    said = {_word(word, one, words): _meaning(one, words) for word, one in meanings.items()}
    dashes = words_for("words-dash")  # nobody tells one from another
    said |= {dash: said[word] for word in dashes & said.keys() for dash in dashes - said.keys()}
    by: dict[bool | None, set[str]] = {True: set(), False: set(), None: set()}
    for word, means in said.items():
        by[means].add(word)
    return CellWords(
        (words.yes - said.keys()) | by[True],
        (words.no - said.keys()) | by[False],
        (words.unknown - said.keys()) | by[None],
        {word: why for word, why in words.two_ways.items() if word not in said},
        said,
    )


def _meaning(meaning: object, words: CellWords) -> bool | None:
    if meaning is None or isinstance(meaning, bool):
        return meaning
    if not isinstance(meaning, str):
        raise wrong_type("each meaning", "yes, no or None", meaning)
    try:
        return words.state(one_line(meaning).casefold())
    except BadCellError:
        values = {"found": meaning}
        raise ArgumentError([Finding("argument.meaning", values, ("meanings",))]) from None


def _word(word: object, meaning: object, words: CellWords) -> str:
    """Return a word whose meaning is said: letters and marks, none that always means another."""
    if not isinstance(word, str):
        raise wrong_type("each word of meanings", "a text", word)
    own = one_line(word).casefold()
    fixed = own in (words.yes | words.no | words.unknown) - _LETTERS
    if not own or own.isdecimal() or (fixed and words.state(own) is not _meaning(meaning, words)):
        raise ArgumentError([Finding("argument.meaning-word", {"found": word}, ("meanings",))])
    return own
