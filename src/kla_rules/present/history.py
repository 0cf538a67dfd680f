"""A history in words: the line of levels, what changed and why, how long, what is next."""

from typing import TYPE_CHECKING

from kla_rules.loading.find import edition
from kla_rules.messages import HISTORY
from kla_rules.model import Level, Text
from kla_rules.points import thousandths
from kla_rules.texts.writing import Language, printable, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from kla_rules.evaluation.result import Evaluation
    from kla_rules.history.changes import Change
    from kla_rules.history.model import History, HistoryRow

    Say = Callable[..., str]
    Named = Callable[[str | None], str]


def history_text(history: "History", language: Language) -> str:
    """Return a history for people."""

    def say(key: str, **values: object) -> str:
        return HISTORY.say(key, language, **values)

    def named(level: str | None) -> str:
        titles = {one.id: one.title for one in edition().levels}
        return write("{level:level}", {"level": titles[level] if level else None}, language)

    def row_text(row: "HistoryRow") -> str:
        levels = ", ".join(map(named, row.levels))
        values = {"year": row.year, "levels": levels, "reason": row.reason or Text("", "")}
        lines = [say("row-" + row.state, **values)]
        lines += [
            say("reading", level=named(one.level), grade=one.grade, source=one.source)
            for one in row.readings
        ]
        if row.evaluation is not None:
            lines.append(_evaluated(row.evaluation, say, named))
        return "\n".join(lines)

    lines = [say("title", region=history.region or "-")]
    lines += [say("label-illustrative")] if history.illustrative else []
    lines += [say("label-backed")] if history.count == "backed" else []
    lines += map(row_text, history.rows)
    for one in history.changes:
        lines += ["", *_change(one, say, named)]
    tenure = history.tenure
    if tenure is not None:
        key = "tenure-at-least" if tenure.at_least else "tenure"
        values = {"level": named(tenure.level), "rounds": tenure.rounds, "since": tenure.since}
        lines += ["", say(key, **values)]
    ahead = history.ahead
    if ahead is not None:
        points = thousandths(ahead["points"])
        key = "ahead" if ahead["floor_is_enough"] else "ahead-over"
        last = history.evaluations[-1]
        told = {"level": named(ahead["level"]), "points": points, "year": last.year}
        lines.append(say(key, stage=_stage(last), **told))
        if ahead["requirements"]:
            lines.append(say("ahead-requirements", requirements=ahead["requirements"]))
    return "\n".join(printable(part) for line in lines for part in line.split("\n")) + "\n"


def _evaluated(evaluation: "Evaluation", say: "Say", named: "Named") -> str:
    """Say what an evaluation of the round gives, beside what was published."""
    low, high = evaluation.low, evaluation.high
    return say(
        "evaluated" if evaluation.is_award else "evaluated-before",
        year=evaluation.year,
        stage=_stage(evaluation),
        points=say("one" if low == high else "range", low=low, high=high),
        levels=_levels(evaluation.reachable_levels, named),
    )


def _change(one: "Change", say: "Say", named: "Named") -> list[str]:
    before, after = one.before, one.after

    def figure(low: int, high: int) -> str:
        return say("one" if low == high else "range", low=low, high=high)

    values = {
        "before": before.year,
        "after": after.year,
        "old": _levels(before.reachable_levels, named),
        "new": _levels(after.reachable_levels, named),
        "points": figure(before.low, before.high),
        "new_points": figure(after.low, after.high),
        "stage": _stage(before),
        "new_stage": _stage(after),
    }
    lines = [say("verification" if one.is_verification else "change", **values)]
    editions = {"old": before.edition.id, "new": after.edition.id}
    lines += [say("editions", **editions)] if editions["old"] != editions["new"] else []
    reasons = [say("reason-" + reason) for reason in one.reasons]
    lines.append(say("reasons", reasons="; ".join(reasons)) if reasons else say("no-reason"))
    for cluster in one.clusters:
        points, new_points = figure(*cluster.before), figure(*cluster.after)
        lines.append(say("cluster", id=cluster.id, points=points, new_points=new_points))
    return lines


def _levels(levels: tuple[Level | None, ...], named: "Named") -> str:
    return ", ".join(named(level.id if level else None) for level in levels)


def _stage(evaluation: "Evaluation") -> Text:
    if evaluation.stage is None:
        return Text("tahap tidak disebut", "stage not stated")
    return evaluation.edition.stage(evaluation.stage).title
