"""An interview: what is asked next, and what a line that is typed makes of it."""

import functools
from collections.abc import Mapping
from typing import Any, Literal

from attrs import evolve, field, frozen

from kla_rules.core.findings import Finding, ProfileError, check_language, check_type
from kla_rules.core.frozen import frozen_value
from kla_rules.core.writing import Language
from kla_rules.evaluation.deciding import Deciding, OpenQuestion
from kla_rules.evaluation.resolve import tables_for
from kla_rules.evaluation.result import Evaluation
from kla_rules.interview.model import Entry
from kla_rules.interview.understood import Meaning, understood
from kla_rules.model.tree import Node

Ending = Literal["determined", "requirements", "agency", "nothing"]
Outcome = Literal[
    "answered", "skipped", "unknown", "undone", "first", "help", "stopped", "not-taken"
]


@frozen(repr=False, eq=False)
class Interview:
    """Where an interview stands; nothing changes it, and each line that is typed gives another.

    Attributes:
        evaluation: with everything that was answered.
        deciding: what settles its level from here on.
        agency: id of the agency that is asked, or None for all of them.
        later: ids of questions that were skipped once, and come again after all others.
        aside: ids of questions that are not asked again: answered, skipped twice, or not known.
        entries: what was answered, in order.
        earlier: where it stood before the last answer or skip; None at the beginning.
    """

    evaluation: Evaluation
    deciding: Deciding
    agency: str | None = None
    later: frozenset[str] = frozenset()
    aside: frozenset[str] = frozenset()
    entries: tuple[Entry, ...] = ()
    earlier: "Interview | None" = None

    @functools.cached_property
    def left(self) -> tuple[OpenQuestion, ...]:
        """Return the questions still to be asked, the next one first.

        The one that can move the range most comes first, then the order of the edition. What has an
        answer that no table turns into points waits for those that have none, and what was skipped
        for both.
        """
        answers = self.evaluation.profile.answers
        open_questions = [
            question
            for question in self.deciding.questions
            if question.node.id not in self.aside
            and (self.agency is None or self.agency in question.node.agencies)
        ]
        return tuple(
            sorted(
                open_questions, key=lambda one: (one.node.id in self.later, _has(answers, one.node))
            )
        )

    @property
    def question(self) -> OpenQuestion | None:
        """Return what is asked next; None at the end."""
        return self.left[0] if self.left and not self.evaluation.determined else None

    @property
    def ending(self) -> Ending | None:
        """Return why nothing is asked any more; None while there is a question.

        "determined" is a level that is settled, "requirements" points that are, where requirements
        are not known; "agency" that others can still answer; "nothing" that all is answered, or
        not known to whoever was asked.
        """
        if self.question is not None:
            return None
        if self.evaluation.determined:
            return "determined"
        if not self.deciding.questions:
            return "requirements"
        others = any(one.node.id not in self.aside for one in self.deciding.questions)
        return "agency" if others else "nothing"

    def take(self, line: str) -> "Turn":
        """Return what a line means that is typed at the question, and where the interview is then.

        Args:
            line: an answer, such as "penuh", "6,5" or "12/34", or a word such as "lewati", "back".
                Both languages are understood, whatever the language of the texts.

        >>> import kla_rules as kla
        >>> nothing = kla.evaluate(kla.Profile.from_dict({"year": 2024}))
        >>> turn = kla.interview.begin_interview(nothing).take("penuh")
        >>> turn.outcome, turn.entry.written["option"]
        ('answered', 'full')
        """
        check_type("line", line, "a text", str)
        return _taken(self, line)

    def explain(self, language: Language = "id") -> str:
        """Return the question in words, with whom to ask and what can be answered; else the end.

        Raises:
            ArgumentError: for another language than "id" and "en".
        """
        check_language(language)
        from kla_rules.interview.page import asked, ended  # noqa: PLC0415 - texts are loaded by who reads them

        return asked(self, language) if self.question else ended(self, language)

    def __repr__(self) -> str:
        """Return a short summary."""
        low, high = self.evaluation.score_range
        now = self.question.node.id if self.question else self.ending
        return f"Interview({now}, {low}..{high}, {len(self.entries)} answers)"


@frozen(repr=False, eq=False)
class Turn:
    """What a line that was typed has done.

    Attributes:
        outcome: "answered"; "skipped", "unknown", "undone"; "first" where there is nothing to undo;
            "help", "stopped"; "not-taken" where the line is no answer or one that is refused.
        before, after: the interview; the same where nothing was answered or skipped.
        entry: the answer, or the one that is undone; else None.
        reason: why a line is not taken, a key of the catalogue; "" where findings say it.
        findings: why the answer is refused.
        values: what the sentence of the reason needs.
    """

    outcome: Outcome
    before: Interview
    after: Interview
    entry: Entry | None = None
    reason: str = ""
    findings: tuple[Finding, ...] = ()
    values: Mapping[str, Any] = field(factory=dict, converter=frozen_value)

    def explain(self, language: Language = "id") -> str:
        """Return in words what the line has done, and the range before and after.

        Raises:
            ArgumentError: for another language than "id" and "en".
        """
        check_language(language)
        from kla_rules.interview.page import told  # noqa: PLC0415 - as above

        return told(self, language)

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"Turn({self.outcome}, {self.after!r})"


