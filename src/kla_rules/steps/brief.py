"""Who does what on one screen: of each group what is worth most, and how many steps there are."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from kla_rules.core.catalogues import EXPLANATION, STEPS
from kla_rules.core.points import number_written
from kla_rules.core.screen import Screen
from kla_rules.core.writing import Language
from kla_rules.evaluation.page import headline, level, why
from kla_rules.steps.page import gain_text, group_title, in_one_line, is_act
from kla_rules.steps.reading import catalogue_of

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation
    from kla_rules.steps.results import Grouping, StepResult

_FEW: Final = 3
_NODES: Final = 14  # columns for the questions that a step mends
_FURTHER: Final = {
    "agency": "further-agency",
    "cluster": "further-cluster",
    "kind": "further-kind",
}
_LINES: Final = 4  # of each group
_HEADING: Final = 64  # columns for the name of a group


def steps_in_brief(result: "Evaluation", language: Language, by: "Grouping" = "agency") -> str:
    """Return the level and why, and by group the steps that are worth most."""
    page = Screen(EXPLANATION, language)
    headline(page, result)
    page.gap()
    level(page, result)
    page.gap()
    why(page, result, _FEW)
    page.gap()
    _steps(page.of(STEPS), result, by)
    return str(page)


def _steps(page: Screen, result: "Evaluation", by: "Grouping") -> None:
    todos = result.steps
    if not todos:
        page.line(page.say("none"))
        return
    page.line(page.say("heading-" + by, count=len(todos)))
    known = catalogue_of(result.edition)
    if known is not None:
        unit = [page.say("unit", unit=known.unit)] if known.unit is not None else []
        page.paragraph(page.say("assumed-in-short"), *unit, most=_FEW)
    groups = list(result.steps_by(by).items())
    shown = groups[: max(1, (page.left - 1) // (_LINES + 1))]
    for key, own in shown:
        _group(page, result, group_title(page, result.edition, by, key), own)
    rest = groups[len(shown) :]
    if rest:
        count = sum(len(own) for _, own in rest)
        page.line(page.say(_FURTHER[by], groups=len(rest), count=count))


def _group(page: Screen, result: "Evaluation", title: str, own: Sequence["StepResult"]) -> None:
    """Write the first steps of a group, then how many answers and documents there are to give."""
    acts = [todo for todo in own if is_act(todo)]
    together = list(in_one_line(page, result, own, _NODES))
    few = acts[: _LINES - len(together)]
    values = {"count": len(own), "few": len(few), "acts": len(acts)}
    key = "group" if len(few) == len(acts) else "group-some"
    page.line(page.say(key, title=page.short(title, _HEADING), **values))
    for todo in few:
        nodes = todo.questions or todo.step.mends
        effort = ""
        if todo.taken is not None:
            effort = page.say("effort", effort=number_written(todo.taken.effort, page.language))
        end = page.say("in-short", gain=gain_text(page, todo), effort=effort)
        named = f" ({page.named(nodes, _NODES)})" if nodes else ""
        page.ended(todo.step.title.get(page.language), named + end)
    page.items(together)
