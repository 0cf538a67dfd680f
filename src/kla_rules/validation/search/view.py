"""One profile as one edition sees it: points of every node, conditions and levels as columns."""

import copy
from collections import defaultdict

from kla_rules.conditions.operator import Besides
from kla_rules.conditions.operators import Condition
from kla_rules.evaluation.requirements import binds
from kla_rules.model.edition import Edition
from kla_rules.model.levels import Requirement
from kla_rules.planning.literals import Columns, Literal, Literals, Row, Terms, whole
from kla_rules.validation.search.answers import Answers, worth
from kla_rules.validation.search.measured import Gauges

LOW, HIGH = 0, 1


class View(Literals):
    """One profile under one edition.

    Attributes:
        index: which of the editions it is.
        gauges: what is said besides points.
        year: the round, or None.
        lenient: the same where what is not known holds, or fails, whichever is asked for.
    """

    def __init__(
        self,
        made: Columns,
        edition: Edition,
        index: int,
        answers: Answers,
        gauges: Gauges,
        unit: int,
        year: int | None,
    ) -> None:
        super().__init__(made, edition, best=False)
        self.index, self.gauges, self.unit, self.year = index, gauges, unit, year
        self.one = answers.one
        # By end, by position: what lies at a node itself, and what lies at places right below it.
        self.at: tuple[dict[int, Terms], ...] = ({}, {})
        self.loose: tuple[dict[int, dict[int, int]], ...] = (defaultdict(dict), defaultdict(dict))
        self.peaks: tuple[dict[int, int], ...] = (defaultdict(int), defaultdict(int))
        self.answered: set[int] = set()
        self.known: dict[tuple[int, int], tuple[Terms, int]] = {}
        for group, used in zip(answers.groups, answers.used, strict=True):
            above = group.above[index]
            positions = [place[index] for place in group.places]
            self.answered.update(positions)
            for end in (LOW, HIGH):
                terms = worth(used, index, end)
                if len(positions) == 1:
                    self.at[end][positions[0]] = terms
                    self.peaks[end][positions[0]] = group.peak(index, end)
                elif above is not None:
                    self.loose[end][above] |= terms
                    self.peaks[end][above] += group.peak(index, end)
        self.lenient = copy.copy(self)
        self.lenient.best = True
        if edition.holes:
            self._fits()

    def points(self, position: int = 0, end: int = LOW) -> Terms:
        """Return the fewest or the most units of points of a node as a sum of columns."""
        return self._figure(position, end)[0]

    def _figure(self, position: int, end: int) -> tuple[Terms, int]:
        """Return the units of a node as a sum of columns, and the most that they can be."""
        key = (position, end)
        if key not in self.known:
            self.known[key] = self._made(position, end)
        return self.known[key]

    def _made(self, position: int, end: int) -> tuple[Terms, int]:
        ceiling = self.edition.ceilings_thousandths[position] * self.unit
        if position in self.at[end]:
            return self.at[end][position], self.peaks[end][position]
        if position not in self.edition.branch_at:  # nobody answers it
            return ({self.one: ceiling}, ceiling) if end == HIGH and ceiling else ({}, 0)
        terms, peak = self._sum(position, end)
        if peak <= ceiling:
            return terms, peak
        if end == LOW and self.edition.holes and self.edition.nodes[position].cap is None:
            return terms, ceiling  # `_fits` sees to it
        return self.made.capped(terms, ceiling, peak), ceiling

    def _sum(self, position: int, end: int) -> tuple[Terms, int]:
        """Return the sum of what lies below a node, and the most that it can be."""
        terms: dict[int, int] = dict(self.loose[end][position])
        peak = self.peaks[end][position]
        for child in self.edition.branch_at[position].children:
            if child in self.answered and child not in self.at[end]:
                continue  # it lies among its likes
            own, most = self._figure(child, end)
            peak += most
            for column, factor in own.items():
                terms[column] = terms.get(column, 0) + factor
        return terms, peak

    def _fits(self) -> None:
        """Keep the parts of nodes whose maxima are not all known within the whole."""
        for branch in self.edition.branches:
            position, ceiling = branch.index, branch.ceiling_thousandths * self.unit
            if position not in self.at[LOW] and self.edition.nodes[position].cap is None:
                terms, peak = self._sum(position, LOW)
                if peak > ceiling:
                    self.made.rows.append(Row(terms, high=ceiling))

    def reached(self, position: int, floor: int) -> Literal:
        """Return whether a node is known to have at least so many units (lenient: can have)."""
        return self.made.at_least(self.points(position, HIGH if self.best else LOW), floor)

    def kept(self, position: int, ceiling: int) -> Literal:
        """Return whether a node is known to have at most so many units (lenient: can have)."""
        return self.made.at_most(self.points(position, LOW if self.best else HIGH), ceiling)

    def told(self, condition: Condition, form: Besides, *, holds: bool) -> Literal:  # noqa: ARG002 - the form says all of it
        """Return whether what is said besides points is as asked; what nobody can say is not."""
        figure = self.gauges.terms(self.index, form)
        if figure is None:
            return self.best
        terms, scale = figure
        is_floor, end = whole(form.comparator, form.figure * scale, holds=holds)
        return (self.made.at_least if is_floor else self.made.at_most)(terms, end)

    # -- levels ------------------------------------------------------------------------------------

    def threshold(self, index: int) -> int:
        """Return the fewest units that reach a level by points."""
        level, policy = self.edition.levels[index], self.edition.edge.policy
        inclusive = level.threshold_thousandths(policy) == level.floor_thousandths
        return level.floor_thousandths * self.unit + (not inclusive)

    def required(self, index: int) -> list[Requirement]:
        """Return what a level asks for besides points, and what those below it do."""
        levels = {level.id for level in self.edition.levels[: index + 1]}
        return [
            requirement
            for requirement in self.edition.requirements
            if requirement.level in levels and binds(self.edition, requirement, self.year)
        ]

    def has(self, index: int) -> list[Literal]:
        """Return what must all hold for a level to be reached."""
        met = [self.literal(requirement.when) for requirement in self.required(index)]
        return [self.made.at_least(self.points(), self.threshold(index)), *met]

    def lacks(self, index: int) -> Literal:
        """Return whether a level is not reached: by points, or by what it asks besides."""
        short = self.made.at_most(self.points(), self.threshold(index) - 1)
        missed = [
            self.lenient.literal(requirement.when, holds=False)
            for requirement in self.required(index)
        ]
        return self.made.counted(1, [short, *missed])
