"""How a level is called; that there is none has a name too."""

from collections.abc import Iterable

from kla_rules.core.catalogues import PHRASES
from kla_rules.core.text import Text, both
from kla_rules.core.writing import Language, write
from kla_rules.model.levels import Level


def title_of(level: Level | None) -> Text | None:
    """Return the title of a level, or None for no level."""
    return level.title if level else None


def names_of(levels: Iterable[Level | None]) -> tuple[Text, ...]:
    """Return how levels are called, the lowest first, as a note lists them."""
    return tuple(level.title if level else both(PHRASES, "no-level") for level in levels)


def level_name(level: Level | None, language: Language) -> str:
    """Return the name of a level, or that it is none."""
    return write("{level:level}", {"level": title_of(level)}, language)


def level_ids(levels: Iterable[Level]) -> tuple[str, ...]:
    """Return the ids of levels, in their order."""
    return tuple(level.id for level in levels)
