"""A plan as a table for spreadsheets: one line for each step."""

import csv
import io
from typing import TYPE_CHECKING, Final

from kla_rules.core.points import decimal
from kla_rules.core.writing import Language, spreadsheet_cell

if TYPE_CHECKING:
    from kla_rules.planning.plan import Plan

_COLUMNS: Final = (
    "number", "id", "title", "responsible", "kind", "starts", "ends", "effort", "effort_unit",
    "points", "score", "level", "questions", "place", "places", "places_assumed", "units",
    "unit_ids", "after", "source", "grade",
)  # fmt: skip


def plan_as_csv(plan: "Plan", language: Language) -> str:
    """Return the steps as CSV: commas, a decimal point, UTF-8; months are counted from 1."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_COLUMNS)
    unit = plan.asked.unit.get(language) if plan.asked.unit else ""
    for number, planned in enumerate(plan.steps, start=1):
        step, units, places = planned.step, planned.units, planned.places
        agency = step.responsible
        named = plan.before.edition.agency(agency).title.get(language) if agency else ""
        cells = (
            number, planned.id, step.title.get(language), named, step.kind, planned.starts,
            planned.ends, planned.effort, unit, planned.points, decimal(planned.low_thousandths),
            planned.level.id if planned.level else "", " ".join(planned.questions),
            places.place.id if places else "office", places.count if places else 1,
            "yes" if places and places.is_assumed else "no",
            units.count if units else "", " ".join(units.ids) if units else "",
            " ".join(planned.first), step.provenance.source, step.provenance.grade,
        )  # fmt: skip
        writer.writerow(map(spreadsheet_cell, cells))
    return stream.getvalue()
