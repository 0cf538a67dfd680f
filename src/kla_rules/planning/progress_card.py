"""The progress of a plan at a glance."""

import functools
from typing import TYPE_CHECKING

from kla_rules.cards.card import Card
from kla_rules.core.catalogues import EXPLANATION, PROGRESS
from kla_rules.core.showing import Row, Showing, Unit, figures
from kla_rules.core.writing import Language
from kla_rules.evaluation.card import line_of
from kla_rules.model.level_names import level_ids
from kla_rules.planning.months import month_written
from kla_rules.planning.progress_page import standing
from kla_rules.planning.progress_table import progress_as_csv
from kla_rules.steps.words import words_of_steps

if TYPE_CHECKING:
    from kla_rules.planning.progress import Progress
    from kla_rules.planning.progress_steps import StepProgress


def progress_shown(progress: "Progress") -> Showing:
    """Return the card of the progress of a plan, and a row for each step."""
    return Showing(
        functools.partial(progress_card, progress),
        progress.steps.rows,
        level_ids(progress.evaluation.edition.levels),
        words=words_of_steps(progress.evaluation.edition),
        csv=functools.partial(progress_as_csv, progress),
    )


def progress_card(progress: "Progress", language: Language) -> Card:
    """Return where the plan stands, and each step with its state."""
    evaluation, as_of = progress.evaluation, progress.as_of
    heading = {
        "region": evaluation.region or EXPLANATION.say("no-region", language),
        "level": progress.target.title,
        "edition": evaluation.edition.id,
        "month": as_of and month_written(as_of),
    }
    key = "heading" if as_of is None else "heading-as-of"
    card = Card(PROGRESS.say(key, language, **heading), language)
    illustrative = evaluation.illustrative or progress.plan.illustrative
    card.labels(illustrative=illustrative, assumed=bool(evaluation.assume))
    for sentence in standing(progress, language):
        card.line(sentence)
    card.draw(line_of(card, evaluation))
    rows = [
        [
            step.title.get(language),
            card.say("step-late" if step.is_late else f"step-{step.state}"),
            card.points(step.gained_thousandths),
            card.points(step.expected_thousandths),
        ]
        for step in progress.steps
    ]
    headings = [card.say(key) for key in ("step", "state", "gained", "expected")]
    card.table(headings, rows, numbers=[2, 3], most=14)
    notes = [note.text(language) for note in progress.notes]
    card.items(card.say("notes", count=len(notes)), notes)
    return card


def progress_row(step: "StepProgress", unit: Unit, language: Language) -> Row:
    """Return a step with its state as a row."""
    return {
        "step": step.id,
        "title": step.title.get(language),
        "agency": step.step.responsible,
        "state": step.state,
        "reason": step.reason,
        **figures(unit, gained=step.gained_thousandths, expected=step.expected_thousandths),
        "due": step.due and month_written(step.due),
        "is_due": step.is_due,
        "is_late": step.is_late,
        "moved_to": step.moved_to and month_written(step.moved_to),
    }
