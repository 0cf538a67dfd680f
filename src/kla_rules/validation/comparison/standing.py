"""Where a region stands under an edition, and how far it is from one standing to another."""

from collections.abc import Mapping

from kla_rules.evaluation.result import Evaluation
from kla_rules.model.edition import Edition
from kla_rules.validation.comparison.moved_model import Effect, Standing


def standing(result: Evaluation) -> Standing:
    """Return where an evaluation leaves a region."""
    return Standing(result.low_thousandths, result.high_thousandths, result.levels_possible)


def ladder_of(old: Edition, new: Edition) -> Mapping[str | None, int]:
    """Return how high each level of either edition stands; no level is 0.

    Levels of the new edition alone stand right above the one below them there.
    """
    order: list[str | None] = [None, *(level.id for level in old.levels)]
    below: str | None = None
    for level in new.levels:
        if level.id not in order:
            order.insert(order.index(below) + 1, level.id)
        below = level.id
    return {level: rank for rank, level in enumerate(order)}


def effect(before: Standing, after: Standing, ladder: Mapping[str | None, int]) -> Effect:
    """Return how far it is from one standing to another."""
    return Effect(
        after.low_thousandths - before.low_thousandths,
        after.high_thousandths - before.high_thousandths,
        ladder[after.level_low] - ladder[before.level_low],
        ladder[after.level_high] - ladder[before.level_high],
    )
