"""Sweeps at a glance: cards and rows."""

import functools
from typing import TYPE_CHECKING

from kla_rules.cards.card import Card
from kla_rules.core.catalogues import EXPLANATION, SWEEPS
from kla_rules.core.page import Page
from kla_rules.core.showing import Row, Showing, Unit, figures
from kla_rules.core.writing import Language
from kla_rules.evaluation.page import heading
from kla_rules.model.level_names import level_ids, level_name
from kla_rules.model.tree import name_of
from kla_rules.sweeps.page import opening, score
from kla_rules.sweeps.table_page import level_titles, totals
from kla_rules.sweeps.words import averaged, counted, per_cent

if TYPE_CHECKING:
    from kla_rules.sweeps.model import Sweep
    from kla_rules.sweeps.swept_model import SweptLevel
    from kla_rules.sweeps.table_model import SweepTable

_PARTS = 5
_REGIONS = 12


def sweep_shown(sweep: "Sweep") -> Showing:
    """Return the card of a sweep, and a row for each level."""
    return Showing(
        functools.partial(sweep_card, sweep),
        lambda unit, language: [
            {**row, **_assumed(sweep)} for row in sweep.levels.rows(unit, language=language)
        ],
        level_ids(sweep.evaluation.edition.levels),
        lambda unit, _: region_row(sweep.evaluation.region, sweep, unit),
    )


def table_shown(table: "SweepTable") -> Showing:
    """Return the card of sweeps of many regions, and a row for each region."""
    return Showing(
        functools.partial(table_card, table),
        lambda unit, _: [
            region_row(name, one, unit) for name, one in zip(table.names, table.sweeps, strict=True)
        ],
        tuple(name for name in table.before if name is not None),
    )


def level_row(one: "SweptLevel", language: Language) -> Row:
    """Return a level as a row: how many what-ifs came to it, and their share."""
    low, high = one.share_range
    return {
        "level": one.level.id if one.level else None,
        "title": level_name(one.level, language),
        "count": one.count,
        "share": one.share,
        "share_low": low,
        "share_high": high,
    }


def _assumed(sweep: "Sweep") -> Row:
    """Return what a row of a sweep rests on, in the words of its arguments."""
    return {
        "n": sweep.n,
        "seed": sweep.seed,
        "vary": " ".join(sweep.vary),
        "unknown": sweep.unknown if "unknown" in sweep.vary else None,
        "drop": sweep.drop if "verification" in sweep.vary else None,
        "assume": sweep.evaluation.assume,
        "edition": sweep.evaluation.edition.id,
        "illustrative": sweep.evaluation.illustrative,
    }


def region_row(name: str | None, sweep: "Sweep", unit: Unit) -> Row:
    """Return a sweep as a row among others: its level, how many fall and rise, its score."""
    found = sweep.quantiles_thousandths
    return {
        "region": name,
        "level": sweep.evaluation.level,
        "falls": sweep.falls,
        "rises": sweep.rises,
        **figures(
            unit,
            score=sweep.evaluation.low_thousandths,
            score_5=found[5],
            score_50=found[50],
            score_95=found[95],
        ),
        **{f"share_{one.level.id if one.level else 'none'}": one.share for one in sweep.levels},
        **_assumed(sweep),
    }


def sweep_card(sweep: "Sweep", language: Language) -> Card:
    """Return the shares of levels, the score, what decides, and what is assumed."""
    page = Page(SWEEPS, language)
    whose = heading(Page(EXPLANATION, language), sweep.evaluation)
    card = Card(page.say("title", whose=whose), language)
    card.labels(illustrative=sweep.evaluation.illustrative, assumed=bool(sweep.evaluation.assume))
    for sentence in opening(page, sweep):
        card.line(sentence)
    rows = [
        [
            level_name(one.level, language),
            f"{per_cent(one.share, language)}%",
            counted(one.count, language),
            page.say("own").removeprefix(" - ") if one.level == sweep.level else "",
        ]
        for one in reversed(sweep.levels)
    ]
    headings = [card.say("level"), card.say("share"), card.say("count"), ""]
    card.table(headings, rows, numbers=[1, 2])
    card.line(score(page, sweep))
    if sweep.telling:
        card.table(
            [page.say("moves", level=sweep.target.title).removesuffix(":"), card.say("share")],
            [
                [name_of(part.node).get(language), f"{per_cent(part.moves or 0, language)}%"]
                for part in sweep.telling
            ],
            numbers=[1],
            most=_PARTS,
        )
    for text in sweep.assumptions[1:]:
        card.remark(text.get(language))
    return card


def table_card(table: "SweepTable", language: Language) -> Card:
    """Return how many regions fall at once, levels on average, and the first regions."""
    page = Page(SWEEPS, language)
    card = Card(page.say("table-title", count=counted(len(table.sweeps), language)), language)
    card.labels(
        illustrative=any(one.evaluation.illustrative for one in table.sweeps),
        assumed=any(one.evaluation.assume for one in table.sweeps),
    )
    card.line(page.say("no-forecast"))
    card.line(page.say("table-drawn", n=counted(table.n, language), seed=table.seed))
    for sentence in totals(page, table):
        card.line(sentence)
    titles = level_titles(table)
    card.table(
        [card.say("level"), card.say("now"), card.say("sweep-mean")],
        [
            [
                level_name(titles.get(name or ""), language),
                table.before[name],
                averaged(mean, language),
            ]
            for name, mean in reversed(table.levels.items())
        ],
        numbers=[1, 2],
    )
    card.table(
        [card.say("region"), card.say("level"), card.say("sweep-falls"), card.say("sweep-rises")],
        [
            [
                name,
                level_name(one.level, language),
                f"{per_cent(one.falls / one.n, language)}%",
                f"{per_cent(one.rises / one.n, language)}%",
            ]
            for name, one in zip(table.names, table.sweeps, strict=True)
        ],
        numbers=[2, 3],
        most=_REGIONS,
    )
    for text in table.assumptions[1:]:
        card.remark(text.get(language))
    return card
