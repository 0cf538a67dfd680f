"""What texts name: sources and nodes, which must be there."""

import functools
import re
from collections.abc import Container, Iterator
from typing import Final

from kla_rules.core.catalogues import Catalogue
from kla_rules.core.text import Text
from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.validation.checks.check import Check
from kla_rules.validation.checks.rules import Place, Rules

_NAMING: Final = Catalogue("naming")
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_NODE: Final = re.compile(r"K?\d+[A-Z]?(?:\.\d+[a-z]*)?")
# A number alone may be the place in a table: a question is named by its whole id.
_QUESTION: Final = r"\d+[A-Z]?\.\d+[a-z]*\b"
_INDICATOR: Final = r"\d+[A-Z]?\b(?!\.\d)"


def words(key: str, language: Language) -> list[str]:
    """Return words of the catalogue `naming`."""
    return _NAMING.template(key, language).split(", ")


def _either(*keys: str, language: Language) -> str:
    return "|".join(re.escape(word) for key in keys for word in words(key, language))


@functools.cache
def _cited(language: Language) -> re.Pattern[str]:
    """Return what names a source in brackets: after its word, or by an id with a year."""
    word = _either("source", language=language)
    return re.compile(rf"\((?:{word}): ([^)]*)\)|\(([a-z]+(?:-[a-z]+)*-\d{{4}})\)")


@functools.cache
def _nodes_named(language: Language) -> re.Pattern[str]:
    question, indicator, between = (
        _either(key, language=language) for key in ("question", "indicator", "between")
    )
    further = rf"(?:,| (?:{between})) "
    return re.compile(
        rf"\b(?:{question}) {_QUESTION}(?:{further}{_QUESTION})*"
        rf"|\b(?:{indicator}) {_INDICATOR}(?:{further}{_INDICATOR})*"
        r"|\bK\d+\b",
        re.IGNORECASE,
    )


def named_sources(text: Text, known: Container[str] = ()) -> Iterator[str]:
    """Yield the ids of sources that a text names in brackets.

    Args:
        text: the text.
        known: ids that are known: one that is a single word is else taken for a word.

    >>> list(named_sources(Text("lihat (sumber: sheet-2024, keandalan B)", "see (tuban-2019)")))
    ['sheet-2024', 'tuban-2019']
    """
    for language in LANGUAGES:
        said = text.get(language)
        for match in _cited(language).finditer(said) if "(" in said else ():
            parts = re.split(
                rf"[,;]| (?:{_either('between', language=language)}) ", match[1] or match[2]
            )
            names = (part.strip() for part in parts)
            yield from (name for name in names if name in known or _ID.fullmatch(name))


def named_nodes(text: Text) -> Iterator[str]:
    """Yield the ids of nodes that a text names.

    >>> list(named_nodes(Text("pertanyaan 6.2 dan 6.3", "indicator 21A, in K1; 2.5 points")))
    ['6.2', '6.3', '21A', 'K1']
    """
    for language in LANGUAGES:
        for match in _nodes_named(language).finditer(text.get(language)):
            yield from _NODE.findall(match[0])


def _sources(rules: Rules) -> Iterator[Place]:
    """Yield texts that name a source that is not listed."""
    lists = [*rules.all_files(), *rules.checked_files()]
    known = {source["id"] for file in lists for source in file.content.get("sources", ())}
    for place, text in rules.texts:
        for name in dict.fromkeys(named_sources(text)):
            if name not in known:
                yield place.at(source=name)


def _nodes(rules: Rules) -> Iterator[Place]:
    """Yield texts that name a node that there is not, where the edition lists nodes of its rank."""
    known = rules.edition.positions
    ranks = {node.rank for node in rules.edition.nodes}
    for place, text in rules.texts:
        for name in dict.fromkeys(named_nodes(text)):
            rank = "cluster" if name[0] == "K" else "question" if "." in name else "indicator"
            if name not in known and rank in ranks:
                yield place.at(node=name)


CHECKS: Final = (
    Check("text.unknown-source", "warning", _sources),
    Check("text.unknown-node", "warning", _nodes),
)
