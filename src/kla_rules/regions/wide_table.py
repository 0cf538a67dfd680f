"""A wide table of profiles: one row a profile, with ids of nodes as columns; empty is unknown.

A row that cannot be read is told with its line, and the others are kept. A column that no node has
is refused with the whole table: it may be a node misspelt, whose points would be lost in silence.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any, Final

from attrs import evolve

from kla_rules.core.findings import Finding, Path, ProfileError
from kla_rules.core.narrow import whole
from kla_rules.core.points import LARGEST, number, plain
from kla_rules.core.showing import Unit
from kla_rules.core.suggestion import suggestions
from kla_rules.profile.careful import Rules
from kla_rules.profile.heads import BESIDES, BESIDES_OF
from kla_rules.profile.model import profile_of
from kla_rules.regions.given import Against, GivenProfile, OfRows, RefusedProfile
from kla_rules.tables.cells import is_empty, whole_text
from kla_rules.tables.form import Form, RawTable
from kla_rules.tables.frames import row_table

MOST_ROWS: Final = 20_000
_OF_REGION: Final = ("name", "kind", "code")
_OF_PROFILE: Final = ("edition", "stage")
_NUMBER: Final[Mapping[str, re.Pattern[str]]] = {
    ".": re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,12})?\Z"),
    ",": re.compile(r"-?[0-9]{1,9}(,[0-9]{1,12})?\Z"),
}
_CODE: Final[Mapping[str, re.Pattern[str]]] = {
    mark: re.compile(rf"[0-9]{{2}}[{mark}][0-9]{{1,2}}\Z") for mark in ".,"
}
_YEAR: Final = re.compile(r"[0-9]{4}\Z")
_OF_A_PROFILE: Final = frozenset({"points", "answers"})
_THOUSAND: Final = 1000
_NOISE: Final = 1e-9


def form_of(against: Against) -> Form:
    """Return what a wide table of profiles can hold; heads are in small letters."""
    nodes = tuple(name.lower() for name in against.nodes())
    return Form(
        key="profiles",
        required=(),
        known=frozenset({*nodes, *BESIDES_OF}),
        numbers=nodes,
        row_by_row=True,
        small_heads=True,
        ids=BESIDES["code"],
        names=BESIDES["name"],
    )


def table_problems(table: RawTable, against: Against) -> list[Finding]:
    """Return what is wrong with a table as a whole."""
    if table.findings:
        return list(table.findings)
    known = against.nodes()
    found = [
        table.place(Finding("profiles.column", {"near": suggestions(name, known)}), None, name)
        for name in table.others
    ]
    nodes = {name.lower() for name in known}
    if not found and not nodes & set(table.columns):
        found = [
            table.place(Finding("profiles.no-column", {"edition": against.edition}), None, None)
        ]
    if not found and table.header and not table.size and not table.left_out:
        found = [table.place(Finding("table.empty", {"known": table.header[:3]}), None, None)]
    if table.size > MOST_ROWS:
        found.append(Finding("table.too-many", {"limit": MOST_ROWS}, file=table.file))
    return found


def rows_of(table: RawTable, against: Against, unit: Unit) -> OfRows:
    """Yield the profiles of a table, and what is wrong with other rows.

    Args:
        table: one that nothing is wrong with as a whole.
        against: what they are held against.
        unit: what its figures are in.
    """
    names = {name.lower(): name for name in against.nodes()}
    nodes = {head: names[head] for head in table.columns if head in names}
    besides = {
        BESIDES_OF[head]: head for head in table.columns if head in BESIDES_OF and head not in names
    }
    for row in range(table.size):
        yield _row(_Reader(table, row, unit), nodes, besides, against.rules)


class _Reader:
    """Reads the cells of one row, and gathers what is wrong with them."""

    def __init__(self, table: RawTable, row: int, unit: Unit) -> None:
        self.table = table
        self.row = row
        self.unit = unit
        self.findings: list[Finding] = []
        file = "" if table.file is None else FilePath(table.file).name
        self.at = f"{file}:{table.lines[row + 1]}" if table.header else f"{file}#{row + 1}"

    def cell(self, head: str | None) -> Any:  # noqa: ANN401 - a cell
        """Return a cell; None where it is empty, or there is no such column."""
        cell = None if head is None else self.table.columns[head][self.row]
        return None if is_empty(cell) else cell.strip() if isinstance(cell, str) else cell

    def points(self, head: str) -> int | float | Decimal | None:
        """Return the points in a cell; None where it is empty, or no number."""
        cell = self.cell(head)
        if cell is None:
            return None
        try:
            value = self._number(cell)
            exact = number(value)
        except (TypeError, ValueError, OverflowError):
            self.report(Finding("profiles.points", {"found": cell}), head)
            return None
        if self.unit == "points":  # a float is taken as it prints, and that in a third of the time
            return value if isinstance(value, float) else exact
        if not isinstance(exact, int):
            self.report(Finding("profiles.thousandths", {"found": cell}), head)
            return None
        return plain(exact)

    def _number(self, cell: object) -> object:
        """Return the number that a cell holds, exactly."""
        if isinstance(cell, str):
            if not _NUMBER[self.table.mark].match(cell):
                raise ValueError(cell)
            return Decimal(cell.replace(",", "."))
        return _mended(cell) if isinstance(cell, float) else cell

    def report(self, finding: Finding, head: str | None) -> None:
        """Keep a finding, with the place of the cell."""
        self.findings.append(self.table.place(finding, self.row, head))


def _mended(cell: float) -> float:
    """Return a float as it was meant: sums of a frame are off in the last of their digits.

    >>> _mended(0.1 + 0.2), _mended(0.30001)
    (0.3, 0.30001)
    """
    near = round(cell * _THOUSAND) / _THOUSAND if abs(cell) < LARGEST else cell
    return near if abs(near - cell) < _NOISE else cell


def _row(
    reader: _Reader, nodes: Mapping[str, str], besides: Mapping[str, str], rules: Rules
) -> GivenProfile | RefusedProfile:
    given = {node: reader.points(head) for head, node in nodes.items()}
    points = {node: value for node, value in given.items() if value is not None}
    data: dict[str, Any] = {"points": points}
    texts = {key: whole(reader.cell(besides.get(key))) for key in (*_OF_REGION, *_OF_PROFILE)}
    texts |= {"code": _code(texts["code"], reader.table.mark if reader.table.is_text else "")}
    region = {key: _written(texts[key]) for key in _OF_REGION if texts[key] is not None}
    data |= {key: _written(texts[key]) for key in _OF_PROFILE if texts[key] is not None}
    year = reader.cell(besides.get("year"))
    if isinstance(year, str) and _YEAR.match(whole_text(year)):
        year = int(whole_text(year))
    if year is not None:
        data["year"] = year
    name = region.get("name", f"#{reader.row + 1}")
    if region:
        data["region"] = {"name": name, **region}
    if reader.findings:
        return RefusedProfile(reader.at, reader.findings)
    heads = {node: head for head, node in nodes.items()}
    try:
        return GivenProfile(str(name), profile_of(data, rules), at=reader.at, path=(reader.row,))
    except ProfileError as error:
        for finding in error.findings:
            # Its path is one within the profile; the cell that it was read from says it all.
            reader.report(evolve(finding, path=()), _head(finding.path, heads, besides))
        return RefusedProfile(reader.at, reader.findings)


def _written(cell: object) -> object:
    """Return a number as a text; what is neither stays what it is, and is refused."""
    try:
        number(cell)
    except (TypeError, ValueError, OverflowError):
        return cell
    return str(cell)


def _code(cell: object, mark: str = "") -> object:
    """Return the code of a region that was read as a number with its second pair of digits.

    Args:
        cell: the code, or the number.
        mark: the decimal mark of a CSV, in which it may have been written as a number.

    >>> _code(35.75), _code(11.1), _code("35.75"), _code(3575), _code("11,1", ",")
    ('35.75', '11.10', '35.75', 3575, '11.10')
    """
    if isinstance(cell, str) and mark and _CODE[mark].match(cell):
        return f"{cell.replace(mark, '.'):0<5}"
    if not isinstance(cell, float | Decimal):
        return cell
    exact = Decimal(str(cell))
    text = f"{exact:.2f}"
    return text if Decimal(text) == exact else cell


def row_of(
    entry: Mapping[str, Any], against: Against, unit: Unit, at: str, path: Path
) -> GivenProfile | RefusedProfile:
    """Return the profile in a row that stands by itself, or what is wrong with it.

    Args:
        entry: the row, by the heads of a wide table.
        against: what it is held against.
        unit: what its figures are in.
        at: where it stands, in a word.
        path: its place in what was given.
    """
    table = row_table([entry], form_of(against))
    problems = table_problems(table, against)
    found = RefusedProfile(at, problems) if problems else next(rows_of(table, against, unit))
    if isinstance(found, GivenProfile):
        name = at if found.name == found.at else found.name
        return evolve(found, name=name, at=at, path=path)
    places = ((one, one.path[1:] if one.path[:1] == (0,) else one.path) for one in found.findings)
    return RefusedProfile(at, [evolve(one, path=(*path, *place)) for one, place in places])


def is_row(entry: Mapping[Any, Any], against: Against) -> bool:
    """Return whether a mapping is a row of a wide table: a profile has no key that a node has."""
    if not _OF_A_PROFILE.isdisjoint(entry):  # nearly every entry, and nothing else is looked at
        return False
    nodes = {name.lower() for name in against.nodes()}
    heads = (name.lower() for name in entry if isinstance(name, str))
    return not nodes.isdisjoint(heads)


def _head(path: Path, heads: Mapping[str, str], besides: Mapping[str, str]) -> str | None:
    """Return the column that a place in a profile was taken from."""
    if len(path) > 1 and path[0] == "points":
        return heads.get(str(path[1]))
    return besides.get(str(path[-1])) if path else None
