"""Why a text is no YAML, in reasons of our own: what PyYAML says of it is for programmers.

Imported for a text that cannot be read only. Its two parsers, in C and in Python, say the same in
different words; both are understood.
"""

import re
from collections.abc import Callable
from typing import Final

import yaml
from attrs import frozen

from kla_rules.core.findings import Finding, Position

_Mark = tuple[int, int]
_LINE_BREAK: Final = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")


@frozen
class _Stop:
    """Where a text stops being YAML.

    Attributes:
        lines: of the text.
        line, column: where it stops, counted from 0.
        opened: where that begins which goes on no further.
    """

    lines: list[str]
    line: int
    column: int
    opened: _Mark

    @property
    def here(self) -> _Mark:
        """Return the place."""
        return self.line, self.column

    @property
    def before(self) -> str:
        """Return what stands on the line before the place."""
        return self.lines[self.line][: self.column]

    @property
    def after(self) -> str:
        """Return what stands on the line from the place on."""
        return self.lines[self.line][self.column :]

    @property
    def is_end(self) -> bool:
        """Return whether nothing stands from the place on."""
        return not any(text.strip() for text in (self.after, *self.lines[self.line + 1 :]))


# A reason, and the place at which one has to look.
_Reason = tuple[str, _Mark]


def yaml_problem(error: yaml.MarkedYAMLError, text: str) -> tuple[Finding, Position | None]:
    """Return the finding that a parser's error is, and its place: lines and columns from 1."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Finding("document.syntax"), None
    opened = error.context_mark or mark
    lines = [*_LINE_BREAK.split(text), ""]
    stop = _Stop(lines, min(mark.line, len(lines) - 1), mark.column, (opened.line, opened.column))
    said = f"{error.context} | {error.problem}"
    reasons = (reason for pattern, reason in _REASONS if re.search(pattern, said))
    reason = next(reasons, "")
    if callable(reason):
        name, (line, column) = reason(stop)
    else:
        name, (line, column) = reason, stop.opened if reason in _AT_OPENING else stop.here
    values = {"reason": name, "line": opened.line + 1, "char": lines[line][column : column + 1]}
    return Finding("document.syntax", values), (line + 1, column + 1)


def _start(stop: _Stop) -> _Reason:
    return ("tab" if stop.after[:1] == "\t" else "start"), stop.here


def _colon(stop: _Stop) -> _Reason:
    """Tell a second colon in a line from a line that does not fit the one above it."""
    if re.search(r":(\s|$)", stop.before):
        return "colon", stop.here
    above = stop.lines[_line_above(stop)] if _line_above(stop) < stop.line else ""
    if not above:
        return "key", stop.here
    if re.search(r":(\s|$)", above):
        return "deeper", (stop.line, len(stop.before) - len(stop.before.lstrip()))
    return "no-colon", (_line_above(stop), 0)


def _line_above(stop: _Stop) -> int:
    """Return the last line above that says something; the line itself where none does."""
    above = range(stop.line - 1, -1, -1)
    filled = (n for n in above if stop.lines[n].strip() and stop.lines[n].lstrip()[0] != "#")
    return next(filled, stop.line)


def _in_map(stop: _Stop) -> _Reason:
    is_item = re.match(r"-(\s|$)", stop.after) and stop.column == stop.opened[1]
    return _in_block(stop, "item" if is_item else "indent")


def _in_list(stop: _Stop) -> _Reason:
    return _in_block(stop, "no-item" if stop.column == stop.opened[1] else "indent")


def _in_block(stop: _Stop, otherwise: str) -> _Reason:
    if stop.before.strip():
        return "behind", stop.here
    return ("no-key" if _is_colon(stop) else otherwise), stop.here


def _is_colon(stop: _Stop) -> bool:
    return bool(re.match(r":(\s|$)", stop.after))


def _in_brackets(reason: str) -> Callable[[_Stop], _Reason]:
    """Return the reason for what goes on within brackets; where the text ends, they are open."""
    return lambda stop: ("open", stop.opened) if stop.is_end else (reason, stop.here)


def _more(stop: _Stop) -> _Reason:
    """Tell text behind a value from text behind directives, which no `---` ends."""
    filled = next((n for n, text in enumerate(stop.lines) if text.strip()), 0)
    if stop.lines[filled].startswith("%"):
        return "directive", (filled, 0)
    return ("no-key" if _is_colon(stop) else "more"), stop.here


# What the parsers say, context and problem, and what is wrong.
_REASONS: Final[tuple[tuple[str, str | Callable[[_Stop], _Reason]], ...]] = (
    (r"tab character", "tab"),
    (r"cannot start any token|unexpected ':'", _start),
    (r"mapping values are not allowed", _colon),
    (r"could not find expected ':'", "no-colon"),
    (r"expected ',' or '\]'", _in_brackets("list")),
    (r"expected ',' or '\}'", _in_brackets("map")),
    (r"unexpected (end of stream|document)", "quote"),
    (r"escape|hexdecimal|quoted scalar", "escape"),
    (r"sequence entries are not allowed", "dash"),
    (r"node content", "no-value"),
    (r"block scalar", "block"),
    (r"scanning an (alias|anchor)", "name"),
    (r"directive|YAML document", "directive"),
    (r"<document start>", _more),
    (r"\btag\b", "tag"),
    (r"mapping keys are not allowed", "key"),
    (r"block mapping", _in_map),
    (r"block collection", _in_list),
)
_AT_OPENING: Final = frozenset({"quote", "no-colon", "name", "tag", "directive"})
