"""Notes, and what the figures rest on."""

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from kla_rules.core.catalogues import NOTES, PHRASES
from kla_rules.core.notes import Note
from kla_rules.core.page import Page
from kla_rules.core.points import number_written
from kla_rules.core.writing import Language
from kla_rules.evaluation.layers import layers as layers_of
from kla_rules.model.cited import Source
from kla_rules.model.level_names import level_name

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation


def notes(page: Page, result: "Evaluation") -> None:
    """Write what a reader must know."""
    # That the figures are invented stands at the top already.
    listed = [note for note in result.notes if note.id != "profile.illustrative"]
    if listed:
        page.line(page.say("notes"))
    kinds: dict[str, list[Note]] = {}
    for note in listed:
        kinds.setdefault(note.id, []).append(note)
    for name, alike in kinds.items():
        if name in _TABLES and len(alike) >= _MANY:
            page.item(NOTES.say(f"{name}-table", page.language))
            page.rows([_row(note, page.language) for note in alike], "      ")
        else:
            page.items(note.text(page.language) for note in alike)


# So many notes of one of these kinds are one table.
_MANY: Final = 4
_TABLES: Final = frozenset({"points.rounded", "node.parts-differ", "node.parts-cannot"})


def _row(note: Note, language: Language) -> tuple[str, str]:
    return note.node or "", NOTES.say(f"{note.id}-row", language, **note.values)


def layers(page: Page, result: "Evaluation") -> None:
    """Write what each layer of the sheet alone would give, where some stand above others."""
    found = layers_of(result)
    if not found:
        return
    page.line(page.say("layers"))
    rows = []
    for layer in found:
        points = _range(layer.low_points, layer.high_points, page.language)
        ends = (layer.levels[0], layer.levels[-1])
        first, last = (level_name(level, page.language) for level in ends)
        levels = first if len(layer.levels) == 1 else _between(page.language, first, last)
        name = PHRASES.say(f"layer-{layer.rank}", page.language)
        rows.append((name, f"{points} ({levels})"))
    page.rows(rows)
    other = any(layer.other_level for layer in found)
    page.line(page.say("layers-other" if other else "layers-same"))


def _range(low: Decimal, high: Decimal, language: Language) -> str:
    first, last = number_written(low, language), number_written(high, language)
    return first if low == high else _between(language, first, last)


def _between(language: Language, first: str, last: str) -> str:
    return PHRASES.say("years", language, first=first, last=last)


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
