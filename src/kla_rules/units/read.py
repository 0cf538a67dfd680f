"""Read units and hold them against the rules; every problem is found at once, with its place."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

from attrs import evolve

from kla_rules.findings import MOST, Finding, FindingsError, RuleError
from kla_rules.loading.find import edition as find_edition
from kla_rules.model import Edition
from kla_rules.model.units import UnitRules
from kla_rules.notes import Note
from kla_rules.reading.schemas import near
from kla_rules.units.cells import Mark, column, is_missing, reader
from kla_rules.units.model import Units
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
OWN: Final = (*REQUIRED, "parent", ILLUSTRATIVE)
_KECAMATAN: Final = "kecamatan"
_SOME: Final = 5
_REFUSED: Final = {
    "yes_no": "units.no-yes_no",
    "percentage": "units.no-percentage",
    "count": "units.no-count",
}
_LONGEST: Final = 200


class UnitsError(FindingsError):
    """A table of units was refused."""


def read_units(
    cls: type[U],
    path: Path,
    edition: Edition | str | None,
    form: tuple[Encoding, Mark | None],
    expected: Mapping[str, int] | None,
) -> U:
    """Return the units in a file."""
    rules = _edition(edition)
    known = unit_rules(rules)
    encoding, decimal = form
    if encoding not in ENCODINGS:
        raise ValueError(f"there is no encoding {encoding!r}; one of {', '.join(ENCODINGS)}")
    if decimal not in {None, ".", ","}:
        raise ValueError(f"there is no decimal mark {decimal!r}; one of . and ,")
    if path.suffix.lower() != ".csv":
        return _units(cls, document_table(path), rules, expected)
    numbers = [fact.id for fact in known.facts.values() if fact.kind == "percentage"]
    table = csv_table(path, (*OWN, *known.facts), numbers, encoding, decimal)
    return _units(cls, table, rules, expected)


def units_of(
    cls: type[U],
    rows: Any,  # noqa: ANN401 - rows or a data frame
    edition: Edition | str | None,
    expected: Mapping[str, int] | None,
) -> U:
    """Return the units in rows or in a data frame."""
    rules = _edition(edition)
    table = frame_table(rows) if hasattr(rows, "columns") else row_table(list(rows))
    return _units(cls, table, rules, expected)


def together(one: Units, other: Units) -> Units:
    """Return the units of both."""
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
        notes=(*one.notes, *other.notes),
    )
    twice = [name for name, count in Counter(both.ids).items() if count > 1]
    if twice:
        raise UnitsError(Finding("units.twice", {"unit": name}) for name in twice)
    return both


def _edition(edition: Edition | str | None) -> Edition:
    return edition if isinstance(edition, Edition) else find_edition(edition)


def unit_rules(edition: Edition) -> UnitRules:
    """Return the rules on units of an edition.

    Raises:
        RuleError: if it has none.
    """
    rules = edition.unit_rules
    if rules is None:
        raise RuleError([Finding("units.no-rules", {"edition": edition.id})])
    return rules


def _units(
    cls: type[U], table: RawTable, edition: Edition, expected: Mapping[str, int] | None
) -> U:
    rules = unit_rules(edition)
    if table.findings:
        raise UnitsError(table.findings)
    findings = list(_columns(table, rules))
    if findings:
        raise UnitsError(findings)
    own = {name: _texts(table.columns.get(name, [None] * table.size)) for name in OWN}
    findings += _own(table, own, rules)
    facts = {}
    for name in table.columns:
        if name in rules.facts:
            fact = rules.facts[name]
            read = reader(fact.kind, table.mark)
            facts[name], bad = column(read, table.columns[name], text=table.text is not None)
            for row in bad[: MOST + 1]:
                values = {"found": table.columns[name][row], "column": name}
                findings.append(table.place(Finding(_REFUSED[fact.kind], values), row, name))
    invented, bad = column(
        reader("yes_no", table.mark),
        table.columns.get(ILLUSTRATIVE, ()),
        text=table.text is not None,
    )
    for row in bad[: MOST + 1]:
        values = {"found": table.columns[ILLUSTRATIVE][row], "column": ILLUSTRATIVE}
        findings.append(table.place(Finding("units.no-yes_no", values), row, ILLUSTRATIVE))
    if findings:
        raise UnitsError(findings)
    kinds: list[str] = [str(kind) for kind in own["kind"]]
    return cls(
        edition,
        [str(one) for one in own["id"]],
        [str(one) for one in own["name"]],
        kinds,
        own["parent"],
        facts,
        table.illustrative or True in invented,
        tuple(_notes(own, kinds, rules, expected or {})),
    )


def _columns(table: RawTable, rules: UnitRules) -> Iterator[Finding]:
    """Yield columns that are missing or not known; a name that begins with x- is left alone."""
    known = (*OWN, *rules.facts)
    for name in REQUIRED:
        if name not in table.columns:
            found = Finding("units.no-column", {"column": name})
            yield found if table.file is None else found.at(table.file, (1, 1))
    for position, name in enumerate(table.columns, start=1):
        if name not in known and not name.startswith("x-"):
            values = {"column": name, "near": near(name, known)}
            found = Finding("units.unknown-column", values, (name,))
            yield found if table.file is None else found.at(table.file, (1, position))


def _texts(cells: Sequence[Any]) -> list[str | None]:
    """Return ids and names: text or whole numbers, without blanks around them."""
    return [_text(one) for one in cells]


def _text(cell: Any) -> str | None:  # noqa: ANN401 - a cell
    if is_missing(cell):
        return None
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)  # a column of numbers in which one is missing is one of floats
    return str(cell).strip() or None


def _own(
    table: RawTable, own: Mapping[str, Sequence[str | None]], rules: UnitRules
) -> Iterator[Finding]:
    """Yield what is wrong with ids, names, kinds and parents."""
    ids, kinds, found = own["id"], own["kind"], []
    seen: set[str] = set()
    kecamatan = {one for one, kind in zip(ids, kinds, strict=True) if kind == _KECAMATAN}
    for row, (name, title, kind, parent) in enumerate(
        zip(ids, own["name"], kinds, own["parent"], strict=True)
    ):
        for key, cell in (("id", name), ("name", title)):
            if cell is None or len(cell) > _LONGEST:
                found.append((row, key, Finding("units.no-name", {"column": key})))
        if name in seen:
            found.append((row, "id", Finding("units.twice", {"unit": name})))
        if name is not None:
            seen.add(name)
        if kind not in rules.kinds:
            values = {"found": kind, "known": list(rules.kinds)}
            found.append((row, "kind", Finding("units.no-kind", values)))
        elif kind != _KECAMATAN and parent not in kecamatan:
            values = {"unit": title or name or "", "found": parent}
            found.append((row, "parent", Finding("units.orphan", values)))
        if len(found) > MOST:
            break
    for row, key, finding in found:
        yield table.place(finding, row, key if key in table.columns else None)


def _notes(
    own: Mapping[str, Sequence[str | None]],
    kinds: Sequence[str],
    rules: UnitRules,
    expected: Mapping[str, int],
) -> Iterator[Note]:
    """Yield what a reader must know: other numbers of units than the city has, names twice."""
    scopes = rules.kinds
    there = Counter(scopes[kind] for kind in kinds)
    for scope, count in expected.items():
        if scope not in rules.scopes:
            raise ValueError(f"there is no scope {scope!r}; one of {', '.join(rules.scopes)}")
        if there[scope] != count:
            values = {"scope": rules.scopes[scope].title, "count": there[scope], "whole": count}
            yield Note("units.other-number", values)
    names = Counter(zip(kinds, own["name"], strict=True))
    twice = [str(name) for (_, name), count in names.items() if count > 1]
    if twice:
        more = ["..."] if len(twice) > _SOME else []
        yield Note("units.same-name", {"count": len(twice), "names": [*twice[:_SOME], *more]})
