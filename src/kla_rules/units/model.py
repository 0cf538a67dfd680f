"""The `Units`: checked when they are read, and trusted from then on."""

import functools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, Self

from attrs import evolve, field, frozen

from kla_rules.core.findings import Finding, FindingsError, check_type
from kla_rules.core.frozen import FrozenMap, frozen_columns, frozen_list, frozen_map
from kla_rules.core.given import GivenFile
from kla_rules.core.listed import Listed, listed
from kla_rules.core.notes import Note
from kla_rules.core.printed import Data
from kla_rules.core.showing import Row, Showing
from kla_rules.model.edition import Edition
from kla_rules.tables.cells import Mark, as_word
from kla_rules.tables.decoding import Encoding
from kla_rules.tables.form import RawTable
from kla_rules.tables.frames import table_of
from kla_rules.tables.given import table_file
from kla_rules.tables.raw import file_table
from kla_rules.tables.records import read_records
from kla_rules.tables.words import Meanings, cell_words
from kla_rules.units.derived import digits_of, elsewhere
from kla_rules.units.local_model import LocalRules
from kla_rules.units.names import unit_names
from kla_rules.units.reading import checked_numbers, columns_of, form_of
from kla_rules.units.rules import KECAMATAN, Local, Rules, rules_for
from kla_rules.units.rules_reading import unit_rules

_SOME: Final = 5


class UnitsError(FindingsError):
    """A table of units was refused."""


