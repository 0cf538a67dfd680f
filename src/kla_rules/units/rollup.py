"""`rollup()`: how many units count in each question, the share they make, and who holds it down."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import compress
from typing import TYPE_CHECKING, Any, cast

from attrs import field, frozen

from kla_rules.conditions.judgement import State
from kla_rules.core.findings import (
    ArgumentError,
    Finding,
    check_language,
    check_list,
    check_type,
    no_such_id,
)
from kla_rules.core.frozen import frozen_list, frozen_map
from kla_rules.core.given import GivenFile
from kla_rules.core.narrow import narrowed, whole
from kla_rules.core.points import number
from kla_rules.core.showing import Showing
from kla_rules.core.shown import Shown
from kla_rules.core.writing import Language
from kla_rules.model.edition import Edition
from kla_rules.model.tree import Node
from kla_rules.rulesets.overlays import OverlaySource
from kla_rules.tables.cells import Mark
from kla_rules.tables.decoding import Encoding
from kla_rules.tables.words import Meanings
from kla_rules.units.given import units_from
from kla_rules.units.judging import states
from kla_rules.units.model import Units
from kla_rules.units.rules import Local
from kla_rules.units.rules_model import UnitQuestion, UnitScope
from kla_rules.units.rules_reading import unit_rules

if TYPE_CHECKING:
    from kla_rules.typed.forms.rollup import RollupDict

_WHOLE = 100


@frozen(repr=False)
class UnitShare(Shown):
    """The units that count in one question.

    Attributes:
        node: the question.
        rule: which fact makes a unit count.
        scope: whose units are counted.
        part, whole, unknown: how many count, how many there are, of how many it is not known.
        holding: positions of the units to look at: those that do not count; where less is better,
            and where cases are only recorded, those that do.
        open: positions of the units of which it is not known.
    """

    node: Node
    rule: UnitQuestion
    scope: UnitScope
    part: int
    whole: int
    unknown: int
    holding: Sequence[int] = field(converter=frozen_list, repr=False)
    open: Sequence[int] = field(converter=frozen_list, repr=False)

    @property
    def share(self) -> tuple[Fraction, Fraction] | None:
        """Return the least and the greatest share in per cent; None without any unit.

        >>> city = rollup([{"id": "a", "name": "A", "kind": "kecamatan", "childrens_forum": True},
        ...                {"id": "b", "name": "B", "kind": "kecamatan"}])
        >>> city["25.2"].share
        (Fraction(50, 1), Fraction(100, 1))
        """
        if not self.whole:
            return None
        low = Fraction(_WHOLE * self.part, self.whole)
        return low, Fraction(_WHOLE * (self.part + self.unknown), self.whole)

    @property
    def less_is_better(self) -> bool:
        """Return whether the units that count are those to look at: less is better, or recorded."""
        return _less_is_better(self.node)


@frozen(repr=False)
class UnitsToFix(Shown):
    """The fewest units that lift a share to a target.

    Attributes:
        question: id of the question.
        target: the share to reach, in per cent.
        count: how many units must come to count, or where less is better must have no case any
            more; unknown ones count as if they did not.
        units: ids of those that can: the known ones first, then those that are not known, of which
            finding out may be enough.
        possible: there are as many.
    """

    question: str
    target: int | Decimal
    count: int
    units: tuple[str, ...]
    possible: bool


@frozen(repr=False)
class Rollup(Shown):
    """The shares of units, question by question.

    Attributes:
        units: what was rolled up.
        shares: by question id, in the order of the edition.
    """

    units: Units
    shares: Mapping[str, UnitShare] = field(converter=frozen_map)

    def __getitem__(self, question: str) -> UnitShare:
        """Return the share of a question.

        Raises:
            UnknownIdError: (a `KeyError`) if no rule says which units count in it.
        """
        try:
            return self.shares[question]
        except (KeyError, TypeError):
            raise no_such_id("question", question, self.shares) from None

    def __iter__(self) -> Iterator[UnitShare]:
        """Yield every share."""
        return iter(self.shares.values())

    def names(self, positions: Sequence[int]) -> list[str]:
        """Return the names of the units at some positions in the table."""
        names = self.units.names
        listed_ = check_list("positions", "a list of positions in the table", positions)
        positions = [whole(position) for position in listed_]
        for position in positions:
            check_type("a position", position, "a whole number", int)
            if not 0 <= position < len(names):
                raise no_such_id("position", str(position), map(str, range(len(names))))
        return [names[position] for position in positions]

    def to_reach(self, question: str, target: float | Decimal | Fraction) -> UnitsToFix:
        """Return the fewest units that must change for a share to reach a target.

        Args:
            question: id of a question.
            target: the share in per cent, from 0 to 100; where less is better, the most it may be.

        Raises:
            UnknownIdError: (a `KeyError`) if no rule says which units count in the question.
            ArgumentError: for a target that is no percentage.

        >>> city = rollup("examples/kota-pasuruan/units.csv")
        >>> lacking = city.to_reach("26.10", 80)
        >>> lacking.count, len(lacking.units), lacking.units[:3]
        (5, 11, ('wirogunan', 'purworejo', 'krampyangan'))
        """
        share, exact = self[question], _percentage(target)
        wanted = Fraction(exact) * share.whole / _WHOLE
        if share.less_is_better:
            count = share.part + share.unknown - math.floor(wanted)
        else:
            count = math.ceil(wanted) - share.part
        ids = tuple(self.units.ids[position] for position in (*share.holding, *share.open))
        return UnitsToFix(question, exact, max(0, count), ids, count <= len(ids))

    def answers(self) -> dict[str, dict[str, Any]]:
        """Return answers for a profile: by question how many units count, of how many.

        Only questions that ask for a percentage and give points are in it, and only where units of
        their scope are in the table.
        """
        return {
            share.node.id: {
                "units": {"part": share.part, "whole": share.whole, "unknown": share.unknown}
            }
            for share in self
            if share.whole
            and share.node.ceiling_thousandths
            and share.node.question is not None
            and share.node.question.answer == "percentage"
        }

    def explain(self, language: Language = "id") -> str:
        """Return it in words.

        Raises:
            ArgumentError: for another language.
        """
        check_language(language)
        from kla_rules.units.rollup_page import rollup_text  # noqa: PLC0415 - loaded by who reads it

        return rollup_text(self, language)

    def brief(self, language: Language = "id") -> str:
        """Return the shares on one screen of at most 39 lines, in one language; see `explain()`."""
        check_language(language)
        from kla_rules.units.rollup_brief import rollup_in_brief  # noqa: PLC0415 - as above

        return rollup_in_brief(self, language)

    def to_dict(self) -> "RollupDict":
        """Return plain JSON values, as `schemas/rollup.schema.json` says."""
        from kla_rules.units.rollup_page import rollup_as_json  # noqa: PLC0415 - as above

        return cast("RollupDict", rollup_as_json(self))

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"Rollup({len(self.units)} units, {len(self.shares)} questions)"

    def _showing(self) -> Showing:
        from kla_rules.units.card import rollup_shown  # noqa: PLC0415 - asked for by few

        return rollup_shown(self)


def rollup(  # noqa: PLR0913 - all but the first are named, and seldom given
    units: Units | GivenFile | Any,  # noqa: ANN401 - rows or a data frame as well
    edition: Edition | str | None = None,
    *,
    overlays: Iterable[OverlaySource] = (),
    encoding: Encoding | None = None,
    decimal: Mark | None = None,
    expected: Mapping[str, int] | None = None,
    local: Local = None,
    meanings: Meanings = None,
) -> Rollup:
    """Return by question how many units count, the share they make, and who holds it down.

    Args:
        units: units; a file of them: its path, its bytes, or open; rows, or a data frame.
        edition: the edition whose rules to use; left out, that of the units, or the default.
        overlays: what to lay over the edition, given by its id.
        encoding: of a CSV, as of `Units.read`.
        decimal: the decimal mark of a CSV; left out, what its numbers use.
        expected: by scope ("kecamatan", "desa-kelurahan") how many units the city has.
        local: local rules, or a file of them, on facts that the table has besides; left out, those
            of the units, or the packaged proposal.
        meanings: as of `Units.read`: what marks mean in the table.

    Raises:
        UnitsError: if the table is refused.
        RuleError: if the edition has no rules on units, or other rules are not in order.
        ArgumentError: for an encoding, a decimal mark or a number of units that there is not.
        TypeError: for an argument of another type, and for overlays beside an `Edition`.

    Source: which fact stands behind a question is in the rule file `units.yaml` of the edition.

    >>> city = rollup("examples/kota-pasuruan/units.csv")
    >>> share = city["26.4"]
    >>> share.part, share.whole, share.unknown
    (22, 34, 2)
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
    rules = unit_rules(table.edition)
    tables = {scope: facts_in_scope(table, scope) for scope in rules.scopes}
    shares = {}
    for question, rule in rules.questions.items():
        positions, columns = tables[rule.scope]
        held = states(rule.when, columns, len(positions))
        node, scope = table.edition.node(question), rules.scopes[rule.scope]
        shares[question] = _share(node, rule, scope, positions, held)
    return Rollup(table, shares)


