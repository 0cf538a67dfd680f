"""What a change of rules does: the most that a score gains and loses, and who falls or rises.

The profiles are those that answer everything and fit both editions: every question none, full, or
whatever else fits, points to the thousandth, and whatever a level asks for besides. What only one
edition asks cannot be answered under both and stays open. Everything is shown by a profile that was
evaluated under both editions, or proved by a search that found none.
"""

import functools
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal, TypeVar

from attrs import field, frozen

from kla_rules.core.findings import KlaError, MissingExtraError
from kla_rules.core.listed import Listed, listed
from kla_rules.core.points import cut
from kla_rules.core.shown import Shown
from kla_rules.evaluation.bounds import Exact
from kla_rules.evaluation.requirements import binds
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.edition import Edition
from kla_rules.planning.highs import SolverError
from kla_rules.planning.literals import Row
from kla_rules.profile.model import Profile
from kla_rules.validation.comparison.brief import in_brief
from kla_rules.validation.comparison.deciding import (
    beside_figures,
    deciding,
    has_round,
    rank_of,
    ranks_of,
    scoring,
)
from kla_rules.validation.search.open import can_differ
from kla_rules.validation.search.smallest import Found, grids, most, smallest
from kla_rules.validation.search.space import Scope, Space
from kla_rules.validation.search.units import unit_of
from kla_rules.validation.search.ways import Grid

Why = Literal["solver", "time", "levels", "beside", "tree", "open"]
What = Literal["score", "falls", "rises", "equivalent"]
T = TypeVar("T")
_TIME: Final = 60.0


@frozen(repr=False)
class Witness(Shown):
    """A profile that shows what a change does.

    Attributes:
        profile: the profile, held against the old edition.
        old, new: its evaluations under the old edition and under the new one.
    """

    profile: Profile
    old: Evaluation
    new: Evaluation

    @property
    def change_thousandths(self) -> Exact:
        """Return by how many thousandths its score changes."""
        before, after = (each.bounds.exact_thousandths[0][0] for each in (self.old, self.new))
        return after - before

    @functools.cached_property
    def brief(self) -> "Witness":
        """Return the same in fewer figures: points where what lies below them changes nothing."""
        old, new = in_brief((self.old, self.new))
        return Witness(old.profile, old, new)


@frozen(repr=False)
class Unknown(Shown):
    """Something that is not known.

    Attributes:
        what: "score", "falls", "rises" or "equivalent".
        why: "solver": it is not installed; "time": it was up; "levels": those of the two editions
            have no common order; "beside": rules on units or on records differ, which turn tables
            into answers; "tree": points that only one edition asks for, or that count elsewhere;
            "open": profiles that leave something open may have another level.
        error: what told so, or None.
    """

    what: What
    why: Why
    error: KlaError | None = None


@frozen(repr=False)
class Effects(Shown):
    """What a change of rules does to profiles that answer everything and fit both editions.

    Attributes:
        score_change_thousandths: the most thousandths that a score loses (below zero) and gains, or
            None where that is not known.
        loses_most, gains_most: a smallest profile that does; None where none loses or gains.
        falls, rises: a smallest profile that falls or rises a level; None where none does, unless
            `not_known` says otherwise.
        equivalent: no profile has another score or level, also of those that leave something open;
            None where that is neither proved nor refuted.
        not_known: what could not be told, and why.
    """

    score_change_thousandths: tuple[Exact, Exact] | None
    loses_most: Witness | None = None
    gains_most: Witness | None = None
    falls: Witness | None = None
    rises: Witness | None = None
    equivalent: bool | None = None
    not_known: Listed[Unknown] = field(default=(), converter=listed)


def effects(
    old: Edition,
    new: Edition,
    same: Mapping[str, str] | None = None,
    *,
    time_limit: float = _TIME,
    grid: Grid | None = None,
) -> Effects:
    """Return what a change of rules does.

    Args:
        old: the old edition.
        new: the new edition.
        same: by id of a node of the old edition that of the new one which asks the same; left out,
            nodes of one id are the same. Nothing is claimed of others, nor below the lowest.
        time_limit: seconds for all searches together.
        grid: how fine answers are; left out, points to the thousandth and fractions as well.

    >>> import kla_rules as kla
    >>> edition = kla.edition("kla-2024")
    >>> effects(edition, edition).equivalent
    True
    """
    if same is None:
        same = {name: name for name in old.ids if name in new.positions}
    beside = [Unknown("equivalent", "beside")] if beside_figures(old) != beside_figures(new) else []
    if deciding(old) == deciding(new) and all(name == other for name, other in same.items()):
        return Effects((0, 0), equivalent=None if beside else True, not_known=tuple(beside))
    return _Search(old, new, same, time_limit, grid).effects(beside)


