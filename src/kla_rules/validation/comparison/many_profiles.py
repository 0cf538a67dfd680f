"""Many profiles: given as they are, or read from a folder, a file, lines of JSON or a wide table.

What cannot be read is told with its place, and the rest is kept; only where nothing is left is the
whole refused.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path as FilePath
from typing import Final

from attrs import evolve, field, frozen

from kla_rules.core.findings import (
    MOST,
    Finding,
    Path,
    ProfileError,
    bounded,
    check_choice,
    check_list,
    check_path,
    check_type,
)
from kla_rules.core.frozen import frozen_list
from kla_rules.core.printed import Data
from kla_rules.core.reading.documents import Document
from kla_rules.core.reading.read import read_bytes, read_file, unreadable
from kla_rules.core.resources import is_file, is_folder, is_there
from kla_rules.model.edition import Edition
from kla_rules.profile.model import Profile
from kla_rules.tables.form import RawTable
from kla_rules.tables.raw import csv_table, table_of
from kla_rules.validation.comparison.stored import profile_of_stored, stored_kind
from kla_rules.validation.comparison.versions import versions_of
from kla_rules.validation.comparison.wide_table import (
    UNITS,
    Unit,
    form_of,
    rows_of,
    table_problems,
)
from kla_rules.validation.kinds import kind_of

ProfileSource = str | os.PathLike[str]
MOST_FILES: Final = 5_000
MOST_PROFILES: Final = 20_000
_MOST_BYTES: Final = 64_000_000
_LINES: Final = frozenset({".jsonl", ".ndjson"})
_DOCUMENTS: Final = frozenset({".json", ".yaml", ".yml"})
_SUFFIXES: Final = frozenset({".csv", *_LINES, *_DOCUMENTS})
_IN_FOLDER: Final = "profile.yaml"
_ANSWERED: Final = frozenset({"points", "answers"})  # no file but a profile has these
_WORD: Final = re.compile(r"[^\s,;|\"']+")
# What was not looked at: told first, since of many findings the last are left out.
_CUT: Final = frozenset({"profiles.too-many", "profiles.too-many-files", "profiles.too-many-wrong"})


@frozen(repr=False, eq=False)
class GivenProfile(Data):
    """A profile that is to be held against two editions.

    Attributes:
        name: what it is called: its region, its file, or its place in what was given.
        profile: it under the old edition.
        file: the file that is it; None where it was read otherwise.
    """

    name: str
    profile: Profile
    file: FilePath | None = None


@frozen(repr=False, eq=False)
class ManyProfiles(Data):
    """Profiles, and what was wrong with those that could not be read.

    Attributes:
        given: the profiles, in the order in which they were found.
        findings: of those left out, each with its place.
        left_out: how many those are: files, rows, lines or entries, each once.
    """

    given: tuple[GivenProfile, ...] = field(converter=frozen_list)
    findings: tuple[Finding, ...] = field(default=(), converter=frozen_list)
    left_out: int = 0


_Wrong = tuple[Finding, ...]  # all that is wrong with one profile
_Found = Iterator[GivenProfile | _Wrong]


def many_profiles(
    source: ProfileSource | Iterable[Profile],
    old: Edition,
    new: Edition | None = None,
    *,
    unit: Unit = "points",
) -> ManyProfiles:
    """Return profiles held against an edition, and what is wrong with those that do not fit it.

    Args:
        source: profiles; a table with one row a profile and ids of nodes as columns, as a data
            frame or a CSV file; a file of one profile, of a list of them, of one on each line
            (`.jsonl`), or of a stored result that holds its profile; or a folder of such files.
        old: the edition.
        new: the one that it is compared with: a stored result without its answers is taken where
            both give points alike.
        unit: "points" or "thousandths", of a table.

    Raises:
        ProfileError: where nothing could be read, with everything that is wrong.
        ArgumentError: for another unit.
        TypeError: for something else.

    >>> import kla_rules as kla
    >>> read = many_profiles("examples/kota-bandung-2024.yaml", kla.edition("kla-2024"))
    >>> [one.name for one in read.given], read.findings
    (['Kota Bandung'], ())
    """
    check_choice("unit", unit, UNITS)
    if isinstance(source, str | os.PathLike):
        found = _in_place(check_path("profiles", source), old, new, unit)
    elif isinstance(getattr(source, "columns", None), Iterable):
        found = _in_table(table_of(source, form_of(old)), old, unit)
    else:
        found = _listed(source, old)
    given: list[GivenProfile] = []
    findings: list[Finding] = []
    left_out = 0
    for one in found:
        if isinstance(one, GivenProfile):
            given.append(one)
        else:
            findings += one
            left_out += 1
        if len(given) > MOST_PROFILES:
            findings.append(Finding("profiles.too-many", {"limit": MOST_PROFILES}))
            given.pop()
            break
        if len(findings) > _MOST_WRONG:
            findings.append(Finding("profiles.too-many-wrong", {"limit": _MOST_WRONG}))
            break
    findings.sort(key=lambda finding: finding.id not in _CUT)
    if not given and findings:
        raise ProfileError(findings)
    return ManyProfiles(given, bounded(findings), left_out)


_MOST_WRONG: Final = 10 * MOST


def _listed(source: object, old: Edition) -> _Found:
    """Yield profiles that are given as they are."""
    expected = "a list of profiles, a table, or a path"
    for place, profile in enumerate(check_list("profiles", expected, source), 1):
        check_type("each profile", profile, "a Profile", Profile)
        name = profile.region.name if profile.region else f"#{place}"
        try:
            held = versions_of(profile.edition, old).held(profile)
        except ProfileError as error:
            yield error.findings
            continue
        yield GivenProfile(name, held)


def _in_place(place: FilePath, old: Edition, new: Edition | None, unit: Unit) -> _Found:
    """Yield the profiles in a file, or in the files of a folder."""
    if not is_folder(place):
        yield from _in_file(place, old, new, unit)
        return
    if _is_named(place / _IN_FOLDER):
        yield from _in_file(place / _IN_FOLDER, old, new, unit)
        return
    try:
        paths = _paths(place)
    except OSError as error:
        yield (unreadable(error, str(place)),)
        return
    some = False
    for path in paths[:MOST_FILES]:
        for one in _in_file(path, old, new, unit, of_folder=True):
            some = True
            yield one
    if len(paths) > MOST_FILES:
        yield (Finding("profiles.too-many-files", {"limit": MOST_FILES}, file=str(place)),)
    if not some:
        yield (Finding("profiles.none", {}, file=str(place)),)


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


def _in_file(
    path: FilePath, old: Edition, new: Edition | None, unit: Unit, *, of_folder: bool = False
) -> _Found:
    """Yield the profiles in a file; of a folder, what is plainly something else is left alone."""
    suffix = path.suffix.lower()
    if is_there(path) and not is_file(path) and not is_folder(path):  # reading might never end
        yield (Finding("document.unreadable", {"reason": "special"}, file=str(path)),)
    elif suffix == ".csv":
        table = csv_table(path, form_of(old), "utf-8", None)
        if not (of_folder and _has_no_node(table, old)):
            yield from _in_table(table, old, unit)
    elif suffix in _LINES:
        yield from _in_lines(path, old, new)
    else:
        yield from _in_document(path, old, new, of_folder=of_folder)


def _has_no_node(table: RawTable, old: Edition) -> bool:
    """Return whether the heads of a CSV could be read, and no node of the edition is among them.

    Where they stand between marks that no table has, or in quotes that are never closed, they are
    looked for among its words: points are not to be lost in silence.
    """
    heads = table.header or _WORD.findall(table.first_line.lower())
    return bool(heads) and not {name.lower() for name in old.ids}.intersection(heads)


def _in_document(path: FilePath, old: Edition, new: Edition | None, *, of_folder: bool) -> _Found:
    """Yield the profiles in a YAML or JSON file."""
    document = read_file(path)
    root = document.root
    if document.findings:
        yield document.findings
    elif isinstance(root, list) and root:
        for index, entry in enumerate(root):
            yield from _entry(document, (index,), entry, f"{path.name}#{index + 1}", (old, new))
    elif stored_kind(root) is not None:
        yield from _entry(document, (), root, path.name, (old, new))
    elif isinstance(root, dict) and (root.keys() & _ANSWERED or kind_of(path, root) == "profile"):
        yield from _profile(path, old)
    elif not (of_folder and isinstance(root, dict) and kind_of(path, root)):
        yield (document.locate(Finding("profiles.no-profile")),)


def _profile(path: FilePath, old: Edition) -> _Found:
    """Yield the profile that a file is: tables that it names lie beside it."""
    try:
        profile = Profile.read(path, old)
    except ProfileError as error:
        yield error.findings
        return
    name = profile.region.name if profile.region else path.name
    yield GivenProfile(name, profile, path)


def _in_lines(path: FilePath, old: Edition, new: Edition | None) -> _Found:
    """Yield the profiles in a file that has one on each line."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        yield (unreadable(error, str(path)),)
        return
    if len(data) > _MOST_BYTES:
        values = {"size": len(data), "limit": _MOST_BYTES}
        yield (Finding("document.too-large", values, file=str(path)),)
        return
    if not data.strip(_BLANK):
        yield (Finding("profiles.no-profile").at(str(path), (1, 1)),)
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip(_BLANK):
            continue
        document = read_bytes(line, file=str(path), json=True)
        name = f"{path.name}:{number}"
        entries: Iterable[GivenProfile | _Wrong] = (
            [document.findings]
            if document.findings
            else _entry(document, (), document.root, name, (old, new))
        )
        for one in entries:
            yield one if isinstance(one, GivenProfile) else _on_line(one, number)


