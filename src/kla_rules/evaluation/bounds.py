"""The fewest and the most points each node can have, given what is known.

A node's points come from itself if given, else from its children, at most its maximum. What is not
known lies anywhere between nothing and its maximum.
"""

from collections.abc import Sequence

from attrs import frozen

from kla_rules.model import Edition


@frozen
class Bounds:
    """Thousandths by position in `edition.nodes`: the fewest and the most."""

    low: Sequence[int]
    high: Sequence[int]


def total_bounds(edition: Edition, values: Sequence[int | None]) -> tuple[int, int]:
    """Return the fewest and the most thousandths of the whole tree.

    Args:
        edition: the tree.
        values: thousandths by position in `edition.nodes`; None is unknown.

    >>> import kla_rules as kla
    >>> tree = kla.edition("kla-2024")
    >>> total_bounds(tree, [None] * len(tree.nodes))
    (0, 1000000)
    """
    low, high = _walk(edition, values)
    return low[0], high[0]


def bounds(edition: Edition, values: Sequence[int | None]) -> Bounds:
    """Return the fewest and the most thousandths of every node."""
    low, high = _walk(edition, values)
    for index, value in enumerate(values):
        if value is None and not edition.nodes[index].children:
            low[index] = 0
            high[index] = edition.nodes[index].maximum
    return Bounds(low, high)


def _walk(edition: Edition, values: Sequence[int | None]) -> tuple[list[int], list[int]]:
    """Fill in the inner nodes from below; unknown leaves are counted, not written."""
    nodes = edition.nodes
    low: list[int] = list(values)  # type: ignore[arg-type]  # every None is replaced or never read
    high = low.copy()
    for branch in edition.branches:
        index = branch.index
        if values[index] is not None:
            continue
        if branch.leaves is not None:
            part = values[branch.leaves]
            if None in part:
                least = sum(value for value in part if value is not None)
                most = least + sum(
                    nodes[child].maximum for child in branch.children if values[child] is None
                )
            else:
                least = most = sum(part)  # type: ignore[arg-type]  # no None is in it
        else:
            least = most = 0
            for child in branch.children:
                if low[child] is None:  # a leaf beside inner nodes
                    most += nodes[child].maximum
                else:
                    least += low[child]
                    most += high[child]
        maximum = branch.maximum
        # Faster than min(), and this line runs for every inner node of every evaluation.
        low[index] = least if least < maximum else maximum  # noqa: FURB136
        high[index] = most if most < maximum else maximum  # noqa: FURB136
    return low, high
