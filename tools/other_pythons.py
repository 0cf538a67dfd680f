"""Run the tests on every supported Python on this machine besides the one that runs this.

Each gets its own virtual environment from the same lock file. The last lines say which ran.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SUPPORTED = ("3.11", "3.12", "3.13", "3.14")


def main() -> int:
    """Return 0 if the tests passed wherever they ran."""
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    outcome = {here: "runs in `make test`"}
    for version in SUPPORTED:
        if version == here:
            continue
        python = find(version)
        if python is None:
            outcome[version] = "not on this machine"
            continue
        outcome[version] = "passed" if tests_pass(version, python) else "FAILED"
    print("Tests by Python version:")
    for version, result in sorted(outcome.items()):
        print(f"  {version}: {result}")
    return 1 if "FAILED" in outcome.values() else 0


def find(version: str) -> str | None:
    """Return a working interpreter of that version: on the path, or installed by pyenv."""
    homes = [os.environ.get("PYENV_ROOT"), str(Path.home() / ".pyenv")]
    candidates = [shutil.which(f"python{version}")]
    for home in filter(None, homes):
        found = sorted(Path(home).glob(f"versions/{version}.*/bin/python{version}"))
        candidates += [str(path) for path in reversed(found)]
    return next((one for one in candidates if one and works(one)), None)


def works(python: str) -> bool:
    """Tell whether the interpreter starts and can make virtual environments."""
    command = [python, "-c", "import venv, ensurepip"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def tests_pass(version: str, python: str) -> bool:
    """Run the tests in an environment of their own."""
    home = ROOT / f".venv-{version}"
    inside = str(home / "bin" / "python")
    lock = ROOT / "requirements-dev.lock"
    ready = home / "ready"
    pip = [inside, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    print(f"== Python {version} ==", flush=True)
    if not ready.exists() or ready.stat().st_mtime < lock.stat().st_mtime:
        for command in (
            [python, "-m", "venv", "--clear", str(home)],
            [*pip, "--require-hashes", "-r", str(lock)],
            [*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)],
        ):
            if subprocess.run(command, cwd=ROOT, check=False).returncode:
                return False
        ready.touch()
    tests = [inside, "-m", "pytest", "-n", "2", "-m", "not slow", "-p", "no:cacheprovider"]
    return subprocess.run(tests, cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
