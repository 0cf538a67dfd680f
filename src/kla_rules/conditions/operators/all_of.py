"""All: every part holds."""

from typing import TYPE_CHECKING, Final

from attrs import frozen

from kla_rules.conditions.counted import listing
from kla_rules.conditions.operator import Rule
from kla_rules.core.printed import Data

if TYPE_CHECKING:
    from kla_rules.conditions.operators import Condition
    from kla_rules.conditions.read import Reader
    from kla_rules.conditions.words import Words
    from kla_rules.core.findings import Path


@frozen(repr=False, eq=False)
class AllOf(Data):
    """Every part holds."""

    parts: "tuple[Condition, ...]"

    @property
    def wanted(self) -> int:
        """Return how many parts must hold."""
        return len(self.parts)


def _read(reader: "Reader", rule: Rule, path: "Path", depth: int) -> AllOf | None:
    parts = reader.parts(rule["all"], (*path, "all"), depth)
    return None if parts is None else AllOf(parts)


def _words(words: "Words", _: AllOf, parts: list[str]) -> str:
    return words.say("all", parts="; ".join(parts))


OPERATOR: Final = listing(key="all", read=_read, words=_words)
