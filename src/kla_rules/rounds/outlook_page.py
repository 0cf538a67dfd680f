"""An outlook on verification in words."""

from collections import Counter
from typing import TYPE_CHECKING

from kla_rules.core.catalogues import EXPLANATION
from kla_rules.core.page import Page
from kla_rules.core.points import thousandths
from kla_rules.core.writing import Language
from kla_rules.evaluation.page import headline
from kla_rules.evaluation.sources_page import write_source
from kla_rules.model.level_names import level_name
from kla_rules.model.levels import Level

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation
    from kla_rules.rounds.outlook import VerificationOutlook


def outlook_text(outlook: "VerificationOutlook", language: Language) -> str:
    """Return the published drops, what each would leave here, and how little that says."""
    page = Page(EXPLANATION, language)
    headline(page, outlook.evaluation)
    page.gap()
    if not outlook.rows:
        page.paragraph(page.say("outlook-none"))
        return str(page)
    page.paragraph(_standing(page, outlook.evaluation))
    page.gap()
    page.paragraph(*_drops(page, outlook), outlook.note.get(language))
    for row in outlook.rows:
        pair = row.published
        key = "outlook-row" if row.low_thousandths == row.high_thousandths else "outlook-row-range"
        page.item(
            page.say(
                key,
                region=pair.region,
                year=pair.year,
                before=pair.before_thousandths,
                after=pair.after_thousandths,
                drop=pair.drop_thousandths,
                low=row.low_thousandths,
                high=row.high_thousandths,
                levels=_named(page, row.levels),
                source=pair.source.id,
                grade=pair.source.grade,
            )
        )
        page.items((note.get(language) for note in pair.notes), "      ")
    page.lead(page.say("outlook-sources"))
    for source in dict.fromkeys(row.published.source for row in outlook.rows):
        write_source(page, source)
    return str(page)


def _standing(page: Page, result: "Evaluation") -> str:
    """Return what the drops are held against."""
    key = (
        "outlook-here"
        if result.low_thousandths == result.high_thousandths
        else "outlook-here-range"
    )
    levels = _named(page, result.reachable_levels)
    return page.say(key, low=result.low_thousandths, high=result.high_thousandths, levels=levels)


def _drops(page: Page, outlook: "VerificationOutlook") -> list[str]:
    """Return how far published points fell, and in how many cases each level would be left."""
    edition = outlook.evaluation.edition
    drops = (outlook.smallest, outlook.median, outlook.largest)
    named = zip(("smallest", "median", "largest"), drops, strict=True)
    figures = {key: thousandths(drop) for key, drop in named}
    pair = outlook.rows[0].published
    stages = {
        "before": edition.stage(pair.before_stage).title,
        "after": edition.stage(pair.after_stage).title,
    }
    counts = Counter(row.levels for row in outlook.rows)
    left = "; ".join(
        page.say("outlook-left", levels=_named(page, levels), count=count)
        for levels, count in counts.items()
    )
    years = ", ".join(sorted({str(row.published.year) for row in outlook.rows}))
    return [
        page.say("outlook", n=outlook.n, years=years, **figures, **stages),
        page.say("outlook-summary", left=left),
    ]


def _named(page: Page, levels: tuple[Level | None, ...]) -> str:
    return ", ".join(level_name(level, page.language) for level in levels)
