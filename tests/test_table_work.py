"""The work folder of a table: what is done stays done, and what does not agree is done anew."""

import contextlib
import io
import multiprocessing
import os
from collections.abc import Iterator, Mapping
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kla_rules.columns.locked import LockedError, locked
from kla_rules.columns.segments import CsvSegments, ParquetSegments, Segments
from kla_rules.columns.work import TakenError, Work, work_folder
from support import examples

FILES = ("rows", "bad", "whole")
REQUEST = {"input": "abc"}


def names_in(folder: Path) -> list[str]:
    """Return what a folder holds."""
    return sorted(one.name for one in folder.iterdir())


def done(work: Work, *texts: bytes) -> None:
    """Add a step for each text."""
    for text in texts:
        work.add(work.row + len(text), {"rows": text, "bad": b"!"}, {"flagged": 1})


def again(folder: Path, request: Mapping[str, Any] = REQUEST) -> tuple[int, bytes, bool, bool]:
    """Return how many rows are done, what of them, and whether it was begun anew or is damaged."""
    with work_folder(folder, FILES, request) as work:
        return (
            work.row,
            b"".join(data for _, data in work.added("rows")),
            work.other is not None,
            work.damaged,
        )


def begun(folder: Path) -> Path:
    """Return a work folder with two steps."""
    with work_folder(folder, FILES, REQUEST) as work:
        done(work, b"first", b"second")
    return folder


def test_what_is_done_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    assert again(begun(tmp_path / "w")) == (11, b"firstsecond", False, False)


def test_what_a_kill_left_half_written_is_cut_off(tmp_path: Path) -> None:
    folder = begun(tmp_path / "w")
    with (folder / "rows").open("ab") as stream:
        stream.write(b"thi")
    with (folder / "journal").open("ab") as stream:
        stream.write(b"0000")
    assert again(folder) == (11, b"firstsecond", False, False)
    with work_folder(folder, FILES, REQUEST) as work:
        done(work, b"third")
    assert again(folder) == (16, b"firstsecondthird", False, False)


@pytest.mark.parametrize("name", ["rows", "bad"])
@pytest.mark.parametrize("size", [0, 1])
def test_a_file_that_is_shorter_than_its_journal_says_is_done_anew_from_there(
    tmp_path: Path, name: str, size: int
) -> None:
    folder = begun(tmp_path / "w")
    os.truncate(folder / name, (folder / name).stat().st_size - 1 if size else 0)
    row, kept, anew, damaged = again(folder)
    assert row == (5 if size else 0)
    assert kept == b"firstsecond"[:row]
    assert (anew, damaged) == (False, True)


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    folder = begun(tmp_path / "w")
    (folder / "rows").write_bytes(b"firstsecomd")
    assert again(folder) == (5, b"first", False, True)


def test_a_changed_line_of_the_journal_is_noticed(tmp_path: Path) -> None:
    folder = begun(tmp_path / "w")
    data = (folder / "journal").read_bytes()
    (folder / "journal").write_bytes(data.replace(b'"row": 11', b'"row": 12'))
    assert again(folder)[0] == 5
    (folder / "journal").write_bytes(b"x" + data)
    assert again(folder) == (0, b"", False, True)


def test_work_for_something_else_is_thrown_away(tmp_path: Path) -> None:
    folder = begun(tmp_path / "w")
    assert again(folder, {"input": "other"}) == (0, b"", True, False)
    assert again(folder) == (0, b"", True, False)


def test_a_folder_with_other_things_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("kept")
    with pytest.raises(TakenError, match="mine"), work_folder(tmp_path, FILES, REQUEST):
        pass
    assert names_in(tmp_path) == ["mine"]


