"""Figures that conditions compare with: whether they are those that the title says."""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from typing import Final

from attrs import frozen

from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.rulesets.reader import text_of
from kla_rules.validation.checks.check import Check
from kla_rules.validation.checks.figures import Said, said
from kla_rules.validation.checks.lexicon import lexicon, marks, without_asides, words_of
from kla_rules.validation.checks.numerals import in_digits
from kla_rules.validation.checks.rules import Place, Rules, listed
from kla_rules.validation.checks.titled import Leaf, Titled, titled, where

_WHOLE: Final = 100
_THIRDS: Final = 3
_SHARES: Final = ("percentage", "share", "ratio")
_FLOORS: Final = ("at_least", "above")
# In minutes, save working days, which are counted by themselves.
_TIMES: Final = {"minutes": 1, "hours": 60, "days": 1440, "working_days": 1}
_NUMBERS: Final = ("count", "nodes")
_ALL: Final = ("whole", "every")


@frozen(eq=False)
class Figure:
    """A figure that a condition compares with.

    Attributes:
        place: where it stands.
        kind: "percentage", "share", "ratio", "points", "count", "nodes" or "number".
        comparator: how it compares in the end.
        value: the figure; of shares and ratios in per cent.
    """

    place: Place
    kind: str
    comparator: str
    value: Fraction

    @property
    def is_share(self) -> bool:
        """Return whether it is a part of a whole."""
        return self.kind in _SHARES

    @property
    def least(self) -> Fraction | None:
        """Return for whole numbers the least that reaches it: more than 2 is at least 3."""
        if self.kind not in _NUMBERS or not self.comparator:
            return None
        return self.value + (self.comparator in {"above", "at_most"})

    @property
    def is_floor(self) -> bool:
        """Return whether it asks for more rather than for less."""
        return self.comparator in _FLOORS


def _figures_of(condition: Titled) -> Iterator[Figure]:
    """Yield the figures of a condition whose kind is known."""
    for leaf in condition.leaves:
        if leaf.written:
            yield from _figures(condition, leaf)


def _figures(condition: Titled, leaf: Leaf) -> Iterator[Figure]:
    place, bound, comparator = leaf.place.at(leaf.written), leaf.bound, leaf.comparator
    fact = condition.facts.get(leaf.measure or "")
    if fact is not None and fact.kind in {"percentage", "share", "count", "number"}:
        yield Figure(place, fact.kind, comparator, bound)
    elif leaf.kind == "ratio":
        yield Figure(place, "ratio", comparator, bound * _WHOLE)
    elif leaf.kind == "points":
        yield Figure(place, "points", comparator, bound)
    elif leaf.kind == "nodes":
        yield Figure(place, "nodes", comparator, bound)
        reaching = Fraction(leaf.place.rule["reaching"]) * _WHOLE
        yield Figure(leaf.place.at("reaching"), "ratio", "at_least", reaching)


def _title(rules: Rules) -> Iterator[Place]:
    """Yield figures of conditions that are none of those in the title, where it has some."""
    for condition in titled(rules):
        yield from _not_of_title(condition)


def _not_of_title(condition: Titled) -> Iterator[Place]:
    """Yield the figures that the title does not say and no other part of the condition has."""
    all_of_it = list(_figures_of(condition))
    for figure in all_of_it:
        told = [_told(figure, condition, language) for language in LANGUAGES]
        if not any(told) or any(_is(figure, one) for several in told for one in several):
            continue
        rest = [one for one in all_of_it if one is not figure and one.is_share == figure.is_share]
        if not any(_is(other, one) for other in rest for several in told for one in several):
            found = {one.value for several in told for one in several}
            yield figure.place.at(
                title=condition.title,
                found=in_digits(figure.value),
                said=sorted(map(in_digits, found)),
                other=where(condition.said_at),
            )


def _limits(rules: Rules) -> Iterator[Place]:
    """Yield time limits that are none of those in their title."""
    for _, place in listed(rules.handling_file, "limits") if rules.handling_file else ():
        title, ((unit, number),) = text_of(place.rule["title"]), place.rule["within"].items()
        told = {
            (one.unit, one.value)
            for language in LANGUAGES
            for one in said(title.get(language), language)
            if one.unit in _TIMES
        }
        if told and _lasting(unit, Fraction(number)) not in {_lasting(*one) for one in told}:
            named = sorted(f"{in_digits(value)} {unit}" for unit, value in told)
            other = where(place.at("title"))
            yield place.at("within").at(
                unit, title=title, found=f"{number} {unit}", said=named, other=other
            )


def _lasting(unit: str, number: Fraction) -> tuple[bool, Fraction]:
    """Return whether it is in working days, and how long it is."""
    return unit == "working_days", number * _TIMES[unit]


