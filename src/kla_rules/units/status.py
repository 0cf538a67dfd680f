"""`unit_status()`: what local rules say of each unit: declared, task force, functions, tiers."""

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from attrs import field, frozen

from kla_rules.conditions.judgement import State
from kla_rules.conditions.operators import Condition
from kla_rules.conditions.walk import named
from kla_rules.core.findings import check_language, no_such_id
from kla_rules.core.frozen import frozen_columns, frozen_list, frozen_map
from kla_rules.core.given import GivenFile
from kla_rules.core.printed import Data
from kla_rules.core.showing import Showing
from kla_rules.core.shown import Shown
from kla_rules.core.writing import Language
from kla_rules.model.overlay import UnitTier
from kla_rules.rulesets.overlays import OverlaySource
from kla_rules.tables.cells import Mark
from kla_rules.tables.decoding import Encoding
from kla_rules.tables.words import Meanings
from kla_rules.units.given import units_from
from kla_rules.units.judging import states
from kla_rules.units.local_model import LocalRules
from kla_rules.units.local_reading import local_rules
from kla_rules.units.model import Units
from kla_rules.units.rollup import question_states
from kla_rules.units.rules import Local

if TYPE_CHECKING:
    from kla_rules.typed.forms.unit_status import UnitStatusesDict


@frozen
class ChecklistAnswers:
    """What a unit has answered of a checklist: ids of facts that are so, are not, are not known."""

    yes: tuple[str, ...]
    no: tuple[str, ...]
    unknown: tuple[str, ...]


@frozen(repr=False)
class UnitStatus(Shown):
    """The status of one unit, under local rules.

    Attributes:
        id, name: the unit.
        declared, task_force: whether it has declared itself, and its task force is active; None is
            not known.
        declared_by, task_force_by: the year or document given for them, as text, or None.
        fulfilled, missing, unknown: ids of functions.
        tiers_possible: ids of the tiers that are possible, lowest first; None is no tier. Empty
            where no overlay defines tiers.
        checklists: by id what the unit has answered itself.
    """

    id: str
    name: str
    declared: State
    task_force: State
    declared_by: str | None
    task_force_by: str | None
    fulfilled: tuple[str, ...]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]
    tiers_possible: tuple[str | None, ...]
    checklists: Mapping[str, ChecklistAnswers] = field(converter=frozen_map)

    @property
    def tier(self) -> str | None:
        """Return the id of the tier that is secured, or None."""
        return self.tiers_possible[0] if self.tiers_possible else None


