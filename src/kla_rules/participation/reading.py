"""Read what a children's forum has done; what could name a child refuses the table."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from kla_rules.core.dates import BadTimeError, day_written
from kla_rules.core.findings import Finding
from kla_rules.core.narrow import whole
from kla_rules.core.written_dates import in_iso
from kla_rules.model.edition import Edition
from kla_rules.participation.record import COUNTS, ForumRecord
from kla_rules.participation.rules_reading import forum_rules
from kla_rules.tables.cells import as_word, is_missing, whole_text
from kla_rules.tables.checked import Cells, choices_of, with_titles
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
    documents = {kind.id: kind.title for kind in edition.evidence_kinds}
    named_kinds = with_titles(rules.kinds, rules.words)
    # "SK" says the same of a record and of its document.
    words = {word: name for word, name in rules.words.items() if name in documents}
    words |= {name: name for name in documents}
    ids, named = _texts(cells, "id"), cells.unit_ids(units)
    kinds = [named_kinds.get(as_word(text or "")) for text in _texts(cells, "kind")]
    columns: dict[str, Sequence[Any]] = {
        "id": [str(name) for name in ids],
        "kind": [str(kind) for kind in kinds],
        "role": cells.words("role", rules.roles, rules.words),
        "theme": cells.words("theme", rules.themes, rules.words),
        "unit": named,
        "document": cells.words("document", documents, words),
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
            choices = choices_of(rules.kinds, rules.words)
            cells.report(Finding("forum.kind", {"known": choices}), row, "kind")
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
    unknown = cells.table.words.unknown
    for row, given in enumerate(cells.given("date")):
        cell = whole_text(given.strip()) if isinstance(given, str) else whole(given)
        if is_missing(cell) or (isinstance(cell, str) and as_word(cell) in unknown):
            dates.append(None)
            continue
        try:
            said, is_first = in_iso(cell)
        except BadTimeError as error:
            values = {"found": cell, "reason": str(error), **error.values}
            cells.report(Finding("forum.date", values), row, "date")
            dates.append(None)
            continue
        if is_first:
            cells.day_first["date"] = None
        date = day_written(said)
        if date is None or not _FIRST <= int(date[:4]) <= _LAST:
            # What a zone prints is a matter of the one who made it.
            found = cell.replace(tzinfo=None) if isinstance(cell, dt.datetime) else cell
            cells.report(Finding("forum.date", {"found": found}), row, "date")
        dates.append(date)
    return dates
