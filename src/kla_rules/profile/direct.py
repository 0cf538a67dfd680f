"""Points and answers in one pass over plain values, for the many profiles that nothing is wrong with.

The careful path makes an event of every value, holds all of them against the schema and keeps where
each stood, so that everything that is wrong is told at once. Here each answer is taken by the form
it has, and the first doubt ends it: then the careful path starts anew, and tells. Whatever is
accepted here is accepted there, with the same profile; a test holds the two against each other.
"""  # noqa: E501

import datetime as dt
import functools
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, NoReturn

from kla_rules.core.dates import day_of
from kla_rules.core.frozen import FrozenMap
from kla_rules.core.points import LARGEST, SCALE, exact_thousandths, number
from kla_rules.core.reading.documents import Map, Seq
from kla_rules.core.reading.events import unwritable
from kla_rules.model.answer_forms import FITS, FULL, NONE
from kla_rules.model.edition import Edition
from kla_rules.model.offices import offices_of
from kla_rules.model.tree import Node
from kla_rules.profile.answers import Answer, Evidence, Place, is_date, value_findings

# More than any instrument asks. What is larger is left to the path that counts every value.
_MOST: Final = 1000
_MOST_DOCUMENTS: Final = 2000
_MAPS: Final = frozenset({dict, Map, FrozenMap})
_LISTS: Final = frozenset({list, tuple, Seq})

# The value of an answer as it is kept, and the thousandths it gives by itself or None.
Taken = tuple[Any, int | Fraction | None]
# The same of points, of which the thousandths are always known.
Figure = tuple[int | Decimal, int | Fraction]


class DoubtError(Exception):
    """Something here may be wrong; the careful path must look at it."""


def taken_points(points: Any, edition: Edition) -> list[tuple[int, Figure]]:  # noqa: ANN401 - a stranger's value
    """Return by position what a profile gives under `points`.

    Raises:
        DoubtError: at the first figure that is not plainly right.
    """
    _sized(points, _MAPS, _MOST)
    taken = []
    for node_id, value in points.items():
        position = edition.positions.get(node_id)
        if position is None or type(node_id) is not str:
            _doubt()
        taken.append((position, _points(value, edition.nodes[position])))
    return taken


def taken_answers(
    answers: Any,  # noqa: ANN401 - a stranger's value
    edition: Edition,
    place: Callable[[str], Place] | None,
) -> list[tuple[int, Answer, int | Fraction | None]]:
    """Return position, answer and thousandths, in the order given.

    Args:
        answers: by question id, as a profile gives them.
        edition: what they are held against.
        place: tells where the answer at a question stands; None where no file was read.

    Raises:
        DoubtError: at the first answer that is not plainly right.
    """
    _sized(answers, _MAPS, _MOST)
    taken = []
    questions, documents = _questions(edition), _Documents(edition)
    form: str | None
    for node_id, rule in answers.items():
        question = questions.get(node_id)
        if question is None or type(node_id) is not str or type(rule) not in _MAPS:
            _doubt()
        position, node, takes = question
        if len(rule) == 1:
            ((form, value),) = rule.items()
            evidence = documents.taken(value) if form == "evidence" else ()
        else:
            form, value = _only_form(rule)
            evidence = documents.taken(rule["evidence"])
        take = takes.get(form)
        if take is not None:
            value, points = take(value, node)
        elif form == "evidence" and evidence:
            form, value, points = "", None, None
        else:
            _doubt()
        where = _NOWHERE if place is None else place(node_id)
        taken.append((position, Answer(form, value, evidence, where), points))
    return taken


_NOWHERE: Final = (None, None, None)


def is_map(value: object) -> bool:
    """Return whether `value` is an ordinary mapping, and no class of a stranger's own."""
    return type(value) in _MAPS


def _doubt() -> NoReturn:
    raise DoubtError


def _sized(value: Any, types: frozenset[type], most: int) -> None:  # noqa: ANN401 - a stranger's value
    if type(value) not in types or len(value) > most:
        _doubt()


def _only_form(rule: dict[str, Any]) -> tuple[str, Any]:
    """Return the one form that an answer with documents has, and what it gives."""
    forms = [item for item in rule.items() if item[0] != "evidence"]
    if len(rule) != _WITH_DOCUMENTS or len(forms) != 1:
        _doubt()
    return forms[0]


_WITH_DOCUMENTS: Final = 2


@functools.lru_cache(maxsize=16)
def _questions(edition: Edition) -> dict[str, tuple[int, Node, Mapping[str, "_Take"]]]:
    """Return by id the position of each question, the question, and what takes which form."""
    return {
        node.id: (
            position,
            node,
            {**_TAKES.get(node.question.was, {}), **_TAKES[node.question.answer]},
        )
        for position, node in enumerate(edition.nodes)
        if node.question is not None
    }


def _points(value: Any, node: Node) -> Figure:  # noqa: ANN401 - a stranger's value
    exact, points = _figure(value)
    if not 0 <= points <= node.ceiling_thousandths:  # by digits alone, the careful path takes it
        _doubt()
    return exact, points


def _option(value: Any, node: Node) -> Taken:  # noqa: ANN401 - as above
    if type(value) is not str or not 0 < len(value) <= _LONGEST_OPTION or unwritable(value):
        _doubt()
    return value, {FULL: node.ceiling_thousandths, NONE: 0}.get(value)


def _fraction(value: Any, node: Node) -> Taken:  # noqa: ANN401 - as above
    exact = _figure(value)[0]
    if not 0 <= exact <= 1:
        _doubt()
    return exact, exact_thousandths(exact, 1, node.ceiling_thousandths)


