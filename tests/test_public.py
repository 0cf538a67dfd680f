"""What is public: one table, known to programs and to checkers of types alike, and held against a kept page."""

import doctest
import json
import os
import re
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from operator import attrgetter
from pathlib import Path

import pytest

import kla_rules as kla
import public_names as written
from kla_rules.public import NAMES, PACKAGE, RENAMED
from support import ROOT, public_names, python

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_the_kept_page_and_the_stubs_are_what_the_code_says() -> None:
    for path, text in written.files():
        assert path.read_text(encoding="utf-8") == text, (
            f"{path.name}: look at it after `make public`"
        )


def test_every_public_attribute_says_what_it_is_and_of_which_type() -> None:
    page = written.REFERENCE.read_text(encoding="utf-8")
    rows = re.findall(r"^- `(.*?)`: ?(.*)$", page, re.MULTILINE)
    assert len(rows) > 400
    assert [name for name, text in rows if not text] == []
    assert [name for name, _ in rows if name.endswith(": None")] == []


def test_the_package_itself_offers_about_twenty_names() -> None:
    assert 18 <= len(kla.__all__) <= 24
    assert sorted(kla.__all__) == sorted(
        [*(name for names in NAMES[PACKAGE].values() for name in names), "__version__"]
    )


def test_every_public_name_is_there_once_under_the_name_it_has() -> None:
    values = [attrgetter(name)(kla) for name in public_names()]
    assert [value.__name__ for value in values] == [name.split(".")[-1] for name in public_names()]
    assert len(set(map(id, values))) == len(values)


@pytest.mark.parametrize("package", NAMES)
def test_a_package_lists_what_it_offers_and_nothing_else(package: str) -> None:
    program = (
        f"import {package} as package; print(*package.__all__); print(*dir(package)); package.nmae"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    offered, listed = (set(line.split()) for line in done.stdout.splitlines())
    assert offered == {name for names in NAMES[package].values() for name in names} | (
        {"__version__"} if package == PACKAGE else set()
    )
    assert offered - {"__version__"} <= listed
    assert f"module '{package}' has no attribute 'nmae'" in done.stderr


def test_all_that_is_public_can_be_imported_at_once() -> None:
    for package, homes in NAMES.items():
        names = sorted(name for names in homes.values() for name in names)
        said = python(
            f"from {package} import *\nprint(*sorted(n for n in dir() if n[0] != '_' and n != 'sys'))"
        )
        assert said.split() == names


# -- older names -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("old", "new"), RENAMED.items())
def test_an_older_name_works_and_says_the_new_one(old: str, new: str) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        value = getattr(kla, old)
        exec(f"from kla_rules import {old}", {})  # noqa: S102 - as a program would import it
    assert value is attrgetter(new)(kla)
    assert {str(warning.message) for warning in caught} == {
        f"kla_rules.{old} is now kla_rules.{new}; the old name goes with version 1.0"
    }
    assert {warning.category for warning in caught} == {DeprecationWarning}
    assert {warning.filename for warning in caught} == {__file__, "<string>"}


def test_older_names_are_listed_with_the_new_ones_where_upgrading_is_told() -> None:
    page = (ROOT / "docs" / "upgrading.md").read_text(encoding="utf-8")
    for old, new in RENAMED.items():
        assert re.search(rf"^\| `kla\.{old}` \| `kla\.{new}\b", page, re.MULTILINE), old


# -- checkers of types -----------------------------------------------------------------------------

MISSPELT = """\
import kla_rules as kla
from kla_rules import evaluat
from kla_rules.units import Unit

kla.evalaute
kla.units.rolup
x: kla.Evalution
kla.rounds.Histroy
kla.edition("kla-2024").digset
"""
WRONG_LINES = [2, 3, 5, 6, 7, 8, 9]
RIGHT = """\
import kla_rules as kla
from kla_rules import evaluate
from kla_rules.units import Units

result: kla.Evaluation = evaluate(kla.Profile.read("p.yaml"))
table: Units = kla.units.Units.read("u.csv")
level: kla.model.Level = kla.edition("kla-2024").levels[0]
handled: kla.cases.Handling = kla.cases.assess_handling([], {}, as_of="2025-01-01")
older: kla.Rollup = kla.rollup(table)
version: str = kla.__version__
"""


def mypy(*files: Path, without: str = "misc") -> str:
    """Return what mypy says of files, as strict as it can be, `without` one kind of error."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--no-error-summary",
            f"--disable-error-code={without}",
            *map(str, files),
        ],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout


def pyright(*files: Path, without: str = "reportMissingModuleSource") -> str:
    """Return the errors that pyright says of files, `without` one kind."""
    if sys.version_info >= (3, 12):
        pytest.skip("pinned for the first Python")
    config = files[0].with_name("pyrightconfig.json")
    choices = {"typeCheckingMode": "standard", "extraPaths": [str(ROOT / "src")], without: "none"}
    config.write_text(json.dumps({**choices, "include": list(map(str, files))}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "basedpyright", "--level", "error", "-p", str(config)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert re.search(r"^\d+ errors?, ", done.stdout, re.MULTILINE), done.stderr
    return done.stdout.replace(" - error:", ": error:")


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_a_checker_refuses_a_misspelt_name_and_takes_the_right_one(
    checker: Callable[..., str], tmp_path: Path
) -> None:
    wrong, right = tmp_path / "wrong.py", tmp_path / "right.py"
    wrong.write_text(MISSPELT, encoding="utf-8")
    right.write_text(RIGHT, encoding="utf-8")
    said = checker(wrong, right)
    lines = [int(line) for line in re.findall(r"wrong\.py:(\d+)(?::\d+)?: error:", said)]
    assert sorted(set(lines)) == WRONG_LINES
    assert "right.py:" not in said


def programs() -> Iterator[tuple[str, str]]:
    """Yield page and program of every page of the documentation that shows one."""
    parser = doctest.DocTestParser()
    for page in PAGES:
        examples = parser.get_examples(page.read_text(encoding="utf-8"))
        if examples:
            yield page.stem, "".join(example.source for example in examples)


@pytest.mark.parametrize(
    ("checker", "none_is"), [(mypy, "union-attr"), (pyright, "reportOptionalMemberAccess")]
)
def test_a_checker_takes_the_programs_of_the_documentation(
    checker: Callable[..., str], none_is: str, tmp_path: Path
) -> None:
    files = []
    for page, program in programs():
        files.append(tmp_path / f"{page.replace('-', '_')}_page.py")
        files[-1].write_text(program, encoding="utf-8")
    assert len(files) > 10
    # A session looks at a value that it has seen to be there: None is left out of account.
    assert re.findall(r".*: error:.*", checker(*files, without=none_is)) == []
