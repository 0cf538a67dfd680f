"""Notes, and what the figures rest on."""

from kla_rules.model import Source
from kla_rules.present.telling import Teller


def notes(teller: Teller) -> list[str]:
    """Say what a reader must know."""
    # That the figures are invented stands at the top already.
    told = [note for note in teller.result.notes if note.id != "profile.illustrative"]
    if not told:
        return []
    lines = [teller.say("notes")]
    for note in told:
        lines += teller.hanging("  - ", note.text(teller.language))
    return lines


def sources(teller: Teller) -> list[str]:
    """Say what the figures rest on: grades, sources, law, rules."""
    result = teller.result
    edition = result.edition
    lines = [teller.say("sources")]
    for grade, points in sorted(result.provenance.by_grade.items()):
        meaning = teller.say("grade-" + grade)
        lines += teller.hanging(
            "  - ", teller.say("by-grade", points=points, grade=grade, meaning=meaning)
        )
    edge = edition.edge.provenance.grade
    floors = ", ".join(sorted({level.provenance.grade for level in edition.levels}))
    meaning = teller.say("grade-" + edge)
    lines += teller.hanging("  - ", teller.say("floors", grade=floors, edge=edge, meaning=meaning))
    for source in edition.sources:
        lines += source_lines(teller, source)
    lines += ["", teller.say("legal")]
    for law in edition.legal_basis:
        lines += teller.hanging("  - ", law.get(teller.language))
    lines += ["", *teller.paragraph([teller.say("completeness", text=edition.completeness)])]
    rules = {"edition": edition.id, "version": edition.version, "digest": edition.digest[:16]}
    return [*lines, teller.say("rules", **rules)]


def source_lines(teller: Teller, source: Source) -> list[str]:
    """Return a source with its grade and where it can be found."""
    text = teller.say(
        "source",
        id=source.id,
        grade=source.grade,
        title=source.title,
        publisher=source.publisher,
        date=f", {source.date}" if source.date else "",
        locator=f": {source.locator}" if source.locator else "",
    )
    return teller.hanging("  - ", text)
