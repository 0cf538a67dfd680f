"""JSON as events with positions, without recursion.

The standard library's reader gives no positions and recurses; a finding without its line is no help
in a file of three hundred answers.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]  # public in all but the stubs
from typing import Final

from kla_rules.core.findings import Finding, Position
from kla_rules.core.points import LARGEST
from kla_rules.core.reading.events import MAX_DEPTH, Event, plain_decimal, unwritable

_SPACE: Final = re.compile(r"[ \t\r\n]*")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_WORDS: Final = {"true": True, "false": False, "null": None}
_MISSING: Final = {",": "json-comma", ":": "json-colon"}
_WORD: Final = re.compile(r"[A-Za-z0-9_.+-]+")


class _SyntaxProblemError(Exception):
    """The text stops being JSON at `offset`."""

    def __init__(self, offset: int, finding: Finding) -> None:
        self.offset = offset
        self.finding = finding
        super().__init__(offset)


def json_events(text: str, largest: int = LARGEST) -> Iterator[Event]:
    """Yield the events of a JSON text; where it stops being JSON, a problem comes instead.

    Args:
        text: the text.
        largest: up to which whole numbers are taken.
    """
    starts = [0, *(match.end() for match in re.finditer(r"\n", text))]

    def position(offset: int) -> Position:
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    try:
        for kind, value, offset, problem in _walk(text, largest):
            yield Event(kind, value, position(offset), problem)
    except _SyntaxProblemError as error:
        yield Event("value", None, position(error.offset), error.finding)


_Step = tuple[str, object, int, Finding | None]


def _walk(text: str, largest: int) -> Iterator[_Step]:
    closers: list[str] = []
    offset = _skip(text, 0)
    if offset == len(text):
        raise _SyntaxProblemError(0, _syntax("empty"))
    while True:
        # A value stands here.
        char = text[offset : offset + 1]
        opened = ""
        if char in ("{", "["):
            yield ("map" if char == "{" else "list"), None, offset, None
            closers.append("}" if char == "{" else "]")
            opened = closers[-1]
            offset = _skip(text, offset + 1)
            if len(closers) > MAX_DEPTH + 1:
                return  # the composer has refused it by now
        else:
            step, offset = _scalar(text, offset, largest)
            yield step
            offset = _skip(text, offset)
        # Whatever ends here, ends; then a comma and the next value, or the end of the text.
        while closers and text[offset : offset + 1] == closers[-1]:
            yield "end", None, offset, None
            closers.pop()
            offset = _skip(text, offset + 1)
            opened = ""
        if not closers:
            if offset < len(text):
                raise _SyntaxProblemError(offset, _syntax("more"))
            return
        if not opened:
            offset = _expect(text, offset, ",")
        if closers[-1] == "}":
            if text[offset : offset + 1] != '"':
                raise _SyntaxProblemError(offset, _syntax("json-key"))
            step, offset = _scalar(text, offset, largest)
            yield step
            offset = _expect(text, _skip(text, offset), ":")


def _scalar(text: str, offset: int, largest: int) -> tuple[_Step, int]:
    if text[offset : offset + 1] == '"':
        try:
            value, end = scanstring(text, offset + 1, True)  # noqa: FBT003 - the signature of the standard library
        except JSONDecodeError as error:
            raise _SyntaxProblemError(error.pos, _syntax(_string_reason(error.msg))) from None
        return ("value", value, offset, unwritable(value)), end
    match = _NUMBER.match(text, offset)
    word = _WORD.match(text, offset)
    if match and word and match.end() == word.end():
        exact = plain_decimal(match.group(), largest)
        if exact is None:
            return ("value", 0, offset, Finding("document.number-size")), match.end()
        return ("value", exact, offset, None), match.end()
    if word and word.group() in _WORDS:
        return ("value", _WORDS[word.group()], offset, None), word.end()
    reason = "json-end" if offset >= len(text) else "json-value"
    raise _SyntaxProblemError(offset, _syntax(reason))


def _skip(text: str, offset: int) -> int:
    match = _SPACE.match(text, offset)
    return match.end() if match else offset


def _expect(text: str, offset: int, char: str) -> int:
    if text[offset : offset + 1] != char:
        reason = "json-end" if offset >= len(text) else _MISSING[char]
        raise _SyntaxProblemError(offset, _syntax(reason))
    return _skip(text, offset + 1)


def _string_reason(message: str) -> str:
    """Return why a text in quotes is none, from what the standard library says of it."""
    if message.startswith("Unterminated"):
        return "json-quote"
    return "json-control" if message.startswith("Invalid control") else "escape"


def _syntax(reason: str) -> Finding:
    return Finding("document.syntax", {"reason": reason})
