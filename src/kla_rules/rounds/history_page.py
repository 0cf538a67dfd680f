"""A history in words: the line of levels, what changed and why, how long, what is next."""

from typing import TYPE_CHECKING

from kla_rules.core.catalogues import EXPLANATION, HISTORY
from kla_rules.core.page import Page
from kla_rules.core.points import thousandths
from kla_rules.core.text import Text, both
from kla_rules.core.writing import Language
from kla_rules.model.level_names import level_name
from kla_rules.model.levels import Level
from kla_rules.rulesets.find import edition

if TYPE_CHECKING:
    from kla_rules.evaluation.result import Evaluation
    from kla_rules.rounds.changes import Change
    from kla_rules.rounds.history import History
    from kla_rules.rounds.history_model import HistoryRow


def history_text(history: "History", language: Language) -> str:
    """Return a history for people."""
    page = Page(HISTORY, language)
    page.line(page.say("title", region=history.region or "-"))
    if history.illustrative:
        page.line(EXPLANATION.say("label-illustrative", language))
    if history.count == "backed":
        page.line(EXPLANATION.say("label-backed", language))
    for row in history.rows:
        _row(page, row)
    for change in history.changes:
        page.gap()
        _change(page, change)
    if history.tenure is not None:
        tenure = history.tenure
        key = "tenure-at-least" if tenure.at_least else "tenure"
        level = _named(page, tenure.level)
        page.lead(page.say(key, level=level, rounds=tenure.rounds, since=tenure.since))
    _ahead(page, history)
    return str(page)


def _ahead(page: Page, history: "History") -> None:
    """Write what the next level asks."""
    ahead = history.ahead
    if ahead is None:
        return
    last = history.evaluations[-1]
    page.line(
        page.say(
            "ahead" if ahead["floor_is_enough"] else "ahead-over",
            stage=_stage(last),
            level=_named(page, ahead["level"]),
            points=thousandths(ahead["points"]),
            year=last.year,
        )
    )
    if ahead["requirements"]:
        page.line(page.say("ahead-requirements", requirements=ahead["requirements"]))


def _row(page: Page, row: "HistoryRow") -> None:
    """Write what was published of a round, and what an evaluation of it gives."""
    levels = ", ".join(_named(page, level) for level in row.levels)
    values = {"year": row.year, "levels": levels, "reason": row.reason or Text("", "")}
    page.line(page.say("row-" + row.state, **values))
    for reading in row.readings:
        level = _named(page, reading.level)
        page.line(page.say("reading", level=level, grade=reading.grade, source=reading.source))
    for note in row.notes:
        page.line(page.say("note", text=note.text, source=note.source.id, grade=note.grade))
    for evaluation in row.evaluations:
        page.line(
            page.say(
                "evaluated" if evaluation.is_award else "evaluated-before",
                year=evaluation.year,
                stage=_stage(evaluation),
                points=_figure(page, evaluation.low_thousandths, evaluation.high_thousandths),
                levels=_levels(page, evaluation),
            )
        )


def _change(page: Page, change: "Change") -> None:
    """Write what changed from one round to the next, and why."""
    before, after = change.before, change.after
    key = "again" if change.is_again else "verification" if change.is_verification else "change"
    if change.is_again and before.stage is None:
        key = "again-no-stage"
    page.line(
        page.say(
            key,
            before=before.year,
            after=after.year,
            old=_levels(page, before),
            new=_levels(page, after),
            points=_figure(page, before.low_thousandths, before.high_thousandths),
            new_points=_figure(page, after.low_thousandths, after.high_thousandths),
            stage=_stage(before),
            new_stage=_stage(after),
        )
    )
    if before.edition.id != after.edition.id:
        page.line(page.say("editions", old=before.edition.id, new=after.edition.id))
    reasons = "; ".join(page.say("reason-" + reason) for reason in change.reasons)
    page.line(page.say("reasons", reasons=reasons) if reasons else page.say("no-reason"))
    for cluster in change.clusters:
        points, new_points = (
            _figure(page, *cluster.before_thousandths),
            _figure(page, *cluster.after_thousandths),
        )
        page.line(page.say("cluster", id=cluster.id, points=points, new_points=new_points))


def _figure(page: Page, low: int, high: int) -> str:
    return page.say("one" if low == high else "range", low=low, high=high)


def _levels(page: Page, evaluation: "Evaluation") -> str:
    return ", ".join(level_name(level, page.language) for level in evaluation.reachable_levels)


def _named(page: Page, level_id: str | None) -> str:
    """Return how a published level is called: titles are those of the default edition."""
    levels: dict[str | None, Level] = {level.id: level for level in edition().levels}
    return level_name(levels[level_id] if level_id else None, page.language)


def _stage(evaluation: "Evaluation") -> Text:
    if evaluation.stage is None:
        return both(EXPLANATION, "no-stage")
    return evaluation.edition.stage(evaluation.stage).title
