"""A page: text for people, line by line, that every text of the library is written on."""

import textwrap
from collections.abc import Iterable, Sequence
from typing import Final, Self

from kla_rules.core.catalogues import EXPLANATION, PHRASES, Catalogue
from kla_rules.core.writing import Language, printable

WIDTH: Final = 96


class Page:
    """Text in one language, with sentences of one catalogue; no line is wider than `WIDTH`.

    Attributes:
        catalogue: where its sentences come from.
        language: of its sentences.
        lines: what has been written.

    >>> from kla_rules.core.catalogues import UNITS
    >>> page = Page(UNITS, "en")
    >>> page.title("Two units")
    >>> page.gap()
    >>> page.item("the first")
    >>> print(page, end="")
    Two units
    =========
    <BLANKLINE>
      - the first
    """

    def __init__(
        self, catalogue: Catalogue, language: Language, lines: list[str] | None = None
    ) -> None:
        self.catalogue = catalogue
        self.language = language
        self.lines: list[str] = [] if lines is None else lines

    def of(self, catalogue: Catalogue) -> Self:
        """Return this page with sentences of another catalogue: both write the same lines."""
        return type(self)(catalogue, self.language, self.lines)

    def say(self, key: str, /, **values: object) -> str:
        """Return a sentence of the catalogue; nothing is written."""
        return self.catalogue.say(key, self.language, **values)

    def short(self, text: str, room: int) -> str:  # noqa: ARG002 - a page has room for all
        """Return as much of a name as there is room for: all of it, but on a screen."""
        return text

    def title(self, text: str) -> None:
        """Write a title, underlined."""
        self.lines += [text, "=" * min(len(text), WIDTH)]

    def labels(
        self, *, illustrative: bool = False, assumed: bool = False, backed: bool = False
    ) -> None:
        """Write what must be known of the whole before anything else."""
        held = {"illustrative": illustrative, "assumed": assumed, "backed": backed}
        for text in labels(self.language, **held):
            self.paragraph(text)

    def line(self, text: str) -> None:
        """Write one line as it is."""
        self.lines.append(text)

    def lead(self, text: str) -> None:
        """Write what introduces the lines that follow, after a gap."""
        self.gap()
        self.lines.append(text)

    def gap(self) -> None:
        """Write an empty line, unless nothing has been written or one stands there already."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def paragraph(self, *sentences: str) -> None:
        """Write sentences one after the other; nothing where there are none."""
        self.lines += wrapped(" ".join(sentences), "")

    def paragraphs(self, texts: Sequence[str]) -> None:
        """Write a paragraph of each text."""
        for text in texts:
            self.paragraph(text)

    def item(self, text: str, mark: str = "  - ") -> None:
        """Write an item of a list, its further lines below its text."""
        self.lines += wrapped(text, mark)

    def items(self, texts: Iterable[str], mark: str = "  - ") -> None:
        """Write items of a list."""
        for text in texts:
            self.lines += wrapped(text, mark)

    def rows(self, rows: Sequence[tuple[str, str]], indent: str = "  ") -> None:
        """Write rows of a name and a figure, the figures below each other."""
        width = max((len(name) for name, _ in rows), default=0)
        self.lines += [f"{indent}{name:<{width}}  {figure}" for name, figure in rows]

    def few(self, names: Sequence[str], most: int) -> list[str]:
        """Return the first few of some names, and how many more there are."""
        rest = len(names) - most
        listed = [printable(name) for name in names[:most]]
        return [*listed, PHRASES.say("more", self.language, count=rest)] if rest > 0 else listed

    def __str__(self) -> str:
        """Return the text, without what could steer a terminal."""
        end = len(self.lines) - (self.lines[-1:] == [""])
        return "\n".join(map(printable, self.lines[:end])) + "\n"


def labels(
    language: Language, *, illustrative: bool = False, assumed: bool = False, backed: bool = False
) -> list[str]:
    """Return what must be known of a result before anything else."""
    held = {"label-illustrative": illustrative, "label-assumed": assumed, "label-backed": backed}
    return [EXPLANATION.template(key, language) for key, holds in held.items() if holds]


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
