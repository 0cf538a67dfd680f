"""How much of several gains counts, under the figures and caps above them."""

from collections.abc import Mapping, Sequence

from kla_rules.model import Edition


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
