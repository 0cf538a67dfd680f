"""`plan()`: the least-effort set of steps that reaches a level, proved, in an order to do it in."""

import datetime as dt
import functools
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

from attrs import evolve, field, frozen

from kla_rules.evaluation.evaluate import evaluate
from kla_rules.evaluation.result import Evaluation
from kla_rules.findings import KlaError
from kla_rules.model import Level, Text
from kla_rules.model.step import Step
from kla_rules.planning.asked import Asked, Efforts, asked
from kla_rules.planning.choose import Chosen
from kla_rules.planning.highs import SolverError
from kla_rules.planning.improved import Timed, gained, improved, level_then, reach, timed
from kla_rules.planning.program import Row
from kla_rules.planning.reasons import FREE, Reasons, reasons
from kla_rules.planning.search import least, missing, modelled
from kla_rules.planning.tasks import Standing, Task, standing, tasks
from kla_rules.points import decimal, hundredths, of_hundredths
from kla_rules.profile.model import Profile
from kla_rules.texts.writing import Language, check_language


@frozen
class UnitsOfStep:
    """Units in which a step is done.

    Attributes:
        count: in how many.
        lacking: how many lack what the step brings, or may lack it: of some it may not be known.
        ids, names: of that many units that lack it, the known ones first; any others that lack it
            serve as well. Empty where the profile brought no table of units.
    """

    count: int
    lacking: int
    ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@frozen
class PlannedStep:
    """A step of a plan.

    Attributes:
        step: what to do.
        starts, ends: the months of the plan in which it begins and ends, counted from 1.
        effort: in the unit of the efforts that were used.
        gain: thousandths that the score rises by, after the steps before it.
        low: thousandths of the score once it is done.
        level: the level that is secured by then, or None.
        questions: ids of the questions that it mends.
        first: ids of the steps of the plan that must come before it.
        units: in which units it is done, where a table of units tells who lacks it, or where it is
            done unit by unit; else None.
    """

    step: Step
    starts: int
    ends: int
    effort: Decimal
    gain: int
    low: int
    level: Level | None
    questions: tuple[str, ...]
    first: tuple[str, ...]
    units: "UnitsOfStep | None" = None

    @property
    def id(self) -> str:
        """Return the id of the step."""
        return self.step.id

    @property
    def points(self) -> Decimal:
        """Return the points that the score rises by."""
        return decimal(self.gain)


