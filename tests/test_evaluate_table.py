"""`evaluate_table()`: any table in, the same kind out, and what `evaluate()` says in each row."""

import datetime as dt
import math
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.csv as pcsv
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kla_rules as kla
from kla_rules.columns.request import TABLE_ENGINES
from kla_rules.core.showing import Unit
from kla_rules.testing import small_edition
from support import examples
from table_rows import columns_for, in_points, invented_row, profile_of

EDITIONS = [one.id for one in kla.editions()]
FEW = "kla-2019"  # has few nodes, and requirements besides


def table_for(rows: list[dict[str, Any]], edition: kla.Edition, unit: str = "points") -> pa.Table:
    columns = columns_for(edition)
    shown = [in_points(row, columns) for row in rows] if unit == "points" else rows
    names = [name for name in columns if any(name in row for row in rows)] or ["total"]
    cells = {name: pa.array([row.get(name) for row in shown]) for name in names}
    return pa.table({"region": [f"#{at}" for at in range(len(rows))], **cells})


def spoiled(rows: list[dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    """Return rows of which some have a figure that no column can have."""
    for at, row in enumerate(rows):
        if (seed + at) % 5 == 0:
            row["total"] = 10**9
    return rows


def arrow_of(result: Any) -> pa.Table:  # noqa: ANN401 - of any kind
    """Return a result of any kind as a table."""
    native = result.to_native() if isinstance(result, nw.DataFrame | nw.LazyFrame) else result
    match native:
        case pa.RecordBatchReader():
            return native.read_all()
        case pa.RecordBatch():
            return pa.Table.from_batches([native])
        case pl.LazyFrame():
            return native.collect().to_arrow()
        case pl.DataFrame():
            return native.to_arrow()
        case pd.DataFrame():
            return pa.Table.from_pandas(native, preserve_index=False)
        case duckdb.DuckDBPyRelation():
            native.fetchall()  # it can be read more than once
            return native.to_arrow_table()
    return native


def lists(result: Any) -> dict[str, list[Any]]:  # noqa: ANN401 - of any kind
    return {
        name: [None if isinstance(one, float) and math.isnan(one) else one for one in cells]
        for name, cells in arrow_of(result).to_pydict().items()
    }


def parquet(table: pa.Table, folder: Path) -> Path:
    pq.write_table(table, folder / "t.parquet", row_group_size=7)
    return folder / "t.parquet"


def separated(table: pa.Table, folder: Path) -> Path:
    pcsv.write_csv(table, folder / "t.csv")
    return folder / "t.csv"


KINDS: dict[str, Callable[[pa.Table, Path], Any]] = {
    "arrow": lambda table, _: table,
    "arrow in chunks": lambda table, _: pa.concat_tables([table[:3], table[3:3], table[3:]]),
    "a slice": lambda table, _: pa.concat_tables([table[:5], table]).combine_chunks()[5:],
    "batch": lambda table, _: table.combine_chunks().to_batches()[0],
    "reader": lambda table, _: table.to_reader(4),
    "pandas": lambda table, _: table.to_pandas(),
    "pandas over arrow": lambda table, _: table.to_pandas(types_mapper=pd.ArrowDtype),
    "polars": lambda table, _: pl.from_arrow(table),
    "polars, lazy": lambda table, _: pl.DataFrame(pl.from_arrow(table)).lazy(),
    "narwhals": lambda table, _: nw.from_native(pl.DataFrame(pl.from_arrow(table))),
    "duckdb": lambda table, _: duckdb.from_arrow(table),
    "parquet": parquet,
    "csv": separated,
}


@given(st.integers(0, 10**6), st.sampled_from(["points", "thousandths"]))
@examples(2)
def test_every_kind_of_table_has_the_same_results_and_is_given_back(
    tmp_path_factory: pytest.TempPathFactory, seed: int, unit: Unit
) -> None:
    check_kinds(kla.edition(FEW), seed, unit, tmp_path_factory.mktemp("tables"))


@pytest.mark.slow
@given(st.sampled_from(EDITIONS), st.integers(0, 10**6), st.sampled_from(["points", "thousandths"]))
@examples(6)
def test_every_kind_of_table_has_the_same_results_under_every_edition(
    tmp_path_factory: pytest.TempPathFactory, name: str, seed: int, unit: Unit
) -> None:
    check_kinds(kla.edition(name), seed, unit, tmp_path_factory.mktemp("tables"))


def check_kinds(edition: kla.Edition, seed: int, unit: Unit, folder: Path) -> None:
    rows = spoiled([invented_row(edition, seed + at) for at in range(9)], seed)
    table = table_for(rows, edition, unit)
    options: dict[str, Any] = {"unit": unit, "on_error": "flag", "nodes": edition.ids[:2]}
    wanted = lists(kla.evaluate_table(table, edition, **options))
    for kind, make in KINDS.items():
        source = make(table, folder)
        result = kla.evaluate_table(source, edition, **options)
        expected = pa.RecordBatchReader if isinstance(source, Path) else type(source)
        assert isinstance(result, expected), kind
        found = lists(result)
        assert list(found) == list(wanted), kind
        own = set(wanted) - (set(table.column_names) if kind == "csv" else set())
        assert {one: found[one] for one in own} == {one: wanted[one] for one in own}, kind


@given(st.integers(0, 10**6))
@examples(2)
def test_engines_units_and_layouts_come_to_the_same(seed: int) -> None:
    check_ways(kla.edition(FEW), seed)


@pytest.mark.slow
@given(st.sampled_from(EDITIONS), st.integers(0, 10**6))
@examples(6)
def test_engines_units_and_layouts_come_to_the_same_under_every_edition(
    name: str, seed: int
) -> None:
    check_ways(kla.edition(name), seed)


def check_ways(edition: kla.Edition, seed: int) -> None:
    rows = spoiled([invented_row(edition, seed + at) for at in range(6)], seed)
    points, whole = table_for(rows, edition), table_for(rows, edition, "thousandths")
    options: dict[str, Any] = {"on_error": "flag", "inputs": False}
    wanted = lists(kla.evaluate_table(points, edition, **options))
    for engine in TABLE_ENGINES:
        assert lists(kla.evaluate_table(points, edition, engine=engine, **options)) == wanted
    scaled = lists(kla.evaluate_table(whole, edition, unit="thousandths", **options))
    for column, cells in scaled.items():
        is_figure = column.startswith("score")
        assert wanted[column] == [
            one / 1000 if is_figure and one is not None else one for one in cells
        ]
    entries = [
        {"region": row["region"], "node": column, "value": str(cell)}
        for row in points.to_pylist()
        for column, cell in row.items()
        if column != "region" and cell is not None
    ]
    told = {entry["region"] for entry in entries}
    long = pa.Table.from_pylist(entries)
    found = kla.evaluate_table(long, edition, layout="long", **options).to_pylist()
    expected = kla.evaluate_table(points, edition, **options).to_pylist()
    assert found == [row for row in expected if row["region"] in told]


@given(st.sampled_from(EDITIONS), st.integers(0, 10**6))
@examples(8)
def test_each_row_is_what_its_profile_is_evaluated_to(name: str, seed: int) -> None:
    edition = kla.edition(name)
    row = invented_row(edition, seed)
    (found,) = kla.evaluate_table(
        table_for([row], edition), edition, on_error="flag", nodes=True
    ).to_pylist()
    try:
        result = kla.evaluate(profile_of(row, edition))
    except kla.ProfileError:
        assert found["bad_cells"]
        return
    wanted = {
        "score_low": float(result.score_range[0]),
        "score_high": float(result.score_range[1]),
        "level_low": result.level,
        "level_high": result.levels_possible[-1],
        "score": float(result.score),
        "level": result.level,
        "determined": result.determined,
        "bad_cells": 0,
    }
    wanted |= {f"requirement.{one.requirement.id}": one.met for one in result.requirements}
    assert {key: found[key] for key in wanted} == wanted


TOTAL = kla.edition(FEW).maximum_points


def refused(
    cells: object, column: str = "total", edition: kla.Edition | str = FEW
) -> list[tuple[str, str]]:
    """Return of each bad cell its place and its reason."""
    findings = kla.check_table(pa.table({column: cells}), edition)
    return [(one.place(), reason_of(one)) for one in findings]


def reason_of(finding: kla.Finding) -> str:
    return str(finding.values["reason"])  # noqa: PD011 - of no frame


BAD = {
    "too much": ([1.5, float(TOTAL) + 0.001], "range"),
    "less than nothing": ([0, -1], "range"),
    "more digits": ([0.5, 0.0005], "digits"),
    "no number": ([0.5, math.nan], "not-finite"),
    "no end": ([0.5, math.inf], "not-finite"),
    "a word": (["0.5", "half"], "text"),
    "a comma": (["0.5", "0,5"], "written"),
    "an exponent": (["0.5", "1e1"], "written"),
    "yes or no": ([None, True], "type"),
    "a date": ([None, dt.date(2024, 1, 1)], "type"),
    "a time": ([None, dt.datetime(2024, 1, 1)], "type"),  # noqa: DTZ001 - of a table
    "a list": ([None, [1]], "type"),
    "bytes": ([None, b"1"], "type"),
    "decimals": ([Decimal("1.5000"), Decimal("1.0001")], "digits"),
    "beyond 32 bits": ([1, 2**40], "range"),
    "the least integer": ([1, -(2**63)], "range"),
    "the most unsigned": (pa.array([1, 2**64 - 1], pa.uint64()), "range"),
    "a narrow float": (np.array([0.1, 0.10005], np.float32), "digits"),
    "half a float": (np.array([0.1, np.nan], np.float16), "not-finite"),
    "a category": (pa.array(["1", "x"]).dictionary_encode(), "text"),
}


@pytest.mark.parametrize(("cells", "reason"), BAD.values(), ids=BAD)
def test_a_cell_that_no_column_can_have_is_told_with_its_place(cells: object, reason: str) -> None:
    assert refused(cells) == [("[1].total", reason)]
    flagged = kla.evaluate_table(pa.table({"total": cells}), FEW, on_error="flag")
    assert flagged["bad_cells"].to_pylist() == [0, 1]
    assert flagged["score_low"].to_pylist()[1] is flagged["level"].to_pylist()[1] is None
    assert flagged["determined"].to_pylist()[1] is False
    with pytest.raises(kla.ProfileError, match="total"):
        kla.evaluate_table(pa.table({"total": cells}), FEW)


def test_cells_that_say_the_same_are_the_same_in_every_type() -> None:
    wide = [
        pa.array([0.5, None, 1.25]),
        pa.array([0.5, None, 1.25], pa.float32()),
        pa.array([Decimal("0.500"), None, Decimal("1.250")]),
        pa.array([Decimal("0.50"), None, Decimal("1.25")], pa.decimal64(9, 2)),
        pa.array([Decimal("0.50"), None, Decimal("1.25")], pa.decimal256(60, 2)),
        pa.array(["0.5", " ", "1.2500"]),
        pa.array(["0.5", None, "1.25"], pa.large_string()),
        pa.array(["0.5", None, "1.25"], pa.string_view()),
        pa.array(["0.5", None, "1.25"]).dictionary_encode(),
        pa.array([0.5, None, 1.25]).dictionary_encode(),
        pa.RunEndEncodedArray.from_arrays([1, 2, 3], [0.5, None, 1.25]),
        pa.array([9, 9, 9, 0.5, None, 1.25])[3:],
        pa.chunked_array([[0.5], [], [None, 1.25]], pa.float64()),
    ]
    for cells in wide:
        found = kla.evaluate_table(pa.table({"total": cells}), FEW)
        assert found["score"].to_pylist() == [0.5, 0, 1.25], cells.type


def test_sums_of_floats_are_taken_as_they_were_meant() -> None:
    found = kla.evaluate_table(pa.table({"total": [0.1 + 0.2, -0.0]}), FEW)
    assert found["score"].to_pylist() == [0.3, 0]


def test_a_table_of_which_nothing_is_known_has_results() -> None:
    for cells in (pa.nulls(2), pa.nulls(0), pa.array([], pa.float64()), pa.chunked_array([], "f8")):
        found = kla.evaluate_table(pa.table({"total": cells}), FEW)
        assert found["determined"].to_pylist() == [False] * len(cells)
        assert found["score_high"].to_pylist() == [float(TOTAL)] * len(cells)


def test_nan_is_unknown_in_pandas_alone() -> None:
    frame = pd.DataFrame({"total": [1.5, math.nan]})
    assert kla.evaluate_table(frame, FEW)["score"].tolist() == [1.5, 0]
    with pytest.raises(kla.ProfileError, match="nan is no number"):
        kla.evaluate_table(pl.DataFrame({"total": [1.5, math.nan]}), FEW)


def test_a_column_of_mixed_types_is_read_cell_by_cell() -> None:
    mixed = [1.5, "2.5", None, Decimal("0.25"), "Budi", object(), math.nan]
    for frame in (
        pd.DataFrame({"total": pd.Series(mixed, dtype=object)}),
        pl.DataFrame({"total": pl.Series(mixed, dtype=pl.Object)}),
    ):
        found = kla.evaluate_table(frame, FEW, on_error="flag")
        assert [*found["bad_cells"]] == [0, 0, 0, 0, 1, 1, 0]


def test_a_frame_of_pandas_keeps_its_index_and_has_types_that_know_what_is_unknown() -> None:
    frame = pd.DataFrame({"total": [700_500, None]}, index=["a", "a"], dtype="Int64")
    found = kla.evaluate_table(frame, "kla-2024", unit="thousandths", on_error="flag")
    assert found.index.tolist() == ["a", "a"]
    assert found["level"].cat.ordered
    assert found["level"].cat.categories.tolist() == [
        one.id for one in kla.edition("kla-2024").levels
    ]
    assert str(found["score_low"].dtype) == "Int64"
    assert found["determined"].dtype == bool


def test_levels_of_polars_are_an_enum_of_all_of_them() -> None:
    for found in (
        kla.evaluate_table(pl.DataFrame({"total": [0.0]}), "kla-2024"),
        kla.evaluate_table(pl.LazyFrame({"total": [0.0]}), "kla-2024").collect(),
    ):
        levels = [one.id for one in kla.edition("kla-2024").levels]
        assert found.schema["level"] == pl.Enum(levels)


def test_a_lazy_frame_reads_what_is_asked_and_refuses_when_it_is_collected() -> None:
    frame = pl.LazyFrame({"total": [1.5, 2.5, -1.0]})
    result = kla.evaluate_table(frame, FEW)
    with pytest.raises(kla.ProfileError, match=r"\[2\]\.total"):
        result.collect()
    flagged = kla.evaluate_table(frame, FEW, on_error="flag")
    assert flagged.select("score").head(2).collect()["score"].to_list() == [1.5, 2.5]
    some = flagged.filter(pl.col("score") > 2).select("total", "score").collect()
    assert some.rows() == [(2.5, 2.5)]
    assert flagged.collect().equals(flagged.collect())


def test_what_was_evaluated_can_be_left_out_and_more_be_kept() -> None:
    table = pa.table(
        {"region": ["A"], "population": [9], "x-note": [1], "13.1": [1], "year": [2024]}
    )
    with pytest.raises(kla.ProfileError, match="population"):
        kla.evaluate_table(table, "kla-2024")
    found = kla.evaluate_table(table, "kla-2024", keep=["population"], inputs=False)
    assert found.column_names[:5] == ["region", "population", "x-note", "year", "score_low"]
    kept = kla.evaluate_table(table, "kla-2024", keep=["population", "13.1"], inputs=False)
    assert "13.1" in kept.column_names


HEADS = {
    "misspelt": (["13.11"], "columns.unknown"),
    "of another kind": (["answers.13"], "columns.unknown"),
    "none": (["region", "year"], "columns.none"),
    "twice": (["total", "total"], "table.column-twice"),
    "twice by other words": (["total", "year", "Tahun"], "table.two-headings"),
    "of the result": (["total", "level"], "columns.taken"),
    "without a name": (["total", ""], "columns.unknown"),
}


@pytest.mark.parametrize(("heads", "key"), HEADS.values(), ids=HEADS)
def test_heads_that_would_lose_or_overwrite_something_are_refused(
    heads: list[str], key: str
) -> None:
    table = pa.Table.from_arrays([pa.array([1])] * len(heads), names=heads)
    with pytest.raises(kla.ProfileError) as caught:
        kla.evaluate_table(table, "kla-2024")
    assert [one.id for one in caught.value.findings] == [key]


def test_numbered_columns_are_no_ids() -> None:
    with pytest.raises(kla.ProfileError, match="has the head 1, which is no text"):
        kla.evaluate_table(pd.DataFrame({1: [1.0]}), "kla-2024")


def test_a_row_of_another_edition_is_refused() -> None:
    table = pa.table({"total": [1, 1, 1], "edition": ["kla-2024", "kla-2019", None]})
    findings = kla.check_table(table, "kla-2024")
    assert [one.place() for one in findings] == ["[1].edition"]
    assert "another edition" in findings[0].text()


def test_options_and_truths_are_words_or_what_they_are_written_as() -> None:
    edition = kla.edition("kla-2024")
    question = next(
        one.id for one in edition.nodes if f"answers.{one.id}" in columns_for(edition)
        and "true" in columns_for(edition)[f"answers.{one.id}"].words
    )  # fmt: skip
    column = f"answers.{question}"
    yes = [True, "true", "True", "TRUE", "1", 1, 1.0]
    found = [
        kla.evaluate_table(pa.table({column: [one, None]}), edition)["score_low"].to_pylist()
        for one in yes
    ]
    assert all(one == found[0] for one in found)
    assert refused(["full", "ful"], column, edition) == [(f"[1].{column}", "option-near")]
    assert refused(["full", "Budi Santoso"], column, edition) == [(f"[1].{column}", "option")]
    assert refused([1, 2], column, edition) == [(f"[1].{column}", "option")]
    text = kla.check_table(pa.table({column: ["Budi Santoso"]}), edition)[0].text()
    assert "Budi" not in text


def test_what_cannot_be_true_of_a_row_is_told_of_its_column() -> None:
    edition = kla.edition("kla-2019")
    share = next(one for one in edition.measures if one.kind == "percentage")
    name = f"measures.{share.id}"
    rows = {
        f"{name}.part": [2, 1, None, None],
        f"{name}.whole": [1, None, None, 1],
        f"{name}.before": [None, None, 5, None],
    }
    table = pa.table({key: pa.array(cells, pa.int64()) for key, cells in rows.items()})
    findings = kla.check_table(table, edition)
    reasons = [(one.path[0], reason_of(one)) for one in findings]
    assert reasons == [(0, "above-whole"), (1, "one-count"), (2, "no-now"), (3, "one-count")]


def test_many_bad_cells_are_counted_by_column() -> None:
    table = pa.table({"13.1": [-1] * 500, "total": [-1] * 400 + [1] * 100})
    findings = kla.check_table(table, "kla-2024")
    assert findings[-1].id == "columns.too-many"
    assert "900 bad cells in 500 rows in all: 13.1: 500, total: 400" in findings[-1].text()
    with pytest.raises(kla.ProfileError, match="900 bad cells"):
        kla.evaluate_table(table, "kla-2024")


def test_a_csv_is_read_with_its_mark_and_told_by_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        '\ufeffregion;total;13.1\n\n"Kab.\nX";700,5;\nY;1.234;2\nZ;;0,0005\n', encoding="utf-8"
    )
    found = kla.check_table(path, "kla-2024")
    assert [(one.line, one.column, reason_of(one)) for one in found] == [
        (5, 2, "written"),
        (6, 3, "digits"),
    ]
    path.write_text("total;13.1\n0.5;\n1.234;1,5\n", encoding="utf-8")
    found = kla.check_table(path, "kla-2024")
    assert [(one.line, one.column) for one in found] == [(2, 1), (3, 1)]
    path.write_text("total\t13.1\n0.5\t1.234\n", encoding="utf-8")
    result = kla.evaluate_table(path, "kla-2024", inputs=False)
    assert result.read_all()["score"].to_pylist() == [0.5]


FILES = {
    "empty.csv": (b"", "columns.csv"),
    "blank.csv": (b"\n\n", "columns.csv"),
    "latin.csv": ("region,total\nKe\xe7amatan,1\n".encode("latin-1"), "columns.csv"),
    "latin-head.csv": ("r\xe9gion,total\n".encode("latin-1"), "columns.csv"),
    "ragged.csv": (b"region,total\nA\n", "table.ragged"),
    "nul.csv": (b"region,total\nA,1\x00\n", "columns.cell"),
    "no.parquet": (b"PAR1 and nothing else", "columns.parquet"),
    "t.xlsx": (b"PK", "columns.suffix"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(name: str, tmp_path: Path) -> None:
    data, key = FILES[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(kla.ProfileError) as caught:
        kla.evaluate_table(tmp_path / name, "kla-2024").read_all()
    assert [one.id for one in caught.value.findings] == [key]
    assert str(caught.value).startswith(str(tmp_path / name))


def test_a_header_alone_is_a_table_without_rows(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("region,total\n", encoding="utf-8")
    assert len(kla.evaluate_table(tmp_path / "t.csv", "kla-2024").read_all()) == 0


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    for name in ("none.csv", "none.parquet", "none"):
        with pytest.raises(kla.ProfileError, match="there is none by this name"):
            kla.evaluate_table(tmp_path / name, "kla-2024")


LONG: dict[str, list[Any]] = {
    "profile": ["b", "a", "b"],
    "node": ["K1", "K1", "13.1"],
    "value": [1.0, 2.0, 0.5],
}


def test_profiles_of_a_long_table_stand_in_the_order_in_which_they_first_do() -> None:
    found = kla.evaluate_table(pa.table(LONG), "kla-2024", layout="long")
    assert found.select(["profile", "K1", "13.1"]).to_pylist() == [
        {"profile": "b", "K1": 1.0, "13.1": 0.5},
        {"profile": "a", "K1": 2.0, "13.1": None},
    ]
    for frame in (pd.DataFrame(LONG), pl.DataFrame(LONG), pl.LazyFrame(LONG)):
        result = kla.evaluate_table(frame, "kla-2024", layout="long")
        assert type(result) is type(frame)
        assert lists(result)["score"] == found["score"].to_pylist()


def test_a_cell_that_a_long_table_gives_twice_is_refused_where_it_stands_again() -> None:
    table = pa.table({key: [*cells, cells[0]] for key, cells in LONG.items()})
    for engine in TABLE_ENGINES:
        found = kla.evaluate_table(table, "kla-2024", layout="long", on_error="flag", engine=engine)
        assert found["bad_cells"].to_pylist() == [1, 0]
    (finding,) = kla.check_table(table, "kla-2024", layout="long")
    assert (finding.place(), reason_of(finding)) == ("[3].K1", "pair")


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"node": ["K1", "K11", "13.1"]}, "columns.unknown-node"),
        ({"node": ["K1", None, "13.1"]}, "columns.empty"),
        ({"profile": ["b", None, "b"]}, "columns.empty"),
        ({"valu": [1, 2, 3]}, "columns.unknown-long"),
        ({"value": [1.0, 2.0, -1.0]}, "columns.cell"),
    ],
)
def test_a_long_table_that_says_too_little_is_refused(change: dict[str, Any], key: str) -> None:
    with pytest.raises(kla.ProfileError) as caught:
        kla.evaluate_table(pa.table({**LONG, **change}), "kla-2024", layout="long")
    assert [one.id for one in caught.value.findings] == [key]


def test_a_long_table_needs_its_columns() -> None:
    with pytest.raises(kla.ProfileError, match="node"):
        kla.evaluate_table(pa.table({"profile": ["a"], "value": [1]}), "kla-2024", layout="long")


def test_scales_overlays_and_floors_are_those_of_evaluate() -> None:
    overlay = "examples/overlays/invented-scales.yaml"
    edition = kla.edition("kla-2024", overlays=[overlay])
    row = invented_row(edition, 7)
    table = table_for([row], edition)
    for policy in ("floor_inclusive", "floor_exclusive"):
        found = kla.evaluate_table(table, "kla-2024", overlays=[overlay], edge_policy=policy)
        result = kla.evaluate(profile_of(row, edition), edge_policy=policy)
        assert found["score_low"].to_pylist() == [float(result.score_range[0])]
        assert found["level"].to_pylist() == [result.level]


WRONG: dict[str, tuple[dict[str, Any], type[Exception]]] = {
    "unit": ({"unit": "point"}, kla.ArgumentError),
    "engine": ({"engine": "spark"}, kla.ArgumentError),
    "on_error": ({"on_error": "keep"}, kla.ArgumentError),
    "layout": ({"layout": "tall"}, kla.ArgumentError),
    "edge policy": ({"edge_policy": "x"}, kla.ArgumentError),
    "node": ({"nodes": ["K99"]}, kla.UnknownIdError),
    "nodes": ({"nodes": "K1"}, TypeError),
    "keep": ({"keep": ["none"]}, kla.UnknownIdError),
    "inputs": ({"inputs": 1}, TypeError),
    "edition": ({"edition": "kla-1"}, kla.RuleError),
    "scales": ({"scales": 5}, TypeError),
}


@pytest.mark.parametrize(("options", "error"), WRONG.values(), ids=WRONG)
def test_arguments_that_there_are_not_are_refused(
    options: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        kla.evaluate_table(pa.table({"total": [1]}), **options)


@pytest.mark.parametrize("table", [None, 5, [{"total": 1}], {"total": [1]}, pl.Series([1]), pd])
def test_what_is_no_table_is_refused(table: object) -> None:
    with pytest.raises(TypeError, match="table is a frame"):
        kla.evaluate_table(table)


def test_an_invented_edition_is_evaluated_like_a_packaged_one() -> None:
    edition = small_edition()
    found = kla.evaluate_table(pa.table({"total": [0, None]}), edition)
    assert found["determined"].to_pylist() == [True, False]
