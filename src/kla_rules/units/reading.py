"""Read units and hold them against the rules; every problem is found at once, with its place."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kla_rules.core.findings import ArgumentError, Finding, check_choice
from kla_rules.core.narrow import narrowed, whole
from kla_rules.tables.cells import as_word
from kla_rules.tables.checked import UNREADABLE, Cells, padded
from kla_rules.tables.form import ILLUSTRATIVE, Form
from kla_rules.units.derived import derived
from kla_rules.units.names import unit_names
from kla_rules.units.rules import KECAMATAN, Rules
from kla_rules.units.rules_model import UnitRules

REQUIRED: Final = ("id", "name")
_NAMED: Final = (*REQUIRED, "kind", "parent")
OWN: Final = (*_NAMED, ILLUSTRATIVE)
_LONGEST: Final = 200


def form_of(rules: Rules) -> Form:
    """Return what a table of units can hold."""
    numbers = {fact.id for fact in rules.facts.values() if fact.kind == "percentage"}
    known = dict.fromkeys((*OWN, *rules.facts))
    titles = {name: fact.title for name, fact in rules.facts.items()}
    return Form(key="units", required=REQUIRED, known=known, numbers=numbers, titles=titles)


def columns_of(cells: Cells, rules: Rules) -> dict[str, Any]:
    """Return the columns of `Units`, by attribute; what is wrong is left with the cells."""
    ids, names, words = (cells.texts(name) for name in _NAMED[:-1])
    said = cells.named(_NAMED[-1], ids)
    own = derived(ids, names, words, said, rules.units.kinds)
    _check(cells, (ids, names, own.kinds, own.parents), rules.units)
    facts = {
        name: cells.column(name, rules.facts[name].kind)
        for name in cells.table.columns
        if name in rules.facts
    }
    return {
        "ids": [str(unit) for unit in ids],
        "names": [str(name) for name in names],
        "kinds": [str(kind) for kind in own.kinds],
        "words": [str(word or kind) for word, kind in zip(words, own.kinds, strict=True)],
        "parents": own.parents,
        "derived": own.counts,
        "facts": facts,
    }


def _check(cells: Cells, columns: tuple[Sequence[str | None], ...], rules: UnitRules) -> None:
    """Find what is wrong with ids, names, kinds and parents."""
    ids, names, kinds, _ = columns
    seen: set[str] = set()
    kecamatan = {unit for unit, kind in zip(ids, kinds, strict=True) if kind == KECAMATAN}
    called = [
        (as_word(name), unit)
        for unit, name, kind in zip(ids, names, kinds, strict=True)
        if kind == KECAMATAN and unit and name
    ]
    for row, (unit, name, kind, parent) in enumerate(zip(*columns, strict=True)):
        for key, cell in (("id", unit), ("name", name)):
            if cell is None or len(cell) > _LONGEST:
                cells.report(Finding("units.no-name", {"column": key}), row, key)
        if unit in seen and unit != UNREADABLE:
            cells.report(Finding("units.twice", {"unit": unit}), row, "id")
        if unit is not None:
            seen.add(unit)
        if kind not in rules.kinds:
            reason = "" if kind else "none"
            values = {"found": kind or "", "known": known_words(rules), "reason": reason}
            cells.report(Finding("units.no-kind", values), row, "kind")
        elif KECAMATAN in rules.kinds and kind != KECAMATAN and parent not in kecamatan:
            near = padded(parent, filter(None, kecamatan)) if parent else None
            reason = "zeros" if near else "" if parent else "none"
            if parent and not near and (near := _only(called, parent)):
                reason = "name"
            values = {"unit": name or unit or "", "found": parent, "reason": reason}
            values |= {"near": [near]} if near else {}
            cells.report(Finding("units.orphan", values), row, "parent")


def _only(called: Sequence[tuple[str, str]], parent: str) -> str | None:
    """Return the id of the only kecamatan that goes by a name; None where none or several do."""
    word = as_word(parent)
    word = word.removeprefix(f"{KECAMATAN} ").removeprefix("kec. ")
    ids = [unit for name, unit in called if name.removeprefix(f"{KECAMATAN} ") == word]
    return ids[0] if len(ids) == 1 else None


def known_words(rules: UnitRules) -> list[str]:
    """Return the words that say what a unit is: the kinds of the rules, and their other names."""
    return [*rules.kinds, *unit_names().names]


def checked_numbers(expected: Mapping[str, int] | None, rules: UnitRules) -> dict[str, int]:
    """Return how many units there should be, by scope.

    Raises:
        TypeError: for what is no mapping.
        ArgumentError: for a scope or a number that there is not.
    """
    if not isinstance(expected, Mapping | None):
        raise TypeError(f"expected numbers are a mapping by scope, not {type(expected).__name__}")
    numbers: dict[str, int] = {}
    for scope, count in (expected or {}).items():
        check_choice("scope", scope, rules.scopes)
        number = whole(count)
        if type(number) is not int or number < 0:
            values = {"name": scope, "found": count}
            raise ArgumentError([Finding("argument.number-of-units", values, ("expected", scope))])
        numbers[narrowed(scope)] = number
    return numbers
