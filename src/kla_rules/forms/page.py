"""The questions of an edition as text, by cluster and indicator."""

from collections.abc import Iterator, Sequence
from typing import Final

from kla_rules.core.catalogues import QUESTIONS
from kla_rules.core.page import Page
from kla_rules.core.writing import Language
from kla_rules.model.answer_forms import FULL, NONE
from kla_rules.model.asked import AnswerForm, AskedQuestion
from kla_rules.model.edition import Edition
from kla_rules.model.tree import Agency, Node, name_of

_BELOW: Final = "      "
_EVERYWHERE: Final = frozenset({"points", "option", "not_applicable"})


def questions_text(
    edition: Edition,
    questions: Sequence[AskedQuestion],
    language: Language,
    agency: Agency | None = None,
) -> str:
    """Return questions for people: how each can be answered, by whom, and with what.

    Args:
        edition: whose they are.
        questions: all of them, or those of one agency.
        language: of the text.
        agency: whose part it is; None where it is the whole.
    """
    page = Page(QUESTIONS, language)
    page.title(page.say("page", edition=edition.title))
    page.labels(illustrative=any(overlay.illustrative for overlay in edition.overlays))
    if agency is not None:
        page.paragraph(page.say("page-agency", agency=agency.title, count=len(questions)))
    elif not questions:
        page.paragraph(page.say("page-none"))
    else:
        page.paragraph(page.say("page-count", count=len(questions)))
    if questions:
        page.paragraph(page.say("page-every"))
    above: tuple[Node | None, Node | None] = (None, None)
    for question in questions:
        if question.cluster != above[0] and question.cluster is not None:
            page.lead(name_of(question.cluster).get(language))
        if question.indicator != above[1] and question.indicator is not None:
            page.gap()
            page.item(name_of(question.indicator).get(language), "  ")
        above = (question.cluster, question.indicator)
        _question(page, question)
    return str(page)


def _question(page: Page, question: AskedQuestion) -> None:
    """Write one question."""
    title, maximum = question.title, question.ceiling_thousandths
    page.item(page.say("page-question", title=title, maximum=maximum), f"    {question.id}  ")
    forms = [_form(page, form) for form in question.forms if not form.former]
    own = [form for form in forms if form]
    if own:
        page.item(page.say("page-forms", forms="; ".join(own)), _BELOW)
    if question.agencies:
        names = "; ".join(agency.title.get(page.language) for agency in question.agencies)
        page.item(page.say("agencies", names=names), _BELOW)
    if question.attach_in_words is not None:
        page.item(page.say("attach", documents=question.attach_in_words), _BELOW)
    page.items((note.get(page.language) for note in question.notes), f"{_BELOW}! ")


def _form(page: Page, form: AnswerForm) -> str:
    """Return one form of an answer, with what can be chosen; "" for what every question takes."""
    named = list(_named(page, form))
    if form.form in _EVERYWHERE and not named:
        return ""
    title = form.title.get(page.language)
    return f"{title} ({', '.join(named)})" if named else title


def _named(page: Page, form: AnswerForm) -> Iterator[str]:
    """Yield the options of a table, and the numbers that it asks for."""
    for option in form.options[len((NONE, FULL)) :]:
        yield page.say("page-option", title=option.title, points=option.worth_thousandths)
    for name, title in form.counts:
        yield page.say("page-number", name=name, title=title)
