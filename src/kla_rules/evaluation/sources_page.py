"""Notes, and what the figures rest on."""

from typing import TYPE_CHECKING

from kla_rules.core.page import Page
from kla_rules.model.cited import Source

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation


def notes(page: Page, result: "Evaluation") -> None:
    """Write what a reader must know."""
    # That the figures are invented stands at the top already.
    listed = [note for note in result.notes if note.id != "profile.illustrative"]
    if listed:
        page.line(page.say("notes"))
    page.items(note.text(page.language) for note in listed)


def sources(page: Page, result: "Evaluation") -> None:
    """Write what the figures rest on: grades, sources, law, rules."""
    edition = result.edition
    page.line(page.say("sources"))
    for grade, points in sorted(result.provenance.by_grade_thousandths.items()):
        meaning = page.say("grade-" + grade)
        page.item(page.say("by-grade", points=points, grade=grade, meaning=meaning))
    edge = edition.edge.provenance.grade
    floors = ", ".join(sorted({level.provenance.grade for level in edition.levels}))
    meaning = page.say("grade-" + edge)
    page.item(page.say("floors", grade=floors, edge=edge, meaning=meaning))
    for source in edition.sources:
        write_source(page, source)
    page.lead(page.say("legal"))
    page.items(law.get(page.language) for law in edition.legal_basis)
    page.gap()
    page.paragraph(page.say("completeness", text=edition.completeness))
    rules = {"edition": edition.id, "version": edition.version, "digest": edition.digest[:16]}
    page.line(page.say("rules", **rules))


def write_source(page: Page, source: Source) -> None:
    """Write a source with its grade and where it can be found."""
    text = page.say(
        "source",
        id=source.id,
        grade=source.grade,
        title=source.title,
        publisher=source.publisher,
        date=f", {source.date}" if source.date else "",
        locator=f": {source.locator}" if source.locator else "",
    )
    page.item(text)
