"""Tell a condition, and what was seen of it: one sentence per operator in each language."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from kla_rules.conditions.judge import Judgement
from kla_rules.messages import CONDITIONS
from kla_rules.model import Edition, Measure, Text
from kla_rules.model.condition import (
    AllOf,
    AnyOf,
    AtLeast,
    Bound,
    Condition,
    Holds,
    MeasureOf,
    NodesReaching,
    Not,
    PointsOf,
    RatioOf,
    ShareOf,
    Trend,
)
from kla_rules.notes import name_of
from kla_rules.points import SCALE, share
from kla_rules.texts.writing import Language, write

_WHOLE: Final = 100


class Telling:
    """Tells conditions of one edition in one language.

    Attributes:
        edition: what the conditions speak of.
        language: "id" or "en".
        neutral: write numbers with a decimal point whatever the language, as JSON wants them.
        facts: of units, for conditions on one of them.
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
        self.measures = {**{one.id: one for one in edition.measures}, **(facts or {})}
        self.language = language
        self.neutral = neutral

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the catalogue."""
        return write(
            CONDITIONS.template(key, self.language), values, self.language, neutral=self.neutral
        )

    def condition(self, condition: Condition) -> str:
        """Return what a condition asks."""
        return _SENTENCES[type(condition)](self, condition)

    def counted(self, judgement: Judgement) -> str:
        """Return what was looked at; of a list of parts only how many hold."""
        if isinstance(judgement.condition, AllOf | AnyOf | AtLeast) and known(judgement):
            return self.say("seen-counts", **judgement.seen)
        return self.seen(judgement)

    def seen(self, judgement: Judgement) -> str:
        """Return what was looked at, part by part."""
        seen, condition = judgement.seen, judgement.condition
        if not known(judgement):
            return self.say("seen-nothing")
        if isinstance(condition, Not):
            return self.seen(judgement.parts[0])
        if isinstance(condition, AllOf | AnyOf | AtLeast):
            return "; ".join(self._seen_part(part) for part in judgement.parts)
        if isinstance(condition, NodesReaching):
            return self.say("seen-nodes", **seen)
        if isinstance(condition, Holds):
            return self.say("seen-yes" if seen["holds"] else "seen-no")
        if isinstance(condition, Trend):
            return self.say("seen-trend", unit=self._unit(condition), **seen)
        return self._figures(condition, seen)

    def _seen_part(self, part: Judgement) -> str:
        """Return what a part is about and what was seen of it, never what is asked."""
        condition, seen = part.condition, self.seen(part)
        match condition:
            case AllOf() | AnyOf() | AtLeast():
                return f"({seen})"
            case Not():
                return self._seen_part(part.parts[0])
            case PointsOf() | RatioOf():
                return f"{self.name(condition.node).get(self.language)}: {seen}"
            case NodesReaching():
                return seen
        return f"{self.measures[condition.measure].title.get(self.language)}: {seen}"

    def _figures(self, condition: Condition, seen: Any) -> str:  # noqa: ANN401 - figures by name
        settled = seen["low"] == seen["high"]
        if "whole" in seen:
            return self.say("seen-share" if settled else "seen-share-range", **seen)
        return self.say("seen-one" if settled else "seen-range", unit=self._unit(condition), **seen)

    def _unit(self, condition: Condition) -> str:
        if isinstance(condition, PointsOf):
            return self.say("points-unit")
        if isinstance(condition, MeasureOf | Trend):
            number = self.measures[condition.measure].kind == "number"
            return self.say("number-unit" if number else "percent-unit")
        return self.say("percent-unit")

    # -- one sentence per operator -------------------------------------------------------------

    def all(self, condition: AllOf) -> str:
        """Say that every part is asked."""
        return self.say("all", parts=self.joined(condition.parts))

    def any(self, condition: AnyOf) -> str:
        """Say that one of the parts is asked."""
        return self.say("any", parts=self.joined(condition.parts))

    def negation(self, condition: Not) -> str:
        """Say that the part must not hold."""
        return self.say("not", part=self.condition(condition.part))

    def at_least(self, condition: AtLeast) -> str:
        """Say how many of the parts are asked."""
        return self.say("of", count=condition.count, parts=self.joined(condition.parts))

    def joined(self, parts: tuple[Condition, ...]) -> str:
        """Return parts as a list within a sentence; a part that has parts stands in brackets."""
        told = [(part, self.condition(part)) for part in parts]
        whole = (AllOf, AnyOf, AtLeast)
        return "; ".join(f"({text})" if isinstance(part, whole) else text for part, text in told)

    def nodes(self, condition: NodesReaching) -> str:
        """Say how many nodes must reach a share of their maximum."""
        there = sum(node.rank == condition.rank for node in self.edition.nodes)
        rank = self.say("rank-" + condition.rank)
        percent = share(condition.share, 1, _WHOLE * SCALE)
        return self.say("nodes", count=condition.count, there=there, rank=rank, share=percent)

    def points(self, condition: PointsOf) -> str:
        """Say how many points are asked of a node."""
        name, comparison = self.name(condition.node), self.comparison(condition.bound)
        return self.say("points", name=name, comparison=comparison)

    def ratio(self, condition: RatioOf) -> str:
        """Say which share of its maximum is asked of a node."""
        name, comparison = self.name(condition.node), self.comparison(condition.bound, _WHOLE)
        return self.say("ratio", name=name, comparison=comparison)

    def measure(self, condition: MeasureOf) -> str:
        """Say what is asked of a measured number."""
        title = self.measures[condition.measure].title
        comparison, unit = self.comparison(condition.bound), self._unit(condition)
        return self.say("measure", title=title, comparison=comparison, unit=unit)

    def holds(self, condition: Holds) -> str:
        """Say whether something must be so."""
        title = self.measures[condition.measure].title
        return self.say("holds" if condition.expected else "holds-not", title=title)

    def share(self, condition: ShareOf) -> str:
        """Say which share of units is asked."""
        measure = self.measures[condition.measure]
        comparison = self.comparison(condition.bound)
        units = measure.units or Text("unit", "units")
        return self.say("share", title=measure.title, comparison=comparison, units=units)

    def trend(self, condition: Trend) -> str:
        """Say in which direction a measure must move."""
        return self.say(condition.direction, title=self.measures[condition.measure].title)

    def name(self, node_id: str) -> Text:
        """Return the id and the title of a node."""
        return name_of(self.edition.node(node_id).title, node_id)

    def comparison(self, bound: Bound, factor: int = 1) -> str:
        """Return a comparison with a constant."""
        return self.say(bound.comparator, value=share(bound.value, 1, factor * SCALE))


def known(judgement: Judgement) -> bool:
    """Tell whether anything was seen, in the condition or in a part of it."""
    if isinstance(judgement.condition, AllOf | AnyOf | AtLeast | NodesReaching):
        return any(known(part) for part in judgement.parts)
    if isinstance(judgement.condition, Not):
        return known(judgement.parts[0])
    return bool(judgement.seen)


_SENTENCES: Final[dict[type, Callable[[Telling, Any], str]]] = {
    AllOf: Telling.all,
    AnyOf: Telling.any,
    Not: Telling.negation,
    AtLeast: Telling.at_least,
    NodesReaching: Telling.nodes,
    PointsOf: Telling.points,
    RatioOf: Telling.ratio,
    MeasureOf: Telling.measure,
    Holds: Telling.holds,
    ShareOf: Telling.share,
    Trend: Telling.trend,
}
