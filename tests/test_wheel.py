"""The wheel carries rules and schemas; `make bare` installs it where nothing else is."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bare_installs import declared
from support import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    done = subprocess.run([*build, str(ROOT)], capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_every_rule_file_schema_and_template_and_no_test(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("rules", "schemas"):
        files = [one for one in (ROOT / folder).rglob("*") if one.is_file()]
        assert files
        assert {f"kla_rules/data/{one.relative_to(ROOT).as_posix()}" for one in files} <= names
    source = ROOT / "src"
    templates = [one for one in (source / "kla_rules" / "scaffold").rglob("*") if one.is_file()]
    begun = {one.relative_to(source).as_posix() for one in templates if one.suffix != ".pyc"}
    assert "kla_rules/scaffold/templates/common/gitignore" in begun <= names
    assert "kla_rules/py.typed" in names
    assert not [name for name in names if "tests/" in name or "shared" in name]


def test_the_wheel_declares_its_extras_and_all_is_all_of_them(wheel: Path) -> None:
    extras = declared(wheel)
    brought = {
        "arrow",
        "columns",
        "plan",
        "durable",
        "engines",
        "charts",
        "frames",
        "serve",
        "testing",
        "workbook",
    }
    # Spark is larger than all else together, and needs Java: it does not come with everything.
    assert {*brought, "cli", "all", "spark"} == set(extras)
    assert not extras["cli"]
    assert extras["all"] == frozenset().union(*(extras[extra] for extra in brought))
