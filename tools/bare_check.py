"""What must hold where the library was installed and nothing else; run by `bare_installs.py`.

    python bare_check.py PROFILE EXTRA...

PROFILE is a profile for which a plan can be made, and each EXTRA is one whose packages are there:
what it brings must work. What every other extra brings must be refused with its one sentence.
"""

import importlib
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
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


# By extra the package that it brings and what is done with it.
USES: Final[Mapping[str, tuple[str, Callable[[Path], None]]]] = {
    "plan": ("highspy", _plan),
    "durable": ("durable-rules", _durable),
    "charts": ("resvg-py", _charts),
    "frames": ("pandas or polars", _frames),
    "testing": ("hypothesis", _testing),
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
