"""Read what a children's forum has done; what could name a child refuses the table."""

import datetime as dt
import re
from pathlib import Path
from typing import Any, Final, TypeVar

from kla_rules.findings import Finding, FindingsError
from kla_rules.loading.find import edition as find_edition
from kla_rules.loading.forum import forum_rules
from kla_rules.model import Edition
from kla_rules.model.forum import ForumRules
from kla_rules.participation.model import ForumRecord, ForumRecords
from kla_rules.tables.cells import UNKNOWN, is_missing
from kla_rules.tables.checked import Cells, table_findings
from kla_rules.tables.form import ILLUSTRATIVE, Form, RawTable
from kla_rules.tables.raw import Encoding, file_table, table_of
from kla_rules.units.model import Units

R = TypeVar("R", bound=ForumRecords)
REQUIRED: Final = ("id", "kind")
COUNTS: Final = ("sessions", "schools", "pupils")
OWN: Final = (*REQUIRED, "role", "theme", "unit", "date", "document", "title", *COUNTS)
ACTIVITY: Final = "activity"
_LONGEST: Final = 300
_DATE: Final = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?\Z")
_FIRST, _LAST = 1900, 2100


class ForumError(FindingsError):
    """Records of a children's forum were refused."""


def read_records(
    cls: type[R],
    path: Path,
    edition: Edition | str | None,
    encoding: Encoding,
    units: Units | None,
) -> R:
    """Return the records in a file."""
    return _records(cls, file_table(path, _FORM, encoding), edition, units)


def records_of(
    cls: type[R],
    rows: Any,  # noqa: ANN401 - rows or a data frame
    edition: Edition | str | None,
    units: Units | None,
) -> R:
    """Return the records in rows or in a data frame."""
    return _records(cls, table_of(rows, _FORM), edition, units)


_FORM: Final = Form("forum", REQUIRED, (*OWN, ILLUSTRATIVE), personal="forum.personal")


def _records(
    cls: type[R], table: RawTable, edition: Edition | str | None, units: Units | None
) -> R:
    rules = edition if isinstance(edition, Edition) else find_edition(edition)
    findings = table_findings(table)
    if findings:
        raise ForumError(findings)
    reader = _Reader(table, rules, None if units is None else frozenset(units.ids))
    records = reader.records()
    invented = reader.cells.is_illustrative()
    if reader.cells.findings:
        raise ForumError(reader.cells.findings)
    return cls(rules, records, invented)


class _Reader:
    """Reads the rows of a table."""

    def __init__(self, table: RawTable, edition: Edition, units: frozenset[str] | None) -> None:
        self.cells, self.units, self.size = Cells(table), units, table.size
        self.columns = table.columns
        self.rules: ForumRules = forum_rules(edition)
        self.documents = {kind.id: kind.id for kind in edition.evidence_kinds}

    def records(self) -> list[ForumRecord]:
        """Return the records."""
        cells, rules = self.cells, self.rules
        words = rules.words
        ids, units = self._texts("id"), cells.unit_ids(self.units)
        kinds = [words.get(" ".join((one or "").lower().split())) for one in self._texts("kind")]
        roles = cells.words("role", rules.roles, words)
        themes = cells.words("theme", rules.themes, words)
        documents = cells.words("document", self.documents, self.documents)
        titles, dates = self._texts("title"), self._dates()
        counts = [self._counts(name) for name in COUNTS]
        found = [
            ForumRecord(str(ids[i]), str(kinds[i]), roles[i], themes[i], units[i], dates[i],
                        documents[i], titles[i], *(some[i] for some in counts))
            for i in range(self.size)
        ]  # fmt: skip
        seen: set[str | None] = set()
        for row, one in enumerate(found):
            if ids[row] is None or ids[row] in seen:
                key = "forum.twice" if ids[row] else "forum.no-id"
                cells.found(Finding(key), row, "id")
            seen.add(ids[row])
            self._fits(one, row)
        return found

    def _fits(self, one: ForumRecord, row: int) -> None:
        """Find what does not go together in a record."""
        if one.kind not in self.rules.kinds:
            values = {"known": list(self.rules.kinds)}
            self.cells.found(Finding("forum.kind", values), row, "kind")
        elif one.role is not None and one.kind != ACTIVITY:
            self.cells.found(Finding("forum.role"), row, "role")
        if one.title is not None and one.document is None and not self._said("document", row):
            self.cells.found(Finding("forum.no-document"), row, "title")

    def _said(self, column: str, row: int) -> bool:
        cell = self.columns.get(column, [None] * self.size)[row]
        return not is_missing(cell) and str(cell).strip() != ""

    def _texts(self, column: str) -> list[str | None]:
        found = self.cells.texts(column)
        for row, cell in enumerate(found):
            if cell is not None and len(cell) > _LONGEST:
                values = {"column": column, "limit": _LONGEST}
                self.cells.found(Finding("forum.too-long", values), row, column)
        return found

    def _dates(self) -> list[str | None]:
        cells = self.columns.get("date", [None] * self.size)
        found: list[str | None] = []
        for row, cell in enumerate(cells):
            text = cell.isoformat()[:10] if isinstance(cell, dt.date) else cell
            text = str(text).strip() if not is_missing(text) else ""
            if text.lower() in UNKNOWN:
                found.append(None)
                continue
            if not _is_date(text):
                self.cells.found(Finding("forum.date", {"found": cell}), row, "date")
            found.append(text)
        return found

    def _counts(self, column: str) -> list[int | None]:
        if column not in self.columns:
            return [None] * self.size
        return self.cells.column(column, "count")


def _is_date(text: str) -> bool:
    if not _DATE.match(text):
        return False
    parts = [*map(int, text.split("-")), 1, 1][:3]
    try:
        return _FIRST <= dt.date(*parts).year <= _LAST
    except ValueError:
        return False
