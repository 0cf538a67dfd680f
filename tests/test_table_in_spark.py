"""Spark finds what `evaluate_table` finds, column by column, under its ANSI rules."""

import importlib.util
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import kla_rules as kla
from cells import assert_same, expected, random_table
from kla_rules.core.showing import Unit
from sparks import SETTINGS, needed, spark
from support import ROOT

_Session = Any  # of Spark, as is a frame
_Frame = Any
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore"),  # PySpark warns about the versions of others
]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Session]:
    with spark(tmp_path_factory.mktemp("spark")) as begun:
        yield begun


def collected(frame: _Frame) -> dict[str, list[Any]]:
    rows = frame.collect()
    return {name: [row[place] for row in rows] for place, name in enumerate(frame.columns)}


@pytest.mark.parametrize("edition", ["kla-2024", "kla-2022", "kla-2019", "kla-2011"])
@pytest.mark.parametrize("unit", ["points", "thousandths"])
def test_spark_finds_what_numpy_finds(
    session: _Session, tmp_path: Path, edition: str, unit: Unit
) -> None:
    rules = kla.edition(edition)
    for seed in range(1 if edition == "kla-2024" else 3):  # 300 columns take long to plan
        table, _ = random_table(rules, 300, 300 + seed)
        pq.write_table(table, tmp_path / f"{seed}.parquet")
        frame = session.read.parquet(str(tmp_path / f"{seed}.parquet"))
        nodes = rules.ids[:3]
        found = kla.spark.evaluate(frame, rules, unit=unit, on_error="flag", nodes=nodes)
        cells = collected(found)
        assert cells["region"] == table["region"].to_pylist()
        assert_same(cells, expected(table, rules, nodes, unit=unit))


def test_ansi_is_on_and_types_are_those_of_the_contract(session: _Session) -> None:
    assert session.conf.get("spark.sql.ansi.enabled") == "true"
    frame = session.createDataFrame([("A", 732.65), ("B", None)], "region string, total double")
    found = kla.spark.evaluate(frame, "kla-2024", on_error="flag")
    types = dict(found.dtypes)
    states = {name for name in types if name.startswith(("requirement.", "advisory."))}
    assert {types.pop(name) for name in states} == {"boolean"}
    assert types == {
        "region": "string", "total": "double", "score_low": "double", "score_high": "double",
        "level_low": "string", "level_high": "string", "score": "double", "level": "string",
        "determined": "boolean", "bad_cells": "int",
    }  # fmt: skip
    whole = kla.spark.evaluate(
        frame.selectExpr("CAST(total * 1000 AS INT) AS total"), "kla-2024", unit="thousandths"
    )
    assert dict(whole.dtypes)["score"] == "bigint"
    assert "bad_cells" not in whole.columns
    assert collected(whole)["level"] == ["nindya", None]


def test_a_bad_cell_is_refused_when_an_action_comes_to_it_and_is_not_repeated(
    session: _Session,
) -> None:
    from pyspark.errors import PySparkException

    frame = session.createDataFrame([("A", 7325.25)], "region string, total double")
    found = kla.spark.evaluate(frame, "kla-2024")
    for column in ("level", "score_high", "determined"):
        with pytest.raises(PySparkException, match='bad cell in the column "total"') as refused:
            found.select(column).collect()
        assert "7325" not in str(refused.value)
    twice = session.createDataFrame([("full", 1.0)], "`answers.13.1` string, `13.1` double")
    with pytest.raises(PySparkException, match="USER_RAISED_EXCEPTION"):
        kla.spark.evaluate(twice, "kla-2024").select("level").collect()


@pytest.mark.parametrize("by_path", [True, False])
def test_overlays_and_scales_come_from_files_or_bytes(session: _Session, by_path: bool) -> None:
    overlay = ROOT / "examples" / "overlays" / "invented-scales.yaml"
    given = overlay if by_path else overlay.read_bytes()
    laid = kla.edition("kla-2024", overlays=[overlay])
    name, table = next((name, table) for name, table in laid.tables.items() if table.bands)
    frame = session.createDataFrame([(float(table.bands[0].start),)], f"`values.{name}` double")
    found = kla.spark.evaluate(frame, "kla-2024", overlays=[given])
    assert collected(found)["score"] == [table.bands[0].worth_thousandths / 1000]
    rows = {"bands": [{"from": 0, "points": 0.125}]}
    scale = {"id": "s", "edition": "kla-2024", "source": "invented", "illustrative": True}
    scale["scales"] = {name: rows}
    file = json.dumps(scale).encode()
    found = kla.spark.evaluate(frame, "kla-2024", scales=io.BytesIO(file) if by_path else file)
    assert collected(found)["score"] == [0.125]


def test_hostile_names_and_unknown_columns(session: _Session) -> None:
    frame = session.createDataFrame([("A", 1.0)], "`x-${spark.app.name}``'` string, total double")
    found = kla.spark.evaluate(frame, "kla-2024")
    assert found.columns[0] == "x-${spark.app.name}`'"
    assert collected(found)["score"] == [1.0]
    with pytest.raises(kla.ProfileError, match="not known"):
        kla.spark.evaluate(
            session.createDataFrame([(1.0, 1.0)], "total double, tota double"), "kla-2024"
        )


def test_a_printed_query_runs_as_well(session: _Session) -> None:
    session.createDataFrame([("A", 732.65)], "region string, total double").createOrReplaceTempView(
        "rows"
    )
    text = kla.table_sql(
        "kla-2024", dialect="spark", table="rows", columns={"region": "text", "total": "double"}
    )
    assert collected(session.sql(text))["level"] == ["nindya"]


def linked(home: Path, package: str) -> None:
    """Put one installed package where nothing else is."""
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    origin = Path(spec.origin)
    origin = origin.parent if origin.name == "__init__.py" else origin
    (home / origin.name).symlink_to(origin)


def test_the_example_runs_from_a_zip_where_the_library_is_not_installed(tmp_path: Path) -> None:
    needed()
    example = ROOT / "examples" / "spark"
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path)]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True)
    bundle = tmp_path / "kla_rules.zip"
    shutil.copy(next(tmp_path.glob("*.whl")), bundle)
    home = tmp_path / "bare"  # no site-packages, and no path of ours
    home.mkdir()
    for package in ("pyspark", "py4j", "attr", "attrs", "yaml", "jsonschema", "referencing"):
        linked(home, package)
    for package in ("jsonschema_specifications", "rpds", "typing_extensions"):
        linked(home, package)
    submit = home / "pyspark" / "bin" / "spark-submit"
    settings = [word for name, value in SETTINGS.items() for word in ("--conf", f"{name}={value}")]
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" -S "$@"\n')
    python.chmod(0o755)
    environment = {
        "PATH": "/usr/bin:/bin", "PYTHONPATH": str(home), "PYSPARK_PYTHON": str(python), "HOME": str(tmp_path),
        "PYSPARK_DRIVER_PYTHON": str(python), "SPARK_LOCAL_IP": "127.0.0.1",
    }  # fmt: skip
    done = subprocess.run(
        [str(submit), "--master", "local[2]", *settings, "--py-files", str(bundle),
         str(example / "province.py"), str(tmp_path / "out")],
        capture_output=True, text=True, check=False, env=environment, cwd=tmp_path, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    assert f"driver: {bundle.name}" in done.stdout, done.stdout
    assert f"executors: {bundle.name}" in done.stdout
    assert "nindya" in done.stdout
