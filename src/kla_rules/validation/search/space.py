"""All profiles that fit one edition, or two at once, as an integer program."""

import functools
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import field, frozen

from kla_rules.conditions.operators import Condition
from kla_rules.conditions.walk import named
from kla_rules.model.edition import Edition
from kla_rules.planning.literals import Columns, Literal, Program, Row, Terms
from kla_rules.profile.model import Profile
from kla_rules.validation.search.answers import Answers
from kla_rules.validation.search.measured import Gauge, gauges_of
from kla_rules.validation.search.places import Group, groups_of
from kla_rules.validation.search.view import View
from kla_rules.validation.search.ways import Grid


@frozen
class Scope:
    """Which profiles are looked at, and under what.

    Attributes:
        editions: one, or the old and the new.
        same: by id of a node of the old edition that of the new one which asks the same.
        unit: how many units of points there are in a thousandth.
    """

    editions: tuple[Edition, ...]
    same: Mapping[str, str]
    unit: int = 1
    _groups: dict[Grid, tuple[Group, ...]] = field(init=False, factory=dict)

    @functools.cached_property
    def conditions(self) -> list[list[Condition]]:
        """Return by edition the conditions that are looked at."""
        return [[one.when for one in edition.requirements] for edition in self.editions]

    def groups(self, grid: Grid) -> tuple[Group, ...]:
        """Return the places that are answered, those that are alike together."""
        if grid not in self._groups:
            apart = [
                _named(edition, own)
                for edition, own in zip(self.editions, self.conditions, strict=True)
            ]
            self._groups[grid] = groups_of(self.editions, self.same, grid, self.unit, apart)
        return self._groups[grid]


class Space:
    """All profiles that answer everything under one edition, or the same under two.

    An answer is none, full, or whatever else fits under both; what only one edition asks cannot be
    answered under both and stays open. Whatever requirements ask for besides points is said.

    Attributes:
        scope: which profiles.
        year: the round, or None.
        made: columns and rows.
        answers: the answers.
        gauges: what is said besides points.
        views: the profile as each edition sees it.
    """

    def __init__(
        self,
        scope: Scope,
        grid: Grid,
        year: int | None = None,
    ) -> None:
        """Make the columns.

        Args:
            scope: which profiles.
            grid: how fine answers are.
            year: the round, or None.
        """
        self.scope, self.year, self.made = scope, year, Columns()
        self.answers = Answers(self.made, scope.groups(grid))
        self.gauges = gauges_of(self.made, scope.editions, scope.same, scope.conditions)
        self.views = tuple(
            View(self.made, edition, index, self.answers, self.gauges, scope.unit, year)
            for index, edition in enumerate(scope.editions)
        )
        for name, gauge in self.gauges.ratios:
            self._agree(name, gauge)

    def _agree(self, name: str, gauge: Gauge) -> None:
        """Keep points and the share of a maximum that nobody knows from contradicting each other.

        Some maximum up to the most that there can be must make these points that share of it.
        """
        view = self.views[0]
        terms = view.points(view.edition.positions[name])
        if not terms:  # nobody answers it
            return
        most = view.edition.node(name).ceiling_thousandths * self.scope.unit
        points = {column: gauge.scale * factor for column, factor in terms.items()}
        self.made.rows += [
            Row({**points, gauge.now: -most}, high=0),
            Row({**points, gauge.now: -1}, low=0),
        ]

    def needs(self, literals: Iterable[Literal]) -> bool:
        """Return whether things can hold, and see to it that all of them do."""
        return all(self.made.need(literal) for literal in literals)

    def program(self) -> Program:
        """Return the program."""
        return self.made.program()

    def size(self) -> Terms:
        """Return how large a profile is, as a sum of columns.

        An answer that is neither all nor nothing counts for more than all points together; then
        come the points, and then what is said besides.
        """
        terms: dict[int, int] = {}
        for view in self.views:
            for column, factor in view.points().items():
                terms[column] = terms.get(column, 0) + factor
        partial = 1 + sum(view.edition.maximum_thousandths * self.scope.unit for view in self.views)
        for column in self.answers.partial:
            terms[column] = terms.get(column, 0) + partial
        for gauge in self.gauges:
            terms |= {column: 1 for column in (gauge.now, gauge.before) if column is not None}
        return terms

    def profiles(self, values: Sequence[int]) -> tuple[Profile, ...]:
        """Return the profile that columns stand for, held against each edition."""
        return tuple(
            Profile.from_dict(self._said(view, values), view.edition) for view in self.views
        )

    def _said(self, view: View, values: Sequence[int]) -> dict[str, Any]:
        """Return what the profile says, with the ids of one edition."""
        edition, index = view.edition, view.index
        said: dict[str, Any] = {"edition": edition.id}
        stage = edition.stages[0].id if edition.stages else None
        if all(stage in _stages(one) for one in self.scope.editions):
            said["stage"] = stage
        if self.year is not None:
            said["year"] = self.year
        answers: dict[str, Any] = {}
        points: dict[str, int | Decimal] = {}
        for group, place, way, amount in self.answers.given(values):
            name = edition.ids[place[index]]
            if not group.asked:
                points[name] = way.said(amount) if way else 0
            elif way is None:
                answers[name] = {"option": "none"}
            else:
                answers[name] = {way.form: way.said(amount)}
        said |= {"points": points} if points else {}
        said |= {"answers": answers} if answers else {}
        year = self.year or max(self.scope.editions[0].rounds)
        for (what, name), gauge in sorted(self.gauges.by_edition[index].items()):
            said.setdefault(f"{what}s", {})[name] = gauge.said(values, year)
        return said

    def points(self, values: Sequence[int]) -> tuple[Fraction, ...]:
        """Return by edition the thousandths that columns come to."""
        return tuple(Fraction(total(view.points(), values), self.scope.unit) for view in self.views)


def total(terms: Terms, values: Sequence[int]) -> int:
    """Return what a sum of columns comes to."""
    return sum(factor * values[column] for column, factor in terms.items())


def _stages(edition: Edition) -> set[str]:
    return {stage.id for stage in edition.stages}


def _named(edition: Edition, conditions: Iterable[Condition]) -> set[int]:
    """Return the positions of nodes that conditions look at."""
    names: set[str] = set()
    ranks: set[str] = set()
    for condition in conditions:
        names |= set(named(condition, "node"))
        ranks |= set(named(condition, "rank"))
    return {
        position
        for position, node in enumerate(edition.nodes)
        if node.id in names or node.rank in ranks
    }
