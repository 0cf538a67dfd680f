"""By which change a region moves: each alone, all but it, and what is left to their interplay.

A change is turned in the tree of sums, and only what stands above it is summed again: what a
profile has under an edition with that change alone is found without building it. What is found is
what `evaluate` says of such an edition, wherever it is whole; where it is not, because one question
has a point more and no other a point less, maxima follow their parts and nothing is cut that
neither edition cuts.
"""

from collections.abc import Collection, Iterator
from typing import Final

from attrs import evolve, field, frozen

from kla_rules.conditions.judge import judge
from kla_rules.core.printed import Data
from kla_rules.evaluation.bounds import Bounds, Exact, cut_total
from kla_rules.evaluation.levels import levels_between
from kla_rules.evaluation.requirements import RequirementResult, facts_of, gates
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.edition import Edition
from kla_rules.model.levels import Level
from kla_rules.validation.comparison.applied import Difference, Part
from kla_rules.validation.comparison.moved_model import (
    AppliedChange,
    Share,
    Standing,
)
from kla_rules.validation.comparison.standing import Ladder, effect, standing
from kla_rules.validation.comparison.trees import BothTrees, Half, Sums

Moves = dict[int, Exact]
CARRY: Final = AppliedChange("carry", ())


@frozen(repr=False, eq=False)
class Side(Data):
    """A profile under one of the editions, on the tree of both.

    Attributes:
        result: its evaluation.
        half: the edition by place.
        low, high: the sums of the fewest and of the most thousandths; one and the same where all is
            known.
        standing: where the profile stands.
        bands: for the fewest and the most, the thousandths from which and up to which no other
            floor is reached.
    """

    result: Evaluation
    half: Half
    low: Sums
    high: Sums
    standing: Standing
    bands: tuple[tuple[int, int], ...]

    @property
    def is_known(self) -> bool:
        """Return whether all is known, so that fewest and most are the same."""
        return self.low is self.high

    @property
    def totals(self) -> tuple[Exact, Exact]:
        """Return the fewest and the most thousandths of the whole."""
        return self.low.values[0], self.high.values[0]

    def stays(self, low: Exact, high: Exact) -> bool:
        """Return whether other totals reach the same floors: then the levels are the same."""
        (least, most), (also_least, also_most) = self.bands
        # `isinstance` asks an abstract class of fractions, four times as long.
        whole = type(low) is int and type(high) is int
        return whole and least <= low < most and also_least <= high < also_most


def side_of(trees: BothTrees, half: Half, result: Evaluation) -> Side:
    """Return a profile under one of the editions."""
    given = half.given(result)
    low = trees.summed(half, given[0])
    high = low if given[0] == given[1] else trees.summed(half, given[1])
    floors = [level.threshold_thousandths(result.edge_policy) for level in result.edition.levels]
    bands = []
    for total in (low.values[0], high.values[0]):
        below = [floor for floor in floors if floor <= total]
        above = [floor for floor in floors if floor > total]
        bands.append((max(below, default=0), min(above, default=half.most + 1)))
    return Side(result, half, low, high, standing(result), tuple(bands))