def _value(value: Any, node: Node) -> Taken:  # noqa: ANN401 - as above
    exact = _figure(value)[0]
    if next(value_findings(node, exact, ()), None) is not None:
        _doubt()
    return exact, None


def _units(value: Any, node: Node) -> Taken:  # noqa: ANN401, ARG001 - as above
    _sized(value, _MAPS, len(_UNITS))
    counts = {key: _figure(count)[0] for key, count in value.items()}
    if not counts.keys() <= _UNITS or any(type(count) is not int for count in counts.values()):
        _doubt()
    part, whole, unknown = counts.get("part", -1), counts.get("whole", 0), counts.get("unknown", 0)
    if not (part >= 0 and unknown >= 0 and part + unknown <= whole and 1 <= whole <= _MOST_UNITS):
        _doubt()
    return FrozenMap(counts), None


def _counts(value: Any, node: Node) -> Taken:  # noqa: ANN401 - as above
    _sized(value, _MAPS, len(node.question.counts) if node.question else 0)
    known = {name for name, _ in node.question.counts} if node.question else set()
    counts = {key: _figure(count)[0] for key, count in value.items()}
    whole = all(type(one) is int and 0 <= one <= _MOST_COUNTED for one in counts.values())
    if not counts or not counts.keys() <= known or not whole:
        _doubt()
    return counts, None


def _holds(value: Any, node: Node) -> Taken:  # noqa: ANN401 - as above
    if type(value) is not bool or node.question is None:
        _doubt()
    good = value is (node.question.direction != "negative")
    return value, node.ceiling_thousandths if good else 0


def _not_applicable(value: Any, node: Node) -> Taken:  # noqa: ANN401, ARG001 - as above
    if value is not True:
        _doubt()
    return value, None


_UNITS: Final = frozenset({"part", "whole", "unknown"})
_MOST_UNITS: Final = 1_000_000
_MOST_COUNTED: Final = 1_000_000_000
_LONGEST_OPTION: Final = 100
_Take = Callable[[Any, Node], Taken]
# What takes an answer, by its form; and the same for each kind of question, as far as they fit.
_ANY: Final[dict[str, _Take]] = {
    "points": _points,
    "option": _option,
    "not_applicable": _not_applicable,
}
_FITTING: Final[dict[str, _Take]] = {
    "fraction": _fraction,
    "value": _value,
    "units": _units,
    "counts": _counts,
    "holds": _holds,
}
_TAKES: Final[dict[str, Mapping[str, _Take]]] = {
    kind: {**_ANY, **{form: _FITTING[form] for form in forms}} for kind, forms in FITS.items()
}


def _figure(value: Any) -> Figure:  # noqa: ANN401 - a stranger's value
    """Return an exact number, and its thousandths with all their digits."""
    kind = type(value)
    if kind is int and -LARGEST <= value <= LARGEST:
        return value, value * SCALE
    if kind is float and -LARGEST < value < LARGEST:
        points = round(value * SCALE)
        if points / SCALE == value:
            # Of at most twelve digits there is one float for each number: nothing was lost.
            if points % SCALE == 0:
                return points // SCALE, points
            return Decimal(float.__repr__(value)), points
    elif kind is not float and kind is not Decimal:
        _doubt()
    try:
        exact = number(value)
    except (ValueError, OverflowError):
        raise DoubtError from None
    return exact, exact_thousandths(exact)


class _Documents:
    """Takes the documents that answers of one profile list."""

    def __init__(self, edition: Edition) -> None:
        self.offices = offices_of(edition)
        self.left = _MOST_DOCUMENTS

    def taken(self, listed: Any) -> tuple[Evidence, ...]:  # noqa: ANN401 - a stranger's value
        _sized(listed, _LISTS, min(self.left, _MOST_LISTED))
        self.left -= len(listed)
        return tuple(self._document(document) for document in listed)

    def _document(self, rule: Any) -> Evidence:  # noqa: ANN401 - as above
        _sized(rule, _MAPS, len(_FORMS) + len(_MARKS) + 1)
        fields: dict[Any, Any] = {}
        for key, value in rule.items():
            if type(value) is str:
                text = value
            elif (key == "year" and type(value) is int and value in _YEARS) or (
                key in _MARKS and type(value) is bool
            ):
                fields[key] = value
                continue
            else:
                text = _dated(key, value)
            offices = self.offices.get(key)
            if offices is not None:
                if text not in offices:
                    _doubt()
            else:
                form = _FORMS.get(key)
                if form is None or not form.match(text):
                    _doubt()
                if not text.isascii() and unwritable(text):
                    _doubt()
            fields[key] = text
        if "kind" not in fields or "title" not in fields:
            _doubt()
        if "date" in fields and not is_date(fields["date"]):
            _doubt()
        return Evidence(**fields)


def _dated(key: Any, value: Any) -> str:  # noqa: ANN401 - as above
    """Return a date as a text: a year may be a number, a day may be a date."""
    if key == "date" and type(value) is int and value in _YEARS:
        return str(value)
    if key == "date" and isinstance(value, dt.date):
        return day_of(value)
    _doubt()


# What is known of a document, each in the form that the schema of a profile gives it; offices are
# those of the edition.
_FORMS: Final = {
    "kind": re.compile(r"[a-z][a-z0-9-]{0,59}\Z"),
    "title": re.compile(
        r"(?=.*\S)[^\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]{1,300}\Z"
    ),
    "date": re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?\Z"),
    "digest": re.compile(r"[0-9a-f]{64}\Z"),
}
_YEARS: Final = range(1900, 2101)
_MARKS: Final = frozenset({"comparison", "note"})
_MOST_LISTED: Final = 100
