"""Copies of the repository in which damaged modules are tried; the work tree is never touched."""

import compileall
import importlib.util
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from attrs import frozen

_LEFT_OUT: Final = (".git", ".venv*", "*cache*", ".hypothesis", "build", "dist")
# A damaged loop may gather without end; the solver and its threads need much address space.
_MOST_BYTES: Final = 8 * 2**30
_PYTEST: Final = (
    "-x",
    "-q",
    "--no-header",
    "--tb=short",
    "-p",
    "no:cacheprovider",
    "-m",
    "not slow",
)


@frozen
class Outcome:
    """What became of a mutant.

    Attributes:
        noticed: a test failed, or the tests did not end in time.
        timeout: they did not end in time.
        seconds: how long it took.
        by: the first test that failed.
        output: the last lines of the tests.
    """

    noticed: bool
    timeout: bool
    seconds: float
    by: str
    output: str

    @property
    def word(self) -> str:
        """The outcome in a word."""
        if self.timeout:
            return "timeout"
        return "killed" if self.noticed else "SURVIVED"


@frozen
class Copy:
    """A copy of the repository, in a temporary folder of its own."""

    home: Path

    @classmethod
    def of(cls, root: Path) -> "Copy":
        """Copy the repository, its package compiled."""
        home = Path(tempfile.mkdtemp(prefix="kla-mutants-")) / "copy"
        shutil.copytree(root, home, ignore=shutil.ignore_patterns(*_LEFT_OUT))
        compileall.compile_dir(home / "src", quiet=1)
        return cls(home)

    def remove(self) -> None:
        """Remove the copy."""
        shutil.rmtree(self.home.parent)

    def tried(
        self, texts: Mapping[Path, str], tests: Sequence[str], limit: float | None = None
    ) -> Outcome:
        """Run tests while some modules have other texts, which are put back afterwards.

        Args:
            texts: by path from the root of the repository.
            tests: files and folders, in the order in which they run.
            limit: seconds after which the tests count as failed.
        """
        before = {path: (self.home / path).read_text("utf-8") for path in texts}
        try:
            self._write(texts)
            return self._ran(tests, limit)
        finally:
            self._write(before)

    def _write(self, texts: Mapping[Path, str]) -> None:
        for path, text in texts.items():
            (self.home / path).write_text(text, "utf-8")
            # What was compiled is known by second and size, which two damages can share.
            compiled = importlib.util.cache_from_source(str(self.home / path))
            Path(compiled).unlink(missing_ok=True)

    def _ran(self, tests: Sequence[str], limit: float | None) -> Outcome:
        began = time.monotonic()
        environment = {
            **os.environ,
            "PYTHONPATH": str(self.home / "src"),
            "HYPOTHESIS_PROFILE": "mutants",
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # every mutant would compile the package
        process = subprocess.Popen(
            [sys.executable, "-m", "pytest", *_PYTEST, *tests],
            cwd=self.home,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        resource.prlimit(process.pid, resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
        try:
            output, timeout = process.communicate(timeout=limit)[0], False
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # with what the tests have started
            output, timeout = process.communicate()[0], True
        lines = output.splitlines()
        by = next((one for one in lines if one.startswith(("FAILED ", "ERROR "))), "")
        return Outcome(
            noticed=timeout or process.returncode != 0,
            timeout=timeout,
            seconds=time.monotonic() - began,
            by=by.partition(" ")[2].partition(" - ")[0].partition("[")[0],
            output="\n".join(lines[-40:]),
        )