def question_states(units: Units, scope: str) -> tuple[Sequence[int], dict[str, Sequence[Any]]]:
    """Return the positions of the units of a scope, and columns of their facts and questions.

    The column of a question tells whether a unit has what it asks: where less is better, no case.
    """
    positions, columns = facts_in_scope(units, scope)
    for question, rule in unit_rules(units.edition).questions.items():
        if rule.scope == scope:
            held = states(rule.when, columns, len(positions))
            if _less_is_better(units.edition.node(question)):
                held = [None if state is None else not state for state in held]
            columns[question] = held
    return positions, columns


def facts_in_scope(units: Units, scope: str) -> tuple[Sequence[int], dict[str, Sequence[Any]]]:
    """Return the positions of the units of a scope, and their facts."""
    scopes = unit_rules(units.edition).kinds
    mask = [scopes[kind] == scope for kind in units.kinds]
    positions = list(compress(range(len(units)), mask))
    everyone = len(positions) == len(units)
    return positions, {
        fact: cells if everyone else list(compress(cells, mask))
        for fact, cells in units.facts.items()
    }


def _share(
    node: Node,
    rule: UnitQuestion,
    scope: UnitScope,
    positions: Sequence[int],
    held: Sequence[State],
) -> UnitShare:
    worse = _less_is_better(node)
    return UnitShare(
        node=node,
        rule=rule,
        scope=scope,
        part=held.count(True),
        whole=len(positions),
        unknown=held.count(None),
        holding=list(compress(positions, (state is worse for state in held))),
        open=list(compress(positions, (state is None for state in held))),
    )


def _less_is_better(node: Node) -> bool:
    return node.question is not None and node.question.direction in {"negative", "none"}


def _percentage(target: Any) -> int | Decimal:  # noqa: ANN401 - a number of any library
    """Return a percentage, exactly.

    Raises:
        ArgumentError: for another number.
        TypeError: for what is no number.
    """
    target = narrowed(target)
    check_type("target", target, "a number", int, float, Decimal, Fraction)
    try:
        exact = number(target)
    except (ValueError, OverflowError):
        exact = -1
    if not 0 <= exact <= _WHOLE:
        values = {"name": "target", "found": target}
        raise ArgumentError([Finding("argument.percentage", values, ("target",))])
    return exact
