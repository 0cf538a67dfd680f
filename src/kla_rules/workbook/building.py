"""What is read of a form, put together as a document of a profile in which each value has its cell."""  # noqa: E501 - one sentence

from typing import Any

from attrs import define, field

from kla_rules.core.findings import Finding, Position
from kla_rules.core.notes import Note
from kla_rules.core.reading.documents import Map, Seq


@define
class Building:
    """A profile that is being read.

    Attributes:
        file: its name in findings.
        root: what is known of the profile.
        findings: what is wrong, each with its cell.
        notes: what a reader should know.
    """

    file: str | None
    root: Map = field(factory=lambda: Map(None))
    findings: list[Finding] = field(factory=list)
    notes: list[Note] = field(factory=list)

    def found(self, finding_id: str, position: Position | None, **values: object) -> None:
        """Keep a finding with its cell."""
        self.findings.append(Finding(finding_id, values).at(self.file, position))

    def place(self, position: Position) -> str:
        """Return a cell as spreadsheets write it; of a file without sheets its line and column."""
        return Finding("").at(self.file or "", position).place()

    def map_at(self, *path: str, position: Position | None) -> Map:
        """Return the mapping at a path, made where there is none yet."""
        here = self.root
        for name in path:
            if name not in here:
                put(here, name, Map(position), position)
            here = here[name]
        return here

    def list_at(self, holder: Map, name: str, position: Position | None) -> Seq:
        """Return the list under a name, made where there is none yet."""
        if name not in holder:
            put(holder, name, Seq(position), position)
        listed: Seq = holder[name]
        return listed


def put(holder: Map, name: str, value: Any, position: Position | None) -> None:  # noqa: ANN401 - of any form
    """Put a value into a mapping, with the cell in which it stands."""
    holder[name] = value
    holder.key_positions[name] = position
    holder.value_positions[name] = position


def add(listed: Seq, value: Any, position: Position | None) -> None:  # noqa: ANN401 - as above
    """Add a value to a list, with the cell in which it stands."""
    listed.append(value)
    listed.value_positions.append(position)
