"""`import_files()` and `suggest_mapping()`: files that offices hold, to units or to a profile."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import evolve

from kla_rules.core.findings import MOST, ArgumentError, Finding, check_type, yields
from kla_rules.core.given import EXPECTED, GivenFile, Place, given_file, is_given_file
from kla_rules.core.narrow import whole
from kla_rules.core.notes import Note
from kla_rules.core.resources import is_file
from kla_rules.core.text import Text
from kla_rules.core.writing import LANGUAGES
from kla_rules.imports.headings import key
from kla_rules.imports.layouts import Layout, layout_named, layout_of
from kla_rules.imports.mapping import FileMapping, read_mapping
from kla_rules.imports.model import Asked, Found, Imported, ImportRefusedError, Remark
from kla_rules.imports.personal import is_about_cases, names_person
from kla_rules.imports.recap import recap
from kla_rules.imports.sources import filled, read_sheets, visible
from kla_rules.imports.suggesting import MappingSuggestion, suggestion_of
from kla_rules.model.edition import Edition
from kla_rules.rulesets.find import edition_of, edition_under
from kla_rules.rulesets.overlays import OverlaySource
from kla_rules.sheets.model import Sheet, Workbook
from kla_rules.tables.decoding import Encoding
from kla_rules.tables.given import MAX_BYTES
from kla_rules.tables.raw import check_reading
from kla_rules.units.rules import rules_for
from kla_rules.workbook.csv_reading import is_form_csv
from kla_rules.workbook.layout import MARK

BESIDE: Final = ".mapping.yaml"
_LOOKED_AT: Final = 30
_LEFT: Final = frozenset({"import.part-of-records"})
_FIRST_YEAR: Final = 1945
_LAST_YEAR: Final = 2100
MappingSource = GivenFile | Mapping[str, Any]


def import_files(  # noqa: PLR0913 - all but the files are named, and seldom given
    paths: GivenFile | Iterable[GivenFile],
    *,
    mapping: MappingSource | Sequence[MappingSource] | None = None,
    year: int | None = None,
    edition: Edition | str | None = None,
    overlays: Iterable[OverlaySource] = (),
    encoding: Encoding | None = None,
    stage: str | None = None,
    region: str | None = None,
    strict: bool = False,
) -> Imported:
    r"""Return what files of offices hold: units, of one or several files together, or a profile.

    Columns that name or describe persons are dropped; what is guessed is said; what could be read
    in two ways is refused.

    Args:
        paths: a file, or several that are joined by codes: CSV, TSV, xlsx or JSON; each its path,
            its bytes, or open.
        mapping: how the files are to be read, as `schemas/mapping.schema.json` says: one for all,
            or as many as there are files; left out, for each file the one beside it
            (`FILE.mapping.yaml`), else what its headings say.
        year: the year that is taken where a file holds several; of a recap its round.
        edition: the edition whose facts the units have, or its id; left out, the default edition,
            and of a recap the one whose numbers and maxima it has.
        overlays: what to lay over the edition, given by its id.
        encoding: of files of text: "utf-8", "utf-16" or "windows-1252"; left out, what they can be
            read in alone.
        stage: the stage whose values are taken of a recap, by its id or its name.
        region: name of the region of a recap.
        strict: refuse whatever would be a guess.

    Raises:
        ImportRefusedError: with everything that is wrong, each with its cell.
        ArgumentError: for a year, an encoding or a stage that there is not, and for a stage or a
            region of units.
        ProfileError: for a region that no profile can have.
        MissingExtraError: for a workbook, where the library that reads it is not installed.
        RuleError: if the edition has no rules on units.
        TypeError: for an argument of another type, and for overlays beside an `Edition`.

    >>> table = b"Kecamatan,Kelurahan,Ketua,Forum Anak\nContoh,Satu,Xx,ada\n,Dua,Yy,belum\n"
    >>> imported = import_files(table)
    >>> imported, imported.units.facts["childrens_forum"]
    (Imported(3 units of 1 files, 3 guessed, 1 left, 1 columns dropped), (None, True, False))
    """
    asked = _asked(year, edition, overlays, stage, region)
    check_type("strict", strict, "True or False", bool)
    check_reading(encoding)
    places = _places(paths)
    mappings = _mappings(mapping, places)
    every = [
        _found(place, one, asked, encoding) for place, one in zip(places, mappings, strict=True)
    ]
    kinds = {layout.kind for layout, _, _ in every}
    if len(kinds) > 1:
        raise ImportRefusedError([Finding("import.together").at(str(places[0]), None)])
    if "units" in kinds and (stage is not None or region is not None):
        name = "region" if stage is None else "stage"
        raise ArgumentError([Finding("import.not-of-units", {"name": name}, (name,))])
    result = every[0][0].reads([found for _, sheets, _ in every for found in sheets], asked)
    others = [remark for _, _, remarks in every for remark in remarks]
    result = evolve(result, remarks=[*result.remarks, *others]) if others else result
    if strict and result.guessed:
        raise ImportRefusedError([_guess(remark) for remark in result.guessed])
    return result


def _guess(remark: Remark) -> Finding:
    """Return a guess as what refuses an import that takes none."""
    said = Text(*(remark.note.text(language).rstrip(".") for language in LANGUAGES))
    place = (remark.row, remark.column or 1)
    position = (*place, remark.sheet) if remark.sheet else place
    return Finding("import.guess", {"what": said}).at(remark.file, position if remark.row else None)


def suggest_mapping(
    path: GivenFile,
    *,
    edition: Edition | str | None = None,
    overlays: Iterable[OverlaySource] = (),
    encoding: Encoding | None = None,
) -> MappingSuggestion:
    r"""Return how a table of units, or a recap, seems to be meant, for a person to correct.

    Args:
        path: the file, as for `import_files`.
        edition: the edition whose facts the units have, or its id; left out, the default edition.
        overlays: what to lay over the edition, given by its id.
        encoding: of a file of text, as of `import_files`.

    Raises:
        ImportRefusedError: if the file has no layout that is read with a mapping.
        ArgumentError: for an encoding that there is not.
        MissingExtraError: for a workbook, where the library that reads it is not installed.
        RuleError: if the edition has no rules on units.
        TypeError: for an argument of another type, and for overlays beside an `Edition`.

    >>> suggestion = suggest_mapping(b"Kecamatan,Kelurahan,PATBM\nContoh,Satu,ada\n")
    >>> suggestion.mapping["layout"], suggestion.mapping["columns"][2]["fact"]
    ('ward-table', 'patbm')
    """
    asked = _asked(None, edition, overlays, None, None)
    check_reading(encoding)
    place = given_file("path", path, most=MAX_BYTES)
    layout, found, _ = _found(place, None, asked, encoding)
    if layout.kind != "units":
        mapping, remarks = recap.suggests(found, asked)
        return MappingSuggestion(str(place), mapping, remarks)
    return suggestion_of(found[0], rules_for(asked.edition, None).facts)


def _asked(
    year: int | None,
    edition: Edition | str | None,
    overlays: Iterable[OverlaySource],
    stage: str | None,
    region: str | None,
) -> Asked:
    number = None
    if year is not None:
        number = whole(year)
        check_type("year", number, "a year", int)
        if not _FIRST_YEAR <= number <= _LAST_YEAR:
            raise ArgumentError([Finding("argument.year-taken", {"found": year}, ("year",))])
    rules: Any = edition_under(edition, overlays)
    own = edition_of(rules)
    if stage is not None:
        stage = own.stage(stage).id  # it may go by its name
    if region is not None:
        check_type("region", region, "a name", str)
    return Asked(own, number, rules is not None, stage, region)


def _places(paths: Any) -> list[Place]:  # noqa: ANN401 - a file, or several
    given = [paths] if is_given_file(paths) or not yields(paths) else [*paths]
    expected = f"{EXPECTED}, or several"
    places = [given_file("paths", one, expected=expected, most=MAX_BYTES) for one in given]
    if not places:
        raise ArgumentError([Finding("import.no-files", path=("paths",))])
    return places


def _mappings(mapping: Any, places: Sequence[Place]) -> list[Any]:  # noqa: ANN401 - as above
    """Return for each file its mapping, not read yet, or None."""
    if mapping is None:
        return [_beside(place) for place in places]
    one = is_given_file(mapping) or isinstance(mapping, Mapping) or not yields(mapping)
    given = [mapping] if one else [*mapping]
    if not given:
        return [_beside(place) for place in places]
    if len(given) == 1:
        return given * len(places)
    if len(given) != len(places):
        values = {"mappings": len(given), "files": len(places)}
        raise ArgumentError([Finding("import.mappings", values, ("mapping",))])
    return given


def _beside(place: Place) -> Path | None:
    """Return the mapping that lies beside a file."""
    if not isinstance(place, Path):
        return None
    beside = place.with_name(place.name + BESIDE)
    return beside if is_file(beside) else None


def _found(
    place: Place,
    given: Any,  # noqa: ANN401 - a mapping
    asked: Asked,
    encoding: Encoding | None,
) -> tuple[Layout, list[Found], list[Remark]]:
    """Return the layout of a file, the sheets of it that are read, and what is said of others.

    Raises:
        ImportRefusedError: if it has none, cannot be read, or is about persons in cases.
    """
    book = read_sheets(place, encoding)
    if book.findings:
        raise ImportRefusedError(book.findings)
    if MARK in book.properties or is_form_csv(place):  # it is a profile already
        raise ImportRefusedError([Finding("import.form").at(book.file, None)])
    of_profiles = _of_profiles(book)
    for sheet in book.sheets.values():
        if not any(
            sheet is one for one in of_profiles
        ):  # whose questions are about such cases, and no more
            _refuse_cases(book, sheet)
    if given is not None:
        mapping = read_mapping(given, lambda: rules_for(asked.edition, None).facts)
        named = layout_named(mapping.layout)
        if named.kind == "profile" and mapping.sheet is None:
            own = of_profiles or [_mapped_sheet(book, mapping)]
        elif named.kind == "profile":
            own = [_mapped_sheet(book, mapping)]
        else:
            own = [filled(_mapped_sheet(book, mapping))]
        found = [Found(book, sheet, named.id, mapping) for sheet in own]
        return named, found, _others(book, own)
    if of_profiles:
        found = [Found(book, sheet, recap.LAYOUT) for sheet in of_profiles]
        return layout_named(recap.LAYOUT), found, _others(book, of_profiles)
    sheets = [filled(sheet) for sheet in visible(book) if sheet.cells]
    known = [(layout, sheet) for sheet in sheets if (layout := layout_of(sheet)) is not None]
    if not known:
        raise ImportRefusedError(_unknown(book, sheets))
    if len(known) > 1:
        names = [sheet.name for _, sheet in known]
        raise ImportRefusedError([Finding("import.sheets", {"sheets": names}).at(book.file, None)])
    layout, sheet = known[0]
    return layout, [Found(book, sheet, layout.id)], _others(book, [sheet])


def _unknown(book: Workbook, sheets: Sequence[Sheet]) -> list[Finding]:
    """Return why no sheet is read: none is known, one that is known is hidden, or cells are bad."""
    hidden = [one for one in book.sheets.values() if "sheet" in one.hidden and one.cells]
    names = [one.name for one in hidden if layout_of(filled(one)) is not None]
    if names:
        return [Finding("import.nothing-hidden", {"sheets": names}).at(book.file, None)]
    key_of = "import.nothing" if sheets else "import.empty"
    troubles = [
        trouble
        for sheet in sheets
        for trouble in Found(book, sheet, "").troubles(
            (row, column)
            for row, cells in enumerate(sheet.cells[:_LOOKED_AT])
            for column in range(len(cells))
        )
    ]
    return [Finding(key_of).at(book.file, None), *troubles[: MOST + 1]]


def _of_profiles(book: Workbook) -> list[Sheet]:
    """Return the sheets that give answers of a profile, cells as they stand in them."""
    layouts = [(sheet, layout_of(sheet)) for sheet in visible(book) if sheet.cells]
    return [sheet for sheet, one in layouts if one is not None and one.kind == "profile"]


def _others(book: Workbook, read: Sequence[Sheet]) -> list[Remark]:
    """Return what is said of a file: what its reader says of the sheets, and those that are left.

    What is hidden was read although nobody who opens the file sees it: it is to be looked at.
    """
    names = {sheet.name for sheet in read}
    said = [
        Remark("left" if note.id in _LEFT else "guessed", note, book.file)
        for note in book.notes
        if note.values.get("sheet", next(iter(names))) in names
    ]
    others = [one for one in book.sheets.values() if one.name not in names and one.cells]
    hidden = [one for one in others if "sheet" in one.hidden]
    said += [
        Remark("left", Note("import.hidden-sheet", {"sheet": one.name}), book.file)
        for one in hidden
    ]
    if len(others) > len(hidden):
        count = len(others) - len(hidden)
        said.append(Remark("left", Note("import.other-sheets", {"count": count}), book.file))
    return said


def _mapped_sheet(book: Workbook, mapping: FileMapping) -> Sheet:
    sheets = [sheet for sheet in book.sheets.values() if sheet.cells]
    if mapping.sheet is not None:
        if mapping.sheet not in book.sheets:
            raise mapping.refuse("import.mapping-sheet", ("sheet",), sheet=mapping.sheet)
        return book.sheets[mapping.sheet]
    if not sheets:
        raise ImportRefusedError([Finding("import.empty").at(book.file, None)])
    if len(sheets) > 1:
        names = [sheet.name for sheet in sheets]
        raise ImportRefusedError([Finding("import.sheets", {"sheets": names}).at(book.file, None)])
    return sheets[0]


def _refuse_cases(book: Workbook, sheet: Sheet) -> None:
    """Refuse a table of persons in cases of violence, as SAPA 129 and SIMFONI export it.

    Raises:
        ImportRefusedError: for one.
    """
    rows = [
        [key(cell) for cell in row if isinstance(cell, str)] for row in sheet.cells[:_LOOKED_AT]
    ]
    # The row of headings names the most about persons; cells below it are none of our business.
    best = max(rows, key=lambda keys: sum(map(names_person, keys)), default=[])
    if is_about_cases(best):
        finding = Finding("import.cases", {"columns": len(best)})
        raise ImportRefusedError([finding.at(book.file, None)])
