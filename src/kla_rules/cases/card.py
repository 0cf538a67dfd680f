"""How cases were handled at a glance. No number of cases below five is on a card or in a row."""

import functools
from typing import TYPE_CHECKING, Any

from kla_rules.cards.card import Card
from kla_rules.cards.tables import table_of_rows
from kla_rules.core.catalogues import CARDS, HANDLING
from kla_rules.core.showing import Row, Showing
from kla_rules.core.writing import Language

if TYPE_CHECKING:
    from kla_rules.cases.groups import GroupHandling
    from kla_rules.cases.handling import Handling
    from kla_rules.cases.model import CaseRecords


def handling_shown(handling: "Handling", *, show: bool = False) -> Showing:
    """Return the card of how cases were handled, and a row for each unit that has any.

    Args:
        handling: how they were.
        show: rows have small counts too: for those who handle the cases.
    """
    return Showing(
        functools.partial(handling_card, handling),
        lambda _, __: handling_rows(handling, show=show),
        words={"reasons": {one.id: one.title for one in handling.settings.review}},
    )


def handling_card(handling: "Handling", language: Language) -> Card:
    """Return what the task force is told of all cases, why, and by unit."""
    card = Card(HANDLING.say("heading", language, as_of=handling.as_of), language)
    card.labels(illustrative=handling.illustrative)
    settings = handling.settings
    about = {"id": settings.id, "version": settings.version}
    card.line(HANDLING.say("local", language, title=settings.title, place=settings.place, **about))
    card.line(HANDLING.say("no-level", language))
    card.line(card.say("handling"), card.say(f"handling-{handling.outcome}"))
    titles = {reason.id: reason.title.get(language) for reason in settings.review}
    for key, reasons in (("reasons", handling.region.reasons), ("open", handling.region.open)):
        card.items(card.say(key), [titles[reason] for reason in reasons])
    rows = handling_rows(handling)[:10]
    for row in rows:
        row["outcome"] = card.say(f"handling-{row['outcome']}")
    table_of_rows(card, rows, ("name", "cases", "outcome"), more=len(handling.units) - len(rows))
    card.remark(card.say("small-counts"))
    notes = [note.text(language) for note in handling.notes]
    card.items(card.say("notes", count=len(notes)), notes)
    return card


def handling_rows(handling: "Handling", *, show: bool = False) -> list[Row]:
    """Return a row for each unit: its outcome and counts, None where a number is not shown."""
    return [
        {
            "unit": unit["id"],
            "name": unit["name"] or unit["id"],
            "outcome": unit["outcome"],
            "reasons": "; ".join(unit["reasons"]),
            "cases": unit["cases"],
            **_counts(unit["states"], "state"),
        }
        for unit in handling.to_dict(small_counts="show" if show else "hide")["units"]
    ]


def _counts(parts: dict[str, Any] | None, name: str) -> Row:
    return {f"{name}_{part}": cell["count"] for part, cell in (parts or {}).items()}


def group_shown(group: "GroupHandling") -> Showing:
    """Return the outcome of a group and why, without any number."""
    return _alone(
        {
            "outcome": group.outcome,
            "reasons": "; ".join(group.reasons),
            "open": "; ".join(group.open),
        }
    )


def records_shown(records: "CaseRecords") -> Showing:
    """Return that there are case records, without any number."""
    return _alone({"illustrative": records.illustrative})


def _alone(row: Row) -> Showing:
    def card_of(language: Language) -> Card:
        card = Card(CARDS.say("cases-title", language), language)
        table_of_rows(card, [row])
        card.remark(card.say("small-counts"))
        return card

    return Showing(card_of, lambda _, __: [dict(row)])
