"""Where `rules/` and `schemas/` are: in the installed package, or at the top of a checkout."""

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).parent


def rules_folder() -> Path:
    """Return the folder that holds one folder for each packaged edition."""
    return _data_folder("rules")


def schemas_folder() -> Path:
    """Return the folder of the JSON Schemas."""
    return _data_folder("schemas")


def _data_folder(name: str) -> Path:
    installed = _PACKAGE / "data" / name
    return installed if installed.is_dir() else _PACKAGE.parents[1] / name
