"""Which parts of a condition decide it: turned, the whole would come out otherwise."""

from collections.abc import Iterator, Sequence
from typing import Final

from kla_rules.conditions.figures import Facts
from kla_rules.conditions.judgement import Judgement, State
from kla_rules.conditions.operators import OPERATORS, Condition
from kla_rules.conditions.walk import parts, walk

_NOTHING: Final = Facts(None)


def leaves(condition: Condition) -> list[Condition]:
    """Return the comparisons of a condition, in the order of the file.

    >>> from kla_rules.conditions.operators import AllOf, Holds, Not
    >>> [leaf.measure for leaf in leaves(AllOf((Not(Holds("a", True)), Holds("b", True))))]
    ['a', 'b']
    """
    return [part for part in walk(condition) if not parts(part)]


def deciding(condition: Condition, states: Sequence[State]) -> Iterator[tuple[int, str]]:
    """Yield which leaf decides, and what it is: what others decide already shows nothing of it.

    Args:
        condition: the whole.
        states: of each leaf.

    >>> from kla_rules.conditions.operators import AllOf, AnyOf, Holds
    >>> both = (Holds("a", True), Holds("b", True))
    >>> list(deciding(AllOf(both), [True, False])), list(deciding(AnyOf(both), [True, True]))
    ([(1, 'false')], [])
    """
    whole = _outcome(condition, iter(states))
    for index, state in enumerate(states):
        if state is not None:
            turned = [*states[:index], not state, *states[index + 1 :]]
            if _outcome(condition, iter(turned)) is not whole:
                yield index, "true" if state else "false"


def _outcome(condition: Condition, states: Iterator[State]) -> State:
    below = parts(condition)
    if not below:
        return next(states)
    judged = tuple(Judgement(part, _outcome(part, states)) for part in below)
    return OPERATORS[type(condition)].judge(condition, _NOTHING, judged).state
