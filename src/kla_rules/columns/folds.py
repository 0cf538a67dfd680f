"""The tree of an edition as the fewest sums that a table needs.

A node that can hold all that its children come to, that the table gives no points of and that
nothing else asks for needs no sum of its own: its children count for the node above it.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from attrs import frozen

from kla_rules.columns.program import Program
from kla_rules.columns.walk import named_in
from kla_rules.conditions.columns import Constant, Filled, Given, Least, Sum, high_of, low_of
from kla_rules.model.tree import ROOT

_MOST: Final = 2**31 - 1  # thousandths that are summed in 32 bits


@frozen
class Fold:
    """A node whose fewest and most thousandths are summed.

    Attributes:
        name: id of the node.
        given: whether the table has a column of its points.
        most: thousandths that it can have at most, where its children can come to more.
        leaves: by their maximum in thousandths the leaves that are a column of the table and
            nothing else.
        others: leaves that are more than a column, and nodes that are summed before.
        still: thousandths that are the same in every row.
        open: how many more these can be: of leaves that the table says nothing of.
    """

    name: str
    given: bool
    most: int | None
    leaves: Mapping[int, tuple[str, ...]]
    others: tuple[str, ...]
    still: int
    open: int


def folds_of(program: Program, kept: Collection[str] = ()) -> tuple[Fold, ...]:
    """Return the sums that a table needs, each after those that it rests on.

    Args:
        program: an edition as columns.
        kept: names of steps that are shown as well.

    >>> import kla_rules as kla
    >>> from kla_rules.columns.program import program
    >>> small = program(kla.edition("kla-2024"), ["13.1"])
    >>> "13" in [fold.name for fold in folds_of(small)]
    False
    >>> "13" in [fold.name for fold in folds_of(small, ["13 low"])]
    True
    """
    tree = program.edition
    asked = {*kept, *_asked(program)}
    values = {step.name: step.value for step in program.steps}
    most = [ceiling * program.parts for ceiling in tree.ceilings_thousandths]
    ceilings = dict(zip(tree.ids, most, strict=True))
    plain = plain_leaves(program)
    # A node that bears the name of what a row is of has no column.
    given = {name for name, column in program.columns.items() if column.kind == "points"}
    opened: dict[str, tuple[list[str], int, int]] = {}
    folds = []
    for branch in tree.branches:
        name = tree.ids[branch.index]
        low, high = (_still(values.get(name_of(name))) for name_of in (low_of, high_of))
        if low is None or high is None:
            continue  # nothing moves it
        ids = (tree.ids[child] for child in branch.children)
        children = [child for child in ids if low_of(child) in values]
        capped = sum(map(ceilings.__getitem__, children)) + high > ceilings[name]
        below: list[str] = []
        for child in children:
            more, *ends = opened.get(child, ([child], 0, 0))
            below, low, high = below + more, low + ends[0], high + ends[1]
        needed = name == ROOT or not asked.isdisjoint((low_of(name), high_of(name)))
        if not (capped or needed or name in given):
            opened[name] = (below, low, high)
            continue
        leaves: dict[int, list[str]] = {}
        for one in below:
            if one in plain and one in given:
                leaves.setdefault(ceilings[one], []).append(one)
        folds.append(
            Fold(
                name,
                name in given,
                ceilings[name] if capped else None,
                {ceiling: tuple(names) for ceiling, names in leaves.items()},
                tuple(one for one in below if one not in plain),
                low,
                high - low + sum(ceilings[one] for one in below if one in plain - given),
            )
        )
    return tuple(folds)


def _still(value: object) -> int | None:
    """Return what a sum up the tree has that is the same in every row; None of what is no sum."""
    match value:
        case Filled(_, least):
            return _still(least)
        case Least((Sum(terms), _)):
            return sum(k * one.value for k, one in terms if isinstance(one, Constant))
    return None


def is_narrow(program: Program) -> bool:
    """Return whether all that is summed has room in 32 bits."""
    return sum(program.edition.ceilings_thousandths) * program.parts <= _MOST


def plain_leaves(program: Program) -> frozenset[str]:
    """Return the leaves that are a column of the table, or none, and nothing else."""
    if not is_narrow(program):
        return frozenset()
    values = {step.name: step.value for step in program.steps}
    leaves = (node.id for node in program.edition.nodes if not node.children)
    return frozenset(leaf for leaf in leaves if _is_plain(values.get(low_of(leaf))))


def _is_plain(value: object) -> bool:
    return isinstance(value, Constant) or (
        isinstance(value, Filled)
        and isinstance(value.cell, Given)
        and isinstance(value.otherwise, Constant)
    )


def _asked(program: Program) -> Iterator[str]:
    """Yield the steps that something besides the sums of the tree needs."""
    tree = program.edition
    branches = [tree.ids[branch.index] for branch in tree.branches]
    sums = {name_of(name) for name in branches for name_of in (low_of, high_of)}
    for step in program.steps:
        if step.name not in sums:
            yield from named_in(step.value)
