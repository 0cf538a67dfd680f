"""The embedding examples, run against the real frameworks."""

import importlib.util
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import kla_rules as kla
from served import App, serving
from support import BANDUNG, ROOT, TREE, level_of, with_programs

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
    edited, rules = store.verify(connection, row)
    assert "/score" in edited
    assert "Aturan" in rules
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


def document_of(name: str) -> tuple[dict[str, Any], Any]:
    """Return the OpenAPI of an example application, and a client of it."""
    from fastapi.testclient import TestClient

    example("tenants")
    app = example(name).app
    return app.openapi(), TestClient(app)


def test_the_openapi_of_a_fastapi_application_has_our_schemas_and_answers_keep_to_them() -> None:
    from jsonschema import Draft202012Validator

    document, client = document_of("fastapi_openapi")
    components = document["components"]["schemas"]
    asked = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(document)))
    assert asked <= set(components)
    assert components["EvaluationLevelIdOrNull"]["enum"] == [*(one.id for one in TREE.levels), None]
    path = "/tenants/{tenant}/evaluations"
    described = document["paths"][path]["post"]
    request = described["requestBody"]["content"]["application/json"]["schema"]
    kind = {"schema": request, "200": {}, "422": {}}
    for code in ("200", "422"):
        kind[code] = described["responses"][code]["content"]["application/json"]["schema"]
    assert [one["$ref"].rpartition("/")[2] for one in kind.values()] == [
        *("Profile", "Evaluation", "Findings"),
    ]
    for body, status in ((GOOD, 200), (BAD, 422)):
        Draft202012Validator({**document, **request}).validate(body)
        answer = client.post("/tenants/kota/evaluations", json=body)
        assert answer.status_code == status
        Draft202012Validator({**document, **kind[str(status)]}).validate(answer.json())
    assert client.post("/tenants/kota/evaluations", content=b"{").status_code == 400
    assert client.post("/tenants/kota/evaluations", json=[1]).status_code == 400
    wrong = client.post("/tenants/kota/plans/nindia", json=GOOD)
    assert "nindya" in wrong.json()["findings"][0]["text"]["en"]


@pytest.mark.slow
def test_a_plan_is_made_in_a_thread_while_other_requests_are_answered() -> None:
    from jsonschema import Draft202012Validator

    document, client = document_of("fastapi_openapi")
    answer = client.post("/tenants/kota/plans/nindya", json=GOOD)
    assert answer.status_code == 200
    plan = {**document, "$ref": "#/components/schemas/Plan"}
    Draft202012Validator(plan).validate(answer.json())


def test_a_response_model_is_a_typed_form() -> None:
    document, client = document_of("fastapi_app")
    answers = document["paths"]["/evaluations"]["post"]["responses"]["200"]
    assert answers["content"]["application/json"]["schema"]["$ref"].endswith("/EvaluationDict")
    stages = document["components"]["schemas"]["EvaluationDict"]["properties"]
    assert stages["edge_policy"]["enum"] == ["floor_inclusive", "floor_exclusive"]
    expected = kla.evaluate(kla.Profile.from_dict(GOOD)).to_dict()
    assert client.post("/evaluations", json=GOOD).json() == expected


def overlay_of(tenant: str, worth: float) -> dict[str, Any]:
    """Return an overlay whose table gives so many points."""
    bands = [{"from": 0, "to": 100, "points": worth}]
    return {
        "id": f"of-{tenant}",
        "title": {"id": "Berkas rekaan", "en": "An invented overlay"},
        "illustrative": True,
        "edition": {"id": "kla-2024", "digest": TREE.digest},
        "source": "letter",
        "sources": [
            {
                "id": "letter",
                "title": {"id": "Surat", "en": "A letter"},
                "publisher": "t",
                "grade": "B",
            }
        ],
        "tables": {"26.15": {"bands": bands}},
    }


def test_each_tenant_has_its_own_edition_and_a_change_of_its_overlay_counts_at_once() -> None:
    tenants, kla_app = example("tenants"), example("fastapi_openapi")
    from fastapi.testclient import TestClient

    client = TestClient(kla_app.app)
    body = {"year": 2024, "stage": "self", "answers": {"26.15": {"value": 50}}}

    def score(tenant: str) -> float:
        return float(client.post(f"/tenants/{tenant}/evaluations", json=body).json()["score"])

    tenants.save_overlay("a", overlay_of("a", 1))
    tenants.save_overlay("b", overlay_of("b", 2))
    assert [score(tenant) for tenant in "abc"] == [1, 2, 0]
    tenants.save_overlay("a", overlay_of("a", 1.5))
    assert [score(tenant) for tenant in "ab"] == [1.5, 2]
    with pytest.raises(kla.RuleError):
        tenants.save_overlay(
            "a", {**overlay_of("a", 1), "edition": {"id": "kla-2024", "digest": "0" * 64}}
        )
    assert score("a") == 1.5
    assert tenants.edition_of("b") is tenants.edition_of("b")
    assert tenants.edition_of("c") is kla.edition("kla-2024")


