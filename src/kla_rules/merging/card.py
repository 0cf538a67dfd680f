"""What was merged at a glance: its card, and a row for each source."""

import functools
from typing import TYPE_CHECKING

from kla_rules.cards.card import Card
from kla_rules.core.catalogues import MERGING
from kla_rules.core.showing import Row, Showing, Unit
from kla_rules.core.writing import Language
from kla_rules.merging.page import source_texts, title

if TYPE_CHECKING:
    from kla_rules.merging.model import Merged


def merged_shown(merged: "Merged") -> Showing:
    """Return the card of a merged profile, and a row for each of its sources."""
    return Showing(functools.partial(merged_card, merged), functools.partial(merged_rows, merged))


def merged_card(merged: "Merged", language: Language) -> Card:
    """Return what was merged, what is contradicted, and what was seen on the way."""
    profile = merged.profile
    card = Card(title(merged, language), language)
    card.labels(illustrative=profile.illustrative)
    answers = sum(bool(answer.form) for answer in profile.answers.values())
    questions = len(profile.edition.questions)
    card.line(MERGING.say("answered", language, count=answers, questions=questions))
    card.items(MERGING.say("sources", language), source_texts(merged, language), most=10)
    if merged.conflicts:
        count = len(merged.conflicts)
        told = [one.text(language) for one in merged.conflicts]
        card.items(MERGING.say("conflicts", language, count=count), told, most=10)
    notes = [note.text(language) for note in merged.notes]
    card.items(MERGING.say("notes", language), notes)
    return card


def merged_rows(merged: "Merged", unit: Unit, language: Language) -> list[Row]:  # noqa: ARG001 - it has no figures
    """Return a row for each source."""
    return [
        {"source": one.name, "answers": one.answers, "documents": one.documents}
        for one in merged.sources
    ]
