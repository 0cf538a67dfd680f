"""Damage of figures and lists: each may well be meant, so only cases, or their author, can tell."""

from collections.abc import Iterator
from typing import Any, Final

from kla_rules.validation.mutation.edits import GONE, Edit, Edits, Files, Kind, kind, plus
from kla_rules.validation.mutation.walks import (
    evidence,
    indicators,
    levels,
    questions,
    requirements,
    steps,
)


def _points_moved(files: Files) -> Iterator[Edits]:
    """Move points from one question to the next of its indicator: the sums stay."""
    for file, rule in indicators(files):
        maxima = [question["maximum"] for question in rule.get("questions", ())]
        for number, maximum in enumerate(maxima[:-1]):
            if maximum > 1:
                yield tuple(
                    Edit(file, ("questions", index, "maximum"), plus(maxima[index], more))
                    for index, more in ((number, -1), (number + 1, 1))
                )


def _floor_moved(files: Files) -> Iterator[Edits]:
    for file, place, level in levels(files):
        for more in (5, -5, 50):
            yield (Edit(file, (*place, "floor"), plus(level["floor"], more)),)


def _floor_included(files: Files) -> Iterator[Edits]:
    """Have points that are just the floor of a level be enough, or no longer."""
    for file, place, level in levels(files):
        yield (Edit(file, (*place, "includes_floor"), not level.get("includes_floor", False)),)


def _answer_form(files: Files) -> Iterator[Edits]:
    """Take another form of answer for a question."""
    others = {"yes_no": "graded", "percentage": "count", "count": "percentage"}
    for file, place, question in questions(files):
        if question.get("answer") in others and question["maximum"]:
            yield (Edit(file, (*place, "answer"), others[question["answer"]]),)


def _question_reworded(files: Files) -> Iterator[Edits]:
    for file, place, question in questions(files):
        title = {key: f"{text} (2024)" for key, text in question["title"].items()}
        yield (Edit(file, (*place, "title"), title),)


def _titles_swapped(files: Files) -> Iterator[Edits]:
    """Have two questions beside each other ask for what the other did."""
    for file, rule in indicators(files):
        titles = [question["title"] for question in rule.get("questions", ())]
        for number in range(len(titles) - 1):
            yield tuple(
                Edit(file, ("questions", here, "title"), titles[there])
                for here, there in ((number, number + 1), (number + 1, number))
            )


def _agencies_turned(files: Files) -> Iterator[Edits]:
    """Name the offices of a question in another order: the first is the one that leads."""
    for file, place, rule in _with_offices(files):
        if len(rule["agencies"]) > 1:
            yield (Edit(file, (*place, "agencies"), rule["agencies"][::-1]),)


def _with_offices(files: Files) -> Iterator[tuple[str, tuple[str | int, ...], Any]]:
    yield from ((file, (), rule) for file, rule in indicators(files) if "agencies" in rule)
    yield from (one for one in questions(files) if "agencies" in one[2])


def _grade_worse(files: Files) -> Iterator[Edits]:
    for file, rule in indicators(files):
        if rule.get("grade") != "C":
            yield (Edit(file, ("grade",), "C"),)


def _evidence_less(files: Files) -> Iterator[Edits]:
    """Ask for one document less."""
    for file, place, rule in evidence(files):
        if len(rule["asks"]) > (1 if "questions" in place else 0):
            yield (Edit(file, (*place, "asks"), rule["asks"][:-1]),)


def _evidence_kind_lost(files: Files) -> Iterator[Edits]:
    """Take one kind of document less for what is asked."""
    for file, place, rule in evidence(files):
        for number, group in enumerate(rule["asks"]):
            if len(group) > 1:
                yield (Edit(file, (*place, "asks", number), group[:-1]),)


def _requirement_lost(files: Files) -> Iterator[Edits]:
    for file, place, _ in requirements(files):
        yield (Edit(file, place, GONE),)


def _requirement_of_another_level(files: Files) -> Iterator[Edits]:
    """Have another level ask for it."""
    known = [level["id"] for _, _, level in levels(files)]
    for file, place, one in requirements(files):
        if one.get("level") in known and len(known) > 1:
            position = known.index(one["level"])
            other = known[position + 1 if position + 1 < len(known) else position - 1]
            yield (Edit(file, (*place, "level"), other),)


def _step_mends_less(files: Files) -> Iterator[Edits]:
    """Have a step that mends several questions mend one less."""
    for file, place, step in steps(files):
        for number in range(len(step["mends"]) if len(step["mends"]) > 1 else 0):
            yield (Edit(file, (*place, "mends", number), GONE),)


KINDS: Final[tuple[Kind, ...]] = (
    kind("figures", "points", _points_moved),
    kind("figures", "level", _floor_moved),
    kind("figures", "edge", _floor_included),
    kind("figures", "scale", _answer_form),
    kind("figures", "titles", _question_reworded),
    kind("figures", "titles", _titles_swapped),
    kind("figures", "", _agencies_turned),
    kind("figures", "", _grade_worse),
    kind("figures", "evidence", _evidence_less),
    kind("figures", "evidence", _evidence_kind_lost),
    kind("figures", "condition", _requirement_lost),
    kind("figures", "condition", _requirement_of_another_level),
    kind("figures", "steps", _step_mends_less),
)