class _Search:
    """The searches for what a change does."""

    def __init__(
        self,
        old: Edition,
        new: Edition,
        same: Mapping[str, str],
        time_limit: float,
        grid: Grid | None,
    ) -> None:
        self.editions, self.same = (old, new), same
        self.until = time.monotonic() + time_limit
        self.scope = Scope(self.editions, same, unit_of(self.editions, same))
        self.fine = grids(self.scope.unit) if grid is None else (grid,)
        self.not_known: list[Unknown] = []

    def effects(self, beside: list[Unknown]) -> Effects:
        """Return what the change does."""
        losing, gaining = self._told("score", lambda: (self._most(-1), self._most(1))) or (
            None,
            None,
        )
        ranks = ranks_of(*self.editions)
        falls = rises = None
        if ranks is None:
            self.not_known += [Unknown("falls", "levels"), Unknown("rises", "levels")]
        else:
            falls = self._told("falls", lambda: self._moved(ranks, falls=True))
            rises = self._told("rises", lambda: self._moved(ranks, falls=False))
        score = None
        if losing is not None and gaining is not None:
            score = (_change(losing), _change(gaining))
        loses = losing if score and score[0] < 0 else None
        gains = gaining if score and score[1] > 0 else None
        equivalent: bool | None = None
        if loses or gains or falls or rises:
            equivalent = False
        elif not self.not_known:
            self.not_known += beside
            if not all(name == other for name, other in self.same.items()) or (
                scoring(self.editions[0]) != scoring(self.editions[1])
            ):
                self.not_known.append(Unknown("equivalent", "tree"))
            elif self._told("equivalent", self._open):
                self.not_known.append(Unknown("equivalent", "open"))
            equivalent = None if self.not_known else True
        return Effects(score, loses, gains, falls, rises, equivalent, tuple(self.not_known))

    @property
    def left(self) -> float:
        """Return the seconds that are left."""
        return max(0.0, self.until - time.monotonic())

    def _open(self) -> bool:
        """Return whether a profile that leaves something open may have another level.

        A level that nobody has who answers everything may still be possible for who does not.
        """
        if _floors(self.editions[0]) != _floors(self.editions[1]):
            return True
        for year in self._years():
            views = self._space(self.fine[0], year).views
            for index, _ in enumerate(self.editions[0].levels):
                asked = [[one.when for one in view.required(index)] for view in views]
                if asked[0] != asked[1] and can_differ(
                    self.editions, (asked[0], asked[1]), self.left
                ):
                    return True
        return False

    def _told(self, what: What, search: Callable[[], T]) -> T | None:
        """Return what a search finds; where it cannot, that is said."""
        try:
            return search()
        except MissingExtraError as error:
            self.not_known.append(Unknown(what, "solver", error))
        except SolverError as error:
            self.not_known.append(Unknown(what, "time", error))
        return None

    def _most(self, sign: int) -> Witness:
        """Return a smallest profile whose score loses most (sign -1) or gains most (sign 1)."""

        def gained(space: Space) -> dict[int, int]:
            old, new = (view.points() for view in space.views)
            return {
                column: sign * (new.get(column, 0) - old.get(column, 0))
                for column in {**old, **new}
            }

        space = self._space(self.fine[-1])
        found = most(space, gained(space), self.left)
        if found is None:
            raise AssertionError("a profile that answers nothing fits")
        before, after = found.space.points(found.values)
        wanted = int(sign * (after - before) * self.scope.unit)

        def asked(grid: Grid) -> Space | None:
            space = self._space(grid)
            space.made.rows.append(Row(gained(space), low=wanted))
            return space

        return self._witness(smallest(asked, self.fine, self.left) or found)

    def _moved(self, ranks: tuple[list[int], list[int]], *, falls: bool) -> Witness | None:
        """Return a smallest profile that falls a level, or rises one; None where none does."""
        best: Found | None = None
        high, low = (0, 1) if falls else (1, 0)
        for year in self._years():
            for index, rank in enumerate(ranks[high]):
                other = next((o for o, one in enumerate(ranks[low]) if one >= rank), None)
                asked = functools.partial(self._between, (high, index), (low, other), year)
                found = smallest(asked, self.fine, self.left)
                if found is not None and not found.partial:
                    return self._checked(found, ranks, falls=falls)
                if found is not None and (best is None or found.partial < best.partial):
                    best = found
        return None if best is None else self._checked(best, ranks, falls=falls)

    def _between(
        self, has: tuple[int, int], lacks: tuple[int, int | None], year: int | None, grid: Grid
    ) -> Space | None:
        """Return the profiles that have a level of one edition and lack one of the other.

        Args:
            has: which edition, and which level of it.
            lacks: the same; None where it has no level so high.
            year: the round, or None.
            grid: how fine answers are.
        """
        space = self._space(grid, year)
        literals = space.views[has[0]].has(has[1])
        if lacks[1] is not None:
            literals.append(space.views[lacks[0]].lacks(lacks[1]))
        return space if space.needs(literals) else None

    def _checked(self, found: Found, ranks: tuple[list[int], list[int]], *, falls: bool) -> Witness:
        """Return a witness of which evaluation says that it falls, or rises."""
        witness = self._witness(found)
        old, new = rank_of(witness.old, ranks[0]), rank_of(witness.new, ranks[1])
        if (new < old) is not falls or old == new:
            raise AssertionError(f"evaluation knows of no change of level: {old} to {new}")
        return witness

    def _space(self, grid: Grid, year: int | None = None) -> Space:
        return Space(self.scope, grid, year)

    def _years(self) -> Iterator[int | None]:
        """Yield no round, and every round in which other requirements bind."""
        seen = []
        rounds = {year for edition in self.editions for year in edition.rounds}
        for year in (None, *sorted(rounds)):
            binding = [
                [binds(edition, requirement, year) for requirement in edition.requirements]
                for edition in self.editions
            ]
            if binding not in seen and all(has_round(edition, year) for edition in self.editions):
                seen.append(binding)
                yield year

    def _witness(self, found: Found) -> Witness:
        old, new = found.evaluations()
        return Witness(old.profile, old, new)


def _floors(edition: Edition) -> list[tuple[str, int, bool]]:
    """Return by level, the lowest first, where it begins, and whether that is enough."""
    inclusive = edition.edge.policy == "floor_inclusive"
    return [
        (one.id, one.floor_thousandths, one.includes_floor or inclusive) for one in edition.levels
    ]


def _change(witness: Witness) -> Exact:
    change = witness.change_thousandths
    return cut(change) if change == cut(change) else change
