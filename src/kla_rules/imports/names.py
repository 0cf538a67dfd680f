"""Names of units: the word for what they are taken off, and ids made of names."""

import functools
import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from attrs import field, frozen

from kla_rules.imports.blocks import first_word
from kla_rules.imports.headings import entry, kind_words
from kla_rules.units.names import unit_names
from kla_rules.units.rules import KECAMATAN

_OTHER: Final = re.compile(r"[^a-z0-9]+")


@frozen
class Named:
    """A name of a unit, taken apart.

    Attributes:
        name: without the word for what it is.
        word: that word, in small letters, or "".
        kind: what rules call such a unit, or "".
        whole: it as it was written.
    """

    name: str
    word: str = ""
    kind: str = ""
    whole: str = field(default="", eq=False, repr=False)


def named(text: str, kinds: Mapping[str, str]) -> Named:
    """Return a name of a village without the word that says what it is.

    Args:
        text: such as "Desa Kepulungan".
        kinds: by word, what a mapping says of words that begin ordinary names as well.

    >>> named("Desa Contoh", {}), named("Kampung Baru", {}).word
    (Named(name='Contoh', word='desa', kind='desa'), '')
    """
    first = first_word(text)
    known = kinds.get(first) or unit_names().first_words.get(first)
    if known is None:
        short = _short().get(first)
        first, known = (short, short) if short else (first, None)
    _, _, rest = text.partition(" ")
    if known is None or not rest.strip() or known == KECAMATAN:
        return Named(text, whole=text)
    return Named(rest.strip(), first, kind_words().get(known, known), text)


@functools.cache
def _short() -> Mapping[str, str]:
    """Return by short word what it stands for."""
    return {
        **dict.fromkeys(entry("short-kelurahan"), "kelurahan"),
        **dict.fromkeys(entry("short-desa"), "desa"),
    }


def kecamatan_named(text: str) -> Named:
    """Return a name of a kecamatan without the word that says what it is.

    >>> kecamatan_named("Kec. Contoh"), kecamatan_named("Kapanewon Contoh").word
    (Named(name='Contoh', word='kecamatan', kind='kecamatan'), 'kapanewon')
    """
    first, (_, _, rest) = first_word(text), text.partition(" ")
    if rest.strip():
        if first in entry("word-kecamatan-short"):
            return Named(rest.strip(), KECAMATAN, KECAMATAN, text)
        if kind_words().get(first) == KECAMATAN:
            return Named(rest.strip(), first, KECAMATAN, text)
    return Named(text, whole=text)


@functools.lru_cache(maxsize=10_000)
def slug(name: str) -> str:
    """Return a name as part of an id; empty where nothing of it is left.

    >>> slug("Kebon Agung"), slug("Ma'rang")
    ('kebon-agung', 'ma-rang')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return _OTHER.sub("-", plain).strip("-")
