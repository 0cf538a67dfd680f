"""At least: so many of the parts hold."""

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
class AtLeast(Data):
    """At least so many of the parts hold.

    Attributes:
        wanted: how many.
        parts: the parts.
    """

    wanted: int
    parts: "tuple[Condition, ...]"


def _read(reader: "Reader", rule: Rule, path: "Path", depth: int) -> AtLeast | None:
    parts = reader.parts(rule["of"], (*path, "of"), depth)
    wanted = reader.count(rule, path, len(rule["of"]))
    return None if parts is None or wanted is None else AtLeast(wanted, parts)


def _words(words: "Words", condition: AtLeast, parts: list[str]) -> str:
    return words.say("of", count=condition.wanted, parts="; ".join(parts))


OPERATOR: Final = listing(key="of", further=("at_least",), read=_read, words=_words)
