"""The word that a mistyped one may have been meant to be."""

from collections.abc import Iterable, Mapping


def suggestions(word: object, known: Iterable[str]) -> list[str]:
    """Return the known words that `word` may have been meant to be, the nearest first.

    >>> suggestions("K33", ["K1", "K3", "6.3"])
    ['K3']
    """
    import difflib  # noqa: PLC0415 - for what does not fit only

    return difflib.get_close_matches(str(word)[:80], list(known), n=2, cutoff=0.6)


def suggestions_named(word: object, known: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the ids that `word` may have been meant to be, by the ids or by names they go by.

    >>> suggestions_named("bappeda", {"planning": ["Bappeda"], "health": ["Dinkes"]})
    ['planning']
    """
    names = {name.casefold(): key for key, others in known.items() for name in (key, *others)}
    return list(dict.fromkeys(names[name] for name in suggestions(str(word).casefold(), names)))
