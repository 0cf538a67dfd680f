"""What was imported, as text for people."""

from collections import Counter
from typing import TYPE_CHECKING

from kla_rules.core.catalogues import IMPORTS
from kla_rules.core.page import Page
from kla_rules.core.writing import Language

if TYPE_CHECKING:
    from kla_rules.imports.model import Imported


def imported_text(imported: "Imported", language: Language) -> str:
    """Return what was taken, guessed and left, in words."""
    page = Page(IMPORTS, language)
    page.title(page.say("title", files=len(imported.files)))
    for sentence in counts(imported, language):
        page.paragraph(sentence)
    for kind in ("guessed", "left", "recognised"):
        remarks = getattr(imported, kind)
        if remarks:
            page.lead(page.say(f"heading-{kind}"))
            page.items(remark.text(language) for remark in remarks)
    if imported.units is not None and imported.units.notes:
        page.lead(page.say("heading-notes"))
        page.items(note.text(language) for note in imported.units.notes)
    return str(page)


def counts(imported: "Imported", language: Language) -> list[str]:
    """Return how much was imported, in sentences."""
    said = []
    if imported.units is not None:
        kinds = Counter(imported.units.kinds)
        named = [f"{count} {kind}" for kind, count in kinds.items()]
        said.append(IMPORTS.say("units", language, kinds=named, facts=len(imported.units.facts)))
    if imported.profile is not None:
        points = imported.profile.get("points", {})
        said.append(IMPORTS.say("profile", language, count=len(points)))
    if imported.dropped:
        said.append(IMPORTS.say("dropped", language, count=imported.dropped))
    return said
