"""Where many profiles come from: lists, folders, files, lines of JSON, stored results, wide tables.

What cannot be read is found with its place and stands where it stood; the rest is kept.
"""

import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path as FilePath
from typing import Any, Final, Protocol

from attrs import evolve

from kla_rules.core.findings import (
    Finding,
    Path,
    ProfileError,
    wrong_type,
    yields,
)
from kla_rules.core.given import (
    EXPECTED,
    GivenFile,
    Place,
    Upload,
    given_file,
    is_given_file,
)
from kla_rules.core.notes import Note
from kla_rules.core.reading.documents import Document
from kla_rules.core.reading.read import bytes_of, read_bytes, read_file, unreadable
from kla_rules.core.resources import is_file, is_folder, is_there
from kla_rules.core.showing import Unit
from kla_rules.profile.model import Profile, profile_in, profile_of
from kla_rules.profile.reading import is_form_file
from kla_rules.regions.files import (
    BLANK,
    DOCUMENTS,
    IN_FOLDER,
    LINES,
    has_no_node,
    is_named,
    is_no_form,
    looks_like,
    paths_in,
    region_table,
)
from kla_rules.regions.given import (
    MOST_PROFILES,
    Against,
    Found,
    GivenProfile,
    RefusedProfile,
)
from kla_rules.regions.stored import stored_kind
from kla_rules.regions.wide_table import form_of, is_row, row_of, rows_of, table_problems
from kla_rules.rulesets.kinds import kind_of
from kla_rules.tables.form import RawTable
from kla_rules.tables.frames import as_list, is_json, record_of, tabular_table
from kla_rules.tables.given import MAX_BYTES, TEXTS, WORKBOOKS
from kla_rules.tables.raw import csv_table


class Frame(Protocol):
    """A data frame: of pandas, of Polars, or of any other library."""

    @property
    def columns(self) -> Any:  # noqa: ANN401 - of any library
        """The names of its columns."""


ProfileSource = GivenFile
ManySource = ProfileSource | Frame | Iterable[Profile | Mapping[str, Any] | ProfileSource]
MOST_FILES: Final = 5_000
_ANSWERED: Final = frozenset({"points", "answers"})  # no file but a profile has these


def found_in(source: Any, against: Against, unit: Unit = "points") -> Found:  # noqa: ANN401 - of several kinds
    """Yield profiles and what is wrong with others, in their order.

    Args:
        source: a file, or the path of a folder; a data frame, or anything tabular, with one row a
            profile and ids of nodes as columns; a list of profiles, of what they are as plain
            values or as rows of such a table, and of files; or the JSON of such a list.
        against: what they are held against.
        unit: "points" or "thousandths", of the figures of a table.

    Raises:
        TypeError: for something else.
    """
    if isinstance(source, str) and is_json(source):
        data = source.encode("utf-8", "surrogatepass")
        return _in_value(read_bytes(as_list(data), file=None, json=True), against, unit)
    if is_given_file(source):
        return _in_place(given_file("profiles", source, most=MAX_BYTES), against, unit)
    table = tabular_table(source, form_of(against))
    if table is not None:
        return _in_table(table, against, unit)
    if isinstance(source, Mapping) or not yields(source):
        raise wrong_type("profiles", f"a list of profiles, a table, {EXPECTED}", source)
    return _listed(source, against, unit)


_NOWHERE: Final = Document(None, None, ())
_ENTRY: Final = f"a Profile, what it is as a dict, {EXPECTED}"


def _listed(source: Iterable[Any], against: Against, unit: Unit) -> Found:
    """Yield what is listed: of an endless list no more than is kept."""
    for place, entry in enumerate(itertools.islice(source, MOST_PROFILES + 1), 1):
        name = f"#{place}"
        if isinstance(entry, Mapping | Profile):
            yield from _entry(_NOWHERE, (place - 1,), entry, name, against, unit)
        elif is_given_file(entry):
            file = given_file("each profile", entry, expected=_ENTRY, most=MAX_BYTES, unnamed=name)
            yield from _in_place(file, against, unit)
        elif (table := tabular_table(entry, form_of(against))) is not None:
            yield from _in_table(table, against, unit)
        elif (row := record_of(entry)) is not None:
            yield from _entry(_NOWHERE, (place - 1,), row, name, against, unit)
        else:
            raise wrong_type("each profile", _ENTRY, entry)


