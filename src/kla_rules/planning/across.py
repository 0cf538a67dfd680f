"""What a plan comes to in each scenario, and why too few of them reach the level."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from kla_rules.core.catalogues import PLAN
from kla_rules.core.frozen import frozen_map
from kla_rules.core.listed import Listed, listed
from kla_rules.core.points import decimal
from kla_rules.core.shown import Shown
from kla_rules.core.text import Text
from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.levels import Level, Requirement
from kla_rules.planning.improved import check_planned, improved
from kla_rules.planning.joint import Joint, Scenario
from kla_rules.planning.joint_limits import Limit, limits_alone
from kla_rules.planning.joint_search import Search, holding
from kla_rules.planning.request import Request


@frozen(repr=False)
class ScenarioOutcome(Shown):
    """One scenario, which is assumed, before a plan and after it.

    Attributes:
        number: number of the scenario among those that were given, from 1.
        held, holds: the target is reached in it before and after the plan, with the margin that was
            asked for; what is done already counts before as well.
        before_thousandths, low_thousandths: thousandths that are secured before and after.
        before_level, level: ids of the levels that are, or None.
    """

    number: int
    held: bool
    holds: bool
    before_thousandths: int
    low_thousandths: int
    before_level: str | None
    level: str | None

    @property
    def before_points(self) -> Decimal:
        """Return the points that are secured before the plan."""
        return decimal(self.before_thousandths)

    @property
    def low_points(self) -> Decimal:
        """Return the points that are secured after it."""
        return decimal(self.low_thousandths)


@frozen(repr=False)
class ScenarioLimit(Shown):
    """What holds the scenario back that comes closest, of those in which no act helps.

    Attributes:
        number: number of the scenario among those that were given, from 1.
        most_thousandths: thousandths of its score after all that can be done.
        short_thousandths: thousandths that are missing then, for the floor and the margin.
        requirements: what no step brings about in it.
    """

    number: int
    most_thousandths: int
    short_thousandths: int
    requirements: Listed[Requirement] = field(converter=listed)

    @property
    def most_points(self) -> Decimal:
        """Return the points of its score after all that can be done."""
        return decimal(self.most_thousandths)

    @property
    def short_points(self) -> Decimal:
        """Return the points that are missing then."""
        return decimal(self.short_thousandths)


@frozen(repr=False)
class PlanAcross(Shown):
    """A plan over scenarios, each of which is assumed.

    Attributes:
        target: the level to reach.
        hold: the share of the scenarios in which it must be reached, from 0 to 1.
        needed: in how many scenarios that is.
        outcomes: each scenario, in the order in which they were given, with the plan carried out as
            far as it can be there; where there is no plan, without one.
        gains_in: by id of a step of the plan, in how many scenarios it gains anything.
        out_of_reach: the number of each scenario in which no set of steps reaches the level; looked
            for only where the level is not reached in enough of them already.
        limit: what holds the closest of these back, where too few are left without them.
    """

    target: Level
    hold: Fraction
    needed: int
    outcomes: Listed[ScenarioOutcome] = field(converter=listed)
    gains_in: Mapping[str, int] = field(converter=frozen_map, repr=False)
    out_of_reach: tuple[int, ...] = ()
    limit: ScenarioLimit | None = None

    @property
    def count(self) -> int:
        """Return how many scenarios there are."""
        return len(self.outcomes)

    @property
    def holds(self) -> int:
        """Return in how many the level is reached."""
        return sum(one.holds for one in self.outcomes)

    @property
    def begins(self) -> int:
        """Return in how many scenarios the level is reached with what is done already."""
        return sum(one.held for one in self.outcomes)

    @property
    def fails(self) -> tuple[int, ...]:
        """Return the number of each scenario in which it is not."""
        return tuple(one.number for one in self.outcomes if not one.holds)

    @property
    def reason(self) -> Text:
        """Return in both languages why there is no plan."""
        return Text(*(" ".join(self._sentences(language)) for language in LANGUAGES))

    def _sentences(self, language: Language) -> list[str]:
        def say(key: str, **values: object) -> str:
            return PLAN.say(key, language, **values)

        able = self.count - len(self.out_of_reach)
        counts = {"count": self.count, "needed": self.needed, "level": self.target.title}
        if able >= self.needed:
            return [say("across-together", able=able, **counts)]
        sentences = [say("across-out", able=able, never=len(self.out_of_reach), **counts)]
        if self.limit is not None:
            closest = {"number": self.limit.number}
            if self.limit.short_thousandths:
                points = {
                    "most": self.limit.most_thousandths,
                    "short": self.limit.short_thousandths,
                }
                sentences.append(say("across-short", **points, **closest))
            if self.limit.requirements:
                titles = [requirement.title for requirement in self.limit.requirements]
                sentences.append(say("across-requirements", titles=titles, **closest))
            if not (self.limit.short_thousandths or self.limit.requirements):
                sentences.append(say("across-not-together", **closest))
        return sentences


def across(plan: Joint, search: Search) -> PlanAcross:
    """Return what a plan comes to in each scenario: the improved profile of each is evaluated.

    Raises:
        AssertionError: if one does not come to what was planned: a fault of ours.
    """
    held, request = search.held, plan.request
    names = held.chosen.names if held else [one.id for one in plan.tasks.values() if one.done]
    begin = holding(plan, [one.id for one in plan.tasks.values() if one.done])
    outcomes: dict[int, ScenarioOutcome] = {}
    gains: dict[str, int] = {}
    for one in plan.scenarios:
        before = one.start.given
        after, steps = _carried_out(one, names, request)
        holds = _reaches(after, request)
        if held is not None and holds is not (one.numbers[0] in held.numbers):
            raise AssertionError(f"scenario {one.numbers[0]} is not what was planned")
        for step in steps:
            gains[step] = gains.get(step, 0) + one.weight
        for number in one.numbers:
            outcomes[number] = ScenarioOutcome(
                number=number,
                held=number in begin,
                holds=holds,
                before_thousandths=before.low_thousandths,
                low_thousandths=after.low_thousandths,
                before_level=before.level,
                level=after.level,
            )
    never = [one.scenario for one in search.alone if one.effort is None]
    limit = limits_alone(plan, never) if held is None and never else None
    return PlanAcross(
        target=request.target,
        hold=plan.request.hold or Fraction(1),
        needed=plan.needed,
        outcomes=[outcomes[number] for number in sorted(outcomes)],
        gains_in=gains,
        out_of_reach=tuple(sorted(number for one in never for number in one.numbers)),
        limit=None if limit is None else _told(limit),
    )


def _carried_out(
    scenario: Scenario, names: Sequence[str], request: Request
) -> tuple[Evaluation, set[str]]:
    """Return a scenario after a plan, evaluated anew, and the steps that gained something in it."""
    own = scenario.carried(names, request.horizon)
    after = scenario.start.given.of(improved(scenario.start, own))
    check_planned(scenario.start, own, after, 0)
    return after, {task.step.id for task in own if task.gains}


def _reaches(after: Evaluation, request: Request) -> bool:
    """Return whether an evaluation is at the target, with the margin that was asked for."""
    levels = [None, *(level.id for level in after.edition.levels)]
    level = after.levels_possible[-1] if request.assume == "best" else after.level
    floor = request.target.threshold_thousandths(after.edge_policy) + request.margin_thousandths
    at_target = levels.index(level) >= levels.index(request.target.id)
    return at_target and after.low_thousandths >= floor


def _told(limit: Limit) -> ScenarioLimit:
    scenario = limit.scenario
    return ScenarioLimit(
        number=scenario.numbers[0],
        most_thousandths=scenario.start.evaluation.low_thousandths + limit.most,
        short_thousandths=limit.short,
        requirements=limit.requirements,
    )
