"""Tables as they come: odd cells of frames, keys of long tables, quotes and ends of lines in CSV."""

import random
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.columns.files import CsvFile
from kla_rules.columns.known import columns_of
from kla_rules.columns.program import program
from kla_rules.columns.request import table_request
from kla_rules.core.findings import Finding
from support import examples

FEW = "kla-2019"
TOO_MUCH = kla.edition(FEW).maximum_points + 1


def one_finding(frame: Any, **options: Any) -> kla.Finding:  # noqa: ANN401 - any table
    """Return what is wrong with a table in which one thing is."""
    with pytest.raises(kla.ProfileError) as caught:
        kla.evaluate_table(frame, FEW, **options)
    (finding,) = caught.value.findings
    return finding


@pytest.mark.parametrize("truth", [True, np.True_])
@pytest.mark.parametrize("other", [1, 1.5, "1"])
def test_a_truth_among_numbers_of_pandas_is_no_one(truth: object, other: object) -> None:
    frame = pd.DataFrame({"total": pd.Series([other, truth], dtype=object)})
    assert one_finding(frame).path == (1, "total")


def test_half_a_character_is_a_bad_cell_and_no_error_of_its_encoding() -> None:
    frame = pd.DataFrame({"total": pd.Series(["1", "\ud800"], dtype=object)})
    assert one_finding(frame).path == (1, "total")
    named = pd.DataFrame({"region": pd.Series(["\ud800", "b"], dtype=object), "total": [1, 2]})
    assert kla.evaluate_table(named, FEW)["region"].tolist() == named["region"].tolist()


@pytest.mark.parametrize("cell", [[1], {"a": 1}, 1j, uuid.UUID(int=1)])
def test_what_a_frame_holds_besides_text_is_told_by_its_type(cell: object) -> None:
    for frame in (
        pd.DataFrame({"total": pd.Series([1, cell], dtype=object)}),
        pl.DataFrame({"total": pl.Series([1, cell], dtype=pl.Object)}),
    ):
        assert type(cell).__name__ in one_finding(frame).text("en")


def test_an_option_in_capitals_is_told_the_one_that_was_meant() -> None:
    question = next(one.id for one in kla.edition("kla-2024").nodes if one.question is not None)
    column = f"answers.{question}"
    (finding,) = kla.check_table(pa.table({column: ["FULL"]}), "kla-2024")
    assert "full?" in finding.text("en")


LONG = {"region": ["a", "b", "a"], "node": ["K1", "K1", "13.1"], "value": [1.0, 2.0, 0.5]}
WRAPPED: dict[str, Callable[[], Any]] = {
    "category": lambda: pd.DataFrame(LONG).astype({"region": "category", "node": "category"}),
    "categorical": lambda: pl.DataFrame(LONG).with_columns(
        pl.col("region", "node").cast(pl.Categorical)
    ),
    "dictionaries": lambda: pa.concat_tables(
        pa.table({k: pa.array([c]).dictionary_encode() for k, c in zip(LONG, row, strict=True)})
        for row in zip(*LONG.values(), strict=True)
    ),
    "views": lambda: pa.table(LONG).cast(
        pa.schema({"region": pa.string_view(), "node": pa.string_view(), "value": pa.float64()})
    ),
    "runs": lambda: pa.table(
        {
            key: pa.RunEndEncodedArray.from_arrays([1, 2, 3], pa.array(cells))
            for key, cells in LONG.items()
        }
    ),
    "reader": lambda: pa.table(LONG).to_reader(1),
}


@pytest.mark.parametrize("make", WRAPPED.values(), ids=WRAPPED)
def test_keys_of_a_long_table_are_read_in_every_type(make: Callable[[], Any]) -> None:
    found = kla.evaluate_table(make(), "kla-2024", layout="long", inputs=False)
    found = found.read_all() if isinstance(found, pa.RecordBatchReader) else found
    assert [*found["region"]][:2] == [*found["region"]]
    assert [float(one) for one in found["score"].to_numpy()] == [1.5, 2.0]


@pytest.mark.parametrize(
    "keys",
    [
        pd.Series([uuid.UUID(int=1), uuid.UUID(int=2)], dtype=object),
        pd.Series([(1, 2), (1, 3)]),
        pa.array([{"a": 1}, {"a": 2}]),
        pa.array([[1], [2]]),
    ],
    ids=["UUID", "tuple", "struct", "list"],
)
def test_profiles_that_cannot_be_told_apart_never_become_one(keys: Any) -> None:  # noqa: ANN401
    cells = {"node": ["total", "year"], "value": [1, 2019]}
    table = (
        pd.DataFrame({"profile": keys, **cells})
        if isinstance(keys, pd.Series)
        else pa.table({"profile": keys, **cells})
    )
    assert one_finding(table, layout="long").id == "columns.whose"


@pytest.mark.parametrize("nodes", [[b"\xff"], [["total"]]])
def test_names_of_columns_in_a_long_table_are_text(nodes: list[object]) -> None:
    table = pa.table({"profile": ["a"], "node": pa.array(nodes), "value": [1]})
    assert one_finding(table, layout="long").id == "columns.whose"


