"""What was imported at a glance, and its rows, one for each remark."""

import functools
from typing import TYPE_CHECKING

from kla_rules.cards.card import Card
from kla_rules.core.catalogues import IMPORTS
from kla_rules.core.showing import Row, Showing
from kla_rules.core.writing import Language
from kla_rules.imports.page import counts

if TYPE_CHECKING:
    from kla_rules.imports.model import Imported


def imported_shown(imported: "Imported") -> Showing:
    """Return the card of what was imported, and a row for each remark."""
    return Showing(
        functools.partial(imported_card, imported),
        lambda _, language: imported_rows(imported, language),
    )


def imported_card(imported: "Imported", language: Language) -> Card:
    """Return how much was imported, and what is a guess or was left."""
    card = Card(IMPORTS.say("title", language, files=len(imported.files)), language)
    for sentence in counts(imported, language):
        card.line(sentence)
    for kind in ("guessed", "left"):
        remarks = getattr(imported, kind)
        if remarks:
            texts = [remark.text(language) for remark in remarks]
            card.items(IMPORTS.say(f"heading-{kind}", language), texts, most=6)
    return card


def imported_rows(imported: "Imported", language: Language) -> list[Row]:
    """Return a row for each remark."""
    return [
        {"kind": one.kind, "where": one.where(), "text": one.note.text(language)}
        for one in imported.remarks
    ]
