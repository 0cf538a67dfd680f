"""What the children's forum has done at a glance, and its rows, one for each question."""

import functools
from typing import TYPE_CHECKING

from kla_rules.cards.card import Card
from kla_rules.cards.tables import table_of_rows
from kla_rules.core.catalogues import FORUM
from kla_rules.core.showing import Row, Showing
from kla_rules.core.writing import Language

if TYPE_CHECKING:
    from kla_rules.participation.picture import ForumPicture


def forum_shown(picture: "ForumPicture") -> Showing:
    """Return the card of a picture, and a row for each question."""
    return Showing(
        functools.partial(forum_card, picture), lambda _, language: forum_rows(picture, language)
    )


def forum_card(picture: "ForumPicture", language: Language) -> Card:
    """Return how much is recorded and documented, and what could be answered."""
    records = picture.records
    card = Card(FORUM.say("heading", language, edition=records.edition.id), language)
    card.labels(illustrative=records.illustrative)
    documented = sum(record.document is not None for record in records.records)
    card.line(FORUM.say("count", language, count=len(records), shown=documented))
    card.line(FORUM.say("suggests", language))
    rows = forum_rows(picture, language)
    for row in rows:
        row["state"] = card.say(f"forum-{row['state']}")
    table_of_rows(card, rows[:10], ("node", "title", "state", "documented"), more=len(rows[10:]))
    quiet = [unit.name or unit.id for unit in picture.units if unit.id and not unit.documented]
    card.items(card.say("quiet", count=len(quiet)), [str(name) for name in quiet], most=6)
    notes = [note.text(language) for note in picture.notes]
    card.items(card.say("notes", count=len(notes)), notes)
    return card


def forum_rows(picture: "ForumPicture", language: Language) -> list[Row]:
    """Return a row for each question: what is recorded of it, and how much a document shows."""
    return [
        {
            "node": suggestion.node.id,
            "title": suggestion.node.title.get(language),
            "state": suggestion.state,
            "documented": sum(suggestion.counts.values()),
            "undocumented": len(suggestion.undocumented),
            "lacking": "; ".join(suggestion.lacking),
        }
        for suggestion in picture.suggestions.values()
    ]
