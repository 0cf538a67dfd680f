"""An edition at a glance, and its rows, one for each node."""

import functools
from typing import TYPE_CHECKING

from kla_rules.cards.card import Card
from kla_rules.cards.tables import table_of_parts
from kla_rules.core.showing import Row, Showing, Unit, figures
from kla_rules.core.writing import Language
from kla_rules.model.level_names import level_ids

if TYPE_CHECKING:
    from kla_rules.model.edition import Edition
    from kla_rules.model.tree import Node


def edition_shown(edition: "Edition") -> Showing:
    """Return the card of an edition, and a row for each of its nodes."""
    return Showing(
        functools.partial(edition_card, edition),
        lambda unit, language: [node_row(node, unit, language) for node in edition.nodes],
        level_ids(edition.levels),
    )


def edition_card(edition: "Edition", language: Language) -> Card:
    """Return rounds and completeness, levels with their floors, clusters with their maxima."""
    card = Card(edition.title.get(language), language)
    illustrative = any(overlay.illustrative for overlay in edition.overlays)
    card.labels(illustrative=illustrative)
    card.line(card.say("edition"), f"{edition.id} {edition.version}")
    card.line(card.say("rounds"), ", ".join(map(str, edition.rounds)))
    overlays = [overlay.title.get(language) for overlay in edition.overlays]
    if overlays:
        card.line(card.say("overlays"), "; ".join(overlays))
    card.line(edition.completeness.get(language))
    questions = sum(node.rank == "question" for node in edition.nodes)
    if questions:
        card.line(card.say("questions"), str(questions))
    levels = [
        [level.title.get(language), card.points(level.floor_thousandths)]
        for level in edition.levels
    ]
    card.table([card.say("level"), card.say("floor")], levels, numbers=[1])
    clusters = [edition.node(child) for child in edition.nodes[0].children]
    card.table(
        [card.say("clusters"), "", card.say("maximum")],
        [
            [node.id, node.title.get(language), card.points(node.maximum_thousandths)]
            for node in clusters
        ],
        numbers=[2],
        most=len(clusters),
    )
    table_of_parts(
        card,
        edition.requirements,
        ("title", "level"),
        5,
        card.say("requirements", count=len(edition.requirements)),
    )
    notes = [note.get(language) for note in edition.notes]
    card.items(card.say("notes", count=len(notes)), notes, most=3)
    return card


def node_row(node: "Node", unit: Unit, language: Language) -> Row:
    """Return a node as a row; what only questions have is None elsewhere."""
    question = node.question
    return {
        "node": node.id,
        "title": node.title.get(language),
        "rank": node.rank,
        "parent": node.parent,
        **figures(unit, maximum=node.maximum_thousandths),
        "kind": question.kind if question else None,
        "answer": question.answer if question else None,
        "scope": question.scope if question else None,
        "direction": question.direction if question else None,
        "agencies": "; ".join(node.agencies),
        "grade": node.provenance.grade,
    }
