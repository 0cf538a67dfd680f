"""The work folder beside a file of results: what is done so far, and for what it was done.

A journal has a line for each step, with the length of every file after it and a sum of what it
added. Whoever is killed at any moment leaves a journal whose last lines say what is whole: what
does not agree with it is cut off, and reckoned anew.
"""

import contextlib
import json
import os
import shutil
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final

from attrs import define, frozen

from kla_rules.columns.locked import OPEN_FILES_GO, locked

FORMAT: Final = 1  # of the journal: another one is no beginning of this one
_JOURNAL, _LOCK = "journal", "lock"
_PIECE: Final = 1 << 20
_READABLE: Final = 0o666


class TakenError(Exception):
    """A folder of this name is there, and no work folder; it has what is named."""


@frozen
class Step:
    """What was done in one go.

    Attributes:
        row: how many rows are done after it.
        ends: by file its length after it.
        sums: by file a sum of the bytes that it added.
        told: what is to be kept of it besides, as plain values.
    """

    row: int
    ends: Mapping[str, int]
    sums: Mapping[str, int]
    told: Mapping[str, Any]

    def plain(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "row": self.row,
            "ends": dict(self.ends),
            "sums": dict(self.sums),
            "told": dict(self.told),
        }


@define
class Work:
    """A work folder that is open.

    Attributes:
        folder: where it is.
        names: of its files.
        steps: what is done, in its order.
        other: what the folder was begun for, where that is something else and it begins anew.
        damaged: whether steps did not agree with the files, and were cut off.
        is_removed: whether the folder was taken away.
    """

    folder: Path
    names: tuple[str, ...]
    steps: list[Step]
    other: Mapping[str, Any] | None
    damaged: bool
    _streams: dict[str, BinaryIO]
    _journal: BinaryIO
    is_removed: bool = False

    @property
    def row(self) -> int:
        """How many rows are done."""
        return self.steps[-1].row if self.steps else 0

    def end(self, name: str) -> int:
        """Return how long a file is, as far as it is done."""
        return self.steps[-1].ends[name] if self.steps else 0

    def add(
        self, row: int, data: Mapping[str, bytes | memoryview], told: Mapping[str, Any]
    ) -> None:
        """Append to files, and keep that it is done.

        Args:
            row: how many rows are done then.
            data: by name of a file what is appended.
            told: what is to be kept besides, as plain values.

        Raises:
            OSError: if it cannot be written; what was done before stays done.
        """
        ends, sums = {}, {}
        for name in self.names:
            added = data.get(name, b"")
            self._streams[name].write(added)
            self._streams[name].flush()
            ends[name] = self.end(name) + len(added)
            sums[name] = zlib.crc32(added)
        step = Step(row, ends, sums, told)
        self._journal.write(_line(step.plain()))
        self._journal.flush()
        self.steps.append(step)

    def note(self, name: str, data: bytes) -> None:
        """Append to a file what is not kept: whoever opens the folder again finds it cut off.

        Raises:
            OSError: if it cannot be written.
        """
        self._streams[name].write(data)
        self._streams[name].flush()

    def added(self, name: str) -> Iterator[tuple[int, bytes]]:
        """Yield what each step added to a file, if it added something, after its number of rows."""
        with (self.folder / name).open("rb") as stream:
            before = 0
            for step in self.steps:
                if step.ends[name] > before:
                    yield step.row, stream.read(step.ends[name] - before)
                before = step.ends[name]

    @contextlib.contextmanager
    def begun(self, name: str) -> Iterator[BinaryIO]:
        """Give a file to which nothing was added, to be written whole and then delivered.

        Where that fails, it is emptied: on a disk that is full, nothing of it is in the way.
        """
        stream = self._streams[name]
        stream.truncate(0)
        try:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            stream.close()
        except BaseException:
            with contextlib.suppress(OSError):  # what was not flushed may be refused again
                stream.close()
            os.truncate(self.folder / name, 0)
            raise

    def deliver(self, name: str, target: Path) -> None:
        """Put a file that was begun in the place of another, whole or not at all.

        Args:
            name: of the file.
            target: on the same disk.

        Raises:
            OSError: if it cannot be written.
        """
        _put(self.folder / name, target)

    def deliver_copy(self, name: str, target: Path) -> None:
        """Write a copy of a file elsewhere, whole or not at all, with what was noted in it.

        Raises:
            OSError: if it cannot be written.
        """
        copy = target.parent / f".{target.name[:50]}.{os.getpid()}"
        try:
            shutil.copyfile(self.folder / name, copy)
            _put(copy, target)
        finally:
            copy.unlink(missing_ok=True)

    def remove(self) -> None:
        """Take the folder away; what is not of the work stays."""
        self.close()
        # Without the journal first: whoever is killed in between leaves nothing that seems damaged.
        for name in (_JOURNAL, *self.names):
            (self.folder / name).unlink(missing_ok=True)
        self.is_removed = True
        _leave(self.folder)

    def close(self) -> None:
        """Close its files; what is done stays done."""
        for stream in (*self._streams.values(), self._journal):
            with contextlib.suppress(OSError):  # a full disk may refuse what was not flushed
                stream.close()


