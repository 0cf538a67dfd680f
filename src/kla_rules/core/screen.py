"""A page that fits a screen: at most `LINES` lines, and nothing is cut in silence.

What is too long is cut at a word and ends with an ellipsis; of what is too many it is said how many
more there are. The whole is on the page that the same result gives otherwise.
"""

import unicodedata
from collections.abc import Callable, Sequence
from typing import Final

from kla_rules.core.catalogues import PHRASES
from kla_rules.core.page import WIDTH, Page
from kla_rules.core.writing import printable

LINES: Final = 39  # the command adds one, which says how to see more
_PARAGRAPH: Final = 4  # lines
PARAGRAPHS: Final = 2
_CUT: Final = "…"


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes at most.

    >>> columns("anak"), columns("子供")
    (4, 4)
    """
    if text.isascii():
        return len(text)
    return len(text) + sum(unicodedata.east_asian_width(char) in {"W", "F"} for char in text)


def cut(text: str, room: int) -> str:
    """Return a text in at most so many columns, cut at a word and with an ellipsis if need be.

    >>> cut("Forum Anak menjalankan peran", 20), cut("x" * 30, 8), cut("anak", 4)
    ('Forum Anak…', 'xxxxxxx…', 'anak')
    """
    text = printable(text)
    if columns(text) <= room:
        return text
    head, _ = _broken(text, room - columns(_CUT))
    return (head.rstrip(" ,;:(") if columns(head) < room else "") + _CUT


def _broken(text: str, room: int) -> tuple[str, str]:
    """Return what of a text fits into a line, broken at a word if there is one, and the rest."""
    end = min(len(text), max(room, 1))
    while end > 1 and columns(text[:end]) > room:
        end -= 1
    if end < len(text) and text[end] != " ":
        end = text.rfind(" ", 1, end) if " " in text[1:end] else end
    return text[:end], text[end:].lstrip(" ")


class Screen(Page):
    """A page whose parts are bounded, so that all of it fits a screen.

    >>> from kla_rules.core.catalogues import UNITS
    >>> screen = Screen(UNITS, "en")
    >>> screen.items_in(["first", "second", "third"], room=2)
    >>> print(screen, end="")
      - first
      - and 2 more
    """

    @property
    def left(self) -> int:
        """Return how many lines there is room for; empty ones go where there is none."""
        return LINES - sum(map(bool, self.lines))

    @property
    def free(self) -> int:
        """Return how many lines there is room for beside those that are there, empty ones too."""
        return LINES - len(self.lines)

    def short(self, text: str, room: int) -> str:
        """Return a name in at most so many columns."""
        return cut(text, room)

    def title(self, text: str) -> None:
        """Write a title, underlined."""
        shown = cut(text, WIDTH)
        self.lines += [shown, "=" * columns(shown)]

    def line(self, text: str) -> None:
        """Write one line."""
        self.lines.append(cut(text, WIDTH))

    def lead(self, text: str) -> None:
        """Write what introduces the lines that follow, after a gap."""
        self.gap()
        self.line(text)

    def paragraph(self, *sentences: str, most: int = _PARAGRAPH) -> None:
        """Write sentences one after the other, in at most so many lines."""
        self._fit(" ".join(sentences), "", most)

    def paragraphs(self, texts: Sequence[str]) -> None:
        """Write the first texts in two lines each, and how many more there are."""
        for text in texts[:PARAGRAPHS]:
            self.paragraph(text, most=2)
        if len(texts) > PARAGRAPHS:
            self.line(PHRASES.say("more", self.language, count=len(texts) - PARAGRAPHS))

    def item(self, text: str, mark: str = "  - ", most: int = 1) -> None:
        """Write an item of a list, in at most so many lines."""
        self._fit(text, mark, most)

    def ended(self, text: str, end: str, mark: str = "  - ") -> None:
        """Write an item in one line whose end is shown whole: the text before it is cut.

        A title in brackets at its end is cut within them.
        """
        room = WIDTH - columns(mark + end)
        shown = cut(text, room)
        if text.endswith(")") and shown.count("(") > shown.count(")"):
            shown = cut(text, room - 1) + ")"
        self.line(mark + shown + end)

    def items_in(
        self, texts: Sequence[str], room: int, write: Callable[[str], None] | None = None
    ) -> None:
        """Write items in so many lines at most, one each; the last tells how many are left."""
        shown = len(texts) if len(texts) <= room else max(room - 1, 0)
        for text in texts[:shown]:
            (write or self.item)(text)
        if shown < len(texts):
            self.item(PHRASES.say("more", self.language, count=len(texts) - shown))

    def named(self, names: Sequence[str], room: int, separator: str = ", ") -> str:
        """Return as many names as fit into so many columns, and how many more there are."""
        for most in range(len(names), 1, -1):
            text = separator.join(self.few(names, most))
            if columns(text) <= room:
                return text
        more = self.few(["", *names[1:]], 1)[1:]
        first = [cut(name, room - columns(separator.join(["", *more]))) for name in names[:1]]
        return separator.join([*first, *more])

    def _fit(self, text: str, mark: str, most: int) -> None:
        rest, below = printable(text), " " * len(mark)
        while rest:
            room = WIDTH - columns(mark)
            if most == 1 or columns(rest) <= room:
                self.lines.append(mark + cut(rest, room))
                return
            head, rest = _broken(rest, room)
            self.lines.append(mark + head)
            mark, most = below, most - 1

    def __str__(self) -> str:
        """Return the text; empty lines go, from the end, where there are too many lines."""
        lines = self.lines[: len(self.lines) - (self.lines[-1:] == [""])]
        while len(lines) > LINES and "" in lines:
            del lines[len(lines) - 1 - lines[::-1].index("")]
        return "\n".join(lines) + "\n"
