"""Evaluations at a glance, and what is asked of them: cards and rows."""

import functools
from typing import TYPE_CHECKING, Final

from kla_rules.cards.card import Bar, Card
from kla_rules.cards.line import Band, Line
from kla_rules.cards.tables import table_of_parts
from kla_rules.core.catalogues import CARDS, EXPLANATION, SENSITIVITY
from kla_rules.core.page import Page
from kla_rules.core.showing import Row, Showing, Unit, figures
from kla_rules.core.writing import Language
from kla_rules.evaluation.nodes import basis_of
from kla_rules.evaluation.page import heading, level, why
from kla_rules.evaluation.rows import evaluation_row, standing_row
from kla_rules.evaluation.sensitivity_page import sensitivity_paragraphs
from kla_rules.evaluation.workbook import evaluation_as_xlsx
from kla_rules.model.level_names import level_ids, level_name

if TYPE_CHECKING:
    from kla_rules.evaluation.deciding import Deciding
    from kla_rules.evaluation.result import Evaluation
    from kla_rules.evaluation.sensitivity import Sensitivity
    from kla_rules.evaluation.whatif import WhatIf


_MOST: Final = 5


def evaluation_shown(result: "Evaluation") -> Showing:
    """Return the card of an evaluation, and its rows, one for each node."""
    return Showing(
        functools.partial(evaluation_card, result),
        functools.partial(evaluation_rows, result),
        level_ids(result.edition.levels),
        lambda unit, _: evaluation_row(result, unit),
        book=functools.partial(evaluation_as_xlsx, result),
    )


def whatif_shown(result: "WhatIf") -> Showing:
    """Return the card of a change, and a row for what is and one for what would be."""
    return Showing(
        functools.partial(whatif_card, result),
        lambda unit, _: whatif_rows(result, unit),
        level_ids(result.before.edition.levels),
    )


def deciding_shown(result: "Deciding") -> Showing:
    """Return the card of what settles the level, and a row for each open question."""
    return Showing(functools.partial(deciding_card, result), result.questions.rows)


def sensitivity_shown(result: "Sensitivity") -> Showing:
    """Return the card of what gains or loses a level, and a row for each question that does."""
    return Showing(functools.partial(sensitivity_card, result), result.questions.rows)


def evaluation_card(result: "Evaluation", language: Language) -> Card:
    """Return level and why, the range on the line of levels, clusters, largest gaps, notes."""
    page = Page(EXPLANATION, language)
    card = Card(heading(page, result), language)
    card.labels(
        illustrative=result.illustrative,
        assumed=bool(result.assume),
        backed=result.count == "backed",
    )
    level(page, result)
    card.paragraph(page)
    card.draw(line_of(card, result))
    why(page := Page(EXPLANATION, language), result)
    card.paragraph(page)
    card.bars(card.say("clusters"), _clusters(result, language))
    gaps = result.gaps
    caption = card.say("gaps", count=len(gaps))
    table_of_parts(card, gaps, ("node", "title", "gain"), _MOST, caption)
    card.items(
        card.say("notes", count=len(result.notes)), [note.text(language) for note in result.notes]
    )
    return card


def line_of(card: Card, result: "Evaluation") -> Line:
    """Return the line of levels with the range of an evaluation."""
    possible = set(result.levels_possible)
    low, high = result.bounds.ends_thousandths(0)
    bands = [
        Band(
            level.id,
            level.floor_thousandths,
            "secured" if level.id == result.level else "possible" if level.id in possible else "",
        )
        for level in result.edition.levels
    ]
    names = ", ".join(level_name(level, card.language) for level in result.reachable_levels)
    maximum = result.edition.maximum_thousandths
    said = card.say("line", range=card.range(low, high), maximum=maximum, levels=names)
    return Line(bands, low, high, maximum, said)


def _clusters(result: "Evaluation", language: Language) -> list[Bar]:
    edition, bars = result.edition, []
    for child in edition.nodes[0].children:
        position = edition.positions[child]
        node = edition.nodes[position]
        ends = result.bounds.ends_thousandths(position)
        bars.append(Bar(child, node.title.get(language), *ends, node.maximum_thousandths))
    return bars


def evaluation_rows(result: "Evaluation", unit: Unit, language: Language) -> list[Row]:
    """Return one row for each node: what it has at least and at most, of what, resting on what."""
    return [
        {
            "node": node.id,
            "title": node.title.get(language),
            "rank": node.rank,
            "parent": node.parent,
            **figures(
                unit,
                low=result.bounds.low_thousandths[position],
                high=result.bounds.high_thousandths[position],
                maximum=node.maximum_thousandths,
            ),
            "basis": basis_of(result, position),
            "grade": node.provenance.grade,
        }
        for position, node in enumerate(result.edition.nodes)
    ]


def whatif_card(result: "WhatIf", language: Language) -> Card:
    """Return score and levels as they are and as they would be."""
    card = Card(heading(Page(EXPLANATION, language), result.before), language)
    card.labels(illustrative=result.before.illustrative)
    card.table(
        ["", card.say("score"), card.say("levels")],
        [_standing(card, "now", result.before), _standing(card, "then", result.after)],
    )
    card.line(card.say("gain"), " / ".join(map(card.points, result.gain_thousandths)))
    card.draw(line_of(card, result.after))
    return card


def _standing(card: Card, when: str, result: "Evaluation") -> list[str]:
    names = [level_name(level, card.language) for level in result.reachable_levels]
    ends = result.bounds.ends_thousandths(0)
    return [card.say(when), card.range(*ends), ", ".join(names)]


def whatif_rows(result: "WhatIf", unit: Unit) -> list[Row]:
    """Return one row for what is and one for what would be."""
    return [
        {"when": when, **standing_row(evaluation, unit)}
        for when, evaluation in (("now", result.before), ("then", result.after))
    ]


def deciding_card(result: "Deciding", language: Language) -> Card:
    """Return the fewest answers that settle the level, and the questions that move it most."""
    card = Card(CARDS.say("deciding", language, count=len(result.questions)), language)
    way = result.smallest
    if way is None and not result.requirements:
        card.line(card.say("deciding-settled"))
    if way is not None:
        name = level_name(way.level, language)
        card.table(
            [card.say("question"), "", card.say("points")],
            [
                [
                    need.node.id,
                    need.node.title.get(language),
                    card.range(need.low_thousandths, need.high_thousandths),
                ]
                for need in way.needs
            ],
            numbers=[2],
            caption=card.say("deciding-way", count=len(way.needs), level=name),
        )
    columns = ("node", "title", "moves", "if_full", "if_none")
    table_of_parts(card, result.questions, columns, caption=card.say("deciding-open"))
    held = [outcome.requirement.title.get(language) for outcome in result.requirements]
    card.items(card.say("deciding-requirements"), held)
    return card


def sensitivity_card(result: "Sensitivity", language: Language) -> Card:
    """Return what is missing for the level above, what is to spare, and which questions do it."""
    card = Card(heading(Page(EXPLANATION, language), result.evaluation), language)
    card.labels(illustrative=result.evaluation.illustrative)
    page = Page(SENSITIVITY, language)
    sensitivity_paragraphs(page, result)
    card.paragraph(page)
    table_of_parts(card, result.questions, caption=card.say("alone"))
    return card
