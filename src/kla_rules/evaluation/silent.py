"""Which parts that give points nobody has said anything about, neither at them nor above them."""

import functools

from kla_rules.evaluation.resolve import Resolved
from kla_rules.model.edition import Edition
from kla_rules.model.folds import covered


@functools.lru_cache(maxsize=16)
def counted_leaves(edition: Edition) -> tuple[int, ...]:
    """Return the positions of the lowest nodes that give points: of most editions, questions."""
    return tuple(
        i for i, node in enumerate(edition.nodes) if not node.children and node.maximum_thousandths
    )


def silent_leaves(edition: Edition, known: Resolved) -> frozenset[int]:
    """Return the positions of those of which nothing is known, and of nothing above them."""
    values = known.values_thousandths
    hidden = covered(edition, values)
    return frozenset(i for i in counted_leaves(edition) if values[i] is None and not hidden[i])
