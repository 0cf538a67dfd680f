"""A teller: one evaluation, one language, sentences and their layout."""

import textwrap
from typing import TYPE_CHECKING, Final

from kla_rules.messages import EXPLANATION
from kla_rules.model import Level, Text
from kla_rules.texts.writing import Language, write

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation

WIDTH: Final = 96


class Teller:
    """Tells one evaluation in one language; sections are lists of lines."""

    def __init__(self, result: "Evaluation", language: Language) -> None:
        self.result = result
        self.language = language
        # By id, how an agency is called: gaps name hundreds of them.
        self.agencies = {one.id: one.title.get(language) for one in result.edition.agencies}

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the catalogue."""
        return EXPLANATION.say(key, self.language, **values)

    def say_level(self, level: Level | None) -> str:
        """Return the name of a level, or that it is none."""
        return write("{level:level}", {"level": title_of(level)}, self.language)

    def paragraph(self, sentences: list[str]) -> list[str]:
        """Return sentences as the lines of one paragraph."""
        return wrapped(" ".join(sentences), "")

    def hanging(self, mark: str, text: str) -> list[str]:
        """Return text as lines, the first after a mark, the others below its text."""
        return wrapped(text, mark)


def wrapped(text: str, mark: str) -> list[str]:
    """Return text as lines, the first after a mark, the others below its text.

    A word longer than a line has a line of its own. It does what `textwrap` does, in one pass over
    the lines instead of one over the words: an explanation has hundreds of items.

    >>> wrapped("satu dua", "- ")
    ['- satu dua']
    """
    room, below = WIDTH - len(mark), " " * len(mark)
    if "  " in text or text != text.strip(" ") or not text.isprintable():
        # What is neither a word nor one space is rare, and a matter for the library.
        return textwrap.wrap(
            text,
            WIDTH,
            initial_indent=mark,
            subsequent_indent=below,
            break_long_words=False,
            break_on_hyphens=False,
        )
    rest, lines, indent = text, [], mark
    while len(rest) > room:
        end = rest.rfind(" ", 0, room + 1)
        if end < 0:
            end = rest.find(" ", room)
        if end < 0:
            break
        lines.append(indent + rest[:end])
        rest, indent = rest[end + 1 :], below
    return [*lines, indent + rest] if rest else lines


def title_of(level: Level | None) -> Text | None:
    """Return the title of a level, or None for no level."""
    return level.title if level else None
