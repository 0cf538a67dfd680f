"""What is taken of a sheet: cells by what they are, each with its place."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from attrs import field, frozen

from kla_rules.core.findings import Finding
from kla_rules.imports.mapping import Column, FileMapping
from kla_rules.imports.model import Found, Remark


class Role(NamedTuple):
    """What a column holds: code, name, kind, year, measure or fact; of what; whose; which."""

    what: str
    of: str = "unit"
    codes: str | None = None
    fact: str = ""


@frozen
class Taken:
    """The cells that are taken of a sheet, by what they are.

    Attributes:
        found: the sheet.
        mapping: how it was read.
        rows: for each record its row, from 0, in the cells of the sheet.
        cells: by role as many cells as there are records.
        columns: by role its column, from 0.
        places: by role the row and column of each cell, where they do not stand in one column.
        remarks: what was left.
        rules: by role what its column says.
    """

    found: Found
    mapping: FileMapping
    rows: Sequence[int]
    cells: Mapping[Role, Sequence[Any]] = field(hash=False)
    columns: Mapping[Role, int] = field(factory=dict, hash=False)
    places: Mapping[Role, Sequence[tuple[int, int]]] = field(factory=dict, hash=False)
    remarks: tuple[Remark, ...] = ()
    rules: Mapping[Role, Column] = field(factory=dict, hash=False)

    def place(self, finding: Finding, record: int, role: Role | None) -> Finding:
        """Return a finding with the place of the cell of a record."""
        if role is not None and role in self.places:
            return self.found.place(finding, *self.places[role][record])
        column = self.columns.get(role, 0) if role is not None else 0
        return self.found.place(finding, self.rows[record], column)

    def refuse(self, key_of: str, record: int, role: Role | None, **values: object) -> Finding:
        """Return a finding about the cell of a record."""
        return self.place(Finding(key_of, values), record, role)

    def of(self, what: str, level: str, family: str | None = None) -> Role | None:
        """Return the role of a column of names or codes, of this family or of none that is said."""
        for one in (family, None):
            role = Role(what, level, one)
            if role in self.cells:
                return role
        if family is None or what == "name":
            return next((one for one in self.cells if one[:2] == (what, level)), None)
        return None