@frozen(repr=False, eq=False)
class UnitStatuses(Data):
    """The status of every unit that local rules speak of; local by construction, never national.

    Attributes:
        units: the table.
        rules: the local rules.
        positions: of each of them, its position in the table.
        held: by id of what is asked ("declared", "task_force", a function) a state for each.
        tiers: tiers that overlays define, lowest first, with a state for each unit.
    """

    units: Units
    rules: LocalRules
    positions: Sequence[int] = field(converter=frozen_list)
    held: Mapping[str, Sequence[State]] = field(converter=frozen_columns)
    tiers: tuple[tuple[UnitTier, Sequence[State]], ...]

    def __len__(self) -> int:
        """Return how many units have a status."""
        return len(self.positions)

    def __iter__(self) -> Iterator[UnitStatus]:
        """Yield the status of every unit, in the order of the table."""
        return map(self._status, range(len(self.positions)))

    def __getitem__(self, unit: str) -> UnitStatus:
        """Return the status of the unit with this id.

        Raises:
            UnknownIdError: (a `KeyError`) if the local rules do not speak of it.
        """
        try:
            index = self._indices[unit]
        except (KeyError, TypeError):
            raise no_such_id("unit", unit, self._indices) from None
        return self._status(index)

    @functools.cached_property
    def _indices(self) -> dict[str, int]:
        ids = self.units.ids
        return {ids[position]: index for index, position in enumerate(self.positions)}

    def _status(self, index: int) -> UnitStatus:
        position, rules = self.positions[index], self.rules
        functions: dict[State, list[str]] = {True: [], False: [], None: []}
        for function in rules.functions:
            functions[self.held[function.id][index]].append(function.id)
        return UnitStatus(
            id=self.units.ids[position],
            name=self.units.names[position],
            declared=self.held[rules.declared.id][index],
            task_force=self.held[rules.task_force.id][index],
            declared_by=self._by(self._declared_by, position),
            task_force_by=self._by(self._task_force_by, position),
            fulfilled=tuple(functions[True]),
            missing=tuple(functions[False]),
            unknown=tuple(functions[None]),
            tiers_possible=self._tiers(index),
            checklists={
                checklist.id: self._answers(checklist.facts, position)
                for checklist in rules.checklists
            },
        )

    @functools.cached_property
    def _declared_by(self) -> tuple[str, ...]:
        return self._looked_at(self.rules.declared.when)

    @functools.cached_property
    def _task_force_by(self) -> tuple[str, ...]:
        return self._looked_at(self.rules.task_force.when)

    def _looked_at(self, when: Condition) -> tuple[str, ...]:
        """Return the local facts that a condition looks at and the table has."""
        known = self.rules.facts.keys() & self.units.facts.keys()
        return tuple(fact for fact in named(when, "measure") if fact in known)

    def _by(self, facts: Sequence[str], position: int) -> str | None:
        """Return the first year or document among some facts that the unit has given."""
        cells = (self.units.facts[fact][position] for fact in facts)
        given = (cell for cell in cells if cell is not None and not isinstance(cell, bool))
        return next(map(str, given), None)

    def _tiers(self, index: int) -> tuple[str | None, ...]:
        """Return the tiers from the sure to the highest possible; each asks for those below."""
        ladder: list[str | None] = [None, *(tier.id for tier, _ in self.tiers)]
        sure = possible = 0
        for rung, (_, held) in enumerate(self.tiers, start=1):
            if held[index] is False:
                break
            possible = rung
            if held[index] is True and sure == rung - 1:
                sure = rung
        return tuple(ladder[sure : possible + 1]) if self.tiers else ()

    def _answers(self, facts: Sequence[str], position: int) -> ChecklistAnswers:
        answers: dict[State, list[str]] = {True: [], False: [], None: []}
        for fact in facts:
            cells = self.units.facts.get(fact)
            answers[cells[position] if cells else None].append(fact)
        return ChecklistAnswers(*(tuple(answers[state]) for state in (True, False, None)))

    def explain(self, language: Language = "id") -> str:
        """Return it in words.

        Raises:
            ArgumentError: for another language.
        """
        check_language(language)
        from kla_rules.units.status_page import unit_status_text  # noqa: PLC0415 - loaded by who reads it

        return unit_status_text(self, language)

    def brief(self, language: Language = "id") -> str:
        """Return counts on one screen of at most 39 lines, in one language; see `explain()`."""
        check_language(language)
        from kla_rules.units.status_brief import status_in_brief  # noqa: PLC0415 - as above

        return status_in_brief(self, language)

    def to_dict(self) -> "UnitStatusesDict":
        """Return plain JSON values, as `schemas/unit-status.schema.json` says."""
        from kla_rules.units.status_page import unit_status_as_json  # noqa: PLC0415 - as above

        return cast("UnitStatusesDict", unit_status_as_json(self))

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"UnitStatuses({len(self)} units, {self.rules.id})"

    def _showing(self) -> Showing:
        from kla_rules.units.card import statuses_shown  # noqa: PLC0415 - asked for by few

        return statuses_shown(self)


def unit_status(  # noqa: PLR0913 - all but the first are named, and seldom given
    units: Units | GivenFile | Any,  # noqa: ANN401 - rows or a data frame as well
    edition: Any = None,  # noqa: ANN401 - an edition or its id
    *,
    local: Local = None,
    overlays: Iterable[OverlaySource] = (),
    encoding: Encoding | None = None,
    decimal: Mark | None = None,
    expected: Mapping[str, int] | None = None,
    meanings: Meanings = None,
) -> UnitStatuses:
    """Return the status of units under local rules; no national rule gives a unit a status.

    Args:
        units: units; a file of them: its path, its bytes, or open; rows, or a data frame.
        edition: the edition, with its overlays: they define tiers, if any.
        local: local rules, or a file of them; left out, those of the units, or the packaged
            proposal.
        overlays: what to lay over the edition, given by its id.
        encoding: of a CSV: "utf-8", "utf-16" or "windows-1252"; left out, what it can be
            read in alone.
        decimal: the decimal mark of a CSV; left out, what its numbers use.
        expected: by scope ("kecamatan", "desa-kelurahan") how many units the city has.
        meanings: as of `Units.read`: what marks mean in the table.

    Raises:
        UnitsError: if the table is refused.
        RuleError: if the edition has no rules on units, or the local rules are not in order.
        ArgumentError: for an encoding, a decimal mark or a number of units that there is not.
        TypeError: for an argument of another type, and for overlays beside an `Edition`.

    Source: the local rules name theirs; the packaged ones are a proposal (grade I).

    >>> city = unit_status("examples/kota-pasuruan/units.csv")
    >>> unit = city["sebani"]
    >>> unit.declared, unit.task_force, len(unit.fulfilled), unit.missing
    (True, False, 7, ('policy-and-budget',))
    """
    table = units_from(
        units,
        edition,
        local,
        overlays=overlays,
        encoding=encoding,
        decimal=decimal,
        expected=expected,
        meanings=meanings,
    )
    rules = table.local or local_rules(table.edition)
    positions, columns = question_states(table, rules.scope)
    size = len(positions)
    functions = (rules.declared, rules.task_force, *rules.functions)
    tiers = [tier for tier in table.edition.unit_tiers if tier.scope == rules.scope]
    return UnitStatuses(
        table,
        rules,
        positions,
        {function.id: states(function.when, columns, size) for function in functions},
        tuple((tier, tuple(states(tier.when, columns, size))) for tier in tiers),
    )
