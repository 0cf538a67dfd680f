"""The file of an interview: each answer is written into it, or the file stays as it was.

What is written is read again first, and must give what the interview shows. A file that somebody
else has changed meanwhile is left alone.
"""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Final, Self

from attrs import evolve, frozen

from kla_rules.core.findings import Finding, FindingsError, ProfileError
from kla_rules.core.reading.events import MAX_BYTES
from kla_rules.core.reading.read import unreadable
from kla_rules.core.resources import is_folder
from kla_rules.evaluation.result import Evaluation
from kla_rules.interview.asking import Interview
from kla_rules.interview.editing import with_entry
from kla_rules.rulesets.restamp import write_over

_WRITABLE: Final = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
# Evaluates the content of the file, as it would be if it stood there.
Reads = Callable[[bytes], Evaluation]


@frozen
class ProfileFile:
    """A profile file that answers are written into.

    Attributes:
        path: as it was given; of a folder its `profile.yaml`.
        reads: evaluates the content of the file.
        versions: its content before the first answer and after each.
    """

    path: Path
    reads: Reads
    versions: tuple[bytes, ...]

    @property
    def is_json(self) -> bool:
        """Return whether the file is JSON: its name ends in `.json`."""
        return self.path.suffix.lower() == ".json"

    @property
    def link_to(self) -> Path | None:
        """Return the file that is written where the path is a link to it, or None."""
        return self.path.resolve() if self.path.is_symlink() else None

    def keep(self, interview: Interview) -> Self:
        """Write what an interview has answered, or undone, since the last time.

        Raises:
            ProfileError: if the file was changed by somebody else, cannot be written, or is laid
                out so that an answer cannot be put in by itself. It is as it was then.
        """
        count = len(interview.entries)
        versions = self.versions[: count + 1]
        if count >= len(self.versions):
            entry, now = interview.entries[-1], self.versions[-1]
            order = interview.evaluation.edition.positions
            new = with_entry(now, entry, order, is_json=self.is_json)
            if new is None or not self._says(new, interview.evaluation):
                answer = {"node": entry.node_id, "section": entry.section}
                raise ProfileError([Finding("ask.layout", answer, file=str(self.path))])
            versions = (*self.versions, new)
        if content_of(self.path) != self.versions[-1]:
            raise ProfileError([Finding("ask.changed", file=str(self.path))])
        try:
            write_over(self.path, versions[-1])
        except OSError as error:
            raise ProfileError([_unwritable(error, self.path)]) from None
        return evolve(self, versions=versions)

    def _says(self, data: bytes, shown: Evaluation) -> bool:
        """Return whether a content of the file gives the evaluation that is shown."""
        try:
            read = self.reads(data)
        except FindingsError:
            return False
        ends = read.low_thousandths, read.high_thousandths
        return (
            ends == (shown.low_thousandths, shown.high_thousandths)
            and read.levels_possible == shown.levels_possible
            and read.profile.digest == shown.profile.digest
        )


def open_profile(path: Path, reads: Reads) -> ProfileFile:
    """Return a profile file that can be written, with what it holds.

    Args:
        path: the file, or a folder with its `profile.yaml`.
        reads: evaluates its content.

    Raises:
        ProfileError: if it cannot be read, or not be written.
    """
    place = path / "profile.yaml" if is_folder(path) else path
    name = str(place)
    if place.exists() and not place.is_file():  # a pipe gives what it has but once
        raise ProfileError([Finding("ask.no-file", file=name)])
    content = content_of(place)
    if content is None:
        try:
            place.open("rb").close()
        except (OSError, ValueError) as error:
            raise ProfileError([unreadable(error, name)]) from None
        raise ProfileError([Finding("ask.changed", file=name)])
    folder = place.resolve().parent
    # Whoever may do everything could write it all the same; who made it so wants it to stay.
    may = place.stat().st_mode & _WRITABLE and os.access(place, os.W_OK)
    if not may or not os.access(folder, os.W_OK):
        raise ProfileError([Finding("ask.read-only", file=name)])
    return ProfileFile(place, reads, (content,))


def begin_file(path: Path, data: bytes, reads: Reads) -> ProfileFile:
    """Write a new profile and return its file.

    Raises:
        ProfileError: if there is such a file by now, or it cannot be written.
    """
    try:
        with path.open("xb") as stream:
            stream.write(data)
    except (OSError, ValueError) as error:
        raise ProfileError([_unwritable(error, path)]) from None
    return ProfileFile(path, reads, (data,))


def content_of(path: Path) -> bytes | None:
    """Return what a file holds, up to more than is accepted; None where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError):
        return None


def _unwritable(error: OSError | ValueError, path: Path) -> Finding:
    reason = next((why for kind, why in _REASONS if isinstance(error, kind)), "")
    return Finding("ask.unwritable", {"reason": reason}, file=str(path))


_REASONS: Final = (
    (FileExistsError, "exists"),
    ((FileNotFoundError, NotADirectoryError), "no-folder"),
    (PermissionError, "permission"),
)
