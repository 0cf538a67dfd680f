"""Points: those of a node compare with a constant."""

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from attrs import frozen

from kla_rules.conditions.bound import COMPARATORS, Bound, compared
from kla_rules.conditions.columns import Facing, Ternary
from kla_rules.conditions.figures import Facts
from kla_rules.conditions.judgement import Judgement
from kla_rules.conditions.leaf import effect_of_bound, no_parts, seen_of_node, whole
from kla_rules.conditions.operator import Compared, Limit, Operator, Rule
from kla_rules.core.findings import Finding
from kla_rules.core.points import cut, is_exact, thousandths
from kla_rules.core.printed import Data

if TYPE_CHECKING:
    from kla_rules.conditions.read import Reader
    from kla_rules.conditions.words import Words
    from kla_rules.core.findings import Path
    from kla_rules.model.edition import Edition


@frozen(repr=False, eq=False)
class PointsOf(Data):
    """The points of a node compare so; the bound is in points."""

    node: str
    bound: Bound


def _read(reader: "Reader", rule: Rule, path: "Path", _: int) -> PointsOf | None:
    node = reader.node(rule["points"], (*path, "points"))
    bound = reader.bound(rule, path)
    if node is None or bound is None:
        return None
    here = (*path, bound.comparator)
    if not is_exact(bound.value):
        reader.found(Finding("edition.too-fine", {"found": bound.value}, here))
    elif not 0 <= thousandths(bound.value) <= node.ceiling_thousandths:
        most = {"found": bound.value, "low": 0, "high": node.ceiling_thousandths}
        reader.found(Finding("condition.points-range", most, here))
    return PointsOf(node.id, bound)


def _judge(condition: PointsOf, facts: Facts, _: tuple[Judgement, ...]) -> Judgement:
    position = facts.tree.positions[condition.node]
    low, high = facts.low[position], facts.high[position]
    state = compared(condition.bound.comparator, low, high, thousandths(condition.bound.value))
    untouched = (low, high) == (0, facts.tree.ceilings_thousandths[position])
    # Decided with all digits, and told without those beyond thousandths.
    seen = {} if untouched else {"low": cut(low), "high": cut(high)}
    return Judgement(condition, state, seen)


def _words(words: "Words", condition: PointsOf, _: list[str]) -> str:
    comparison = words.comparison(condition.bound)
    return words.say("points", name=words.name(condition.node), comparison=comparison)


def _seen(words: "Words", judgement: Judgement) -> str:
    return words.figures(judgement.seen, words.say("points-unit"))


def _linear(condition: PointsOf, _: "Edition") -> Limit:
    bound = condition.bound
    return Limit(condition.node, bound.comparator, Fraction(thousandths(bound.value)))


def _chained(
    name: str, condition: PointsOf, facts: Facts, _: tuple[str, ...]
) -> Iterator[Compared]:
    position = facts.tree.positions[condition.node]
    ends = Fraction(facts.low[position]), Fraction(facts.high[position])
    bound = condition.bound
    yield whole(name, bound.comparator, ends, Fraction(thousandths(bound.value)))


def _columns(condition: PointsOf, facing: Facing, _: tuple[Ternary, ...]) -> Ternary:
    bound = condition.bound
    figure = Fraction(thousandths(bound.value))
    return facing.compared(condition.node, bound.comparator, figure)


OPERATOR: Final = Operator[PointsOf](
    key="points",
    further=COMPARATORS,
    names="node",
    is_list=False,
    read=_read,
    parts=no_parts,
    effect=effect_of_bound,
    judge=_judge,
    by_unit=None,
    words=_words,
    seen=_seen,
    seen_in_list=seen_of_node,
    linear=_linear,
    chained=_chained,
    columns=_columns,
)
