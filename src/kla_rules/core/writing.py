"""Turn a message id and its figures into a sentence of one language."""

import functools
import string
import unicodedata
from collections.abc import Mapping
from typing import Any, Final, Literal

from kla_rules.core.entries import entries
from kla_rules.core.points import decimal, written

Language = Literal["id", "en"]
LANGUAGES: Final = ("id", "en")


_Part = tuple[str, str | None, str]


@functools.lru_cache(maxsize=2048)
def _parts(template: str) -> tuple[_Part, ...]:
    """Return a template as literals, each with the field that follows and how it is written.

    Only named fields of our own catalogues are filled: values are data and never templates.
    """
    parsed = string.Formatter().parse(template)
    return tuple((literal, name, spec or "") for literal, name, spec, _ in parsed)


def _field(value: Any, spec: str, language: Language, *, neutral: bool) -> str:  # noqa: ANN401 - any value
    """Return points, texts, levels and lists as the language writes them."""
    match spec:
        case "points":
            return f"{decimal(value):f}" if neutral else written(value, language)
        case "text":
            return printable(str(value.get(language)))
        case "level":
            if value is None:
                return entries("phrases", language)["no-level"]
            return printable(str(value.get(language)))
        case "list":
            # A part is a name, or a text that has the name in each language.
            return printable(", ".join(str(getattr(part, language, part)) for part in value))
        case "near":
            names = ", ".join(str(name) for name in value)
            did_you_mean = entries("phrases", language)["near"]
            return write(did_you_mean, {"names": names}, language) if names else ""
        case "shown":
            return shown(value)
        case _:
            if "|" in spec:  # a number with what it counts
                *kind, singular, plural = spec.split("|")
                form = "".join(kind)
                number = _field(value, form, language, neutral=neutral) if form else f"{value}"
                spec, value = "", f"{number} {singular if number == '1' else plural}"
            return printable(format(value, spec))


def write(
    template: str, values: Mapping[str, object], language: Language, *, neutral: bool = False
) -> str:
    """Return `template` filled with `values`.

    Args:
        template: a text of the catalogue, with named fields such as `{score:points}`.
        values: what fills the fields; points are thousandths.
        language: "id" or "en"; decides how numbers are written.
        neutral: write numbers with a decimal point whatever the language, as JSON wants them.

    >>> write("Nilai {score:points}.", {"score": 880390}, "id")
    'Nilai 880,39.'
    """
    text = ""
    for literal, name, spec in _parts(template):
        text += literal
        if name is not None:
            text += _field(values[name], spec, language, neutral=neutral)
    return text


def printable(text: str) -> str:
    r"""Return `text` without what could steer a terminal or reverse a line.

    >>> printable("a\x1b[31mb")
    'a?[31mb'
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else "?" for char in text)


def spreadsheet_cell(value: object) -> str:
    r"""Return a cell of a table that no spreadsheet takes for a formula.

    Text that begins with `=`, `+`, `-` or `@`, also after blanks or in another width, or with a tab
    or the end of a line, has an apostrophe before it.

    >>> spreadsheet_cell("=1+1"), spreadsheet_cell(12), spreadsheet_cell("  \uff1d1+1")
    ("'=1+1", '12', "'  \uff1d1+1")
    """
    text = str(value)
    first = text.lstrip(_BLANKS)[:1]
    begins = text[:1] in _STEERING or unicodedata.normalize("NFKC", first) in _OF_FORMULAS
    return ("'" if begins else "") + printable(text)


# What a spreadsheet may leave out before it looks for a formula: blanks, marks without a width.
_CODES: Final = (
    *range(33), 0x7F, 0x85, 0xA0, 0xAD, 0x1680, *range(0x2000, 0x2010), *range(0x2028, 0x2030),
    0x205F, *range(0x2060, 0x2065), 0x3000, 0xFEFF,
)  # fmt: skip
_BLANKS: Final = "".join(map(chr, _CODES))
_STEERING: Final = frozenset("\t\r\n")
_OF_FORMULAS: Final = frozenset("=+-@\N{MINUS SIGN}")


def shown(value: object) -> str:
    """Return a short, safe rendering of a value from an input: one line, at most 60 characters.

    >>> shown("a" * 100)
    '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa..."'
    """
    if isinstance(value, str):
        cut = value if len(value) <= _LONGEST else value[: _LONGEST - 5] + "..."
        return f'"{printable(cut)}"'
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{...}"
    if isinstance(value, list | tuple):
        return "[...]"
    if isinstance(value, int) and abs(value) >= _HUGE:
        return "..."
    text = f"{value:.15g}" if isinstance(value, float) else printable(str(value))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 5] + "..."


_LONGEST: Final = 60
_HUGE: Final = 10**_LONGEST  # Python refuses to write a number of thousands of digits
