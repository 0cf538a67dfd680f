"""Words of tables in lists of the catalogue: those of both languages are understood."""

import functools

from kla_rules.core.catalogues import TABLES
from kla_rules.core.writing import LANGUAGES, Language

# Of no width: what word processors leave between letters, and how a mark is to be drawn.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0e\ufe0f"))


@functools.cache
def listed(key: str, language: Language) -> tuple[str, ...]:
    """Return the words of an entry of the catalogue, in their order."""
    return tuple(word.strip() for word in TABLES.template(key, language).split(", "))


@functools.cache
def words_for(key: str) -> frozenset[str]:
    """Return the words of an entry of the catalogue, of both languages, in small letters.

    >>> sorted({"ya", "yes", "✓"} & words_for("words-yes"))
    ['ya', 'yes', '✓']
    """
    return frozenset(word.casefold() for one in LANGUAGES for word in listed(key, one))


def one_line(text: str) -> str:
    r"""Return a text with single blanks, and without what nobody sees.

    >>> one_line("  Kec.  Purworejo\u00a0\u200b")
    'Kec. Purworejo'
    """
    return " ".join((text if text.isascii() else text.translate(_INVISIBLE)).split())
