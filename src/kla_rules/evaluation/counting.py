"""How much of several gains counts, under the figures and caps above them."""

from collections.abc import Mapping, Sequence

from kla_rules.evaluation.bounds import Bounds
from kla_rules.model import Edition


def rooms(edition: Edition, reach: Bounds) -> list[int]:
    """Return by position how many thousandths a node can still rise by, above what is secured.

    What its children secure beyond a cap, or beyond a figure given for it, leaves no more room.
    """
    found = [most - low for most, low in zip(edition.ceilings, reach.low, strict=True)]
    for branch in edition.branches:
        below = min(sum(reach.low[child] for child in branch.children), branch.ceiling)
        found[branch.index] = max(0, branch.ceiling - max(below, reach.low[branch.index]))
    return found


def counting(
    edition: Edition, gains: Mapping[int, int], most: Sequence[int], now: Sequence[int]
) -> int:
    """Return how many thousandths of some gains count at the top.

    Args:
        edition: the tree.
        gains: thousandths by position of a question.
        most: by position the thousandths that a node can rise to.
        now: by position those that it has.

    >>> import kla_rules as kla
    >>> tree = kla.edition("kla-2024")
    >>> both = {tree.positions["19.1"]: 9_000, tree.positions["6.1"]: 1_000}
    >>> now = [0] * len(tree.nodes)
    >>> now[tree.positions["19"]] = 50_000
    >>> counting(tree, both, tree.ceilings, now)
    2000
    """
    rising = {0: 0, **gains}
    while True:
        here = max(rising)  # every node stands after the one above it
        gain = max(0, min(rising.pop(here), most[here] - now[here]))
        above = edition.nodes[here].parent
        if above is None:
            return gain
        rising[edition.positions[above]] = rising.get(edition.positions[above], 0) + gain
