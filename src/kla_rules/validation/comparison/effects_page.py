"""What a change does, in words: the most that a score gains and loses, who falls and who rises."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from kla_rules.core.page import Page
from kla_rules.core.points import cut, number_written
from kla_rules.model.answer_forms import FULL, NONE
from kla_rules.model.level_names import title_of
from kla_rules.model.tree import name_of

if TYPE_CHECKING:
    from kla_rules.validation.comparison.effects import Unknown, Witness
    from kla_rules.validation.comparison.result import Comparison

_FEW: Final = 8


def effect_lines(page: Page, comparison: "Comparison") -> Iterator[tuple[str, "Witness | None"]]:
    """Yield what is known of the effects, sentence by sentence, each with what shows it."""
    effects = comparison.effects
    if effects is None:
        return
    missing = [unknown for unknown in effects.not_known if unknown.why == "solver"]
    if missing:  # said once
        yield page.say("why-nothing", why=_because(page, missing[0])), None
        return
    why: dict[str, str] = {one.what: _why(page, one) for one in effects.not_known}
    if effects.equivalent:
        yield page.say("equivalent"), None
        return
    change = effects.score_change_thousandths
    if change is None:
        yield why.get("score", page.say("witness-none")), None
    elif not any(change):
        yield page.say("score-same"), None
    else:
        loss, gain = cut(-change[0]), cut(change[1])
        yield page.say("score-change", loss=loss, gain=gain), None
        for key, witness in (
            ("loses-most", effects.loses_most),
            ("gains-most", effects.gains_most),
        ):
            if witness is not None:
                yield page.say(key, **_scores(witness)), witness
    for key, witness in (("falls", effects.falls), ("rises", effects.rises)):
        if witness is not None:
            yield page.say(key, **_scores(witness), **_levels(witness)), witness
        else:
            yield why.get(key, page.say(f"{key}-none")), None
    if "equivalent" in why:
        yield why["equivalent"], None


def _why(page: Page, unknown: "Unknown") -> str:
    """Return that something is not known, and why."""
    return page.say(f"why-{unknown.what}", why=_because(page, unknown))


def _because(page: Page, unknown: "Unknown") -> str:
    """Return why something is not known."""
    if unknown.why != "solver" or unknown.error is None:
        return page.say(f"because-{unknown.why}")
    what, _, fix = unknown.error.findings[0].parts(page.language)
    return page.say("because-solver", what=what, fix=fix)


def _scores(witness: "Witness") -> dict[str, int]:
    return {"before": witness.old.low_thousandths, "after": witness.new.low_thousandths}


def _levels(witness: "Witness") -> dict[str, object]:
    old, new = (result.reachable_levels[0] for result in (witness.old, witness.new))
    return {"old": title_of(old), "new": title_of(new)}


def witness_lines(page: Page, witness: "Witness", new_of: Mapping[str, str]) -> Iterator[str]:
    """Yield what a witness answers, in short, and where it has other points in the new edition."""
    profile = witness.brief.profile
    if profile.answers:
        forms = Counter(_form(answer.form, answer.given) for answer in profile.answers.values())
        yield page.say("witness-answers", **{key: forms[key] for key in ("full", "none", "other")})
    given = [*profile.points.items(), *profile.ratios.items()]
    listed = [f"{node}: {number_written(value, page.language)}" for node, value in given]
    listed += [f"{name}: {_readings(readings)}" for name, readings in profile.measures.items()]
    if listed:
        yield page.say("witness-given", given=", ".join(page.few(listed, _FEW)))
    yield from _different(page, witness, new_of)


def _form(form: str, given: object) -> str:
    """Return which of the three an answer is counted as."""
    return str(given) if form == "option" and given in {FULL, NONE} else "other"


def _readings(readings: tuple[object, ...]) -> str:
    return "/".join(str(getattr(reading, "value", None)) for reading in readings)


def _different(page: Page, witness: "Witness", new_of: Mapping[str, str]) -> Iterator[str]:
    """Yield the lowest parts at which the points differ, the first few of them."""
    old, new = witness.old, witness.new
    count = 0
    for position, node in enumerate(old.edition.nodes):
        other = new_of.get(node.id)
        if node.children or other is None:
            continue
        before = old.bounds.low_thousandths[position]
        after = new.bounds.low_thousandths[new.edition.positions[other]]
        if before != after:
            count += 1
            if count <= _FEW:
                values = {"node": name_of(node), "old": before, "new": after}
                yield page.say("witness-differs", **values)
