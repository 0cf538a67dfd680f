"""Words in a drawing: escaped, as wide as no common font makes them wider, and wrapped."""

from collections.abc import Iterator
from typing import Final
from unicodedata import combining, east_asian_width

from kla_rules.core.writing import printable

# Hundredths of the size of a letter: the wider of DejaVu Sans, which is what browsers on Linux
# have, and Arial with what has its widths. Whatever is not listed is taken as wide.
_CLASSES: Final = {
    30: "ijlI'",
    36: " ,./:;\\|f-\u00b7",
    46: '()[]t!r"',
    56: "*J`szcLx?_kvy\u2013",
    64: "abdeghnopquFTS$0123456789{}",
    72: "EKPYAVBXZCR",
    80: "DGHNOQUw&",
}
_WIDTHS: Final = {letter: width for width, letters in _CLASSES.items() for letter in letters}
_WIDE: Final = 102
_BOLD: Final = 1.15
# A name of any length stays a few lines: the whole of it stands in the description.
_MOST: Final = 12
_BREAKS: Final = "/-"
_ESCAPES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
)


def escaped(text: str) -> str:
    r"""Return text as XML has it: nothing in it is a tag, and what XML forbids is a question mark.

    >>> escaped('<b title="x">&\x00\u202e\ud800')
    '&lt;b title=&quot;x&quot;&gt;&amp;???'
    """
    return printable(text).translate(_ESCAPES)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is at most, in the unit of `size`.

    >>> width("illi", 10) < width("mmmm", 10)
    True
    """
    hundredths = sum(_WIDTHS.get(letter) or _other(letter) for letter in text)
    return hundredths * size * (_BOLD if bold else 1) / 100


def _other(letter: str) -> int:
    if combining(letter):
        return 0
    if letter.isascii() or east_asian_width(letter) in "WFA":
        return _WIDE
    return 80 if letter.islower() else _WIDE


def wrapped(
    text: str, room: float, size: float, *, bold: bool = False, most: int = _MOST
) -> list[str]:
    """Return the lines of a text in so much room; a word that is too long is broken.

    What is left beyond `most` lines is said to be left out, by three dots.

    >>> wrapped("Kabupaten/Kota Layak Anak (KLA)", 70, 10)
    ['Kabupaten/', 'Kota Layak', 'Anak (KLA)']
    >>> wrapped("x" * 9, 20, 10, most=2)
    ['xxx', 'x...']
    """
    lines: list[str] = []
    line = ""
    for word in _words(printable(text), room, size, bold):
        if line and width((line + word).rstrip(), size, bold=bold) > room:
            lines.append(line.rstrip())
            line = ""
            if len(lines) > most:
                break
        line += word
    if line.strip():
        lines.append(line.rstrip())
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width(last + "...", size, bold=bold) > room:
        last = last[:-1]
    return [*lines[: most - 1], last + "..."]


def _words(text: str, room: float, size: float, bold: bool) -> Iterator[str]:  # noqa: FBT001 - handed on
    """Yield the words of a text, each with the space after it, in parts that fit a line."""
    for word in text.split():
        if width(word, size, bold=bold) <= room:
            yield word + " "
            continue
        part, used = "", 0.0
        for letter in word:
            own = width(letter, size, bold=bold)
            while part and used + own > room:
                cut = max(map(part.rfind, _BREAKS)) + 1 or len(part)
                yield part[:cut]
                part = part[cut:]
                used = width(part, size, bold=bold)
            part += letter
            used += own
        yield part + " "
