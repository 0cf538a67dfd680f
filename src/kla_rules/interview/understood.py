"""What a line means that is typed at a question: an answer, a word to the program, or neither."""

import functools
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, Literal

from attrs import field, frozen

from kla_rules.core.catalogues import ASK
from kla_rules.core.frozen import frozen_value
from kla_rules.core.points import number
from kla_rules.core.writing import LANGUAGES
from kla_rules.model.answer_forms import FULL, NONE
from kla_rules.model.table import Table
from kla_rules.model.tree import Node

Command = Literal["skip", "unknown", "back", "help", "quit"]
COMMANDS: Final[tuple[Command, ...]] = ("skip", "unknown", "back", "help", "quit")
# The forms of an answer that a word names, before its number or option.
_NAMED: Final = ("points", "fraction", "value", "option")
_LONGEST: Final = 200
# Digits enough for any answer, and never more than a JSON number keeps.
_NUMBER: Final = re.compile(r"-?[0-9]{1,9}(?:[.,][0-9]{1,6})?")
# 1.250 is a thousand and more to one reader, and little more than one to the other.
_TWO_WAYS: Final = re.compile(r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+")
_PART: Final = re.compile(r"([0-9]{1,7})(?: ?/ ?| ([a-z]+) )([0-9]{1,7})")
_COUNT: Final = re.compile(r"([^\s=]+)\s*=\s*([0-9]{1,9})(?:[\s,;]+|\Z)")
_PER_CENT: Final = 100


@frozen
class Meaning:
    """What a line means.

    Attributes:
        kind: a command, "answer", or "none" where it means nothing here.
        form, value: of an answer, as a profile writes it.
        reason: why it means nothing, a key of the catalogue.
        values: what the sentence of the reason needs.
    """

    kind: str
    form: str = ""
    value: Any = field(default=None, converter=frozen_value)
    reason: str = ""
    values: Mapping[str, Any] = field(factory=dict, converter=frozen_value)


@functools.cache
def words(key: str) -> frozenset[str]:
    """Return the words for one thing, of both languages: a question may be answered in either.

    >>> sorted({"lewati", "skip"} & words("skip"))
    ['lewati', 'skip']
    """
    texts = (ASK.template(f"words-{key}", language) for language in LANGUAGES)
    return frozenset(word.strip() for text in texts for word in text.split(","))


def understood(line: str, node: Node | None = None, table: Table | None = None) -> Meaning:
    """Return what a line means.

    Args:
        line: what was typed.
        node: what is asked, a question or a node whose points are; None where nothing is.
        table: what turns an answer into points there, or None.

    >>> import kla_rules as kla
    >>> asked = kla.edition("kla-2024").node("26.15")
    >>> meaning = understood("61,5 %", asked)
    >>> meaning.kind, meaning.form, meaning.value
    ('answer', 'value', Decimal('61.5'))
    """
    if len(line) > _LONGEST:
        return _nothing("too-long")
    typed = " ".join(line.split())
    folded = typed.casefold()
    if not folded:
        return _nothing("empty")
    for command in COMMANDS:
        if folded in words(command):
            return Meaning(command)
    if node is None:
        return _nothing("not-understood", found=typed)
    if node.question is None:
        return _of_points(_after(folded, "points") or folded, typed)
    return _answer(node, table, typed, folded)


def _nothing(reason: str, **values: object) -> Meaning:
    return Meaning("none", reason=reason, values=values)


def _given(form: str, value: object) -> Meaning:
    return Meaning("answer", form, value)


def _answer(node: Node, table: Table | None, typed: str, folded: str) -> Meaning:
    """Return what a line means at a question."""
    kind = node.question.answer if node.question else ""
    if table is not None and typed in table.options_thousandths:
        return _given("option", typed)
    for form in _NAMED:
        rest = _after(folded, form)
        if rest is not None:
            return _named(form, rest, typed)
    return _word(kind, typed, folded) or _figures(node, kind, typed, folded)


def _word(kind: str, typed: str, folded: str) -> Meaning | None:
    """Return an answer in one word or two; None for any other line."""
    if folded in words("yes") | words("no"):
        if kind == "yes_no":
            return _given("holds", folded in words("yes"))
        return _nothing("no-truth" if kind == "graded" else "not-understood", found=typed)
    answers: dict[str, tuple[str, object]] = {"full": ("option", FULL), "none": ("option", NONE)}
    answers["not-applicable"] = ("not_applicable", True)
    return next((_given(*answers[key]) for key in answers if folded in words(key)), None)


def _figures(node: Node, kind: str, typed: str, folded: str) -> Meaning:
    """Return an answer in figures."""
    part = _PART.fullmatch(folded)
    if part is not None and (part[2] is None or part[2] in words("of")):
        return _part(kind, int(part[1]), int(part[3]), typed)
    if folded.endswith("%"):
        return _per_cent(kind, folded[:-1].strip(), typed)
    if kind == "counts":
        return _counts(node, folded, typed)
    if kind in {"percentage", "count"}:
        return _number_in("value", folded, typed)
    return _of_points(folded, typed)


def _after(folded: str, form: str) -> str | None:
    """Return what comes after a word that names a form; None where none does."""
    first, _, rest = folded.partition(" ")
    return rest if rest and first.rstrip(":") in words(form) else None


def _named(form: str, rest: str, typed: str) -> Meaning:
    """Return an answer whose form was named."""
    if form == "option":
        return _given("option", typed.partition(" ")[2])
    if form == "fraction" and rest.endswith("%"):
        return _per_cent("graded", rest[:-1].strip(), typed)
    if form == "value":
        rest = rest.removesuffix("%").strip()
    return _number_in(form, rest, typed)


def _of_points(text: str, typed: str) -> Meaning:
    return _number_in("points", text, typed)


def _number_in(form: str, text: str, typed: str) -> Meaning:
    """Return an answer that is one number, with a comma or a point before its decimals."""
    if _TWO_WAYS.fullmatch(text):
        return _nothing("two-ways", found=typed)
    if not _NUMBER.fullmatch(text):
        return _nothing("not-understood", found=typed)
    return _given(form, number(Decimal(text.replace(",", "."))))


def _per_cent(kind: str, text: str, typed: str) -> Meaning:
    """Return a percentage: what is measured, or elsewhere that share of the maximum."""
    if kind == "percentage":
        return _number_in("value", text, typed)
    share = _number_in("fraction", text, typed)
    if share.kind != "answer" or kind == "yes_no":
        return share if share.kind != "answer" else _nothing("not-understood", found=typed)
    return _given("fraction", number(Decimal(share.value) / _PER_CENT))


def _part(kind: str, part: int, whole: int, typed: str) -> Meaning:
    """Return so many of so many: units that have it, or elsewhere that share of the maximum."""
    if kind == "percentage" and whole:
        return _given("units", {"part": part, "whole": whole})
    exact = Decimal(part) / whole if whole else None
    if kind != "graded" or exact is None:
        return _nothing("not-understood", found=typed)
    if exact != round(exact, 6):
        return _nothing("no-end", found=typed)
    return _given("fraction", number(exact))


def _counts(node: Node, folded: str, typed: str) -> Meaning:
    """Return several numbers, each after its id."""
    found = _COUNT.findall(folded)
    if not found or _COUNT.sub("", folded).strip():
        names = [name for name, _ in node.question.counts] if node.question else []
        return _nothing("counts-needed", found=typed, names=names)
    return _given("counts", {name: int(digits) for name, digits in found})
