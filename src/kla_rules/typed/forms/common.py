"""What several results have, for checkers of types.

Written by `tools/typed_forms.py` of `schemas/`; `make rules` writes it anew.
"""

from typing import Literal, NotRequired

from kla_rules.typed.forms.typed_dict import TypedDict


class TextDict(TypedDict):
    """A text in both languages."""

    id: str
    """Indonesian."""
    en: str
    """English."""


class ProvenanceDict(TypedDict):
    """Source and grade of a figure."""

    source: str
    """Id of the source."""
    grade: Literal["A", "B", "B*", "C", "I", "U"]
    """Grade of the figure."""
    file: str | None
    """Rule file."""
    line: int | None
    """Line of the figure."""


class NoteDict(TypedDict):
    """One note."""

    id: str
    """Id of the note."""
    node: str | None
    """Node it is about."""
    figures: dict[str, float]
    """The figures of the sentence."""
    text: TextDict
    """A text in both languages; numbers with a decimal point."""


class CitedNoteDict(TypedDict):
    """A note with its source."""

    text: TextDict
    """The note."""
    source: str
    """Id of its source."""
    grade: Literal["A", "B", "B*", "C", "I", "U"]
    """How far to trust it."""


class FindingDict(TypedDict):
    """One thing found in an input."""

    id: str
    """What it is."""
    severity: Literal["error", "warning", "note"]
    """error refuses the input; warning and note do not."""
    path: list[str | int]
    """Where in the document, as keys and positions in lists."""
    file: str | None
    """The file that was read; null where none was."""
    line: int | None
    """Line in the file, from 1."""
    column: int | None
    """Column in the line, from 1."""
    sheet: NotRequired[str]
    """Sheet of a workbook, of which these are the row and the column; absent elsewhere."""
    text: TextDict
    """What it is; what was expected; how to mend it."""


class OverlayDigestDict(TypedDict):
    """What names an overlay and its content."""

    id: str
    """Its id."""
    digest: str
    """SHA-256 of its content."""
