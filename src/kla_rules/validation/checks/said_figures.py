"""Figures in texts: the same in both languages, and in a step as in the question that it mends."""

from collections.abc import Iterator
from typing import Final

from kla_rules.core.text import Text
from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.rulesets.reader import text_of
from kla_rules.validation.checks.check import Check
from kla_rules.validation.checks.figures import in_words, said, written
from kla_rules.validation.checks.rules import Place, Rules
from kla_rules.validation.checks.titled import where

_HARDLY: Final = frozenset({"0", "1"})
_IN_STEPS: Final = ("title", "instruction")


def _languages(rules: Rules) -> Iterator[Place]:
    """Yield texts that say one figure in one language and another in the other."""
    for place, text in rules.texts:
        if len({written(text.get(language), language) for language in LANGUAGES}) > 1:
            ours, theirs = (_figures(text, language) for language in LANGUAGES)
            if ours - theirs and theirs - ours:
                yield place.at("en", ours=sorted(ours - theirs), theirs=sorted(theirs - ours))


def _figures(text: Text, language: Language) -> frozenset[str]:
    """Return the figures that a text says, in digits and in words; "one" is hardly a figure."""
    words = in_words(text.get(language), language) - _HARDLY
    return written(text.get(language), language) | words


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
        f"{round(float(one.value), 1):g}%"
        for language in LANGUAGES
        for one in said(text.get(language), language)
        if one.unit == "per-cent"
    }


CHECKS: Final = (
    Check("text.other-figure", "warning", _languages),
    Check("step.other-figure", "warning", _steps),
)