def test_what_is_delivered_takes_the_place_of_the_file_and_the_folder_goes(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_text("old")
    target.chmod(0o640)
    with work_folder(tmp_path / "w", FILES, REQUEST) as work:
        done(work, b"new")
        work.deliver_copy("bad", tmp_path / "bad")
        assert list(work.added("rows")) == [(3, b"new")]
        with work.begun("whole") as whole:
            whole.write(b"new.")
        work.deliver("whole", target)
        work.remove()
    assert target.read_bytes() == b"new."
    assert target.stat().st_mode & 0o777 == 0o640
    assert names_in(tmp_path) == ["bad", "out"]


def test_what_is_written_is_emptied_where_that_fails(tmp_path: Path) -> None:
    with work_folder(tmp_path / "w", FILES, REQUEST) as work:
        done(work, b"new")
        with contextlib.suppress(KeyboardInterrupt), work.begun("whole") as whole:
            whole.write(b"half")
            whole.flush()
            raise KeyboardInterrupt
        assert (tmp_path / "w" / "whole").stat().st_size == 0
    assert again(tmp_path / "w") == (3, b"new", False, False)


def test_a_kill_while_the_folder_is_taken_away_leaves_nothing_that_seems_damaged(
    tmp_path: Path,
) -> None:
    folder = begun(tmp_path / "w")
    (folder / "journal").unlink()
    assert again(folder) == (0, b"", False, False)


def _hold(path: Path, ready: Event, end: Event) -> None:
    with locked(path):
        ready.set()
        end.wait(30)


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[SpawnProcess]:
    """Have a process that holds the lock of a folder."""
    spawn = multiprocessing.get_context("spawn")
    ready, end = spawn.Event(), spawn.Event()
    process = spawn.Process(target=_hold, args=(tmp_path / "lock", ready, end))
    process.start()
    assert ready.wait(30)
    yield process
    process.kill()
    process.join()


@pytest.mark.slow
def test_two_processes_cannot_have_a_lock_and_one_that_is_killed_has_it_no_more(
    tmp_path: Path, holder: SpawnProcess
) -> None:
    with pytest.raises(LockedError) as refused, locked(tmp_path / "lock"):
        pass
    assert refused.value.process == holder.pid
    holder.kill()
    holder.join()
    with locked(tmp_path / "lock"):
        assert (tmp_path / "lock").read_text() == str(os.getpid())


# -- segments ----------------------------------------------------------------------------------------


CELLS = st.fixed_dictionaries(
    {
        "code": st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5),
        "points": st.none() | st.integers(0, 10**6).map(lambda x: x / 1000),
        "level": st.none() | st.sampled_from(["pratama", "utama"]),
        "met": st.none() | st.booleans(),
    }
)
LEVEL = pa.dictionary(pa.int8(), pa.string(), ordered=True)


def batch(rows: list[dict[str, Any]]) -> pa.RecordBatch:
    """Return rows as a run of a table."""
    levels = pa.array([None if r["level"] is None else r["level"] == "utama" for r in rows])
    words = pa.array(["pratama", "utama"])
    return pa.record_batch(
        {
            "code": pa.array([r["code"] for r in rows], pa.string()),
            "points": pa.array([r["points"] for r in rows], pa.float64()),
            "level": pa.DictionaryArray.from_arrays(levels.cast(pa.int8()), words, ordered=True),
            "met": pa.array([r["met"] for r in rows], pa.bool_()),
        }
    )


def written(form: Segments, batches: list[pa.RecordBatch]) -> bytes:
    """Return a file of these runs."""
    sink = io.BytesIO()
    form.gather(list(map(form.segment, batches)), sink)
    return sink.getvalue()


@examples(20)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=4))
def test_segments_of_parquet_are_one_file_of_all_their_rows(runs: list[Any]) -> None:
    batches = [batch(rows) for rows in runs]
    schema = batch([]).schema
    data = written(ParquetSegments(schema), batches)
    table = pq.read_table(pa.BufferReader(data))
    assert table.schema == schema
    assert table.to_pylist() == pa.Table.from_batches(batches, schema).to_pylist()
    assert pq.read_metadata(pa.BufferReader(data)).num_row_groups == len(batches)
    assert data == written(ParquetSegments(schema), batches)


def test_segments_of_parquet_are_read_by_others(tmp_path: Path) -> None:
    polars, duckdb = pytest.importorskip("polars"), pytest.importorskip("duckdb")
    rows = [{"code": f"k{n}", "points": n / 8, "level": "utama", "met": None} for n in range(90)]
    data = written(ParquetSegments(batch([]).schema), [batch(rows[:50]), batch(rows[50:])])
    assert polars.read_parquet(data)["points"].to_list() == [row["points"] for row in rows]
    (tmp_path / "out.parquet").write_bytes(data)
    found = duckdb.read_parquet(str(tmp_path / "out.parquet")).order("points")
    assert [one[:1] for one in found.fetchall()] == [(row["code"],) for row in rows]


def test_segments_of_csv_have_one_heading() -> None:
    rows = [{"code": 'a,"', "points": 880.39, "level": "utama", "met": True}, dict.fromkeys("abc")]
    rows[1] = {"code": "b", "points": None, "level": None, "met": None}
    data = written(CsvSegments(batch([]).schema), [batch([row]) for row in rows])
    assert data.decode() == ('"code","points","level","met"\n"a,""",880.39,"utama",true\n"b",,,\n')