@frozen(repr=False, eq=False)
class Attribution(Data):
    """Tells by which change profiles move from one edition to another.

    Attributes:
        difference: what can be applied by itself.
        ladder: how high each level of either edition stands, if their levels have an order.
        mixed: by part, the old edition with it alone and the new one without it, as far as levels
            and conditions look at an edition.
    """

    difference: Difference
    ladder: Ladder
    mixed: tuple[tuple[Edition, Edition], ...] = field(init=False)

    @mixed.default
    def _mixed(self) -> tuple[tuple[Edition, Edition], ...]:
        halves = (self.difference.trees.old, self.difference.trees.new)
        return tuple(
            (self._with(part, *halves), self._with(part, *halves[::-1]))
            for part in self.difference.parts
        )

    def _with(self, part: Part, base: Half, other: Half) -> Edition:
        """Return the edition `base` with what a part of the difference turns."""
        edition, own = base.edition, other.edition
        if part.places and self.difference.by_points:
            nodes = self.difference.trees.mixed(base, other, part.places)
            edition = evolve(edition, nodes=nodes, tables={}, evidence={})
        if part.turns_levels:
            edition = evolve(
                edition,
                levels=tuple(levels_with(edition, own, part.levels)),
                edge=own.edge if part.edge else edition.edge,
            )
        # What was kept by the digest of an edition must not be taken for that of a mixed one.
        return (
            edition
            if edition is base.edition
            else evolve(edition, digest=f"{part.change.id} in {edition.digest}")
        )

    def shares(self, before: Evaluation, after: Evaluation) -> Iterator[Share]:
        """Yield what each change does to a profile, those that do nothing to it left out.

        Args:
            before: the profile under the old edition.
            after: the same, or what it was carried over to, under the new one.
        """
        trees = self.difference.trees
        old, new = side_of(trees, trees.old, before), side_of(trees, trees.new, after)
        whole = effect(old.standing, new.standing, self.ladder)
        carry = self._carry(old, new)
        carried = () if carry is None else ((carry, (trees.old.edition, trees.new.edition)),)
        for part, mixed in (*zip(self.difference.parts, self.mixed, strict=True), *carried):
            here = self._applied(part, mixed[0], old, new)
            there = self._applied(part, mixed[1], new, old)
            if here != old.standing or there != new.standing:
                alone = effect(old.standing, here, self.ladder)
                yield Share(part.change, alone, effect(there, new.standing, self.ladder), whole)

    def _carry(self, old: Side, new: Side) -> Part | None:
        """Return what carrying a profile over changed where the editions say the same."""
        differs = {
            place
            for place, given in enumerate(zip(
                old.low.given, new.low.given, old.high.given, new.high.given, strict=True
            ))
            if given[0] != given[1] or given[2] != given[3]
        } - self.difference.turned  # fmt: skip
        one, two = old.result.profile, new.result.profile
        alike = one.measures == two.measures and one.ratios == two.ratios
        if not differs and alike:
            return None
        ids = {
            one.id for one in (*old.result.edition.requirements, *new.result.edition.requirements)
        }
        kept = frozenset(ids - self.difference.requirements)
        way = self.difference.trees.way(differs)
        return Part(CARRY, frozenset(differs), way, requirements=kept)

    def _applied(self, part: Part, mixed: Edition, base: Side, other: Side) -> Standing:
        """Return where a profile stands once one change of the other edition is applied."""
        low = self._moves(part, base, other, "low")
        high = low if base.is_known and other.is_known else self._moves(part, base, other, "high")
        by_points = bool(self.difference.by_points and (low or high))
        before = base.totals
        totals = (low.get(0, before[0]), high.get(0, before[1]))
        if not (part.turns_levels or part.requirements or by_points):
            if totals == before:
                return base.standing
            if base.stays(*totals):
                return Standing(int(totals[0]), int(totals[1]), base.standing.levels)
        results = self._requirements(part, mixed, base, other, (low, high) if by_points else None)
        ends = [cut_total(mixed, total) for total in totals]
        policy = (other if part.edge else base).result.edge_policy
        levels = levels_between(mixed, ends[0], ends[1], policy, gates(mixed, results))
        ids = tuple(level.id if level else None for level in levels)
        return Standing(ends[0], ends[1], ids)

    def _moves(self, part: Part, base: Side, other: Side, end: str) -> Moves:
        if not part.places:
            return {}
        sums = ((base.half, getattr(base, end)), (other.half, getattr(other, end)))
        return self.difference.trees.turned(*sums, part.places, part.way)

    def _requirements(
        self, part: Part, mixed: Edition, base: Side, other: Side, moves: tuple[Moves, Moves] | None
    ) -> tuple[RequirementResult, ...]:
        """Return what levels ask for besides points, judged where `moves` moved the points."""
        if not part.requirements and moves is None:
            return base.result.requirements
        results: list[RequirementResult] = []
        for side, turned in ((base, False), (other, True)):
            own = [
                one
                for one in side.result.requirements
                if (one.requirement.id in part.requirements) is turned
            ]
            looking = {one.requirement.id for one in own} & self.difference.by_points
            if looking:
                reach = self._reach(part, mixed, base, other, moves or ({}, {}))
                facts = facts_of(evolve(side.result.profile, edition=mixed), reach)
                own = [
                    evolve(one, judgement=judge(one.requirement.when, facts))
                    if one.requirement.id in looking
                    else one
                    for one in own
                ]
            results += own
        return tuple(results)

    def _reach(
        self, part: Part, mixed: Edition, base: Side, other: Side, moves: tuple[Moves, Moves]
    ) -> Bounds:
        """Return the fewest and the most of every node, by position in the mixed edition."""
        if mixed.nodes is base.half.edition.nodes:
            place_of = {at: place for place, at in enumerate(base.half.at) if at is not None}
            there = [place_of[position] for position in range(len(place_of))]
        else:
            there = self.difference.trees.there(base.half, other.half, part.places)
        low, high = (
            tuple(moved.get(place, sums.values[place]) for place in there)
            for moved, sums in zip(moves, (base.low, base.high), strict=True)
        )
        return Bounds((), (), (low, high))


def levels_with(edition: Edition, other: Edition, turned: Collection[str]) -> Iterator[Level]:
    """Yield the levels of an edition, some of them as another edition has them.

    One that only the other has stands right above the level below it there.
    """
    own = {level.id: level for level in edition.levels}
    theirs = {level.id: level for level in other.levels}
    added: dict[str | None, list[Level]] = {}
    below: str | None = None
    for level in other.levels:
        if level.id in turned and level.id not in own:
            added.setdefault(below, []).append(level)
        else:
            below = level.id if level.id in own else below
    yield from added.get(None, ())
    for name, level in own.items():
        if name not in turned:
            yield level
        elif name in theirs:
            yield theirs[name]
        yield from added.get(name, ())
