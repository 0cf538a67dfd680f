"""What is told of a law that is broken: which, the smallest input as YAML that runs, and where."""

from typing import TYPE_CHECKING

from kla_rules.core.catalogues import PROPERTIES
from kla_rules.core.page import Page
from kla_rules.core.writing import Language
from kla_rules.validation.proofs.page import write_witness

if TYPE_CHECKING:
    from kla_rules.testing.properties.failure_model import Failure


def failure_text(failure: "Failure", language: Language) -> str:
    """Return it in words."""
    page = Page(PROPERTIES, language)
    page.paragraph(page.say("broken", law=failure.title, name=failure.property))
    where = failure.where()
    if where:
        page.line(page.say("place", where=where))
    page.gap()
    page.paragraph(failure.reason.get(language))
    page.paragraph(failure.advice.get(language))
    labels = ("before", "after") if len(failure.witnesses) == _PAIR else ("shown",)
    for number, witness in enumerate(failure.witnesses):
        page.gap()
        write_witness(page, witness, page.say(labels[number % len(labels)]), "")
    return str(page)


_PAIR = 2