@contextlib.contextmanager
def work_folder(folder: Path, names: tuple[str, ...], request: Mapping[str, Any]) -> Iterator[Work]:
    """Open a work folder, alone.

    Args:
        folder: where it is, or is to be.
        names: of its files.
        request: what it is for, as plain values: work for something else is thrown away.

    Raises:
        LockedError: if another process is at it.
        TakenError: if a folder of this name has other things.
        OSError: if it cannot be written.
    """
    known = {*names, _JOURNAL, _LOCK}
    with contextlib.suppress(FileNotFoundError):  # there is none yet
        if others := sorted(one for one in os.listdir(folder) if one not in known):  # noqa: PTH208 - names
            raise TakenError(others[0])
    with locked(folder / _LOCK):
        work = _opened(folder, names, {"format": FORMAT, **request})
        try:
            yield work
        finally:
            work.close()
    if work.is_removed and not OPEN_FILES_GO:
        _leave(folder)


def _opened(folder: Path, names: tuple[str, ...], request: Mapping[str, Any]) -> Work:
    lines = _lines(folder / _JOURNAL)
    first, end = next(lines, (None, 0))
    is_same = first == request
    steps: list[Step] = []
    damaged = first is None and _size(folder / _JOURNAL) > 0
    if is_same:
        with contextlib.ExitStack() as stack:
            read = {one: stack.enter_context((folder / one).open("a+b")) for one in names}
            for stream in read.values():
                stream.seek(0)
            for line, its_end in lines:
                step = Step(**line)
                before = steps[-1].ends if steps else dict.fromkeys(names, 0)
                if not all(_agrees(read[one], step, one, before[one]) for one in names):
                    damaged = True
                    break
                steps.append(step)
                end = its_end
    ends = steps[-1].ends if steps else dict.fromkeys(names, 0)
    journal = _cut(folder / _JOURNAL, end if is_same else 0)
    streams = {one: _cut(folder / one, ends[one]) for one in names}
    if not is_same:
        journal.write(_line(request))
        journal.flush()
    other = None if is_same else first
    return Work(folder, names, steps, other, damaged, streams, journal)


def _cut(path: Path, size: int) -> BinaryIO:
    stream = path.open("a+b")
    stream.truncate(size)
    stream.seek(0, os.SEEK_END)
    return stream


def _agrees(stream: BinaryIO, step: Step, name: str, start: int) -> bool:
    """Return whether a file goes on as a step says."""
    left, found = step.ends[name] - start, 0
    while left > 0 and (piece := stream.read(min(left, _PIECE))):
        found = zlib.crc32(piece, found)
        left -= len(piece)
    return not left and found == step.sums[name]


def _line(plain: Mapping[str, Any]) -> bytes:
    text = json.dumps(plain, sort_keys=True).encode()
    return b"%08x %s\n" % (zlib.crc32(text), text)


def _lines(path: Path) -> Iterator[tuple[Mapping[str, Any], int]]:
    """Yield the lines of a journal, each with where it ends, to the first that is not whole."""
    end = 0
    with contextlib.suppress(FileNotFoundError), path.open("rb") as stream:
        for line in stream:
            head, _, text = line.rstrip(b"\n").partition(b" ")
            if not line.endswith(b"\n") or head != b"%08x" % zlib.crc32(text):
                return
            end += len(line)
            yield json.loads(text), end


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _leave(folder: Path) -> None:
    """Take away the lock and the folder, unless another process or another file is in it."""
    with contextlib.suppress(OSError):
        (folder / _LOCK).unlink(missing_ok=True)
        folder.rmdir()


def _put(source: Path, target: Path) -> None:
    if target.exists():
        shutil.copymode(target, source)
    else:
        mask = os.umask(0)
        os.umask(mask)
        source.chmod(_READABLE & ~mask)
    source.replace(target)
