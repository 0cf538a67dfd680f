"""The progress of a plan as a table for spreadsheets: one line for each step."""

from typing import TYPE_CHECKING, Final

from kla_rules.cards.spreadsheets import csv_of_rows
from kla_rules.core.delimited import Locale
from kla_rules.core.writing import Language
from kla_rules.planning.months import month_written

if TYPE_CHECKING:
    from kla_rules.planning.progress import Progress

_COLUMNS: Final = (
    "id", "title", "responsible", "state", "due", "late", "gained", "expected", "questions",
    "not_known", "not_needed_as", "moved_to",
)  # fmt: skip


def progress_as_csv(progress: "Progress", language: Language, locale: Locale | None = None) -> str:
    """Return the steps as CSV.

    Raises:
        ArgumentError: for another setting.
    """
    rows = []
    edition = progress.evaluation.edition
    agencies = {agency.id: agency.title.get(language) for agency in edition.agencies}
    for step in progress.steps:
        cells = (
            step.id, step.title.get(language), agencies.get(step.step.responsible or "", ""),
            step.state, step.due and month_written(step.due), step.is_late,
            step.gained_points, step.expected_points, " ".join(step.step.expected_thousandths),
            " ".join(step.open), step.reason or "", step.moved_to and month_written(step.moved_to),
        )  # fmt: skip
        rows.append(dict(zip(_COLUMNS, cells, strict=True)))
    return csv_of_rows(rows, language, locale, _COLUMNS)
