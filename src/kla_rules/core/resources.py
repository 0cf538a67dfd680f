"""Where files that are no code are: in the installed package, or at the top of a checkout."""

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).parents[1]


def rules_folder() -> Path:
    """Return the folder that holds one folder for each packaged edition."""
    return _data_folder("rules")


def schemas_folder() -> Path:
    """Return the folder of the JSON Schemas."""
    return _data_folder("schemas")


def templates_folder() -> Path:
    """Return the folder of what `kla init-rules` writes."""
    return _PACKAGE / "scaffold" / "templates"


def _data_folder(name: str) -> Path:
    installed = _PACKAGE / "data" / name
    return installed if installed.is_dir() else _PACKAGE.parents[1] / name


def is_there(path: Path) -> bool:
    """Return whether something is at `path`; what the system cannot even look up is not."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Return whether `path` is a folder; what the system cannot even look up is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_file(path: Path) -> bool:
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
