"""Patterns that mean the same to every reader of JSON Schema, in Python and in a browser."""

import re
from collections.abc import Iterable
from typing import Final

# What Python takes for a space and a browser may not: `\s` differs from one engine to the other.
# Those that steer a terminal are refused wherever a text is one line.
_SPACES: Final = r" \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Half a surrogate pair is no character: no UTF-8 file could hold it.
_HALVES: Final = r"\ud800-\udfff"
WRITABLE: Final = rf"^[^{_HALVES}]*$"
_SPECIAL: Final = re.compile(r"[\^$\\.*+?()\[\]{}|/]")

_MONTH: Final = "(?:0[1-9]|1[0-2])"
_TO_28: Final = "(?:0[1-9]|1[0-9]|2[0-8])"
_DAY: Final = (
    rf"(?:{_MONTH}-{_TO_28}|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"  # of every year
)
_LEAP: Final = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29"
# A year, a month or a day that there is, as `is_date` takes them.
DATE: Final = rf"^(?!0000)(?:[0-9]{{4}}(?:-{_MONTH}|-{_DAY})?|{_LEAP})$(?!\n)"

# The first word of a name and the second pair of digits of a code, as `region_findings` has them.
# U+212A is a K whose small letter is an ordinary k.
_FIRST: Final = rf"^[{_SPACES}]*"
_NEXT: Final = rf"(?:[{_SPACES}]|$)"
NAMED: Final = {
    "kota": rf"{_FIRST}[kK\u212a][oO][tT][aA]{_NEXT}",
    "kabupaten": rf"{_FIRST}[kK\u212a][aA][bB](?:[uU][pP][aA][tT][eE][nN]|\.)?{_NEXT}",
}
CODED: Final = {
    "kota": r"^[0-9]{2}\.(?:7[1-9]|[89][0-9])$(?!\n)",
    "kabupaten": r"^[0-9]{2}\.(?:[0-6][0-9]|70)$(?!\n)",
}


def portable(pattern: str) -> str:
    r"""Return a pattern of `schemas/` for a line of text as every engine reads it alike.

    >>> portable(r"^(?=.*\S)[^\u0000-\u001f]+$(?!\n)")[-28:]
    '\\udfff\\u0000-\\u001f]+$(?!\\n)'
    """
    return pattern.replace(r"\S", f"[^{_SPACES}]").replace("[^\\u0000", f"[^{_HALVES}\\u0000")


def unless(wrong: str, pattern: str) -> str:
    """Return a pattern that fits what `pattern` does and `wrong` does not; both begin at the start.

    >>> unless("^Kab", "^[A-Z]+$")
    '^(?!Kab)[A-Z]+$'
    """
    return f"^(?!{wrong.removeprefix('^')}){pattern.removeprefix('^')}"


def any_of(names: Iterable[str]) -> str:
    r"""Return a pattern that these names fit and no other.

    >>> any_of(["6.1", "6.3"])
    '^(?:6\\.1|6\\.3)$(?!\\n)'
    """
    return rf"^{_either(names)}$(?!\n)"


def except_for(names: Iterable[str]) -> str:
    r"""Return the beginning of a pattern that none of these names fits.

    >>> except_for(["sra_share"]), except_for([])
    ('^(?!(?:sra_share)$)', '^')
    """
    listed = list(names)
    return f"^(?!{_either(listed)}$)" if listed else "^"


def _either(names: Iterable[str]) -> str:
    # A browser refuses an escape that it does not need, which `re.escape` makes many of.
    escaped = (_SPECIAL.sub(lambda found: f"\\{found[0]}", name) for name in names)
    return f"(?:{'|'.join(escaped)})"
