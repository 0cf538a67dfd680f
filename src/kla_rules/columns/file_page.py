"""What came of a file of profiles, as text for people."""

from typing import TYPE_CHECKING

from kla_rules.core.catalogues import TABLE_FILE
from kla_rules.core.page import Page
from kla_rules.core.writing import Language

if TYPE_CHECKING:
    from kla_rules.columns.file_result import TableFile


def file_page(result: "TableFile", language: Language) -> str:
    """Return rows, levels, and what is not known or refused."""
    page = Page(TABLE_FILE, language)
    edition = result.edition
    scale = result.scale
    page.labels(illustrative=result.illustrative)
    page.gap()
    page.paragraph(page.say("written", path=result.target, count=result.rows))
    if result.found != "none":
        page.paragraph(page.say(f"found-{result.found}", rows=result.continued))
    page.gap()
    page.paragraph(page.say("edition", id=edition.id, version=edition.version))
    if edition.overlays:
        page.paragraph(page.say("overlays", ids=[one.id for one in edition.overlays]))
    if scale is not None:
        page.paragraph(page.say("scales", id=scale.id))
    if result.edge_policy is not None:
        page.paragraph(page.say(f"edge-{result.edge_policy}"))
    page.lead(page.say("levels"))
    titles = {level.id: level.title.get(language) for level in reversed(edition.levels)}
    rows = [(title, str(result.levels[level])) for level, title in titles.items()]
    page.rows([*rows, (page.say("without"), str(result.levels[None]))])
    page.gap()
    evaluated = result.rows - result.flagged
    page.paragraph(page.say("determined", count=result.determined, of=evaluated))
    if result.flagged:
        page.paragraph(page.say("flagged", rows=result.flagged, cells=result.bad_cells))
    return str(page)
