"""What must hold where the library was installed and nothing else; run by `bare_installs.py`.

    python bare_check.py PROFILE EXTRA...

PROFILE is a profile for which a plan can be made, and each EXTRA is one whose packages are there:
what it brings must work. What every other extra brings must be refused with its one sentence.
"""

import http.client
import importlib
import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import kla_rules as kla

SENTENCE: Final = 'This needs {package}; install it with: pip install "kla-rules[{extra}]"'
WANTED: Final = "madya"


class BareError(Exception):
    """Something does not hold; the message says what."""


def main(words: list[str]) -> int:
    """Return 0 if everything holds; say on one line each what does not."""
    path, there = Path(words[0]), set(words[1:])
    problems = [problem for problem in (_packaged(), *_extras(path, there)) if problem]
    print(*problems, sep="\n", end="\n" if problems else "")
    return int(bool(problems))


def _packaged() -> str:
    """Say what of the package is wrong, whatever else is installed."""
    home = Path(kla.__file__).parent
    if not home.is_relative_to(sys.prefix):
        return f"kla_rules comes from {home}, not from this environment"
    missing = [name for name in ("data/rules", "data/schemas") if not any((home / name).iterdir())]
    if missing or not (home / "py.typed").is_file():
        return f"the package lacks {', '.join(missing) or 'py.typed'}"
    rules = home / "data" / "rules"
    found = [finding for one in kla.editions() for finding in kla.check(rules / one.id)]
    return "\n".join(finding.line_of_text("en") for finding in found)


def _extras(path: Path, there: set[str]) -> list[str]:
    problems = []
    for extra, (package, use) in USES.items():
        sentence = SENTENCE.format(package=package, extra=extra)
        try:
            use(path)
            said = "it works"
        except kla.MissingExtraError as error:
            said = str(error)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told
            said = f"{type(error).__name__}: {error}"
        expected = "it works" if extra in there else sentence
        if said != expected:
            problems.append(f"what extra {extra} brings: expected {expected!r}, but: {said}")
    return problems


def _evaluation(path: Path) -> kla.Evaluation:
    return kla.evaluate(kla.Profile.read(path))


def _plan(path: Path) -> None:
    """Make a plan, and see that it reaches the level."""
    plan = kla.plan(_evaluation(path), WANTED)
    if not plan.steps:
        raise BareError("the plan has no steps")


def _durable(path: Path) -> None:
    """Infer the steps by both engines."""
    profile = kla.Profile.read(path)
    by_native = kla.evaluate(profile, engine="native").steps
    by_durable = kla.evaluate(profile, engine="durable").steps
    if not by_native or by_native != by_durable:
        raise BareError("the engines differ")


def _frames(path: Path) -> None:
    """Make a frame of what is open."""
    gaps: Any = _evaluation(path).gaps
    if not len(gaps.to_frame()):
        raise BareError("the frame is empty")


_UNIT: Final = {"id": ["k"], "name": ["K"], "kind": ["kecamatan"]}


class _Streamed:
    """A table that speaks the protocol of Arrow and nothing else."""

    def __init__(self, columns: Mapping[str, list[Any]]) -> None:
        self._cells = columns

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Return the stream."""
        table: Any = importlib.import_module("pyarrow").table(dict(self._cells))
        return table.__arrow_c_stream__(requested_schema)


def _arrow(_: Path) -> None:
    """Read a stream."""
    if len(kla.units.Units.from_rows(_Streamed(_UNIT))) != 1:
        raise BareError("the stream has no row")


def _testing(path: Path) -> None:
    """Draw one profile."""
    importlib.import_module("kla_rules.testing.strategies")  # says what it lacks
    _draw(_evaluation(path).edition)


def _draw(tree: kla.Edition) -> None:
    from hypothesis import given, settings  # noqa: PLC0415 - an extra

    from kla_rules.testing import strategies  # noqa: PLC0415 - an extra

    drawn: list[kla.Evaluation] = []

    @settings(max_examples=1, database=None, deadline=None)
    @given(strategies.profiles(tree))
    def draw(profile: kla.Profile) -> None:
        drawn.append(kla.evaluate(profile))

    draw()
    if not drawn:
        raise BareError("nothing was drawn")


def _charts(path: Path) -> None:
    """Draw a picture."""
    with tempfile.TemporaryDirectory() as folder:
        file = kla.charts.band_line(_evaluation(path)).save(Path(folder) / "line.png")
        if not file.read_bytes().startswith(b"\x89PNG"):
            raise BareError("what was drawn is no picture")


def _serve(path: Path) -> None:
    """Serve for one request, and end the server."""
    kla.serve.application()  # says what it lacks
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kla_rules", "serve", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as server:
        try:
            answer = _posted(port, json.dumps(kla.Profile.read(path).to_dict()))
        finally:
            server.terminate()
    if answer["level"] != _evaluation(path).level or server.returncode:
        raise BareError(f"the server answers {answer}, and ends with {server.returncode}")


def _posted(port: int, body: str) -> Any:  # noqa: ANN401 - plain JSON
    """Return what a server answers once it has started."""
    for _ in range(_TRIES):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("POST", "/evaluate", body, {"Content-Type": "application/json"})
            return json.loads(connection.getresponse().read())
        except ConnectionRefusedError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise BareError("the server does not start")


_TRIES: Final = 600


def _workbook(path: Path) -> None:
    """Write a form, and see that it is read as the profile that it was filled with."""
    profile = kla.Profile.read(path)
    form = kla.profile_form(profile.edition, profile=profile)
    if kla.evaluate(kla.Profile.read(form)).level != kla.evaluate(profile).level:
        raise BareError("the form gives another level")


def _columns(path: Path) -> None:
    """Evaluate a table with one row."""
    _table(path, engine="numpy")


def _engines(path: Path) -> None:
    """Evaluate a table by the witnesses."""
    _table(path, engine="duckdb")
    _table(path, engine="polars")


def _table(path: Path, **more: Any) -> None:
    profile = kla.Profile.read(path)
    kla.evaluate_table(_Streamed({"total": [0.5]}), profile.edition.id, **more)


def _spark(_: Path) -> None:
    """Evaluate what a frame of Spark without columns shows; without Java there is no other."""
    frame = SimpleNamespace(schema=SimpleNamespace(fields=[]), select=None, sparkSession=None)
    try:
        kla.spark.evaluate(frame)
    except kla.ProfileError:
        return
    raise BareError("a frame without columns is evaluated")


# By extra the package that it brings and what is done with it.
USES: Final[Mapping[str, tuple[str, Callable[[Path], None]]]] = {
    "columns": ("narwhals, numpy and pyarrow", _columns),
    "engines": ("duckdb", _engines),
    "plan": ("highspy", _plan),
    "durable": ("durable-rules", _durable),
    "arrow": ("pyarrow", _arrow),
    "charts": ("resvg-py", _charts),
    "frames": ("pandas / polars", _frames),
    "serve": ("starlette, uvicorn", _serve),
    "spark": ("pyspark", _spark),
    "testing": ("hypothesis", _testing),
    "workbook": ("XlsxWriter", _workbook),
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
