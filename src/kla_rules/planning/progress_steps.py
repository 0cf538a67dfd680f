"""What has become of each step of a plan, told from the answers of today."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, Literal

from attrs import evolve, frozen

from kla_rules.core.points import LARGEST, decimal
from kla_rules.core.showing import Row, Unit
from kla_rules.core.shown import Shown
from kla_rules.core.text import Text
from kla_rules.core.writing import Language
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.folds import headroom
from kla_rules.planning.kept import KeptPlan, KeptStep
from kla_rules.planning.months import Month, later

State = Literal["done", "partly", "not-begun", "unknown", "not-needed"]
Reason = Literal["closed", "reached"]
STATES: Final[tuple[State, ...]] = ("done", "partly", "not-begun", "unknown", "not-needed")
# What is still to be done, as far as anybody knows.
UNFINISHED: Final[frozenset[State]] = frozenset({"partly", "not-begun", "unknown"})
_BEGUN: Final[frozenset[State]] = frozenset({"done", "partly"})


@frozen(repr=False)
class StepProgress(Shown):
    """A step of a plan, held against the answers of today.

    Attributes:
        step: the step, as it was kept with the plan.
        state: "done" (its questions have what the plan expected, or more), "partly" (some points
            have come), "not-begun", "unknown" (no answer of today tells), or "not-needed".
        reason: why it is not needed: "closed" (nothing is left to gain at its questions) or
            "reached" (the target is secured without it); else None.
        gained_thousandths: thousandths that have come at its questions, of those expected.
        expected_thousandths: thousandths that it was to bring at its questions.
        open: ids of its questions of which it is not known whether they have what was expected.
        due: the month in which it was to end; None where the plan only counts months.
        is_due: that month is over.
        is_late: it is over, and the step is known not to be done.
        moved_to: the month in which it ends by the new plan, where one was asked for and it is
            another; else None.
    """

    step: KeptStep
    state: State
    gained_thousandths: int
    expected_thousandths: int
    reason: Reason | None = None
    open: tuple[str, ...] = ()
    due: Month | None = None
    is_due: bool = False
    is_late: bool = False
    moved_to: Month | None = None

    def _row(self, unit: Unit, language: Language) -> Row:
        from kla_rules.planning.progress_card import progress_row  # noqa: PLC0415 - asked for by few

        return progress_row(self, unit, language)

    @property
    def id(self) -> str:
        """Return the id of the step."""
        return self.step.id

    @property
    def title(self) -> Text:
        """Return what is done."""
        return self.step.title

    @property
    def gained_points(self) -> Decimal:
        """Return the points that have come at its questions, of those expected."""
        return decimal(self.gained_thousandths)

    @property
    def expected_points(self) -> Decimal:
        """Return the points that it was to bring at its questions."""
        return decimal(self.expected_thousandths)

    @property
    def is_unfinished(self) -> bool:
        """Return whether it is still to be done, as far as anybody knows."""
        return self.state in UNFINISHED


def step_progress(
    kept: KeptPlan, evaluation: Evaluation, as_of: Month | None, *, reached: bool
) -> tuple[StepProgress, ...]:
    """Return what has become of the steps of a plan, in its order.

    Args:
        kept: the plan.
        evaluation: of the answers of today.
        as_of: the month that it is, or None.
        reached: the target of the plan is secured.
    """
    holding = _Holding(evaluation, kept.start, as_of, reached=reached)
    steps = {step.id: holding.progress(step) for step in kept.steps}
    # What has no question of its own is done where something has come of a step that waits for it.
    for step in kept.steps:
        for name in step.first:
            before, then = steps.get(name), steps[step.id]
            if before and not before.step.expected_thousandths and then.state in _BEGUN:
                steps[name] = evolve(before, state="done", reason=None)
    return tuple(steps.values())


class _Holding:
    """Holds steps against the answers of today."""

    def __init__(
        self, evaluation: Evaluation, start: Month | None, as_of: Month | None, *, reached: bool
    ) -> None:
        self.edition, reach = evaluation.edition, evaluation.bounds
        self.low, self.high = reach.low_thousandths, reach.high_thousandths
        self.room = headroom(self.edition, self.low)
        self.start, self.as_of, self.reached = start, as_of, reached

    def progress(self, step: KeptStep) -> StepProgress:
        """Return what has become of a step."""
        missing: list[str] = []  # what it was to mend and is not known to have mended
        open_: list[str] = []
        gained = 0
        for question, (before, then) in step.expected_thousandths.items():
            low, high = self.reach(question)
            gained += min(max(low - before, 0), then - before)
            if low < then:
                missing.append(question)
            if low < then <= high:
                open_.append(question)
        state, reason = self.state(step, missing, open_, gained)
        due = None if self.start is None else later(self.start, step.ends - 1)
        is_due = due is not None and self.as_of is not None and due < self.as_of
        return StepProgress(
            step=step,
            state=state,
            gained_thousandths=gained,
            expected_thousandths=sum(
                then - before for before, then in step.expected_thousandths.values()
            ),
            reason=reason,
            open=tuple(open_),
            due=due,
            is_due=is_due,
            is_late=is_due and state in UNFINISHED and len(missing) > len(open_),
        )

    def reach(self, question: str) -> tuple[int, int]:
        """Return the fewest and the most thousandths; of a question that is gone nothing is known.

        No more than the edition of today gives at the question can be expected of it.
        """
        position = self.edition.positions.get(question)
        if position is None:
            return 0, LARGEST
        low, high = self.low[position], self.high[position]
        ceiling = self.edition.ceilings_thousandths[position]
        return (LARGEST, LARGEST) if low == ceiling else (low, LARGEST if high == ceiling else high)

    def state(
        self, step: KeptStep, missing: Sequence[str], open_: Sequence[str], gained: int
    ) -> tuple[State, Reason | None]:
        """Return the state of a step, and why it is not needed."""
        if step.expected_thousandths and not missing:
            return "done", None
        if self.reached:
            return "not-needed", "reached"
        if missing and all(map(self.is_closed, missing)):
            return "not-needed", "closed"
        if gained:
            return "partly", None
        return ("unknown" if open_ or not missing else "not-begun"), None

    def is_closed(self, question: str) -> bool:
        """Return whether nothing can be gained any more at a question, or at a node above it."""
        here = self.edition.positions.get(question)
        while here is not None:
            if not self.room[here]:
                return True
            parent = self.edition.nodes[here].parent
            here = None if parent is None else self.edition.positions[parent]
        return False


def with_the_rest(evaluation: Evaluation, steps: Sequence[StepProgress]) -> Evaluation:
    """Return the evaluation if what is not done yet brings what was expected of it."""
    edition, low = evaluation.edition, evaluation.bounds.low_thousandths
    points: dict[str, int] = {}
    for progress in filter(lambda step: step.is_unfinished, steps):
        for question, (_, expected) in progress.step.expected_thousandths.items():
            position = edition.positions.get(question)
            if position is not None and position not in evaluation.hidden:
                then = min(expected, edition.ceilings_thousandths[position])
                if then > max(low[position], points.get(question, 0)):
                    points[question] = then
    if not points:
        return evaluation
    answers = {question: {"points": decimal(then)} for question, then in points.items()}
    return evaluation.with_answers(answers).after
