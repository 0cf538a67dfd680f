"""What texts name: sources and nodes, which must be there."""

import re
from collections.abc import Iterator
from typing import Final

from kla_rules.core.text import Text
from kla_rules.validation.checks.check import Check
from kla_rules.validation.checks.rules import Place, Rules

# `(sumber: sheet-2024, keandalan B)`, and a source by itself in brackets: `(tuban-2019)`.
_CITED: Final = re.compile(r"\((?:sumber|sources?): ([^)]*)\)|\(([a-z]+(?:-[a-z]+)*-\d{4})\)")
_SOURCE: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
# `pertanyaan 6.2 dan 6.3`, `indicator 21A`, `K1`: a number alone may be the place in a table.
_AND: Final = r"(?:,| dan| atau| sampai| and| or| to) "
_QUESTION: Final = r"\d+[A-Z]?\.\d+[a-z]*\b"
_INDICATOR: Final = r"\d+[A-Z]?\b(?!\.\d)"
_NODES: Final = re.compile(
    rf"\b(?:pertanyaan|butir|questions?) {_QUESTION}(?:{_AND}{_QUESTION})*"
    rf"|\b(?:indikator|indicators?) {_INDICATOR}(?:{_AND}{_INDICATOR})*"
    r"|\bK\d+\b"
)
_NODE: Final = re.compile(r"K?\d+[A-Z]?(?:\.\d+[a-z]*)?")


def named_sources(text: Text) -> Iterator[str]:
    """Yield the ids of sources that a text names in brackets.

    >>> list(named_sources(Text("lihat (sumber: sheet-2024, keandalan B)", "see (tuban-2019)")))
    ['sheet-2024', 'tuban-2019']
    """
    for words in (text.id, text.en) if "(" in text.id + text.en else ():
        for match in _CITED.finditer(words):
            for part in re.split(r"[,;]| dan | and ", match[1] or match[2]):
                if _SOURCE.fullmatch(part.strip()):
                    yield part.strip()


def named_nodes(text: Text) -> Iterator[str]:
    """Yield the ids of nodes that a text names.

    >>> list(named_nodes(Text("pertanyaan 6.2 dan 6.3", "indicator 21A, in K1; 2.5 points")))
    ['6.2', '6.3', '21A', 'K1']
    """
    for words in (text.id, text.en):
        for match in _NODES.finditer(words):
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
