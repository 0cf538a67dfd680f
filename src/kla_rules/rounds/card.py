"""Rounds at a glance: a history, an outlook on verification, a province."""

import functools
from typing import TYPE_CHECKING, Final

from kla_rules.cards.card import Card
from kla_rules.cards.tables import cell
from kla_rules.core.catalogues import CARDS, EXPLANATION, HISTORY
from kla_rules.core.showing import Row, Showing, Unit, figures
from kla_rules.core.writing import Language
from kla_rules.model.level_names import level_ids, level_name
from kla_rules.rulesets.find import edition

if TYPE_CHECKING:
    from kla_rules.rounds.history import History
    from kla_rules.rounds.history_model import HistoryRow
    from kla_rules.rounds.outlook import OutlookRow, VerificationOutlook
    from kla_rules.rounds.province import Province


def history_shown(history: "History") -> Showing:
    """Return the card of a history, and a row for each round."""
    return Showing(
        functools.partial(history_card, history),
        history.rows,
        level_ids(edition().levels),
    )


def history_card(history: "History", language: Language) -> Card:
    """Return the level by round, how long it has been held, and where sources differ."""
    card = Card(HISTORY.say("title", language, region=history.region or "-"), language)
    card.labels(illustrative=history.illustrative, backed=history.count == "backed")
    titles = {level.id: level.title.get(language) for level in edition().levels}
    rows = []
    for row in history.rows:
        names = [titles[level] if level else level_name(None, language) for level in row.levels]
        grades = ", ".join(sorted({reading.grade for reading in row.readings}))
        rows.append([row.year, card.say(f"round-{row.state}"), ", ".join(names), grades])
    headings = [card.say(key) for key in ("round", "state", "level", "grade")]
    card.table(headings, rows, most=16)
    if history.tenure is not None:
        tenure = history.tenure
        level = titles[tenure.level] if tenure.level else level_name(None, language)
        key = "tenure-at-least" if tenure.at_least else "tenure"
        card.line(HISTORY.say(key, language, level=level, rounds=tenure.rounds, since=tenure.since))
    return card


def history_row(row: "HistoryRow", unit: Unit) -> Row:
    """Return a round as a row: its level where one is known, and the range of an evaluation."""
    evaluation = row.evaluation
    return {
        "year": row.year,
        "state": row.state,
        "level": row.levels[0] if row.state == "known" else None,
        "levels": "; ".join(level or "-" for level in row.levels),
        **figures(
            unit,
            low=evaluation.low_thousandths if evaluation else None,
            high=evaluation.high_thousandths if evaluation else None,
        ),
        "sources": len(row.readings),
        "grade": "; ".join(sorted({reading.grade for reading in row.readings})),
    }


def outlook_shown(outlook: "VerificationOutlook") -> Showing:
    """Return the card of an outlook, and a row for each published drop."""
    return Showing(
        functools.partial(outlook_card, outlook),
        outlook.rows,
        level_ids(outlook.evaluation.edition.levels),
    )


def outlook_card(outlook: "VerificationOutlook", language: Language) -> Card:
    """Return what published drops would leave, smallest first."""
    evaluation = outlook.evaluation
    card = Card(
        CARDS.say(
            "outlook", language, region=evaluation.region or EXPLANATION.say("no-region", language)
        ),
        language,
    )
    card.labels(illustrative=evaluation.illustrative)
    rows = []
    for row in outlook.rows:
        names = [level_name(level, language) for level in row.levels]
        ends = card.range(row.low_thousandths, row.high_thousandths)
        drop = card.points(row.published.drop_thousandths)
        rows.append([f"{row.published.region} {row.published.year}", drop, ends, ", ".join(names)])
    headings = [card.say(key) for key in ("published", "drop", "score", "levels")]
    card.table(headings, rows, numbers=[1, 2])
    card.remark(outlook.note.get(language))
    return card


def outlook_row(row: "OutlookRow", unit: Unit) -> Row:
    """Return a published drop as a row, with what it would leave here."""
    published = row.published
    return {
        "region": published.region,
        "year": published.year,
        **figures(
            unit,
            drop=published.drop_thousandths,
            low=row.low_thousandths,
            high=row.high_thousandths,
        ),
        "level": row.levels[0].id if row.levels[0] else None,
        "level_high": row.levels[-1].id if row.levels[-1] else None,
        "source": published.source.id,
    }


def province_shown(province: "Province") -> Showing:
    """Return the card of a province, and a row for each of its regions."""
    return Showing(
        functools.partial(province_card, province), lambda _, __: province_rows(province)
    )


_STATES: Final = ("holding", "without", "unknown", "not_awarded")


def province_card(province: "Province", language: Language) -> Card:
    """Return whether all regions hold an award, and which do not."""
    card = Card(province.name or "-", language)
    card.labels(illustrative=province.illustrative)
    card.line(province.asks.get(language), cell(province.state, language) or card.say("unknown"))
    for state in _STATES:
        names = getattr(province, state)
        card.items(card.say(f"province-{state}", count=len(names)), names, most=6)
    return card


def province_rows(province: "Province") -> list[Row]:
    """Return a row for each region: whether it holds an award, is without, or not known."""
    return [
        {"region": name, "state": state} for state in _STATES for name in getattr(province, state)
    ]