def _name(profile: Profile, otherwise: str) -> str:
    return profile.region.name if profile.region else otherwise


def _in_place(place: Place, against: Against, unit: Unit) -> Found:
    """Yield the profiles in a file, or in the files of a folder."""
    if isinstance(place, Upload) or not is_folder(place):
        yield from _in_file(place, against, unit)
        return
    if is_named(place / IN_FOLDER):
        yield from _in_file(place / IN_FOLDER, against, unit)
        return
    try:
        paths = paths_in(place)
    except OSError as error:
        yield RefusedProfile(place.name, (unreadable(error, str(place)),))
        return
    some = False
    for path in paths[:MOST_FILES]:
        for one in _in_file(path, against, unit, of_folder=True):
            some = True
            yield one
    if len(paths) > MOST_FILES:
        limit = Finding("profiles.too-many-files", {"limit": MOST_FILES}, file=str(place))
        yield RefusedProfile(place.name, (limit,))
    if not some:
        yield RefusedProfile(place.name, (Finding("profiles.none", {}, file=str(place)),))


def _in_file(path: Place, against: Against, unit: Unit, *, of_folder: bool = False) -> Found:
    """Yield the profiles in a file; of a folder, what is plainly something else is left alone."""
    suffix = path.suffix.lower()
    if isinstance(path, Upload) and suffix in {"", ".json"}:
        suffix = looks_like(path, against) or suffix
    if is_there(path) and not is_file(path) and not is_folder(path):  # reading might never end
        special = Finding("document.unreadable", {"reason": "special"}, file=str(path))
        yield RefusedProfile(path.name, (special,))
    elif suffix in WORKBOOKS and (table := region_table(path, against)) is not None:
        yield from _in_table(table, against, unit)
    elif suffix not in {*LINES, *DOCUMENTS} and is_form_file(path):
        for one in _profile(path, against):
            if not (of_folder and isinstance(one, RefusedProfile) and is_no_form(one)):
                yield one
    elif suffix in TEXTS:
        table = csv_table(path, form_of(against), is_said=False)
        if not (of_folder and has_no_node(table, against)):
            yield from _in_table(table, against, unit)
    elif suffix in LINES:
        yield from _in_lines(path, against, unit)
    else:
        yield from _in_document(path, against, unit, of_folder=of_folder)


def _in_document(path: Place, against: Against, unit: Unit, *, of_folder: bool) -> Found:
    """Yield the profiles in a YAML or JSON file."""
    document = read_file(path)
    root = document.root
    if document.findings:
        yield RefusedProfile(path.name, document.findings)
    elif isinstance(root, list) and root:
        for index, entry in enumerate(root):
            yield from _entry(document, (index,), entry, f"{path.name}#{index + 1}", against, unit)
    elif stored_kind(root) is not None:
        yield from _entry(document, (), root, path.name, against, unit)
    elif isinstance(root, dict) and (root.keys() & _ANSWERED or kind_of(path, root) == "profile"):
        yield from _profile(path, against)
    elif not (of_folder and isinstance(root, dict) and kind_of(path, root)):
        yield RefusedProfile(path.name, (document.locate(Finding("profiles.no-profile")),))


def _in_value(document: Document, against: Against, unit: Unit) -> Found:
    """Yield the profiles in JSON that was given as a text."""
    root = document.root
    if document.findings:
        yield RefusedProfile("JSON", document.findings)
    elif isinstance(root, list) and root:
        for index, entry in enumerate(root):
            yield from _entry(document, (index,), entry, f"#{index + 1}", against, unit)
    else:
        yield from _entry(document, (), root, "JSON", against, unit)


