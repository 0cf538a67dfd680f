"""Read units and hold them against the rules; every problem is found at once, with its place."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

from attrs import evolve

from kla_rules.findings import MOST, Finding, FindingsError
from kla_rules.model.units import UnitRules
from kla_rules.notes import Note
from kla_rules.reading.schemas import near
from kla_rules.units.cells import BadCellError, Mark, column, is_missing, reader
from kla_rules.units.model import Units
from kla_rules.units.rules import Rules, unit_rules
from kla_rules.units.tables import (
    ENCODINGS,
    Encoding,
    RawTable,
    csv_table,
    document_table,
    frame_table,
    row_table,
)

U = TypeVar("U", bound=Units)
ILLUSTRATIVE: Final = "illustrative"
REQUIRED: Final = ("id", "name", "kind")
REQUIRED_AND_PARENT: Final = (*REQUIRED, "parent")
OWN: Final = (*REQUIRED_AND_PARENT, ILLUSTRATIVE)
_KECAMATAN: Final = "kecamatan"
_SOME: Final = 5
_REFUSED: Final = {
    "yes_no": "units.no-yes_no",
    "percentage": "units.no-percentage",
    "count": "units.no-count",
    "year": "units.no-year",
    "document": "units.no-document",
}
_LONGEST: Final = 200
_LARGEST: Final = 10**18
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
    encoding, decimal = form
    if encoding not in ENCODINGS:
        raise ValueError(f"there is no encoding {encoding!r}; one of {', '.join(ENCODINGS)}")
    if decimal not in {None, ".", ","}:
        raise ValueError(f"there is no decimal mark {decimal!r}; one of . and ,")
    known = {*OWN, *rules.facts}
    if path.suffix.lower() != ".csv":
        return _units(cls, document_table(path, known), rules, expected)
    numbers = {fact.id for fact in rules.facts.values() if fact.kind == "percentage"}
    table = csv_table(path, known, numbers, encoding, decimal)
    return _units(cls, table, rules, expected)


def units_of(
    cls: type[U],
    rows: Any,  # noqa: ANN401 - rows or a data frame
    rules: Rules,
    expected: Mapping[str, int] | None,
) -> U:
    """Return the units in rows or in a data frame."""
    known = {*OWN, *rules.facts}
    if hasattr(rows, "columns"):
        return _units(cls, frame_table(rows, known), rules, expected)
    if isinstance(rows, str | bytes | Mapping) or not isinstance(rows, Iterable):
        raise TypeError(f"units are rows, each a mapping, not {type(rows).__name__}")
    table = row_table(rows, known)
    return _units(cls, table, rules, expected)


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
    findings = [*table.findings] or list(_columns(table, rules))
    if findings:
        raise UnitsError(findings)
    counted = _expected(expected, rules.units)
    cells = _Cells(table)
    own = {name: cells.texts(name) for name in REQUIRED_AND_PARENT}
    cells.own(own, rules.units)
    facts = {
        name: cells.column(name, rules.facts[name].kind)
        for name in table.columns
        if name in rules.facts
    }
    invented = cells.column(ILLUSTRATIVE, "yes_no") if ILLUSTRATIVE in table.columns else ()
    whole, bad = column(reader("yes_no", table.mark), [table.illustrative], text=False)
    if bad:
        values = {"found": table.illustrative, "column": ILLUSTRATIVE}
        cells.findings.append(table.place(Finding("units.no-yes_no", values), None, None))
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
        True in invented or True in whole,
        counted,
    )


def _columns(table: RawTable, rules: Rules) -> Iterator[Finding]:
    """Yield columns that are missing or not known."""
    known = (*OWN, *rules.facts)
    for name in REQUIRED if table.size or table.header or table.others else ():
        if name not in table.columns:
            yield table.place(Finding("units.no-column", {"column": name}), None, None)
    for index, name in enumerate(table.others[: MOST + 1]):
        # To look for a name that is near takes time; after a few nobody reads on.
        values = {"column": name, "near": near(name, known) if index < _SOME else ()}
        yield table.place(Finding("units.unknown-column", values), None, name)


class _Cells:
    """Reads the cells of a table; gathers what is wrong with them, no more than anybody reads."""

    def __init__(self, table: RawTable) -> None:
        self.table = table
        self.findings: list[Finding] = []

    def found(self, finding: Finding, row: int, name: str) -> None:
        if len(self.findings) <= MOST:
            there = name if name in self.table.columns else None
            self.findings.append(self.table.place(finding, row, there))

    def column(self, name: str, kind: str) -> list[Any]:
        """Return what a column of facts holds."""
        table = self.table
        values, bad = column(reader(kind, table.mark), table.columns[name], text=table.is_text)
        for row in bad[: MOST + 1]:
            given = {"found": table.columns[name][row], "column": name}
            self.found(Finding(_REFUSED[kind], given), row, name)
        return values

    def texts(self, name: str) -> list[str | None]:
        """Return ids and names: text or whole numbers, without blanks around them."""
        cells = self.table.columns.get(name, [None] * self.table.size)
        found: list[str | None] = []
        for row, cell in enumerate(cells):
            try:
                found.append(_text(cell))
            except BadCellError:
                self.found(Finding("units.no-text", {"found": cell, "column": name}), row, name)
                found.append(_UNREADABLE)
        return found

    def own(self, own: Mapping[str, Sequence[str | None]], rules: UnitRules) -> None:
        """Find what is wrong with ids, names, kinds and parents."""
        ids, kinds = own["id"], own["kind"]
        seen: set[str] = set()
        kecamatan = {one for one, kind in zip(ids, kinds, strict=True) if kind == _KECAMATAN}
        every = zip(ids, own["name"], kinds, own["parent"], strict=True)
        for row, (name, title, kind, parent) in enumerate(every):
            for key, cell in (("id", name), ("name", title)):
                if cell is None or len(cell) > _LONGEST:
                    self.found(Finding("units.no-name", {"column": key}), row, key)
            if name in seen and name != _UNREADABLE:
                self.found(Finding("units.twice", {"unit": name}), row, "id")
            if name is not None:
                seen.add(name)
            if kind not in rules.kinds:
                values = {"found": kind, "known": list(rules.kinds)}
                self.found(Finding("units.no-kind", values), row, "kind")
            elif kind != _KECAMATAN and parent not in kecamatan:
                values = {"unit": title or name or "", "found": parent}
                self.found(Finding("units.orphan", values), row, "parent")


# What stands for an id or a name that was refused.
_UNREADABLE: Final = ""


def _text(cell: Any) -> str | None:  # noqa: ANN401 - a cell
    if is_missing(cell):
        return None
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)  # a column of numbers in which one is missing is one of floats
    if hasattr(cell, "item"):  # of NumPy
        cell = cell.item()
    if isinstance(cell, bool) or not isinstance(cell, str | int):
        raise BadCellError
    if isinstance(cell, int):
        if not 0 <= cell < _LARGEST:
            raise BadCellError
        return str(cell)
    text = cell.strip()
    if not text.isprintable():  # a line break is a quote that was never closed
        raise BadCellError
    return text or None


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
    """Yield what a reader must know: other numbers of units than the city has, names twice without a code."""
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
    uncoded = [
        name for kind, name, own in every if names[kind, name] > 1 and not _CODE.match(own)
    ]
    twice = list(dict.fromkeys(uncoded))
    if twice:
        more = ["..."] if len(twice) > _SOME else []
        yield Note("units.same-name", {"count": len(twice), "names": [*twice[:_SOME], *more]})


def _are_parts_of_one(cells: Sequence[Any]) -> bool:
    """Tell whether percentages look like parts of one: some between 0 and 1, none above."""
    known = {one for one in cells if one is not None}
    return any(0 < one < 1 for one in known) and all(one <= 1 for one in known)
