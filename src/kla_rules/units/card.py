"""Units at a glance: shares by question, and the status of each under local rules."""

import functools
from typing import TYPE_CHECKING

from kla_rules.cards.card import Card
from kla_rules.cards.tables import table_of_parts
from kla_rules.core.catalogues import UNIT_STATUS, UNITS
from kla_rules.core.showing import Row, Showing
from kla_rules.core.writing import Language
from kla_rules.units.status_page import is_illustrative

if TYPE_CHECKING:
    from kla_rules.units.rollup import Rollup, UnitShare
    from kla_rules.units.status import UnitStatuses


def rollup_shown(rollup: "Rollup") -> Showing:
    """Return the card of a roll-up, and a row for each question."""
    return Showing(
        functools.partial(rollup_card, rollup),
        lambda _, language: [share_row(share, language) for share in rollup],
    )


def rollup_card(rollup: "Rollup", language: Language) -> Card:
    """Return the shares, those furthest from all units first."""
    units = rollup.units
    title = UNITS.say("heading", language, count=len(units), edition=units.edition.id)
    card = Card(title, language)
    card.labels(illustrative=units.illustrative)
    counted = [share for share in rollup if share.whole]
    counted.sort(
        key=lambda share: (len(share.holding) / share.whole, len(share.open)), reverse=True
    )
    columns = ("node", "title", "part", "whole", "unknown")
    caption = card.say("shares", count=len(counted))
    table_of_parts(card, counted, columns, most=12, caption=caption)
    card.remark(UNITS.say("no-points", language))
    card.items(card.say("notes", count=len(units.notes)), [n.text(language) for n in units.notes])
    return card


def share_row(share: "UnitShare", language: Language) -> Row:
    """Return a share as a row: how many units count, of how many, and the ends in per cent."""
    low, high = share.share or (None, None)
    return {
        "node": share.node.id,
        "title": share.node.title.get(language),
        "scope": share.scope.id,
        "part": share.part,
        "whole": share.whole,
        "unknown": share.unknown,
        "low_per_cent": None if low is None else float(low),
        "high_per_cent": None if high is None else float(high),
        "less_is_better": share.less_is_better,
        "grade": share.rule.provenance.grade,
    }


def statuses_shown(statuses: "UnitStatuses") -> Showing:
    """Return the card of statuses, and a row for each unit."""
    rules = statuses.rules
    asked = (rules.declared, rules.task_force, *rules.functions)
    return Showing(
        functools.partial(statuses_card, statuses),
        lambda _, __: status_rows(statuses),
        heads=lambda language: {one.id: one.title.get(language) for one in asked},
    )


def statuses_card(statuses: "UnitStatuses", language: Language) -> Card:
    """Return how many units have what is asked, and which have the least of it."""
    rules = statuses.rules
    card = Card(UNIT_STATUS.say("heading", language, title=rules.title), language)
    card.line(UNIT_STATUS.say("local", language, rules=rules.id, version=rules.version))
    card.labels(illustrative=is_illustrative(statuses))
    rows = []
    for function in (rules.declared, rules.task_force, *rules.functions):
        held = statuses.held[function.id]
        counts = [held.count(state) for state in (True, False, None)]
        rows.append([function.title.get(language), *counts])
    words = [card.say(key) for key in ("yes", "no", "unknown")]
    card.table([card.say("asked"), *words], rows, numbers=[1, 2, 3], most=len(rows))
    fewest = sorted(statuses, key=lambda unit: (len(unit.fulfilled), unit.name))[:8]
    whole = len(rules.functions)
    card.table(
        [card.say("unit"), card.say("functions")],
        [[unit.name, f"{len(unit.fulfilled)} / {whole}"] for unit in fewest],
        numbers=[1],
        caption=card.say("fewest"),
        more=max(len(statuses) - len(fewest), 0),
    )
    return card


def status_rows(statuses: "UnitStatuses") -> list[Row]:
    """Return a row for each unit: what is asked of it, each true, false or None for unknown."""
    rules = statuses.rules
    asked = (rules.declared, rules.task_force, *rules.functions)
    return [
        {
            "unit": unit.id,
            "name": unit.name,
            **{one.id: statuses.held[one.id][place] for one in asked},
            "fulfilled": len(unit.fulfilled),
            "missing": len(unit.missing),
            "unknown": len(unit.unknown),
            "tier": unit.tier,
        }
        for place, unit in enumerate(statuses)
    ]
