"""Conditions in words, and what was seen of them: texts of the catalogues."""

from collections.abc import Mapping
from typing import Any

from kla_rules.conditions.bound import Bound
from kla_rules.conditions.judgement import Judgement
from kla_rules.conditions.operators import OPERATORS, Condition
from kla_rules.core.catalogues import CONDITIONS
from kla_rules.core.points import SCALE, share
from kla_rules.core.text import Text
from kla_rules.core.writing import LANGUAGES, Language, write
from kla_rules.model.edition import Edition
from kla_rules.model.measure import Measure
from kla_rules.model.tree import name_of


class Words:
    """Puts conditions of one edition into words of one language; operators say theirs with it.

    Attributes:
        edition: what the conditions speak of.
        language: "id" or "en".
        neutral: write numbers with a decimal point whatever the language, as JSON wants them.
        measures: what conditions may name, facts of units included.
    """

    def __init__(
        self,
        edition: Edition,
        language: Language,
        *,
        neutral: bool = False,
        facts: Mapping[str, Measure] | None = None,
    ) -> None:
        self.edition = edition
        self.measures = {**{measure.id: measure for measure in edition.measures}, **(facts or {})}
        self.language = language
        self.neutral = neutral

    def condition(self, condition: Condition) -> str:
        """Return what a condition asks."""
        operator = OPERATORS[type(condition)]
        parts = []
        for part in operator.parts(condition, None):
            text = self.condition(part)
            in_brackets = operator.is_list and OPERATORS[type(part)].is_list
            parts.append(f"({text})" if in_brackets else text)
        return operator.words(self, condition, parts)

    def counted(self, judgement: Judgement) -> str:
        """Return what was looked at; of a list of parts only how many hold."""
        if OPERATORS[type(judgement.condition)].is_list and known(judgement):
            return self.say("seen-counts", **judgement.seen)
        return self.seen(judgement)

    def seen(self, judgement: Judgement) -> str:
        """Return what was looked at, part by part."""
        if not known(judgement):
            return self.say("seen-nothing")
        return OPERATORS[type(judgement.condition)].seen(self, judgement)

    def seen_in_list(self, judgement: Judgement) -> str:
        """Return what a part is about and what was seen of it, never what is asked."""
        return OPERATORS[type(judgement.condition)].seen_in_list(self, judgement)

    # -- what operators say theirs with ----------------------------------------------------------

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the catalogue."""
        return write(
            CONDITIONS.template(key, self.language), values, self.language, neutral=self.neutral
        )

    def figures(self, seen: Mapping[str, Any], unit: str) -> str:
        """Return a figure, or the two ends that it lies between."""
        settled = seen["low"] == seen["high"]
        if "whole" in seen:
            return self.say("seen-share" if settled else "seen-share-range", **seen)
        return self.say("seen-one" if settled else "seen-range", unit=unit, **seen)

    def name(self, node_id: str) -> Text:
        """Return the id and the title of a node."""
        return name_of(self.edition.node(node_id))

    def title(self, measure: str) -> Text:
        """Return the title of a measure."""
        return self.measures[measure].title

    def unit(self, measure: str) -> str:
        """Return what a measure is counted in."""
        asked = self.measures[measure]
        if asked.kind not in {"number", "count", "year"}:
            return self.say("percent-unit")
        return "" if asked.units is None else self.say("number-unit", units=asked.units)

    def comparison(self, bound: Bound, factor: int = 1) -> str:
        """Return a comparison with a constant."""
        return self.say(bound.comparator, value=share(bound.value, 1, factor * SCALE))


def known(judgement: Judgement) -> bool:
    """Return whether anything was seen, in the condition or in a part of it."""
    if judgement.parts:
        return any(map(known, judgement.parts))
    return bool(judgement.seen)


def in_words(
    edition: Edition,
    condition: Condition,
    *,
    neutral: bool = False,
    facts: Mapping[str, Measure] | None = None,
) -> Text:
    """Return what a condition asks, in each language."""
    both = (Words(edition, language, neutral=neutral, facts=facts) for language in LANGUAGES)
    return Text(*(words.condition(condition) for words in both))
