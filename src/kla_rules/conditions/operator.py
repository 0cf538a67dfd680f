"""What each operator of the algebra must have: one record, none of whose fields can be left out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeVar

from attrs import frozen

from kla_rules.conditions.bound import Comparator

if TYPE_CHECKING:
    from fractions import Fraction

    from kla_rules.conditions.columns import Facing, Ternary
    from kla_rules.conditions.figures import Facts
    from kla_rules.conditions.judgement import Judgement, State
    from kla_rules.conditions.operators import Condition
    from kla_rules.conditions.read import Reader
    from kla_rules.conditions.words import Words
    from kla_rules.core.findings import Path
    from kla_rules.model.edition import Edition

Rule = Mapping[str, Any]
Columns = Mapping[str, Sequence[Any]]
Effect = Literal["helps", "hurts", "either"]
C = TypeVar("C")


class Count(NamedTuple):
    """So many of the parts must hold; `turned`: must not."""

    wanted: int
    turned: bool = False


class Limit(NamedTuple):
    """The thousandths of a node compare with a figure."""

    node: str
    comparator: Comparator
    figure: "Fraction"


class Besides(NamedTuple):
    """What a profile says besides points compares with a figure.

    Attributes:
        what: it is a measure, where yes is 1 and no is 0; how far one has risen; or the share of a
            maximum that is not known.
        name: id of the measure, or of the node.
        comparator, figure: how it compares, with what.
    """

    what: Literal["measure", "trend", "ratio"]
    name: str
    comparator: Comparator
    figure: "Fraction"


class Compared(NamedTuple):
    """A figure between two ends and what it is compared with, in whole numbers of one scale.

    Where nothing is known of the figure there is no such part, and nothing follows.
    """

    name: str
    comparator: Comparator
    low: int
    high: int
    bound: int


class Counted(NamedTuple):
    """Parts of which so many must hold, and with so many failing it fails.

    Attributes:
        name: its name.
        parts: names of the parts.
        wanted, fails: how many must hold, and how many failing decide against it.
        turned: what holds is that it fails, and the other way round.
    """

    name: str
    parts: tuple[str, ...]
    wanted: int
    fails: int
    turned: bool = False


@frozen(repr=False, eq=False, kw_only=True)  # nobody prints or compares it
class Operator(Generic[C]):
    """An operator of the algebra: all that every interpreter of conditions asks of it.

    What is done for a condition is done for its parts first, and handed in.

    Attributes:
        key: the key of a rule that says it; None where another operator reads it.
        further: the keys that may stand with that one.
        names: which field says what it looks at, a node, a rank of nodes or a measure; None where
            it looks at its parts.
        is_list: whether its parts stand in a list: told in brackets within another one.
        read: returns the condition that a rule describes; None where something was found.
        parts: returns what it is made of; nodes of a rank only where there is a tree.
        effect: tells whether more - of its parts, or of the figure that it compares - helps it to
            hold, hurts, or can do either.
        judge: returns what becomes of it where facts hold.
        by_unit: returns for every unit whether it holds; None where it speaks of no single unit.
        words: returns what it asks in words.
        seen: returns in words what was seen of it.
        seen_in_list: returns that with what it is about, as a part of a list.
        linear: returns what an integer program must bring about for it.
        chained: yields what durable-rules compares and counts; the last bears its name, unless
            nothing is known.
        columns: returns for a table of profiles where it is known to hold, and known not to.
    """

    key: str | None
    further: tuple[str, ...]
    names: "Literal['node', 'rank', 'measure'] | None"
    is_list: bool
    read: "Callable[[Reader, Rule, Path, int], Condition | None]"
    parts: "Callable[[C, Edition | None], tuple[Condition, ...]]"
    effect: "Callable[[C], Effect]"
    judge: "Callable[[C, Facts, tuple[Judgement, ...]], Judgement]"
    by_unit: "Callable[[C, Columns, int, list[Sequence[State]]], Sequence[State]] | None"
    words: "Callable[[Words, C, list[str]], str]"
    seen: "Callable[[Words, Judgement], str]"
    seen_in_list: "Callable[[Words, Judgement], str]"
    linear: "Callable[[C, Edition], Count | Limit | Besides]"
    chained: "Callable[[str, C, Facts, tuple[str, ...]], Iterable[Compared | Counted]]"
    columns: "Callable[[C, Facing, tuple[Ternary, ...]], Ternary]"
