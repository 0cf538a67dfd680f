"""Install the wheel and the source distribution bare, on every Python of this machine.

Each installation has a new virtual environment: the wheel without an extra, with each extra alone
as the wheel itself declares them, and with all; the source distribution without an extra. In each
the command must print what it prints in the checkout, what an installed extra brings must work,
and what a missing one would bring must be refused with its sentence (`bare_check.py`).
"""

import email
import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from attrs import frozen

from bare_check import USES
from other_pythons import SUPPORTED, find

ROOT: Final = Path(__file__).parents[1]
EXAMPLES: Final = ROOT / "examples"
PLANNED: Final = EXAMPLES / "kota-pasuruan-illustrative.yaml"
COMMANDS: Final = (
    ("evaluate", str(EXAMPLES / "kota-bandung-2024.yaml")),
    ("evaluate", str(PLANNED), "--format", "json"),
    ("editions",),
)
_LIMIT: Final = 900
Extras = Mapping[str, frozenset[str]]


class BareInstallError(Exception):
    """A step failed; the message says which, with what it printed."""


@frozen
class Built:
    """What is installed, and what must come of it.

    Attributes:
        wheel, source: the files.
        extras: by extra its requirements, as the wheel declares them.
        expected: what each of `COMMANDS` prints in the checkout.
    """

    wheel: Path
    source: Path
    extras: Extras
    expected: tuple[str, ...]


def main() -> int:
    """Build, install everywhere, and return 0 if everything held."""
    began = time.monotonic()
    pythons = {version: find(version) for version in SUPPORTED}
    there = [(version, python) for version, python in pythons.items() if python]
    with tempfile.TemporaryDirectory(prefix="kla-bare-") as folder:
        home = Path(folder)
        try:
            made = built(home)
        except BareInstallError as error:
            print(error)
            return 1
        with ThreadPoolExecutor(2) as pool:
            tries = [pool.submit(tried_on, *one, made, home / one[0]) for one in there]
            failed = sum(one.result() for one in tries)
    for version, python in pythons.items():
        if python is None:
            print(f"Python {version}: not on this machine")
    print(f"Bare installations: {failed} failed, {time.monotonic() - began:.0f} s")
    return int(failed > 0 or not there)


def built(home: Path) -> Built:
    """Build wheel and source distribution, each from the checkout.

    Raises:
        BareInstallError: if that fails, or an extra brings packages that nothing here uses.
    """
    dist = home / "dist"
    ran("build", [sys.executable, "-m", "build", "--no-isolation", "-ws", "-o", dist, ROOT], home)
    wheel, source = next(dist.glob("*.whl")), next(dist.glob("*.tar.gz"))
    extras = declared(wheel)
    known = frozenset().union(*(extras.get(extra, frozenset()) for extra in USES))
    unused = sorted(extra for extra, needs in extras.items() if not needs <= known)
    if unused:
        raise BareInstallError(f"bare_check.py says nothing of the extras {', '.join(unused)}")
    return Built(wheel, source, extras, printed(Path(sys.executable).parent, "checkout", home))


def declared(wheel: Path) -> Extras:
    """Return by extra the requirements that a wheel declares for it."""
    with zipfile.ZipFile(wheel) as opened:
        name = next(one for one in opened.namelist() if one.endswith(".dist-info/METADATA"))
        metadata = email.message_from_bytes(opened.read(name))
    lines = metadata.get_all("Requires-Dist", [])
    return {
        extra: frozenset(
            line.partition(";")[0].strip()
            for line in lines
            if re.search(rf"extra == ['\"]{re.escape(extra)}['\"]", line)
        )
        for extra in metadata.get_all("Provides-Extra", [])
    }


def tried_on(version: str, python: str, made: Built, home: Path) -> int:
    """Try every installation on one Python, say what becomes of each, and count what failed."""
    first, failed = home / "wheel", 0
    for name, what, extra in installations(made):
        place = home / name
        title = f"Python {version}, {name.replace('-', ', extra ', 1)}"
        try:
            # The first brings pip, which installs into the others too: making one takes seconds.
            bare: list[str | Path] = [] if place == first else ["--without-pip"]
            ran(f"{title}: making it", [python, "-m", "venv", *bare, place], ROOT)
            install(first, place, what, extra, title)
            hold(place, made, extra, title)
        except BareInstallError as error:
            failed += 1
            print(f"{title}: FAILED\n{error}", flush=True)
        else:
            print(f"{title}: in order", flush=True)
    return failed


def installations(made: Built) -> Iterator[tuple[str, Path, str | None]]:
    """Yield the name, the file and the extra of each installation."""
    yield "wheel", made.wheel, None
    yield "source", made.source, None
    for extra in made.extras:
        yield f"wheel-{extra}", made.wheel, extra


def install(first: Path, place: Path, what: Path, extra: str | None, title: str) -> None:
    """Install a file with an extra into an environment, by the pip of the first one."""
    pip: list[str | Path] = [
        first / "bin" / "python",
        "-m",
        "pip",
        "--python",
        place / "bin" / "python",
    ]
    quiet = ["--quiet", "--disable-pip-version-check", "--no-compile"]
    asked = f"{what}[{extra}]" if extra else what
    ran(f"{title}: pip install", [*pip, "install", *quiet, asked], place)


def also_there(needs: Iterable[str]) -> set[str]:
    """Return the extras for which other packages do as well: a frame is of either library.

    >>> also_there(["polars>=1.10"])
    {'frames'}
    """
    return {"frames"} if any(need.startswith("polars") for need in needs) else set()


def hold(place: Path, made: Built, extra: str | None, title: str) -> None:
    """See that the command prints what it prints in the checkout, and that extras are as said.

    Raises:
        BareInstallError: if not.
    """
    found = printed(place / "bin", title, place)
    for words, one, other in zip(COMMANDS, found, made.expected, strict=True):
        if one != other:
            raise BareInstallError(f"kla {' '.join(words)} prints another text:\n{one}")
    needs = made.extras[extra] if extra else frozenset()
    there = [one for one in USES if made.extras[one] <= needs or one in also_there(needs)]
    script = ROOT / "tools" / "bare_check.py"
    # Isolated: nothing of the caller's environment or folder is found by accident.
    ran(f"{title}: use", [place / "bin" / "python", "-I", script, PLANNED, *there], place)


def printed(folder: Path, title: str, home: Path) -> tuple[str, ...]:
    """Return what the command of an environment prints."""
    return tuple(
        ran(f"{title}: kla {' '.join(words)}", [folder / "kla", *words], home) for words in COMMANDS
    )


def ran(step: str, command: Sequence[str | Path], folder: Path) -> str:
    """Return what a command prints, run outside the checkout's own environment.

    Raises:
        BareInstallError: if it fails; with all that it printed.
    """
    environment = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=folder,
            env=environment,
            capture_output=True,
            check=False,
            text=True,
            timeout=_LIMIT,
        )
    except subprocess.TimeoutExpired as error:
        raise BareInstallError(f"{step} did not end in {_LIMIT} s") from error
    # An evaluation says by its exit code how determined a level is; what fails is 1 and 2.
    if done.returncode in {1, 2} or done.returncode < 0:
        raise BareInstallError(f"{step} failed ({done.returncode})\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
