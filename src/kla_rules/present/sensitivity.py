"""Sensitivity for people: what is missing, what is to spare, and how few questions decide."""

from collections.abc import Iterator, Sequence
from typing import Final

from kla_rules.evaluation.sensitivity import Sensitivity, SmallestGroup
from kla_rules.messages import SENSITIVITY
from kla_rules.present.telling import Teller
from kla_rules.texts.writing import Language

_SOME: Final = 12


def sensitivity_text(found: Sensitivity, language: Language) -> str:
    """Return it in words: one paragraph on what gains a level, one on what loses it."""
    teller = Teller(found.evaluation, language)
    label = [teller.say("label-illustrative")] if found.evaluation.illustrative else []
    told = [*teller.paragraph(label), *([""] if label else [])]
    told += [*teller.paragraph(list(_gains(found, language))), ""]
    told += teller.paragraph(list(_losses(found, language)))
    if found.on_points:
        titles = [one.requirement.title for one in found.on_points]
        told += ["", *teller.paragraph([_say("on-points", language, titles=titles)])]
    return "\n".join(told) + "\n"


def _say(key: str, language: Language, **values: object) -> str:
    return SENSITIVITY.say(key, language, **values)


def _gains(found: Sensitivity, language: Language) -> Iterator[str]:
    if found.above is None:
        yield _say("highest", language)
        return
    key = "need" if found.need else "need-none"
    yield _say(key, language, level=found.above.title, points=found.need)
    if found.holding:
        titles = [one.requirement.title for one in found.holding]
        yield _say("holding", language, titles=titles)
    if found.need:
        alone = [one.node.id for one in found.questions if one.gain is not None]
        yield from _ways("gain", alone, found.smallest_gain, language)


def _losses(found: Sensitivity, language: Language) -> Iterator[str]:
    secured = found.evaluation.reachable_levels[0]
    if secured is None:
        yield _say("no-level", language)
        return
    yield _say("spare", language, level=secured.title, points=found.spare)
    alone = [one.node.id for one in found.questions if one.loss is not None]
    yield from _ways("loss", alone, found.smallest_loss, language)


def _ways(
    side: str, alone: Sequence[str], group: SmallestGroup | None, language: Language
) -> Iterator[str]:
    if alone:
        nodes = [*alone[:_SOME], *(["..."] if len(alone) > _SOME else [])]
        yield _say(f"{side}-alone", language, nodes=nodes)
    elif group is None:
        yield _say(f"{side}-never", language)
    else:
        changes = [
            _say("change", language, node=node, points=points)
            for node, points in group.changes.items()
        ]
        some = [*changes[:_SOME], *(["..."] if len(changes) > _SOME else [])]
        yield _say(f"{side}-group", language, count=len(changes), changes=some)
