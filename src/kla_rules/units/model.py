"""The `Units`: checked when they are read, and trusted from then on."""

import functools
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Self

from attrs import field, frozen

from kla_rules.model import Edition
from kla_rules.model.local import LocalRules
from kla_rules.notes import Note
from kla_rules.tables.cells import Mark
from kla_rules.tables.raw import Encoding
from kla_rules.units.rules import Local, rules_for

KECAMATAN: Final = "kecamatan"


@frozen(eq=False, repr=False)
class Units:
    """The units of a city, a province or the nation, with their facts, in columns.

    Build them with `Units.read` or `Units.from_rows`, which check everything.

    Attributes:
        edition: the edition whose rules say what is asked of a unit.
        local: local rules that say what else is asked of it.
        ids, names, kinds: of every unit; kinds as the rules know them, such as "kelurahan".
        parents: id of the kecamatan that a desa or kelurahan belongs to; None where there is none.
        facts: by id of the fact a value for every unit: True or False, a count, a percentage; None
            is unknown. A fact that no column holds is not in it.
        illustrative: the facts are invented for illustration.
        expected: by scope how many units there should be.
    """

    edition: Edition
    local: LocalRules
    ids: Sequence[str]
    names: Sequence[str]
    kinds: Sequence[str]
    parents: Sequence[str | None]
    facts: Mapping[str, Sequence[Any]] = field(repr=False)
    illustrative: bool = False
    expected: Mapping[str, int] = field(factory=dict, repr=False)

    @functools.cached_property
    def called(self) -> dict[str, str]:
        """Return by id what a list of all units calls each: kecamatan and kelurahan share names."""
        return {
            one: f"Kec. {name}" if kind == KECAMATAN else name
            for one, name, kind in zip(self.ids, self.names, self.kinds, strict=True)
        }

    @functools.cached_property
    def notes(self) -> tuple[Note, ...]:
        """Return what a reader must know: other numbers of units than expected, names twice."""
        from kla_rules.units.read import notes_on  # noqa: PLC0415 - as below

        return tuple(notes_on(self))

    @classmethod
    def read(
        cls,
        path: str | os.PathLike[str],
        edition: Edition | str | None = None,
        *,
        encoding: Encoding = "utf-8",
        decimal: Mark | None = None,
        expected: Mapping[str, int] | None = None,
        local: Local = None,
    ) -> Self:
        """Read units from a file: CSV (`.csv`), JSON (`.json`) or YAML.

        Args:
            path: the file.
            edition: the edition, or its id; left out, the default edition.
            encoding: of a CSV: "utf-8", with or without a byte order mark, or "windows-1252".
            decimal: the decimal mark of a CSV; left out, what its numbers use.
            expected: by scope ("kecamatan", "desa-kelurahan") how many units the city has.
            local: local rules, or their path; left out, the packaged proposal.

        Raises:
            UnitsError: with every finding, its row and column.
            RuleError: if the edition has no rules on units, or the local rules are not in order.
        """
        from kla_rules.units.read import read_units  # noqa: PLC0415 - reading builds what stands here

        return read_units(cls, Path(path), rules_for(edition, local), (encoding, decimal), expected)

    @classmethod
    def from_rows(
        cls,
        rows: Any,  # noqa: ANN401 - rows or a data frame
        edition: Edition | str | None = None,
        *,
        expected: Mapping[str, int] | None = None,
        local: Local = None,
    ) -> Self:
        """Build units from rows, each a mapping, or from a data frame (pandas, Polars).

        Args:
            rows: mappings with `id`, `name`, `kind`, `parent` and facts; or a data frame with these
                columns.
            edition: the edition, or its id; left out, the default edition.
            expected: by scope how many units the city has.
            local: local rules, or their path; left out, the packaged proposal.

        Raises:
            UnitsError: with every finding, its row and column.
            RuleError: if the edition has no rules on units, or the local rules are not in order.

        >>> city = Units.from_rows([
        ...     {"id": "a", "name": "Gadingrejo", "kind": "kecamatan", "childrens_forum": True},
        ...     {"id": "b", "name": "Sebani", "kind": "kelurahan", "parent": "a", "patbm": "ya"},
        ... ])
        >>> city, city.facts["patbm"]
        (Units(2 units, 2 facts), [None, True])
        """
        from kla_rules.units.read import units_of  # noqa: PLC0415 - as above

        return units_of(cls, rows, rules_for(edition, local), expected)

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
        from kla_rules.units.read import together  # noqa: PLC0415 - as above

        return together(self, other)

    def under(self, edition: Edition | str | None = None, *, local: Local = None) -> "Units":
        """Return the same units under other rules.

        Args:
            edition: the edition, or its id; left out, the same.
            local: local rules, or their path; left out, the same.

        Raises:
            UnitsError: if they do not fit these.
            RuleError: if the edition has no rules on units, or the local rules are not in order.
        """
        rules, beside = edition or self.edition, local or self.local
        return Units.from_rows(self.rows(), rules, expected=self.expected, local=beside)

    def rows(self) -> Iterable[dict[str, Any]]:
        """Yield every unit as a mapping that `from_rows` takes back."""
        for index, name in enumerate(self.ids):
            known = {fact: cells[index] for fact, cells in self.facts.items()}
            yield {
                "id": name,
                "name": self.names[index],
                "kind": self.kinds[index],
                "parent": self.parents[index],
                **({"illustrative": True} if self.illustrative else {}),
                **{fact: value for fact, value in known.items() if value is not None},
            }

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"Units({len(self)} units, {len(self.facts)} facts)"