def _has(answers: Mapping[str, Any], node: "Node") -> bool:
    """Return whether a node has an answer, though none that gives points."""
    return node.id in answers and answers[node.id].form != ""


def begin_interview(evaluation: Evaluation, agency: str | None = None) -> Interview:
    """Return an interview on what an evaluation leaves open.

    Args:
        evaluation: of what is known, whether backed or not.
        agency: id of the agency that is asked; left out, every question is.

    Raises:
        UnknownIdError: (a `KeyError`) if the edition has no such agency.

    >>> import kla_rules as kla
    >>> nothing = kla.evaluate(kla.Profile.from_dict({"year": 2024}))
    >>> interview = begin_interview(nothing, agency="transport")
    >>> interview.question.node.agencies
    ('transport',)
    """
    check_type("evaluation", evaluation, "an Evaluation", Evaluation)
    if agency is not None:
        evaluation.edition.agency(agency)
    # Documents are listed elsewhere: what counts here is what is claimed.
    known, bounds = evaluation.claims
    claimed = evolve(evaluation, known=known, bounds=bounds, count="claimed")
    return Interview(claimed, claimed.deciding(), agency)


def _taken(interview: Interview, line: str) -> Turn:
    """Return what a line has done."""
    asked = interview.question
    if asked is None:
        meaning = understood(line)
        kind = meaning.kind if meaning.kind in {"back", "help", "quit"} else "none"
        meaning = evolve(meaning, kind=kind, reason="over")
    else:
        node, evaluation = asked.node, interview.evaluation
        table = tables_for(evaluation.edition, evaluation.scale).get(node.id)
        meaning = understood(line, node, table)
    if meaning.kind == "answer" and asked is not None:
        return _answered(interview, asked.node, meaning)
    if meaning.kind in {"skip", "unknown"} and asked is not None:
        return _passed(interview, asked.node.id, again=meaning.kind == "skip")
    if meaning.kind == "back":
        return _undone(interview)
    if meaning.kind in {"help", "quit"}:
        outcome = "help" if meaning.kind == "help" else "stopped"
        return Turn(outcome, interview, interview)  # type: ignore[arg-type] # one of two
    return Turn("not-taken", interview, interview, reason=meaning.reason, values=meaning.values)


def _answered(interview: Interview, node: Node, meaning: Meaning) -> Turn:
    """Return the interview with an answer, unless that is refused."""
    was = interview.evaluation
    if node.question is None:
        entry = Entry(node.id, "points", meaning.value)
    else:
        entry = Entry(node.id, "answers", {meaning.form: meaning.value})
    try:
        now = with_entry(was, entry)
    except ProfileError as error:
        return Turn("not-taken", interview, interview, entry, findings=error.findings)
    if now.high_thousandths - now.low_thousandths > was.high_thousandths - was.low_thousandths:
        # That a question does not apply, say, where the units had told part of it.
        return Turn("not-taken", interview, interview, entry, reason="wider")
    after = evolve(
        interview,
        evaluation=now,
        deciding=now.deciding(),
        aside=interview.aside | {node.id},
        entries=(*interview.entries, entry),
        earlier=interview,
    )
    return Turn("answered", interview, after, entry)


def with_entry(evaluation: Evaluation, entry: Entry) -> Evaluation:
    """Return the evaluation of what is known with one more answer.

    Raises:
        ProfileError: if it does not fit the edition.
    """
    values = {entry.node_id: entry.written}
    if entry.section == "points":
        return evaluation.with_points(values).after
    return evaluation.with_answers(values).after


def _passed(interview: Interview, node_id: str, *, again: bool) -> Turn:
    """Return the interview at its next question; this one comes again, if it has not already."""
    if again and node_id not in interview.later:
        after = evolve(interview, later=interview.later | {node_id}, earlier=interview)
    else:
        after = evolve(interview, aside=interview.aside | {node_id}, earlier=interview)
    return Turn("skipped" if again else "unknown", interview, after)


def _undone(interview: Interview) -> Turn:
    """Return the interview as it was before the last answer or skip."""
    earlier = interview.earlier
    if earlier is None:
        return Turn("first", interview, interview)
    lost = interview.entries[len(earlier.entries) :]
    return Turn("undone", interview, earlier, lost[0] if lost else None)
