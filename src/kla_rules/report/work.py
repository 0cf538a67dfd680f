"""What each agency is asked: steps, questions of unknown points, proofs that are missing."""

from collections.abc import Iterable

from attrs import frozen

from kla_rules.evaluation.evidence import MissingEvidence
from kla_rules.evaluation.result import Evaluation
from kla_rules.model.folds import counting
from kla_rules.planning.plan import Plan
from kla_rules.planning.planned import PlannedStep
from kla_rules.steps.results import StepResult

_OPEN = "unanswered"
_PROOF = "unbacked"


@frozen
class Work:
    """What one agency is asked.

    Attributes:
        agency: its id; None gathers what no agency is named for.
        planned: its steps of the plan, each with its number there.
        steps: its other steps.
        unanswered: questions that have no answer.
        unscored: questions that are answered, and whose points nothing tells.
        proofs: what is claimed without all that is to be attached.
        helps: steps of the plan, with their numbers, in which it helps another agency.
        moves_thousandths: thousandths that the score can gain at most by all of this.
        secures_thousandths: thousandths that its proofs secure.
    """

    agency: str | None
    planned: tuple[tuple[int, PlannedStep], ...]
    steps: tuple[StepResult, ...]
    unanswered: tuple[StepResult, ...]
    unscored: tuple[StepResult, ...]
    proofs: tuple[MissingEvidence, ...]
    helps: tuple[tuple[int, PlannedStep], ...]
    moves_thousandths: int
    secures_thousandths: int

    @property
    def anchor(self) -> str:
        """Return the id of its page."""
        return f"agency-{self.agency or 'none'}"

    @property
    def questions(self) -> tuple[StepResult, ...]:
        """Return the questions of unknown points."""
        return (*self.unanswered, *self.unscored)


def work_of(evaluation: Evaluation, plan: Plan | None) -> tuple[Work, ...]:
    """Return what is asked of each agency, the one that can gain most first; of none last."""
    by_agency = evaluation.steps_by("agency")
    numbered = list(enumerate(plan.steps, start=1)) if plan else []
    missing = {group.agency: group.items for group in evaluation.evidence.missing}
    if not evaluation.evidence.documents and evaluation.count == "claimed":
        missing = {}  # no document is listed, so of none is said that it is missing
    names = dict.fromkeys((*by_agency, *(one.step.responsible for _, one in numbered), *missing))
    works = [
        _work(evaluation, name, by_agency.get(name, ()), numbered, missing.get(name, ()))
        for name in names
    ]
    return tuple(
        sorted(
            works,
            key=lambda work: (
                work.agency is None,
                -work.moves_thousandths,
                -work.secures_thousandths,
            ),
        )
    )


def _work(
    evaluation: Evaluation,
    agency: str | None,
    results: Iterable[StepResult],
    numbered: Iterable[tuple[int, PlannedStep]],
    proofs: tuple[MissingEvidence, ...],
) -> Work:
    own = tuple(results)
    numbered = tuple(numbered)
    planned = tuple(pair for pair in numbered if pair[1].step.responsible == agency)
    ids = {one.id for _, one in planned}
    opened = [result for result in own if result.why == _OPEN]
    answers = evaluation.profile.answers
    positions = {
        question for result in own if result.why != _PROOF for question in result.questions
    }
    positions |= {question for _, one in planned for question in one.questions}
    return Work(
        agency=agency,
        planned=planned,
        steps=tuple(
            result for result in own if result.why not in {_OPEN, _PROOF} and result.id not in ids
        ),
        unanswered=tuple(one for one in opened if one.questions[0] not in answers),
        unscored=tuple(one for one in opened if one.questions[0] in answers),
        proofs=proofs,
        helps=tuple(pair for pair in numbered if agency in pair[1].step.supporting),
        moves_thousandths=moves_thousandths(evaluation, positions),
        secures_thousandths=secures_thousandths(evaluation, proofs),
    )


def moves_thousandths(evaluation: Evaluation, questions: Iterable[str]) -> int:
    """Return the most thousandths that the score gains if all of these questions are full."""
    edition, low = evaluation.edition, evaluation.claims[1].low_thousandths
    places = {edition.positions[question] for question in questions}
    gains = {place: edition.ceilings_thousandths[place] - low[place] for place in places}
    return counting(edition, gains, edition.ceilings_thousandths, low)


def secures_thousandths(evaluation: Evaluation, proofs: Iterable[MissingEvidence]) -> int:
    """Return the thousandths that these proofs secure together."""
    edition, low = evaluation.edition, evaluation.claims[1].low_thousandths
    gains = {edition.positions[item.node.id]: item.at_risk_thousandths for item in proofs}
    return counting(edition, gains, low, evaluation.evidence.lows_thousandths)


def open_questions(evaluation: Evaluation) -> tuple[list[StepResult], list[StepResult]]:
    """Return the questions whose unknown points move the score: without an answer, and with one."""
    opened = [
        result for result in evaluation.steps if result.why == _OPEN and result.high_thousandths
    ]
    answers = evaluation.profile.answers
    return (
        [one for one in opened if one.questions[0] not in answers],
        [one for one in opened if one.questions[0] in answers],
    )
