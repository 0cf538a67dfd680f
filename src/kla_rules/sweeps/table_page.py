"""Sweeps of many regions in words: how many fall at once, levels on average, a line for each."""

from typing import TYPE_CHECKING

from kla_rules.core.catalogues import SWEEPS
from kla_rules.core.page import Page
from kla_rules.core.writing import Language, printable
from kla_rules.model.level_names import level_name
from kla_rules.sweeps.words import averaged, counted, per_cent

if TYPE_CHECKING:
    from kla_rules.model.levels import Level
    from kla_rules.sweeps.table_model import SweepTable


def table_text(table: "SweepTable", language: Language) -> str:
    """Return it in words."""
    page = Page(SWEEPS, language)
    page.title(page.say("table-title", count=counted(len(table.sweeps), language)))
    evaluations = [one.evaluation for one in table.sweeps]
    page.labels(
        illustrative=any(one.illustrative for one in evaluations),
        assumed=any(one.assume for one in evaluations),
    )
    page.gap()
    page.paragraph(
        page.say("no-forecast"),
        page.say("table-drawn", n=counted(table.n, language), seed=table.seed),
    )
    page.gap()
    page.paragraph(*totals(page, table))
    page.lead(page.say("table-levels"))
    titles = level_titles(table)
    for name, mean in reversed(table.levels.items()):
        level = level_name(titles.get(name or ""), language)
        written = averaged(mean, language)
        page.item(page.say("table-level", level=level, mean=written, before=table.before[name]))
    page.lead(page.say("table-regions"))
    page.items(region_lines(page, table))
    page.lead(page.say("assumptions"))
    page.items(text.get(language) for text in table.assumptions[1:])
    return str(page)


def totals(page: Page, table: "SweepTable") -> list[str]:
    """Return how many regions fall and rise at once, and how many were not evaluated."""
    said = [
        page.say(
            key,
            mean=averaged(count.mean, page.language),
            low=counted(count.quantiles[5], page.language),
            high=counted(count.quantiles[95], page.language),
        )
        for key, count in (("table-falls", table.falls), ("table-rises", table.rises))
    ]
    if table.not_evaluated:
        said.append(page.say("table-refused", count=table.not_evaluated))
    return said


def region_lines(page: Page, table: "SweepTable") -> list[str]:
    """Return a line for each region."""
    return [
        page.say(
            "table-region",
            name=printable(name),
            level=level_name(one.level, page.language),
            falls=per_cent(one.falls / one.n, page.language),
            rises=per_cent(one.rises / one.n, page.language),
            low=one.quantiles_thousandths[5],
            high=one.quantiles_thousandths[95],
        )
        for name, one in zip(table.names, table.sweeps, strict=True)
    ]


def level_titles(table: "SweepTable") -> "dict[str, Level]":
    """Return the levels of all editions by their ids."""
    return {level.id: level for one in table.sweeps for level in one.evaluation.edition.levels}
