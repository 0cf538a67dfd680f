"""What cells of a form call things, as it is compared: in either language, in any capitals."""

import functools
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from kla_rules.core.catalogues import ASK
from kla_rules.core.text import Text
from kla_rules.core.writing import LANGUAGES
from kla_rules.model.asked import AskedQuestion
from kla_rules.model.edition import Edition
from kla_rules.sheets.model import Cell
from kla_rules.tables.cells import as_word
from kla_rules.tables.words import plain_words
from kla_rules.workbook import layout
from kla_rules.workbook.cells import text_in


@frozen
class Words:
    """What cells of a form call things under an edition.

    Attributes:
        titles: ids of nodes by their title; several may share one.
        kinds, agencies, signers: ids by their titles and by themselves.
    """

    titles: Mapping[str, frozenset[str]]
    kinds: Mapping[str, str]
    agencies: Mapping[str, str]
    signers: Mapping[str, str]


def words_in(edition: Edition) -> Words:
    """Return what cells of a form call things under an edition."""
    titles: dict[str, set[str]] = {}
    for node in edition.nodes:
        for language in LANGUAGES:
            titles.setdefault(as_word(text_in(node.title.get(language))), set()).add(node.id)
    return Words(
        {title: frozenset(ids) for title, ids in titles.items()},
        with_ids(layout.kind_titles(edition)),
        with_ids(layout.office_titles(edition, "agency")),
        with_ids(layout.office_titles(edition, "signed_by")),
    )


def words_of(titles: Mapping[Any, Text]) -> dict[str, Any]:
    """Return by the word of a cell what it names, in either language.

    >>> words_of({True: Text("ya", "yes")})
    {'ya': True, 'yes': True}
    """
    found: dict[str, Any] = {}
    for key, title in titles.items():
        for language in LANGUAGES:
            found.setdefault(as_word(text_in(title.get(language))), key)
    return found


def with_ids(titles: Mapping[str, Text]) -> dict[str, str]:
    """Return the same for things that may be written by their ids as well."""
    return {**words_of(titles), **{as_word(name): name for name in titles}}


@functools.cache
def truth_words() -> dict[str, bool]:
    """Return the words for yes and no."""
    return {**words_of(layout.yes_no()), "true": True, "false": False}


@functools.cache
def spoken(key: str) -> frozenset[str]:
    """Return the words for an answer that `kla ask` understands."""
    texts = (ASK.template(f"words-{key}", language) for language in LANGUAGES)
    return frozenset(word.strip() for text in texts for word in text.split(","))


def named_in(cell: Cell, words: Mapping[str, Any]) -> Any | None:  # noqa: ANN401 - an id
    """Return what a word in a cell names, or None."""
    return words.get(as_word(text_in(cell)))


def chosen(
    cell: Cell, question: AskedQuestion, options: Sequence[str]
) -> tuple[str, str | bool] | None:
    """Return the form of the answer that a cell chooses, and what it gives; None for no choice.

    Args:
        cell: what stands in the column of choices.
        question: what is asked.
        options: those of a table that the form brings along.

    >>> import kla_rules as kla
    >>> asked = kla.edition("kla-2024").questions[0]
    >>> chosen("Terpenuhi seluruhnya", asked, ()), chosen("tidak berlaku", asked, ())
    (('option', 'full'), ('not_applicable', True))
    """
    holds = any(form.form == "holds" and not form.former for form in question.forms)
    if isinstance(cell, bool):
        return ("holds", cell) if holds else None
    if not isinstance(cell, str):
        return None
    choices, text = layout.choices_of(question, options), text_in(cell)
    for compared in (text_in, _as_word):  # options of a table may differ by their capitals
        word = compared(text)
        named = {
            (choice.form, choice.given)
            for choice in choices
            if word in {compared(choice.title.id), compared(choice.title.en)}
        }
        if named:
            return named.pop() if len(named) == 1 else None
    return _spoken_choice(as_word(text), holds=holds)


def _as_word(text: str) -> str:
    return as_word(text_in(text))


def _spoken_choice(word: str, *, holds: bool) -> tuple[str, str | bool] | None:
    """Return what a word chooses that no list offers: as long as it can mean one thing there."""
    if word in {"full", "none"}:
        return "option", word
    if word in spoken("not-applicable"):
        return "not_applicable", True
    given: Mapping[str, str | bool] = (
        {"yes": True, "no": False} if holds else {"full": "full", "none": "none"}
    )
    form = "holds" if holds else "option"
    found = next(((form, given[key]) for key in given if word in spoken(key)), None)
    if found is None and holds and _is_plain(word):
        words = plain_words()
        said = True if word in words.yes else False if word in words.no else None
        found = None if said is None else (form, said)
    return found


def _is_plain(word: str) -> bool:
    """Return whether a word or mark of tables says yes or no of a sentence, and nothing else.

    A digit may be points, and what there is or is not need not be what the sentence says.
    """
    return not word.isdecimal() and "ada" not in word.split()
