"""How sentences show what rules say: points, conditions, documents, agencies, tables in words."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from kla_rules.conditions.words import Words as ConditionWords
from kla_rules.core.catalogues import CHANGES, PHRASES, STEPS
from kla_rules.core.points import decimal, number_written, written
from kla_rules.core.text import Text
from kla_rules.core.writing import Language, printable
from kla_rules.model.evidence import evidence_in_words
from kla_rules.rulesets.things import Thing


class InWords:
    """Writes values of one thing in one language."""

    def __init__(self, thing: Thing, language: Language, *, neutral: bool) -> None:
        self.thing, self.edition = thing, thing.edition
        self.language = language
        self.neutral = neutral

    def say(self, aspect: str, value: Any) -> str:  # noqa: ANN401 - whatever rules say
        """Return how a sentence shows what is said of an aspect."""
        writer = _WRITERS.get(aspect)
        text = self.plainly(value) if writer is None else writer(self, value)
        return printable(text)

    def plainly(self, value: Any) -> str:  # noqa: ANN401 - as above
        """Return a value of no kind of its own."""
        if isinstance(value, bool):
            return CHANGES.template("yes" if value else "no", self.language)
        if isinstance(value, Text):
            return f'"{value.get(self.language)}"'
        if isinstance(value, int | Decimal):
            return self.number(value)
        if isinstance(value, Mapping):
            return ", ".join(f"{name}: {self.plainly(one)}" for name, one in value.items()) or "-"
        if isinstance(value, tuple):
            return ", ".join(map(self.plainly, value)) or "-"
        return str(value)

    def number(self, value: int | Decimal) -> str:
        """Return a number of no unit."""
        return f"{value:f}" if self.neutral and isinstance(value, Decimal) else (
            str(value) if self.neutral else number_written(value, self.language)
        )  # fmt: skip

    def points(self, value: int) -> str:
        """Return thousandths as points."""
        return f"{decimal(value):f}" if self.neutral else written(value, self.language)

    def years(self, value: Iterable[int]) -> str:
        """Return years, which no language writes with a separator."""
        return ", ".join(map(str, value)) or "-"

    def period(self, value: tuple[int, int]) -> str:
        """Return the first and the last year."""
        return PHRASES.say("years", self.language, first=value[0], last=value[1])

    def cited(self, value: tuple[str, str, tuple[str, ...]]) -> str:
        """Return source and grade."""
        source, grade, confirmed = value
        key = "cited-and" if confirmed else "cited-as"
        values = {"source": source or "-", "grade": grade, "confirmed": confirmed}
        return CHANGES.say(key, self.language, **values)

    def agencies(self, value: Iterable[str]) -> str:
        """Return agencies by their names."""
        known = {agency.id: agency.title.get(self.language) for agency in self.edition.agencies}
        return ", ".join(known.get(name, name) for name in value) or "-"

    def agency(self, value: str) -> str:
        """Return an agency by its name."""
        return self.agencies((value,))

    def documents(self, value: tuple[tuple[tuple[str, ...], ...]]) -> str:
        """Return what a question asks to be attached."""
        said = evidence_in_words(self.edition, value[0]).get(self.language)
        return said or CHANGES.template("any-document", self.language)

    def table(self, value: tuple[Iterable[Any], Mapping[str, int]]) -> str:
        """Return bands of values and options, each with its points."""
        bands, options = value
        parts = [
            CHANGES.say(
                "band-open" if band.end is None else "band",
                self.language,
                start=self.number(band.start),
                end="" if band.end is None else self.number(band.end),
                points=self.points(band.worth_thousandths),
            )
            for band in bands
        ]
        parts += [f"{name}: {self.points(worth)}" for name, worth in options.items()]
        return "; ".join(parts) or "-"

    def condition(self, value: Any) -> str:  # noqa: ANN401 - a condition of any operator
        """Return what a condition asks."""
        facts = self.thing.facts
        words = ConditionWords(self.edition, self.language, neutral=self.neutral, facts=facts)
        return words.condition(value)

    def node(self, value: str) -> str:
        """Return a node by id and title, where this edition has it."""
        if value not in self.edition.positions:
            return value
        return f"{value} ({self.edition.node(value).title.get(self.language)})"

    def kind(self, value: str) -> str:
        """Return a kind of question by its name."""
        known = {kind.id: kind.title.get(self.language) for kind in self.edition.kinds}
        return known.get(value, value)

    def level(self, value: str) -> str:
        """Return a level by its name."""
        known = {level.id: level.title.get(self.language) for level in self.edition.levels}
        return known.get(value, value)

    def answer(self, value: str) -> str:
        """Return what a question asks for."""
        return PHRASES.template(f"answer-{value}", self.language)

    def step_kind(self, value: str) -> str:
        """Return a kind of step."""
        return STEPS.template(f"kind-{value}", self.language)

    def code(self, value: str) -> str:
        """Return one of a few fixed values in words."""
        key = f"value-{value}"
        return CHANGES.template(key, self.language) if key in CHANGES else value


_WRITERS: Final[Mapping[str, Callable[[InWords, Any], str]]] = {
    "maximum": InWords.points,
    "floor_thousandths": InWords.points,
    "whole_floor_thousandths": InWords.points,
    "rounds": InWords.years,
    "years": InWords.period,
    "cited": InWords.cited,
    "asks_cited": InWords.cited,
    "table_cited": InWords.cited,
    "agencies": InWords.agencies,
    "supporting": InWords.agencies,
    "responsible": InWords.agency,
    "asks": InWords.documents,
    "table": InWords.table,
    "when": InWords.condition,
    "place": InWords.node,
    "level": InWords.level,
    "question_kind": InWords.kind,
    "answer": InWords.answer,
    "was": InWords.answer,
    "step_kind": InWords.step_kind,
    "direction": InWords.code,
    "scope": InWords.code,
    "policy": InWords.code,
    "other_policy": InWords.code,
    "recurrence": InWords.code,
    "rank": InWords.code,
    "completeness_level": InWords.code,
    "measure_kind": InWords.code,
}
