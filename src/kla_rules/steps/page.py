"""Who does what, by when and why."""

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from kla_rules.core.catalogues import STEPS
from kla_rules.core.page import Page
from kla_rules.core.points import number_written
from kla_rules.core.text import Text
from kla_rules.core.writing import Language
from kla_rules.evaluation.page import headline, level, why, written
from kla_rules.evaluation.sources_page import notes
from kla_rules.model.edition import Edition
from kla_rules.model.evidence import attached_in_words
from kla_rules.steps.reading import catalogue_of
from kla_rules.steps.results import at_most

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation
    from kla_rules.steps.results import Grouping, StepResult

_MANY: Final = 12


def with_steps(result: "Evaluation", language: Language, by: "Grouping" = "agency") -> str:
    """Return the level and why, and who does what to close the gaps."""
    to_do = functools.partial(steps, by=by)
    return written(result, language, headline, level, why, to_do, notes)


def steps(page: Page, result: "Evaluation", by: "Grouping" = "agency") -> None:
    """Write by agency what to do, in the order of what is worth most."""
    page = page.of(STEPS)
    todos = result.steps
    if not todos:
        page.line(page.say("none"))
        return
    page.line(page.say("heading-" + by, count=len(todos)))
    known = catalogue_of(result.edition)
    if known is not None:
        sentences = [page.say("assumed", title=known.title)]
        if known.unit is not None:
            sentences.append(page.say("unit", unit=known.unit))
        page.paragraph(*sentences)
        if known.places_title is not None:
            page.paragraph(page.say("assumed-places", title=known.places_title))
    titles = {todo.id: todo.step.title for todo in todos}
    for key, own in result.steps_by(by).items():
        page.lead(group_title(page, result.edition, by, key))
        for todo in own:
            if is_act(todo):
                _step(page, result.edition, todo, titles, by)
        page.items(in_one_line(page, result, own))


def group_title(page: Page, edition: Edition, by: "Grouping", key: str | None) -> str:
    """Return the name of a group of steps; that of those without one by what is grouped."""
    if key is None:
        return page.say("no-" + by)
    if by == "kind":
        return page.say("kind-" + key)
    title = edition.agency(key).title if by == "agency" else edition.node(key).title
    return title.get(page.language)


def _step(
    page: Page, edition: Edition, todo: "StepResult", titles: Mapping[str, Text], by: "Grouping"
) -> None:
    step = todo.step
    months = ""
    if todo.taken is not None:
        key = "months-yearly" if step.recurrence == "yearly" else "months"
        effort = number_written(todo.taken.effort, page.language)
        months = page.say(key, effort=effort, months=todo.taken.months)
    if todo.places is not None:
        key = "in-places-assumed" if todo.places.is_assumed else "in-places"
        months += page.say(key, count=todo.places.count, places=todo.places.place.title)
    opens = [titles[name] for name in todo.opens]
    nodes = todo.questions or step.mends
    why = page.say("why-" + todo.why, nodes=nodes, opens=opens, **_asked_by(edition, todo))
    page.item(
        page.say("item", title=step.title, gain=gain_text(page, todo), why=why, months=months)
    )
    sentences = [step.instruction.get(page.language)]
    if todo.first:
        sentences.append(page.say("first", steps=[titles[name] for name in todo.first]))
    if todo.condition is not None:
        sentences.append(page.say("condition", condition=todo.condition))
    if by != "agency" and step.responsible:
        sentences.append(page.say("responsible", agency=edition.agency(step.responsible).title))
    if step.supporting:
        agencies = [edition.agency(agency).title for agency in step.supporting]
        sentences.append(page.say("supporting", agencies=agencies))
    asked = attached_in_words(edition, step.mends)
    if asked is not None:
        grades = sorted({required.provenance.grade for _, required in todo.attached})
        sentences.append(page.say("attached", asked=asked, grades=grades))
    cited = step.provenance
    key = "cited" if cited.source else "derived"
    sentences.append(page.say(key, source=cited.source, grade=cited.grade))
    page.item(" ".join(sentences), "      ")
    page.items((note.get(page.language) for note in step.notes), "      ")


def _asked_by(edition: Edition, todo: "StepResult") -> dict[str, object]:
    """Return the level that asks for a step, and the advisories that do."""
    titles = [other.title for other in edition.advisories if other.id in todo.asked_by]
    asking = [other for other in edition.requirements if other.id in todo.asked_by]
    levels = [edition.level(other.level).title for other in asking]
    return {"advisories": titles, "level": levels[0] if levels else None}


def gain_text(page: Page, todo: "StepResult") -> str:
    """Return what a step gains."""
    if todo.step.is_outcome:
        return page.say("gain-outcome", high=todo.high_thousandths)
    if not todo.high_thousandths:
        return page.say("no-gain")
    key = "gain" if todo.low_thousandths == todo.high_thousandths else "gain-range"
    return page.say(key, low=todo.low_thousandths, high=todo.high_thousandths)


def in_one_line(
    page: Page, result: "Evaluation", own: Sequence["StepResult"], room: int | None = None
) -> Iterator[str]:
    """Yield in one line each which questions to answer and which proofs to file.

    Args:
        page: in the language that is asked for.
        result: what asks for them.
        own: steps.
        room: columns for the ids of the questions; left out, twelve ids.
    """
    for reason, key in (("unanswered", "rest"), ("unbacked", "proofs")):
        few = [todo for todo in own if todo.why == reason]
        if few:
            ids = [todo.step.mends[0] for todo in few]
            nodes = [*ids[:_MANY], *(["..."] if len(few) > _MANY else [])]
            if room is not None:
                nodes = [page.short(", ".join(ids), room)]
            yield page.say(key, count=len(few), nodes=nodes, points=at_most(result, few))


def is_act(todo: "StepResult") -> bool:
    """Return whether a step is shown by itself: it is no mere answer, nor a document to file."""
    return todo.step.kind not in {"answer", "file"} or todo.why == "requirement"