@pytest.mark.slow
def test_no_more_editions_of_tenants_are_kept_than_the_cache_holds() -> None:
    import gc
    import weakref

    tenants = example("tenants")
    made = [
        weakref.ref(tenants.save_overlay(f"t{n}", overlay_of(f"t{n}", n / 100))) for n in range(48)
    ]
    gc.collect()
    assert sum(one() is not None for one in made) == tenants._under.cache_info().maxsize == 32  # noqa: SLF001
    assert tenants.edition_of("t0").overlays[0].id == "of-t0"  # made anew


def test_the_language_of_a_request_goes_with_it_into_a_thread() -> None:
    import asyncio

    result = kla.evaluate(kla.Profile.from_dict({"points": {"total": 612.5}}))

    async def said(language: Any) -> str:  # noqa: ANN401 - id or en
        with kla.language(language):
            return await asyncio.to_thread(lambda: str(result.notes.rows()[0]["text"]))

    async def both() -> tuple[str, str]:
        return await asyncio.gather(said("id"), said("en"))

    indonesian, english = asyncio.run(both())
    assert indonesian != english


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


def test_the_views_are_mounted_behind_an_access_control_of_ones_own() -> None:
    mounted = example("mounted")
    app = App(mounted.app)
    assert app.post("/kla/evaluate", GOOD).status == 401
    token = f"Bearer {mounted.TOKEN}"
    assert app.post("/kla/evaluate", GOOD, authorization=token).value["level"] == level_of(612.5)
    told = app.get("/kla/openapi.json", authorization=token).value
    assert told["servers"] == [{"url": "/kla"}]


def answer_of(program: str, typed: str, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run an example in another language, where its interpreter is on this machine."""
    interpreter, script = program.split()
    if shutil.which(interpreter) is None:
        pytest.skip(f"needs {interpreter}, which is not on this machine")
    return subprocess.run(
        [interpreter, str(ROOT / "examples" / "embedding" / script), *words],
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


@pytest.mark.slow
def test_uploads_of_frameworks_are_taken_as_they_are() -> None:
    import io

    import django
    from django.conf import settings
    from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
    from starlette.datastructures import UploadFile

    if not settings.configured:
        settings.configure()
        django.setup()
    path = ROOT / "examples" / "kota-pasuruan" / "units.csv"
    data = path.read_bytes()
    kept = TemporaryUploadedFile("units.csv", "text/csv", len(data), None)
    kept.write(data)
    kept.seek(0)
    expected = kla.rollup(path).to_dict()
    for upload in (
        SimpleUploadedFile("units.csv", data),
        kept,
        UploadFile(io.BytesIO(data), filename="../units.csv"),
    ):
        assert kla.rollup(upload).to_dict() == expected
    with pytest.raises(kla.units.UnitsError, match=r"^b\.csv:1:1: "):
        kla.rollup(UploadFile(io.BytesIO(b"id"), filename="a/b.csv"))


@pytest.mark.parametrize("program", ["node served.mjs", "php served.php"])
def test_a_server_answers_other_languages_without_a_process_for_each(program: str) -> None:
    given = [{**GOOD, "region": {"name": "Kota A"}}, BAD, {**GOOD, "region": {"name": "Kota B"}}]
    with serving() as (port, _):
        typed = "".join(json.dumps(one) + "\n" for one in given)
        done = answer_of(program, typed, f"http://127.0.0.1:{port}")
    assert (done.returncode, done.stderr) == (0, "")
    first, refused, last = done.stdout.splitlines()
    assert (first, last) == tuple(f"Kota {name}: {level_of(612.5)}, 612.5" for name in "AB")
    assert "tidak ada putaran evaluasi untuk tahun 2020" in refused
    nobody = answer_of(program, json.dumps(GOOD), "http://127.0.0.1:1")
    assert nobody.returncode == 0
    assert nobody.stdout.strip()
