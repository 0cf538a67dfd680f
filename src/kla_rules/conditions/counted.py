"""What operators share that count how many of their parts hold: all, any, at least, nodes."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from kla_rules.conditions.columns import Ternary, at_least
from kla_rules.conditions.judgement import Judgement, State
from kla_rules.conditions.operator import Columns, Count, Counted, Effect, Operator, Rule

if TYPE_CHECKING:
    from kla_rules.conditions.columns import Facing
    from kla_rules.conditions.operators import Condition
    from kla_rules.conditions.read import Reader
    from kla_rules.conditions.words import Words
    from kla_rules.core.findings import Path
    from kla_rules.model.edition import Edition


class Counting(Protocol):
    """A condition that wants so many of its parts."""

    @property
    def wanted(self) -> int:
        """Return how many must hold."""


def enough(wanted: int, states: Sequence[State]) -> State:
    """Return whether so many hold: they do, they cannot any more, or it is open.

    >>> enough(1, [None, True]), enough(2, [None, True]), enough(2, [False, True])
    (True, None, False)
    """
    held = states.count(True)
    if held >= wanted:
        return True
    return None if held + states.count(None) >= wanted else False


def helped(_: Counting) -> Effect:
    """Return that more parts that hold help."""
    return "helps"


def judged(condition: Any, _: object, parts: tuple[Judgement, ...]) -> Judgement:  # noqa: ANN401 - a counting condition
    """Return whether enough parts hold, and how many do."""
    states = [part.state for part in parts]
    seen = {
        "true": states.count(True),
        "false": states.count(False),
        "unknown": states.count(None),
    }
    return Judgement(condition, enough(condition.wanted, states), seen, parts)


def by_unit(
    condition: Counting, _: Columns, __: int, parts: list[Sequence[State]]
) -> Sequence[State]:
    """Return for every unit whether enough parts hold."""
    wanted = condition.wanted
    return [enough(wanted, row) for row in zip(*parts, strict=True)]


def seen(words: "Words", judgement: Judgement) -> str:
    """Return what was seen of every part."""
    return "; ".join(map(words.seen_in_list, judgement.parts))


def linear(condition: Counting, _: "Edition") -> Count:
    """Return how many of its parts must hold."""
    return Count(condition.wanted)


def chained(name: str, condition: Counting, _: object, parts: tuple[str, ...]) -> Iterator[Counted]:
    """Yield that so many of its parts must hold."""
    wanted = condition.wanted
    yield Counted(name, parts, wanted, fails=len(parts) - wanted + 1)


def columns(condition: Counting, _: "Facing", parts: tuple[Ternary, ...]) -> Ternary:
    """Return where enough parts hold, and where so many fail that it cannot any more."""
    fails = len(parts) - condition.wanted + 1
    return Ternary(
        at_least(condition.wanted, (part.holds for part in parts)),
        at_least(fails, (part.fails for part in parts)),
    )


def listing(
    *,
    key: str,
    further: tuple[str, ...] = (),
    read: "Callable[[Reader, Rule, Path, int], Condition | None]",
    words: Callable[["Words", Any, list[str]], str],
) -> Operator[Any]:
    """Return an operator whose parts are written in a list."""
    return Operator(
        key=key,
        further=further,
        names=None,
        is_list=True,
        read=read,
        parts=lambda condition, _: condition.parts,
        effect=helped,
        judge=judged,
        by_unit=by_unit,
        words=words,
        seen=seen,
        seen_in_list=lambda words, judgement: f"({words.seen(judgement)})",
        linear=linear,
        chained=chained,
        columns=columns,
    )
