"""Many profiles: given as they are, or read from a folder, a file, lines of JSON or a wide table.

What cannot be read is told with its place, and the rest is kept; only where nothing is left is the
whole refused.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path as FilePath
from typing import Any, Final

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
from kla_rules.core.resources import is_file, is_folder
from kla_rules.model.edition import Edition
from kla_rules.profile.model import Profile
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
_IN_FOLDER: Final = "profile.yaml"


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
    """

    given: tuple[GivenProfile, ...] = field(converter=frozen_list)
    findings: tuple[Finding, ...] = field(default=(), converter=frozen_list)


_Found = Iterator[GivenProfile | Finding]


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
    for one in found:
        if isinstance(one, Finding):
            findings.append(one)
        else:
            given.append(one)
        if len(given) > MOST_PROFILES:
            findings.append(Finding("profiles.too-many", {"limit": MOST_PROFILES}))
            given.pop()
            break
        if len(findings) > _MOST_WRONG:
            break
    if not given and findings:
        raise ProfileError(findings)
    return ManyProfiles(given, bounded(findings))


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
            yield from error.findings
            continue
        yield GivenProfile(name, held)


def _in_place(place: FilePath, old: Edition, new: Edition | None, unit: Unit) -> _Found:
    """Yield the profiles in a file, or in the files of a folder."""
    if not is_folder(place):
        yield from _in_file(place, old, new, unit)
        return
    if is_file(place / _IN_FOLDER):
        yield from _in_file(place / _IN_FOLDER, old, new, unit)
        return
    paths = _paths(place)
    some = False
    for path in paths[:MOST_FILES]:
        for one in _in_file(path, old, new, unit, of_folder=True):
            some = True
            yield one
    if len(paths) > MOST_FILES:
        yield Finding("profiles.too-many-files", {"limit": MOST_FILES}, file=str(place))
    if not some:
        yield Finding("profiles.none", {}, file=str(place))


def _paths(folder: FilePath) -> list[FilePath]:
    """Return what may hold profiles in a folder, and the folders in it that are one."""
    paths = []
    for path in sorted(folder.iterdir()):
        if is_file(path) and path.suffix.lower() in {".csv", *_LINES, *_DOCUMENTS}:
            paths.append(path)
        elif is_folder(path) and is_file(path / _IN_FOLDER):
            paths.append(path / _IN_FOLDER)
    return paths


def _in_file(
    path: FilePath, old: Edition, new: Edition | None, unit: Unit, *, of_folder: bool = False
) -> _Found:
    """Yield the profiles in a file; of a folder, what is plainly something else is left alone."""
    suffix = path.suffix.lower()
    if suffix == ".csv":
        table = csv_table(path, form_of(old), "utf-8", None)
        if not (of_folder and not set(table.header) & {name.lower() for name in old.ids}):
            yield from _in_table(table, old, unit)
        return
    if suffix in _LINES:
        yield from _in_lines(path, old, new)
        return
    document = read_file(path)
    root = document.root
    if document.findings:
        yield from document.findings
    elif isinstance(root, list):
        for index, entry in enumerate(root):
            yield from _entry(document, (index,), entry, f"{path.name}#{index + 1}", (old, new))
    elif stored_kind(root) is not None:
        yield from _entry(document, (), root, path.name, (old, new))
    elif isinstance(root, dict) and kind_of(path, root) == "profile":
        yield from _profile(path, old)
    elif not (of_folder and isinstance(root, dict) and kind_of(path, root)):
        yield document.locate(Finding("profiles.no-profile"))


def _profile(path: FilePath, old: Edition) -> _Found:
    """Yield the profile that a file is: tables that it names lie beside it."""
    try:
        profile = Profile.read(path, old)
    except ProfileError as error:
        yield from error.findings
        return
    name = profile.region.name if profile.region else path.name
    yield GivenProfile(name, profile, path)


def _in_lines(path: FilePath, old: Edition, new: Edition | None) -> _Found:
    """Yield the profiles in a file that has one on each line."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        yield unreadable(error, str(path))
        return
    if len(data) > _MOST_BYTES:
        values = {"size": len(data), "limit": _MOST_BYTES}
        yield Finding("document.too-large", values, file=str(path))
        return
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip(b"\xef\xbb\xbf \t\r"):
            continue
        document = read_bytes(line, file=str(path), json=True)
        entries: Iterable[GivenProfile | Finding] = document.findings or _entry(
            document, (), document.root, f"{path.name}:{number}", (old, new)
        )
        for one in entries:
            yield _on_line(one, number) if isinstance(one, Finding) else one


def _on_line(finding: Finding, number: int) -> Finding:
    return evolve(finding, line=number, column=finding.column or 1)


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
        for finding in error.findings:
            yield document.locate(evolve(finding, path=(*path, *finding.path)))
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


def _in_table(table: Any, old: Edition, unit: Unit) -> _Found:  # noqa: ANN401 - of raw cells
    """Yield the profiles of a wide table, a row each."""
    problems = table_problems(table, old)
    if problems:
        yield from problems
        return
    yield from table.left_out
    for row in rows_of(table, old, unit):
        if row.profile is None:
            yield from row.findings
        else:
            yield GivenProfile(row.name, row.profile)
