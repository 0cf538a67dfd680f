"""Sensitivity for people: what is missing, what is to spare, and how few questions decide."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from kla_rules.core.catalogues import EXPLANATION, SENSITIVITY
from kla_rules.core.page import Page
from kla_rules.core.writing import Language

if TYPE_CHECKING:
    from kla_rules.evaluation.sensitivity import Sensitivity, SmallestGroup

_SOME: Final = 12


def sensitivity_text(found: "Sensitivity", language: Language) -> str:
    """Return it in words: one paragraph on what gains a level, one on what loses it."""
    page = Page(SENSITIVITY, language)
    page.labels(illustrative=found.evaluation.illustrative)
    page.gap()
    page.paragraph(*_gains(page, found))
    page.gap()
    page.paragraph(*_losses(page, found))
    if found.on_points:
        titles = [asked.requirement.title for asked in found.on_points]
        page.gap()
        page.paragraph(page.say("on-points", titles=titles))
    return str(page)


def _gains(page: Page, found: "Sensitivity") -> Iterator[str]:
    if found.above is None:
        yield EXPLANATION.say("highest", page.language)
        return
    key = "need" if found.need else "need-none"
    yield page.say(key, level=found.above.title, points=found.need)
    if found.holding:
        titles = [asked.requirement.title for asked in found.holding]
        yield page.say("holding", titles=titles)
    if found.need:
        alone = [question.node.id for question in found.questions if question.gain is not None]
        yield _ways(page, "gain", alone, found.smallest_gain)


def _losses(page: Page, found: "Sensitivity") -> Iterator[str]:
    secured = found.evaluation.reachable_levels[0]
    if secured is None:
        yield page.say("no-level")
        return
    yield page.say("spare", level=secured.title, points=found.spare)
    alone = [question.node.id for question in found.questions if question.loss is not None]
    yield _ways(page, "loss", alone, found.smallest_loss)


def _ways(page: Page, side: str, alone: Sequence[str], group: "SmallestGroup | None") -> str:
    if alone:
        return page.say(f"{side}-alone", nodes=_some(alone))
    if group is None:
        return page.say(f"{side}-never")
    changes = [
        page.say("change", node=node, points=points) for node, points in group.changes.items()
    ]
    return page.say(f"{side}-group", count=len(changes), changes=_some(changes))


def _some(names: Sequence[str]) -> list[str]:
    return [*names[:_SOME], *(["..."] if len(names) > _SOME else [])]
