"""Read what a children's forum has done; what could name a child refuses the table."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from kla_rules.core.dates import day_written
from kla_rules.core.findings import Finding
from kla_rules.core.narrow import whole
from kla_rules.model.edition import Edition
from kla_rules.participation.record import COUNTS, ForumRecord
from kla_rules.participation.rules_reading import forum_rules
from kla_rules.tables.cells import UNKNOWN, as_word, is_missing, whole_text
from kla_rules.tables.checked import Cells
from kla_rules.tables.form import ILLUSTRATIVE, Form

REQUIRED: Final = ("id", "kind")
OWN: Final = (*REQUIRED, "role", "theme", "unit", "date", "document", "title", *COUNTS)
FORM: Final = Form(
    key="forum", required=REQUIRED, known=(*OWN, ILLUSTRATIVE), personal="forum.personal"
)
ACTIVITY: Final = "activity"
_LONGEST: Final = 300
_FIRST, _LAST = 1900, 2100


def records_of(cells: Cells, edition: Edition, units: frozenset[str] | None) -> list[ForumRecord]:
    """Return the records in a table; what is wrong is left with the cells.

    Args:
        cells: of the table.
        edition: the edition whose rules name kinds, roles and themes.
        units: ids of the units that there are; None where nobody says.
    """
    rules = forum_rules(edition)
    words, documents = rules.words, {kind.id: kind.id for kind in edition.evidence_kinds}
    ids, named = _texts(cells, "id"), cells.unit_ids(units)
    kinds = [words.get(as_word(text or "")) for text in _texts(cells, "kind")]
    columns: dict[str, Sequence[Any]] = {
        "id": [str(name) for name in ids],
        "kind": [str(kind) for kind in kinds],
        "role": cells.words("role", rules.roles, words),
        "theme": cells.words("theme", rules.themes, words),
        "unit": named,
        "document": cells.words("document", documents, documents),
        "title": _texts(cells, "title"),
        "date": _dates(cells),
        **{name: _counts(cells, name) for name in COUNTS},
    }
    rows = zip(*columns.values(), strict=True)
    records = [ForumRecord(**dict(zip(columns, row, strict=True))) for row in rows]
    seen: set[str | None] = set()
    for row, record in enumerate(records):
        if ids[row] is None or ids[row] in seen:
            key = "forum.twice" if ids[row] else "forum.no-id"
            cells.report(Finding(key), row, "id")
        seen.add(ids[row])
        if record.kind not in rules.kinds:
            cells.report(Finding("forum.kind", {"known": list(rules.kinds)}), row, "kind")
        elif record.role is not None and record.kind != ACTIVITY:
            cells.report(Finding("forum.role"), row, "role")
        if record.title is not None and record.document is None and not cells.has("document", row):
            cells.report(Finding("forum.no-document"), row, "title")
    return records


def _texts(cells: Cells, column: str) -> list[str | None]:
    texts = cells.texts(column)
    for row, text in enumerate(texts):
        if text is not None and len(text) > _LONGEST:
            values = {"column": column, "limit": _LONGEST}
            cells.report(Finding("forum.too-long", values), row, column)
    return texts


def _counts(cells: Cells, column: str) -> Sequence[int | None]:
    return cells.column(column, "count") if column in cells.table.columns else cells.given(column)


def _dates(cells: Cells) -> list[str | None]:
    dates: list[str | None] = []
    for row, given in enumerate(cells.given("date")):
        cell = whole_text(given.strip()) if isinstance(given, str) else whole(given)
        if is_missing(cell) or (isinstance(cell, str) and as_word(cell) in UNKNOWN):
            dates.append(None)
            continue
        date = day_written(cell)
        if date is None or not _FIRST <= int(date[:4]) <= _LAST:
            # What a zone prints is a matter of the one who made it.
            found = cell.replace(tzinfo=None) if isinstance(cell, dt.datetime) else cell
            cells.report(Finding("forum.date", {"found": found}), row, "date")
        dates.append(date)
    return dates
