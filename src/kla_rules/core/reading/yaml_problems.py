"""Why a text is no YAML, in reasons of our own: what PyYAML says of it is for programmers.

Imported for a text that cannot be read only. Its two parsers, in C and in Python, say the same in
different words; both are understood.
"""

import re
from collections.abc import Callable
from typing import Final

import yaml
from attrs import frozen

from kla_rules.core.findings import Finding
from kla_rules.core.reading.events import Position

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
    opened: Position

    @property
    def before(self) -> str:
        """Return what stands on the line before the place."""
        return self.lines[self.line][: self.column]

    @property
    def after(self) -> str:
        """Return what stands on the line from the place on."""
        return self.lines[self.line][self.column :]


# A reason, and whether it is found where that begins which goes on no further.
_Reason = tuple[str, bool]


def yaml_problem(error: yaml.MarkedYAMLError, text: str) -> tuple[Finding, Position | None]:
    """Return the finding that a parser's error is, and its place: lines and columns from 1."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Finding("document.syntax"), None
    opened = error.context_mark or mark
    lines = [*_LINE_BREAK.split(text), ""]
    stop = _Stop(lines, min(mark.line, len(lines) - 1), mark.column, (opened.line, opened.column))
    message = f"{error.context} | {error.problem}"
    reasons = (reason for pattern, reason in _REASONS if re.search(pattern, message))
    reason = next(reasons, "")
    name, at_opening = reason(stop) if callable(reason) else (reason, reason in _AT_OPENING)
    line, column = stop.opened if at_opening else (stop.line, stop.column)
    if name == "no-colon" and not at_opening:
        line, column = _line_above(stop), 0
    values = {"reason": name, "line": opened.line + 1, "char": stop.after[:1]}
    return Finding("document.syntax", values), (line + 1, column + 1)


def _start(stop: _Stop) -> _Reason:
    return ("tab" if stop.after[:1] == "\t" else "start"), False


def _colon(stop: _Stop) -> _Reason:
    """Return the reason: a second colon in a line, or a line that does not fit the one above."""
    if re.search(r":(\s|$)", stop.before):
        return "colon", False
    above = stop.lines[_line_above(stop)] if _line_above(stop) < stop.line else ""
    if not above:
        return "key", False
    return ("deeper" if re.search(r":(\s|$)", above) else "no-colon"), False


def _line_above(stop: _Stop) -> int:
    """Return the last line above that says something; the line itself where none does."""
    above = range(stop.line - 1, -1, -1)
    filled = (n for n in above if stop.lines[n].strip() and stop.lines[n].lstrip()[0] != "#")
    return next(filled, stop.line)


def _in_map(stop: _Stop) -> _Reason:
    if stop.before.strip():
        return "behind", False
    is_item = re.match(r"-(\s|$)", stop.after) and stop.column == stop.opened[1]
    return ("item" if is_item else "indent"), False


def _in_list(stop: _Stop) -> _Reason:
    if stop.before.strip():
        return "behind", False
    return ("no-item" if stop.column == stop.opened[1] else "indent"), False


# What the parsers say, context and problem, and what is wrong.
_REASONS: Final[tuple[tuple[str, str | Callable[[_Stop], _Reason]], ...]] = (
    (r"tab character", "tab"),
    (r"cannot start any token|unexpected ':'", _start),
    (r"mapping values are not allowed", _colon),
    (r"could not find expected ':'", "no-colon"),
    (r"expected ',' or '\]'", "list"),
    (r"expected ',' or '\}'", "map"),
    (r"unexpected (end of stream|document)", "quote"),
    (r"escape|hexdecimal|quoted scalar", "escape"),
    (r"sequence entries are not allowed", "dash"),
    (r"node content", "no-value"),
    (r"block scalar", "block"),
    (r"scanning an (alias|anchor)", "name"),
    (r"directive|YAML document", "directive"),
    (r"<document start>", "more"),
    (r"\btag\b", "tag"),
    (r"mapping keys are not allowed", "key"),
    (r"block mapping", _in_map),
    (r"block collection", _in_list),
)
_AT_OPENING: Final = frozenset({"quote", "no-colon"})
