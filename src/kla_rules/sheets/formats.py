"""How numbers of a workbook are shown: a date, a time, a share; told by the format of the cell."""

import re
from typing import Final, Literal

from kla_rules.sheets.bounds import Budget, stop
from kla_rules.sheets.package import Package
from kla_rules.sheets.xml import CHILD, GRANDCHILD, ROOT, Attributes, Reading, names, scan

# "percent" is a share of 1 that is shown by the hundred; "sign" has the sign behind the number.
Shown = Literal["number", "percent", "sign", "date", "time", "datetime", "duration"]

# Those without a format of their own, by number (ECMA-376, 18.8.30; 27 to 36 and 50 to 58 are those
# of East Asia, all of them dates).
_BUILT_IN: Final[dict[int, Shown]] = {
    **dict.fromkeys((9, 10), "percent"),
    **dict.fromkeys((*range(14, 18), *range(27, 32), 36, *range(50, 59)), "date"),
    **dict.fromkeys((*range(18, 22), *range(32, 36), 45, 47), "time"),
    22: "datetime",
    46: "duration",
}
_FIRST_OWN: Final = 164  # the first number of a format that a file defines
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|_.|\*.')
# A semicolon between sections, and what is shown as it stands, whatever it is.
_PARTS: Final = re.compile(r'"[^"]*"|\\.|;')
_WORDS: Final = re.compile(r"e[+-]0*|general|standard", re.IGNORECASE)
# What shows the number: digits, and letters of dates.
_NUMBERS: Final = re.compile(r"[0#?dmyhsegn]|\A\Z", re.IGNORECASE)
_OF_NUMBERS: Final = 3
_ELAPSED: Final = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"\[[^\[\]]*\]")
_CLOCK: Final = re.compile(r"h|s|am/pm", re.IGNORECASE)
_DAY: Final = re.compile(r"[dyeg]", re.IGNORECASE)
_MONTH: Final = re.compile(r"m", re.IGNORECASE)
_LONGEST: Final = 1_000
_DIGITS: Final = re.compile(r"[0-9]{1,9}")
_MOST_STYLES, _MOST_FORMATS = 65_536, 5_000
_STYLES: Final = names("styleSheet", "numFmts", "numFmt", "cellXfs", "xf")


def shown_by(code: str) -> Shown | None:
    r"""Return how a format shows a number; None where that depends on the number.

    >>> shown_by("0.0%"), shown_by('0.0"%"'), shown_by("dd/mm/yyyy hh:mm"), shown_by('0" desa"')
    ('percent', 'sign', 'datetime', 'number')
    >>> shown_by("[<1]0%;0") is None
    True
    """
    sections = [one for one in _sections(code)[:_OF_NUMBERS] if _NUMBERS.search(_plain(one))]
    kinds = {_kind(one) for one in sections} or {"number"}
    return kinds.pop() if len(kinds) == 1 else None


def _sections(code: str) -> list[str]:
    """Return what a format says of numbers above, below and at nought, and of texts."""
    sections, start = [], 0
    for part in _PARTS.finditer(code):
        if part.group() == ";":
            sections.append(code[start : part.start()])
            start = part.end()
    return [*sections, code[start:]]


def _plain(section: str) -> str:
    """Return a section without what is shown as it stands, brackets, exponents and "General"."""
    return _WORDS.sub("0", _BRACKETS.sub("", _LITERAL.sub("", section)))


def _kind(section: str) -> Shown:
    plain = _plain(section)
    if _ELAPSED.search(_LITERAL.sub("", section)):
        return "duration"
    if "%" in plain:
        return "percent"
    clock = _CLOCK.search(plain) is not None
    day = _DAY.search(plain) is not None or (_MONTH.search(plain) is not None and not clock)
    if day or clock:
        return "datetime" if day and clock else "date" if day else "time"
    shown = (part for part in _PARTS.findall(section) if len(part) > 1)
    return "sign" if any("%" in part for part in shown) else "number"


class _Styles(Reading):
    def __init__(self, budget: Budget) -> None:
        super().__init__()
        self.budget = budget
        self.own: dict[int, Shown | None] = {}
        self.formats: list[int] = []
        self.within = ""
        self.is_styles = False

    def start(self, name: str, attributes: Attributes) -> None:
        self.depth += 1
        own = _STYLES.get(name, "")
        if self.depth == ROOT:
            self.is_styles = own == "styleSheet"
        elif self.depth == CHILD:
            self.within = own
        elif self.depth == GRANDCHILD and self.within == "numFmts":
            self.budget.keep(200)
            number, code = attributes.get("numFmtId", ""), attributes.get("formatCode")
            if (
                own != "numFmt"
                or code is None
                or len(code) > _LONGEST
                or len(self.own) >= _MOST_FORMATS
            ):
                raise _damaged()
            shown = shown_by(code)
            if self.own.setdefault(_number(number), shown) != shown:  # it cannot mean both
                raise _damaged()
        elif self.within == "cellXfs" and self.depth > GRANDCHILD and own == "xf":
            raise _damaged()
        elif self.depth == GRANDCHILD and self.within == "cellXfs":
            if own != "xf" or len(self.formats) >= _MOST_STYLES:
                raise _damaged()
            self.formats.append(_number(attributes.get("numFmtId", "0")))


def _number(text: str) -> int:
    if not _DIGITS.fullmatch(text):
        raise _damaged()
    return int(text)


def _damaged() -> Exception:
    return stop("workbook.damaged", reason="part", part="styles.xml")


def read_formats(package: Package, part: str | None) -> dict[str, Shown]:
    """Return how each style shows a number, by its place as cells name it.

    A style is left out where its format does not stand in the file, or shows some numbers in one
    way and others in another.

    Raises:
        StopReadingError: where the styles are damaged, or are not there.
    """
    if part is None:
        return {"0": "number"}
    reading = _Styles(package.budget)
    scan(package, part, reading)
    if not reading.is_styles:
        raise _damaged()
    formats: dict[str, Shown] = {}
    for place, number in enumerate(reading.formats):
        known = _BUILT_IN.get(number, "number" if number < _FIRST_OWN else None)
        shown = reading.own.get(number, known)
        if shown is not None:
            formats[str(place)] = shown
    return formats
