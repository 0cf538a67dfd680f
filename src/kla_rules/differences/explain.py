"""What explains that the level differs: found by exchanging parts, and tried by evaluation.

Each difference is exchanged alone. Where none is enough, those that help most are put together
until the level is that of the new evaluation, and then each is taken out again that is not needed.
Where differences work against each other that may not arrive; then all of them, which arrive, are
thinned out. So of what is left none can be left out, and what is found is an evaluation, not a
guess. There may be other sets as good, and smaller ones are not looked for.
"""

from collections.abc import Callable, Sequence
from typing import Final

from attrs import field, frozen

from kla_rules.core.printed import Data
from kla_rules.core.text import Text
from kla_rules.differences.exchange import Exchange, Item, standing_of
from kla_rules.differences.model import KINDS, Aspect, Cause, Explanation, KindOfCause
from kla_rules.evaluation.result import Evaluation
from kla_rules.validation.comparison.moved_model import Standing

Said = Callable[[Item], tuple[Text, Text | None]]
MOST_TRIED: Final = 6000  # evaluations; with so many it is not proven that none can be left out


@frozen(repr=False, eq=False)
class Goal(Data):
    """Where the old evaluation must come to, and on which side that lies.

    Attributes:
        aspect: what of the level is looked at.
        old, new: where both evaluations stand.
        order: ids of levels of both editions, lowest first, where they are known.
    """

    aspect: Aspect
    old: Standing
    new: Standing
    order: tuple[str, ...] = field(default=())

    def is_reached(self, standing: Standing | None) -> bool:
        """Return whether a standing has the level of the new evaluation."""
        if standing is None:
            return False
        if self.aspect == "level":
            return standing.level_low == self.new.level_low
        return standing.levels == self.new.levels

    def help(self, standing: Standing | None) -> tuple[int, int]:
        """Return how far a standing lies towards the new one: levels, then thousandths."""
        if standing is None:
            return 0, 0
        low = self._towards(standing, "low_thousandths")
        levels = self._levels(standing.level_low, self.old.level_low, self.new.level_low)
        if self.aspect == "level":
            return levels, low
        levels += self._levels(standing.level_high, self.old.level_high, self.new.level_high)
        return levels, low + self._towards(standing, "high_thousandths")

    def _towards(self, standing: Standing, end: str) -> int:
        was, goal, now = (getattr(one, end) for one in (self.old, self.new, standing))
        return int(now - was if goal >= was else was - now)

    def _levels(self, now: str | None, was: str | None, goal: str | None) -> int:
        places = [self.order.index(one) + 1 if one in self.order else 0 for one in (was, goal, now)]
        return places[2] - places[0] if places[1] >= places[0] else places[0] - places[2]


def explained(exchange: Exchange, items: Sequence[Item], said: Said) -> Explanation | None:
    """Return what explains that the level differs; None where it does not.

    Args:
        exchange: both evaluations by place.
        items: the differences that can be exchanged.
        said: returns what a difference is called, and what each evaluation has there.
    """
    goal = _goal(exchange.old.evaluation, exchange.new.evaluation)
    if goal is None:
        return None
    if exchange.standing(()) != goal.old or exchange.standing(items) != goal.new:
        return Explanation(goal.aspect, "unexplained", (), tried=exchange.tried)
    alone = {item: exchange.standing([item]) for item in items}
    ranked = sorted(items, key=lambda item: goal.help(alone[item]), reverse=True)
    enough = [item for item in ranked if goal.is_reached(alone[item])]
    found = enough[:1] or _together(exchange, goal, ranked, alone)

    def causes(chosen: Sequence[Item]) -> tuple[Cause, ...]:
        return tuple(
            Cause(item.kind, item.what, item.id, *said(item), alone[item]) for item in chosen
        )

    return Explanation(
        goal.aspect,
        "alone" if enough else "together",
        tuple(_kinds(exchange, items)),
        alone=causes(enough),
        causes=causes(found),
        reached=exchange.standing(found),
        tried=exchange.tried,
        irreducible=exchange.tried <= MOST_TRIED,
    )


def _goal(old: Evaluation, new: Evaluation) -> Goal | None:
    stands = standing_of(old), standing_of(new)
    if old.levels_possible == new.levels_possible:
        return None
    names = dict.fromkeys(level.id for one in (old, new) for level in one.edition.levels)
    return Goal("level" if old.level != new.level else "levels_possible", *stands, tuple(names))


def _together(
    exchange: Exchange,
    goal: Goal,
    ranked: Sequence[Item],
    alone: dict[Item, Standing | None],
) -> list[Item]:
    """Return differences that reach the goal together, and of which none can be left out."""
    chosen: list[Item] = []
    for item in ranked:
        if goal.help(alone[item]) <= (0, 0):
            break
        chosen.append(item)
        if len(chosen) > 1 and goal.is_reached(exchange.standing(chosen)):
            return _needed(exchange, goal, chosen)
    return _needed(exchange, goal, list(ranked))


def _needed(exchange: Exchange, goal: Goal, chosen: list[Item]) -> list[Item]:
    """Return what is left once nothing can be left out, the least helpful tried first.

    Where one is taken out another may become needless that was not before, so all are tried again.
    """
    before: list[Item] = []
    while len(chosen) != len(before):
        before = chosen
        for item in reversed(before):
            if exchange.tried > MOST_TRIED:
                return chosen
            rest = [one for one in chosen if one is not item]
            if goal.is_reached(exchange.standing(rest)):
                chosen = rest
    return chosen


def _kinds(exchange: Exchange, items: Sequence[Item]) -> list[KindOfCause]:
    """Return where the old evaluation stands with one kind exchanged, and with all the others."""
    found = []
    for kind in KINDS:
        own = [item for item in items if item.kind == kind]
        if own:
            others = [item for item in items if item.kind != kind]
            alone, without = exchange.standing(own), exchange.standing(others)
            found.append(KindOfCause(kind, len(own), alone, without))
    return found
