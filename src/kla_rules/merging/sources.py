"""What is merged: profiles, plain values and files, each with the places of what it says."""

import os
from collections.abc import Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from kla_rules.core.findings import Finding, Path, check_path, wrong_type
from kla_rules.core.given import EXPECTED, GivenFile, given_file, is_given_file
from kla_rules.core.notes import Note
from kla_rules.core.places import dotted
from kla_rules.core.reading.documents import Document
from kla_rules.core.resources import is_folder, is_there
from kla_rules.profile.careful import Rules
from kla_rules.profile.model import Profile, profile_of
from kla_rules.profile.reading import Opened, fields_of_opened, is_form_file, opened

MergeSource = Profile | Mapping[str, Any] | GivenFile
_ENTRY: Final = f"a Profile, what it is as a dict, {EXPECTED}"
# Forms by their names, and what Excel keeps beside one that is open.
FORMS: Final = frozenset({".xlsx", ".csv"})
OPEN: Final = "~$"
_NOWHERE: Final = Document(None, None, ())


@frozen
class Source:
    """One of several profiles.

    Attributes:
        name: its file, or its place in the list.
        profile: it.
        document: where what it says stands.
        notes: what was seen while its file was read.
        named: whether it says which edition it is for.
    """

    name: str
    profile: Profile
    document: Document
    notes: tuple[Note, ...] = ()
    named: bool = True

    def at(self, path: Path) -> Finding:
        """Return a finding with the place of what stands at a path."""
        if self.document.file is None:
            return Finding("", {}, path, file=self.name)
        return self.document.locate(Finding("", {}, path))

    def where(self, path: Path) -> str:
        """Return that place in words; of what stands in no file its path."""
        here = self.at(path)
        return f"{self.name}:{dotted(path)}" if here.line is None else here.where()


def entries_in(entry: object) -> Sequence[object]:
    """Return what is merged where one thing is given: the forms in a folder, or that alone.

    A folder that has a `profile.yaml` is one profile, as everywhere.
    """
    if not isinstance(entry, str | os.PathLike):
        return [entry]
    folder = check_path("each source", entry)
    if not is_folder(folder) or is_there(folder / "profile.yaml"):
        return [entry]
    try:
        files = sorted(folder.iterdir())
    except OSError:
        return [entry]
    forms = [
        file
        for file in files
        if file.suffix.lower() in FORMS and not file.name.startswith(OPEN) and is_form_file(file)
    ]
    return forms or [entry]


def source_of(entry: object, place: int, rules: Rules) -> Source:
    """Return one of the profiles that are merged.

    Args:
        entry: it: a profile, plain values, or a file.
        place: in the list, from 1.
        rules: what it is held against.

    Raises:
        ProfileError: with everything that is wrong with it.
        TypeError: for what is none.
    """
    name = f"#{place}"
    if isinstance(entry, Profile):
        return Source(name, entry, _NOWHERE)
    if isinstance(entry, Mapping):
        return Source(name, profile_of(entry, rules), _NOWHERE, named=_names(entry))
    if not is_given_file(entry):
        raise wrong_type("each source", _ENTRY, entry)
    path = given_file("each source", entry, expected=_ENTRY, unnamed=name)
    found: Opened = opened(path, rules)
    profile = Profile(**fields_of_opened(found, rules))
    own = {key for key in ("units", "forum") if key in (found.document.root or {})}
    tables = [Note("merge.tables", {"file": str(path)})] if own else []
    return Source(
        found.document.file or name,
        profile,
        found.document,
        (*found.notes, *tables),
        named=_names(found.document.root),
    )


def _names(said: Mapping[str, Any]) -> bool:
    return said.get("edition") is not None or said.get("year") is not None
