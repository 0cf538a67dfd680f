"""What levels ask of a profile in one round, as far as the rules tell profiles apart.

A profile here has everything that is asked: points for every leaf of the tree, each measure, each
share of a maximum that is not known. Points are whole thousandths.
"""

import functools
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, field, frozen

from kla_rules.conditions.figures import Facts
from kla_rules.conditions.judge import judge
from kla_rules.conditions.operator import Besides
from kla_rules.conditions.operators import Condition
from kla_rules.conditions.walk import looks_at
from kla_rules.core.frozen import frozen_map
from kla_rules.core.points import number, plain
from kla_rules.evaluation.bounds import bounds
from kla_rules.evaluation.evaluate import evaluate
from kla_rules.evaluation.requirements import binds
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.edition import Edition
from kla_rules.model.levels import EdgePolicy, Requirement
from kla_rules.model.tree import ROOT
from kla_rules.profile.measures import readings_of
from kla_rules.profile.model import Profile
from kla_rules.validation.proofs.frees import (
    Choice,
    Free,
    Leaf,
    besides,
    leaves,
    measure_of,
    ratio_of,
)
from kla_rules.validation.proofs.model import RuleWitness

Points = Mapping[int, int]


@frozen(eq=False)
class Asked:
    """What levels ask in one round.

    Attributes:
        edition: the rules.
        year: a round in which all this is asked; None where a profile must name none.
        requirements: those that bind, in the order of their rule file.
        places: positions of the highest nodes below which no condition looks at points: what a
            profile has there decides as much as what it has at every leaf.
        frees: what is asked besides points, by name.
    """

    edition: Edition
    year: int | None
    requirements: tuple[Requirement, ...]
    places: tuple[int, ...]
    frees: Mapping[str, Free] = field(converter=frozen_map)

    @functools.cached_property
    def most(self) -> tuple[int, ...]:
        """Return by position the most thousandths that answers below a node can come to."""
        return most_of(self.edition)

    @functools.cached_property
    def thresholds(self) -> tuple[int, ...]:
        """Return the fewest thousandths that reach each level."""
        policy = self.edition.edge.policy
        return tuple(level.threshold_thousandths(policy) for level in self.edition.levels)

    @functools.cached_property
    def order(self) -> dict[str, int]:
        """Return by id how high a level is."""
        return {level.id: index for index, level in enumerate(self.edition.levels)}

    def up_to(self, level: int) -> tuple[Requirement, ...]:
        """Return what a level asks besides points: its own requirements and those below it."""
        return tuple(one for one in self.requirements if self.order[one.level] <= level)

    def leaves(self, requirements: Sequence[Requirement]) -> Iterator[Leaf]:
        """Yield the comparisons of some requirements."""
        for requirement in requirements:
            yield from leaves(requirement.when, self.edition)

    def is_of_points(self, leaf: Condition) -> bool:
        """Return whether a comparison looks at points, not at what is given besides."""
        return besides(leaf, self.edition) is None

    def is_never_known(self, leaf: Condition) -> bool:
        """Return whether nobody can know a comparison: the share of nothing."""
        return _is_of_nothing(besides(leaf, self.edition), self.edition)

    def case(self, points: Points | None = None, chosen: Mapping[str, Choice] = {}) -> "Case":
        """Return a case: left out, no points, and of everything the value that asks least."""
        return Case(
            self,
            dict.fromkeys(self.places, 0) | dict(points or {}),
            {name: chosen.get(name, free.choices[0]) for name, free in self.frees.items()},
        )

    def best(self) -> dict[str, Choice]:
        """Return of all besides points the value for which most comparisons turn out well."""
        better = {one.condition: not one.turned for one in self.leaves(self.requirements)}
        return {
            name: max(
                free.choices,
                key=lambda one: sum(better[leaf] is held for leaf, held in one.holds.items()),
            )
            for name, free in self.frees.items()
        }

    def worst(self, requirement: Requirement) -> dict[str, Choice]:
        """Return what to say besides points for a requirement to fail, and others to hold."""
        own = {leaf.condition for leaf in self.leaves([requirement])}
        best = self.best()
        for name, free in self.frees.items():
            if own & best[name].holds.keys():
                turned = {leaf.condition: leaf.turned for leaf in self.leaves([requirement])}
                best[name] = min(
                    free.choices,
                    key=lambda one: sum(
                        turned[leaf] is not held
                        for leaf, held in one.holds.items()
                        if leaf in turned
                    ),
                )
        return best

    def filled(self, total: int) -> Points | None:
        """Return points at the places that come to a total, spread evenly; None where none do."""
        if not 0 <= total <= self.most[0]:
            return None
        return spread_over(self.edition, self.places, self.most, total)


