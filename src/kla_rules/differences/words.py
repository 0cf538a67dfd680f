"""Answers, and what can be exchanged, in words of both languages."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from kla_rules.core.catalogues import DIFFERENCES
from kla_rules.core.points import exact_thousandths, number_written
from kla_rules.core.text import Text, both
from kla_rules.core.writing import LANGUAGES
from kla_rules.differences.exchange import Exchange, Item
from kla_rules.model.edition import Edition
from kla_rules.model.measure import Reading
from kla_rules.model.tree import Node, name_of
from kla_rules.rulesets.difference import Change
from kla_rules.validation.comparison.applied import Part as RulePart


def answer_words(answer: Mapping[str, Any] | None, node: Node) -> Text:
    """Return what an answer says, documents aside.

    Args:
        answer: as a profile writes it, or None.
        node: where it stands.
    """
    forms = {key: value for key, value in (answer or {}).items() if key != "evidence"}
    if not forms:
        return both(DIFFERENCES, "answer-none")
    ((form, given),) = forms.items()
    if form == "counts":
        return _counts(given, dict(node.question.counts) if node.question else {})
    if form in {"fraction", "value"}:
        is_share = node.question is not None and node.question.answer == "percentage"
        key = form if form == "fraction" else "percent" if is_share else "count"
        return _numbered(f"answer-{key}", number=given)
    key, values = _SAID[form](given)
    return both(DIFFERENCES, f"answer-{key}", **values)


def _of_option(given: str) -> tuple[str, dict[str, Any]]:
    return f"option-{given}" if given in {"full", "none"} else "option", {"option": given}


def _of_units(given: Mapping[str, int]) -> tuple[str, dict[str, Any]]:
    return "units-open" if given.get("unknown") else "units", {"unknown": 0, **given}


# By form the sentence of an answer, and what fills it.
_SAID: Final[Mapping[str, Callable[[Any], tuple[str, dict[str, Any]]]]] = {
    "points": lambda given: ("points", {"points": exact_thousandths(given)}),
    "option": _of_option,
    "units": _of_units,
    "holds": lambda given: ("yes" if given else "no", {}),
    "not_applicable": lambda _: ("not-applicable", {}),
}


def _numbered(key: str, *, number: int | Decimal) -> Text:
    return Text(*(
        DIFFERENCES.say(key, language, number=number_written(number, language))
        for language in LANGUAGES
    ))  # fmt: skip


def _counts(given: Mapping[str, Any], names: Mapping[str, Text]) -> Text:
    return Text(*(
        "; ".join(
            f"{names[key].get(language) if key in names else key}: "
            f"{number_written(value, language)}"
            for key, value in given.items()
        )
        for language in LANGUAGES
    ))  # fmt: skip


def readings_words(readings: Sequence[Reading] | None) -> Text:
    """Return what was measured, the latest last; that nothing was where there is none."""
    if not readings:
        return both(DIFFERENCES, "not-stated")
    return Text(*(
        "; ".join(_reading(reading, language) for reading in readings) for language in LANGUAGES
    ))  # fmt: skip


def _reading(reading: Reading, language: Any) -> str:  # noqa: ANN401 - one of two words
    if isinstance(reading.value, bool):
        said = DIFFERENCES.say("answer-yes" if reading.value else "answer-no", language)
    elif reading.value is None:
        said = f"{reading.part}/{reading.whole}"
    else:
        said = number_written(reading.value, language)
    besides = [str(one) for one in (reading.year, reading.definition) if one is not None]
    return f"{said} ({', '.join(besides)})" if besides else said


def measure_title(name: str, editions: Iterable[Edition]) -> Text:
    """Return what a measure is called; one that no edition knows goes by its id."""
    for edition in editions:
        for measure in edition.measures:
            if measure.id == name:
                return measure.title
    return Text(name, name)


def node_at(exchange: Exchange, name: str) -> Node:
    """Return a node by its id, of the new edition where that has it."""
    new, old = exchange.new.edition, exchange.old.edition
    return new.node(name) if name in new.positions else old.node(name)


class Sayings:
    """Says what can be exchanged.

    Attributes:
        exchange: both evaluations by place.
        rules: by name of a rule part what the editions say differently there.
    """

    def __init__(self, exchange: Exchange, parts: Iterable[RulePart]) -> None:
        self.exchange = exchange
        self.rules = {
            (part.change.kind, part.change.ids[:1]): part.change.changes for part in parts
        }

    def __call__(self, item: Item) -> tuple[Text, Text | None]:
        """Return what it is called, and what each of the evaluations has there."""
        match item.kind:
            case "rule":
                return self._rule(item), None
            case "table":
                return self._table(item)
            case "reading":
                old, new = (
                    value_words(item.id, getattr(one.evaluation, item.id))
                    for one in (self.exchange.old, self.exchange.new)
                )
                return both(DIFFERENCES, f"record-{item.id}"), change_words(old, new)
            case _:
                return self._answer(item)

    def _rule(self, item: Item) -> Text:
        if item.what in {"tree", "evidence"}:
            return both(DIFFERENCES, f"cause-{item.what}")
        told: Sequence[Change] = self.rules.get((item.what, (item.id,)), ())
        if not told and item.what == "node":  # it has parts in one of the editions alone
            return both(DIFFERENCES, "cause-node", name=name_of(node_at(self.exchange, item.id)))
        if not told:
            return both(DIFFERENCES, "cause-rule", id=item.id)
        own = [one for one in told if one.what in {item.what, "maximum", "floor"}]
        first, more = (own or told)[0], len(told) - 1
        said = Text(*(first.text(language, neutral=False) for language in LANGUAGES))
        return both(DIFFERENCES, "cause-more", change=said, more=more) if more else said

    def _table(self, item: Item) -> tuple[Text, Text]:
        name = name_of(node_at(self.exchange, item.id))
        if item.what != "table":
            return name, both(DIFFERENCES, "cause-tables", count=len(item.tables))
        (place,) = item.tables
        tables = (self.exchange.old.table_at(place), self.exchange.new.table_at(place))
        owners = [
            Text(table.owner, table.owner) if table else both(DIFFERENCES, "value-none")
            for table in tables
        ]
        return both(DIFFERENCES, "cause-table", name=name), change_words(*owners)

    def _answer(self, item: Item) -> tuple[Text, Text]:
        sides = (self.exchange.old, self.exchange.new)
        if item.what == "measure":
            name = measure_title(item.id, (one.edition for one in reversed(sides)))
            old, new = (
                readings_words(one.evaluation.profile.measures.get(item.id)) for one in sides
            )
            return name, change_words(old, new)
        node = node_at(self.exchange, item.id)
        if item.what == "answers":
            return name_of(node), both(DIFFERENCES, "cause-answers", count=len(item.answers))
        (place,) = item.answers
        ids = [one.id_at(place) or "" for one in sides]
        if item.what == "ratio":
            old, new = (
                ratio_words(one.evaluation.profile.ratios.get(name))
                for one, name in zip(sides, ids, strict=True)
            )
        else:
            old, new = (
                answer_words(one.given.get(name), node)
                for one, name in zip(sides, ids, strict=True)
            )
        if old == new:
            return name_of(node), both(DIFFERENCES, "cause-documents", answer=new)
        return name_of(node), change_words(old, new)


def change_words(old: Text, new: Text) -> Text:
    """Return what was and what is."""
    return both(DIFFERENCES, "from-to", old=old, new=new)


def ratio_words(ratio: int | Decimal | None) -> Text:
    """Return the share of a maximum, or that nothing is said."""
    return (
        both(DIFFERENCES, "not-stated")
        if ratio is None
        else _numbered("answer-fraction", number=ratio)
    )


def value_words(what: str, value: Any) -> Text:  # noqa: ANN401 - of several keys of a record
    """Return a value of a record for people: a word that we have, else as it is written."""
    key = f"value-{what}-{value}" if value is not None else "value-none"
    if value is None and f"value-{what}-none" in DIFFERENCES:
        key = f"value-{what}-none"
    return both(DIFFERENCES, key) if key in DIFFERENCES else Text(str(value), str(value))
