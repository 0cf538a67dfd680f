"""One record: a thing that the children's forum has done, without who did it."""

from collections.abc import Sequence
from typing import Final

from attrs import frozen

from kla_rules.core.shown import Shown

COUNTS: Final = ("sessions", "schools", "pupils")


@frozen(repr=False)
class ForumRecord(Shown):
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


def teaching(records: Sequence[ForumRecord]) -> dict[str, int | None]:
    """Return the sums of sessions, schools and pupils reached; None where none is recorded."""
    sums: dict[str, int | None] = {}
    for name in COUNTS:
        known = [count for record in records if (count := getattr(record, name)) is not None]
        sums[name] = sum(known) if known else None
    return sums