@frozen(repr=False)
class Plan:
    """The least that must be done to reach a level, as far as efforts and gains are as assumed.

    Attributes:
        before: the evaluation that it starts from.
        asked: what it keeps to.
        feasible: whether the level can be reached.
        reasons: why it cannot, and what could; None where it can.
        steps: in an order in which they can be done.
        effort: of all of them.
        profile: the improved profile; where the level is out of reach, that of `before`.
        evaluation: of that profile.
        optimal: it is proved that no plan takes less effort.
        bound: what no plan takes less than.
        settled: of all plans of this effort it is the one that is always shown; else time was up.
        months: how many months it takes.
        begins: thousandths and level that it counts from: those of `before`, with what is done
            already, and in the best case with unknown answers full.
        alternatives: plans of equal or next effort, none of them with all the steps of another.
    """

    before: Evaluation
    asked: Asked
    feasible: bool
    reasons: Reasons | None
    steps: tuple[PlannedStep, ...]
    effort: Decimal
    profile: Profile
    evaluation: Evaluation
    optimal: bool
    bound: Decimal
    settled: bool
    months: int
    begins: tuple[int, Level | None]
    alternatives: tuple["Plan", ...] = field(default=())

    @property
    def target(self) -> Level:
        """Return the level to reach."""
        return self.asked.target

    @property
    def reason(self) -> Text | None:
        """Return in words why the level is out of reach, or None where it is not."""
        return self.reasons.text if self.reasons else None

    @property
    def floor(self) -> int:
        """Return the fewest thousandths that reach the target."""
        return self.target.threshold(self.before.edge_policy)

    @property
    def margin(self) -> Decimal:
        """Return the points above the fewest that reach the target; below zero out of reach."""
        return decimal(self.evaluation.low - self.floor)

    @functools.cached_property
    def if_well(self) -> "Plan | None":
        """Return the plan if all unknown answers turn out well; None where that changes nothing.

        None too where the solver found nothing in time.
        """
        reach, leaves = self.before.bounds, self.before.edition.nodes
        is_open = any(
            reach.low[i] < reach.high[i] for i, node in enumerate(leaves) if not node.children
        )
        if self.asked.assume == "best" or not is_open:
            return None
        try:
            well = _made(self.before, evolve(self.asked, assume="best"), 0)
        except SolverError:
            return None
        same = (well.feasible, well.steps) == (self.feasible, self.steps)
        return None if same and well.begins == self.begins else well

    @functools.cached_property
    def costs(self) -> dict[str, Decimal]:
        """Return by what was asked ("locked", "horizon", "limits", "minimum") the effort it adds.

        Empty where the level is out of reach: `reasons` says what would be within it. What the
        solver does not find in time is left out.
        """
        found = {}
        for key, nothing in FREE.items():
            if self.feasible and getattr(self.asked, key) != nothing:
                freed: Any = {key: nothing}
                try:
                    free = _made(self.before, evolve(self.asked, **freed), 0)
                except SolverError:
                    continue
                found[key] = of_hundredths(self.cost - free.cost)
        return found

    @property
    def cost(self) -> int:
        """Return the effort in hundredths."""
        return hundredths(self.effort)

    def explain(self, language: Language = "id") -> str:
        """Return the plan in words, by quarter and agency.

        Raises:
            ValueError: for another language.
        """
        check_language(language)
        from kla_rules.present.plan import plan_text  # noqa: PLC0415 - loaded by who reads it

        return plan_text(self, language)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values, as `schemas/plan.schema.json` says."""
        from kla_rules.present.plan_as_json import plan_as_json  # noqa: PLC0415 - as above

        return plan_as_json(self)

    def to_csv(self, language: Language = "id") -> str:
        """Return the steps as a table: a line for each, for a spreadsheet.

        Raises:
            ValueError: for another language.
        """
        check_language(language)
        from kla_rules.present.plan_as_csv import plan_as_csv  # noqa: PLC0415 - as above

        return plan_as_csv(self, language)

    def __repr__(self) -> str:
        """Return a short summary."""
        if not self.feasible:
            return f"Plan({self.target.id}, out of reach)"
        least = "" if self.optimal else f", least possible {self.bound}"
        return f"Plan({self.target.id}, {len(self.steps)} steps, effort {self.effort}{least})"


def plan(  # noqa: PLR0913 - what a plan can be asked
    profile: Profile | Evaluation,
    target: str,
    *,
    efforts: Efforts = None,
    by: int | str | dt.date | None = None,
    locked: Iterable[str] = (),
    done: Iterable[str] = (),
    agency_limits: Mapping[str, int] | None = None,
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
            `assumptions.yaml`, or by step id or kind (`kind:partner`) an effort, or some of
            `effort`, `months`, `share`. Efforts are 0 to 10,000 with at most two decimals.
        by: when all must be done: a month ("2027-06", a date), or how many months there are.
        locked: what cannot be done: ids of steps, `kind:partner`, `agency:health`.
        done: what is done already; its assumed gain counts, its effort does not.
        agency_limits: by agency the most steps that it can be responsible for.
        minimum_gain: points that a step must gain, done alone, to be in the plan for itself.
        alternatives: how many plans of equal or next effort to look for, at most 100.
        assume: "worst" counts unknown answers as nothing, "best" as full.
        margin: points to reach beyond the floor; "verification" for the median published drop.
        start: the first month; left out, with a month in `by`, the current one.
        outcomes: count gains that no act decides as well.
        time_limit: seconds for each search; a plan found by then is not proved (`optimal`).

    Returns:
        The plan, its steps in order, the improved profile and its evaluation; or the reason why
        there is none.

    Raises:
        PlanError: with everything that is wrong with what was asked.
        MissingExtraError: if the solver is not installed (extra `plan`).
        RuleError: if the catalogue of the edition is not in order.
        SolverError: if nothing is found in time.
        TypeError: for what is of another type than asked for.
        ValueError: for another assumption.

    Source: what steps gain and take is assumed (`Plan.asked.title`), the floors stand in the rules.

    >>> import kla_rules as kla
    >>> city = kla.Profile.read("examples/kota-pasuruan-illustrative.yaml")
    >>> least = kla.plan(city, "madya")
    >>> least.feasible, least.effort, len(least.steps), least.evaluation.level
    (True, Decimal('24'), 11, 'madya')
    """
    if isinstance(profile, Profile):
        evaluation = evaluate(profile)
    elif isinstance(profile, Evaluation):
        evaluation = profile
    else:
        raise TypeError(f"a plan needs a profile, not {type(profile).__name__}")
    wanted = asked(
        evaluation,
        target,
        efforts=efforts,
        by=by,
        start=start,
        locked=locked,
        done=done,
        limits=agency_limits,
        minimum=minimum_gain,
        margin=margin,
        outcomes=outcomes,
        assume=assume,
        time_limit=time_limit,
        alternatives=alternatives,
    )
    return _made(evaluation, wanted, wanted.alternatives)


