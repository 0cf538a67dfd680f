"""Sources and where a figure comes from: what every rule carries."""

from typing import TYPE_CHECKING, cast

from attrs import frozen

from kla_rules.core.printed import Data
from kla_rules.core.text import Text

if TYPE_CHECKING:
    from kla_rules.typed.forms.common import CitedNoteDict, ProvenanceDict


@frozen(repr=False, eq=False)
class Source(Data):
    """Where figures come from.

    Attributes:
        id, title, publisher: its name, and who published it.
        grade: how far it can be trusted (A, B, B*, C, I, U).
        date: of its publication, or None.
        locator: where it can be found, or None.
        notes: what a reader must know about it.
    """

    id: str
    title: Text
    publisher: str
    grade: str
    date: str | None = None
    locator: str | None = None
    notes: tuple[Text, ...] = ()


@frozen(repr=False, eq=False)
class CitedNote(Data):
    """A statement with its own source and grade.

    Attributes:
        text: what it says.
        source: where it comes from.
        grade: grade of the statement; what is inferred from a source has another than the source.
    """

    text: Text
    source: Source
    grade: str

    def to_dict(self) -> "CitedNoteDict":
        """Return the text, the id of the source and the grade as plain JSON values."""
        return cast(
            "CitedNoteDict",
            {"text": self.text.to_dict(), "source": self.source.id, "grade": self.grade},
        )


@frozen(repr=False, eq=False)
class Provenance(Data):
    """Source and grade of a figure, down to the line of the rule file.

    Attributes:
        source: id of the source.
        grade: grade of this figure; may differ from that of the source.
        file: rule file, relative to the folder of the edition.
        line: line of the figure, counted from 1; None where no file was read.
        confirmed_by: ids of further sources that print the same figure.
    """

    source: str
    grade: str
    file: str = ""
    line: int | None = None
    confirmed_by: tuple[str, ...] = ()

    def to_dict(self) -> "ProvenanceDict":
        """Return source, grade, file and line as plain JSON values."""
        return cast(
            "ProvenanceDict",
            {
                "source": self.source,
                "grade": self.grade,
                "file": self.file,
                "line": self.line,
            },
        )
