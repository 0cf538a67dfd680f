"""The `ForumRecords`: what a children's forum has done, without who did it."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from attrs import frozen

from kla_rules.model import Edition
from kla_rules.tables.raw import Encoding

if TYPE_CHECKING:
    from kla_rules.units.model import Units


@frozen
class ForumRecord:
    """One thing that the forum has done, or that is there for it.

    Attributes:
        id: its id.
        kind: what it is, such as "activity" or "teaching".
        role: "pioneer" or "reporter", of an activity; else None.
        theme: what it was about, or None.
        unit: id of the unit that it took place in; None for the whole city.
        date: year, month or day, or None.
        document: kind of the document that shows it, such as "report"; None where there is none.
        title: of that document.
        sessions, schools, pupils: of teaching, how many; None where it is not known.
    """

    id: str
    kind: str
    role: str | None
    theme: str | None
    unit: str | None
    date: str | None
    document: str | None
    title: str | None
    sessions: int | None
    schools: int | None
    pupils: int | None


@frozen(repr=False, eq=False)
class ForumRecords:
    """What a children's forum has done in a season, checked when it is read.

    Build them with `ForumRecords.read` or `ForumRecords.from_rows`.

    Attributes:
        edition: the edition whose rules say what follows.
        records: in the order of the table.
        illustrative: they are invented for illustration.
    """

    edition: Edition
    records: Sequence[ForumRecord]
    illustrative: bool = False

    @classmethod
    def read(
        cls,
        path: str | os.PathLike[str],
        edition: Edition | str | None = None,
        *,
        encoding: Encoding = "utf-8",
        units: "Units | None" = None,
    ) -> Self:
        """Read records from a file: CSV (`.csv`), JSON (`.json`) or YAML.

        Args:
            path: the file.
            edition: the edition, or its id; left out, the default edition.
            encoding: of a CSV: "utf-8", with or without a byte order mark, or "windows-1252".
            units: the units of the region; a record of another one is refused.

        Raises:
            ForumError: with every finding, its row and column.
            RuleError: if the edition has no rules on such records.
        """
        from kla_rules.participation.read import read_records  # noqa: PLC0415 - reading builds what stands here

        return read_records(cls, Path(path), edition, encoding, units)

    @classmethod
    def from_rows(
        cls,
        rows: Any,  # noqa: ANN401 - rows or a data frame
        edition: Edition | str | None = None,
        *,
        units: "Units | None" = None,
    ) -> Self:
        """Build records from rows, each a mapping, or from a data frame (pandas, Polars).

        Args:
            rows: mappings with `id`, `kind` and what else is known.
            edition: the edition, or its id; left out, the default edition.
            units: the units of the region; a record of another one is refused.

        Raises:
            ForumError: with every finding, its row and column.
            RuleError: if the edition has no rules on such records.

        >>> ForumRecords.from_rows([{"id": "a", "kind": "activity", "role": "pioneer"}])
        ForumRecords(1 records)
        """
        from kla_rules.participation.read import records_of  # noqa: PLC0415 - as above

        return records_of(cls, rows, edition, units)

    def __len__(self) -> int:
        """Return how many records there are."""
        return len(self.records)

    def __repr__(self) -> str:
        """Return a short summary."""
        return f"ForumRecords({len(self.records)} records)"