@frozen(eq=False, repr=False)
class Units(Data):
    """The units of a city, a province or the nation, with their facts, in columns.

    Build them with `Units.read` or `Units.from_rows`, which check everything.

    Attributes:
        edition: the edition whose rules say what is asked of a unit.
        local: local rules that say what else is asked of it, or None.
        ids, names, kinds: of every unit; kinds as the rules know them, such as "kelurahan".
        words: what the table calls the kind of every unit, such as "Kalurahan".
        parents: id of the kecamatan that a desa or kelurahan belongs to; None where there is none.
        facts: by id of the fact a value for every unit: True or False, a count, a percentage; None
            is unknown. A fact that no column holds is not in it.
        illustrative: the facts are invented for illustration.
        expected: by scope how many units there should be.
        derived: how many kinds came from a code of the ministry ("code"), a name ("name") or the
            seventh digit of a code ("digit"), and how many parents from one ("parent").
        read_notes: what a reader should know of how the table was read: rows that are no units.
    """

    edition: Edition
    local: LocalRules | None
    ids: Sequence[str] = field(converter=frozen_list)
    names: Sequence[str] = field(converter=frozen_list)
    kinds: Sequence[str] = field(converter=frozen_list)
    words: Sequence[str] = field(converter=frozen_list)
    parents: Sequence[str | None] = field(converter=frozen_list)
    facts: Mapping[str, Sequence[Any]] = field(converter=frozen_columns, repr=False)
    illustrative: bool = False
    expected: Mapping[str, int] = field(factory=dict, converter=frozen_map, repr=False)
    derived: Mapping[str, int] = field(factory=dict, converter=frozen_map, repr=False)
    read_notes: Listed[Note] = field(default=(), converter=listed, repr=False)

    @functools.cached_property
    def called(self) -> Mapping[str, str]:
        """Return by id what a list of all units calls each: kecamatan and kelurahan share names."""
        return FrozenMap(
            (unit, _called(name, word) if kind == KECAMATAN else name)
            for unit, name, kind, word in zip(
                self.ids, self.names, self.kinds, self.words, strict=True
            )
        )

    @functools.cached_property
    def notes(self) -> Listed[Note]:
        """Return what a reader must know: how they were read, other numbers, names twice."""
        return listed((*self.read_notes, *_notes(self)))

    @classmethod
    def read(
        cls,
        path: GivenFile,
        edition: Edition | str | None = None,
        *,
        encoding: Encoding | None = None,
        decimal: Mark | None = None,
        expected: Mapping[str, int] | None = None,
        local: Local = None,
        meanings: Meanings = None,
    ) -> Self:
        """Return the units in a file: CSV, a workbook (`.xlsx`), JSON or YAML.

        Args:
            path: the file: its path, its bytes, or open.
            edition: the edition, or its id; left out, the default edition.
            encoding: of a CSV: "utf-8", "utf-16" or "windows-1252"; left out, what it can be
                read in alone.
            decimal: the decimal mark of a CSV; left out, what its numbers use.
            expected: by scope ("kecamatan", "desa-kelurahan") how many units the city has.
            local: local rules, or a file of them; left out, the packaged proposal.
            meanings: what words and marks mean in the table that say nothing, or two things, by
                themselves: {"x": "ya", "-": None}.

        Raises:
            UnitsError: with every finding, its row and column.
            RuleError: if the edition has no rules on units, or the local rules are not in order.
            ArgumentError: for a meaning that there is not.
        """
        rules = rules_for(edition, local)
        table = file_table(table_file("path", path), form_of(rules), encoding, decimal)
        return cls._in(evolve(table, words=cell_words(meanings)), rules, expected)

    @classmethod
    def from_rows(
        cls,
        rows: Any,  # noqa: ANN401 - rows or a data frame
        edition: Edition | str | None = None,
        *,
        expected: Mapping[str, int] | None = None,
        local: Local = None,
        meanings: Meanings = None,
    ) -> Self:
        """Return the units in rows, or in whatever a program has a table in.

        A data frame, Arrow, what a query gives, columns by name, JSON: see "From a program" in
        `docs/units.md`.

        Args:
            rows: mappings with `id`, `name`, `kind`, `parent` and facts; or a table with these
                columns.
            edition: the edition, or its id; left out, the default edition.
            expected: by scope how many units the city has.
            local: local rules, or a file of them; left out, the packaged proposal.
            meanings: as of `read`: what marks mean in the table.

        Raises:
            UnitsError: with every finding, its row and column.
            RuleError: if the edition has no rules on units, or the local rules are not in order.
            ArgumentError: for a meaning that there is not.

        >>> city = Units.from_rows([
        ...     {"id": "a", "name": "Gadingrejo", "kind": "kecamatan", "childrens_forum": True},
        ...     {"id": "b", "name": "Sebani", "kind": "kelurahan", "parent": "a", "patbm": "ya"},
        ... ])
        >>> city, city.facts["patbm"]
        (Units(2 units, 2 facts), (None, True))
        """
        rules = rules_for(edition, local)
        table = evolve(table_of(rows, form_of(rules)), words=cell_words(meanings))
        return cls._in(table, rules, expected)

    @classmethod
    def _in(cls, table: RawTable, rules: Rules, expected: Mapping[str, int] | None) -> Self:
        counts = checked_numbers(expected, rules.units)
        columns, illustrative, notes = read_records(
            table, lambda cells: columns_of(cells, rules), UnitsError
        )
        own = {**columns, "illustrative": illustrative, "expected": counts, "read_notes": notes}
        return cls(rules.edition, rules.local, **own)

    def __len__(self) -> int:
        """Return how many units there are."""
        return len(self.ids)

    def __add__(self, other: "Units") -> "Units":
        """Return both together; numbers of units that both expect differently are left out.

        Raises:
            UnitsError: if a unit is in both, or they are held against other rules.
        """
        if not isinstance(other, Units):
            return NotImplemented
        for mine, theirs in ((self.edition, other.edition), (self.local, other.local)):
            if mine is not None and theirs is not None and mine.digest != theirs.digest:
                values = {"mine": mine.id, "other": theirs.id}
                raise UnitsError([Finding("units.other-rules", values)])
        twice = [unit for unit, count in Counter((*self.ids, *other.ids)).items() if count > 1]
        if twice:
            raise UnitsError(Finding("units.twice", {"unit": unit}) for unit in twice)
        return evolve(
            self,
            ids=[*self.ids, *other.ids],
            names=[*self.names, *other.names],
            kinds=[*self.kinds, *other.kinds],
            words=[*self.words, *other.words],
            parents=[*self.parents, *other.parents],
            facts={
                fact: [*_cells(self, fact), *_cells(other, fact)]
                for fact in dict.fromkeys((*self.facts, *other.facts))
            },
            illustrative=self.illustrative or other.illustrative,
            derived=dict(Counter(self.derived) + Counter(other.derived)),
            read_notes=(*self.read_notes, *other.read_notes),
            expected={
                scope: count
                for scope, count in {**self.expected, **other.expected}.items()
                if self.expected.get(scope, count) == count
            },
        )

    def under(self, edition: Edition | str | None = None, *, local: Local = None) -> "Units":
        """Return the same units under other rules.

        Args:
            edition: the edition, or its id; left out, the same.
            local: local rules, or a file of them; left out, the same.

        Raises:
            UnitsError: if they do not fit these.
            RuleError: if the edition has no rules on units, or the local rules are not in order.
        """
        same = Units.from_rows(
            self._as_rows(),
            edition or self.edition,
            expected=self.expected,
            local=local or self.local,
        )
        return evolve(same, derived=self.derived, read_notes=self.read_notes)

    def _showing(self) -> Showing:
        return (
            super()
            ._showing()
            ._replace(rows=lambda _unit, _language: [*map(_plain, self._as_rows())])
        )

    def _as_rows(self) -> Iterator[Row]:
        """Yield every unit as a mapping that `from_rows` takes back."""
        for index, unit in enumerate(self.ids):
            known = {fact: cells[index] for fact, cells in self.facts.items()}
            yield {
                "id": unit,
                "name": self.names[index],
                "kind": self.words[index],
                "parent": self.parents[index],
                **({"illustrative": True} if self.illustrative else {}),
                **{fact: value for fact, value in known.items() if value is not None},
            }

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"Units({len(self)} units, {len(self.facts)} facts)"


