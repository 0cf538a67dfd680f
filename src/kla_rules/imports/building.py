"""Units of what was taken of all files: joined by codes, or by names where there are none."""

from collections.abc import Sequence
from typing import Any, Final

from kla_rules.core.findings import Finding
from kla_rules.core.notes import Note
from kla_rules.imports.cells import facts_of, years_of
from kla_rules.imports.coded import Coded, coded, common_family
from kla_rules.imports.gathered import Gathered
from kla_rules.imports.mapping import letters
from kla_rules.imports.model import Asked, ImportRefusedError, Remark
from kla_rules.imports.records import Records
from kla_rules.imports.repeated import other_column
from kla_rules.imports.taken import Role, Taken
from kla_rules.units.model import Units, UnitsError
from kla_rules.units.rules import Rules

# What rows of groups or months share out: two that are alike are no repetition.
_ADDED: Final = frozenset({"count", "percentage"})


def units_of(every: Sequence[Taken], asked: Asked, rules: Rules) -> tuple[Units, list[Remark]]:
    """Return the units in what was taken of all files, and what was made of them.

    Raises:
        ImportRefusedError: with everything that is wrong, each with its cell.
    """
    findings: list[Finding] = []
    codes = [coded(one, findings) for one in every]
    if findings:
        raise ImportRefusedError(findings)
    wanted = next((one.mapping.codes for one in every if one.mapping.codes), None)
    joined, remarks = common_family(codes, wanted)
    gathered = Gathered(rules, joined, any(one.dotted for one in codes))
    for one in codes:
        remarks += [*one.remarks, *_add(gathered, one, asked.year)]
    return _built(gathered), remarks


def _add(gathered: Gathered, code: Coded, year: int | None) -> list[Remark]:
    """Add the units of one sheet; return what was made of them."""
    taken, facts = code.taken, gathered.rules.facts
    rows, remarks = _of_year(gathered, taken, year if year is not None else taken.mapping.year)
    values = facts_of(taken, facts, rows, gathered.findings)
    records = Records(gathered, code)
    first: dict[int, int] = {}
    for at, record in enumerate(rows):
        unit = records.unit(record)
        if unit is None:
            continue
        before = first.setdefault(id(unit), record)
        for fact, (role, cells) in values.items():
            value = cells[at]
            if value is None:
                continue
            title = facts[fact].title
            if unit.facts.setdefault(fact, value) != value:
                gathered.report(taken.refuse("import.differs", record, role, fact=title))
            elif before != record and facts[fact].kind in _ADDED:
                column = other_column(taken, before, record)
                if column is not None:
                    said = {"fact": title, "column": letters(column)}
                    gathered.report(taken.refuse("import.again-differs", record, role, **said))
    return [*remarks, *records.told()]


def _of_year(
    gathered: Gathered, taken: Taken, wanted: int | None
) -> tuple[Sequence[int], list[Remark]]:
    """Return the records of the year that is taken, and what is said of that.

    Raises:
        ImportRefusedError: where there are several and none was asked for, or not that.
    """
    every = range(len(taken.rows))
    role = Role("year")
    if role not in taken.cells:
        return every, []
    before = len(gathered.findings)
    years = years_of(taken, role, gathered.findings)
    if len(gathered.findings) > before:
        return (), []
    there = sorted({year for year in years if year is not None})
    if wanted is None and len(there) > 1:
        finding = Finding("import.years", {"years": [*map(str, there)]})
        raise ImportRefusedError([taken.place(finding, 0, role)])
    year = there[0] if wanted is None and there else wanted
    if year not in there:
        values = {"year": str(year), "years": [*map(str, there)]}
        raise ImportRefusedError([taken.place(Finding("import.no-year", values), 0, role)])
    rows = [record for record in every if years[record] == year]
    column = taken.columns[role] + 1
    note = Note("import.year", {"year": str(year)})
    remarks = [taken.found.remark("recognised", note, column=column)]
    if len(rows) < len(every):
        others = Note("import.other-years", {"count": len(every) - len(rows)})
        remarks.append(taken.found.remark("left", others, column=column))
    return rows, remarks


def _built(gathered: Gathered) -> Units:
    """Return the units, each kecamatan before what belongs to it.

    Raises:
        ImportRefusedError: with everything that is wrong.
    """
    every, rules = gathered.units, gathered.rules
    for name, unit in every.items():
        if not unit.name and unit.at is not None:
            taken, record, role = unit.at
            gathered.report(taken.refuse("import.no-kecamatan", record, role, code=name))
    if gathered.findings:
        raise ImportRefusedError(gathered.findings)
    within: dict[str | None, list[str]] = {}
    for name, unit in every.items():
        within.setdefault(unit.parent, []).append(name)
    order = [one for top in within.get(None, ()) for one in (top, *within.get(top, ()))]
    units = [every[one] for one in order]
    facts = [one for one in rules.facts if any(one in unit.facts for unit in units)]
    table: dict[str, list[Any]] = {
        "id": order,
        "name": [unit.name for unit in units],
        "kind": [unit.word for unit in units],
        "parent": [unit.parent for unit in units],
        **{fact: [unit.facts.get(fact) for unit in units] for fact in facts},
    }
    try:
        return Units.from_rows(table, rules.edition, local=rules.local)
    except UnitsError as error:
        raise ImportRefusedError(error.findings) from error
