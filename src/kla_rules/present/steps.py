"""Who does what, by when and why."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from kla_rules.loading.steps import catalogue_of
from kla_rules.messages import STEPS
from kla_rules.model import Edition, Text
from kla_rules.present.telling import Teller
from kla_rules.remedy.steps import at_most

if TYPE_CHECKING:
    from kla_rules.remedy.steps import Grouping, StepResult

_MANY: Final = 12


def steps(teller: Teller, by: "Grouping" = "agency") -> list[str]:
    """Say by agency what to do, in the order of what is worth most."""
    found = teller.result.steps
    if not found:
        return [_say(teller, "none")]
    lines = [_say(teller, "heading-" + by, count=len(found))]
    known = catalogue_of(teller.result.edition)
    if known is not None:
        lines += teller.paragraph([_say(teller, "assumed", title=known.title)])
    titles = {one.id: one.step.title for one in found}
    for key, own in teller.result.steps_by(by).items():
        lines += ["", _heading(teller, by, key)]
        for one in own:
            if one.step.kind not in {"answer", "file"} or one.why == "requirement":
                lines += _step(teller, one, titles, by)
        lines += _together(teller, own)
    return lines


def _heading(teller: Teller, by: "Grouping", key: str | None) -> str:
    """Return the name of a group of steps."""
    edition = teller.result.edition
    if key is None:
        return _say(teller, "no-" + by)
    if by == "kind":
        return _say(teller, "kind-" + key)
    title = edition.agency(key).title if by == "agency" else edition.node(key).title
    return title.get(teller.language)


def _say(teller: Teller, key: str, **values: object) -> str:
    return STEPS.say(key, teller.language, **values)


def _step(
    teller: Teller, one: "StepResult", titles: Mapping[str, Text], by: "Grouping"
) -> list[str]:
    step, edition = one.step, teller.result.edition
    months = ""
    if one.assumption is not None:
        key = "months-yearly" if step.recurrence == "yearly" else "months"
        months = _say(teller, key, months=one.assumption.months)
    opens = [titles[name] for name in one.opens]
    told = {"nodes": one.questions or step.mends, "opens": opens, **_asked_by(edition, one)}
    why = _say(teller, "why-" + one.why, **told)
    values = {"title": step.title, "gain": _gain(teller, one), "why": why, "months": months}
    lines = teller.hanging("  - ", _say(teller, "item", **values))
    said = [step.instruction.get(teller.language)]
    if one.first:
        said.append(_say(teller, "first", steps=[titles[name] for name in one.first]))
    if one.condition is not None:
        said.append(_say(teller, "condition", condition=one.condition))
    if by != "agency" and step.responsible:
        said.append(_say(teller, "responsible", agency=edition.agency(step.responsible).title))
    if step.supporting:
        agencies = [edition.agency(agency).title for agency in step.supporting]
        said.append(_say(teller, "supporting", agencies=agencies))
    cited = step.provenance
    key = "cited" if cited.source else "derived"
    said.append(_say(teller, key, source=cited.source, grade=cited.grade))
    lines += teller.hanging("      ", " ".join(said))
    for note in step.notes:
        lines += teller.hanging("      ", note.get(teller.language))
    return lines


def _asked_by(edition: Edition, one: "StepResult") -> dict[str, object]:
    """Return the level that asks for a step, and the advisories that do."""
    titles = [other.title for other in edition.advisories if other.id in one.asked_by]
    asking = [other for other in edition.requirements if other.id in one.asked_by]
    levels = [edition.level(other.level).title for other in asking]
    return {"advisories": titles, "level": levels[0] if levels else None}


def _gain(teller: Teller, one: "StepResult") -> str:
    if one.step.is_outcome:
        return _say(teller, "gain-outcome", high=one.high)
    if not one.high:
        return _say(teller, "no-gain")
    key = "gain" if one.low == one.high else "gain-range"
    return _say(teller, key, low=one.low, high=one.high)


def _together(teller: Teller, own: Sequence["StepResult"]) -> list[str]:
    """Say in one line each which questions to answer and which proofs to file."""
    lines = []
    for why, key in (("unanswered", "rest"), ("unbacked", "proofs")):
        few = [one for one in own if one.why == why]
        if few:
            nodes: list[object] = [one.step.mends[0] for one in few[:_MANY]]
            nodes += ["..."] if len(few) > _MANY else []
            points = at_most(teller.result, few)
            text = _say(teller, key, count=len(few), nodes=nodes, points=points)
            lines += teller.hanging("  - ", text)
    return lines
