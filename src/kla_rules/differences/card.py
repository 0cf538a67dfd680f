"""A difference of evaluations at a glance: its card, and a row for each node that differs."""

import functools
from typing import TYPE_CHECKING

from kla_rules.cards.card import Card
from kla_rules.core.catalogues import DIFFERENCES
from kla_rules.core.page import Page
from kla_rules.core.showing import Row, Showing, Unit, figures
from kla_rules.core.writing import Language
from kla_rules.differences.sentences import (
    cause_text,
    figure,
    held,
    lead,
    level,
    level_names,
    moved_clusters,
    node_text,
    signed,
    title,
    told,
)

if TYPE_CHECKING:
    from kla_rules.differences.model import ComparedSide
    from kla_rules.differences.result import EvaluationDifference


def difference_shown(found: "EvaluationDifference") -> Showing:
    """Return the card of a difference, and a row for each node that has other points."""
    return Showing(
        functools.partial(difference_card, found), functools.partial(difference_rows, found)
    )


def difference_card(found: "EvaluationDifference", language: Language) -> Card:
    """Return where both stand, what explains the level, and the clusters that moved."""
    page = Page(DIFFERENCES, language)
    card = Card(title(found, language), language)
    card.labels(**held(found))
    card.table(
        ["", card.say("score"), card.say("levels")],
        [_standing(page, "old", found.old), _standing(page, "new", found.new)],
        numbers=[1],
    )
    card.line(DIFFERENCES.say("change", language), signed(page, found.score_change_thousandths))
    card.line(level(page, found))
    why = found.explanation
    if why is not None:
        causes = ["".join(cause_text(page, cause, found)) for cause in why.alone or why.causes]
        card.items(lead(page, why), causes, most=8)
        if not causes:
            card.line(lead(page, why))
    clusters = ["".join(node_text(page, one)) for one in moved_clusters(found)]
    card.items(DIFFERENCES.say("points-clusters", language), clusters, most=8)
    end = Page(DIFFERENCES, language)
    told(end, found)
    card.paragraph(end)
    return card


def _standing(page: Page, which: str, side: "ComparedSide") -> list[str]:
    ends = (side.low_thousandths, side.high_thousandths)
    names = level_names(side, side.levels, page.language)
    return [page.say(f"name-{which}"), figure(page, ends), names]


def difference_rows(found: "EvaluationDifference", unit: Unit, language: Language) -> list[Row]:
    """Return a row for each node that has other points: before, now, and the change."""
    rows = []
    for one in found.nodes:
        old, new = one.old_thousandths or (None, None), one.new_thousandths or (None, None)
        rows.append(
            {
                "node": one.id,
                "title": one.title.get(language),
                "rank": one.rank,
                "parent": one.parent,
                **figures(
                    unit,
                    old_low=old[0],
                    old_high=old[1],
                    new_low=new[0],
                    new_high=new[1],
                    change_low=one.change_thousandths[0],
                    change_high=one.change_thousandths[1],
                    own_low=one.own_thousandths[0],
                    own_high=one.own_thousandths[1],
                ),
            }
        )
    return rows
