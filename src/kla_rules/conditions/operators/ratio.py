"""Ratio: the share of its maximum that a node has compares with a constant."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from attrs import frozen

from kla_rules.conditions.bound import COMPARATORS, COMPARE, Bound, compared
from kla_rules.conditions.columns import (
    OPEN,
    Facing,
    Ternary,
    compared_cell,
    ratio_column,
)
from kla_rules.conditions.figures import Ends, Facts
from kla_rules.conditions.judgement import Judgement, State
from kla_rules.conditions.leaf import (
    column,
    effect_of_bound,
    no_parts,
    percent,
    seen_of_node,
    whole,
)
from kla_rules.conditions.operator import Besides, Columns, Compared, Limit, Operator, Rule
from kla_rules.core.findings import Finding
from kla_rules.core.points import SCALE
from kla_rules.core.printed import Data

if TYPE_CHECKING:
    from kla_rules.conditions.read import Reader
    from kla_rules.conditions.words import Words
    from kla_rules.core.findings import Path
    from kla_rules.model.edition import Edition

_PERCENT: Final = 100
_ANYTHING: Final = (Fraction(0), Fraction(1))


@frozen(repr=False, eq=False)
class RatioOf(Data):
    """The share of its maximum that a node has compares so; the bound is from 0 to 1."""

    node: str
    bound: Bound


def _read(reader: "Reader", rule: Rule, path: "Path", _: int) -> RatioOf | None:
    node = reader.node(rule["ratio"], (*path, "ratio"))
    bound = reader.bound(rule, path)
    if node is None or bound is None:
        return None
    if node.maximum_thousandths == 0:
        reader.found(Finding("condition.no-maximum", {"node": node.id}, (*path, "ratio")))
    reader.check_range(bound, 1, path)
    return RatioOf(node.id, bound)


def _ends(node_id: str, facts: Facts) -> Ends | None:
    """Return the least and the greatest share of its maximum that a node can have."""
    position = facts.tree.positions[node_id]
    maximum = facts.tree.nodes[position].maximum_thousandths
    if maximum:
        return Fraction(facts.low[position], maximum), Fraction(facts.high[position], maximum)
    share = facts.ratios.get(node_id)
    return None if share is None else (Fraction(share), Fraction(share))


def _judge(condition: RatioOf, facts: Facts, _: tuple[Judgement, ...]) -> Judgement:
    ends = _ends(condition.node, facts)
    if ends is None:
        return Judgement(condition, None)
    state = compared(condition.bound.comparator, *ends, Fraction(condition.bound.value))
    return Judgement(condition, state, {} if ends == _ANYTHING else percent(ends, _PERCENT))


def _by_unit(
    condition: RatioOf, columns: Columns, size: int, _: list[Sequence[State]]
) -> Sequence[State]:
    """Return where a unit has what a question asks: all of it, or nothing."""
    compare, value = COMPARE[condition.bound.comparator], condition.bound.value
    return column(columns, condition.node, size, lambda has: compare(int(has), value))


def _words(words: "Words", condition: RatioOf, _: list[str]) -> str:
    comparison = words.comparison(condition.bound, _PERCENT)
    return words.say("ratio", name=words.name(condition.node), comparison=comparison)


def _seen(words: "Words", judgement: Judgement) -> str:
    return words.figures(judgement.seen, words.say("percent-unit"))


def _linear(condition: RatioOf, edition: "Edition") -> Limit | Besides:
    node, bound = edition.node(condition.node), condition.bound
    if not node.maximum_thousandths:  # nobody knows of how much
        return Besides("ratio", node.id, bound.comparator, Fraction(bound.value))
    return Limit(node.id, bound.comparator, Fraction(bound.value) * node.ceiling_thousandths)


def _chained(name: str, condition: RatioOf, facts: Facts, _: tuple[str, ...]) -> Iterator[Compared]:
    ends = _ends(condition.node, facts)
    if ends is not None:
        yield whole(name, condition.bound.comparator, ends, Fraction(condition.bound.value))


def _columns(condition: RatioOf, facing: Facing, _: tuple[Ternary, ...]) -> Ternary:
    comparator, share = condition.bound.comparator, Fraction(condition.bound.value)
    maximum = facing.tree.node(condition.node).maximum_thousandths
    if maximum:  # a share of so much compares as that many thousandths do
        return facing.compared(condition.node, comparator, share * maximum)
    given = facing.given(ratio_column(condition.node))
    return OPEN if given is None else compared_cell(comparator, given, share * SCALE)


OPERATOR: Final = Operator[RatioOf](
    key="ratio",
    further=COMPARATORS,
    names="node",
    is_list=False,
    read=_read,
    parts=no_parts,
    effect=effect_of_bound,
    judge=_judge,
    by_unit=_by_unit,
    words=_words,
    seen=_seen,
    seen_in_list=seen_of_node,
    linear=_linear,
    chained=_chained,
    columns=_columns,
)
