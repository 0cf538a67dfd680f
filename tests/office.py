"""Spreadsheets as LibreOffice has them: what it reckons, and what it keeps when it saves.

Where it is missing a test is left out, unless `KLA_OFFICE=required` says that it has to run.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

_SECONDS = 600


def converted(files: Sequence[Path], to: str, folder: Path) -> list[Path]:
    """Return the files as LibreOffice saves them, all in one run.

    Args:
        files: what it opens.
        to: what it saves: "xlsx", "csv", "pdf".
        folder: where to.
    """
    with tempfile.TemporaryDirectory() as own:  # a profile of its own: others may run beside
        _run(Path(own), "--convert-to", to, "--outdir", str(folder), *map(str, files))
    return [folder / f"{file.stem}.{to}" for file in files]


def office(folder: Path, *arguments: str) -> None:
    """Run LibreOffice with a set-up of its own; what it writes goes to the folder."""
    _run(folder / "office", *arguments, "--outdir", str(folder))


def _run(own: Path, *arguments: str) -> None:
    """Run LibreOffice with its set-up in a folder of its own."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("KLA_OFFICE") == "required":
            pytest.fail("KLA_OFFICE=required, and there is no soffice")
        pytest.skip("no soffice")
    setup = f"-env:UserInstallation={own.as_uri()}"
    subprocess.run(
        [program, setup, "--headless", *arguments],
        check=True,
        capture_output=True,
        timeout=_SECONDS,
    )
