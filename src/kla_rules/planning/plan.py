"""`plan()`: the least-effort set of steps that reaches a level, proved, in an order to do it in."""

import datetime as dt
import functools
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, cast

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
from kla_rules.evaluation.evaluate import evaluate
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.levels import Level
from kla_rules.planning.choose import Chosen
from kla_rules.planning.efforts import Efforts
from kla_rules.planning.highs import SolverError
from kla_rules.planning.improved import check_planned, improved, timed
from kla_rules.planning.literals import Row
from kla_rules.planning.planned import PlannedStep, begins, planned_steps
from kla_rules.planning.reasons import FREE, Reasons, reasons
from kla_rules.planning.request import Request, requested
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
        return self.reasons.text if self.reasons else None

    @property
    def floor_thousandths(self) -> int:
        """Return the fewest thousandths that reach the target."""
        return self.target.threshold_thousandths(self.before.edge_policy)

    @property
    def margin(self) -> Decimal:
        """Return the points above the fewest that reach the target; below zero out of reach."""
        return decimal(self.evaluation.low_thousandths - self.floor_thousandths)

    @functools.cached_property
    def if_well(self) -> "Plan | None":
        """Return the plan if all unknown answers turn out well; None where that changes nothing.

        None too where the solver found nothing in time.
        """
        reach, leaves = self.before.bounds, self.before.edition.nodes
        is_open = any(
            reach.low_thousandths[i] < reach.high_thousandths[i]
            for i, node in enumerate(leaves)
            if not node.children
        )
        if self.asked.assume == "best" or not is_open:
            return None
        try:
            well = _made(self.before, evolve(self.asked, assume="best"), 0)
        except SolverError:
            return None
        told = ("feasible", "steps", "begins_thousandths", "begins_level")
        return None if all(getattr(well, key) == getattr(self, key) for key in told) else well

    @functools.cached_property
    def costs(self) -> Mapping[str, Decimal]:
        """Return by what was asked ("locked", "horizon", "limits", "minimum") the effort it adds.

        It is in units of effort. Empty where the level is out of reach: `reasons` says what
        would be within it. What the solver does not find in time is left out.
        """
        costs = {}
        for key, without in FREE.items():
            wider = evolve(self.asked, **without)
            if self.feasible and wider != self.asked:
                try:
                    free = _made(self.before, wider, 0)
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
        return f"Plan({self.target.id}, {len(self.steps)} steps, effort {self.effort}{least})"

    def _showing(self) -> Showing:
        from kla_rules.planning.card import plan_shown  # noqa: PLC0415 - asked for by few

        return plan_shown(self)


def plan(  # noqa: PLR0913 - what a plan can be asked
    profile: Profile | Evaluation,
    target: str,
    *,
    efforts: Efforts = None,
    by: int | str | dt.date | None = None,
    locked: Iterable[str] = (),
    done: Iterable[str] = (),
    agency_limits: Mapping[str, int] | None = None,
    places: Mapping[str, int] | None = None,
    minimum_gain: float | Decimal | None = None,
    alternatives: int = 0,
    assume: str = "worst",
    margin: float | Decimal | Literal["verification"] | None = None,
    start: str | dt.date | None = None,
    outcomes: bool = False,
    time_limit: float = 60.0,
) -> Plan:
    """Return the least-effort set of steps that reaches a level, proved to be the least.

    Args:
        profile: a profile, or an evaluation of one (of what is claimed).
        target: id of the level.
        efforts: what to assume of steps instead of what the catalogue does: the path of a file like
            `assumptions.yaml`, or by step id or `kind:partner` an effort, or some of `effort`,
            `months`, `share`. Efforts are 0 to 10,000 with at most two decimals.
        by: when all must be done: a month ("2027-06", a date), or how many months there are.
        locked: what cannot be done: ids of steps, `kind:partner`, `agency:health`.
        done: what is done already; its assumed gain counts, its effort does not.
        agency_limits: by agency the most steps that it can be responsible for.
        places: how many places there are in which steps are done, such as {"schools": 210}, each
            from 1 to 10,000; what nothing says is assumed, and the plan says so.
        minimum_gain: points that a step must gain, done alone, to be in the plan for itself.
        alternatives: how many plans of equal or next effort to look for, at most 100.
        assume: "worst" counts unknown answers as nothing, "best" as full.
        margin: points to reach beyond the floor; "verification" for the median published drop.
        start: the first month; left out, with a month in `by`, the current one.
        outcomes: count gains that no act decides as well.
        time_limit: seconds for each search; a plan found by then is not proved (`optimal`).

    Returns:
        The plan, its steps in order, and the improved profile evaluated; or why there is none.

    Raises:
        PlanError, ArgumentError: with everything that is wrong with what was asked.
        MissingExtraError: if the solver is not installed (extra `plan`).
        RuleError: if the catalogue of the edition is not in order.
        SolverError: if nothing is found in time.
        TypeError: for what is of another type than asked for.

    Source: what steps gain and take is assumed (`Plan.asked.title`), the floors stand in the rules.

    >>> import kla_rules as kla
    >>> city = kla.Profile.read("examples/kota-pasuruan-illustrative.yaml")
    >>> least = kla.plan(city, "madya")
    >>> least.feasible, least.effort, len(least.steps), least.evaluation.level
    (True, Decimal('25'), 11, 'madya')
    """
    if isinstance(profile, Profile):
        evaluation = evaluate(profile)
    elif isinstance(profile, Evaluation):
        evaluation = profile
    else:
        raise TypeError(f"a plan needs a profile, not {type(profile).__name__}")
    request = requested(
        evaluation,
        target,
        efforts=efforts,
        by=by,
        start=start,
        locked=locked,
        done=done,
        limits=agency_limits,
        places=places,
        minimum=minimum_gain,
        margin=margin,
        outcomes=outcomes,
        assume=assume,
        time_limit=time_limit,
        alternatives=alternatives,
    )
    return _made(evaluation, request, request.alternatives)


def _made(evaluation: Evaluation, request: Request, alternatives: int) -> Plan:
    start = standing(evaluation, request)
    candidates = tasks(start, request)
    model = modelled(start, candidates, request)
    chosen = None if model is None else least(model, start, candidates, request)
    best = request.assume == "best"
    if model is None or chosen is None:
        return Plan(
            before=evaluation,
            asked=request,
            feasible=False,
            reasons=reasons(start, candidates, request),
            steps=(),
            effort=Decimal(0),
            profile=evaluation.profile,
            evaluation=evaluation,
            optimal=True,
            bound=Decimal(0),
            settled=True,
            months=0,
            **begins(start, [task for task in candidates.values() if task.done], best=best),
        )
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


def _chosen(
    start: Standing, candidates: Mapping[str, Task], request: Request, chosen: Chosen
) -> Plan:
    """Return the plan that was chosen, evaluated anew."""
    own = [candidates[name] for name in chosen.names]
    order, best = timed(start, own), request.assume == "best"
    profile = improved(start, own)
    after = start.given.of(profile)
    check_planned(start, own, after, missing(start, request))
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
