"""Where files that are no code are: in the installed package, in its archive, or in a checkout."""

import functools
from pathlib import Path
from typing import Final, Protocol

_HERE: Final = Path(__file__).parents[1]


@functools.cache
def package_folder() -> Path:
    """Return the folder of this package, on the disk or in the archive that it was loaded from."""
    if _HERE.is_dir():
        return _HERE
    from kla_rules.core.archive import ArchivePath  # noqa: PLC0415 - where there is one

    return ArchivePath(_HERE)


def rules_folder() -> Path:
    """Return the folder that holds one folder for each packaged edition."""
    return _data_folder("rules")


def schemas_folder() -> Path:
    """Return the folder of the JSON Schemas."""
    return _data_folder("schemas")


def templates_folder() -> Path:
    """Return the folder of what `kla init-rules` writes."""
    return package_folder() / "scaffold" / "templates"


@functools.cache
def _data_folder(name: str) -> Path:
    package = package_folder()
    installed = package / "data" / name
    # A checkout has them two folders above; an archive that is made of one may have them beside it.
    beside = () if package is _HERE else (package.parent / name,)
    folders = (installed, *beside, package.parents[1] / name)
    return next((folder for folder in folders if folder.is_dir()), installed)


def packaged_path(path: Path) -> Path:
    """Return a path that was given; as one in the archive of this package where it is there."""
    package = package_folder()
    if package is _HERE or not path.is_relative_to(package):
        return path
    return type(package)(path)


class Located(Protocol):
    """A path, or a file that is read like one."""

    def exists(self) -> bool:
        """Return whether something is there."""

    def is_dir(self) -> bool:
        """Return whether it is a folder."""

    def is_file(self) -> bool:
        """Return whether it is a regular file."""


def is_there(path: Located) -> bool:
    """Return whether something is at `path`; what the system cannot even look up is not."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def is_folder(path: Located) -> bool:
    """Return whether `path` is a folder; what the system cannot even look up is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_file(path: Located) -> bool:
    """Return whether `path` is a regular file, no pipe and no device."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def file_below(folder: Path, name: str) -> Path | None:
    """Return the regular file `name` below `folder`; None for all else, links that lead out too."""
    try:
        path = (folder / name).resolve()
        inside = path.is_relative_to(folder.resolve())
    except (OSError, ValueError):
        return None
    return folder / name if inside and is_file(path) else None
