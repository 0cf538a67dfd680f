"""A comparison of two editions at a glance: what changed, whom it can move, and whom it moves."""

import functools
from collections import Counter
from typing import TYPE_CHECKING

from kla_rules.cards.card import Card
from kla_rules.cards.tables import cell
from kla_rules.core.catalogues import CARDS, CHANGES
from kla_rules.core.points import thousandths
from kla_rules.core.showing import Row, Showing, Unit, figures
from kla_rules.core.writing import Language

if TYPE_CHECKING:
    from kla_rules.validation.comparison.moved_model import Moved
    from kla_rules.validation.comparison.result import Comparison


def comparison_shown(comparison: "Comparison") -> Showing:
    """Return the card of a comparison, and a row for each change."""
    return Showing(functools.partial(comparison_card, comparison), comparison.changes.rows)


def comparison_card(comparison: "Comparison", language: Language) -> Card:
    """Return how many changes there are of what, how far they can move a score, and whom."""
    card = Card(_title(comparison.old.id, comparison.new.id, language), language)
    counts = Counter(change.what for change in comparison.changes)
    card.table(
        [card.say("changes", count=len(comparison.changes)), ""],
        [[CHANGES.template(what, language), count] for what, count in counts.most_common()],
        numbers=[1],
    )
    effects = comparison.effects
    if effects is not None:
        ends = comparison.score_change
        if ends is not None:
            card.line(
                card.say("score-change"), " / ".join(card.points(thousandths(end)) for end in ends)
            )
        card.line(card.say("can-fall"), cell(comparison.falls is not None, language))
        card.line(card.say("can-rise"), cell(comparison.rises is not None, language))
    for name, moved in (("given", comparison.moved), ("nation", comparison.nation)):
        if moved is not None:
            _moved(card, moved, card.say(f"moved-{name}", count=moved.held))
    return card


def _title(old: str, new: str, language: Language) -> str:
    return CARDS.say("comparison", language, old=old, new=new)


def _moved(card: Card, moved: "Moved", caption: str) -> None:
    counts = (len(moved.falls), len(moved.rises), moved.unchanged)
    words = (card.say(key) for key in ("falls", "rises", "unchanged"))
    card.table(["", caption], list(zip(words, counts, strict=True)), numbers=[1])


def moved_shown(moved: "Moved") -> Showing:
    """Return the card of whom a change moves, and a row for each region that it moves."""
    return Showing(functools.partial(moved_card, moved), lambda unit, _: moved_rows(moved, unit))


def moved_card(moved: "Moved", language: Language) -> Card:
    """Return how many fall, rise and stay, and from which levels to which."""
    card = Card(_title(moved.old.id, moved.new.id, language), language)
    card.labels(illustrative=bool(moved.illustrative))
    _moved(card, moved, card.say("regions", count=moved.held))
    pairs = sorted(moved.transitions.items(), key=lambda pair: -pair[1])
    rows = [[_names(old), _names(new), count] for (old, new), count in pairs]
    headings = [card.say(key) for key in ("levels-before", "levels-after", "count")]
    card.table(headings, rows, numbers=[2], most=12)
    return card


def _names(levels: "tuple[str | None, ...]") -> str:
    return "; ".join(level or "-" for level in levels)


def moved_rows(moved: "Moved", unit: Unit) -> list[Row]:
    """Return a row for each region that moves: where it stood, and where it stands."""
    return [
        {
            "region": region.name,
            **figures(
                unit,
                old_low=region.old.low_thousandths,
                old_high=region.old.high_thousandths,
                new_low=region.new.low_thousandths,
                new_high=region.new.high_thousandths,
            ),
            "old_level": region.old.levels[0],
            "new_level": region.new.levels[0],
            "falls": region.falls,
            "rises": region.rises,
        }
        for region in moved.regions
    ]
