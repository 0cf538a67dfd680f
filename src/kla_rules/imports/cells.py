"""Cells to facts: yes and no, numbers, years and documents; what could be two things is refused."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from kla_rules.core.findings import MOST, Finding
from kla_rules.imports.headings import entry, key
from kla_rules.imports.mapping import Column, FileMapping
from kla_rules.imports.personal import has_title, is_number_of_person, looks_personal
from kla_rules.imports.tables import text_of
from kla_rules.imports.taken import Role, Taken
from kla_rules.model.measure import Measure
from kla_rules.tables.cells import Mark, is_empty, reader
from kla_rules.tables.form import HIDDEN
from kla_rules.tables.words import BadCellError

_DECIMAL: Final = re.compile(r"[0-9]+([.,])[0-9]+\s*%?\Z")
_DASHES: Final = frozenset({"-", "\u2013", "\u2014"})
_NUMBERS: Final = frozenset({"count", "percentage", "year"})
_TWO_WAYS: Final = frozenset({"x", "-", "\u2013", "\u2014", "\u00d7"})
_FORMULA: Final = ("=", "+", "-", "@")
_LONGEST: Final = 200
_KINDS: Final[Mapping[str, str]] = {
    "yes_no": "table.no-yes_no",
    "percentage": "table.no-percentage",
    "count": "table.no-count",
    "year": "table.no-year",
    "document": "table.no-document",
}


def facts_of(
    taken: Taken, facts: Mapping[str, Measure], rows: Sequence[int], findings: list[Finding]
) -> dict[str, tuple[Role, list[Any]]]:
    """Return by fact its role and a value for each of some records; what is wrong is kept."""
    found = {}
    for role in taken.cells:
        if role.what == "fact":
            fact = facts[role.fact]
            _check_measure(taken, fact, rows, findings)
            found[role.fact] = (role, _values(taken, role, rows, fact, findings))
    return found


def _check_measure(
    taken: Taken, fact: Measure, rows: Sequence[int], findings: list[Finding]
) -> None:
    """Find rows whose unit of measure does not fit a fact: a number that is no share, or one."""
    role = Role("measure")
    if role not in taken.cells or fact.kind not in {"percentage", "count"}:
        return
    known: dict[Any, bool] = {}
    cells = taken.cells[role]
    for record in rows:
        cell = cells[record]
        if cell not in known:
            text = text_of(cell)
            share = "%" in text or not entry("word-percent").isdisjoint(key(text).split())
            known[cell] = not text or share == (fact.kind == "percentage")
        if not known[cell]:
            _keep(findings, taken.refuse("import.measure", record, role, fact=fact.title))


def _values(
    taken: Taken, role: Role, rows: Sequence[int], fact: Measure, findings: list[Finding]
) -> list[Any]:
    mapping = taken.mapping
    rule = taken.rules.get(role)
    cells = taken.cells[role]
    mark, where = _mark(cells, rows, mapping)
    if where is not None:
        findings.append(taken.refuse("import.two-marks", where, role, fact=fact.title))
        return [None] * len(rows)
    begin = len(findings)
    read = _reader(fact, mark, mapping, rule)
    known: dict[str, Any] = {}
    values: list[Any] = []
    for record in rows:
        cell = cells[record]
        try:
            if isinstance(cell, str):  # of a hundred thousand cells few are different
                if cell not in known:
                    known[cell] = read(cell)
                values.append(known[cell])
            else:
                values.append(read(cell))
        except _TwoWaysError as error:
            values.append(None)
            said = {"mark": str(error)}
            if fact.kind in _NUMBERS:
                said["reason"] = "number"
            _keep(findings, taken.refuse("import.two-ways", record, role, **said))
        except _PersonalError:
            values.append(None)
            _keep(findings, taken.refuse("import.personal", record, role))
        except _FormulaError:
            values.append(None)
            _keep(findings, taken.refuse("import.formula", record, role))
        except BadCellError:
            values.append(None)
            said = {"found": HIDDEN, "column": fact.id}
            _keep(findings, taken.refuse(_KINDS[fact.kind], record, role, **said))
    if len(findings) == begin:
        findings += _of_column(taken, role, rows, fact, values)
    return values


def _of_column(
    taken: Taken, role: Role, rows: Sequence[int], fact: Measure, values: Sequence[Any]
) -> Iterator[Finding]:
    """Yield what is wrong with a column whose cells are all well by themselves."""
    cells = [taken.cells[role][record] for record in rows]
    if fact.kind == "document" and looks_personal(map(text_of, cells)):
        yield taken.refuse("import.personal", rows[0], role)
    where = _share(values, cells) if fact.kind == "percentage" else None
    if where is not None:
        said = {"fact": fact.title, "value": str(values[where])}
        yield taken.refuse("import.shares", rows[where], role, **said)


def _share(values: Sequence[Any], cells: Sequence[Any]) -> int | None:
    """Return the first of values that may all be shares of 1 rather than of 100; None elsewhere."""
    known = [at for at, value in enumerate(values) if value]
    is_clear = any(values[at] > 1 or "%" in str(cells[at]) for at in known)
    return None if is_clear or not known else known[0]


def _keep(findings: list[Finding], finding: Finding) -> None:
    if len(findings) <= MOST:
        findings.append(finding)


class _TwoWaysError(ValueError):
    """A mark that means yes to some and no to others."""


class _PersonalError(ValueError):
    """A cell holds what names a person."""


class _FormulaError(ValueError):
    """A cell begins as formulas do."""


def _reader(
    fact: Measure, mark: Mark, mapping: FileMapping, rule: Column | None
) -> Callable[[Any], Any]:
    read = reader(fact.kind, mark)
    count = reader("count", mark)
    above = rule is not None and rule.above_zero and fact.kind == "yes_no"

    def value(cell: Any) -> Any:  # noqa: ANN401 - a cell
        text = text_of(cell).casefold() if isinstance(cell, str) else ""
        if text and text in mapping.means and fact.kind == "yes_no":
            return mapping.means[text]
        if text in (_DASHES if fact.kind in _NUMBERS else _TWO_WAYS):
            raise _TwoWaysError(text)
        if above:
            try:
                number = count(cell)
            except BadCellError:
                return read(cell)
            return None if number is None else number > 0
        if fact.kind == "document" and text:
            return _document(text_of(cell), read)
        return read(cell)

    return value


def _document(text: str, read: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - as above
    if is_number_of_person(text) or has_title(text):
        raise _PersonalError
    if text.startswith(_FORMULA):
        raise _FormulaError
    return read(text)


def _mark(
    cells: Sequence[Any], rows: Sequence[int], mapping: FileMapping
) -> tuple[Mark, int | None]:
    """Return the decimal mark of a column, and the record where it uses another."""
    if mapping.decimal is not None:
        return mapping.decimal, None
    mark: Mark | None = None
    for record in rows:
        cell = cells[record]
        match = _DECIMAL.match(cell.strip()) if isinstance(cell, str) else None
        if match is None:
            continue
        own: Mark = "." if match[1] == "." else ","
        if mark not in {None, own}:
            return own, record
        mark = own
    return mark or ".", None


def name_finding(cell: object) -> str | None:
    """Return what is wrong with the name of a unit: the id of a finding, or None."""
    if isinstance(cell, bool | float | Decimal) or not isinstance(cell, str):
        return "import.no-name"
    text = text_of(cell)
    if text.startswith(_FORMULA):
        return "import.formula"
    if not text.isprintable() or len(text) > _LONGEST or not any(map(str.isalpha, text)):
        return "import.no-name"
    return "import.personal" if is_number_of_person(text) else None


def years_of(taken: Taken, role: Role, findings: list[Finding]) -> list[int | None]:
    """Return the year of every record."""
    read = reader("year", ".")
    years: list[int | None] = []
    for record, cell in enumerate(taken.cells[role]):
        try:
            year = True if is_empty(cell) else read(cell)
        except BadCellError:
            year = True
        if isinstance(year, bool):
            _keep(findings, taken.refuse("import.year", record, role))
            year = None
        years.append(year)
    return years