def _told(figure: Figure, condition: Titled, language: Language) -> list[Said]:
    """Return the figures of a title that may be that of a condition, by their unit."""
    every = said(condition.title.get(language), language)
    if figure.is_share:
        return [one for one in every if one.unit == "per-cent"]
    return [one for one in every if not one.unit and one.comparator]


def _is(figure: Figure, told: Said) -> bool:
    """Return whether a figure is the one that a title says; of whole numbers by what they mean.

    Thirds are no whole per cent: two of them are any figure from 66 to 67.
    """
    if told.unit == "per-cent" and told.value.denominator == _THIRDS:
        return floor(told.value) <= figure.value <= ceil(told.value)
    return figure.value == told.value or _same_whole(figure, told)


def _same_whole(figure: Figure, told: Said) -> bool:
    """Return whether the same whole numbers reach a figure: more than 2 are at least 3."""
    if figure.least is None or not told.comparator:
        return False
    return figure.least == told.value + (told.comparator in {"above", "at_most"})


def _comparison(rules: Rules) -> Iterator[Place]:
    """Yield comparisons in conditions that are none of those that the title says.

    Such as `above` where it says at least; of whole numbers more than 2 is at least 3.
    """
    for condition in titled(rules):
        yield from _compared_otherwise(condition)


def _compared_otherwise(condition: Titled) -> Iterator[Place]:
    """Yield the comparisons of figures that the title says otherwise."""
    for figure in _figures_of(condition):
        told = [
            one
            for language in LANGUAGES
            for one in _told(figure, condition, language)
            if one.comparator and _is(figure, one)
        ]
        if told and not any(_says(figure, one) for one in told):
            yield figure.place.at(
                title=condition.title,
                found=figure.comparator,
                said=told[0].comparator,
                other=where(condition.said_at),
            )


def _says(figure: Figure, told: Said) -> bool:
    """Return whether a comparison is the one that a title says of the same figure."""
    if figure.least is not None:
        return _same_whole(figure, told) and figure.is_floor == (told.comparator in _FLOORS)
    return figure.comparator == told.comparator


def _untold(rules: Rules) -> Iterator[Place]:
    """Yield figures in conditions whose title only says whether there are any, or all of it."""
    for condition in titled(rules):
        yield from _untold_in(condition)


def _untold_in(condition: Titled) -> Iterator[Place]:
    """Yield the figures of which the title says no more than that."""
    for leaf in condition.leaves:
        for figure in _figures(condition, leaf) if leaf.written else ():
            told = any(_told(figure, condition, language) for language in LANGUAGES)
            if told:
                continue
            if figure.kind == "count" and _asks_any(condition) and leaf.is_there is None:
                yield _untold_at(condition, figure)
            if figure.is_share and _asks_whole(condition, figure) and not _is_whole(figure):
                yield _untold_at(condition, figure)


def _untold_at(condition: Titled, figure: Figure) -> Place:
    found, other = in_digits(figure.value), where(condition.said_at)
    return figure.place.at(title=condition.title, found=found, other=other)


def _asks_any(condition: Titled) -> bool:
    """Return whether a title asks if there are any: that of a share of units, or in words."""
    return condition.exact or any(
        lexicon(("asks-yes_no",), language).at(words_of(condition.title.get(language)), 0)[0]
        for language in LANGUAGES
    )


def _asks_whole(condition: Titled, figure: Figure) -> bool:
    """Return whether a title asks for all of a share; of a measured one only by how it begins."""
    if figure.kind == "ratio":
        return _asks_all(condition)
    return figure.is_floor and all(
        lexicon(_ALL, language).at(words_of(condition.title.get(language)), 0)[0] == "every"
        for language in LANGUAGES
    )


def _asks_all(condition: Titled) -> bool:
    """Return whether a title says in both languages that nothing, or all of it, must be so."""
    return all(
        {"without", "every"}
        & {*marks(without_asides(text), ("whole", "without", "every"), language)}
        for language in LANGUAGES
        for text in (condition.title.get(language),)
    )


def _is_whole(figure: Figure) -> bool:
    return figure.value == _WHOLE and figure.comparator in {"at_least", "below"}


def _fewer(rules: Rules) -> Iterator[Place]:
    """Yield what a level asks for and more points would undo."""
    for condition in titled(rules):
        for leaf in condition.leaves if condition.asked else ():
            told = any(
                one.comparator in {"at_most", "below"}
                for language in LANGUAGES
                for one in said(condition.title.get(language), language)
            )
            if leaf.kind and leaf.asks_more is False and not told:
                yield leaf.place.at(leaf.written, title=condition.title)


CHECKS: Final = (
    Check("figure.other", "warning", _title),
    Check("figure.limit", "warning", _limits),
    Check("figure.comparison", "warning", _comparison),
    Check("figure.untold", "warning", _untold),
    Check("figure.fewer", "error", _fewer),
)
