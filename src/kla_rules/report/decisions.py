"""The three decisions that matter: what, by when, with whom, and what they bring."""

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from attrs import frozen

from kla_rules.evaluation.levels import levels_up_to
from kla_rules.evaluation.requirements import RequirementResult
from kla_rules.evaluation.result import Evaluation
from kla_rules.planning.planned import PlannedStep
from kla_rules.report.html import Html
from kla_rules.report.work import moves_thousandths, open_questions
from kla_rules.report.writer import Writer
from kla_rules.steps.results import StepResult

if TYPE_CHECKING:
    from kla_rules.evaluation.gaps import Gap

MOST: Final = 3


@frozen
class Decision:
    """One thing that the head of region decides.

    Attributes:
        what: to do, as a sentence.
        when: until when, as far as it can be said.
        agencies: ids of those that do it, the first of them responsible.
        gain_thousandths: thousandths that the score gains; None where it gains none.
        at_most: it may gain less.
    """

    what: Html
    when: Html
    agencies: tuple[str, ...]
    gain_thousandths: int | None
    at_most: bool = False


def decisions(writer: Writer) -> list[Decision]:
    """Return at most three decisions, the most important first."""
    return list(itertools.islice(_ranked(writer), MOST))


def next_requirements(writer: Writer) -> list[RequirementResult]:
    """Return the requirements that bar the next level, or may: not met, or not known to be."""
    result = writer.evaluation
    asked = {level.id for level in levels_up_to(writer.edition, writer.next_level)}
    return [
        held
        for held in result.requirements
        if held.binding and held.met is not True and held.requirement.level in asked
    ]


def nothing_known(evaluation: Evaluation) -> bool:
    """Return whether any score is possible."""
    ends = evaluation.low_thousandths, evaluation.high_thousandths
    return ends == (0, evaluation.edition.maximum_thousandths)


def _ranked(writer: Writer) -> Iterator[Decision]:
    """Yield what holds a level, then answers, then what the plan gains most by, else the gaps."""
    evaluation, plan = writer.evaluation, writer.plan
    if plan is None or not plan.feasible:
        asks_next = {one.requirement.id for one in next_requirements(writer)}
        yield from (
            _of_step(writer, result)
            for result in evaluation.steps
            if result.why == "requirement" and asks_next.issuperset(result.asked_by)
        )
    yield from _answers(writer)
    if plan is not None and plan.steps:
        for planned in sorted(plan.steps, key=lambda one: (-one.gain_thousandths, one.ends)):
            yield _planned(writer, planned)
        return
    yield from (
        _of_step(writer, result)
        for result in evaluation.steps
        if result.why == "gap" and result.counted_thousandths
    )
    yield from _gaps(writer)
    if evaluation.evidence.documents and evaluation.evidence.at_risk_thousandths:
        yield _evidence(writer)


def _answers(writer: Writer) -> Iterator[Decision]:
    """Yield that questions are answered: one decision, or where nothing is known one an agency."""
    unanswered, _ = open_questions(writer.evaluation)
    if not unanswered:
        return
    groups: dict[str | None, list[StepResult]] = {}
    for result in unanswered:
        groups.setdefault(result.step.responsible, []).append(result)
    gains = {
        agency: moves_thousandths(writer.evaluation, [one.questions[0] for one in own])
        for agency, own in groups.items()
    }
    ranked = sorted(groups, key=lambda agency: -gains[agency])
    if nothing_known(writer.evaluation):
        for agency in ranked:
            what = writer.say("decide-answers", count=len(groups[agency]))
            names = (agency,) if agency else ()
            yield Decision(what, _first(writer), names, gains[agency], at_most=True)
        return
    questions = [one.questions[0] for one in unanswered]
    yield Decision(
        writer.say("decide-answers", count=len(unanswered)),
        _first(writer),
        tuple(agency for agency in ranked if agency is not None),
        moves_thousandths(writer.evaluation, questions),
        at_most=True,
    )


def _first(writer: Writer) -> Html:
    """Return when questions are answered: before the plan begins, by its first month."""
    plan = writer.plan
    if (
        plan is None
        or not plan.steps
        or plan.asked.start is None
        or nothing_known(writer.evaluation)
    ):
        return writer.say("when-first")
    return writer.say("when-first-month", month=writer.month(1))


def _planned(writer: Writer, planned: PlannedStep) -> Decision:
    step = planned.step
    agencies = (step.responsible, *step.supporting) if step.responsible else step.supporting
    return Decision(
        writer.say("decide", title=step.title),
        writer.say("when", month=writer.month(planned.ends)),
        agencies,
        planned.gain_thousandths or None,
    )


def _of_step(writer: Writer, result: StepResult) -> Decision:
    step = result.step
    agencies = (step.responsible, *step.supporting) if step.responsible else step.supporting
    when = writer.say("when-not-planned")
    if result.taken is not None:
        when = writer.say("when-takes", months=result.taken.months)
    gain = result.high_thousandths or None
    what = writer.say("decide", title=step.title)
    open_ = result.low_thousandths != result.high_thousandths
    return Decision(what, when, agencies, gain, at_most=open_)


def _gaps(writer: Writer) -> Iterator[Decision]:
    """Yield where points are known to be missing without any step that mends them."""
    result = writer.evaluation
    if any(step.why == "gap" for step in result.steps):
        return
    gaps: list[Gap] = [gap for gap in result.gaps if gap.known and gap.node.parent is not None]
    for gap in gaps:
        what = writer.say("decide-gap", title=gap.node.title)
        when = writer.say("when-not-planned")
        yield Decision(what, when, gap.node.agencies, gap.gain_thousandths, at_most=True)


def _evidence(writer: Writer) -> Decision:
    groups = [group for group in writer.evaluation.evidence.missing if group.agency]
    what = writer.say("decide-evidence", points=writer.evaluation.evidence.at_risk_thousandths)
    agencies = tuple(group.agency for group in groups if group.agency)
    return Decision(what, writer.say("when-verification"), agencies, None)
