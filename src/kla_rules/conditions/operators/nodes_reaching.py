"""Nodes: so many of a rank reach a share of their maximum; each a ratio."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from attrs import frozen

from kla_rules.conditions import counted
from kla_rules.conditions.bound import Bound
from kla_rules.conditions.columns import Ternary
from kla_rules.conditions.figures import Facts
from kla_rules.conditions.judgement import Judgement
from kla_rules.conditions.operator import Counted, Operator, Rule
from kla_rules.conditions.operators.ratio import RatioOf
from kla_rules.core.findings import Finding
from kla_rules.core.points import SCALE, share
from kla_rules.core.printed import Data

if TYPE_CHECKING:
    from decimal import Decimal

    from kla_rules.conditions.columns import Facing
    from kla_rules.conditions.read import Reader
    from kla_rules.conditions.words import Words
    from kla_rules.core.findings import Path
    from kla_rules.model.edition import Edition
    from kla_rules.model.tree import Rank

MAX_WORK: Final = 5000
_PERCENT: Final = 100


@frozen(repr=False, eq=False)
class NodesReaching(Data):
    """At least so many nodes of a rank have at least that share of their maximum.

    Attributes:
        wanted: how many.
        rank: the rank.
        share: the share of the maximum, from 0 to 1.
    """

    wanted: int
    rank: "Rank"
    share: "int | Decimal"


def _read(reader: "Reader", rule: Rule, path: "Path", _: int) -> NodesReaching | None:
    rank, least = rule["nodes"], rule.get("reaching")
    if least is None:
        reader.found(Finding("condition.no-share", {}, path))
        return None
    nodes_of_rank = sum(node.rank == rank for node in reader.nodes.values())
    wanted = reader.count(rule, path, nodes_of_rank)
    reader.work.append(nodes_of_rank)
    if sum(reader.work) > MAX_WORK:
        if sum(reader.work) - nodes_of_rank <= MAX_WORK:
            reader.found(Finding("condition.too-much", {"limit": MAX_WORK}, path))
        return None
    return None if wanted is None else NodesReaching(wanted, rank, least)


def _parts(condition: NodesReaching, edition: "Edition | None") -> tuple[RatioOf, ...]:
    bound = Bound("at_least", condition.share)
    nodes = edition.nodes if edition is not None else ()
    return tuple(RatioOf(node.id, bound) for node in nodes if node.rank == condition.rank)


def _judge(condition: NodesReaching, facts: Facts, parts: tuple[Judgement, ...]) -> Judgement:
    return counted.judged(condition, facts.tree, parts)  # without a tree there are no nodes


def _words(words: "Words", condition: NodesReaching, _: list[str]) -> str:
    return words.say(
        "nodes",
        count=condition.wanted,
        there=sum(node.rank == condition.rank for node in words.edition.nodes),
        rank=words.say("rank-" + condition.rank),
        share=share(condition.share, 1, _PERCENT * SCALE),
    )


def _seen(words: "Words", judgement: Judgement) -> str:
    return words.say("seen-nodes", **judgement.seen)


def _chained(
    name: str, condition: NodesReaching, facts: Facts, parts: tuple[str, ...]
) -> Iterator[Counted]:
    yield from counted.chained(name, condition, facts.tree, parts)


def _columns(condition: NodesReaching, facing: "Facing", parts: tuple[Ternary, ...]) -> Ternary:
    return counted.columns(condition, facing, parts)


OPERATOR: Final = Operator[NodesReaching](
    key="nodes",
    further=("at_least", "reaching"),
    names="rank",
    is_list=False,
    read=_read,
    parts=_parts,
    effect=counted.helped,
    judge=_judge,
    by_unit=None,
    words=_words,
    seen=_seen,
    seen_in_list=_seen,
    linear=counted.linear,
    chained=_chained,
    columns=_columns,
)
