"""The bytes of a table as text: in the encoding that is said, or the only one that they can have.

What could be read in two encodings is refused with both readings: a name that is read wrongly is
the name of another.
"""

import codecs
import re
import unicodedata
from collections.abc import Mapping
from typing import Final, Literal

from attrs import frozen

from kla_rules.core.findings import Finding
from kla_rules.core.notes import Note

Encoding = Literal["utf-8", "utf-16", "windows-1252"]
ENCODINGS: Final[tuple[Encoding, ...]] = ("utf-8", "utf-16", "windows-1252")
_CODECS: Final[Mapping[Encoding, str]] = {
    "utf-8": "utf-8-sig",
    "utf-16": "utf-16",
    "windows-1252": "cp1252",
}
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF_32: Final = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
# What else a byte may be that is no ASCII: of old systems, and of Macs.
_OTHERS: Final = {"cp850": "IBM 850", "cp437": "IBM 437", "mac_roman": "Mac"}
_WINDOWS: Final = "Windows-1252"
_MOST_FOREIGN: Final = 50_000  # characters beyond ASCII of a table whose encoding is looked for
_HIGH: Final = bytes(range(0x80, 0x100))
_BEGINNING: Final = 4_000  # bytes by which UTF-16 is known that does not say so
_FOREIGN: Final = re.compile(r"[^\x00-\x7f]")
_WORD: Final = re.compile(r"[^ \t\n\r,;|\"]*[^\x00-\x7f][^ \t\n\r,;|\"]*")
# Marks above and below letters, as names in Indonesia have them: acute, grave, hat, dots, tilde.
_ABOVE: Final = frozenset("\u0300\u0301\u0302\u0303\u0308\u0327")
_NUMERIC: Final = frozenset("\u00b0\u00b2\u00b3\u00bd\u00bc\u00be")  # degrees, squares, halves
_DASHES: Final = frozenset("\u2013\u2014")
_OPENING, _CLOSING = frozenset("\u201c\u2018"), frozenset("\u201d\u2019")
_LONGEST: Final = 40


@frozen
class Text:
    """What bytes are as text.

    Attributes:
        text: it; empty where it was refused.
        finding: why it was refused, or None.
        place: line and byte where it begins to be none, from 1.
        notes: in which encoding it was read, where nobody has said so.
    """

    text: str = ""
    finding: Finding | None = None
    place: tuple[int, int] = (1, 1)
    notes: tuple[Note, ...] = ()


def decoded(data: bytes, encoding: Encoding | None) -> Text:
    r"""Return bytes as text.

    Args:
        data: the whole of a file.
        encoding: what it is said to be in; None: UTF-8, UTF-16 where it says so or is plainly it,
            and Windows-1252 where every other reading gives no words.

    >>> decoded(b"Andr\xe9", None).text, decoded(b"Ma\x92arif", None).notes[0].id
    ('André', 'table.in-windows')
    >>> decoded(b"desa\xa0baru", None).finding.values["readings"]
    ('desa baru (Windows-1252)', 'desaábaru (IBM 850)', 'desaábaru (IBM 437)')
    """
    wide = wide_codec(data)
    if encoding == "utf-16":
        return _as(data, wide or "utf-16-le", encoding)
    if wide is not None and not data.startswith(_UTF_16):
        if encoding is not None:
            return Text(finding=Finding("table.is-utf-16", {"encoding": encoding}))
        return _as(data, wide, "utf-16", (Note("table.in-utf"),))
    if wide is not None:
        if encoding is not None:
            return Text(finding=Finding("table.is-utf-16", {"encoding": encoding}))
        return _as(data, wide, "utf-16")
    if encoding is None:
        text = _as(data, _CODECS["utf-8"], encoding)
        return text if text.finding is None else _guessed(data, text)
    text = _as(data, _CODECS[encoding], encoding)
    if encoding == "windows-1252" and not data.isascii() and _is_utf_8(data):
        return Text(finding=Finding("table.is-utf-8"))
    return text