def _plain(row: Row) -> Row:
    return {key: float(cell) if isinstance(cell, Decimal) else cell for key, cell in row.items()}


def _called(name: str, word: str) -> str:
    """Return what a kecamatan is called, or what is called otherwise where it lies."""
    said = as_word(word)
    if as_word(name).startswith(f"{said} "):
        return name
    return f"Kec. {name}" if said == KECAMATAN else f"{word} {name}"


def _cells(units: Units, fact: str) -> Sequence[Any]:
    """Return what is known of a fact, unit by unit, also where no column holds it."""
    return units.facts.get(fact) or [None] * len(units)


def _notes(units: Units) -> Iterator[Note]:
    """Yield what a reader must know of the units: other numbers than expected, names twice."""
    rules = unit_rules(units.edition)
    counts = Counter(rules.kinds[kind] for kind in units.kinds)
    for scope, whole in units.expected.items():
        if counts[scope] != whole:
            values = {"scope": rules.scopes[scope].title, "count": counts[scope], "whole": whole}
            yield Note("units.other-number", values)
    for by, count in units.derived.items():
        yield Note(f"units.derived-{by}", {"count": count})
    for word, count in elsewhere(units.words, units.ids).items():
        provinces = unit_names().names[word].provinces
        yield Note("units.elsewhere", {"word": word, "count": count, "provinces": provinces})
    for name, cells in units.facts.items():
        fact = rules.facts.get(name)
        if fact is not None and fact.replaced_by and any(cell is not None for cell in cells):
            now = rules.facts[fact.replaced_by]
            values = {"column": name, "was": fact.title, "now": now.id, "title": now.title}
            yield Note("units.replaced-fact", values)
        if fact is not None and fact.kind == "percentage" and _are_parts_of_one(cells):
            yield Note("units.parts-of-one", {"fact": fact.title, "column": name})
    named = list(zip(units.kinds, units.names, strict=True))
    with_name = Counter(named)
    twice = dict.fromkeys(
        key[1]
        for key, unit in zip(named, units.ids, strict=True)
        if with_name[key] > 1 and not digits_of(unit)
    )
    if twice:
        others = ["..."] if len(twice) > _SOME else []
        values = {"count": len(twice), "names": [*[*twice][:_SOME], *others]}
        yield Note("units.same-name", values)


def _are_parts_of_one(cells: Sequence[Any]) -> bool:
    """Return whether percentages look like parts of one: some between 0 and 1, none above."""
    known = {cell for cell in cells if cell is not None}
    return any(0 < cell < 1 for cell in known) and all(cell <= 1 for cell in known)


def known_units(units: Units | None) -> frozenset[str] | None:
    """Return the ids of the units that records may be of, or None where any may be.

    Raises:
        TypeError: for what are no units.
    """
    if units is None:
        return None
    check_type("units", units, "Units", Units)
    return frozenset(units.ids)
