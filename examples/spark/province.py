"""Evaluate a table of regions on a cluster; the regions and their points are invented.

    spark-submit --py-files kla_rules.zip province.py OUT

OUT is the folder that the result is written to, as Parquet.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from pyspark.sql import SparkSession

import kla_rules as kla

ROWS = [("A", 512.5, 100.25), ("B", 732.65, None), ("C", None, 140.0), ("D", 1200.0, 1.0)]


def origin(_: object = None) -> Iterator[str]:
    """Yield the file that the library was imported from."""
    import kla_rules  # noqa: PLC0415 - on an executor

    yield next(part for part in Path(kla_rules.__file__).parts if part.endswith((".zip", "src")))


def main(out: str) -> None:
    """Evaluate, show and write."""
    spark = SparkSession.builder.appName("kla-rules").getOrCreate()
    print("driver:", *origin())  # noqa: T201 - an example prints
    executors = spark.sparkContext.parallelize(range(2), 2).mapPartitions(origin).distinct()
    print("executors:", *executors.collect())  # noqa: T201 - as above
    frame = spark.createDataFrame(ROWS, "region string, total double, K1 double")
    # D has more than there is: its row is flagged, not guessed.
    found = kla.spark.evaluate(frame, "kla-2024", on_error="flag", nodes=["K1"])
    found.show()
    found.write.mode("overwrite").parquet(out)
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1])
