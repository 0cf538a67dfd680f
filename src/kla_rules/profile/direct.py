"""Points and answers in one pass over plain values, for the many profiles that nothing is wrong with.

The careful path makes an event of every value, holds all of them against the schema and keeps where
each stood, so that everything that is wrong is told at once. Here each answer is taken by the form
it has, and the first doubt ends it: then the careful path starts anew, and tells. Whatever is
accepted here is accepted there, with the same profile; a test holds the two against each other.
"""  # noqa: E501

import datetime as dt
import functools
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final, NoReturn

from kla_rules.model import Edition, Node
from kla_rules.points import is_exact, number, share, thousandths
from kla_rules.profile.answers import (
    FITS,
    FULL,
    NONE,
    Answer,
    Evidence,
    Place,
    is_date,
    value_findings,
)
from kla_rules.reading.documents import Map, Seq
from kla_rules.reading.events import unwritable

# More than any instrument asks. What is larger is left to the path that counts every value.
_MOST: Final = 1000
_MOST_DOCUMENTS: Final = 2000
_MAPS: Final = frozenset({dict, Map})
_LISTS: Final = frozenset({list, tuple, Seq})

# The value of an answer as it is kept, the thousandths it gives by itself or None, and whether
# nothing is rounded away.
Taken = tuple[Any, int | None, bool]
# The same of points, of which the thousandths are always known.
Figure = tuple[int | Decimal, int, bool]


class DoubtError(Exception):
    """Something here may be wrong; the careful path must look at it."""


def taken_points(points: Any, edition: Edition) -> list[tuple[int, Figure]]:  # noqa: ANN401 - a stranger's value
    """Return by position what a profile gives under `points`.

    Raises:
        DoubtError: at the first figure that is not plainly right.
    """
    _sized(points, _MAPS, _MOST)
    return [
        (position, _points(given, edition.nodes[position]))
        for node_id, given in points.items()
        for position in (_position(node_id, edition),)
    ]


def taken_answers(
    answers: Any,  # noqa: ANN401 - a stranger's value
    edition: Edition,
    place: Callable[[str], Place] | None,
) -> list[tuple[int, Answer, int | None, bool]]:
    """Return position, answer, thousandths and whether they are exact, in the order given.

    Args:
        answers: by question id, as a profile gives them.
        edition: what they are held against.
        place: tells where the answer at a question stands; None where no file was read.

    Raises:
        DoubtError: at the first answer that is not plainly right.
    """
    _sized(answers, _MAPS, _MOST)
    taken = []
    documents = _Documents(edition)
    for node_id, rule in answers.items():
        position = _position(node_id, edition)
        node = edition.nodes[position]
        if type(rule) not in _MAPS or node.question is None:
            _doubt()
        form = _only_form(rule)
        evidence = documents.taken(rule["evidence"]) if "evidence" in rule else ()
        if not form and not evidence:
            _doubt()
        given, points, exact = _TAKE[form](rule[form], node) if form else (None, None, True)
        where = _NOWHERE if place is None else place(node_id)
        taken.append((position, Answer(form, given, evidence, where), points, exact))
    return taken


_NOWHERE: Final = (None, None, None)


def is_map(value: object) -> bool:
    """Tell whether `value` is an ordinary mapping, and no class of a stranger's own."""
    return type(value) in _MAPS


def _doubt() -> NoReturn:
    raise DoubtError


def _sized(value: Any, types: frozenset[type], most: int) -> None:  # noqa: ANN401 - a stranger's value
    if type(value) not in types or len(value) > most:
        _doubt()


def _position(node_id: Any, edition: Edition) -> int:  # noqa: ANN401 - a stranger's key
    position = edition.positions.get(node_id)
    if position is None or type(node_id) is not str:
        _doubt()
    return position


def _only_form(rule: dict[str, Any]) -> str:
    """Return the one form that an answer has; "" where there are only documents."""
    form = ""
    for key in rule:
        if key != "evidence":
            if form or type(key) is not str or key not in _TAKE:
                _doubt()
            form = key
    return form


def _points(given: Any, node: Node) -> Figure:  # noqa: ANN401 - a stranger's value
    exact, points, whole = _figure(given)
    if not 0 <= points <= node.ceiling:
        _doubt()
    return exact, points, whole


def _option(given: Any, node: Node) -> Taken:  # noqa: ANN401 - as above
    if type(given) is not str or not 0 < len(given) <= _LONGEST_OPTION or unwritable(given):
        _doubt()
    return given, {FULL: node.ceiling, NONE: 0}.get(given), True


def _fraction(given: Any, node: Node) -> Taken:  # noqa: ANN401 - as above
    exact = _fitting("fraction", _figure(given)[0], node)
    if not 0 <= exact <= 1:
        _doubt()
    numerator, denominator = exact.as_integer_ratio()
    return exact, share(exact, 1, node.ceiling), numerator * node.ceiling % denominator == 0


