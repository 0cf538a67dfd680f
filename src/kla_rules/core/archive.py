"""Files of this package where it lies in an archive: read through its loader, as if on a disk.

Cluster engines ship code as a zip on `sys.path`, and no file of one has a path that the system
opens. `importlib.resources` reads them, whoever loads the package. Loaded there only.
"""

import functools
import os
import sys
from collections.abc import Generator
from fnmatch import fnmatchcase
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import IO, Any, Final, Self

if sys.platform == "win32":
    from pathlib import WindowsPath as _OwnPath
else:
    from pathlib import PosixPath as _OwnPath

_PACKAGE: Final = __package__.partition(".")[0]
_NAME: Final = Path(__file__).parents[1]


class ArchivePath(_OwnPath):
    """The path of a file or folder in the archive of this package.

    It is written as if the archive were a folder, and answers what is asked of files that are only
    read. It has no state but its parts, so it is compared, hashed and pickled as any path is.
    """

    def _entry(self) -> Any:  # noqa: ANN401 - a `Traversable`, of whatever loader
        """Return what is there, or None."""
        # A wheel has its rules in the package, a checkout beside it.
        top = next((one for one in (_NAME, *_NAME.parents) if self.is_relative_to(one)), None)
        entry = None if top is None else _at(top)
        for name in () if top is None else self.relative_to(top).parts:
            entry = None if entry is None or name == ".." else entry.joinpath(name)
        return entry if entry is not None and (entry.is_file() or entry.is_dir()) else None

    def traversable(self) -> Traversable:
        """Return it as `importlib.resources` gives it."""
        entry: Traversable | None = self._entry()
        if entry is None:
            raise FileNotFoundError(str(self))
        return entry

    def exists(self, **_: bool) -> bool:
        """Return whether something is there."""
        return self._entry() is not None

    def is_file(self, **_: bool) -> bool:
        """Return whether it is a file."""
        entry = self._entry()
        return entry is not None and entry.is_file()

    def is_dir(self, **_: bool) -> bool:
        """Return whether it is a folder."""
        entry = self._entry()
        return entry is not None and entry.is_dir()

    def is_symlink(self) -> bool:
        """Return False: nothing in an archive leads out of it."""
        return False

    def resolve(self, strict: bool = False) -> Self:  # noqa: FBT001, FBT002, ARG002 - that of pathlib
        """Return it as it is."""
        return self

    def iterdir(self) -> Generator[Self, None, None]:
        """Yield what a folder holds."""
        entry = self._entry()
        if entry is None or not entry.is_dir():
            raise NotADirectoryError(str(self))
        for one in entry.iterdir():
            yield self / one.name

    def glob(self, pattern: str, **_: bool | None) -> Generator[Self, None, None]:
        """Yield what fits a pattern of names, one for each folder on the way."""
        first, _slash, rest = pattern.partition("/")
        for path in self.iterdir() if self.is_dir() else ():
            if fnmatchcase(path.name, first):
                yield from path.glob(rest) if rest else (path,)

    def rglob(self, pattern: str, **_: bool | None) -> Generator[Self, None, None]:
        """Yield what fits a pattern anywhere below."""
        yield from self.glob(pattern)
        for path in self.iterdir() if self.is_dir() else ():
            yield from path.rglob(pattern)

    def open(  # type: ignore[override]
        self,
        mode: str = "r",
        _buffering: int = -1,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
    ) -> IO[Any]:
        """Return a file, open to be read: nothing in an archive is ever written."""
        data = BytesIO(self.read_bytes())
        return data if "b" in mode else TextIOWrapper(data, encoding or "utf-8", errors, newline)

    def read_bytes(self) -> bytes:
        """Return what a file holds."""
        entry = self._entry()
        if entry is None:
            raise FileNotFoundError(str(self))
        if entry.is_dir():
            raise IsADirectoryError(str(self))
        data: bytes = entry.read_bytes()
        return data

    def read_text(self, encoding: str | None = None, *_: Any) -> str:
        """Return the text that a file holds."""
        return self.read_bytes().decode(encoding or "utf-8").replace("\r\n", "\n")


# By process: what is opened before a fork is not to be read by both.
@functools.lru_cache(maxsize=1)
def _package(_process: int) -> Traversable:
    return files(_PACKAGE)


def _at(folder: Path) -> Any:  # noqa: ANN401 - as above
    """Return the folder of the package, or one above it that is still in the archive, or None."""
    entry: Any = _package(os.getpid())
    for name in (_NAME, *_NAME.parents):
        if name == folder or entry is None:
            break
        entry = getattr(entry, "parent", None)
    return None if isinstance(entry, Path) else entry
