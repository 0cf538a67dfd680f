"""The words by which cells of options, and of yes and no, are told."""

from collections.abc import Mapping
from typing import Final

from kla_rules.conditions.columns import Column

# As programs and spreadsheets write them.
_AS_WRITTEN: Final[Mapping[str, tuple[str, ...]]] = {
    "true": ("True", "TRUE", "1"),
    "false": ("False", "FALSE", "0"),
}


def codes_of(column: Column) -> dict[str, int]:
    """Return the whole number of each word that a cell can have.

    >>> codes_of(Column("measures.regulation", "yes_no", 0, 1))["TRUE"]
    1
    """
    own = {word: code for code, word in enumerate(column.words)}
    codes = own if column.kind == "option" else {"false": 0, "true": 1}
    there = {word: _AS_WRITTEN[word] for word in _AS_WRITTEN if word in codes}
    return {other: codes[word] for word, others in there.items() for other in others} | codes
