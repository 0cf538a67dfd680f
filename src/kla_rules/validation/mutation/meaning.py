"""Damage of meaning: a rule that still fits all others and looks the other way, or elsewhere."""

from collections.abc import Iterator
from typing import Any, Final

from kla_rules.validation.mutation.edits import (
    GONE,
    Edit,
    Edits,
    Files,
    Kind,
    kind,
    plus,
    turned_about,
)
from kla_rules.validation.mutation.walks import conditions, counts, grouped, questions

_TURNED: Final = {"positive": "negative", "negative": "positive"}
_OPPOSITE: Final = {
    "at_least": "below", "above": "at_most", "below": "at_least", "at_most": "above",
}  # fmt: skip
_BESIDE: Final = {
    "at_least": "above", "above": "at_least", "below": "at_most", "at_most": "below",
}  # fmt: skip
_TREND: Final = {"rising": "falling", "falling": "rising"}


def _direction(files: Files) -> Iterator[Edits]:
    """Turn the direction of a question about."""
    for file, place, question in questions(files):
        now = question.get("direction", "positive")
        if now in _TURNED and question["maximum"]:
            yield (Edit(file, (*place, "direction"), _TURNED[now]),)


def _negation(files: Files) -> Iterator[Edits]:
    """Turn a fact or a comparison about."""
    for file, place, leaf in conditions(files):
        if isinstance(leaf.get("is"), bool):
            yield (Edit(file, (*place, "is"), not leaf["is"]),)
        if leaf.get("is") in ("rising", "falling"):
            yield (Edit(file, (*place, "is"), _TREND[leaf["is"]]),)
        yield (Edit(file, place, {"not": leaf}),)
        for key, opposite in _OPPOSITE.items():
            if key in leaf and "nodes" not in leaf:
                yield (turned_about(files, file, place, {key: opposite}),)


def _fact(files: Files) -> Iterator[Edits]:
    """Read another fact of the same kind."""
    for file, place, leaf in conditions(files):
        kinds = _kinds(files[file])
        now = leaf.get("measure")
        for other, form in kinds.items():
            if now in kinds and other != now and form == kinds[now]:
                yield (Edit(file, (*place, "measure"), other),)


def _kinds(rule: Any) -> dict[str, str]:  # noqa: ANN401 - plain values
    """Return of which kind the facts and measures of a file are."""
    listed = [*rule.get("facts", ()), *rule.get("measures", ())]
    return {one["id"]: one["kind"] for one in listed}


def _threshold(files: Files) -> Iterator[Edits]:
    """Compare with another figure, or with the figure itself where it was beyond, or otherwise."""
    for file, place, leaf in conditions(files):
        for key in (key for key in _BESIDE if key in leaf):
            for figure in _others(leaf[key]):
                yield (Edit(file, (*place, key), figure),)
            if "nodes" not in leaf:
                yield (turned_about(files, file, place, {key: _BESIDE[key]}),)


def _others(now: Any) -> list[Any]:  # noqa: ANN401 - figures
    every = {figure: None for figure in (0, 100, now / 2, plus(now, 5), now * 2) if figure != now}
    return [int(figure) if figure == int(figure) else figure for figure in every]


def _count(files: Files) -> Iterator[Edits]:
    """Ask for one more, or one fewer, of several."""
    for file, place, part in counts(files):
        for figure in (part["at_least"] - 1, part["at_least"] + 1):
            if 1 <= figure <= len(part["of"]):
                yield (Edit(file, (*place, "at_least"), figure),)


def _all_or_any(files: Files) -> Iterator[Edits]:
    """Be content with any where all were asked for, or ask for all where any would do."""
    for file, place, part in grouped(files):
        key, other = ("all", "any") if "all" in part else ("any", "all")
        if len(part[key]) > 1:
            yield (Edit(file, place, {other: part[key]}),)


def _part_lost(files: Files) -> Iterator[Edits]:
    """Leave out a part of a condition."""
    for file, place, part in grouped(files):
        key = "all" if "all" in part else "any"
        for number in range(len(part[key]) if len(part[key]) > 1 else 0):
            yield (Edit(file, (*place, key, number), GONE),)


KINDS: Final[tuple[Kind, ...]] = (
    kind("meaning", "scale", _direction),
    *(kind("meaning", "condition", made) for made in (
        _negation, _fact, _threshold, _count, _all_or_any, _part_lost,
    )),
)  # fmt: skip
