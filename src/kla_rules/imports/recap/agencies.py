"""The agencies that a recap names as source of its data, by the names that an edition knows."""

from kla_rules.imports.recap.reading import Recap
from kla_rules.imports.recap.words import Words, words_of
from kla_rules.model.edition import Edition


def agencies_in(recap: Recap) -> dict[str, tuple[str, ...]]:
    """Return by node id the ids of the agencies that its row names, as far as they are known."""
    names = _names(recap.edition)
    return {
        match.node: _named(words_of(match.read.line.agencies), names)
        for match in recap.matches.matches
        if match.node is not None and match.read.line.agencies
    }


def _names(edition: Edition) -> dict[Words, str]:
    """Return by name in words the id of an agency; a name of two of them is of neither."""
    found: dict[Words, set[str]] = {}
    for agency in edition.agencies:
        for name in (agency.title.id, agency.title.en, *agency.local_names):
            found.setdefault(words_of(name), set()).add(agency.id)
    return {words: next(iter(ids)) for words, ids in found.items() if len(ids) == 1 and words}


def _named(words: Words, names: dict[Words, str]) -> tuple[str, ...]:
    found = []
    for name, agency in names.items():
        size = len(name)
        if any(words[at : at + size] == name for at in range(len(words) - size + 1)):
            found.append(agency)
    return tuple(dict.fromkeys(found))
