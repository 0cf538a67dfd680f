"""Where a region stands under an edition, and how far it is from one standing to another."""

from collections.abc import Mapping

from kla_rules.evaluation.result import Evaluation
from kla_rules.model.edition import Edition
from kla_rules.validation.comparison.deciding import ranks_of
from kla_rules.validation.comparison.moved_model import Effect, Standing


def standing(result: Evaluation) -> Standing:
    """Return where an evaluation leaves a region."""
    return Standing(result.low_thousandths, result.high_thousandths, result.levels_possible)


# How high each level of either edition stands; None where their levels have no common order.
Ladder = Mapping[str | None, int] | None


def ladder_of(old: Edition, new: Edition) -> Ladder:
    """Return how high each level of either edition stands; no level is 0.

    Levels of the new edition alone stand right above the one below them there. None where the
    levels of both have no common order: then nobody can say who falls.
    """
    ranks = ranks_of(old, new)
    if ranks is None:
        return None
    ladder: dict[str | None, int] = {None: 0}
    for edition, own in zip((old, new), ranks, strict=True):
        ladder |= {level.id: rank + 1 for level, rank in zip(edition.levels, own, strict=True)}
    return ladder


def effect(before: Standing, after: Standing, ladder: Ladder) -> Effect:
    """Return how far it is from one standing to another; by no levels where they have no order."""
    score = (
        after.low_thousandths - before.low_thousandths,
        after.high_thousandths - before.high_thousandths,
    )
    if ladder is None:
        return Effect(*score)
    return Effect(
        *score,
        ladder[after.level_low] - ladder[before.level_low],
        ladder[after.level_high] - ladder[before.level_high],
    )
