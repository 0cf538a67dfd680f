"""Where many profiles come from: lists, folders, files, lines of JSON, stored results, wide tables.

What cannot be read is found with its place and stands where it stood; the rest is kept.
"""

import itertools
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path as FilePath
from typing import Any, Final, Protocol

from attrs import evolve

from kla_rules.core.findings import (
    Finding,
    Path,
    ProfileError,
    check_path,
    wrong_type,
)
from kla_rules.core.reading.documents import Document
from kla_rules.core.reading.read import read_bytes, read_file, unreadable
from kla_rules.core.resources import is_file, is_folder, is_there
from kla_rules.core.showing import Unit
from kla_rules.profile.model import Profile, profile_in, profile_of
from kla_rules.regions.given import (
    MOST_PROFILES,
    Against,
    Found,
    GivenProfile,
    RefusedProfile,
)
from kla_rules.regions.stored import stored_kind
from kla_rules.regions.wide_table import form_of, rows_of, table_problems
from kla_rules.rulesets.kinds import kind_of
from kla_rules.tables.form import RawTable
from kla_rules.tables.raw import csv_table, table_of


class Frame(Protocol):
    """A data frame: of pandas, of Polars, or of any other library."""

    @property
    def columns(self) -> Any:  # noqa: ANN401 - of any library
        """The names of its columns."""


ProfileSource = str | os.PathLike[str]
ManySource = ProfileSource | Frame | Iterable[Profile | Mapping[str, Any] | ProfileSource]
MOST_FILES: Final = 5_000
_MOST_BYTES: Final = 64_000_000
_LINES: Final = frozenset({".jsonl", ".ndjson"})
_DOCUMENTS: Final = frozenset({".json", ".yaml", ".yml"})
_SUFFIXES: Final = frozenset({".csv", *_LINES, *_DOCUMENTS})
_IN_FOLDER: Final = "profile.yaml"
_ANSWERED: Final = frozenset({"points", "answers"})  # no file but a profile has these
_WORD: Final = re.compile(r"[^\s,;|\"']+")
_BLANK: Final = b"\xef\xbb\xbf \t\r\n"


def found_in(source: Any, against: Against, unit: Unit = "points") -> Found:  # noqa: ANN401 - of several kinds
    """Yield profiles and what is wrong with others, in their order.

    Args:
        source: a path; a data frame with one row a profile and ids of nodes as columns; or a list
            of profiles, of what they are as plain values, and of paths.
        against: what they are held against.
        unit: "points" or "thousandths", of the figures of a table.

    Raises:
        TypeError: for something else.
    """
    if isinstance(source, str | os.PathLike):
        return _in_place(check_path("profiles", source), against, unit)
    if isinstance(getattr(source, "columns", None), Iterable):
        return _in_table(table_of(source, form_of(against)), against, unit)
    if isinstance(source, bytes | Mapping) or not isinstance(source, Iterable):
        raise wrong_type("profiles", "a list of profiles, a table, or a path", source)
    return _listed(source, against, unit)


_NOWHERE: Final = Document(None, None, ())


def _listed(source: Iterable[Any], against: Against, unit: Unit) -> Found:
    """Yield what is listed: of an endless list no more than is kept."""
    for place, entry in enumerate(itertools.islice(source, MOST_PROFILES + 1), 1):
        name = f"#{place}"
        if isinstance(entry, str | os.PathLike):
            yield from _in_place(check_path("each path", entry), against, unit)
        elif isinstance(entry, Mapping | Profile):
            yield from _entry(_NOWHERE, (place - 1,), entry, name, against)
        else:
            raise wrong_type("each profile", "a Profile, what it is as a dict, or a path", entry)


def _name(profile: Profile, otherwise: str) -> str:
    return profile.region.name if profile.region else otherwise


def _in_place(place: FilePath, against: Against, unit: Unit) -> Found:
    """Yield the profiles in a file, or in the files of a folder."""
    if not is_folder(place):
        yield from _in_file(place, against, unit)
        return
    if _is_named(place / _IN_FOLDER):
        yield from _in_file(place / _IN_FOLDER, against, unit)
        return
    try:
        paths = _paths(place)
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