def _profile(path: Place, against: Against) -> Found:
    """Yield the profile that a file is: tables that it names lie beside it."""
    file = None if isinstance(path, Upload) else path
    folder = file.parent.name if file is not None and file.name == IN_FOLDER else ""
    at = f"{folder}/{path.name}" if folder else path.name
    try:
        profile = profile_in(path, against.rules)
    except ProfileError as error:
        yield RefusedProfile(at, error.findings)
        return
    yield GivenProfile(_name(profile, path.name), profile, file, at)


def _in_lines(path: Place, against: Against, unit: Unit) -> Found:
    """Yield the profiles in a file that has one on each line."""
    data = bytes_of(path, MAX_BYTES)
    if isinstance(data, Finding):
        yield RefusedProfile(path.name, (data,))
        return
    if len(data) > MAX_BYTES:
        values = {"size": len(data), "limit": MAX_BYTES}
        large = Finding("document.too-large", values, file=str(path))
        yield RefusedProfile(path.name, (large,))
        return
    if not data.strip(BLANK):
        nothing = Finding("profiles.no-profile").at(str(path), (1, 1))
        yield RefusedProfile(path.name, (nothing,))
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip(BLANK):
            yield from _in_line(line, str(path), number, against, unit)


def _in_line(line: bytes, file: str, number: int, against: Against, unit: Unit) -> Found:
    """Yield the profile on a line."""
    document, name = read_bytes(line, file=file, json=True), f"{FilePath(file).name}:{number}"
    entries: Iterable[GivenProfile | RefusedProfile | Note] = (
        [RefusedProfile(name, document.findings)]
        if document.findings
        else _entry(document, (), document.root, name, against, unit)
    )
    for one in entries:
        yield on_line(one, number) if isinstance(one, RefusedProfile) else one


def on_line(refused: RefusedProfile, number: int) -> RefusedProfile:
    """Return what was read of one line with the number that it has in its file."""
    there = (evolve(one, line=number, column=one.column or 1) for one in refused.findings)
    return RefusedProfile(refused.at, there)


def _entry(
    document: Document,
    path: Path,
    entry: object,
    at: str,
    against: Against,
    unit: Unit,
) -> Found:
    """Yield the profile at a place in a document: as it is, in a stored result, or as a row."""
    if isinstance(entry, Mapping) and is_row(entry, against) and stored_kind(entry) is None:
        one = row_of(entry, against, unit, at, path)
        if isinstance(one, RefusedProfile):
            one = RefusedProfile(at, map(document.locate, one.findings))
        yield one
        return
    try:
        profile = _profile_of(entry, against)
    except ProfileError as error:
        found = (evolve(one, path=(*path, *one.path)) for one in error.findings)
        yield RefusedProfile(at, map(document.locate, found))
        return
    yield GivenProfile(_name(profile, at), profile, at=at, path=path)


def _profile_of(entry: object, against: Against) -> Profile:
    """Return a profile, the one that plain values are, or the one that a stored result holds.

    Raises:
        ProfileError: where they are none.
    """
    if isinstance(entry, Profile):
        return against.held(entry)
    if not isinstance(entry, Mapping):
        raise ProfileError([Finding("profiles.no-profile")])
    if isinstance(entry, dict) and stored_kind(entry) is not None:
        return against.stored(entry)
    return profile_of(entry, against.rules)


def _in_table(table: RawTable, against: Against, unit: Unit) -> Found:
    """Yield the profiles of a wide table, a row each."""
    problems = table_problems(table, against)
    if problems:
        yield RefusedProfile(FilePath(table.file or "").name, problems)
        return
    for finding in table.left_out:
        yield RefusedProfile(f"{FilePath(table.file or '').name}:{finding.line}", (finding,))
    yield from table.notes
    yield from rows_of(table, against, unit)
