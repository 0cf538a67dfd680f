"""The embedding examples, run against the real frameworks."""

import importlib.util
import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import kla_rules as kla
from support import BANDUNG, ROOT, level_of, with_programs

GOOD: dict[str, Any] = {"year": 2024, "stage": "self", "points": {"total": 612.5}}
BAD: dict[str, Any] = {"year": 2020, "points": {"K9": 1}}


def example(name: str) -> ModuleType:
    """Load an example as a module."""
    path = ROOT / "examples" / "embedding" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def test_a_stored_result_is_verified_and_a_change_is_named() -> None:
    store = example("store")
    connection = sqlite3.connect(":memory:")
    row = store.save(connection, kla.Profile.read(BANDUNG))
    assert store.verify(connection, row) == []
    stored = connection.execute("SELECT level, score FROM evaluation").fetchone()
    assert stored == ("utama", 880.39)
    text = connection.execute("SELECT result FROM evaluation").fetchone()[0]
    damaged = json.loads(text)
    damaged["score"] = 900
    damaged["record"]["edition_digest"] = "0" * 64
    connection.execute("UPDATE evaluation SET result = ?", (json.dumps(damaged),))
    assert store.verify(connection, row) == ["record.edition_digest", "score"]
    connection.close()


def test_a_fastapi_view_returns_evaluations_and_findings() -> None:
    from fastapi.testclient import TestClient

    with TestClient(example("fastapi_app").app) as client:
        good = client.post("/evaluations", json=GOOD)
        assert (good.status_code, good.json()["level"]) == (200, level_of(612.5))
        bad = client.post("/evaluations", json=BAD)
        assert bad.status_code == 422
        assert bad.json()["detail"][0]["id"] == "profile.no-round"
        assert client.post("/evaluations", content=b"{").status_code == 422


def test_a_django_view_returns_evaluations_and_findings() -> None:
    import django
    from django.conf import settings

    settings.configure(
        ROOT_URLCONF="django_app",
        ALLOWED_HOSTS=["testserver"],
        SECRET_KEY="test",
        USE_TZ=True,
    )
    django.setup()
    example("django_app")
    from django.test import Client

    client = Client()
    good = client.post("/evaluations", json.dumps(GOOD), content_type="application/json")
    assert (good.status_code, good.json()["level"]) == (200, level_of(612.5))
    bad = client.post("/evaluations", json.dumps(BAD), content_type="application/json")
    assert bad.status_code == 422
    assert bad.json()["findings"][0]["id"] == "profile.no-round"
    assert client.post("/evaluations", b"{", content_type="application/json").status_code == 400
    assert client.get("/evaluations").status_code == 405


def test_a_folder_is_evaluated_in_threads_and_a_bad_file_stops_nothing(tmp_path: Path) -> None:
    for index in range(20):
        shutil.copy(BANDUNG, tmp_path / f"{index}.yaml")
    (tmp_path / "bad.yaml").write_text("year: 2020\n", encoding="utf-8")
    found = example("pool").evaluate_folder(tmp_path)
    assert len(found) == 21
    assert found["0.yaml"] == "utama, 880.39 points secured"
    assert found["bad.yaml"].startswith("refused: no evaluation round belongs to the year 2020")


def answer_of(program: str, typed: str) -> "subprocess.CompletedProcess[str]":
    """Run an example in another language, where its interpreter is on this machine."""
    interpreter, script = program.split()
    if shutil.which(interpreter) is None:
        pytest.skip(f"needs {interpreter}, which is not on this machine")
    return subprocess.run(
        [interpreter, str(ROOT / "examples" / "embedding" / script)],
        input=typed,
        env=with_programs(),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("program", ["node evaluate.mjs", "php evaluate.php"])
def test_a_refused_profile_is_told_to_other_languages(program: str) -> None:
    done = answer_of(program, json.dumps(BAD))
    assert done.returncode != 0
    assert "tidak ada putaran evaluasi untuk tahun 2020" in done.stdout + done.stderr


@pytest.mark.parametrize("program", ["node many.mjs", "php many.php"])
def test_a_process_that_is_kept_answers_each_profile_in_its_turn(program: str) -> None:
    given = [{**GOOD, "region": {"name": "Kota A"}}, BAD, {**GOOD, "region": {"name": "Kota B"}}]
    done = answer_of(program, "".join(json.dumps(one) + "\n" for one in given))
    assert (done.returncode, done.stderr) == (0, "")
    first, refused, last = done.stdout.splitlines()
    assert (first, last) == tuple(f"Kota {name}: {level_of(612.5)}, 612.5" for name in "AB")
    assert "tidak ada putaran evaluasi untuk tahun 2020" in refused
