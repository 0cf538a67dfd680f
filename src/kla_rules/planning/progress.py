"""`assess_progress()`: a plan of before held against the answers of today."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from attrs import evolve, field, frozen

from kla_rules.core.findings import Finding, check_language, check_type
from kla_rules.core.listed import Listed, listed
from kla_rules.core.narrow import narrowed
from kla_rules.core.notes import Note
from kla_rules.core.points import decimal, decimal_or_none
from kla_rules.core.showing import Showing
from kla_rules.core.shown import Shown
from kla_rules.core.writing import Language
from kla_rules.evaluation.evaluate import evaluate
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.levels import Level
from kla_rules.planning.efforts import Efforts
from kla_rules.planning.fallen import Fallen, fallen
from kla_rules.planning.kept import KeptPlan, PlanSource, kept_plan
from kla_rules.planning.months import Month, month_of
from kla_rules.planning.plan import Plan
from kla_rules.planning.planned import PlannedStep
from kla_rules.planning.progress_notes import notes_of
from kla_rules.planning.progress_steps import State, StepProgress, step_progress, with_the_rest
from kla_rules.planning.replan import moved, new_plan
from kla_rules.planning.request import PlanError
from kla_rules.profile.model import Profile

if TYPE_CHECKING:
    from kla_rules.typed.forms.progress import ProgressDict


@frozen(repr=False)
class Progress(Shown):
    """What has become of a plan.

    Attributes:
        plan: the plan, as it was kept.
        evaluation: of the answers of today.
        as_of: year and month in which it is looked at; None where nothing is called late.
        steps: its steps, in its order, each with its state.
        fell: nodes that have fewer points than before the plan, as deep as that is known.
        unsettled: nodes that may have fewer, as answers that were known are not any more.
        rest: the evaluation if what is not done yet brings what was expected of it.
        notes: what a reader must know: rules that changed, another region, months that are missing.
        replanned: the new plan for the time that is left, where it was asked for; else None.
    """

    plan: KeptPlan
    evaluation: Evaluation
    as_of: Month | None
    steps: Listed[StepProgress] = field(converter=listed)
    fell: Listed[Fallen] = field(converter=listed)
    unsettled: Listed[Fallen] = field(converter=listed)
    rest: Evaluation
    notes: Listed[Note] = field(converter=listed)
    replanned: Plan | None = None

    @property
    def target(self) -> Level:
        """Return the level to reach."""
        return self.evaluation.edition.level(self.plan.target)

    @property
    def reached(self) -> bool:
        """Return whether the target is secured today, with the margin that was asked for."""
        return _secures(self.plan, self.evaluation)

    @property
    def missing_thousandths(self) -> tuple[int, int]:
        """Return the thousandths that were missing to the target, and those that are today."""
        was = self.plan.floor_thousandths + self.plan.margin_thousandths
        asked = was, _asked(self.plan, self.evaluation)
        had = self.plan.range_thousandths[0], self.evaluation.low_thousandths
        return max(0, asked[0] - had[0]), max(0, asked[1] - had[1])

    @property
    def missing_points(self) -> tuple[Decimal, Decimal]:
        """Return the points that were missing to the target, and those that are today."""
        return decimal(self.missing_thousandths[0]), decimal(self.missing_thousandths[1])

    @property
    def foreseen_thousandths(self) -> int | None:
        """Return the thousandths that the plan expected by now; None where no month is known."""
        if self.as_of is None or self.plan.start is None:
            return None
        due = [step.step.low_thousandths for step in self.steps if step.is_due]
        return due[-1] if due else self.plan.begins_thousandths

    @property
    def foreseen_points(self) -> Decimal | None:
        """Return the points that the plan expected by now; None where no month is known."""
        return decimal_or_none(self.foreseen_thousandths)

    @property
    def leads(self) -> bool | None:
        """Return whether the rest of the plan still leads to the target; None is not known."""
        if _secures(self.plan, self.rest):
            return True
        hidden = {self.evaluation.edition.ids[position] for position in self.evaluation.hidden}
        unfinished = (step.step for step in self.steps if step.is_unfinished)
        if any(not hidden.isdisjoint(step.expected_thousandths) for step in unfinished):
            return None
        return None if _may_secure(self.plan, self.rest) else False

    @property
    def on_course(self) -> bool | None:
        """Return whether the target is reached, or all due is done and the rest leads there.

        False where a step is late or the rest of the plan does not lead there; None where that is
        not known: an answer is, or when a step was due.
        """
        if self.reached:
            return True
        if self.late or self.leads is False:
            return False
        unfinished = [step for step in self.steps if step.is_unfinished]
        undated = self.as_of is None or self.plan.start is None
        if self.leads is None or (unfinished and undated):
            return None
        return None if any(step.is_due for step in unfinished) else True

    @property
    def late(self) -> Listed[StepProgress]:
        """Return the steps whose time is over and that are known not to be done."""
        return listed(step for step in self.steps if step.is_late)

    @property
    def moved(self) -> Listed[StepProgress]:
        """Return the steps that end in another month by the new plan."""
        return listed(step for step in self.steps if step.moved_to is not None)

    @property
    def added(self) -> tuple[PlannedStep, ...]:
        """Return the steps of the new plan that the old one does not have to do any more."""
        old = {step.id for step in self.steps if step.is_unfinished}
        new = self.replanned.steps if self.replanned else ()
        return tuple(step for step in new if step.id not in old)

    @property
    def dropped(self) -> tuple[StepProgress, ...]:
        """Return the steps not yet done that the new plan does without; none where it has none."""
        if self.replanned is None or not self.replanned.feasible:
            return ()
        new = {step.id for step in self.replanned.steps}
        return tuple(step for step in self.steps if step.is_unfinished and step.id not in new)

    def in_state(self, state: State) -> tuple[StepProgress, ...]:
        """Return the steps in a state, in the order of the plan."""
        return tuple(step for step in self.steps if step.state == state)

    def explain(self, language: Language = "id") -> str:
        """Return the whole in words.

        Raises:
            ArgumentError: for another language.
        """
        check_language(language)
        from kla_rules.planning.progress_page import progress_text  # noqa: PLC0415 - loaded by who reads it

        return progress_text(self, language)

    def to_dict(self) -> "ProgressDict":
        """Return plain JSON values, as `schemas/progress.schema.json` says."""
        from kla_rules.planning.progress_plain import progress_as_json  # noqa: PLC0415 - as above

        return cast("ProgressDict", progress_as_json(self))

    def __repr__(self) -> str:
        """Return a short summary."""
        done, late = len(self.in_state("done")), len(self.late)
        return f"Progress({self.plan.target}, {done} of {len(self.steps)} done, {late} late)"

    def _showing(self) -> Showing:
        from kla_rules.planning.progress_card import progress_shown  # noqa: PLC0415 - asked for by few

        return progress_shown(self)


def assess_progress(
    plan: PlanSource,
    profile: Profile | Evaluation,
    as_of: str | dt.date | None = None,
    *,
    replan: bool = False,
    efforts: Efforts = None,
) -> Progress:
    """Return what has become of a plan, told from the answers of today.

    Args:
        plan: a plan; the path, the bytes or the values of what `kla plan --format json` wrote.
        profile: the answers of today, or an evaluation of them; a profile is evaluated as the plan
            was: with the same reading of the floors, and the same assumption.
        as_of: the month that it is ("2026-05", a date). Left out, no step is called late: the
            library never asks the clock.
        replan: look for a new plan for the time that is left (extra `plan`).
        efforts: what the new plan assumes of steps, as `plan` takes it.

    Raises:
        PlanError: for a kept plan that is refused, is of another edition, or has a target that
            there is not any more; for a month that is none.
        MissingExtraError: for a new plan without the solver.
        RuleError: if the catalogue of the edition is not in order.
        TypeError: for what is of another type than asked for.

    >>> import kla_rules as kla
    >>> city = kla.Profile.read("examples/kota-pasuruan-illustrative.yaml")
    >>> kept = kla.plan(city, "madya", start="2026-01").to_dict()
    >>> today = city.to_dict()
    >>> today["answers"]["6.1"] = {"option": "full"}
    >>> progress = assess_progress(kept, kla.Profile.from_dict(today), as_of="2026-05")
    >>> progress.steps[0].id, progress.steps[0].state, progress.reached
    ('i06-forum-anak-decree', 'done', False)
    """
    replan = narrowed(replan)
    check_type("replan", replan, "true or false", bool)
    check_type("profile", profile, "a Profile or an Evaluation", Profile, Evaluation)
    kept = kept_plan(plan)
    month = None if as_of is None else month_of(as_of)
    if as_of is not None and month is None:
        check_type("as_of", as_of, "a month or a date", str)
        raise PlanError([Finding("progress.no-month", {"found": as_of}, ("as_of",))])
    evaluation = profile if isinstance(profile, Evaluation) else evaluated_as(kept, profile)
    _check_rules(kept, evaluation)
    steps = step_progress(kept, evaluation, month, reached=_secures(kept, evaluation))
    fell, unsettled = fallen(kept, evaluation)
    progress = Progress(
        plan=kept,
        evaluation=evaluation,
        as_of=month,
        steps=steps,
        fell=fell,
        unsettled=unsettled,
        rest=with_the_rest(evaluation, steps),
        notes=tuple(notes_of(kept, evaluation, month)),
    )
    if not replan:
        return progress
    new = new_plan(kept, evaluation, steps, month, efforts)
    return evolve(progress, steps=moved(steps, new), replanned=new)


def evaluated_as(kept: KeptPlan, profile: Profile) -> Evaluation:
    """Return the evaluation of a profile, read as the plan was."""
    asked = kept.asked
    return evaluate(profile, edge_policy=asked["edge_policy"], assume=asked["answers_assumed"])


def _check_rules(kept: KeptPlan, evaluation: Evaluation) -> None:
    """Refuse a plan whose questions are others, or whose target there is not any more."""
    edition = evaluation.edition
    if kept.edition != edition.id:
        values = {"found": kept.edition, "expected": edition.id}
        raise PlanError([Finding("progress.other-edition", values, ("edition",))])
    levels = [level.id for level in edition.levels]
    if kept.target not in levels:
        raise PlanError(
            [Finding("plan.no-level", {"level": kept.target, "known": levels}, ("target",))]
        )


def _asked(kept: KeptPlan, evaluation: Evaluation) -> int:
    """Return the fewest thousandths that reach the target today, with the margin."""
    level = evaluation.edition.level(kept.target)
    return level.threshold_thousandths(evaluation.edge_policy) + kept.margin_thousandths


def _rank(evaluation: Evaluation, level: str | None) -> int:
    return next((i for i, one in enumerate(evaluation.edition.levels) if one.id == level), -1)


def _secures(kept: KeptPlan, evaluation: Evaluation) -> bool:
    high_enough = evaluation.low_thousandths >= _asked(kept, evaluation)
    return high_enough and _rank(evaluation, evaluation.level) >= _rank(evaluation, kept.target)


def _may_secure(kept: KeptPlan, evaluation: Evaluation) -> bool:
    most = max(_rank(evaluation, level) for level in evaluation.levels_possible)
    high_enough = evaluation.high_thousandths >= _asked(kept, evaluation)
    return high_enough and most >= _rank(evaluation, kept.target)