def _made(evaluation: Evaluation, wanted: Asked, alternatives: int) -> Plan:
    start = standing(evaluation, wanted)
    able = tasks(start, wanted)
    model = modelled(start, able, wanted)
    found = None if model is None else least(model, start, able, wanted)
    if model is None or found is None:
        return Plan(
            before=evaluation,
            asked=wanted,
            feasible=False,
            reasons=reasons(start, wanted),
            steps=(),
            effort=Decimal(0),
            profile=evaluation.profile,
            evaluation=evaluation,
            optimal=True,
            bound=Decimal(0),
            settled=True,
            months=0,
            begins=_begins(start, [one for one in able.values() if one.done], wanted),
        )
    best = _told(evaluation, start, wanted, able, found)
    others: list[Plan] = []
    while len(others) < alternatives:
        columns = {name: column for column, name in enumerate(model.names)}
        own = {columns[name]: 1 for name in found.names if not able[name].done}
        if not own:
            break
        model = model.having(Row(own, high=len(own) - 1))
        found = least(model, start, able, wanted)
        if found is None:
            break
        others.append(_told(evaluation, start, wanted, able, found))
    return evolve(best, alternatives=tuple(others))


def _told(
    evaluation: Evaluation,
    start: Standing,
    wanted: Asked,
    able: Mapping[str, Task],
    found: Chosen,
) -> Plan:
    """Return the plan that was chosen, evaluated anew."""
    chosen = [able[name] for name in found.names]
    order = timed(start, chosen)
    profile = improved(start, chosen)
    after = evaluation.of(profile)
    expected = start.evaluation.low + gained(start, chosen)[0]
    if after.low != expected or after.low < start.evaluation.low + missing(start, wanted):
        raise KlaError(f"a plan for {expected} thousandths is evaluated as {after.low}")
    return Plan(
        before=evaluation,
        asked=wanted,
        feasible=True,
        reasons=None,
        steps=_steps(start, order, best=wanted.assume == "best"),
        effort=of_hundredths(sum(task.cost for task in chosen)),
        profile=profile,
        evaluation=after,
        optimal=found.optimal,
        bound=of_hundredths(found.bound),
        settled=found.settled,
        months=max((one.ends for one in order), default=0),
        begins=_begins(start, [one for one in chosen if one.done], wanted),
    )


def _begins(start: Standing, done: Sequence[Task], wanted: Asked) -> tuple[int, Level | None]:
    """Return the thousandths and the level that a plan counts from."""
    points = reach(start, gained(start, done))
    return points.low[0], level_then(start, points, best=wanted.assume == "best")


def _steps(start: Standing, order: Sequence[Timed], *, best: bool) -> tuple[PlannedStep, ...]:
    """Return the steps with what each adds; what is done already stands before all of them."""
    before = [one.task for one in order if one.task.done]
    low = reach(start, gained(start, before)).low[0]
    groups: dict[str, list[Timed]] = {}
    for one in order:
        if not one.task.done:
            groups.setdefault(one.task.step.id, []).append(one)
    found = []
    for some in groups.values():
        first, own = some[0], [one.task for one in some]
        before += own
        points = reach(start, gained(start, before))
        mended = sorted({position for task in own for position in task.gains})
        found.append(
            PlannedStep(
                first.task.step,
                min(first.starts + 1, max(first.ends, 1)),
                max(first.ends, 1),
                of_hundredths(sum(task.cost for task in own)),
                points.low[0] - low,
                points.low[0],
                level_then(start, points, best=best),
                tuple(start.evaluation.edition.ids[position] for position in mended),
                first.task.after,
                _units(start, own),
            )
        )
        low = points.low[0]
    return tuple(found)


def _units(start: Standing, own: Sequence[Task]) -> UnitsOfStep | None:
    """Return the units in which a step is done; None where nothing is known of any."""
    profile, mends, portion = start.given.profile, own[0].step.mends, own[-1].portion
    answer = profile.answers.get(mends[0]) if len(mends) == 1 else None
    if profile.rollup is None or answer is None or answer.form != "units":
        return None if portion is None else UnitsOfStep(portion.units, portion.lacking)
    share, table = profile.rollup[mends[0]], profile.rollup.units
    lack = (*share.holding, *share.open)
    count, lacking = (portion.units, portion.lacking) if portion else (len(lack), len(lack))
    return UnitsOfStep(
        count,
        lacking,
        tuple(table.ids[position] for position in lack[:count]),
        tuple(table.names[position] for position in lack[:count]),
    )
