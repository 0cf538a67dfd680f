"""A plan as a table for spreadsheets: one line for each step."""

from typing import TYPE_CHECKING, Final

from kla_rules.cards.spreadsheets import csv_of_rows
from kla_rules.core.delimited import Locale
from kla_rules.core.points import decimal
from kla_rules.core.writing import Language
from kla_rules.planning.rows import gains_in
from kla_rules.steps.words import words_of_steps

if TYPE_CHECKING:
    from kla_rules.planning.plan import Plan

_COLUMNS: Final = (
    "number", "id", "title", "responsible", "kind", "starts", "ends", "effort", "effort_unit",
    "points", "score", "level", "questions", "place", "places", "places_assumed", "units",
    "unit_ids", "after", "source", "grade",
)  # fmt: skip


def plan_as_csv(plan: "Plan", language: Language, locale: Locale | None = None) -> str:
    """Return the steps as CSV; months are counted from 1.

    Raises:
        ArgumentError: for another setting.
    """
    rows = []
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
            bool(places and places.is_assumed),
            units.count if units else None, " ".join(units.ids) if units else "",
            " ".join(planned.first), step.provenance.source, step.provenance.grade,
        )  # fmt: skip
        rows.append({**dict(zip(_COLUMNS, cells, strict=True)), **gains_in(plan, planned)})
    columns = _COLUMNS if plan.across is None else (*_COLUMNS, "gains_in")
    words = words_of_steps(plan.before.edition)
    return csv_of_rows(rows, language, locale, columns, words=words)
