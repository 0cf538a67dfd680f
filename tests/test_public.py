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
from support import ROOT, file_with, public_names, python

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
    assert 18 <= len(kla.__all__) <= 42
    assert sorted(kla.__all__) == sorted(
        [*(name for names in NAMES[PACKAGE].values() for name in names), "__version__"]
    )


def test_every_public_name_is_there_once_under_the_name_it_has() -> None:
    values = [attrgetter(name)(kla) for name in public_names()]
    own = [name.split(".")[-1] for name in public_names()]
    # A constant does not know its name.
    assert [getattr(v, "__name__", name) for v, name in zip(values, own, strict=True)] == own
    assert len(set(map(id, values))) == len(values)


# What a new process says of each package before any of its names is asked for, and what it imports.
LISTED = """
import importlib, json
packages = {name: importlib.import_module(name) for name in PACKAGES}
said = {}
for name, package in packages.items():
    said[name] = [package.__all__, dir(package), sorted(set(vars(package)))]
    try:
        package.nmae
    except AttributeError as error:
        said[name].append(str(error))
for name in packages:
    imported = {}
    exec(f"from {name} import *", imported)
    said[name].append(sorted(set(imported) - {"__builtins__"}))
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def listed() -> dict[str, tuple[list[str], list[str], list[str], str, list[str]]]:
    return dict(json.loads(python(LISTED.replace("PACKAGES", repr([*NAMES])))))


@pytest.mark.parametrize("package", NAMES)
def test_a_package_lists_what_it_offers_and_nothing_else(
    package: str, listed: dict[str, tuple[list[str], list[str], list[str], str, list[str]]]
) -> None:
    names = {name for names in NAMES[package].values() for name in names}
    offered, shown, loaded, missing, imported = listed[package]
    assert {*offered} == names | ({"__version__"} if package == PACKAGE else set())
    assert names <= {*shown}
    assert names - {*loaded}, "nothing was left to be loaded when it is asked for"
    assert missing.startswith(f"module '{package}' has no attribute 'nmae'")
    assert {*imported} - {"__version__"} == names


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
kla.evaluate(kla.Profile.read("p.yaml")).to_dict()["scor"]
kla.rounds.History([]).to_dict()["rounds"][0]["yaer"]
"""
WRONG_LINES = [2, 3, 5, 6, 7, 8, 9, 10, 11]
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
stored: kla.typed.EvaluationDict = result.to_dict()
points: float = stored["score"] + stored["clusters"][0]["maximum"] if stored["clusters"][0]["maximum"] else 0
said: str = stored["notes"][0]["text"]["id"]
counted: kla.typed.HandlingDict = handled.to_dict(small_counts="show")
"""


def mypy(*files: Path) -> str:
    """Return what mypy says of files, as strict as it can be."""
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", *map(str, files)],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout


def pyright(*files: Path) -> str:
    """Return the errors that pyright says of files."""
    if sys.version_info >= (3, 12):
        pytest.skip("pinned for the first Python")
    config = files[0].with_name("pyrightconfig.json")
    choices = {"typeCheckingMode": "standard", "extraPaths": [str(ROOT / "src")]}
    config.write_text(json.dumps({**choices, "include": list(map(str, files))}), encoding="utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "basedpyright", "--level", "error"),
            *("--pythonpath", sys.executable, "-p", str(config)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert re.search(r"^\d+ errors?, ", done.stdout, re.MULTILINE), done.stderr
    return done.stdout.replace(" - error:", ": error:")


# A session looks at a value that it has seen to be there: None is left out of account on a page.
NONE_IS_LOOKED_AT = """
# mypy: disable-error-code="union-attr"
# pyright: reportOptionalMemberAccess=false
"""


def programs() -> Iterator[tuple[str, str]]:
    """Yield page and program of every page of the documentation that shows one."""
    parser = doctest.DocTestParser()
    for page in PAGES:
        examples = parser.get_examples(page.read_text(encoding="utf-8"))
        if examples:
            yield page.stem, "".join(example.source for example in examples)


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_a_checker_refuses_a_misspelt_name_and_takes_the_right_ones_and_those_of_the_pages(
    checker: Callable[..., str], tmp_path: Path
) -> None:
    texts = {"wrong": MISSPELT, "right": RIGHT}
    for page, program in programs():
        texts[f"{page.replace('-', '_')}_page"] = program + NONE_IS_LOOKED_AT
    assert len(texts) > 12
    files = [file_with(tmp_path / f"{name}.py", text) for name, text in texts.items()]
    errors = re.findall(r".*: error:.*", checker(*files))
    of_wrong = [error for error in errors if "wrong.py:" in error]
    assert [error for error in errors if error not in of_wrong] == []
    lines = [re.findall(r"wrong\.py:(\d+)", error)[0] for error in of_wrong]
    assert sorted({int(line) for line in lines}) == WRONG_LINES