def _as(data: bytes, codec: str, encoding: Encoding | None, notes: tuple[Note, ...] = ()) -> Text:
    """Return bytes as text in an encoding, or where they are none."""
    try:
        return Text(data.decode(codec), notes=notes)
    except UnicodeDecodeError as error:
        reason = {"windows-1252": "", "utf-16": "utf-16"}.get(encoding or "")
        key = "table.encoding" if reason is None else "table.other-encoding"
        values = {"byte": f"0x{data[error.start]:02x}", "reason": reason or ""}
        line = data.rfind(b"\n", 0, error.start) + 1
        place = (data.count(b"\n", 0, error.start) + 1, error.start - line + 1)
        return Text(finding=Finding(key, values), place=place)


def wide_codec(data: bytes) -> str | None:
    """Return the codec of text in UTF-16: it says so, or every second byte of its beginning is nil.

    Text of another encoding has no byte that is nil at all.

    >>> wide_codec("Kota".encode("utf-16-le")), wide_codec(b"Kota")
    ('utf-16-le', None)
    """
    if data.startswith(_UTF_32):
        return None
    if data.startswith(_UTF_16):
        return "utf-16"
    begin = data[:_BEGINNING]
    even, odd = begin[::2].count(0), begin[1::2].count(0)
    most = len(begin) // 2
    if most and odd > most * 9 // 10 and not even:
        return "utf-16-le"
    return "utf-16-be" if most and even > most * 9 // 10 and not odd else None


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _guessed(data: bytes, refused: Text) -> Text:
    """Return what is no UTF-8 as Windows-1252 where nothing else makes words of it."""
    if len(data) - len(data.translate(None, _HIGH)) > _MOST_FOREIGN:
        return refused
    readings = {_WINDOWS: _plausible(data, "cp1252")}
    readings |= {name: _plausible(data, codec) for codec, name in _OTHERS.items()}
    found = {name: text for name, text in readings.items() if text is not None}
    if refused.finding is None or _WINDOWS not in found:
        return refused
    if len(found) > 1:
        words = {name: _foreign_word(text) for name, text in found.items()}
        told = [f"{word} ({name})" for name, word in words.items()]
        values = {**refused.finding.values, "reason": "two", "readings": told}
        return Text(finding=Finding(refused.finding.id, values), place=refused.place)
    text = found[_WINDOWS]
    count = len(_FOREIGN.findall(text))
    note = Note("table.in-windows", {"count": count, "line": refused.place[0]})
    return Text(text, notes=(note,))


def _foreign_word(text: str) -> str:
    word = _WORD.search(text)
    return "" if word is None else " ".join(word[0][:_LONGEST].split())


def _plausible(data: bytes, codec: str) -> str | None:
    """Return bytes as text of an encoding, if each letter of it stands where such letters do."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return None
    around = (
        (text[one.start()], text[one.start() - 1 : one.start()], text[one.end() : one.end() + 1])
        for one in _FOREIGN.finditer(text)
    )
    return text if all(_fits(*each) for each in around) else None


def _fits(char: str, before: str, after: str) -> bool:
    """Return whether a character that is no ASCII can stand between two others."""
    if char.isalpha():
        return _is_letter(char) and _is_of_word(char, before, after)
    if char == "\xa0":
        return True
    if char in _NUMERIC:
        return before in {"m", " ", ""} or before.isdigit() if not after.isalpha() else False
    if char in _DASHES:
        return (before in {"", " "} and after in {"", " "}) or (
            before.isdigit() and after.isdigit()
        )
    if char == "\u2019" and before.isalpha() and after.isalpha():
        return True
    if char in _OPENING:
        return not before.isalnum() and after.isalnum()
    return char in _CLOSING and not after.isalnum() and before not in {"", " "}


def _is_letter(char: str) -> bool:
    """Return whether a letter is one of the alphabet with a mark of names in Indonesia.

    An i with an accent is none of them: on a Mac it is the byte of the apostrophe in Ma'arif.
    """
    parts = unicodedata.normalize("NFD", char)
    base, marks = parts[:1], parts[1:]
    if base in "iI" and marks in {"\u0301", "\u0300"}:
        return False
    return base.isascii() and len(marks) == 1 and marks in _ABOVE


def _is_of_word(char: str, before: str, after: str) -> bool:
    """Return whether a letter has others beside it, and is small or capital as they are."""
    if not (before.isalpha() or after.isalpha()) or (char.isupper() and before.islower()):
        return False
    return not after.isupper() if char.islower() else not (before.isalpha() and after.islower())
