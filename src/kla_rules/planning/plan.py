"""A plan: the least-effort set of steps that reaches a level, proved, in an order to do it in."""

import functools
import time
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from attrs import evolve, field, frozen

from kla_rules.core.findings import check_language
from kla_rules.core.frozen import FrozenMap
from kla_rules.core.listed import Listed, listed
from kla_rules.core.points import decimal, hundredths, of_hundredths
from kla_rules.core.renamed import Renamed
from kla_rules.core.showing import Showing
from kla_rules.core.shown import Shown
from kla_rules.core.text import Text
from kla_rules.core.writing import Language
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.levels import Level
from kla_rules.planning.across import PlanAcross, across
from kla_rules.planning.choose import Chosen
from kla_rules.planning.highs import SolverError
from kla_rules.planning.improved import check_planned, improved, timed
from kla_rules.planning.joint import joint
from kla_rules.planning.joint_search import SEARCHED, least_held
from kla_rules.planning.literals import Row
from kla_rules.planning.planned import PlannedStep, begins, planned_steps
from kla_rules.planning.reasons import FREE, Reasons, reasons
from kla_rules.planning.request import Request
from kla_rules.planning.scenarios import needed_of
from kla_rules.planning.search import least, missing, modelled
from kla_rules.planning.tasks import Standing, Task, standing, tasks
from kla_rules.profile.model import Profile

if TYPE_CHECKING:
    from kla_rules.typed.forms.plan import PlanDict


@frozen(repr=False)
class Plan(Shown):
    """The least that must be done to reach a level, as far as efforts and gains are as assumed.

    Attributes:
        before: the evaluation that it starts from.
        asked: what it keeps to.
        feasible: whether the level can be reached.
        reasons: why it cannot, and what could; None where it can.
        steps: as they are numbered, from 1: by quarter and agency, in an order that can be kept.
        effort: units of effort that all of them take.
        profile: the improved profile; where the level is out of reach, that of `before`.
        evaluation: of that profile.
        optimal: it is proved that no plan takes less effort.
        bound: units of effort that no plan takes less than.
        settled: of all plans of this effort it is the one that is always shown; else time was up.
        months: how many months it takes.
        begins_thousandths, begins_level: thousandths and level that it counts from: those of
            `before`, with what is done already, and in the best case with unknown answers full.
        alternatives: plans of equal or next effort, none of them with all the steps of another.
        across: with scenarios, what it comes to in each of them; else None. `profile`, `evaluation`
            and the points of steps are then those of the profile itself, which need not get there.
    """

    before: Evaluation
    asked: Request
    feasible: bool
    reasons: Reasons | None
    steps: Listed[PlannedStep] = field(converter=listed)
    effort: Decimal
    profile: Profile
    evaluation: Evaluation
    optimal: bool
    bound: Decimal
    settled: bool
    months: int
    begins_thousandths: int
    begins_level: Level | None
    alternatives: Listed["Plan"] = field(default=(), converter=listed)
    across: PlanAcross | None = None
    floor = Renamed[int]("floor_thousandths", points="floor_points")
    begins = Renamed[tuple[int, Level | None]](
        "begins_thousandths",
        points="begins_points",
        value=lambda plan: (plan.begins_thousandths, plan.begins_level),
    )

    @property
    def begins_points(self) -> Decimal:
        """Return the points that it counts from."""
        return decimal(self.begins_thousandths)

    @property
    def floor_points(self) -> Decimal:
        """Return the fewest points that reach the target."""
        return decimal(self.floor_thousandths)

    @property
    def target(self) -> Level:
        """Return the level to reach."""
        return self.asked.target

    @property
    def reason(self) -> Text | None:
        """Return in words why the level is out of reach, or None where it is not."""
        if self.across is not None:
            return None if self.feasible else self.across.reason
        return self.reasons.text if self.reasons else None

    @property
    def floor_thousandths(self) -> int:
        """Return the fewest thousandths that reach the target."""
        return self.target.threshold_thousandths(self.before.edge_policy)

    @property
    def margin(self) -> Decimal:
        """Return the points above the fewest that reach the target; below zero out of reach."""
        return decimal(self.evaluation.low_thousandths - self.floor_thousandths)

    @property
    def gap(self) -> Decimal:
        """Return the units of effort that it takes beyond what no plan takes less than."""
        return self.effort - self.bound

    @property
    def scenarios(self) -> int:
        """Return over how many scenarios it was made; 0 where it was made without any."""
        return self.across.count if self.across else 0

    @property
    def holds(self) -> int:
        """Return in how many of the scenarios, which are assumed, the level is reached with it."""
        return self.across.holds if self.across else 0

    @functools.cached_property
    def if_well(self) -> "Plan | None":
        """Return the plan if all unknown answers turn out well; None where that changes nothing.

        None too where the solver found nothing in time, and with scenarios, which say how unknown
        answers may turn out.
        """
        reach, leaves = self.before.bounds, self.before.edition.nodes
        is_open = any(
            reach.low_thousandths[i] < reach.high_thousandths[i]
            for i, node in enumerate(leaves)
            if not node.children
        )
        if self.across or self.asked.assume == "best" or not is_open:
            return None
        try:
            well = made_for(self.before, evolve(self.asked, assume="best"), 0)
        except SolverError:
            return None
        told = ("feasible", "steps", "begins_thousandths", "begins_level")
        return None if all(getattr(well, key) == getattr(self, key) for key in told) else well

    @functools.cached_property
    def costs(self) -> Mapping[str, Decimal]:
        """Return by what was asked ("locked", "horizon", "limits", "minimum") the effort it adds.

        It is in units of effort. Empty where the level is out of reach: `reasons` says what
        would be within it. What the solver does not find in time is left out; so is all of it with
        scenarios, as each would take the time of another such plan.
        """
        costs: dict[str, Decimal] = {}
        if self.across:
            return FrozenMap(costs)
        for key, without in FREE.items():
            wider = evolve(self.asked, **without)
            if self.feasible and wider != self.asked:
                try:
                    free = made_for(self.before, wider, 0)
                except SolverError:
                    continue
                costs[key] = of_hundredths(self.cost - free.cost)
        return FrozenMap(costs)

    @property
    def cost(self) -> int:
        """Return the effort in hundredths of a unit of effort."""
        return hundredths(self.effort)

    def explain(self, language: Language = "id") -> str:
        """Return the plan in words, by quarter and agency.

        Raises:
            ArgumentError: for another language.
        """
        check_language(language)
        from kla_rules.planning.page import plan_text  # noqa: PLC0415 - loaded by who reads it

        return plan_text(self, language)

    def brief(self, language: Language = "id") -> str:
        """Return the plan on one screen of at most 39 lines, in one language; see `explain()`."""
        check_language(language)
        from kla_rules.planning.brief import plan_in_brief  # noqa: PLC0415 - as above

        return plan_in_brief(self, language)

    def to_dict(self) -> "PlanDict":
        """Return plain JSON values, as `schemas/plan.schema.json` says."""
        from kla_rules.planning.plain import plan_as_json  # noqa: PLC0415 - as above

        return cast("PlanDict", plan_as_json(self))

    def __repr__(self) -> str:
        """Return a short summary."""
        if not self.feasible:
            return f"Plan({self.target.id}, out of reach)"
        least = "" if self.optimal else f", least possible {self.bound}"
        held = f", holds in {self.holds} of {self.scenarios} scenarios" if self.across else ""
        return f"Plan({self.target.id}, {len(self.steps)} steps, effort {self.effort}{least}{held})"

    def _showing(self) -> Showing:
        from kla_rules.planning.card import plan_shown  # noqa: PLC0415 - asked for by few

        return plan_shown(self)


