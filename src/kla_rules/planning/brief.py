"""A plan on one screen: a line for each step, by whom, and when which score is reached."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from kla_rules.core.catalogues import EXPLANATION, PLAN, STEPS
from kla_rules.core.page import WIDTH
from kla_rules.core.screen import Screen
from kla_rules.core.writing import Language
from kla_rules.planning.page import PlanText, reached
from kla_rules.planning.planned import as_they_end
from kla_rules.steps.reading import catalogue_of

if TYPE_CHECKING:
    from kla_rules.planning.plan import Plan
    from kla_rules.planning.planned import PlannedStep

_REGION: Final = 40
_AGENCY: Final = 34
_NODES: Final = 14
_MONTHS: Final = 6


def plan_in_brief(plan: "Plan", language: Language) -> str:
    """Return a plan on one screen."""
    page = Screen(PLAN, language)
    region = page.short(plan.before.region or EXPLANATION.say("no-region", language), _REGION)
    page.title(
        page.say("heading", region=region, level=plan.target.title, edition=plan.before.edition.id)
    )
    page.labels(illustrative=plan.before.illustrative, assumed=bool(plan.before.assume))
    page.gap()
    words = PlanText(plan, language)
    page.paragraph(*words.summary(), most=5 if plan.across is None else 7)
    foot = Screen(PLAN, language)
    if plan.steps:
        _scores(foot, plan, words)
        _agencies(foot, plan, words)
        foot.gap()
    _closing(foot, plan, words)
    page.gap()
    if plan.steps:
        _steps(page, plan, words, keep=sum(map(bool, foot.lines)))
        page.gap()
    page.lines += foot.lines
    return str(page)


def _steps(page: Screen, plan: "Plan", words: PlanText, keep: int) -> None:
    """Write a line for each step, in columns; as many as there is room for."""
    marks = set(reached(plan))
    rows = [_row(page, planned, words) for planned in plan.steps]
    keys = ("number", "column-months", "column-effort", "column-points")
    heads = tuple(map(page.say, keys))
    widths = [max(len(row[place]) for row in (heads, *rows)) for place in range(len(heads))]
    page.line(_columns(heads, widths) + page.say("column-step"))
    shown = len(rows) if len(rows) <= page.left - keep else page.left - keep - 1
    for planned, row in list(zip(plan.steps, rows, strict=True))[:shown]:
        end = f" ({page.named(planned.questions, _NODES)})" if planned.questions else ""
        if planned.id in marks and planned.level is not None:
            end += page.say("reaches-in-short", level=planned.level.title)
        page.ended(planned.step.title.get(page.language), end, _columns(row, widths))
    if shown < len(rows):
        page.line(page.say("further-steps", count=len(rows) - shown, first=shown + 1))


def _row(page: Screen, planned: "PlannedStep", words: PlanText) -> tuple[str, ...]:
    first, last = words.month(planned.starts), words.month(planned.ends)
    months = first if first == last else page.say("span", first=first, last=last)
    gain = page.say("gain", gain=planned.gain_thousandths) if planned.gain_thousandths else "-"
    return f"{words.numbers[planned.id]}.", months, words.number(planned.effort), gain


def _columns(cells: tuple[str, ...], widths: list[int]) -> str:
    return "".join(f"{cell:>{width}}  " for cell, width in zip(cells, widths, strict=True))


def _scores(page: Screen, plan: "Plan", words: PlanText) -> None:
    """Write the score by month: points count when a step ends."""
    scores = {planned.ends: planned.low_thousandths for planned in as_they_end(plan.steps)}
    texts = [
        page.say("score-by", month=words.month(month), score=score)
        for month, score in scores.items()
    ]
    few = texts if len(texts) <= _MONTHS else [*texts[: _MONTHS - 2], "…", texts[-1]]
    page.paragraph(page.say("scores", scores="; ".join(few)), most=2)


def _agencies(page: Screen, plan: "Plan", words: PlanText) -> None:
    """Write which agency is responsible for which steps."""
    numbers: dict[str | None, list[int]] = {}
    for planned in plan.steps:
        numbers.setdefault(planned.step.responsible, []).append(words.numbers[planned.id])
    texts = [
        page.say(
            "agency-steps",
            agency=page.short(words.agency(agency), _AGENCY),
            steps=page.named(_spans(page, own), _AGENCY),
        )
        for agency, own in numbers.items()
    ]
    page.paragraph(page.say("agencies", agencies=page.named(texts, 5 * WIDTH, "; ")), most=6)


def _spans(page: Screen, numbers: Sequence[int]) -> list[str]:
    """Return numbers as spans of consecutive ones."""
    spans: list[tuple[int, int]] = []
    for number in numbers:
        first = spans.pop()[0] if spans and spans[-1][1] == number - 1 else number
        spans.append((first, number))
    return [
        f"{first}" if first == last else page.say("span", first=first, last=last)
        for first, last in spans
    ]


def _closing(page: Screen, plan: "Plan", words: PlanText) -> None:
    """Write what the plan rests on, and how many alternatives there are."""
    if plan.alternatives:
        page.line(page.say("alternatives-in-short", count=len(plan.alternatives)))
    sentences = []
    if (plan.steps or not plan.feasible) and catalogue_of(plan.before.edition) is not None:
        sentences.append(STEPS.say("assumed-in-short", page.language))
    if plan.steps:
        sentences.append(words.unit())
    if plan.across is not None:
        sentences.append(page.say("across-assumed-in-short"))
    page.paragraph(*sentences, PLAN.say("not-a-promise-in-short", page.language), most=5)
