"""Read a profile: directly where nothing is wrong with it, and else carefully.

The careful reader tells everything that is wrong, with its place. The direct one takes what most
profiles are, and gives up at the first doubt; then the careful one starts anew.
"""

import operator
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any, Final, Literal

from attrs import frozen

from kla_rules.core.findings import Finding, FindingsError, ProfileError
from kla_rules.core.given import Place, Upload, is_json
from kla_rules.core.notes import Note
from kla_rules.core.reading.documents import Document, Map
from kla_rules.core.reading.read import read_bytes, read_file, read_value
from kla_rules.core.reading.schemas import fits_schema
from kla_rules.core.resources import is_folder
from kla_rules.model.edition import Edition
from kla_rules.profile.answers import Answer, unknown_options
from kla_rules.profile.careful import Fields, Reader, Rules
from kla_rules.profile.direct import DoubtError, is_map, taken_answers, taken_points
from kla_rules.profile.edition_named import edition_named
from kla_rules.profile.given_points import answer_notes, put, rounded

if TYPE_CHECKING:
    from kla_rules.tables.cells import Mark
    from kla_rules.units.rollup import Rollup


@frozen
class Opened:
    """A profile as it stands in a file, before it is held against an edition.

    Attributes:
        document: what stands in it; of a form what its cells say.
        folder: where tables lie that it names, or None.
        notes: what was seen on the way, of a form.
    """

    document: Document
    folder: FilePath | None = None
    notes: tuple[Note, ...] = ()


def opened(path: Place, rules: Rules) -> Opened:
    """Return what stands in a file, or in `profile.yaml` of a folder.

    Args:
        path: YAML, JSON, or a form that is filled in (a workbook or CSV).
        rules: what a form is held against.
    """
    if not isinstance(path, Upload) and is_folder(path):
        path = path / "profile.yaml"
    if is_form_file(path):
        return _form(path, rules)
    return Opened(read_file(path), None if isinstance(path, Upload) else path.parent)


def is_form_file(path: Place) -> bool:
    """Return whether a file is a form that is filled in; most are none, as their names say."""
    if path.suffix.lower() in _DOCUMENTS:
        return False
    from kla_rules.workbook.csv_reading import is_form  # noqa: PLC0415 - few profiles are forms

    return is_form(path)


def _form(path: Place, rules: Rules) -> Opened:
    """Return what the cells of a form say."""
    from kla_rules.workbook.csv_reading import is_form_csv, read_csv_form  # noqa: PLC0415 - few profiles are forms
    from kla_rules.workbook.reading import form_document  # noqa: PLC0415 - as above

    mark: Mark | Literal[""] = ""
    if is_form_csv(path):
        book, mark = read_csv_form(path)
    else:
        from kla_rules.sheets.read import read_workbook  # noqa: PLC0415 - as above

        book = read_workbook(path)

    def edition(said: Mapping[str, Any]) -> Edition | None:
        chosen = rules if isinstance(rules, Edition) else edition_named(said, rules)
        return None if isinstance(chosen, Finding) else chosen

    asked = rules if isinstance(rules, Edition) else None
    form = form_document(book, edition, asked, mark)
    return Opened(form.document, None, form.notes)


def fields_in(path: Place, rules: Rules) -> Fields:
    """Return what the profile in a file holds, or in `profile.yaml` of a folder."""
    return fields_of_opened(opened(path, rules), rules)


def fields_of_opened(source: Opened, rules: Rules) -> Fields:
    """Return what a profile holds that stands in a file.

    Raises:
        ProfileError: with everything that is wrong with it.
    """
    fields = _read(source.document, rules, source.folder)
    return {**fields, "notes": (*source.notes, *fields["notes"])} if source.notes else fields


def fields_of_bytes(
    data: bytes, file: str, rules: Rules, *, json: bool | None, folder: FilePath | None = None
) -> Fields:
    """Return what the profile in `data` holds.

    JSON or YAML; None: JSON if it starts so, and a form if it is a workbook or begins as one.
    """
    if json is None:
        upload = Upload(file, data)
        if is_form_file(upload):
            return fields_of_opened(_form(upload, rules), rules)
        json = is_json(data)
    return _read(read_bytes(data, file=file, json=json), rules, folder)


def fields_of(data: Mapping[str, Any], rules: Rules) -> Fields:
    """Return what the profile holds that plain values describe."""
    fields = directly(data, rules)
    return carefully(read_value(data), rules) if fields is None else fields