_BLANK: Final = b"\xef\xbb\xbf \t\r\n"


def _on_line(findings: _Wrong, number: int) -> _Wrong:
    return tuple(evolve(one, line=number, column=one.column or 1) for one in findings)


def _entry(
    document: Document,
    path: Path,
    entry: object,
    name: str,
    editions: Sequence[Edition | None],
) -> _Found:
    """Yield the profile that stands at a place in a document, as it is or as a stored result."""
    old, new = editions
    assert old is not None  # noqa: S101 - it is always given
    try:
        profile = _profile_of(entry, old, new)
    except ProfileError as error:
        found = (evolve(one, path=(*path, *one.path)) for one in error.findings)
        yield tuple(map(document.locate, found))
        return
    yield GivenProfile(profile.region.name if profile.region else name, profile)


def _profile_of(entry: object, old: Edition, new: Edition | None) -> Profile:
    """Return the profile that plain values are, or that a stored result holds.

    Raises:
        ProfileError: where they are none.
    """
    if not isinstance(entry, dict):
        raise ProfileError([Finding("profiles.no-profile")])
    stored = stored_kind(entry) is not None
    return profile_of_stored(entry, old, new) if stored else Profile.from_dict(entry, old)


def _in_table(table: RawTable, old: Edition, unit: Unit) -> _Found:
    """Yield the profiles of a wide table, a row each."""
    problems = table_problems(table, old)
    if problems:
        yield tuple(problems)
        return
    for finding in table.left_out:
        yield (finding,)
    for row in rows_of(table, old, unit):
        yield row.findings if row.profile is None else GivenProfile(row.name, row.profile)