@frozen(eq=False)
class Case:
    """A profile that has everything that is asked.

    Attributes:
        asked: what is asked.
        points: thousandths by place.
        chosen: what it says besides points, by name.
    """

    asked: Asked
    points: Points = field(converter=frozen_map)
    chosen: Mapping[str, Choice] = field(converter=frozen_map)

    @functools.cached_property
    def values(self) -> tuple[int, ...]:
        """Return the thousandths of every node by position; below a place they say nothing."""
        values: list[int | None] = [None] * len(self.asked.edition.nodes)
        for place, points in self.points.items():
            values[place] = points
        return bounds(self.asked.edition, values).low_thousandths

    @property
    def total(self) -> int:
        """Return the thousandths of the whole."""
        return self.values[0]

    def holds(self, requirement: Requirement) -> bool:
        """Return whether a requirement is met."""
        return judge(requirement.when, self._facts).state is True

    @functools.cached_property
    def _facts(self) -> Facts:
        ratios: dict[str, Any] = {}
        readings = {}
        for name, choice in self.chosen.items():
            if self.asked.frees[name].kind == "ratios":
                ratios[name] = number(choice.given)
            else:
                readings[name] = readings_of(_exact(choice.given), self.asked.year)
        return Facts(self.asked.edition, self.values, self.values, ratios, readings)

    @functools.cached_property
    def level(self) -> int:
        """Return how high its level is, from the lowest; -1 is no level."""
        order = self.asked.order
        gate = min(
            (order[one.level] for one in self.asked.requirements if not self.holds(one)),
            default=len(self.asked.edition.levels),
        )
        reached = [
            index
            for index, threshold in enumerate(self.asked.thresholds[:gate])
            if self.total >= threshold
        ]
        return reached[-1] if reached else -1

    def with_points(self, points: Points) -> "Case":
        """Return the case with other points at some places."""
        return evolve(self, points={**self.points, **points})

    def saying(self, name: str, choice: Choice) -> "Case":
        """Return the case that says something else besides points."""
        return evolve(self, chosen={**self.chosen, name: choice})

    def profile(self) -> dict[str, Any]:
        """Return it as `Profile.from_dict` takes it."""
        edition = self.asked.edition
        points = {edition.ids[place]: plain(value) for place, value in sorted(self.points.items())}
        return profile_of(
            edition,
            self.asked.year,
            points=points,
            **{
                kind: {
                    name: choice.given
                    for name, choice in self.chosen.items()
                    if self.asked.frees[name].kind == kind
                }
                for kind in ("measures", "ratios")
            },
        )

    def witness(self) -> RuleWitness:
        """Return it as what shows something, with what comes of it."""
        return witness(self.asked.edition, self.profile())


def _exact(given: Any) -> Any:  # noqa: ANN401 - as a profile has it
    """Return what a profile reads of it: figures with all their digits."""
    if isinstance(given, list):
        return [{**one, "value": number(one["value"])} for one in given]
    return given if isinstance(given, bool) else number(given)


def most_of(edition: Edition) -> tuple[int, ...]:
    """Return by position the most thousandths that answers below a node can come to."""
    nothing: list[int | None] = [None] * len(edition.nodes)
    return bounds(edition, nothing).high_thousandths


