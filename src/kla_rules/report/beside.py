"""What a report shows beside an evaluation, where it is given: progress, rounds, units."""

from kla_rules.core.catalogues import PROGRESS
from kla_rules.planning.progress import Progress
from kla_rules.planning.progress_page import standing
from kla_rules.planning.progress_steps import StepProgress
from kla_rules.report import drawn
from kla_rules.report.html import Child, Html, element, markup
from kla_rules.report.tables import Cell, Column, Row, table
from kla_rules.report.writer import Writer
from kla_rules.rounds.history import History
from kla_rules.units.status import UnitStatuses


def progress(writer: Writer, made: Progress | None) -> Html | None:
    """Return what has become of the plan of before: where it stands, and each of its steps."""
    if made is None:
        return None
    say = writer.say
    columns = [
        Column(say("column-step"), "text", is_wide=True),
        Column(say("column-agency"), "text"),
        Column(say("column-state"), "text"),
        Column(say("column-when"), "number"),
        Column(say("column-came"), "number"),
    ]
    rows = [_progress_row(writer, step) for step in made.steps]
    said = standing(made, writer.language)
    notes = [note.text(writer.language) for note in made.notes]
    return markup(
        [
            element("p", " ".join(said)),
            element("ul", [element("li", note) for note in notes]) if notes else None,
            table(writer, say("caption-progress"), columns, rows, tools=True) if rows else None,
            element("p", writer.of(PROGRESS, "not-a-promise"), class_="small"),
        ]
    )


def _progress_row(writer: Writer, step: StepProgress) -> Row:
    state = "late" if step.is_late else step.state
    due: Child = writer.say("no-figure")
    if step.due is not None:
        due = writer.calendar(step.due)
    came = writer.say("came", gained=step.gained_thousandths, expected=step.expected_thousandths)
    return [
        writer.text(step.title),
        writer.agency(step.step.responsible),
        writer.say(f"progress-{state}"),
        Cell(due, step.step.ends),
        Cell(
            came if step.expected_thousandths else writer.say("no-figure"), step.gained_thousandths
        ),
    ]


def history(writer: Writer, made: History | None) -> Html | None:
    """Return the levels of earlier rounds."""
    return None if made is None else drawn.rounds(writer, made)


def units(writer: Writer, made: UnitStatuses | None) -> Html | None:
    """Return what kecamatan, villages and wards have of what is asked of each."""
    if made is None:
        return None
    return markup([element("p", writer.say("units-local")), drawn.units(writer, made)])