def _paths(folder: FilePath) -> list[FilePath]:
    """Return what may hold profiles in a folder, and the folders in it that are one.

    What is named like a file of profiles is one of them even where it cannot be read: a link to
    nothing, a pipe.
    """
    every = [path / _IN_FOLDER if is_folder(path) else path for path in sorted(folder.iterdir())]
    return [path for path in every if path.suffix.lower() in _SUFFIXES and _is_named(path)]


def _is_named(path: FilePath) -> bool:
    """Return whether something has this name, or nobody may look whether it has."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError:
        return True
    return True


def _in_file(path: FilePath, against: Against, unit: Unit, *, of_folder: bool = False) -> Found:
    """Yield the profiles in a file; of a folder, what is plainly something else is left alone."""
    suffix = path.suffix.lower()
    if is_there(path) and not is_file(path) and not is_folder(path):  # reading might never end
        special = Finding("document.unreadable", {"reason": "special"}, file=str(path))
        yield RefusedProfile(path.name, (special,))
    elif suffix == ".csv":
        table = csv_table(path, form_of(against), "utf-8", None)
        if not (of_folder and _has_no_node(table, against)):
            yield from _in_table(table, against, unit)
    elif suffix in _LINES:
        yield from _in_lines(path, against)
    else:
        yield from _in_document(path, against, of_folder=of_folder)


def _has_no_node(table: RawTable, against: Against) -> bool:
    """Return whether the heads of a CSV could be read, and no node of the edition is among them.

    Where they stand between marks that no table has, or in quotes that are never closed, they are
    looked for among its words: points are not to be lost in silence.
    """
    heads = table.header or _WORD.findall(table.first_line.lower())
    return bool(heads) and not {name.lower() for name in against.nodes()}.intersection(heads)


def _in_document(path: FilePath, against: Against, *, of_folder: bool) -> Found:
    """Yield the profiles in a YAML or JSON file."""
    document = read_file(path)
    root = document.root
    if document.findings:
        yield RefusedProfile(path.name, document.findings)
    elif isinstance(root, list) and root:
        for index, entry in enumerate(root):
            yield from _entry(document, (index,), entry, f"{path.name}#{index + 1}", against)
    elif stored_kind(root) is not None:
        yield from _entry(document, (), root, path.name, against)
    elif isinstance(root, dict) and (root.keys() & _ANSWERED or kind_of(path, root) == "profile"):
        yield from _profile(path, against)
    elif not (of_folder and isinstance(root, dict) and kind_of(path, root)):
        yield RefusedProfile(path.name, (document.locate(Finding("profiles.no-profile")),))


def _profile(path: FilePath, against: Against) -> Found:
    """Yield the profile that a file is: tables that it names lie beside it."""
    in_folder = path.name == _IN_FOLDER and path.parent.name
    at = f"{path.parent.name}/{path.name}" if in_folder else path.name
    try:
        profile = profile_in(path, against.rules)
    except ProfileError as error:
        yield RefusedProfile(at, error.findings)
        return
    yield GivenProfile(_name(profile, path.name), profile, path, at)


def _in_lines(path: FilePath, against: Against) -> Found:
    """Yield the profiles in a file that has one on each line."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        yield RefusedProfile(path.name, (unreadable(error, str(path)),))
        return
    if len(data) > _MOST_BYTES:
        values = {"size": len(data), "limit": _MOST_BYTES}
        large = Finding("document.too-large", values, file=str(path))
        yield RefusedProfile(path.name, (large,))
        return
    if not data.strip(_BLANK):
        nothing = Finding("profiles.no-profile").at(str(path), (1, 1))
        yield RefusedProfile(path.name, (nothing,))
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip(_BLANK):
            yield from _in_line(line, str(path), number, against)


def _in_line(line: bytes, file: str, number: int, against: Against) -> Found:
    """Yield the profile on a line."""
    document, name = read_bytes(line, file=file, json=True), f"{FilePath(file).name}:{number}"
    entries: Iterable[GivenProfile | RefusedProfile] = (
        [RefusedProfile(name, document.findings)]
        if document.findings
        else _entry(document, (), document.root, name, against)
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
) -> Found:
    """Yield the profile that stands at a place in a document, as it is or as a stored result."""
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
    yield from rows_of(table, against, unit)
