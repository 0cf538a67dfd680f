"""What was taken from files, and what whoever imports them must know of it."""

import functools
import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, cast

from attrs import field, frozen

from kla_rules.core.findings import MOST, Finding, FindingsError, check_language
from kla_rules.core.frozen import frozen_list, frozen_value
from kla_rules.core.listed import Listed, listed
from kla_rules.core.notes import Note
from kla_rules.core.places import cell_name
from kla_rules.core.printed import Data
from kla_rules.core.showing import Row, Showing, Unit
from kla_rules.core.writing import Language, printable
from kla_rules.model.edition import Edition
from kla_rules.sheets.model import Sheet, Workbook
from kla_rules.units.model import Units

if TYPE_CHECKING:
    from kla_rules.typed.forms.imported import ImportedDict

ImportedKind = Literal["units", "profile"]
RemarkKind = Literal["recognised", "guessed", "left"]


class ImportRefusedError(FindingsError):
    """A file was not imported, or a mapping was refused."""


@frozen(repr=False, eq=False)
class Remark(Data):
    """One thing to know about what was imported, and where it stands.

    Attributes:
        kind: "recognised": read as what it says; "guessed": read as what it seems to be; "left":
            not imported.
        note: what it is.
        file: the file that it is about, or None for all of them.
        row, column: positions in the file, from 1; 0 for the whole of it.
        sheet: of a workbook; else "".
    """

    kind: RemarkKind
    note: Note
    file: str | None = None
    row: int = 0
    column: int = 0
    sheet: str = ""

    def where(self) -> str:
        """Return the file and the cell, as findings write them."""
        if self.sheet:
            place = cell_name(self.sheet, self.row or None, self.column or None)
        else:
            place = f"{self.row}:{self.column or 1}" if self.row else ""
        return ":".join(filter(None, (printable(self.file or ""), place)))

    def text(self, language: Language) -> str:
        """Return the sentence, with its place in front."""
        return ": ".join(filter(None, (self.where(), self.note.text(language))))

    def _row(self, unit: Unit, language: Language) -> Row:  # noqa: ARG002 - its figures are in words
        return {"kind": self.kind, "where": self.where(), "text": self.note.text(language)}


@frozen(repr=False, eq=False)
class Imported(Data):
    """What was taken from files.

    Attributes:
        kind: "units" or "profile".
        edition: the edition whose facts, or questions, it was held against.
        files: names of the files.
        units: the units, or None.
        profile: the document of a profile, or None.
        remarks: what was recognised, guessed and left.
        dropped: how many columns were dropped because they name or describe persons.
        mappings: for each file how it was read, as its mapping file says it.
    """

    kind: ImportedKind
    edition: Edition
    files: Sequence[str] = field(converter=frozen_list)
    units: Units | None = None
    profile: Mapping[str, Any] | None = field(default=None, converter=frozen_value)
    remarks: Listed[Remark] = field(default=(), converter=listed)
    dropped: int = 0
    mappings: Sequence[Mapping[str, Any]] = field(default=(), converter=frozen_value)

    @functools.cached_property
    def recognised(self) -> Listed[Remark]:
        """What was read as what it says."""
        return listed(one for one in self.remarks if one.kind == "recognised")

    @functools.cached_property
    def guessed(self) -> Listed[Remark]:
        """What was read as what it seems to be: to be looked at."""
        return listed(one for one in self.remarks if one.kind == "guessed")

    @functools.cached_property
    def left(self) -> Listed[Remark]:
        """What was not imported."""
        return listed(one for one in self.remarks if one.kind == "left")

    def explain(self, language: Language = "id") -> str:
        """Return what was taken, guessed and left, in words.

        Raises:
            ArgumentError: for another language.
        """
        check_language(language)
        from kla_rules.imports.page import imported_text  # noqa: PLC0415 - loaded by who reads it

        return imported_text(self, language)

    def brief(self, language: Language = "id") -> str:
        """Return it on one screen of at most 39 lines, in one language; see `explain()`."""
        check_language(language)
        from kla_rules.imports.brief import imported_in_brief  # noqa: PLC0415 - as above

        return imported_in_brief(self, language)

    def to_dict(self) -> "ImportedDict":
        """Return plain JSON values, as `schemas/imported.schema.json` says."""
        from kla_rules.imports.plain import imported_as_json  # noqa: PLC0415 - as above

        return cast("ImportedDict", imported_as_json(self))

    def _showing(self) -> Showing:
        from kla_rules.imports.card import imported_shown  # noqa: PLC0415 - asked for by few

        return imported_shown(self)

    def __repr__(self) -> str:
        """Return a short summary."""
        held = f"{len(self.units)} units" if self.units is not None else "a profile"
        return (
            f"Imported({held} of {len(self.files)} files, {len(self.guessed)} guessed, "
            f"{len(self.left)} left, {self.dropped} columns dropped)"
        )


@frozen(repr=False, eq=False)
class Found(Data):
    """A sheet that is to be imported.

    Attributes:
        workbook: the file.
        sheet: the sheet of it.
        layout: id of its layout.
        mapping: how it is to be read, where its mapping file says so; else None.
    """

    workbook: Workbook
    sheet: Sheet
    layout: str
    mapping: Any = None

    def remark(
        self, kind: RemarkKind, note: Note, row: int | None = None, column: int = 0
    ) -> Remark:
        """Return a remark on it; a row is counted from 0 in its cells, a column from 1."""
        number = 0 if row is None else self.sheet.numbers[row]
        return Remark(kind, note, self.workbook.file, number, column, self.sheet.name)

    def place(self, finding: Finding, row: int = 0, column: int = 0) -> Finding:
        """Return a finding with the place of a cell, both counted from 0 in its cells."""
        return self.sheet.place(finding, self.workbook.file, row, column)

    def troubles(self, cells: Iterable[tuple[int, int]]) -> list[Finding]:
        """Return why nothing may be read from some cells, as many as anybody reads."""
        if not self.sheet.refused:
            return []
        file = self.workbook.file
        every = (self.sheet.trouble(row, column, file) for row, column in cells)
        return [*itertools.islice((one for one in every if one is not None), MOST + 1)]


@frozen
class Asked:
    """What whoever imports asks for.

    Attributes:
        edition: the edition.
        year: which year is taken where a file holds several, and the round of a recap; or None.
        is_said: whether the edition was asked for; a recap is held against every one otherwise.
        stage: the stage whose values are taken of a recap, or None.
        region: name of the region of a recap, or None.
    """

    edition: Edition
    year: int | None = None
    is_said: bool = True
    stage: str | None = None
    region: str | None = None
