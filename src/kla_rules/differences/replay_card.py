"""A replay at a glance."""

import functools
from typing import TYPE_CHECKING

from kla_rules.cards.card import Card
from kla_rules.core.catalogues import REPLAY
from kla_rules.core.page import Page
from kla_rules.core.showing import Row, Showing, Unit
from kla_rules.core.writing import Language
from kla_rules.differences.replay_page import heading, standing, value_written

if TYPE_CHECKING:
    from kla_rules.differences.replay_model import Replay

_MOST = 12


def replay_shown(replay: "Replay") -> Showing:
    """Return the card of a replay, and a row for each value that moved."""
    return Showing(
        functools.partial(replay_card, replay),
        replay.moved.rows,
        row=functools.partial(replay_row, replay),
    )


def replay_card(replay: "Replay", language: Language) -> Card:
    """Return whether it is the same, why not, and the first values that moved."""
    card = Card(heading(Page(REPLAY, language), replay), language)
    if replay.evaluation is not None:
        card.labels(illustrative=replay.evaluation.illustrative)
    card.line(standing(replay, language))
    reasons = [reason.text(language) for reason in replay.reasons]
    card.items(REPLAY.say("reasons", language), reasons)
    rows = [[one.pointer, value_written(one, language)] for one in replay.moved]
    headings = [REPLAY.say(key, language) for key in ("column-place", "column-values")]
    card.table(headings, rows, most=_MOST, more=replay.left_out)
    return card


def replay_row(replay: "Replay", unit: Unit, language: Language) -> Row:  # noqa: ARG001 - no figures
    """Return a replay as a row among others."""
    return {
        "region": replay.region,
        "edition": replay.edition,
        "same": replay.same,
        "holds": replay.holds,
        "edited": replay.edited,
        "moved": len(replay.moved) + replay.left_out,
        "reasons": "; ".join(reason.id for reason in replay.reasons),
    }
