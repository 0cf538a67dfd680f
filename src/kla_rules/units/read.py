"""Read units and hold them against the rules; every problem is found at once, with its place."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

from attrs import evolve

from kla_rules.findings import Finding, FindingsError
from kla_rules.loading.units import unit_rules
from kla_rules.model.units import UnitRules
from kla_rules.notes import Note
from kla_rules.tables.cells import Mark
from kla_rules.tables.checked import UNREADABLE, Cells, table_findings
from kla_rules.tables.form import ILLUSTRATIVE, Form, RawTable
from kla_rules.tables.raw import Encoding, file_table, table_of
from kla_rules.units.model import KECAMATAN, Units
from kla_rules.units.rules import Rules

U = TypeVar("U", bound=Units)
REQUIRED: Final = ("id", "name", "kind")
REQUIRED_AND_PARENT: Final = (*REQUIRED, "parent")
OWN: Final = (*REQUIRED_AND_PARENT, ILLUSTRATIVE)
_SOME: Final = 5
_LONGEST: Final = 200
# The code of the Ministry of Home Affairs: of a kecamatan, of a desa or kelurahan.
_CODE: Final = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}(\.[0-9]{4})?\Z")


class UnitsError(FindingsError):
    """A table of units was refused."""


def read_units(
    cls: type[U],
    path: Path,
    rules: Rules,
    form: tuple[Encoding, Mark | None],
    expected: Mapping[str, int] | None,
) -> U:
    """Return the units in a file."""
    return _units(cls, file_table(path, _form(rules), *form), rules, expected)


def units_of(
    cls: type[U],
    rows: Any,  # noqa: ANN401 - rows or a data frame
    rules: Rules,
    expected: Mapping[str, int] | None,
) -> U:
    """Return the units in rows or in a data frame."""
    return _units(cls, table_of(rows, _form(rules)), rules, expected)


def _form(rules: Rules) -> Form:
    """Return what a table of units can hold."""
    numbers = {fact.id for fact in rules.facts.values() if fact.kind == "percentage"}
    return Form("units", REQUIRED, {*OWN, *rules.facts}, numbers)


def together(one: Units, other: Units) -> Units:
    """Return the units of both."""
    for mine, theirs in ((one.edition, other.edition), (one.local, other.local)):
        if mine.digest != theirs.digest:
            raise UnitsError([Finding("units.other-rules", {"mine": mine.id, "other": theirs.id})])
    names = dict.fromkeys((*one.facts, *other.facts))
    none = {False: [None] * len(one), True: [None] * len(other)}
    both = evolve(
        one,
        ids=[*one.ids, *other.ids],
        names=[*one.names, *other.names],
        kinds=[*one.kinds, *other.kinds],
        parents=[*one.parents, *other.parents],
        facts={
            name: [*one.facts.get(name, none[False]), *other.facts.get(name, none[True])]
            for name in names
        },
        illustrative=one.illustrative or other.illustrative,
        expected={
            scope: count
            for scope, count in {**one.expected, **other.expected}.items()
            if one.expected.get(scope, count) == count
        },
    )
    twice = [name for name, count in Counter(both.ids).items() if count > 1]
    if twice:
        raise UnitsError(Finding("units.twice", {"unit": name}) for name in twice)
    return both


def _units(cls: type[U], table: RawTable, rules: Rules, expected: Mapping[str, int] | None) -> U:
    findings = table_findings(table)
    if findings:
        raise UnitsError(findings)
    counted = _expected(expected, rules.units)
    cells = Cells(table)
    own = {name: cells.texts(name) for name in REQUIRED_AND_PARENT}
    _own_findings(cells, own, rules.units)
    facts = {
        name: cells.column(name, rules.facts[name].kind)
        for name in table.columns
        if name in rules.facts
    }
    invented = cells.is_illustrative()
    if cells.findings:
        raise UnitsError(cells.findings)
    return cls(
        rules.edition,
        rules.local,
        [str(one) for one in own["id"]],
        [str(one) for one in own["name"]],
        [str(one) for one in own["kind"]],
        own["parent"],
        facts,
        invented,
        counted,
    )


def _own_findings(cells: Cells, own: Mapping[str, Sequence[str | None]], rules: UnitRules) -> None:
    """Find what is wrong with ids, names, kinds and parents."""
    ids, kinds = own["id"], own["kind"]
    seen: set[str] = set()
    kecamatan = {one for one, kind in zip(ids, kinds, strict=True) if kind == KECAMATAN}
    every = zip(ids, own["name"], kinds, own["parent"], strict=True)
    for row, (name, title, kind, parent) in enumerate(every):
        for key, cell in (("id", name), ("name", title)):
            if cell is None or len(cell) > _LONGEST:
                cells.found(Finding("units.no-name", {"column": key}), row, key)
        if name in seen and name != UNREADABLE:
            cells.found(Finding("units.twice", {"unit": name}), row, "id")
        if name is not None:
            seen.add(name)
        if kind not in rules.kinds:
            values = {"found": kind, "known": list(rules.kinds)}
            cells.found(Finding("units.no-kind", values), row, "kind")
        elif kind != KECAMATAN and parent not in kecamatan:
            values = {"unit": title or name or "", "found": parent}
            cells.found(Finding("units.orphan", values), row, "parent")


def _expected(expected: Mapping[str, int] | None, rules: UnitRules) -> dict[str, int]:
    """Return how many units there should be, checked."""
    if not isinstance(expected, Mapping | None):
        raise TypeError(f"expected numbers are a mapping by scope, not {type(expected).__name__}")
    for scope, count in (expected or {}).items():
        if scope not in rules.scopes:
            raise ValueError(f"there is no scope {scope!r}; one of {', '.join(rules.scopes)}")
        if type(count) is not int or count < 0:
            raise ValueError(f"{count!r} is no number of units")
    return dict(expected or {})


def notes_on(units: Units) -> Iterator[Note]:
    """Yield what a reader must know: other numbers of units, the same name uncoded."""
    rules = unit_rules(units.edition)
    scopes = rules.kinds
    there = Counter(scopes[kind] for kind in units.kinds)
    for scope, count in units.expected.items():
        if there[scope] != count:
            values = {"scope": rules.scopes[scope].title, "count": there[scope], "whole": count}
            yield Note("units.other-number", values)
    for name, cells in units.facts.items():
        fact = rules.facts.get(name)
        if fact is not None and fact.kind == "percentage" and _are_parts_of_one(cells):
            yield Note("units.parts-of-one", {"fact": fact.title, "column": name})
    names = Counter(zip(units.kinds, units.names, strict=True))
    every = zip(units.kinds, units.names, units.ids, strict=True)
    uncoded = [name for kind, name, own in every if names[kind, name] > 1 and not _CODE.match(own)]
    twice = list(dict.fromkeys(uncoded))
    if twice:
        more = ["..."] if len(twice) > _SOME else []
        yield Note("units.same-name", {"count": len(twice), "names": [*twice[:_SOME], *more]})


def _are_parts_of_one(cells: Sequence[Any]) -> bool:
    """Tell whether percentages look like parts of one: some between 0 and 1, none above."""
    known = {one for one in cells if one is not None}
    return any(0 < one < 1 for one in known) and all(one <= 1 for one in known)
