"""Many evaluations in words: a line for each region, and how many are at each level."""

from typing import TYPE_CHECKING, Final

from kla_rules.core.catalogues import REGIONS
from kla_rules.core.page import Page
from kla_rules.core.writing import Language, printable
from kla_rules.model.level_names import level_name
from kla_rules.regions.table import unknown_questions

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation
    from kla_rules.regions.result import Evaluations

_WIDEST: Final = 40  # of a column, for the others to stand below each other
_APART: Final = "  "


def evaluations_page(results: "Evaluations", language: Language) -> str:
    """Return a line for each region, those with columns below each other, and a line of counts."""
    page = Page(REGIONS, language)
    page.labels(
        assumed=any(one.assume for one in results),
        backed=any(one.count == "backed" for one in results),
    )
    page.gap()
    dated = len({one.year for one in results}) > 1
    rows = [
        (
            _name(page, name, one, dated=dated),
            _level(page, one),
            _figure(page, one),
            _open(page, one),
        )
        for name, one in zip(results.names, results, strict=True)
    ]
    columns = list(zip(*rows, strict=True))
    widths = [
        max((len(cell) for cell in cells if len(cell) <= _WIDEST), default=0)
        for cells in columns[:-1]
    ]
    for row in rows:
        cells = [f"{cell:<{width}}" for cell, width in zip(row, [*widths, 0], strict=True)]
        page.line(_APART.join(cells).rstrip())
    page.gap()
    page.line(_counts(page, results))
    page.paragraphs([note.text(language) for note in results.notes])
    return str(page)


def _name(page: Page, name: str, result: "Evaluation", *, dated: bool) -> str:
    """Return what a region is called; of several rounds each says its year."""
    whole = printable(name)
    if not dated:
        return whole
    if result.year is None:
        return page.say("of-no-year", name=whole)
    return page.say("of-year", name=whole, year=result.year)


def _level(page: Page, result: "Evaluation") -> str:
    """Return the level, or from which to which level all are possible."""
    low, *others = (level_name(level, page.language) for level in result.reachable_levels)
    return page.say("level-range", low=low, high=others[-1]) if others else low


def _figure(page: Page, result: "Evaluation") -> str:
    low, high = result.low_thousandths, result.high_thousandths
    return page.say("score" if low == high else "score-range", low=low, high=high)


def _open(page: Page, result: "Evaluation") -> str:
    """Return what is not known of a region, and whether its figures are invented."""
    told = []
    unknown = unknown_questions(result)
    points = result.high_thousandths - result.low_thousandths
    if unknown:
        whole = result.edition.completeness_level == "questions"
        told.append(page.say("unknown-questions" if whole else "unknown-parts", count=unknown))
    elif points:
        told.append(page.say("unknown-points", points=points))
    if result.undecided:
        told.append(page.say("undecided", count=len(result.undecided)))
    if result.illustrative:
        told.append(page.say("invented"))
    return ", ".join(told)


def _counts(page: Page, results: "Evaluations") -> str:
    """Return how many regions are at each level, the highest first."""
    titles = {level.id: level for one in results for level in one.edition.levels}
    counts = [
        page.say(
            "count-level", count=count, level=level_name(titles.get(level or ""), page.language)
        )
        for level, count in reversed(results.levels.items())
    ]
    counts += [page.say("count-open", count=results.open)] if results.open else []
    refused = len(results.refused)
    counts += [page.say("count-refused", count=refused)] if refused else []
    every = len(results) + refused
    return (
        page.say("counts", count=every, counts=", ".join(counts))
        if every
        else page.say("no-regions")
    )
