"""Sensitivity for people: what is missing, what is to spare, and how few questions decide."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from kla_rules.core.catalogues import EXPLANATION, SENSITIVITY
from kla_rules.core.page import Page
from kla_rules.core.writing import Language

if TYPE_CHECKING:
    from kla_rules.evaluation.sensitivity import Sensitivity, SmallestGroup

_SOME: Final = 12


def sensitivity_text(sensitivity: "Sensitivity", language: Language) -> str:
    """Return it in words: one paragraph on what gains a level, one on what loses it."""
    page = Page(SENSITIVITY, language)
    page.labels(illustrative=sensitivity.evaluation.illustrative)
    page.gap()
    sensitivity_paragraphs(page, sensitivity)
    return str(page)


def sensitivity_paragraphs(page: Page, sensitivity: "Sensitivity") -> None:
    """Write what gains a level, what loses it, and what decides besides."""
    page.paragraph(*_gains(page, sensitivity))
    page.gap()
    page.paragraph(*_losses(page, sensitivity))
    if sensitivity.on_points:
        titles = [outcome.requirement.title for outcome in sensitivity.on_points]
        page.gap()
        page.paragraph(page.say("on-points", titles=titles))


def _gains(page: Page, sensitivity: "Sensitivity") -> Iterator[str]:
    if sensitivity.above is None:
        yield EXPLANATION.say("highest", page.language)
        return
    key = "need" if sensitivity.need_thousandths else "need-none"
    yield page.say(key, level=sensitivity.above.title, points=sensitivity.need_thousandths)
    if sensitivity.holding:
        titles = [outcome.requirement.title for outcome in sensitivity.holding]
        yield page.say("holding", titles=titles)
    if sensitivity.need_thousandths:
        alone = [
            question.node.id
            for question in sensitivity.questions
            if question.gain_thousandths is not None
        ]
        yield _ways(page, "gain", alone, sensitivity.smallest_gain)


def _losses(page: Page, sensitivity: "Sensitivity") -> Iterator[str]:
    secured = sensitivity.evaluation.reachable_levels[0]
    if secured is None:
        yield page.say("no-level")
        return
    yield page.say("spare", level=secured.title, points=sensitivity.spare_thousandths)
    alone = [
        question.node.id
        for question in sensitivity.questions
        if question.loss_thousandths is not None
    ]
    yield _ways(page, "loss", alone, sensitivity.smallest_loss)


def _ways(page: Page, side: str, alone: Sequence[str], group: "SmallestGroup | None") -> str:
    if alone:
        return page.say(f"{side}-alone", nodes=_some(alone))
    if group is None:
        return page.say(f"{side}-never")
    changes = [
        page.say("change", node=node, points=points)
        for node, points in group.changes_thousandths.items()
    ]
    return page.say(f"{side}-group", count=len(changes), changes=_some(changes))


def _some(names: Sequence[str]) -> list[str]:
    return [*names[:_SOME], *(["..."] if len(names) > _SOME else [])]