def _value(given: Any, node: Node) -> Taken:  # noqa: ANN401 - as above
    exact = _fitting("value", _figure(given)[0], node)
    if next(value_findings(node, exact, ()), None) is not None:
        _doubt()
    return exact, None, True


def _units(given: Any, node: Node) -> Taken:  # noqa: ANN401 - as above
    _sized(given, _MAPS, len(_UNITS))
    counts = {key: _figure(count)[0] for key, count in given.items()}
    if not counts.keys() <= _UNITS or any(type(count) is not int for count in counts.values()):
        _doubt()
    part, whole, unknown = counts.get("part", -1), counts.get("whole", 0), counts.get("unknown", 0)
    if not (part >= 0 and unknown >= 0 and part + unknown <= whole and 1 <= whole <= _MOST_UNITS):
        _doubt()
    return _fitting("units", counts, node), None, True


def _holds(given: Any, node: Node) -> Taken:  # noqa: ANN401 - as above
    if type(given) is not bool or node.question is None:
        _doubt()
    good = given is (node.question.direction != "negative")
    return _fitting("holds", given, node), node.ceiling if good else 0, True


def _not_applicable(given: Any, node: Node) -> Taken:  # noqa: ANN401, ARG001 - as above
    if given is not True:
        _doubt()
    return given, None, True


# By form what takes it: one for each of `FORMS`.
_TAKE: Final[dict[str, Callable[[Any, Node], Taken]]] = {
    "points": _points,
    "option": _option,
    "fraction": _fraction,
    "value": _value,
    "units": _units,
    "holds": _holds,
    "not_applicable": _not_applicable,
}
_UNITS: Final = frozenset({"part", "whole", "unknown"})
_MOST_UNITS: Final = 1_000_000
_LONGEST_OPTION: Final = 100


def _fitting(form: str, given: Any, node: Node) -> Any:  # noqa: ANN401 - what is given is returned
    if node.question is None or form not in FITS[node.question.answer]:
        _doubt()
    return given


def _figure(value: Any) -> Figure:  # noqa: ANN401 - a stranger's value
    """Return an exact number, its thousandths, and whether they are all of it."""
    kind = type(value)
    if kind is int:
        return value, value * 1000, True
    if kind is float:
        return _of_float(value)
    if kind is Decimal:
        return _exact(value)
    _doubt()


def _exact(value: float | Decimal) -> Figure:
    try:
        exact = number(value)
    except (ValueError, OverflowError):
        raise DoubtError from None
    return exact, thousandths(exact), is_exact(exact)


# The same few figures stand in most profiles, and a decimal costs more than all else about them.
_of_float: Final = functools.lru_cache(maxsize=4096)(_exact)


class _Documents:
    """Takes the documents that answers of one profile list."""

    def __init__(self, edition: Edition) -> None:
        self.agencies = {one.id for one in edition.agencies}
        self.left = _MOST_DOCUMENTS

    def taken(self, listed: Any) -> tuple[Evidence, ...]:  # noqa: ANN401 - a stranger's value
        _sized(listed, _LISTS, min(self.left, _MOST_LISTED))
        self.left -= len(listed)
        return tuple(self._document(one) for one in listed)

    def _document(self, rule: Any) -> Evidence:  # noqa: ANN401 - as above
        _sized(rule, _MAPS, len(_FORMS))
        texts = {key: _text(key, value) for key, value in rule.items()}
        if "kind" not in texts or "title" not in texts:
            _doubt()
        if "date" in texts and not is_date(texts["date"]):
            _doubt()
        if "agency" in texts and texts["agency"] not in self.agencies:
            _doubt()
        return Evidence(**texts)


def _text(key: Any, value: Any) -> str:  # noqa: ANN401 - as above
    """Return one text about a document; a year may be a number, a day may be a date."""
    form = _FORMS.get(key)
    if key == "date" and type(value) is int and value in _YEARS:
        value = str(value)
    elif key == "date" and isinstance(value, dt.date):
        value = value.isoformat()[:10]
    if form is None or type(value) is not str or not form.match(value) or unwritable(value):
        _doubt()
    return str(value)


# What is known of a document, each in the form that the schema of a profile gives it.
_FORMS: Final = {
    "kind": re.compile(r"[a-z][a-z0-9-]{0,59}\Z"),
    "title": re.compile(
        r"(?=.*\S)[^\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]{1,300}\Z"
    ),
    "date": re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?\Z"),
    "agency": re.compile(r"(?s:.){1,60}\Z"),
    "digest": re.compile(r"[0-9a-f]{64}\Z"),
}
_YEARS: Final = range(1900, 2101)
_MOST_LISTED: Final = 100