def made_for(evaluation: Evaluation, request: Request, alternatives: int) -> Plan:
    """Return the plan that was asked for, with up to so many alternatives."""
    if request.hold is not None:
        return _made_across(evaluation, request, request.hold)
    start = standing(evaluation, request)
    candidates = tasks(start, request)
    model = modelled(start, candidates, request)
    chosen = None if model is None else least(model, start, candidates, request)
    if model is None or chosen is None:
        done = [task for task in candidates.values() if task.done]
        why = reasons(start, candidates, request)
        return _none(start, request, done, why=why)
    made = _chosen(start, candidates, request, chosen)
    others: list[Plan] = []
    columns = {name: column for column, name in enumerate(model.names)}
    while len(others) < alternatives:
        own = {columns[name]: 1 for name in chosen.names if not candidates[name].done}
        if not own:
            break
        model = model.having(Row(own, high=len(own) - 1))
        chosen = least(model, start, candidates, request)
        if chosen is None:
            break
        others.append(_chosen(start, candidates, request, chosen))
    return evolve(made, alternatives=tuple(others))


def _none(
    start: Standing,
    request: Request,
    done: Sequence[Task],
    *,
    why: Reasons | None = None,
    outcome: PlanAcross | None = None,
) -> Plan:
    """Return that there is no plan, and why."""
    return Plan(
        before=start.given,
        asked=request,
        feasible=False,
        reasons=why,
        steps=(),
        effort=Decimal(0),
        profile=start.given.profile,
        evaluation=start.given,
        optimal=True,
        bound=Decimal(0),
        settled=True,
        months=0,
        across=outcome,
        **begins(start, done, best=request.assume == "best"),
    )


def _made_across(evaluation: Evaluation, request: Request, hold: Fraction) -> Plan:
    """Return the plan over scenarios."""
    end = time.monotonic() + request.time_limit * SEARCHED
    start = standing(evaluation, request)
    plan = joint(start, request, needed_of(len(request.scenarios), hold))
    search = least_held(plan, end)
    outcome = across(plan, search)
    if search.held is None:
        done = [task for task in plan.tasks.values() if task.done]
        return _none(start, request, done, outcome=outcome)
    made = _chosen(start, plan.tasks, request, search.held.chosen)
    return evolve(made, across=outcome)


def _chosen(
    start: Standing, candidates: Mapping[str, Task], request: Request, chosen: Chosen
) -> Plan:
    """Return the plan that was chosen, evaluated anew."""
    own = [candidates[name] for name in chosen.names]
    order, best = timed(start, own), request.assume == "best"
    profile = improved(start, own)
    after = start.given.of(profile)
    # Over scenarios it is they that must reach the target, not the profile itself.
    check_planned(start, own, after, 0 if request.scenarios else missing(start, request))
    return Plan(
        before=start.given,
        asked=request,
        feasible=True,
        reasons=None,
        steps=planned_steps(start, order, request.start, best=best),
        effort=of_hundredths(sum(task.cost for task in own)),
        profile=profile,
        evaluation=after,
        optimal=chosen.optimal,
        bound=of_hundredths(chosen.bound),
        settled=chosen.settled,
        months=max((entry.ends for entry in order), default=0),
        **begins(start, [task for task in own if task.done], best=best),
    )
