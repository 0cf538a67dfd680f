"""Levels and stages by what people call them: "Madya", "Kota Layak Anak", "penilaian mandiri"."""

from collections.abc import Iterable
from typing import Literal, Protocol, TypeVar

from kla_rules.core.catalogues import TABLES
from kla_rules.core.text import Text
from kla_rules.core.word_lists import one_line, words_for

T = TypeVar("T")


class Named(Protocol):
    """What has an id and a title."""

    @property
    def id(self) -> str:
        """Return its id."""

    @property
    def title(self) -> Text:
        """Return its title."""


def id_named(kind: Literal["level", "stage"], name: T, entries: Iterable[Named]) -> T | str:
    """Return the id of a level or a stage, however its name is written; else what is given.

    Args:
        kind: "level" or "stage".
        name: an id, a title in either language, or a word of the catalogue, in any capitals.
        entries: the levels or the stages of an edition.

    >>> import kla_rules as kla
    >>> levels = kla.edition("kla-2024").levels
    >>> [id_named("level", name, levels) for name in ("Madya", "kota layak anak", "KLA", "gold")]
    ['madya', 'kla', 'kla', 'gold']
    """
    every = list(entries)
    if not isinstance(name, str) or any(entry.id == name for entry in every):
        return name
    word = one_line(name).casefold()
    ids = {entry.id for entry in every if word in _words(kind, entry)}
    return ids.pop() if len(ids) == 1 else name


def _words(kind: str, entry: Named) -> frozenset[str]:
    key = f"words-{kind}-{entry.id}"
    own = {entry.id, entry.title.id, entry.title.en}
    return frozenset(map(str.casefold, own)) | (words_for(key) if key in TABLES else frozenset())
