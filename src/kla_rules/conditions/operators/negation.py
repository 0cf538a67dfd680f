"""Not: the part does not hold."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from attrs import frozen

from kla_rules.conditions.columns import Ternary
from kla_rules.conditions.judgement import Judgement, State, negated
from kla_rules.conditions.operator import Columns, Count, Counted, Effect, Operator, Rule
from kla_rules.core.printed import Data

if TYPE_CHECKING:
    from kla_rules.conditions.columns import Facing
    from kla_rules.conditions.operators import Condition
    from kla_rules.conditions.read import Reader
    from kla_rules.conditions.words import Words
    from kla_rules.core.findings import Path
    from kla_rules.model.edition import Edition


@frozen(repr=False, eq=False)
class Not(Data):
    """The part does not hold."""

    part: "Condition"


def _read(reader: "Reader", rule: Rule, path: "Path", depth: int) -> Not | None:
    part = reader.part(rule["not"], (*path, "not"), depth + 1)
    return None if part is None else Not(part)


def _parts(condition: Not, _: "Edition | None") -> "tuple[Condition, ...]":
    return (condition.part,)


def _effect(_: Not) -> Effect:
    return "hurts"


def _judge(condition: Not, _: object, parts: tuple[Judgement, ...]) -> Judgement:
    (part,) = parts
    return Judgement(condition, negated(part.state), part.seen, parts)


def _by_unit(_: Not, __: Columns, ___: int, parts: list[Sequence[State]]) -> Sequence[State]:
    return list(map(negated, *parts))


def _words(words: "Words", _: Not, parts: list[str]) -> str:
    (part,) = parts
    return words.say("not", part=part)


def _seen(words: "Words", judgement: Judgement) -> str:
    return words.seen(judgement.parts[0])


def _seen_in_list(words: "Words", judgement: Judgement) -> str:
    return words.seen_in_list(judgement.parts[0])


def _linear(_: Not, __: "Edition") -> Count:
    return Count(1, turned=True)


def _chained(name: str, _: Not, __: object, parts: tuple[str, ...]) -> Iterator[Counted]:
    yield Counted(name, parts, wanted=1, fails=1, turned=True)


def _columns(_: Not, __: "Facing", parts: tuple[Ternary, ...]) -> Ternary:
    (part,) = parts
    return Ternary(part.fails, part.holds)


OPERATOR: Final = Operator[Not](
    key="not",
    further=(),
    names=None,
    is_list=False,
    read=_read,
    parts=_parts,
    effect=_effect,
    judge=_judge,
    by_unit=_by_unit,
    words=_words,
    seen=_seen,
    seen_in_list=_seen_in_list,
    linear=_linear,
    chained=_chained,
    columns=_columns,
)
