"""What was merged in words: each source with how much it says, and what is contradicted."""

from typing import TYPE_CHECKING

from kla_rules.core.catalogues import MERGING
from kla_rules.core.page import Page
from kla_rules.core.writing import Language

if TYPE_CHECKING:
    from kla_rules.merging.model import Merged


def merged_page(merged: "Merged", language: Language) -> str:
    """Return what was merged, and what is contradicted."""
    page = Page(MERGING, language)
    profile = merged.profile
    questions = len(profile.edition.questions)
    answers = sum(bool(answer.form) for answer in profile.answers.values())
    page.title(title(merged, language))
    page.labels(illustrative=profile.illustrative)
    page.paragraph(page.say("answered", count=answers, questions=questions))
    page.items(source_texts(merged, language))
    if merged.conflicts:
        page.lead(page.say("conflicts", count=len(merged.conflicts)))
        page.items(one.text(language) for one in merged.conflicts)
    if merged.notes:
        page.lead(page.say("notes"))
        page.items(note.text(language) for note in merged.notes)
    return str(page)


def title(merged: "Merged", language: Language) -> str:
    """Return what the merged profile is called."""
    profile = merged.profile
    values = {"count": len(merged.sources), "edition": profile.edition.title}
    if profile.region is None:
        return MERGING.say("title-no-region", language, **values)
    return MERGING.say("title", language, region=profile.region.name, **values)


def source_texts(merged: "Merged", language: Language) -> list[str]:
    """Return what each of the sources has."""
    return [
        MERGING.say("source", language, name=one.name, answers=one.answers, documents=one.documents)
        for one in merged.sources
    ]
