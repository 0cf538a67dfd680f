"""Figures in texts: the same in both languages, and in a step as in the question that it mends."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from kla_rules.core.findings import Path
from kla_rules.core.text import Text
from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.rulesets.reader import text_of
from kla_rules.validation.checks.check import Check
from kla_rules.validation.checks.figures import in_words, said, written
from kla_rules.validation.checks.rules import Place, Rules
from kla_rules.validation.checks.titled import where

_TEXT: Final = frozenset(LANGUAGES)
_HARDLY: Final = frozenset({"0", "1"})
_IN_STEPS: Final = ("title", "instruction")


def texts(value: Any, path: Path = ()) -> Iterator[tuple[Path, Mapping[str, str]]]:  # noqa: ANN401 - plain values
    """Yield the texts of plain values that stand in both languages, each with its place."""
    if isinstance(value, Mapping):
        if value.keys() >= _TEXT and all(
            isinstance(value[language], str) for language in LANGUAGES
        ):
            yield path, value
        for key, below in value.items():
            yield from texts(below, (*path, key))
    elif isinstance(value, list):
        for position, below in enumerate(value):
            yield from texts(below, (*path, position))


def _languages(rules: Rules) -> Iterator[Place]:
    """Yield texts that say one figure in one language and another in the other."""
    for file in rules.all_files():
        for path, text in texts(file.content):
            digits = [written(text[language], language) for language in LANGUAGES]
            if len({*digits}) == 1:
                continue  # as nearly all do
            ours, theirs = (_figures(text, language) for language in LANGUAGES)
            if ours - theirs and theirs - ours:
                values: dict[str, object] = {
                    "ours": sorted(ours - theirs),
                    "theirs": sorted(theirs - ours),
                }
                yield Place(file, (*path, "en"), values=values)


def _figures(text: Mapping[str, str], language: Language) -> frozenset[str]:
    """Return the figures that a text says, in digits and in words; "one" is hardly a figure."""
    words = in_words(text[language], language) - _HARDLY
    return written(text[language], language) | words


def _steps(rules: Rules) -> Iterator[Place]:
    """Yield steps that speak of another per cent than all of the questions that they mend."""
    for place in rules.steps_at.values():
        nodes = [rules.edition.node(name) for name in place.rule["mends"]]
        asked = {figure for node in nodes for figure in _percentages(node.title)}
        for key in _IN_STEPS if asked else ():
            told = _percentages(text_of(place.rule[key]))
            if told and not told & asked:
                step, other = place.rule["id"], where(rules.nodes[nodes[0].id])
                yield place.at(key, step=step, said=sorted(told), asked=sorted(asked), other=other)


def _percentages(text: Text) -> set[str]:
    return {
        f"{float(one.value):g}%"
        for language in LANGUAGES
        for one in said(text.get(language), language)
        if one.unit == "per-cent"
    }


CHECKS: Final = (
    Check("text.other-figure", "warning", _languages),
    Check("step.other-figure", "warning", _steps),
)
