"""A lock on a file: one process at a time, and none that is gone keeps it."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

# Whether a file that a process has open can be taken away; Windows refuses that.
OPEN_FILES_GO: Final = os.name != "nt"
_PID: Final = 20  # digits of the number of a process, at most


class LockedError(Exception):
    """Another process has the lock.

    Attributes:
        process: its number; None where it has not told it.
    """

    def __init__(self, process: int | None) -> None:
        super().__init__(process)
        self.process = process


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock; the system takes it back from whoever ends, in whatever way.

    Args:
        path: of the file that is locked; its folder is made where there is none. Both are left
            there.

    Raises:
        LockedError: if another process has it.
        OSError: if it cannot be written.
    """
    while True:
        path.parent.mkdir(exist_ok=True)
        try:
            stream = path.open("a+b")
        except FileNotFoundError:  # whoever had it has just taken the folder away
            continue
        try:
            _hold(stream)
        except OSError as error:
            process = _process(stream)
            stream.close()
            raise LockedError(process) from error
        if _is_there(path, stream):
            break
        stream.close()  # whoever had it has taken it away meanwhile
    try:
        stream.truncate(0)
        stream.write(str(os.getpid()).encode())
        stream.flush()
        yield
    finally:
        stream.close()


def _hold(stream: BinaryIO) -> None:
    try:
        import fcntl  # noqa: PLC0415 - not on every system
    except ImportError:
        import msvcrt  # noqa: PLC0415 - of the others

        # Beyond what is written: whoever is refused reads whose it is.
        stream.seek(_PID)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def _process(stream: BinaryIO) -> int | None:
    with contextlib.suppress(OSError, ValueError):
        stream.seek(0)
        return int(stream.read(_PID))
    return None


def _is_there(path: Path, stream: BinaryIO) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(stream.fileno()))
    except FileNotFoundError:
        return False
