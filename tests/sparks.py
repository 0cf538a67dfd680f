"""A cluster of one machine: Spark in local mode, quiet, bounded, and off any network.

Where Java or Spark is missing a test is left out, unless `KLA_SPARK=required` says that it has to
run.
"""

import importlib.util
import os
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest

SETTINGS: Final = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.log.level": "ERROR",
    "spark.sql.shuffle.partitions": "2",
}


def needed() -> None:
    """Leave a test out where there is no Spark, or no Java."""
    if shutil.which("java") is None or importlib.util.find_spec("pyspark") is None:
        if os.environ.get("KLA_SPARK") == "required":
            pytest.fail("KLA_SPARK=required, and there is no Java or no PySpark")
        pytest.skip("no Java, or no PySpark")


@contextmanager
def spark(folder: Path) -> Iterator[Any]:
    """Give a session on two cores; what it writes for itself goes to a folder."""
    needed()
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of PySpark, about the versions of others
        from pyspark.sql import SparkSession

        begun = SparkSession.builder.master("local[2]").appName("kla-rules")
        for name, value in {**SETTINGS, "spark.sql.warehouse.dir": str(folder)}.items():
            begun = begun.config(name, value)
        session = begun.getOrCreate()
    try:
        yield session
    finally:
        session.stop()
