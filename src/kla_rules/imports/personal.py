"""Columns and cells about persons: known by what they are called, or by what they look like."""

import itertools
import re
from collections.abc import Iterable
from typing import Final

from kla_rules.imports.headings import composed, entry

# Telephone numbers, and the numbers of identity and family cards and of civil servants.
_SEPARATED: Final = re.compile(r"(?<=[0-9])[ .()/-]+(?=[0-9])")
_TELEPHONE: Final = re.compile(
    r"(?<![0-9])(?:\+?62|0)[2-9][0-9]{6,11}(?![0-9])|(?<![0-9])8[1-9][0-9]{8,10}(?![0-9])"
)
_NUMBER_OF_PERSON: Final = re.compile(r"(?<![0-9])[0-9]{16}(?:[0-9]{2})?(?![0-9])")
_ADDRESS: Final = re.compile(r"\S@\S+\.\S")
_WORD: Final = re.compile(r"[a-z]+(?:\.[a-z]+)*\.?")
_FEW: Final = 0.3  # of the cells of a column: so many names make it one of names
_LOOKED_AT: Final = 500
_FEWEST_ABOUT_PERSONS: Final = 6
_FEWEST_ABOUT_CASES: Final = 2


def names_person(heading: str) -> bool:
    """Return whether a key has a word that names or describes a person.

    >>> names_person("nama ketua satgas"), names_person("no hp"), names_person("patbm")
    (True, True, False)
    """
    words = heading.split()
    known = entry("word-personal")
    pairs = (" ".join(pair) for pair in itertools.pairwise(words))
    return any(word in known for word in (*words, *pairs))


def is_number_of_person(text: str) -> bool:
    """Return whether a text has a telephone number, a number of a person, or an address of mail.

    >>> is_number_of_person("0812-3456-7890"), is_number_of_person("35.75.01.1001")
    (True, False)
    """
    if len(text) < 7:  # noqa: PLR2004 - the shortest of them
        return False
    joined = _SEPARATED.sub("", text)
    found = _TELEPHONE.search(joined) or _NUMBER_OF_PERSON.search(joined)
    return bool(found or _ADDRESS.search(text))


def has_title(text: str) -> bool:
    """Return whether a text has a title or degree of persons, set off as these are.

    >>> has_title("Hj. Contoh, S.Pd"), has_title("Sebani")
    (True, False)
    """
    plain = text.casefold()
    titles = entry("names-titles")
    words = _WORD.findall(plain)
    if any(word.endswith(".") and word.replace(".", " ").strip() in titles for word in words):
        return True
    behind = (part.replace(".", " ") for part in plain.split(",")[1:])
    return any(" ".join(part.split()) in titles for part in behind)


def looks_personal(cells: Iterable[str]) -> bool:
    """Return whether cells of a column look like names of persons or like their numbers."""
    looked = [cell for cell in cells if cell][:_LOOKED_AT]
    if any(is_number_of_person(cell) or has_title(cell) for cell in looked):
        return True
    given = entry("names-given")
    named = sum(cell.casefold().partition(" ")[0] in given for cell in looked)
    return bool(looked) and named >= _FEW * len(looked)


def is_about_cases(headings: Iterable[str]) -> bool:
    """Return whether a table has a row for each person in a case of violence, by its headings."""
    counted = entry("word-counted")
    # Lists side by side repeat theirs: twelve columns of three lists are no twelve kinds of data.
    keys = [
        heading
        for heading in dict.fromkeys(headings)
        if heading and composed(heading) is None and counted.isdisjoint(heading.split()[:1])
    ]
    persons = sum(map(names_person, keys))
    cases = entry("word-case")
    about = sum(not cases.isdisjoint(heading.split()) for heading in keys)
    return persons >= _FEWEST_ABOUT_PERSONS or (about >= _FEWEST_ABOUT_CASES and persons > 1)
