"""What was typed of the meanings of marks: `--meaning x=ya`."""

from collections.abc import Sequence
from typing import Final

from kla_rules.core.findings import ArgumentError, Finding

_OPTION: Final = "--meaning"


def meanings_of(typed: Sequence[str]) -> dict[str, str] | None:
    """Return by mark what it was said to mean; None where nothing was.

    Raises:
        ArgumentError: for what says no meaning, or two of one mark.

    >>> meanings_of(["x=ya", "-=kosong"])
    {'x': 'ya', '-': 'kosong'}
    """
    meanings: dict[str, str] = {}
    for one in typed:
        mark, is_said, meaning = one.rpartition("=")
        if not is_said or not mark or meanings.get(mark, meaning) != meaning:
            raise ArgumentError([Finding("argument.meaning-form", {"found": one}, (_OPTION,))])
        meanings[mark] = meaning
    return meanings or None