def spread_over(
    edition: Edition, places: Collection[int], most: Sequence[int], total: int
) -> dict[int, int]:
    """Return thousandths at some places that come to a total, in proportion to what each can have.

    Args:
        edition: the tree.
        places: positions that lie on every way down.
        most: by position the most that a node can have.
        total: no more than the most of the whole.
    """
    shares = {0: total}
    for branch in reversed(edition.branches):
        if branch.index in places or branch.index not in shares:
            continue
        left = shares.pop(branch.index)
        room = sum(most[child] for child in branch.children)
        for child in branch.children:
            # What is left, in proportion to what those that are left can have.
            shares[child] = -(-left * most[child] // room) if room else 0
            left, room = left - shares[child], room - most[child]
    return shares


def profile_of(edition: Edition, year: int | None, **fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return a profile as `Profile.from_dict` takes it."""
    head: dict[str, Any] = {"edition": edition.id, "stage": edition.stages[0].id}
    if year is not None:
        head["year"] = year
    return {**head, **{key: value for key, value in fields.items() if value}}


def evaluated(
    edition: Edition, profile: Mapping[str, Any], policy: EdgePolicy | None = None
) -> Evaluation:
    """Return the evaluation of a profile of plain values."""
    return evaluate(Profile.from_dict(profile, edition), edge_policy=policy)


def witness(
    edition: Edition, profile: Mapping[str, Any], policy: EdgePolicy | None = None
) -> RuleWitness:
    """Return a profile as what shows something, with what comes of it."""
    result = evaluated(edition, profile, policy)
    low, high = (plain(end) for end in (result.low_thousandths, result.high_thousandths))
    says: dict[str, Any] = {"score": low} if low == high else {"score_range": [low, high]}
    levels = result.levels_possible
    says |= {"level": result.level} if len(levels) == 1 else {"levels_possible": list(levels)}
    return RuleWitness("profile", profile, says, policy)


def rounds_of(edition: Edition) -> tuple[Asked, ...]:
    """Return what each round asks, once for each set of requirements that bind together.

    The first asks most.
    """
    sets: dict[tuple[Requirement, ...], int | None] = {}
    for year in (*edition.rounds, None):
        bind = tuple(one for one in edition.requirements if binds(edition, one, year))
        sets.setdefault(bind, year)
    ordered = sorted(sets.items(), key=lambda entry: -len(entry[0]))
    return tuple(_asked(edition, year, requirements) for requirements, year in ordered)


def _asked(edition: Edition, year: int | None, requirements: tuple[Requirement, ...]) -> Asked:
    by_name: dict[str, list[Leaf]] = {}
    looked: set[int] = set()
    for requirement in requirements:
        for leaf in leaves(requirement.when, edition):
            form = besides(leaf.condition, edition)
            if form is None:
                looked.add(edition.positions[looks_at(leaf.condition, "node") or ROOT])
            elif not _is_of_nothing(form, edition):
                by_name.setdefault(form.name, []).append(leaf)
    measures = {measure.id: measure for measure in edition.measures}
    frees = {
        name: measure_of(measures[name], asked, edition, year)
        if name in measures
        else ratio_of(name, asked, edition)
        for name, asked in by_name.items()
    }
    return Asked(edition, year, requirements, tuple(_places(edition, 0, looked)), frees)


def _is_of_nothing(form: Besides | None, edition: Edition) -> bool:
    """Return whether a comparison looks at the share of a maximum that is 0."""
    return (
        form is not None
        and form.what == "ratio"
        and edition.node(form.name).maximum_thousandths == 0
    )


def _places(edition: Edition, here: int, looked: set[int]) -> Iterator[int]:
    """Yield the highest nodes below which nothing is looked at."""
    branch = edition.branch_at.get(here)
    if branch is None or not _looks_below(edition, here, looked):
        yield here
        return
    for child in branch.children:
        yield from _places(edition, child, looked)


def _looks_below(edition: Edition, here: int, looked: set[int]) -> bool:
    branch = edition.branch_at.get(here)
    return branch is not None and any(
        child in looked or _looks_below(edition, child, looked) for child in branch.children
    )
