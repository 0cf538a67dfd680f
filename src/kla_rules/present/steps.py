"""Who does what, by when and why."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from kla_rules.model import Text
from kla_rules.present.telling import Teller
from kla_rules.texts.steps import STEPS
from kla_rules.texts.writing import write

if TYPE_CHECKING:
    from kla_rules.remedy.steps import StepResult

_MANY: Final = 12


def steps(teller: Teller) -> list[str]:
    """Say by agency what to do, in the order of what is worth most."""
    found = teller.result.steps
    if not found:
        return [_say(teller, "none")]
    lines = [_say(teller, "heading", count=len(found))]
    known = teller.result.edition.catalogue
    if known is not None:
        lines += teller.paragraph([_say(teller, "assumed", title=known.title)])
    agencies: dict[str | None, list[StepResult]] = {}
    for one in found:
        agencies.setdefault(one.step.responsible, []).append(one)
    titles = {one.id: one.step.title for one in found}
    by_points = sorted(agencies.items(), key=lambda item: -sum(map(_points, item[1])))
    for agency, own in by_points:
        key = "agency" if agency else "no-agency"
        title = teller.result.edition.agency(agency).title if agency else None
        lines += ["", _say(teller, key, agency=title)]
        for one in own:
            if one.step.kind not in {"answer", "file"} or one.why == "requirement":
                lines += _step(teller, one, titles)
        lines += _together(teller, own)
    return lines


def _points(one: "StepResult") -> int:
    """Return the thousandths that a step gains, as far as they are counted."""
    return 0 if one.step.is_outcome else one.high


def _say(teller: Teller, key: str, **values: object) -> str:
    return write(STEPS[key][teller.language], values, teller.language)


def _step(teller: Teller, one: "StepResult", titles: Mapping[str, Text]) -> list[str]:
    step, edition = one.step, teller.result.edition
    months = ""
    if one.assumption is not None:
        key = "months-yearly" if step.recurrence == "yearly" else "months"
        months = _say(teller, key, months=one.assumption.months)
    opens = [titles[name] for name in one.opens]
    why = _say(teller, "why-" + one.why, nodes=one.questions or step.mends, opens=opens)
    values = {"title": step.title, "gain": _gain(teller, one), "why": why, "months": months}
    lines = teller.hanging("  - ", _say(teller, "item", **values))
    said = [step.instruction.get(teller.language)]
    if one.first:
        said.append(_say(teller, "first", steps=[titles[name] for name in one.first]))
    if one.condition is not None:
        said.append(_say(teller, "condition", condition=one.condition))
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
            points = sum(one.secures or one.high for one in few)
            text = _say(teller, key, count=len(few), nodes=nodes, points=points)
            lines += teller.hanging("  - ", text)
    return lines
