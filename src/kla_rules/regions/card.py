"""Many regions at a glance: a line for each, and how many are at each level."""

import functools
from typing import TYPE_CHECKING

from kla_rules.cards.card import Card
from kla_rules.core.catalogues import CARDS
from kla_rules.core.showing import Showing
from kla_rules.core.writing import Language
from kla_rules.model.level_names import level_name
from kla_rules.regions.table import level_order, rows_of

if TYPE_CHECKING:
    from kla_rules.regions.result import Evaluations


def evaluations_shown(results: "Evaluations") -> Showing:
    """Return the card of many evaluations, and a row for each."""
    return Showing(
        functools.partial(evaluations_card, results),
        lambda unit, _: rows_of(results, unit),
        tuple(level_order(results)),
    )


def evaluations_card(results: "Evaluations", language: Language) -> Card:
    """Return how many are at each level, how many are open or refused, and the first regions."""
    counts = {"count": len(results), "refused": len(results.refused)}
    card = Card(CARDS.say("evaluations", language, **counts), language)
    card.labels(illustrative=any(one.illustrative for one in results))
    names = {level.id: level for one in results for level in one.edition.levels}
    rows: list[list[object]] = [
        [level_name(names[level] if level else None, language), count]
        for level, count in results.levels.items()
    ]
    rows += [[card.say("not-determined"), results.open]] if results.open else []
    card.table([card.say("level"), card.say("count")], rows, numbers=[1])
    regions = [
        [
            name,
            card.range(*one.bounds.ends_thousandths(0)),
            ", ".join(level_name(level, language) for level in one.reachable_levels),
        ]
        for name, one in zip(results.names, results, strict=True)
    ]
    headings = [card.say(key) for key in ("region", "score", "levels")]
    card.table(headings, regions, numbers=[1], most=10)
    findings = [finding.text(language) for finding in results.findings]
    card.items(card.say("findings"), findings)
    notes = [note.text(language) for note in results.notes]
    card.items(card.say("notes", count=len(notes)), notes)
    return card
