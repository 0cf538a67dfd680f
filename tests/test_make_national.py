"""The generator of invented profiles: the same figures for the same arguments, and called invented."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import kla_rules as kla
from support import ROOT, TREE

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
SMALL = kla.testing.small_edition()


@pytest.fixture(scope="module")
def national() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "make_national", ROOT / "examples" / "make_national.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_national"] = module
    spec.loader.exec_module(module)
    return module


def made(national: ModuleType, **wanted: Any) -> Any:  # noqa: ANN401 - a table
    return pa.concat_tables(national.tables(national.Wanted(**{"edition": SMALL, **wanted})))


def test_the_same_arguments_give_the_same_bytes_and_another_seed_other_figures(
    national: ModuleType, tmp_path: Path
) -> None:
    written = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        national.write(national.Wanted(SMALL, rows=50, seed=seed), tmp_path / name)
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1] != written[2]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "c"]


def test_both_units_give_the_same_profiles(national: ModuleType) -> None:
    whole, points = (
        made(national, edition=TREE, rows=4, unit=unit) for unit in ("thousandths", "points")
    )
    asked = [question.id for question in TREE.questions]
    assert whole.column_names[3:] == points.column_names[3:] == asked
    results = [
        kla.evaluate_many(whole, edition=TREE, unit="thousandths"),
        kla.evaluate_many(points, edition=TREE),
    ]
    assert [one.to_dict() for one in results[0]] == [one.to_dict() for one in results[1]]


def test_a_file_is_the_beginning_of_a_longer_one_whatever_the_runs(
    national: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = made(national, rows=30)
    monkeypatch.setattr(national, "RUN", 7)
    assert made(national, rows=30).equals(at_once)
    assert made(national, rows=13).equals(at_once.slice(0, 13))
    assert made(national, rows=0).schema == at_once.schema


def test_as_many_cells_are_unknown_as_are_asked_for(national: ModuleType) -> None:
    for share in (0, 0.1, 1):
        table = made(national, rows=2000, nulls=share)
        name = SMALL.questions[0].id
        assert table[name].null_count / 2000 == pytest.approx(share, abs=0.03)


def test_regions_have_a_row_for_each_round_and_change_little_between_them(
    national: ModuleType,
) -> None:
    rows = made(national, rows=3 * 40, rounds=3, nulls=0).to_pylist()
    years = [*SMALL.rounds, SMALL.rounds[-1] + 1]
    assert [row["year"] for row in rows] == years * 40
    assert [row["region"] for row in rows[2:5]] == ["Contoh 000001", *["Contoh 000002"] * 2]
    graded = next(one.id for one in SMALL.questions if one.answer == "graded")
    pairs = [(rows[at], rows[at + 1]) for at in range(0, len(rows), 3)]
    same = sum(first[graded] == second[graded] for first, second in pairs)
    assert same > len(pairs) / 2


def test_regions_are_of_all_levels(national: ModuleType) -> None:
    table = made(national, edition=TREE, rows=60, nulls=0)
    levels = {one.level for one in kla.evaluate_many(table, edition=TREE)}
    assert len(levels) >= len(TREE.levels)


def test_whole_answers_are_options_truths_values_and_counts_that_fit(national: ModuleType) -> None:
    table = made(national, rows=200, answers=True)
    types = {name: str(table.schema.field(name).type) for name in table.column_names}
    by_answer = {question.answer: question.id for question in SMALL.questions}
    assert types[f"answers.{by_answer['yes_no']}"] == "bool"
    assert types[f"answers.{by_answer['graded']}"] == "string"
    assert types[f"values.{by_answer['count']}"] == "int32"
    parts = [name.removesuffix(".part") for name in types if name.endswith(".part")]
    assert any(name.startswith("values.") for name in parts)
    assert any(name.startswith("measures.") for name in parts)
    for name in parts:
        cells = (table[f"{name}.{one}"].to_pylist() for one in ("part", "whole", "unknown"))
        known = [counts for counts in zip(*cells, strict=True) if counts[0] is not None]
        assert known
        assert all(part + unknown <= whole for part, whole, unknown in known)


def test_a_share_is_given_in_one_way_and_measures_where_levels_ask_for_them(
    national: ModuleType,
) -> None:
    table = made(national, edition=kla.edition("kla-2019"), rows=200, nulls=0)
    shares = [one.id for one in kla.edition("kla-2019").measures if one.kind == "share"]
    for name in (f"measures.{one}" for one in shares):
        pairs = zip(table[name].to_pylist(), table[f"{name}.part"].to_pylist(), strict=True)
        assert {(one is None, other is None) for one, other in pairs} == {
            (True, False),
            (False, True),
        }
    rounds = {year for one in kla.edition("kla-2019").requirements for year in one.rounds}
    assert set(table["year"].to_pylist()) <= rounds
    asked = made(national, edition=TREE, rows=1).column_names
    assert not [name for name in asked if name.startswith("measures.")]


def test_file_and_terminal_say_that_all_is_invented(
    national: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "regions.parquet"
    national.main(["--regions", "5", "--rounds", "2", "--edition", "kla-2022", "--out", str(out)])
    said = capsys.readouterr().out
    assert "10 invented profiles" in said
    assert national.INVENTED["id"] in said
    metadata = pq.read_schema(out).metadata
    assert metadata[b"invented"] == b"true"
    assert json.loads(metadata[b"note"]) == national.INVENTED
    assert pq.read_metadata(out).num_rows == 10


@pytest.mark.parametrize(
    "words",
    [
        ["--nulls", "2"],
        ["--rows", "-1"],
        ["--edition", "kla-1"],
        ["--edition", "kla-2019", "--answers"],
    ],
)
def test_what_cannot_be_made_is_refused(
    national: ModuleType, tmp_path: Path, words: list[str]
) -> None:
    with pytest.raises(SystemExit):
        national.main([*words, "--out", str(tmp_path / "x")])
    assert list(tmp_path.iterdir()) == []
