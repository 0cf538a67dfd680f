"""The codes of what was taken, and in which family all files have them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from attrs import field, frozen

from kla_rules.core.findings import MOST, Finding
from kla_rules.core.notes import Note
from kla_rules.imports.codes import BadCodeError, Code, code_of, family_of, kecamatan_of, lengths
from kla_rules.imports.headings import FAMILIES, Family
from kla_rules.imports.model import ImportRefusedError, Remark
from kla_rules.imports.taken import Role, Taken
from kla_rules.tables.cells import is_empty

LONGEST_NO_UNIT: Final = 4  # of a regency
_UNITS: Final = ("unit", "village", "kecamatan")
Digits = Sequence[str | None]


@frozen
class Coded:
    """What was taken of a sheet, with its codes.

    Attributes:
        taken: it.
        codes: by family and by what they are of the digits of every record.
        roles: by family and by what they are of, the role of the column.
        dotted: whether codes are written with points.
        remarks: what was made of them.
    """

    taken: Taken
    codes: Mapping[tuple[Family, str], Digits] = field(hash=False)
    roles: Mapping[tuple[Family, str], Role] = field(hash=False)
    dotted: bool
    remarks: tuple[Remark, ...] = ()

    def families(self) -> list[Family]:
        """Return the families in which its units have codes."""
        return [family for family in FAMILIES if any(one == family for one, _ in self.codes)]


def coded(taken: Taken, findings: list[Finding]) -> Coded:
    """Return what was taken with its codes; what is wrong with them goes to the findings."""
    codes: dict[tuple[Family, str], Digits] = {}
    roles: dict[tuple[Family, str], Role] = {}
    points, remarks = False, []
    for role, cells in taken.cells.items():
        if role.what != "code" or role.of not in _UNITS:
            continue
        digits, has_points, floats = _digits(taken, role, cells, findings)
        family: Any = role.codes
        if family is None:
            family, _ = family_of((one for one in digits if one), has_points=has_points)
        if family is None:
            if any(digits):
                findings.append(taken.refuse("import.families", 0, role, reason="which"))
            continue
        for record, one in enumerate(digits):
            wrong = one is not None and len(one) not in lengths(family, role.of)
            if wrong and len(findings) <= MOST:
                findings.append(taken.refuse("import.code", record, role, reason="length"))
        if floats:
            note = Note("import.floats", {"count": floats})
            column = taken.columns.get(role, 0) + 1
            remarks.append(taken.found.remark("recognised", note, column=column))
        codes[family, role.of] = digits
        roles[family, role.of] = role
        points = points or has_points
    return Coded(taken, codes, roles, points, tuple(remarks))


def _digits(
    taken: Taken, role: Role, cells: Sequence[Any], findings: list[Finding]
) -> tuple[list[str | None], bool, int]:
    known: dict[Any, Code | None] = {}
    digits: list[str | None] = []
    points, floats = False, 0
    for record, cell in enumerate(cells):
        if cell not in known:
            try:
                if is_empty(cell):
                    known[cell] = None
                else:
                    one, has_points, was_float = code_of(cell)
                    known[cell] = (one, was_float)
                    points = points or has_points
            except (BadCodeError, ValueError, OverflowError) as error:
                reason = getattr(error, "reason", "none")
                if len(findings) <= MOST:
                    findings.append(taken.refuse("import.code", record, role, reason=reason))
                known[cell] = None
        code = known[cell]
        floats += code is not None and code[1]
        digits.append(None if code is None else code[0])
    return digits, points, floats


@frozen
class Joined:
    """The family of codes that ids are made of, and what translates others to it.

    Attributes:
        family: it; None where units have no codes.
        other: by digits of the other family those of this one.
    """

    family: Family | None
    other: Mapping[str, str] = field(factory=dict, hash=False)


def common_family(every: Sequence[Coded], wanted: Family | None) -> tuple[Joined, list[Remark]]:
    """Return the family of codes in which all files can be joined.

    Raises:
        ImportRefusedError: where there is none.
    """
    without = [one for one in every if not one.families()]
    if without and len(without) < len(every):
        found = without[0].taken.found
        raise ImportRefusedError([found.place(Finding("import.families", {"reason": "names"}))])
    if without:
        return Joined(None), []
    target = wanted or FAMILIES[0]
    if all(target in one.families() for one in every):
        return Joined(target, _crosswalk(every, target)), []
    both = any(len(one.families()) > 1 for one in every)
    crosswalk = _crosswalk(every, target) if both else {}
    if crosswalk and (wanted or _covers(crosswalk, every, target)):
        note = Note("import.crosswalk", {"count": len(crosswalk)})
        return Joined(target, crosswalk), [Remark("recognised", note)]
    other = next(one for one in FAMILIES if one != target)
    if wanted is None and all(other in one.families() for one in every):
        return Joined(other, _crosswalk(every, other)), []
    if crosswalk:  # what it does not have is told with its place
        return Joined(target, crosswalk), []
    found = next(one for one in every if target not in one.families()).taken.found
    values = {"reason": "apart" if len(every) > 1 else "other", "wanted": target}
    raise ImportRefusedError([found.place(Finding("import.families", values))])


def _covers(crosswalk: Mapping[str, str], every: Sequence[Coded], target: Family) -> bool:
    """Return whether all units of files without codes of a family are known by the crosswalk."""
    return all(
        digits is None or digits in crosswalk or len(digits) <= LONGEST_NO_UNIT
        for one in every
        if target not in one.families()
        for cells in one.codes.values()
        for digits in cells
    )


def _crosswalk(every: Sequence[Coded], target: Family) -> dict[str, str]:
    """Return codes of the other family by which of this one they are, of files that hold both.

    Raises:
        ImportRefusedError: where one code stands for two.
    """
    other = next(one for one in FAMILIES if one != target)
    table: dict[str, str] = {}
    findings: list[Finding] = []
    for one in every:
        for (family, of), mine in one.codes.items():
            if family != target or (other, of) not in one.codes:
                continue
            theirs = one.codes[other, of]
            for record, (here, there) in enumerate(zip(mine, theirs, strict=True)):
                if here is None or there is None:
                    continue
                if table.setdefault(there, here) != here and len(findings) <= MOST:
                    role = one.roles[other, of]
                    findings.append(one.taken.refuse("import.crosswalk", record, role))
            if of != "kecamatan":
                _add_kecamatan(table, mine, theirs, target, other)
    if findings:
        raise ImportRefusedError(findings)
    return table


def _add_kecamatan(
    table: dict[str, str], mine: Digits, theirs: Digits, target: Family, other: Family
) -> None:
    """Add the kecamatan of villages: where all villages of one lie in one of the other."""
    within: dict[str, set[str]] = {}
    for here, there in zip(mine, theirs, strict=True):
        if here and there and len(here) == len(there) == 10:  # noqa: PLR2004 - of a village
            within.setdefault(kecamatan_of(there, other), set()).add(kecamatan_of(here, target))
    for there, ones in within.items():
        if len(ones) == 1:
            table.setdefault(there, *ones)
