"""`kla evaluate-table` and `kla.evaluate_table_file`: files in, files out, whatever comes between."""

import contextlib
import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypedDict, Unpack

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

import kla_rules as kla
from kla_rules.columns.evaluating import evaluating
from kla_rules.columns.file_places import checked_places
from kla_rules.columns.file_progress import TableProgress
from kla_rules.columns.file_result import TableFile
from kla_rules.columns.file_run import FileRun, How, Tell
from kla_rules.columns.opening import opened
from kla_rules.columns.request import OnBadCell, table_request
from kla_rules.core.writing import LANGUAGES, Language
from kla_rules.model.levels import EDGE_POLICIES
from kla_rules.testing import small_edition
from support import ROOT, command, examples

SMALL = small_edition()
OTHER: Any = next(one for one in EDGE_POLICIES if one != SMALL.edge.policy)
LEAVES = [node for node in SMALL.nodes if not node.children]
ROWS = 40  # of a run
MANY = 2 * ROWS + 10  # rows: three runs


def table_of(rows: int, **columns: list[Any]) -> pa.Table:
    """Return a table of rows with all questions of the small edition answered, or unknown."""
    return pa.table(
        {
            "region": [f"Daerah {row}" for row in range(rows)],
            **{
                node.id: pa.array(
                    [
                        None if (row + place) % 11 == 0 else row % (node.ceiling_thousandths // 4)
                        for row in range(rows)
                    ],
                    pa.int32(),
                )
                for place, node in enumerate(LEAVES)
            },
            **columns,
        }
    )


WHOLE = table_of(MANY)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a Parquet file of three runs, in groups of rows that end elsewhere."""
    pq.write_table(WHOLE, tmp_path / "in.parquet", row_group_size=30)
    return tmp_path / "in.parquet"


class Options(TypedDict, total=False):
    """What is asked of a file, besides how it is evaluated."""

    on_error: OnBadCell
    inputs: bool
    bad_cells: Path
    language: Language
    progress: Tell


def evaluated(
    source: Path,
    target: Path,
    asking: Mapping[str, Any] = MappingProxyType({}),
    **options: Unpack[Options],
) -> TableFile:
    """Evaluate a file under the small edition, in thousandths and short runs."""
    request = table_request(SMALL, unit="thousandths", **asking)
    places = checked_places(source, target, options.get("bad_cells"))
    asked = evaluating(opened(source), request)
    kept = asked.columns.kept(inputs=options.get("inputs", True))
    how = How(kept, options.get("on_error", "raise"), options.get("language", "id"), ROWS)
    tell = options.get("progress", lambda *_: None)
    return FileRun(asked, places, how).result(str(source), str(target), tell)


def stops_after(runs: int) -> Tell:
    """Return what interrupts after some runs are done or gathered, as Ctrl-C does."""
    left = iter(range(runs - 1))

    def progress(*_: int) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt

    return progress


def names_in(folder: Path) -> list[str]:
    """Return what a folder holds."""
    return sorted(one.name for one in folder.iterdir())


def refused(error: pytest.ExceptionInfo[kla.KlaError]) -> list[tuple[str, object]]:
    """Return the ids of findings, each with its reason."""
    return [(one.id, one.values.get("reason", "")) for one in error.value.findings]


# -- what comes out ----------------------------------------------------------------------------------


def test_a_file_has_what_the_table_has(source: Path, tmp_path: Path) -> None:
    result = evaluated(source, tmp_path / "out.parquet")
    found = pq.read_table(tmp_path / "out.parquet")
    meant = kla.evaluate_table(WHOLE, edition=SMALL, unit="thousandths")
    assert found.select(meant.column_names).to_pydict() == meant.to_pydict()
    assert result.rows == MANY
    assert sum(result.levels.values()) == MANY
    assert result.determined == sum(found["determined"].to_pylist())
    assert names_in(tmp_path) == ["in.parquet", "out.parquet"]


def test_csv_in_and_csv_out_say_the_same(source: Path, tmp_path: Path) -> None:
    pa_csv.write_csv(WHOLE, tmp_path / "in.csv")
    evaluated(tmp_path / "in.csv", tmp_path / "out.csv", inputs=False)
    evaluated(source, tmp_path / "out.parquet", inputs=False)
    found = pa_csv.read_csv(tmp_path / "out.csv")
    meant = pq.read_table(tmp_path / "out.parquet")
    assert found.column_names == meant.column_names
    for name in ("region", "score_low", "determined"):
        assert found[name].to_pylist() == meant[name].to_pylist()
    levels = [level or "" for level in meant["level"].to_pylist()]
    assert found["level"].cast(pa.string()).fill_null("").to_pylist() == levels


def test_a_parquet_file_says_what_its_results_rest_on(source: Path, tmp_path: Path) -> None:
    evaluated(source, tmp_path / "out.parquet", {"edge_policy": OTHER})
    said = pq.read_schema(tmp_path / "out.parquet").metadata[b"kla_rules"].decode()
    assert SMALL.digest in said
    assert OTHER in said


def test_the_same_input_gives_the_same_bytes(source: Path, tmp_path: Path) -> None:
    for suffix in (".parquet", ".csv"):
        outs = [tmp_path / f"{name}{suffix}" for name in "ab"]
        for out in outs:
            evaluated(source, out)
        assert outs[0].read_bytes() == outs[1].read_bytes()


def test_a_table_without_rows_gives_one_without_rows(tmp_path: Path) -> None:
    pq.write_table(WHOLE.slice(0, 0), tmp_path / "in.parquet")
    for suffix in (".parquet", ".csv"):
        result = evaluated(tmp_path / "in.parquet", tmp_path / f"out{suffix}")
        assert (result.rows, result.determined) == (0, 0)
    assert pq.read_table(tmp_path / "out.parquet").num_rows == 0
    assert (tmp_path / "out.csv").read_text().count("\n") == 1


def test_parquet_is_known_by_what_it_holds(source: Path, tmp_path: Path) -> None:
    source.rename(tmp_path / "in.csv")
    assert evaluated(tmp_path / "in.csv", tmp_path / "out.csv").rows == MANY


def test_text_that_a_spreadsheet_would_take_for_a_formula_is_none(tmp_path: Path) -> None:
    rows = WHOLE.slice(0, 2).set_column(0, "region", pa.array(["=1+1", "-"]))
    pq.write_table(rows, tmp_path / "in.parquet")
    evaluated(tmp_path / "in.parquet", tmp_path / "out.csv")
    assert [row["region"] for row in rows_of(tmp_path / "out.csv")] == ["'=1+1", "'-"]


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


# -- interrupted -------------------------------------------------------------------------------------


@pytest.mark.parametrize("runs", [1, 2, 3, 4, 6])
@pytest.mark.parametrize("suffix", [".parquet", ".csv"])
def test_whoever_is_interrupted_goes_on_from_there(
    source: Path, tmp_path: Path, runs: int, suffix: str
) -> None:
    meant, out = tmp_path / f"meant{suffix}", tmp_path / f"out{suffix}"
    evaluated(source, meant)
    with pytest.raises(KeyboardInterrupt):
        evaluated(source, out, progress=stops_after(runs))
    assert not out.exists()
    assert (tmp_path / f"out{suffix}.parts").is_dir()
    result = evaluated(source, out)
    assert (result.found, result.continued) == ("continued", min(runs * ROWS, MANY))
    assert out.read_bytes() == meant.read_bytes()
    assert not (tmp_path / f"out{suffix}.parts").exists()


def test_the_older_file_stays_until_the_new_one_is_whole(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("older")
    with pytest.raises(KeyboardInterrupt):
        evaluated(source, out, progress=stops_after(2))
    assert out.read_text() == "older"
    evaluated(source, out)
    assert out.read_text() != "older"


@pytest.mark.parametrize(
    ("asking", "options"),
    [
        ({"edge_policy": OTHER}, {}),
        ({"nodes": [SMALL.nodes[1].id]}, {}),
        ({"engine": "polars"}, {}),
        ({}, {"inputs": False}),
        ({}, {"on_error": "flag"}),
    ],
)
def test_work_for_other_options_is_begun_anew(
    source: Path, tmp_path: Path, asking: Mapping[str, Any], options: Options
) -> None:
    with pytest.raises(KeyboardInterrupt):
        evaluated(source, tmp_path / "out.csv", progress=stops_after(2))
    result = evaluated(source, tmp_path / "out.csv", asking, **options)
    assert (result.found, result.continued) == ("other", 0)
    assert "dimulai dari awal" in result.explain("id")
    assert "begun anew" in result.explain("en")


def test_work_for_another_input_is_begun_anew(source: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        evaluated(source, tmp_path / "out.csv", progress=stops_after(1))
    pq.write_table(WHOLE.slice(1), source)
    result = evaluated(source, tmp_path / "out.csv")
    assert (result.found, result.rows) == ("other", MANY - 1)


@pytest.mark.parametrize("name", ["rows", "journal"])
@pytest.mark.parametrize("damage", ["short", "changed", "gone"])
def test_damaged_work_is_done_anew_as_far_as_it_must(
    source: Path, tmp_path: Path, name: str, damage: str
) -> None:
    meant, out = tmp_path / "meant.parquet", tmp_path / "out.parquet"
    evaluated(source, meant)
    with pytest.raises(KeyboardInterrupt):
        evaluated(source, out, progress=stops_after(2))
    path = tmp_path / "out.parquet.parts" / name
    data = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        middle = len(data) * 2 // 3
        rest = b"" if damage == "short" else bytes([data[middle] ^ 1]) + data[middle + 1 :]
        path.write_bytes(data[:middle] + rest)
    result = evaluated(source, out)
    assert result.continued < 2 * ROWS
    assert out.read_bytes() == meant.read_bytes()
    assert result.found in {"damaged", "continued", "none"}


def test_a_source_that_changes_meanwhile_is_refused(source: Path, tmp_path: Path) -> None:
    def changes(*_: int) -> None:
        os.utime(source, ns=(1, 1))

    with pytest.raises(kla.ProfileError) as error:
        evaluated(source, tmp_path / "out.csv", progress=changes)
    assert refused(error) == [("table-file.changed", "")]
    assert names_in(tmp_path) == ["in.parquet"]


# -- bad cells ---------------------------------------------------------------------------------------


def with_bad(source: Path, rows: list[int]) -> Path:
    """Write the table with a cell out of range in some rows."""
    node = LEAVES[0]
    cells = WHOLE[node.id].to_pylist()
    for row in rows:
        cells[row] = node.ceiling_thousandths + 7
    place = WHOLE.column_names.index(node.id)
    pq.write_table(WHOLE.set_column(place, node.id, pa.array(cells, pa.int32())), source)
    return source


def test_bad_cells_refuse_the_table_and_are_reported(source: Path, tmp_path: Path) -> None:
    rows = [5, ROWS + 1, MANY - 1]
    with pytest.raises(kla.ProfileError) as error:
        evaluated(with_bad(source, rows), tmp_path / "o.csv", bad_cells=tmp_path / "bad.csv")
    assert [one.path for one in error.value.findings] == [(row, LEAVES[0].id) for row in rows]
    assert [int(row["row"]) for row in rows_of(tmp_path / "bad.csv")] == rows
    assert names_in(tmp_path) == ["bad.csv", "in.parquet"]


def test_flagged_rows_are_counted_and_have_no_level(source: Path, tmp_path: Path) -> None:
    out, report = tmp_path / "out.parquet", tmp_path / "bad.csv"
    rows = [5, ROWS + 1, MANY - 1]
    options: Options = {"on_error": "flag", "bad_cells": report, "language": "en"}
    stopped: Options = {**options, "progress": stops_after(2)}
    with pytest.raises(KeyboardInterrupt):
        evaluated(with_bad(source, rows), out, **stopped)
    result = evaluated(source, out, **options)
    assert (result.flagged, result.bad_cells, result.continued) == (3, 3, 2 * ROWS)
    assert sum(result.levels.values()) == MANY - 3
    found = pq.read_table(out)
    assert [found["level"][row].as_py() for row in rows] == [None] * 3
    assert [row for row, bad in enumerate(found["bad_cells"].to_pylist()) if bad] == rows
    lines = rows_of(report)
    assert [int(one["row"]) for one in lines] == rows
    most = LEAVES[0].ceiling_thousandths
    assert {(one["column"], one["found"]) for one in lines} == {(LEAVES[0].id, str(most + 7))}


def test_bad_cells_of_a_csv_are_told_by_their_lines(tmp_path: Path) -> None:
    head, *lines = [f"region,{LEAVES[0].id}", '"a', 'b",zz', "", "c,1", "d,Budi"]
    (tmp_path / "in.csv").write_text("\n".join([head, *lines]) + "\n")
    options: Options = {"on_error": "flag", "bad_cells": tmp_path / "bad.csv"}
    evaluated(tmp_path / "in.csv", tmp_path / "out.csv", **options)
    text = (tmp_path / "bad.csv").read_text()
    assert [(one["row"], one["line"]) for one in rows_of(tmp_path / "bad.csv")] == [
        ("0", "2"),
        ("2", "6"),
    ]
    assert "Budi" not in text


# -- refused -----------------------------------------------------------------------------------------


def test_places_that_cannot_be_written_are_refused(source: Path, tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "file").write_text("")
    cases = {
        tmp_path / "in.parquet": "table-file.same",
        tmp_path / "out.xlsx": "table-file.suffix",
        tmp_path / "out": "table-file.suffix",
        tmp_path / "folder.csv": "table-file.unwritable-folder",
        tmp_path / "none" / "out.csv": "table-file.unwritable-no-folder",
        tmp_path / "file" / "out.csv": "table-file.unwritable-no-folder",
        tmp_path / f"{'x' * 252}.csv": "table-file.unwritable-name",
    }
    for target, key in cases.items():
        with pytest.raises(kla.ArgumentError) as error:
            evaluated(source, target)
        ((found, reason),) = refused(error)
        assert f"{found}-{reason}".strip("-") == key
    assert (tmp_path / "in.parquet").stat().st_size == source.stat().st_size


def test_a_report_must_not_take_the_place_of_another_file(source: Path, tmp_path: Path) -> None:
    for report in (source, tmp_path / "out.csv"):
        with pytest.raises(kla.ArgumentError) as error:
            evaluated(source, tmp_path / "out.csv", bad_cells=report)
        assert refused(error) == [("table-file.same", "")]


def test_a_folder_of_somebody_else_is_not_touched(source: Path, tmp_path: Path) -> None:
    (tmp_path / "out.csv.parts").mkdir()
    (tmp_path / "out.csv.parts" / "mine").write_text("kept")
    with pytest.raises(kla.ArgumentError) as error:
        evaluated(source, tmp_path / "out.csv")
    assert refused(error) == [("table-file.taken", "")]
    assert (tmp_path / "out.csv.parts" / "mine").read_text() == "kept"


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with names there")
@pytest.mark.parametrize("name", ["in.csv", "pipe.parquet", "pipe"])
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    for table in (tmp_path / name, str(tmp_path / name)):
        with pytest.raises(kla.ProfileError) as error:
            kla.evaluate_table_file(table, tmp_path / "out.csv")
        assert refused(error) == [("document.unreadable", "special")]


@pytest.mark.parametrize("size", [0, 3, 100, -20, -1])
def test_a_file_that_is_cut_short_is_refused(source: Path, tmp_path: Path, size: int) -> None:
    data = source.read_bytes()
    source.write_bytes(data[:size])
    with pytest.raises(kla.ProfileError) as error:
        evaluated(source, tmp_path / "out.csv")
    assert refused(error) == [("columns.parquet", "")]
    assert names_in(tmp_path) == ["in.parquet"]


@examples(30)
@given(st.data())
def test_a_damaged_file_is_refused_or_read(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    pq.write_table(WHOLE.slice(0, 50), folder / "in.parquet")
    whole = bytearray((folder / "in.parquet").read_bytes())
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    (folder / "in.parquet").write_bytes(whole)
    with contextlib.suppress(kla.KlaError):
        evaluated(folder / "in.parquet", folder / "out.csv", on_error="flag")


# -- the command -------------------------------------------------------------------------------------


@pytest.fixture
def national(tmp_path: Path) -> Path:
    """Return a CSV with one row that is determined, one that is not, and one with a bad cell."""
    rows = ["region;total", "A;732,65", "B;", "C;1200"]
    (tmp_path / "in.csv").write_text("\n".join(rows) + "\n")
    return tmp_path / "in.csv"


def test_the_command_tells_bad_cells_in_both_languages(national: Path) -> None:
    out = national.parent / "out.csv"
    for language, said in (("id", "di luar rentang"), ("en", "out of range")):
        code, text, told = command("evaluate-table", national, out, "--lang", language)
        assert (code, text) == (2, "")
        assert f"{national}:4:2: " in told
        assert said in told
    assert not out.exists()


def test_the_command_writes_what_it_says(national: Path) -> None:
    out = national.parent / "out.csv"
    words: list[str | Path] = ["evaluate-table", national, out, "--on-error", "flag"]
    for language, said in (("id", "3 baris ditulis"), ("en", "3 rows written")):
        code, text, told = command(*words, "--lang", language)
        assert (code, told) == (3, "")
        assert said in " ".join(text.split())
    levels = [(row["region"], row["level"]) for row in rows_of(out)]
    assert levels == [("A", "nindya"), ("B", ""), ("C", "")]


def test_the_command_ends_with_0_where_every_row_is_determined(national: Path) -> None:
    national.write_text("region,total\nA,732.65\n")
    assert command("evaluate-table", national, national.parent / "out.parquet")[0] == 0


def test_progress_says_how_much_of_how_many() -> None:
    texts = [TableProgress(50, total, 10, 2.0).text("en") for total in (200, None)]
    assert texts == ["50 of 200 rows (25 %), 20 rows/s", "50 rows, 20 rows/s"]
    assert TableProgress(0, 0, 0, 0.0).text("id") == "0 dari 0 baris (100%), 0 baris/detik"
    written = [TableProgress(50, 50, 0, 2.0, 10).text(language) for language in LANGUAGES]
    assert all("10" in text and "50" in text and "20" in text for text in written)


def test_progress_begins_where_an_earlier_run_ended_and_goes_on_to_the_last_row_written(
    source: Path, tmp_path: Path
) -> None:
    told: list[tuple[int, ...]] = []
    with pytest.raises(KeyboardInterrupt):
        evaluated(source, tmp_path / "out.csv", progress=stops_after(2))
    evaluated(source, tmp_path / "out.csv", progress=lambda *told_now: told.append(told_now))
    before = 2 * ROWS
    gathered = [(MANY, before, rows) for rows in (ROWS, before, MANY)]
    assert told == [(before, before, 0), (MANY, before, 0), *gathered]


def test_what_a_file_says_of_itself_is_said_of_its_results(source: Path, tmp_path: Path) -> None:
    said = {b"invented": b"true", b"note": b"drawn"}
    rows = pa.Table.from_pandas(WHOLE.to_pandas()).replace_schema_metadata
    pq.write_table(rows({**said, b"pandas": b"{}"}), source)
    out = tmp_path / "out.parquet"
    result = evaluated(source, out, inputs=False)
    metadata = pq.read_schema(out).metadata
    assert {key: metadata.get(key) for key in (*said, b"pandas")} == {**said, b"pandas": None}
    assert result.illustrative
    assert result.explain("id").startswith("CONTOH")
    assert result.explain("en").startswith("ILLUSTRATION")
    pq.write_table(WHOLE, source)
    assert not evaluated(source, out).illustrative


def test_what_came_of_it_is_json_that_keeps_to_its_schema(source: Path, tmp_path: Path) -> None:
    result = evaluated(source, tmp_path / "out.parquet", {"edge_policy": OTHER})
    plain = result.to_dict()
    schema = kla.schema("table-file", SMALL)
    assert not list(Draft7Validator(schema).iter_errors(plain))
    assert sum(one["count"] for one in plain["levels"]) == plain["rows"] == MANY
    assert plain["record"]["edge_policy"] == OTHER


def test_the_command_says_it_as_json(national: Path) -> None:
    words: list[str | Path] = ["evaluate-table", national, national.parent / "out.csv"]
    code, text, _ = command(*words, "--format", "json")
    assert (code, json.loads(text)["findings"][0]["line"]) == (2, 4)
    code, text, _ = command(*words, "--format", "json", "--on-error", "flag")
    plain = json.loads(text)
    assert (code, plain["rows"], plain["flagged"], plain["bad_cells"]) == (3, 3, 1, 1)
    counts = {one["level"]: one["count"] for one in plain["levels"]}
    assert (counts["nindya"], counts[None]) == (1, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_full_disk_keeps_what_is_done(source: Path, tmp_path: Path) -> None:
    import resource

    meant, out = tmp_path / "meant.csv", tmp_path / "out.csv"
    evaluated(source, meant)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (meant.stat().st_size // 2, before[1]))
    try:
        with pytest.raises(kla.ArgumentError) as error:
            evaluated(source, out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert refused(error) == [("table-file.unwritable", "full-kept")]
    result = evaluated(source, out)
    assert (result.found, result.continued) == ("continued", ROWS)
    assert out.read_bytes() == meant.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_disk_that_is_full_when_the_file_is_written_has_no_part_of_it(
    source: Path, tmp_path: Path
) -> None:
    import resource

    meant, out = tmp_path / "meant.csv", tmp_path / "out.csv"
    evaluated(source, meant)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (meant.stat().st_size - 1, before[1]))
    try:
        with pytest.raises(kla.ArgumentError) as error:
            evaluated(source, out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert refused(error) == [("table-file.unwritable", "full-kept")]
    assert not out.exists()
    assert (tmp_path / "out.csv.parts" / "whole").stat().st_size == 0
    assert evaluated(source, out).continued == MANY
    assert out.read_bytes() == meant.read_bytes()


# -- processes ---------------------------------------------------------------------------------------


def started(source: Path, out: Path, *more: str) -> subprocess.Popen[str]:
    """Start the command."""
    words = [sys.executable, "-m", "kla_rules", "evaluate-table", str(source), str(out)]
    words += ["--unit", "thousandths", "--results-only", "--lang", "en", *more]
    return subprocess.Popen(words, stdout=-1, stderr=-1, text=True, cwd=ROOT)


def journal(out: Path) -> int:
    """Return how many lines the journal of the work has."""
    with contextlib.suppress(FileNotFoundError):
        return (out.parent / f"{out.name}.parts" / "journal").read_bytes().count(b"\n")
    return 0


def wait_for(process: subprocess.Popen[str], out: Path, lines: int) -> None:
    """Wait until the journal has so many lines, or the process has ended."""
    until = time.monotonic() + 60
    while process.poll() is None and journal(out) < lines and time.monotonic() < until:
        time.sleep(0.002)


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """Return a file of a million rows under the national edition."""
    edition = kla.edition("kla-2024")
    ids = [node.id for node in edition.nodes if not node.children][:6]
    step = pa.table({one: pa.array(range(250), pa.int32()) for one in ids})
    with pq.ParquetWriter(tmp_path / "in.parquet", step.schema) as writer:
        for _ in range(20):
            writer.write_table(pa.concat_tables([step] * 200))
    return tmp_path / "in.parquet"


@pytest.mark.slow
def test_a_process_that_is_killed_leaves_nothing_partial_and_is_completed(large: Path) -> None:
    meant, out = large.parent / "meant.parquet", large.parent / "out.parquet"
    whole = started(large, meant)
    whole.communicate()
    assert whole.returncode == 3
    for lines in (1, 2, 5, 9, 14, 17):
        process = started(large, out)
        wait_for(process, out, lines)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert not out.exists() or out.read_bytes() == meant.read_bytes()
    process = started(large, out)
    text, told = process.communicate()
    assert process.returncode == 3, told
    assert "went on from there" in text
    assert out.read_bytes() == meant.read_bytes()
    assert names_in(large.parent) == ["in.parquet", "meant.parquet", "out.parquet"]


@pytest.mark.slow
def test_ctrl_c_says_that_nothing_is_lost(large: Path) -> None:
    out = large.parent / "out.parquet"
    process = started(large, out)
    wait_for(process, out, 4)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate()
    assert (process.returncode, out.exists()) == (130, False)
    assert "the same command goes on" in told


@pytest.mark.slow
def test_ctrl_c_is_no_stack_dump_in_any_command() -> None:
    words = [sys.executable, "-m", "kla_rules", "evaluate", "-"]
    with subprocess.Popen(words, stdin=-1, stdout=-1, stderr=-1, cwd=ROOT) as process:
        assert process.stdin
        process.stdin.write(b" " * 200_000)  # more than a pipe holds: it reads when this is done
        process.send_signal(signal.SIGINT)
        assert process.communicate() == (b"", b"")
    assert process.returncode == 130


@pytest.mark.slow
def test_a_second_process_at_the_same_file_is_refused(large: Path) -> None:
    out = large.parent / "out.parquet"
    first = started(large, out)
    wait_for(first, out, 2)
    first.send_signal(signal.SIGSTOP)
    second = started(large, out)
    _, told = second.communicate()
    first.send_signal(signal.SIGCONT)
    first.communicate()
    assert second.returncode == 2
    assert f"another process ({first.pid}) is working" in told
    assert first.returncode == 3
