"""The wheel carries rules and schemas and works in an environment outside the checkout."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from support import ROOT


def run(*command: str | Path, cwd: Path) -> str:
    environment = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_wheel_evaluates_outside_the_checkout(tmp_path: Path) -> None:
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path)
    run(*build, ROOT, cwd=tmp_path)
    wheel = next(tmp_path.glob("*.whl"))
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "kla_rules/data/rules/kla-2024/indicators/26.yaml" in names
    assert "kla_rules/data/schemas/indicator.schema.json" in names
    assert "kla_rules/py.typed" in names
    assert not [name for name in names if "tests/" in name or "shared" in name]
    run(sys.executable, "-m", "venv", "new", cwd=tmp_path)
    python = tmp_path / "new" / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", str(wheel), cwd=tmp_path)
    profile = tmp_path / "profile.yaml"
    profile.write_bytes((ROOT / "examples" / "kota-bandung-2024.yaml").read_bytes())
    kla = tmp_path / "new" / "bin" / "kla"
    out = run(kla, "evaluate", profile, "--format", "json", cwd=tmp_path)
    assert json.loads(out)["score"] == 880.39
    program = "import kla_rules, pathlib; print(pathlib.Path(kla_rules.__file__).parent)"
    assert str(tmp_path) in run(python, "-c", program, cwd=tmp_path)
    assert "in order" in run(
        kla, "check", tmp_path / "new/lib" / python_folder(tmp_path), "--lang", "en", cwd=tmp_path
    )


def python_folder(home: Path) -> Path:
    lib = home / "new" / "lib"
    found = next(lib.glob("python*/site-packages/kla_rules/data/rules/kla-2024"))
    return found.relative_to(lib)
