"""A plan as a table for spreadsheets: one line for each step."""

import csv
import io
from typing import TYPE_CHECKING, Final

from kla_rules.points import decimal
from kla_rules.texts.writing import Language, printable

if TYPE_CHECKING:
    from kla_rules.planning.plan import Plan

_COLUMNS: Final = (
    "number", "id", "title", "responsible", "kind", "starts", "ends", "effort", "points", "score",
    "level", "questions", "units", "unit_ids", "after", "source", "grade",
)  # fmt: skip


def plan_as_csv(plan: "Plan", language: Language) -> str:
    """Return the steps as CSV: commas, a decimal point, UTF-8; months are counted from 1."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for number, one in enumerate(plan.steps, start=1):
        agency = one.step.responsible
        named = plan.before.edition.agency(agency).title.get(language) if agency else ""
        title = one.step.title.get(language)
        cells = (
            number, one.id, title, named, one.step.kind, one.starts, one.ends, one.effort,
            one.points, decimal(one.low), one.level.id if one.level else "",
            " ".join(one.questions), one.units.count if one.units else "",
            " ".join(one.units.ids) if one.units else "", " ".join(one.first),
            one.step.provenance.source, one.step.provenance.grade,
        )  # fmt: skip
        writer.writerow(_cell(cell) for cell in cells)
    return stream.getvalue()


def _cell(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = printable(str(value))
    return "'" + text if text[:1] in {"=", "+", "-", "@"} else text
