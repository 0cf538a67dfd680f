"""What a process loads: an evaluation what it uses, the help of the command next to nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROFILE = ROOT / "examples" / "kota-bandung-2024.yaml"
# Runs the command as its script does, and tells at the end what the process has loaded.
PROGRAM = """
import contextlib, io, json, sys
from kla_rules.cli.main import run
said = io.StringIO()
with contextlib.redirect_stdout(said):
    try:
        code = run(sys.argv[1:])
    except SystemExit as end:
        code = end.code
print(json.dumps([code, len(said.getvalue()), sorted(sys.modules)]))
"""
# What no evaluation of a profile of points needs.
NOT_FOR_AN_EVALUATION = (
    "jsonschema", "referencing", "hypothesis", "highspy", "numpy", "durable", "polars",
    "difflib", "kla_rules.planning", "kla_rules.cases", "kla_rules.participation",
    "kla_rules.rounds", "kla_rules.units", "kla_rules.tables", "kla_rules.steps",
    "kla_rules.validation", "kla_rules.testing", "kla_rules.core.reading.refused",
    "kla_rules.core.reading.json_events",
    "kla_rules.evaluation.record", "kla_rules.evaluation.deciding", "kla_rules.typed",
)  # fmt: skip


def loaded(*words: object) -> tuple[int, int, list[str]]:
    """Return the exit code of a command, the length of its answer, and the modules it loaded."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *map(str, words)], capture_output=True, check=True
    )
    code, length, modules = json.loads(done.stdout)
    return code, length, modules


def among(modules: list[str], named: tuple[str, ...]) -> list[str]:
    return [one for one in modules if any(f"{one}.".startswith(f"{name}.") for name in named)]


def test_an_evaluation_loads_what_it_uses() -> None:
    code, length, modules = loaded("evaluate", PROFILE)
    assert code == 0
    assert length > 500
    assert {"attrs", "yaml", "kla_rules.evaluation.result"} <= set(modules)
    assert among(modules, NOT_FOR_AN_EVALUATION) == []


def test_what_an_evaluation_does_not_load_is_there_to_be_loaded() -> None:
    ours = [name for name in NOT_FOR_AN_EVALUATION if name.startswith("kla_rules.")]
    source = ROOT / "src"
    missing = [
        name
        for name in ours
        if not (path := source.joinpath(*name.split("."))).is_dir()
        and not path.with_suffix(".py").is_file()
    ]
    assert missing == []


def test_a_profile_that_is_refused_loads_what_says_why(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("year: soon\n", encoding="utf-8")
    code, _, modules = loaded("evaluate", wrong)
    assert code == 2
    assert {"jsonschema", "kla_rules.core.reading.refused"} <= set(modules)


@pytest.mark.parametrize("words", [("--help",), ("--version",), (), ("evaluate", "--help")])
def test_the_help_of_the_command_loads_neither_yaml_nor_the_model(words: tuple[str, ...]) -> None:
    _, _, modules = loaded(*words)
    ours = (
        *("cli", "cli.arguments", "cli.codes", "cli.commands", "cli.main", "cli.parsing"),
        *("core", "core.entries", "core.resources", "public", "version"),
    )
    assert {one for one in modules if one.startswith("kla_rules")} == {
        "kla_rules",
        *(f"kla_rules.{one}" for one in ours),
    }
    assert among(modules, ("attrs", "attr", "yaml", "decimal")) == []


@pytest.mark.parametrize("columns", ["60", "0", "wide", None])
def test_the_help_is_as_wide_as_argparse_makes_it(columns: str | None) -> None:
    program = (
        "import io, contextlib\n"
        "from kla_rules.cli import main, parsing\n"
        "with contextlib.redirect_stdout(io.StringIO()) as ours, contextlib.suppress(SystemExit):\n"
        "    main.run(['--help'])\n"
        "parsing._width = lambda: None\n"
        "with contextlib.redirect_stdout(io.StringIO()) as theirs, contextlib.suppress(SystemExit):\n"
        "    main.run(['--help'])\n"
        "print(len(ours.getvalue()) > 500, ours.getvalue() == theirs.getvalue())\n"
    )
    environment = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
    if columns is not None:
        environment["COLUMNS"] = columns
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, env=environment
    )
    assert done.stdout.decode().split() == ["True", "True"]
