"""The units that the records of one sheet are about: their names, kinds, codes and kecamatan."""

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from kla_rules.core.notes import Note
from kla_rules.imports.cells import name_finding
from kla_rules.imports.coded import LONGEST_NO_UNIT, Coded
from kla_rules.imports.codes import dotted, kecamatan_of, level_of
from kla_rules.imports.gathered import Gathered, GatheredUnit
from kla_rules.imports.headings import FAMILIES
from kla_rules.imports.mapping import FileMapping
from kla_rules.imports.model import Remark
from kla_rules.imports.names import Named, kecamatan_named, named, slug
from kla_rules.imports.tables import text_of
from kla_rules.imports.taken import Role
from kla_rules.tables.cells import as_word, is_empty
from kla_rules.units.names import unit_names
from kla_rules.units.rules import KECAMATAN

_SEVENTH: Final = 6
_VILLAGE: Final = 10


class Records:
    """Reads the units of one sheet, record by record."""

    def __init__(self, gathered: Gathered, code: Coded) -> None:
        self.gathered, self.code, self.taken = gathered, code, code.taken
        self.mapping: FileMapping = code.taken.mapping
        self.family = gathered.joined.family
        self.counts: Counter[str] = Counter()
        self.of = {level: self._codes(level) for level in ("unit", "village", "kecamatan")}
        self.names = {
            level: self._cells(self.taken.of("name", level, self.family))
            for level in ("unit", "village", "kecamatan", "regency")
        }
        self.kinds = self._cells(self.taken.of("kind", "village") or self.taken.of("kind", "unit"))
        if self.family is None and self.names["kecamatan"] is not None:
            self._fill_down()
        self.several = self._several_regencies()
        self.own: set[str] = set()

    def _cells(self, role: Role | None) -> tuple[Role, list[Any]] | None:
        return None if role is None else (role, [*self.taken.cells[role]])

    def _codes(self, level: str) -> tuple[Role, list[str | None]] | None:
        """Return the codes of a level in the family of all files, translated where need be."""
        family = self.family
        if family is None:
            return None
        other = next(one for one in FAMILIES if one != family)
        mine, theirs = (self.code.codes.get((one, level)) for one in (family, other))
        table = self.gathered.joined.other
        if mine is not None:
            digits = [*mine]
            if theirs is not None:
                digits = [a or table.get(b or "") for a, b in zip(mine, theirs, strict=True)]
            return self.code.roles[family, level], digits
        if theirs is None:
            return None
        role = self.code.roles[other, level]
        digits = []
        for record, one in enumerate(theirs):
            known = table.get(one) if one else None
            if one and known is None and len(one) > LONGEST_NO_UNIT:
                self.gathered.report(self.taken.refuse("import.no-crosswalk", record, role))
            digits.append(known)
        return role, digits

    def _fill_down(self) -> None:
        """Give villages the kecamatan above, where it stands once for all that follow."""
        held = self.names["kecamatan"]
        if held is None:
            return
        cells = held[1]
        said = [None if is_empty(cell) else as_word(text_of(cell)) for cell in cells]
        once = not any(a and a == b for a, b in itertools.pairwise(said))
        last = None
        for record, one in enumerate(said):
            if one:
                last = cells[record]
            elif once and last is not None:
                cells[record] = last
                self.counts["filled"] += 1

    def _several_regencies(self) -> bool:
        held = self.names["regency"]
        return held is not None and len({as_word(text_of(one)) for one in held[1]}) > 1

    def unit(self, record: int) -> GatheredUnit | None:
        """Return the unit of a record; None where it has none, or it is wrong."""
        own, village, kecamatan = (held[1][record] if held else None for held in self.of.values())
        if own:
            level = level_of(own)
            if level == "village":
                village = village or own
            elif level == "kecamatan":
                kecamatan = kecamatan or own
            else:
                self.counts["context"] += 1
                return None
        names = {
            level: None if held is None or is_empty(held[1][record]) else held[1][record]
            for level, held in self.names.items()
        }
        is_village = bool(village or names["village"])
        if not is_village and not own and names["unit"] is not None:
            is_village = self._says_village(record, names["unit"])
        if is_village:
            return self._village(record, village, kecamatan, names)
        if kecamatan or names["kecamatan"] is not None or names["unit"] is not None:
            return self._own_kecamatan(record, kecamatan, names)
        self.counts["context"] += 1
        return None

    def _says_village(self, record: int, name: object) -> bool:
        word = self._kind_word(record)
        if word:
            return self.gathered.known.get(word) != KECAMATAN and word != KECAMATAN
        return not kecamatan_named(text_of(name)).word

    def _kind_word(self, record: int) -> str:
        return "" if self.kinds is None else as_word(text_of(self.kinds[1][record]))

    def _own_kecamatan(
        self, record: int, digits: str | None, names: Mapping[str, Any]
    ) -> GatheredUnit | None:
        level = "kecamatan" if names["kecamatan"] is not None else "unit"
        held = self.names[level]
        role = held[0] if held else (self.of["kecamatan"] or self.of["unit"] or (None,))[0]
        name = names[level]
        problem = name_finding(name)
        if problem is not None:
            self.gathered.report(self.taken.refuse(problem, record, role))
            return None
        unit = self._kecamatan(record, digits, name, role, names["regency"])
        return None if unit is None else self._once(unit, digits, record, role)

    def _once(
        self, unit: str, digits: str | None, record: int, role: Role | None
    ) -> GatheredUnit | None:
        """Return a unit that has a row of its own; without codes a second row may be of another."""
        if unit in self.own:
            if digits is None:
                self.gathered.report(self.taken.refuse("import.same-name", record, role))
                return None
            self.counts["again"] += 1
        self.own.add(unit)
        return self.gathered.units[unit]

    def _kecamatan(
        self,
        record: int,
        digits: str | None,
        cell: object,
        role: Role | None,
        regency: object,
    ) -> str | None:
        """Return the id of a kecamatan, which is there from now on; None where it has none."""
        name = None if cell is None else kecamatan_named(text_of(cell))
        if digits is not None:
            unit = self._written(digits)
        elif name is not None and slug(name.name):
            before = f"{slug(text_of(regency))}." if self.several and regency is not None else ""
            unit = before + slug(name.name)
        else:
            return None
        self._keep(unit, name, KECAMATAN, None, (record, role))
        return unit

    def _village(
        self, record: int, digits: str | None, own: str | None, names: Mapping[str, Any]
    ) -> GatheredUnit | None:
        level = "village" if names["village"] is not None else "unit"
        held = self.names[level]
        role = held[0] if held else (self.of["village"] or self.of["unit"] or (None,))[0]
        problem = name_finding(names[level])
        if problem is not None:
            self.gathered.report(self.taken.refuse(problem, record, role))
            return None
        if self.family is not None and digits is None:
            self.gathered.report(self.taken.refuse("import.no-code", record, role))
            return None
        if digits is not None and self.family is not None:
            within = kecamatan_of(digits, self.family)
            if own is not None and own != within:
                at = (self.of["kecamatan"] or (role,))[0]
                self.gathered.report(
                    self.taken.refuse("import.parent", record, at, reason="differs")
                )
                return None
            self.counts["parents"] += own is None
            own = within
        above = self.names["kecamatan"]
        cell = names["kecamatan"]
        if cell is not None and (problem := name_finding(cell)) is not None:
            self.gathered.report(self.taken.refuse(problem, record, above and above[0]))
            return None
        parent = self._kecamatan(record, own, cell, above[0] if above else role, names["regency"])
        if parent is None:
            self.gathered.report(
                self.taken.refuse("import.parent", record, above[0] if above else role)
            )
            return None
        kind = self._kind(record, named(text_of(names[level]), self.mapping.kinds), digits, role)
        if kind is None:
            return None
        name, word, of = kind
        unit = self._written(digits) if digits else f"{parent}.{of}-{slug(name)}"
        if not digits and not slug(name):
            self.gathered.report(self.taken.refuse("import.no-name", record, role))
            return None
        if not digits:
            self.counts["named"] += 1
        self._keep(unit, Named(name, word), word, parent, (record, role))
        return self._once(unit, digits, record, role)

    def _keep(
        self,
        unit: str,
        name: Named | None,
        word: str,
        parent: str | None,
        at: tuple[int, Role | None],
    ) -> None:
        """Keep what a record says of a unit: the first that says it is right."""
        units = self.gathered.units
        held = units.get(unit)
        if held is None:
            held = units[unit] = GatheredUnit(word=word, parent=parent, at=(self.taken, *at))
        if name is None:
            return
        if not held.name:
            held.name, held.word = name.name, name.word or word
        elif held.name != name.name and as_word(held.name) != as_word(name.name):
            self.counts["renamed"] += 1

    def _kind(
        self, record: int, name: Named, digits: str | None, role: Role | None
    ) -> tuple[str, str, str] | None:
        """Return the name of a village, the word for it, and its kind, from what says it first."""
        known, kinds = self.gathered.known, self.gathered.rules.units.kinds
        word = self._kind_word(record)
        if word:
            kind = word if word in kinds else known.get(word)
            if kind is None or kind == KECAMATAN:
                self.gathered.report(
                    self.taken.refuse(
                        "import.kind", record, self.kinds and self.kinds[0], reason="word"
                    )
                )
                return None
            return (name.name if name.kind == kind else name.whole), word, kind
        if name.kind:
            self.counts["kind-name"] += 1
            return name.name, name.word, name.kind
        if digits is not None and self.family == "kemendagri":
            rule = unit_names().codes[_VILLAGE].seventh
            kind = rule.get(digits[_SEVENTH])
            if kind is not None:
                self.counts["kind-code"] += 1
                return name.name, kind, kind
        if self.mapping.kind is not None:
            of = self.mapping.kind
            return name.name, of, known.get(of) or of
        reason = self.family or "names"
        self.gathered.report(self.taken.refuse("import.kind", record, role, reason=reason))
        return None

    def _written(self, digits: str) -> str:
        with_points = self.family == "kemendagri" and self.gathered.with_points
        return dotted(digits) if with_points else digits

    def told(self) -> Iterator[Remark]:
        """Yield what was made of this sheet besides what its columns say."""
        told = {
            "named": ("guessed", "import.ids-from-names"),
            "kind-name": ("recognised", "import.kinds-from-names"),
            "kind-code": ("guessed", "import.kinds-from-codes"),
            "parents": ("recognised", "import.parents-from-codes"),
            "filled": ("guessed", "import.filled-down"),
            "renamed": ("left", "import.other-names"),
            "context": ("left", "import.context"),
            "again": ("recognised", "import.again"),
        }
        for name, (kind, note) in told.items():
            if self.counts[name]:
                yield self.taken.found.remark(kind, Note(note, {"count": self.counts[name]}))  # type: ignore[arg-type]