def test_levels_of_a_long_frame_are_of_the_types_of_a_wide_one() -> None:
    wide = {"region": ["a"], "total": [1]}
    long = {"region": ["a"], "node": ["total"], "value": [1]}
    for library in (pl.DataFrame, pl.LazyFrame, pd.DataFrame):
        one = kla.evaluate_table(library(wide), FEW, inputs=False)
        other = kla.evaluate_table(library(long), FEW, layout="long", inputs=False)
        if isinstance(one, pl.LazyFrame):
            one, other = one.collect(), other.collect()
        assert [*one.dtypes] == [*other.dtypes]


LINES = {
    "a quote within a cell": 'region,total\nKab. 5" A,{}\nB,{}\n',
    "two quotes": 'region,total\n"A""B",{}\n"C" x"y,{}\n',
    "a cell of two lines": 'region,total\n"A,\n",{}\nB,{}\n',
    "old ends of lines": "region,total\rA,{}\rB,{}\r",
    "mixed ends of lines": "region,total\r\n\r\nA,{}\rB,{}\n",
}


@pytest.mark.parametrize("text", LINES.values(), ids=LINES)
def test_bad_cells_of_a_csv_are_told_by_the_line_that_their_row_begins_in(
    text: str, tmp_path: Path
) -> None:
    whole = text.format(TOO_MUCH, TOO_MUCH)
    (tmp_path / "t.csv").write_bytes(whole.encode())
    found = kla.check_table(tmp_path / "t.csv", FEW)
    lines = whole.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    begun = [at for at, line in enumerate(lines, 1) if line[:1] in {"K", "A", "B", '"'}]
    begun = [at for at in begun if not lines[at - 1].startswith('",')]
    assert [one.line for one in found] == begun


def test_a_quote_that_nothing_closes_is_told_where_it_opens(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('region,total\nA,"1\nB,2\n', encoding="utf-8")
    (finding,) = kla.check_table(tmp_path / "t.csv", FEW)
    assert (finding.line, finding.column) == (2, 2)


@given(st.integers(0, 2**32))
@examples(40)
def test_every_row_of_a_csv_has_a_line(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311 - invented cells
    mark = draw.choice(",;\t")
    cells = ["".join(draw.choices(f'a"{mark}\n\r ', k=draw.randrange(6))) for _ in range(12)]
    text = f"region{mark}total\n" + "".join(
        one.replace(mark, "") + draw.choice([mark, mark, "\n", "\r\n", "\r"]) for one in cells
    )
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    path.write_bytes(text.encode())
    file = CsvFile.open(path)
    try:
        rows = sum(len(batch) for batch in file.batches())
    except kla.ProfileError:
        return
    assert len(list(file.line_of_each())) == rows


def test_a_program_is_compiled_once_for_tables_of_the_same_columns() -> None:
    request, again = (table_request(FEW, unit=unit) for unit in ("points", "thousandths"))
    assert request.program(["total"]) is again.program(["total"])
    assert request.program(["total"]) is not request.program(["total", "year"])
    other = table_request(FEW, edge_policy="floor_inclusive")
    exact = table_request(FEW, edge_policy="floor_exclusive")
    assert other.program(["total"]) != exact.program(["total"])


def test_whatever_cannot_be_true_of_a_row_has_a_sentence_of_its_own() -> None:
    kinds = {
        check.kind
        for one in kla.editions()
        for check in program(kla.edition(one.id), columns_of(kla.edition(one.id))).checks
    }
    plain = Finding("columns.row", {"reason": "any"}).text("en")
    assert kinds
    for kind in kinds:
        assert Finding("columns.row", {"reason": kind}).text("en") != plain


@pytest.mark.parametrize("year", [0, 10_000, 2019.5])
def test_no_unit_is_asked_for_where_counts_and_years_are_wrong(year: float) -> None:
    (finding,) = kla.check_table(pa.table({"total": [1], "year": [year]}), FEW, unit="thousandths")
    assert "unit" not in finding.text("en")
    (finding,) = kla.check_table(pa.table({"total": [0.5]}), FEW, unit="thousandths")
    assert "unit" in finding.text("en")


def test_tables_of_a_connection_are_never_taken_for_results() -> None:
    connection = duckdb.connect()
    for name in ("given", "results", "whole", "found", "frame"):
        connection.execute(f"CREATE TABLE {name} AS SELECT 1 AS total")
        found = kla.evaluate_table(connection.table(name), FEW)
        assert found.columns[:2] == ["total", "score_low"]
        other = connection.table("given").set_alias("other")
        assert found.set_alias("own").join(other, "own.total = other.total").fetchall()
    assert connection.table("given").columns == ["total"]


@pytest.mark.parametrize("setting", ["enable_external_access", "python_enable_replacements"])
def test_a_connection_that_looks_for_nothing_of_python_gets_its_results(setting: str) -> None:
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE t AS SELECT 1 AS total; SET {setting} = false")
    found = kla.evaluate_table(connection.table("t"), FEW).filter("score_low = 1")
    assert found.fetchall()
    assert found.fetchall()
