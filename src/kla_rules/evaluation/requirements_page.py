"""What levels ask for besides points, what is advised, and what an edition cannot say."""

from typing import TYPE_CHECKING, Final

from kla_rules.conditions.words import Words, known
from kla_rules.core.page import Page
from kla_rules.model.levels import Advisory, Requirement

if TYPE_CHECKING:
    from kla_rules.conditions.judgement import Judgement
    from kla_rules.evaluation.result import Evaluation

_STATES: Final = {True: "state-met", False: "state-not-met", None: "state-unknown"}


def requirements(page: Page, result: "Evaluation") -> None:
    """Write of every requirement whether it is met, what was seen, and where it comes from."""
    if result.requirements:
        page.line(page.say("requirements"))
    for held in result.requirements:
        _item(page, result, held.requirement, held.judgement, binding=held.binding)


def reasons(page: Page, result: "Evaluation") -> list[str]:
    """Return what holds a level back, one clause for each requirement that is not met."""
    edition = result.edition
    words = Words(edition, page.language)
    return [
        page.say(
            "held-item",
            title=held.requirement.title,
            level=edition.level(held.requirement.level).title,
            seen=words.seen(held.judgement),
        )
        for held in result.holding
    ]


def advisories(page: Page, result: "Evaluation") -> None:
    """Write of every advisory whether it is met; none changes a level."""
    if result.advisories:
        page.line(page.say("advisories"))
    for advised in result.advisories:
        _item(page, result, advised.advisory, advised.judgement)


def unmet_advisories(page: Page, result: "Evaluation") -> None:
    """Write the names of the advisories that are not met, in one sentence."""
    titles = [advised.advisory.title for advised in result.advisories if advised.met is False]
    if titles:
        page.paragraph(page.say("advisories-unmet", titles=titles))


def cannot_say(page: Page, result: "Evaluation") -> None:
    """Write which statements the edition does not allow."""
    statements = [text.get(page.language) for text in result.cannot_say]
    if statements:
        page.paragraph(page.say("cannot-say", statements="; ".join(statements)))


def _item(
    page: Page,
    result: "Evaluation",
    rule: Requirement | Advisory,
    judgement: "Judgement",
    *,
    binding: bool = True,
) -> None:
    edition = result.edition
    state = page.say(_STATES[judgement.state])
    seen = ""
    if known(judgement):
        seen = page.say("seen", seen=Words(edition, page.language).seen(judgement))
    page.item(
        page.say(
            "requirement",
            state=state if binding else page.say("possibly-asked", state=state),
            title=rule.title,
            level=edition.level(rule.level).title,
            seen=seen,
            source=rule.provenance.source,
            grade=rule.provenance.grade,
        )
    )
    page.items((note.get(page.language) for note in rule.notes), "      ")