def profile_findings(
    document: Document, folder: FilePath | None, rules: Rules = None
) -> tuple[Finding, ...]:
    """Return everything that is wrong with a profile; `folder` is where its tables lie."""
    reader = Reader(document, rules, folder)
    fields = reader.fields()
    if fields is not None:
        own = fields["scale"].tables if fields["scale"] else {}
        tables = {**fields["edition"].tables, **own}
        reader.findings += unknown_options(fields["answers"], tables)
    return tuple(reader.findings)


def directly(data: object, rules: Rules) -> Fields | None:
    """Return what plain values describe, or None where something may be wrong with them."""
    return DirectReader(_NOWHERE, rules, None).directly(data)


def carefully(document: Document, rules: Rules, folder: FilePath | None = None) -> Fields:
    """Return what the profile in a document holds.

    Raises:
        ProfileError: with everything that is wrong with it.
    """
    reader = Reader(document, rules, folder)
    fields = reader.fields()
    if fields is None or reader.findings:
        raise ProfileError(reader.findings)
    return fields


def _read(document: Document, rules: Rules, folder: FilePath | None) -> Fields:
    """Return what the profile holds in a document that comes from a file."""
    fields = None
    if not document.findings:
        fields = DirectReader(document, rules, folder).directly(document.root)
    return carefully(document, rules, folder) if fields is None else fields


_DOCUMENTS: Final = frozenset({".json", ".yaml", ".yml"})
# Plain values stand in no file.
_NOWHERE: Final = Document(None, None, ())


class DirectReader(Reader):
    """Builds a profile that nothing is wrong with, and gives up where something may be.

    Points and answers, nearly all of a profile, are taken in one pass over plain values. All else
    is little, and is read as the careful reader reads it.
    """

    def directly(self, data: Any) -> Fields | None:  # noqa: ANN401 - a stranger's value
        """Return what the profile holds, or None at the first doubt."""
        try:
            fields = self.built(self._formed(data))
        except (DoubtError, FindingsError):
            return None
        return None if self.findings else fields

    def _formed(self, data: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
        """Return the values of a profile, all but points and answers held against the schema."""
        if not is_map(data):
            raise DoubtError
        rest = Map(None)
        rest.update((key, value) for key, value in data.items() if key not in _DIRECT)
        if self.document.file is None:
            checked = read_value(rest, most=_MOST_REST)
        else:
            checked = Document(rest, None, ())  # a file has been composed by now
        if checked.findings or not fits_schema(checked.root, "profile"):
            raise DoubtError
        direct = {key: data[key] for key in _DIRECT if key in data}
        return {**checked.root, **direct}

    def found(self, finding: Finding, *, key: bool = False) -> None:  # noqa: ARG002 - the careful reader tells it
        """Give up."""
        raise DoubtError

    def tables(
        self, data: dict[str, Any], edition: Edition
    ) -> "tuple[dict[str, Any], Rollup | None]":
        """Return the profile with what its tables answer, and the shares of its units."""
        if "units" in data or "forum" in data:  # tables join the answers as they stand
            taken_points(data.get("points", {}), edition)
            taken_answers(data.get("answers", {}), edition, None)
        return super().tables(data, edition)

    def points(self, points: Mapping[str, Any], edition: Edition, values: list[int | None]) -> None:
        """Put the points that are given at nodes among the values."""
        for position, (figure, taken) in taken_points(points, edition):
            put(values, self.finer, position, taken)
            if type(taken) is Fraction:
                self.notes.append(rounded(edition.ids[position], figure, taken))

    def answers(
        self, data: Mapping[str, Any], edition: Edition, values: list[int | None]
    ) -> dict[str, Answer]:
        """Return the answers in the order of the edition; their points go among the values."""
        place = None if self.document.file is None else self.place
        taken = taken_answers(data.get("answers", {}), edition, place)
        for position, answer, points in taken:
            if values[position] is not None:  # points too
                raise DoubtError
            if points is None or type(points) is int:
                values[position] = points
            else:
                put(values, self.finer, position, points)
            if type(points) is Fraction or answer.form == "not_applicable":
                self.notes += answer_notes(answer, edition.nodes[position], points)
        positions = [entry[0] for entry in taken]
        if sorted(positions) != positions:
            taken.sort(key=operator.itemgetter(0))
        return {edition.ids[position]: answer for position, answer, _ in taken}


# What is taken directly; the most values of all the rest.
_DIRECT: Final = frozenset({"points", "answers"})
_MOST_REST: Final = 200_000
