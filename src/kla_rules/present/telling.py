"""A teller: one evaluation, one language, sentences and their layout."""

import textwrap
from typing import TYPE_CHECKING, Final

from kla_rules.model import Level, Text
from kla_rules.texts.explanation import EXPLANATION
from kla_rules.texts.writing import Language, write

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation

WIDTH: Final = 96


class Teller:
    """Tells one evaluation in one language; sections are lists of lines."""

    def __init__(self, result: "Evaluation", language: Language) -> None:
        self.result = result
        self.language = language

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the catalogue."""
        return write(EXPLANATION[key][self.language], values, self.language)

    def say_level(self, level: Level | None) -> str:
        """Return the name of a level, or that it is none."""
        return write("{level:level}", {"level": title_of(level)}, self.language)

    def paragraph(self, sentences: list[str]) -> list[str]:
        """Return sentences as the lines of one paragraph."""
        return textwrap.wrap(
            " ".join(sentences), WIDTH, break_long_words=False, break_on_hyphens=False
        )

    def hanging(self, mark: str, text: str) -> list[str]:
        """Return text as lines, the first after a mark, the others below its text."""
        return wrapped(text, mark)


def wrapped(text: str, mark: str) -> list[str]:
    """Return text as lines, the first after a mark, the others below its text."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )


def title_of(level: Level | None) -> Text | None:
    """Return the title of a level, or None for no level."""
    return level.title if level else None
