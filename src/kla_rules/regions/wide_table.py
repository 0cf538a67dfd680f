"""A wide table of profiles: one row a profile, with ids of nodes as columns; empty is unknown.

A row that cannot be read is told with its line, and the others are kept. A column that no node has
is refused with the whole table: it may be a node misspelt, whose points would be lost in silence.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any, Final

from kla_rules.core.findings import Finding, Path, ProfileError
from kla_rules.core.points import LARGEST, number, plain
from kla_rules.core.showing import Unit
from kla_rules.core.suggestion import suggestions
from kla_rules.profile.careful import Rules
from kla_rules.profile.model import profile_of
from kla_rules.regions.given import Against, Found, GivenProfile, RefusedProfile
from kla_rules.tables.cells import is_empty
from kla_rules.tables.form import Form, RawTable

MOST_ROWS: Final = 20_000
# What a row tells besides points, by the heads that a column of it may have.
_BESIDES: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("region", "daerah", "name", "nama"),
    "kind": ("kind", "jenis"),
    "code": ("code", "kode"),
    "stage": ("stage", "tahap"),
    "edition": ("edition", "edisi"),
    "year": ("year", "tahun"),
}
_OF_REGION: Final = ("name", "kind", "code")
_OF_PROFILE: Final = ("edition", "stage")
_OF: Final = {head: what for what, heads in _BESIDES.items() for head in heads}
_NUMBER: Final[Mapping[str, re.Pattern[str]]] = {
    ".": re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,12})?\Z"),
    ",": re.compile(r"-?[0-9]{1,9}(,[0-9]{1,12})?\Z"),
}
_YEAR: Final = re.compile(r"[0-9]{4}\Z")
_THOUSAND: Final = 1000
_NOISE: Final = 1e-9


def form_of(against: Against) -> Form:
    """Return what a wide table of profiles can hold; heads are in small letters."""
    nodes = tuple(name.lower() for name in against.nodes())
    return Form(
        key="profiles",
        required=(),
        known=frozenset({*nodes, *_OF}),
        numbers=nodes,
        row_by_row=True,
        small_heads=True,
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


def rows_of(table: RawTable, against: Against, unit: Unit) -> Found:
    """Yield the profiles of a table, and what is wrong with other rows.

    Args:
        table: one that nothing is wrong with as a whole.
        against: what they are held against.
        unit: what its figures are in.
    """
    names = {name.lower(): name for name in against.nodes()}
    nodes = {head: names[head] for head in table.columns if head in names}
    besides = {_OF[head]: head for head in table.columns if head in _OF and head not in names}
    for row in range(table.size):
        yield _row(_Reader(table, row, unit), nodes, besides, against.rules)


class _Reader:
    """Reads the cells of one row, and gathers what is wrong with them."""

    def __init__(self, table: RawTable, row: int, unit: Unit) -> None:
        self.table = table
        self.row = row
        self.unit = unit
        self.findings: list[Finding] = []
        self.at = f"#{row + 1}"
        if table.file is not None:
            self.at = f"{FilePath(table.file).name}:{table.lines[row + 1]}"

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
        value = cell.item() if hasattr(cell, "item") else cell
        return _mended(value) if isinstance(value, float) else value

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
    texts = {
        key: reader.cell(besides.get(key)) for key in ("name", "kind", "code", "stage", "edition")
    }
    region = {key: str(texts[key]) for key in ("name", "kind", "code") if texts[key] is not None}
    data |= {key: str(texts[key]) for key in ("stage", "edition") if texts[key] is not None}
    year = reader.cell(besides.get("year"))
    if year is not None:
        data["year"] = int(year) if isinstance(year, str) and _YEAR.match(year) else year
    name = region.get("name", f"#{reader.row + 1}")
    if region:
        data["region"] = {"name": name, **region}
    if reader.findings:
        return RefusedProfile(reader.at, reader.findings)
    heads = {node: head for head, node in nodes.items()}
    try:
        return GivenProfile(name, profile_of(data, rules), at=reader.at, path=(reader.row,))
    except ProfileError as error:
        for finding in error.findings:
            reader.report(finding, _head(finding.path, heads, besides))
        return RefusedProfile(reader.at, reader.findings)


def _head(path: Path, heads: Mapping[str, str], besides: Mapping[str, str]) -> str | None:
    """Return the column that a place in a profile was taken from."""
    if len(path) > 1 and path[0] == "points":
        return heads.get(str(path[1]))
    return besides.get(str(path[-1])) if path else None
