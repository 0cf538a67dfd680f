"""The points of a question in columns: those given there, or what its answer is worth."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from kla_rules.columns.bands import by_counts, by_value
from kla_rules.columns.checks import Fault, counts_of, of_counts, twice
from kla_rules.columns.known import answer_column, options_of, value_column
from kla_rules.conditions.columns import (
    Constant,
    Facing,
    Filled,
    First,
    Given,
    Is,
    Known,
    Number,
    Test,
    either,
)
from kla_rules.model.table import Table
from kla_rules.model.tree import Node

_NOTHING: Final = Constant(0)


class Leaf(NamedTuple):
    """What a table says of a leaf.

    Attributes:
        low, high: its fewest and its most thousandths.
        said: the fewest that a profile itself says, without what a table makes of its answers; None
            where that is the same.
        faults: what cannot be true of it.
    """

    low: Number
    high: Number
    said: Number | None
    faults: tuple[Fault, ...]


def leaf_of(
    node: Node, ceiling: int, given: Given | None, facing: Facing, table: Table | None
) -> Leaf:
    """Return what a table of profiles says of a leaf.

    Args:
        node: the leaf.
        ceiling: the thousandths that it can have at most.
        given: the column of its points, or None.
        facing: the columns of the table.
        table: what turns its answer into thousandths, or None.
    """
    option = facing.given(answer_column(node.id))
    value = facing.given(value_column(node.id))
    counts = counts_of(facing, value_column(node.id))
    ways: list[Test] = [Known(one) for one in (given, option, value) if one is not None]
    ways += [either(*map(Known, counts.there))] if counts.there else []

    def by_option(worth: Mapping[str, int], points: Number) -> Number:
        if option is not None:
            codes = {word: code for code, word in enumerate(options_of(node, table))}
            cases = ((Is(option, codes[word]), Constant(one)) for word, one in worth.items())
            points = Filled(First(tuple(cases)), points)
        return points if given is None else Filled(given, points)

    def end(unknown: int, side: int) -> Number:
        points: Number = Constant(unknown)
        if table is not None and counts.usable:
            points = Filled(by_counts(table, counts.usable, side), points)
        if table is not None and value is not None:
            points = Filled(by_value(table, value), points)
        return by_option(options_of(node, table), points)

    scaled = table is not None and len(ways) > (given is not None)
    return Leaf(
        end(0, 1),
        end(ceiling, -1),
        by_option(options_of(node, None), _NOTHING) if scaled else None,
        (*twice(node.id, tuple(ways)), *of_counts(counts)),
    )
